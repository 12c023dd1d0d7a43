from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from loket_inbox.desk import Desk
from loket_inbox.mail_in.fetching import BEGINNING, LARGEST, Fetcher
from loket_inbox.mail_in.imap import Mailbox, MailboxAwayError, Opened, RefusedError, open_mailbox
from loket_inbox.mail_in.polling import fetch_once
from loket_inbox.store.tables import incoming
from loket_inbox.store.transactions import StoreAwayError
from tests.imap_server import Dovecot, dovecot
from tests.inbox.mail_in.mailbox_support import (
    EVERY_STEP,
    Office,
    a_letter,
    an_office,
    crlf,
    require_once,
    require_survival,
    somebody_elses,
    with_methods,
)
from tests.support import (
    HandClock,
    a_reply,
    in_a_hurry,
    mailbox_of,
    rows,
)


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


@pytest.fixture
def office(server: Dovecot, tmp_path: Path, clock: HandClock) -> Office:
    return an_office(server, tmp_path, clock)


def test_m1_our_mail_is_taken_and_other_peoples_mail_stays_untouched_and_unread(
    office: Office,
) -> None:
    reply = crlf(a_reply(a_letter(office.desk), "Kami periksa besok."))
    others = [somebody_elses(number) for number in range(5)]
    office.deliver(*others[:3], reply, *others[3:])
    assert office.fetch()
    assert office.server.fetched(office.user, sessions=1) == (6, 1)
    require_once(office.desk, reply)
    assert office.inbox() == [(set(), raw) for raw in others]
    assert office.put_away() == [reply]


@pytest.mark.parametrize("header", ["To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To"])
def test_m1_a_plus_address_is_found_in_any_recipient_header_and_letter_case(
    office: Office, header: str
) -> None:
    letter = a_letter(office.desk)
    to = {"To": letter.reply_to.upper()} if header == "To" else {header: letter.reply_to.upper()}
    reply = crlf(
        a_reply(letter, "Kami periksa.", to=to.pop("To", "daftar@asing.example"), headers=to)
    )
    office.deliver(reply)
    office.fetch()
    require_once(office.desk, reply)


def test_m2_a_wrong_token_is_ours_and_held(office: Office) -> None:
    letter = a_letter(office.desk)
    office.deliver(a_reply(letter, "Kami periksa.", to="loket+salah@contoh.example"))
    office.fetch()
    assert office.outcomes() == ["wrong-token"]
    assert office.inbox() == []


def test_m4_a_mail_that_answers_a_letter_of_ours_is_ours(office: Office) -> None:
    a_letter(office.desk)
    with office.desk.store.writing() as work:
        names = [each.message_id for each in work.outbox.claim(work.now, timedelta(0), 10)]
    to_ours = somebody_elses(1, References=f"<lain@asing.example> {names[0]}")
    to_others = somebody_elses(2, In_Reply_To="<tidak-ada@contoh.example>")
    office.deliver(to_ours, to_others)
    office.fetch()
    assert office.put_away() == [to_ours]
    assert office.inbox() == [(set(), to_others)]


def test_m5_a_subject_with_the_number_of_a_case_is_ours_and_held(office: Office) -> None:
    number = a_letter(office.desk).number
    ours = somebody_elses(1, Subject=f"Tanya kasus {number.lower()}.")
    others = somebody_elses(2, Subject="Faktur K7M4-PX9R dan ABCD-1234"), somebody_elses(3)
    office.deliver(ours, *others)
    office.fetch()
    assert office.put_away() == [ours]
    assert office.inbox() == [(set(), raw) for raw in others]
    assert len(office.outcomes()) == 1


def test_our_own_letters_stay_where_an_officer_reads_them(office: Office) -> None:
    # The officer's address may be this very mailbox.
    a_letter(office.desk)
    local = mailbox_of(office.desk)
    ours = [crlf(local.read(number) or b"") for number in local.numbers()]
    assert ours
    renamed = ours[0].replace(b"Message-ID: <", b"Message-ID: <diganti.")
    office.deliver(*ours, renamed)
    office.fetch()
    assert office.inbox() == [(set(), raw) for raw in (*ours, renamed)]
    assert office.outcomes() == []


def test_m8_a_bounce_comes_to_its_letters_own_address_and_is_ours(office: Office) -> None:
    letter = a_letter(office.desk)
    bounce = somebody_elses(1, From="MAILER-DAEMON@asing.example", To=letter.return_path)
    office.deliver(bounce)
    office.fetch()
    assert office.put_away() == [bounce]
    assert rows(office.desk, incoming) == 1


def test_m9_the_same_mail_by_to_and_cc_by_a_second_round_and_moved_back_is_one_event(
    office: Office,
) -> None:
    reply = crlf(a_reply(a_letter(office.desk), "Kami periksa besok."))
    other_way = b"Delivered-To: daftar@contoh.example\r\n" + reply
    office.deliver(reply, other_way)
    office.fetch()
    office.fetch()
    require_once(office.desk, reply)
    with office.server.session(office.user) as box:
        box.select("Loket")
        assert box.uid("MOVE", "1:*", "INBOX")[0] == "OK"
    assert len(office.inbox()) == 2
    office.fetch()
    require_once(office.desk, reply)
    assert office.inbox() == []
    assert len(office.put_away()) == 2


def test_m10_another_uidvalidity_loses_and_doubles_nothing(office: Office) -> None:
    letter = a_letter(office.desk)
    first = crlf(a_reply(letter, "Kami periksa.", message_id="<1@contoh.example>"))
    second = crlf(a_reply(letter, "Sudah selesai.", message_id="<2@contoh.example>"))
    office.deliver(*map(somebody_elses, range(5)), first)
    office.fetch()
    office.deliver(second)
    office.server.forget_uids(office.user)
    office.fetch()
    require_once(office.desk, first, second)
    assert len(office.inbox()) == 5


def test_m10_uids_that_have_been_there_before_are_read_again(office: Office) -> None:
    # A mailbox out of a backup may keep its validity although its numbers go back.
    reply = crlf(a_reply(a_letter(office.desk), "Kami periksa."))
    office.deliver(reply)

    def forward(opened: Opened) -> Opened:
        return replace(opened, uid_next=1000)

    office.fetch(with_methods(uids=lambda _box, _after, _opened: iter(()), opened=forward))
    assert office.outcomes() == []
    office.fetch()
    require_once(office.desk, reply)


def test_a_server_that_says_neither_the_next_uid_nor_a_validity_is_read(office: Office) -> None:
    letter = a_letter(office.desk)
    replies = [
        crlf(a_reply(letter, f"Jawaban {n}.", message_id=f"<{n}@contoh.example>")) for n in range(3)
    ]
    silent = with_methods(opened=lambda found: replace(found, uid_next=0, uid_validity=0))
    assert office.fetch(silent)
    office.deliver(replies[0])
    assert office.fetch(silent)
    assert office.fetch(silent)
    office.deliver(somebody_elses(), *replies[1:])
    assert office.fetch(with_methods(opened=lambda found: replace(found, uid_next=0)))
    assert office.fetch(with_methods(opened=lambda found: replace(found, uid_next=0)))
    require_once(office.desk, *replies)


def test_a_message_that_is_deleted_between_two_looks_stops_nothing(office: Office) -> None:
    letter = a_letter(office.desk)
    gone = a_reply(letter, "Hilang.", message_id="<1@contoh.example>")
    reply = crlf(a_reply(letter, "Kami periksa.", message_id="<2@contoh.example>"))
    office.deliver(gone, reply)

    def message(box: Mailbox, uid: int, most: int | None = None) -> bytes | None:
        if uid == 1:
            with office.server.session(office.user) as other:
                other.select("INBOX")
                other.uid("STORE", "1", "+FLAGS", "(\\Deleted)")
                other.expunge()
        return Mailbox.message(box, uid, most)

    assert office.fetch(with_methods(message=message))
    require_once(office.desk, reply)
    assert office.inbox() == []


@pytest.mark.parametrize("what", ["glimpse", "message"])
def test_a_message_that_the_server_does_not_give_is_asked_for_again(
    office: Office, clock: HandClock, what: str
) -> None:
    letter = a_letter(office.desk)
    first = crlf(a_reply(letter, "Kami periksa.", message_id="<1@contoh.example>"))
    second = crlf(a_reply(letter, "Sudah selesai.", message_id="<2@contoh.example>"))
    office.deliver(first, second)

    def glimpse(box: Mailbox, uids: tuple[int, ...]) -> Any:
        return Mailbox.glimpse(box, [uid for uid in uids if uid != 1])

    def message(box: Mailbox, uid: int, most: int | None = None) -> bytes | None:
        return None if uid == 1 else Mailbox.message(box, uid, most)

    method: Any = {"glimpse": glimpse, "message": message}[what]
    assert not office.fetch(with_methods(**{what: method}))
    require_once(office.desk, second)
    server = office.desk.settings.imap
    assert server
    fetcher = Fetcher(office.desk, server)
    with with_methods(**{what: method})(server) as box:
        assert not fetcher.fetch(box)
        assert not fetcher.fetch(box)
    clock.pass_by(timedelta(minutes=11))
    with open_mailbox(server) as box:
        assert fetcher.fetch(box)
    require_once(office.desk, first, second)
    assert office.inbox() == []


def test_a_server_that_refuses_everything_for_a_while_is_away(office: Office) -> None:
    reply = crlf(a_reply(a_letter(office.desk), "Kami periksa."))
    office.deliver(somebody_elses(), reply)

    def fetch(_box: Mailbox, _uids: Any, _items: Any) -> Any:
        raise RefusedError("IMAPClientError THROTTLED")

    with pytest.raises(MailboxAwayError, match="THROTTLED"):
        office.fetch(with_methods(_fetch=fetch))
    assert office.fetch()
    require_once(office.desk, reply)


@pytest.mark.parametrize("bad", [1, 2, 3])
def test_one_message_that_the_server_cannot_read_does_not_hide_the_others(
    office: Office, bad: int
) -> None:
    letter = a_letter(office.desk)
    replies = [
        crlf(a_reply(letter, f"Jawaban {n}.", message_id=f"<{n}@contoh.example>"))
        for n in (1, 2, 3)
    ]
    office.deliver(*replies)

    def fetch(box: Mailbox, uids: Any, items: Any) -> Any:
        if bad in uids and items != ["FLAGS"]:
            raise RefusedError("IMAPClientError SERVERBUG")
        return Mailbox._fetch(box, uids, items)

    assert not office.fetch(with_methods(_fetch=fetch))
    require_once(office.desk, *(each for n, each in enumerate(replies, 1) if n != bad))
    assert office.fetch()
    require_once(office.desk, *replies)


class Unwilling:
    """An envelope that fails on one message."""

    def __init__(self, envelope: Any, word: bytes) -> None:
        self.envelope = envelope
        self.word = word

    def __getattr__(self, name: str) -> Any:
        return getattr(self.envelope, name)

    def seal(self, context: str, name: str, plain: bytes, *more: Any) -> Any:
        if self.word in plain:
            raise MemoryError
        return self.envelope.seal(context, name, plain, *more)


def test_m11_a_message_that_cannot_be_taken_stays_and_the_next_ones_come_in(
    office: Office,
) -> None:
    letter = a_letter(office.desk)
    bad = crlf(a_reply(letter, "Racun.", message_id="<1@contoh.example>"))
    good = crlf(a_reply(letter, "Kami periksa.", message_id="<2@contoh.example>"))
    office.deliver(bad, good)
    unwilling: Any = Unwilling(office.desk.envelope, b"Racun.")
    assert not replace(office, desk=replace(office.desk, envelope=unwilling)).fetch()
    require_once(office.desk, good)
    assert office.inbox() == [(set(), bad)]
    assert office.fetch()
    require_once(office.desk, bad, good)


def test_m11_a_message_that_breaks_the_parser_is_held_and_the_next_ones_come_in(
    office: Office,
) -> None:
    letter = a_letter(office.desk)
    good = crlf(a_reply(letter, "Kami periksa.", message_id="<2@contoh.example>"))
    head = f"To: {letter.reply_to}\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n".encode()
    poison = head + b"--b\r\n\r\nx\r\n" * 20_000
    office.deliver(poison, good)
    assert office.fetch()
    assert office.outcomes()[0] == "unparsable"
    assert len(office.outcomes()) == 2
    assert office.inbox() == []


def test_m10_a_locked_database_marks_nothing_and_the_next_round_takes_it(office: Office) -> None:
    reply = crlf(a_reply(a_letter(office.desk), "Kami periksa."))
    office.deliver(somebody_elses(), reply)
    hurried = replace(office, desk=in_a_hurry(office.desk))
    lock = sqlite3.connect(office.desk.settings.data / "loket.sqlite", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreAwayError):
        hurried.fetch()
    assert fetch_once(hurried.desk) is False
    lock.close()
    assert office.inbox() == [(set(), somebody_elses()), (set(), reply)]
    assert office.fetch()
    require_once(office.desk, reply)


def test_m14_of_a_message_larger_than_60_mb_the_beginning_is_held_and_it_stays(
    office: Office,
) -> None:
    reply = crlf(a_reply(a_letter(office.desk), "Kami periksa."))
    huge = reply + (b"kata " * 15 + b"\r\n") * (LARGEST // 77 + 1)
    office.deliver(huge, somebody_elses())
    assert office.fetch()
    (outcome,) = office.outcomes()
    assert outcome not in {"answered", "duplicate"}
    assert [len(raw) for _, raw in office.inbox()] == [len(huge), len(somebody_elses())]
    assert [flags for flags, _ in office.inbox()] == [set(), set()]
    assert len(kept_raw(office.desk)) < BEGINNING + 100
    assert office.fetch()
    assert rows(office.desk, incoming) == 1


def test_m14_a_message_that_is_too_large_to_be_read_is_kept_whole_and_held(office: Office) -> None:
    reply = crlf(a_reply(a_letter(office.desk), "Kami periksa."))
    large = reply + (b"kata " * 15 + b"\r\n") * 410_000
    office.deliver(large)
    assert office.fetch()
    assert office.outcomes() == ["unparsable"]
    assert kept_raw(office.desk) == large
    assert office.put_away() == [large]


def kept_raw(desk: Desk) -> bytes:
    with desk.store.engine.connect() as connection:
        (row,) = connection.execute(select(incoming)).all()
    raw: bytes = desk.envelope.open(row.digest, "mail", row.sealed)
    return raw


def test_the_headers_of_2000_other_mails_are_fetched_once_and_nothing_else(
    office: Office,
) -> None:
    office.deliver(*(somebody_elses(number) for number in range(2_000)))
    for _ in range(3):
        assert office.fetch()
    assert office.server.fetched(office.user, sessions=3) == (2_000, 0)
    office.deliver(somebody_elses(2_000))
    assert office.fetch()
    assert office.server.fetched(office.user, sessions=4) == (2_001, 0)


def test_read_at_says_when_the_mailbox_was_last_read(office: Office, clock: HandClock) -> None:
    with office.desk.store.reading() as work:
        assert work.mailboxes.read_at() is None
    for _ in range(2):
        clock.pass_by(timedelta(minutes=1))
        office.fetch()
        with office.desk.store.reading() as work:
            assert work.mailboxes.read_at() == clock.now


@pytest.mark.parametrize(("when", "turn", "kept"), EVERY_STEP)
def test_m10_a_poller_killed_at_any_step_loses_and_doubles_nothing(
    server: Dovecot, tmp_path: Path, when: str, turn: int, kept: int
) -> None:
    require_survival(server, tmp_path, when, turn, kept)


@pytest.mark.parametrize(("when", "turn", "kept"), EVERY_STEP[3:6:2])
def test_m10_nor_does_it_when_the_uidvalidity_changes_meanwhile(
    server: Dovecot, tmp_path: Path, when: str, turn: int, kept: int
) -> None:
    require_survival(server, tmp_path, when, turn, kept, meanwhile=server.forget_uids)

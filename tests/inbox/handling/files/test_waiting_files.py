"""Files between the two steps: sealed for their sender alone, an hour long, within bounds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from loket_inbox.desk import Desk
from loket_inbox.domain.codes import digest
from loket_inbox.envelope import Envelope, SealBrokenError
from loket_inbox.handling.files.waiting import (
    LIFE,
    MOST_OCTETS,
    FileGoneError,
    discard,
    forget_old_files,
    look_up,
    opened,
    take_in,
)
from loket_inbox.handling.sender.check_token import CheckToken
from loket_inbox.handling.sender.submission import receipt_again, submit
from loket_inbox.store.tables import case_files, cases, waiting_files
from loket_inbox.store.transactions import StoreAwayError
from loket_inbox.uploads.refusals import Refusal, RefusedFileError
from loket_inbox.worker import do_chores
from tests.inbox.handling.files.file_support import a_file, taken, trusting, with_question
from tests.support import HandClock, judged, rows, the_form

MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(desk: Desk) -> Desk:
    return trusting(desk)


def test_a_file_waits_under_the_name_that_its_sender_knows(desk: Desk) -> None:
    name, content = a_file("kuitansi")
    file = take_in(desk, content, name=f"../{name}", pdf_allowed=False)
    assert (file.name, file.size) == ("kuitansi.jpg", len(content))
    assert look_up(desk, file.token) == file


def test_w9_one_token_opens_one_file_and_no_key_of_the_server_opens_any(desk: Desk) -> None:
    one, other = taken(desk, a_file("satu")), taken(desk, a_file("dua"))
    with desk.store.engine.begin() as connection:
        blobs = {row.digest: row.sealed for row in connection.execute(select(waiting_files))}
        # Even if somebody swaps them in the database.
        connection.execute(
            update(waiting_files)
            .where(waiting_files.c.digest == digest(one.token))
            .values(sealed=blobs[digest(other.token)])
        )
    with pytest.raises(FileGoneError):
        look_up(desk, one.token)
    assert look_up(desk, other.token).name == "dua.jpg"
    for blob in blobs.values():
        with pytest.raises(SealBrokenError):
            desk.envelope.open(one.token, "file", blob)


@pytest.mark.parametrize("token", ["", "x", "0" * 58, "é" * 58, "AGE-SECRET-KEY-1", "1\n"])
def test_a_token_that_we_never_made_finds_nothing(desk: Desk, token: str) -> None:
    blob = Envelope.seal_waiting(b"isi")[1]
    with pytest.raises(SealBrokenError):
        Envelope.open_waiting(token, blob)
    with pytest.raises(FileGoneError):
        look_up(desk, token)


def test_a_file_is_gone_after_sixty_minutes(desk: Desk, clock: HandClock) -> None:
    file = taken(desk, a_file())
    clock.pass_by(LIFE)
    assert look_up(desk, file.token) == file
    clock.pass_by(timedelta(seconds=1))
    with pytest.raises(FileGoneError):
        look_up(desk, file.token)


def test_old_files_are_deleted_by_the_next_one_and_by_the_worker(
    desk: Desk, clock: HandClock
) -> None:
    taken(desk, a_file("satu"))
    clock.pass_by(LIFE / 2)
    taken(desk, a_file("dua"))
    clock.pass_by(LIFE / 2 + MINUTE)
    taken(desk, a_file("tiga"))
    assert rows(desk, waiting_files) == 2
    clock.pass_by(LIFE + MINUTE)
    do_chores(desk)
    assert rows(desk, waiting_files) == 0
    forget_old_files(desk)


def test_what_its_sender_throws_away_is_deleted_at_once(desk: Desk) -> None:
    one, other = taken(desk, a_file("satu")), taken(desk, a_file("dua"))
    discard(desk, [one.token, "bukan token"])
    with pytest.raises(FileGoneError):
        look_up(desk, one.token)
    assert look_up(desk, other.token) == other


def test_w6_no_more_waits_than_there_is_room_for(desk: Desk) -> None:
    first = taken(desk, a_file())
    with desk.store.engine.begin() as connection:
        connection.execute(update(waiting_files).values(size=MOST_OCTETS - 100))
    with pytest.raises(RefusedFileError) as refused:
        taken(desk, a_file("dua"))
    assert refused.value.refusal is Refusal.NO_ROOM
    assert "Kirim tanpa berkas" in str(refused.value)
    discard(desk, [first.token])
    assert taken(desk, a_file("dua"))


def test_f5_a_file_that_the_database_cannot_take_is_a_refused_one(desk: Desk) -> None:
    with desk.store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE waiting_files RENAME TO hilang")
    with pytest.raises(RefusedFileError) as refused:
        taken(desk, a_file())
    assert refused.value.refusal is Refusal.NOT_KEPT
    with pytest.raises(StoreAwayError):
        look_up(desk, "x")


def test_files_come_along_with_their_case_and_wait_no_more(desk: Desk) -> None:
    files = [taken(desk, a_file(word)) for word in ("satu", "dua")]
    token = CheckToken.new(desk.store.clock())
    sent = with_question(desk, *files)
    receipt = submit(desk, the_form(desk), judged(desk), token, files=sent)
    assert (rows(desk, case_files), rows(desk, waiting_files)) == (2, 0)
    with desk.store.reading() as work:
        found = work.cases.by_number(receipt.number)
    assert found
    assert len(found.case.files) == 2
    # Whoever presses the button again has the same receipt, although the files are gone.
    again = submit(desk, the_form(desk), judged(desk), token, files=sent)
    assert again == receipt == receipt_again(desk, token)
    assert (rows(desk, cases), rows(desk, case_files)) == (1, 2)


def test_a_file_that_waits_no_more_keeps_the_whole_case_back(desk: Desk, clock: HandClock) -> None:
    one = taken(desk, a_file("satu"))
    clock.pass_by(LIFE)
    other = taken(desk, a_file("dua"))
    clock.pass_by(MINUTE)
    token = CheckToken.new(desk.store.clock())
    with pytest.raises(FileGoneError):
        submit(desk, the_form(desk), judged(desk), token, files=with_question(desk, other, one))
    assert rows(desk, cases) == 0
    assert look_up(desk, other.token) == other
    assert receipt_again(desk, token) is None
    submit(desk, the_form(desk), judged(desk), token, files=with_question(desk, other))
    with desk.store.reading() as work, pytest.raises(FileGoneError):
        opened(desk, work, other.token)


def test_w9_a_file_that_is_refused_waits_nowhere(desk: Desk) -> None:
    for name, content in (("x.jpg", b"GIF89a"), ("x.jpg", b""), ("x.png", a_file()[1])):
        with pytest.raises(RefusedFileError):
            take_in(desk, content, name=name, pdf_allowed=False)
    assert rows(desk, waiting_files) == 0

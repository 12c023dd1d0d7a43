"""Every address of the officers' web, cell by cell: who gets in, and what they see there.

W-12: ownership is checked per object. A new address without a row here fails the test.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from msgspec import structs
from werkzeug.test import TestResponse

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.domain.officers import Role
from loket_inbox.domain.terms import Suspicion
from loket_inbox.handling.case import accusing, answering, casework, releasing
from loket_inbox.handling.case.releasing import Release
from loket_inbox.handling.desk.digests import write_digests
from loket_inbox.handling.desk.signing_in import send_link
from loket_inbox.handling.desk.wrong_codes import TOLD_AT, count_wrong_code
from loket_inbox.handling.doors import Visit
from loket_inbox.handling.mail.undelivered import tell_of_undelivered
from loket_inbox.handling.records import BookEntry
from loket_inbox.handling.sender.tracking import write_back
from loket_inbox.letters.values import Addressed
from loket_inbox.mail_in.receiving import receive
from loket_site.model.form import MailToSender
from tests.inbox.handling.files.file_support import a_case_with_files
from tests.inbox.office import a_browser, does, signed_in, the_guard, the_officer
from tests.support import (
    A_COMPLAINT,
    ROOT,
    HandClock,
    a_desk,
    a_received_case,
    a_reply,
    letters_out,
    with_forms,
)

STORY, NAME = A_COMPLAINT["kronologi"], A_COMPLAINT["nama"]

VISITORS = ("nobody", "petugas", "kepala", "kabid", "tim", "lain", "diadukan")
"""Front desk, head, the division head and the Team member on the case, a division head who is on
none, and a front desk officer of whom the cases complain."""

IN, OUT, FORBIDDEN, UNKNOWN = "in", "sign in", 403, 404


@dataclass(frozen=True)
class House:
    """Two cases, one with a division and one with a Team, and a held mail about each."""

    desk: Desk
    app: Flask
    of_division: str
    of_team: str
    mail_of_division: int
    answered_mail: int


def press(desk: Desk, name: str, number: str) -> Visit:
    with desk.store.reading() as work:
        found = work.cases.by_number(number)
    assert found
    return Visit(the_officer(desk, name), number, found.case.version, f"{found.case.version}")


def a_case(desk: Desk, handler: str, identity: str, *, is_team: bool, accuses: bool = True) -> str:
    number = a_case_with_files(desk, answers={**A_COMPLAINT, "identitas": identity}).number
    does(
        casework.register,
        desk,
        press(desk, "petugas", number),
        BookEntry(summary="Antre."),
        "",
        is_complete=True,
    )
    chosen = (the_officer(desk, handler).id,)
    does(
        casework.dispose,
        desk,
        press(desk, "kepala", number),
        chosen,
        "Periksa.",
        None,
        is_team=is_team,
    )
    if accuses:
        accuse(desk, number)
    return number


def accuse(desk: Desk, number: str) -> None:
    accused = (the_officer(desk, "diadukan").id,)
    does(accusing.name_accused, desk, press(desk, "kepala", number), accused, "")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return a_house(tmp_path_factory.mktemp("house") / "var", "rahasia")


def a_house(data: Path, identity: str, *, accuses: bool = True) -> House:
    desk = a_desk(data, HandClock())
    with desk.store.writing() as work:
        for name, role in (
            ("kabid", Role.DIVISION_HEAD),
            ("tim", Role.TEAM_MEMBER),
            ("lain", Role.DIVISION_HEAD),
            ("diadukan", Role.FRONT_DESK),
        ):
            work.people.add(f"{name}@contoh.example", f"{name} contoh", role, "", work.now)
    of_division = a_case(desk, "kabid", identity, is_team=False, accuses=accuses)
    of_team = a_case(desk, "tim", identity, is_team=True, accuses=accuses)
    (letter,) = [
        each
        for each in letters_out(desk)
        if each.to == "petugas@contoh.example" and each.number == of_division
    ]
    receive(desk, a_reply(letter, "Jawaban lewat surat.", message_id="<surat-1@contoh.example>"))
    other = a_reply(
        letter, "Jawab.", sender="asing@contoh.example", message_id="<surat-2@contoh.example>"
    )
    receive(desk, other)
    receive(desk, b"From: warga@contoh.example\r\nSubject: Tanya\r\n\r\nKapan buka?\r\n")
    return House(desk, create_inbox(desk), of_division, of_team, 2, 1)


SIGNED_IN = {**dict.fromkeys(VISITORS, IN), "nobody": OUT}
AT_DESK = {**SIGNED_IN, "kabid": FORBIDDEN, "tim": FORBIDDEN, "lain": FORBIDDEN}
HEAD_ALONE = {**AT_DESK, "petugas": FORBIDDEN, "diadukan": FORBIDDEN}
DIVISION_READS = {**SIGNED_IN, "tim": UNKNOWN, "lain": UNKNOWN, "diadukan": UNKNOWN}
TEAM_READS = {**SIGNED_IN, "kabid": UNKNOWN, "lain": UNKNOWN, "diadukan": UNKNOWN}
MAIL_OF_A_CASE = {**AT_DESK, "diadukan": UNKNOWN}
EVERYBODY = dict.fromkeys(VISITORS, IN)

CASE = "/petugas/kasus/<number>"
Verdicts = Mapping[str, object]
PAGES: dict[str, Verdicts] = {
    "/petugas/": SIGNED_IN,
    "/petugas/akun/": SIGNED_IN,
    # The addresses of forms lead back to the page on which the form stands.
    "/petugas/akun/kode": SIGNED_IN,
    "/petugas/akun/sesi/<int:number>/akhiri": SIGNED_IN,
    "/petugas/akun/sesi/akhiri-lain": SIGNED_IN,
    "/petugas/buku/": AT_DESK,
    "/petugas/hentikan/<token>": EVERYBODY,
    "/petugas/catat/": AT_DESK,
    "/petugas/catat/<kode>": AT_DESK,
    "/petugas/catat/<kode>/selesai": AT_DESK,
    CASE: DIVISION_READS,
    f"{CASE}/<aksi>": DIVISION_READS,
    f"{CASE}/berkas/<int:position>": DIVISION_READS,
    # The officer who wrote it quoted our letter, and so the name.
    f"{CASE}/surat/<int:message>": {**DIVISION_READS, "kabid": UNKNOWN},
    "/petugas/keluar": SIGNED_IN,
    "/petugas/masuk": EVERYBODY,
    "/petugas/masuk/<token>": EVERYBODY,
    "/petugas/pembaca/": HEAD_ALONE,
    "/petugas/pembaca/tautan/<int:number>/buka": SIGNED_IN,
    "/petugas/tertahan/": AT_DESK,
    "/petugas/tertahan/<int(max=2147483647):row>": MAIL_OF_A_CASE,
    "/petugas/tertahan/<int(max=2147483647):row>/asli": MAIL_OF_A_CASE,
    "/petugas/tertahan/<int(max=2147483647):row>/buang": MAIL_OF_A_CASE,
    "/petugas/tertahan/<int(max=2147483647):row>/jadikan-kasus": MAIL_OF_A_CASE,
    "/petugas/tertahan/<int(max=2147483647):row>/kembalikan": MAIL_OF_A_CASE,
    "/petugas/tertahan/<int(max=2147483647):row>/lampirkan": MAIL_OF_A_CASE,
}
"""Who may GET what."""

ACTIONS: dict[str, tuple[Verdicts, Verdicts]] = {
    # aksi: on the case of a division, on the case of a Team
    **{
        aksi: (
            {**DIVISION_READS, "kabid": FORBIDDEN},
            {**TEAM_READS, "tim": FORBIDDEN},
        )
        for aksi in (
            *("buku", "lengkap", "golongkan", "diadukan", "tutup", "buka-lagi", "kode-baru"),
            "tangani",
        )
    },
    **{
        aksi: (
            {**DIVISION_READS, "kabid": FORBIDDEN, "petugas": FORBIDDEN},
            {**TEAM_READS, "tim": FORBIDDEN, "petugas": FORBIDDEN},
        )
        for aksi in ("disposisi", "sahkan", "kembalikan")
    },
    # "kontak": a division head, once they may see the name (SS-7).
    **dict.fromkeys(
        ("jawab", "tanya", "kontak"), (DIVISION_READS, {**TEAM_READS, "tim": FORBIDDEN})
    ),
    "catat": (DIVISION_READS, TEAM_READS),
    "rumusan": (
        dict.fromkeys(DIVISION_READS, FORBIDDEN)
        | {"nobody": OUT}
        | {"tim": UNKNOWN, "lain": UNKNOWN, "diadukan": UNKNOWN},
        {**TEAM_READS, "petugas": FORBIDDEN, "kepala": FORBIDDEN},
    ),
    "nama": (
        {**DIVISION_READS, "petugas": FORBIDDEN, "kepala": FORBIDDEN},
        {**TEAM_READS, "petugas": FORBIDDEN, "kepala": FORBIDDEN, "tim": FORBIDDEN},
    ),
}
"""Who may POST what to a case."""

POSTS: dict[str, Verdicts] = {
    f"{CASE}/<aksi>": {},  # By the table above.
    "/petugas/akun/kode": SIGNED_IN,
    "/petugas/akun/sesi/<int:number>/akhiri": SIGNED_IN,
    "/petugas/akun/sesi/akhiri-lain": SIGNED_IN,
    "/petugas/catat/<kode>": AT_DESK,
    "/petugas/catat/<kode>/selesai": AT_DESK,
    "/petugas/keluar": SIGNED_IN,
    "/petugas/masuk": EVERYBODY,
    "/petugas/masuk/<token>": EVERYBODY,
    "/petugas/pembaca/tautan/<int:number>/buka": HEAD_ALONE,
    "/petugas/hentikan/<token>": EVERYBODY,
    "/petugas/tertahan/<int(max=2147483647):row>/buang": MAIL_OF_A_CASE,
    "/petugas/tertahan/<int(max=2147483647):row>/jadikan-kasus": MAIL_OF_A_CASE,
    "/petugas/tertahan/<int(max=2147483647):row>/kembalikan": MAIL_OF_A_CASE,
    "/petugas/tertahan/<int(max=2147483647):row>/lampirkan": MAIL_OF_A_CASE,
}
"""Who may POST to everything else."""


def browser(house: House, visitor: str) -> FlaskClient:
    if visitor == "nobody":
        return a_browser(house.app)
    return signed_in(house.desk, f"{visitor}@contoh.example", house.app)


def address(house: House, rule: str, *, number: str = "") -> str:
    message = house.answered_mail if rule.startswith(CASE) else house.mail_of_division
    return (
        rule.replace("<number>", number or house.of_division)
        .replace("<int:message>", str(message))
        .replace("<int(max=2147483647):row>", str(message))
        .replace("<kode>", "pengaduan")
        .replace("<aksi>", "catat")
        .replace("<int:number>", "999999")
        .replace("<int:position>", "1")
        .replace("<token>", "x" * 43)
    )


def outcome(status: int, place: str | None) -> object:
    """Say how a visit went: in (whatever the page then says), to the sign-in page, or refused."""
    assert status < 500
    if status in {FORBIDDEN, UNKNOWN}:
        return status
    return OUT if (place or "").startswith("/petugas/masuk") else IN


def rules_of(app: Flask, method: str) -> set[str]:
    return {
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/petugas") and method in (rule.methods or ())
    }


def test_every_address_has_a_row(house: House) -> None:
    assert rules_of(house.app, "GET") == set(PAGES)
    assert rules_of(house.app, "POST") == set(POSTS)


@pytest.mark.parametrize(("rule", "visitor"), list(product(PAGES, VISITORS)))
def test_w12_each_page_opens_to_exactly_these(house: House, rule: str, visitor: str) -> None:
    response = browser(house, visitor).get(address(house, rule))
    assert outcome(response.status_code, response.headers.get("Location")) == PAGES[rule][visitor]


@pytest.mark.parametrize(
    ("aksi", "visitor", "is_team"), list(product(ACTIONS, VISITORS, (False, True)))
)
def test_w12_each_action_is_taken_from_exactly_these(
    house: House, aksi: str, visitor: str, *, is_team: bool
) -> None:
    number = house.of_team if is_team else house.of_division
    response = send(house, visitor, f"/petugas/kasus/{number}/{aksi}")
    wanted = ACTIONS[aksi][is_team][visitor]
    assert outcome(response.status_code, None) == (FORBIDDEN if wanted == OUT else wanted)


@pytest.mark.parametrize(
    ("rule", "visitor"), [cell for cell in product(POSTS, VISITORS) if POSTS[cell[0]]]
)
def test_w12_each_form_is_taken_from_exactly_these(house: House, rule: str, visitor: str) -> None:
    response = send(house, visitor, address(house, rule))
    wanted = POSTS[rule][visitor]
    # A session of somebody else's looks like one that is not there.
    if rule == "/petugas/akun/sesi/<int:number>/akhiri" and wanted == IN:
        wanted = UNKNOWN
    assert outcome(response.status_code, None) == (FORBIDDEN if wanted == OUT else wanted)


def send(house: House, visitor: str, place: str) -> TestResponse:
    """Post an empty form, as far as this visitor can."""
    client = browser(house, visitor)
    fields = {"versi-kasus": "1", "halaman": "x"}
    if visitor != "nobody":
        fields["penjaga"] = the_guard(client.get("/petugas/akun/").text)
    return client.post(place, data=fields)


@pytest.mark.parametrize(
    ("identity", "named"),
    [
        ("rahasia", {"petugas", "kepala"}),
        ("terbuka", {"petugas", "kepala", "kabid", "tim"}),
    ],
)
def test_the_name_stands_on_no_page_of_anybody_else(
    tmp_path: Path, identity: str, named: set[str]
) -> None:
    house = a_house(tmp_path / "var", identity)
    for visitor in VISITORS[1:]:
        client = browser(house, visitor)
        shown = {
            number: client.get(f"/petugas/kasus/{number}").text
            for number in (house.of_division, house.of_team)
        }
        reads = {"kabid": {house.of_division}, "tim": {house.of_team}}.get(
            visitor, set(shown) if visitor in {"petugas", "kepala"} else set()
        )
        assert {number for number, page in shown.items() if STORY in page} == reads, visitor
        with_name = {number for number, page in shown.items() if NAME in page}
        assert with_name == (reads if visitor in named else set()), visitor
        for place in ("/petugas/", "/petugas/buku/", "/petugas/pembaca/", "/petugas/tertahan/"):
            page = client.get(place).text
            in_book = place == "/petugas/buku/" and identity == "terbuka" and visitor in named
            assert (NAME in page) == (in_book and visitor in {"petugas", "kepala"}), place
            assert STORY not in page


def waits_for_a_digest(desk: Desk, number: str) -> None:
    """Let nobody have heard of a case, as if it had come in a flood."""
    with desk.store.writing() as work:
        found = work.cases.by_number(number)
        assert found
        work.untold.forget_told(found.id)


def by_mail(desk: Desk, number: str) -> None:
    """Let the division head do by mail what can be done by mail, and letters fail."""
    asked = next(
        each for each in letters_out(desk) if each.name == "disposition" and each.number == number
    )
    slow = replace(desk, settings=replace(desk.settings, answer_delay=timedelta(minutes=10)))
    receive(slow, a_reply(asked, "Kami periksa besok.", message_id="<susulan-1@contoh.example>"))
    does(answering.stop_answers, slow, press(desk, "kabid", number))
    note = re.search(r"mailto:([^?\s]+)", asked.body)
    assert note
    receive(desk, a_reply(asked, "Catatan.", to=note[1], message_id="<susulan-2@contoh.example>"))
    receive(desk, a_reply(asked, "", message_id="<susulan-3@contoh.example>"))
    with desk.store.writing() as work:
        kept = [each for each in work.outbox.claim(work.now, timedelta(0), 1000) if each.case_id]
        tell_of_undelivered(desk, work, next(each for each in kept if each.letter == "disposition"))
        gone = next(each for each in kept if each.letter == "disposition")
        tell_of_undelivered(desk, work, replace(gone, case_id=None))


def to_sender(desk: Desk, identity: str, *, accuses: bool) -> None:
    """Let the office answer and ask somebody who chose mail, and tell somebody careful."""
    asks = {**A_COMPLAINT, "identitas": identity, "kontak": "email"}
    asks["email"] = "sari@rekaan.example"
    number = a_received_case(desk, asks).number
    if accuses:
        accuse(desk, number)
    does(answering.answer, desk, press(desk, "petugas", number), "Kami periksa besok.")
    does(casework.ask_sender, desk, press(desk, "petugas", number), "Kapan itu?")
    form = desk.catalogue.form("pengaduan")
    assert form
    careful = with_forms(desk, structs.replace(form, mail=MailToSender.NOTICE))
    number = a_received_case(careful, asks).number
    if accuses:
        accuse(desk, number)
    does(answering.answer, careful, press(desk, "petugas", number), "Kami periksa besok.")


def as_front_desk(reader: str) -> str:
    """Whom no case complains of is an officer of the front desk like the other one."""
    return "petugas" if reader == "diadukan" else reader


NUMBER_ALONE = "hanya memuat nomor dan tautan."

LETTERS: dict[str, tuple[set[str], bool | None, set[str]]] = {
    # letter: (whom it may reach, whether it tells the story, who reads a confidential name in it)
    "new_case": ({"petugas"}, True, {"petugas"}),
    "follow_up": ({"petugas", "kabid"}, True, {"petugas"}),
    "for_disposition": ({"kepala"}, True, {"kepala"}),
    "disposition": ({"kabid", "tim"}, True, set()),
    "findings": ({"kepala"}, False, set()),
    "findings_returned": ({"tim"}, False, set()),
    # It quotes what came; of a mail about a case, the one accused hears nothing.
    "held_mail": ({"petugas", "diadukan"}, None, {"petugas"}),
    "sign_in": ({"petugas"}, False, set()),
    "wrong_codes": ({"petugas"}, False, set()),
    # Numbers, forms and days; of a case that complains of them, the one accused hears nothing.
    "digest": ({"petugas"}, False, set()),
    "daily_digest": ({"petugas", "kepala", "diadukan"}, False, set()),
    # What officers have written comes back to whoever wrote it.
    "answer_taken": ({"kabid", "petugas"}, False, set()),
    "answer_stopped": ({"kabid"}, False, set()),
    "taken_by_mail": ({"kabid"}, False, set()),
    "not_taken": ({"kabid"}, True, set()),
    "undelivered": ({"petugas"}, False, set()),
    "alarm": ({"petugas"}, False, set()),
    # The office's own words.
    "sender_answer": ({"sari"}, False, set()),
    "sender_question": ({"sari"}, False, set()),
    "sender_notice": ({"sari"}, False, set()),
}
"""What still waited for the one accused was taken back when they were named."""


@pytest.mark.parametrize("accuses", [False, True])
@pytest.mark.parametrize("identity", ["rahasia", "terbuka"])
def test_n_1_every_letter_holds_what_its_reader_may_see_and_no_more(
    tmp_path: Path, identity: str, *, accuses: bool
) -> None:
    house = a_house(tmp_path / "var", identity, accuses=accuses)
    desk = house.desk
    does(casework.write_findings, desk, press(desk, "tim", house.of_team), "Rumusan Tim.")
    does(casework.send_back, desk, press(desk, "kepala", house.of_team), "Lengkapi.")
    send_link(desk, "petugas@contoh.example", "Peramban rekaan")
    with desk.store.writing() as work:
        for _ in range(TOLD_AT):
            count_wrong_code(desk, work, the_officer(desk))
    receipt = a_received_case(desk, {**A_COMPLAINT, "identitas": identity})
    does(
        casework.register,
        desk,
        press(desk, "petugas", receipt.number),
        BookEntry(),
        "",
        is_complete=True,
    )
    kabid = (the_officer(desk, "kabid").id,)
    does(
        casework.dispose,
        desk,
        press(desk, "kepala", receipt.number),
        kabid,
        "Periksa.",
        None,
        is_team=False,
    )
    if accuses:
        accuse(desk, receipt.number)
    write_back(desk, receipt.code, "Pesan susulan.", None)
    does(releasing.release, desk, press(desk, "petugas", receipt.number), Release())
    for suspicion in (None, Suspicion.HONEYPOT):
        number = a_received_case(desk, {**A_COMPLAINT, "identitas": identity}, suspicion).number
        if accuses:
            accuse(desk, number)
        waits_for_a_digest(desk, number)
    write_digests(desk)
    by_mail(desk, receipt.number)
    to_sender(desk, identity, accuses=accuses)
    seen: dict[str, set[str]] = {}
    for each in letters_out(desk):
        reader, letter = each.to.partition("@")[0], each
        readers, tells, named = LETTERS[letter.name]
        reader = reader if accuses else as_front_desk(reader)
        seen.setdefault(letter.name, set()).add(reader)
        assert reader in readers, letter.name
        knows = reader in named or (identity == "terbuka" and tells is not None)
        judge_letter(letter, tells=tells, knows=knows)
    for name, (readers, _, _) in LETTERS.items():
        assert seen[name] == (readers if accuses else {as_front_desk(each) for each in readers})
    assert set(seen) == set(LETTERS)
    # What asks a second officer is shown where that is told.
    seen["accusation_proposed"] = set()
    folders = ROOT / "inbox" / "loket_inbox" / "letters" / "templates"
    assert {path.name for path in folders.iterdir() if path.is_dir()} == set(seen)


def judge_letter(letter: Addressed, *, tells: bool | None, knows: bool) -> None:
    """A letter tells the story or not, or (None) what came in; the name to those who may know."""
    has_story, has_name = STORY in letter.body, NAME in letter.body
    if NUMBER_ALONE in letter.body:
        assert (has_story, has_name) == (False, False), letter.name
    elif tells is None:
        assert knows or not (has_story or has_name), letter.name
    else:
        assert (has_story, has_name) == (tells, tells and knows), (letter.name, letter.to)
    for text in (letter.subject, letter.number):
        assert STORY not in text
        assert NAME not in text

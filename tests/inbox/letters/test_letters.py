"""What the letters say: one snapshot of each, as text and as HTML.

After a change that is wanted, run this with `LOKET_TEST_RENEW_LETTERS=1`: it writes the snapshots
anew, into `tests/inbox/letters/snapshots/`; read them before they are committed.
"""

from __future__ import annotations

import os
import re
from dataclasses import asdict
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from loket_inbox.domain.reading import Legible
from loket_inbox.domain.terms import MARKER
from loket_inbox.letters import to_officers, to_senders
from loket_inbox.letters.answers import LEFT_OPEN, AnsweredLine, AnsweredSection
from loket_inbox.letters.hypertext import hypertext
from loket_inbox.letters.kinds import LetterKind
from loket_inbox.letters.values import Addressed, Letter
from tests.inbox.letters.letter_samples import (
    ANSWER,
    CASE,
    DIVISION_HEAD,
    FRONT_DESK,
    HEAD,
    LINES,
    PARTS,
    SENT,
    STORY,
    TITLE,
    TO_SOCIAL,
    UNTIL,
    about,
    one_of_each,
)

SNAPSHOTS = Path(__file__).with_name("snapshots")
RENEW = bool(os.environ.get("LOKET_TEST_RENEW_LETTERS"))

SAMPLES = one_of_each()
TO_SENDERS = ("sender_answer", "sender_question", "sender_notice")

SEPARATORS = ["\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
"""Whatever anybody takes for the end of a line."""


def compare(path: Path, found: str) -> None:
    """Hold a text against its snapshot."""
    if RENEW:
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    assert found.splitlines() == kept.splitlines(), f"{path.name}: see above how to renew it"


@pytest.mark.parametrize("name", SAMPLES)
def test_a_letter_says_what_its_snapshot_says(name: str) -> None:
    letter = SAMPLES[name]
    sender = f"Dari: {letter.from_name}\n" if letter.from_name else ""
    compare(SNAPSHOTS / f"{name}.txt", f"{sender}Perihal: {letter.subject}\n\n{letter.body}")


@pytest.mark.parametrize("name", SAMPLES)
def test_a_letter_looks_as_its_snapshot_looks(name: str) -> None:
    letter = SAMPLES[name]
    compare(SNAPSHOTS / f"{name}.html", hypertext(letter.body, title=letter.subject))


def test_no_snapshot_is_left_over() -> None:
    kept = {path.name for path in SNAPSHOTS.iterdir()}
    assert kept == {f"{name}.{kind}" for name in SAMPLES for kind in ("txt", "html")}


def test_there_is_a_sample_of_each_letter() -> None:
    templates = Path(to_officers.__file__).with_name("templates")
    written = {path.name for path in templates.iterdir() if path.is_dir()}
    assert {letter.name for letter in SAMPLES.values()} == written == set(LetterKind)


def own_lines(letter: Letter) -> list[str]:
    return [line for line in letter.body.split("\n") if not line.startswith("    ")]


@pytest.mark.parametrize("name", SAMPLES)
def test_our_sentences_are_short(name: str) -> None:
    for line in own_lines(SAMPLES[name]):
        for sentence in re.split(r"(?<=[.?!:]) ", re.sub(r"\b(?:https?|mailto):\S+", "", line)):
            assert len(sentence.split()) <= 20, sentence


@pytest.mark.parametrize("separator", SEPARATORS, ids=ascii)
def test_what_somebody_wrote_stays_in_its_block_and_out_of_the_subject(separator: str) -> None:
    said = separator.join(["Awal XSAIDX", "CARA XSAIDX", "", "Klik XSAIDX: https://asing.example"])
    for name, letter in one_of_each(said).items():
        assert [line for line in own_lines(letter) if "XSAIDX" in line] == [], name
        assert "XSAIDX" not in letter.subject, name
        if "XSAIDX" in letter.body:
            assert "    Klik XSAIDX: https://asing.example\n" in letter.body, name


def test_w11_what_somebody_wrote_is_no_template() -> None:
    for name, letter in one_of_each("{{7*7}} {% include 'private.txt' %}").items():
        fixed = ("sender_notice", "accusation_proposed", "wrong_codes")
        says_nothing = name.startswith(fixed) or name.endswith("-bare")
        if "digest" not in name and not says_nothing:
            assert "{{7*7}} {% include 'private.txt' %}" in letter.body, name
            assert "49" not in letter.body, name


def test_nothing_that_somebody_wrote_is_lost() -> None:
    story = Legible("  Satu.\n\n\n\n\tDua.   Tiga.\n" + "\n" * 5 + "Empat.")
    letter = to_senders.answer(SENT, story)
    block = [line[4:] for line in letter.body.split("\n") if line.startswith("    ")]
    assert "\n".join(block) == story


def test_huge_answers_are_written_at_once() -> None:
    story = "x\n" * 100_000 + "akhir"
    letter = to_officers.new_case(about(FRONT_DESK), TITLE, UNTIL, as_part(story))
    assert "    akhir\n" in letter.body


def as_part(words: str) -> tuple[AnsweredSection]:
    line = AnsweredLine("Apa yang terjadi?", Legible(words), is_answered=True)
    return (AnsweredSection("", (line,)),)


def test_answers_stand_in_the_order_of_the_form_with_those_left_open() -> None:
    body = SAMPLES["new_case"].body
    labels = [line.label for part in PARTS for line in part.lines]
    shown = [line for line in body.split("\n") if line.startswith(tuple(labels))]
    assert [line.partition(": ")[0].removesuffix(" Tidak diisi") for line in shown] == labels
    assert "\nKapan kejadiannya? Tidak diisi\n" in body
    assert "\nNama petugas: Tidak ditanyakan\n" in body


def test_who_typed_that_nothing_was_filled_in_is_told_from_who_left_it_open() -> None:
    typed = to_officers.new_case(about(FRONT_DESK), TITLE, UNTIL, as_part(LEFT_OPEN))
    assert f"Apa yang terjadi?\n    {LEFT_OPEN}\n" in typed.body


def test_a_masked_number_stays_masked() -> None:
    whole = "9904000000000001"
    assert all(whole not in letter.body for letter in SAMPLES.values())


def test_tapping_a_doing_begins_a_mail_with_its_subject() -> None:
    letter = to_officers.for_disposition(
        about(HEAD, TO_SOCIAL), "1/2026", Legible("Antre."), UNTIL, PARTS
    )
    (line,) = [line for line in own_lines(letter) if "mailto:" in line]
    label, _, address = line.partition(": ")
    parsed = urlsplit(address)
    assert label == TO_SOCIAL.label
    assert (parsed.scheme, parsed.path) == ("mailto", TO_SOCIAL.address)
    assert unquote(parsed.query) == f"subject={TO_SOCIAL.subject}"
    assert len(parsed.query.split("&")) == 1


@pytest.mark.parametrize("name", [name for name in SAMPLES if name not in TO_SENDERS])
def test_without_doings_a_letter_offers_none(name: str) -> None:
    letter = SAMPLES[name]
    has_address = "mailto:" in letter.body
    assert has_address == ("tekan kirim" in letter.body)


def test_an_answer_that_is_there_already_cannot_be_stopped() -> None:
    there = SAMPLES["answer_taken-there"].body
    assert "tidak bisa kami tarik kembali" in there
    assert "MENGHENTIKAN" not in there
    waiting = SAMPLES["answer_taken"].body
    assert f"{CASE}/hentikan/7" in waiting
    assert "pukul 10.10" in waiting


def test_an_answer_is_shown_to_the_officer_exactly_as_it_goes() -> None:
    for name in ("answer_taken", "answer_taken-there", "answer_stopped", "sender_answer"):
        block = [x[4:] for x in SAMPLES[name].body.split("\n") if x.startswith("    ")]
        assert ANSWER in "\n".join(block), name


def test_sections_of_the_daily_digest_without_cases_are_left_out() -> None:
    own = SAMPLES["daily_digest-own"]
    assert "TERSIMPAN" not in own.body
    assert "robot" not in own.body
    assert own.subject == "Ringkasan harian: 2 kasus Anda"
    calm = to_officers.daily_digest(DIVISION_HEAD, open_cases=(), set_aside=(), filed=LINES)
    assert "KASUS ANDA" not in calm.body
    assert calm.subject == "Ringkasan harian: 2 kiriman"


@pytest.mark.parametrize("name", SAMPLES)
def test_a_letter_that_takes_an_answer_begins_with_the_marker(name: str) -> None:
    asks = "tulis" in SAMPLES[name].body.lower() and "di atas garis" in SAMPLES[name].body
    asks = asks and "Jangan balas surat ini." not in SAMPLES[name].body
    asks = asks or "Balasan atas surat ini juga menghentikan jawaban." in SAMPLES[name].body
    asks = asks or name in {"new_case-bare", "answer_taken-bare"}
    assert SAMPLES[name].body.startswith(f"{MARKER}\n\n") == asks
    assert SAMPLES[name].body.count(MARKER) == asks


@pytest.mark.parametrize("name", TO_SENDERS)
def test_m16_senders_read_no_officers_name_and_nothing_of_their_first_story(name: str) -> None:
    letter = SAMPLES[name]
    for private in ("Petugas Contoh", "petugas@contoh.example", STORY.splitlines()[0], "/petugas/"):
        assert private not in letter.body + letter.subject


DENIED = (
    "kekerasan kdrt korban pelecehan konseling reintegrasi aman terhapus loket dinas sosial dinsos "
    "pengaduan laporan kasus layanan kiriman nomor jawaban petugas kantor perempuan anak rahasia "
    "lacak kode"
)
"""What no notice about a sensitive form may hold."""


def test_ss8_the_notice_about_a_sensitive_form_tells_nothing() -> None:
    notice = to_senders.notice()
    page = hypertext(notice.body, title=notice.subject)
    assert notice == to_senders.notice()
    assert notice.subject == "Pemberitahuan"
    assert notice.number == ""
    for told in (notice.subject, notice.from_name, notice.body, page):
        assert set(DENIED.split()) & set(re.findall(r"\w+", told.lower())) == set()
    assert not re.search(r"\d|://|@", notice.body)
    assert "href" not in page


@pytest.mark.parametrize("name", SAMPLES)
def test_a_letter_comes_out_of_the_outbox_as_it_went_in(name: str) -> None:
    addressed = Addressed(
        **asdict(SAMPLES[name]),
        to="a@contoh.example",
        to_name="A",
        reply_to="b@contoh.example",
        return_path="c@x.example",
    )
    assert Addressed.unpack(addressed.pack()) == addressed


def test_a_letter_that_the_json_of_the_standard_library_packed_is_read() -> None:
    packed = (
        b'{"name": "held_mail", "subject": "K7M4-PX9R: surat \\u2026", "body": "Isi.\\n", '
        b'"number": "K7M4-PX9R", "from_name": "", "original": "RnJvbTogYQ0KDQr/", '
        b'"to": "a@contoh.example", "to_name": "A", "reply_to": "", "return_path": "c@x.example"}'
    )
    assert Addressed.unpack(packed) == Addressed(
        name=LetterKind.HELD_MAIL,
        subject="K7M4-PX9R: surat …",
        body="Isi.\n",
        number="K7M4-PX9R",
        original=b"From: a\r\n\r\n\xff",
        to="a@contoh.example",
        to_name="A",
        reply_to="",
        return_path="c@x.example",
    )

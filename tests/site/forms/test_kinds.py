"""The kinds with several fields: days, files, safe contact, notes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from loket_site.forms.attached import Attached, KeptFile, Refused
from loket_site.forms.form import AnswerForm, build_form
from loket_site.forms.kinds import KINDS
from loket_site.model.form import ErrorWording, Limits, Question, QuestionKind
from tests.site.site_support import CATALOGUE, a_form, ask

TODAY = date(2026, 3, 16)

Posted = dict[str, Any]


def filled(
    posted: Posted, *questions: Question, today: date = TODAY, **files: Attached
) -> AnswerForm:
    form = build_form(a_form(questions), CATALOGUE)(
        formdata=MultiDict(posted), today=today, files=files
    )
    form.validate()
    return form


def judged(posted: Posted, *questions: Question) -> list[tuple[str, str]]:
    return filled(posted, *questions).mistakes()


def shown(posted: Posted, *questions: Question) -> str:
    form = filled(posted, *questions)
    assert form.mistakes() == []
    return form.answers()[0].shown


def boxes(name: str, day: str, month: str, year: str) -> Posted:
    return {f"{name}-hari": day, f"{name}-bulan": month, f"{name}-tahun": year}


# Days.

BORN = ask("tanggal", "lahir", required=True)


@pytest.mark.parametrize(
    "typed",
    [("9", "3", "2016"), ("09", "03", "2016"), (" 9", "Maret", "2016"), ("9", "mar", "2016")],
)
def test_a_day_is_read_from_three_boxes(typed: tuple[str, str, str]) -> None:
    form = filled(boxes("lahir", *typed), BORN)
    assert form.mistakes() == []
    (answer,) = form.answers()
    assert answer.shown == "9 Maret 2016"
    assert answer.values == (("lahir-hari", "9"), ("lahir-bulan", "3"), ("lahir-tahun", "2016"))


@pytest.mark.parametrize(
    "typed",
    [("31", "2", "2016"), ("9", "", "2016"), ("", "3", ""), ("9", "3", "16"), ("x", "3", "2016")],
)
def test_a_day_that_no_calendar_has_is_refused_at_its_first_box(
    typed: tuple[str, str, str],
) -> None:
    assert judged(boxes("lahir", *typed), BORN) == [
        ("lahir-hari", "Tulis tanggal yang ada di kalender. Contoh: 9 Maret 2026.")
    ]


def test_a_day_is_missing_only_where_it_is_needed() -> None:
    assert judged({}, BORN) == [("lahir-hari", "Jawab pertanyaan “Apa lahir?”.")]
    assert shown({}, ask("tanggal", "lahir")) == ""


def test_a_day_lies_within_the_limits_of_its_question() -> None:
    tomorrow, long_ago = boxes("q", "17", "3", "2026"), boxes("q", "15", "3", "2025")
    assert judged(tomorrow, ask("tanggal")) == [
        ("q-hari", "Tanggal ini belum lewat. Tulis hari ini atau sebelumnya.")
    ]
    assert judged(tomorrow, ask("tanggal", limits=Limits(future=True))) == []
    a_year = ask("tanggal", limits=Limits(oldest="1 tahun"))
    assert judged(long_ago, a_year) == [
        ("q-hari", "Tanggal ini sudah lebih dari 1 tahun yang lalu.")
    ]
    assert judged(boxes("q", "16", "3", "2025"), a_year) == []
    wording = ErrorWording(too_little="LAMA.", too_much="NANTI.", malformed="BENTUK.")
    own = ask("tanggal", limits=Limits(oldest="1 tahun"), wording=wording)
    assert judged(long_ago, own) == [("q-hari", "LAMA.")]
    assert judged(tomorrow, own) == [("q-hari", "NANTI.")]
    assert judged(boxes("q", "0", "3", "2025"), own) == [("q-hari", "BENTUK.")]


# When something happened.

WHEN = ask("tanggal-kejadian", "waktu", required=True)


@pytest.mark.parametrize(
    ("posted", "told"),
    [
        ({"waktu": "hari-ini"}, "Senin, 16 Maret 2026"),
        ({"waktu": "kemarin"}, "Minggu, 15 Maret 2026"),
        ({"waktu": "lupa"}, "Saya tidak ingat"),
        ({"waktu": "lain", **boxes("waktu", "1", "2", "2026")}, "Minggu, 1 Februari 2026"),
    ],
)
def test_when_it_happened_is_told_as_a_day(posted: Posted, told: str) -> None:
    assert shown(posted, WHEN) == told


def test_today_stays_the_day_on_which_it_was_said() -> None:
    said = filled({"waktu": "hari-ini"}, WHEN).posted()
    assert said == (("waktu", "hari-ini"), ("waktu-pada", "2026-03-16"))
    next_morning = filled(dict(said), WHEN, today=date(2026, 3, 17))
    assert next_morning.answers()[0].shown == "Senin, 16 Maret 2026"
    assert next_morning.posted() == said


@pytest.mark.parametrize(
    "carried", ["2027-01-01", "2026-03-12", "0001-01-01", "2026-W10-1", "besok", ""]
)
def test_a_day_that_cannot_have_been_said_is_not_believed(carried: str) -> None:
    form = filled({"waktu": "kemarin", "waktu-pada": carried}, WHEN)
    assert form.answers()[0].shown == "Minggu, 15 Maret 2026"


def test_boxes_that_are_folded_away_do_not_count() -> None:
    posted = {"waktu": "lupa", **boxes("waktu", "99", "2", "")}
    assert judged(posted, WHEN) == []
    assert filled(posted, WHEN).posted() == (("waktu", "lupa"),)


def test_another_day_needs_its_boxes() -> None:
    assert judged({"waktu": "lain"}, WHEN) == [("waktu-hari", "Jawab pertanyaan “Apa waktu?”.")]
    assert judged({}, WHEN) == [("waktu", "Jawab pertanyaan “Apa waktu?”.")]
    assert judged({"waktu": "besok"}, WHEN) == [
        ("waktu", "Pilih salah satu jawaban yang ada di daftar.")
    ]


def test_a_condition_may_ask_when_it_happened() -> None:
    more = ask("teks", "jam", shown_if={"waktu": ("hari-ini", "kemarin")})
    form = filled({"waktu": "kemarin", "jam": "pagi"}, WHEN, more)
    assert [each.id for each in form.asked()] == ["waktu", "jam"]


# Files.

PHOTO = KeptFile("token-1", "foto rumah.jpg", 1_234_567)
PAPER = KeptFile("token-2", "surat.png", 800)


def test_files_are_counted_for_officers_and_named_for_their_sender() -> None:
    form = filled({}, ask("berkas"), q=Attached((PHOTO, PAPER)))
    assert form.mistakes() == []
    assert form.answers()[0].shown == "2 berkas"
    assert form.answers()[0].values == ()
    assert form.read_back() == (("Apa q?", "foto rumah.jpg (1,2 MB)\nsurat.png (1 kB)"),)
    assert form.posted() == (("q-tersimpan", "token-1"), ("q-tersimpan", "token-2"))


def test_files_keep_to_their_number_and_refused_ones_are_told() -> None:
    assert filled(
        {}, ask("berkas", limits=Limits(most=1)), q=Attached((PHOTO, PAPER))
    ).mistakes() == [("q", "Ada 2 berkas. Sisakan paling banyak 1.")]
    refused = Attached((PHOTO,), (Refused("Video belum bisa kami terima."),))
    assert filled({}, ask("berkas"), q=refused).mistakes() == [
        ("q", "Video belum bisa kami terima.")
    ]
    assert filled({}, ask("berkas", required=True)).mistakes() == [
        ("q", "Pilih berkas untuk “Apa q?”.")
    ]
    assert filled({}, ask("berkas")).answers()[0].shown == ""


# Safe contact (SS-7).

SAFE = ask("kontak-aman", "aman", personal=True)
REACHABLE = {
    "aman": "boleh",
    "aman-cara": ["wa", "email"],
    "aman-nomor": "0812 3456 7890",
    "aman-email": "sari@contoh.example",
    "aman-diperiksa": "tidak",
}


def test_ss7_nothing_of_a_safe_contact_is_mandatory_and_silence_means_no() -> None:
    assert judged({}, SAFE) == []
    form = filled({}, SAFE)
    (answer,) = form.answers()
    assert answer.shown.startswith("Jangan hubungi.")
    assert answer.guarded == ""
    empty = build_form(a_form((SAFE,)), CATALOGUE)()
    assert empty["aman"].data == "jangan"


def test_ss7_officers_read_every_contact_with_its_rules() -> None:
    (answer,) = filled(REACHABLE, SAFE).answers()
    assert answer.shown.split("\n") == [
        "Boleh dihubungi: WhatsApp 0812-3456-7890 (+6281234567890) · Email sari@contoh.example.",
        "Jam aman: tidak disebut.",
        "Jangan sebut nama kantor.",
        "Jangan tinggalkan pesan.",
    ]
    free = REACHABLE | {"aman-kantor": "ya", "aman-pesan": "ya", "aman-sandi": "melati"}
    free |= {"aman-mulai": "09:00", "aman-selesai": "11:00"}
    (answer,) = filled(free, SAFE).answers()
    assert answer.shown.split("\n")[1:] == [
        "Jam aman: 09.00 sampai 11.00.",
        "Boleh menyebut nama kantor.",
        "Boleh meninggalkan pesan.",
        "Kata sandi: melati.",
    ]


@pytest.mark.parametrize("checked", ["ya", "ragu", ""])
def test_ss7_a_phone_that_others_may_check_is_left_alone_unless_confirmed(checked: str) -> None:
    posted = REACHABLE | {"aman-diperiksa": checked}
    (answer,) = filled(posted, SAFE).answers()
    assert answer.shown.startswith("Jangan hubungi.")
    assert "0812" not in answer.shown
    assert "0812-3456-7890" in answer.guarded
    (sure,) = filled(posted | {"aman-yakin": "ya"}, SAFE).answers()
    assert sure.shown.startswith("Boleh dihubungi:")
    assert "Orang lain mungkin memeriksa ponselnya." in sure.shown


def test_ss7_only_ways_that_were_marked_are_used() -> None:
    (answer,) = filled(REACHABLE | {"aman-cara": ["wa"]}, SAFE).answers()
    assert "sari@contoh.example" not in answer.shown + answer.guarded
    form = filled(REACHABLE | {"aman-cara": []}, SAFE)
    assert form.answers()[0].shown.startswith("Jangan hubungi.")
    assert form.read_back()[0][1].startswith("Kami tidak menghubungi Anda, karena belum ada cara")


def test_ss7_a_contact_is_refused_only_where_nobody_could_use_it() -> None:
    assert [name for name, _ in judged(REACHABLE | {"aman-nomor": "12"}, SAFE)] == ["aman-nomor"]
    assert [name for name, _ in judged(REACHABLE | {"aman-email": "x"}, SAFE)] == ["aman-email"]
    assert [name for name, _ in judged(REACHABLE | {"aman-cara": ["burung"]}, SAFE)] == [
        "aman-cara"
    ]
    assert [name for name, _ in judged(REACHABLE | {"aman-mulai": "9"}, SAFE)] == ["aman-mulai"]


# Notes, and what holds for all.


def test_a_note_asks_nothing() -> None:
    form = filled({}, ask("catatan"), ask("teks", "x"))
    assert [answer.question for answer in form.answers()] == ["x"]
    assert form.mistakes() == []


@pytest.mark.parametrize("kind", QuestionKind)
def test_every_field_is_named_after_its_question(kind: QuestionKind) -> None:
    question = ask(kind)
    own = KINDS[kind]
    fields = build_form(a_form((question,)), CATALOGUE)()._fields
    assert set(fields) == {*own.parts(question), *own.carried(question)}
    assert all(name == "q" or name.startswith("q-") for name in fields)

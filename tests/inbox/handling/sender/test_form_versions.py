"""Old cases show the questions that they answered, whatever has become of their form since."""

from __future__ import annotations

from collections.abc import Mapping

import html5lib
import pytest
from flask.testing import FlaskClient
from msgspec import structs
from sqlalchemy import delete, select

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.domain.events import Received
from loket_inbox.domain.mask import WITHHELD
from loket_inbox.domain.officers import Role
from loket_inbox.domain.terms import Channel
from loket_inbox.handling.case import casework
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.desk.lists import former_forms
from loket_inbox.handling.records import BookEntry
from loket_inbox.letters.answers import LEFT_OPEN, NOT_ASKED, AnswersRead, in_form_order
from loket_inbox.store.kept import KeptDefinition
from loket_inbox.store.tables import cases, events, form_definitions
from loket_inbox.web.officer.arrival import CHANNEL, DAY, ON_THE_SPOT
from loket_site.forms.form import Answer
from loket_site.model.form import FormSpec, Question, QuestionKind, Section
from tests.inbox.office import FRONT_DESK, HEAD, does, signed_in, visit
from tests.inbox.office import press as pressed
from tests.support import (
    A_COMPLAINT,
    a_received_case,
    answers_shown,
    checked,
    hidden_fields,
    output,
    press,
    rows,
    said,
    the_check_page,
    the_content,
    the_form,
    with_forms,
)

NEW_QUESTION = Question(
    id="saksi", kind=QuestionKind.TEXT, label="Siapa melihatnya?", required=True
)


def changed(spec: FormSpec, **questions: Question | None) -> FormSpec:
    """The next version of a form, with questions changed, or left out (None)."""
    sections = tuple(
        structs.replace(
            section,
            questions=tuple(
                kept
                for question in section.questions
                if (kept := questions.get(question.id, question)) is not None
            ),
        )
        for section in spec.sections
    )
    return structs.replace(spec, version=spec.version + 1, sections=sections)


def with_new_question(spec: FormSpec) -> FormSpec:
    added = Section(title="Yang baru", questions=(NEW_QUESTION,))
    return structs.replace(spec, version=spec.version + 1, sections=(*spec.sections, added))


def without_choice(spec: FormSpec, identity: str, value: str) -> FormSpec:
    (question,) = (each for each in spec.questions if each.id == identity)
    lines = tuple(line for line in question.choice_lines if not line.startswith(f"{value} |"))
    return changed(spec, **{identity: structs.replace(question, choice_lines=lines)})


def relabelled(spec: FormSpec) -> FormSpec:
    (story,) = (each for each in spec.questions if each.id == "kronologi")
    return changed(spec, kronologi=structs.replace(story, label="Label baru"))


def the_page(desk: Desk, number: str, email: str = "petugas@contoh.example") -> str:
    return str(signed_in(desk, email).get(f"/petugas/kasus/{number}").text)


def section_titles(page: str) -> list[str]:
    document = html5lib.parse(page, namespaceHTMLElements=False)
    return [said(element) for element in document.iter("h3")]


def summary(page: str) -> str:
    document = html5lib.parse(page, namespaceHTMLElements=False)
    (alert,) = (each for each in document.iter() if each.get("role") == "alert")
    return " ".join(said(alert).split())


def posted(answers: Mapping[str, str], **more: str) -> dict[str, str]:
    return {**answers, **more}


# Keeping -----------------------------------------------------------------------------------------


def test_a_definition_is_kept_once_however_often_it_is_answered(desk: Desk) -> None:
    for _ in range(3):
        a_received_case(desk)
    assert rows(desk, form_definitions) == 1
    with desk.store.reading() as work:
        file = CaseFile(desk, work, work.cases.by_id(1))
        found = file.case
        assert file.form == the_form(desk)
    assert isinstance(found.history[0].event, Received)
    assert found.history[0].event.definition == found.definition


def test_the_first_post_keeps_no_definition(client: FlaskClient, desk: Desk) -> None:
    the_check_page(client)
    assert rows(desk, form_definitions) == 0


def test_two_definitions_with_one_version_are_both_kept(desk: Desk) -> None:
    first = a_received_case(desk)
    same_version = structs.replace(relabelled(the_form(desk)), version=the_form(desk).version)
    later = with_forms(desk, same_version)
    second = a_received_case(later)
    assert rows(desk, form_definitions) == 2
    shown = [answers_shown(the_page(later, each.number)) for each in (first, second)]
    assert ["Label baru" in each for each in shown] == [False, True]
    assert ["Ceritakan kejadiannya" in each for each in shown] == [True, False]


# Reading -----------------------------------------------------------------------------------------


def test_an_old_case_shows_its_own_questions_in_the_forms_order(desk: Desk) -> None:
    number = a_received_case(desk).number
    later = with_forms(desk, changed(the_form(desk), tempat=None, masalah=None, jumlah=None))
    before, after = the_page(desk, number), the_page(later, number)
    assert answers_shown(after)["Apa masalahnya?"] == "Terlalu lama, atau tidak dilayani"
    assert answers_shown(after)["Di mana kejadiannya?"] == LEFT_OPEN
    assert answers_shown(after)["Nomor telepon Anda"] == NOT_ASKED
    assert section_titles(after) == [each.title for each in the_form(desk).sections]
    asking = (each for each in the_form(desk).questions if each.kind is not QuestionKind.NOTE)
    labels = [each.label for each in asking]
    shown = list(answers_shown(after))
    assert shown[shown.index(labels[0]) :][: len(labels)] == labels
    assert answers_shown(before) == answers_shown(after)
    assert f"Formulir versi {the_form(desk).version}</p>" in after


def test_a_case_stays_readable_when_its_form_is_gone(desk: Desk) -> None:
    number = a_received_case(desk).number
    gone = with_forms(desk)
    page = the_page(gone, number)
    assert '<p class="lead">Pengaduan</p>' in page
    assert section_titles(page) == [each.title for each in the_form(desk).sections]
    assert answers_shown(page)["Nomor telepon Anda"] == NOT_ASKED


def test_a_form_that_is_gone_has_its_name_in_the_list_and_its_filter(desk: Desk) -> None:
    number = a_received_case(desk).number
    gone = with_forms(desk)
    assert former_forms(desk) == {}
    assert former_forms(gone) == {"pengaduan": "Pengaduan"}
    officer = signed_in(gone)
    listing = officer.get("/petugas/?formulir=pengaduan").text
    assert number in listing
    assert "<td>Pengaduan <small>" in listing
    assert '<option value="pengaduan" selected>Pengaduan</option>' in listing


def test_a_name_that_is_withheld_stays_withheld_under_the_old_form(desk: Desk) -> None:
    kabid = "kabid@contoh.example"
    with desk.store.writing() as work:
        work.people.add(kabid, "Kabid Contoh", Role.DIVISION_HEAD, "", work.now)
    number = a_received_case(desk).number
    does(
        casework.register, desk, visit(desk, number, FRONT_DESK), BookEntry(), "", is_complete=True
    )
    handler = visit(desk, number, kabid).officer.id
    does(
        casework.dispose,
        desk,
        visit(desk, number, HEAD),
        (handler,),
        "Periksa.",
        None,
        is_team=False,
    )
    later = with_forms(desk, changed(the_form(desk), nama=None))
    seen = answers_shown(the_page(later, number, kabid))
    assert (seen["Nama lengkap"], seen["Alamat lengkap"]) == (WITHHELD, WITHHELD)
    assert seen["Nomor telepon Anda"] == NOT_ASKED
    assert answers_shown(the_page(later, number, HEAD))["Nama lengkap"] == "Sari Contoh"


def test_a_typed_in_case_shows_what_officers_were_asked(desk: Desk) -> None:
    officer = signed_in(desk)
    typed = posted(
        A_COMPLAINT,
        **{CHANNEL: Channel.LETTER.code, DAY: "2026-03-16", ON_THE_SPOT: "tidak"},
        bukti="Kuitansi di map 3.",
    )
    check = pressed(officer, "/petugas/catat/pengaduan", **typed)
    fields = dict(hidden_fields(check.text)) | {"aksi": "simpan"}
    number = output(officer.post("/petugas/catat/pengaduan/selesai", data=fields).text, "nomor")
    page = the_page(with_forms(desk), number)
    assert section_titles(page)[-1] == "Diisi petugas"
    assert answers_shown(page)["Bukti apa yang diserahkan?"] == "Kuitansi di map 3."


def test_a_case_from_before_definitions_shows_what_its_sealed_sheet_says(desk: Desk) -> None:
    number = a_received_case(desk).number
    with desk.store.engine.begin() as connection:
        connection.execute(delete(form_definitions))
    page = the_page(desk, number)
    assert section_titles(page) == []
    shown = answers_shown(page)
    assert shown["Nama lengkap"] == "Sari Contoh"
    assert shown["Di mana kejadiannya?"] == LEFT_OPEN
    assert "Nomor telepon Anda" not in shown


def test_a_definition_that_cannot_be_read_hides_no_answer(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    number = a_received_case(desk).number
    with desk.store.engine.begin() as connection:
        connection.execute(form_definitions.update().values(definition="{}"))
    assert answers_shown(the_page(desk, number))["Nama lengkap"] == "Sari Contoh"
    assert "definition-unreadable" in caplog.text
    assert former_forms(with_forms(desk)) == {"pengaduan": "pengaduan"}


def test_an_answer_without_a_place_in_the_form_is_shown_all_the_same() -> None:
    answer = Answer("lama", "Pertanyaan lama", "Jawaban", personal=False, values=())
    answers = AnswersRead((answer,))
    parts = in_form_order(None, answers)
    assert parts == in_form_order(the_form_without_questions(), answers)
    assert [(part.title, part.lines[0].words) for part in parts] == [("", "Jawaban")]


def the_form_without_questions() -> FormSpec:
    return structs.replace(the_content().forms[0], sections=())


def test_definitions_hold_nothing_that_anybody_has_written(desk: Desk) -> None:
    a_received_case(desk)
    with desk.store.engine.connect() as connection:
        (kept,) = connection.execute(select(form_definitions.c.definition)).scalars()
    written = [value for name, value in A_COMPLAINT.items() if name in {"nama", "kronologi"}]
    assert not any(value in kept for value in written)


# A page older than the inbox's form --------------------------------------------------------------


def on_this_version(desk: Desk) -> dict[str, str]:
    return posted(A_COMPLAINT, versi=str(the_form(desk).version))


def at_the_next_version(desk: Desk, spec: FormSpec) -> FlaskClient:
    return checked(create_inbox(with_forms(desk, spec)))


def test_an_answer_to_a_question_that_is_gone_is_let_go_and_the_rest_kept(desk: Desk) -> None:
    client = at_the_next_version(desk, changed(the_form(desk), masalah=None, jumlah=None))
    check = the_check_page(client, on_this_version(desk))
    assert check.status_code == 200
    assert "Formulir ini sudah kami perbarui." in check.text
    shown = answers_shown(check.text)
    assert "Apa masalahnya?" not in shown
    assert shown["Nama lengkap"] == "Sari Contoh"
    assert dict(hidden_fields(check.text))["versi"] == str(the_form(desk).version + 1)
    assert press(client, hidden_fields(check.text), "kirim").status_code == 200


def test_what_is_new_is_asked_and_what_was_answered_stays(desk: Desk) -> None:
    client = at_the_next_version(desk, with_new_question(the_form(desk)))
    page = the_check_page(client, on_this_version(desk))
    assert page.status_code == 422
    assert "Formulir ini sudah kami perbarui." in page.text
    assert summary(page.text).startswith("Ada 1 hal ")
    assert "Siapa melihatnya?" in summary(page.text)
    assert 'value="Sari Contoh"' in page.text
    next_version = str(the_form(desk).version + 1)
    answered = posted(A_COMPLAINT, versi=next_version, saksi="Pak Rekaan")
    check = the_check_page(client, answered)
    assert check.status_code == 200
    assert "sudah kami perbarui" not in check.text


def test_a_choice_that_is_gone_is_asked_again(desk: Desk) -> None:
    client = at_the_next_version(desk, without_choice(the_form(desk), "masalah", "lama"))
    page = the_check_page(client, on_this_version(desk))
    assert page.status_code == 422
    assert summary(page.text).endswith("Pilih satu masalah dari daftar.")
    assert 'value="Sari Contoh"' in page.text


def test_nobody_sends_answers_to_a_form_that_changed_under_them(desk: Desk) -> None:
    check = the_check_page(checked(create_inbox(desk)), on_this_version(desk))
    later = with_forms(desk, relabelled(the_form(desk)))
    client = checked(create_inbox(later))
    again = press(client, hidden_fields(check.text), "kirim")
    assert again.status_code == 422
    assert "Formulir ini sudah kami perbarui." in again.text
    assert "Label baru" in answers_shown(again.text)
    assert rows(desk, cases) == rows(desk, events) == 0
    receipt = press(client, hidden_fields(again.text), "kirim")
    assert receipt.status_code == 200
    with later.store.reading() as work:
        kept = CaseFile(desk, work, work.cases.by_id(1)).form
    assert kept
    assert kept.version == the_form(desk).version + 1
    # The first page, pressed once more, is the same case (W-3).
    late = press(client, hidden_fields(check.text), "kirim")
    assert output(late.text, "nomor") == output(receipt.text, "nomor")
    assert rows(desk, cases) == 1


def test_a_receipt_comes_again_although_the_form_has_changed(desk: Desk) -> None:
    client = checked(create_inbox(desk))
    check = the_check_page(client)
    first = press(client, hidden_fields(check.text), "kirim")
    later = at_the_next_version(desk, with_new_question(the_form(desk)))
    answered = [*hidden_fields(check.text), ("saksi", "Pak Rekaan")]
    again = press(later, answered, "kirim")
    assert output(again.text, "kode") == output(first.text, "kode")
    assert rows(desk, cases) == 1


def test_an_officer_checks_again_what_changed_while_typing(desk: Desk) -> None:
    typed = posted(
        A_COMPLAINT, **{CHANNEL: Channel.LETTER.code, DAY: "2026-03-16", ON_THE_SPOT: "tidak"}
    )
    later = with_forms(desk, relabelled(the_form(desk)))
    officer = signed_in(later)
    check = pressed(officer, "/petugas/catat/pengaduan", **typed)
    fields = dict(hidden_fields(check.text)) | {"aksi": "simpan"}
    before = {"versi": str(the_form(desk).version)}
    again = officer.post("/petugas/catat/pengaduan/selesai", data=fields | before)
    assert again.status_code == 422
    assert "Formulir ini sudah diperbarui." in again.text
    assert rows(desk, cases) == 0
    assert officer.post("/petugas/catat/pengaduan/selesai", data=fields).status_code == 200


# The store ---------------------------------------------------------------------------------------


def test_a_definition_is_found_by_its_digest_and_never_replaced(desk: Desk) -> None:
    a_received_case(desk)
    with desk.store.writing() as work:
        work.definitions.keep(KeptDefinition("f" * 64, "lama", "{}"), 1, work.now)
        work.definitions.keep(KeptDefinition("f" * 64, "lama", "lain"), 1, work.now)
    with desk.store.reading() as work:
        assert work.definitions.find("f" * 64) == "{}"
        assert work.definitions.find("0" * 64) is None
        assert [each.form for each in work.definitions.newest_except(["pengaduan"])] == ["lama"]

"""A small catalogue, forms and questions for tests of the form language."""

from __future__ import annotations

from typing import Any

from loket_site.model.catalogue import Catalogue
from loket_site.model.form import FormKind, FormSpec, PrivacyNotice, Question, QuestionKind, Section
from loket_site.model.office import District, Office, Regency, Village
from loket_site.model.service import Fee, ServiceStandard, Turnaround

CATALOGUE = Catalogue(
    office=Office(
        name="Dinas Contoh",
        short_name="Contoh",
        government="Kabupaten Contoh",
        address="Jalan Rekaan 1",
        phone="1",
        email="kantor@contoh.example",
        exit_url="https://cuaca.example/",
    ),
    deadlines=(),
    calendars=(),
    services=tuple(
        ServiceStandard(
            number=number,
            title=f"Layanan contoh {number}",
            summary="Contoh.",
            requirements=(),
            procedure=(),
            turnaround=Turnaround(),
            fee=Fee(free=True),
            outputs=(),
        )
        for number in (1, 7)
    ),
    forms=(),
    pages=(),
    regency=Regency(
        "00.01",
        "Kabupaten Contoh",
        (District("00.01.01", "Rekaan", (Village("00.01.01.0001", "Sumber", "desa"),)),),
    ),
)


def a_form(*sections: tuple[Question, ...]) -> FormSpec:
    return FormSpec(
        code="contoh",
        version=1,
        title="Contoh",
        intro="Contoh.",
        kind=FormKind.SUGGESTION,
        retention="1 tahun",
        privacy=PrivacyNotice(basis="a", purpose="b", data="c", rights="d"),
        sections=tuple(Section(title="Bagian", questions=questions) for questions in sections),
    )


def ask(kind: QuestionKind | str, id: str = "q", **rest: Any) -> Question:  # noqa: A002
    """A question of this kind; choices come by themselves."""
    kind = QuestionKind(kind)
    if kind in {QuestionKind.CHOOSE_ONE, QuestionKind.CHOOSE_MANY}:
        rest.setdefault("choice_lines", ("a | Apel", "b | Belimbing | yang manis", "c | Cermai"))
    return Question(id=id, kind=kind, label=f"Apa {id}?", **rest)

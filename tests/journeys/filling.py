"""Filling in any form of the house, by finger or by keyboard, from what its page shows.

What is typed follows from the kind of the question, which control is used from the page itself.
A kind without a sample here fails, so that a new kind cannot go untried.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from loket_site.forms.kinds import KINDS
from loket_site.model.form import FormSpec, Question, QuestionKind
from tests.journeys.screens import Screen

TODAY = datetime.now(ZoneInfo("Asia/Jakarta")).date()
YESTERDAY = TODAY - timedelta(days=1)
"""The day that is written as a date: no form finds it too old, or still to come."""

STORY = "Menunggu <3 jam> & tak dipanggil."

SAMPLES: Mapping[QuestionKind, tuple[str, str]] = {
    QuestionKind.TEXT: ("Ruang pelayanan", "Ruang pelayanan"),
    QuestionKind.PARAGRAPH: (STORY, STORY),
    QuestionKind.NAME: ("Sari Contoh", "Sari Contoh"),
    QuestionKind.ADDRESS: ("Jalan Rekaan 1 RT 02", "Jalan Rekaan 1 RT 02"),
    QuestionKind.PHONE: ("0812 0000 0000", "0812"),
    QuestionKind.EMAIL: ("sari@contoh.example", "sari@contoh.example"),
    QuestionKind.NUMBER: ("25", "25"),
    QuestionKind.RUPIAH: ("50.000", "Rp50.000"),
    QuestionKind.DATE: ("", str(YESTERDAY.year)),
    QuestionKind.EVENT_DATE: ("", ""),
    QuestionKind.TIME: ("14.30", "14.30"),
    QuestionKind.IDENTITY_NUMBER: ("3304 0101 0190 0001", "0001"),
    QuestionKind.SAFE_CONTACT: ("", ""),
}
"""What is typed for each kind of question, and what the check page then says of it."""

PARTS: Mapping[str, str] = {
    "-hari": str(YESTERDAY.day),
    "-tahun": str(YESTERDAY.year),
    "-desa": "Desa Rekaan",
    "-nomor": "0812 0000 0000",
    "-email": "sari@contoh.example",
    "-sandi": "melati",
}
"""What is typed into the parts of questions that have several."""

READ_BACK: Mapping[str, str] = {
    "Hari ini": f"{TODAY.day} ",
    "Kemarin": f"{YESTERDAY.day} ",
    "Tanggal lain": f"{YESTERDAY.day} ",
}
"""Choices that the check page says in other words: a day stays that day after midnight."""

_TELL = """(control => ({
  id: control.id, name: control.name, type: control.type ?? "", value: control.value,
  words: (control.labels?.[0] ?? control).innerText.split("\\n")[0].trim(),
  options: control.type === "select-one" ? [...control.options].map(each => each.text) : [],
  group: control.name && ["checkbox", "radio"].includes(control.type)
    ? [...document.getElementsByName(control.name)].filter(each => each.checkVisibility())
      .map(each => ({ id: each.id, checked: each.checked,
        words: each.labels[0].innerText.split("\\n")[0].trim() }))
    : [],
}))"""

# The honeypot is no question: it is off the screen, and nobody's finger finds it.
_CONTROLS = f"""[...document.querySelectorAll("main form [name]")].filter(control =>
  !["hidden", "submit"].includes(control.type) && control.checkVisibility()
  && control.name !== "kosongkan").map({_TELL})"""

_HERE = f"{_TELL}(document.activeElement)"

TYPED = """[...new FormData(document.querySelector("main form"))]
  .filter(([name, value]) => typeof value === "string" && !/-(pada|tersimpan)$/.test(name))"""
"""Everything that the form on the page would send, but files, which no page can fill in again."""


def by_id(control: str) -> str:
    return f'[id="{control}"]'


def names_of(question: Question) -> tuple[str, ...]:
    return KINDS[question.kind].parts(question)


@dataclass
class Filling:
    """Somebody fills in a form and misses the question `skip`.

    `pick` is which choice they take, `expected` what they remember of their answers.
    """

    screen: Screen
    spec: FormSpec
    photo: Path
    pick: int = 0
    skip: Question | None = None
    expected: list[str] = field(default_factory=list)
    _answered: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.skip:
            self._answered |= set(names_of(self.skip))

    def by_finger(self) -> None:
        """Answer what can be seen, until no question is left; a choice may bring new ones."""
        while left := self._left():
            self._answer(left[0], "finger")

    def by_keyboard(self) -> None:
        """Walk the form with Tab, answering on the way, and stop on the button that sends it."""
        for _ in range(200):
            self.screen.press("Tab")
            here = self.screen.see(_HERE)
            assert here["name"] != "kosongkan", "the keyboard finds the honeypot"
            if here["type"] == "submit":
                break
            if here["name"] and here["name"] not in self._answered:
                self._answer(here, "keyboard")
        assert self._left() == []

    def _left(self) -> list[dict[str, Any]]:
        return [each for each in self.screen.see(_CONTROLS) if each["name"] not in self._answered]

    def _answer(self, control: dict[str, Any], by: Literal["finger", "keyboard"]) -> None:
        self._answered.add(control["name"])
        question = self._question(control["name"])
        match control["type"]:
            case "radio" | "checkbox":
                words = self._choose(control, by)
            case "select-one":
                words = self._drop_down(control, question)
            case "file":
                self.screen.attach(by_id(control["id"]), [self.photo])
                words = self.photo.name
            case _:
                words = self._write(control, question, by)
        # What is said of a safe contact depends on all of its answers together.
        if words and question.kind is not QuestionKind.SAFE_CONTACT:
            self.expected.append(READ_BACK.get(words, words))

    def _question(self, name: str) -> Question:
        for question in self.spec.questions:
            if name in names_of(question):
                return question
        raise AssertionError(f"“{name}” belongs to no question of {self.spec.code}")

    def _choose(self, control: dict[str, Any], by: Literal["finger", "keyboard"]) -> str:
        group = control["group"]
        wanted = group[self.pick % len(group)]
        is_chosen = f"document.querySelector('{by_id(wanted['id'])}').checked"
        if by == "finger":
            if not wanted["checked"]:
                self.screen.tap(by_id(wanted["id"]))
        elif control["type"] == "checkbox":
            wanted = group[0]
            self.screen.press("Space")
        else:
            if not any(each["checked"] for each in group):
                self.screen.press("Space")
            while not self.screen.see(is_chosen):
                self.screen.press("ArrowDown")
        # A box of its own is a sentence to agree to: the check page says it again as its label.
        return str(wanted["words"])

    def _drop_down(self, control: dict[str, Any], question: Question) -> str:
        # The list itself is the browser's own and opens over the page; arrows choose without it.
        self.screen.see(f"document.querySelector('{by_id(control['id'])}').focus()")
        options = control["options"]
        wanted = self.pick % (len(options) - 1) + 1  # The first one says "Pilih …".
        if control["name"] == f"{question.id}-bulan":
            wanted = YESTERDAY.month
        for _ in range(wanted):
            self.screen.press("ArrowDown")
        return str(options[wanted])

    def _write(
        self, control: dict[str, Any], question: Question, by: Literal["finger", "keyboard"]
    ) -> str:
        ending = control["name"].removeprefix(question.id)
        typed, words = (PARTS[ending],) * 2 if ending else SAMPLES[question.kind]
        if by == "finger":
            self.screen.tap(by_id(control["id"]))
        self.screen.write(typed)
        return words

"""From the office's text files to one `Catalogue`, or to every mistake in them at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace as replaced

from loket_site.content.draft import BODY, Draft, Placed, values
from loket_site.content.mistakes import mistakes
from loket_site.content.oddities import oddities
from loket_site.content.toml_source import Problem, Source, decode, read_table, shown_path
from loket_site.model.catalogue import Catalogue
from loket_site.model.form import ANONYMOUS, IDENTITY_QUESTION, FormKind, FormSpec, Question
from loket_site.model.office import Deadline, HolidayCalendar, Office, Regency
from loket_site.model.record import Record
from loket_site.model.service import Page, ServiceStandard
from loket_site.model.translation import FormWords, OfficeWords, Translation

FENCE = "+++"
"""The line before and after the TOML front matter of a Markdown file."""

_FENCE = re.compile(rf"^{re.escape(FENCE)}[ \t]*$", re.MULTILINE)
_KINDS = tuple(FormKind)
"""The order in which people are offered forms: complaints come first."""

_CODE = re.compile(r"^[ \t]*kode[ \t]*=[ \t]*[\"']([^\"'\n]*)[\"']", re.MULTILINE)


class ContentErrors(Exception):  # noqa: N818 - it holds many errors, and says so
    """The content has mistakes; `problems` holds every one of them, warnings too."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Inspection:
    """What reading the content brought: a catalogue if nothing is wrong, and all remarks."""

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]


def load(directory: Path) -> Catalogue:
    """Read the whole content. Raises ContentErrors naming every mistake of every file."""
    inspection = inspect(directory)
    if inspection.catalogue is None:
        raise ContentErrors(inspection.problems)
    return inspection.catalogue


def inspect(directory: Path) -> Inspection:
    """Read the whole content and say everything that is wrong or odd about it."""
    reader = _Reader(directory)
    draft = reader.draft()
    problems = [*reader.problems, *mistakes(draft), *oddities(draft)]
    catalogue = None
    if draft.office is not None and all(problem.warning for problem in problems):
        catalogue = _catalogue(draft, draft.office.value)
    return Inspection(catalogue, tuple(sorted(set(problems))))


def _catalogue(draft: Draft, office: Office) -> Catalogue:
    forms = (_offered(form, office) for form in values(draft.forms))
    return Catalogue(
        office=office,
        deadlines=values(draft.deadlines),
        calendars=tuple(sorted(values(draft.calendars), key=lambda calendar: calendar.year)),
        services=tuple(sorted(values(draft.services), key=lambda service: service.number)),
        forms=tuple(sorted(forms, key=lambda form: (_KINDS.index(form.kind), form.code))),
        pages=tuple(sorted(values(draft.pages), key=lambda page: page.order)),
        regency=draft.regency,
        translations=_translations(draft),
    )


def _translations(draft: Draft) -> dict[str, Translation]:
    codes = {placed.file_name: placed.value.code for placed in draft.forms}
    office = {placed.translates[1]: placed.value for placed in draft.office_words}
    forms: dict[str, dict[str, FormWords]] = {language: {} for language in office}
    for placed in draft.form_words:
        name, language = placed.translates
        forms.setdefault(language, {})[codes[name]] = placed.value
    return {
        language: Translation(office.get(language, OfficeWords()), words)
        for language, words in forms.items()
    }


def _offered(form: FormSpec, office: Office) -> FormSpec:
    """The form as the office may offer it: without "no name" where its rule asks for a name."""
    if office.accepts_anonymous:
        return form
    sections = tuple(
        replaced(section, questions=tuple(map(_named_only, section.questions)))
        for section in form.sections
    )
    return replaced(form, sections=sections)


def _named_only(question: Question) -> Question:
    if question.id != IDENTITY_QUESTION:
        return question
    lines = tuple(
        line
        for line, choice in zip(question.choice_lines, question.choices, strict=True)
        if choice.value != ANONYMOUS
    )
    return replaced(question, choice_lines=lines)


class _DeadlineFile(Record, frozen=True, rename={"deadlines": "tenggat"}):
    """The whole file `tenggat.toml`."""

    deadlines: tuple[Deadline, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reader:
    """Goes through the folder and gathers records and problems.

    `unread` gathers the names by which other files may point at one with mistakes.
    """

    directory: Path
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def draft(self) -> Draft:
        """Everything that could be read."""
        return Draft(
            office=self._office(),
            deadlines=self._deadlines(),
            calendars=self._all("libur", ".toml", HolidayCalendar),
            services=self._all("layanan", ".md", ServiceStandard),
            forms=self._all("formulir", ".toml", FormSpec, translating=False),
            form_words=self._all("formulir", ".toml", FormWords, translating=True),
            office_words=self._all(".", ".toml", OfficeWords, translating=True),
            pages=self._all("halaman", ".md", Page),
            regency=self._regency(),
            # Told last, of all the others.
            unread=frozenset(self.unread),
        )

    def _deadlines(self) -> tuple[Placed[Deadline], ...]:
        file = self._one(self.directory / "tenggat.toml", _DeadlineFile)
        if file is None:
            return ()
        return tuple(
            Placed(deadline, file.source, ("tenggat", position))
            for position, deadline in enumerate(file.value.deadlines)
        )

    def _office(self) -> Placed[Office] | None:
        path = self.directory / "kantor.toml"
        if not path.is_file():
            sentence = (
                f"Berkas kantor.toml tidak ada di {path.absolute()}. "
                "Buat berkas itu, atau tunjuk map isi dengan --content."
            )
            self.problems.append(Problem(shown_path(path), 1, sentence))
            return None
        return self._one(path, Office)

    def _all(
        self, folder: str, ending: str, kind: type[Any], *, translating: bool | None = None
    ) -> tuple[Placed[Any], ...]:
        """Read the files of a folder: all, or only those that are translations, or only others."""
        paths = sorted((self.directory / folder).glob(f"*{ending}"))
        found = (
            self._one(path, kind)
            for path in paths
            if translating is None or translating == ("." in path.stem)
        )
        return tuple(placed for placed in found if placed is not None)

    def _one(self, path: Path, kind: type[Any]) -> Placed[Any] | None:
        text = self._text(path)
        placed = None if text is None else self._record(path, text, kind)
        if placed is None:
            # A form is known by its code, which need not be the name of its file.
            self.unread.update({path.stem, *_CODE.findall(text or "")})
        return placed

    def _record(self, path: Path, text: str, kind: type[Any]) -> Placed[Any] | None:
        given: dict[str, Any] = {}
        first_line = 1
        if path.suffix == ".md":
            parts = self._parts(path, text)
            if parts is None:
                return None
            text, given["body"] = parts
            first_line = 2
            if kind is Page:
                given["slug"] = path.stem
        source, table = read_table(path, text, self.problems, first_line=first_line)
        if table is None:
            return None
        if "body" in given:
            below = first_line + text.count("\n") + 1
            source = replace(source, lines={**source.lines, BODY: below})
        value = decode(kind, table, source, self.problems, given=given)
        return None if value is None else Placed(value, source)

    def _text(self, path: Path) -> str | None:
        try:
            return path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            sentence = f"Berkas {path.absolute()} tidak ada. Buat berkas itu."
        except OSError as error:
            sentence = f"Berkas {path.absolute()} tidak dapat dibaca: {error.strerror}."
        except UnicodeDecodeError:
            sentence = "Berkas ini bukan UTF-8. Simpan lagi sebagai UTF-8."
        self.problems.append(Problem(shown_path(path), 1, sentence))
        return None

    def _parts(self, path: Path, text: str) -> tuple[str, str] | None:
        """Split a Markdown file into front matter and body."""
        fences = list(islice(_FENCE.finditer(text), 2))
        if len(fences) < 2 or fences[0].start() != 0:
            sentence = f"Berkas ini harus dimulai dengan kunci di antara dua baris {FENCE}."
            self.problems.append(Problem(shown_path(path), 1, sentence))
            return None
        opening, closing = fences
        return text[opening.end() + 1 : closing.start()], text[closing.end() + 1 :]

    def _regency(self) -> Regency | None:
        path = self.directory / "wilayah.json"
        if not path.exists():
            return None
        text = self._text(path)
        try:
            if text is not None:
                return msgspec.json.decode(text, type=Regency)
        except (msgspec.DecodeError, RecursionError) as error:
            sentence = f"Daftar wilayah tidak dapat dibaca: {error}."
            self.problems.append(Source(shown_path(path)).problem(sentence))
        self.unread.add(path.stem)
        return None

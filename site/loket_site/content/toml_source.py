"""Reading one content file: TOML in, records out, and every mistake with the line it stands on."""

from __future__ import annotations

import difflib
import re
import tomllib
import types
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin

import msgspec

KeyPath = tuple[str | int, ...]
R = TypeVar("R", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend in the content. A warning does not stop a build."""

    path: str
    line: int
    sentence: str
    warning: bool = False

    def __str__(self) -> str:
        mark = "warning: " if self.warning else ""
        return f"{self.path}:{self.line}: {mark}{self.sentence}"


@dataclass(frozen=True, slots=True)
class Source:
    """A content file and where its keys stand. `lines` counts from 1."""

    path: str
    lines: Mapping[KeyPath, int] = field(default_factory=dict)

    def problem(self, sentence: str, at: KeyPath = (), *, warning: bool = False) -> Problem:
        """A problem at the line of the key, or of the nearest table around it."""
        while at and at not in self.lines:
            at = at[:-1]
        return Problem(self.path, self.lines.get(at, 1), sentence, warning)


def shown_path(path: Path) -> str:
    """The path as people type it: relative to the working folder where it lies below it."""
    absolute = path.absolute()
    try:
        return str(absolute.relative_to(Path.cwd()))
    except ValueError:
        return str(absolute)


def read_table(
    path: Path, text: str, problems: list[Problem], *, first_line: int = 1
) -> tuple[Source, dict[str, Any] | None]:
    """Parse TOML that begins at `first_line` of the file; None after a syntax error."""
    for number, written in enumerate(text.split("\n"), first_line):
        if written.count(".") > _MOST_DOTS:
            sentence = f"Baris ini memuat lebih dari {_MOST_DOTS} titik. Bagilah atau pendekkan."
            problems.append(Problem(shown_path(path), number, sentence))
            return Source(shown_path(path)), None
    source = Source(shown_path(path), _index(text, first_line))
    try:
        return source, tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # Besides its own error, tomllib lets through those of absurd numbers and nestings.
        found = _WHERE.search(str(error))
        line = first_line - 1 + (int(found[1]) if found else text.count("\n") + 1)
        # The parser counts from the first line of the TOML, we from the first line of the file.
        reason = _WHERE.sub("", str(error)).removesuffix(" (at end of document)")
        sentence = f"Baris ini tidak terbaca sebagai TOML: {reason}."
        problems.append(Problem(source.path, line, sentence))
        return source, None


_WHERE = re.compile(r" \(at line (\d+), column \d+\)")


# Whatever a line holds, each of these reads it in time that grows with its length: no two runs
# side by side can share a sign, and a string that nobody closed is taken to its end.
_HEADER = re.compile(r"\s*(\[\[?)([^\]]+)\]\]?\s*(?:#.*)?$")
_KEY = re.compile(
    r"\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)\s*="
)
_STRING = re.compile(r"\"\"\"|'''|\"(?:\\.|[^\"\\])*\"?|'[^']*'?|#.*|[\[\]{}]")
_STRING_END = {
    # A long string may hold an escaped quote, and may end on one or two quotes of its own.
    '"""': re.compile(r'(?:\\.|[^"\\]|"(?!""))*"{3,5}'),
    "'''": re.compile(r"(?:[^']|'(?!''))*'{3,5}"),
}

_MOST_DOTS = 200
"""How many dots a line may hold. A key ends on its line, and tomllib reads one of many dots, or a
table below it, in time that grows with their square; all else it reads in time like its length."""

_DEEPEST = 20
"""How many names of a dotted key are looked at: the line of each is kept, with all before it."""

_LARGEST = 10**15
"""What a whole number of a content file may be, up or down. Python cannot even write huge ones."""


def _index(text: str, first_line: int) -> dict[KeyPath, int]:
    """Find the line of every table and key; good enough to point at, never used to read."""
    lines: dict[KeyPath, int] = {}
    counts: dict[KeyPath, int] = {}
    table: KeyPath = ()
    depth = 0
    open_quote = ""
    for number, line in enumerate(text.split("\n"), first_line):
        if not open_quote and depth == 0:
            if header := _HEADER.match(line):
                table = _resolve(_split(header[2]), counts, repeated=header[1] == "[[")
                lines.setdefault(table, number)
                if header[1] == "[[":
                    lines.setdefault(table[:-1], number)
                continue
            if key := _KEY.match(line):
                names = _split(key[1])[:_DEEPEST]
                for length in range(1, len(names) + 1):
                    lines.setdefault((*table, *names[:length]), number)
        depth, open_quote = _scan(line, depth, open_quote)
    return lines


def _split(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _resolve(names: tuple[str, ...], counts: dict[KeyPath, int], *, repeated: bool) -> KeyPath:
    path: KeyPath = ()
    for position, name in enumerate(names):
        path = (*path, name)
        last = position == len(names) - 1
        if last and repeated:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _scan(line: str, depth: int, open_quote: str) -> tuple[int, str]:
    """Follow brackets and multi-line strings over one line."""
    position = 0
    while position < len(line):
        if open_quote:
            end = _STRING_END[open_quote].match(line, position)
            if end is None:
                return depth, open_quote
            position, open_quote = end.end(), ""
            continue
        token = _STRING.search(line, position)
        if token is None:
            break
        position = token.end()
        if token[0] in ('"""', "'''"):
            open_quote = token[0]
        elif token[0] in "[{":
            depth += 1
        elif token[0] in "]}":
            depth -= 1
    return max(depth, 0), open_quote


def decode(
    kind: type[R],
    table: Mapping[str, Any],
    source: Source,
    problems: list[Problem],
    *,
    at: KeyPath = (),
    given: Mapping[str, Any] | None = None,
) -> R | None:
    """Turn a table into a record, or None after noting every mistake in it.

    `given` holds attributes that do not come from the table (a page's body, its slug).
    """
    values: dict[str, Any] = dict(given or {})
    fields = {
        item.encode_name: item for item in msgspec.structs.fields(kind) if item.name not in values
    }
    before = len(problems)
    for key in table:
        if key not in fields:
            likely = difflib.get_close_matches(key, fields, n=1)
            hint = f" Mungkin maksud Anda `{likely[0]}`." if likely else ""
            sentence = f"Kunci `{key}` tidak dikenal.{hint}"
            problems.append(source.problem(sentence, (*at, key)))
    for key, item in fields.items():
        if item.required and table.get(key) == "":
            problems.append(source.problem(f"Kunci `{key}` masih kosong. Isilah.", (*at, key)))
        elif key in table:
            values[item.name] = _value(item.type, table[key], source, problems, (*at, key))
        elif item.required:
            problems.append(source.problem(f"Kunci `{key}` belum ada. Tambahkan.", at))
    if len(problems) > before:
        return None
    return kind(**values)


def _value(kind: Any, value: Any, source: Source, problems: list[Problem], at: KeyPath) -> Any:
    item = get_args(kind)[0] if get_origin(kind) is tuple else None
    if _is_record(kind) and isinstance(value, dict):
        return decode(kind, value, source, problems, at=at)
    if item is not None and _is_record(item) and isinstance(value, list):
        return tuple(
            _value(item, element, source, problems, (*at, position))
            for position, element in enumerate(value)
        )
    of_key = get_args(kind)[1] if get_origin(kind) is dict else None
    if of_key is not None and isinstance(value, dict):
        return {
            key: _value(of_key, element, source, problems, (*at, key))
            for key, element in value.items()
        }
    key = next((name for name in reversed(at) if isinstance(name, str)), "")
    try:
        converted = msgspec.convert(value, kind)
    except msgspec.ValidationError:
        sentence = f"Isi `{key}` harus berupa {_expected(kind)}.{_example(kind, value)}"
        problems.append(source.problem(sentence, at))
        return None
    if _is_huge(converted):
        problems.append(source.problem(f"Angka di `{key}` terlalu besar.", at))
    return converted


def _is_huge(value: Any) -> bool:
    return isinstance(value, int) and abs(value) > _LARGEST


def _example(kind: Any, value: Any) -> str:
    """Show the value as the words that a choice between word and words takes (`ya`, `1`)."""
    takes_words = get_origin(kind) in (Union, types.UnionType) and str in get_args(kind)
    if not takes_words or not isinstance(value, int) or _is_huge(value):
        return ""
    word = {True: "ya", False: "tidak"}[value] if isinstance(value, bool) else str(value)
    return f' Contoh: "{word}".'


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


_PLAIN = {
    str: "teks di antara tanda petik",
    int: "bilangan bulat tanpa tanda petik",
    bool: "true atau false",
    date: "tanggal seperti 2026-03-16, tanpa tanda petik",
    type(None): "",
}


def _expected(kind: Any) -> str:
    if kind in _PLAIN:
        return _PLAIN[kind]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return "salah satu dari: " + ", ".join(kind)
    if get_origin(kind) is tuple:
        return f"daftar [ … ] berisi {_expected(get_args(kind)[0])}"
    if get_origin(kind) in (Union, types.UnionType):
        return " atau ".join(filter(None, map(_expected, get_args(kind))))
    return "tabel { kunci = isi }"

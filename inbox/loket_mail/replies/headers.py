"""Blocks of labels that introduce a letter: "Dari: / Dikirim: / Kepada: / Subjek:".

An office's own memorandum (nota dinas) begins with Dari:, Kepada:, Tanggal: and Perihal: too, and
belongs to the answer. A block is a mail program's only if something in it is: "Dikirim:" with a
time, a separator above, or an address and a time of day with all four labels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loket_mail.replies.dates import TIME, YEAR
from loket_mail.replies.lines import INVISIBLE, above_blanks, below_blanks, blank, plain

_LONGEST_BLOCK = 20
_LONGEST_JOINED = 600

_KINDS = {
    "from": "dari|from|pengirim",
    "sent": "dikirim(?: pada)?|terkirim|sent",
    "date": "tanggal|date|tgl|pada",
    "to": "kepada|ke|to|untuk|penerima",
    "copy": "cc|bcc|tembusan|reply-to|balas ke",
    "subject": "sub[jy]ek|subject|perihal|judul|hal",
    "other": "importance|kepentingan|prioritas|priority|attachments?|lampiran",
}
_NAMES = "(?:" + "|".join(f"(?P<{kind}>{names})" for kind, names in _KINDS.items()) + ")"
_LABEL = re.compile(_NAMES + r"[\s*_]{0,9}[:\uff1a]", re.IGNORECASE)
_LABEL_INSIDE = re.compile(
    r"(?:(?<=\s)|^)" + _NAMES.replace("|ke|", "|(?-i:Ke)|").replace("|to|", "|(?-i:To)|") + r"\s?:",
    re.IGNORECASE,
)
_ANY_LABEL = re.compile(r"[^\W\d_][^:\uff1a]{0,30}[:\uff1a]")
_RULE = re.compile(r"_{5,}$")
_DRAWN = re.compile(r"[-\u2010-\u2015\u2500_=]{5,}$")
_DASHES = r"(?<![-\u2010])[-\u2010]{2,60}\s?"
_CALLED = (
    r"(?:(?:original|forwarded|reply)(?: message| appointment| e?-?mail)?"
    r"|(?:pesan|surat|surel|e-?mail)"
    r" (?:asli|asal|awal|semula|orisinal|sebelumnya|terlampir|terusan|(?:yang )?(?:di)?teruskan))"
)
_ORIGINAL = re.compile(
    rf"(?:{_DASHES}{_CALLED}\s?[-\u2010]{{2,60}}"
    r"|begin forwarded message:|(?:mulai|awal) pesan (?:yang )?(?:terusan|(?:di)?teruskan):)$",
    re.IGNORECASE,
)
_ORIGINAL_INSIDE = re.compile(rf"{_DASHES}{_CALLED}\s?[-\u2010]{{2,60}}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of a header block, without the separators above it."""

    start: int
    end: int


def kind(line: str) -> str:
    """What the label that begins this line names ("from", "sent" …); "" without one we know."""
    found = _LABEL.match(plain(line))
    return str(found.lastgroup) if found else ""


def kinds(lines: list[str]) -> set[str]:
    """The kinds of all labels in these lines."""
    return {found for line in lines if (found := kind(line))}


def labelled(line: str) -> bool:
    """Whether the line begins with a label of any language."""
    return _ANY_LABEL.match(plain(line)) is not None


def is_original(line: str) -> bool:
    """Whether the line is "-----Original Message-----" or one of its like."""
    return _ORIGINAL.match(plain(line)) is not None


def is_separator(line: str) -> bool:
    """Whether the line is what programs put above a header block: a rule, or `is_original`."""
    return is_original(line) or _RULE.match(line.strip(INVISIBLE)) is not None


def above_separators(lines: list[str], end: int, *, drawn: bool = False) -> int:
    """The end of what stands above empty lines and separators; with `drawn`, also "-----"."""
    while end:
        line = lines[end - 1]
        drawn_here = drawn and above_rule(lines, end) < end
        if not (blank(line) or is_separator(line) or drawn_here):
            break
        end -= 1
    return end


def above_rule(lines: list[str], start: int) -> int:
    """The line from which on stands a drawn rule right above `start`; `start` without one."""
    above = lines[start - 1] if start else ""
    drawn = len(above) < 200 and _DRAWN.match(above.strip(INVISIBLE)) is not None
    return start - 1 if drawn else start


def separator_above(lines: list[str], start: int) -> str:
    """The separator right above `start`; "" if there is none."""
    above = above_blanks(lines, start)
    return lines[above - 1].strip(INVISIBLE) if above and is_separator(lines[above - 1]) else ""


def belongs(lines: list[str], number: int) -> bool:
    """Whether the line can stand in a header block: a label, or more of what the last one names."""
    line, above = lines[number], plain(lines[number - 1])
    listed = line.startswith((" ", "\t")) or above.endswith((";", ",", ":")) or "@" in line
    return bool(blank(line) or labelled(line) or listed)


def begins_block(lines: list[str], number: int) -> bool:
    """Whether somebody's header block may begin here; a nota dinas has no address and no time."""
    if kind(lines[number]) != "from":
        return False
    run = lines[number : number + 8]
    found = kinds(run)
    timed = any(kind(line) == "date" and TIME.search(plain(line)) for line in run)
    return len(found) > 1 and ("sent" in found or "@" in lines[number] or timed)


def starting_at(lines: list[str], start: int) -> Block | None:
    """A mail program's header block that begins at `start`, surely no nota dinas."""
    first = kind(lines[start])
    if not first or (first != "from" and _above_a_block(lines, start)):
        return None
    seen: dict[str, str] = {}
    latest = first
    end, number = start, start
    while number < min(len(lines), start + _LONGEST_BLOCK):
        found = kind(lines[number])
        if found in seen and found not in {"copy", "other"}:
            break
        if found:
            latest = found
            seen[found] = plain(lines[number])
            end = number + 1
        elif blank(lines[number]):
            # Some programs leave an empty line between two labels.
            below = below_blanks(lines, number)
            if below > number + 1 or below == len(lines) or kind(lines[below]) in {"", "from"}:
                break
        elif belongs(lines, number):
            seen[latest] += f" {plain(lines[number])}"
            end = number + 1
        else:
            break
        number += 1
    ends_clear = end == len(lines) or blank(lines[end]) or lines[end].lstrip().startswith(">")
    return Block(start, end) if _sure(lines, start, end, seen, clear=ends_clear) else None


def _above_a_block(lines: list[str], start: int) -> bool:
    """Whether a label other than "Dari:" is no beginning: the answer's own, or in a block's middle.

    "Subject:" or "Date:" comes first where the block is incomplete without it.
    """
    if start and kind(lines[start - 1]):
        return True
    if separator_above(lines, start):
        return False
    for number in range(start + 1, min(len(lines), start + len(_KINDS))):
        found = kind(lines[number])
        if found == "from":
            return starting_at(lines, number) is not None
        if not found:
            # "Petugas:" and its like are labels that no program writes there.
            return labelled(lines[number])
    return False


def _sure(lines: list[str], start: int, end: int, seen: dict[str, str], *, clear: bool) -> bool:
    if "from" not in seen or len(seen) < 2:
        return False
    above = separator_above(lines, start)
    if above and not _RULE.match(above):
        return True
    when = seen.get("sent") or seen.get("date") or ""
    addressed = any("@" in line for line in lines[start:end])
    told = TIME.search(when) is not None or (addressed and YEAR.search(when) is not None)
    if len(seen) < 3 or not told or not (clear or addressed):
        return False
    if "sent" in seen or TIME.search(when) is None:
        return "sent" in seen
    return addressed if above else "@" in seen["from"] and {"to", "subject"} <= set(seen)


def joined(line: str) -> bool:
    """Whether a whole header block stands in this one line, as Samsung's program leaves it."""
    text = plain(line)
    if len(text) > _LONGEST_JOINED or kind(text) != "from" or "@" not in text:
        return False
    found = {str(each.lastgroup) for each in _LABEL_INSIDE.finditer(text)}
    return len(found) >= 3 and bool(found & {"sent", "date"}) and TIME.search(text) is not None


def split_off(line: str) -> tuple[str, str, str] | None:
    """A separator that shares its line: what stands before it, it, what stands behind it."""
    if "--" not in line and "\u2010\u2010" not in line:
        return None
    found = _ORIGINAL_INSIDE.search(line)
    if found is None or (blank(line[: found.start()]) and blank(line[found.end() :])):
        return None
    return line[: found.start()], found[0], line[found.end() :]

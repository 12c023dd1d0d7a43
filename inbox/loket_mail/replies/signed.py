"""The signature of somebody we know, at the end of an answer, without any mark.

An 18-digit NIP, a telephone or their own address beside their name in the last six lines is a
signature. Names of others, and a telephone in a sentence, belong to the answer.
"""

from __future__ import annotations

import re

from loket_mail.replies.lines import COLONS, above_blanks, blank, plain
from loket_mail.replies.tails import is_spoken

_MOST_LINES = 6
_LONGEST = 90
_SHORTEST_NAME = 3
_PARTICLES = {"bin", "binti", "haji", "drs", "dra"}

_NIP = re.compile(r"(?<!\d)(?:\d[ .-]?){17}\d(?!\d)")
_PHONE = re.compile(r"(?<!\d)\+?\(?\d[\d\s().-]{6,18}\d(?!\d)")
_MAIL = re.compile(r"\S{1,64}@\S{1,255}")
_LABEL = re.compile(
    r"\b(?:nip|nik|telp|tel|telepon|hp|wa|whatsapp|faks?|phone|mobile|e-?mail|surel|kontak|cp)\b[.:]?",
    re.IGNORECASE,
)

_LONGEST_LINE = 1_000
_ON_A_LINE = re.compile(
    r"(?<=[.!?])\s{1,3}((?:[A-Z][\w.'\u2019-]{0,30},?[\s|:(\u2013-]{1,3}){1,6})"
    r"(?:(?:nip|hp|wa|telp)[.:\s]{0,3})?\+?\(?\d[\d\s().-]{6,24}\d\)?[.\s]{0,3}$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<![\w.])(\w{3,})[.!?]\s+[A-Z]")
_SHORTENED = {
    "drs",
    "dra",
    "prof",
    "kec",
    "kab",
    "kel",
    "jln",
    "prov",
    "telp",
    "tel",
    "fax",
    "faks",
}


def start(lines: list[str], name: str, address: str) -> int:
    """The line from which on it is the signature of `name`; `len(lines)` where there is none."""
    block = _block(lines)
    if not block:
        return len(lines)
    words = _name_words(name)
    named = [number for number in block if _names(lines[number], words)]
    own = [number for number in block if address and _is_address(lines[number], address)]
    numbered = [number for number in block if _NIP.search(plain(lines[number]))]
    called = [number for number in block if _is_contact(lines[number])]
    if not named or not (own or numbered or called):
        return len(lines)
    begins = min((*named, *own, *numbered))
    # "Silakan temui petugas:" speaks of what stands below it.
    above = above_blanks(lines, begins)
    announced = bool(above) and plain(lines[above - 1]).endswith(COLONS)
    return len(lines) if announced else begins


def behind_sentence(line: str, name: str) -> int:
    """Where "Name 0812…" begins behind a line's last sentence; the line's length if nowhere."""
    found = _ON_A_LINE.search(line) if len(line) <= _LONGEST_LINE else None
    if found is None or not _is_name(found[1], name):
        return len(line)
    return found.start() if _ends_a_sentence(line) else len(line)


def _block(lines: list[str]) -> list[int]:
    """The last lines in which nobody speaks: at most six, empty ones between them aside."""
    found: list[int] = []
    for number in range(len(lines) - 1, -1, -1):
        if blank(lines[number]):
            continue
        line = plain(lines[number])
        if len(found) == _MOST_LINES or not line or len(line) > _LONGEST or _speaks(line):
            break
        found.append(number)
    return found[::-1]


def _speaks(line: str) -> bool:
    if is_spoken(line) or line.endswith(("?", "!", ":")) or _ends_a_sentence(line):
        return True
    small = _small_words(line)
    return len(small) > 2 or (line.endswith(".") and bool(small))


def _ends_a_sentence(line: str) -> bool:
    """Whether a sentence ends within the line: "Bawa KTP. Budi", but not "Drs. Budi"."""
    return any(word.casefold() not in _SHORTENED for word in _SENTENCE.findall(line))


def _small_words(line: str) -> list[str]:
    rest = _PHONE.sub("", _LABEL.sub("", _MAIL.sub("", line)))
    return [word for word in rest.split() if word[0].islower()]


def _is_address(line: str, address: str) -> bool:
    return address.lower() in line.lower() and not _small_words(line)


def _name_words(name: str) -> set[str]:
    words = {word for word in re.findall(r"[^\W\d_]+", name.casefold()) if word not in _PARTICLES}
    return {word for word in words if len(word) >= _SHORTEST_NAME}


def _names(line: str, words: set[str]) -> bool:
    said = _MAIL.sub("", plain(line).casefold())
    return bool(words & set(re.findall(r"[^\W\d_]+", said)))


def _is_name(text: str, name: str) -> bool:
    """Whether it is words of the name and no other: "Temui Budi 0812…" belongs to the answer."""
    words = set(re.findall(r"[^\W\d_]{3,}", text.casefold()))
    return bool(words) and words <= _name_words(name)


def _is_contact(line: str) -> bool:
    """Whether the line is a telephone and no more, or one with its label or a name."""
    text = plain(line)
    return _PHONE.search(text) is not None and not _speaks(text)

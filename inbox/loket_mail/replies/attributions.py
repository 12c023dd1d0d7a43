"""Sentences that introduce a quotation: "Pada … Nama <alamat> menulis:", "On … wrote:".

Programs vary them without end, so they are read by a grammar: an opening word, the pieces of a date
in any order, a name, an address, a verb, a colon; nothing else may stand between. Whoever writes
"Pada 3 Mei kami menulis:" in an answer says something else ("kami"), and it stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loket_mail.replies.dates import TIME, YEAR, Says, said_of_a_date
from loket_mail.replies.lines import STOPS, blank, plain

_LONGEST = 400
_LONGEST_DATE = 80
_MOST_LINES = 4
_MOST_NAMES = 12
_AROUND = " \t\r\xa0\u202f\"',;:()[]<>*_\u201c\u201d\u2018\u2019\u200e\u200f|"

_RULED = " \t\xa0-\u2010\u2013\u2014_"

_VERB = r"(?:(?:telah |has )?(?:menuliskan|menulis|nulis|wrote|writes|written))"
_COLON = r"\s{0,3}[:\uff1a]"
_VERB_LAST = re.compile(rf"(?<![^\W_]){_VERB}(?:{_COLON}|\s?-{{2,8}})$", re.IGNORECASE)
_VERB_INSIDE = re.compile(rf"(?<![^\W_]){_VERB}{_COLON}", re.IGNORECASE)
_VERB_THEN_DATE = re.compile(
    rf"(?<![^\W_]){_VERB}\s{{1,3}}(?=(?:pada|pd|on|tanggal|tgl|at|hari)\W)", re.IGNORECASE
)
_COLON_LAST = re.compile(r"[:\uff1a]$")
# With a small letter it is the middle of a wrapped one: "Pada Sen, 23 Nov\npada 10.00 …".
_OPENINGS = {"Pada", "PADA", "Pd", "On", "ON", "Di", "Tanggal", "Tgl", "Saat", "At"}
_ANY_OPENING = re.compile(r"\b(?:pada|on)\s", re.IGNORECASE)
_OPENING_INSIDE = re.compile(r"\b(?:Pada|On|Tanggal)\s")
_QUOTING = {"Quoting", "Mengutip"}
# Signs of the writer's own sentence; names are written with capitals.
_OWN_SUBJECT = re.compile(rf"(?:^|\W)(?:kami|kita|saya|aku|we|i)\s{{1,3}}{_VERB}\W", re.IGNORECASE)
_OWN_WORDS = re.compile("telah|sudah|akan|dia|warga|pelapor|pemohon|surat|have|has|had|that")
_OWN_IN_ANY_CASE = re.compile(
    "kami|kita|saya|anda|beliau|mereka|we|i|you|they|he|she", re.IGNORECASE
)
_OWN_UNLESS_ADDRESSED = re.compile("yang|dengan|untuk|dari|in")
_HONOURED = re.compile(
    "bapak|ibu|pak|bu|sdri?|saudara|saudari|pelapor|pemohon|warga|kepala|mr|mrs|ms", re.IGNORECASE
)
_PARTICLES = re.compile("via|bin|binti|van|von|der?|al|el|dan|and|the|of|a[.]n|d/a|s[.]d|da|di")
# Stops after short words are abbreviations ("23 nov. 2026", "S.H.").
_SENTENCE_END = re.compile(r"\w{5}\.\s|(?<!\w)[a-z]\w{0,30}[!?]|[\u3002\uff01\uff1f]")
_BRIEF = re.compile(
    r"\b(?:jan|feb|mar|apr|jun|jul|ag[ut]|aug|sept?|o[ck]t|no[vp]|de[sc]"
    r"|sen|sel|rab|kam|jum|sab|min|mgg|mon|tue|wed|thu|fri|sat|sun)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s<>@]{1,200}@[^\s<>@]{1,200}")


@dataclass(frozen=True, slots=True)
class Attribution:
    """What an attribution tells: the more, the surer that a program wrote it."""

    address: bool
    dated: bool
    timed: bool
    year: bool
    brief: bool
    """Whether the date is written as programs do: "23/11/26", "Nov"; people write it out."""
    honoured: bool
    """Whether the name begins with "Bapak" and its like, as people write of each other."""

    @property
    def stands_alone(self) -> bool:
        """Whether it introduces a letter even where that is not marked with ">"."""
        if self.address:
            return self.dated or self.timed or self.year
        return self.dated and self.timed and self.brief and not self.honoured


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution and the number of its first line."""

    start: int
    attribution: Attribution


def ends_like_one(line: str) -> bool:
    """Whether the line ends in "menulis:" and its like, or in a date and a colon after it."""
    last = plain(line)
    if not last:
        return False
    if _VERB_LAST.search(last[-30:]):
        return True
    if not _COLON_LAST.search(last):
        return False
    return bool(_VERB_THEN_DATE.search(last) or _dates_only(last) or _verbless(last))


def _dates_only(text: str) -> bool:
    """Whether this is the end of "Nama <alamat> menulis pada … pukul 10.00:", wrapped."""
    words = text[:_LONGEST_DATE].split()
    return len(text) < _LONGEST_DATE and all(said_of_a_date(word.strip(_AROUND)) for word in words)


def somebody_elses(line: str) -> bool:
    """Whether the line looks like an attribution and is no sentence of the writer about himself."""
    last = line[-40:].rstrip(_AROUND.replace(":", ""))
    return bool(_VERB_LAST.search(last)) and not _OWN_SUBJECT.search(last)


def inside(line: str) -> bool:
    """Whether "Pada … menulis:" stands in the line, as where a program joined the lines."""
    return any(
        _ANY_OPENING.search(line, max(0, verb.start() - 200), verb.start())
        and not _OWN_SUBJECT.search(line[max(0, verb.start() - 10) : verb.end()])
        for verb in _VERB_INSIDE.finditer(line)
    )


def ending_at(lines: list[str], end: int) -> Found | None:
    """The attribution that ends with line `end - 1`, wrapped over up to four lines."""
    if not end or not ends_like_one(lines[end - 1]):
        return None
    dated: Found | None = None
    for start in range(end - 1, max(-1, end - 1 - _MOST_LINES), -1):
        first = plain(lines[start])
        if not first:
            break
        words = first.lstrip("- ").split(None, 2) or [first]
        opens = _opens(words)
        ended = start < end - 1 and first.rstrip("\"')\u201d\u2019").endswith(STOPS)
        if ended and not (opens and (TIME.search(first) or YEAR.search(first))):
            break  # The end of the writer's own last sentence.
        if opens:
            # Anything else that opens so may be the writer's own sentence: nobody knows then.
            return _wrapped(lines, start, end)
        if not ended and said_of_a_date(words[0].strip(_AROUND)) in {
            Says.DAY,
            Says.DATE,
            Says.NUMBER,
        }:
            dated = _wrapped(lines, start, end) or dated
    return dated or _named(lines, end)


def _named(lines: list[str], end: int) -> Found | None:
    """One that begins with a name: "Nama <alamat> menulis:", "Nama menulis pada …:"."""
    last = plain(lines[end - 1])
    above = plain(lines[end - 2]) if end > 1 else ""
    if above and _dates_only(last):
        begins = end < 3 or blank(lines[end - 3]) or plain(lines[end - 3]).endswith(STOPS)
        return _wrapped(lines, end - 2, end) if begins else None
    if TIME.search(above) and not above.endswith(STOPS):
        return None  # Its beginning, perhaps, in words that we do not know.
    alone = read(last)
    return Found(end - 1, alone) if alone else None


def _opens(words: list[str]) -> bool:
    """Whether these words are "Pada Senin", "On 23 …"."""
    if len(words) < 2 or words[0].strip(".") not in _OPENINGS:
        return bool(len(words) == 1 and words[0] in {"Pada", "On"})
    return said_of_a_date(words[1].strip(_AROUND)) is not None


def _wrapped(lines: list[str], start: int, end: int) -> Found | None:
    found = read(" ".join(plain(line) for line in lines[start:end]))
    if found is None:
        return None
    if end - start > 1:
        # The first of several lines could be the answer's own last one: programs tell the time.
        told = found.timed or found.year if found.address else found.timed and end - start == 2
        if not told:
            return None
    return Found(start, found)


def read(text: str) -> Attribution | None:
    """Read one attribution, its lines joined with blanks; None where it is none for certain."""
    if len(text) > _LONGEST:
        return None
    verb = _VERB_LAST.search(text)
    if verb is not None:
        return _sentence(text[: verb.start()], "")
    then = _VERB_THEN_DATE.search(text)
    if then is not None and _COLON_LAST.search(text):
        return _sentence(text[: then.start()], text[then.end() :])
    return _verbless(text)


def _verbless(text: str) -> Attribution | None:
    """Gmail's older "2026-11-23 10:00 GMT+07:00 Nama <alamat>:", Horde's "Mengutip <alamat>:"."""
    words = text.split(None, 1)
    if not _COLON_LAST.search(text) or len(text) > _LONGEST or "@" not in text or len(words) < 2:
        return None
    if words[0] in _QUOTING:
        return _sentence(words[1], "")
    if said_of_a_date(words[0]) is Says.DATE:
        return _sentence(text, "")
    return None


def _sentence(before: str, after: str) -> Attribution | None:
    """Read what stands before the verb, and the date after it."""
    words = [word for word in before.lstrip("-\u2010 ").split() if word.strip(_AROUND)]
    dates = [said_of_a_date(word.strip(_AROUND)) for word in after.split() if word.strip(_AROUND)]
    if not words or None in dates:
        return None
    opened = _opens(words[:2])
    if opened:
        words = words[1:]
    parts = [said_of_a_date(word.strip(_AROUND)) for word in words]
    names, address = _names(words, parts)
    told = {part for part in [*parts, *dates] if part}
    found = _told(told, address=address, text=f"{before} {after}", names=names)
    digits = found.timed or found.dated or Says.NUMBER in told
    if opened:
        fits = digits or address
    elif parts[0] is not None:
        fits = digits and (address or found.timed) and bool(names or address)
    else:
        # A name comes first. Where it is an address, the name may stand on the line above.
        fits = not words[0].startswith(("<", "(", "[")) and (
            address or (found.dated and found.timed)
        )
    return found if fits and _is_name(before, names, found, opened=opened) else None


def _names(words: list[str], parts: list[Says | None]) -> tuple[list[str], bool]:
    """The words that are neither date nor address, and whether there is an address."""
    names, address = [], False
    for word, part in zip(words, parts, strict=True):
        if part is not None:
            continue
        if _ADDRESS.search(word):
            address = True
            if not word.startswith(("<", "[", "(")) and "<" in word:
                names.append(word.partition("<")[0].strip(_AROUND))  # "Loket<loket@…>"
        else:
            names.append(word.strip(_AROUND))
    return [name for name in names if name], address


def _told(told: set[Says], *, address: bool, text: str, names: list[str]) -> Attribution:
    return Attribution(
        address=address,
        dated=bool(told & {Says.DATE, Says.STAMP}) or {Says.MONTH, Says.NUMBER} <= told,
        timed=bool(told & {Says.TIME, Says.STAMP}),
        year=bool(told & {Says.DATE, Says.STAMP}) or YEAR.search(text) is not None,
        brief=bool(told & {Says.DATE, Says.STAMP}) or _BRIEF.search(text) is not None,
        honoured=bool(names) and _HONOURED.fullmatch(names[0].strip(".")) is not None,
    )


def _is_name(before: str, names: list[str], found: Attribution, *, opened: bool) -> bool:
    """Whether these words can be somebody's name rather than a sentence."""
    if _SENTENCE_END.search(before) or len(names) > _MOST_NAMES:
        return False
    if any(_OWN_WORDS.fullmatch(name) or _OWN_IN_ANY_CASE.fullmatch(name) for name in names):
        return False
    if not found.address and any(map(_OWN_UNLESS_ADDRESSED.fullmatch, names)):
        return False
    if any(name in _OPENINGS for name in names):
        return False  # A second opening: the first belongs to the line above.
    small = [name for name in names if name[0].islower() and not _PARTICLES.fullmatch(name)]
    if found.address:
        return len(small) <= (3 if opened else 1)
    return not small or (len(names) == 1 and found.timed)


def split_off(line: str) -> tuple[str, str, str] | None:
    """An attribution that shares its line: what stands before it, it, what stands behind it.

    Only one that names address and time or date, after the end of a sentence or at the beginning.
    """
    head = line[: 2 * _LONGEST]
    if "@" not in head:
        return None
    verb = _VERB_INSIDE.search(head)
    if verb is None:
        return None
    openings = [*_OPENING_INSIDE.finditer(head, 0, verb.start())]
    for opening in openings[:-3:-1]:
        before, behind = line[: opening.start()], line[verb.end() :]
        clean = before.rstrip()
        if clean and not clean.endswith((*STOPS, ")", ",", "-")):
            continue
        if not clean.strip(_RULED):
            before = ""  # Zimbra writes "----- Pada … menulis:".
        found = read(head[opening.start() : verb.end()].strip())
        if found and found.address and (found.timed or found.dated):
            if blank(before) and (blank(behind) or not behind.startswith((" ", "\t", "\xa0"))):
                return None
            return before, line[len(before) : verb.end()], behind
    return None

"""What stands below an answer and is none of it: signatures, advertising, lists' footers.

A signature needs its delimiter: "Hormat kami" and a name are part of the answer. What reads like
the writer's own sentences below it may be an afterthought, and is never surely a signature.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loket_mail.replies import advertising, headers
from loket_mail.replies.lines import COLONS, INVISIBLE, STOPS, above_blanks, blank, plain

SIGNATURE = "-- "
"""The line above a signature (RFC 3676, 4.3); without its blank, it may be a line of the answer."""

_LONGEST_SIGNATURE = 15
_LONGEST_UNMARKED = 8
_SURE_WITHOUT_OFFICE = 2
_LONGEST_FRAME = 20
_LONGEST_FOOTER = 8
_DELIMITERS = {"--", "\u2014", "\u2013\u2013"}
_LINE_DELIMITER = re.compile(r"_{2,}$")

_GROUP = re.compile(
    r"you (?:received|are receiving) this (?:message|email) because"
    r"|(?:anda|kamu) menerima (?:pesan|e-?mail|surel) ini karena",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://", re.IGNORECASE)
_LISTED = re.compile(r"https?://|\w@\w|mailing[ -]list|\bmilis\b", re.IGNORECASE)
# What only a list has: its page, its ways out, its own name above its address.
_LISTING = re.compile(
    r"/listinfo/|/mailman|unsubscribe|-leave@|berhenti (?:ber)?langganan|groups\.google\.com"
    r"|mailing[ -]list(?: --|$)|^milis(?: [\w.-]{1,40}){0,3}$",
    re.IGNORECASE,
)
_FOOTER_RULE = re.compile(r"_{20,}$")
# What a signature does not say: sentences have verbs and the writer in them.
_SPEECH = re.compile(
    r"\b(?:kami|kita|saya|anda|akan|sudah|telah|belum|mohon|harap|silakan|tolong|bisa|dapat|tidak"
    r"|masih|segera|menyusul|selesai|please|will|would|have|we|i|you)\b",
    re.IGNORECASE,
)
_LONGEST_SIGNED = 90
# What offices have their programs add: of confidence, of paper. No answer begins so.
_NOTICE = re.compile(
    r"(?:pesan|e-?mail|surel|surat elektronik|informasi|dokumen|this (?:message|e-?mail)"
    r"|the (?:information|contents?))\b.{0,120}\b(?:rahasia|penerima|ditujukan|confidential"
    r"|intended|privileged|recipients?)\b|(?:disclaimer|penafian|peringatan)\s?:"
    r"|(?:please )?consider the environment|(?:mohon )?pertimbangkan lingkungan"
    r"|(?:save|hemat) (?:paper|kertas)",
    re.IGNORECASE,
)
_MOTTO = re.compile(
    r"(?:kami )?(?:selalu )?(?:siap )?(?:melayani|membantu) (?:anda|masyarakat|warga)"
    r"(?: dengan \w{1,20}| sepenuh hati)?[.!]?",
    re.IGNORECASE,
)
# Labels of what a signature names; any other tells of something.
_CONTACT = re.compile(
    r"(?:telp|tel|telepon|telephone|hp|wa|whatsapp|faks?|fax|phone|mobile|e-?mail|surel|web(?:site)?"
    r"|situs|nip|alamat|address|kantor|office|ig|instagram|t|m|e|w|f)\b",
    re.IGNORECASE,
)
# What tells a signature from a list of things: an address, a telephone, an office.
_OFFICE = re.compile(
    r"@|https?://|www\.|\d[\d\s().-]{6,20}\d|\b(?:telp|tel|telepon|hp|wa|whatsapp|faks?|phone|e-?mail"
    r"|surel|nip|jl|jalan|dinas|dinsos|kantor|bagian|bidang|seksi|sekretariat|upt|uptd|kelurahan"
    r"|kecamatan|kabupaten|kota|provinsi|kepala|kabid|kasi|kasubag|staf|petugas|operator|admin"
    r"|pelayanan|director|manager|office|officer|department|desk)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"[A-Z][\w.'\u2019-]{0,30}(?:,? [A-Z][\w.'\u2019-]{0,30}){1,4}")
_TOLD_BY_LABEL = {"from", "to", "date", "sent", "subject"}


@dataclass(frozen=True, slots=True)
class Tail:
    """Where the tail of some lines begins, and whether that is clear."""

    start: int
    clear: bool = True


def below(lines: list[str]) -> Tail:
    """The tail of these lines: advertising, a signature, a list's footer, in any order."""
    end = advertising.above(lines, len(lines))
    while (footer := _footer(lines, end)) < end:
        end = advertising.above(lines, footer)
    signs = [number for number in range(end) if lines[number] and _delimiter(lines[number])]
    last = max(0, end - _LONGEST_SIGNATURE - 1)
    if not signs:
        return _underlined(lines, end)
    if len(signs) == 1 and signs[0] >= last:
        begins = signs[0]
        signed = lines[begins + 1 : end]
        likely = not _announced(lines, begins) and _is_signature(signed, _SURE_WITHOUT_OFFICE)
        if likely or (lines[begins] == SIGNATURE and not _says_more(signed)):
            return Tail(advertising.above(lines, begins))
    # A line of the answer, perhaps: cutting there could lose half of it.
    return Tail(end, clear=False)


def _delimiter(line: str) -> bool:
    return len(line) < 10 and line.strip(INVISIBLE) in _DELIMITERS


def _footer(lines: list[str], end: int) -> int:
    """Where a mailing list's footer begins that ends at `end`; `end` if there is none."""
    for number in range(end - 1, max(-1, end - 1 - _LONGEST_FOOTER), -1):
        line = plain(lines[number])
        if _GROUP.match(line) and number and _delimiter(lines[number - 1]):
            return number - 1
        ruled = len(lines[number]) < 200 and _FOOTER_RULE.match(lines[number].strip(INVISIBLE))
        if ruled and number < end - 1:
            footer = [plain(line) for line in lines[number + 1 : end] if not blank(line)]
            return number if _is_footer(footer) else end
    return end


def _is_footer(footer: list[str]) -> bool:
    """Whether a list speaks of itself: mostly addresses, one of them its own."""
    listed = sum(1 for line in footer if _LISTED.search(line))
    listing = any(_LISTING.search(line) for line in footer)
    own = any(_labelled(line) and not _LISTING.search(line) for line in footer)
    return listing and not own and 2 * listed >= len(footer)


def _labelled(line: str) -> bool:
    return headers.labelled(line) and not _LINK.match(line)


def _announced(lines: list[str], number: int) -> bool:
    """Whether the words above speak of what stands below: "Berkasnya:", "Hormat kami,"."""
    above = above_blanks(lines, number)
    return bool(above) and plain(lines[above - 1]).endswith((*COLONS, ","))


def _underlined(lines: list[str], end: int) -> Tail:
    """A signature below "____", unless the line is there to be signed on ("Hormat kami, ____")."""
    for number in range(end - 1, max(-1, end - 2 - _LONGEST_UNMARKED), -1):
        if _rule(lines[number]):
            framed = any(_rule(line) for line in lines[max(0, number - _LONGEST_FRAME) : number])
            signed = not framed and number < end - 1 and _is_signature(lines[number + 1 : end])
            if signed and not _announced(lines, number):
                return Tail(advertising.above(lines, number))
            return Tail(end)
    return Tail(end)


def _rule(line: str) -> bool:
    return len(line) < 200 and _LINE_DELIMITER.match(line.strip(INVISIBLE)) is not None


def _is_signature(lines: list[str], unnamed: int = 0) -> bool:
    """Whether these lines name somebody, an office, addresses; no sentences, no list of things.

    Up to `unnamed` lines need not name anybody.
    """
    said = [plain(line) for line in lines if not blank(line)]
    if len(said) > _LONGEST_UNMARKED or any(_is_no_signature(line) for line in said):
        return False
    if any(_labelled(line) and not _CONTACT.match(line) for line in said):
        return False
    named = len(said) <= 2 and any(_PERSON.fullmatch(line) for line in said)
    return named or len(said) <= unnamed or any(map(_OFFICE.search, said))


def _says_more(lines: list[str]) -> bool:
    """Whether sentences stand below a signature's delimiter that a signature does not say."""
    first = True
    for paragraph in _paragraphs(lines):
        if _NOTICE.match(paragraph[0]):
            continue
        spoken = [line for line in paragraph if is_spoken(line)]
        closed = [line for line in paragraph if _is_no_signature(line)]
        # Beside a name and an office, a motto may end in a full stop.
        if spoken or (closed and (not first or len(paragraph) == 1)):
            return True
        first = False
    return False


def _paragraphs(lines: list[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for line in lines:
        if not blank(line):
            found[-1].append(plain(line))
        elif found[-1]:
            found.append([])
    return [paragraph for paragraph in found if paragraph]


def is_spoken(line: str) -> bool:
    """Whether the line speaks as the writer does: "Mohon ditutup", not "Kantor Kami"."""
    small = any(word[0].islower() for word in line.split())
    speaks = _SPEECH.search(line) is not None and (small or line.endswith(STOPS))
    return speaks and _MOTTO.fullmatch(line) is None


def _is_no_signature(line: str) -> bool:
    if not line or len(line) > _LONGEST_SIGNED or headers.kind(line) in _TOLD_BY_LABEL:
        return True
    words = line.split()
    small = [word for word in words if word[0].islower()]
    inner = [word for word in small[:-1] if not word.endswith(".")]  # "no. 5" is an address.
    stops = line.endswith(STOPS)
    return is_spoken(line) or (stops and bool(inner or (small and words[-1] is small[-1])))

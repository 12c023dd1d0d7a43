"""What stands below an answer and is none of it: signatures, advertising, lists' footers.

A line is advertising only if every word of it is one that telephones and programs use: "Dikirim
dari HP saya: hubungi besok." is the writer's own sentence. A signature needs its delimiter: "Hormat
kami" and a name are part of the answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loket_inbox.replies import headers
from loket_inbox.replies.lines import COLONS, INVISIBLE, STOPS, above_blanks, blank, plain

SIGNATURE = "-- "
"""The line above a signature (RFC 3676, 4.3); without its blank, it may be a line of the answer."""

_LONGEST_SIGNATURE = 15
_LONGEST_UNMARKED = 8
_SURE_WITHOUT_OFFICE = 2
_LONGEST_FRAME = 20
_LONGEST_FOOTER = 8
_DELIMITERS = {"--", "\u2014", "\u2013\u2013"}
_LINE_DELIMITER = re.compile(r"_{2,}$")

_OPENING = re.compile(
    r"(?:(?:di|ter)?kirim(?:kan)? (?:dari|melalui|via|menggunakan|dengan|lewat) "
    r"|sent (?:from|via|with|using) |(?:get|dapatkan|unduh) (?=outlook (?:for|untuk) ))",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"iphone|ipad|ios|android|windows|mac|macbook|yahoo|outlook|gmail|bluemail|spark|proton"
    r"|protonmail|thunderbird|zoho|k-?9|fairemail|aquamail|zimbra|roundcube"
    r"|samsung|galaxy|huawei|honor|xiaomi|redmi|poco|mi|oppo|vivo|realme|infinix|tecno|itel|advan"
    r"|nokia|pixel|asus|zenfone|lenovo|sony|xperia|lg|htc|motorola|oneplus|blackberry"
    r"|ponsel|handphone|telepon|gawai|hp|smartphone|tablet|perangkat|phone|mobile|device"
)
_BESIDE_NAMES = re.compile(
    r"saya|my|mail|e-mail|email|surel|secure|di|on|untuk|for|seluler|aplikasi|app|web|note|pro|max"
    r"|plus|ultra|lite|lte|mini|cerdas|pintar|genggam|wireless|handheld|smart|the|an?"
    r"|verizon|t-mobile|sprint|at&t|telkomsel|indosat|xl|google|apple|microsoft|workspace"
    r"|[a-z]{1,4}\d{1,3}[a-z]{0,2}|\d{1,2}[a-z]{0,2}"  # Models: S23, 15, 5G.
)
_MOST_WORDS = 7
_MOST_DIGITS = 4  # Any more could be a telephone number.
_SLOGAN = re.compile(
    r"yahoo mail: (?:search|cari)(?:, \w{1,20}){1,2}"
    r"|(?:sent|dikirim) (?:from|dari) yahoo mail\. (?:get the app|dapatkan aplikasi(?:nya)?)"
    r"|powered by telkomsel blackberry\u00ae?|sinyal kuat indosat"
    r"|(?:virus-free|bebas(?: dari)? virus)\.? ?(?:www\.)?(?:avast|avg)\.com"
    r"|(?:this email has been checked for viruses by|email ini telah diperiksa dari virus oleh)"
    r" (?:avast|avg)(?: antivirus)?(?: software)?",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\[(?:cid:|image:|gambar:)[^\]]{0,200}\]", re.IGNORECASE)
# A link to anywhere else may be the writer's.
_LINK = re.compile(
    r"\s{0,3}[<(]https?://[\w.-]{0,60}(?:aka\.ms|microsoft|office|outlook|yahoo|apple|google|onelink"
    r"|bluemail|spark|readdle|proton|samsung|avast|avg)[^\s<>()]{0,300}[>)]$",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"you (?:received|are receiving) this (?:message|email) because"
    r"|(?:anda|kamu) menerima (?:pesan|e-?mail|surel) ini karena",
    re.IGNORECASE,
)
_LISTED = re.compile(r"https?://|\w@\w|mailing[ -]list|\bmilis\b", re.IGNORECASE)
_FOOTER_RULE = re.compile(r"_{20,}$")
# What a signature does not say: sentences have verbs and the writer in them.
_SPEECH = re.compile(
    r"\b(?:kami|kita|saya|anda|akan|sudah|telah|belum|mohon|harap|silakan|tolong|bisa|dapat|tidak"
    r"|masih|segera|menyusul|selesai|please|will|would|have|we|i|you)\b",
    re.IGNORECASE,
)
_LONGEST_SIGNED = 90
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


def advertising(line: str) -> bool:
    """Whether a telephone or a mail program wrote this line ("Dikirim dari iPhone saya")."""
    shown = plain(line)
    words = _LINK.sub("", shown).strip("[]() ").removesuffix(".")
    if _SLOGAN.fullmatch(words) or _PICTURE.fullmatch(shown):
        return True
    opening = _OPENING.match(words)
    if opening is None or sum(map(str.isdigit, words)) > _MOST_DIGITS:
        return False
    said = [word.strip("\u00ae\u2122") for word in words[opening.end() :].lower().split()]
    return (
        len(said) <= _MOST_WORDS
        and any(_NAME.fullmatch(word) for word in said)
        and all(_NAME.fullmatch(word) or _BESIDE_NAMES.fullmatch(word) for word in said)
    )


def below(lines: list[str]) -> Tail:
    """The tail of these lines: advertising, a signature, a list's footer, in any order."""
    end = _without_advertising(lines, len(lines))
    while (footer := _footer(lines, end)) < end:
        end = _without_advertising(lines, footer)
    signs = [number for number in range(end) if lines[number] and _delimiter(lines[number])]
    last = max(0, end - _LONGEST_SIGNATURE - 1)
    if not signs:
        return _underlined(lines, end)
    if len(signs) == 1 and signs[0] >= last:
        begins = signs[0]
        signed = lines[begins + 1 : end]
        likely = not _announced(lines, begins) and _is_signature(signed, _SURE_WITHOUT_OFFICE)
        if lines[begins] == SIGNATURE or likely:
            return Tail(_without_advertising(lines, begins))
    # A line of the answer, perhaps: cutting there could lose half of it.
    return Tail(end, clear=False)


def _delimiter(line: str) -> bool:
    return len(line) < 10 and line.strip(INVISIBLE) in _DELIMITERS


def _without_advertising(lines: list[str], end: int) -> int:
    while end and (blank(lines[end - 1]) or advertising(lines[end - 1])):
        end -= 1
    return end


def _footer(lines: list[str], end: int) -> int:
    """Where a mailing list's footer begins that ends at `end`; `end` if there is none."""
    for number in range(end - 1, max(-1, end - 1 - _LONGEST_FOOTER), -1):
        line = plain(lines[number])
        if _GROUP.match(line) and number and _delimiter(lines[number - 1]):
            return number - 1
        ruled = len(lines[number]) < 200 and _FOOTER_RULE.match(lines[number].strip(INVISIBLE))
        if ruled and number < end - 1:
            footer = [line for line in lines[number + 1 : end] if not blank(line)]
            # Most of what a list says of itself is addresses.
            listed = sum(1 for line in footer if _LISTED.search(plain(line)))
            return number if 2 * listed >= len(footer) else end
    return end


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
                return Tail(_without_advertising(lines, number))
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
    named = len(said) <= 2 and any(_PERSON.fullmatch(line) for line in said)
    return named or len(said) <= unnamed or any(map(_OFFICE.search, said))


def _is_no_signature(line: str) -> bool:
    if not line or len(line) > _LONGEST_SIGNED or headers.kind(line) in _TOLD_BY_LABEL:
        return True
    words = line.split()
    small = [word for word in words if word[0].islower()]
    inner = [word for word in small[:-1] if not word.endswith(".")]  # "no. 5" is an address.
    stops = line.endswith(STOPS)
    spoken = _SPEECH.search(line) is not None and (stops or bool(small))
    return spoken or (stops and bool(inner or (small and words[-1] is small[-1])))

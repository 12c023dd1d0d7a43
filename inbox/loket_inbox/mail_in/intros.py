"""How mail clients introduce what they quote, and what they add below what was written.

Indonesian and English; Gmail, Outlook, Apple, Yahoo, Thunderbird, Samsung, Roundcube, Zimbra.
Every pattern is tried on one line, or a few, of bounded length, so that time stays linear.
"""

from __future__ import annotations

import re

_INVISIBLE = " \t\r\xa0\u200b\u200c\u200d\u202f\u2060\ufeff"
_DECORATION = _INVISIBLE + "*_"
_LONGEST_LINE = 1_000
_LONGEST_BLOCK = 20
_ATTRIBUTION_LINES = 4

_WROTE = re.compile(r"(?:menulis|wrote)\s?:$", re.IGNORECASE)
_ON = re.compile(r"(?:pada|on)\s", re.IGNORECASE)
_ON_INSIDE = re.compile(r"\b(?:pada|on)\s", re.IGNORECASE)
_WROTE_INSIDE = re.compile(r"\b(?:menulis|wrote)\s?:", re.IGNORECASE)
_ADDRESS = re.compile(r"[<(\[](?:mailto:)?[^\s<>@]{1,300}@[^\s<>@]{1,300}[>)\]]")
_TIME = re.compile(r"\b\d{1,2}[.:]\d{2}\b")
_DATED = re.compile(r"\d{4}-\d\d-\d\d\s.{0,200}:$")

_KINDS = {
    "from": "dari|from|pengirim",
    "sent": "dikirim(?: pada)?|terkirim|sent",
    "date": "tanggal|date",
    "to": "kepada|ke|to|untuk",
    "copy": "cc|bcc|tembusan|reply-to|balas ke",
    "subject": "subjek|subject|perihal|judul|hal",
    "other": "importance|kepentingan|prioritas|priority|attachments?|lampiran",
}
_LABEL = re.compile(
    "(?:" + "|".join(f"(?P<{kind}>{names})" for kind, names in _KINDS.items()) + r")[\s*_]*:",
    re.IGNORECASE,
)
_RULE = re.compile(r"_{5,}$")
_ORIGINAL = re.compile(
    r"(?:-{2,}\s?(?:(?:original|forwarded)(?: message| email)?|pesan (?:asli|sebelumnya)"
    r"|pesan (?:yang )?(?:di)?teruskan|pesan terusan|surat asli)\s?-{2,}"
    r"|begin forwarded message:|mulai pesan (?:yang )?diteruskan:)$",
    re.IGNORECASE,
)
_ADVERTISING = re.compile(
    r"(?:(?:di|ter)kirim (?:dari|melalui|via|menggunakan) (?:"
    r"iphone|ipad|yahoo|outlook|gmail|samsung|galaxy|android|huawei|xiaomi|redmi|oppo|vivo|realme"
    r"|blackberry|thunderbird|ponsel|handphone|hp (?:saya|android)|smartphone"
    r"|perangkat (?:saya|seluler|galaxy|samsung|android)|(?:mail|e-?mail|surel) untuk windows)"
    r"|sent (?:from|via|with) (?:my |yahoo|outlook|gmail|mail for |samsung|galaxy|android|proton)"
    r"|(?:get|dapatkan|unduh) outlook (?:for|untuk) "
    r"|yahoo mail: (?:search|cari))"
    r".{0,120}$",
    re.IGNORECASE,
)
# A token of ours (128 bits, base32) shows that a line comes from our own letter (M-16).
_TOKEN = re.compile(r"\+[a-z2-7]{20,64}@", re.IGNORECASE)


def blank(line: str) -> bool:
    """Whether a reader sees nothing in this line."""
    return not line.strip(_INVISIBLE)


def advertising(line: str) -> bool:
    """Whether a telephone or a mail client wrote this line ("Dikirim dari iPhone saya")."""
    return _ADVERTISING.match(_plain(line)) is not None


def without_tail(lines: list[str]) -> list[str]:
    """`lines` without empty lines and advertising at their end."""
    end = len(lines)
    while end and (blank(lines[end - 1]) or advertising(lines[end - 1])):
        end -= 1
    return lines[:end]


def without(lines: list[str], *, quoted: bool) -> tuple[list[str], bool]:
    """`lines` without the one introduction at their end, and whether that is sure.

    `quoted`: the letter below is quoted with ">", so quoted lines at the end belong to it.
    Only one introduction goes: above it, a nota dinas may end in its own Dari: and Kepada:.
    """
    end = len(lines)
    while quoted and end and _is_quoted(lines[end - 1]):
        end -= 1
    end = _above_blanks(lines, end)
    start = _attribution(lines, end)
    if start is None:
        start = _header_block(lines, end)
    if start is not None:
        return lines[: _above_separators(lines, start)], True
    kept = lines[: _above_separators(lines, end)]
    if len(kept) < end or not kept:
        return kept, True
    # An introduction in words that we do not know would end in a colon or name an address.
    last = _plain(kept[-1])
    strange = last.endswith(":") or _ADDRESS.search(last) or _LABEL.match(last)
    return kept, not strange


def anybody_else(lines: list[str]) -> bool:
    """Whether the lines hold what somebody else wrote: a quotation, a thread, our own letter."""
    return any(
        _is_quoted(line)
        or _TOKEN.search(line)
        or _ORIGINAL.match(_plain(line))
        or _WROTE.search(line[-40:].strip(_DECORATION))
        or _attributed_inside(line)
        or _is_mail_header(lines, number)
        for number, line in enumerate(lines)
    )


def _attributed_inside(line: str) -> bool:
    """Whether "Pada … menulis:" stands in the line, as where a client joined the lines."""
    return any(
        _ON_INSIDE.search(line, max(0, wrote.start() - 200), wrote.start())
        for wrote in _WROTE_INSIDE.finditer(line)
    )


def anything_quoted(lines: list[str]) -> bool:
    """Whether, for want of a marker, anything at all looks quoted, a nota dinas included."""
    return anybody_else(lines) or any(
        _kind(line) == "from" and len(_kinds(lines[number : number + 6])) > 1
        for number, line in enumerate(lines)
    )


def _plain(line: str) -> str:
    return line[:_LONGEST_LINE].strip(_DECORATION) if len(line) <= _LONGEST_LINE else ""


def _is_quoted(line: str) -> bool:
    return line.lstrip(_INVISIBLE).startswith(">")


def _kind(line: str) -> str:
    found = _LABEL.match(_plain(line))
    return str(found.lastgroup) if found else ""


def _kinds(lines: list[str]) -> set[str]:
    return {kind for line in lines if (kind := _kind(line))}


def _is_mail_header(lines: list[str], number: int) -> bool:
    """Whether a client's header block begins here; a nota dinas has no address and no "Dikirim"."""
    if _kind(lines[number]) != "from":
        return False
    kinds = _kinds(lines[number : number + 8])
    return len(kinds) > 1 and ("sent" in kinds or "@" in lines[number])


def _above_blanks(lines: list[str], end: int) -> int:
    while end and blank(lines[end - 1]):
        end -= 1
    return end


def _above_separators(lines: list[str], end: int) -> int:
    """The end of what stands above empty lines, underscores and "-----Pesan Asli-----"."""
    while end:
        line = lines[end - 1].strip(_INVISIBLE)
        if line and not _RULE.match(line) and not _ORIGINAL.match(line.strip(_DECORATION)):
            break
        end -= 1
    return end


def _attribution(lines: list[str], end: int) -> int | None:
    """Where "Pada … menulis:" begins that ends at `end`, wrapped over up to four lines."""
    last = _plain(lines[end - 1]) if end else ""
    if not _WROTE.search(last[-20:]):
        return end - 1 if _DATED.match(last) and _ADDRESS.search(last) else None
    for start in range(end - 1, max(-1, end - 1 - _ATTRIBUTION_LINES), -1):
        first = _plain(lines[start])
        if not first:
            break
        if _ON.match(first):
            return start if _is_attribution(lines[start:end]) else None
    # "Nama <alamat> menulis:" alone.
    return end - 1 if _ADDRESS.search(last) and not _attributed_inside(last) else None


def _is_attribution(lines: list[str]) -> bool:
    joined = " ".join(_plain(line) for line in lines)
    if not re.search(r"\d", joined):
        return False
    if len(lines) == 1 or _ADDRESS.search(joined):
        return True
    # Two lines without an address: the first could be the answer's own last sentence.
    complete = _plain(lines[0]).endswith((".", "!", "?"))
    return len(lines) == 2 and not complete and _TIME.search(joined) is not None


def _header_block(lines: list[str], end: int) -> int | None:
    """Where a block Dari:/Dikirim:/Kepada:/Subjek: begins that ends at `end`."""
    start = end
    top = None
    while start and end - start < _LONGEST_BLOCK:
        line = lines[start - 1]
        if _above_separators(lines[start - 1 : start], 1) == 0:
            above = _above_blanks(lines, start)
            if above == start or not above or not _kind(lines[above - 1]):
                break
        start -= 1
        if _kind(line) == "from":
            top = start
            break
    if top is None:
        return None
    kinds = _kinds(lines[top:end])
    separated = _has_separator(lines, top)
    labelled = _run_of_labels(lines, top)
    if labelled < top and _has_separator(lines, labelled):
        # "Subject:" and "Date:" come first where the separator says that the block is whole.
        top, separated = labelled, True
        kinds = _kinds(lines[top:end])
    if len(kinds) < 3 or not kinds & {"sent", "date", "subject"}:
        return None
    return top if separated or "sent" in kinds or "@" in "".join(lines[top:end]) else None


def _run_of_labels(lines: list[str], start: int) -> int:
    while start and _kind(lines[start - 1]):
        start -= 1
    return start


def _has_separator(lines: list[str], start: int) -> bool:
    above = _above_blanks(lines, start)
    return above > 0 and _above_separators(lines[above - 1 : above], 1) == 0

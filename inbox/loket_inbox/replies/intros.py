"""How mail clients introduce what they quote.

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

_COLONS = (":", "\uff1a")  # The second is the full-width one of Chinese and Japanese clients.
_WROTE = re.compile(r"(?:menulis|wrote)\s?[:\uff1a]$", re.IGNORECASE)
# With a small letter it is the middle of a wrapped one: "Pada Sen, 23 Nov\npada 10.00 …".
_ON = re.compile(r"(?:Pada|PADA|On|ON)\s")
_ON_INSIDE = re.compile(r"\b(?:pada|on)\s", re.IGNORECASE)
_WROTE_INSIDE = re.compile(r"\b(?:menulis|wrote)\s?[:\uff1a]", re.IGNORECASE)
# Signs of the officer's own sentence; stops after short words are abbreviations ("23 nov. 2026").
_OWN_WORDS = re.compile(r"(?:^|\s)(?:kami|kita|saya|telah|sudah|we|have|has)\s")
_SENTENCE_END = re.compile(r"\w{5}\.\s|[!?\u3002\uff01\uff1f]")
_STOPS = (".", "!", "?", "\u3002", "\uff01", "\uff1f")
_ADDRESS = re.compile(r"[<(\[](?:mailto:)?[^\s<>@]{1,300}@[^\s<>@]{1,300}[>)\]]")
_TIME = re.compile(r"\b\d{1,2}[.:]\d{2}\b")
_YEAR = re.compile(r"\b\d{4}\b")
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
    "(?:"
    + "|".join(f"(?P<{kind}>{names})" for kind, names in _KINDS.items())
    + r")[\s*_]*[:\uff1a]",
    re.IGNORECASE,
)
_ANY_LABEL = re.compile(r"[^\W\d_][^:\uff1a]{0,30}[:\uff1a]")
_RULE = re.compile(r"_{5,}$")
_ORIGINAL = re.compile(
    r"(?:-{2,}\s?(?:(?:original|forwarded)(?: message| email)?|pesan (?:asli|sebelumnya)"
    r"|pesan (?:yang )?(?:di)?teruskan|pesan terusan|surat asli)\s?-{2,}"
    r"|begin forwarded message:|mulai pesan (?:yang )?diteruskan:)$",
    re.IGNORECASE,
)
# A token of ours (128 bits, base32) shows that a line comes from our own letter (M-16).
_TOKEN = re.compile(r"\+[a-z2-7]{20,64}@", re.IGNORECASE)


def blank(line: str) -> bool:
    """Whether a reader sees nothing in this line."""
    return not line.strip(_INVISIBLE)


def plain(line: str) -> str:
    """The line without blanks and decoration around it; "" for one that no client writes."""
    return line[:_LONGEST_LINE].strip(_DECORATION) if len(line) <= _LONGEST_LINE else ""


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
    if _introduces_alone(lines, end):
        return lines[: _above_separators(lines, end - 1)], True
    kept = lines[: _above_separators(lines, end)]
    return kept, not (kept and _strange_end(kept))


def anybody_else(lines: list[str]) -> bool:
    """Whether the lines hold what somebody else wrote: a quotation, a thread, our own letter."""
    return any(
        _is_quoted(line)
        or _TOKEN.search(line)
        or _ORIGINAL.match(plain(line))
        or _WROTE.search(line[-40:].strip(_DECORATION))
        or _attributed_inside(line)
        or ("@" in line and line[-40:].strip(_DECORATION).endswith(_COLONS))
        or _is_mail_header(lines, number)
        for number, line in enumerate(lines)
    )


def _attributed_inside(line: str) -> bool:
    """Whether "Pada … menulis:" stands in the line, as where a client joined the lines."""
    return any(
        _ON_INSIDE.search(line, max(0, wrote.start() - 200), wrote.start())
        for wrote in _WROTE_INSIDE.finditer(line)
    )


def addressed_labels(lines: list[str]) -> bool:
    """Whether three lines in a row bear labels of any language and one of them an address."""
    run, addressed = 0, False
    for line in lines:
        if blank(line):
            continue
        if not _ANY_LABEL.match(plain(line)):
            run, addressed = 0, False
            continue
        run, addressed = run + 1, addressed or "@" in line
        if run > 2 and addressed:
            return True
    return False


def anything_quoted(lines: list[str]) -> bool:
    """Whether, for want of a marker, anything at all looks quoted, a nota dinas included."""
    return anybody_else(lines) or any(
        _kind(line) == "from" and len(_kinds(lines[number : number + 6])) > 1
        for number, line in enumerate(lines)
    )


def _is_quoted(line: str) -> bool:
    return line.lstrip(_INVISIBLE).startswith(">")


def _kind(line: str) -> str:
    found = _LABEL.match(plain(line))
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


def _strange_end(kept: list[str]) -> bool:
    """Whether what stands right above the letter may be an introduction that we do not know.

    It would end in a colon or name an address; a block of labels may be a nota dinas as well.
    """
    last = plain(kept[-1])
    if last.endswith(_COLONS) or _ADDRESS.search(last) or _LABEL.match(last):
        return True
    start = len(kept)
    while start and len(kept) - start < _LONGEST_BLOCK and not blank(kept[start - 1]):
        start -= 1
    kinds = _kinds(kept[start:])
    return "from" in kinds and len(kinds) > 2


def _introduces_alone(lines: list[str], end: int) -> bool:
    """Whether a paragraph of one line introduces the letter in a language that we do not know.

    Where more stands right above, the line may be the rest of a longer introduction.
    """
    last = plain(lines[end - 1]) if end else ""
    if not last.endswith(_COLONS) or _WROTE.search(last) or _LABEL.match(last):
        return False
    if end > 1 and not blank(lines[end - 2]):
        return False
    named = _ADDRESS.search(last) or ("@" in last and _TIME.search(last))
    return bool(named) and not _own_sentence(last)


def _own_sentence(text: str) -> bool:
    return bool(_OWN_WORDS.search(text) or _SENTENCE_END.search(text))


def _attribution(lines: list[str], end: int) -> int | None:
    """Where "Pada … menulis:" begins that ends at `end`, wrapped over up to four lines."""
    last = plain(lines[end - 1]) if end else ""
    if not _WROTE.search(last[-20:]):
        return end - 1 if _DATED.match(last) and _ADDRESS.search(last) else None
    for start in range(end - 1, max(-1, end - 1 - _ATTRIBUTION_LINES), -1):
        first = plain(lines[start])
        if not first:
            break
        if start < end - 1 and first.rstrip("\"')\u201d\u2019").endswith(_STOPS):
            if _ON.match(first) and (_TIME.search(first) or _YEAR.search(first)):
                return None  # "Pada …, Contoh, S.H." may be the client's after all.
            break  # The end of the officer's own last sentence.
        if _ON.match(first):
            return start if _is_attribution(lines[start:end]) else None
    # "Nama <alamat> menulis:" alone; one that begins with the address lacks what stood above.
    address = _ADDRESS.search(last)
    if address is None or address.start() == 0 or _attributed_inside(last):
        return None
    return None if _own_sentence(last) else end - 1


def _is_attribution(lines: list[str]) -> bool:
    joined = " ".join(plain(line) for line in lines)
    if not re.search(r"\d", joined) or _own_sentence(joined):
        return False
    if len(lines) == 1:
        return True
    # The first of several lines could be the answer's own last one: clients tell time or year.
    if _ADDRESS.search(joined):
        return bool(_TIME.search(joined) or _YEAR.search(joined))
    return len(lines) == 2 and _TIME.search(joined) is not None


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
    separator = _separator(lines, top)
    labelled = _run_of_labels(lines, top)
    if labelled < top and _separator(lines, labelled):
        # "Subject:" and "Date:" come first where the separator says that the block is whole.
        top, separator = labelled, _separator(lines, labelled)
        kinds = _kinds(lines[top:end])
    if len(kinds) < 3 or not kinds & {"sent", "date", "subject"}:
        return None
    if not all(_belongs(lines, number) for number in range(top + 1, end)):
        return None  # Words of the answer, perhaps.
    # Without "Dikirim", only a client's separator tells the block from that of a nota dinas.
    ruled = _RULE.match(separator) is not None
    clients = "@" in "".join(lines[top:end]) if ruled else bool(separator)
    return top if "sent" in kinds or clients else None


def _belongs(lines: list[str], number: int) -> bool:
    """Whether the line can stand in a header block: a label, or more of what the last one names."""
    line, above = lines[number], plain(lines[number - 1])
    listed = line.startswith((" ", "\t")) or above.endswith((";", ",", ":")) or "@" in line
    return bool(blank(line) or _ANY_LABEL.match(plain(line)) or listed)


def _run_of_labels(lines: list[str], start: int) -> int:
    while start and _kind(lines[start - 1]):
        start -= 1
    return start


def _separator(lines: list[str], start: int) -> str:
    """The separator right above `start`; "" if there is none."""
    above = _above_blanks(lines, start)
    if not above or _above_separators(lines[above - 1 : above], 1):
        return ""
    return lines[above - 1].strip(_INVISIBLE)

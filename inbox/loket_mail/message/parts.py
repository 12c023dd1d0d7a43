"""What the parts of a message hold: its text and its files (RFC 2046, 2183, 3676)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from loket_mail.message import charsets, files, markup, plain_text
from loket_mail.message.files import MOST_PICTURES, MailFile
from loket_mail.message.head import Unparsable
from loket_mail.message.plain_text import own_words
from loket_mail.message.structure import Part
from loket_mail.message.words import single_line

ENCLOSED = "-------- Pesan terlampir --------"
"""The line above the text of a message that was enclosed in another one."""

_HEADERS_SHOWN = (("Dari", "from"), ("Tanggal", "date"), ("Perihal", "subject"))
_LONGEST_HEADER = 300

# Cryptography around what somebody sent, and what a server tells of a delivery.
_NOT_FROM_PEOPLE = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
    | {"application/pgp-encrypted", "message/delivery-status", "message/global-delivery-status"}
    | {"message/disposition-notification", "message/global-disposition-notification"}
    | {"message/feedback-report", "text/rfc822-headers", "message/rfc822-headers"}
    | {"message/global-headers", "text/x-amp-html", "text/watch-html", "application/applefile"}
)
_FILES_ALWAYS = frozenset(
    {"text/calendar", "text/csv", "text/directory", "text/rtf", "text/vcard", "text/x-vcard"}
)
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_OLD_MARKUP = frozenset({"text/enriched", "text/richtext"})
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s{0,5}=\s{0,5}[\"']?([a-z0-9_.:-]{1,40})", re.IGNORECASE
)
_HEAD = 4_000
_MAX_HTML = 5_000_000
# "This is a multi-part message in MIME format."
_OF_PROGRAMS = re.compile(r"\bMIME\b|multi-?part|cryptographic", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_WORD = re.compile(r"\w{2,}")
# Alternatives say the same if at most so many words of one are missing from the other.
_FEW_PERCENT = 10


@dataclass(frozen=True, slots=True)
class Content:
    """What a message holds for a reader."""

    text: str
    """What its sender wrote."""

    enclosed: str
    """The text of enclosed messages, each under its line and its headers; often ""."""

    files: tuple[MailFile, ...]
    damaged: bool


@dataclass(slots=True)
class _Reading:
    """What is known of the whole message while its parts are read."""

    shown: set[str] = field(default_factory=set)
    """The names of pictures that the HTML parts of this one message show."""

    loose: list[tuple[MailFile, str]] = field(default_factory=list)
    """The files of this one message, each with the name under which HTML may show it, or ""."""

    files: list[MailFile] = field(default_factory=list)
    """Those that are kept of the messages that were read, in their order."""

    enclosures: list[Part] = field(default_factory=list)
    """The messages that are enclosed, in their order."""

    named_texts: list[str] = field(default_factory=list)
    """Texts that came as files: the message's own, if it has no other."""

    texts: int = 0
    """How many parts of this one message are text to be shown."""

    pictures: int = MOST_PICTURES
    """How many pictures that stand in HTML may still be taken out."""

    room: int = _MAX_HTML
    """How many octets of HTML may still be read: while it is, it takes many times its room."""

    damaged: bool = False

    def spend(self, octets: int) -> None:
        """Count HTML. Raises Unparsable when there was too much."""
        self.room -= octets
        if self.room < 0:
            raise Unparsable("The message has more HTML than any program writes.")


def gather(message: Part) -> Content:
    """The text and the files of a message and of those enclosed in it, in their order.

    Raises Unparsable if there is more HTML than any program writes.
    """
    reading = _Reading()
    text = _text(message, reading)
    enclosed: list[str] = []
    while reading.enclosures:
        inner = reading.enclosures.pop(0)
        # What an enclosed message encloses follows it.
        later, reading.enclosures = reading.enclosures, []
        enclosed.append(
            "\n".join((ENCLOSED, *_heading(inner), "", _text(inner, reading).strip("\n")))
        )
        reading.enclosures += later
    files_once = tuple(_each_once(reading.files))
    return Content(text, "\n\n".join(enclosed), files_once, reading.damaged)


def _each_once(kept: Iterable[MailFile]) -> Iterator[MailFile]:
    """Invitations travel twice, as an alternative and as a file."""
    invitations: set[bytes] = set()
    for file in kept:
        if file.media_type == "text/calendar":
            if file.content in invitations:
                continue
            invitations.add(file.content)
        yield file


def _heading(message: Part) -> Iterator[str]:
    for label, name in _HEADERS_SHOWN:
        value = single_line(message.headers.first(name), _LONGEST_HEADER)
        if value:
            yield f"{label}: {value}"


def _text(message: Part, reading: _Reading) -> str:
    """What the sender of this one message wrote; its files and enclosures go to `reading`."""
    reading.shown, reading.loose, reading.named_texts, reading.texts = (
        {files.IN_THE_HTML},
        [],
        [],
        0,
    )
    text = _part_text(message, reading)
    if not text.strip() and reading.named_texts:
        text = "\n".join(reading.named_texts)
    if not (text.strip() or reading.texts):
        text = _preamble(message)
        reading.damaged = reading.damaged or bool(text)
    # Only now: a picture may come before the HTML that shows it. Without words, it is the message.
    shown = reading.shown if reading.loose and own_words(text).strip() else frozenset()
    reading.files.extend(
        file for file, name in reading.loose if name not in shown or not files.is_decoration(file)
    )
    return text


def _preamble(message: Part) -> str:
    """Words above the parts, if they are not what programs write there (RFC 2046, 5.1.1)."""
    words = charsets.decoded(message.preamble, message.headers.charset)[0].strip()
    return "" if _OF_PROGRAMS.search(words) else words.replace("\r\n", "\n").replace("\r", "\n")


def _part_text(part: Part, reading: _Reading) -> str:
    reading.damaged = reading.damaged or part.damaged
    if part.is_enclosure:
        reading.enclosures.extend(part.children)
        return ""
    if part.media_type == "multipart/alternative" and part.children:
        return _alternative(part, reading)
    if part.children:
        texts = (_part_text(child, reading).strip("\n") for child in part.children)
        return "\n".join(text for text in texts if text.strip())
    if part.media_type in _NOT_FROM_PEOPLE:
        return ""
    if not _is_text(part):
        if part.content.strip() or part.file_name:
            reading.loose.append((files.file_of(part), files.name_of(part)))
        return ""
    if part.disposition == "attachment":
        reading.loose.append((files.file_of(part), ""))
        return ""
    text = _leaf_text(part, reading)
    if part.file_name:
        reading.loose.append((files.file_of(part), ""))
        reading.named_texts.append(text)
        # Shown among the other text, as Apple Mail does: its sender saw it there.
        return text if part.disposition == "inline" else ""
    return text


def _is_text(part: Part) -> bool:
    if part.media_type.startswith("multipart/"):
        return True  # One without parts: its raw text is all there is to show.
    kind = part.media_type
    return (kind.startswith("text/") or kind in _HTML) and kind not in _FILES_ALWAYS


def _alternative(part: Part, reading: _Reading) -> str:
    """The plain alternative, unless the richest one says more (RFC 2046, 5.1.4)."""
    plain, richest = "", ""
    for child in part.children:
        text = _part_text(child, reading)
        if child.media_type == "text/plain" and not plain.strip():
            plain = text
        elif text.strip() and not (plain.strip() and child.media_type in _OLD_MARKUP):
            richest = text
    if not (plain.strip() and richest.strip()):
        return plain if plain.strip() else richest
    in_plain, in_rich = _words(plain), _words(richest)
    if _mostly_within(in_rich, in_plain):
        return plain
    if _mostly_within(in_plain, in_rich):
        return richest
    reading.damaged = True  # Which of the two was meant, only a person can tell.
    return f"{plain.strip()}\n\n{richest.strip()}"


def _words(text: str) -> set[str]:
    return set(_WORD.findall(_ADDRESS.sub(" ", text).lower()))


def _mostly_within(these: set[str], others: set[str]) -> bool:
    return 100 * len(these - others) <= _FEW_PERCENT * len(these)


def _leaf_text(part: Part, reading: _Reading) -> str:
    reading.texts += 1
    if part.media_type in _HTML:
        return _html_text(part, reading)
    text, certain = charsets.decoded(part.content, part.parameters.get("charset", ""))
    text = text.replace("\r\n", "\n").replace("\0", "").replace("\r", "\n")
    reading.damaged = reading.damaged or not certain
    text, enclosed = plain_text.without_uuencoded(text)
    for name, content in enclosed:
        clean = files.clean_name(name, "")
        reading.loose.append((MailFile(clean, "application/octet-stream", content), ""))
    if part.parameters.get("format", "").lower() == "flowed":
        delete_space = part.parameters.get("delsp", "").lower() == "yes"
        text = plain_text.unflowed(text, delete_space=delete_space)
    return text


def _html_text(part: Part, reading: _Reading) -> str:
    octets, shown, in_one_piece = files.taken_out(part.content, reading.pictures)
    reading.pictures -= len(shown)
    reading.loose.extend((picture, files.IN_THE_HTML) for picture in shown)
    reading.spend(len(octets))
    charset = part.parameters.get("charset", "")
    if not charset and (found := _META_CHARSET.search(octets[:_HEAD])):
        charset = charsets.ascii_compatible(found[1].decode())
    text, certain = charsets.decoded(octets, charset)
    reading.shown.update(files.shown_by_name(text))
    text, whole = markup.read(text.replace("\r\n", "\n").replace("\0", ""))
    reading.damaged = reading.damaged or not (certain and whole and in_one_piece)
    return text

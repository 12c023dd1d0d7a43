"""Invented people, and the ways in which a text may write what they told. Nobody here exists."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from loket_inbox.domain.mask import Known


class Person(NamedTuple):
    name: str
    short: str
    """What friends say."""
    phone: str
    nik: str
    email: str
    street: str
    number: str
    rt: str
    rw: str
    village: str

    @property
    def known(self) -> Known:
        return Known(
            names=(self.name,),
            numbers=(self.phone, self.nik),
            emails=(self.email,),
            places=(
                f"Jl. {self.street} No. {self.number} RT {self.rt}/{self.rw}",
                f"Desa {self.village}",
            ),
        )

    @property
    def first(self) -> str:
        """The longest part of the name: the one that tells most."""
        return max(self.name.replace(",", "").split(), key=len)


PEOPLE = [
    Person(*(cell.strip() for cell in line.split("|")))
    for line in Path(__file__).with_name("masked_people.txt").read_text().splitlines()
]

Kind = Callable[[Person], str | None]
"""How a person's thing is written, with the words that carry it in <…>; None where it cannot be."""

_ACUTE, _OVERLAY = "\u0301", "\u0336"
_WORDS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
_ENGLISH = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_SPELLED = "a be ce de e ef ge ha i je ka el em en o pe ki er es te u ve we eks ye zet"
_LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", _SPELLED.split(), strict=True))


def _spoken(number: str, words: list[str], between: str = " ") -> str:
    return between.join(words[int(digit)] for digit in number)


def _shifted(word: str, capital: int, small: int) -> str:
    return "".join(
        chr(capital + ord(sign) - 65)
        if sign.isupper()
        else chr(small + ord(sign) - 97)
        if sign.islower()
        else sign
        for sign in word
        if sign.isascii()
    )


def _parts(person: Person) -> list[str]:
    plain = person.name.removeprefix("H. ").partition(",")[0]
    return plain.split()


def _ends(person: Person) -> tuple[str, str] | None:
    parts = _parts(person)
    return (parts[0], parts[-1]) if len(parts) > 1 and len(parts[0]) > 2 else None


def _initials(person: Person, between: str) -> str | None:
    parts = _parts(person)
    return between.join(part[0] for part in parts) if len(parts) > 1 else None


def _replaced(word: str, pairs: dict[str, str]) -> str | None:
    changed = word.lower()
    for old, new in pairs.items():
        changed = changed.replace(old, new)
    return changed.capitalize() if changed != word.lower() else None


def _swapped(word: str) -> str:
    middle = len(word) // 2
    return word[:middle] + word[middle + 1] + word[middle] + word[middle + 2 :]


FIRST_HALF: dict[str, Kind] = {
    "letters apart": lambda p: " ".join(p.first),
    "letters with hyphens": lambda p: "-".join(p.first),
    "letters with dots": lambda p: ".".join(p.first.upper()),
    "underscored whole name": lambda p: "_".join(_parts(p)).lower(),
    "accents": lambda p: "".join(s + _ACUTE if s in "aiu" else s for s in p.first),
    "zero width": lambda p: "\u200b".join(p.first),
    "soft hyphens": lambda p: "\u00ad".join(p.first),
    "full width": lambda p: _shifted(p.first, 0xFF21, 0xFF41),
    "bold mathematics": lambda p: _shifted(p.first, 0x1D400, 0x1D41A),
    "Cyrillic letters": lambda p: p.first.translate(str.maketrans("aeopcy", "аеорсу")),
    "figures for letters": lambda p: p.first.translate(str.maketrans("aieo", "4130")),
    "suffix -nya": lambda p: f"{p.first}nya",
    "suffix -lah": lambda p: f"{p.first}lah",
    "doubled letter": lambda p: p.first[:3] + p.first[2:],
    "missing letter": lambda p: p.first[:4] + p.first[5:],
    "wrong letter": lambda p: p.first[:3] + "x" + p.first[4:],
    "swapped letters": lambda p: _swapped(p.first),
    "old spelling": lambda p: _replaced(p.first, {"j": "dj", "u": "oe", "y": "j", "c": "tj"}),
    "as it sounds": lambda p: _replaced(p.first, {"f": "p", "z": "j", "kh": "h", "v": "f"}),
    "a star for a letter": lambda p: p.first[:3] + "*" + p.first[4:],
    "stars to the end": lambda p: p.first[:4] + "****",
    "capitals": lambda p: p.name.upper(),
    "small letters": lambda p: p.name.lower(),
    "surname first": lambda p: f"{e[1]}, {e[0]}" if (e := _ends(p)) else None,
    "title glued": lambda p: f"Bu{p.first}",
    "figures behind": lambda p: f"{p.first.lower()}88",
    "broken over lines": lambda p: f"{p.first[:4]}-\n{p.first[4:]}",
    "cut in two": lambda p: f"{p.first[:3]} {p.first[3:]}",
    "initials with dots": lambda p: f"{i}." if (i := _initials(p, ".")) else None,
    "initials with dots and spaces": lambda p: f"{i}." if (i := _initials(p, ". ")) else None,
    "initial and surname": lambda p: f"{e[0][0]}. {e[1]}" if (e := _ends(p)) else None,
    "short after a title": lambda p: f"<Mbak> {p.short}",
    "short after its cue": lambda p: f"<biasa dipanggil> {p.short}",
    "hashtag": lambda p: f"#bantu{p.first}",
    "handle": lambda p: f"@{p.first.lower()}.k",
    "profile address": lambda p: f"facebook.com/{p.first.lower()}.99",
    "local part of the e-mail": lambda p: p.email.partition("@")[0],
    "e-mail with [at]": lambda p: p.email.replace("@", " [at] "),
    "country code": lambda p: f"+62 {p.phone[1:4]}-{p.phone[4:8]}-{p.phone[8:]}",
    "number with dots": lambda p: ".".join((p.phone[:4], p.phone[4:8], p.phone[8:])),
    "number in words": lambda p: _spoken(p.phone, _WORDS),
    "number in words and figures": lambda p: f"{p.phone[:4]} {_spoken(p.phone[4:], _WORDS)}",
    "O for nought": lambda p: p.phone.replace("0", "O"),
    "end of the number": lambda p: p.phone[-7:],
    "stars in the number": lambda p: f"{p.phone[:4]}****{p.phone[-4:]}",
    "number over lines": lambda p: f"{p.phone[:6]}\n{p.phone[6:]}",
    "wa.me": lambda p: f"wa.me/62{p.phone[1:]}",
    "NIK in fours": lambda p: " ".join(p.nik[at : at + 4] for at in range(0, 16, 4)),
    "NIK with dots": lambda p: f"{p.nik[:6]}.{p.nik[6:12]}.{p.nik[12:]}",
    "street": lambda p: f"<Jalan> {p.street}",
    "street and number": lambda p: f"{p.street.lower()} {p.number}",
    "RT and RW": lambda p: f"RT{p.rt} RW{p.rw}",
    "RT/RW": lambda p: f"rt/rw {int(p.rt)}/{int(p.rw)}",
    "village in two": lambda p: f"{p.village[:4]} {p.village[4:].lower()}",
}

SECOND_HALF: dict[str, Kind] = {
    "emoji between": lambda p: "❤️".join(p.first),
    "first letter in brackets": lambda p: f"({p.first[0]}){p.first[1:]}",
    "English genitive": lambda p: f"{p.first}<'s>",
    "markup inside": lambda p: f"{p.first[:3]}**{p.first[3:]}**",
    "camel case": lambda p: "".join(part.capitalize() for part in _parts(p)),
    "apostrophe inside": lambda p: f"{p.first[:4]}'{p.first[4:]}",
    "slash inside": lambda p: f"{p.first[:4]}/{p.first[4:]}",
    "names of letters": lambda p: "-".join(_LETTERS[s] for s in p.first.lower()),
    "circled letters": lambda p: _shifted(p.first, 0x24B6, 0x24D0),
    "squared letters": lambda p: _shifted(p.first.upper(), 0x1F130, 0),
    "flags": lambda p: " ".join(_shifted(p.first.upper(), 0x1F1E6, 0)),
    "struck through": lambda p: "".join(s + _OVERLAY for s in p.first),
    "backwards": lambda p: p.first[::-1].lower(),
    "alternating capitals": lambda p: "".join(
        s.upper() if at % 2 else s.lower() for at, s in enumerate(p.first)
    ),
    "tab between letters": lambda p: "\t".join(p.first),
    "long-drawn": lambda p: p.first + p.first[-1] * 5,
    "letters each on a line": lambda p: "\n".join(p.first),
    "adorned": lambda p: f"xX{p.first}Xx",
    "short in small letters": lambda p: f"<bu> {p.short.lower()}",
    "short after nama saya": lambda p: f"<nama saya> {p.short}",
    "short with a title glued": lambda p: f"<kata> Pak{p.first.lower()}",
    "initials without dots": lambda p: f"<Hormat saya,\n>{i}" if (i := _initials(p, "")) else None,
    "prefix ke-": lambda p: f"ke{p.first.lower()}",
    "suffix -kupun": lambda p: f"{p.first.lower()}kupun",
    "at signs for letters": lambda p: p.first.replace("a", "@").replace("i", "!"),
    "spelled with commas": lambda p: ", ".join(p.first),
    "one letter too many": lambda p: f"{p.first[:5]}r{p.first[5:]}",
    "old th and dh": lambda p: _replaced(p.first, {"t": "th", "d": "dh"}),
    "composed accents": lambda p: unicodedata.normalize(
        "NFC", "".join(s + "\u0300" if s in "aeiou" else s for s in p.first)
    ),
    "Arabic figures": lambda p: p.phone.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    "full-width figures": lambda p: "".join(chr(0xFF10 + int(digit)) for digit in p.phone),
    "keycap figures": lambda p: "".join(f"{digit}\ufe0f\u20e3" for digit in p.phone),
    "strip between": lambda p: f"{p.phone[:4]} strip {p.phone[4:8]} strip {p.phone[8:]}",
    "long dashes": lambda p: f"{p.phone[:4]} – {p.phone[4:8]} – {p.phone[8:]}",
    "English digits": lambda p: _spoken(p.phone, _ENGLISH, "-"),
    "each digit apart": lambda p: " ".join(p.phone),
    "tel link": lambda p: f"<tel>:+62{p.phone[1:]}",
    "0062": lambda p: f"0062{p.phone[1:]}",
    "label glued to the number": lambda p: f"<WA>{p.phone}",
    "number in brackets": lambda p: f"({p.phone[:4]}) ({p.phone[4:]})",
    "x in the number": lambda p: f"{p.phone[:4]}xxxx{p.phone[-4:]}",
    "beginning of the number": lambda p: f"{p.phone[:9]}",
    "end of the NIK": lambda p: f"{p.nik[-8:]}",
    "NIK with slashes": lambda p: "/".join((p.nik[:6], p.nik[6:12], p.nik[12:])),
    "street spaced out": lambda p: " ".join(p.street.upper()),
    "street mistyped": lambda p: p.street[:2] + p.street[1:],
    "RT in words": lambda p: (
        f"RT {_WORDS[int(p.rt)]} RW {_WORDS[int(p.rw)]}" if int(p.rt) < 10 else None
    ),
    "house number": lambda p: f"<rumah> nomor {p.number}",
    "village hyphenated": lambda p: f"{p.village[:4]}-{p.village[4:]}",
    "village affixed": lambda p: f"<orang> {p.village}nya",
    "e-mail with spaces": lambda p: p.email.replace("@", " @ ").replace(".", " . "),
    "e-mail in words": lambda p: p.email.replace("@", " at ").replace(".example", " titik example"),
    "e-mail at another house": lambda p: p.email.replace("contoh.example", "surel.example"),
    "handle with a short name": lambda p: f"@{p.short.lower()}_99",
}


def cases(kinds: dict[str, Kind]) -> Iterator[tuple[str, Person, str]]:
    """Each kind with each person whom it suits: its name, the person, what is written."""
    for kind, written in kinds.items():
        for person in PEOPLE:
            text = written(person)
            if text is not None:
                yield kind, person, text

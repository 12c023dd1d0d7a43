"""Whether an answer says anything to whoever waits for it (M-17).

What a mail program, an absence or a habit writes is no answer: an encrypted block, "saya sedang
cuti" and nothing else, a salutation, a name, dots. Words count as they stand: one sentence that
says something makes it an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from loket_mail.message.robot_words import ABSENT, BESIDES, FIRST_PERSON
from loket_mail.replies.lines import plain

_READ = 5_000


class Lack(Enum):
    """What makes a text no answer."""

    NOTHING = "nothing"
    """Salutations, names, signs: nobody has written anything."""

    ABSENCE = "absence"
    """Its writer is away, and says no more than until when and whom to ask."""

    ENCRYPTED = "encrypted"
    """It is for a key that we do not have."""


_ARMOUR = re.compile(
    r"^[\s>]{0,20}-{5}BEGIN (?:PGP MESSAGE|PKCS7|CMS|ENCRYPTED MESSAGE|SMIME MESSAGE)-{5}"
    r"|^[\s>]{0,20}(?:age-encryption\.org/v1|-{5}BEGIN AGE ENCRYPTED FILE-{5})",
    re.MULTILINE,
)
_WRAPPED = re.compile(
    r"(?:has sent you|you(?:'ve| have) received"
    r"|telah mengirim(?:i anda| kepada anda)?|anda menerima)"
    r" (?:a |an |sebuah )?(?:protected|encrypted|secure|pesan (?:terenkripsi|terlindungi))",
    re.IGNORECASE,
)

_STOP = re.compile(
    r"(?<=[.!?])(?<!\bnip\.)(?<!\bno\.)(?<!\bsdr\.)(?<!\byth\.)(?<!\btgl\.)(?<!\btelp\.)"
    r"\s+(?![\d(])",
    re.IGNORECASE,
)
"""Where a sentence ends: no abbreviation, and no number that belongs to one."""

_HONORIFIC = (
    r"(?:bapak|ibu|pak|bu|bpk|sdr|sdri|saudara|saudari|mas|mbak|kak|kakak|pelapor|pengadu|pemohon"
    r"|pengirim|warga|masyarakat|semua|sekalian|rekan|tim|admin|loket|sir|madam|mr|mrs|ms|all|team)"
)
_CALLED = (
    rf"(?:[ /,&.-]{{1,3}}(?:{_HONORIFIC}|dan|and|yang|terhormat|di|tempat"
    r"|(?-i:[A-Z])[\w.'’-]{0,30})){0,8}"
)
_EMPTY_SENTENCE = re.compile(
    r"(?:"
    # To whom.
    rf"(?:yth|ytk|kepada|kpd|dear|hi|hello|hai|halo|hallo|{_HONORIFIC})\b[.:]?{_CALLED}"
    r"|di(?: -?)? ?tempat"
    # Greetings.
    r"|(?:assalamu?'?.?alai?kum|wa'?.?alai?kum ?-?salam|as+alam)(?: w[a-z. ]{0,40})?"
    rf"|(?:selamat|met) (?:pagi|siang|sore|malam|hari){_CALLED}"
    rf"|(?:good )?(?:morning|afternoon|evening|day){_CALLED}"
    rf"|salam(?: (?:sejahtera|hormat|hangat|sehat|kenal))?(?: (?:untuk|bagi) kita semua)?{_CALLED}"
    r"|(?:pagi|siang|sore|malam|om swastiastu|shalom|namo buddhaya)"
    # Thanks and farewells.
    r"|demikian(?:lah)?"
    r"(?: (?:kami sampaikan|disampaikan|untuk (?:menjadi )?maklum|informasi(?:nya)?))?"
    r"|(?:terima ?kasih|makasih|trims|tks|thx|thanks?(?: you)?)"
    rf"(?: banyak| sebelumnya| much| a lot)?{_CALLED}"
    rf"|(?:dengan )?hormat(?: (?:kami|saya))?|wassalam\w*(?: w[a-z. ]{{0,40}})?"
    r"|(?:best |kind |warm )?regards|sincerely|yours|atas perhatian(?:nya|(?: bapak| ibu)+)?"
    r"|(?:a\.?n|u\.?b|plt|plh|ttd)\b(?:[. ]{1,2}(?-i:[A-Z])[\w.'’-]{0,30}){0,8}"
    r")",
    re.IGNORECASE,
)
_SIGNS = re.compile(
    r"(?:(?:dengan )?hormat|salam|wassalam|regards|best|sincerely|ttd|a\.?n\b|terima ?kasih|nip\b)",
    re.IGNORECASE,
)
"""What stands above a name that signs."""

_TITLE = re.compile(
    r"(?:(?:plt|plh|pj)\.? )?"
    r"(?:kepala|kabid|kasi|kasubag|kadis|sekretaris|staf|petugas|operator|admin"
    r"|bidang|seksi|dinas|dinsos|kantor|bagian|upt|uptd|kabupaten|kab)\b[^.!?\n]{0,80}",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:nip|hp|wa|telp|tel|telepon|e-?mail)?[\s.:]{0,3}[+()\d][\d\s().+-]{5,30}", re.IGNORECASE
)
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")
_PERSON = re.compile(r"(?-i:[A-Z][\w.'’-]{0,30}(?:,? [A-Z][\w.'’-]{0,30}){0,5})[,.]?")

_ELSEWHERE = (
    r"(?:(?:mengikuti|menjalani|melaksanakan|menunaikan|menghadiri|ada|dalam|di)\s){0,2}"
    r"(?:diklat|pelatihan|bimtek|seminar|workshop|rapat|umr[oa]h|haji|ibadah|kegiatan|acara"
    r"|perjalanan|(?:di )?luar jangkauan|dinas (?:di|ke)|tugas (?:di|ke)|ke luar)\b"
)
"""Where somebody is who is away for a while; said with "sedang" alone."""

_NOW = r"(?:saat ini|sedang|lagi|masih|currently|sekarang)"
_AWAY = re.compile(
    r"(?:(?:(?:mohon|minta) )?(?:maaf|izin),? (?:sebelumnya,? )?)?(?:dear all,? )?"
    rf"(?:{BESIDES}\W{{1,2}}){{0,6}}"
    # An office that is closed on a day tells when; one that is closed now is away.
    rf"(?:(?!kami\b(?!\W+{_NOW})){FIRST_PERSON}\W{{1,2}})?"
    rf"(?:(?:{BESIDES}\W{{1,2}}){{0,6}}"
    rf"(?:(?:sakit|sick)(?:,? |[.!]?\Z))?(?:{ABSENT}|(?<=sakit)|(?<=sick))"
    rf"|(?:{BESIDES}\W{{1,2}}){{0,3}}{_NOW}\W{{1,2}}{_ELSEWHERE})",
    re.IGNORECASE,
)
_SAYS_MORE = re.compile(
    r"\?|\b(?:silakan|silahkan|datang(?:lah)?|ambil|bawa|laporan|pengaduan|permohonan|berkas"
    r"|kartu|bantuan|please (?!contact|call)|(?:sudah|telah) (?:kami|saya|di)|karena|sehingga|jadi"
    r"|(?:waktu|saat|ketika) (?:itu|kejadian)|melayani|petugas"
    r"|kembali (?:menghubungi|mengabari|memberi))\b"
    r"(?! ?(?:menghubungi|hubungi|kontak|telepon|wa\b))",
    re.IGNORECASE,
)
"""What goes beyond an absence: something to do, or something that was done."""

_URGENT = re.compile(
    r"(?:untuk |bila |jika |kalau |apabila |dalam |hal |yang |keadaan |keperluan |ada ){0,5}"
    r"(?:hal )?(?:mendesak|darurat|penting|urgent|emergency|segera)\b[^\n]{0,200}"
    r"|(?:for |if |in )?(?:urgent|emergenc)[^\n]{0,200}"
    r"|(?:silakan|silahkan|mohon|harap|please|dapat|bisa)[ ,]{1,3}(?:dapat |bisa )?(?:langsung )?"
    r"(?:menghubungi|hubungi|kontak|telepon|wa|contact|call|reach)\b[^\n]{0,200}"
    r"|(?:hubungi|kontak|contact)\b[^\n]{0,200}"
    r"|(?:pengganti|yang menggantikan|plt|plh|back-?up)\b[^\n]{0,120}"
    r"|(?:selama (?:itu|cuti|saya cuti)|sementara(?: itu)?)[^\n]{0,200}",
    re.IGNORECASE,
)
_ACKNOWLEDGES = re.compile(
    r"(?:(?:surat|surel|e-?mail|pesan) (?:anda|bapak|ibu)|your (?:e-?mail|message))\b"
    r"[^\n]{0,80}\b(?:akan|will)\b[^\n]{0,40}(?:balas|jawab|respon|repl|answer)",
    re.IGNORECASE,
)
"""What a program says that takes mail: whoever waits has sent a form, and no mail."""

_LATER = re.compile(
    r"(?:(?:surat|surel|e-?mail|pesan) (?:anda|bapak|ibu)|(?:your |the )?(?:e-?mail|message))"
    r"[^\n]{0,60}(?:terima|diterima|received|balas|dibalas|jawab|dijawab|baca|dibaca|reply|respond)[^\n]{0,80}"
    r"|(?:saya|kami|i|we)?\s?(?:akan|baru akan|will|shall) (?:segera )?"
    r"(?:membalas|balas|menjawab|jawab|merespons?|membaca|kembali|masuk|aktif"
    r"|reply|respond|answer|return|be back|read)[^\n]{0,120}"
    r"|(?:kantor )?(?:buka )?(?:kembali|masuk(?: kantor| kerja)?|back|returning)"
    r"(?: pada| on| tanggal| tgl| hari|:)[^\n]{0,80}"
    r"|(?:mohon|harap) (?:maaf|maklum|bersabar|dimaklumi)[^\n]{0,80}"
    r"|(?:sorry|apologies)[^\n]{0,80}"
    r"|(?:terima ?kasih|thank(?: you|s)) (?:atas|telah|sudah|for)"
    r" (?:your )?(?:e-?mail|surat|surel|pesan|message|menghubungi|mengirim|contacting)[^\n]{0,80}"
    r"|maaf[^\n]{0,60}",
    re.IGNORECASE,
)


def lacking(answer: str, name: str = "") -> Lack | None:
    """Say why an answer (LF line ends) is none; None for one that says something.

    `name` is its writer's. Only the first five thousand characters are read, all of which would
    have to be empty.
    """
    if _ARMOUR.search(answer) or _WRAPPED.search(answer[:_READ]):
        return Lack.ENCRYPTED
    if len(answer) > _READ:
        return None
    sentences = tuple(_sentences(answer))
    told = [each for each in sentences if not _is_empty(each, name)]
    is_signed = any(_SIGNS.match(each) or _NUMBERED.fullmatch(each) for each in sentences)
    if not told or (is_signed and all(map(_names_somebody, told))):
        return Lack.NOTHING
    is_away = any(_is_away(each) or _ACKNOWLEDGES.match(each) for each in told)
    return Lack.ABSENCE if is_away and all(map(_belongs_to_absence, told)) else None


def _sentences(text: str) -> Iterator[str]:
    """Part a text where sentences and lines end; dots inside of words and numbers end none."""
    for line in text.split("\n"):
        # A line too long for any program to have written it is a person's all the same.
        whole = plain(line) or line.strip()
        # A line that is a salutation or a name holds dots of its own: "Yth. Bapak", "S.Sos."
        if _EMPTY_SENTENCE.fullmatch(whole.rstrip(" ,.!:;-")) or _PERSON.fullmatch(whole):
            yield whole
            continue
        yield from filter(None, _STOP.split(whole))


def _is_empty(sentence: str, name: str) -> bool:
    """Whether a sentence says nothing: signs, a salutation, the writer's name or number."""
    said = _AROUND.sub("", sentence)
    if not any(map(str.isalnum, said)):
        return True
    pieces = said.split(", ")
    if len(pieces) > 1 and all(_EMPTY_SENTENCE.fullmatch(each) for each in pieces):
        return True
    if _EMPTY_SENTENCE.fullmatch(said) or _NUMBERED.fullmatch(said):
        return True
    words = set(re.findall(r"[^\W\d_]{3,}", name.casefold()))
    mine = bool(words & set(re.findall(r"[^\W\d_]{3,}", said.casefold())))
    return mine and _PERSON.fullmatch(said) is not None


def _names_somebody(sentence: str) -> bool:
    return len(sentence.split()) > 1 and (
        _PERSON.fullmatch(sentence) is not None or _TITLE.fullmatch(sentence) is not None
    )


def _is_away(sentence: str) -> bool:
    """Whether its writer says of himself that he is away, and nothing besides."""
    return _AWAY.match(sentence) is not None and _SAYS_MORE.search(sentence) is None


def _belongs_to_absence(sentence: str) -> bool:
    return (
        _is_away(sentence)
        or _URGENT.match(sentence) is not None
        or _LATER.match(sentence) is not None
        or _TITLE.fullmatch(sentence) is not None
        or _PERSON.fullmatch(sentence) is not None
    )


_CALLS = re.compile(
    r"(?:^|[.!?\n]\s*)[@>\s]{0,3}(?:(?:yth|dear|hi|hai|halo)\b\.?\s{0,2})?"
    rf"(?:{_HONORIFIC}\b\.?\s{{1,2}})?((?-i:[A-Z])\w{{2,30}}(?: (?-i:[A-Z])\w{{1,30}}){{0,3}})"
    r"\s{0,2}(?:,|:|-|\s(?=tolong|mohon|minta|coba|please|pls|segera|silakan cek))",
    re.IGNORECASE,
)


def addresses(answer: str, recipients: str) -> bool:
    """Say whether a text calls somebody by a name that stands among its recipients.

    `recipients` are the names and addresses of To and Cc, as they stand there.
    """
    known = set(re.findall(r"[^\W\d_]{3,}", recipients.casefold()))
    return any(
        known & set(re.findall(r"[^\W\d_]{3,}", called[1].casefold()))
        for called in _CALLS.finditer(answer[:_READ])
    )

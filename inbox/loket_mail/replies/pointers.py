"""Words of an answer that point into the letter below: "Jawaban saya di bawah, warna merah".

Whoever writes so has answered inside the letter, where nothing tells his words from the letter's.
"di bawah" and "below" point there only as adverbs ("di bawah ya", not "di bawah umur"), and where
the sentence speaks of answering or looking, or is (nearly) all that was written.
"""

from __future__ import annotations

import re

from loket_mail.replies.lines import ZERO_WIDTH

_MOST_PLACES = 500
_REACH = 200  # Characters of a sentence that are looked at, on each side.
_FEW_WORDS = 8
_BRIEF_SENTENCE = 4
_LONGEST_HERALD = 10

_WITHOUT_WIDTH = dict.fromkeys(map(ord, ZERO_WIDTH))
_ENDS = re.compile(r"[.!?]\s|[.!?]$|\n\s*\n")
_ANSWER = re.compile(
    r"\b(?:(?:men|di|ter)?jawab\w{0,6}|jwb\w{0,4}|(?:mem|di)?balas(?:an)?(?:nya|ku)?"
    r"|(?:di)?tanggap(?:an|i)\w{0,4}|menanggapi|(?:di)?komentar\w{0,4}|respons?(?:nya)?"
    r"|catatan(?:nya)?|koreksi(?:nya)?|isian(?:nya)?|penjelasan(?:nya)?|keterangan(?:nya)?"
    r"|klarifikasi(?:nya)?|answer(?:s|ed|ing)?|repl(?:y|ies|ied)|respon(?:ses?|ded)"
    r"|comment(?:s|ed)?|remarks?|notes|feedback)\b"
)
_LOOK = re.compile(
    r"\b(?:(?:di)?lihat|liat|cek|baca|simak|periksa|perhatikan|tengok|scroll|gulir|geser|see|check"
    r"|look|read|find|view)\b"
)
_FILLERS = (
    r"(?:\s+(?:saja|aja|ya|juga|langsung|di|ke|pada|bagian|detail(?:nya)?|isi|e-?mail|surel|surat"
    r"|pesan|my|our|more|the|in|mail|down|kembali|lagi|dulu)\b){0,4}"
)
_LETTER = (
    r"(?:e-?mail|surel|surat|pesan|teks|kutipan|pertanyaan|kalimat|poin|butir|baris|paragraf"
    r"|questions?|texts?|lines?|points?|items?|paragraphs?|mail|message|original|quote[sd]?)"
)
_EACH = r"(?:tiap(?:-tiap)?|setiap|masing-masing|masing2|per|each|every|your|the)"

_BELOW = re.compile(r"\bdi?\s{0,3}(?:bagian\s)?(?:bawah|bwh)(?:nya)?\b|\b(?:below|underneath)\b")
_LOOK_DOWN = re.compile(rf"{_LOOK.pattern}{_FILLERS}\s+(?:(?:[dk][ie]\s?)?bawah|below|down)\b")
# What may follow an adverb; anything else is what "di bawah" and "below" stand before.
_ADVERB = re.compile(
    r"(?:[^\S\n]{0,3}(?:ini|itu|tersebut|this))?[^\S\n]{0,3}(?:$|[^\w\s]|\n"
    rf"|{_EACH}\s{{1,3}}{_LETTER}\b|{_LETTER}\b|masing|tiap|setiap|each"
    r"|(?:ini|itu|tersebut|ya|yah|nya|min|pak|bu|bpk|bapak|ibu|kak|mas|mbak?|saja|aja|dong"
    r"|dengan|dgn|pakai|pake|dalam|pada|untuk|yang|yg|dan|serta|setelah|terima|tks|trims"
    r"|please|in|and|for|with|marked|thanks|thank|inline|garis|tanda|sir|madam)\b)"
)
_THINGS = re.compile(
    r"\b(?<!sesuai )(?:nomor|nomer|no|alamat|tautan|link|formulir|foto|gambar|tabel|daftar|kontak"
    r"|rekening|syarat|persyaratan|dokumen|berkas|jadwal|peta|lokasi|number|address|form|photo|picture"
    r"|table|list|map|schedule|contact)(?:\s\w{1,20})?\s{1,3}$"
)
# "Menanggapi surel Ibu di bawah, kami …" names the letter; it does not say where the answer is.
_REFERRED = re.compile(
    r"\b(?:menanggapi|menjawab|membalas|menindaklanjuti|terkait|dengan|atas|mengenai|perihal"
    r"|regarding|concerning|about|(?:reply|response) to)\s(?:\w{1,20}\s){1,3}$"
)
_GOES_ON = re.compile(r"[^\S\n]{0,3}(?:ini\b|tersebut\b)?,?(?:\s{1,3}\w{1,30}){3}")
# Only the verb: "Berikut jawaban kami." may speak of a file that is attached.
_HERALD = re.compile(
    r"\bberikut(?:nya)?(?:\sini)?\s(?:(?:saya|kami|sy)\s)?(?:jawab|tanggapi|balas)\b"
    r"|\b(?:saya|kami|sy)\s(?:jawab|tanggapi|balas)\s(?:sebagai\s)?berikut\b"
)
_NO_HERALD = re.compile(r"\b(?:bahwa|terlampir|lampiran(?:nya)?|dilampirkan|lampirkan|attached)\b")
_INSIDE = re.compile(
    r"\bin-?line\b|\bin\sline\b(?!\swith)|\binterleaved?\b|\binterspersed\b|\bembedded\b|\binserted\b"
    rf"|\bbetween\s(?:the\s|your\s)?{_LETTER}\b|\bwithin\s(?:the\s|your\s)?(?:{_LETTER}|body)\b"
    r"|\b(?:in|within)\sthe\sbody\b|\b(?:di|me|ter)?(?:sisip|selip)\w{0,4}\b"
    rf"|\bdi\s?(?:antara|sela|sela-sela|sela2|tengah)(?:nya)?(?:\s{{0,3}}(?:$|[^\w\s-]|\n)"
    rf"|\s(?:\w{{1,20}}\s)?{_LETTER})"
    r"|\b(?:di|pada|dalam)\s(?:badan|isi|body|tubuh|teks|kutipan)\s(?:e-?mail|surel|surat|pesan|asli)"
    rf"|\blangsung\s(?:di|pada|dalam)\s(?:dalam\s|badan\s|{_EACH}\s)?{_LETTER}"
    rf"|\b(?:di|pada|setelah|sesudah|samping|sebelah|belakang|after|under|beneath|beside)\s{_EACH}\s"
    rf"{_LETTER}|\b(?:setelah|sesudah|samping|belakang)\spertanyaan"
)
_SET_OFF = re.compile(
    r"\b(?:warna|berwarna|huruf|tinta|font|tulisan|teks|cetak|yang)\s(?:warna\s|berwarna\s)?"
    r"(?:merah|biru|hijau|ungu|kuning|oranye|jingga|lain|beda|berbeda|kapital|besar|tebal|miring)\b"
    r"|\bin\s(?:red|blue|green|purple|yellow|orange|bold|italics?|caps|capitals?|capital\sletters"
    r"|upper\s?case|colou?r|a\sdifferent\scolou?r)\b|\bhighlight(?:ed)?\b|\bstabilo\b"
    r"|\b(?:ber|beri\s|dengan\s|diberi\s|pakai\s)tanda\b|\b(?:marked|prefixed)\s(?:with|by)\b"
)
_WRITE = re.compile(
    r"\b(?:saya|kami|sy)\s(?:beri|kasih|tulis|ketik|tandai|isi|buat)\b|\b(?:marked|typed|written)\b"
)
_RED_LETTERS = re.compile(
    r"\b(?:huruf|tinta|tulisan|teks|yang)\s(?:ber)?(?:warna\s)?\w{4,8}\b|\bin\s"
)
_CLOSING = re.compile(
    r"\s*(?:(?:mohon )?maaf|terima|makasih|trims|tks|salam|hormat|wassalam|demikian"
    r"|thanks?|regards|best|kind)\b"
)
_LISTED = re.compile(r"\s*(?:\d{1,2}[.)]\s|[-*\u2022\u2013]\s|[a-z][.)]\s)")
_PLACES = [_BELOW, _LOOK_DOWN, _HERALD, _INSIDE, _SET_OFF]


def below(lines: list[str]) -> bool:
    """Whether these lines of an answer say that more of it stands in the letter below them."""
    text = "\n".join(lines).translate(_WITHOUT_WIDTH).replace("\xa0", " ").lower()
    few = len(text) < _REACH and len(text.split()) <= _FEW_WORDS
    for place in _PLACES:
        for number, found in enumerate(place.finditer(text)):
            if number == _MOST_PLACES:
                return True  # Nobody writes so; a person must look.
            if _points(place, text, found, few=few):
                return True
    return False


def is_all(lines: list[str]) -> bool:
    """Whether little more than a pointer was written."""
    return len(" ".join(lines[:20]).split()) <= _FEW_WORDS and len(lines) <= 20 and below(lines)


def _points(place: re.Pattern[str], text: str, found: re.Match[str], *, few: bool) -> bool:
    before = _ENDS.split(text[max(0, found.start() - _REACH) : found.start()])[-1]
    before = before.rpartition(": ")[2]  # "Catatan: rumah warna merah" has its own words.
    after = text[found.end() : found.end() + _REACH]
    end = _ENDS.search(after)
    rest = after[end.end() :] if end else ""
    sentence = before + found[0] + (after[: end.start()] if end else after)
    if _goes_on(after[: end.start()] if end else after, rest):
        return False
    answering = _ANSWER.search(sentence) is not None
    brief = few or (len(sentence.split()) <= _BRIEF_SENTENCE and _few_follow(rest))
    if place is _LOOK_DOWN:
        return _ADVERB.match(after) is not None
    if place is _BELOW:
        adverb = _ADVERB.match(after) is not None and _THINGS.search(before) is None
        referred = _REFERRED.search(before) is not None and _GOES_ON.match(after) is not None
        return adverb and not referred and (answering or brief)
    if place is _HERALD:
        short = len(sentence.split()) <= _LONGEST_HERALD and not _NO_HERALD.search(sentence)
        return short and (not rest.strip() or _CLOSING.match(rest) is not None)
    looking = _LOOK.search(sentence) is not None
    if place is _INSIDE:
        return answering or looking or brief
    return (
        answering
        or _WRITE.search(sentence) is not None
        or (looking and (few or _RED_LETTERS.match(found[0]) is not None))
    )


def _goes_on(said: str, rest: str) -> bool:
    """Whether the words below are the writer's own: what a colon announces, or a list."""
    _, colon, announced = said.partition(":")
    told = f"{announced}\n{rest}"
    if colon:
        return bool(told.strip()) and _CLOSING.match(told) is None
    return _LISTED.match(rest) is not None or "\n- " in said or "\n1." in said


def _few_follow(rest: str) -> bool:
    return len(rest.split()) <= _FEW_WORDS or _CLOSING.match(rest) is not None

"""The words by which robots say that nobody reads a mail now, in the languages of their programs.

People complain with the same words: of an officer who is "tidak di tempat", of a "balasan otomatis"
that helps nobody. So the words count where they stand as robots write them: a subject with ours
behind it, a whole sentence of the text, a first person who is away.
"""

from __future__ import annotations

import re

from loket_mail.message.plain_text import READ, own_words

_OPENING = 600


def _wrapped(pattern: str) -> re.Pattern[str]:
    """`pattern` with its blanks, outside of sets, also where a line of the text ends."""
    pieces = re.split(r"(\[[^\]]*\])", pattern)
    pieces[::2] = [piece.replace(" ", r"[ \n]") for piece in pieces[::2]]
    return re.compile("".join(pieces), re.IGNORECASE | re.MULTILINE)


# Programs write these, and behind the colon the subject that they answer.
_ANSWERED = re.compile(
    r"\[?(?:"
    r"(?:balasan|jawaban|respons?)(?: secara)? otomatis|balas otomatis"
    r"|auto-?balas|auto(?:matic|mated)?[ -]?(?:reply|response|responder|answer)"
    r"|(?:out of (?:the )?office|vacation|absence)[ -](?:auto-?)?(?:reply|response)"
    r"|abwesenheits(?:notiz|assistent|meldung)|automatische (?:antwort|r[ée]ponse)"
    r"|r[ée]ponse automatique|respuesta autom[áa]tica|resposta autom[áa]tica"
    r"|risposta automatica|automatisch antwoord|automatiskt svar|autosvar|automatisk svar"
    r"|自动答复|自动回复|自動回覆|自動回復|自動返信|自動応答|자동 회신"
    r")(?:\]|\]?\s{0,3}[:：])\s{0,3}\S",
    re.IGNORECASE,
)
# Only at its beginning: "Re: Balasan otomatis: …" is a person's answer to a robot.
_NOTICE = re.compile(
    r"(?:yahoo!? )?(?:"
    r"(?:\[?auto(?:matic|mated)?[ -]?(?:reply|response|responder|answer)\]?"
    r"|\[?(?:balasan|jawaban|respons?|tanggapan|pesan|email) ?(?:secara )?otomatis\]?"
    r"|balas otomatis|auto-?balas|vacation (?:reply|response|notice|message|responder)"
    r"|(?:i am |i'm )?(?:currently )?out of (?:the )?office|ooo|away from (?:the |my )?office"
    r"|on (?:annual |maternity |sick )?leave|on (?:vacation|holiday)"
    r"|(?:saya )?(?:sedang |lagi )?(?:tidak (?:berada |ada )?di ?(?:tempat|kantor))"
    r"|(?:saya )?(?:sedang |lagi )?(?:di|ber(?:ada)? di) luar (?:kantor|kota)"
    r"|(?:saya )?sedang (?:cuti|dinas luar|tugas luar|berlibur)"
    r"(?: (?:tahunan|melahirkan|sakit|besar))?"
    r"|cuti (?:tahunan|melahirkan|sakit)|absence notice|notifikasi ketidakhadiran"
    r"|pemberitahuan (?:cuti|ketidakhadiran|tidak di ?tempat)|abwesenheitsnotiz)"
    # What follows is what robots add: the subject they answer, or until when.
    r"\s*(?:\Z|[:;.,!\[(/|–—-]|(?:re|fw|fwd|bls)\s*:|until|till|from|through|back|\d"
    r"|[0-9a-z]{4}-[0-9a-z]{4}\b"
    r"|sampai|hingga|s\.?/?d\b|sejak|mulai|dari|pada|tanggal|tgl)"
    r"|auto\s?:|[^:?\n]{1,60} is out of (?:the )?office\b)",
    re.IGNORECASE,
)

_LETTER = r"(?:pesan|balasan|jawaban|e-?mail|surel|surat|tanggapan|notifikasi)"
_MADE = r"(?:di(?:buat|kirim|kirimkan|hasilkan|balas))"
_LETTER_EN = r"(?:reply|response|message|e-?mail|notification|acknowledge?ment|notice)"
_ASKS = (
    r"(?:mohon|harap|tolong|jangan|silakan|tidak perlu|anda tidak perlu|dan (?:mohon|tidak perlu)"
    r"|karena|sebagai|untuk|please|pls|do not|no need|you do not need|and|because|in response|to)\b"
)
_SOURCE = (
    r"(?:dari|oleh|by|from)(?: the| our)? ?"
    r"(?:sistem|system|server|layanan|aplikasi|komputer|kami|us\b|mail|e-?mail|software)"
)
# The notice itself, where a robot leaves the subject as it was: always a whole sentence.
_SAYS_SO = _wrapped(
    r"(?:^|[.!?:)] )\W{0,5}(?:"
    rf"ini (?:adalah|merupakan) (?:sebuah )?{_LETTER}(?: yang)?(?: {_MADE})?(?: secara)?"
    " otomatis"
    rf"|{_LETTER} ini (?:{_MADE}|(?:adalah|merupakan) {_LETTER}(?: yang)?(?: {_MADE})?)"
    r"(?: secara)? otomatis"
    rf"|{_LETTER} otomatis(?=[\W]{{0,3}}$|[:.])"
    rf"|(?:this|it) is an? auto[a-z]{{0,10}}[ -]?(?:generated |reply |response )?{_LETTER_EN}"
    rf"|this {_LETTER_EN} (?:was|is|has been) (?:auto[a-z]{{0,10}} ?(?:sent|generated|created)?"
    r"|(?:sent|generated|created) auto[a-z]{0,10})"
    rf"|auto[a-z]{{0,6}}[ -]{_LETTER_EN}(?=[\W]{{0,3}}$|[:.])"
    rf")(?: {_SOURCE}[^.!?,]{{0,120}})?(?:[,;:– —-]{{1,3}}{_ASKS}[^.!?]{{0,160}})?"
    r" {0,2}(?:[.!:)\]*]|$|[–—-]{1,3} )"
)

ABSENT = (
    r"(?:cuti|absen|tidak (?:berada |ada )?di ?(?:tempat|kantor)|(?:di )?luar (?:kantor|kota)"
    r"|dinas luar|tugas luar|berlibur|libur|perjalanan dinas|tidak masuk|tidak hadir"
    r"|out of (?:the )?office|away|on (?:[a-z]{3,12} )?(?:leave|vacation|holiday)"
    r"|not in (?:the )?office|unavailable|travell?ing)\b"
)
BESIDES = (
    r"(?:saat|ini|sekarang|sedang|lagi|akan|masih|hari|untuk|sementara|tengah|dalam|mulai|berada"
    r"|ada|minggu|pekan|besok|waktu|masa|melaksanakan|menjalani|mengambil|am|are|will|be|have"
    r"|currently|now|today)"
)
FIRST_PERSON = r"(?:saya|kami|aku|i|we|i'm|we're)"
_UNTIL = r"(?:sampai|hingga|s\.?/?d|until|till|from|mulai|dari|pada|tanggal|tgl)\b"
_NO_QUESTION = r"[^?\n]{0,200}(?:$|[.!])"
_AGAIN = r"(?:baru )?(?:akan |will )?"
# Somebody who is away says so of himself, or leaves himself out; and never asks.
_HE_SAYS = (
    r"(?:^|[.!,;:] |\b(?:bahwa|karena|that|because) )\W{0,3}"
    rf"(?:{BESIDES},? ){{0,6}}{FIRST_PERSON},? (?:(?:{BESIDES} ){{0,6}}{ABSENT}"
    rf"|{_AGAIN}(?:[a-z]{{1,10}} )?(?:kembali|masuk kantor|return|be back)\b|have limited access)"
)
_IN_SHORT = (
    rf"(?:^|[.!] )\W{{0,3}}(?:(?:{BESIDES},? ){{0,6}}{ABSENT}(?: [a-z]{{3,12}}){{0,2}}"
    rf"(?: {_UNTIL}|$|[.!])|{_AGAIN}(?:kembali|masuk|return|be back)\b|(?:with )?limited access)"
)
_IS_AWAY = _wrapped(rf"(?:{_HE_SAYS}|{_IN_SHORT}){_NO_QUESTION}")
# Who tells that somebody else is away has come in vain, and may say that he will come again.
_IN_VAIN = _wrapped(
    r"\b(?:petugas|pegawai|pejabat|staf|loket|pak|bapak|bu|ibu|lurah|camat|kepala|nobody|no one)"
    rf" [^.,!?\n]{{0,60}}{ABSENT}"
)
# What robots say besides, under a subject that says that they are robots.
_RECEIVES = _wrapped(
    r"(?:telah|sudah|akan)(?: segera)? kami"
    r" (?:terima|balas|tanggapi|jawab|proses|tindak ?lanjuti)"
    r"|terima kasih (?:telah|sudah|atas) (?:menghubungi|mengirim|e-?mail|surat|pesan)"
    r"|(?:thank you|thanks) for (?:contacting|writing|your (?:e-?mail|message))"
    r"|we (?:have )?received your"
)


def answers_by_subject(subject: str) -> bool:
    """Whether only a program writes such a subject: its own words, a colon, and ours."""
    return _ANSWERED.match(subject) is not None and not subject.endswith("?")


_RECALL = re.compile(
    r"[^\n]{0,120}\b(?:ingin|mau|hendak|would like to|wants to|möchte) ?"
    r"(?:menarik(?: kembali)?|membatalkan|recall)(?: pengiriman)?(?: the| your)?"
    r" (?:pesan|e-?mail|surat|surel|message)\b",
    re.IGNORECASE,
)
_RECALL_SUBJECT = re.compile(
    r"(?:recall|penarikan(?: kembali)?(?: pesan)?|tarik kembali|menarik kembali|pesan ditarik)\s?:",
    re.IGNORECASE,
)


def recalls(subject: str, text: str) -> bool:
    """Whether a program asks for a mail to be taken back."""
    opening = own_words(text).strip()[:_OPENING]
    if _RECALL.match(opening.partition("\n")[0]) and len(opening.split()) <= 40:
        return True
    return _RECALL_SUBJECT.match(subject) is not None and len(opening.split()) <= 40


_REACTS = re.compile(
    r"(?:[^\n\w]{0,8}[\w.'’ @-]{0,80}?\s?)?(?:"
    r"(?:telah )?(?:memberi(?:kan)? )?(?:be)?reaksi"
    r"(?: (?:melalui|via|lewat|terhadap|pada|atas|dengan|ke)\b|:)"
    r"|reacted (?:via|to|with)\b"
    r"|(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned"
    r"|(?:tidak )?menyukai|menyayangi|menertawakan|menekankan|mempertanyakan) [“\"«„]"
    r"|(?:menyukai|liked) (?:pesan|e-?mail|surel|surat|your|this|the)"
    r"(?: (?:anda|ini|message|e-?mail))?)"
    r"[^\n]{0,300}",
    re.IGNORECASE,
)


def reacts(text: str) -> bool:
    """Whether a program tells that somebody has pressed a sign, and nobody has written."""
    opening = own_words(text).strip()[:_OPENING]
    first, _, rest = opening.partition("\n")
    return _REACTS.fullmatch(first.strip()) is not None and len(rest.split()) <= 30


_NOT_SENT = re.compile(
    r"(?:(?:mail|e-?mail|pesan|surat|surel|message)(?: (?:anda|your))?"
    r" (?:tidak|gagal|belum|could not be|not|undeliver\w*)[^\n]{0,40}"
    r"(?:kirim|sampai|sent|deliver\w*)"
    r"|(?:gagal|tidak) (?:terkirim|mengirim|dikirim)"
    r"|pengiriman (?:[a-z-]{1,12} )?(?:gagal|tertunda)"
    r"|undeliver(?:ed|able)|delivery (?:status|failure|failed|has failed|incomplete|delayed)"
    r"|returned mail|(?:mail|message) (?:delivery|system)|failure notice"
    r"|(?:your )?message to [^\n]{1,80} (?:awaits|awaiting|is held|requires)"
    r"|(?:pesan|kiriman) anda [^\n]{0,80}(?:moderator|moderasi|persetujuan)"
    r"|[^\n]{0,80}(?:awaits|awaiting|menunggu)(?: persetujuan)? moderat)",
    re.IGNORECASE,
)


def says_nothing_sent(subject: str) -> bool:
    """Whether a subject begins as notices of absence and of mail servers do, not with ours."""
    return notice_in(subject) or _NOT_SENT.match(subject) is not None


def notice_in(subject: str) -> bool:
    """Whether a subject begins like an absence notice; people begin complaints like that, too."""
    return _NOTICE.match(subject) is not None and not subject.endswith("?")


def is_away(text: str) -> bool:
    """Whether `text` (LF line ends) begins as people who are away write, or as robots do."""
    opening = _cleaned(own_words(text))[:_OPENING]
    away = _IS_AWAY.search(opening) is not None and _IN_VAIN.search(opening) is None
    return away or _RECEIVES.search(opening) is not None or says_so(text)


def says_so(text: str) -> bool:
    """Whether `text` (LF line ends) says at its beginning or end that a program wrote it."""
    own = own_words(text)
    # Of words without an end so far the end of all, be it after megabytes.
    last = own if len(own) < READ else own_words(text[-READ:])
    opening, closing = _cleaned(own)[:_OPENING], _cleaned(last)[-_OPENING:]
    return bool(_SAYS_SO.search(opening) or _SAYS_SO.search(closing))


def _cleaned(text: str) -> str:
    """`text` without empty lines, and with single blanks."""
    return "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)

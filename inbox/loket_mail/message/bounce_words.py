"""The words of mail servers about letters that did not arrive, in Indonesian and English.

Exim, Postfix, qmail, Sendmail, Exchange, Gmail, Yahoo, Zimbra and what passes their words on.
"""

from __future__ import annotations

import re

OPENING = 2_000
"""Characters in which a server has said what its mail is about."""

READ = 20_000
"""Characters in which a server has said all that it has to say."""

ADDRESS = re.compile(
    r"[\w!#$%&'*+/=?^`{|}~.-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}", re.IGNORECASE
)
NAMED_ADDRESS = re.compile(
    r"^[ \t*>-]{0,12}<?(" + ADDRESS.pattern + r")>?(?:[ \t]{0,3}(?::|\(|$)|[ \t]{1,3}\.{3})",
    re.IGNORECASE | re.MULTILINE,
)

DAEMON_NAME = re.compile(
    r"mail(?:er)?[ -]?(?:delivery|daemon)|delivery (?:sub)?system|microsoft outlook|postmaster"
    r"|mail administrator|system administrator|sistem pengiriman",
    re.IGNORECASE,
)

_SUBJECT = (
    r"undeliver(?:able|ed)|tidak dapat (?:di)?(?:kirim|sampai|terkirim)|tak(?:[ -])?terkirim"
    r"|(?:returned|bounced) (?:mail|message|e-?mail)|(?:mail|message) (?:returned|bounced)"
    r"|mail delivery (?:failed|failure|problem|error|system|status|subsystem|report)"
    r"|mail (?:system )?(?:error|failure)|(?:message|mail|e-?mail)? ?delivery (?:has )?"
    r"(?:failed|failure|error|incomplete|delayed|problem)"
    r"|delivery status notification\s*\(\s*(?:failure|delay|kegagalan|gagal|penundaan|tertunda)"
    r"|delivery (?:status )?notification\s*:?\s*(?:failure|delivery has failed|delay)"
    r"|failure notice|failed(?: mail)? delivery|failed to deliver|(?:non|un)[- ]?delivery"
    r"|could not (?:be )?(?:deliver|send)|nondeliverable"
    r"|delayed(?: mail)?\b|warning: (?:message|could not send|mail)"
    r"|message (?:delayed|undeliverable)"
    r"|(?:pesan|e-?mail|surel|surat)(?: anda)? (?:tidak|gagal|belum|tertunda)\s?"
    r"(?:ter|di|dapat|bisa)?\s?(?:kirim|di ?kirim|terkirim|sampai)?"
    r"|(?:alamat|address|recipient|user|penerima) (?:tidak ditemukan|not found|unknown)"
    r"|pengiriman(?: [a-z-]{1,12}){0,3} (?:gagal|tertunda|ditunda|belum|tidak)"
    r"|\**(?:message|mail|e-?mail)(?: you sent)?(?: was| has been)? (?:blocked|rejected|refused)"
    r"|(?:pesan|e-?mail|surat)(?: anda)? (?:diblokir|ditolak|dikembalikan)"
    r"|(?:gagal|kegagalan|penundaan|kesalahan) (?:mengirim|kirim|pengiriman|terkirim)"
    r"|pemberitahuan status pengiriman\s*\(\s*(?:gagal|kegagalan|tertunda|penundaan|failure|delay)"
    r"|(?:status )?notifikasi (?:status )?pengiriman\s*\(\s*(?:gagal|kegagalan|tertunda|penundaan)"
    r"|(?:mailbox|kotak (?:surat|masuk|pos)|quota|kuota)[a-z ]{0,20} (?:full|penuh|exceeded)"
    r"|message not delivered|not delivered|returned to sender|user unknown"
)
UNDELIVERED_SUBJECT = re.compile(rf"[\W_]{{0,8}}(?:{_SUBJECT})", re.IGNORECASE)
DELIVERED = re.compile(
    r"[\W_]{0,5}(?:(?:delivered|relayed|read|expanded|(?:sudah |telah )?(?:dibaca|terkirim))\s*:"
    r"|success(?:ful)? (?:mail )?delivery|delivery status notification\s*\(\s*(?:success|relay)"
    r"|(?:delivery|read|return) receipt|tanda terima (?:baca|dibaca|pengiriman)|laporan dibaca)",
    re.IGNORECASE,
)

UNDELIVERED = re.compile(
    r"(?:could|can|was|were|has|have|did|is|be)(?: ?not|n[o']t)(?: yet)? (?:be |been |able to )?"
    r"(?:deliver|sent|reach)|undeliver|not (?:yet )?(?:been )?delivered|failed to deliver"
    r"|delivery (?:to|has|of)[^\n]{0,120}(?:fail|delay|permanent|abort|suspend)|delivery failed"
    r"|returned (?:to sender|mail|message)|unable to deliver|wasn't able to deliver"
    r"|(?:permanent|fatal|transient) (?:error|fail)|temporary problem"
    r"|recipient (?:address )?rejected"
    r"|user unknown|unknown user|no such (?:user|recipient|mailbox)|(?:mailbox|inbox) (?:is )?"
    r"(?:full|unavailable|not found)|over ?quota|quota exceeded|address (?:couldn't be|not) found"
    r"|does(?: not|n't) exist|(?:tidak|belum|gagal|tak)(?: dapat| bisa| berhasil)?"
    r" (?:ter|di)?(?:kirim|sampai)|tidak (?:dapat |bisa )?ditemukan|tidak ada pengguna"
    r"|kotak (?:surat|masuk|pos)[^\n]{0,40}penuh|kuota[^\n]{0,40}(?:penuh|habis|terlampaui)"
    r"|gagal (?:mengirim|dikirim|menyampaikan)|pengiriman[^\n]{0,80}(?:gagal|tertunda|ditunda)"
    r"|masalah (?:sementara )?saat mengirim|tertunda|warning message only|returning message",
    re.IGNORECASE,
)
SURELY_A_SERVER = re.compile(
    r"qmail-send|mail (?:system|delivery|server|transport)|delivery (?:sub)?system|mailer-daemon"
    r"|postmaster|postfix|(?<![\d.])[45]\d\d[ -]#?[45]\.\d{1,3}\.\d|smtp|remote server"
    r"|server (?:jarak jauh|tujuan|penerima)|automatically (?:generated|created) by"
    r"|dibuat (?:secara )?otomatis oleh"
    r"|sistem (?:surat|email|pengiriman)|diagnostic",
    re.IGNORECASE,
)

COPY_BELOW = re.compile(
    r"^[\s>-]{0,8}(?:-+ ?)?(?:this is a copy of|below this line is a copy|original message"
    r"|(?:the )?original message (?:follows|headers|header)|undelivered message follows"
    r"|returned message"
    r"|message header follows|pesan asli|salinan pesan|message headers follow|unsent message"
    r"|begin forwarded message|forwarded message|the following (?:is|message)[^\n]{0,40}copy"
    r"|return-path\s?:|received\s?:|message-id\s?:|dkim-signature\s?:)",
    re.IGNORECASE | re.MULTILINE,
)

_RETRIES = re.compile(
    r"(?:will|is|be|are)(?: be)?(?: still)?(?: being)? (?:retried|retry|retrying|continue|keep)"
    r"|still (?:being )?(?:retried|trying)|attempts? (?:will|to) (?:continue|be made|deliver)"
    r"|will (?:try|attempt)|keeps? trying|no action is required|warning (?:message )?only"
    r"|(?:do|need) not (?:need to )?resend|not yet been delivered|delivery (?:is |has been )?"
    r"(?:delayed|incomplete)|delayed mail|temporary (?:problem|error|failure|local)"
    r"|akan (?:dicoba|mencoba|terus|tetap|dikirim|diulang)|(?:masih )?(?:tertunda|ditunda)"
    r"|masalah sementara|belum (?:dapat |bisa )?(?:ter|di)?kirim|tidak perlu mengirim ulang"
    r"|(?:delay|penundaan|tertunda)\)",
    re.IGNORECASE,
)
_GIVES_UP = re.compile(
    r"giv(?:en|ing) up|gave up|too long (?:in|on) (?:the )?queue|in the queue too long"
    r"|retry time(?:out)? (?:exceeded|not reached)|(?:won't|not) (?:be )?(?:retr|try again|attempt)"
    r"|not going to (?:re)?try|tidak akan (?:dicoba|mencoba|dikirim)|berhenti mencoba|menyerah",
    re.IGNORECASE,
)
_RETURNED = re.compile(r"return(?:ed|ing)(?: message)? to sender", re.IGNORECASE)
_FAILED = re.compile(
    r"fail|undeliver|returned|not (?:be )?deliver|unable to deliver|gagal"
    r"|tidak(?: dapat)? (?:ter|di)?kirim",
    re.IGNORECASE,
)
# Servers that will try again also say when they would call it that.
_FOR_GOOD = re.compile(r"permanen|fatal error|expired|kedaluwarsa", re.IGNORECASE)
_FULL = re.compile(
    r"(?:mailbox|inbox|quota)[^\n]{0,40}(?:full|exceed|over)|over ?quota|out of storage"
    r"|(?:kotak|kuota|penyimpanan)[^\n]{0,40}(?:penuh|habis|terlampaui)",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?<![\d.])([245]\.[0-7]\.\d{1,3})(?![\d]|\.\d)")
_AFTER_REPLY = re.compile(r"(?<![\d.])[245]\d\d[ -]#?\(?([245]\.\d{1,3}\.\d{1,3})(?![\d]|\.\d)")
_REPLY = re.compile(
    r"(?:(?:^|[\s:>(#])(?:error|code|said|host|response|reply|smtp|kode|galat|status)[^\n]{0,200}?[\s:;(]"
    r"|^[ \t>]{0,20})([45][0-5]\d)(?=[ \-)#:.]|$)",
    re.IGNORECASE | re.MULTILINE,
)


def is_report(text: str) -> bool:
    """Whether a text is a server's own: which address failed, and why."""
    opening = text[:OPENING]
    return (
        UNDELIVERED.search(opening) is not None
        and NAMED_ADDRESS.search(opening) is not None
        and (SURELY_A_SERVER.search(opening) is not None or bool(status_in(opening)))
    )


def status_in(text: str) -> str:
    """The enhanced status code that a server gives in its own words; "" if there is none."""
    text = text[:READ]
    found = _AFTER_REPLY.search(text) or _CODE.search(text)
    return found[1] if found and not found[1].startswith("2") else ""


def is_permanent(subject: str, text: str) -> bool:
    """Whether a server says that it will not try again; False if it does not say.

    `text` without the letter that it returns, which may speak of anything.
    """
    said = f"{subject}\n{text[:READ]}"
    if _GIVES_UP.search(said) or _RETURNED.search(subject):
        return True
    if _RETRIES.search(said):
        return False
    if _FOR_GOOD.search(said):
        return True
    code = status_in(text)
    if not code:
        reply = _REPLY.search(text[:READ])
        code = reply[1] if reply else ""
    if code:
        return code.startswith("5")
    if _FULL.search(said):
        # It may have room tomorrow, if the server has not given up.
        return _FAILED.search(said) is not None
    return bool(UNDELIVERED_SUBJECT.match(subject) or UNDELIVERED.search(said))

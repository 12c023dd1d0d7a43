"""The lines that telephones and mail programs add: "Dikirim dari iPhone saya".

A line is advertising only if every word of it is one that such lines use: "Dikirim dari HP saya:
hubungi besok." is the writer's own sentence.
"""

from __future__ import annotations

import re

from loket_mail.replies.lines import blank, plain

_OPENING = re.compile(
    r"(?:(?:di|ter)?kirim(?:kan)? (?:dari|melalui|via|menggunakan|dengan|lewat) "
    r"|sent (?:from|via|with|using) "
    r"|(?:get|dapatkan|unduh) (?=(?:outlook|bluemail|spark|mymail|aqua ?mail) (?:for|untuk) ))",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"iphone|ipad|ios|android|windows|mac|macbook|yahoo|outlook|gmail|bluemail|spark|proton"
    r"|protonmail|thunderbird|zoho|k-?9|fairemail|aquamail|mymail|zimbra|roundcube"
    r"|samsung|galaxy|huawei|honor|xiaomi|redmi|poco|mi|oppo|vivo|realme|infinix|tecno|itel|advan"
    r"|nokia|pixel|asus|zenfone|lenovo|sony|xperia|lg|htc|motorola|oneplus|blackberry"
    r"|ponsel|handphone|telepon|gawai|hp|smartphone|tablet|perangkat|phone|mobile|device"
)
_BESIDE_NAMES = re.compile(
    r"saya|my|dengan|menggunakan|with|using|mail|e-mail|email|surel|secure|aman|aqua|di|on|untuk|for|seluler|aplikasi|app|web"
    r"|note|pro|max|plus|ultra|lite|lte|mini|cerdas|pintar|genggam|wireless|handheld|smart|the|an?"
    r"|verizon|network|t-mobile|sprint|at&t|telkomsel|indosat|xl|google|apple|microsoft|workspace"
    r"|[a-z]{1,4}\d{1,3}[a-z]{0,2}|\d{1,2}[a-z]{0,2}"  # Models: S23, 15, 5G.
)
_MOST_WORDS = 9
_MOST_DIGITS = 4  # Any more could be a telephone number.
_SLOGAN = re.compile(
    r"yahoo mail: (?:search|cari)(?:, \w{1,20}){1,2}"
    r"|(?:sent|dikirim) (?:from|dari) yahoo mail\. (?:get the app|dapatkan aplikasi(?:nya)?)"
    r"|powered by telkomsel blackberry\u00ae?|sinyal kuat indosat"
    r"|(?:(?:di|ter)kirim dari|sent (?:from|via)) (?:my )?blackberry\u00ae?(?: wireless)?"
    r"(?: smartphone| device| handheld)?(?: dari| from| via| powered by)?"
    r" sinyal (?:bagus|kuat) (?:xl|axis|indosat|telkomsel)"
    r"(?:, nyambung teru{1,9}s{1,9}[.!\u2026]{0,5})?"
    r"|(?:virus-free|bebas(?: dari)? virus)\.? ?(?:www\.)?(?:avast|avg)\.com"
    r"|(?:this email has been checked for viruses by|email ini telah diperiksa dari virus oleh)"
    r" (?:avast|avg)(?: antivirus)?(?: software)?",
    re.IGNORECASE,
)
_EXCUSE = re.compile(
    r"\. (?:(?:mohon )?maaf (?:atas singkatnya|jika|bila) (?:pesan|surel|e-?mail)(?: ini)?"
    r"(?: terlalu)?(?: singkat)?|please excuse (?:my brevity|brevity|any typos|typos))$",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\[(?:cid:|image:|gambar:)[^\]]{0,200}\]", re.IGNORECASE)
_HOSTS = (
    r"(?:aka\.ms|microsoft|office|outlook|yahoo|apple|google|onelink"
    r"|bluemail|spark|readdle|proton|samsung|avast|avg)"
)
# A link to anywhere else may be the writer's.
_LINK = re.compile(
    rf"\s{{0,3}}[<(]https?://[\w.-]{{0,60}}{_HOSTS}[^\s<>()]{{0,300}}[>)]$", re.IGNORECASE
)
_MARKED_DOWN = re.compile(
    rf"\[([\w -]{{1,40}})\]\(https?://[\w.-]{{0,60}}{_HOSTS}[^\s<>()]{{0,300}}\)", re.IGNORECASE
)
# Below advertising, a line with nothing but one of these belongs to it.
_ADDRESS = re.compile(
    r"[<(]?(?:https?://)?[\w.-]{0,60}(?:mobisystems|aqua-mail|aquamail|avast|bluemail|mymail|proton"
    r"|sparkmailapp|readdle|onelink|aka\.ms|my\.com)[\w./?=&%-]{0,300}[>)]?|<#[0-9a-f-]{36}>",
    re.IGNORECASE,
)
_MOST_ADDRESSES = 4
_AVAST = re.compile(r"[<(]https?://www\.av(?:ast|g)\.com/sig-email[^\s<>()]{0,300}[>)]")


def is_advertising(line: str) -> bool:
    """Whether a telephone or a mail program wrote this line ("Dikirim dari iPhone saya")."""
    shown = plain(line)
    words = _MARKED_DOWN.sub(r"\1", _LINK.sub("", shown)).strip("[]() ").removesuffix(".")
    words = _EXCUSE.sub("", words)
    if _SLOGAN.fullmatch(words) or _PICTURE.fullmatch(shown) or _AVAST.fullmatch(shown):
        return True
    opening = _OPENING.match(words)
    if opening is None or sum(map(str.isdigit, words)) > _MOST_DIGITS:
        return False
    said = [word.strip("\u00ae\u2122") for word in words[opening.end() :].lower().split()]
    return (
        len(said) == len(set(said)) <= _MOST_WORDS
        and any(_NAME.fullmatch(word) for word in said)
        and all(_NAME.fullmatch(word) or _BESIDE_NAMES.fullmatch(word) for word in said)
    )


def above(lines: list[str], end: int) -> int:
    """The end of what stands above empty lines and advertising that end at `end`."""
    kept = end
    while end:
        line = lines[end - 1]
        if (kept == end and blank(line)) or is_advertising(line):
            kept = end - 1
        elif kept - end > _MOST_ADDRESSES or not _ADDRESS.fullmatch(plain(line)):
            break
        end -= 1
    return kept

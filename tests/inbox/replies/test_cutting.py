"""Replies as real clients write them; every person and address in them is invented."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket_inbox.mail_in.markup import text_of
from loket_inbox.replies import MARKER, Cut, cut

TOKEN = "abcdefghijklmnopqrstuvwxyz"
STORY = (
    "Nomor 0012, jatuh tempo 30 November 2026.\n\nJalan di depan rumah rusak.\n\n"
    f"Catatan: mailto:loket+{TOKEN}@dinsos.example"
)
LETTER = f"{MARKER}\n\n{STORY}"
QUOTED = "\n".join(f"> {line}".rstrip() for line in LETTER.split("\n"))
ANSWER = "Yth. Pelapor,\n\nJalan diperbaiki tanggal 1 Desember 2026.\n\nSalam,\nContoh Petugas"
LOKET = "Loket Contoh <loket@dinsos.example>"
ORDER = """NOTA DINAS
Dari: Kepala Bidang Contoh
Kepada: Kepala Dinas Contoh
Tanggal: 23 November 2026
Perihal: Perbaikan jalan

Jalan sudah diperbaiki."""


def found(text: str) -> tuple[str, bool]:
    answer = cut(text)
    return answer.answer, answer.sure


def outlook_id(top: str = "") -> str:
    return (
        f"{top}Dari: {LOKET}\nDikirim: Senin, 23 November 2026 10.00\n"
        "Kepada: Contoh Petugas <petugas@contoh.example>\nSubjek: 0012, 30 November\n\n"
    )


def outlook_en(top: str = "") -> str:
    return (
        f"{top}From: {LOKET}\nSent: Monday, November 23, 2026 10:00 AM\n"
        "To: Contoh Petugas <petugas@contoh.example>\nCc: arsip@contoh.example\n"
        "Subject: 0012, 30 November\n\n"
    )


GMAIL_ID = f"Pada Sen, 23 Nov 2026 pukul 10.00 {LOKET} menulis:\n\n"
GMAIL_EN = f"On Mon, Nov 23, 2026 at 10:00\u202fAM {LOKET} wrote:\n\n"

REPLIES = {
    "Gmail": f"{ANSWER}\n\n{GMAIL_ID}{QUOTED}",
    "Gmail in English": f"{ANSWER}\n\n{GMAIL_EN}{QUOTED}",
    "Gmail, attribution on two lines": (
        f"{ANSWER}\n\nPada Sen, 23 Nov 2026 pukul 10.00 Loket Contoh\n"
        f"<loket@dinsos.example> menulis:\n\n{QUOTED}"
    ),
    "Gmail, attribution on four lines": (
        f"{ANSWER}\n\nOn Mon, Nov 23, 2026\nat 10:00 AM Loket Contoh\n"
        f"<loket@dinsos.example>\nwrote:\n\n{QUOTED}"
    ),
    "Gmail, older": f"{ANSWER}\n\n2026-11-23 10:00 GMT+07:00 {LOKET}:\n\n{QUOTED}",
    "Gmail, signature above": f"{ANSWER}\n\n-- \nDinas Contoh\nTelp. 000\n\n{GMAIL_ID}{QUOTED}",
    "Gmail, signature below": f"{ANSWER}\n\n{GMAIL_ID}{QUOTED}\n\n\n-- \nDinas Contoh\nTelp. 000",
    "Outlook": f"{ANSWER}\n\n{outlook_id()}{LETTER}",
    "Outlook in English": f"{ANSWER}\n\n{outlook_en()}{LETTER}",
    "Outlook, original message": f"{ANSWER}\n\n{outlook_en('-----Original Message-----' + chr(10))}"
    + LETTER,
    "Outlook, pesan asli": f"{ANSWER}\n\n{outlook_id('-----Pesan Asli-----' + chr(10))}{LETTER}",
    "Outlook, bold": f"{ANSWER}\n\n"
    f"**Dari:** {LOKET}\n**Dikirim:** 23 November 2026 10.00\n**Kepada:** Contoh\n"
    f"**Subjek:** 0012\n\n{LETTER}",
    "Outlook, bold in English": f"{ANSWER}\n\n"
    f"*From:* {LOKET}\n*Sent:* Monday, 23 November 2026 10:00\n*To:* Contoh\n"
    f"*Subject:* 0012\n\n{LETTER}",
    "Outlook, recipients on two lines": f"{ANSWER}\n\n"
    f"Dari: {LOKET}\nDikirim: 23 November 2026 10.00\nKepada: Contoh Petugas;\n"
    f"  Contoh Arsip\nSubjek: 0012\n\n{LETTER}",
    "Outlook, no empty line above": f"{ANSWER}\n{outlook_id()}{LETTER}",
    "Outlook on the web": f"{ANSWER}\n{outlook_id('_' * 32 + chr(10))}{LETTER}",
    "Outlook for iOS": f"{ANSWER}\n\nDapatkan Outlook untuk iOS<https://aka.ms/o0ukef>\n"
    f"{outlook_id('_' * 32 + chr(10))}{LETTER}",
    "Outlook for Android": f"{ANSWER}\n\nGet Outlook for Android<https://aka.ms/AAb9ysg>\n"
    f"{outlook_en('_' * 32 + chr(10))}{LETTER}",
    "Windows Mail": f"{ANSWER}\n\nSent from Mail for Windows\n\n{outlook_en()}{LETTER}",
    "iPhone": f"{ANSWER}\n\nDikirim dari iPhone saya\n\n"
    f"> Pada 23 Nov 2026, pukul 10.00, {LOKET} menulis:\n>\n{QUOTED}",
    "iPhone in English": f"{ANSWER}\n\nSent from my iPhone\n\n"
    f"> On Nov 23, 2026, at 10:00, {LOKET} wrote:\n>\n> \ufeff\n{QUOTED}",
    "Apple Mail": f"{ANSWER}\n\n"
    f"Pada 23 Nov 2026, pukul 10.00, Loket Contoh <loket@dinsos.example> menulis:\n\n{QUOTED}",
    "Yahoo": f"{ANSWER}\n\n    Pada Senin, 23 November 2026 pukul 10.00.00 WIB, Loket Contoh"
    f" <loket@dinsos.example> menulis:  \n \n {LETTER}",
    "Yahoo for Android": f"{ANSWER}\n\nDikirim dari Yahoo Mail di Android \n \n"
    f"  Pada Sen, 23 Nov 2026 pada 10.00, Loket<loket@dinsos.example> menulis:   {LETTER}",
    "Yahoo in English": f"{ANSWER}\n\nSent from Yahoo Mail on Android \n \n"
    f"  On Mon, Nov 23, 2026 at 10:00 AM, Loket<loket@dinsos.example> wrote:   {QUOTED}",
    "Thunderbird": f"{ANSWER}\n\nPada 23/11/26 10.00, Loket Contoh menulis:\n{QUOTED}",
    "Thunderbird in English": f"{ANSWER}\n\nOn 23/11/2026 10:00, Loket Contoh wrote:\n{QUOTED}\n",
    "Samsung": f"{ANSWER}\n\nDikirim dari perangkat Galaxy saya\n\n-------- Pesan asli --------\n"
    f"Dari: {LOKET} \nTanggal: 23/11/26  10.00  (GMT+07:00) \nKe: petugas@contoh.example \n"
    f"Subjek: 0012 \n\n{LETTER}",
    "Samsung in English": f"{ANSWER}\n\nSent from my Galaxy\n\n\n"
    "-------- Original message --------\n"
    f"From: {LOKET} \nDate: 23/11/26 10:00 (GMT+07:00) \nTo: petugas@contoh.example \n"
    f"Subject: 0012 \n\n{LETTER}",
    "Roundcube": f"{ANSWER}\n\nPada 2026-11-23 10:00, Loket Contoh menulis:\n{QUOTED}",
    "Roundcube in English": f"{ANSWER}\n\nOn 2026-11-23 10:00, Loket Contoh wrote:\n\n{QUOTED}",
    "Roundcube, original message": f"{ANSWER}\n\n-------- Original Message --------\n"
    f"Subject: 0012\nDate: 2026-11-23 10:00\nFrom: {LOKET}\nTo: petugas@contoh.example\n\n{LETTER}",
    "Zimbra": f"{ANSWER}\n\n----- Pesan Asli -----\nDari: {LOKET}\n"
    "Kepada: petugas@contoh.example\nTerkirim: Senin, 23 November 2026 10.00.00\n"
    f"Perihal: 0012\n\n{LETTER}",
    "Zimbra in English": f"{ANSWER}\n\n----- Original Message -----\nFrom: {LOKET}\n"
    "To: petugas@contoh.example\nSent: Monday, November 23, 2026 10:00:00 AM\n"
    f"Subject: 0012\n\n{LETTER}",
    "Zimbra, a line and quotes": f"{ANSWER}\n\n{outlook_id('_' * 32 + chr(10))}{QUOTED}",
    "mutt": f"{ANSWER}\n\nLoket Contoh <loket@dinsos.example> wrote:\n\n{QUOTED}",
    "quoted with bars": f"{ANSWER}\n\n{GMAIL_ID}" + QUOTED.replace("> ", "| "),
    "quoted twice": f"{ANSWER}\n\n{GMAIL_ID}" + QUOTED.replace("> ", "> > "),
    "Gmail in Spanish": f"{ANSWER}\n\nEl lun, 23 nov 2026, Loket"
    f" (<loket@dinsos.example>) escribió:\n\n{QUOTED}",
    "Gmail in German": f"{ANSWER}\n\nAm Mo., 23. Nov. 2026 um 10:00 Uhr schrieb"
    f" {LOKET}:\n\n{QUOTED}",
    "Gmail in Chinese": f"{ANSWER}\n\n{LOKET} 于2026年11月23日周一 10:00写道：\n\n{QUOTED}",
    "no attribution": f"{ANSWER}\n\n{QUOTED}",
    "nothing around the letter": f"{ANSWER}\n{LETTER}",
    "dashes replaced": f"{ANSWER}\n\n{outlook_id()}" + LETTER.replace("---", "\u2014-"),
    "one dash": f"{ANSWER}\n\n{outlook_id()}" + LETTER.replace("---", "\u2013"),
    "marker wrapped": f"{ANSWER}\n\n{GMAIL_ID}" + QUOTED.replace(" garis", "\n> garis"),
    "marker in capitals": f"{ANSWER}\n\n{GMAIL_ID}" + QUOTED.replace("balas", "Balas"),
    "marker in bold": f"{ANSWER}\n\n{GMAIL_ID}" + QUOTED.replace(MARKER, f"*{MARKER}*"),
}


@pytest.mark.parametrize("reply", REPLIES.values(), ids=REPLIES.keys())
def test_m15_the_answer_is_all_above_the_letter_and_nothing_of_it(reply: str) -> None:
    assert found(reply) == (ANSWER, True)


@pytest.mark.parametrize("reply", REPLIES.values(), ids=REPLIES.keys())
def test_m15_a_nota_dinas_keeps_its_own_header_lines(reply: str) -> None:
    assert found(reply.replace(ANSWER, ORDER)) == (ORDER, True)


@pytest.mark.parametrize("reply", REPLIES.values(), ids=REPLIES.keys())
def test_m15_where_nothing_was_written_nothing_is_left(reply: str) -> None:
    assert cut(reply.replace(ANSWER, "")).answer == ""


@pytest.mark.parametrize("reply", REPLIES.values(), ids=REPLIES.keys())
def test_m15_a_reply_without_its_marker_is_held_whole(reply: str) -> None:
    unmarked = reply.replace("garis", "baris")
    assert cut(unmarked) == Cut(unmarked.strip(), sure=False)


UNSURE = {
    "inline answer": f"Lihat di bawah.\n\n{GMAIL_ID}{QUOTED}\n\nSudah diperbaiki.\n",
    "bottom posting": f"{GMAIL_ID}{QUOTED}\n\n{ANSWER}",
    "answer between quoted lines": f"Lihat:\n\n{GMAIL_ID}{QUOTED}\nSudah.\n> lagi",
    "a quotation in the answer": f"Kata staf:\n> sudah\n\nBenar.\n\n{GMAIL_ID}{QUOTED}",
    "a colleague's words above": f"Teruskan.\n\nDari: Contoh Staf\nDikirim: 22 November 2026\n"
    f"Kepada: Contoh Petugas\nSubjek: 0012\n\nJangan dibuka ke luar.\n\n{outlook_id()}{LETTER}",
    "a colleague's words above, Apple": "Teruskan.\n\nFrom: Contoh <staf@contoh.example>\n"
    f"Date: 22 Nov 2026\nTo: Contoh\n\nJangan dibuka ke luar.\n\n{GMAIL_ID}{QUOTED}",
    "a colleague's words above, Gmail": "Teruskan.\n\nPada Min, 22 Nov 2026 10.00 Contoh Staf"
    f" <staf@contoh.example> menulis:\n\nRahasia.\n\n{GMAIL_ID}{QUOTED}",
    "an introduction in another language, no address": (
        f"{ANSWER}\n\nEl lun, 23 nov 2026, Loket escribió:\n\n{QUOTED}"
    ),
    "an introduction with a full-width colon, no address": (
        f"{ANSWER}\n\n于2026年11月23日 10:00写道：\n\n{QUOTED}"
    ),
    "an introduction in another language on two lines": (
        f"{ANSWER}\n\nEl lun, 23 nov 2026 a las 10:00, Loket\n{LOKET} escribió:\n\n{QUOTED}"
    ),
    "an introduction in another language right below the answer": (
        f"{ANSWER}\nLoket Contoh <loket@dinsos.example> 写道：\n\n{QUOTED}"
    ),
    "an attribution that begins with its address": (
        f"{ANSWER}\n\nLoket Contoh\n<loket@dinsos.example> menulis:\n\n{QUOTED}"
    ),
    "an attribution after a title": (
        f"{ANSWER}\n\nPada Sen, 23 Nov 2026 pukul 10.00 Contoh, S.H.\n{LOKET} menulis:\n\n{QUOTED}"
    ),
    "an address of ours": f"{ANSWER}\nloket+{TOKEN}@dinsos.example\n\n{QUOTED}",
    "a sentence on the marker's line": f"Jalan sudah baik. {LETTER}",
    "an answer's own attribution": f"Pada 20 November selesai.\nLoket menulis:\n\n{QUOTED}",
    "a long signature": "Baik.\n-- \n" + "Baris.\n" * 16 + f"\n{GMAIL_ID}{QUOTED}",
    "two signature lines": f"Satu.\n-- \nDua.\n-- \nTiga.\n\n{GMAIL_ID}{QUOTED}",
    "a nota dinas alone right above an unquoted letter": (
        f"Jawab.\n\nDari: Kabid Contoh\nKepada: Kadis Contoh\nPerihal: Jalan\n\n{LETTER}"
    ),
    "an Outlook header in another language": (
        f"{ANSWER}\n\nVon: {LOKET}\nGesendet: Montag\nAn: Contoh\nBetreff: 0012\n\n{LETTER}"
    ),
    "an Outlook header with full-width colons": (
        f"{ANSWER}\n\n发件人：{LOKET}\n发送时间：2026年\n收件人：Contoh\n主题：0012\n\n{LETTER}"
    ),
    "a colleague's words above, in another language": "Teruskan.\n\n"
    "Von: Staf <staf@contoh.example>\nGesendet: Montag\nAn: Contoh\n\nRahasia.\n\n"
    f"{GMAIL_ID}{QUOTED}",
    "a colleague's words above, Gmail in Spanish": "Teruskan.\n\nEl lun, Contoh Staf"
    f" <staf@contoh.example> escribió:\n\nRahasia.\n\n{GMAIL_ID}{QUOTED}",
    "words behind a quoted marker": f"Baik.\n\n> {MARKER} Sudah.\n> Nomor 0012",
}


@pytest.mark.parametrize("reply", UNSURE.values(), ids=UNSURE.keys())
def test_m15_where_no_cut_is_sure_a_person_decides(reply: str) -> None:
    assert not cut(reply).sure


@pytest.mark.parametrize(
    "text",
    [
        f"{ANSWER}\n\n> sudah",
        f"{ANSWER}\n\nPada Sen, 23 Nov 2026 pukul 10.00 Contoh menulis:\n\nSurat.",
        f"{ANSWER}\n\n-----Pesan Asli-----\nSurat.",
        f"{ANSWER}\n\n{outlook_id()}Surat.",
        ORDER,
    ],
)
def test_m15_without_a_marker_whatever_looks_quoted_is_held_whole(text: str) -> None:
    assert cut(text) == Cut(text, sure=False)


@pytest.mark.parametrize("tail", ["", "\n\nDikirim dari iPhone saya\n", "\n-- \nDinas Contoh\n"])
def test_m15_without_a_marker_or_a_quotation_the_whole_text_is_the_answer(tail: str) -> None:
    assert found(f"\n{ANSWER}{tail}") == (ANSWER, True)


@pytest.mark.parametrize("sign", ["--", "--\xa0", " --", "--  "])
@pytest.mark.parametrize("marked", [True, False])
def test_m15_a_separator_that_is_no_signature_mark_eats_no_words(
    sign: str,
    marked: bool,  # noqa: FBT001
) -> None:
    text = f"Jalan sudah diperbaiki.\n{sign}\nTrotoar menyusul bulan depan."
    reply = f"{text}\n\n{GMAIL_ID}{QUOTED}" if marked else text
    kept = text.replace(sign, sign.rstrip())
    assert found(reply) == (kept, False)


def test_m15_a_bare_separator_below_the_letter_may_precede_an_answer() -> None:
    assert not cut(f"Baik.\n\n{GMAIL_ID}{QUOTED}\n\n--\nSudah diperbaiki.").sure


def test_m15_what_stood_below_the_marker_is_handed_on_as_it_came() -> None:
    below = QUOTED.partition("\n")[2]
    assert cut(f"{ANSWER}\n\n{GMAIL_ID}{QUOTED}\n\n Sudah. \n").below == f"{below}\n\n Sudah. \n"
    wrapped = f"{ANSWER}\n\n{GMAIL_ID}" + QUOTED.replace(" garis", "\n> garis")
    assert cut(wrapped).below == below
    assert cut(f"{ANSWER}\n*{MARKER}*\n{STORY}").below == STORY
    assert cut(f"{ANSWER}\n{MARKER} Sudah.\n{STORY}").below == f" Sudah.\n{STORY}"


def test_m15_without_a_marker_nothing_stands_below_it() -> None:
    assert cut(ANSWER).below == ""
    assert cut(f"{ANSWER}\n\n{GMAIL_ID}> {STORY}").below == ""


NOTES = {
    "plain": "Dari: Kabid\nTanggal: 23 November 2026\nPerihal: Jalan\nKepada: Kadis",
    "with an address": "Dari: Kabid <kabid@contoh.example>\nTanggal: 3 Mei\nPerihal: Jalan",
    "its last line wrapped": "Dari: Kabid\nTanggal: 3 Mei\nPerihal: Jalan\nyang rusak",
    "below a drawn line": "_______\nDari: Kabid\nTanggal: 3 Mei\nPerihal: Jalan",
    "above a drawn line": "Dari: Kabid\nTanggal: 3 Mei\nPerihal: Jalan\n_______",
    "sent, with the answer below": "Dari: Kabid\nTerkirim: 3 Mei\nPerihal: Jalan\nSudah baik.",
}


@pytest.mark.parametrize("letter", [LETTER, QUOTED])
@pytest.mark.parametrize("note", NOTES.values(), ids=NOTES.keys())
def test_m15_a_nota_dinas_right_above_the_letter_is_kept_for_a_person(
    note: str, letter: str
) -> None:
    answer, sure = found(f"Jawab.\n\n{note}\n\n{letter}")
    assert answer == f"Jawab.\n\n{note}".removesuffix("\n_______")
    assert not sure


def test_m15_an_attribution_leaves_the_officers_last_sentence() -> None:
    sentence = "Pada tanggal 3 Maret kami memeriksa berkas Ibu."
    for end in (".", "!", "?", ".)"):
        words = sentence.removesuffix(".") + end
        reply = f"Baik.\n{words}\nDinsos <a@contoh.example> menulis:\n\n{QUOTED}"
        assert found(reply) == (f"Baik.\n{words}", True)


@pytest.mark.parametrize(
    "words",
    [
        "Pada tanggal 3 Maret kami memeriksa berkas Ibu\nDinsos <a@contoh.example> menulis:",
        "Pada tanggal 3 Maret 2026 berkas diperiksa.\nDinsos <a@contoh.example> menulis:",
        "Pada 3 Maret 2026 kami menulis:",
        "Sudah selesai. Dinsos <a@contoh.example> menulis:",
        "Silakan kirim ke dinsos@contoh.example, isinya:",
        "Sudah selesai. Dinsos <a@contoh.example> schrieb:",
    ],
)
def test_m15_a_sentence_that_resembles_an_attribution_is_kept_for_a_person(words: str) -> None:
    assert found(f"Baik.\n\n{words}\n\n{QUOTED}") == (f"Baik.\n\n{words}", False)


def test_m15_labels_without_an_address_are_the_officers_own() -> None:
    text = "Nama: Contoh\nAlamat: Jalan Contoh\nJadwal: Senin\n\nSilakan datang."
    assert found(f"{text}\n\n{GMAIL_ID}{QUOTED}") == (text, True)


@pytest.mark.parametrize(
    "line",
    [
        "Dikirim dari kantor pos tanggal 3.",
        "Pada hari ini kami menulis surat:",
        "Pada 23 November 2026 kami balas di atas garis ini.",
        "Dari: pengalaman kami, satu minggu cukup.",
        "Hal: itu sudah kami periksa.",
        "Sent by post on 3 December.",
        "- satu\n- dua",
        "Garis:\n---\nSelesai.",
    ],
)
def test_m15_nothing_of_the_answer_is_lost(line: str) -> None:
    text = f"Baik.\n{line}"
    assert found(f"{text}\n\n{GMAIL_ID}{QUOTED}") == (text, True)


@pytest.mark.parametrize(
    "pattern",
    [
        "> ",
        "-",
        "--- balas ",
        "On 1 ",
        "Pada 1 a\n",
        "Dari: x\n",
        "_\n",
        "\n",
        " ",
        "<a@",
        "+a2",
        "-----\n",
        "wrote:",
        "--\n",
        "menulis:\n",
        "Dari: a\n\n",
        "* _",
        "> \n",
        "Dikirim dari hp ",
    ],
)
def test_m14_a_megabyte_of_hostile_text_is_cut_in_linear_time(pattern: str) -> None:
    text = pattern * (1_000_000 // len(pattern))
    start = time.perf_counter()
    cut(text)
    cut(f"{text}\n{QUOTED}")
    cut(f"{GMAIL_ID}{QUOTED}\n{text}")
    assert time.perf_counter() - start < 10


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_m15_any_words_at_all_are_cut_without_an_exception(text: str) -> None:
    whole = cut(f"{text}\n\n{GMAIL_ID}{QUOTED}")
    assert STORY not in whole.answer
    assert "loket@dinsos.example" not in whole.answer or not whole.sure


@settings(deadline=None)
@given(st.lists(st.from_regex(r"[A-Za-z ,.]{0,40}[a-z.]", fullmatch=True), min_size=1, max_size=8))
def test_m15_plain_sentences_come_through_word_for_word(lines: list[str]) -> None:
    answer = "\n".join(line.strip() for line in lines).strip("\n")
    assert found(f"{answer}\n\n{GMAIL_ID}{QUOTED}") == (answer, True)


HTML_LETTER = f"<p>{MARKER}</p><p>Jalan di depan rumah rusak.</p>"
HTML_REPLIES = {
    "Gmail": '<div dir="ltr"><div>Sudah baik.</div><div><br></div><div>Salam</div></div><br>'
    '<div class="gmail_quote"><div dir="ltr" class="gmail_attr">Pada Sen, 23 Nov 2026 pukul 10.00'
    ' Loket Contoh &lt;<a href="mailto:loket@dinsos.example">loket@dinsos.example</a>&gt;'
    ' menulis:<br></div><blockquote class="gmail_quote">' + HTML_LETTER + "</blockquote></div>",
    "Outlook": '<p class="MsoNormal">Sudah baik.</p><p class="MsoNormal">Salam</p>'
    '<p class="MsoNormal"><o:p>&nbsp;</o:p></p><div style="border-top:solid 1pt">'
    '<p class="MsoNormal"><b>Dari:</b> Loket Contoh &lt;loket@dinsos.example&gt;<br><b>Dikirim:</b>'
    " Senin, 23 November 2026 10.00<br><b>Kepada:</b> Contoh Petugas<br><b>Subjek:</b> 0012"
    "<o:p></o:p></p></div>" + HTML_LETTER,
    "Outlook on the web": "<div>Sudah baik.</div><div><br></div><div>Salam</div>"
    '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Loket Contoh'
    " &lt;loket@dinsos.example&gt;<br><b>Sent:</b> Monday, November 23, 2026 10:00 AM<br><b>To:</b>"
    " Contoh<br><b>Subject:</b> 0012<div>&nbsp;</div></div>" + HTML_LETTER,
    "iPhone": "Sudah baik.<br><br>Salam<br id='x'><div dir='ltr'>Dikirim dari iPhone saya</div>"
    "<div dir='ltr'><br><blockquote type='cite'>Pada 23 Nov 2026, pukul 10.00, Loket menulis:<br>"
    "<br></blockquote></div><blockquote type='cite'>" + HTML_LETTER + "</blockquote>",
    "Yahoo": "<div>Sudah baik.</div><div><br></div><div>Salam</div><div><a href="
    '"https://mail.yahoo.example/x">Dikirim dari Yahoo Mail di Android</a></div> <br> <blockquote>'
    "<div>Pada Sen, 23 Nov 2026 pada 10.00, Loket</div><div>&lt;loket@dinsos.example&gt; menulis:"
    "</div>" + HTML_LETTER + "</blockquote>",
}


@pytest.mark.parametrize("html", HTML_REPLIES.values(), ids=HTML_REPLIES.keys())
def test_m15_replies_in_html_alone_are_cut_alike(html: str) -> None:
    assert found(text_of(html)) == ("Sudah baik.\n\nSalam", True)

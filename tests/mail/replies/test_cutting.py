"""Replies to a letter that begins with our marker line."""

import pytest

from loket_mail.message.markup import read
from loket_mail.replies import Cut
from tests.inbox.mail_in.reply_support import (
    ANSWER,
    GMAIL_ID,
    LETTER,
    LOKET,
    ORDER,
    QUOTED,
    REPLIES,
    STORY,
    TOKEN,
    outlook_id,
)
from tests.mail.replies.marked import MARKER, cut


def found(text: str) -> tuple[str, bool]:
    answer = cut(text)
    return answer.answer, answer.sure


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
def test_m15_without_its_marker_a_letter_is_known_by_what_introduces_it(reply: str) -> None:
    unmarked = reply.replace("garis", "baris")
    if unmarked == REPLIES["nothing around the letter"].replace("garis", "baris"):
        assert cut(unmarked) == Cut(unmarked.strip(), sure=False)
    else:
        assert found(unmarked) == (ANSWER, True)
        assert found(unmarked.replace(ANSWER, ORDER)) == (ORDER, True)


UNSURE = {
    "inline answer": f"Lihat di bawah.\n\n{GMAIL_ID}{QUOTED}\n\nSudah diperbaiki.\n",
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


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_m15_an_answer_below_the_letter_is_as_sure_with_the_marker_as_without(gap: str) -> None:
    reply = f"{GMAIL_ID}{QUOTED}{gap}{ANSWER}"
    assert found(reply) == found(reply.replace("garis", "baris")) == (ANSWER, True)


def test_m15_an_attribution_may_name_a_title() -> None:
    titled = f"Pada Sen, 23 Nov 2026 pukul 10.00 Contoh, S.H.\n{LOKET} menulis:"
    assert found(f"{ANSWER}\n\n{titled}\n\n{QUOTED}") == (ANSWER, True)


def test_m15_an_answer_between_the_quoted_lines_is_kept_with_them() -> None:
    reply = f"Lihat di bawah.\n\n{GMAIL_ID}{QUOTED}\n\nSudah diperbaiki."
    assert found(reply) == (reply, False)


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
    answer, sure = found(f"{text}\n\n{GMAIL_ID}{QUOTED}" if marked else text)
    assert [line.strip() for line in answer.split("\n")] == [
        "Jalan sudah diperbaiki.",
        "--",
        "Trotoar menyusul bulan depan.",
    ]
    assert not sure


def test_m15_a_bare_separator_below_the_letter_may_precede_an_answer() -> None:
    assert not cut(f"Baik.\n\n{GMAIL_ID}{QUOTED}\n\n--\nSudah diperbaiki.").sure


def test_m15_what_stood_below_the_marker_is_handed_on_as_it_came() -> None:
    below = QUOTED.partition("\n")[2]
    assert cut(f"{ANSWER}\n\n{GMAIL_ID}{QUOTED}").quoted == below
    wrapped = f"{ANSWER}\n\n{GMAIL_ID}" + QUOTED.replace(" garis", "\n> garis")
    assert cut(wrapped).quoted == below
    assert cut(f"{ANSWER}\n*{MARKER}*\n{STORY}").quoted == STORY
    signed = cut(f"{ANSWER}\n\n{GMAIL_ID}{QUOTED}\n\n-- \nContoh")
    assert (signed.quoted, signed.signature) == (below, "-- \nContoh")
    assert cut(f"{ANSWER}\n{MARKER} Sudah.\n{STORY}").quoted == f" Sudah.\n{STORY}"


def test_m15_each_part_of_a_reply_is_handed_on_as_it_came() -> None:
    reply = f"{ANSWER}\n\n-- \nContoh\n\n{GMAIL_ID}> Satu. \n>  Dua.\n\nDikirim dari HP saya"
    assert cut(reply) == Cut(
        ANSWER,
        sure=True,
        quoted="> Satu. \n>  Dua.",
        signature="-- \nContoh\n\nDikirim dari HP saya",
        introduction=GMAIL_ID.strip(),
    )
    assert cut(f"{ANSWER}\n\n{outlook_id()}Satu.\n\n Dua.").quoted == "Satu.\n\n Dua."


def test_m15_an_introduction_that_is_quoted_itself_is_no_part_of_the_letter() -> None:
    apple = "> Pada 23 Nov 2026, pukul 10.00, Loket\n> <loket@contoh.example> menulis:"
    found = cut(f"{ANSWER}\n\n{apple}\n> \n> Satu.\n> Pada 3 Mei Budi <b@contoh.example> menulis:")
    assert (found.answer, found.sure, found.introduction) == (ANSWER, True, apple)
    assert found.quoted == "> \n> Satu.\n> Pada 3 Mei Budi <b@contoh.example> menulis:"
    assert cut(f"{ANSWER}\n\n> Satu.\n> Budi menulis:\n> Dua.").introduction == ""


def test_m15_where_nothing_is_cut_off_nothing_is_handed_on() -> None:
    assert cut(ANSWER) == Cut(ANSWER, sure=True)
    assert cut(f"{ANSWER}\n\nEl lun, Loket escribió:\n\n> {STORY}").quoted == ""


def test_m15_words_that_announce_what_stands_below_are_no_whole_answer() -> None:
    reply = f"Jawaban bidang kami:\n\n{outlook_id()}Jalan sudah diperbaiki."
    assert found(reply) == (reply, False)


def test_m15_a_name_behind_a_dash_is_a_signature_where_the_thread_knows_the_person() -> None:
    thread = (
        "Pada 23/11/26 10.00, Loket menulis:\n> Pada 22/11/26 10.00, Contoh Staf menulis:\n> > Apa?"
    )
    assert found(f"Sudah.\n\n-Contoh Staf\n\n{thread}") == ("Sudah.", True)
    assert found(f"Bawa\n\n-Kartu Keluarga\n\n{thread}") == ("Bawa\n\n-Kartu Keluarga", True)


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
    answer, sure = found(read(html)[0])
    assert (answer.split(), sure) == (["Sudah", "baik.", "Salam"], True)


@pytest.mark.parametrize("html", HTML_REPLIES.values(), ids=HTML_REPLIES.keys())
def test_m15_replies_in_html_alone_are_cut_without_the_marker_too(html: str) -> None:
    answer, sure = found(read(html.replace(MARKER, "Pengaduan baru"))[0])
    assert (answer.split(), sure) == (["Sudah", "baik.", "Salam"], True)

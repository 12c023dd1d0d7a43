"""Writers who answer inside the letter and say so above it, and words that only sound like that."""

import pytest

from loket_mail.replies import Cut
from tests.inbox.mail_in.reply_support import (
    GMAIL_EN,
    GMAIL_ID,
    LETTER,
    QUOTED,
    outlook_en,
    outlook_id,
)
from tests.mail.replies.marked import cut

INSIDE = LETTER.replace("rusak.", "rusak.\nSUDAH DIPERBAIKI.")
POINTING = [
    "Lihat di bawah.",
    "See below.",
    "Ada di bawah ya",
    "Jwb sy di bwh",
    "Tanggapan: lihat di bawah",
    "Jawaban kami di bagian bawah surel ini.",
    "Jawaban di\nbawah.",
    "Selamat siang, Bu.\n\nJawaban saya di bawah.\n\nTerima kasih,\nContoh Petugas",
    "Untuk itu jawabannya ada di bawah. Mohon maaf baru sempat membalas sejak kemarin sore.",
    "Kami jawab per poin di bawah.",
    "Jawaban atas pertanyaan Ibu di bawah.",
    "See answers to your questions below",
    "Berikut ini saya jawab satu per satu.",
    "Kami jawab di antara kalimat Ibu.",
    "Balasan saya ada di sela-sela pertanyaan.",
    "Mohon dibaca jawaban saya pada setiap pertanyaan",
    "Jawabannya saya sisipkan.",
    "Kami jawab langsung di badan email.",
    "Jawaban dengan huruf kapital",
    "Saya jawab pakai huruf besar ya",
    "Lihat tulisan merah.",
    "Comments inline",
    "Answers interleaved.",
    "Please see my answers in line below.",
    "Replied in the body of your email.",
    "Please find my answers after each question.",
    "See my notes in red",
    "My answers are marked with ***",
    "My replies are between the lines.",
    "Ja\u200bwaban di ba\u00adwah",
]
ORDINARY = [
    "Anak di bawah umur lima tahun dilayani lebih dulu. Kami jawab paling lambat Senin.",
    "Jawaban resmi disusun di bawah koordinasi bidang.",
    "Terlampir di bawah nomor telepon yang bisa dihubungi.",
    "Menanggapi laporan Ibu, harga di bawah Rp 5.000 tidak dikenai biaya.",
    "Silakan datang ke alamat di bawah ini dengan membawa KTP untuk balasan resmi.",
    "Jawaban kami di bawah ini:\n1. Jalan sudah baik.\n2. Lampu menyusul.",
    "Jawaban kami di bawah ini.\n\n1. Jalan sudah baik.\n2. Lampu menyusul.",
    "Berikut jawaban kami: jalan sudah baik.",
    "Berikut kami jawab:\n\nJalan sudah baik.",
    "Kami tanggapi di sela kegiatan posyandu hari Rabu.",
    "Di antara tiga pilihan, jawaban kami adalah yang pertama.",
    "Menanggapi surel Ibu di bawah ini, dengan hormat kami sampaikan bantuan cair Jumat.",
    "Terkait laporan di bawah ini, sudah kami tanggapi dan selesai.",
    "Regarding your question below, the answer is yes.",
    "Catatan: rumah warna merah sudah diperiksa.",
    "Kami sudah memeriksa lampu merah di simpang. Silakan lihat di kantor desa.",
    "Work is in line with the plan, and we will reply on Friday.",
    "We replied to the family by letter; children below five are covered.",
    "Please check the red form at the counter.",
]


@pytest.mark.parametrize("introduction", ["", outlook_id(), outlook_en()])
@pytest.mark.parametrize("words", POINTING)
def test_m15_who_answers_inside_an_unmarked_letter_loses_none_of_it(
    words: str, introduction: str
) -> None:
    reply = f"{words}\n\n{introduction}{INSIDE}"
    assert cut(reply) == Cut(reply, sure=False)
    if introduction:
        unmarked = reply.replace("garis", "baris")
        assert cut(unmarked) == Cut(unmarked, sure=False)


@pytest.mark.parametrize("introduction", [GMAIL_ID, GMAIL_EN])
@pytest.mark.parametrize("words", POINTING)
def test_m15_who_points_into_a_quoted_letter_is_never_surely_done(
    words: str, introduction: str
) -> None:
    reply = f"{words}\n\n{introduction}{QUOTED}"
    for each in (reply, reply.replace("garis", "baris")):
        found = cut(each)
        assert (found.answer, found.sure) == (words, False)


@pytest.mark.parametrize("introduction", [outlook_id(), outlook_en()])
@pytest.mark.parametrize("words", ORDINARY)
def test_m15_words_that_point_elsewhere_are_a_sure_answer(words: str, introduction: str) -> None:
    reply = f"{words}\n\n{introduction}{LETTER}"
    for each in (reply, reply.replace("garis", "baris")):
        found = cut(each)
        assert (found.answer, found.sure) == (words, True)


def test_m15_little_more_than_a_pointer_is_no_answer_even_alone() -> None:
    assert cut("Lihat di bawah.") == Cut("Lihat di bawah.", sure=False)
    long = "Jawaban kami di bawah ini.\n\nJalan di depan rumah Ibu sudah kami perbaiki."
    assert cut(long) == Cut(long, sure=True)

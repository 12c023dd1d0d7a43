"""Whether an answer says anything to whoever waits for it (M-17). All people are invented."""

from __future__ import annotations

import pytest

from loket_mail.substance import Lack, addresses, lacking
from tests.spans import assert_linear

NAME = "Budi Rekaan, S.Sos."

ABSENCES = [
    "Saya sedang cuti sampai 30 Januari. Mendesak: Bu Retno 0812-0000-1234",
    "Mohon maaf, saya sedang dinas luar sampai Jumat. Untuk hal mendesak silakan hubungi Bu Retno.",
    "Selamat pagi,\n\nSaya tidak di tempat hingga 3/2 dan akan membalas setelah kembali.\n\nBudi",
    "I am out of office until Monday. For urgent matters contact Retno.",
    "Sedang cuti tahunan s.d. 12/1. Kembali tanggal 13.",
    "Terima kasih atas email Anda. Saat ini saya sedang cuti melahirkan sampai Maret.",
    "Saya sedang perjalanan dinas. Keperluan mendesak: hubungi Pak Dedi 0813 0000 9999.",
    "Maaf saya sedang cuti.",
    "Lagi di luar kota sampai besok.",
    "saya tidak masuk kantor hari ini",
    "Saya sakit, tidak masuk hari ini.",
    "Mohon maaf, saya cuti tanggal 5-9 Januari.\nPengganti saya: Bu Retno (0812-0000-1234).",
    "On leave until 5 Jan.",
    "Mohon izin, saya sedang cuti bersama.",
    "Saya sedang umroh sampai tanggal 20. Hal penting silakan WA Bu Ani.",
    "Sedang mengikuti diklat di Semarang sampai Jumat.",
    "Mohon maaf saya sedang dinas ke Semarang, balasan mungkin terlambat.",
    "Saya sedang di luar jangkauan. Hubungi Bu Ani.",
    "Terima kasih telah menghubungi kami. Email Anda akan segera kami balas.",
    "Email Anda telah kami terima dan akan dibalas pada jam kerja.",
    "Kami sedang libur sampai 2 Januari. Kantor buka kembali tanggal 3 Januari.",
]

NOTHING = [
    "Salam,\nBudi Rekaan\nNIP 19800101 200501 1 001",
    "Yth. Bapak/Ibu,",
    "...",
    "-",
    "?",
    "\N{THUMBS UP SIGN}",
    "Dengan hormat,",
    "Hormat kami,\nDra. Siti Contoh, M.Si.\nNIP. 197001011990032001",
    "Terima kasih.",
    "Assalamualaikum wr. wb.",
    "Yth. Bapak Kepala Dinas\ndi tempat",
    "Best regards,\nBudi",
    "Budi Rekaan, S.Sos.",
    "Salam hormat,\n\nBudi Rekaan\nKepala Bidang Rehabilitasi Sosial\n0812-0000-1234",
    "Selamat pagi Bapak/Ibu,\n\nTerima kasih.",
    "ttd\nBudi Rekaan",
    "Demikian, terima kasih.",
    "\N{PERSON WITH FOLDED HANDS} Terima kasih",
    "Yth. Ibu Sari,\n\nHormat kami,\nBudi Rekaan",
]

SEALED = [
    "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----",
    "Rahasia:\n\n-----BEGIN PGP MESSAGE-----\nabc",
    "-----BEGIN PKCS7-----\nMIIB\n-----END PKCS7-----",
    "Budi has sent you a protected message.",
]

ANSWERS = [
    *("Sudah kami perbaiki.", "Ya.", "Tidak.", "Sudah.", "Besok.", "Jumat.", "Gratis.", "Benar."),
    *("Silakan datang.", "Kami cek dulu.", "Baik, kami proses.", "Loket 2.", "Pukul 09.00."),
    "Terima kasih, sudah selesai.",
    "Petugas kami sedang cuti, silakan datang hari Senin.",
    "Yth. Bapak, bantuan cair Jumat.",
    "Silakan hubungi Bu Retno 0812-0000-1234",
    "Saya sedang dinas luar. Laporan sudah saya teruskan ke Bidang.",
    "Terima kasih atas laporan Anda. Kami akan segera menindaklanjuti.",
    "Kantor tutup hari Jumat. Silakan datang Senin pukul 08.00.",
    "Mohon maaf atas keterlambatan. Kartu Anda sudah jadi.",
    "Yth. Ibu,\n\nKartu Anda siap diambil.\n\nHormat kami,\nBudi Rekaan",
    "Kami sedang libur sampai 2 Januari. Silakan datang tanggal 3.",
    "Petugas yang Anda adukan sedang cuti. Kami panggil setelah ia kembali.",
    "Surat Anda sudah kami terima dan kami teruskan ke Bidang Rehabilitasi.",
    "Saya sudah kembali dari cuti. Laporan Anda kami proses hari ini.",
    "Untuk hal mendesak hubungi 112.",
    "Kami akan kembali menghubungi Anda hari Rabu.",
    "Laporan Anda akan kami balas besok.",
    "Belum, mohon tunggu.",
    "Maaf, kami salah.",
    "Rp0, gratis.",
    "Kami libur tanggal 25 Desember.",
    "Saya tidak di tempat waktu itu, petugas lain yang melayani.",
    "Plt. Kepala Dinas sudah menyetujui.",
    "Pak Budi tidak masuk hari ini, silakan temui Bu Ani.",
    "Petugas sedang cuti sampai tanggal 5. Silakan datang tanggal 6.",
    "Surat Anda kami terima.",
    "Harap bersabar, berkas Anda sedang diproses.",
    "Kami akan membalas paling lambat Jumat.",
    "panjang " * 300,
]


@pytest.mark.parametrize("text", ABSENCES)
def test_m_17_an_absence_and_nothing_else_is_no_answer(text: str) -> None:
    assert lacking(text, NAME) is Lack.ABSENCE


@pytest.mark.parametrize("text", NOTHING)
def test_m_17_salutations_names_and_signs_are_no_answer(text: str) -> None:
    assert lacking(text, NAME) is Lack.NOTHING


@pytest.mark.parametrize("text", SEALED)
def test_m_17_what_nobody_here_can_open_is_no_answer(text: str) -> None:
    assert lacking(text, NAME) is Lack.ENCRYPTED


@pytest.mark.parametrize("text", ANSWERS)
def test_m_17_one_sentence_that_says_something_is_an_answer(text: str) -> None:
    assert lacking(text, NAME) is None
    assert lacking(f"Yth. Bapak/Ibu,\n\n{text}\n\nSalam,\n{NAME}", NAME) is None


TO_RETNO = "Loket <loket@contoh.example>, Retno Rekaan <kasi@contoh.example>"


@pytest.mark.parametrize(
    "text",
    [
        "Bu Retno, tolong dicek dulu",
        "Retno tolong dicek",
        "Mbak Retno: mohon diproses",
        "Sudah diterima. Bu Retno, mohon ditindaklanjuti.",
        "@Retno tolong cek",
        "Yth. Bu Retno,\nMohon dicek.",
    ],
)
def test_m_17_a_text_that_calls_somebody_in_copy_is_for_them(text: str) -> None:
    assert addresses(text, TO_RETNO)


@pytest.mark.parametrize(
    "text", ["Bu Sari, silakan datang.", "Silakan temui Bu Retno, loket 2.", "Sudah jadi."]
)
def test_m_17_a_text_that_only_names_them_is_not(text: str) -> None:
    assert not addresses(text, TO_RETNO)


@pytest.mark.parametrize(
    "piece", ["Saya cuti. ", "Salam ", "Yth. ", "mohon maaf ", "a.", "\n", "12 ", "Bu Retno, "]
)
def test_m_14_reading_for_substance_takes_linear_time(piece: str) -> None:
    assert_linear(lambda size: lacking(piece * (size // len(piece)), NAME), 5_000)

"""What telephones and clients add below an answer, and what only resembles it."""

import pytest

from loket_inbox.replies import MARKER, cut

TAILS = [
    "Dikirim dari iPhone saya",
    "Dikirim dari HP saya",
    "Dikirim dari Yahoo Mail di Android",
    "Dikirim dari Surel untuk Windows",
    "Dikirim dari Outlook untuk Android",
    "Dikirim dari Samsung Galaxy S23 Ultra saya",
    "Kirim dari ponsel Xiaomi saya",
    "Dapatkan Outlook untuk iOS",
    "Dapatkan Outlook untuk iOS<https://aka.ms/o0ukef>",
    "Get Outlook for Android (https://aka.ms/AAb9ysg)",
    "Sent from my iPhone 15 Pro",
    "Sent from my Samsung Galaxy smartphone.",
    "Sent from Mail for Windows 10",
    "Sent from Outlook for iOS",
    "Sent from BlueMail",
    "Sent via Spark",
    "Sent with Proton Mail secure email.",
    "Yahoo Mail: Search, Organize, Conquer",
    "Sent from Yahoo Mail. Get the app",
]
SENTENCES = [
    "Dikirim dari HP saya: nomor 0812 0000 0000, hubungi besok.",
    "Dikirim dari HP saya 0812 0000 0000",
    "Dikirim dari HP saya, hubungi besok",
    "Dikirim dari HP saya. Hubungi besok.",
    "Dikirim dari ponsel warga kemarin sore",
    "Dikirim dari kantor",
    "Dikirim melalui email",
    "Kirim melalui aplikasi",
    "Kirim dari kantor pos",
    "Sent from my office",
    "Sent via post",
    "Dikirim dari HP saya (https://foto.example/1)",
    "Dikirim dari HP HP HP HP HP HP HP HP",
    "Yahoo Mail: cari surat kami di sana ya",
]


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize("below", ["", f"\n\n{MARKER}\nSurat."])
def test_m15_a_telephones_own_words_are_no_answer(tail: str, below: str) -> None:
    found = cut(f"Sudah diperbaiki.\n\n{tail}{below}")
    assert (found.answer, found.sure) == ("Sudah diperbaiki.", True)


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("below", ["", f"\n\n{MARKER}\nSurat."])
def test_m15_a_sentence_that_begins_like_a_telephones_words_stays(
    sentence: str, below: str
) -> None:
    text = f"Sudah diperbaiki.\n\n{sentence}"
    found = cut(f"{text}{below}")
    assert (found.answer, found.sure) == (text, True)

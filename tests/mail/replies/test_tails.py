"""What telephones and clients add below an answer, and what only resembles it."""

import pytest

from tests.inbox.mail_in.reply_support import GMAIL_ID, QUOTED
from tests.mail.replies.marked import MARKER, cut

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
    "\u2063Dapatkan BlueMail untuk Android \u200b",
    "\u200bDikirim dari i\u00adPhone saya\ufeff",
    "Sent with [Proton Mail](https://proton.me/mail/home) secure email.",
    "Dikirim dengan email aman Proton Mail.",
    "Dikirim dari myMail untuk Android",
    "Sent with Aqua Mail for Android\nhttps://www.mobisystems.com/aqua-mail",
    "Terkirim dari BlackBerry® smartphone dari Sinyal Bagus XL, Nyambung Teruuusss...!",
    "Sent from my BlackBerry 10 smartphone on the Verizon wireless network.",
    "Dikirim dari perangkat Android saya dengan K-9 Mail. Mohon maaf atas singkatnya pesan ini.",
]
AVAST = "<https://www.avast.com/sig-email?utm_medium=email>"
TAILS.append(
    f"{AVAST}\nBebas virus.www.avast.com\n{AVAST}\n<#DAB4FAD8-2DD7-40BB-A1B8-4E2AA1F9FDF2>"
)
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
    "Sent with [our form](https://proton.me/form) on Friday",
    "Dikirim dari HP saya. Maaf jika jalan belum baik",
    "Dikirim dari HP saya\nhttps://dinas.contoh.example/peta",
    "https://www.mobisystems.com/aqua-mail",
    "Bebas virus, kata dokter.",
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


SIGNED = "Sudah diperbaiki.\n\n-- \nContoh Petugas\nDinas Contoh"
AFTERTHOUGHTS = [
    "\n\nMohon laporan ditutup ya.",
    "\n\nNB: foto menyusul besok, printer rusak.",
    "\n\nPrinter rusak sejak kemarin.",
    "\nMohon laporan ditutup ya.",
    "\n\nPlease close the case.",
]


@pytest.mark.parametrize("words", AFTERTHOUGHTS)
@pytest.mark.parametrize("below", ["", f"\n\n{MARKER}\nSurat.", f"\n\n{GMAIL_ID}{QUOTED}"])
def test_m15_sentences_below_a_signature_are_never_surely_one(words: str, below: str) -> None:
    found = cut(f"{SIGNED}{words}{below}")
    assert not found.sure
    assert words.strip() in found.answer


@pytest.mark.parametrize(
    "words",
    [
        "\nTelp. 000\nwww.contoh.example",
        "\n\nJalan Contoh 5, Kota Contoh",
        "\nMelayani sepenuh hati.",
        "\nKami siap melayani Anda",
        "\n\nEmail ini rahasia. Jika Anda bukan penerimanya, mohon hapus.",
        "\n\nThis message is intended for the recipient only. Please delete it otherwise.",
        "\n\nPlease consider the environment before you print.",
    ],
)
def test_m15_what_offices_put_below_a_signature_is_part_of_it(words: str) -> None:
    for below in ("", f"\n\n{GMAIL_ID}{QUOTED}"):
        found = cut(f"{SIGNED}{words}{below}")
        assert (found.answer, found.sure) == ("Sudah diperbaiki.", True)


@pytest.mark.parametrize(
    "words", ["Milis warga: rw05@contoh.example", "Jadwal: https://lists.contoh.example/jadwal"]
)
@pytest.mark.parametrize("rule", ["_____", "_" * 47])
def test_m15_own_words_below_a_rule_are_no_lists_footer(words: str, rule: str) -> None:
    text = f"Selesai.\n{rule}\n{words}"
    assert cut(f"{text}\n\n{GMAIL_ID}{QUOTED}").answer == text

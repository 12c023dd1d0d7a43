"""What may stand right beside the border: hidden characters, older letters, labels, quotations."""

import pytest

from loket_mail.replies import Cut
from loket_mail.replies.lines import ZERO_WIDTH
from tests.inbox.mail_in.reply_support import (
    ANSWER,
    GMAIL_ID,
    LETTER,
    LOKET,
    QUOTED,
    REPLIES,
    STORY,
    outlook_id,
)
from tests.mail.replies.marked import MARKER, cut


def found(text: str) -> tuple[str, bool]:
    answer = cut(text)
    return answer.answer, answer.sure


@pytest.mark.parametrize("reply", REPLIES.values(), ids=REPLIES.keys())
def test_m15_characters_that_nobody_sees_hide_neither_marker_nor_introduction(reply: str) -> None:
    for sign in ZERO_WIDTH:
        hidden = reply.replace(MARKER, f"{sign}--- ba{sign}las {sign}di atas garis ini.{sign} ---")
        for word in ("Dari:", "Dikirim:", "From:", "Sent:", "Pada ", "On ", "Dikirim dari"):
            hidden = hidden.replace(f"\n{word}", f"\n{sign}{word[0]}{sign}{word[1:]}")
        assert found(hidden) == (ANSWER, True)


CHAIN = (
    "Dari: Staf Contoh <staf@contoh.example>\nDikirim: Selasa, 24 November 2026 08.00\n"
    f"Kepada: {LOKET}\nSubjek: RE: 0012\n\nBesok ditambal.\n\n"
)


@pytest.mark.parametrize("older", [f"{outlook_id()}{LETTER}", f"{GMAIL_ID}{QUOTED}"])
def test_m15_the_marker_in_an_older_letter_leaves_the_newer_one_cut_off(older: str) -> None:
    reply = cut(f"{ANSWER}\n\n{CHAIN}{older}")
    assert (reply.answer, reply.sure) == (ANSWER, True)
    assert reply.quoted.startswith("Besok ditambal.")


def test_m15_a_pasted_letter_above_the_marker_takes_no_words_along() -> None:
    pasted = "Pada 24 November 2026 Bank <bank@contoh.example> menulis:\nDana siap.\n\nKami tutup."
    for each in (pasted, pasted.replace("2026", "2026 pukul 08.00")):
        assert found(f"Baik.\n\n{each}\n\n{GMAIL_ID}{QUOTED}") == (f"Baik.\n\n{each}", False)
    announced = f"Ini surat provinsi:\n\n{CHAIN}Kami tutup."
    assert found(f"{announced}\n\n{GMAIL_ID}{QUOTED}") == (announced, False)


@pytest.mark.parametrize(
    "labels",
    [
        "Pelaksana: Bidang\nLokasi: Desa\nBiaya: tidak ada",
        "Nomor: 0012\nStatus: Selesai\nTanggal: 5 Maret 2025\nPetugas: Contoh",
        "Kepada: Pelapor\nPetugas: Contoh",
        "Status: selesai\nTanggal: 24 November 2026",
        "Perihal: jalan\nSudah baik.",
    ],
)
@pytest.mark.parametrize("letter", [LETTER, STORY])
def test_m15_an_answers_own_labels_right_above_a_header_block_stay(
    labels: str, letter: str
) -> None:
    assert found(f"{labels}\n{outlook_id()}{letter}") == (labels, True)


@pytest.mark.parametrize(
    "words",
    [
        'Kemarin Pak Lurah menulis:\n"tunggu anggaran"\n\nMana yang benar?',
        "On Monday we called the agency and they wrote:\n\nWe will come.\n\nNobody came.",
    ],
)
def test_m15_who_tells_what_others_wrote_without_a_date_writes_a_sentence(words: str) -> None:
    assert found(f"{words}\n\n{GMAIL_ID}{QUOTED}") == (words, True)


@pytest.mark.parametrize(
    "words", ["Am 23.11.26 um 10:00 schrieb Loket:", "El lun, 23 nov 2026, Loket escribió:"]
)
def test_m15_an_unmarked_letter_below_a_foreign_introduction_is_for_a_person(words: str) -> None:
    reply = f"{ANSWER}\n\n{words}\n\nJalan rusak."
    assert cut(reply) == Cut(reply, sure=False)

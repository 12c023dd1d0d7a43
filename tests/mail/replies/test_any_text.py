"""What holds for any text at all: no exception, no lost word, no wrong cut, no endless time."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.inbox.mail_in.reply_support import ANSWER, GMAIL_ID, QUOTED, REPLIES, STORY
from tests.mail.replies.marked import MARKER, cut
from tests.spans import assert_linear

# What officers write that looks like what programs write.
RESEMBLING = [
    "",
    "Sudah diperbaiki.",
    "Dari: pengalaman kami, satu minggu cukup.",
    "Dari: Kepala Bidang",
    "Kepada: Kepala Dinas",
    "Tanggal: 3 Mei 2026",
    "Dikirim: 3 Mei",
    "Perihal: Jalan",
    "Pada hari Senin kami menulis surat:",
    "Pada 3 Mei 2026 kami menulis:",
    "Bapak Budi menulis:",
    "1. KTP",
    "- Kartu Keluarga",
    "-Kartu Keluarga",
    "Nilai > 5 cukup.",
    "> 5 tahun: gratis",
    "--",
    "---",
    "__________",
    "Hormat kami,",
    "Budi Contoh",
    "Dikirim dari kantor pos.",
    "Dikirim dari HP saya",
    "Balas ke petugas@contoh.example:",
    "Pesan asli ada pada kami.",
    "On Monday we wrote to you.",
    "Pak Lurah menulis:",
    "Petugas: Budi Contoh",
    "Jawaban kami di bawah.",
    "    menjorok",
]
TAILS = {"Dikirim dari HP saya", "--", "__________", "-Kartu Keluarga"}
ANY = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300)
PROGRAMS = [
    "-- ",
    "> ",
    "> Apa?",
    ">",
    "|",
    MARKER,
    f"> {MARKER}",
    "\t",
    "\u202f",
    "a" * 500,
    "*",
    "_" * 32,
    "menulis:",
    "Dari: A <a@b.example>",
    "Dikirim: 3 Mei 2026 10.00",
    "-----Pesan Asli-----",
    "Mulai pesan diteruskan:",
    "A <a@b.example>",
    "Pada Sen, 23 Nov 2026 10.00 A <a@b.example> menulis:",
    "Baik. Pada Sen, 23 Nov 2026 10.00 A <a@b.example> menulis: Surat.",
    "Ya. -------- Pesan asli --------Dari: A <a@b.example> Tanggal: 3 Mei 2026 10.00 Ke: b",
]
PIECES = st.lists(st.sampled_from(RESEMBLING + PROGRAMS), max_size=25).map("\n".join)


def words(*texts: str) -> list[str]:
    """What a reader reads of the texts; where lines are parted or joined, no word changes."""
    return sorted(re.findall(r"\w", " ".join(texts)))


@settings(deadline=None, max_examples=500)
@given(ANY | PIECES)
def test_m15_every_word_of_any_text_is_somewhere_in_its_cut(text: str) -> None:
    found = cut(text)
    parts = [found.answer, found.quoted, found.signature, found.introduction]
    assert words(*parts) == words(text)


@settings(deadline=None)
@given(ANY)
def test_m15_our_letter_is_never_surely_an_answer(text: str) -> None:
    whole = cut(f"{text}\n\n{GMAIL_ID}{QUOTED}")
    assert not whole.sure or STORY not in whole.answer
    assert not whole.sure or "loket@dinsos.example" not in whole.answer


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.sampled_from(RESEMBLING), min_size=1, max_size=6),
    st.sampled_from(sorted(REPLIES)),
    st.booleans(),
)
def test_m15_what_resembles_a_programs_words_comes_back_or_a_person_looks(
    lines: list[str],
    program: str,
    marked: bool,  # noqa: FBT001 - drawn by Hypothesis
) -> None:
    answer = "\n".join(lines).strip("\n")
    reply = REPLIES[program].replace(ANSWER, answer)
    found = cut(reply if marked else reply.replace("garis", "baris"))
    if found.sure and TAILS.isdisjoint(lines):
        assert found.answer == answer
    assert found.sure or set(words(found.answer)) <= set(words(reply))


@settings(deadline=None)
@given(
    st.lists(st.from_regex(r"[A-Za-z ,.]{0,40}[a-z.]", fullmatch=True), min_size=1, max_size=8),
    st.sampled_from(sorted(set(REPLIES) - {"nothing around the letter"})),
    st.booleans(),
)
def test_m15_plain_sentences_come_through_word_for_word(
    lines: list[str],
    program: str,
    marked: bool,  # noqa: FBT001 - drawn by Hypothesis
) -> None:
    answer = "\n".join(line.strip() for line in lines).strip("\n")
    reply = REPLIES[program].replace(ANSWER, answer)
    found = cut(reply if marked else reply.replace("garis", "baris"))
    assert (found.answer, found.sure) == (answer, True)


@pytest.mark.parametrize(
    "pattern",
    [
        *[
            "x",
            "> ",
            ">",
            "-",
            "\n",
            " ",
            "_\n",
            "> \n",
            "--\n",
            "-- \n",
            "____\n",
            ":",
            ":\n",
            "\u200b\n",
        ],
        *[
            "--- balas ",
            "--- balas di\n",
            "On 1 ",
            "Pada 1 a\n",
            "Pada ",
            "Pada 1 " * 50 + "menulis:\n",
        ],
        *["Dari: x\n", "Dari:", "Dari: a\n\n", "Dari: a@b\nDikirim: 10.00\n", "Tanggal: 10.00\n"],
        *[
            "wrote:",
            "menulis:",
            "menulis:\n",
            "A <a@b.c> menulis:\n",
            "A menulis pada " * 20 + ":\n",
        ],
        *["<a@", "+a2", "a@b ", "2026-11-23 10:00 a@b:\n", "a" * 390 + " menulis:\n"],
        *[
            "Pada 1 Mei 2026 10.00 A <a@b.c> menulis:\n",
            "Pada 1 Mei 2026 10.00 A <a@b.c> menulis: ",
        ],
        *[
            "-----\n",
            "-----Pesan Asli-----",
            "-----Pesan Asli-----\n",
            "* _",
            "\u2014",
            "\u202f",
            "- > | * ",
        ],
        *[
            "Dikirim dari hp ",
            "Dikirim dari hp\n",
            "> a\nb\n",
            ">" * 50 + " a\n",
            "\n\n> a",
            "\r\n",
        ],
        *["inline ", "jawab di bawah ", "jawab " * 40 + "inline ", "lihat ya ya ya ya "],
        *["Dikirim dari hp\nhttps://avast.com/\n", "Bebas virus avast.com <https://avast.com/>\n"],
        *["--- b\u200balas ", "-\u200b", "schrieb 1\n", "Tanggal: 1\nBiaya: 2\nDari: a@b\n"],
        *["_" * 25 + "\na@b\n", "-- \nYou received this message because\n", "-A B\n\n"],
    ],
)
def test_m14_hostile_text_is_cut_in_linear_time(pattern: str) -> None:
    def cut_it(size: int) -> None:
        text = pattern * (size // len(pattern))
        cut(text)
        cut(f"{text}\n{QUOTED}")
        cut(f"{text}\n{GMAIL_ID}> Surat.")
        cut(f"{GMAIL_ID}{QUOTED}\n{text}")

    assert_linear(cut_it, 250_000)


def test_m14_a_long_quotation_is_cut_all_the_same() -> None:
    found = cut(f"{ANSWER}\n\n{GMAIL_ID}" + "> Surat.\n" * 100_000)
    assert (found.answer, found.sure) == (ANSWER, True)


def test_m14_more_lines_than_a_person_writes_are_for_a_person_to_look_at() -> None:
    text = "Baris.\n" * 20_000
    assert not cut(text).sure
    assert cut(text).answer == text.strip()
    assert not cut(f"{text}\n{QUOTED}").sure

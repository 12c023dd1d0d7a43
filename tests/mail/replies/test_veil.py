"""An office of any name: where its own letters come from is known exactly (M-15)."""

from __future__ import annotations

import pytest

from loket_inbox.domain.terms import MARKER
from loket_mail.replies import Person, cut
from loket_mail.replies.veil import unveiled, veiled
from tests.inbox.mail_in.reply_support import ANSWER, REPLIES
from tests.spans import assert_linear

ADDRESS = "loket@dinsos.example"

NAMES = [
    "Puskesmas Kembaran I",
    "Rumah Kita",
    "Layanan Kami",
    "Pemkab. Contoh",
    "Kantor Anda 24",
    "Tulis Saja",
    'Dinas "Maju" Contoh',
    "Dinas Sosial, Pemberdayaan Perempuan dan Perlindungan Anak",
    "UPT. Pusk. Kec. I",
    "Yang Menulis",
    "I",
    "Pelayanan 2026",
    "Kami",
    "Pada Hari Baik",
]


@pytest.mark.parametrize("name", NAMES)
def test_m_15_a_reply_is_cut_alike_whatever_the_office_is_called(name: str) -> None:
    for program, reply in REPLIES.items():
        before = cut(reply, MARKER)
        found = cut(reply.replace("Loket Contoh", name), MARKER, letter_from=Person(name, ADDRESS))
        assert found.sure == before.sure, program
        if found.sure:
            assert found.answer == ANSWER, program
        whole = f"{found.answer}{found.quoted}{found.introduction}{found.signature}"
        assert "zq" not in whole, program


def test_m_15_a_name_wrapped_over_lines_is_put_back_as_it_came() -> None:
    text = f"Pada Sen, 23 Nov 2026 Rumah\nKita <{ADDRESS}> menulis:"
    hidden, pieces = veiled(text, "Rumah Kita", ADDRESS)
    assert "Rumah" not in hidden
    assert hidden.count("\n") == 1
    assert unveiled(hidden, pieces) == text


def test_m_15_the_name_in_a_sentence_of_the_answer_stays_what_it_is() -> None:
    text = "Rumah Kita buka hari Senin."
    assert veiled(text, "Rumah Kita", ADDRESS) == (text, ())


@pytest.mark.parametrize("piece", ["Rumah ", "Rumah Kita ", "Rumah\n", f"Rumah Kita <{ADDRESS}> "])
def test_m_14_veiling_takes_linear_time(piece: str) -> None:
    def work(size: int) -> None:
        text = piece * (size // len(piece))
        hidden, pieces = veiled(text, "Rumah Kita", ADDRESS)
        assert unveiled(hidden, pieces) == text

    assert_linear(work, 80_000)

"""The signature of somebody we know, without any mark (M-15, M-16). All people are invented."""

from __future__ import annotations

import pytest

from loket_mail.replies import Person, cut

BUDI = Person("Budi Rekaan, S.Sos.", "budi@contoh.example")


@pytest.mark.parametrize(
    ("above", "signature"),
    [
        ("Silakan datang.\n\nSalam,", "Budi Rekaan\nNIP 198001012005011001\nHP 0812-0000-1234"),
        ("Silakan datang.", "Budi Rekaan\nbudi@contoh.example"),
        ("Silakan datang.", "Budi 0812-0000-1234"),
        ("Kartu jadi.\n\nHormat kami,", "BUDI REKAAN\nKepala Bidang\n0812 0000 1234"),
        ("Yang perlu dibawa:\nKTP\nKK", "Budi Rekaan\n081200001234"),
        (
            "Silakan ambil.",
            "Budi Rekaan, S.Sos.\nPenata Tk. I\nNIP 19800101 200501 1 001\nbudi@contoh.example",
        ),
        ("Sudah.", "NIP. 19800101 200501 1 001\nBudi Rekaan"),
    ],
)
def test_m_16_name_and_number_of_the_writer_are_cut_off(above: str, signature: str) -> None:
    found = cut(f"{above}\n\n{signature}", writer=BUDI)
    assert (found.answer, found.sure) == (above, True)
    assert found.signature == signature


@pytest.mark.parametrize(
    "text",
    [
        "Silakan hubungi Bu Retno 0812-0000-1234",
        "Hubungi kami di 0286-591892.",
        "Budi Rekaan sudah kami hubungi di 0812-0000-1234.",
        "Alamat: Jalan Contoh 1\nTelp. (0286) 591892",
        "Silakan temui petugas kami.\nRetno Contoh\n0812-0000-1234",
        "Silakan temui petugas:\nBudi Rekaan\n0812-0000-1234",
        "Hormat kami,\nBudi Rekaan",
    ],
)
def test_m_15_a_number_of_the_answer_stays(text: str) -> None:
    assert cut(text, writer=BUDI).answer == text


def test_m_15_a_signature_alone_is_no_answer() -> None:
    found = cut("Budi Rekaan\nNIP 198001012005011001", writer=BUDI)
    assert (found.answer, found.sure) == ("", False)


@pytest.mark.parametrize(
    ("answer", "signature"),
    [
        ("Kartu sudah jadi.", "Budi Rekaan 081200001234"),
        ("Silakan datang.\nBawa KTP.", "Budi (0812-0000-1234)"),
    ],
)
def test_m_16_also_behind_the_last_sentence(answer: str, signature: str) -> None:
    found = cut(f"{answer} {signature}", writer=BUDI)
    assert (found.answer, found.signature, found.sure) == (answer, signature, True)


@pytest.mark.parametrize(
    "text",
    [
        "Bisa datang. Hubungi Retno 081200001234",
        "Besok ada Retno. Temui Retno 0812 0000 1234",
        "Kartu jadi. Silakan hubungi saya, Budi 081200001234",
        "Kartu jadi. Temui Budi (0812-0000-1234)",
    ],
)
def test_m_15_nobody_else_s_number_is_cut_off_there(text: str) -> None:
    assert cut(text, writer=BUDI).answer == text


def test_m_16_a_title_before_the_name_ends_no_sentence() -> None:
    found = cut("Kartu sudah jadi.\nDrs. Budi Rekaan 081200001234", writer=BUDI)
    assert (found.answer, found.signature) == (
        "Kartu sudah jadi.",
        "Drs. Budi Rekaan 081200001234",
    )

"""The mask of confidential names, measured on people who are all invented (N-2)."""

from __future__ import annotations

import pytest

from loket_inbox.domain.mask import WITHHELD, Known, Mask

ZULAIKHA = Known(
    names=("Zulaikha Kenariwati",),
    numbers=("081298765432",),
    emails=("zulaikha_kenariwati@contoh.example",),
    places=("Jl. Kenanga No. 12 RT 03/02", "Karanganyar"),
)


@pytest.mark.parametrize(
    "written",
    [
        "Zulaikha",
        "Z u l a i k h a",
        "Zulaikhá",
        "Zulai\u200bkha",
        "zulaikha_kenariwati@contoh.example",
        "Zulaikhanya",
        "(0812)98765432",
        "0812/9876/5432",
        "0812--9876--5432",
        "+62 812-9876-5432",
        "Jl. Kenanga No. 12",
        "Kenanga",
    ],
)
def test_n_2_a_told_name_number_or_place_is_withheld_in_this_spelling(written: str) -> None:
    masked = Mask(ZULAIKHA).hide(f"Kemarin {written} datang ke kantor ini.")
    assert masked.startswith("Kemarin ")
    assert masked.endswith(" datang ke kantor ini.")
    assert masked.count(WITHHELD) == 1
    assert set(masked.split()) <= {"Kemarin", "Jl.", WITHHELD, "datang", "ke", "kantor", "ini."}

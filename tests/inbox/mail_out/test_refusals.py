from __future__ import annotations

import pytest

from loket_inbox.mail_out.refusals import Verdict, status_of, verdict


@pytest.mark.parametrize("command", ["connect", "EHLO", "HELO", "STARTTLS", "AUTH", "MAIL"])
@pytest.mark.parametrize("code", [421, 450, 451, 454, 500, 530, 535, 550, 554])
def test_f8_what_is_refused_before_a_recipient_is_named_is_refused_to_us(
    command: str, code: int
) -> None:
    assert verdict(command, code, "tidak") is Verdict.AWAY


@pytest.mark.parametrize("command", ["RCPT", "DATA", "LETTER"])
@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        (421, "4.3.2 tutup", Verdict.LATER),
        (450, "4.2.0 daftar abu-abu", Verdict.LATER),
        (451, "", Verdict.LATER),
        (452, "4.2.2 penuh", Verdict.LATER),
        (550, "5.1.1 tidak ada", Verdict.FOR_GOOD),
        (551, "5.1.6 pindah", Verdict.FOR_GOOD),
        (550, "5.2.1 ditutup", Verdict.FOR_GOOD),
        (552, "5.2.3 terlalu besar", Verdict.FOR_GOOD),
        (552, "5.3.4 terlalu besar", Verdict.FOR_GOOD),
        (554, "5.6.0 tidak terbaca", Verdict.FOR_GOOD),
        (552, "5.2.2 penuh", Verdict.LATER),
        (552, "penuh", Verdict.LATER),
        (500, "apa?", Verdict.LATER),
        (503, "5.5.1 urutan", Verdict.LATER),
        (530, "5.7.0 masuk dulu", Verdict.LATER),
        (535, "5.7.8 sandi", Verdict.LATER),
        (550, "5.7.1 tidak boleh", Verdict.FOR_GOOD_IF_OTHERS_GO),
        (554, "5.7.1 kami bukan perantara Anda", Verdict.FOR_GOOD_IF_OTHERS_GO),
        (550, "5.4.1 tidak boleh", Verdict.FOR_GOOD_IF_OTHERS_GO),
        (550, "5.0.0 tidak", Verdict.FOR_GOOD_IF_OTHERS_GO),
    ],
)
def test_f8_a_refused_letter_is_judged_by_code_and_status(
    command: str, code: int, text: str, expected: Verdict
) -> None:
    assert verdict(command, code, text) is expected


@pytest.mark.parametrize("code", [550, 551, 553])
def test_f8_a_bare_refusal_of_a_recipient_means_the_mailbox_unless_it_speaks_of_us(
    code: int,
) -> None:
    for text in ("", "No such user here", "tidak ada", "Requested action not taken"):
        assert verdict("RCPT", code, text) is Verdict.FOR_GOOD
        assert verdict("LETTER", code, text) is Verdict.FOR_GOOD_IF_OTHERS_GO
    for text in ("Relay access denied", "Authentication required", "blocked, see our policy"):
        assert verdict("RCPT", code, text) is Verdict.FOR_GOOD_IF_OTHERS_GO


@pytest.mark.parametrize("text", ["terlalu besar", "5.3.4 terlalu besar"])
def test_a_letter_can_be_too_large_for_a_server_before_its_recipient_is_named(text: str) -> None:
    assert verdict("MAIL", 552, text) is Verdict.FOR_GOOD
    assert verdict("MAIL", 552, "5.7.0 tidak boleh") is Verdict.AWAY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5.1.1 tidak ada", "5.1.1"),
        ("4.2.2", "4.2.2"),
        ("5.1.1.1 aneh", ""),
        ("5.1.9999 aneh", ""),
        ("server 5.1.1", ""),
        ("", ""),
    ],
)
def test_a_status_stands_at_the_beginning_of_a_reply(text: str, expected: str) -> None:
    assert status_of(text) == expected

import pytest

from loket_mail.message.letterhead import Letterhead, letterhead
from tests.mail.message.mail_writing import WholeMail
from tests.mail.message.whole_mails import HEADERS

PLAIN = b"""From: =?utf-8?q?Caf=C3=A9?= <a@contoh.example>
To: b@contoh.example,
 c@contoh.example
Subject: Satu
Subject: Dua
Date: Mon, 23 Nov 2026 10:00:00 +0700

From: tidak
"""
READ = Letterhead(
    sender="Café <a@contoh.example>",
    to="b@contoh.example, c@contoh.example",
    subject="Satu",
    date="Mon, 23 Nov 2026 10:00:00 +0700",
)


@pytest.mark.parametrize("raw", [PLAIN, PLAIN.replace(b"\n", b"\r\n"), b"\r\n" + PLAIN])
def test_m11_people_know_a_mail_by_four_headers(raw: bytes) -> None:
    assert letterhead(raw) == READ


@pytest.mark.parametrize("mail", [pytest.param(mail, id=mail.name) for mail in HEADERS])
def test_m13_a_subject_of_any_kind_is_shown(mail: WholeMail) -> None:
    assert letterhead(mail.raw).subject == mail.subject


@pytest.mark.parametrize("raw", [b"", b"\0", b"a:\n" * 10_000, b"\xff" * 100, b"Hai"])
def test_m11_where_there_is_no_letterhead_nothing_is_shown(raw: bytes) -> None:
    assert letterhead(raw) == Letterhead()

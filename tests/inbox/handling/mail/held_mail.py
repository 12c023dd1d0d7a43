"""Held mails of strangers and of a case, and officers who settle them."""

from __future__ import annotations

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.inbox.office import (
    press,
)

LIST = "/petugas/tertahan/"


STORY = "Saya mau mengadu.\n\nAntrean di loket terlalu lama."


def a_mail(text: str = STORY, subject: str = "Keluhan", number: int = 1) -> bytes:
    headers = {
        "From": "Budi Rekaan <budi@asing.example>",
        "To": "loket@contoh.example",
        "Subject": subject,
        "Date": "Mon, 16 Mar 2026 08:00:00 +0700",
        "Message-ID": f"<{number}@x>",
    }
    head = "".join(f"{name}: {value}\n" for name, value in headers.items())
    return f"{head}\n{text}\n".encode()


def attach(
    client: FlaskClient, mail: int, number: str, part: str, text: str = "Ini teksnya.", **more: str
) -> TestResponse:
    fields = {"nomor": number, "sebagai": part, "teks": text} | more
    response: TestResponse = press(client, f"{LIST}{mail}/lampirkan", **fields)
    return response

"""Files on their way through the inbox: quick stand-ins, and what a browser would do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from loket_inbox.desk import Desk
from loket_inbox.handling.files.waiting import take_in
from loket_inbox.handling.sender.check_token import CheckToken
from loket_inbox.handling.sender.submission import Receipt, submit
from loket_inbox.uploads.kinds import FileKind
from loket_site.forms.attached import KeptFile
from loket_site.model.form import Question
from tests.pictures import a_pdf
from tests.support import A_COMPLAINT, judged, the_form

ONE_PIXEL = b"\xff\xd8\xff\xc0\x00\x11\x08\x00\x01\x00\x01"
"""How a JPEG begins that says it has one pixel."""

QUESTION = "foto"
"""The question of the complaint form that takes files."""

File = tuple[str, bytes]
"""What a person's device calls a file, and what is in it."""


class TrustingWorkers:
    """Takes every picture as it is: for tests of what happens to files afterwards."""

    def place(self) -> AbstractContextManager[bool]:
        return nullcontext(True)

    def redrawn(self, kind: FileKind, content: bytes) -> bytes:
        assert kind is not FileKind.PDF
        return content


def trusting(desk: Desk) -> Desk:
    """The same desk, quicker with pictures."""
    return replace(desk, pictures=TrustingWorkers())


def a_file(word: str = "satu", *, octets: int = 0) -> File:
    """What passes for a photo at a trusting desk."""
    return f"{word}.jpg", ONE_PIXEL + word.encode().ljust(octets, b".")


def taken(desk: Desk, file: File) -> KeptFile:
    """A file that waits."""
    name, content = file
    return take_in(desk, content, name=name, pdf_allowed=True)


def with_question(desk: Desk, *files: KeptFile) -> tuple[tuple[Question, KeptFile], ...]:
    """Files as the complaint form hands them on."""
    (question,) = (each for each in the_form(desk).questions if each.id == QUESTION)
    return tuple((question, file) for file in files)


def a_case_with_files(
    desk: Desk, *files: File, answers: Mapping[str, str] = A_COMPLAINT
) -> Receipt:
    """A complaint that somebody has sent with a PDF, or with these files."""
    waiting = [taken(desk, file) for file in files or [("surat.pdf", a_pdf())]]
    token = CheckToken.new(desk.store.clock())
    sent = with_question(desk, *waiting)
    return submit(desk, the_form(desk), judged(desk, answers), token, files=sent)


def send_with(
    client: FlaskClient,
    *files: File,
    fields: Iterable[tuple[str, str]] = tuple(A_COMPLAINT.items()),
    address: str = "/kirim/pengaduan",
    **more: str,
) -> TestResponse:
    """Post the complaint form with files, as a browser does."""
    kind, body = multipart([*fields, *more.items()], files)
    return client.post(address, data=body, content_type=kind)


def multipart(fields: Iterable[tuple[str, str]], files: Iterable[File]) -> tuple[str, bytes]:
    """Write a form with files as browsers do (HTML, 4.10.21.8): the kind of the body, and it."""
    boundary = b"----WebKitFormBoundary7MA4YWxkTrZu0gW"
    parts = [(f'name="{name}"', value.encode()) for name, value in fields]
    for name, content in files:
        escaped = name.replace("\n", "%0A").replace("\r", "%0D").replace('"', "%22")
        kind = f'name="{QUESTION}"; filename="{escaped}"\r\nContent-Type: image/jpeg'
        parts.append((kind, content))
    written = (
        b"--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n"
        % (boundary, head.encode(), body)
        for head, body in parts
    )
    kind_of_body = f"multipart/form-data; boundary={boundary.decode()}"
    return kind_of_body, b"".join(written) + b"--" + boundary + b"--\r\n"

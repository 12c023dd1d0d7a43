"""Forms of the public, filled in and sent, and what their pages say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support import (
    A_COMPLAINT,
    hidden_fields,
)

CLOSED = "/kirim/pengaduan/selesai"


URLENCODED = "application/x-www-form-urlencoded"


def summary(page: str) -> str:
    """The words of the error summary."""
    document = html5lib.parse(page, namespaceHTMLElements=False)
    (alert,) = (each for each in document.iter() if each.get("role") == "alert")
    return " ".join(" ".join(alert.itertext()).split())


def filled(page: str) -> dict[str, str]:
    """What a form page would post again, as a browser reads it; hidden fields left out."""
    document = html5lib.parse(page, namespaceHTMLElements=False)
    values: dict[str, str] = {}
    for element in document.iter():
        name, kind = element.get("name", ""), element.get("type")
        if element.tag == "textarea":
            values[name] = element.text or ""
        elif element.tag == "select":
            picked = [o for o in element.iter("option") if o.get("selected") is not None]
            values[name] = picked[0].get("value", "") if picked else ""
        elif element.tag == "input" and kind in {"radio", "checkbox"}:
            if element.get("checked") is not None:
                values[name] = element.get("value", "")
        elif element.tag == "input" and kind != "hidden":
            values[name] = element.get("value", "")
    return {name: value for name, value in values.items() if value}


TYPED = {name: value for name, value in A_COMPLAINT.items() if name not in {"versi", "bahasa"}}


def latin_1(kind: str, fields: Mapping[str, str]) -> tuple[bytes, str]:
    """A post of an old program that does not write UTF-8."""
    if kind == "urlencoded":
        return urlencode(fields, encoding="latin-1").encode(), URLENCODED
    parts = "".join(
        f'--batas\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    return f"{parts}--batas--\r\n".encode("latin-1"), "multipart/form-data; boundary=batas"


def changed(fields: list[tuple[str, str]], **changes: str) -> list[tuple[str, str]]:
    return [(name, changes.get(name, value)) for name, value in fields]


WRONG = ["0000 0000 0000 0000", "1234567890123456", "9999-9999-9999-9999"]


@dataclass
class Visitor:
    """Somebody with a receipt, who writes from the tracking page."""

    client: FlaskClient
    code: str

    def looks(self) -> TestResponse:
        return self.client.post("/lacak", data={"kode": self.code})

    def writes(self, message: str, **changes: str) -> TestResponse:
        fields = dict(hidden_fields(self.looks().text)) | {"pesan": message} | changes
        return self.client.post("/lacak/pesan", data=fields)

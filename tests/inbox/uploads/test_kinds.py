"""Which files are taken, by content and by name, and what people hear of the others (W-9)."""

from __future__ import annotations

import pytest

from loket_inbox.uploads.kinds import FileKind, recognised
from loket_inbox.uploads.naming import LONGEST_NAME, shown_name
from loket_inbox.uploads.refusals import Refusal, RefusedFileError
from tests.pictures import a_drawing, a_pdf, a_photo, an_archive


def refusal(content: bytes, name: str, *, pdf_allowed: bool = True) -> Refusal:
    with pytest.raises(RefusedFileError) as refused:
        recognised(content, name=name, pdf_allowed=pdf_allowed)
    return refused.value.refusal


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (a_photo(), "foto.jpg", FileKind.JPEG),
        (a_photo(), "IMG_0001.JPEG", FileKind.JPEG),
        (a_photo(), "foto.jfif ", FileKind.JPEG),
        (a_photo(), "../../foto.jpg", FileKind.JPEG),
        (a_photo(), "CON.jpg", FileKind.JPEG),
        (a_drawing(), "Tangkapan Layar.png", FileKind.PNG),
        (a_pdf(), "surat.pdf", FileKind.PDF),
    ],
)
def test_w9_content_and_name_say_the_same(content: bytes, name: str, kind: FileKind) -> None:
    assert recognised(content, name=name, pdf_allowed=True) is kind


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "foto.jpg", Refusal.EMPTY),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "IMG_0001.HEIC", Refusal.HEIC),
        (b"\0\0\0\x18ftypmif1\0\0\0\0", "foto.jpg", Refusal.HEIC),
        (b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41", "VID.mp4", Refusal.VIDEO),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "foto.jpg", Refusal.VIDEO),
        (b"\x1a\x45\xdf\xa3" + b"\0" * 40, "rekaman.webm", Refusal.VIDEO),
        (b"RIFF\0\0\0\0AVI LIST", "rekaman.avi", Refusal.VIDEO),
        (b"GIF89a" + b"\0" * 40, "foto.jpg", Refusal.OTHER_KIND_OR_PDF),
        (b"RIFF\0\0\0\0WEBPVP8 ", "foto.jpg", Refusal.OTHER_KIND_OR_PDF),
        (b"BM" + b"\0" * 60, "foto.jpg", Refusal.OTHER_KIND_OR_PDF),
        (b"II*\0" + b"\0" * 60, "foto.jpg", Refusal.OTHER_KIND_OR_PDF),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "foto.png", Refusal.OTHER_KIND_OR_PDF),
        (b"<!doctype html><script>alert(1)</script>", "foto.jpg", Refusal.OTHER_KIND_OR_PDF),
        (an_archive(), "surat.docx", Refusal.OTHER_KIND_OR_PDF),
        (b"MZ" + b"\0" * 60, "foto.jpg", Refusal.OTHER_KIND_OR_PDF),
        (b"\n%PDF-1.7\n%%EOF", "surat.pdf", Refusal.OTHER_KIND_OR_PDF),
        (b"%PDF-1.7\n", "surat.pdf", Refusal.BROKEN),
        (a_pdf() + b"\0" * 2000, "surat.pdf", Refusal.BROKEN),
        (a_photo(), "foto.png", Refusal.WRONG_ENDING),
        (a_drawing(), "foto.jpg", Refusal.WRONG_ENDING),
        (a_pdf(), "foto.jpg", Refusal.WRONG_ENDING),
        (a_photo(), "foto", Refusal.WRONG_ENDING),
        (a_photo(), "", Refusal.WRONG_ENDING),
        (a_photo(), "foto.jpg\0.exe", Refusal.WRONG_ENDING),
        (a_photo(), "foto.jpg.exe", Refusal.WRONG_ENDING),
        # Read from the right, this name ends in .jpg; its last letters are gpj.exe.
        (a_photo(), "foto-\u202egpj.exe", Refusal.WRONG_ENDING),
    ],
)
def test_w9_everything_else_is_refused_for_a_reason_of_its_own(
    content: bytes, name: str, why: Refusal
) -> None:
    assert refusal(content, name) is why


def test_w9_a_pdf_is_taken_only_where_the_form_says_so() -> None:
    assert refusal(a_pdf(), "surat.pdf", pdf_allowed=False) is Refusal.PDF_NOT_HERE
    assert refusal(b"GIF89a", "foto.gif", pdf_allowed=False) is Refusal.OTHER_KIND


def test_every_refusal_says_what_to_do_in_short_sentences() -> None:
    told = {str(RefusedFileError(each, ending=".jpg")) for each in Refusal}
    assert len(told) == len(Refusal)
    for text in told:
        sentences = [part for part in text.removesuffix(".").split(". ") if part]
        assert len(sentences) == 2, text
        assert all(len(sentence.split()) <= 20 for sentence in sentences), text
        assert "{" not in text


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("foto.jpg", "foto.jpg"),
        ("../../etc/x.jpg", "x.jpg"),
        ("C:\\Users\\Sari\\Pictures\\x.jpg", "x.jpg"),
        ("x.jpg\0.exe", "x.jpg.exe"),
        ("foto-\u202egpj.exe", "foto-gpj.exe"),
        ("a\r\nSet-Cookie: x.jpg", "a Set-Cookie: x.jpg"),
        ("", "berkas"),
        ("///", "berkas"),
        ("{{7*7}}<script>.jpg", "{{7*7}}<script>.jpg"),
        ("n" * 200 + ".jpeg", "n" * 54 + "….jpeg"),
        ("n" * 200, "n" * 59 + "…"),
    ],
)
def test_w8_a_name_is_shown_on_one_line_without_its_path(given: str, shown: str) -> None:
    assert shown_name(given) == shown
    assert len(shown_name(given)) <= LONGEST_NAME

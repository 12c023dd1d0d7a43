"""Files at the officers' desk, and on the disk: who opens one, and what lies open (EN-1, W-9)."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import update

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.domain.officers import Officer
from loket_inbox.domain.terms import Channel
from loket_inbox.envelope import SealBrokenError
from loket_inbox.handling.doors import NoSuchCaseError
from loket_inbox.handling.files.enclosing import open_enclosed
from loket_inbox.handling.files.waiting import LIFE
from loket_inbox.mail_out.transport import LocalMailbox
from loket_inbox.store.tables import case_files, cases, readings
from loket_inbox.web.officer.arrival import CHANNEL, DAY, ON_THE_SPOT
from loket_inbox.worker import work_once
from tests.canaries import GlassEnvelope, found_in
from tests.inbox.handling.files.file_support import (
    File,
    a_case_with_files,
    a_file,
    send_with,
    trusting,
)
from tests.inbox.office import FRONT_DESK, HEAD, signed_in, the_guard
from tests.pictures import a_pdf, saved
from tests.support import (
    A_COMPLAINT,
    HandClock,
    a_desk,
    checked,
    hidden_fields,
    output,
    press,
    rows,
)


@pytest.fixture
def desk(desk: Desk) -> Desk:
    return trusting(desk)


def the_officer(desk: Desk, email: str = FRONT_DESK) -> Officer:
    with desk.store.reading() as work:
        found = work.people.by_email(email)
    assert found
    return found


def test_w9_a_case_lists_its_files_under_our_names(desk: Desk) -> None:
    photo = a_file("ktp-sari", octets=2_300_000)
    number = a_case_with_files(desk, photo, ("surat-sari.pdf", a_pdf())).number
    page = signed_in(desk).get(f"/petugas/kasus/{number}").text
    assert f"{number}-1.jpg" in page
    assert "Foto bukti. Foto JPEG, 2,3 MB" in page
    assert "Foto bukti. PDF, 1 kB" in page
    # What is kept as it came may tell its author.
    assert f"{number}-2-asli.pdf" in page
    assert page.count("Ini berkas asli. Di dalamnya bisa ada data tersembunyi") == 1
    assert "sari.pdf" not in page
    assert "ktp" not in page


@pytest.mark.parametrize(
    ("file", "ending", "kind"),
    [
        (a_file(), ".jpg", "image/jpeg"),
        (("x.png", b"\x89PNG\r\n\x1a\n"), ".png", "image/png"),
        (("x.pdf", a_pdf()), "-asli.pdf", "application/pdf"),
    ],
)
def test_w9_a_file_is_handed_out_to_be_saved_and_never_shown(
    desk: Desk, file: File, ending: str, kind: str
) -> None:
    number = a_case_with_files(desk, file).number
    response = signed_in(desk).get(f"/petugas/kasus/{number}/berkas/1")
    assert response.data == file[1]
    headers = response.headers
    assert headers["Content-Type"] == kind
    assert headers["Content-Disposition"] == f'attachment; filename="{number}-1{ending}"'
    policy = headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "sandbox"} <= set(policy)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("position", ["0", "2", "99999999999999999999999", "-1", "x"])
def test_w12_a_file_that_is_not_there_is_a_page_that_is_not_there(
    desk: Desk, position: str
) -> None:
    number = a_case_with_files(desk).number
    assert signed_in(desk).get(f"/petugas/kasus/{number}/berkas/{position}").status_code == 404
    assert signed_in(desk).get(f"/petugas/kasus/9999-9999/berkas/{position}").status_code == 404


def test_who_opened_a_file_is_written_down(desk: Desk) -> None:
    number = a_case_with_files(desk).number
    before = rows(desk, readings)
    open_enclosed(desk, the_officer(desk), number, 1)
    with pytest.raises(NoSuchCaseError):
        open_enclosed(desk, the_officer(desk), number, 2)
    assert rows(desk, readings) == before + 1
    page = signed_in(desk, HEAD).get(f"/petugas/kasus/{number}").text
    assert "Berkas" in page[page.index("Siapa membuka kasus ini") :]


def test_en4_a_file_that_was_moved_to_another_case_does_not_open(desk: Desk) -> None:
    numbers = [a_case_with_files(desk, a_file(word)).number for word in ("satu", "dua")]
    with desk.store.engine.begin() as connection:
        connection.execute(update(case_files).values(case_id=3 - case_files.c.case_id, position=9))
        connection.execute(update(case_files).values(position=1))
    for number in numbers:
        with pytest.raises(SealBrokenError):
            open_enclosed(desk, the_officer(desk), number, 1)


TYPED_IN = {
    **A_COMPLAINT,
    CHANNEL: Channel.LETTER.code,
    DAY: "2026-03-16",
    ON_THE_SPOT: "tidak",
}
FORM = "/petugas/catat/pengaduan"


def test_files_come_with_a_case_that_is_typed_in(desk: Desk, clock: HandClock) -> None:
    officer = signed_in(desk)
    form = officer.get(FORM).text
    assert 'enctype="multipart/form-data"' in form
    fields = [*TYPED_IN.items(), ("penjaga", the_guard(form))]
    check = send_with(officer, a_file("kuitansi"), fields=fields, address=FORM)
    assert "kuitansi.jpg (1 kB)" in check.text
    kept = [*hidden_fields(check.text), ("aksi", "simpan")]
    slip = officer.post(f"{FORM}/selesai", data=dict(kept))
    number = output(slip.text, "nomor")
    assert f"{number}-1.jpg" in officer.get(f"/petugas/kasus/{number}").text
    # The same page once more names the case, although its file waits no more.
    again = officer.post(f"{FORM}/selesai", data=dict(kept))
    assert again.status_code == 200
    assert number in again.text
    assert rows(desk, cases) == 1
    # A file that is too old is asked for again.
    late = send_with(officer, a_file("kuitansi"), fields=fields, address=FORM)
    clock.pass_by(LIFE + timedelta(minutes=1))
    for button in ("simpan", "ubah"):
        body = dict(hidden_fields(late.text)) | {"aksi": button}
        page = officer.post(f"{FORM}/selesai", data=body)
        assert page.status_code == 422
        assert "menunggu lebih dari 60 menit" in page.text
    assert rows(desk, cases) == 1


# EN-1: what a file is called, and what is written in it, lies open nowhere.


def fresh_canaries() -> dict[str, str]:
    return {
        name: f"kenari-{name}-{secrets.token_hex(6)}" for name in ("name", "exif", "text", "pdf")
    }


def files_with(canary: dict[str, str]) -> tuple[File, File]:
    """A photo and a PDF, with a canary wherever one can hide."""
    exif = Image.Exif()
    exif[0x010F] = canary["exif"]
    photo = saved(Image.new("RGB", (40, 30), "teal"), "JPEG", exif=exif, comment=canary["text"])
    pdf = a_pdf().replace(b"/Catalog", f"/Catalog /Author ({canary['pdf']})".encode())
    return (f"{canary['name']}.jpg", photo), ("surat.pdf", pdf)


def send_everything(desk: Desk, canary: dict[str, str], photo: File, pdf: File) -> None:
    """A complaint with files that is sent, and one that is left lying at the check page."""
    client = checked(create_inbox(desk))
    check = send_with(client, photo)
    assert canary["name"] in check.text
    sent = press(client, hidden_fields(check.text), "kirim")
    assert output(sent.text, "nomor")
    assert send_with(client, photo).status_code == 200
    a_case_with_files(desk, pdf)
    work_once(desk, LocalMailbox(desk.settings.mailbox))


def files_of(desk: Desk) -> list[Path]:
    return [path for path in desk.settings.data.rglob("*") if path.is_file()]


def test_en1_nothing_of_a_file_lies_open_on_the_disk(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    desk, canary = a_desk(tmp_path / "var"), fresh_canaries()
    files = files_with(canary)
    caplog.set_level("DEBUG")
    send_everything(desk, canary, *files)
    logged = tmp_path / "log"
    logged.write_text(caplog.text, encoding="utf-8")
    # The letters too: they only count the files.
    assert any(path.parent == desk.settings.mailbox for path in files_of(desk))
    assert found_in([*files_of(desk), logged], canary) == {}


def test_en1_the_search_finds_names_and_pdfs_in_a_database_that_is_not_sealed(
    tmp_path: Path,
) -> None:
    glass: object = GlassEnvelope()
    desk = replace(a_desk(tmp_path / "var"), envelope=glass)  # type: ignore[arg-type]
    canary = fresh_canaries()
    send_everything(desk, canary, *files_with(canary))
    found = found_in(list(desk.settings.data.glob("loket.sqlite*")), canary)
    # What stood in the metadata of the photo is nowhere, sealed or not.
    assert set(found) == {"name", "pdf"}


def test_en1_the_search_finds_metadata_where_pictures_are_not_redrawn(tmp_path: Path) -> None:
    glass: object = GlassEnvelope()
    desk = replace(trusting(a_desk(tmp_path / "var")), envelope=glass)  # type: ignore[arg-type]
    canary = fresh_canaries()
    send_everything(desk, canary, *files_with(canary))
    assert set(found_in(list(desk.settings.data.glob("loket.sqlite*")), canary)) == set(canary)

"""What officers do with a case on its page."""

from __future__ import annotations

import html
from dataclasses import replace

import pytest
from msgspec import structs
from werkzeug.datastructures import MultiDict

from loket_inbox.desk import Desk
from loket_inbox.domain.mask import WITHHELD
from loket_inbox.domain.states import State
from loket_inbox.handling.sender.check_token import CheckToken
from loket_inbox.handling.sender.submission import TypedIn, type_in
from loket_inbox.handling.sender.tracking import track
from loket_site.forms.form import build_desk_form
from loket_site.model.form import RESERVED_IDS, SERVICE_IN_BOOK
from tests.inbox.office import signed_in
from tests.inbox.web.officer.case_forms import NAME, STREET, Forms, House, offered, opened
from tests.support import (
    A_COMPLAINT,
    a_received_case,
    judged,
    output,
    the_form,
)


def test_each_role_is_offered_what_it_may_do_now(house: House) -> None:
    front = {"jawab", "tanya", "catat", "buku", "lengkap", "golongkan", "diadukan", "lepas"}
    assert offered(house.page(), house.number) == front
    house.register()
    assert offered(house.page(), house.number) == front | {"tutup"}
    assert offered(house.page("kepala"), house.number) == front | {"tutup", "disposisi"}
    house.dispose("kabid")
    assert offered(house.page("kabid"), house.number) == {"jawab", "tanya", "catat", "nama"}
    house.dispose("kabid", "tim", kepada="tim")
    assert offered(house.page("tim"), house.number) == {"catat", "rumusan"}
    house.do("tutup", hasil="withdrawn")
    assert offered(house.page(), house.number) == {
        "catat",
        "buku",
        "diadukan",
        "lepas",
        "buka-lagi",
    }


def test_the_likely_next_form_stands_open(house: House) -> None:
    assert opened(house.page()) == ["buku"]
    house.register()
    assert opened(house.page()) == ["jawab"]
    assert opened(house.page("kepala")) == ["disposisi"]
    house.dispose("kabid", "tim", kepada="tim")
    assert opened(house.page("kepala")) == ["jawab"]
    assert opened(house.page("tim")) == ["rumusan"]
    house.do("rumusan", "tim", teks="Antrean tanpa nomor.")
    assert opened(house.page("kepala")) == ["sahkan"]
    assert opened(house.page("tim")) == []


@pytest.mark.parametrize(
    ("aksi", "where"), [("jawab", "Jawaban kami"), ("tanya", "Pertanyaan kami")]
)
def test_what_the_sender_reads_is_shown_once_more_before(
    house: House, aksi: str, where: str
) -> None:
    text = "Datang besok.\n\nBawa <b>KTP</b>."
    check = house.press(aksi, teks=text)
    assert check.status_code == 200
    assert f'<div class="tulis">{html.escape(text)}</div>' in check.text
    assert where in check.text
    assert "Tampil bagi pengirim di halaman Lacak. Pengirim yang memilih email" in check.text
    assert house.happened == ["received"]
    back = house.press(aksi, on=check.text, aksi_langkah="ubah")
    assert Forms(back.text).found[f"{house.address}/{aksi}"]["teks"] == [text]
    assert opened(back.text) == [aksi]
    assert house.press(aksi, on=check.text, aksi_langkah="kirim").status_code == 303
    assert house.said() == [text]


def test_a_note_is_kept_and_the_sender_reads_none_of_it(house: House) -> None:
    house.do("catat", teks="Sudah ditelepon.\r\nTidak diangkat.")
    assert "Sudah ditelepon.\nTidak diangkat." in house.page("kepala")
    assert house.said() == []


def test_registering_gives_a_number_and_asks_the_head(house: House) -> None:
    form = Forms(house.page()).found[f"{house.address}/buku"]
    assert form["layanan"] == ["1"]  # As the sender has named it.
    house.register(keterangan="Tanpa kartu.", berkas_lengkap="ya", bukti="Kuitansi.")
    assert house.happened == ["received", "registered", "completed", "story-released"]
    page = house.page()
    for words in ("Nomor agenda 1/2026", "Antre tiga jam.", "Tanpa kartu.", "Kuitansi."):
        assert words in page
    assert ("kepala", "for_disposition") in house.letters()


def test_no_question_for_officers_can_have_the_name_of_a_field_beside_it(house: House) -> None:
    spec = the_form(house.desk)
    bare = structs.replace(
        house.desk.catalogue, forms=(structs.replace(spec, officer_questions=()),)
    )
    page = signed_in(replace(house.desk, catalogue=bare)).get(house.address).text
    (names,) = [set(found) for action, found in Forms(page).found.items() if "buku" in action]
    assert {name for name in names if "-" not in name} <= {*RESERVED_IDS, SERVICE_IN_BOOK}
    assert SERVICE_IN_BOOK in names


def test_a_corrected_entry_begins_with_the_one_before(house: House) -> None:
    house.register(penerima="kepala", bukti="Kuitansi.", layanan="tidak-tahu")
    form = Forms(house.page()).found[f"{house.address}/buku"]
    assert form["ringkasan"] == ["Antre tiga jam."]
    assert form["layanan"] == ["tidak-tahu"]
    assert form["penerima"] == ["kepala"]
    assert form["bukti"] == ["Kuitansi."]
    house.do("buku", ringkasan="Antre dua jam.")
    assert house.happened[-1] == "entry-corrected"
    assert str(house.case.agenda) == "1/2026"
    assert "Antre dua jam." in house.page()


def test_complete_and_classified_start_their_clocks(house: House) -> None:
    house.register()
    house.do("golongkan", golongan="misconduct")
    house.do("lengkap")
    assert house.case.classification == "misconduct"
    assert house.case.completed_at
    page = house.page()
    assert "Paling lambat Kamis, 25 Juni 2026 (perkiraan)" in page
    assert "Berkadar pengawasan" in page


def test_a_disposition_to_a_division_writes_to_its_head(house: House) -> None:
    house.register()
    house.dispose("kabid")
    assert house.case.handlers == (house.officer("kabid").id,)
    assert ("kabid", "disposition") in house.letters()
    assert "Periksa antrean." in house.page("kabid")


def test_a_team_finds_and_the_head_returns_and_approves(house: House) -> None:
    house.register()
    house.dispose("kabid", "tim", kepada="tim")
    house.do("rumusan", "tim", teks="Antrean tanpa nomor.")
    house.do("kembalikan", "kepala", alasan="Lengkapi tanggalnya.")
    assert ("tim", "findings_returned") in house.letters()
    house.do("rumusan", "tim", teks="Antrean tanpa nomor pada 16 Maret.")
    assert ("kepala", "findings") in house.letters()
    form = Forms(house.page("kepala")).found[f"{house.address}/sahkan"]
    assert form["teks"] == ["Antrean tanpa nomor pada 16 Maret."]
    house.do("sahkan", "kepala", teks="Kami memperbaiki antrean.")
    assert house.happened[-2:] == ["approved", "response-delivered"]
    assert house.said() == ["Kami memperbaiki antrean."]


def test_a_confidential_name_opens_for_a_reason_that_the_head_reads(house: House) -> None:
    house.register()
    house.dispose("kabid")
    before = house.page("kabid")
    assert NAME not in before
    assert STREET not in before
    assert WITHHELD in before
    house.do("nama", "kabid", alasan="Saya perlu mendatangi rumahnya.")
    assert NAME in house.page("kabid")
    assert "Saya perlu mendatangi rumahnya." in house.page("kepala")
    assert "nama" not in offered(house.page("kabid"), house.number)


def test_an_open_name_needs_no_opening(desk: Desk, house: House) -> None:
    house.receipt = a_received_case(desk, {**A_COMPLAINT, "identitas": "terbuka"})
    house.register()
    house.dispose("kabid")
    page = house.page("kabid")
    assert NAME in page
    assert "nama" not in offered(page, house.number)


def test_the_mark_of_the_accused_changes_or_nothing_is_written(house: House) -> None:
    kabid = str(house.officer("kabid").id)
    page = house.page()
    for _ in range(2):  # A double press is no second mark, and no mistake.
        assert house.press("diadukan", on=page, petugas=[kabid]).status_code == 303
    same = house.press("diadukan")
    assert same.status_code == 422
    assert same.text.count("Belum ada yang berubah. Ubah pilihan Anda, lalu simpan.") == 2
    assert house.press("diadukan", petugas=[]).status_code == 303
    assert house.case.accused == ()
    assert house.happened == ["received", "accused-named", "accused-named"]


def test_what_was_answered_while_typing_in_stands_in_the_book_form(house: House) -> None:
    desk, by = house.desk, TypedIn(house.officer("petugas"), "letter")
    kind = build_desk_form(the_form(desk), desk.catalogue)
    form = kind(MultiDict({**A_COMPLAINT, "penerima": "kepala", "bukti": "Kuitansi."}))
    assert form.validate()
    slip = type_in(desk, the_form(desk), form.answers(), CheckToken.new(desk.store.clock()), by)
    assert slip.receipt
    house.receipt = slip.receipt
    fields = Forms(house.page()).found[f"{house.address}/buku"]
    assert (fields["penerima"], fields["bukti"]) == (["kepala"], ["Kuitansi."])


def test_a_case_ends_and_begins_again(house: House) -> None:
    house.register()
    house.do("jawab", teks="Sudah kami perbaiki.")
    house.do("tutup", hasil="answered", keterangan="Selesai lewat telepon.")
    assert house.case.state is State.CLOSED
    page = house.page()
    assert "Selesai dijawab" in page
    assert "Selesai lewat telepon." in page
    house.do("buka-lagi", alasan="Ternyata belum selesai.")
    case = house.case
    assert case.state is State.REOPENED


def test_a_lost_slip_is_printed_anew_for_a_typed_in_case_alone(house: House) -> None:
    assert "kode-baru" not in offered(house.page(), house.number)
    desk, by = house.desk, TypedIn(house.officer("petugas"), "letter")
    slip = type_in(desk, the_form(desk), judged(desk), CheckToken.new(desk.store.clock()), by)
    assert slip.receipt
    house.receipt = old = slip.receipt
    page = house.page()
    sentence = "Beri tanda bahwa kode lama tidak berlaku lagi."
    unsure = house.press("kode-baru", on=page)
    assert unsure.status_code == 422
    assert unsure.text.count(sentence) == 2
    assert track(desk, old.code)
    response = house.press("kode-baru", on=page, kode_mati="ya")
    assert response.status_code == 200
    assert output(response.text, "nomor") == house.number
    code = output(response.text, "kode")
    assert code != old.code
    assert track(desk, old.code) is None
    assert track(desk, code)
    again = house.press("kode-baru", on=page, kode_mati="ya")
    assert again.status_code == 303
    assert code not in house.browser("petugas").get(again.headers["Location"]).text
    assert track(desk, code)


def test_m8_mail_to_the_sender_is_stopped_and_begins_again_on_the_page(house: House) -> None:
    by_mail = {**A_COMPLAINT, "kontak": "email", "email": "sari@rekaan.example"}
    house.receipt = a_received_case(house.desk, by_mail)
    assert "tanpa-email" in offered(house.page(), house.number)
    house.do("tanpa-email", alasan="Orang lain membaca emailnya.")
    assert "tanpa-email" not in offered(house.page(), house.number)
    assert house.press("email-lagi", alasan="").status_code == 422
    house.do("email-lagi", alasan="Alamatnya sekarang benar.")
    assert house.happened == ["received", "mail-stopped", "mail-resumed"]
    assert "Alamatnya sekarang benar." in house.page("kepala")
    assert "tanpa-email" in offered(house.page(), house.number)
    assert "email-lagi" not in offered(house.page(), house.number)

"""What division and Team read of a confidential case: the version that somebody saw (N-3)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from loket_inbox.desk import Desk
from loket_inbox.domain.events import StoryReleased
from loket_inbox.domain.mail_outcomes import Outcome
from loket_inbox.domain.mask import WITHHELD
from loket_inbox.domain.officers import NotAllowedError
from loket_inbox.handling.case import accusing, casework, releasing
from loket_inbox.handling.case.releasing import Release
from loket_inbox.handling.doors import NoSuchCaseError, RefusedError
from loket_inbox.handling.files.enclosing import open_enclosed
from loket_inbox.handling.records import BookEntry
from loket_inbox.handling.sender.tracking import write_back
from loket_inbox.letters.values import Addressed
from loket_inbox.mail_in.receiving import receive
from tests.inbox.handling.case.test_casework import House
from tests.inbox.handling.files.file_support import a_case_with_files
from tests.inbox.office import does, signed_in
from tests.inbox.web.officer.case_forms import Forms
from tests.support import A_COMPLAINT, HandClock, a_reply, letters_out

STORY = "Saya penjual tempe di dekat jembatan gantung. Z u l a i k h a, tiga jam menunggu."
NAME = "Zulaikha Kenariwati"


@pytest.fixture
def house(desk: Desk, clock: HandClock) -> House:
    return House(desk, clock, kronologi=STORY, nama=NAME)


def read_by(house: House, who: str) -> str:
    dossier = house.dossier(getattr(house, who))
    return repr((dossier.parts, [each.text for each in dossier.timeline]))


def registered(house: House, release: Release | None = None) -> None:
    entry = BookEntry(summary="Antre.")
    does(
        casework.register,
        house.desk,
        house.visit(house.front),
        entry,
        "",
        is_complete=True,
        release=release,
    )
    house.dispose(house.kabid)


def test_n_3_the_division_reads_what_was_shown_when_the_case_was_registered(house: House) -> None:
    shown = repr(house.dossier(house.front).version)
    assert "jembatan gantung" in shown
    assert "Z u l a i k h a" not in shown
    registered(house)
    assert "jembatan gantung" in read_by(house, "kabid")
    assert "Z u l a i k h a" not in read_by(house, "kabid")
    assert "Z u l a i k h a" in read_by(house, "front")


def test_n_3_the_front_desk_masks_what_only_a_person_can_see(house: House) -> None:
    registered(house, Release(masked=("penjual tempe", "jembatan gantung")))
    seen = read_by(house, "kabid")
    assert "tempe" not in seen
    assert "jembatan" not in seen
    assert f"Saya {WITHHELD} di dekat {WITHHELD}" in seen
    # What officers write besides is read with the same mask.
    note = "Saya kenal penjual tempe itu."
    does(casework.note, house.desk, house.visit(house.front), note)
    assert "tempe" not in read_by(house, "kabid")


def test_n_3_a_word_that_stands_nowhere_is_told_so_that_no_typing_error_unmasks(
    house: House,
) -> None:
    with pytest.raises(RefusedError, match='"penjual cilok"'):
        registered(house, Release(masked=("penjual cilok",)))
    assert house.case.agenda is None


def test_n_3_a_later_version_takes_the_place_of_the_first(house: House) -> None:
    registered(house)
    version = Release(masked=("penjual tempe",))
    does(releasing.release, house.desk, house.visit(house.front), version)
    assert "tempe" not in read_by(house, "kabid")
    with pytest.raises(NotAllowedError):
        does(releasing.release, house.desk, house.visit(house.kabid), Release())


def unreleased(house: House) -> None:
    """A case that was put on a division before anybody has looked at its version."""
    house.register()
    with house.desk.store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM events WHERE name = 'story-released'")


def test_n_3_unreleased_the_division_gets_number_and_link(house: House) -> None:
    unreleased(house)
    house.dispose(house.kabid)
    (letter,) = house.letters_to(house.kabid)
    for words in ("tempe", "Periksa antrean", "Zulaikha", "jembatan"):
        assert words not in letter.body
    assert house.receipt.number in letter.body
    assert f"/petugas/kasus/{house.receipt.number}" in letter.body
    assert "mailto:" not in letter.body
    assert "tempe" not in read_by(house, "kabid")
    does(releasing.release, house.desk, house.visit(house.front), Release())
    task = house.letters_to(house.kabid)[-1]
    assert task.name == "disposition"
    assert "tempe" in task.body
    assert "Periksa antrean" in task.body


@pytest.mark.parametrize("answers", [True, False])
def test_n_3_a_reply_to_the_letter_that_shows_the_version_releases_it(
    house: House, *, answers: bool
) -> None:
    (letter,) = house.letters_to(house.front)
    shown = letter.body.partition("VERSI UNTUK BIDANG DAN TIM")[2]
    assert "jembatan gantung" in shown
    assert "Z u l a i k h a" not in shown
    note = (
        letter.body.partition("Catatan untuk berkas")[2].partition("mailto:")[2].partition("?")[0]
    )
    reply = a_reply(letter, "Kami periksa.", to="" if answers else note)
    assert receive(house.desk, reply) is (Outcome.ANSWERED if answers else Outcome.NOTED)
    # A note may say that the version must not go.
    assert bool(house.case.released) is answers


def test_n_3_what_came_after_the_letter_is_not_released_by_its_reply(house: House) -> None:
    registered(house)
    write_back(house.desk, house.receipt.code, "Saya yang berjualan gembus.", None)
    (late,) = [each for each in house.letters_to(house.front) if each.name == "follow_up"]
    house.clock.pass_by(timedelta(minutes=1))
    write_back(house.desk, house.receipt.code, "Anak saya sekolah di SD itu.", None)
    assert "gembus" not in read_by(house, "kabid")
    assert receive(house.desk, a_reply(late, "Kami periksa.")) is Outcome.ANSWERED
    assert "gembus" in read_by(house, "kabid")
    assert "sekolah" not in read_by(house, "kabid")
    told = [each for each in house.letters_to(house.kabid) if each.name == "follow_up"]
    assert not any("sekolah" in each.body for each in told)


def test_n_3_where_the_front_desk_is_shut_out_the_head_releases(house: House) -> None:
    does(accusing.name_accused, house.desk, house.visit(house.head), (house.front.id,), "")
    unreleased_by(house, house.head.email)
    assert "tempe" not in read_by(house, "kabid")
    does(releasing.release, house.desk, house.visit(house.head), Release())
    assert "tempe" in read_by(house, "kabid")


def unreleased_by(house: House, email: str) -> None:
    assert email == house.head.email
    entry = BookEntry(summary="Antre.")
    does(casework.register, house.desk, house.visit(house.head), entry, "", is_complete=True)
    with house.desk.store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM events WHERE name = 'story-released'")
    house.dispose(house.kabid)


@pytest.mark.parametrize("withheld", [(), (1,)])
def test_n_3_files_go_with_the_version_unless_they_are_kept_back(
    house: House, withheld: tuple[int, ...]
) -> None:
    house.receipt = a_case_with_files(house.desk, answers={**A_COMPLAINT, "kronologi": STORY})
    registered(house, Release(withheld=withheld))
    number = house.receipt.number
    assert open_enclosed(house.desk, house.front, number, 1).content
    if withheld:
        with pytest.raises(NoSuchCaseError):
            open_enclosed(house.desk, house.kabid, number, 1)
        assert house.dossier(house.kabid).unreleased_files == 1
    else:
        assert open_enclosed(house.desk, house.kabid, number, 1).content


def test_n_3_an_open_case_needs_no_release(desk: Desk, clock: HandClock) -> None:
    house = House(desk, clock, kronologi=STORY, nama=NAME, identitas="terbuka")
    registered(house)
    assert not any(isinstance(each.event, StoryReleased) for each in house.case.history)
    assert "Z u l a i k h a" in read_by(house, "kabid")
    assert not any("VERSI UNTUK BIDANG" in each.body for each in all_letters(desk))


def all_letters(desk: Desk) -> list[Addressed]:
    return letters_out(desk)


def test_n_3_a_new_version_begins_with_what_the_one_before_kept_back(house: House) -> None:
    house.receipt = a_case_with_files(house.desk, answers={**A_COMPLAINT, "kronologi": STORY})
    registered(house, Release(masked=("penjual tempe",), withheld=(1,)))
    write_back(house.desk, house.receipt.code, "Saya datang lagi besok.", None)
    client = signed_in(house.desk)
    address = f"/petugas/kasus/{house.receipt.number}"
    fields = Forms(client.get(address).text).found[f"{address}/lepas"]
    assert fields["kata-tutup"] == ["penjual tempe"]
    assert fields["berkas-tutup"] == ["1"]
    assert client.post(f"{address}/lepas", data=fields).status_code == 303
    assert "tempe" not in read_by(house, "kabid")
    assert "Saya datang lagi besok." in read_by(house, "kabid")
    with pytest.raises(NoSuchCaseError):
        open_enclosed(house.desk, house.kabid, house.receipt.number, 1)


@pytest.mark.parametrize("on_the_page", [True, False])
def test_n_3_registering_keeps_what_was_masked_before(house: House, *, on_the_page: bool) -> None:
    does(releasing.release, house.desk, house.visit(house.front), Release(("penjual tempe",)))
    if on_the_page:
        client = signed_in(house.desk)
        address = f"/petugas/kasus/{house.receipt.number}"
        fields = Forms(client.get(address).text).found[f"{address}/buku"]
        fields["ringkasan"] = ["Antre."]
        assert client.post(f"{address}/buku", data=fields).status_code == 303
        house.dispose(house.kabid)
    else:
        registered(house)
    assert "tempe" not in read_by(house, "kabid")
    assert "jembatan" in read_by(house, "kabid")

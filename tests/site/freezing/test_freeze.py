"""The site is built in whole or not at all."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from loket_site.content.loading import load
from loket_site.freezing.freeze import BuildError, freeze
from loket_site.model.catalogue import Catalogue
from loket_site.model.service import Page
from loket_site.settings import SettingsError, SiteSettings
from tests.catalogues import CATALOGUE, FORM, PAGES, PLAIN_SERVICE, SETTINGS, a_catalogue
from tests.support import CONTENT


def files(out: Path) -> dict[str, bytes]:
    folder = out.resolve()
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.resolve().rglob("*"))
        if file.is_file()
    }


def with_body(body: str) -> Catalogue:
    return a_catalogue(pages=(*PAGES[:-1], msgspec.structs.replace(PAGES[-1], body=body)))


def test_a_build_makes_every_page_and_counts_them(tmp_path: Path) -> None:
    built = freeze(CATALOGUE, SETTINGS, tmp_path / "public")
    made = files(tmp_path / "public")
    assert set(made) == {
        *("index.html", "404.html", "belum-tersimpan.html", "terlalu-besar.html"),
        *("lacak/index.html", "layanan/index.html"),
        *(f"layanan/{number}/index.html" for number in (1, 2, 7)),
        "formulir/pengaduan/index.html",
        "formulir/pengaduan/cetak/index.html",
        *(f"{page.slug}/index.html" for page in PAGES),
    }
    assert built.pages == len(made)
    assert built.bytes == sum(map(len, made.values()))
    assert built.seconds > 0


def test_every_page_of_the_office_is_in_its_own_language(tmp_path: Path) -> None:
    freeze(load(CONTENT), SETTINGS, tmp_path / "public")
    pages = {name: page.decode() for name, page in files(tmp_path / "public").items()}
    english = {name for name, page in pages.items() if '<html lang="en">' in page}
    assert english == {name for name in pages if name.startswith("en/")} != set()
    assert {name for name, page in pages.items() if "Skip to content" in page} == english


def test_the_same_content_makes_the_same_bytes(tmp_path: Path) -> None:
    freeze(CATALOGUE, SETTINGS, tmp_path / "a")
    freeze(CATALOGUE, SETTINGS, tmp_path / "b")
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_a_build_can_be_read_by_a_web_server(tmp_path: Path) -> None:
    freeze(CATALOGUE, SETTINGS, tmp_path / "public")
    assert (tmp_path / "public").resolve().stat().st_mode & 0o055 == 0o055


def test_a_new_build_takes_the_place_of_the_old_and_keeps_one_back(tmp_path: Path) -> None:
    out = tmp_path / "public"
    folders = []
    for _ in range(4):
        freeze(CATALOGUE, SETTINGS, out)
        folders.append(out.resolve())
    assert out.is_symlink()
    assert sorted(tmp_path.iterdir()) == sorted([out, folders[2], folders[3]])


def test_a_relative_target_works_from_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    freeze(CATALOGUE, SETTINGS, Path("public"))
    assert Path("public/index.html").is_file()


def test_an_empty_folder_may_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    freeze(CATALOGUE, SETTINGS, tmp_path / "public")
    assert (tmp_path / "public/index.html").is_file()


@pytest.mark.parametrize("kind", ["folder", "file", "link", "dead link"])
def test_what_we_did_not_make_is_never_touched(tmp_path: Path, kind: str) -> None:
    out = tmp_path / "public"
    if kind == "folder":
        out.mkdir()
        (out / "mine.txt").write_text("x", encoding="utf-8")
    elif kind == "file":
        out.write_text("x", encoding="utf-8")
    else:
        out.symlink_to(tmp_path / "elsewhere")
        if kind == "link":
            (tmp_path / "elsewhere").mkdir()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(BuildError, match="bukan hasil loket"):
        freeze(CATALOGUE, SETTINGS, out)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("[x](/tidak/ada/)", "Tautan /tidak/ada/ di /keselamatan/ tidak menuju halaman mana pun."),
        ("[x](/layanan/1/#xyz)", "Tautan /layanan/1/#xyz di /keselamatan/ menuju bagian"),
        ("[x](#xyz)", "Tautan #xyz di /keselamatan/ menuju bagian yang tidak ada."),
        ("[x](kontak)", "Tautan kontak di /keselamatan/ tidak menuju halaman mana pun."),
    ],
)
def test_a_page_that_is_not_fit_stops_the_build_and_changes_nothing(
    tmp_path: Path, body: str, sentence: str
) -> None:
    out = tmp_path / "public"
    freeze(CATALOGUE, SETTINGS, out)
    before = files(out)
    with pytest.raises(BuildError) as failure:
        freeze(with_body(body), SETTINGS, out)
    assert failure.value.problems[0].startswith(sentence)
    assert files(out) == before
    assert len(list(tmp_path.iterdir())) == 2


def test_links_that_arrive_are_no_problem(tmp_path: Path) -> None:
    body = "[a](/layanan/1/#syarat) [b](../kontak/) [c](https://x.example/) [d](/kontak/?a=1#isi)"
    freeze(with_body(body), SETTINGS, tmp_path / "public")


def test_every_problem_is_reported_at_once(tmp_path: Path) -> None:
    with pytest.raises(BuildError) as failure:
        freeze(with_body("[x](/a/) [y](/b/)"), SETTINGS, tmp_path / "public")
    assert len(failure.value.problems) == 2


def test_a_heavy_page_is_remarked_on_and_still_published(tmp_path: Path) -> None:
    built = freeze(with_body("kata " * 3000), SETTINGS, tmp_path / "public")
    (remark,) = built.heavy
    assert remark.startswith("Halaman keselamatan/index.html berukuran")
    assert (tmp_path / "public/keselamatan/index.html").is_file()


def test_a_form_may_be_longer_than_a_page_but_not_without_end(tmp_path: Path) -> None:
    padded = msgspec.structs.replace(FORM, intro="Ceritakan. " * 800)
    assert freeze(a_catalogue(forms=(padded,)), SETTINGS, tmp_path / "a").heavy == ()
    endless = msgspec.structs.replace(FORM, intro="Ceritakan. " * 3000)
    on_paper, on_screen = freeze(a_catalogue(forms=(endless,)), SETTINGS, tmp_path / "b").heavy
    assert on_paper.startswith("Halaman formulir/pengaduan/cetak/index.html berukuran")
    assert on_screen.startswith("Halaman formulir/pengaduan/index.html berukuran")


def test_a_form_that_compresses_badly_is_too_long_too(tmp_path: Path) -> None:
    dice = random.Random(1)  # noqa: S311 - dice for a test
    noise = "".join(chr(0x4E00 + dice.randrange(20000)) for _ in range(6100))
    noisy = msgspec.structs.replace(FORM, intro=noise)
    heavy = freeze(a_catalogue(forms=(noisy,)), SETTINGS, tmp_path / "public").heavy
    (remark,) = [each for each in heavy if "formulir/pengaduan/index.html" in each]
    assert "setelah dimampatkan" in remark


def test_every_page_of_the_office_takes_one_round_even_at_long_addresses(tmp_path: Path) -> None:
    settings = replace(
        SETTINGS,
        site_url="https://dinsospppa.banjarnegarakab.go.id",
        inbox_url="https://loket.dinsospppa.banjarnegarakab.go.id",
    )
    assert freeze(load(CONTENT), settings, tmp_path / "public").heavy == ()


def test_a_build_beside_this_one_keeps_its_folder(tmp_path: Path) -> None:
    out = tmp_path / "public"
    freeze(CATALOGUE, SETTINGS, out)
    running = tmp_path / ".public.loket-running"
    running.mkdir()
    freeze(CATALOGUE, SETTINGS, out)
    assert running.is_dir()


def test_an_office_with_one_service_alone_can_be_frozen(tmp_path: Path) -> None:
    page = Page(slug="privasi", title="Privasi", summary="x", order=1, body="x")
    bare = a_catalogue(services=(PLAIN_SERVICE,), forms=(), pages=(page,))
    assert freeze(bare, SETTINGS, tmp_path / "public").pages == 8


def test_settings_come_from_the_environment_with_defaults() -> None:
    assert SiteSettings.from_environment({}) == SiteSettings(
        content=Path("content"),
        out=Path("public"),
        site_url="http://127.0.0.1:8000",
        inbox_url="http://127.0.0.1:8001",
    )


@pytest.mark.parametrize(
    "url",
    [
        *("situs.example", "ftp://situs.example", "https://situs.example/", "https://a/b"),
        *("https://a?b", "https://u:p@a", "https://a:x", "https://", "javascript:alert(1)"),
        "https://a b",
        "https://a;script-src *",
    ],
)
def test_an_address_that_is_none_is_named_in_a_sentence(url: str) -> None:
    with pytest.raises(SettingsError, match="LOKET_INBOX_URL tidak bisa dipakai"):
        SiteSettings.from_environment({"LOKET_INBOX_URL": url})

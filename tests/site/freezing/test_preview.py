"""The frozen site, served the way a web host serves it."""

from __future__ import annotations

from pathlib import Path

import pytest
from werkzeug.test import Client, TestResponse

from loket_site.freezing.preview import static_app


@pytest.fixture
def public(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text("rahasia", encoding="utf-8")
    one = tmp_path / "one"
    (one / "layanan/7").mkdir(parents=True)
    for name in ("index.html", "layanan/index.html", "layanan/7/index.html", "404.html"):
        (one / name).write_text(f"{name} é", encoding="utf-8")
    (one / "data.json").write_text("{}", encoding="utf-8")
    (tmp_path / "public").symlink_to("one")
    return tmp_path / "public"


def get(public: Path, path: str, method: str = "GET") -> TestResponse:
    return Client(static_app(public)).open(path, method=method)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/", "index.html é"),
        ("/layanan/", "layanan/index.html é"),
        ("/layanan/7/", "layanan/7/index.html é"),
        ("/layanan/7/index.html", "layanan/7/index.html é"),
        ("/layanan/?a=b", "layanan/index.html é"),
    ],
)
def test_pages_are_found_by_their_address(public: Path, path: str, text: str) -> None:
    answer = get(public, path)
    assert (answer.status_code, answer.text) == (200, text)
    assert answer.content_type == "text/html; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "strict-origin"


def test_a_folder_without_its_slash_is_redirected(public: Path) -> None:
    answer = get(public, "/layanan/7")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/layanan/7/")


@pytest.mark.parametrize(
    "path",
    [
        *("/tidak/ada/", "/tidak", "/index.html/", "/../secret.txt", "/%2e%2e/secret.txt"),
        *("/layanan/../../secret.txt", "/..%2fsecret.txt", "/%00", "/%ff", "/" + "a" * 5000),
    ],
)
def test_anything_else_is_the_not_found_page(public: Path, path: str) -> None:
    answer = get(public, path)
    assert (answer.status_code, answer.text) == (404, "404.html é")


def test_a_link_out_of_the_folder_is_not_followed(public: Path) -> None:
    (public / "keluar").symlink_to(public.parent / "secret.txt")
    assert get(public, "/keluar").status_code == 404


def test_w_12_no_redirect_leads_to_another_host(public: Path) -> None:
    answer = Client(static_app(public)).open("/", environ_overrides={"PATH_INFO": "//layanan"})
    assert answer.headers["Location"] == "/layanan/"


def test_head_has_the_length_and_no_body(public: Path) -> None:
    answer = get(public, "/", "HEAD")
    assert (answer.data, answer.headers["Content-Length"]) == (b"", "13")


def test_only_reading_is_allowed(public: Path) -> None:
    assert get(public, "/", "POST").status_code == 405


def test_other_files_have_their_own_type(public: Path) -> None:
    assert get(public, "/data.json").content_type == "application/json"


def test_a_build_in_between_shows_at_once(public: Path) -> None:
    client = Client(static_app(public))
    assert client.get("/").text == "index.html é"
    (public.parent / "two").mkdir()
    (public.parent / "two/index.html").write_text("baru", encoding="utf-8")
    public.unlink()
    public.symlink_to("two")
    assert client.get("/").text == "baru"


def test_a_site_that_is_not_built_yet_is_not_found(tmp_path: Path) -> None:
    assert get(tmp_path / "public", "/").status_code == 404

"""What `deploy/` promises the operator, seen in a real nginx."""

from __future__ import annotations

import gzip
import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.reverse_proxy import Proxy, reverse_proxy
from tests.support import ROOT, check_page, the_content

DEPLOY = ROOT / "deploy"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(port: int, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("proxy")


@pytest.fixture(scope="module")
def proxy(folder: Path) -> Iterator[Proxy]:
    with reverse_proxy(folder) as running:
        yield running


@contextmanager
def an_inbox(proxy: Proxy, status: int = 200) -> Iterator[list[Message]]:
    """Something that answers every request with one long page; gives the headers that it got."""
    seen: list[Message] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append(self.headers)
            self.rfile.read(int(self.headers["Content-Length"]))
            page = b"halaman kotak masuk " * 500
            self.send_response(status)
            self.send_header("Content-Length", str(len(page)))
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", proxy.backend_port), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield seen
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_w5_whatever_the_visitor_forges_exactly_one_hop_is_told(proxy: Proxy) -> None:
    with an_inbox(proxy) as seen:
        forged = "192.0.2.1, 198.51.100.7"
        ask(proxy.inbox_port, "POST", "/lacak", b"kode=1", X_Forwarded_For=forged)
    assert [headers.get_all("X-Forwarded-For") for headers in seen] == [["127.0.0.1"]]


def test_the_inbox_s_own_answers_pass_as_they_are_and_uncompressed(proxy: Proxy) -> None:
    for status in (200, 413, 422, 503):
        with an_inbox(proxy, status):
            answer = ask(proxy.inbox_port, "POST", "/kirim/x", b"a=1", Accept_Encoding="gzip")
        assert answer.status == status
        assert answer.text.startswith("halaman kotak masuk ")


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        (b"x" * 17_000_000, 413, "Belum ada yang tersimpan."),
        (b"a=1", 502, "Anggap kiriman Anda belum tersimpan."),
    ],
)
def test_w15_where_the_inbox_cannot_speak_a_page_of_the_site_does(
    proxy: Proxy, body: bytes, status: int, sentence: str
) -> None:
    answer = ask(proxy.inbox_port, "POST", "/kirim/pengaduan", body)
    assert answer.status == status
    check_page(answer.text)
    assert sentence in answer.text
    assert the_content().office.exit_url in answer.text
    assert f'href="{proxy.site}/lacak/"' in answer.text
    assert answer.headers.get_all("Cache-Control") == ["no-store"]
    assert_guarded(answer)


def test_w14_the_site_s_pages_have_their_headers_and_are_compressed(proxy: Proxy) -> None:
    answer = ask(proxy.site_port, "GET", "/formulir/pengaduan/", Accept_Encoding="gzip")
    assert answer.status == 200
    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"<h1" in gzip.decompress(answer.body)
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert_guarded(answer)
    missing = ask(proxy.site_port, "GET", "/tidak-ada/")
    assert missing.status == 404
    assert "Halaman tidak ditemukan" in missing.text
    assert_guarded(missing)


def assert_guarded(answer: Answer) -> None:
    headers = answer.headers
    assert headers.get_all("Content-Security-Policy") == ["frame-ancestors 'none'"]
    assert headers.get_all("X-Content-Type-Options") == ["nosniff"]
    assert headers.get_all("Strict-Transport-Security") == ["max-age=63072000"]
    assert headers.get_all("Cross-Origin-Opener-Policy") == ["same-origin"]
    assert headers.get_all("Cross-Origin-Resource-Policy") == ["same-origin"]
    assert headers["Server"] == "nginx"


def test_w10_nginx_writes_down_neither_addresses_nor_pages(proxy: Proxy, folder: Path) -> None:
    ask(proxy.inbox_port, "POST", "/kirim/pengaduan?kenari", b"x" * 17_000_000)
    ask(proxy.inbox_port, "POST", "/kirim/pengaduan?kenari", b"a=1", User_Agent="kenari")
    logged = "".join(
        file.read_text(encoding="utf-8") for file in sorted((folder / "nginx").glob("*.log"))
    )
    assert " 413 " in logged
    assert " 502 " in logged
    for secret in ("kirim", "kenari", "127.0.0.1"):
        assert secret not in logged


@pytest.mark.parametrize("name", ["loket-serve.service", "loket-worker.service", "nginx.conf"])
def test_every_file_of_deploy_is_told_of_in_its_readme(name: str) -> None:
    assert (DEPLOY / name).is_file()
    assert name in (DEPLOY / "README.md").read_text(encoding="utf-8")

"""`loket run` answers nobody who comes by another name than this machine's own."""

from __future__ import annotations

import http.client
from collections.abc import Iterator

import pytest

from tests.tools import free_port, loket, running

OWN = ["127.0.0.1", "localhost", "LocalHost", "[::1]"]
FOREIGN = [
    *("jahat.example", "jahat.example:80", "127.0.0.1.jahat.example", "localhost.jahat.example"),
    *(
        "127.0.0.2",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "[::]",
        "[::ffff:127.0.0.1]",
        "::1",
        "[::1",
    ),
    *("localhost.", "127.0.0.1.", "localhost:", "localhost:x", "localhost:123456", "localhost/"),
    *("localhost#.x", "localhost@jahat.example", "jahat.example@localhost", "localhost,x", "a b"),
    *("192.168.1.5", "kantor.local", "loca1host", "http://localhost"),
]


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    data, port = tmp_path_factory.mktemp("var") / "data", free_port()
    command = loket("run", "--port", str(port), "--data", str(data))
    with running(command, f"http://127.0.0.1:{port + 1}/sehat"):
        yield port


def asked(port: int, path: str, *hosts: str, method: str = "GET") -> tuple[int, str]:
    """What answers a request with exactly these Host headers."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.putrequest(method, path, skip_host=True)
    for host in hosts:
        line.putheader("Host", host)
    line.endheaders()
    answer = line.getresponse()
    body = answer.read().decode()
    line.close()
    return answer.status, body


@pytest.mark.parametrize("host", OWN)
def test_a_name_of_this_machine_is_answered_with_and_without_its_port(port: int, host: str) -> None:
    for number, path in ((port, "/"), (port + 1, "/sehat"), (port + 1, "/surat/")):
        for each in (host, f"{host}:{number}", f"{host}:9000"):
            assert asked(number, path, each)[0] == 200


@pytest.mark.parametrize("host", FOREIGN)
def test_another_name_gets_a_sentence_and_nothing_else(port: int, host: str) -> None:
    for number, path in (
        (port, "/"),
        (port, "/lacak/"),
        (port + 1, "/sehat"),
        (port + 1, "/surat/"),
        (port + 1, "/petugas/masuk"),
        (port + 1, "/tidak-ada"),
    ):
        status, body = asked(number, path, host)
        assert status == 421
        assert body.startswith("Alamat ini hanya untuk komputer ini sendiri.")
    for method in ("POST", "HEAD", "OPTIONS", "PUT"):
        assert asked(port + 1, "/surat/1/balas", host, method=method)[0] == 421


def test_no_name_or_two_names_are_not_answered(port: int) -> None:
    for number in (port, port + 1):
        assert asked(number, "/")[0] in {400, 421}
        assert asked(number, "/", "127.0.0.1", "jahat.example")[0] in {400, 421}
        assert asked(number, "/", "jahat.example", "127.0.0.1")[0] in {400, 421}


def test_what_a_proxy_would_say_of_the_name_counts_for_nothing(port: int) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port + 1, timeout=30)
    line.request(
        "GET", "/surat/", headers={"Host": "jahat.example", "X-Forwarded-Host": "localhost"}
    )
    assert line.getresponse().status == 421
    line.close()


def test_a_whole_address_in_the_request_line_leads_nowhere_else(port: int) -> None:
    status, body = asked(port + 1, "http://jahat.example/surat/", "jahat.example")
    assert status == 421
    assert "<html" not in body

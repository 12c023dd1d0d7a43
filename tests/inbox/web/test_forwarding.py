"""What /sehat and the log say where LOKET_PROXY_HOPS does not fit what arrives."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from flask import Flask

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk

ADDRESS = "203.0.113.7"
OF_PROXIES = [
    *("X-Forwarded-For", "Forwarded", "X-Real-IP", "CF-Connecting-IP", "X-Forwarded-Proto"),
    *("X-Forwarded-Host", "True-Client-IP", "X-Client-IP", "X-Cluster-Client-IP", "Via"),
    *("Fastly-Client-IP", "Fly-Client-IP", "X-Azure-ClientIP", "CF-Connecting-IPv6", "CDN-Loop"),
    *("x-forwarded-for", "Forwarded-For", "X-Original-Forwarded-For", "X-Envoy-External-Address"),
]
OF_BROWSERS = {
    "User-Agent": "Mozilla/5.0",
    "Accept-Language": "id",
    "Origin": "https://situs.example",
    "Referer": "https://situs.example/",
    "Sec-Fetch-Site": "cross-site",
    "Sec-CH-UA-Platform": '"Android"',
    "Save-Data": "on",
    "DNT": "1",
    "X-Requested-With": "com.whatsapp",
}


def an_inbox(desk: Desk, hops: int) -> Flask:
    return create_inbox(replace(desk, settings=replace(desk.settings, proxy_hops=hops)))


def troubles(app: Flask, status: int = 200) -> list[str]:
    answer = app.test_client().get("/sehat")
    assert answer.status_code == status
    found = answer.get_json()["masalah"]
    assert ADDRESS not in answer.text
    return [str(each) for each in found]


@pytest.mark.parametrize("name", OF_PROXIES)
@pytest.mark.parametrize("path", ["/sehat", "/lacak", "/tidak-ada"])
def test_w_18_a_proxy_that_is_not_counted_is_told_once(
    desk: Desk, caplog: pytest.LogCaptureFixture, name: str, path: str
) -> None:
    app = an_inbox(desk, 0)
    assert troubles(app) == []
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            app.test_client().get(path, headers={name: ADDRESS})
    (trouble,) = troubles(app)
    assert trouble.startswith("LOKET_PROXY_HOPS=0, tetapi ada kunjungan lewat proksi.")
    assert caplog.messages == ["proxy-not-counted hops=0"]


@pytest.mark.parametrize("hops", [0, 1])
def test_w_18_what_browsers_send_is_no_proxy(desk: Desk, hops: int) -> None:
    app = an_inbox(desk, hops)
    chain = {"X-Forwarded-For": ADDRESS} if hops else {}
    app.test_client().post("/kirim/pengaduan", headers=OF_BROWSERS | chain)
    assert troubles(app) == []


@pytest.mark.parametrize(
    ("hops", "chain"),
    [
        (1, None),
        (1, ""),
        (2, None),
        (2, ADDRESS),
        (2, f'"{ADDRESS}, {ADDRESS}"'),
        (5, "a, b, c, d"),
    ],
)
def test_w_18_a_proxy_that_says_nothing_is_told_once(
    desk: Desk, caplog: pytest.LogCaptureFixture, hops: int, chain: str | None
) -> None:
    app = an_inbox(desk, hops)
    headers = {} if chain is None else {"X-Forwarded-For": chain}
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            app.test_client().post("/lacak", headers=headers)
    (trouble,) = troubles(app)
    assert trouble.startswith(f"LOKET_PROXY_HOPS={hops}, tetapi")
    assert caplog.messages == [f"proxy-silent hops={hops}"]


@pytest.mark.parametrize(("hops", "chain"), [(1, ADDRESS), (1, "x, y"), (2, "x, y"), (2, "x,y,z")])
def test_w_18_the_proxies_that_there_are_are_no_trouble(desk: Desk, hops: int, chain: str) -> None:
    app = an_inbox(desk, hops)
    app.test_client().post("/lacak", headers={"X-Forwarded-For": chain, "X-Real-IP": ADDRESS})
    # A monitor beside the inbox asks without a proxy.
    assert troubles(app) == []


def test_w_18_of_many_requests_at_once_one_is_logged(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    app = an_inbox(desk, 0)

    def visit(_: int) -> None:
        app.test_client().get("/lacak", headers={"Forwarded": f"for={ADDRESS}"})

    with caplog.at_level(logging.WARNING), ThreadPoolExecutor(8) as many:
        list(many.map(visit, range(40)))
    assert caplog.messages == ["proxy-not-counted hops=0"]

"""W-5 and W-13: receipt codes cannot be guessed; who guesses waits, and nobody else does."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from loket_inbox.app import create_inbox
from loket_inbox.desk import Desk
from loket_inbox.handling.networks import network_of
from loket_inbox.handling.sender.look_ups import (
    MOST_FAILURES,
    SlowLane,
    forget_networks,
)
from loket_inbox.store.tables import failed_look_ups, network_keys
from tests.support import (
    A_COMPLAINT,
    CONTENT,
    HandClock,
    a_desk,
    a_received_case,
    checked,
    hidden_fields,
    output,
    press,
    rows,
)
from tests.tools import free_port, loket, running

WRONG = "0000 0000 0000 0000"
HOME, ELSEWHERE = "203.0.113.7", "198.51.100.9"


def look_up(client: FlaskClient, code: str = WRONG, address: str = HOME) -> TestResponse:
    return client.post("/lacak", data={"kode": code}, environ_base={"REMOTE_ADDR": address})


def guess(client: FlaskClient, times: int = MOST_FAILURES, address: str = HOME) -> None:
    for _ in range(times):
        assert look_up(client, address=address).status_code == 200


def test_w5_the_eleventh_wrong_code_in_ten_minutes_waits(client: FlaskClient) -> None:
    guess(client)
    answer = look_up(client)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "600"
    assert "Tunggu 10 menit, lalu coba lagi." in answer.text
    assert "(0286) 591892" in answer.text
    assert 'action="/lacak"' in answer.text


def test_w5_the_window_slides_and_trying_on_does_not_prolong_it(
    client: FlaskClient, clock: HandClock
) -> None:
    for _ in range(MOST_FAILURES):
        guess(client, 1)
        clock.pass_by(timedelta(seconds=30))
    # The first of them is five minutes old now.
    for pause, wait in ((0, 300), (100, 200), (100, 100), (99, 1)):
        clock.pass_by(timedelta(seconds=pause))
        answer = look_up(client)
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, str(wait))
    clock.pass_by(timedelta(seconds=1))
    guess(client, 1)
    # There was room for one; the next of the ten leaves the window 30 seconds later.
    assert look_up(client).headers["Retry-After"] == "30"


def test_w_18_a_right_code_counts_as_no_failure_and_opens_even_from_a_slowed_network(
    client: FlaskClient, desk: Desk
) -> None:
    code = a_received_case(desk).code
    for _ in range(3 * MOST_FAILURES):
        assert look_up(client, code).status_code == 200
    assert rows(desk, failed_look_ups) == 0
    guess(client)
    assert look_up(client).status_code == 429
    assert look_up(client, code).status_code == 200
    assert look_up(client, code, ELSEWHERE).status_code == 200
    assert rows(desk, failed_look_ups) == MOST_FAILURES


@pytest.mark.parametrize("code", ["", "1", "0000", WRONG, "kode saya", "9" * 500])
def test_w5_whatever_opens_nothing_counts(client: FlaskClient, desk: Desk, code: str) -> None:
    look_up(client, code)
    assert rows(desk, failed_look_ups) == 1


def test_w5_writing_back_with_a_wrong_code_counts_too(client: FlaskClient, desk: Desk) -> None:
    for message in ("Halo", ""):
        fields = {"kode": WRONG, "pesan": message}
        assert client.post("/lacak/pesan", data=fields).status_code == 200
    assert rows(desk, failed_look_ups) == 2


def test_w5_a_message_is_not_lost_where_others_have_guessed(
    client: FlaskClient, desk: Desk
) -> None:
    code = a_received_case(desk).code
    fields = dict(hidden_fields(look_up(client, code).text)) | {"pesan": "Kapan dijawab?"}
    guess(client)
    home = {"REMOTE_ADDR": HOME}
    fields["kode"] = WRONG
    answer = client.post("/lacak/pesan", data=fields, environ_base=home)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "600"
    assert "Pesan Anda belum tersimpan" in answer.text
    kept = dict(hidden_fields(answer.text))
    assert kept == fields
    again = client.post("/lacak/pesan", data=kept | {"kode": code}, environ_base=home)
    assert again.status_code == 200
    assert "Pesan Anda sudah kami simpan." in again.text


def test_w5_submissions_are_never_refused_for_their_address(client: FlaskClient) -> None:
    guess(client, address="127.0.0.1")
    assert look_up(client, address="127.0.0.1").status_code == 429
    check = client.post("/kirim/pengaduan", data=dict(A_COMPLAINT))
    assert output(press(client, hidden_fields(check.text), "kirim").text, "nomor")


def test_w5_many_guesses_at_once_get_no_more_than_the_window_has_room_for(desk: Desk) -> None:
    app = create_inbox(desk)

    def one(_: int) -> int:
        return look_up(app.test_client()).status_code

    with ThreadPoolExecutor(20) as crowd:
        statuses = list(crowd.map(one, range(40)))
    assert statuses.count(200) == MOST_FAILURES
    assert statuses.count(429) == 40 - MOST_FAILURES


# Networks, and what is kept of them.


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.7", "203.0.113.8", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("2001:DB8:1:2::1", "2001:0db8:0001:0002::9", True),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("", "bukan alamat", True),
        ("203.0.113.7, 9.9.9.9", "10.0.0.1\n", False),
    ],
)
def test_w5_a_network_is_an_ipv4_address_or_64_bits_of_ipv6(
    one: str, other: str, *, same: bool
) -> None:
    assert (network_of(one) == network_of(other)) is same


def test_w5_of_an_address_nothing_is_kept_but_a_name_for_a_day(
    client: FlaskClient, desk: Desk, clock: HandClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    guess(client)
    look_up(client)
    (name,), day = names(desk), days(desk)
    assert len(name) == 64
    assert day == ["2026-03-16"]
    assert [record.message for record in caplog.records if "look_ups" in record.name] == [
        "look-ups-limited"
    ]
    database = b"".join(path.read_bytes() for path in desk.settings.data.glob("loket.sqlite*"))
    for trace in (HOME, "203.0.113", WRONG.replace(" ", "")):
        assert trace.encode() not in database
        assert trace not in caplog.text
    clock.pass_by(timedelta(days=1))
    look_up(client)
    assert days(desk) == ["2026-03-17"]
    assert names(desk).isdisjoint({name})


def test_w5_the_day_ends_at_the_offices_midnight_even_where_nobody_looks_anything_up(
    client: FlaskClient, desk: Desk, clock: HandClock
) -> None:
    guess(client, 3)
    forget_networks(desk)
    assert (rows(desk, failed_look_ups), rows(desk, network_keys)) == (3, 1)
    clock.pass_by(timedelta(minutes=10))
    forget_networks(desk)
    assert (rows(desk, failed_look_ups), rows(desk, network_keys)) == (0, 1)
    clock.pass_by(timedelta(hours=13, minutes=50))  # 00.00 at the office.
    forget_networks(desk)
    assert rows(desk, network_keys) == 0


def names(desk: Desk) -> set[str]:
    with desk.store.engine.connect() as connection:
        return {row.network for row in connection.execute(failed_look_ups.select())}


def days(desk: Desk) -> list[str]:
    with desk.store.engine.connect() as connection:
        return [row.day for row in connection.execute(network_keys.select())]


# Whose address it is (4.1.3): the socket's, or what so many proxies of ours have written.

CHAINS = {
    # X-Forwarded-For: the client's address behind 0, 1 and 2 proxies; the socket's is 10.0.0.1.
    None: ("10.0.0.1", "10.0.0.1", "10.0.0.1"),
    "": ("10.0.0.1", "10.0.0.1", "10.0.0.1"),
    HOME: ("10.0.0.1", HOME, "10.0.0.1"),
    f"9.9.9.9, {HOME}": ("10.0.0.1", HOME, "9.9.9.9"),
    f"9.9.9.9, {HOME}, 10.0.0.2": ("10.0.0.1", "10.0.0.2", HOME),
    f"1.1.1.1,2.2.2.2,{HOME},10.0.0.2": ("10.0.0.1", "10.0.0.2", HOME),
    f"bukan alamat, {HOME}": ("10.0.0.1", HOME, "bukan alamat"),
    f"2001:db8::9, {HOME}": ("10.0.0.1", HOME, "2001:db8::9"),
    # A quote that is never closed hides no proxy: the chain counts as too short.
    f'9.9.9.9, "x, {HOME}, 10.0.0.2': ("10.0.0.1", "10.0.0.1", "10.0.0.1"),
    f'"9.9.9.9, {HOME}': ("10.0.0.1", "10.0.0.1", "10.0.0.1"),
    f'"8.8.8.8, 9.9.9.9", {HOME}': ("10.0.0.1", HOME, "8.8.8.8, 9.9.9.9"),
}


@pytest.mark.parametrize("hops", [0, 1, 2])
@pytest.mark.parametrize("chain", CHAINS)
def test_w5_only_what_our_own_proxies_wrote_names_the_client(
    desk: Desk, chain: str | None, hops: int
) -> None:
    app = create_inbox(replace(desk, settings=replace(desk.settings, proxy_hops=hops)))
    client = checked(app)
    for _ in range(MOST_FAILURES):
        assert behind(client, chain).status_code == 200
    assert behind(client, chain).status_code == 429
    # The same client once more, without any forged beginning, behind the proxies that there are.
    true = CHAINS[chain][hops]
    proxies = {"10.0.0.1": None}.get(true, true if hops == 1 else f'"{true}", 10.0.0.2')
    assert behind(client, proxies).status_code == 429
    # Others are let in.
    others = {0: None, 1: ELSEWHERE, 2: f"{ELSEWHERE}, 10.0.0.2"}[hops]
    socket = "10.0.0.9" if hops == 0 else "10.0.0.1"
    assert behind(client, others, socket).status_code == 200


def behind(client: FlaskClient, chain: str | None, socket: str = "10.0.0.1") -> TestResponse:
    headers = {} if chain is None else {"X-Forwarded-For": chain}
    return client.post(
        "/lacak", data={"kode": WRONG}, headers=headers, environ_base={"REMOTE_ADDR": socket}
    )


@pytest.mark.parametrize("hops", [0, 1])
def test_w5_a_guesser_who_forges_addresses_waits_all_the_same(desk: Desk, hops: int) -> None:
    app = create_inbox(replace(desk, settings=replace(desk.settings, proxy_hops=hops)))
    client = checked(app)
    for turn in range(MOST_FAILURES):
        assert behind(client, f"10.9.9.{turn}, {HOME}").status_code == 200
    assert behind(client, f"10.9.9.99, {HOME}").status_code == 429


@pytest.mark.parametrize("hops", ["0", "1"])
def test_w5_the_real_server_hands_the_chain_on_as_the_setting_says(
    tmp_path: Path, hops: str
) -> None:
    a_desk(tmp_path / "var")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    env = {
        "LOKET_DATA": str(tmp_path / "var"),
        "LOKET_CONTENT": str(CONTENT),
        "LOKET_PROXY_HOPS": hops,
    }

    def status(chain: str) -> int:
        body = urllib.parse.urlencode({"kode": WRONG}).encode()
        asked = urllib.request.Request(f"{url}/lacak", body, {"X-Forwarded-For": chain})  # noqa: S310 - our own server
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310 - as above
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code if error.headers["Retry-After"] else 0

    with running(loket("serve", "--port", str(port)), f"{url}/sehat", **env):
        guesses = [status(f"9.9.9.{turn}, {HOME}") for turn in range(MOST_FAILURES + 1)]
        elsewhere = status(f"{HOME}, {ELSEWHERE}")
    assert guesses == [200] * MOST_FAILURES + [429]
    # Without a proxy of ours everybody on this machine is one client.
    assert elsewhere == (429 if hops == "0" else 200)


def test_w_18_the_slowed_share_one_place_and_a_queue_of_ten() -> None:
    lane, ready, inside = SlowLane(), Barrier(12), Event()
    seen: list[bool] = []

    def come() -> None:
        ready.wait(10)
        with lane.turn() as has_turn:
            if has_turn:
                inside.wait(10)
            seen.append(has_turn)

    people = [Thread(target=come) for _ in range(12)]
    for each in people:
        each.start()
    while not seen:  # The twelfth hears at once that there is no room.
        people[0].join(0.01)
    assert seen == [False]
    inside.set()
    for each in people:
        each.join(10)
    assert sorted(seen) == [False, *[True] * 11]
    with lane.turn() as has_turn:
        assert has_turn


def test_w_18_many_wrong_codes_of_a_slowed_network_leave_room_for_a_right_one(desk: Desk) -> None:
    code, app = a_received_case(desk).code, create_inbox(desk)
    guess(app.test_client())
    with ThreadPoolExecutor(8) as threads:
        wrong = [threads.submit(look_up, app.test_client()) for _ in range(40)]
        statuses = [look_up(app.test_client(), code).status_code for _ in range(20)]
    assert {each.result().status_code for each in wrong} == {429}
    assert 200 in statuses

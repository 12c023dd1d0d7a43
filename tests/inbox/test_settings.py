from __future__ import annotations

from pathlib import Path

import pytest

from loket_inbox.settings import MailServer, read_settings
from loket_site.settings import SettingsError

PASSWORD = "sangat-rahasia"


def test_without_settings_everything_stays_on_this_machine() -> None:
    found = read_settings({})
    assert (found.content, found.data) == (Path("content"), Path("var"))
    assert found.database_url == f"sqlite:///{Path('var/loket.sqlite').absolute()}"
    assert (found.site_url, found.inbox_url) == ("http://127.0.0.1:8000", "http://127.0.0.1:8001")
    assert found.mail_from == "loket@contoh.example"
    assert found.smtp is None
    assert found.authserv_id == ""
    assert found.proxy_hops == 0
    assert found.is_local


def test_the_local_mailbox_lies_in_the_data_folder(tmp_path: Path) -> None:
    assert read_settings({"LOKET_DATA": str(tmp_path)}).mailbox == tmp_path / "mailbox"


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://127.0.0.1:8001", True),
        ("http://localhost:8001", True),
        ("http://[::1]:8001", True),
        ("https://masuk.contoh.example", False),
        ("http://127.0.0.1.contoh.example", False),
    ],
)
def test_only_a_loopback_address_is_a_tryout(url: str, *, local: bool) -> None:
    assert read_settings({"LOKET_INBOX_URL": url}).is_local is local


@pytest.mark.parametrize(
    "url", ["https://Masuk.Contoh.example", "HTTPS://masuk.contoh.example:443"]
)
def test_an_address_is_kept_as_browsers_write_it(url: str) -> None:
    found = read_settings({"LOKET_INBOX_URL": url})
    assert found.inbox_url == "https://masuk.contoh.example"


def test_a_slash_at_the_end_of_an_address_does_no_harm() -> None:
    found = read_settings({"LOKET_INBOX_URL": "https://masuk.contoh.example/"})
    assert found.inbox_url == "https://masuk.contoh.example"


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://surat.example", MailServer("smtp", "surat.example", 25, "", "")),
        ("smtps://surat.example", MailServer("smtps", "surat.example", 465, "", "")),
        (
            "smtp+starttls://loket%40kantor.example:p%3Aq%2F@surat.example",
            MailServer("smtp+starttls", "surat.example", 587, "loket@kantor.example", "p:q/"),
        ),
        ("smtp://127.0.0.1:2525", MailServer("smtp", "127.0.0.1", 2525, "", "")),
    ],
)
def test_a_mail_server_is_one_address(url: str, server: MailServer) -> None:
    settings = {"LOKET_SMTP_URL": url, "LOKET_MAIL_FROM": "Loket@Kantor.example"}
    assert read_settings(settings).smtp == server
    assert read_settings(settings).mail_from == "loket@kantor.example"


def test_every_mistake_is_told_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(
            {
                "LOKET_SITE_URL": "situs.example",
                "LOKET_INBOX_URL": "https://",
                "LOKET_SMTP_URL": "surat.example",
                "LOKET_MAIL_FROM": "loket",
                "LOKET_AUTHSERV_ID_FILE": "/tidak/ada",
            }
        )
    told = str(caught.value)
    assert len(caught.value.sentences) == 5
    for name in ("SITE_URL", "INBOX_URL", "SMTP_URL", "MAIL_FROM", "AUTHSERV_ID_FILE"):
        assert f"LOKET_{name}" in told


def test_a_mail_server_needs_an_address_of_our_own() -> None:
    with pytest.raises(SettingsError, match="LOKET_MAIL_FROM"):
        read_settings({"LOKET_SMTP_URL": "smtp://surat.example"})


@pytest.mark.parametrize(
    "address",
    [
        "loket",
        "@contoh.example",
        "loket@contoh",
        "a b@contoh.example",
        "loket+x@contoh.example",
        "lokét@contoh.example",
        "loket@@contoh.example",
        "lo..ket@contoh.example",
        "loket@contoh..example",
        "(loket)@contoh.example",
        "loket@contoh.example\0",
    ],
)
def test_the_inbox_has_an_ordinary_address(address: str) -> None:
    with pytest.raises(SettingsError, match="LOKET_MAIL_FROM"):
        read_settings({"LOKET_MAIL_FROM": address})


def test_the_inbox_has_an_address_that_leaves_room_for_a_token() -> None:
    assert read_settings({"LOKET_MAIL_FROM": f"{'a' * 37}@contoh.example"})
    with pytest.raises(SettingsError, match="37 huruf"):
        read_settings({"LOKET_MAIL_FROM": f"{'a' * 38}@contoh.example"})


def test_a_setting_is_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "smtp"
    file.write_text(f"smtp://loket:{PASSWORD}@surat.example\n")
    found = read_settings(
        {"LOKET_SMTP_URL_FILE": str(file), "LOKET_MAIL_FROM": "loket@contoh.example"}
    )
    assert found.smtp
    assert found.smtp.password == PASSWORD


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "smtp"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SettingsError, match=str(file)):
        read_settings({"LOKET_SMTP_URL_FILE": str(file)})


@pytest.mark.parametrize(
    "url",
    [
        f"smtp://loket:{PASSWORD}@surat.example:banyak",
        f"ftp://loket:{PASSWORD}@surat.example",
        f"smtp://loket:{PASSWORD}@",
        f"smtp://loket:{PASSWORD}[@surat.example",
        f"smtp://loket:{PASSWORD}℀@surat.example",
        f"smtp://loket:{PASSWORD}@surat..example",
        f"loket:{PASSWORD}",
    ],
)
def test_the_password_stands_in_no_error(url: str) -> None:
    with pytest.raises(SettingsError, match="LOKET_SMTP_URL") as caught:
        read_settings({"LOKET_SMTP_URL": url, "LOKET_MAIL_FROM": "loket@contoh.example"})
    assert PASSWORD not in repr(caught.value)
    assert PASSWORD not in repr(caught.value.__cause__)


def test_the_password_does_not_show_when_the_settings_are_printed() -> None:
    found = read_settings(
        {
            "LOKET_SMTP_URL": f"smtp://loket:{PASSWORD}@surat.example",
            "LOKET_MAIL_FROM": "loket@contoh.example",
            "LOKET_DATABASE_URL": f"postgresql://loket:{PASSWORD}@db.example/loket",
        }
    )
    assert PASSWORD not in repr(found)


@pytest.mark.parametrize(
    "url",
    [
        "http://[",
        "https://contoh.example:banyak",
        "https://a b",
        "https://contoh.example/loket",
        "https://contoh.example?a",
        "https://loket:sandi@contoh.example",
    ],
)
def test_a_malformed_address_is_a_sentence(url: str) -> None:
    with pytest.raises(SettingsError, match="LOKET_INBOX_URL"):
        read_settings({"LOKET_INBOX_URL": url})


@pytest.mark.parametrize("hops", range(6))
def test_w5_the_operator_says_how_many_proxies_there_are(hops: int) -> None:
    assert read_settings({"LOKET_PROXY_HOPS": str(hops)}).proxy_hops == hops


@pytest.mark.parametrize("text", ["6", "-1", "1.0", "satu", "²", "00"])
def test_w5_another_number_of_proxies_is_a_sentence(text: str) -> None:
    with pytest.raises(SettingsError, match="LOKET_PROXY_HOPS harus angka 0 sampai 5"):
        read_settings({"LOKET_PROXY_HOPS": text})


@pytest.mark.parametrize(
    ("url", "server"),
    [
        (
            "imaps://a%40b.example:s%2Fandi@surat.example",
            MailServer("imaps", "surat.example", 993, "a@b.example", "s/andi"),
        ),
        (
            "imaps://a:b@surat.example:1993/INBOX.Masuk",
            MailServer("imaps", "surat.example", 1993, "a", "b", "INBOX.Masuk"),
        ),
        ("imap://a:b@127.0.0.1", MailServer("imap", "127.0.0.1", 143, "a", "b")),
    ],
)
def test_a_mailbox_is_read_from_its_url(url: str, server: MailServer) -> None:
    assert read_settings({"LOKET_IMAP_URL": url}).imap == server


@pytest.mark.parametrize(
    "url",
    [
        f"imap://a:{PASSWORD}@surat.example",  # In the clear, through the whole network.
        f"imaps://:{PASSWORD}@surat.example",
        f"pop3://a:{PASSWORD}@surat.example",
        f"imaps://a:{PASSWORD}@surat.example:x",
        "surat.example",
    ],
)
def test_any_other_mailbox_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read_settings({"LOKET_IMAP_URL": url})
    assert "LOKET_IMAP_URL" in str(refused.value)
    assert PASSWORD not in str(refused.value)


@pytest.mark.parametrize(("text", "seconds"), [("", 600), ("0", 0), ("90", 90), ("86400", 86400)])
def test_how_long_an_answer_can_be_stopped_is_seconds(text: str, seconds: int) -> None:
    found = read_settings({"LOKET_ANSWER_DELAY": text} if text else {})
    assert found.answer_delay.total_seconds() == seconds


@pytest.mark.parametrize("text", ["-1", "1.5", "10m", "86401", "\u0663"])
def test_any_other_delay_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match="LOKET_ANSWER_DELAY"):
        read_settings({"LOKET_ANSWER_DELAY": text})

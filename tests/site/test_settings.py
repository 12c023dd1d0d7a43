"""Which names there are, and what becomes of any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from loket_site.settings import NAMES, SettingsError, SiteSettings, stated

SECRET = "sangat-rahasia"


def judged(**env: str) -> list[str]:
    wrong: list[str] = []
    stated(env, wrong)
    assert SECRET not in " ".join(wrong)
    return wrong


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("LOKET_SMTP_ULR", "LOKET_SMTP_URL"),
        ("LOKET_SMTPURL", "LOKET_SMTP_URL"),
        ("LOKET_SMTP", "LOKET_SMTP_URL"),
        ("LOKET_SMTP_URI", "LOKET_SMTP_URL"),
        ("LOKET_SMTP_URL_FIEL", "LOKET_SMTP_URL_FILE"),
        ("LOKET_SMTP_FILE", "LOKET_SMTP_URL_FILE"),
        ("LOKET_SMTP_URL_FILE_FILE", "LOKET_SMTP_URL_FILE"),
        ("loket_smtp_url", "LOKET_SMTP_URL"),
        ("Loket_Smtp_Url", "LOKET_SMTP_URL"),
        ("LOKET-SMTP-URL", "LOKET_SMTP_URL"),
        ("LOKET_IMAP", "LOKET_IMAP_URL"),
        ("LOKET_DB_URL", "LOKET_DATABASE_URL"),
        ("LOKET_DATABASE", "LOKET_DATABASE_URL"),
        ("LOKET_DATA_DIR", "LOKET_DATA"),
        ("LOKET_CONTENTS", "LOKET_CONTENT"),
        ("LOKET_FROM", "LOKET_MAIL_FROM"),
        ("LOKET_PROXY_HOP", "LOKET_PROXY_HOPS"),
        ("LOKET_HOPS", "LOKET_PROXY_HOPS"),
        ("LOKET_AUTHSERVID", "LOKET_AUTHSERV_ID"),
        ("LOKET_BACKUPS_DIR", "LOKET_BACKUP_DIR"),
        ("LOKET_DELAY", "LOKET_ANSWER_DELAY"),
        ("LOKET_INBOX", "LOKET_INBOX_URL"),
    ],
)
def test_an_unknown_name_is_refused_with_the_likely_one(name: str, meant: str) -> None:
    (sentence,) = judged(**{name: SECRET})
    assert repr(name) in sentence
    assert f"Maksud Anda {meant}?" in sentence


@pytest.mark.parametrize("name", ["LOKET_", "LOKET_QQQ", "LOKET_TEST", "LOKET_\u0421"])
def test_where_none_is_likely_all_are_told(name: str) -> None:
    (sentence,) = judged(**{name: ""})
    assert "LOKET_BACKUP_DIR" in sentence or "Maksud Anda" in sentence


@pytest.mark.parametrize("name", ["LOKET_TEST_KILLS", "LOKETKU", "MY_LOKET_X", "SMTP_URL", *NAMES])
def test_names_of_ours_of_the_tests_and_of_others_are_let_be(name: str) -> None:
    assert judged(**{name: "x"}) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_can_be_read_from_a_file(tmp_path: Path, name: str) -> None:
    file = tmp_path / "isi"
    file.write_bytes("\ufeffnilai\r\n".encode())
    wrong: list[str] = []
    assert stated({f"{name}_FILE": str(file)}, wrong) == {name: "nilai"}
    assert wrong == []
    assert f"{name}_FILE sama-sama diisi" in judged(**{name: SECRET, f"{name}_FILE": "x"})[0]


def test_an_empty_setting_or_file_name_is_none(tmp_path: Path) -> None:
    (tmp_path / "isi").write_text("a")
    env = {"LOKET_DATA": " ", "LOKET_DATA_FILE": str(tmp_path / "isi"), "LOKET_BACKUP_DIR": ""}
    assert stated(env, []) == {"LOKET_DATA": "a"}


@pytest.mark.parametrize("content", [None, "", " \n"])
def test_a_file_that_says_nothing_is_refused(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "isi"
    if content is not None:
        file.write_text(content)
    (sentence,) = judged(LOKET_SMTP_URL_FILE=str(file))
    assert str(file) in sentence


def test_a_secret_in_the_place_of_its_file_is_not_repeated() -> None:
    assert judged(LOKET_SMTP_URL_FILE=f"smtp://a:{SECRET}@surat.example")


def test_the_site_reads_its_settings_from_files_and_refuses_other_names(tmp_path: Path) -> None:
    file = tmp_path / "isi"
    file.write_text("https://situs.example\n")
    found = SiteSettings.from_environment({"LOKET_SITE_URL_FILE": str(file)})
    assert found.site_url == "https://situs.example"
    with pytest.raises(SettingsError, match="Maksud Anda LOKET_SITE_URL"):
        SiteSettings.from_environment({"LOKET_SITE_ULR": "x"})

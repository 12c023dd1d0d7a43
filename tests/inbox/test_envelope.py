from __future__ import annotations

import random
import subprocess
from pathlib import Path

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket_inbox.app import furnished, open_desk
from loket_inbox.envelope import Envelope, SealBrokenError, open_envelope
from loket_inbox.secret_files import MissingKeyError, server_secrets
from loket_inbox.settings import read_settings
from tests.support import CONTENT, a_desk, a_received_case
from tests.tools import program

NUMBER = "K7M4-PX9R"
STORY = "Saya menunggu tiga jam. “Tunggu!” kata mereka.".encode()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="module")
def envelope(data: Path) -> Envelope:
    return open_envelope(data, sample_allowed=True)


def sample_key(data: Path) -> pyrage.x25519.Identity:
    text = (data / "keys" / "recovery-sample.key").read_text()
    return pyrage.x25519.Identity.from_str(text.split()[-1])


@given(content=st.binary(max_size=300), field=st.text(max_size=30))
@settings(max_examples=60, deadline=None, database=None)
def test_what_was_sealed_opens_as_it_was(envelope: Envelope, content: bytes, field: str) -> None:
    assert envelope.open(NUMBER, field, envelope.seal(NUMBER, field, content).blob) == content


def test_the_same_content_is_never_sealed_alike(envelope: Envelope) -> None:
    one, two = envelope.seal(NUMBER, "answers", STORY), envelope.seal(NUMBER, "answers", STORY)
    assert one.blob != two.blob
    assert one.content_digest != two.content_digest


def test_en4_a_flipped_bit_is_refused(envelope: Envelope) -> None:
    chance = random.Random(20260316)  # noqa: S311 - the same bits in every run
    blob = envelope.seal(NUMBER, "answers", STORY).blob
    for place in chance.sample(range(len(blob) * 8), 200):
        broken = bytearray(blob)
        broken[place // 8] ^= 1 << place % 8
        with pytest.raises(SealBrokenError):
            envelope.open(NUMBER, "answers", bytes(broken))


def test_en4_a_cut_or_lengthened_text_is_refused(envelope: Envelope) -> None:
    blob = envelope.seal(NUMBER, "answers", STORY).blob
    for broken in (b"", blob[:-1], blob[: len(blob) // 2], blob + b"\0", blob + blob):
        with pytest.raises(SealBrokenError):
            envelope.open(NUMBER, "answers", broken)


@pytest.mark.parametrize(
    ("owner", "field"), [("XXXX-XXXX", "answers"), (NUMBER, "response-delivered"), ("", "")]
)
def test_en4_a_text_moved_to_another_case_or_field_is_refused(
    envelope: Envelope, owner: str, field: str
) -> None:
    with pytest.raises(SealBrokenError):
        envelope.open(owner, field, envelope.seal(NUMBER, "answers", STORY).blob)


@pytest.mark.parametrize("plain", [b"", b"\n", b"{}\nisi", b"[]\nisi", b"7\nisi", b"\xff\nisi"])
def test_en4_a_text_that_somebody_else_encrypted_to_us_is_refused(
    envelope: Envelope, plain: bytes
) -> None:
    foreign = pyrage.encrypt(plain, [envelope.identity.to_public()])
    with pytest.raises(SealBrokenError):
        envelope.open(NUMBER, "answers", foreign)


def test_en4_another_text_of_the_same_case_and_field_is_refused(envelope: Envelope) -> None:
    one, two = envelope.seal(NUMBER, "pesan", b"satu"), envelope.seal(NUMBER, "pesan", b"dua")
    opened = envelope.open(NUMBER, "pesan", one.blob, content_digest=one.content_digest)
    assert opened == b"satu"
    with pytest.raises(SealBrokenError):
        envelope.open(NUMBER, "pesan", one.blob, content_digest=two.content_digest)


def test_en3_the_recovery_key_opens_it_too(envelope: Envelope, data: Path) -> None:
    plain = pyrage.decrypt(envelope.seal(NUMBER, "answers", STORY).blob, [sample_key(data)])
    assert plain.partition(b"\n")[2] == STORY


def test_en3_stock_age_opens_it_with_the_recovery_key(
    envelope: Envelope, data: Path, tmp_path: Path
) -> None:
    sealed = tmp_path / "isi.age"
    sealed.write_bytes(envelope.seal(NUMBER, "answers", STORY).blob)
    key = data / "keys" / "recovery-sample.key"
    opened = subprocess.run(
        [program("age", "age"), "--decrypt", "--identity", key, sealed],
        capture_output=True,
        check=True,
    )
    assert opened.stdout.partition(b"\n")[2] == STORY


def test_a_stranger_opens_nothing(envelope: Envelope) -> None:
    blob = envelope.seal(NUMBER, "answers", STORY).blob
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(blob, [pyrage.x25519.Identity.generate()])


def test_the_keys_are_the_same_after_a_restart(envelope: Envelope, data: Path) -> None:
    blob = envelope.seal(NUMBER, "answers", STORY).blob
    assert open_envelope(data, sample_allowed=True).open(NUMBER, "answers", blob) == STORY


PUBLIC = {"LOKET_INBOX_URL": "https://masuk.contoh.example", "LOKET_CONTENT": str(CONTENT)}


def a_public_inbox_with(data: Path, recovery: bytes | None) -> Envelope:
    if recovery is not None:
        (data / "keys").mkdir(parents=True)
        (data / "keys" / "recovery.pub").write_bytes(recovery)
    return open_desk(read_settings(PUBLIC | {"LOKET_DATA": str(data)})).envelope


@pytest.mark.parametrize(
    "recovery",
    [
        None,
        b"",
        b"# hanya catatan\n",
        b"age1bukan kunci\n",
        b"\xff\xfe\x00",
        str(pyrage.x25519.Identity.generate()).encode(),
    ],
    ids=["missing", "empty", "comment", "malformed", "binary", "private"],
)
def test_en5_a_public_inbox_does_not_start_without_a_good_recovery_key(
    tmp_path: Path, recovery: bytes | None
) -> None:
    with pytest.raises(MissingKeyError, match="Kunci pemulihan") as caught:
        a_public_inbox_with(tmp_path, recovery)
    assert "AGE-SECRET-KEY" not in str(caught.value)


def test_en5_a_public_inbox_does_not_start_on_the_sample_key(tmp_path: Path) -> None:
    assert open_envelope(tmp_path, sample_allowed=True).sample
    with pytest.raises(MissingKeyError, match="hanya contoh"):
        a_public_inbox_with(tmp_path, None)


def test_en5_a_public_inbox_starts_with_a_key_of_the_office(tmp_path: Path) -> None:
    office = pyrage.x25519.Identity.generate()
    envelope = a_public_inbox_with(tmp_path, f"# kantor\n{office.to_public()}\n".encode())
    assert not envelope.sample
    blob = envelope.seal(NUMBER, "answers", STORY).blob
    assert STORY not in blob
    assert pyrage.decrypt(blob, [office]).partition(b"\n")[2] == STORY
    assert not (tmp_path / "keys" / "recovery-sample.key").exists()


@pytest.mark.parametrize("key", [b"", b"bukan kunci", b"\xff\xfe"])
def test_en5_a_damaged_server_key_is_told_and_not_replaced(tmp_path: Path, key: bytes) -> None:
    file = tmp_path / "secrets" / "server.key"
    file.parent.mkdir()
    file.write_bytes(key)
    with pytest.raises(MissingKeyError, match="rusak"):
        open_envelope(tmp_path, sample_allowed=True)
    assert file.read_bytes() == key


@pytest.mark.parametrize("text", [b"", b"xyz", b"abcd", b"\xff\xfe"])
def test_en5_a_damaged_pepper_is_told_and_not_used(tmp_path: Path, text: bytes) -> None:
    file = tmp_path / "secrets" / "pepper"
    file.parent.mkdir()
    file.write_bytes(text)
    with pytest.raises(MissingKeyError, match="rusak"):
        a_public_inbox_with(tmp_path, str(pyrage.x25519.Identity.generate().to_public()).encode())
    assert file.read_bytes() == text


def test_secrets_are_files_that_nobody_else_reads(tmp_path: Path) -> None:
    open_envelope(tmp_path, sample_allowed=True)
    made = server_secrets(tmp_path, may_make=True)
    assert server_secrets(tmp_path, may_make=False) == made
    assert made.pepper != made.cookie_key
    assert len(made.pepper) == len(made.cookie_key) == 32
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700
    files = [*(tmp_path / "secrets").iterdir(), tmp_path / "keys" / "recovery-sample.key"]
    assert {file.name for file in files} == {
        *("pepper", "cookie.key", "server.key", "recovery-sample.key")
    }
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


@pytest.mark.parametrize("name", ["server.key", "pepper", "cookie.key"])
def test_a_lost_secret_is_never_replaced_once_anything_is_kept(tmp_path: Path, name: str) -> None:
    desk = a_desk(tmp_path)
    a_received_case(desk)
    (tmp_path / "secrets" / name).unlink()
    with pytest.raises(MissingKeyError, match=rf"{name} hilang\. Pulihkan dari cadangan"):
        furnished(desk.catalogue, desk.settings)

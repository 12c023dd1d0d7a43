"""Sealing what people send, and opening it again: the only module that knows about keys.

Every text is one age file (age-encryption.org/v1) to the server's own key and the office's
recovery key. Age binds no context, so the case number and the field name stand inside the
plaintext and are checked on opening. What waits on its way in is sealed to a key of its own, which
its sender's page alone holds.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from pyrage import DecryptError, IdentityError, RecipientError, decrypt, encrypt, x25519

from loket_inbox.secret_files import MissingKeyError, damaged, read_or_make

SERVER_KEY = "secrets/server.key"
RECOVERY_KEY = "keys/recovery.pub"
"""Where both keys lie in the data folder."""

SAMPLE_MARK = "# Kunci contoh. Hanya untuk mencoba di satu komputer."


_SECRET_KEY = "AGE-SECRET-KEY-1"  # noqa: S105 - how each one begins
"""How age writes a private key: this, and 58 signs of Bech32 (which knows no letter case)."""


class SealBrokenError(Exception):
    """A sealed text does not open, or belongs to another case, field or event."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """An age file, and the salted digest of its content that the event chain holds."""

    blob: bytes
    content_digest: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """Seals to the server's key and the recovery key; opens with the server's key."""

    identity: x25519.Identity
    recovery: x25519.Recipient
    sample: bool

    def seal(self, owner: str, field: str, content: bytes) -> Sealed:
        """Seal the content of one field of one owner (a case number, a letter, a message)."""
        salt = os.urandom(16)
        label = json.dumps({"owner": owner, "field": field, "salt": salt.hex()}).encode()
        blob = encrypt(label + b"\n" + content, [self.identity.to_public(), self.recovery])
        return Sealed(blob, _digest(salt, content))

    def open(
        self, owner: str, field: str, blob: bytes, *, content_digest: str | None = None
    ) -> bytes:
        """Open what was sealed for this owner and field. Raises SealBrokenError otherwise.

        With the `content_digest` of an event, nothing but that event's own content opens.
        """
        try:
            plain: bytes = decrypt(blob, [self.identity])
        except DecryptError as error:
            raise SealBrokenError(f"{field} of {owner} does not open") from error
        label, _, content = plain.partition(b"\n")
        try:
            found = json.loads(label)
            named, salt = (found["owner"], found["field"]), bytes.fromhex(found["salt"])
        except (ValueError, KeyError, TypeError) as error:
            # Anybody can encrypt to a public key; only we write such labels.
            raise SealBrokenError(f"{field} of {owner} was not sealed here") from error
        if named != (owner, field) or content_digest not in {None, _digest(salt, content)}:
            raise SealBrokenError(f"{field} of {owner} holds something else")
        return content

    def opens(self, blob: bytes) -> bool:
        """Say whether the server's key opens an age file, whatever is in it."""
        try:
            decrypt(blob, [self.identity])
        except DecryptError:
            return False
        return True

    def fingerprints(self) -> dict[str, str]:
        """Name both keys, by their files in the data folder, by digests of their public halves."""
        halves = {SERVER_KEY: self.identity.to_public(), RECOVERY_KEY: self.recovery}
        return {
            name: hashlib.sha256(f"fingerprint\0{name}\0{half}".encode()).hexdigest()
            for name, half in halves.items()
        }

    @staticmethod
    def seal_waiting(content: bytes) -> tuple[str, bytes]:
        """Seal what waits for its sender to come back, to a fresh key.

        Gives the key as a token of small letters and digits, and the age file. Whoever has no token
        opens nothing: no key of the server does.
        """
        identity = x25519.Identity.generate()
        token = str(identity).removeprefix(_SECRET_KEY).lower()
        return token, encrypt(content, [identity.to_public()])

    @staticmethod
    def open_waiting(token: str, blob: bytes) -> bytes:
        """Open what was sealed under a token. Raises SealBrokenError for any other token."""
        try:
            plain: bytes = decrypt(blob, [x25519.Identity.from_str(_SECRET_KEY + token.upper())])
        except (DecryptError, IdentityError) as error:
            raise SealBrokenError("a waiting file does not open") from error
        return plain


def _digest(salt: bytes, content: bytes) -> str:
    return hashlib.sha256(salt + content).hexdigest()


def open_envelope(data: Path, *, sample_allowed: bool, may_make: bool = True) -> Envelope:
    """Take the keys from the data folder.

    Keys are made on first use alone, where they `may` be: not once anything is sealed with them.
    The server's key always is. The recovery key's public half must have been put into
    `keys/recovery.pub`; only where `sample_allowed` (nobody from outside can reach the inbox) is a
    sample made instead.

    Raises MissingKeyError otherwise; there is never plain text instead.
    """
    key_file = data / SERVER_KEY
    text = read_or_make(key_file, lambda: str(x25519.Identity.generate()), may_make=may_make)
    try:
        identity = x25519.Identity.from_str(text)
    except IdentityError as error:
        raise damaged(key_file) from error
    public = data / RECOVERY_KEY
    if not public.exists():
        if not may_make:
            raise MissingKeyError(
                f"Kunci pemulihan di {public} hilang. Kembalikan berkas yang lama."
            )
        if sample_allowed:
            _make_sample(public)
    recovery, sample = _recovery_key(public)
    if sample and not sample_allowed:
        raise MissingKeyError(
            f"Kunci pemulihan di {public} hanya contoh. Untuk melayani, mulai dengan LOKET_DATA "
            "yang kosong dan kunci kantor."
        )
    return Envelope(identity, recovery, sample)


def _make_sample(public: Path) -> None:
    """Make a recovery key pair for trying out; the private half lies beside it, marked as such."""
    sample = x25519.Identity.generate()
    read_or_make(public.with_name("recovery-sample.key"), lambda: f"{SAMPLE_MARK}\n{sample}")
    private = public.with_name("recovery-sample.key").read_text(encoding="utf-8").split()[-1]
    recipient = x25519.Identity.from_str(private).to_public()
    read_or_make(public, lambda: f"{SAMPLE_MARK}\n{recipient}")


def _recovery_key(public: Path) -> tuple[x25519.Recipient, bool]:
    advice = (
        "Buat kunci pemulihan di komputer lain dengan `age-keygen`, simpan di tempat terkunci, "
        f"lalu tulis baris `age1…` ke {public}."
    )
    try:
        text = public.read_text(encoding="utf-8")
    except OSError as error:
        raise MissingKeyError(f"Kunci pemulihan belum ada. {advice}") from error
    except UnicodeDecodeError as error:
        raise MissingKeyError(f"Kunci pemulihan tidak terbaca. {advice}") from error
    lines = [line.strip() for line in text.splitlines()]
    try:
        recipient = x25519.Recipient.from_str(
            next((line for line in lines if line and not line.startswith("#")), "")
        )
    except RecipientError as error:
        raise MissingKeyError(f"Kunci pemulihan tidak terbaca. {advice}") from error
    return recipient, SAMPLE_MARK in lines

"""A form as it is kept beside its cases: the same bytes for the same form, named by their hash."""

from __future__ import annotations

import hashlib

import msgspec

from loket_site.model.form import FormSpec


class UnreadableDefinitionError(Exception):
    """What was kept is not the form of that name, or says what forms no longer say."""


def definition_of(spec: FormSpec) -> bytes:
    """Write a form with the clerk's own keys, in one fixed order."""
    return msgspec.json.encode(spec, order="sorted")


def digest_of(definition: bytes) -> str:
    """Name a definition: 64 hexadecimal digits of SHA-256."""
    return hashlib.sha256(definition).hexdigest()


def read_definition(definition: bytes, digest: str) -> FormSpec:
    """Read a form back. Raises UnreadableDefinitionError."""
    if digest_of(definition) != digest:
        raise UnreadableDefinitionError(digest)
    try:
        return msgspec.json.decode(definition, type=FormSpec)
    except msgspec.DecodeError as error:
        raise UnreadableDefinitionError(digest) from error

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket_mail.message.letterhead import letterhead
from loket_mail.message.parse import Robot, Unparsable, parse
from tests.mail.message.mangled_mail import PIECES, mangled, seeds
from tests.spans import ends_within


def read_or_refused(raw: bytes) -> None:
    letterhead(raw)
    try:
        incoming = parse(raw)
    except Unparsable as refusal:
        if refusal.__cause__ is not None:
            raise  # An error that nobody foresaw.
        return
    words = (
        incoming.text,
        incoming.subject,
        incoming.message_id,
        incoming.sender,
        *incoming.recipients,
        *incoming.references,
        *incoming.attachments,
        *incoming.authentication,
        *(file.media_type for file in incoming.files),
        *((incoming.bounce.recipient, incoming.bounce.message_id) if incoming.bounce else ()),
    )
    for word in words:
        word.encode("utf-8")
    assert not set("\0\r") & set(incoming.text)
    assert all(name and "/" not in name and "\n" not in name for name in incoming.attachments)
    assert (incoming.robot is Robot.BOUNCE) == (incoming.bounce is not None)


@pytest.mark.parametrize("seed", range(20))
def test_f10_mangled_mail_is_read_or_refused(seed: int) -> None:
    rng = Random(seed)  # noqa: S311 - the same wounds on every run
    with ends_within(cpu_s=30):
        for _ in range(25):
            read_or_refused(mangled(rng.choice(seeds()), rng))


def test_f10_the_same_wounds_can_be_made_again() -> None:
    first, second = (
        [mangled(raw, rng) for raw in seeds()]
        for rng in (Random(1), Random(1))  # noqa: S311 - the same wounds on every run
    )
    assert first == second != seeds()


@settings(deadline=None)
@given(st.binary(max_size=500))
def test_f10_any_bytes_are_read_or_refused(raw: bytes) -> None:
    read_or_refused(raw)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join))
def test_f10_the_pieces_of_mail_in_any_order_are_read_or_refused(raw: bytes) -> None:
    read_or_refused(raw)

"""A text of a case is had only for a reader (N-1); what its types refuse is in `refused_texts`."""

from __future__ import annotations

import logging
import pickle

import pytest
from jinja2 import Environment

from loket_inbox.domain.mask import Known, Mask
from loket_inbox.domain.reading import OPEN, CaseText, Reader

TOLD = "Nama saya Zulaikha."


def test_n_1_an_opened_text_shows_itself_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    text = CaseText(TOLD)
    assert TOLD not in repr(text)
    assert TOLD not in repr({"isi": [text]})
    with pytest.raises(TypeError):
        str(text)
    with pytest.raises(TypeError):
        f"{text}"
    with pytest.raises(TypeError):
        Environment(autoescape=True).from_string("{{ text }}").render(text=text)
    logging.getLogger("loket_inbox").warning("text %r", text)
    assert TOLD not in caplog.text
    assert not hasattr(text, "__dict__")
    with pytest.raises(TypeError):
        pickle.dumps(text)


def test_n_1_a_text_is_read_as_its_reader_may_have_it() -> None:
    text = CaseText(TOLD)
    assert text.read_by(OPEN) == TOLD
    masked = text.read_by(Reader(Mask(Known(names=("Zulaikha Kenariwati",)))))
    assert "Zulaikha" not in masked
    assert masked.startswith("Nama saya")

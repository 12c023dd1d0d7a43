"""An empty place for content."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place for content, in the working folder."""
    monkeypatch.chdir(tmp_path)
    return Path("isi")

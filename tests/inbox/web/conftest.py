"""Fixtures of this room."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.inbox.web.filled_forms import Visitor
from tests.support import (
    output,
    the_receipt,
)


@pytest.fixture
def visitor(client: FlaskClient) -> Visitor:
    return Visitor(client, output(the_receipt(client).text, "kode"))

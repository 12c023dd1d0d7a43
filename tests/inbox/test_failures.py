"""What people write stays out of the log, whatever fails while it is worked on (W-10)."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from loket_inbox.app import create_inbox
from loket_inbox.cli import main
from loket_inbox.desk import Desk
from loket_inbox.envelope import Sealed
from loket_inbox.failures import LogLines, told
from loket_inbox.mail_in.receiving import receive
from loket_inbox.mail_out.outbox import deliver_due
from loket_inbox.mail_out.transport import NotDeliveredError, RefusedForGoodError
from loket_inbox.store.outbox import WaitingLetter
from loket_inbox.store.transactions import Work
from loket_inbox.worker import work_until
from tests.canaries import GlassEnvelope
from tests.inbox.mail_out.waiting_letters import FakeTransport, post
from tests.inbox.office import signed_in, the_letter
from tests.support import (
    A_COMPLAINT,
    a_received_case,
    a_reply,
    checked,
    hidden_fields,
    press,
    the_check_page,
)
from tests.tools import free_port

CANARY = "KENARI-GALAT"


class LoudEnvelope(GlassEnvelope):
    """An envelope that fails, and says in its message what it was given."""

    def seal(self, owner: str, field: str, content: bytes) -> Sealed:
        raise ValueError(owner, field, content, CANARY)

    def open(
        self, owner: str, field: str, blob: bytes, *, content_digest: str | None = None
    ) -> bytes:
        raise ValueError(owner, field, blob, content_digest, CANARY)


class Once(threading.Event):
    """Lets a worker make one round."""

    rounds = 0

    def wait(self, timeout: float | None = None) -> bool:  # noqa: ARG002 - as its base has it
        self.rounds += 1
        return self.rounds > 1


def failing(desk: Desk) -> Desk:
    envelope: Any = LoudEnvelope()
    return replace(desk, envelope=envelope)


def test_w10_a_form_that_cannot_be_kept_leaves_no_word_in_the_log(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    client = checked(create_inbox(failing(desk)))
    page = the_check_page(client, {**A_COMPLAINT, "kronologi": f"{CANARY} di loket."})
    answer = press(client, hidden_fields(page.text), "kirim")
    assert answer.status_code == 500
    assert CANARY not in answer.text
    assert "request-failed error=ValueError at=" in caplog.text
    assert CANARY not in caplog.text


def test_w10_a_case_that_cannot_be_shown_leaves_no_word_in_the_log(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    number = a_received_case(desk).number
    browser = signed_in(desk, app=create_inbox(failing(desk)))
    answer = browser.get(f"/petugas/kasus/{number}")
    assert answer.status_code == 500
    assert CANARY not in answer.text + caplog.text
    assert "request-failed error=ValueError at=" in caplog.text


def test_w10_a_worker_that_stumbles_leaves_no_word_in_the_log(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    a_received_case(desk)
    work_until(Once(), failing(desk), FakeTransport())
    assert "error=ValueError" in caplog.text
    assert CANARY not in caplog.text


def test_w10_a_letter_that_cannot_be_given_up_leaves_no_word_in_the_log(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    post(desk)

    def tell(_desk: Desk, _work: Work, _letter: WaitingLetter) -> None:
        raise ValueError(CANARY)

    refused: dict[str, NotDeliveredError] = {
        "petugas@contoh.example": RefusedForGoodError("RCPT 550 5.1.1")
    }
    deliver_due(desk, FakeTransport(refused), tell)
    assert "letter-not-given-up id=1 error=ValueError at=outbox.py:" in caplog.text
    assert CANARY not in caplog.text


def test_w10_a_mail_that_cannot_be_taken_tells_kind_and_line_alone(desk: Desk) -> None:
    a_received_case(desk)
    raw = a_reply(the_letter(desk, "new_case"), CANARY)
    with pytest.raises(ValueError, match=CANARY) as caught:
        receive(failing(desk), raw)
    line = told(caught.value)
    assert "ValueError at=" in line
    assert "receiving.py:" in line
    assert CANARY not in line


def test_w10_a_command_that_fails_unforeseen_says_where_and_quotes_nothing() -> None:
    commands = type(main)("loket")

    @commands.command("rusak")
    def broken() -> None:
        raise LookupError(CANARY)

    @commands.command("pesan")
    def sentence() -> None:
        raise click.ClickException("Sebuah kalimat.")

    result = CliRunner().invoke(commands, ["rusak"])
    assert result.exit_code == 1
    assert "Ada galat di program ini (LookupError at=" in result.output
    assert CANARY not in result.output
    assert "Error: Sebuah kalimat.\n" in CliRunner().invoke(commands, ["pesan"]).output


def test_w10_of_a_librarys_line_the_log_says_only_where_it_was_said() -> None:
    record = logging.LogRecord(
        "waitress", logging.ERROR, "/x/task.py", 85, "Exception serving %s", (CANARY,), None
    )
    assert LogLines().format(record) == "ERROR waitress said at=task.py:85"


ENDS = f"""
import sys, threading, urllib.request
from loket_inbox.failures import keep_quiet
from loket_inbox.serving import listen
keep_quiet()
def fail(*_): raise ValueError("{CANARY}")
(server,) = listen({{int(sys.argv[1]): fail}}, "127.0.0.1")
threading.Thread(target=server.run, daemon=True).start()
try: urllib.request.urlopen(f"http://127.0.0.1:{{sys.argv[1]}}/{CANARY}", timeout=20)
except OSError: pass
thread = threading.Thread(target=fail)
thread.start()
thread.join()
fail()
"""


def test_w10_server_thread_and_program_end_without_a_word(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", ENDS, str(free_port())],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert CANARY not in ended.stdout + ended.stderr
    for line in ("waitress said at=channel.py", "thread-failed error=", "program-failed error="):
        assert line in ended.stderr
    assert "Traceback" not in ended.stderr

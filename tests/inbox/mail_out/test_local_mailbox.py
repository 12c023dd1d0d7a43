from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from loket_inbox.desk import Desk
from loket_inbox.mail_out.transport import LocalMailbox, Outgoing
from loket_inbox.store.tables import outbox
from loket_inbox.worker import work_once
from tests.support import HandClock, a_received_case


def error(desk: Desk) -> str:
    with desk.store.engine.connect() as connection:
        return str(connection.scalar(outbox.select().with_only_columns(outbox.c.last_error)))


def test_a_local_mailbox_that_cannot_be_written_puts_letters_off(
    desk: Desk, clock: HandClock
) -> None:
    a_received_case(desk)
    folder = desk.settings.mailbox
    folder.write_text("kebetulan sebuah berkas")
    assert work_once(desk, LocalMailbox(folder)) is False
    assert error(desk) == "FileExistsError"
    folder.unlink()
    clock.pass_by(timedelta(minutes=1))
    assert work_once(desk, LocalMailbox(folder))
    assert len(LocalMailbox(folder).numbers()) == 1


def test_the_local_mailbox_numbers_its_letters(desk: Desk) -> None:
    for _ in range(12):
        a_received_case(desk)
    mailbox = LocalMailbox(desk.settings.mailbox)
    assert mailbox.numbers() == ()
    assert work_once(desk, mailbox)
    assert mailbox.numbers() == tuple(range(12, 0, -1))
    assert mailbox.read(12)
    assert mailbox.read(13) is None
    assert mailbox.folder.stat().st_mode & 0o777 == 0o700


def test_two_workers_on_one_local_mailbox_lose_no_letter(tmp_path: Path) -> None:
    mailbox = LocalMailbox(tmp_path)
    letters = [Outgoing("a@contoh.example", "b@contoh.example", b"%d" % n) for n in range(60)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(mailbox.send, letters))
    assert len(mailbox.numbers()) == 60
    assert {mailbox.read(number) for number in mailbox.numbers()} == {x.content for x in letters}

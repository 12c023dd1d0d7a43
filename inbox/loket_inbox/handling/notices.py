"""Who is written to about a case, and with what. Nobody gets more than they may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from loket_inbox.domain.case import SENDER, Case
from loket_inbox.domain.deadlines import AN_HOUR
from loket_inbox.domain.deeds import Deed
from loket_inbox.domain.events import (
    Disposed,
    FindingsWritten,
    ResponseDelivered,
    Returned,
    SenderWrote,
)
from loket_inbox.domain.officers import Officer, Right, Role, is_accused, may
from loket_inbox.domain.reading import Legible
from loket_inbox.domain.states import State
from loket_inbox.handling.casefile import CaseFile
from loket_inbox.handling.promises import Starts, answer_clock, day_in_words, until
from loket_inbox.handling.to_sender import ByMail, gets_by_mail
from loket_inbox.letters import to_officers
from loket_inbox.letters.kinds import LetterKind
from loket_inbox.letters.values import About, Doing
from loket_inbox.store.transactions import Work

MOST_LETTERS = 30
"""How many letters of new cases an officer gets within an hour; what comes then waits (W-5)."""

_MOST_DISPOSITIONS = 20
"""How many division heads a letter offers; more are on the web."""

A_TEAM = 0
"""What a disposition by mail names instead of a division head's row: all who can be of a Team."""

_ACCUSES = "Kasus ini mengadukan petugas, jadi surat ini hanya memuat nomor dan tautan."
_UNRELEASED = (
    "Petugas Pelayanan belum melepas tulisan pengirim. Surat ini hanya memuat nomor dan tautan."
)
"""Why a letter says no more than a number."""


def front_desk(work: Work, *cases: Case) -> tuple[Officer, ...]:
    """Name who hears of what comes in: the front desk, or the head while there is none.

    Nobody hears of one of the `cases` that complains of them.
    """
    for role in (Role.FRONT_DESK, Role.HEAD):
        found = _impartial(work, role, *cases)
        if found:
            return found
    return ()


def _impartial(work: Work, role: Role, *cases: Case) -> tuple[Officer, ...]:
    """Name those in a role of whom none of the cases complains."""
    return tuple(
        officer
        for officer in work.people.with_role(role)
        if not any(is_accused(officer, case) for case in cases)
    )


def with_right(file: CaseFile, right: Right) -> tuple[Officer, ...]:
    """Name everybody who may do something with the case."""
    return tuple(officer for officer in file.work.people.all() if may(officer, right, file.case))


def promised(file: CaseFile) -> str:
    """Say until when the answer is promised."""
    clock = answer_clock(file.desk.catalogue, file.case)
    if clock is None:
        return "tanpa tenggat"
    return until(clock, Starts.of(file.case), file.desk.calendar)


def is_flooded(work: Work, people: Iterable[Officer]) -> bool:
    """Say whether one of them got as many letters of new cases as an hour has room for."""
    written = work.outbox.written_since(
        work.now - AN_HOUR, (LetterKind.NEW_CASE, LetterKind.DIGEST, LetterKind.DAILY_DIGEST)
    )
    return any(written.get(officer.id, 0) >= MOST_LETTERS for officer in people)


def tell_of_new_case(file: CaseFile, *, typed_in_by: Officer | None) -> None:
    """Write to the front desk that a case came in; whoever typed it in knows, unless alone.

    What was set aside or filed, and what is sent in a flood, waits for a digest; so does every
    case while nobody works here who could hear of it.
    """
    people = front_desk(file.work, file.case)
    if not people or file.case.is_set_aside or file.case.state is State.FILED:
        return
    others = tuple(officer for officer in people if officer != typed_in_by)
    # An officer's own deed is no flood: neither typing in nor taking up is done by a robot.
    is_as_sent = file.case.version == 1 and file.case.history[0].by == SENDER
    if is_as_sent and is_flooded(file.work, people):
        return
    for officer in others or people:
        letter = to_officers.new_case(
            _asking(file, officer),
            file.title(),
            promised(file),
            file.parts(file.reader(officer)),
            len(file.case.files),
        )
        file.post(letter, officer, file.address(officer, Deed.ANSWER))
    file.work.untold.told((file.stored.id,), file.work.now)


def tell_of_message(file: CaseFile, *, files: int = 0, left: int = 0) -> None:
    """Write to the front desk, and to the division that handles the case, what the sender wrote.

    Of a confidential case the division hears that there is a message, and reads it once it is
    released. So many `files` came with it and are kept, and `left` more are in its original alone.
    """
    desk = front_desk(file.work, file.case)
    handlers = (each for each in _handlers(file, Right.ANSWER) if each not in desk)
    for officer in (*desk, *handlers):
        _follow_up(file, officer, files=files, left=left)
    if desk:
        # The letter holds the first story too, so it also tells of a case that still waited.
        file.work.untold.told((file.stored.id,), file.work.now)


def _follow_up(file: CaseFile, officer: Officer, *, files: int = 0, left: int = 0) -> None:
    reader = file.reader(officer)
    letter = to_officers.follow_up(
        _asking(file, officer),
        file.newest_text(SenderWrote, reader),
        file.texts(ResponseDelivered, reader),
        file.parts(reader),
        files=files,
        left=left,
    )
    file.post(letter, officer, file.address(officer, Deed.ANSWER))


def tell_of_release(file: CaseFile, *, is_first: bool) -> None:
    """Write to those who handle the case what they were only told the number of (N-3).

    `is_first`: nothing had been released before, so their task itself said no more.
    """
    for officer in _handlers(file):
        if not file.reader(officer).name_seen:
            if is_first:
                _tell_of_disposition(file, officer)
            elif may(officer, Right.ANSWER, file.case):
                _follow_up(file, officer)


def ask_for_disposition(file: CaseFile) -> None:
    """Write to the head that a case stands in the register and waits for a disposition."""
    for officer in with_right(file, Right.DISPOSE):
        reader = file.reader(officer)
        entry = file.entry(reader)
        letter = to_officers.for_disposition(
            _asking(file, officer, _dispositions(file, officer)),
            str(file.case.agenda),
            entry.summary if entry else Legible(""),
            promised(file),
            file.parts(reader),
        )
        file.post(letter, officer, file.address(officer, Deed.ANSWER))


def tell_of_disposition(file: CaseFile) -> None:
    """Write the head's instruction to everybody it names."""
    for officer in _handlers(file):
        _tell_of_disposition(file, officer)


def _tell_of_disposition(file: CaseFile, officer: Officer) -> None:
    reader = file.reader(officer)
    letter = to_officers.disposition(
        _asking(file, officer),
        file.newest_text(Disposed, reader),
        day_in_words(file.case.disposition_due) if file.case.disposition_due else "",
        file.parts(reader),
        is_team=file.case.is_with_team,
    )
    file.post(letter, officer, file.address(officer, _task(file)))


def tell_of_findings(file: CaseFile) -> None:
    """Write to the head that the Team's findings wait for approval, or for being returned."""
    for officer in with_right(file, Right.APPROVE):
        doings = (
            _doing(file, officer, Deed.APPROVE, "Sahkan rumusan", "sahkan rumusan"),
            _doing(file, officer, Deed.SEND_BACK, "Kembalikan ke Tim", "kembalikan rumusan"),
        )
        findings = file.newest_text(FindingsWritten, file.reader(officer))
        file.post(to_officers.findings(about(file, officer, doings), findings), officer)


def tell_of_return(file: CaseFile) -> None:
    """Write to the Team why its findings came back."""
    for officer in _handlers(file):
        reason = file.newest_text(Returned, file.reader(officer))
        letter = to_officers.findings_returned(_asking(file, officer), reason)
        file.post(letter, officer, file.address(officer, Deed.WRITE_FINDINGS))


def ask_second_officer(file: CaseFile) -> None:
    """Write to those who can confirm whom the case shall complain of: it is done on the web."""
    for officer in with_right(file, Right.NAME_ACCUSED):
        file.post(to_officers.accusation_proposed(about(file, officer)), officer)


def about(file: CaseFile, officer: Officer, doings: tuple[Doing, ...] = ()) -> About:
    """Say to whom a letter about a case goes, and what else they can do by mail."""
    case = file.case
    is_mailed = gets_by_mail(file) is ByMail.ANSWER
    goes = "di halaman Lacak dan di emailnya" if is_mailed else "di halaman Lacak"
    bare = _ACCUSES if case.accuses else ""
    return About(officer, case.number, file.desk.case_link(case.number), doings, goes, bare)


def _asking(file: CaseFile, officer: Officer, doings: tuple[Doing, ...] = ()) -> About:
    """Say the same of a letter that is to be answered: its reader may rather write a note.

    It tells what the sender wrote, as far as its reader may have that.
    """
    if may(officer, Right.NOTE, file.case):
        label = "Catatan untuk berkas, tidak tampil bagi pengirim"
        doings = (*doings, _doing(file, officer, Deed.NOTE, label, "catatan"))
    found = about(file, officer, doings)
    if not found.bare and not file.is_released_to(file.reader(officer)):
        return replace(found, bare=_UNRELEASED)
    return replace(found, version=file.version_for_release(officer))


def _dispositions(file: CaseFile, officer: Officer) -> tuple[Doing, ...]:
    """Offer each division head to whom the head can give the case, and a Team of all members."""
    heads = _impartial(file.work, Role.DIVISION_HEAD, file.case)
    offered = [(f"Disposisi ke {each.name}", each.id) for each in heads[:_MOST_DISPOSITIONS]]
    members = team_members(file)
    if members:
        names = ", ".join(each.name for each in members)
        offered.append((f"Bentuk Tim ({names})", A_TEAM))
    return tuple(
        _doing(file, officer, Deed.DISPOSE, label, "disposisi", target=target)
        for label, target in offered
    )


def team_members(file: CaseFile) -> tuple[Officer, ...]:
    """Name everybody who can be of a Team for the case."""
    return _impartial(file.work, Role.TEAM_MEMBER, file.case)


def _doing(
    file: CaseFile,
    officer: Officer,
    action: Deed,
    label: str,
    subject: str,
    *,
    target: int | None = None,
) -> Doing:
    address = file.address(officer, action, target)
    return Doing(label, address, f"{file.case.number}: {subject}")


def _handlers(file: CaseFile, right: Right = Right.READ) -> tuple[Officer, ...]:
    return tuple(each for each in with_right(file, right) if each.id in file.case.handlers)


def _task(file: CaseFile) -> Deed:
    return Deed.WRITE_FINDINGS if file.case.is_with_team else Deed.ANSWER

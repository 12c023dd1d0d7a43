"""What the page of a case tells: where it stands, what has happened, how its letters fare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from loket_inbox.desk import Desk
from loket_inbox.domain import events
from loket_inbox.domain.case import SENDER, Case
from loket_inbox.domain.deadlines import OFFICE_TIME, local_day
from loket_inbox.domain.states import State, Turn
from loket_inbox.domain.terms import Channel, Classification, Result, Suspicion
from loket_inbox.handling.case.dossier import Dossier, Entry, name_of
from loket_inbox.handling.files.enclosing import our_name
from loket_inbox.handling.promises import (
    Starts,
    clocks_of,
    day_in_words,
    hour_in_words,
    moment_in_words,
    next_due,
    until,
)
from loket_inbox.letters.kinds import LetterKind
from loket_inbox.store.outbox import SentLetter
from loket_inbox.uploads.kinds import FileKind
from loket_inbox.web.officer.words import Said, Tone, division_name, due_in_words, joined, names_of
from loket_site.forms.attached import size_in_words

_SHOULD_BE_OUT = timedelta(minutes=30)
"""After how long an undelivered letter is shown in red (F-8)."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One block of the timeline. `fact` is what the event says, `text` what somebody wrote."""

    label: str
    who: str
    when: str
    tone: Tone
    fact: str
    text: str
    mail: int | None


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter about the case: which, to whom, and how it fares."""

    label: str
    to: str
    fares: Said


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file that came with the case: our name for it, what it answers, what it is.

    `is_original`: it may hold what cannot be seen in it.
    """

    position: int
    name: str
    question: str
    what: str
    is_original: bool


def files_of(dossier: Dossier) -> tuple[FileLine, ...]:
    """Tell which files came with a case; only opening one is written down."""
    return tuple(
        FileLine(
            position,
            our_name(dossier.case.number, position, each),
            each.question,
            joined(FileKind.coded(each.kind).label, size_in_words(each.size)),
            FileKind.coded(each.kind).is_original,
        )
        for position, each in dossier.files
    )


def summary(desk: Desk, dossier: Dossier) -> tuple[tuple[str, Said], ...]:
    """Tell where a case stands, as (label, words)."""
    unsent = "" if dossier.by_mail.goes else dossier.by_mail.value
    found = (
        *_standing(desk, dossier.case, dossier.people),
        ("Email ke pengirim", Said(unsent, Tone.LATE)),
    )
    return tuple((label, said) for label, said in found if said.words)


def _standing(desk: Desk, case: Case, people: Mapping[int, str]) -> Iterator[tuple[str, Said]]:
    yield "Keadaan", Said(case.state.desk_label)
    if case.state.turn is Turn.OURS:
        day = next_due(desk.catalogue, case, desk.calendar).day
        step = "Periksa dan catat" if case.agenda is None else "Jawab pengirim"
        yield step, due_in_words(day, local_day(desk.store.clock()))
    yield "Hasil", Said(Result.labelled(case.result))
    if case.state is not State.FILED:
        yield "Nomor agenda", Said(str(case.agenda or "Belum dicatat di buku"))
    yield (
        "Diterima",
        Said(f"{moment_in_words(case.received_at)}, lewat {Channel.labelled(case.channel)}"),
    )
    for clock in clocks_of(desk.catalogue, case):
        # The step of a clock speaks to the sender; one without a step is the officers' own.
        kind = "Janji kepada pengirim:" if clock.step else "Tenggat"
        words = until(clock, Starts.of(case), desk.calendar)
        yield f"{kind} {clock.code.replace('-', ' ')}", Said(words[0].upper() + words[1:])
    if case.completed_at:
        yield "Berkas lengkap", Said(day_in_words(local_day(case.completed_at)))
    yield "Golongan", Said(Classification.labelled(case.classification))
    yield "Bidang", Said(division_name(desk, case.division))
    handled = names_of(case.handlers, people)
    yield "Ditangani", Said(f"Tim: {handled}" if case.is_with_team else handled)
    yield (
        "Batas disposisi",
        Said(day_in_words(case.disposition_due) if case.disposition_due else ""),
    )
    accused = joined(names_of(case.accused, people), division_name(desk, case.accused_division))
    yield "Yang diadukan", Said(accused)


def proposal_of(desk: Desk, dossier: Dossier) -> tuple[str, str]:
    """Say who proposes that whom is complained of; twice "" where nothing waits."""
    proposed = dossier.case.proposed
    if proposed is None:
        return "", ""
    division = division_name(desk, proposed.division)
    whom = joined(names_of(proposed.officers, dossier.people), division)
    return name_of(proposed.by, dossier.people), whom or "Tidak ada petugas atau bidang"


def answers_leaving(dossier: Dossier, desk: Desk) -> str:
    """Say when the earliest drafted answer leaves; "" where none waits."""
    leaves_at = dossier.case.answer_leaves_at
    if leaves_at is None:
        return ""
    words = hour_in_words(leaves_at, desk.store.clock())
    return f"Jawaban tampil bagi pengirim {words}."


def why_set_aside(case: Case) -> str:
    """Say what made a case look like a robot's; "" for one that is not set aside."""
    return Suspicion.labelled(case.suspicion) if case.is_set_aside else ""


def happenings(desk: Desk, dossier: Dossier) -> tuple[Happening, ...]:
    """Tell what has happened to a case, oldest first."""
    return tuple(
        Happening(
            label=entry.event.label,
            who=entry.who,
            when=moment_in_words(entry.recorded.at),
            tone=_tone(entry),
            fact=_fate(entry, dossier) or _fact(desk, entry.event, dossier.people),
            text=entry.text,
            mail=entry.mail,
        )
        for entry in dossier.timeline
    )


def _tone(entry: Entry) -> Tone:
    match entry.event:
        case events.ResponseDelivered() | events.ResponseDrafted() | events.SenderAsked():
            return Tone.TO_SENDER
        case events.Received() | events.SenderWrote() if entry.recorded.by == SENDER:
            return Tone.FROM_SENDER
        case events.Noted():
            return Tone.FOR_FILE
        case _:
            return Tone.PLAIN


def _fate(entry: Entry, dossier: Dossier) -> str:
    """Say what became of a drafted answer; "" while it waits, and of anything else."""
    if not isinstance(entry.event, events.ResponseDrafted):
        return ""
    drafted = entry.recorded.sequence
    for later in dossier.case.history[drafted:]:
        match later.event:
            case events.ResponseDelivered(draft=draft) if draft == drafted:
                return f"Tampil bagi pengirim {moment_in_words(later.at)}"
            case events.ResponseStopped(draft) if draft == drafted:
                return "Dihentikan. Pengirim tidak melihatnya."
            case _:
                pass
    return ""


def _fact(desk: Desk, event: events.Event, people: Mapping[int, str]) -> str:
    """Say what an event's own fields tell."""
    match event:
        case events.Received(channel=channel, received_at=came, suspicion=suspicion):
            when = moment_in_words(datetime.fromisoformat(came)) if came else ""
            found = f"Tersaring: {Suspicion.labelled(suspicion)}" if suspicion else ""
            return joined(f"Lewat {Channel.labelled(channel)}", when, found)
        case events.Registered(year, number, division):
            return joined(f"Nomor agenda {number}/{year}", division_name(desk, division))
        case events.EntryCorrected(division):
            return division_name(desk, division)
        case events.Classified(classification):
            return Classification.labelled(classification)
        case events.AccusedNamed(officers, division) | events.AccusationProposed(
            officers, division
        ):
            found = joined(names_of(officers, people), division_name(desk, division))
            return found or "Tidak ada petugas atau bidang"
        case events.Disposed(officers, team, due):
            by = f"paling lambat {day_in_words(date.fromisoformat(due))}" if due else ""
            return joined(f"{'Tim' if team else 'Bidang'}: {names_of(officers, people)}", by)
        case events.Closed(result):
            return Result.labelled(result)
        case _:
            return _fact_of_mail(event, people)


def _fact_of_mail(event: events.Event, people: Mapping[int, str]) -> str:
    """Say it of what the conversation with the sender brings."""
    match event:
        case events.ResponseDrafted(leaves_at):
            return f"Tampil bagi pengirim {moment_in_words(datetime.fromisoformat(leaves_at))}"
        case events.ResponseDelivered(on_the_spot=True):
            return "Dijawab langsung di tempat"
        case events.LetterFailed(letter, officer):
            return f"{LetterKind(letter).label}, kepada {_whom(officer, people)}"
        case events.FilesAdded(files):
            return f"{len(files)} berkas, untuk petugas saja"
        case _:
            return ""


def letters_of(dossier: Dossier, now: datetime) -> tuple[LetterLine, ...]:
    """Tell how the letters about a case fare, oldest first."""
    working = {officer.id for officer in dossier.cover.staff}
    return tuple(
        LetterLine(
            label=LetterKind(letter.letter).label,
            to=_whom(letter.officer_id, dossier.people),
            fares=_fares(letter, now, works_here=letter.officer_id in {None, *working}),
        )
        for letter in dossier.letters
    )


def _whom(officer_id: int | None, people: Mapping[int, str]) -> str:
    return names_of((officer_id,), people) if officer_id else "pengirim"


def _fares(letter: SentLetter, now: datetime, *, works_here: bool) -> Said:
    if letter.failed_at:
        return Said(f"Tidak sampai, diketahui {moment_in_words(letter.failed_at)}", Tone.LATE)
    if letter.sent_at:
        return Said(f"Terkirim {moment_in_words(letter.sent_at)}")
    if letter.created_at > now:
        return Said(f"Menunggu jam aman, mulai {moment_in_words(letter.created_at)}")
    if not works_here:
        return Said("Tidak kami kirim, karena petugas ini tidak bekerja di sini lagi")
    tried = f"{letter.attempts} kali dicoba" if letter.attempts else "menunggu giliran"
    if now - letter.created_at > _SHOULD_BE_OUT:
        since = moment_in_words(letter.created_at)
        return Said(f"Belum terkirim sejak {since}, {tried}", Tone.LATE)
    return Said(f"Belum terkirim, {tried}")


def others_here(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """Name who else has the case open, and since which hour."""
    return tuple(
        (name, f"{at.astimezone(OFFICE_TIME):%H.%M} WIB") for name, at in dossier.others_here
    )

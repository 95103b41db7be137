"""What each command does: asks one service and prints its answer."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

from trainer_app.bootstrap import Services, build
from trainer_app.cli import documents, lists, sentences, session_report
from trainer_app.cli.output import print_json, print_lines, tell
from trainer_app.domain.changes import Desk
from trainer_app.domain.check_in import CheckInResult, Gesture, InputKind, Outcome, Override, OverrideKind
from trainer_app.domain.errors import DataTrouble, Refused, StorageDown
from trainer_app.domain.import_report import ImportReport
from trainer_app.domain.session import Phase
from trainer_app.domain.session_report import without_names
from trainer_app.services.programs import check_new_program
from trainer_app.words import report as report_words
from trainer_app.words import serve as serve_words
from trainer_app.words.desk import PHASES
from trainer_app.words.language import say
from trainer_app.words.workbook import WORKBOOK_WORDS

DONE, NOT_IN = 0, 2
_IN = frozenset({Outcome.CHECKED_IN, Outcome.ALREADY_IN})


def init(asked: argparse.Namespace, data: Path) -> int:
    """Begin a program in a new data file; what no program can be called leaves no file behind."""
    check_new_program(name=asked.program, timezone=asked.timezone)
    with open_data(data, new=True) as services:
        program = services.programs.create(name=asked.program, timezone=asked.timezone, desk=desk())
    print_lines(sentences.begun(program, data))
    return DONE


def import_file(asked: argparse.Namespace, data: Path) -> int:
    """Take a file in and say what became of each line."""
    with open_data(data) as services:
        report = _importer(services, asked)()
    if asked.json:
        print_json(documents.import_report(report))
    else:
        print_lines(sentences.import_report(asked.what, report))
    return DONE


def check_in(asked: argparse.Namespace, data: Path) -> int:
    """Check one person in; the exit code is 2 where the door says no.

    Where the doors of a planned session were never opened, checking somebody in opens them.
    """
    with open_data(data) as services:
        session = services.sessions.named(asked.session)
        result = _check_in(services, asked, session.id)
        doors_opened = False
        if result.outcome is Outcome.SESSION_CLOSED and session.phase is Phase.PLANNED:
            services.sessions.enter(session.id, Phase.DOORS, desk=desk())
            result = _check_in(services, asked, session.id)
            doors_opened = result.outcome in _IN
            if not doors_opened:
                services.undo.undo(desk())
        if result.outcome is Outcome.CHECKED_IN and result.attendee:
            result = replace(result, welcome=services.attendance.welcome(session.id, result.attendee.id))
    if asked.json:
        print_json(documents.check_in(result) | {"doors_opened": doors_opened})
    elif result.outcome in _IN:
        print_lines(sentences.came_in(result, doors_opened=doors_opened))
    if result.outcome in _IN:
        return DONE
    tell(sentences.kept_out(result))
    return NOT_IN


def floor(asked: argparse.Namespace, data: Path) -> int:
    """Print who is in, at which step, for how long, and where somebody should go."""
    with open_data(data) as services:
        seen = services.floor.look(services.sessions.named(asked.session).id)
    if asked.json:
        print_json(documents.floor(seen))
    else:
        print_lines(lists.floor(seen))
    return DONE


def report(asked: argparse.Namespace, data: Path) -> int:
    """Print what one session was like; the window writes the same as a PDF."""
    with open_data(data) as services:
        found = services.reports.of_session(services.sessions.named(asked.session).id)
    if asked.no_names:
        found = without_names(found)
    if asked.json:
        print_json(session_report.document(found))
    else:
        print_lines(report_words.as_lines(found))
    return DONE


def adoption(asked: argparse.Namespace, data: Path) -> int:
    """Print everybody's state and the numbers."""
    with open_data(data) as services:
        report = services.adoption.report(asked.as_of)
    if asked.json:
        print_json(documents.adoption(report))
    else:
        print_lines(lists.adoption(report))
    return DONE


def export(asked: argparse.Namespace, data: Path) -> int:
    """Write a workbook."""
    with open_data(data) as services:
        if asked.what == "followup":
            written = services.exports.follow_up(asked.file, WORKBOOK_WORDS, as_of=asked.as_of)
        else:
            written = services.exports.attendance(asked.file, WORKBOOK_WORDS, as_of=asked.as_of)
    print_lines([sentences.written(written)])
    return DONE


def phase(asked: argparse.Namespace, data: Path) -> int:
    """Let a session enter another part: its clocks run, or stand still."""
    with open_data(data) as services:
        found = services.sessions.named(asked.session)
        session = services.sessions.enter(found.id, Phase(asked.phase.replace("-", "_")), desk=desk())
    print_lines([serve_words.entered(session, say(PHASES[session.phase]))])
    return DONE


def demo(_asked: argparse.Namespace, data: Path) -> int:
    """Make the demo rollout in a new data file."""
    from trainer_app.bootstrap import make_demo

    session = make_demo(data)
    print_lines(sentences.demo_made(data, session))
    return DONE


def desk() -> Desk:
    """Return who acts here: the name this person is signed in by, at the command line."""
    try:
        author = getpass.getuser()
    except (OSError, KeyError, ImportError):
        author = "Command line"
    return Desk(author, "command line")


@contextmanager
def open_data(data: Path, *, new: bool = False) -> Iterator[Services]:
    """Open a data file that is there, or with `new` begin one.

    Raises:
        Refused: it is not there, empty, not ours, or newer.
        StorageDown: it cannot be read.
    """
    if not new:
        _check_there(data)
    services = build(data)
    try:
        yield services
    finally:
        services.close()


def _check_there(data: Path) -> None:
    """Refuse a file that is not there, and one that is empty, before anything is made of it.

    Raises:
        Refused: MISSING or NO_PROGRAM.
    """
    try:
        size = data.stat().st_size
    except (FileNotFoundError, NotADirectoryError):
        raise Refused(DataTrouble.MISSING, file=str(data)) from None
    except OSError as error:
        raise StorageDown(DataTrouble.FAILED, file=str(data), detail=error.strerror) from error
    if not size:
        raise Refused(DataTrouble.NO_PROGRAM)


def _importer(services: Services, asked: argparse.Namespace) -> Callable[[], ImportReport]:
    path, dry_run = asked.file, asked.dry_run
    covers: tuple[date, date] | None = (asked.covers[0], asked.covers[1]) if asked.covers else None
    importers: dict[str, Callable[[], ImportReport]] = {
        "people": lambda: services.people_import.import_file(path, desk=desk(), dry_run=dry_run),
        "sessions": lambda: services.session_import.import_file(path, desk=desk(), dry_run=dry_run),
        "attendance": lambda: services.attendance_import.import_file(
            path, desk=desk(), dry_run=dry_run, session=asked.session
        ),
        "usage": lambda: services.usage_import.import_file(
            path, desk=desk(), dry_run=dry_run, sure=asked.yes, covers=covers, source=asked.source
        ),
    }
    return importers[asked.what]


def _check_in(services: Services, asked: argparse.Namespace, session_id: UUID) -> CheckInResult:
    override = Override(OverrideKind.REASON, asked.reason) if asked.reason is not None else None
    if asked.badge is not None:
        person = services.people.by_short_code(asked.badge)
        gesture = Gesture(services.new_id(), session_id, InputKind.SCANNER, desk())
        if person is None:
            return services.check_in.scan(gesture, asked.badge, override=override)
        return services.check_in.choose(gesture, person.id, override=override)
    person = services.people.meant(asked.person)
    gesture = Gesture(services.new_id(), session_id, InputKind.NAME, desk())
    return services.check_in.choose(gesture, person.id, override=override)

"""Builds the house: the only place that knows every part, and that owns the clock, ids and randomness."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from trainer_app.services import attendance as attendance_service
from trainer_app.services import completions as completion_service
from trainer_app.services import floor as floor_service
from trainer_app.services import help_desk as help_desk_service
from trainer_app.services import people as people_service
from trainer_app.services import sessions as session_service
from trainer_app.services.attendance import AttendanceService
from trainer_app.services.attendance_import import AttendanceImportService
from trainer_app.services.check_in import CheckInService
from trainer_app.services.checklists import ChecklistService
from trainer_app.services.completions import CompletionService
from trainer_app.services.context import Context
from trainer_app.services.feed import Feed, Watch
from trainer_app.services.floor import FloorService
from trainer_app.services.help_desk import HelpDeskService
from trainer_app.services.people import PeopleService
from trainer_app.services.people_import import PeopleImportService
from trainer_app.services.programs import ProgramService
from trainer_app.services.session_import import SessionImportService
from trainer_app.services.sessions import SessionService
from trainer_app.services.undo import UndoService
from trainer_app.storage.store import Store, open_store


@dataclass(frozen=True, slots=True)
class Services:
    """Every use case, as the faces are given them."""

    programs: ProgramService
    people: PeopleService
    sessions: SessionService
    checklists: ChecklistService
    check_in: CheckInService
    attendance: AttendanceService
    completions: CompletionService
    floor: FloorService
    help_desk: HelpDeskService
    people_import: PeopleImportService
    session_import: SessionImportService
    attendance_import: AttendanceImportService
    undo: UndoService
    feed: Feed
    watch: Watch
    store: Store
    clock: Callable[[], datetime]
    new_id: Callable[[], UUID]

    def close(self) -> None:
        """Let go of the data file."""
        self.store.close()


def now() -> datetime:
    """Return the time, aware, in UTC."""
    return datetime.now(UTC)


def new_id() -> UUID:
    """Return a new id that grows with time: UUID version 7 of RFC 9562, section 5.7."""
    milliseconds = time.time_ns() // 1_000_000
    value = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return UUID(int=value)


def build(
    path: Path,
    *,
    clock: Callable[[], datetime] = now,
    ids: Callable[[], UUID] = new_id,
    random_bits: Callable[[int], int] = secrets.randbits,
    guard: Callable[[], None] = lambda: None,
) -> Services:
    """Open the data file and build every service on it.

    Raises:
        Refused: the file is not ours or was written by a newer version.
        StorageDown: it cannot be read or written, or is damaged.
    """
    store = open_store(path, now=clock(), guard=guard)
    feed = Feed()
    store.announce = feed.announce
    context = Context(store, clock, ids, random_bits)
    people = PeopleService(context)
    feed.subscribe(people.forget_index)
    reversals = {
        **attendance_service.REVERSALS,
        **completion_service.REVERSALS,
        **floor_service.REVERSALS,
        **help_desk_service.REVERSALS,
        **people_service.REVERSALS,
        **session_service.REVERSALS,
    }
    return Services(
        programs=ProgramService(context),
        people=people,
        sessions=SessionService(context),
        checklists=ChecklistService(context),
        check_in=CheckInService(context),
        attendance=AttendanceService(context),
        completions=CompletionService(context),
        floor=FloorService(context),
        help_desk=HelpDeskService(context),
        people_import=PeopleImportService(context),
        session_import=SessionImportService(context),
        attendance_import=AttendanceImportService(context),
        undo=UndoService(context, reversals),
        feed=feed,
        watch=Watch(store, feed),
        store=store,
        clock=clock,
        new_id=ids,
    )

"""Checklists: the shipped ones, the program's own, and the version each session has frozen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from uuid import UUID

from trainer_app import paths
from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.checklist import Checklist, ChecklistFile, ChecklistTrouble
from trainer_app.domain.checklist_document import digest, from_document, to_document
from trainer_app.domain.checklist_edit import tidy
from trainer_app.domain.checklist_rules import check_checklist
from trainer_app.domain.errors import Refused
from trainer_app.domain.session import Phase, Session
from trainer_app.domain.undo import UndoTrouble
from trainer_app.exchange.checklist_file import (
    drop_draft,
    look_at_checklist,
    read_checklist,
    read_draft,
    save_checklist,
    save_draft,
)
from trainer_app.services.checklist_overview import ChecklistOverview, overview
from trainer_app.services.context import Context
from trainer_app.services.programs import require_program
from trainer_app.services.session_lookup import require_session
from trainer_app.services.undo import Reversal, Turn
from trainer_app.storage.unit_of_work import Reading, Writing

CHOSEN = "checklist_chosen"
CHOSEN_FOR = "session_checklist_chosen"
SHIPPED_FIRST = "command_line_ai_assistant"  # what a new program uses until it chooses


class ChecklistService:
    """Lists checklists and says which one the program uses."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def shipped(self) -> list[Checklist]:
        """Return the checklists that come with the program, by title."""
        files = sorted(paths.resource("checklists").glob("*.toml"))
        return sorted((read_checklist(file) for file in files), key=lambda one: one.title)

    def of_program(self) -> Checklist:
        """Return the checklist new sessions will run.

        Raises:
            Refused: the file holds no program yet.
        """
        with self._context.store.read() as view:
            return _of_program(view)

    def of_session(self, session_id: UUID) -> Checklist:
        """Return the version this session runs: the frozen one, or before the doors open the program's.

        Raises:
            Refused: the session is gone.
        """
        with self._context.store.read() as view:
            return session_checklist(view, require_session(view, session_id))

    def use(self, checklist: Checklist, *, desk: Desk) -> None:
        """Let sessions that are opened from now on run this checklist.

        Raises:
            Refused: the checklist breaks a rule, or the file holds no program yet.
        """
        check_checklist(checklist)
        with self._context.store.write() as work:
            self._use(work, checklist, desk=desk)

    def use_file(self, path: Path, *, desk: Desk) -> Checklist:
        """Read a checklist file and use it.

        Raises:
            Refused: the file cannot be understood, or there is no program yet.
        """
        checklist = read_checklist(path)
        self.use(checklist, desk=desk)
        return checklist

    def save(self, edited: Checklist, *, desk: Desk) -> Checklist:
        """Keep an edited checklist as a new version and let sessions that have not begun run it.

        A version that is kept already, word for word, is only chosen again.

        Returns:
            The checklist as it is kept, with the number of its version.

        Raises:
            Refused: it breaks a rule, or the file holds no program yet.
        """
        edited = tidy(edited)
        check_checklist(edited)
        with self._context.store.write() as work:
            kept = _numbered(work, edited)
            self._use(work, kept, desk=desk)
        return kept

    def choose(self, checklist_id: UUID, *, desk: Desk) -> Checklist:
        """Let sessions that have not begun run a version that was kept before.

        Raises:
            Refused: there is no such version, or the file holds no program yet.
        """
        with self._context.store.write() as work:
            chosen = _version(work, checklist_id)
            self._use(work, chosen, desk=desk)
        return chosen

    def choose_for(self, session_id: UUID, checklist_id: UUID | None, *, desk: Desk) -> None:
        """Let one planned session run this version whatever the program uses; None: the program's again.

        Raises:
            Refused: the session is gone or has begun, or there is no such version.
        """
        with self._context.store.write() as work:
            session = _planned(work, session_id)
            if checklist_id is not None:
                _version(work, checklist_id)
            if session.checklist_id == checklist_id:
                return
            work.sessions.freeze_checklist(session_id, checklist_id)
            detail = {"old": _text(session.checklist_id), "new": _text(checklist_id)}
            deed = Deed(Topic.SESSIONS, CHOSEN_FOR, session_id, detail=detail)
            work.record(deed, at=self._context.clock(), desk=desk)

    def overview(self) -> ChecklistOverview:
        """Return what the Checklists page shows.

        Raises:
            Refused: the file holds no program yet.
        """
        with self._context.store.read() as view:
            return overview(view, _of_program(view), draft=read_draft(self._draft_file))

    def look_at_file(self, path: Path) -> ChecklistFile:
        """Return what a checklist file holds, also where it cannot be run yet.

        Raises:
            Refused: the file cannot be understood at all.
        """
        return look_at_checklist(path)

    def export(self, checklist: Checklist, path: Path) -> None:
        """Write a checklist to a file that can be edited and imported again.

        Raises:
            StorageDown: the file cannot be written.
        """
        save_checklist(tidy(checklist), path)

    def put_aside(self, draft: Checklist | None) -> None:
        """Keep an unfinished checklist beside the data file until it is saved; None takes it away.

        Raises:
            StorageDown: the file cannot be written.
        """
        if draft is None:
            drop_draft(self._draft_file)
        else:
            save_draft(draft, self._draft_file)

    @property
    def _draft_file(self) -> Path:
        path = self._context.store.path
        return path.with_name(f"{path.name}.checklist-draft")

    def _use(self, work: Writing, checklist: Checklist, *, desk: Desk) -> None:
        program, now = require_program(work), self._context.clock()
        kept = keep_checklist(work, checklist, new_id=self._context.new_id, at=now)
        if kept == program.checklist_id:
            return
        work.programs.use_checklist(program.id, kept)
        detail = {"old": _text(program.checklist_id)}
        work.record(Deed(Topic.PROGRAM, CHOSEN, subject_id=kept, detail=detail), at=now, desk=desk)


def keep_checklist(work: Writing, checklist: Checklist, *, new_id: Callable[[], UUID], at: datetime) -> UUID:
    """Keep this version, once however often it is asked for, and return its id."""
    mark = digest(checklist)
    found = work.programs.checklist_id(mark)
    if found is None:
        found = new_id()
        work.programs.add_checklist(found, to_document(checklist), digest=mark, at=at)
    return found


def freeze_checklist(work: Writing, *, new_id: Callable[[], UUID], at: datetime) -> UUID:
    """Return the version a session that begins now runs for good; later edits never touch it."""
    return keep_checklist(work, _of_program(work), new_id=new_id, at=at)


def session_checklist(view: Reading, session: Session) -> Checklist:
    """Return the version a session runs: the frozen one, or before the doors open the program's.

    Raises:
        Refused: the version is gone, or was written by a newer version of the program.
        StorageDown: the data file does not hold it whole any more.
    """
    return _version(view, session.checklist_id) if session.checklist_id else _of_program(view)


def _numbered(work: Writing, edited: Checklist) -> Checklist:
    """Give an edited checklist the number after the last one of its key."""
    if work.programs.checklist_id(digest(edited)):
        return edited
    kept = [from_document(one.document) for one in work.programs.checklists()]
    standing = _of_program(work)
    if replace(edited, version=standing.version) == standing:
        return standing
    last = max((one.version for one in (*kept, standing) if one.key == edited.key), default=None)
    return edited if last is None else replace(edited, version=last + 1)


def _planned(view: Reading, session_id: UUID) -> Session:
    session = require_session(view, session_id)
    if session.phase is not Phase.PLANNED or view.sessions.phases(session_id):
        raise Refused(ChecklistTrouble.FROZEN)
    return session


def _text(one: UUID | None) -> str | None:
    return str(one) if one else None


def _of_program(view: Reading) -> Checklist:
    chosen = require_program(view).checklist_id
    return _version(view, chosen) if chosen else _shipped_first()


def _version(view: Reading, checklist_id: UUID) -> Checklist:
    if checklist_id not in _versions:
        document = view.programs.checklist(checklist_id)
        if document is None:
            raise Refused(ChecklistTrouble.NOT_FOUND)
        _versions[checklist_id] = from_document(document)
    return _versions[checklist_id]


_versions: dict[UUID, Checklist] = {}  # a version never changes once it is written, so it is read once


@cache
def _shipped_first() -> Checklist:
    return read_checklist(paths.resource("checklists", f"{SHIPPED_FIRST}.toml"))


def _undo_choice(work: Writing, turn: Turn) -> None:
    _choose(work, chosen=turn.subject_id, instead=turn.id("old"))


def _redo_choice(work: Writing, turn: Turn) -> None:
    _choose(work, chosen=turn.id("old"), instead=turn.subject_id)


def _choose(work: Writing, *, chosen: UUID | None, instead: UUID | None) -> None:
    program = require_program(work)
    if program.checklist_id != chosen:
        raise Refused(UndoTrouble.IN_THE_WAY)
    work.programs.use_checklist(program.id, instead)


def _undo_choice_for(work: Writing, turn: Turn) -> None:
    _choose_for(work, turn, chosen=turn.id("new"), instead=turn.id("old"))


def _redo_choice_for(work: Writing, turn: Turn) -> None:
    _choose_for(work, turn, chosen=turn.id("old"), instead=turn.id("new"))


def _choose_for(work: Writing, turn: Turn, *, chosen: UUID | None, instead: UUID | None) -> None:
    if _planned(work, turn.session_id).checklist_id != chosen:
        raise Refused(UndoTrouble.IN_THE_WAY)
    work.sessions.freeze_checklist(turn.session_id, instead)


REVERSALS = {
    CHOSEN: Reversal(_undo_choice, _redo_choice),
    CHOSEN_FOR: Reversal(_undo_choice_for, _redo_choice_for),
}

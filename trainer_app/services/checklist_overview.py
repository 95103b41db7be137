"""What there is of checklists: every version, which sessions run which, and how well their remedies have served."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from trainer_app.domain.checklist import Checklist
from trainer_app.domain.checklist_document import from_document
from trainer_app.domain.help_figures import RemedyRecord, remedy_records
from trainer_app.domain.session import Phase, Session, SessionKind
from trainer_app.services.programs import require_program
from trainer_app.storage.unit_of_work import Reading


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One kept version, since when, the sessions that froze it, and the planned ones it was chosen for."""

    id: UUID
    checklist: Checklist
    at: datetime
    is_program: bool
    frozen: tuple[Session, ...]
    chosen: tuple[Session, ...]


@dataclass(frozen=True, slots=True)
class ChecklistOverview:
    """The program's checklist, every kept version (newest first), and the sessions that have not begun.

    `checklist_id` is None while the program runs the one that comes with Trainer. `draft` is what was put aside
    unfinished. `remedies` holds every remedy's record by step, error and remedy key.
    """

    checklist: Checklist
    checklist_id: UUID | None
    versions: tuple[VersionLine, ...]
    planned: tuple[Session, ...]
    draft: Checklist | None
    remedies: Mapping[tuple[str, str | None, str], RemedyRecord]

    @property
    def frozen(self) -> tuple[Session, ...]:
        """The sessions that have begun with this very version."""
        return tuple(one for line in self.versions if line.is_program for one in line.frozen)

    @property
    def frozen_older(self) -> tuple[Session, ...]:
        """The sessions that have begun with another version."""
        return tuple(one for line in self.versions if not line.is_program for one in line.frozen)


def overview(view: Reading, checklist: Checklist, *, draft: Checklist | None) -> ChecklistOverview:
    """Return what there is; `checklist` is the program's.

    Raises:
        Refused: the file holds no program yet, or a version was written by a newer version of the program.
    """
    program = require_program(view)
    sessions = [one for one in view.sessions.everything() if one.kind is not SessionKind.AWARENESS]
    planned = tuple(one for one in sessions if one.phase is Phase.PLANNED and not view.sessions.phases(one.id))
    begun = [one for one in sessions if one not in planned]
    versions = tuple(
        VersionLine(
            id=kept.id,
            checklist=from_document(kept.document),
            at=kept.at,
            is_program=kept.id == program.checklist_id,
            frozen=tuple(one for one in begun if one.checklist_id == kept.id),
            chosen=tuple(one for one in planned if one.checklist_id == kept.id),
        )
        for kept in view.programs.checklists()
    )
    records = remedy_records(view.tickets.everything())
    remedies = {(one.step_key, one.error_key, one.remedy_key): one for one in records}
    return ChecklistOverview(checklist, program.checklist_id, versions, planned, draft, remedies)

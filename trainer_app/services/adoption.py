"""Adoption: gathers the facts about everybody and asks the rules; nothing of the answer is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from trainer_app.domain.adoption import PersonFacts, Thresholds
from trainer_app.domain.adoption_numbers import numbers, team_numbers
from trainer_app.domain.adoption_report import AdoptionReport
from trainer_app.domain.adoption_rules import assess_all
from trainer_app.domain.attendee import Attendee, Role, identity_key
from trainer_app.domain.completion import Completion
from trainer_app.domain.progress import current_step
from trainer_app.domain.session import Session, SessionKind
from trainer_app.domain.usage import Gathered, Identity, IdentityKind, gather
from trainer_app.services.checklists import session_checklist
from trainer_app.services.context import Context
from trainer_app.services.identity_lookup import known_identities
from trainer_app.services.programs import require_program
from trainer_app.storage.unit_of_work import Reading


class AdoptionService:
    """Says who tried once and who continues, as of any day."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def report(self, as_of: date | None = None) -> AdoptionReport:
        """Return adoption at the end of `as_of`, today in the program's zone where none is given.

        Raises:
            Refused: the data file holds no program yet.
        """
        with self._context.store.read() as view:
            program = require_program(view)
            day = as_of or self._context.clock().astimezone(ZoneInfo(program.timezone)).date()
            imports = tuple(one.window for one in view.usage.imports())
            everyone = view.people.everyone()
            aside = view.usage.set_aside()
            gathered = _gathered(view, everyone)  # staff too: what a trainer used is nobody unknown's
            facts = _facts(view, [one for one in everyone if one.role is Role.ATTENDEE], gathered)
        thresholds = Thresholds.of(program)
        people = assess_all(facts, as_of=day, thresholds=thresholds, zone=program.timezone)
        unknown = tuple(one for one in gathered.unknown if _is_open(one.identity, aside))
        return AdoptionReport(program, thresholds, day, people, numbers(people), team_numbers(people), imports, unknown)


def _is_open(identity: Identity, aside: Collection[Identity]) -> bool:
    """Whether somebody could still say whose this is: it names somebody, and was not set aside as no person."""
    plain = Identity(identity.kind, identity_key(identity.value))
    return identity.kind is not IdentityKind.NONE and plain not in aside


def _gathered(view: Reading, everyone: list[Attendee]) -> Gathered:
    identities = known_identities(view, everyone)
    windows = [one.window for one in view.usage.imports()]
    return gather(identities, imports=windows, days=view.usage.days(), unread=view.usage.unread())


def _facts(view: Reading, trainees: list[Attendee], gathered: Gathered) -> list[PersonFacts]:
    sessions = {one.id: one for one in view.sessions.everything()}
    came: defaultdict[UUID, list[Session]] = defaultdict(list)
    for one in view.attendance.standing_everywhere():
        came[one.attendee_id].append(sessions[one.session_id])
    completed: dict[UUID, Completion] = view.completions.everything()
    grants = view.access.everything()
    stopped = _stopped_at(view, came, completed)
    return [
        PersonFacts(
            attendee_id=who.id,
            name=who.name,
            email=who.email,
            team=who.team,
            grants=grants.get(who.id, ()),
            checked_in=tuple(came.get(who.id, ())),
            completed_in=sessions[completed[who.id].session_id] if who.id in completed else None,
            stopped_at_step=stopped.get(who.id),
            usage=gathered.people[who.id],
        )
        for who in trainees
    ]


def _stopped_at(view: Reading, came: dict[UUID, list[Session]], completed: dict[UUID, Completion]) -> dict[UUID, str]:
    """Return the title of the first open step of everybody who ticked some and did not complete."""
    last: defaultdict[UUID, list[UUID]] = defaultdict(list)
    sessions: dict[UUID, Session] = {}
    for who, attended in came.items():
        hands_on = [one for one in attended if one.kind is not SessionKind.AWARENESS and one.checklist_id]
        if who not in completed and hands_on:
            latest = max(hands_on, key=lambda one: one.starts_at)
            sessions[latest.id] = latest
            last[latest.id].append(who)
    found: dict[UUID, str] = {}
    for session_id, people in last.items():
        checklist = session_checklist(view, sessions[session_id])
        marks = view.floor.marks(session_id)
        for who in people:
            key = current_step(checklist.steps, {mark.step_key: mark for mark in marks.get(who, ())})
            if key and who in marks:
                found[who] = checklist.step(key).title
    return found

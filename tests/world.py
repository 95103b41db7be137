"""A small rollout on a real data file, with a clock the test moves: what service and journey tests stand on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from trainer_app.bootstrap import Services, build
from trainer_app.domain.attendee import Attendee, Role
from trainer_app.domain.changes import Desk
from trainer_app.domain.check_in import CheckInResult, Gesture, InputKind, Override
from trainer_app.domain.errors import Refused
from trainer_app.domain.session import Phase, Session, SessionKind
from trainer_app.services.sessions import SessionPlan

MORNING = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)  # ten o'clock in Tokyo
FRONT = Desk("Facilitator", "front desk")
DOOR = Desk("Mei", "door phone")
OFFICE = Desk("Organizer", "office")  # who set everything up; a desk's undo does not reach that
ZONE = "Asia/Tokyo"


@dataclass
class Clock:
    at: datetime = MORNING

    def __call__(self) -> datetime:
        return self.at

    def forward(self, minutes: float) -> None:
        self.at += timedelta(minutes=minutes)


@dataclass
class World:
    """`people` and `sessions` by the first word of their name."""

    services: Services
    clock: Clock
    path: Path
    people: dict[str, Attendee] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)

    def person(self, name: str, *, role: Role = Role.ATTENDEE, team: str | None = None) -> Attendee:
        email = f"{name.casefold().replace(' ', '.')}@example.org"
        made = self.services.people.add(Attendee(uuid4(), name, email, team, role=role), desk=OFFICE)
        self.people[name.split(maxsplit=1)[0]] = made
        return made

    def session(self, name: str, *, days: float = 0, phase: Phase | None = Phase.DOORS, **more: object) -> Session:
        begin = MORNING + timedelta(days=days)
        kind = more.pop("kind", SessionKind.HANDS_ON)
        plan = SessionPlan(name, kind, begin, begin + timedelta(hours=2), ZONE, **({"series": "Hands-on"} | more))
        made = self.services.sessions.create([plan], desk=OFFICE)[0]
        if phase:
            made = self.services.sessions.enter(made.id, phase, desk=OFFICE)
        self.sessions[name] = made
        return made

    def gesture(self, session: Session, *, desk: Desk = FRONT, kind: InputKind = InputKind.NAME) -> Gesture:
        return Gesture(self.services.new_id(), session.id, kind, desk)

    def come(self, who: Attendee, session: Session, override: Override | None = None) -> CheckInResult:
        return self.services.check_in.choose(self.gesture(session), who.id, override=override)

    def in_room(self, session: Session) -> set[str]:
        return {one.attendee.name for one in self.services.attendance.sheet(session.id).arrived}

    def badge(self, who: UUID) -> str:
        return self.services.people.badges(desk=FRONT)[who][0]


@contextmanager
def refused(code: Enum) -> Iterator[pytest.ExceptionInfo[Refused]]:
    """Expect a refusal with this code."""
    with pytest.raises(Refused) as told:
        yield told
    assert told.value.code is code


@contextmanager
def opened(path: Path) -> Iterator[World]:
    clock = Clock()
    services = build(path, clock=clock)
    if services.programs.get() is None:
        services.programs.create(name="Rollout", timezone=ZONE, desk=FRONT)
    try:
        yield World(services, clock, path)
    finally:
        services.close()

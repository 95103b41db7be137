"""Rooms full of people for tests and pictures of the desk: real services on a real file, and a clock that is told."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from uuid import UUID, uuid5

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from trainer_app import bootstrap
from trainer_app.bootstrap import Services
from trainer_app.domain.attendee import Attendee, System
from trainer_app.domain.changes import Desk
from trainer_app.domain.check_in import Gesture, InputKind
from trainer_app.domain.session import Phase, Session, SessionKind
from trainer_app.services.sessions import SessionPlan

DESK = Desk("Facilitator", "front desk")
START = datetime(2026, 2, 17, 0, 52, tzinfo=UTC)
ZONE = "Asia/Tokyo"
NOBODY = UUID(int=0)

NAMES = (
    ("Sakura Nakamura", "Sales"),
    ("Arjun Patel", "Support"),
    ("Zoë Lefèvre", "Marketing"),
    ("石田 菜穂子", "Finance"),
    ("Liam O'Brien", "Sales"),
    ("Wei Chen", "Engineering"),
    ("Kenji Suzuki", "Finance"),
    ("Haruto Itō", "Engineering"),
    ("Emma Larsen", "Support"),
    ("Omar Haddad", "Marketing"),
    ("Mei Sato", "People"),
    ("Łukasz Kowalski", "Sales"),
    ("Mei Sato", "Engineering"),
    ("Maximiliane Charlotte von der Hohenwart-Schwarzenberg zu Lippe", "People and organisation development"),
)
_FAMILIES = ("Tanaka", "Silva", "Novák", "Khan", "山田", "Müller", "Rossi", "Okafor", "Nguyen", "Kim", "Dubois", "佐藤")
_GIVEN = ("Ana", "Bo", "Chika", "Dmitri", "Elif", "Farah", "Goran", "Hana", "Ivo", "Jun", "花子", "Lea", "Noa", "太郎")


@dataclass
class Clock:
    """A clock that goes on by itself a little at every look, and further when told."""

    at: datetime = START

    def __call__(self) -> datetime:
        return self.at

    def go_on(self, **how_far: float) -> None:
        self.at += timedelta(**how_far)


@dataclass
class Room:
    """A program with its people and sessions."""

    services: Services
    clock: Clock
    people: list[Attendee]
    sessions: list[Session]

    @property
    def session(self) -> Session:
        return self.services.sessions.get(self.sessions[-1].id)

    def open_doors(self) -> None:
        self.services.sessions.enter(self.sessions[-1].id, Phase.DOORS, desk=DESK)

    def check_in(self, attendee: Attendee) -> None:
        self.clock.go_on(seconds=20)
        gesture = Gesture(self.services.new_id(), self.sessions[-1].id, InputKind.SCANNER, DESK)
        self.services.check_in.choose(gesture, attendee.id)


def open_services(path: Path, clock: Clock) -> Services:
    """Open a data file with ids and badges that are the same on every run."""
    chance = Random(7)
    return bootstrap.build(path, clock=clock, random_bits=chance.getrandbits)


def make_room(path: Path, *, people: int, sessions: int = 1) -> Room:
    """Make a program of so many people and sessions; the last session starts eight minutes from now."""
    clock = Clock()
    services = open_services(path, clock)
    services.programs.create(name="Codex CLI rollout", timezone=ZONE, desk=DESK)
    made = [services.people.add(_person(number), desk=DESK) for number in range(people)]
    plans = [_plan(number, sessions) for number in range(sessions)]
    return Room(services, clock, made, services.sessions.create(plans, desk=DESK) if plans else [])


def same_room(made: Room, path: Path) -> Room:
    """Return a room that was made before, in a file of its own; much faster than making it again."""
    shutil.copy(made.services.context.store.path, path)
    clock = Clock()
    return Room(open_services(path, clock), clock, made.people, made.sessions)


def _person(number: int) -> Attendee:
    if number < len(NAMES):
        name, team = NAMES[number]
    else:
        family, given = _FAMILIES[number % len(_FAMILIES)], _GIVEN[number // len(_FAMILIES) % len(_GIVEN)]
        name, team = f"{given} {family} {number}", NAMES[number % len(NAMES)][1]
    email = f"person{number}@example.org" if number % 3 else None
    return Attendee(uuid5(NOBODY, str(number)), name, email, team, system=list(System)[number % 3])


def _plan(number: int, of: int) -> SessionPlan:
    starts = START + timedelta(minutes=8) - timedelta(days=7 * (of - 1 - number))
    return SessionPlan(
        name=f"Hands-on {number + 1}",
        kind=SessionKind.HANDS_ON,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=90),
        zone=ZONE,
        room="Room 2",
        series="Hands-on",
        facilitator="Mei",
        helpers=("Arjun", "Priya", "Jo"),
    )


_BURST_MS, _KEY_MS = 1000, 5
_moments = count(_BURST_MS, _BURST_MS)


def press(window: QWidget, text: str) -> None:
    """Press the keys of a text, as fast as a scanner, as the window system hands them to the window."""
    at = next(_moments)
    for number, character in enumerate(text):
        if character.isupper():
            _send(window, Qt.Key.Key_Shift, "", at + number * _KEY_MS)
        key = Qt.Key.Key_Return if character == "\r" else Qt.Key(ord(character.upper()))
        _send(window, key, character, at + number * _KEY_MS)


def _send(window: QWidget, key: Qt.Key, text: str, at_ms: int) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier if text.isupper() else Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, shift, text)
        event.setTimestamp(at_ms)
        QCoreApplication.sendEvent(window.windowHandle(), event)

"""The data files the tour looks at: a new one, an empty program, the demo, and a crowd of four hundred."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Final

from trainer_app import bootstrap
from trainer_app.bootstrap import Services
from trainer_app.domain.attendee import Attendee, System
from trainer_app.domain.changes import Desk
from trainer_app.domain.check_in import Gesture, InputKind
from trainer_app.domain.progress import MarkState
from trainer_app.domain.session import Phase, Session, SessionKind
from trainer_app.services.help_desk import Hand
from trainer_app.services.sessions import SessionPlan

DESK: Final = Desk("Organizer", "office laptop")
MOMENT: Final = datetime(2026, 2, 17, 1, 35, tzinfo=UTC)  # in the middle of the demo's running session
ZONE: Final = "Asia/Tokyo"

_CROWD: Final = 400
_CAME: Final = 240
_FAMILIES: Final = (
    "Tanaka", "Silva", "Novák", "Khan", "山田", "Müller", "Rossi", "Okafor", "Nguyen", "Kim", "Dubois", "佐藤",
)  # fmt: skip
_GIVEN: Final = ("Ana", "Bo", "Chika", "Dmitri", "Elif", "Farah", "Goran", "Hana", "花子", "Ivo", "Jun", "Lea", "太郎")
_LONGEST: Final = "Maximiliane Charlotte von der Hohenwart-Schwarzenberg zu Lippe"
_TEAMS: Final = ("Sales", "Support", "Marketing", "Finance", "Engineering", "People and organisation development")


@dataclass(slots=True)
class StandingClock:
    """A clock that is told the time, so that pictures agree."""

    at: datetime = MOMENT

    def __call__(self) -> datetime:
        """Return the time it was told."""
        return self.at


def new_file(path: Path) -> Services:
    """Return a file nobody has begun a program in."""
    return build(path, StandingClock())


def empty_program(path: Path) -> Services:
    """Return a program without people or sessions."""
    services = build(path, StandingClock())
    services.programs.create(name="Spring rollout", timezone=ZONE, desk=DESK)
    return services


def demo(path: Path) -> Services:
    """Return the demo rollout, in the middle of its running session."""
    bootstrap.make_demo(path, at=MOMENT, timezone=ZONE)
    return build(path, StandingClock())


def crowd(path: Path) -> Services:
    """Return four hundred people in the middle of one session."""
    clock = StandingClock(MOMENT - timedelta(minutes=60))
    services = build(path, clock)
    services.programs.create(name="Whole company", timezone=ZONE, desk=DESK)
    people = [services.people.add(_person(services, number), desk=DESK) for number in range(_CROWD)]
    plan = SessionPlan(
        "Hands-on 1", SessionKind.HANDS_ON, clock.at, clock.at + timedelta(minutes=120), ZONE, room="Great hall"
    )
    (session,) = services.sessions.create([plan], desk=DESK)
    _bring_in(services, clock, session, people=people)
    clock.at = MOMENT
    return services


def build(path: Path, clock: StandingClock) -> Services:
    """Open a data file with ids and badges that are the same on every tour."""
    return bootstrap.build(path, clock=clock, random_bits=Random(70).getrandbits)  # noqa: S311 - invented badges


def roster(folder: Path) -> Path:
    """Write a small roster with everything a roster can have wrong."""
    lines = (
        "Name,Email,Team,Shoe size",
        "Ana Silva,ana@example.org,Sales,38",
        "Bo Khan,bo@,Sales,43",
        ",,,",
        "Tariq Kim,,Finance,40",
        "Noa Kim,noa@example.org,People,sk-abcdefghijklmnopqrstuvwxyz0123456789",
    )
    return _written(folder / "roster.csv", *lines)


def plan(folder: Path) -> Path:
    """Write a plan of sessions, one line of which says no day."""
    lines = (
        "Session,Date,Start,End,Room,Capacity",
        "Setup 1,2026-03-03,10:00,11:30,Room 1,12",
        "Setup 2,2026-03-05,10:00,11:30,Room 1,12",
        "Setup 3,someday,10:00,11:30,,",
    )
    return _written(folder / "plan.csv", *lines)


def usage(folder: Path) -> Path:
    """Write a month of usage by keys nobody knows."""
    lines = ["start_time,end_time,start_time_iso,end_time_iso,project_id,num_model_requests,user_id,api_key_id,model"]
    for number in range(28):
        begin = datetime.combine(date(2026, 1, 20) + timedelta(days=number), time(), UTC)
        end = begin + timedelta(days=1)
        bucket = f"{int(begin.timestamp())},{int(end.timestamp())},{begin.isoformat()},{end.isoformat()}"
        lines.append(f"{bucket},proj_a,{number + 3},,key_of_nobody_{number % 3},gpt-test")
    return _written(folder / "usage_2026-01-20_2026-02-16.csv", *lines)


def no_usage(folder: Path) -> Path:
    """Write a file that is no usage export."""
    return _written(folder / "colours.csv", "colour,size", "red,3")


def _written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join((*lines, "")), encoding="utf-8")
    return path


def _person(services: Services, number: int) -> Attendee:
    family, given = _FAMILIES[number % len(_FAMILIES)], _GIVEN[number // len(_FAMILIES) % len(_GIVEN)]
    name = f"{given} {family} {number}" if number else _LONGEST
    email = f"person{number}@example.org" if number % 3 else None
    return Attendee(services.new_id(), name, email, _TEAMS[number % len(_TEAMS)], system=list(System)[number % 3])


def _bring_in(services: Services, clock: StandingClock, session: Session, *, people: list[Attendee]) -> None:
    """Let most of them in, seat them, and let them work at different paces."""
    services.sessions.enter(session.id, Phase.DOORS, desk=DESK)
    for number, one in enumerate(people[:_CAME]):
        gesture = Gesture(services.new_id(), session.id, InputKind.SCANNER, DESK)
        came = services.check_in.choose(gesture, one.id)
        if came.check_in:
            services.attendance.seat(came.check_in.id, f"{chr(65 + number // 16)}{number % 16 + 1}", desk=DESK)
    clock.at += timedelta(minutes=12)
    services.sessions.enter(session.id, Phase.TALK, desk=DESK)
    clock.at += timedelta(minutes=8)
    services.sessions.enter(session.id, Phase.HANDS_ON, desk=DESK)
    steps = services.checklists.of_session(session.id).steps
    for at, step in enumerate(steps[:6]):
        clock.at += timedelta(minutes=5)
        for number, one in enumerate(people[:_CAME]):
            if number % 7 >= at and number % 41:
                services.floor.mark(session.id, one.id, step.key, state=MarkState.DONE, desk=DESK)
    for number in range(0, 120, 10):
        step = steps[0 if number % 41 == 0 else min(number % 7 + 1, 6)]
        services.help_desk.ask(Hand(session.id, people[number].id, step.key), desk=DESK)

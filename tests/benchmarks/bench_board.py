"""The board of 500 people by 15 steps, all marked, against the bare Core query for the same marks, in one run."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import Column, DateTime, MetaData, String, Table, create_engine, select

from trainer_app.bootstrap import Services, build
from trainer_app.domain.attendee import Attendee
from trainer_app.domain.changes import Desk
from trainer_app.domain.check_in import CheckIn, InputKind
from trainer_app.domain.checklist import Checklist, Step
from trainer_app.domain.progress import MarkState, StepMark
from trainer_app.domain.session import Phase, SessionKind
from trainer_app.services.sessions import SessionPlan

PEOPLE, STEPS = 500, 15
ROUNDS = 40
DESK = Desk("Facilitator", "front desk")
BEGIN = datetime(2026, 4, 1, 9, tzinfo=UTC)
AT_MOST = 3.0


def main() -> None:
    """Print the median time of each and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "trainer.db"
        services = build(path, clock=lambda: BEGIN + timedelta(hours=1))
        session_id = _full_room(services)
        query, let_go = _bare(path, session_id)
        acts = (query, lambda: services.floor.room(session_id), lambda: services.floor.look(session_id))
        bare, room, look = _medians(acts)
        let_go()
        services.close()
    print(f"{PEOPLE * STEPS} marks by the bare query  {bare * 1e3:7.1f} ms")
    print(f"the floor as facts         {room * 1e3:7.1f} ms")
    print(f"the floor with all signals {look * 1e3:7.1f} ms")
    print(f"ratio of the facts {room / bare:.2f} (at most {AT_MOST})")


def _medians(acts: tuple[Callable[[], object], ...]) -> list[float]:
    times: list[list[float]] = [[] for _ in acts]
    for _ in range(ROUNDS):  # turn by turn, so that a slow moment of the machine meets all
        for act, taken in zip(acts, times, strict=True):
            begin = time.perf_counter()
            act()
            taken.append(time.perf_counter() - begin)
    return [statistics.median(taken) for taken in times]


def _bare(path: Path, session_id: UUID) -> tuple[Callable[[], object], Callable[[], None]]:
    """Return the query as one would write it with nothing around it: plain texts and times, rows as they come."""
    engine = create_engine(f"sqlite:///{path}")
    names = ("session_id", "attendee_id", "step_key", "state", "author")
    columns = [Column(name, String) for name in names]
    marks = Table("step_mark", MetaData(), *columns, Column("at", DateTime), Column("undone_at", DateTime))
    statement = select(marks.c.attendee_id, marks.c.step_key, marks.c.state, marks.c.at, marks.c.author).where(
        marks.c.session_id == session_id.hex, marks.c.undone_at.is_(None)
    )

    def query() -> None:
        with engine.connect() as db:
            rows = db.execute(statement).all()
        if len(rows) != PEOPLE * STEPS:
            sys.exit(f"{len(rows)} marks were found")

    return query, engine.dispose


def _full_room(services: Services) -> UUID:
    services.programs.create(name="Bench", timezone="UTC", desk=DESK)
    services.checklists.use(_checklist(), desk=DESK)
    plan = SessionPlan("Hands-on 1", SessionKind.HANDS_ON, BEGIN, BEGIN + timedelta(hours=2), "UTC")
    session = services.sessions.create([plan], desk=DESK)[0]
    services.sessions.enter(session.id, Phase.DOORS, desk=DESK)
    services.sessions.enter(session.id, Phase.HANDS_ON, desk=DESK)
    people = [Attendee(uuid4(), f"Person {number}") for number in range(PEOPLE)]
    with services.context.store.write() as work:  # 8,000 gestures one by one would take most of a minute
        work.people.add(people, at=BEGIN)
        for number, who in enumerate(people):
            work.attendance.add(CheckIn(uuid4(), session.id, who.id, BEGIN, InputKind.NAME, DESK))
            for step in range(STEPS):
                at = BEGIN + timedelta(minutes=3 * step, seconds=number)
                mark = StepMark(f"step-{step}", MarkState.DONE, at, who.name)
                work.floor.add_mark(services.new_id(), mark, session_id=session.id, attendee_id=who.id)
    return session.id


def _checklist() -> Checklist:
    steps = tuple(
        Step(f"step-{n}", f"Step {n}", "So that it works.", 4.0, {None: "Do it."}, {}, {}, completes=n == STEPS - 1)
        for n in range(STEPS)
    )
    return Checklist("bench", "Bench", 1, steps)


if __name__ == "__main__":
    main()

"""Check-in through the service against one bare durable insert through SQLAlchemy Core, in one run."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Column, DateTime, Integer, MetaData, String, Table, create_engine, event, insert

from trainer_app.bootstrap import Services, build
from trainer_app.domain.attendee import Attendee
from trainer_app.domain.changes import Desk
from trainer_app.domain.check_in import Gesture, InputKind
from trainer_app.domain.session import Phase, SessionKind
from trainer_app.services.sessions import SessionPlan

PEOPLE = 1500
DESK = Desk("Facilitator", "front desk")
AT_MOST = 2.0


def main() -> None:
    """Print the median time of each and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        insert_one = _bare(Path(folder) / "bare.db")
        check_in_one, close = _service(Path(folder) / "trainer.db")
        bare, service = [], []
        for number in range(PEOPLE):  # turn by turn, so that a slow moment of the machine meets both
            bare.append(_timed(insert_one, number))
            service.append(_timed(check_in_one, number))
        close()
    floor, ours = statistics.median(bare), statistics.median(service)
    print(f"one bare durable insert   {floor * 1e6:8.0f} us")
    print(f"one check-in by badge     {ours * 1e6:8.0f} us")
    print(f"ratio {ours / floor:.2f} (at most {AT_MOST})")


def _timed(act: Callable[[int], object], number: int) -> float:
    begin = time.perf_counter()
    act(number)
    return time.perf_counter() - begin


def _bare(path: Path) -> Callable[[int], object]:
    engine = create_engine(f"sqlite:///{path}")
    metadata = MetaData()
    rows = Table(
        "check_in",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("session_id", String),
        Column("attendee_id", String),
        Column("at", DateTime),
        Column("desk", String),
    )

    @event.listens_for(engine, "connect")
    def _durable(dbapi, _record) -> None:
        dbapi.execute("PRAGMA journal_mode = WAL")
        dbapi.execute("PRAGMA synchronous = FULL")

    metadata.create_all(engine)
    statement = insert(rows)

    def insert_one(number: int) -> None:
        with engine.begin() as db:
            db.execute(
                statement,
                {
                    "session_id": "one",
                    "attendee_id": str(number),
                    "at": datetime.now(UTC).replace(tzinfo=None),
                    "desk": "front desk",
                },
            )

    return insert_one


def _service(path: Path) -> tuple[Callable[[int], object], Callable[[], None]]:
    services = build(path)
    services.programs.create(name="Bench", timezone="UTC", desk=DESK)
    for number in range(PEOPLE):
        services.people.add(Attendee(uuid4(), f"Person {number}", f"p{number}@example.org"), desk=DESK)
    session_id = _open_session(services)
    codes = [code for code, _short in services.people.badges(desk=DESK).values()]

    def check_in_one(number: int) -> None:
        services.check_in.scan(Gesture(services.new_id(), session_id, InputKind.SCANNER, DESK), codes[number])

    return check_in_one, services.close


def _open_session(services: Services):
    begin = datetime.now(UTC)
    plan = SessionPlan("Hands-on 1", SessionKind.AWARENESS, begin, begin + timedelta(hours=2), "UTC")
    session = services.sessions.create([plan], desk=DESK)[0]
    services.sessions.enter(session.id, Phase.DOORS, desk=DESK)
    return session.id


if __name__ == "__main__":
    main()

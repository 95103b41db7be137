"""The demo rollout: seventy invented people, half of them back, and a session that is running whenever it is made."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from trainer_app.bootstrap import Services, build, make_demo
from trainer_app.domain.adoption import State
from trainer_app.domain.attendee import System
from trainer_app.domain.changes import Desk
from trainer_app.domain.errors import DataTrouble, Refused
from trainer_app.domain.session import Phase, Session, SessionKind
from trainer_app.services.demo import DemoMaker

AT = datetime(2026, 4, 29, 5, 20, tzinfo=UTC)
DESK = Desk("Organizer", "office laptop")


@contextmanager
def at_the_desk(path: Path, at: datetime) -> Iterator[Services]:
    with closing(build(path, clock=lambda: at)) as services:
        yield services


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Session]:
    """The demo as of a morning in Tokyo; tests only read it."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    return path, make_demo(path, at=AT, timezone="Asia/Tokyo")


def test_half_of_those_who_tried_came_back(demo: tuple[Path, Session]) -> None:
    with at_the_desk(demo[0], AT) as services:
        report = services.adoption.report()
    assert len(report.people) == 70
    assert (report.numbers.came_back.count, report.numbers.came_back.of) == (25, 51)
    assert {state: report.numbers.states[state] for state in (State.CONTINUING, State.LAPSED, State.TRIED_ONCE)} == {
        State.CONTINUING: 14,
        State.LAPSED: 4,
        State.TRIED_ONCE: 26,
    }
    explored = report.numbers.explored_before
    assert 0.2 < explored.count / explored.of < 0.4  # about three in ten had a look before any training
    assert report.unknown == ()


def test_a_session_is_running_with_people_at_many_steps(demo: tuple[Path, Session]) -> None:
    path, session = demo
    assert (session.name, session.phase, session.kind) == ("Hands-on 6", Phase.HANDS_ON, SessionKind.HANDS_ON)
    with at_the_desk(path, AT) as services:
        seen = services.floor.look(session.id)
    signals = seen.floor.signals
    assert len(seen.room.people) == 12
    assert (len(signals.hands), len(signals.being_helped), len(signals.not_started)) == (2, 1, 1)
    assert len(signals.suggestions) >= 1
    assert len({journey.current for journey in seen.floor.journeys.values()}) >= 5


def test_there_are_sessions_behind_and_ahead_and_people_who_have_not_arrived(demo: tuple[Path, Session]) -> None:
    path, session = demo
    with at_the_desk(path, AT) as services:
        sessions = services.sessions.everything()
        sheet = services.attendance.sheet(session.id)
    phases = Counter(one.phase for one in sessions)
    assert phases == {Phase.ENDED: 9, Phase.HANDS_ON: 1, Phase.PLANNED: 1}
    assert len(sheet.not_arrived) == 2


def test_everybody_is_invented_and_can_be_reached_nowhere(demo: tuple[Path, Session]) -> None:
    with at_the_desk(demo[0], AT) as services:
        people = services.people.everyone()
    assert {(one.email or "").partition("@")[2] for one in people} == {"example.org"}
    assert len({one.email for one in people}) == 70
    assert len({one.name for one in people}) == 70
    assert {one.system for one in people} == {*System}


def test_nothing_was_left_out_of_the_files_the_story_brings_in(demo: tuple[Path, Session]) -> None:
    with at_the_desk(demo[0], AT) as services, services.context.store.read() as view:
        imported = [one for one in view.activity.latest(limit=100_000) if one.deed.kind.endswith("_imported")]
        (usage,) = view.usage.imports()
    assert sorted(one.deed.kind for one in imported) == ["people_imported", "usage_imported"]
    assert usage.window.covers_to == date(2026, 4, 28)


def test_everything_in_it_happened_before_now_and_in_order(demo: tuple[Path, Session]) -> None:
    with at_the_desk(demo[0], AT) as services, services.context.store.read() as view:
        moments = [line.at for line in view.activity.since(0, limit=100_000)]
    assert moments[-1] <= AT
    assert moments == sorted(moments)


def test_the_same_moment_gives_the_same_story(demo: tuple[Path, Session], tmp_path: Path) -> None:
    make_demo(tmp_path / "again.db", at=AT, timezone="Asia/Tokyo")
    assert _dump(tmp_path / "again.db") == _dump(demo[0])


def _dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return list(db.iterdump())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("at", "zone", "seed"),
    [
        ("2026-12-31T15:00:00+00:00", "Asia/Tokyo", 1),  # midnight, and New Year
        ("2026-03-29T01:00:00+00:00", "Europe/Berlin", 2),  # the hour that is skipped
        ("2026-10-25T01:30:00+00:00", "Europe/London", 3),  # the hour that comes twice
        ("2028-02-29T10:59:00+00:00", "Pacific/Pago_Pago", 4),
    ],
)
def test_it_is_such_a_story_at_any_hour_in_any_zone_and_with_other_people(
    at: str, zone: str, seed: int, tmp_path: Path
) -> None:
    moment = datetime.fromisoformat(at)
    session = make_demo(tmp_path / "demo.db", at=moment, timezone=zone, seed=seed)
    with at_the_desk(tmp_path / "demo.db", moment) as services:
        report = services.adoption.report()
        seen = services.floor.look(session.id)
    assert (report.numbers.came_back.count, report.numbers.came_back.of) == (25, 51)
    assert session.phase is Phase.HANDS_ON
    assert (len(seen.floor.signals.hands), len(seen.room.people)) == (2, 12)


def test_a_file_that_holds_a_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "trainer.db"
    with at_the_desk(path, AT) as services:
        services.programs.create(name="Ours", timezone="Asia/Tokyo", desk=DESK)
    before = _dump(path)
    with pytest.raises(Refused) as refused:
        make_demo(path, at=AT, timezone="Asia/Tokyo")
    assert (refused.value.code, refused.value.facts["program"]) == (DataTrouble.EXISTS, "Ours")
    assert _dump(path) == before


def test_a_demo_that_fails_half_way_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_: DemoMaker, *__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(DemoMaker, "_register", breaks)
    with pytest.raises(ZeroDivisionError):
        make_demo(tmp_path / "demo.db", at=AT, timezone="Asia/Tokyo")
    assert list(tmp_path.iterdir()) == []


def test_its_folder_is_made_where_it_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for part in ("_plan", "_register", "_events", "_import_usage"):
        monkeypatch.setattr(DemoMaker, part, {"_plan": _one_session}.get(part, _nothing))
    make_demo(tmp_path / "new" / "folder" / "demo.db", at=AT, timezone="Asia/Tokyo")
    assert (tmp_path / "new" / "folder" / "demo.db").is_file()


def _one_session(maker: DemoMaker) -> dict[str, Session]:
    return {"Hands-on 6": maker._sessions.create([maker._hands_on(6, AT)], desk=DESK)[0]}


def _nothing(*_: object) -> tuple[()]:
    return ()

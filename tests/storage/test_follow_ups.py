"""What was agreed and answered: written once per person and state, and there in files made before it could be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from alembic import command
from alembic.config import Config

from trainer_app.domain.adoption import State
from trainer_app.domain.attendee import Attendee
from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.follow_up import Fate, FollowUp, RevisitAnswer, Why
from trainer_app.storage import migrations
from trainer_app.storage.engine import WRITES, begin_file, open_engine
from trainer_app.storage.store import Store, open_store

NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
DESK = Desk("Facilitator", "front desk")
AIKO = uuid4()
WHOLE = FollowUp(
    AIKO, State.STOPPED, "Mei", date(2026, 4, 8), date(2026, 4, 7), "Call her", "Rang twice", Why.NO_SUITABLE_TASK
)


def add_aiko(store: Store) -> None:
    with store.write() as work:
        work.people.add([Attendee(AIKO, "Aiko Tanaka")], at=NOW)
        work.record(Deed(Topic.PEOPLE, "person_added", attendee_id=AIKO), at=NOW, desk=DESK)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "trainer.db", now=NOW)
    add_aiko(opened)
    yield opened
    opened.close()


def kept(store: Store) -> dict[tuple[UUID, State], FollowUp]:
    with store.read() as view:
        return view.follow_ups.everything()


def test_every_field_comes_back_as_it_was_written(store: Store) -> None:
    with store.write() as work:
        work.follow_ups.put(WHOLE, at=NOW)
    assert kept(store) == {(AIKO, State.STOPPED): WHOLE}


def test_a_person_has_one_row_per_state(store: Store) -> None:
    other = FollowUp(AIKO, State.LAPSED, "Omar")
    with store.write() as work:
        for one in (WHOLE, other, FollowUp(AIKO, State.STOPPED, "Priya")):
            work.follow_ups.put(one, at=NOW)
        assert work.follow_ups.get(AIKO, State.STOPPED).owner == "Priya"
        assert work.follow_ups.get(AIKO, State.RETURNED) == FollowUp(AIKO, State.RETURNED)
    assert set(kept(store)) == {(AIKO, State.STOPPED), (AIKO, State.LAPSED)}


def test_a_blank_one_leaves_no_row(store: Store) -> None:
    with store.write() as work:
        work.follow_ups.put(WHOLE, at=NOW)
        work.follow_ups.put(FollowUp(AIKO, State.STOPPED), at=NOW)
    assert kept(store) == {}


def test_an_answer_is_written_mended_and_taken_away(store: Store) -> None:
    first = RevisitAnswer(AIKO, 90, date(2026, 6, 1), Fate.STILL_USED, None, "tests")
    mended = RevisitAnswer(AIKO, 90, date(2026, 6, 2), Fate.REPLACED, Why.OTHER_TOOL, "a script")
    with store.write() as work:
        work.follow_ups.put_answer(first)
        work.follow_ups.put_answer(mended)
        assert work.follow_ups.answers() == {(AIKO, 90): mended}
        work.follow_ups.drop_answer(AIKO, 90)
        assert work.follow_ups.answers_of(AIKO) == {}


def test_a_file_of_the_first_revision_is_migrated_and_works(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    _file_of("0001", path)
    with closing(sqlite3.connect(path)) as old:
        tables = {name for (name,) in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert "attendee" in tables
        assert "follow_up" not in tables
        assert "forgotten_at" not in {row[1] for row in old.execute("PRAGMA table_info(attendee)")}
    store = open_store(path, now=NOW)
    try:
        add_aiko(store)
        with store.write() as work:
            work.follow_ups.put(WHOLE, at=NOW)
            work.follow_ups.put_answer(RevisitAnswer(AIKO, 180, date(2026, 8, 1), Fate.ABANDONED, Why.TOO_SLOW))
        assert kept(store) == {(AIKO, State.STOPPED): WHOLE}
    finally:
        store.close()
    assert [one.name for one in tmp_path.glob("old.before-*")] == [
        f"old.before-{migrations.HEAD}-from-0001-20260401-090000.db"
    ]


def _file_of(revision: str, path: Path) -> None:
    """Make a data file as it was at this revision."""
    begin_file(path)
    engine = open_engine(path)
    config = Config()
    config.set_main_option("script_location", str(migrations.FOLDER))
    with engine.connect().execution_options(**{WRITES: True}) as db, db.begin():
        config.attributes["connection"] = db
        command.upgrade(config, revision)
    engine.dispose()

"""The trace of a merge: it knows every table people own, survives being text, and takes back only what still stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from trainer_app.domain.access import AccessGrant, GrantKind
from trainer_app.domain.attendee import Alias, AliasKind, Attendee
from trainer_app.domain.changes import Desk
from trainer_app.domain.check_in import CheckIn, InputKind
from trainer_app.domain.session import Session, SessionKind
from trainer_app.storage import merges
from trainer_app.storage.columns import metadata
from trainer_app.storage.store import Store, open_store
from trainer_app.storage.tables import alias, attendee, check_in
from trainer_app.storage.tables_after import access_grant
from trainer_app.storage.unit_of_work import Writing

NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
DESK = Desk("Facilitator", "front desk")
KEEP, GONE = Attendee(uuid4(), "Aiko Tanaka", "aiko@example.org"), Attendee(uuid4(), "Bo Larsen", "bo@example.org")
SESSION = Session(uuid4(), "Hands-on 1", SessionKind.HANDS_ON, NOW, NOW + timedelta(hours=2), "UTC")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "trainer.db", now=NOW)
    with opened.write() as work:
        work.people.add([KEEP, GONE], at=NOW)
        work.sessions.add(SESSION, series_id=None)
    yield opened
    opened.close()


def merged(work: Writing) -> dict[str, object]:
    """Merge, and return the trace as the trail gives it back: through JSON."""
    return json.loads(json.dumps(work.merges.merge(KEEP, GONE, at=NOW)))


def came(who: Attendee, minutes: float = 0) -> CheckIn:
    return CheckIn(uuid4(), SESSION.id, who.id, NOW + timedelta(minutes=minutes), InputKind.NAME, DESK)


def owners(work: Writing, table, column: str) -> dict[object, UUID]:
    return {row[column]: row["attendee_id"] for row in work.db.execute(select(table)).mappings()}


def test_every_table_that_belongs_to_a_person_moves_with_them() -> None:
    owned = {
        table.name
        for table in metadata.sorted_tables
        for key in table.foreign_keys
        if key.column is attendee.c.id and key.parent.name == "attendee_id"
    }
    assert owned == set(merges._TABLES) - {"attendee"}


def test_a_key_only_one_may_have_moves_and_comes_back(store: Store) -> None:
    with store.write() as work:
        work.people.add_aliases([(GONE.id, Alias(AliasKind.KEY, "key-1")), (KEEP.id, Alias(AliasKind.LOGIN, "aiko"))])
        trace = merged(work)
        assert owners(work, alias, "folded")["key-1"] == KEEP.id
        work.merges.take_apart(KEEP.id, trace)
        assert owners(work, alias, "folded") == {"key-1": GONE.id, "aiko": KEEP.id}


def test_what_both_have_stays_with_both_and_counts_once(store: Store) -> None:
    def grant(who: Attendee, day: int) -> AccessGrant:
        return AccessGrant(who.id, "vendor", GrantKind.SEAT, "seat", date(2026, 3, day), None)

    with store.write() as work:
        work.access.add([(uuid4(), grant(KEEP, 5)), (uuid4(), grant(GONE, 1))])
        work.people.add_aliases([(one.id, Alias(AliasKind.NAME, "Robin")) for one in (KEEP, GONE)])
        trace = merged(work)
        assert work.access.granted_on(KEEP.id) == date(2026, 3, 5)
        work.merges.take_apart(KEEP.id, trace)
        assert sorted(owners(work, access_grant, "granted_on").values()) == sorted([KEEP.id, GONE.id])


def test_an_alias_that_was_known_already_is_not_taken_away_with_the_merge(store: Store) -> None:
    with store.write() as work:
        work.people.add_aliases([(KEEP.id, Alias(AliasKind.NAME, "Bo Larsen"))])
        trace = merged(work)
        work.merges.take_apart(KEEP.id, trace)
        assert [one.text for one in work.people.aliases()[KEEP.id]] == ["Bo Larsen"]


def test_undone_rows_move_too_so_that_they_can_stand_again(store: Store) -> None:
    first = came(GONE)
    with store.write() as work:
        work.attendance.add(first)
        work.attendance.undo(first.id, at=NOW)
        work.attendance.add(came(KEEP, 1))
        trace = merged(work)
        assert set(owners(work, check_in, "id").values()) == {KEEP.id}
        assert not work.merges.took_back(trace)
        work.merges.take_apart(KEEP.id, trace)
        assert owners(work, check_in, "id")[first.id] == GONE.id


@pytest.mark.parametrize("earlier", [KEEP, GONE], ids=["kept", "gone"])
def test_of_two_check_ins_the_earlier_stands_and_both_come_back(store: Store, earlier: Attendee) -> None:
    first = came(earlier)
    second = came(KEEP if earlier is GONE else GONE, 3)
    with store.write() as work:
        work.attendance.add(first)
        work.attendance.add(second)
        trace = merged(work)
        assert work.merges.took_back(trace)
        standing = work.attendance.standing(SESSION.id, KEEP.id)
        assert standing
        assert standing.id == first.id
        work.merges.take_apart(KEEP.id, trace)
        for one in (first, second):
            assert work.attendance.standing(SESSION.id, one.attendee_id) == one


def test_a_row_that_was_taken_back_again_since_stays_so(store: Store) -> None:
    first, second = came(KEEP), came(GONE, 3)
    with store.write() as work:
        work.attendance.add(first)
        work.attendance.add(second)
        trace = merged(work)
        later = NOW + timedelta(hours=1)
        work.db.execute(update(check_in).where(check_in.c.id == second.id).values(undone_at=later))
        work.merges.take_apart(KEEP.id, trace)
        assert work.attendance.standing(SESSION.id, GONE.id) is None


def test_a_row_that_would_stand_beside_a_newer_one_stays_taken_back(store: Store) -> None:
    first, second, third = came(GONE), came(KEEP, 3), came(KEEP, 9)
    with store.write() as work:
        work.attendance.add(first)
        work.attendance.add(second)
        trace = merged(work)
        work.attendance.undo(first.id, at=NOW)
        work.attendance.add(third)
        work.merges.take_apart(KEEP.id, trace)
        assert work.attendance.standing(SESSION.id, KEEP.id) == third


def test_somebody_who_fills_nothing_and_owns_nothing_only_leaves_the_roster(store: Store) -> None:
    with store.write() as work:
        work.people.add([Attendee(uuid4(), "Else")], at=NOW)
        trace = merged(work)
        assert [change["column"] for change in trace["changes"]] == ["merged_into_id"]
        assert [one.name for one in work.people.everyone()] == ["Aiko Tanaka", "Else"]
        work.merges.take_apart(KEEP.id, trace)
        assert len(work.people.everyone()) == 3

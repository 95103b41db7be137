"""Phones in the data file: kept as they were written, moved with their person, gone with their session."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from trainer_app.domain.attendee import Attendee
from trainer_app.domain.changes import Changes, Deed, Desk, Topic
from trainer_app.domain.phone import ExitTicket, KeptAnswer, Phone, PhoneRole, PhoneRoom
from trainer_app.domain.session import Session, SessionKind
from trainer_app.storage.store import Store, open_store
from trainer_app.storage.tables_phones import phone, phone_gesture, phone_room
from trainer_app.storage.unit_of_work import Writing

NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
DESK = Desk("Facilitator", "front desk")
KEEP, GONE = Attendee(uuid4(), "Aiko Tanaka"), Attendee(uuid4(), "Bo Larsen")
SESSION = Session(uuid4(), "Hands-on 1", SessionKind.HANDS_ON, NOW, NOW + timedelta(hours=2), "UTC")
OTHER = replace(SESSION, id=uuid4(), name="Hands-on 2")
ATTENDEE = Phone(uuid4(), SESSION.id, PhoneRole.ATTENDEE, NOW, seen_at=NOW)
HELPER = Phone(uuid4(), SESSION.id, PhoneRole.HELPER, NOW + timedelta(minutes=1), name="Mei", seen_at=NOW)
SAID = ExitTicket("weekly report", "no licence")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "trainer.db", now=NOW)
    with opened.write() as work:
        work.people.add([KEEP, GONE], at=NOW)
        for one in (SESSION, OTHER):
            work.sessions.add(one, series_id=None)
        work.phones.add(ATTENDEE, digest="a" * 64)
    yield opened
    opened.close()


def said_of(work: Writing, who: UUID, session: Session = SESSION) -> ExitTicket | None:
    return work.phones.exit_ticket(session.id, who)


def leave(work: Writing, who: Attendee, said: ExitTicket = SAID, session: Session = SESSION) -> None:
    work.phones.set_exit_ticket(session.id, who.id, said, at=NOW)


def merged(work: Writing) -> dict[str, object]:
    """Merge, and return the trace as the trail gives it back: through JSON."""
    return json.loads(json.dumps(work.merges.merge(KEEP, GONE, at=NOW)))


def test_a_phone_comes_back_as_it_was_written(store: Store) -> None:
    later = NOW + timedelta(minutes=9)
    with store.write() as work:
        work.phones.add(HELPER, digest="b" * 64)
        work.phones.belongs(ATTENDEE.id, KEEP.id, waits=True)
        work.phones.revoke(HELPER.id, later)
        work.phones.seen([ATTENDEE.id], later)
    with store.read() as view:
        assert view.phones.of_session(SESSION.id) == [
            replace(ATTENDEE, attendee_id=KEEP.id, waits=True, seen_at=later),
            replace(HELPER, revoked_at=later, seen_at=HELPER.made_at),
        ]
        assert view.phones.get(HELPER.id)[1] == "b" * 64
        assert view.phones.get(uuid4()) is None
        assert view.phones.of_session(OTHER.id) == []


def test_phones_join_one_session_at_a_time(store: Store) -> None:
    first, second = (PhoneRoom(one.id, 8443, secure=True, since=NOW) for one in (SESSION, OTHER))
    with store.write() as work:
        assert work.phones.room() is None
        for room in (first, second):
            work.phones.open_room(room)
            assert work.phones.room() == room
        assert work.db.execute(select(func.count()).select_from(phone_room)).scalar_one() == 1
        work.phones.close_room()
        assert work.phones.room() is None


def test_a_gesture_has_one_answer(store: Store) -> None:
    gesture, kept = uuid4(), KeptAnswer(ATTENDEE.id, "c" * 64, {"go": "/", "place": 3})
    with store.write() as work:
        assert work.phones.answer_to(gesture) is None
        work.phones.keep_answer(gesture, kept, at=NOW)
        assert work.phones.answer_to(gesture) == kept
        with pytest.raises(IntegrityError):
            work.phones.keep_answer(gesture, kept, at=NOW)


def test_an_exit_ticket_is_written_over_and_an_empty_one_is_none(store: Store) -> None:
    with store.write() as work:
        leave(work, KEEP)
        leave(work, KEEP, ExitTicket("tests"))
        leave(work, GONE)
        assert said_of(work, KEEP.id) == ExitTicket("tests")
        assert sorted(work.phones.exit_tickets(SESSION.id), key=str) == sorted([ExitTicket("tests"), SAID], key=str)
        assert work.phones.exit_tickets_of(KEEP.id) == [(SESSION.id, NOW, ExitTicket("tests"))]
        leave(work, KEEP, ExitTicket())
        assert said_of(work, KEEP.id) is None
        assert said_of(work, GONE.id) == SAID


def test_phones_and_words_move_with_a_merge_and_come_back(store: Store) -> None:
    with store.write() as work:
        work.phones.belongs(ATTENDEE.id, GONE.id, waits=False)
        leave(work, GONE)
        trace = merged(work)
        assert work.phones.of_session(SESSION.id)[0].attendee_id == KEEP.id
        assert (said_of(work, KEEP.id), said_of(work, GONE.id)) == (SAID, None)
        work.merges.take_apart(KEEP.id, trace)
        assert work.phones.of_session(SESSION.id)[0].attendee_id == GONE.id
        assert (said_of(work, KEEP.id), said_of(work, GONE.id)) == (None, SAID)


def test_of_two_exit_tickets_the_first_ones_counts_and_both_come_back(store: Store) -> None:
    mine = ExitTicket("tests")
    with store.write() as work:
        leave(work, KEEP, mine)
        leave(work, GONE)
        trace = merged(work)
        assert said_of(work, KEEP.id) == mine
        work.merges.take_apart(KEEP.id, trace)
        assert (said_of(work, KEEP.id), said_of(work, GONE.id)) == (mine, SAID)


def test_an_exit_ticket_follows_a_check_in_to_another_session_and_phones_stay(store: Store) -> None:
    with store.write() as work:
        work.phones.belongs(ATTENDEE.id, KEEP.id, waits=False)
        leave(work, KEEP)
        leave(work, GONE)
        carried = json.loads(json.dumps(work.carrying.carry(KEEP.id, old=SESSION.id, new=OTHER.id)))
        assert (said_of(work, KEEP.id), said_of(work, KEEP.id, OTHER)) == (None, SAID)
        assert said_of(work, GONE.id) == SAID
        assert [one.id for one in work.phones.of_session(SESSION.id)] == [ATTENDEE.id]
        work.carrying.carry_back(KEEP.id, carried, old=SESSION.id, new=OTHER.id)
        assert (said_of(work, KEEP.id), said_of(work, KEEP.id, OTHER)) == (SAID, None)


def test_words_already_left_in_the_other_session_stand_there(store: Store) -> None:
    with store.write() as work:
        leave(work, KEEP)
        leave(work, KEEP, ExitTicket("tests"), OTHER)
        carried = work.carrying.carry(KEEP.id, old=SESSION.id, new=OTHER.id)
        assert (said_of(work, KEEP.id), said_of(work, KEEP.id, OTHER)) == (SAID, ExitTicket("tests"))
        work.carrying.carry_back(KEEP.id, carried, old=SESSION.id, new=OTHER.id)
        assert (said_of(work, KEEP.id), said_of(work, KEEP.id, OTHER)) == (SAID, ExitTicket("tests"))


def test_what_was_carried_before_there_were_exit_tickets_still_comes_back(store: Store) -> None:
    with store.write() as work:
        carried = work.carrying.carry(KEEP.id, old=SESSION.id, new=OTHER.id)
        del carried["exit_ticket"]
        work.carrying.carry_back(KEEP.id, carried, old=SESSION.id, new=OTHER.id)


def test_a_session_that_is_removed_takes_its_phones_along(store: Store) -> None:
    elsewhere = replace(HELPER, session_id=OTHER.id)
    with store.write() as work:
        work.phones.add(elsewhere, digest="b" * 64)
        work.phones.open_room(PhoneRoom(SESSION.id, 8443, secure=False, since=NOW))
        for one in (ATTENDEE, elsewhere):
            work.phones.keep_answer(uuid4(), KeptAnswer(one.id, "c" * 64, {}), at=NOW)
        work.sessions.remove(SESSION.id)
        assert work.phones.room() is None
        assert work.db.execute(select(phone.c.id)).scalars().all() == [elsewhere.id]
        assert work.db.execute(select(phone_gesture.c.phone_id)).scalars().all() == [elsewhere.id]


def add(store: Store, name: str) -> None:
    with store.write() as work:
        who = Attendee(uuid4(), name)
        work.people.add([who], at=NOW)
        work.record(Deed(Topic.PEOPLE, "person_added", attendee_id=who.id), at=NOW, desk=DESK)


def names(store: Store) -> set[str]:
    with store.read() as view:
        return {one.name for one in view.people.everyone()} - {KEEP.name, GONE.name}


def test_writes_inside_a_write_are_one_transaction_and_one_announcement(store: Store) -> None:
    heard: list[Changes] = []
    store.announce = heard.append
    with store.write():
        add(store, "Ann")
        assert names(store) == {"Ann"}  # what this thread has written so far
        with store.write():
            add(store, "Ben")
        assert heard == []
    assert [one.lines for one in heard] == [2]
    assert names(store) == {"Ann", "Ben"}


def test_where_the_outer_write_fails_nothing_of_the_inner_ones_is_kept(store: Store) -> None:
    heard: list[Changes] = []
    store.announce = heard.append

    def both() -> None:
        with store.write():
            add(store, "Ann")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        both()
    assert names(store) == set()
    assert heard == []
    add(store, "Ben")  # the thread is not taken for one that still writes
    assert [one.lines for one in heard] == [1]


def test_an_inner_write_that_fails_leaves_nothing_behind_where_the_outer_goes_on(store: Store) -> None:
    heard: list[Changes] = []
    store.announce = heard.append

    def half() -> None:
        with store.write():
            add(store, "Half")
            raise RuntimeError

    with store.write():
        add(store, "Ann")
        with pytest.raises(RuntimeError):
            half()
        add(store, "Ben")
    assert names(store) == {"Ann", "Ben"}
    assert [one.lines for one in heard] == [2]
    assert heard[0].cursor == store.cursor()

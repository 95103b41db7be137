"""What changed is said once per burst, on the UI thread, however many threads announced it."""

from __future__ import annotations

import threading
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from trainer_app.domain.changes import Changes, Topic
from trainer_app.qt.live import Live, merge
from trainer_app.services.feed import Feed

HERE, THERE, ANA, BO = (UUID(int=number) for number in range(1, 5))


def _changes(cursor: int, *topics: Topic, session: UUID | None = HERE, who: UUID | None = ANA) -> Changes:
    return Changes(cursor, frozenset(topics), session, frozenset({who}) if who else frozenset())


def test_a_burst_from_another_thread_is_said_once(qapp: QObject, qtbot: QtBot) -> None:
    live, feed = Live(), Feed()
    live.follow(feed.subscribe)
    said: list[tuple[Changes, threading.Thread]] = []
    live.changed.connect(lambda changes: said.append((changes, threading.current_thread())))
    burst = threading.Thread(target=_announce_many, args=(feed,))
    with qtbot.waitSignal(live.changed):
        burst.start()
        burst.join()
    assert [(changes.cursor, changes.topics) for changes, _ in said] == [(200, {Topic.ATTENDANCE})]
    assert said[0][1] is threading.main_thread()
    live.close()


def _announce_many(feed: Feed) -> None:
    for cursor in range(1, 201):
        feed.announce(_changes(cursor, Topic.ATTENDANCE))


def test_nothing_is_heard_after_closing(qapp: QObject, qtbot: QtBot) -> None:
    live, feed = Live(), Feed()
    live.follow(feed.subscribe)
    live.close()
    feed.announce(_changes(1, Topic.PEOPLE))
    assert live.is_quiet


def test_two_sessions_together_mean_any_session() -> None:
    merged = merge([_changes(1, Topic.FLOOR), _changes(2, Topic.PEOPLE, session=THERE)])
    assert merged.session_id is None
    assert merged.topics == {Topic.FLOOR, Topic.PEOPLE}


def test_people_add_up_unless_one_change_could_be_anyone() -> None:
    assert merge([_changes(1, Topic.FLOOR), _changes(2, Topic.FLOOR, who=BO)]).attendees == {ANA, BO}
    assert merge([_changes(1, Topic.FLOOR), _changes(2, Topic.FLOOR, who=None)]).attendees == frozenset()


_SOME = st.builds(
    Changes,
    st.integers(0, 99),
    st.frozensets(st.sampled_from(Topic), min_size=1),
    st.sampled_from([None, HERE, THERE]),
    st.frozensets(st.sampled_from([ANA, BO])),
)


@given(st.lists(_SOME, min_size=1, max_size=6))
def test_whatever_a_screen_would_have_reloaded_for_one_it_reloads_for_all(several: list[Changes]) -> None:
    merged = merge(several)
    for one in several:
        assert one.topics <= merged.topics
        assert merged.session_id in {None, one.session_id}
        assert not merged.attendees or (one.attendees and one.attendees <= merged.attendees)
        assert one.cursor <= merged.cursor

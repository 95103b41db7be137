"""Taps that come at once are written at once, and none of them suffers from another."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from uuid import uuid4

import pytest

from tests.web.hall import Hall
from trainer_app.domain.changes import Changes
from trainer_app.domain.errors import DataTrouble, Refused, StorageDown
from trainer_app.domain.phone import PhoneTrouble
from trainer_app.domain.session import Phase
from trainer_app.web.gestures import Answer, answer
from trainer_app.web.lane import Lane
from trainer_app.web.routes import GESTURES


def run(hall: Hall, acts: Sequence[Callable[[], Answer]]) -> list[object]:
    """Let these taps come at once; return their answers, or what was raised."""

    async def all_at_once() -> list[object]:
        phones = hall.world.services.phones

        async def write(batch: Sequence[Callable[[], Answer]]) -> list[Answer | Refused]:
            return await asyncio.to_thread(phones.together, batch)

        lane = Lane(write)
        return await asyncio.gather(*(lane.do(one) for one in acts), return_exceptions=True)

    return asyncio.run(all_at_once())


def taps(hall: Hall, *names: str) -> list[Callable[[], Answer]]:
    """Return one tap of each of these people: their first step is done."""
    hall.come(*names)
    hall.enter(Phase.HANDS_ON)
    services, made = hall.world.services, []
    step = services.checklists.of_session(hall.session.id).steps[0].key
    for name in names:
        hall.phone_of(name)
        phone = services.phones.roll(hall.session.id)[0].phone
        body = GESTURES["done"].body(id=uuid4(), step=step)
        made.append(lambda phone=phone, body=body: answer(services, phone, asked=GESTURES["done"], body=body))
    return made


def ticked(hall: Hall) -> set[str]:
    marks = hall.world.services.floor.room(hall.session.id).marks
    return {one.name for one in hall.world.services.people.everyone() if marks.get(one.id)}


def test_taps_that_come_at_once_are_one_transaction_and_one_word_to_everybody(hall: Hall) -> None:
    acts = taps(hall, "Sakura", "Arjun", "Wei")
    told: list[Changes] = []
    hall.world.services.feed.subscribe(told.append)
    assert [type(one) for one in run(hall, acts)] == [Answer] * 3
    assert len(ticked(hall)) == 3
    assert [one.lines for one in told if one.session_id == hall.session.id] in ([3], [1, 2])


def test_a_tap_that_is_refused_leaves_the_others(hall: Hall) -> None:
    acts = taps(hall, "Sakura", "Arjun")

    def no() -> Answer:
        raise Refused(PhoneTrouble.NOT_ALLOWED)

    first, refused, last = run(hall, [acts[0], no, acts[1]])
    assert isinstance(refused, Refused)
    assert (type(first), type(last)) == (Answer, Answer)
    assert ticked(hall) == {"Sakura Nakamura", "Arjun Patel"}


def test_a_fault_of_ours_in_one_tap_is_nobody_elses(hall: Hall) -> None:
    acts = taps(hall, "Sakura", "Arjun")

    def broken() -> Answer:
        raise ZeroDivisionError

    first, fault, last = run(hall, [acts[0], broken, acts[1]])
    assert isinstance(fault, ZeroDivisionError)
    assert (type(first), type(last)) == (Answer, Answer)
    assert ticked(hall) == {"Sakura Nakamura", "Arjun Patel"}


def test_where_nothing_can_be_written_everybody_is_told(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    acts = taps(hall, "Sakura", "Arjun")

    def down(_acts: object) -> list[object]:
        raise StorageDown(DataTrouble.DISK_FULL, file="room.db")

    monkeypatch.setattr(hall.world.services.phones, "together", down)
    assert [type(one) for one in run(hall, acts)] == [StorageDown] * 2
    assert ticked(hall) == set()

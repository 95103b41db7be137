"""The stream to one phone: what it is told when it comes back, and how it ends when the file cannot be read."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from typing import NoReturn
from uuid import UUID

import pytest

from tests.web.attendee_looks import fine, ticket
from tests.web.hall import HOST, Hall, PhoneClient
from tests.web.scenes_attendee import at_step
from tests.world import FRONT
from trainer_app.domain.errors import DataTrouble, StorageDown
from trainer_app.domain.help import TicketMove
from trainer_app.domain.phone import Phone
from trainer_app.services.phone_floor import MyFloor
from trainer_app.web.access import COOKIE
from trainer_app.words import phone_attendee as texts


@contextmanager
def listening(phone: PhoneClient, since: int) -> Iterator[HTTPResponse]:
    link = http.client.HTTPConnection(HOST, phone.port, timeout=10)
    try:
        link.request("GET", f"/live?since={since}", headers={"Cookie": f"{COOKIE}={phone.cookies[COOKIE]}"})
        yield link.getresponse()
    finally:
        link.close()


def first_event(stream: HTTPResponse) -> str:
    while line := stream.readline().decode():
        if line.startswith("event: "):
            return line.removeprefix("event: ").strip()
    return ""


def test_a_phone_that_missed_something_is_told_that_it_changed(hall: Hall) -> None:
    hall.come("Sakura")
    with listening(hall.phone_of("Sakura"), since=1) as stream:
        assert first_event(stream) == "change"


def test_a_phone_that_knows_more_than_a_restored_backup_looks_again(hall: Hall) -> None:
    """A cursor below the one its page has would be old news to it."""
    with listening(hall.phone(), since=100_000) as stream:
        assert first_event(stream) == "look"


def both_ask(hall: Hall) -> tuple[PhoneClient, PhoneClient]:
    """Let Arjun ask for help, and Sakura after him."""
    first, second = at_step(hall, "Arjun"), at_step(hall, "Sakura")
    fine(first.tap("stuck"))
    hall.world.clock.forward(1)
    fine(second.tap("stuck"))
    return first, second


def test_a_place_in_the_queue_goes_on_moving_after_the_program_was_started_anew(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page stays as it is meanwhile: nothing of it was missed."""
    first, second = both_ask(hall)
    fine(second.get("/"))
    hall.host.stop(desk=None)
    assert hall.host.resume(desk=FRONT, hosts=[HOST])
    phones, caught_up = hall.world.services.phones, threading.Event()
    missed = phones.missed

    def missed_and_told(phone: Phone, since: int) -> int:
        newest = missed(phone, since)
        caught_up.set()
        return newest

    monkeypatch.setattr(phones, "missed", missed_and_told)
    with listening(second, since=phones.cursor()) as stream:
        assert caught_up.wait(10)
        fine(first.tap("withdraw"))
        assert first_event(stream) == "change"


def test_a_place_that_moves_while_the_page_is_made_is_shown_as_it_is_then(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What others do is not told to this phone yet: nobody knew that its page would show a place."""
    _, second = both_ask(hall)
    floor, first = hall.world.services.phone_floor, ticket(hall, "Arjun")
    look, looks = floor.look, list[UUID]()

    def look_and_move(session_id: UUID, attendee_id: UUID) -> MyFloor:
        seen = look(session_id, attendee_id)
        looks.append(attendee_id)
        if len(looks) == 1:
            hall.world.services.help_desk.move(first.id, TicketMove.WITHDRAW, desk=FRONT)
        return seen

    monkeypatch.setattr(floor, "look", look_and_move)
    assert texts.place(1) in second.get("/").text


def test_a_stream_ends_as_a_stream_when_the_file_cannot_be_read(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(_phone: Phone, _since: int) -> NoReturn:
        raise StorageDown(DataTrouble.BUSY, file="room.db")

    monkeypatch.setattr(hall.world.services.phones, "missed", down)
    with listening(hall.phone(), since=1) as stream:
        assert stream.read() == b"retry: 2000\n\n"

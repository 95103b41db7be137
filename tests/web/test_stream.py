"""The stream to one phone: what it is told when it comes back, and how it ends when the file cannot be read."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from typing import NoReturn

import pytest

from tests.web.hall import HOST, Hall, PhoneClient
from trainer_app.domain.errors import DataTrouble, StorageDown
from trainer_app.domain.phone import Phone
from trainer_app.web.access import COOKIE


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


def test_a_stream_ends_as_a_stream_when_the_file_cannot_be_read(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(_phone: Phone, _since: int) -> NoReturn:
        raise StorageDown(DataTrouble.BUSY, file="room.db")

    monkeypatch.setattr(hall.world.services.phones, "missed", down)
    with listening(hall.phone(), since=1) as stream:
        assert stream.read() == b"retry: 2000\n\n"

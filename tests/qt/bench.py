"""What a part of the desk is put on to be tried alone: services that may not be touched on the UI thread, and work."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

from pytestqt.qtbot import QtBot

from tests.qt.rooms import DESK, Room
from trainer_app import bootstrap
from trainer_app.bootstrap import Services
from trainer_app.qt.current import Current
from trainer_app.qt.desk import keep_off_ui_thread
from trainer_app.qt.live import Live
from trainer_app.qt.tell import Message, Tell
from trainer_app.qt.work import Work


@dataclass
class Bench:
    """The room's file opened as the desk opens it; `said` is everything the desk was told."""

    room: Room
    qtbot: QtBot
    services: Services = field(init=False)
    work: Work = field(init=False)
    live: Live = field(init=False)
    tell: Tell = field(init=False)
    current: Current = field(init=False)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        path = self.room.services.context.store.path
        build = partial(bootstrap.build, path, clock=self.room.clock, guard=keep_off_ui_thread)
        with ThreadPoolExecutor(1) as away:
            self.services = away.submit(build).result()
        self.tell, self.live = Tell(), Live()
        self.tell.sentence = bootstrap.sentence
        self.tell.said.connect(self._hear)
        self.work = Work(self.tell.trouble)
        self.live.follow(self.services.feed.subscribe)
        self.current = Current(self.services, self.work, self.live, DESK)
        self.current.refresh()
        self.rest()

    def rest(self) -> None:
        """Wait until every question has been answered."""
        self.qtbot.waitUntil(lambda: self.work.is_idle and self.live.is_quiet, timeout=3_000)

    def close(self) -> None:
        """Let go of the file."""
        self.live.close()
        self.work.close()
        self.services.close()

    def _hear(self, message: Message) -> None:
        self.said.append(message.text)

"""Panels of the adoption page on their own, on a room with access and usage: for tests and pictures of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.qt.rooms import DESK, Room
from tests.rollout import usage_export
from trainer_app.bootstrap import Services, sentence
from trainer_app.domain.access import AccessGrant, GrantKind
from trainer_app.domain.changes import Desk
from trainer_app.domain.session import Phase
from trainer_app.qt.tell import Message, Tell
from trainer_app.qt.work import Work

Panel = TypeVar("Panel", bound=QWidget)
FIRST = date(2026, 2, 1)


def feb(day: int) -> date:
    return FIRST + timedelta(days=day - 1)


@dataclass
class Bench:
    """What a panel is given, and what it said."""

    room: Room
    work: Work
    tell: Tell
    said: list[str] = field(default_factory=list)

    def build(self, kind: Callable[[Services, Work, Tell, Desk], Panel], qtbot: QtBot) -> Panel:
        panel = kind(self.room.services, self.work, self.tell, DESK)
        qtbot.addWidget(panel)
        panel.resize(1060, 760)
        panel.show()
        return panel

    def rest(self, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: self.work.is_idle, timeout=5_000)

    def hear(self, message: Message) -> None:
        self.said.append(message.text)


def make_bench(room: Room) -> Bench:
    tell = Tell()
    tell.sentence = sentence
    bench = Bench(room, Work(tell.trouble), tell)
    tell.said.connect(bench.hear)
    return bench


def give_keys(room: Room, many: int) -> None:
    """Give the first people a key each, called after their number, and hold the training."""
    for number, person in enumerate(room.people[:many]):
        given = AccessGrant(person.id, "OpenAI", GrantKind.KEY, f"key_{number:03}", FIRST)
        room.services.usage_identities.grant(given, desk=DESK)
    room.services.sessions.enter(room.sessions[-1].id, Phase.DOORS, desk=DESK)


def export(folder: Path, first: int, last: int, used: list[tuple[str, int]], name: str = "usage.csv") -> Path:
    """Write an export of these days of February."""
    return usage_export(folder / name, feb(first), feb(last), [(key, feb(day)) for key, day in used])


def take(room: Room, path: Path) -> None:
    """Take a file in, every question answered."""
    room.services.usage_import.import_file(path, desk=DESK, sure=True)

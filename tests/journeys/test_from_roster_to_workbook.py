"""One rollout from the first roster to the follow-up workbook, through the command line and the services together."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl
import pytest

from tests.rollout import usage_export, write
from trainer_app import bootstrap
from trainer_app.__main__ import main
from trainer_app.bootstrap import Services, build
from trainer_app.domain.changes import Desk
from trainer_app.domain.check_in import CheckInResult, Gesture, InputKind, Outcome
from trainer_app.domain.completion import Moment
from trainer_app.domain.help import TicketMove, TicketState
from trainer_app.domain.session import Phase
from trainer_app.services.help_desk import Hand

FRONT, MEI = Desk("Facilitator", "front desk"), Desk("Mei", "phone")
NAMES = ("Aiko", "Bo", "Chloé", "Dee", "Emre", "Freya", "Goran", "Hana")
FIRST, SECOND = "Hands-on 1", "Hands-on 2"


@dataclass
class Rollout:
    """The data file, with a clock that is where the story is."""

    folder: Path
    said: Callable[[], str]
    patch: pytest.MonkeyPatch
    at: datetime = field(default_factory=lambda: datetime.fromisoformat("2026-03-20T09:00:00+09:00"))

    @property
    def data(self) -> Path:
        return self.folder / "trainer.db"

    def clock(self) -> datetime:
        return self.at

    def forward(self, minutes: float) -> None:
        self.at += timedelta(minutes=minutes)

    def command(self, *arguments: object, code: int = 0) -> str:
        """Run one command on the data file, at the time of the story."""
        self.patch.setattr(sys, "argv", ["trainer-app", "--data", str(self.data), *map(str, arguments)])
        with self.patch.context() as patch:
            patch.setattr("trainer_app.cli.actions.build", partial(build, clock=self.clock))
            assert main() == code
        return self.said()

    def document(self, *arguments: object, code: int = 0) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.command(*arguments, "--json", code=code))
        return found


@pytest.fixture
def rollout(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Rollout:
    """A new program in Tokyo: a roster of eight, a talk, and one content repeated on two days."""
    made = Rollout(tmp_path, lambda: capsys.readouterr().out, monkeypatch)
    made.command("init", "--program", "Spring rollout", "--timezone", "Asia/Tokyo")
    plan = write(
        tmp_path / "sessions.csv",
        "Session,Kind,Start,End,Room,Capacity",
        "Why it matters,awareness,2026-03-24T16:00:00+09:00,2026-03-24T16:45:00+09:00,Hall,40",
        f"{FIRST},hands-on,2026-04-01T10:00:00+09:00,2026-04-01T12:00:00+09:00,Room 2,12",
        f"{SECOND},hands-on,2026-04-03T10:00:00+09:00,2026-04-03T12:00:00+09:00,Room 2,12",
    )
    assert made.document("import", "sessions", plan)["added"] == 3
    lines = [
        f"{name},{name.lower()}@example.org,{'Sales' if n < 4 else 'Support'},key_{name.lower()},2026-03-25,{where}"
        for n, (name, where) in enumerate(zip(NAMES, (FIRST,) * 4 + (SECOND,) * 4, strict=True))
    ]
    roster = write(tmp_path / "people.csv", "Name,Email,Team,API key ID,Access granted,Session", *lines)
    assert made.document("import", "people", roster)["added"] == 8
    return made


@dataclass
class Room:
    """One session as the front desk runs it."""

    rollout: Rollout
    services: Services
    session_id: UUID

    def who(self, name: str) -> UUID:
        return self.services.people.meant(name).id

    def scan(self, name: str, gesture: Gesture | None = None) -> CheckInResult:
        code = self.services.people.badges(desk=FRONT)[self.who(name)][0]
        made = gesture or self.gesture()
        return self.services.check_in.scan(made, code)

    def gesture(self) -> Gesture:
        return Gesture(self.services.new_id(), self.session_id, InputKind.SCANNER, FRONT)

    def enter(self, phase: Phase, at: str) -> None:
        self.rollout.at = datetime.fromisoformat(at)
        self.services.sessions.enter(self.session_id, phase, desk=FRONT)

    def walk(self, name: str, *, steps: int | None = None) -> None:
        for step in self.services.floor.room(self.session_id).checklist.steps[:steps]:
            self.services.floor.mark(self.session_id, self.who(name), step.key, desk=MEI)

    def present(self) -> set[str]:
        return {one.attendee.name for one in self.services.attendance.sheet(self.session_id).arrived}


def test_a_rollout_from_the_roster_to_the_follow_up(rollout: Rollout) -> None:
    why_it_matters(rollout)
    with closing(build(rollout.data, clock=rollout.clock)) as services:
        first_hands_on(Room(rollout, services, services.sessions.named(FIRST).id))
        second_hands_on(Room(rollout, services, services.sessions.named(SECOND).id))
    attendance_by_paper(rollout)
    weeks_later(rollout)


def why_it_matters(rollout: Rollout) -> None:
    """The talk first: four come, and the command line is the door."""
    rollout.at = datetime.fromisoformat("2026-03-24T15:55:00+09:00")
    for name in NAMES[:4]:
        rollout.command("check-in", "--session", "Why it matters", "--person", name)
    assert len(rollout.document("floor", "--session", "Why it matters")["people"]) == 4


def first_hands_on(room: Room) -> None:
    """Doors, a phone's retry, a wrong door, an undo, a hand that is claimed and solved, and the first completions."""
    room.enter(Phase.DOORS, "2026-04-01T09:45:00+09:00")
    gesture = room.gesture()
    assert room.scan("Aiko", gesture).outcome is Outcome.CHECKED_IN
    assert room.scan("Aiko", gesture).repeated
    assert room.scan("Aiko").outcome is Outcome.ALREADY_IN
    assert room.scan("Emre").outcome is Outcome.WRONG_SESSION
    room.scan("Bo")
    room.services.undo.undo(FRONT)
    assert room.present() == {"Aiko"}
    for name in ("Bo", "Chloé"):
        room.scan(name)
    room.enter(Phase.TALK, "2026-04-01T10:00:00+09:00")
    room.enter(Phase.HANDS_ON, "2026-04-01T10:20:00+09:00")
    room.services.completions.say_confidence(room.session_id, room.who("Aiko"), Moment.BEFORE, value=2, desk=FRONT)
    room.walk("Aiko", steps=3)
    room.walk("Bo", steps=4)
    stuck_and_helped(room)
    room.walk("Aiko")
    room.walk("Chloé")
    room.enter(Phase.ENDED, "2026-04-01T12:00:00+09:00")
    assert room.scan("Dee").outcome is Outcome.SESSION_CLOSED


def stuck_and_helped(room: Room) -> None:
    """Bo asks, Mei claims and solves; the clock meanwhile points at Chloé, who has not begun."""
    steps = room.services.floor.room(room.session_id).checklist.steps
    room.rollout.forward(12)
    ticket = room.services.help_desk.ask(Hand(room.session_id, room.who("Bo"), steps[4].key), desk=MEI)
    room.rollout.forward(2)
    found = room.rollout.document("floor", "--session", FIRST)
    signals = {one["name"]: one["signals"] for one in found["people"]}
    assert signals["Bo"] == ["hand"]
    assert signals["Chloé"] == ["not_started"]
    assert room.services.help_desk.move(ticket.id, TicketMove.CLAIM, desk=MEI).state is TicketState.CLAIMED
    claimed = {one["name"]: one["signals"] for one in room.rollout.document("floor", "--session", FIRST)["people"]}
    assert claimed["Bo"] == ["being_helped"]
    room.rollout.forward(3)
    assert room.services.help_desk.move(ticket.id, TicketMove.SOLVE, desk=MEI).state is TicketState.SOLVED


def second_hands_on(room: Room) -> None:
    """The same content again: three of four come, with somebody who missed the first day."""
    room.enter(Phase.DOORS, "2026-04-03T09:45:00+09:00")
    for name in ("Emre", "Freya", "Goran"):
        assert room.scan(name).outcome is Outcome.CHECKED_IN
    room.enter(Phase.HANDS_ON, "2026-04-03T10:20:00+09:00")
    answer = room.rollout.command(
        "check-in", "--session", SECOND, "--person", "Dee", "--reason", "was ill on Wednesday"
    )
    assert "missed 1 April" in answer
    for name in ("Emre", "Freya", "Dee"):
        room.rollout.forward(20)
        room.walk(name)
    room.enter(Phase.ENDED, "2026-04-03T12:00:00+09:00")
    assert room.present() == {"Dee", "Emre", "Freya", "Goran"}


def attendance_by_paper(rollout: Rollout) -> None:
    """The paper list is typed in afterwards; who was scanned stays in once, Goran's completion is new."""
    paper = write(
        rollout.folder / "paper.csv",
        "Name,Session,Checked in at,First hands-on completed at",
        f"Emre,{SECOND},2026-04-03T09:58:00+09:00,",
        f"Goran,{SECOND},2026-04-03T09:59:00+09:00,2026-04-03T11:50:00+09:00",
        f"Zoë,{SECOND},2026-04-03T09:59:00+09:00,",
    )
    found = rollout.document("import", "attendance", paper)
    assert (found["added"], found["updated"], found["unchanged"]) == (0, 1, 1)
    assert [one["line"] for one in found["skipped"]] == [4]


def weeks_later(rollout: Rollout) -> None:
    """Usage comes in; who tried once and who continues are two lists."""
    rollout.at = datetime.fromisoformat("2026-05-11T09:00:00+09:00")
    days = {
        "aiko": ["03-27", "04-01", "04-09", "04-16", "05-06"],  # explored, came back, continues
        "chloé": ["04-01"],  # tried once
        "dee": ["04-03", "04-20"],  # came back once
        "emre": ["04-03"],  # tried once
        "freya": ["04-08", "04-15"],  # a habit
        "hana": ["04-10"],  # never came, uses it
        "stranger": ["04-11"],
    }
    used = [(f"key_{name}", date.fromisoformat(f"2026-{day}")) for name, each in days.items() for day in each]
    file = usage_export(rollout.folder / "usage.csv", date(2026, 3, 20), date(2026, 5, 10), used)
    taken = rollout.document("import", "usage", file)
    assert (taken["people"], taken["identities"], taken["unknown_identities"]) == (7, 7, ["key_stranger"])
    found = rollout.document("adoption", "--as-of", "2026-05-10")
    states = {one["name"]: one["state"] for one in found["people"]}
    assert states == {
        "Aiko": "continuing",
        "Bo": "not_completed",
        "Chloé": "tried_once",
        "Dee": "returned",
        "Emre": "tried_once",
        "Freya": "continuing",
        "Goran": "tried_once",
        "Hana": "never_attended",
    }
    badges = {one["name"]: one["badges"] for one in found["people"] if one["badges"]}
    assert badges == {"Aiko": ["explored_before"], "Hana": ["self_started"]}
    assert (found["came_back"], found["evaluable"], found["unknown_identities"]) == (3, 6, ["key_stranger"])
    lists = follow_up(rollout)
    assert lists["Tried once"] == {"Chloé", "Emre", "Goran"}
    assert lists["Continuing"] == {"Aiko", "Freya"}
    assert lists["Attended not completed"] == {"Bo"}
    again = follow_up(rollout)
    assert again == lists


def follow_up(rollout: Rollout) -> dict[str, set[str]]:
    out = rollout.folder / "follow-up.xlsx"
    rollout.command("export", "followup", out, "--as-of", "2026-05-10")
    book = openpyxl.load_workbook(out)
    found = {
        sheet.title: {str(row[0]) for row in sheet.iter_rows(min_row=2, values_only=True) if row[0]}
        for sheet in book.worksheets
    }
    book.close()
    return found


def test_the_published_rollout_ends_in_its_lists_and_can_be_brought_in_again(
    rollout: Rollout, shared_data: Path
) -> None:
    files = shared_data / "rollout70"
    rollout.folder /= "seventy"
    rollout.folder.mkdir()
    rollout.at = bootstrap.now()
    rollout.command("init", "--program", "Seventy", "--timezone", "Asia/Tokyo")
    for _ in range(2):
        taken = {what: rollout.document("import", what, files / f"{what}.csv") for what in _FILES}
    assert {what: one["added"] + one["updated"] for what, one in taken.items()} == dict.fromkeys(_FILES, 0)
    out = rollout.folder / "follow-up.xlsx"
    rollout.command("export", "followup", out, "--as-of", "2026-04-30")
    book = openpyxl.load_workbook(out)
    assert [book[name].max_row - 1 for name in ("Tried once", "Continuing")] == [33, 19]
    book.close()


_FILES = ("sessions", "people", "attendance", "usage")

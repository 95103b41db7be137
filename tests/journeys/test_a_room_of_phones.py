"""A whole session through phones in bad air, the program killed twice, and every fact agrees at the end."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.web.bad_air import Air, joined
from tests.web.namespaces import Cable, Space, room
from tests.world import FRONT
from trainer_app import bootstrap
from trainer_app.bootstrap import Services
from trainer_app.domain.attendee import Attendee
from trainer_app.domain.completion import Moment
from trainer_app.domain.help import TicketState
from trainer_app.domain.session import Phase, Session, SessionKind
from trainer_app.services.sessions import SessionPlan

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
CABLE = Cable("air0", laptop="10.77.0.1", phone="10.77.0.2")
PORT, SEED = 8750, 20261
GIVEN = ("Ana", "Bruno", "Chika", "Dmitri", "Elif", "Farah", "Goran", "Hana")
FAMILY = ("Tanaka", "Silva", "Novak")
PEOPLE = [f"{given} {family}" for family in FAMILY for given in GIVEN]
HELPERS = ["Mei", "Omar", "Wei"]
IN_BROWSERS, HELPER_IN_BROWSER = PEOPLE[-2:], "Zoe"


def test_every_fact_agrees_although_the_air_is_bad_and_the_program_is_killed_twice(tmp_path: Path) -> None:
    data, wall = tmp_path / "room.db", tmp_path / "wall.json"
    session = begin(data)
    with room() as (laptop, phones), joined(laptop, phones, CABLE, Air(loss=0.02, delay=0.02, jitter=0.02)) as air:
        with window(laptop, data, wall) as first:
            wait(wall.exists)
            crowd, browsers = start_people(phones, tmp_path, wall), start_browsers(phones, tmp_path, wall)
            enter(data, session, Phase.TALK, after=4)
            enter(data, session, Phase.HANDS_ON, after=2)
            time.sleep(7)
            first.send_signal(signal.SIGKILL)
        with window(laptop, data, wall) as second:
            time.sleep(10)
            air.away.set()  # nobody has any network for a while
            time.sleep(4)
            air.away.clear()
            enter(data, session, Phase.BREAK, after=4)
            enter(data, session, Phase.HANDS_ON, after=3)
            second.send_signal(signal.SIGKILL)
        with window(laptop, data, wall):
            wait(lambda: steps_left(data, session) == 0, seconds=60, enough=True)
            enter(data, session, Phase.WRAP_UP, after=0)
            told = last_words(crowd, tmp_path / "plan.json")
            tapped = last_words(browsers, tmp_path / "browsers.json")
        assert air.lost > 0
        assert sum(one["retries"] for one in told["people"]) > len(PEOPLE)  # the laptop was really gone
    agree(data, session, told)
    browsers_agree(data, session, tapped)


def begin(data: Path) -> Session:
    """Make a program with its people, and one session whose doors are open and whose phones are on."""
    with closing(bootstrap.build(data)) as services:
        services.programs.create(name="Rollout", timezone="Asia/Tokyo", desk=FRONT)
        for name in PEOPLE:
            services.people.add(Attendee(uuid4(), name), desk=FRONT)
        now = services.clock()
        plan = SessionPlan("Hands-on 1", SessionKind.HANDS_ON, now, now + timedelta(hours=2), "Asia/Tokyo")
        made = services.sessions.create([plan], desk=FRONT)[0]
        services.sessions.enter(made.id, Phase.DOORS, desk=FRONT)
        services.phones.switch_on(made.id, port=PORT, secure=False, desk=FRONT)
        return made


def environment(home: Path) -> dict[str, str]:
    """Return what processes of this test are started with: no screen, and a home of their own."""
    homes = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("DATA", "CONFIG", "STATE")}
    return {**os.environ, **homes, "QT_QPA_PLATFORM": "offscreen", "HOME": str(home)}


@contextmanager
def window(laptop: Space, data: Path, wall: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Open the window on the laptop; it lets the phones in again by itself."""
    module = [sys.executable, "-m", "tests.journeys.laptop_window", str(data), str(wall)]
    log = data.with_name("window.log").open("ab")
    # `exec` in the namespace's shell, so that the id is the program's own
    started = subprocess.Popen(
        ["ip", "netns", "exec", laptop.name, *module], cwd=ROOT, env=environment(data.parent), stdout=log, stderr=log
    )
    try:
        yield started
    finally:
        if started.poll() is None:
            started.kill()
        started.wait(20)
        log.close()


def start_people(phones: Space, folder: Path, wall: Path) -> subprocess.Popen[str]:
    """Let everybody come to the room."""
    plan = folder / "plan.json"
    told = {"wall": str(wall), "seed": SEED, "people": PEOPLE[:-2], "helpers": HELPERS}
    plan.write_text(json.dumps(told), encoding="utf-8")
    return started(phones, "tests.journeys.phone_people", plan)


def start_browsers(phones: Space, folder: Path, wall: Path) -> subprocess.Popen[str]:
    """Let two attendees and a helper come with real browsers."""
    plan = folder / "browsers.json"
    told = {"wall": str(wall), "people": IN_BROWSERS, "helper": HELPER_IN_BROWSER}
    plan.write_text(json.dumps(told), encoding="utf-8")
    return started(phones, "tests.journeys.phone_browsers", plan)


def started(phones: Space, module: str, plan: Path) -> subprocess.Popen[str]:
    """Start people at the other end of the room's network."""
    command = ["ip", "netns", "exec", phones.name, sys.executable, "-m", module, str(plan)]
    with plan.with_suffix(".log").open("ab") as log:
        home = environment(plan.parent)
        made = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True, env=home)
    assert json.loads(made.stdout.readline()) == "ready"
    return made


def last_words(process: subprocess.Popen[str], plan: Path) -> dict[str, Any]:
    """Return what a process of people says at its end."""
    try:
        said = process.communicate(timeout=200)[0].splitlines()
    finally:
        process.kill()
    assert said, f"{process.returncode}: {plan.with_suffix('.log').read_text(encoding='utf-8')}"
    return json.loads(said[-1])


def enter(data: Path, session: Session, phase: Phase, *, after: float) -> None:
    """Let the session go on, by a command beside the window, which hears of it."""
    time.sleep(after)
    command = [sys.executable, "-m", "trainer_app", "--data", str(data), "phase", phase.value.replace("_", "-")]
    subprocess.run([*command, "--session", session.name], check=True, cwd=ROOT, timeout=60, stdout=subprocess.DEVNULL)


def wait(done: Callable[[], bool], *, seconds: float = 60, enough: bool = False) -> None:
    """Wait until this is so; with `enough`, only as long as is reasonable."""
    until = time.monotonic() + seconds
    while not done():
        if time.monotonic() > until:
            assert enough, "it never came so far"
            return
        time.sleep(0.3)


def steps_left(data: Path, session: Session) -> int:
    """Return how many steps nobody has ticked yet."""
    with closing(sqlite3.connect(data)) as db:
        query = "SELECT count(*) FROM step_mark WHERE undone_at IS NULL"
        return len(PEOPLE) * 12 - int(db.execute(query).fetchone()[0])


def agree(data: Path, session: Session, told: dict[str, Any]) -> None:
    """Compare what was acknowledged to each phone with what the data file holds."""
    with closing(bootstrap.build(data)) as services:
        everybody = {one.name: one for one in services.people.everyone()}
        assert sorted(one["name"] for one in told["people"]) == sorted(PEOPLE[:-2])
        for one in told["people"]:
            own_facts(services, session, everybody[one["name"]], one)
        came = services.attendance.sheet(session.id)
        assert (came.people, came.check_ins) == (len(PEOPLE), len(PEOPLE))
        help_facts(services, session, told)
        journeys = services.floor.look(session.id).floor.journeys
        seen = {UUID(one["attendee"]): one["done"] for one in told["helpers"][0]["floor"]["people"]}
        assert seen == {who: len(journey.marks) for who, journey in journeys.items()}
    gestures_are_kept(data, told)


def own_facts(services: Services, session: Session, person: Attendee, told: dict[str, Any]) -> None:
    """One person's phone and the data file say the same."""
    ticked: set[str] = set()
    for one in accepted(told):
        if one["gesture"] == "done":
            ticked.add(one["said"]["step"])
        elif one["gesture"] == "not_done":
            ticked.discard(one["said"]["step"])
    mine = services.phone_floor.look(session.id, person.id)
    assert set(mine.journey.marks) == ticked == set(told["me"]["done"])
    refused = [one for one in told["answered"] if one["status"] != 200 and one["gesture"] in ("me", "seat", "exit")]
    assert refused == []
    assert mine.came.seat == told["seat"]
    said = dict(mine.confidence)
    assert said[Moment.BEFORE] == next(o["said"]["value"] for o in accepted(told) if o["gesture"] == "confidence")
    assert said[Moment.AFTER] == next(o["said"]["value"] for o in accepted(told) if o["gesture"] == "exit")
    assert mine.exit_ticket.next_use == "the Monday report"


def help_facts(services: Services, session: Session, told: dict[str, Any]) -> None:
    """Every claim was one helper's, every solution is kept, and nobody's hand was lost."""
    tickets = {one.id: one for one in services.floor.room(session.id).tickets}
    hands = [one for person in told["people"] for one in accepted(person) if one["gesture"] == "stuck"]
    assert hands
    assert {one.attendee_id for one in tickets.values()} <= {one.id for one in services.people.everyone()}
    for helper in told["helpers"]:
        for one in accepted(helper):
            ticket = tickets[UUID(one["said"]["ticket"])]
            states = [(stage.state, stage.by) for stage in ticket.stages]
            wanted = {"claim": TicketState.CLAIMED, "solve": TicketState.SOLVED, "park": TicketState.PARKED}
            if state := wanted.get(one["gesture"]):
                assert (state, helper["name"]) in states
    ours = {helper["name"] for helper in told["helpers"]}
    solved = [one for one in tickets.values() if one.state is TicketState.SOLVED and one.stages[-1].by in ours]
    assert len(solved) == sum(one["gesture"] == "solve" for helper in told["helpers"] for one in accepted(helper))
    for ticket in tickets.values():
        for before, after in zip(ticket.stages, ticket.stages[1:], strict=False):
            both = before.state is after.state is TicketState.CLAIMED
            assert not both or before.by == after.by, "two helpers were on one person"


def browsers_agree(data: Path, session: Session, tapped: dict[str, list[str]]) -> None:
    """What was tapped on a page is done, although nobody tapped anything twice."""
    with closing(bootstrap.build(data)) as services:
        everybody = {one.name: one for one in services.people.everyone()}
        for name in IN_BROWSERS:
            marks = services.phone_floor.look(session.id, everybody[name].id).journey.marks
            assert tapped[name]
            assert set(tapped[name]) == set(marks)
        tickets = services.floor.room(session.id).tickets
    stages = [stage for one in tickets for stage in one.stages if stage.by == HELPER_IN_BROWSER]
    solved = sum(stage.state is TicketState.SOLVED for stage in stages)
    assert 0 < solved <= tapped[HELPER_IN_BROWSER].count("solve")  # who had withdrawn meanwhile is not solved


def gestures_are_kept(data: Path, told: dict[str, Any]) -> None:
    """Every acknowledged tap is in the file once, and the trail has no gap."""
    with closing(sqlite3.connect(data)) as db:
        kept = {UUID(hex=row[0]) for row in db.execute("SELECT id FROM phone_gesture")}
        first, last, lines = db.execute("SELECT min(cursor), max(cursor), count(*) FROM activity").fetchone()
    acknowledged = {UUID(one["id"]) for who in (*told["people"], *told["helpers"]) for one in accepted(who)}
    assert acknowledged <= kept
    assert last - first + 1 == lines


def accepted(told: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the taps that were done."""
    return [one for one in told["answered"] if one["status"] == 200]

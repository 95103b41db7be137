"""Adoption through the services: the published rollout to the letter, and only what was known by the day asked."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.rollout import usage_export, write
from tests.world import FRONT, World, opened
from trainer_app.domain.adoption import Assessment, Badge, NextStep, ReasonCode, State
from trainer_app.domain.session import Phase


@pytest.fixture
def program(tmp_path: Path) -> Iterator[World]:
    """Ann, Bo and Cy have keys; a hands-on session is open on 1 April in Tokyo."""
    with opened(tmp_path / "trainer.db") as made:
        lines = (f"{name},{name}@example.org,Sales,key_{name},2026-03-20" for name in ("ann", "bo", "cy"))
        roster = write(tmp_path / "people.csv", "Name,Email,Team,API key ID,Access granted", *lines)
        made.services.people_import.import_file(roster, desk=FRONT)
        made.session("Hands-on 1")
        yield made


def assessed(world: World, as_of: date) -> dict[str, Assessment]:
    return {one.name: one for one in world.services.adoption.report(as_of).people}


def complete(world: World, name: str) -> None:
    session, who = world.sessions["Hands-on 1"], world.services.people.meant(name)
    world.come(who, session)
    steps = world.services.floor.room(session.id).checklist.steps
    world.services.floor.mark(session.id, who.id, next(one.key for one in steps if one.completes), desk=FRONT)


def use(world: World, tmp_path: Path, last: date, **days: list[str]) -> None:
    used = [(f"key_{name}", date.fromisoformat(f"2026-{day}")) for name, dates in days.items() for day in dates]
    file = usage_export(tmp_path / f"usage-{last}.csv", date(2026, 3, 15), last, used)
    world.services.usage_import.import_file(file, desk=FRONT)


def test_the_published_rollout_gives_exactly_what_it_must(program: World, tmp_path: Path, shared_data: Path) -> None:
    files = shared_data / "rollout70"
    expected = json.loads((files / "expected.json").read_text(encoding="utf-8"))
    with opened(tmp_path / "seventy.db") as seventy:
        services = seventy.services
        services.session_import.import_file(files / "sessions.csv", desk=FRONT)
        services.people_import.import_file(files / "people.csv", desk=FRONT)
        services.attendance_import.import_file(files / "attendance.csv", desk=FRONT)
        services.usage_import.import_file(files / "usage.csv", desk=FRONT)
        report = services.adoption.report(date.fromisoformat(expected["as_of"]))
    assert report.program.timezone == expected["timezone"]
    assert [[str(one.covers_from), str(one.covers_to)] for one in report.imports] == [expected["usage_covers"]]
    found = report.numbers
    assert {state.value: count for state, count in found.states.items() if count} == expected["states"]
    numbers = (
        found.evaluable,
        found.came_back.count,
        found.tried,
        found.explored_before.count,
        found.explored_before.of,
    )
    keys = ("evaluable", "came_back", "tried", "explored_before", "trained_with_access")
    assert numbers == tuple(expected[key] for key in keys)
    entries = sorted((_entry(one) for one in report.people), key=lambda one: str(one["email"]))
    assert entries == sorted(expected["people"], key=lambda one: str(one["email"]))
    assert report.unknown == ()


def _entry(person: Assessment) -> dict[str, object]:
    own = person.badges - {Badge.CHAMPION_CANDIDATE}  # a comparison with the team, not in the file
    return {
        "email": person.email,
        "name": person.name,
        "team": person.team,
        "state": person.state.value,
        "badges": sorted(one.value for one in own),
        "training_day": str(person.training_day) if person.training_day else None,
    }


def test_tried_once_and_continuing_are_two_things(program: World, tmp_path: Path) -> None:
    for name in ("ann", "bo", "cy"):
        complete(program, name)
    use(program, tmp_path, date(2026, 5, 20), ann=["04-01"], bo=["04-08", "04-20", "05-18"], cy=["04-03"])
    found = assessed(program, date(2026, 5, 20))
    assert {name: one.state for name, one in found.items()} == {
        "ann": State.TRIED_ONCE,
        "bo": State.CONTINUING,
        "cy": State.STOPPED,
    }
    assert found["ann"].next_step is NextStep.GIVE_OWN_TASK
    assert found["bo"].next_step is NextStep.ASK_AS_CHAMPION


def test_who_never_came_or_did_not_finish_is_told_apart_and_the_step_is_named(program: World) -> None:
    session = program.sessions["Hands-on 1"]
    ann, bo = (program.services.people.meant(name) for name in ("ann", "bo"))
    steps = program.services.floor.room(session.id).checklist.steps
    for who in (ann, bo):
        program.come(who, session)
    program.services.sessions.enter(session.id, Phase.HANDS_ON, desk=FRONT)
    program.services.floor.mark(session.id, ann.id, steps[0].key, desk=FRONT)
    found = assessed(program, date(2026, 4, 1))
    assert found["ann"].reason.code is ReasonCode.AT_STEP
    assert found["ann"].stopped_at_step == steps[1].title
    assert found["bo"].reason.code is ReasonCode.SESSION_RUNS
    assert assessed(program, date(2026, 4, 2))["ann"].reason.code is ReasonCode.LAST_AT_STEP
    assert assessed(program, date(2026, 4, 2))["bo"].reason.code is ReasonCode.NOT_RECORDED
    assert found["cy"].state is State.NEVER_ATTENDED


def test_asked_about_an_earlier_day_what_came_later_is_not_known(program: World, tmp_path: Path) -> None:
    complete(program, "ann")
    use(program, tmp_path, date(2026, 5, 20), ann=["03-25", "04-08", "04-20", "05-18"], bo=["05-02"])
    assert assessed(program, date(2026, 3, 31))["ann"].state is State.NEVER_ATTENDED
    assert assessed(program, date(2026, 4, 10))["ann"].state is State.TOO_EARLY
    assert Badge.RETURNED_ALREADY in assessed(program, date(2026, 4, 10))["ann"].badges
    assert Badge.SELF_STARTED not in assessed(program, date(2026, 4, 10))["bo"].badges
    assert Badge.SELF_STARTED in assessed(program, date(2026, 5, 20))["bo"].badges
    assert assessed(program, date(2026, 5, 20))["ann"].state is State.CONTINUING


def test_without_a_day_today_in_the_program_s_zone_is_meant(program: World) -> None:
    program.clock.at = datetime.fromisoformat("2026-04-30T16:30:00+00:00")  # already 1 May in Tokyo
    assert program.services.adoption.report().as_of == date(2026, 5, 1)


def test_a_hole_between_two_exports_makes_unknown_not_inactive(program: World, tmp_path: Path) -> None:
    complete(program, "ann")
    for first, last in (("2026-03-15", "2026-04-10"), ("2026-04-20", "2026-05-20")):
        days = date.fromisoformat(first), date.fromisoformat(last)
        file = usage_export(tmp_path / f"{first}.csv", *days, [("key_bo", days[0])])
        program.services.usage_import.import_file(file, desk=FRONT)
    ann = assessed(program, date(2026, 5, 20))["ann"]
    assert (ann.state, ann.reason.code) == (State.UNKNOWN, ReasonCode.USE_HIDDEN)
    assert [(one.first, one.last) for one in ann.missing] == [(date(2026, 4, 11), date(2026, 4, 19))]


def test_a_check_in_undone_counts_for_nothing(program: World) -> None:
    program.come(program.services.people.meant("ann"), program.sessions["Hands-on 1"])
    program.services.undo.undo(FRONT)
    assert assessed(program, date(2026, 4, 1))["ann"].state is State.NEVER_ATTENDED


def test_the_states_are_computed_anew_from_whatever_the_thresholds_are(program: World, tmp_path: Path) -> None:
    for name in ("ann", "bo", "cy"):
        complete(program, name)
    use(program, tmp_path, date(2026, 4, 20), ann=["04-03", "04-09"])
    day = date(2026, 4, 20)
    assert Counter(one.state for one in assessed(program, day).values()) == {State.TOO_EARLY: 3}
    file = program.services.programs.get()
    assert file is not None
    program.services.programs.change(replace(file, window_days=14, lapse_gap_days=14), desk=FRONT)
    assert assessed(program, day)["ann"].state is State.CONTINUING
    assert assessed(program, day)["bo"].state is State.TRIED_ONCE
    assert assessed(program, day + timedelta(days=60))["bo"].state is State.TRIED_ONCE

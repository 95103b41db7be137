from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.domain.rollouts import an_id
from trainer_app.domain.access import AccessGrant, GrantKind
from trainer_app.domain.adoption import Assessment, Badge, PersonFacts, Thresholds
from trainer_app.domain.adoption_numbers import numbers, team_numbers
from trainer_app.domain.adoption_rules import assess_all
from trainer_app.domain.attendee import Attendee
from trainer_app.domain.cohort import cohort_grid
from trainer_app.domain.session import Session, SessionKind
from trainer_app.domain.usage import gather, identities_of
from trainer_app.exchange.usage_in import read_usage

AS_OF = date(2026, 4, 30)
ZONE = "Asia/Tokyo"


def table(folder: Path, name: str) -> Iterator[dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "rollout70"


@pytest.fixture(scope="module")
def expected(folder: Path) -> dict:
    return json.loads((folder / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def people(folder: Path) -> tuple[Assessment, ...]:
    return assess_all(facts_of(folder), as_of=AS_OF, thresholds=Thresholds(), zone=ZONE)


def facts_of(folder: Path) -> list[PersonFacts]:
    sessions = {
        row["Session"]: Session(
            an_id(row["Session"]),
            row["Session"],
            SessionKind(row["Kind"]),
            moment(row["Start"]),
            moment(row["End"]),
            ZONE,
        )
        for row in table(folder, "sessions.csv")
    }
    attended = list(table(folder, "attendance.csv"))
    roster = [
        Attendee(an_id(row["Email"]), row["Name"], row["Email"], row["Team"]) for row in table(folder, "people.csv")
    ]
    grants = {
        an_id(row["Email"]): AccessGrant(
            an_id(row["Email"]),
            "openai",
            GrantKind.KEY,
            row["API key ID"],
            date.fromisoformat(row["Access granted"]),
        )
        for row in table(folder, "people.csv")
    }
    usage = read_usage(folder / "usage.csv", zone=ZONE)
    owners = {person.id: identities_of(person, grants=[grants[person.id]]) for person in roster}
    gathered = gather(owners, imports=[usage.window], days=usage.days)
    assert gathered.unknown == ()
    return [
        PersonFacts(
            attendee_id=person.id,
            name=person.name,
            email=person.email,
            team=person.team,
            grants=(grants[person.id],),
            checked_in=tuple(sessions[row["Session"]] for row in attended if row["Email"] == person.email),
            completed_in=next(
                (
                    sessions[row["Session"]]
                    for row in attended
                    if row["Email"] == person.email and row["First hands-on completed at"]
                ),
                None,
            ),
            usage=gathered.people[person.id],
        )
        for person in roster
    ]


def test_everybody_is_in_the_state_with_the_badges_and_training_day_that_are_expected(
    people: tuple[Assessment, ...], expected: dict
) -> None:
    told = [
        {
            "email": person.email,
            "name": person.name,
            "team": person.team,
            "state": person.state.value,
            "badges": sorted(badge.value for badge in person.badges - {Badge.CHAMPION_CANDIDATE}),
            "training_day": person.training_day and person.training_day.isoformat(),
        }
        for person in people
    ]
    assert told == expected["people"]


def test_the_counts_are_those_expected(people: tuple[Assessment, ...], expected: dict) -> None:
    found = numbers(people)
    assert Counter(person.state.value for person in people) == expected["states"]
    assert (found.tried, found.evaluable) == (expected["tried"], expected["evaluable"])
    assert found.came_back.count == expected["came_back"]
    assert found.explored_before.count == expected["explored_before"]
    assert found.explored_before.of == expected["trained_with_access"]


def test_the_49_and_the_51(people: tuple[Assessment, ...]) -> None:
    found = numbers(people)
    assert (found.came_back.count, found.tried_once.count, found.evaluable) == (32, 33, 65)
    assert found.came_back.interval
    assert round(found.came_back.interval.low, 2) == 0.37
    assert round(found.came_back.interval.high, 2) == 0.61


def test_no_order_of_people_or_teams_changes_anything(folder: Path, people: tuple[Assessment, ...]) -> None:
    backwards = assess_all(reversed(facts_of(folder)), as_of=AS_OF, thresholds=Thresholds(), zone=ZONE)
    assert backwards[::-1] == people
    assert team_numbers(backwards) == team_numbers(people)


def test_the_cohorts_are_the_five_sessions_and_hold_everybody_who_tried(people: tuple[Assessment, ...]) -> None:
    grid = cohort_grid(people)
    assert [row.session_name for row in grid] == [f"Hands-on {number}" for number in range(1, 6)]
    assert sum(row.people for row in grid) == numbers(people).tried
    first = grid[0]
    assert [cell.is_whole for cell in first.cells] == [cell.week <= 10 for cell in first.cells]

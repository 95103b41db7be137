"""Check-in and floor at the command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.rollout import write
from tests.world import FRONT
from trainer_app.bootstrap import Services, build
from trainer_app.domain.session import Phase
from trainer_app.services.help_desk import Hand

IN = ("check-in", "--session", "Hands-on 1")


@contextmanager
def at_the_desk(tmp_path: Path) -> Iterator[Services]:
    """Work on the same file with the services, as the window does meanwhile."""
    with closing(build(tmp_path / "trainer.db")) as services:
        yield services


def test_the_first_check_in_opens_the_doors_and_says_so(trainer: Run) -> None:
    answer = trainer(*IN, "--person", "Ann Lee")
    assert (answer.code, answer.err) == (0, "")
    assert answer.lines[0].startswith("The doors of Hands-on 1 (")
    assert answer.lines[1].startswith("Checked in · ")
    assert "Ann Lee, Sales" in answer.lines[1]
    second = trainer(*IN, "--person", "moor@example.org")
    assert len(second.lines) == 1
    assert "2 people, doors." in trainer("floor", "--session", "Hands-on 1").lines[0]


def test_the_document_of_a_check_in_says_who_where_since_when(trainer: Run) -> None:
    found = trainer(*IN, "--person", "Ann Lee", "--json").document
    assert (found["outcome"], found["session"], found["name"], found["email"]) == (
        "checked_in",
        "Hands-on 1",
        "Ann Lee",
        "ann@example.org",
    )
    assert found["doors_opened"]
    assert found["welcome"] == {"number": 1, "of": 2, "missed": [], "first_hands_on_open": True}
    again = trainer(*IN, "--person", "ann@example.org", "--json")
    assert again.code == 0
    assert (again.document["outcome"], again.document["since"]) == ("already_in", found["since"])
    assert not again.document["doors_opened"]


def test_somebody_who_is_in_is_calmly_told_so(trainer: Run) -> None:
    trainer(*IN, "--person", "Ann Lee")
    answer = trainer(*IN, "--person", "Ann Lee")
    assert answer.code == 0
    assert answer.out.startswith("Already in · since ")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Ann", ["Ann Lee · Sales · ann@example.org", "Ann Moor · Support · moor@example.org"]),
        ("Anna Lee", ["Close to it: Ann Lee · Sales"]),
        ("Zaphod", ["Nobody in the program matches “Zaphod”."]),
        ("", ["Nobody in the program matches “”."]),
    ],
)
def test_a_person_who_is_not_told_clearly_is_not_guessed(trainer: Run, text: str, says: list[str]) -> None:
    answer = trainer(*IN, "--person", text, "--json")
    assert (answer.code, answer.out) == (2, "")
    for part in says:
        assert part in answer.err
    assert "0 people" in trainer("floor", "--session", "Hands-on 1").out


@pytest.mark.parametrize("text", ["moor@example.org", "MOOR@example.org", "ann moor", "Moor", "菜穂子", "石田"])
def test_a_person_is_meant_by_name_part_of_it_or_address(trainer: Run, text: str) -> None:
    assert trainer(*IN, "--person", text).code == 0


def test_a_session_nobody_knows_is_told_with_those_there_are(trainer: Run) -> None:
    answer = trainer("check-in", "--session", "Hands-on 9", "--person", "Ann Lee")
    assert answer.code == 2
    assert "Known sessions: Why it matters, Hands-on 1, Hands-on 2." in answer.err
    several = trainer("floor", "--session", "hands")
    assert several.code == 2
    assert "Hands-on 1, Hands-on 2" in several.err
    assert trainer("floor", "--session", "why").code == 0


def test_a_badge_checks_its_carrier_in_by_its_code_or_its_short_one(trainer: Run, tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as services:
        badges = services.people.badges(desk=FRONT)
        ann, moor = (services.people.meant(name).id for name in ("Ann Lee", "Ann Moor"))
    assert trainer(*IN, "--badge", badges[ann][0], "--json").document["name"] == "Ann Lee"
    assert trainer(*IN, "--badge", badges[moor][1].lower(), "--json").document["name"] == "Ann Moor"


@pytest.mark.parametrize("code", ["https://example.org/menu", "T1-ABC", "", "x" * 5000])
def test_a_code_that_is_no_badge_is_refused_and_opens_no_door(trainer: Run, code: str) -> None:
    answer = trainer(*IN, "--badge", code, "--json")
    assert (answer.code, answer.document["outcome"]) == (2, "unknown_badge")
    assert answer.err.startswith("trainer-app: Unknown badge.")
    assert len(answer.err.splitlines()) == 1
    assert "0 people, planned." in trainer("floor", "--session", "Hands-on 1").out


def test_somebody_registered_elsewhere_is_told_where_and_the_doors_stay_shut(trainer: Run, tmp_path: Path) -> None:
    trainer("import", "people", write(tmp_path / "r.csv", "Email,Session", "ann@example.org,Hands-on 2"))
    answer = trainer(*IN, "--person", "Ann Lee", "--json")
    assert (answer.code, answer.document["outcome"]) == (2, "wrong_session")
    assert answer.document["registered_for"] == ["Hands-on 2"]
    assert "--reason" in answer.err
    assert "planned." in trainer("floor", "--session", "Hands-on 1").out
    plain = trainer(*IN, "--person", "Ann Lee")
    assert (plain.code, plain.out) == (2, "")
    let_in = trainer(*IN, "--person", "Ann Lee", "--reason", "swapped days")
    assert let_in.code == 0
    assert "guest" in let_in.out


def test_a_reason_must_say_something(trainer: Run) -> None:
    answer = trainer(*IN, "--person", "Ann Lee", "--reason", "  ")
    assert (answer.code, answer.out) == (2, "")


def test_a_session_that_has_ended_stays_closed_without_a_reason(trainer: Run, tmp_path: Path) -> None:
    with at_the_desk(tmp_path) as services:
        session = services.sessions.named("Hands-on 1")
        services.sessions.enter(session.id, Phase.DOORS, desk=FRONT)
        services.sessions.enter(session.id, Phase.ENDED, desk=FRONT)
    answer = trainer(*IN, "--person", "Ann Lee", "--json")
    assert (answer.code, answer.document["outcome"]) == (2, "session_closed")
    assert trainer(*IN, "--person", "Ann Lee", "--reason", "wrote the list later").code == 0


def test_the_floor_says_who_is_at_which_step_and_where_to_go(trainer: Run, tmp_path: Path) -> None:
    for name in ("Ann Lee", "Ann Moor", "石田"):
        trainer(*IN, "--person", name)
    with at_the_desk(tmp_path) as services:
        session = services.sessions.named("Hands-on 1")
        services.sessions.enter(session.id, Phase.HANDS_ON, desk=FRONT)
        ann, moor = (services.people.meant(name).id for name in ("Ann Lee", "Ann Moor"))
        steps = services.floor.room(session.id).checklist.steps
        services.floor.mark(session.id, ann, steps[0].key, desk=FRONT)
        services.help_desk.ask(Hand(session.id, moor, steps[0].key, error_text="it says no"), desk=FRONT)
    answer = trainer("floor", "--session", "hands-on 1")
    assert answer.lines[0].endswith(": 3 people, hands-on.")
    assert f"  Ann Lee: {steps[1].title}, under a minute" in answer.lines
    assert any(line.startswith(f"Asked for help: Ann Moor, {steps[0].title} · “it says no”") for line in answer.lines)
    found = trainer("floor", "--session", "hands-on 1", "--json").document
    people = {one["name"]: one for one in found["people"]}
    assert (found["phase"], found["clocks_running"]) == ("hands_on", True)
    assert (people["Ann Lee"]["step"], people["Ann Lee"]["done"]) == (steps[1].key, [steps[0].key])
    assert people["Ann Moor"]["signals"] == ["hand"]
    assert people["石田 菜穂子"]["signals"] == []
    assert [one["step"] for one in found["steps"]] == [step.key for step in steps]


def test_the_floor_of_a_talk_has_people_and_no_steps(trainer: Run) -> None:
    trainer("check-in", "--session", "Why", "--person", "Ann Lee")
    answer = trainer("floor", "--session", "Why it matters")
    assert answer.lines[1].startswith("  Ann Lee: here since ")
    found = trainer("floor", "--session", "Why it matters", "--json").document
    assert (found["steps"], found["people"][0]["step"], found["people"][0]["signals"]) == ([], None, [])

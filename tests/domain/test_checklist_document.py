from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from trainer_app.domain.attendee import System
from trainer_app.domain.checklist import Checklist, ChecklistTrouble, KnownError, Remedy, Step
from trainer_app.domain.checklist_document import FORMAT, digest, from_document, to_document
from trainer_app.domain.errors import Refused

ERROR = KnownError(
    "denied", "Denied", "EACCES", "No rights.", (Remedy("again", "Again."), Remedy("w", "W", System.LINUX))
)
FULL = Step(
    key="install",
    title="Install",
    why="Because",
    minutes=2.5,
    bodies={System.WINDOWS: "w", System.MACOS: "m", None: "rest"},
    verify={None: "tool --version"},
    expected={System.LINUX: "1.0", None: "2.0"},
    expected_pattern=r"\d",
    machine_wait=True,
    optional=True,
    depends_on=("ready",),
    errors=(ERROR,),
    fallback="Ask.",
    checked_on=date(2026, 11, 21),
    owner="Kim",
    completes=True,
)
BARE = Step("ready", "Ready", "Because", 3, {None: "Be ready."}, {}, {})
CHECKLIST = Checklist("c", "A checklist — 手順", 7, (BARE, FULL))


def test_a_checklist_frozen_as_json_thaws_to_an_equal_one() -> None:
    assert from_document(json.loads(json.dumps(to_document(CHECKLIST)))) == CHECKLIST


def test_fields_that_are_not_used_are_left_out() -> None:
    document: Any = to_document(CHECKLIST)
    assert document["format"] == FORMAT
    assert document["steps"][0] == {
        "key": "ready",
        "title": "Ready",
        "why": "Because",
        "minutes": 3,
        "body": "Be ready.",
    }


def test_even_a_checklist_no_rule_allows_thaws_as_it_was() -> None:
    odd = replace(BARE, minutes=0, title="", bodies={})
    assert from_document(to_document(Checklist("", "", 0, (odd,)))) == Checklist("", "", 0, (odd,))


def test_equal_checklists_have_equal_digests() -> None:
    same = replace(BARE, minutes=3.0, bodies=dict(BARE.bodies))
    assert digest(CHECKLIST) == digest(replace(CHECKLIST, steps=(same, FULL)))
    assert digest(from_document(to_document(CHECKLIST))) == digest(CHECKLIST)
    assert len(digest(CHECKLIST)) == 64


@pytest.mark.parametrize(
    "other",
    [
        replace(CHECKLIST, version=8),
        replace(CHECKLIST, steps=(FULL, BARE)),
        replace(CHECKLIST, steps=(BARE, replace(FULL, minutes=2.6))),
        replace(CHECKLIST, steps=(BARE, replace(FULL, optional=False))),
        replace(CHECKLIST, steps=(BARE, replace(FULL, bodies={None: "rest"}))),
    ],
)
def test_any_difference_changes_the_digest(other: Checklist) -> None:
    assert digest(other) != digest(CHECKLIST)


def a_document(**step: object) -> dict[str, object]:
    whole: dict[str, object] = {"key": "s", "title": "S", "why": "W", "minutes": 1, "body": "B", **step}
    return {"key": "c", "title": "C", "version": 1, "steps": [whole]}


@pytest.mark.parametrize(
    ("document", "code", "field", "what"),
    [
        ({}, ChecklistTrouble.FIELD_MISSING, "key", "key"),
        ({**a_document(), "title": 5}, ChecklistTrouble.FIELD_KIND, "title", "5"),
        ({**a_document(), "version": True}, ChecklistTrouble.FIELD_KIND, "version", "True"),
        ({**a_document(), "version": "1"}, ChecklistTrouble.FIELD_KIND, "version", "1"),
        ({**a_document(), "format": 2}, ChecklistTrouble.NEWER_FORMAT, "format", "2"),
        ({**a_document(), "step": []}, ChecklistTrouble.FIELD_UNKNOWN, "step", "format, key, title, version, steps"),
        ({**a_document(), "steps": {}}, ChecklistTrouble.FIELD_KIND, "steps", "{}"),
        ({**a_document(), "steps": ["x"]}, ChecklistTrouble.FIELD_KIND, "steps", "x"),
        ({**a_document(), "steps": [{"title": "T"}]}, ChecklistTrouble.FIELD_MISSING, "steps.#1.key", "key"),
        (a_document(minutes="3"), ChecklistTrouble.FIELD_KIND, "steps.s.minutes", "3"),
        (a_document(minutes=True), ChecklistTrouble.FIELD_KIND, "steps.s.minutes", "True"),
        (a_document(optional=1), ChecklistTrouble.FIELD_KIND, "steps.s.optional", "1"),
        (a_document(depends_on="a"), ChecklistTrouble.FIELD_KIND, "steps.s.depends_on", "a"),
        (a_document(depends_on=[1]), ChecklistTrouble.FIELD_KIND, "steps.s.depends_on", "[1]"),
        (a_document(checked_on="soon"), ChecklistTrouble.FIELD_KIND, "steps.s.checked_on", "soon"),
        (a_document(body=[1]), ChecklistTrouble.FIELD_KIND, "steps.s.body", "[1]"),
        (a_document(body={"mac": "x"}), ChecklistTrouble.UNKNOWN_SYSTEM, "steps.s.body", "mac"),
        (a_document(body={"macos": 1}), ChecklistTrouble.FIELD_KIND, "steps.s.body.macos", "1"),
        (a_document(owner=None), ChecklistTrouble.FIELD_KIND, "steps.s.owner", "None"),
        (
            a_document(errors=[{"key": "e", "title": "t", "pattern": "p", "cause": "c", "remedies": [{"key": "r"}]}]),
            ChecklistTrouble.FIELD_MISSING,
            "steps.s.errors.e.remedies.r.text",
            "text",
        ),
        (
            a_document(errors=[{"remedies": [{"key": "r", "text": "t", "system": "beos"}]}]),
            ChecklistTrouble.UNKNOWN_SYSTEM,
            "steps.s.errors.#1.remedies.r.system",
            "beos",
        ),
        (
            a_document(errors=[{"remedies": [{"key": "r", "text": "t", "system": ""}]}]),
            ChecklistTrouble.UNKNOWN_SYSTEM,
            "steps.s.errors.#1.remedies.r.system",
            "",
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(
    document: dict[str, object], code: ChecklistTrouble, field: str, what: str
) -> None:
    with pytest.raises(Refused) as refused:
        from_document(document, source="mine.toml")
    assert refused.value.code is code
    assert refused.value.facts["file"] == "mine.toml"
    assert (refused.value.facts["field"], refused.value.facts["what"]) == (field, what)


def test_a_refusal_without_a_file_names_the_checklist_and_the_step() -> None:
    with pytest.raises(Refused) as refused:
        from_document(a_document(minutes="3"))
    assert (refused.value.facts["file"], refused.value.facts["step"]) == ("c", "s")


def test_a_refusal_deep_inside_names_the_step_it_is_in() -> None:
    with pytest.raises(Refused) as refused:
        from_document(a_document(errors=[{"key": "e", "remedies": [{"key": "r"}]}]))
    assert refused.value.facts["step"] == "s"


def test_a_moment_is_no_day() -> None:
    with pytest.raises(Refused):
        from_document(a_document(checked_on=datetime(2026, 11, 21, tzinfo=UTC)))


def test_numbers_beyond_all_measure_are_refused_not_crashed_on() -> None:
    assert from_document(a_document(minutes=10**400)).steps[0].minutes == float("inf")
    with pytest.raises(Refused) as refused:
        from_document({**a_document(), "format": 1 << 100_000})
    assert refused.value.facts["what"] == "int"

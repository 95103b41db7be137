from __future__ import annotations

from dataclasses import replace

import pytest

from trainer_app.domain.attendee import System
from trainer_app.domain.checklist import Checklist, ChecklistTrouble, KnownError, Remedy, Step
from trainer_app.domain.checklist_rules import check_checklist
from trainer_app.domain.errors import Refused

REMEDY = Remedy("again", "Run it again.")
ERROR = KnownError("denied", "Denied", "EACCES", "No rights.", (REMEDY,))
FIRST = Step("first", "First", "Why", 3, {None: "Do it."}, {}, {}, errors=(ERROR,))
SECOND = Step("second", "Second", "Why", 3, {None: "Do it."}, {}, {}, depends_on=("first",))
LAST = Step("last", "Last", "Why", 3, {None: "Do it."}, {}, {}, completes=True)
GOOD = Checklist("good", "Good", 1, (FIRST, SECOND, LAST))
T = ChecklistTrouble


def with_first(**changes: object) -> Checklist:
    return replace(GOOD, steps=(replace(FIRST, **changes), SECOND, LAST))  # type: ignore[arg-type]


def with_error(**changes: object) -> Checklist:
    return with_first(errors=(replace(ERROR, **changes),))  # type: ignore[arg-type]


def refused(checklist: Checklist) -> Refused:
    with pytest.raises(Refused) as trouble:
        check_checklist(checklist, source="mine.toml")
    assert trouble.value.facts["file"] == "mine.toml"
    return trouble.value


def test_a_good_checklist_is_taken() -> None:
    check_checklist(GOOD)


@pytest.mark.parametrize(
    ("checklist", "code", "field", "what"),
    [
        (replace(GOOD, key="Good"), T.BAD_KEY, "key", "Good"),
        (replace(GOOD, title=" "), T.FIELD_MISSING, "title", "title"),
        (replace(GOOD, title="x" * 201), T.TEXT_TOO_LONG, "title", "200"),
        (replace(GOOD, title="two\nlines"), T.TEXT_CHARACTER, "title", "U+000A"),
        (replace(GOOD, version=0), T.BAD_VERSION, "version", "0"),
        (replace(GOOD, version=10**9), T.BAD_VERSION, "version", "1000000000"),
        (replace(GOOD, steps=()), T.NO_STEPS, "steps", ""),
        (replace(GOOD, steps=(FIRST, FIRST, LAST)), T.DUPLICATE_KEY, "steps", "first"),
        (
            replace(GOOD, steps=tuple(replace(LAST, key=f"s{n}") for n in range(61))),
            T.TOO_MANY,
            "steps",
            "60",
        ),
        (replace(GOOD, steps=(FIRST,)), T.NOTHING_COMPLETES, "steps.completes", ""),
        (
            replace(GOOD, steps=(replace(FIRST, completes=True), LAST)),
            T.SEVERAL_COMPLETE,
            "steps.completes",
            "first, last",
        ),
        (with_first(key="first step"), T.BAD_KEY, "steps.first step.key", "first step"),
        (with_first(title=""), T.FIELD_MISSING, "steps.first.title", "title"),
        (with_first(why="\n"), T.FIELD_MISSING, "steps.first.why", "why"),
        (with_first(fallback="\x1b[31m"), T.TEXT_CHARACTER, "steps.first.fallback", "U+001B"),
        (with_first(why="half \ud800"), T.TEXT_CHARACTER, "steps.first.why", "U+D800"),
        (with_first(minutes=0), T.BAD_MINUTES, "steps.first.minutes", "0"),
        (with_first(minutes=-2), T.BAD_MINUTES, "steps.first.minutes", "-2"),
        (with_first(minutes=241), T.BAD_MINUTES, "steps.first.minutes", "241"),
        (with_first(minutes=float("nan")), T.BAD_MINUTES, "steps.first.minutes", "nan"),
        (with_first(minutes=float("inf")), T.BAD_MINUTES, "steps.first.minutes", "inf"),
        (with_first(bodies={System.LINUX: "x", System.MACOS: "x"}), T.BODY_MISSING, "steps.first.body", "windows"),
        (with_first(bodies={}), T.BODY_MISSING, "steps.first.body", "windows"),
        (with_first(bodies={None: "x" * 4001}), T.TEXT_TOO_LONG, "steps.first.body.any", "4000"),
        (with_first(verify={System.LINUX: ""}), T.FIELD_MISSING, "steps.first.verify.linux", "verify.linux"),
        (with_first(expected_pattern="(a+)+"), T.BAD_PATTERN, "steps.first.expected_pattern", "(a+)+"),
        (with_first(errors=(ERROR, ERROR)), T.DUPLICATE_KEY, "steps.first.errors", "denied"),
        (with_error(pattern="("), T.BAD_PATTERN, "steps.first.errors.denied.pattern", "("),
        (with_error(pattern=".*a.*b"), T.HEAVY_PATTERN, "steps.first.errors.denied.pattern", ".*a.*b"),
        (with_error(pattern="a*"), T.EMPTY_PATTERN, "steps.first.errors.denied.pattern", "a*"),
        (with_error(pattern="x" * 401), T.TEXT_TOO_LONG, "steps.first.errors.denied.pattern", "400"),
        (with_error(pattern="a\nb"), T.TEXT_CHARACTER, "steps.first.errors.denied.pattern", "U+000A"),
        (with_error(remedies=()), T.REMEDY_MISSING, "steps.first.errors.denied.remedies", ""),
        (with_error(remedies=(REMEDY, REMEDY)), T.DUPLICATE_KEY, "steps.first.errors.denied.remedies", "again"),
        (
            with_error(remedies=(Remedy("again", " "),)),
            T.FIELD_MISSING,
            "steps.first.errors.denied.remedies.again.text",
            "text",
        ),
        (with_first(depends_on=("nowhere",)), T.UNKNOWN_DEPENDENCY, "steps.first.depends_on", "nowhere"),
        (with_first(depends_on=("last",)), T.DEPENDS_ON_LATER, "steps.first.depends_on", "last"),
    ],
)
def test_a_broken_rule_is_refused_with_its_place(
    checklist: Checklist, code: ChecklistTrouble, field: str, what: str
) -> None:
    trouble = refused(checklist)
    assert trouble.code is code
    assert (trouble.facts["field"], trouble.facts["what"]) == (field, what)


def test_steps_that_wait_for_each_other_are_named_in_a_circle() -> None:
    trouble = refused(with_first(depends_on=("second",)))
    assert trouble.code is T.DEPENDENCY_CYCLE
    assert trouble.facts["what"] == "first → second → first"


def test_a_step_that_waits_for_itself_is_a_circle() -> None:
    assert refused(with_first(depends_on=("first",))).facts["what"] == "first → first"


def test_a_circle_far_behind_is_found_and_steps_that_only_wait_for_it_are_not_named() -> None:
    chain = [replace(SECOND, key=f"s{n}", depends_on=(f"s{n + 1}",)) for n in range(40)]
    steps = (*chain, replace(SECOND, key="s40", depends_on=("s39",)), LAST)
    assert refused(replace(GOOD, steps=steps)).facts["what"] == "s39 → s40 → s39"


def test_a_diamond_is_no_circle() -> None:
    left = replace(SECOND, key="left")
    both = replace(SECOND, key="both", depends_on=("second", "left", "first"))
    check_checklist(replace(GOOD, steps=(FIRST, SECOND, left, both, LAST)))

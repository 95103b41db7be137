"""Edits of a checklist: every one gives another value, and keys of steps stay what they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from trainer_app.domain.attendee import System
from trainer_app.domain.checklist import Checklist, ChecklistTrouble, KnownError, Remedy, Step
from trainer_app.domain.checklist_edit import (
    REVIEW_DAYS,
    difference,
    free_key,
    is_due,
    moved,
    new_error,
    new_remedy,
    tidy,
    total_minutes,
    with_copy,
    with_new_step,
    with_step,
    with_text,
    without_step,
)
from trainer_app.domain.checklist_rules import broken_rules, check_checklist
from trainer_app.domain.checklist_spots import Hint, Spot, hints, spot_of
from trainer_app.domain.error_pattern import found

TODAY = date(2026, 11, 21)
ERROR = KnownError("lost", "Lost", "lost", "Nobody looked.", (Remedy("look", "Look."),))


def step(key: str, **more: object) -> Step:
    made = Step(key, key.title(), "So that it works.", 4, {None: "Do it."}, {}, {None: "It is done."}, checked_on=TODAY)
    return replace(made, **more)


THREE = Checklist("own", "Own", 1, (step("look"), step("try", depends_on=("look",)), step("end", completes=True)))


def keys(checklist: Checklist) -> list[str]:
    return [each.key for each in checklist.steps]


def test_marking_another_step_as_the_first_hands_on_takes_the_mark_from_the_last() -> None:
    changed = with_step(THREE, replace(THREE.steps[0], completes=True))
    assert [each.completes for each in changed.steps] == [True, False, False]
    check_checklist(changed)


def test_a_copy_stands_after_its_source_under_another_key_and_does_not_complete() -> None:
    changed, made = with_copy(THREE, "end")
    assert keys(changed) == ["look", "try", "end", "end_2"]
    assert not made.completes
    check_checklist(changed)


def test_nothing_depends_on_a_step_that_is_gone() -> None:
    changed = without_step(THREE, "look")
    assert changed.step("try").depends_on == ()
    check_checklist(changed)


@given(st.sampled_from(keys(THREE)), st.integers(-5, 9))
def test_a_moved_step_is_there_once_and_the_others_keep_their_order(key: str, to: int) -> None:
    changed = moved(THREE, key, to=to)
    assert sorted(keys(changed)) == sorted(keys(THREE))
    assert keys(without_step(changed, key)) == keys(without_step(THREE, key))
    assert keys(changed).index(key) == min(max(to, 0), 2)


def test_a_new_step_has_a_key_of_its_own_and_is_to_be_written() -> None:
    once, first = with_new_step(THREE, "", at=1)
    twice, second = with_new_step(once, "", at=1)
    assert keys(twice) == ["look", second.key, first.key, "try", "end"]
    spots = [spot_of(each) for each in broken_rules(twice)]
    assert spots == [Spot(key, name) for key in (second.key, first.key) for name in ("title", "why", "body")]


def test_every_broken_rule_is_found_with_its_place() -> None:
    bad = replace(ERROR, pattern="(", remedies=())
    draft = with_step(THREE, replace(THREE.steps[0], minutes=0, errors=(bad,)))
    draft = with_step(draft, replace(draft.steps[2], completes=False))
    assert [(each.code, spot_of(each)) for each in broken_rules(draft)] == [
        (ChecklistTrouble.BAD_MINUTES, Spot("look", "minutes")),
        (ChecklistTrouble.BAD_PATTERN, Spot("look", "pattern", "lost")),
        (ChecklistTrouble.REMEDY_MISSING, Spot("look", "remedies", "lost")),
        (ChecklistTrouble.NOTHING_COMPLETES, Spot("", "completes")),
    ]


def test_a_blank_field_is_not_used_and_a_command_keeps_its_indent() -> None:
    texts = with_text({None: "All."}, System.LINUX, text="\n    ls\n\n")
    draft = with_step(THREE, replace(THREE.steps[0], bodies=texts, fallback="  ", owner="", title=" Look "))
    clean = tidy(draft).steps[0]
    assert clean.bodies == {None: "All.", System.LINUX: "    ls"}
    assert (clean.fallback, clean.owner, clean.title) == (None, None, "Look")
    assert with_text(texts, None, text="") == {System.LINUX: "\n    ls\n\n"}


def test_a_step_nobody_tried_for_long_is_pointed_out() -> None:
    old = TODAY - timedelta(days=REVIEW_DAYS)
    assert not is_due(step("look", checked_on=old), TODAY)
    assert is_due(step("look", checked_on=old - timedelta(days=1)), TODAY)
    draft = with_step(THREE, step("look", checked_on=old - timedelta(days=1), minutes=12, expected={}))
    draft = with_step(draft, step("try", checked_on=None, minutes=1))
    assert [(hint, spot.step) for hint, spot in hints(draft, TODAY)] == [
        (Hint.DUE, "look"),
        (Hint.LONG, "look"),
        (Hint.NO_CHECK, "look"),
        (Hint.NEVER_CHECKED, "try"),
        (Hint.SHORT, "try"),
        (Hint.FEW_STEPS, ""),
    ]


def test_two_versions_are_compared_step_by_step() -> None:
    assert difference(THREE, replace(THREE, version=2)).is_none
    changed, _made = with_new_step(without_step(THREE, "look"), "More", at=0)
    changed = moved(changed, "end", to=0)
    seen = difference(THREE, changed)
    assert (seen.added, seen.removed, seen.changed, seen.moved) == (("More",), ("Look",), ("Try",), True)


def test_optional_steps_do_not_count_towards_the_minutes() -> None:
    assert total_minutes(with_step(THREE, step("try", optional=True))) == 8


def test_errors_and_ways_out_get_keys_of_their_own() -> None:
    first = new_error(step("look", errors=(ERROR,)), "New")
    second = new_error(step("look", errors=(first,)), "New")
    assert (first.key, second.key) == ("error", "error_2")
    assert new_remedy(first).key == "remedy_2"
    assert free_key("a" * 90, ["a" * 50]) == f"{'a' * 50}_2"
    assert found(ERROR.pattern, "LOST")

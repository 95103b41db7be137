from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.domain.rollouts import (
    HANDS_ON,
    LOCAL,
    TOKYO,
    UTC_DAY,
    D,
    a_key,
    a_session,
    after,
    assessed,
    covered,
    somebody,
)
from trainer_app.domain.adoption import Badge, NextStep, ReasonCode, State, Thresholds
from trainer_app.domain.adoption_rules import has_habit
from trainer_app.domain.coverage import NO_DAYS, DayRange
from trainer_app.domain.program import Program
from trainer_app.domain.session import Phase, SessionKind
from trainer_app.domain.usage import NO_USAGE, IdentityKind, PersonUsage

# Rule 1


def test_without_a_check_in_to_a_hands_on_session_they_never_attended() -> None:
    person = assessed(somebody(checked_in=(), completed_in=None))
    assert (person.state, person.next_step) == (State.NEVER_ATTENDED, NextStep.INVITE_AGAIN)
    assert (person.training_day, person.session_id, person.evaluable_on) == (None, None, None)
    assert person.badges == frozenset()


@pytest.mark.parametrize("kind", [SessionKind.AWARENESS, SessionKind.CLINIC])
def test_hearing_why_or_visiting_a_clinic_is_not_attending(kind: SessionKind) -> None:
    talk = a_session("Why it matters", kind=kind)
    assert assessed(somebody(checked_in=(talk,), completed_in=None)).state is State.NEVER_ATTENDED


def test_whoever_uses_it_without_training_is_self_started() -> None:
    person = assessed(somebody([3, 9], checked_in=(), completed_in=None))
    assert person.badges == {Badge.SELF_STARTED}
    assert person.reason.code is ReasonCode.NO_CHECK_IN_BUT_USE
    assert person.reason.facts == {"days": 2, "last": after(9)}
    assert (person.last_active, person.active_days_after, person.active_days_before) == (after(9), 0, 0)


def test_a_session_after_the_as_of_date_has_not_happened() -> None:
    assert assessed(somebody(), as_of=after(-1)).state is State.NEVER_ATTENDED
    assert assessed(somebody(), as_of=D).training_day == D


# Rule 2


def test_attended_and_not_completed_without_use_since() -> None:
    person = assessed(somebody([-4], completed_in=None, stopped_at_step="Save the key"))
    assert (person.state, person.next_step) == (State.NOT_COMPLETED, NextStep.FINISH_SETUP)
    assert person.reason.code is ReasonCode.STOPPED_AT_STEP
    assert person.reason.facts == {"day": D, "step": "Save the key"}
    assert (person.hands_on_on, person.training_day, person.stopped_at_step) == (None, D, "Save the key")


def test_a_step_nobody_noted_is_not_named() -> None:
    person = assessed(somebody(completed_in=None))
    assert (person.state, person.reason.code) == (State.NOT_COMPLETED, ReasonCode.NOT_FINISHED)


def test_nothing_is_claimed_of_days_that_cannot_be_known() -> None:
    covered_until_then = somebody(completed_in=None, coverage=[(-30, 0)])
    ended = replace(HANDS_ON, phase=Phase.ENDED)
    over = somebody(completed_in=None, coverage=[(-30, 0)], checked_in=(ended,))
    assert assessed(covered_until_then, as_of=D).reason.code is ReasonCode.SESSION_RUNS
    assert assessed(over, as_of=D).reason.code is ReasonCode.NOT_RECORDED
    assert assessed(covered_until_then, as_of=after(9)).reason.code is ReasonCode.NOT_RECORDED
    assert assessed(covered_until_then, as_of=after(9)).state is State.NOT_COMPLETED


@pytest.mark.parametrize("day", [0, 1, 50])
def test_use_on_the_training_day_or_later_means_they_tried(day: int) -> None:
    assert assessed(somebody([day], completed_in=None)).state is not State.NOT_COMPLETED


@pytest.mark.parametrize(("day", "state"), [(-1, State.NOT_COMPLETED), (0, State.TRIED_ONCE)])
def test_rule_two_compares_utc_dates_as_they_are(day: int, state: State) -> None:
    morning = a_session(at="09:00")
    person = somebody([day], basis=UTC_DAY, checked_in=(morning,), completed_in=None)
    assert assessed(person).state is state


def test_not_completed_needs_no_usage_at_all() -> None:
    assert assessed(somebody(completed_in=None, usage=NO_USAGE)).state is State.NOT_COMPLETED


# Rule 3


def test_whom_no_import_can_show_is_unknown_and_their_key_is_asked_for() -> None:
    blind = ((IdentityKind.KEY, covered((0, 60))),)
    person = assessed(somebody(usage=PersonUsage(blind=blind)))
    assert (person.state, person.next_step) == (State.UNKNOWN, NextStep.MAP_KEY)
    assert (person.reason.code, person.reason.facts) == (ReasonCode.NOBODY_MAPPED, {"kinds": (IdentityKind.KEY,)})
    assert person.seen_until is None


def test_where_nothing_after_training_is_imported_the_days_are_named() -> None:
    person = assessed(somebody([-3], coverage=[(-30, 0)]))
    assert (person.state, person.next_step) == (State.UNKNOWN, NextStep.IMPORT_USAGE)
    assert (person.reason.code, person.reason.facts) == (ReasonCode.NOTHING_IMPORTED, {"first": after(1)})


def test_an_import_that_names_others_only_before_training_is_no_reason_to_map() -> None:
    usage = PersonUsage(blind=((IdentityKind.KEY, covered((-20, 0))),))
    assert assessed(somebody(usage=usage)).reason.code is ReasonCode.NOTHING_IMPORTED


def test_on_the_training_day_itself_nothing_can_be_known() -> None:
    assert assessed(somebody(), as_of=D).state is State.UNKNOWN


# Rule 4


def test_before_the_window_has_passed_it_is_too_early() -> None:
    person = assessed(somebody(), as_of=after(27))
    assert (person.state, person.next_step) == (State.TOO_EARLY, NextStep.WAIT)
    assert (person.reason.code, person.evaluable_on) == (ReasonCode.DAYS_NOT_PASSED, after(28))
    assert assessed(somebody(), as_of=after(28)).state is State.TRIED_ONCE


def test_it_stays_too_early_while_usage_is_not_imported_that_far() -> None:
    person = assessed(somebody(coverage=[(-30, 20)]))
    assert (person.state, person.next_step) == (State.TOO_EARLY, NextStep.IMPORT_USAGE)
    assert person.reason.code is ReasonCode.DAYS_NOT_IMPORTED
    assert person.reason.facts == {"evaluable_on": after(28), "until": after(20)}


def test_whoever_is_back_already_has_the_badge_while_it_is_too_early() -> None:
    assert assessed(somebody([4]), as_of=after(9)).badges == {Badge.RETURNED_ALREADY}
    assert assessed(somebody([0]), as_of=after(9)).badges == frozenset()
    assert Badge.RETURNED_ALREADY not in assessed(somebody([4]), as_of=after(28)).badges


# Rules 5 and 6


@pytest.mark.parametrize(
    ("days", "state"),
    [
        ([60, 70], State.CONTINUING),
        ([60, 62], State.RETURNED),  # one block: days 57-63
        ([1, 7], State.STOPPED),  # one block again, long ago
        ([7, 8], State.LAPSED),  # neighbours in two blocks
        ([25, 53], State.RETURNED),  # 29 days with both ends: no window of 28 holds them
        ([26, 53], State.CONTINUING),
        ([1, 8, 52], State.LAPSED),  # 28 days without use
        ([1, 8, 53], State.CONTINUING),
    ],
)
def test_the_habit_test_needs_two_days_in_two_blocks_of_one_window(days: list[int], state: State) -> None:
    assert assessed(somebody(days)).state is state


def test_continuing_and_lapsed_say_how_much_they_used_it() -> None:
    person = assessed(somebody([1, 2, 9, 70]))
    assert (person.reason.code, person.next_step) == (ReasonCode.HABIT, NextStep.ASK_AS_CHAMPION)
    assert person.reason.facts == {"days": 4, "active_weeks": 3, "weeks": 11, "last": after(70)}
    assert (person.active_days_after, person.active_weeks_after) == (4, 3)
    gone = assessed(somebody([1, 9]))
    assert (gone.reason.code, gone.next_step) == (ReasonCode.HABIT_ENDED, NextStep.ASK_WHAT_CHANGED)


@pytest.mark.parametrize(
    ("hole", "state"),
    [
        ((53, 53), State.UNKNOWN),  # within the last 28 days
        ((80 - 28, 80 - 28), State.LAPSED),  # the 29th last day
        ((20, 40), State.LAPSED),
    ],
)
def test_a_hole_in_the_last_days_hides_whether_they_lapsed(hole: tuple[int, int], state: State) -> None:
    person = assessed(somebody([1, 9], coverage=[(-30, hole[0] - 1), (hole[1] + 1, 80)]))
    assert person.state is state
    if state is State.UNKNOWN:
        assert person.reason.code is ReasonCode.LAPSE_HIDDEN
        assert person.reason.facts == {"missing": (DayRange(after(hole[0]), after(hole[1])),)}


def test_positive_evidence_wins_over_holes() -> None:
    assert assessed(somebody([60, 70], coverage=[(60, 60), (70, 70), (80, 80)])).state is State.CONTINUING


# Rule 7


def test_without_use_any_missing_day_could_change_the_answer() -> None:
    person = assessed(somebody(coverage=[(-30, 39), (41, 80)]))
    assert (person.state, person.next_step) == (State.UNKNOWN, NextStep.IMPORT_USAGE)
    assert (person.reason.code, person.missing) == (ReasonCode.USE_HIDDEN, (DayRange(after(40), after(40)),))


def test_missing_days_before_training_or_in_it_do_not_matter() -> None:
    assert assessed(somebody(coverage=[(1, 80)])).state is State.TRIED_ONCE


@pytest.mark.parametrize(
    ("days", "hole", "state"),
    [
        ([70], (60, 60), State.UNKNOWN),  # the missing day would make two days in two blocks
        ([70], (63, 69), State.UNKNOWN),
        ([70], (64, 69), State.RETURNED),  # all in the block of day 70 (64-70)
        ([70], (20, 20), State.RETURNED),  # too far away, and one day alone
        ([70], (20, 28), State.UNKNOWN),  # the hole could hold a habit of its own
        ([5], (70, 70), State.STOPPED),  # could be recent use, but neither a habit nor the first use
    ],
)
def test_missing_days_matter_where_they_could_make_a_habit(
    days: list[int], hole: tuple[int, int], state: State
) -> None:
    person = assessed(somebody(days, coverage=[(-30, hole[0] - 1), (hole[1] + 1, 80)]))
    assert person.state is state
    if state is State.UNKNOWN:
        assert person.reason.code is ReasonCode.HABIT_HIDDEN


def test_a_missing_utc_day_that_holds_training_could_change_nothing() -> None:
    session = a_session(at="15:00", zone="America/Los_Angeles")  # the UTC days D and D+1 hold training
    holed = covered((-30, 0), (2, 80))
    usage = PersonUsage((), holed, frozenset({UTC_DAY}))
    facts = somebody(checked_in=(session,), completed_in=session, usage=usage)
    assert assessed(facts, zone="America/Los_Angeles").state is State.TRIED_ONCE
    local = replace(facts, usage=PersonUsage((), holed, frozenset({LOCAL})))
    assert assessed(local, zone="America/Los_Angeles").state is State.UNKNOWN


# Rules 8, 9 and 10


def test_no_use_after_training_is_tried_once() -> None:
    person = assessed(somebody([0]))
    assert (person.state, person.next_step) == (State.TRIED_ONCE, NextStep.GIVE_OWN_TASK)
    assert (person.reason.code, person.reason.facts) == (ReasonCode.NO_USE_AFTER, {"weeks": 11})


@pytest.mark.parametrize(("day", "state"), [(53, State.RETURNED), (52, State.STOPPED)])
def test_some_use_is_returned_while_recent_and_stopped_after_the_gap(day: int, state: State) -> None:
    person = assessed(somebody([day]))
    assert person.state is state
    steps = {State.RETURNED: NextStep.ENCOURAGE, State.STOPPED: NextStep.ASK_WHY_STOPPED}
    assert person.next_step is steps[state]


# Badges


@pytest.mark.parametrize(
    ("granted", "explored"),
    [(None, True), (after(-4), True), (after(-3), True), (after(-2), False), (after(3), False)],
)
def test_exploring_counts_from_the_day_access_was_given(granted: date | None, *, explored: bool) -> None:
    person = assessed(somebody([-3], grants=(a_key(granted),)))
    assert (Badge.EXPLORED_BEFORE in person.badges) is explored


def test_exploring_counts_on_any_day_where_no_grant_is_recorded() -> None:
    person = assessed(somebody([-3]))
    assert person.badges == {Badge.EXPLORED_BEFORE}
    assert (person.has_access, person.access_on, person.access_before_training) == (False, None, True)


def test_nobody_without_training_has_explored_before_it() -> None:
    assert assessed(somebody([-3], checked_in=(), completed_in=None)).badges == {Badge.SELF_STARTED}


@pytest.mark.parametrize(
    ("granted", "ended", "coverage", "had"),
    [
        (after(-5), None, [(-30, 80)], True),
        (after(-1), None, [(-30, 80)], True),
        (D, None, [(-30, 80)], False),
        (after(-5), None, [(0, 80)], False),
        (after(-20), after(-10), [(-9, 80)], False),
        (None, None, [(-9, 80)], True),
    ],
)
def test_access_before_training_needs_a_covered_day_with_access(
    granted: date | None, ended: date | None, coverage: list[tuple[int, int]], *, had: bool
) -> None:
    person = assessed(somebody(coverage=coverage, grants=(a_key(granted, ended),)))
    assert person.access_before_training is had
    assert person.has_access


def test_whoever_comes_back_after_a_long_gap_is_resurrected() -> None:
    assert Badge.RESURRECTED in assessed(somebody([1, 8, 37, 60])).badges
    assert Badge.RESURRECTED not in assessed(somebody([1, 8, 36, 60])).badges  # 28 days apart
    assert Badge.RESURRECTED not in assessed(somebody([1, 70])).badges  # returned, not continuing


# Thresholds


def test_other_thresholds_give_other_states() -> None:
    strict = Thresholds(window_days=14, min_active_days=3, min_active_weeks=2, lapse_gap_days=7)
    assert assessed(somebody([60, 70, 75])).state is State.CONTINUING
    assert assessed(somebody([60, 70, 75]), thresholds=strict).state is State.RETURNED
    assert assessed(somebody([64, 70, 75]), thresholds=strict).state is State.CONTINUING
    assert assessed(somebody([64, 65, 73]), thresholds=strict).state is State.LAPSED
    assert assessed(somebody(), thresholds=strict).evaluable_on == after(14)


def test_a_programs_thresholds_are_those_of_its_settings() -> None:
    program = Program(HANDS_ON.id, "Rollout", TOKYO, None, 14, 3, 1, 21, 2.0)
    assert Thresholds.of(program) == Thresholds(14, 3, 1, 21, 2.0)


def test_the_whole_window_must_lie_after_training() -> None:
    assert not has_habit([after(1), after(8)], training_day=D, until=after(27), thresholds=Thresholds())
    assert has_habit([after(1), after(8)], training_day=D, until=after(28), thresholds=Thresholds())
    assert not has_habit([D, after(8)], training_day=D, until=after(28), thresholds=Thresholds())


def test_nothing_is_known_of_somebody_without_any_usage() -> None:
    person = assessed(somebody(usage=NO_USAGE))
    assert (person.coverage, person.missing, person.last_active) == (NO_DAYS, (), None)

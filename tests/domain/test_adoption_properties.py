from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.adoption_reference import state_of
from tests.domain.rollouts import HANDS_ON, LOCAL, TOKYO, USUAL, UTC_DAY, a_key, a_session, after, an_id, assessed
from trainer_app.domain.adoption import Badge, PersonFacts, ReasonCode, State, Thresholds
from trainer_app.domain.adoption_numbers import CAME_BACK, NOT_TRIED
from trainer_app.domain.adoption_picture import picture
from trainer_app.domain.adoption_rules import RULES
from trainer_app.domain.coverage import Coverage, DayRange
from trainer_app.domain.session import Session, SessionKind
from trainer_app.domain.usage import DayUnits, Identity, IdentityKind, PersonUsage, UsageDay, UsageImport, gather

ZONES = (TOKYO, "America/Los_Angeles", "Europe/London", "Pacific/Auckland", "Asia/Kolkata")
HIDDEN = {ReasonCode.LAPSE_HIDDEN, ReasonCode.USE_HIDDEN, ReasonCode.HABIT_HIDDEN}
NEGATIVE = {State.TRIED_ONCE, State.TOO_EARLY} | NOT_TRIED
days = st.integers(-20, 75).map(after)
bases = st.sampled_from([LOCAL, UTC_DAY])
ranges = st.builds(lambda at, length: DayRange(after(at), after(at + length)), st.integers(-30, 70), st.integers(0, 60))
coverages = st.lists(ranges, max_size=4).map(Coverage.of)
many_days = st.lists(
    st.builds(DayUnits, days, bases, st.sampled_from([0.5, 1.0, 3.0])), max_size=7, unique_by=lambda d: (d.day, d.basis)
)
usages = st.builds(
    PersonUsage,
    many_days.map(tuple),
    coverages,
    st.frozensets(bases, min_size=1),
)
thresholds = st.builds(
    Thresholds,
    window_days=st.sampled_from([7, 14, 28]),
    min_active_days=st.integers(1, 4),
    min_active_weeks=st.integers(1, 3),
    lapse_gap_days=st.sampled_from([3, 14, 28, 40]),
    min_units=st.sampled_from([0.5, 1.0, 2.0]),
)


@st.composite
def sessions(draw: st.DrawFn, kinds: tuple[SessionKind, ...] = tuple(SessionKind)) -> Session:
    day, hour = after(draw(st.integers(-3, 12))), draw(st.integers(0, 23))
    name, minutes = draw(st.sampled_from("ABC")), draw(st.sampled_from([45, 150, 300]))
    zone = draw(st.sampled_from(ZONES))
    return a_session(name, day=day, at=f"{hour:02}:00", minutes=minutes, kind=draw(st.sampled_from(kinds)), zone=zone)


@st.composite
def people(draw: st.DrawFn) -> PersonFacts:
    grants = draw(st.lists(st.builds(a_key, st.none() | days, st.none() | days), max_size=2))
    return PersonFacts(
        attendee_id=an_id("Mina"),
        name="Mina",
        grants=tuple(grants),
        checked_in=tuple(draw(st.lists(sessions(), max_size=3))),
        completed_in=draw(st.none() | sessions((SessionKind.HANDS_ON, SessionKind.CLINIC))),
        usage=draw(usages),
    )


@st.composite
def trained(draw: st.DrawFn) -> PersonFacts:
    """Draw somebody trained on D, whatever they did then."""
    facts = draw(people())
    return replace(facts, checked_in=(HANDS_ON,), completed_in=HANDS_ON)


as_ofs = st.integers(-5, 90).map(after)
zones = st.sampled_from(ZONES)


@settings(max_examples=300)
@given(people() | trained(), as_ofs, thresholds, zones)
def test_every_state_is_that_of_the_rules_tried_day_by_day(
    facts: PersonFacts, as_of: date, limits: Thresholds, zone: str
) -> None:
    found = assessed(facts, as_of=as_of, thresholds=limits, zone=zone)
    assert found.state.value == state_of(facts, as_of=as_of, thresholds=limits, zone=zone)


@given(people(), as_ofs, thresholds, zones)
def test_the_last_rule_fits_whoever_passed_all_others(
    facts: PersonFacts, as_of: date, limits: Thresholds, zone: str
) -> None:
    seen = picture(facts, as_of=as_of, thresholds=limits, zone=zone)
    first = next(at for at, rule in enumerate(RULES) if rule(seen))
    assert 0 <= first < len(RULES) == 10
    found = assessed(facts, as_of=as_of, thresholds=limits, zone=zone)
    assert (found.state in NOT_TRIED) == (first < 2)
    assert (found.training_day is None) == (found.state is State.NEVER_ATTENDED)


@given(people(), as_ofs, thresholds, usages)
def test_nothing_after_the_as_of_date_changes_anything(
    facts: PersonFacts, as_of: date, limits: Thresholds, later: PersonUsage
) -> None:
    usage = facts.usage
    coverage = usage.coverage.union(later.coverage.within(DayRange(as_of + timedelta(days=1), date.max)))
    days_too = (*usage.days, *(each for each in later.days if each.day > as_of))
    more = replace(facts, usage=replace(usage, days=days_too, coverage=coverage))
    assert assessed(more, as_of=as_of, thresholds=limits) == assessed(facts, as_of=as_of, thresholds=limits)


@given(trained(), as_ofs, days)
def test_one_more_active_day_keeps_whoever_continues_continuing(facts: PersonFacts, as_of: date, day: date) -> None:
    before = assessed(facts, as_of=as_of)
    if before.state is State.CONTINUING:
        assert assessed(with_day(facts, day), as_of=as_of).state is State.CONTINUING


@given(trained(), as_ofs, days)
def test_one_more_active_day_is_never_evidence_against_use(facts: PersonFacts, as_of: date, day: date) -> None:
    before, now = assessed(facts, as_of=as_of), assessed(with_day(facts, day), as_of=as_of)
    if before.state in CAME_BACK:
        assert now.state not in NEGATIVE
        assert now.state is not State.UNKNOWN or before.missing


@given(trained(), as_ofs, thresholds, coverages)
def test_more_coverage_never_makes_a_no_of_a_yes(
    facts: PersonFacts, as_of: date, limits: Thresholds, more: Coverage
) -> None:
    before = assessed(facts, as_of=as_of, thresholds=limits)
    wider = replace(facts, usage=replace(facts.usage, coverage=facts.usage.coverage.union(more)))
    now = assessed(wider, as_of=as_of, thresholds=limits)
    if before.state in CAME_BACK:
        assert now.state not in NEGATIVE


@given(trained(), as_ofs, thresholds)
def test_filling_holes_without_finding_use_settles_what_was_hidden_and_nothing_else(
    facts: PersonFacts, as_of: date, limits: Thresholds
) -> None:
    before = assessed(facts, as_of=as_of, thresholds=limits)
    whole = replace(facts.usage, coverage=Coverage.of([*facts.usage.coverage.ranges, *before.missing]))
    now = assessed(replace(facts, usage=whole), as_of=as_of, thresholds=limits)
    if before.reason.code in HIDDEN:
        assert now.state is not State.UNKNOWN
    if before.state is not State.UNKNOWN:
        assert now.state is before.state


@given(people(), as_ofs, thresholds)
def test_badges_keep_their_own_rules(facts: PersonFacts, as_of: date, limits: Thresholds) -> None:
    found = assessed(facts, as_of=as_of, thresholds=limits)
    if Badge.EXPLORED_BEFORE in found.badges:
        assert found.training_day
        assert found.active_days_before
        assert found.access_before_training
    assert (Badge.SELF_STARTED in found.badges) == (found.state is State.NEVER_ATTENDED and bool(found.last_active))
    if Badge.RETURNED_ALREADY in found.badges:
        assert found.state is State.TOO_EARLY
        assert found.active_after
    if Badge.RESURRECTED in found.badges:
        assert found.state is State.CONTINUING
        assert found.active_days_after > 2


keys = st.sampled_from(["key_a", "KEY_B", "key_c"])
usage_days = st.builds(UsageDay, st.just(IdentityKind.KEY), keys, days, st.just(1.0), bases)
imports = st.builds(
    lambda kinds, window: UsageImport("openai_usage", "", UTC_DAY, kinds, window.first, window.last),
    st.frozensets(st.sampled_from([IdentityKind.KEY, IdentityKind.EMAIL])),
    ranges,
)


@given(st.lists(usage_days, max_size=12), st.lists(imports, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_imports_and_rows_does_not_matter(
    rows: list[UsageDay], windows: list[UsageImport], chance: object
) -> None:
    owners = {an_id(key): [Identity(IdentityKind.KEY, key.lower())] for key in ("key_a", "key_b")}
    owners[an_id("nobody")] = [Identity(IdentityKind.EMAIL, "n@example.org")]
    once = gather(owners, imports=windows, days=rows)
    mixed_rows, mixed_windows = rows[:], windows[:]
    chance.shuffle(mixed_rows)
    chance.shuffle(mixed_windows)
    assert gather(owners, imports=mixed_windows, days=mixed_rows) == once
    mixed_people = dict(reversed(owners.items()))
    assert gather(mixed_people, imports=windows, days=rows).people == once.people


def with_day(facts: PersonFacts, day: date) -> PersonFacts:
    """Return the same person with one more active day, of the basis their imports have."""
    basis = min(facts.usage.bases, key=lambda b: b.value)
    return replace(facts, usage=replace(facts.usage, days=(*facts.usage.days, DayUnits(day, basis, USUAL.min_units))))

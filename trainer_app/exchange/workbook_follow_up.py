"""The sheets only the follow-up workbook has: the numbers, the teams, and one list of people per state."""

from __future__ import annotations

from collections.abc import Iterable

from trainer_app.domain.adoption import Assessment, State
from trainer_app.domain.adoption_numbers import Rate, Standing, TeamNumbers
from trainer_app.domain.attendee import identity_key
from trainer_app.domain.follow_up import FollowUp
from trainer_app.domain.statistics import Interval
from trainer_app.domain.workbook import (
    STATE_ORDER,
    Cell,
    FollowUpBook,
    Heading,
    Measure,
    Phrasebook,
    RatePart,
    Sheet,
)
from trainer_app.exchange.workbook_cells import (
    CHANCE,
    DATE,
    DECIMAL,
    HEADER,
    HEADER_CENTERED,
    LABEL,
    NUMBER,
    NUMBER_LEFT,
    PLAIN,
    POINTS,
    SHARE,
    TITLE,
    WRAPPED,
)
from trainer_app.exchange.workbook_sheets import (
    Column,
    Page,
    PageRow,
    Place,
    Table,
    offer_choices,
    write_page,
    write_table,
)

_SUMMARY_WIDTHS = (30, 38, 13, 13, 13, 60)
_RATES = (Measure.CAME_BACK, Measure.TRIED_ONCE, Measure.CONTINUING, Measure.EXPLORED_BEFORE)
_TEAM_RATES = (Measure.CAME_BACK, Measure.CONTINUING, Measure.EXPLORED_BEFORE)  # tried once is the rest of came back
_RATE_LOOKS = {RatePart.COUNT: PLAIN, RatePart.SHARE: SHARE, RatePart.LOW: SHARE, RatePart.HIGH: SHARE}
_PERSON_COLUMNS = (
    (Heading.NAME, PLAIN, None),
    (Heading.EMAIL, PLAIN, None),
    (Heading.TEAM, PLAIN, None),
    (Heading.SESSION, PLAIN, None),
    (Heading.HANDS_ON_DATE, DATE, 12),
    (Heading.LAST_ACTIVE, DATE, 12),
    (Heading.DAYS_AFTER, NUMBER, 9),
    (Heading.WEEKS_AFTER, NUMBER, 9),
    (Heading.REASON, WRAPPED, 66),
    (Heading.ALSO, WRAPPED, 24),
    (Heading.NEXT_STEP, WRAPPED, 44),
    (Heading.OWNER, PLAIN, 16),
    (Heading.DUE, DATE, 12),
    (Heading.DONE, PLAIN, 9),
    (Heading.NOTE, WRAPPED, 32),
    (Heading.WHY, PLAIN, 24),
)
_DONE = [heading for heading, _, _ in _PERSON_COLUMNS].index(Heading.DONE) + 1
_COMPARISON = (
    (Heading.DIFFERENCE, POINTS),
    (Heading.DIFFERENCE_LOW, POINTS),
    (Heading.DIFFERENCE_HIGH, POINTS),
    (Heading.P_ADJUSTED, CHANCE),
)


def write_summary(place: Place, book: FollowUpBook) -> None:
    """Write everybody's numbers: the rates with their intervals, then how many people each state has."""
    numbers, phrases = book.numbers, place.phrases
    counts = [(Measure.PEOPLE, numbers.people), (Measure.TRIED, numbers.tried), (Measure.EVALUABLE, numbers.evaluable)]
    rows = [
        PageRow([phrases.title(book)], [TITLE]),
        PageRow([phrases.heading(one) for one in _SUMMARY_HEAD], [HEADER, HEADER, *[HEADER_CENTERED] * 3], gap=True),
        *(PageRow([phrases.measure(which), count], [LABEL, NUMBER_LEFT]) for which, count in counts),
        *(PageRow(_rate_row(which, book, phrases=phrases), [LABEL, PLAIN, SHARE, SHARE, SHARE]) for which in _RATES),
        PageRow([phrases.heading(one) for one in _STATES_HEAD], [HEADER] * len(_SUMMARY_WIDTHS), gap=True, spread=True),
        *(
            PageRow(_state_row(state, book, phrases=phrases), [LABEL, NUMBER_LEFT, WRAPPED], spread=True)
            for state in STATE_ORDER
        ),
        PageRow([phrases.measure(Measure.PEOPLE), sum(numbers.states.values())], [LABEL, NUMBER_LEFT]),
    ]
    write_page(place, Page(phrases.sheet(Sheet.SUMMARY), rows, _SUMMARY_WIDTHS))


_SUMMARY_HEAD = (Heading.MEASURE, Heading.COUNT, Heading.SHARE, Heading.LOW, Heading.HIGH)
_STATES_HEAD = (Heading.STATE, Heading.PEOPLE, Heading.MEANING)


def write_teams(place: Place, book: FollowUpBook) -> None:
    """Write one row per team, in the order given: most people missing first, teams of counts only last."""
    phrases = place.phrases
    columns = [
        Column(phrases.heading(Heading.TEAM)),
        *(Column(phrases.heading(one), NUMBER, width=9) for one in (Heading.PEOPLE, Heading.TRIED, Heading.EVALUABLE)),
        *_rate_columns(Measure.CAME_BACK, phrases),
        Column(phrases.heading(Heading.STANDING), width=22),
        Column(phrases.heading(Heading.PEOPLE_MISSING), DECIMAL, width=10),
        *_rate_columns(Measure.CONTINUING, phrases),
        *_rate_columns(Measure.EXPLORED_BEFORE, phrases),
        *(Column(phrases.state(state), NUMBER, width=9) for state in STATE_ORDER),
        *(Column(phrases.heading(heading), look, width=9) for heading, look in _COMPARISON),
    ]
    rows = [_team_row(team, phrases) for team in book.teams]
    write_table(place, Table(phrases.sheet(Sheet.TEAMS), columns, rows, phrases.nobody(Sheet.TEAMS)))


def write_states(place: Place, book: FollowUpBook) -> None:
    """Write one list of people per state, by team and name."""
    phrases = place.phrases
    columns = [Column(phrases.heading(heading), look, width) for heading, look, width in _PERSON_COLUMNS]
    people: dict[State, list[Assessment]] = {state: [] for state in STATE_ORDER}
    for person in sorted(book.assessments, key=_by_team_and_name):
        people[person.state].append(person)
    for state, members in people.items():
        rows = [_person_row(person, book, phrases=phrases) for person in members]
        sheet = write_table(place, Table(phrases.sheet(state), columns, rows, phrases.nobody(state)))
        if rows:
            choices = (phrases.done(done=True), phrases.done(done=False))
            offer_choices(sheet, _DONE, last_row=len(rows) + 1, choices=choices)


def _rate_row(measure: Measure, book: FollowUpBook, *, phrases: Phrasebook) -> list[Cell]:
    rate = measure.of(book.numbers)
    count = phrases.came_back(book.numbers) if measure is Measure.CAME_BACK else phrases.count(rate)
    return [phrases.measure(measure), count, rate.share, *_ends(rate.interval)]


def _state_row(state: State, book: FollowUpBook, *, phrases: Phrasebook) -> list[Cell]:
    return [phrases.state(state), book.numbers.states[state], phrases.meaning(state, book.thresholds)]


def _rate_columns(measure: Measure, phrases: Phrasebook) -> Iterable[Column]:
    for part, look in _RATE_LOOKS.items():
        heading = phrases.rate_heading(measure, part)
        yield Column(heading, look) if part is RatePart.COUNT else Column(heading, look, width=9)


def _team_row(team: TeamNumbers, phrases: Phrasebook) -> list[Cell]:
    own = team.numbers
    small = team.standing is Standing.TOO_SMALL
    came_back, continuing, explored = (_rate_cells(measure.of(own), phrases) for measure in _TEAM_RATES)
    return [
        team.team or phrases.no_team(),
        own.people,
        own.tried,
        own.evaluable,
        *came_back,
        phrases.standing(team.standing),
        None if small else team.people_missing,
        *continuing,
        *explored,
        *(own.states[state] for state in STATE_ORDER),
        _points(team.difference),
        *map(_points, _ends(team.interval)),
        team.p_adjusted,
    ]


def _rate_cells(rate: Rate, phrases: Phrasebook) -> list[Cell]:
    return [phrases.count(rate), rate.share, *_ends(rate.interval)]


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    return (interval.low, interval.high) if interval else (None, None)


def _points(difference: float | None) -> float | None:
    return None if difference is None else difference * 100


def _by_team_and_name(person: Assessment) -> tuple[bool, str, str, str]:
    return not person.team, identity_key(person.team or ""), identity_key(person.name), person.email or ""


def _person_row(person: Assessment, book: FollowUpBook, *, phrases: Phrasebook) -> list[Cell]:
    agreed = book.agreed.get((person.attendee_id, person.state))
    seen = _is_seen_after(person)
    return [
        person.name,
        person.email,
        person.team,
        person.session_name,
        person.hands_on_on,
        person.last_active,
        person.active_days_after if seen else None,
        person.active_weeks_after if seen else None,
        phrases.reason(person),
        phrases.badges(person),
        *_agreed_cells(person, agreed, phrases=phrases),
    ]


def _agreed_cells(person: Assessment, agreed: FollowUp | None, *, phrases: Phrasebook) -> list[Cell]:
    """Return the next step and what is agreed; blanks to fill in where nothing is."""
    suggested = phrases.next_step(person)
    if agreed is None:
        return [suggested, None, None, None, None, None]
    return [
        agreed.next_step or suggested,
        agreed.owner,
        agreed.due_on,
        phrases.done(done=agreed.is_done(person.as_of)),
        agreed.note,
        phrases.why(agreed.reason) if agreed.reason else None,
    ]


def _is_seen_after(person: Assessment) -> bool:
    """Tell whether any day after training could have shown use; where none could, 0 days would be a guess."""
    if person.training_day is None or person.seen_until is None:
        return False
    return person.seen_until > person.training_day

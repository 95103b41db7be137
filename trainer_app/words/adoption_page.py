"""What stands on the Adoption page: the funnel, who came back, teams, cohorts, and the lists to work from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from trainer_app.domain.adoption import Assessment, State
from trainer_app.domain.adoption_numbers import Numbers, Rate, SampleSize, Standing, TeamNumbers
from trainer_app.domain.adoption_report import AdoptionReport
from trainer_app.domain.cohort import CohortCell, CohortRow
from trainer_app.words import adoption
from trainer_app.words.language import N_, say, say_count
from trainer_app.words.times import day

TITLE: Final = N_("Adoption")
IMPORT_USAGE: Final = N_("Import usage…")
EXPORT: Final = N_("Export workbook…")
KEYS: Final = N_("Keys…")
UNKNOWN_KEYS: Final = N_("Unknown keys · {count}")
AS_OF: Final = N_("As of")
AS_OF_HOW: Final = N_("The day everything on this page is seen from")
TODAY: Final = N_("Today")
VIEWS: Final = N_("Views of adoption")
NUMBERS: Final = N_("Numbers")
PEOPLE: Final = N_("Follow up")
BACK: Final = N_("Back")
NO_TEAM: Final = N_("No team")
NO_PROGRAM: Final = N_("No program yet")

NOBODY: Final = N_("Nobody is on the roster yet")
NOBODY_HOW: Final = N_("Import people on the Today page; what becomes of them after training is told here.")
GO_TO_TODAY: Final = N_("Go to Today")
NOBODY_TRAINED: Final = N_("Nobody has been trained yet")
NOBODY_TRAINED_HOW: Final = N_(
    "Once people are checked in to a hands-on session, this page says who came back and whom to follow up."
)
GO_TO_CHECK_IN: Final = N_("Go to check-in")
NO_USAGE: Final = N_(
    "No usage is imported, so nobody can be judged: everybody trained is unknown or too early. "
    "Import the usage export of the tool."
)
STALE: Final = N_(
    "Usage is known through {through} only, {days} before the day looked at. What people did since is unknown. "
    "Import newer usage."
)

AFTER: Final = N_("After the first hands-on")
AFTER_BAR: Final = N_("What became of the people who can be judged")
TEAMS: Final = N_("Teams, by people missing")
TEAMS_SCALE: Final = N_("came back, with its 95 % interval")
TEAMS_HOW: Final = N_(
    "The line is all other teams together. A team is called behind or ahead only when two tests agree. "
    "Under five people: counts only. Choose a team to see its signals."
)
NO_TEAMS: Final = N_("Nobody has a team.")
COHORTS: Final = N_("By training session, weeks after")
COHORTS_SCALE: Final = N_("darker: more of them active")
COHORTS_HOW: Final = N_("Striped: usage is not known for all of them in that week.")
NO_COHORTS: Final = N_("Rows come with the first completed hands-on session.")

WORKSHEET_TITLE: Final = N_("{team}: slow adoption or quiet rejection?")
WORKSHEET_TOO_FEW: Final = N_(
    "The signals need five people who tried it 28 or more days ago. Talk to the team; there is nothing to count yet."
)
SIGNALS: Final = N_("Signals")
QUESTIONS: Final = N_("Questions to ask")
SHOW_TEAM: Final = N_("Show the people of this team")


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of the funnel: how many of how many, and what is said beside it."""

    title: str
    count: int
    of: int

    @property
    def share(self) -> float:
        """The filled part of its bar, 0 to 1."""
        return self.count / self.of if self.of else 0.0

    @property
    def text(self) -> str:
        """What stands beside the figure: "of 67 · 30 %", the counts alone where so few people bear no percentage."""
        if SampleSize.of(self.of) is SampleSize.COUNTS_ONLY:
            return say(N_("of {of}"), of=self.of)
        return say(N_("of {of} · {share} %"), of=self.of, share=percent(self.share))


def funnel(report: AdoptionReport) -> tuple[Step, ...]:
    """Return the stages from access to continuing."""
    numbers, people = report.numbers, report.people
    everyone = numbers.people
    explored, back, on = numbers.explored_before, numbers.came_back, numbers.continuing
    return (
        Step(say(N_("Given access")), sum(one.has_access for one in people), everyone),
        Step(say(N_("Explored before")), explored.count, explored.of),
        Step(say(N_("Attended")), everyone - numbers.states[State.NEVER_ATTENDED], everyone),
        Step(say(N_("First hands-on")), sum(one.hands_on_on is not None for one in people), everyone),
        Step(say(N_("Came back")), back.count, back.of),
        Step(say(N_("Continuing")), on.count, on.of),
    )


def percent(share: float) -> str:
    """Return a share of 0 to 1 as a whole number of percent."""
    return f"{100 * share:.0f}"


def judged(numbers: Numbers) -> str:
    """Return "49 of 65 people can be judged · 14 too early · 2 unknown"."""
    return say(
        N_("{evaluable} of {tried} can be judged · {too_early} too early · {unknown} unknown"),
        evaluable=numbers.evaluable,
        tried=numbers.tried,
        too_early=numbers.too_early,
        unknown=numbers.unknown,
    )


def came_back(rate: Rate) -> tuple[str, str]:
    """Return the large figure and, with its interval, what stands beside it: "49 %", "came back (24 of 49, …)"."""
    if rate.share is None or rate.interval is None:
        return say(N_("{count} of {of}"), count=rate.count, of=rate.of), say(N_("came back"))
    beside = say(
        N_("came back ({count} of {of}, {low}–{high} %)"),
        count=rate.count,
        of=rate.of,
        low=percent(rate.interval.low),
        high=percent(rate.interval.high),
    )
    return say(N_("{share} %"), share=percent(rate.share)), beside


def tried_once(rate: Rate) -> tuple[str, str]:
    """Return the large figure and what stands before it, for those who never came back."""
    if rate.share is None:
        return say(N_("{count} of {of}"), count=rate.count, of=rate.of), say(N_("tried once"))
    return say(N_("{share} %"), share=percent(rate.share)), say(N_("tried once ({count})"), count=rate.count)


def segment(state: State, count: int) -> str:
    """Return "Continuing 19"."""
    return f"{adoption.state(state)} {count}"


def segment_how(state: State, count: int) -> str:
    """Return what choosing a segment does."""
    return say(N_("{state}: {people}. Show them."), state=adoption.state(state), people=_people(count))


def team(name: str | None) -> str:
    """Return a team's name, or that there is none."""
    return name or say(NO_TEAM)


def team_count(one: TeamNumbers) -> str:
    """Return "2 of 9"."""
    rate = one.numbers.came_back
    return say(N_("{count} of {of}"), count=rate.count, of=rate.of)


def team_sentence(one: TeamNumbers) -> str:
    """Return how a team stands, with a warning where few people make it uncertain."""
    said = say(_STANDINGS[one.standing])
    small = one.numbers.came_back.size is SampleSize.SMALL and one.standing is Standing.CANNOT_TELL_YET
    return say(N_("small team")) if small else said


def team_how(one: TeamNumbers) -> str:
    """Return all of a team's row in one sentence, for the tooltip and the screen reader."""
    rate = one.numbers.came_back
    parts = [say(N_("{team}: {count} of {of} came back"), team=team(one.team), count=rate.count, of=rate.of)]
    if rate.share is not None and rate.interval is not None:
        low, high = percent(rate.interval.low), percent(rate.interval.high)
        parts.append(say(N_("{share} %, interval {low} to {high} %"), share=percent(rate.share), low=low, high=high))
    parts.append(adoption.standing(one.standing))
    if rate.share is not None and one.people_missing >= 1:
        parts.append(
            say(N_("about {missing} more would have, were it like all together"), missing=round(one.people_missing))
        )
    return "; ".join(parts)


def cohort(one: CohortRow) -> str:
    """Return the head of a row: "12 Feb · Hands-on 1"."""
    return f"{brief(one.training_day)} · {one.session_name}"


def cohort_how(one: CohortRow) -> str:
    """Return a row's head in full."""
    trained = _people(one.people)
    return say(N_("{session}, {day}: {people}"), session=one.session_name, day=day(one.training_day), people=trained)


def cell_how(one: CohortRow, cell: CohortCell) -> str:
    """Return what a cell says: session, week, how many were active and of how many it is known."""
    said = say(
        N_("{session}, week {week}: {active} of {of} active"),
        session=one.session_name,
        week=cell.week,
        active=cell.active,
        of=cell.of,
    )
    if cell.is_whole:
        return said
    return said + say(N_("; usage is known for {covered} of {of}"), covered=cell.covered, of=cell.of)


def through_line(through: date | None, as_of: date) -> str:
    """Return "usage complete through 29 April"."""
    if through is None:
        return say(N_("no usage imported"))
    return say(N_("usage complete through {day}"), day=day(min(through, as_of), year=as_of.year))


def stale(through: date, as_of: date) -> str:
    """Say loudly that usage ends long before the day looked at."""
    days = say_count(N_("{count} day"), N_("{count} days"), (as_of - through).days)
    return say(STALE, through=day(through, year=as_of.year), days=days)


def last_active(person: Assessment) -> str:
    """Return the last active day: how long before the day looked at, or that there was none."""
    if person.last_active is None:
        return say(N_("never"))
    gone = (person.as_of - person.last_active).days
    if gone == 0:
        return say(TODAY)
    if gone < _WEEKS_FROM:
        return say_count(N_("{count} day ago"), N_("{count} days ago"), gone)
    return say_count(N_("{count} week ago"), N_("{count} weeks ago"), gone // 7)


def on_day(on: date | None, as_of: date) -> str:
    """Return a day in full, with its year where it is another one; "" for none."""
    return day(on, year=as_of.year) if on else ""


def brief(on: date, *, year: int | None = None) -> str:
    """Return a day in little room: "12 Feb", with its year where `year` is given and another one."""
    text = N_("{day} {month}") if year in {None, on.year} else N_("{day} {month} {year}")
    return say(text, day=on.day, month=say(_MONTHS[on.month - 1]), number=on.month, year=on.year)


def _people(count: int) -> str:
    return say_count(N_("{count} person"), N_("{count} people"), count)


_WEEKS_FROM: Final = 21
_STANDINGS: Final = {
    Standing.LIKELY_BEHIND: N_("likely behind"),
    Standing.LIKELY_AHEAD: N_("likely ahead"),
    Standing.CANNOT_TELL_YET: N_("cannot tell yet"),
    Standing.TOO_SMALL: N_("counts only"),
    Standing.NO_OTHERS: N_("no others"),
}
_MONTHS: Final = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
)

"""The read-me sheets: what a workbook rests on, what its words mean, and how to make it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from zoneinfo import ZoneInfo

from trainer_app.domain.adoption import Badge, State, Thresholds
from trainer_app.domain.adoption_numbers import COUNTS_BELOW, SMALL_BELOW
from trainer_app.domain.usage import DayBasis, IdentityKind, UsageImport
from trainer_app.domain.workbook import (
    STATE_ORDER,
    AttendanceBook,
    AttendanceTable,
    Cell,
    FollowUpBook,
    Line,
    LineKind,
    Measure,
)
from trainer_app.words import adoption
from trainer_app.words.language import N_, say
from trainer_app.words.today import SHORT_KINDS
from trainer_app.words.workbook_names import MEASURES

_MEANINGS: Final = {
    State.NEVER_ATTENDED: N_("No check-in to a hands-on session."),
    State.NOT_COMPLETED: N_(
        "Came to a hands-on session, did not complete the first hands-on, and no use from that day on."
    ),
    State.TRIED_ONCE: N_("Tried it in training; every day since could have shown use, and none did."),
    State.RETURNED: N_("Used it after training, the last time less than {gap} days ago; not yet a habit."),
    State.CONTINUING: N_(
        "Used it on at least {days} days in {weeks} different weeks within {window} days after training,"
        " the last time less than {gap} days ago."
    ),
    State.LAPSED: N_("Was continuing, but the last use is {gap} days ago or more."),
    State.STOPPED: N_("Used it after training without a habit, and the last use is {gap} days ago or more."),
    State.TOO_EARLY: N_(
        "Fewer than {window} days since training are known, so nothing can be said yet. This is no failure."
    ),
    State.UNKNOWN: N_(
        "No import could show this person after training, or missing days could change the answer. This is not inactivity."
    ),
}
_BADGE_MEANINGS: Final = {
    Badge.EXPLORED_BEFORE: N_("Used it before training, once they had access."),
    Badge.SELF_STARTED: N_("Uses it although they never came to a hands-on session."),
    Badge.RETURNED_ALREADY: N_("Has used it after training already, although it is too early to say more."),
    Badge.RESURRECTED: N_("Continuing, after a gap of more than {gap} days."),
    Badge.CHAMPION_CANDIDATE: N_("Continuing, in at least 3 weeks and in no fewer than three quarters of their team."),
}
_MEASURE_MEANINGS: Final = {
    Measure.TRIED: N_("Everyone who completed the first hands-on, or came and used it from that day on."),
    Measure.EVALUABLE: N_("Those who tried, without those too early and those unknown. The rates are of these people."),
    Measure.CAME_BACK: N_("Continuing, lapsed, returned or stopped: at least one active day after training."),
    Measure.TRIED_ONCE: N_("No active day after training."),
    Measure.CONTINUING: N_("Continuing now. Lapsed people are not among them."),
    Measure.EXPLORED_BEFORE: N_("Of those trained who had access on a day before training that an import covers."),
}
_BASES: Final = {DayBasis.UTC_DAY: N_("UTC days"), DayBasis.LOCAL_DAY: N_("the program’s days")}
_KINDS: Final = {
    IdentityKind.EMAIL: N_("e-mail"),
    IdentityKind.LOGIN: N_("login"),
    IdentityKind.KEY: N_("key"),
    IdentityKind.NONE: N_("nothing: it does not say who"),
}


def title(book: FollowUpBook | AttendanceBook) -> str:
    """Return the workbook's title, as "Follow-up · Spring rollout · 2026-04-30"."""
    if isinstance(book, FollowUpBook):
        return say(N_("Follow-up · {program} · {day}"), program=book.program.name, day=book.as_of.isoformat())
    return say(N_("Attendance · {program}"), program=book.program.name)


def meaning(state: State, thresholds: Thresholds) -> str:
    """Return what the state means, with these thresholds in it."""
    return say(_MEANINGS[state], **_numbers(thresholds))


def follow_up_lines(book: FollowUpBook) -> tuple[Line, ...]:
    """Return all that is needed to understand the workbook and to make it again."""
    return (
        _line(LineKind.TITLE, title(book)),
        _text(
            N_("Who came, who tried once and who continues, with the reason for each. It names people: keep it close.")
        ),
        *_origin(book),
        *_thresholds(book.thresholds),
        *_coverage(book.imports),
        *_definitions(book.thresholds),
        *_statistics(),
        *_again(f"trainer-app --data FILE export followup OUT.xlsx --as-of {book.as_of.isoformat()}"),
        *_cells(book.program.timezone),
    )


def attendance_lines(book: AttendanceBook) -> tuple[Line, ...]:
    """Return where the attendance comes from, its sessions, and how to make it again."""
    as_of = f" --as-of {book.as_of.isoformat()}" if book.as_of else ""
    return (
        _line(LineKind.TITLE, title(book)),
        _text(N_("Who came to which session, and when. It names people: keep it close.")),
        *_origin(book),
        *_sessions(book.attendance, book.program.timezone),
        *_again(f"trainer-app --data FILE export attendance OUT.xlsx{as_of}"),
        *_cells(book.program.timezone),
    )


def _origin(book: FollowUpBook | AttendanceBook) -> Iterator[Line]:
    yield _heading(N_("Where it comes from"))
    yield _fact(N_("Program"), book.program.name)
    yield _fact(N_("Time zone"), book.program.timezone)
    if book.as_of:
        yield _fact(N_("As of"), book.as_of, say(N_("The last day looked at; whatever came later is left out.")))
    yield _fact(N_("Made at"), book.made_at, say(N_("In the program’s time zone.")))
    yield _fact(N_("Made with"), say(N_("Trainer {version}"), version=book.app_version))
    if isinstance(book, FollowUpBook):
        version = book.thresholds.rules_version
        yield _fact(
            N_("Version of the rules"), version, say(N_("By which every state is given; it changes when a rule does."))
        )


def _thresholds(thresholds: Thresholds) -> Iterator[Line]:
    yield _heading(N_("Thresholds"))
    yield _fact(
        N_("Window, days"),
        thresholds.window_days,
        say(N_("So many days after training must be known before anything is said; a habit shows within as many.")),
    )
    yield _fact(
        N_("Active days"), thresholds.min_active_days, say(N_("A habit needs at least so many within the window."))
    )
    yield _fact(
        N_("Active weeks"), thresholds.min_active_weeks, say(N_("They lie in at least so many different 7-day blocks."))
    )
    yield _fact(
        N_("Lapse gap, days"), thresholds.lapse_gap_days, say(N_("After so many days without use, use has ended."))
    )
    yield _fact(
        N_("Units of an active day"), _plain(thresholds.min_units), say(N_("A day counts from so many requests."))
    )


def _coverage(imports: tuple[UsageImport, ...]) -> Iterator[Line]:
    yield _heading(N_("Usage it rests on"))
    if not imports:
        yield _text(N_("No usage was imported, so nobody’s use after training is known."))
        return
    heads = (
        N_("Source"),
        N_("Project or organisation"),
        N_("From"),
        N_("To"),
        N_("Its days are"),
        N_("It names people by"),
    )
    yield _line(LineKind.TABLE_HEAD, *map(say, heads))
    for one in imports:
        named_by = ", ".join(say(_KINDS[kind]) for kind in IdentityKind if kind in one.identified_by)
        scope = one.scope or say(N_("all"))
        cells = (one.source, scope, one.covers_from, one.covers_to, say(_BASES[one.basis]))
        yield _line(LineKind.TABLE_ROW, *cells, named_by or say(_KINDS[IdentityKind.NONE]))
    yield _text(N_("Somebody whom none of these could show is unknown, never inactive."))


def _definitions(thresholds: Thresholds) -> Iterator[Line]:
    yield _heading(N_("States: each person has exactly one, and a sheet for it"))
    for state in STATE_ORDER:
        yield _line(LineKind.FACT, adoption.state(state), meaning(state, thresholds))
    yield _heading(N_("Also worth knowing of a person"))
    for badge, text in _BADGE_MEANINGS.items():
        yield _line(LineKind.FACT, adoption.badge(badge), say(text, **_numbers(thresholds)))
    yield _heading(N_("Numbers"))
    for measure, text in _MEASURE_MEANINGS.items():
        yield _fact(MEASURES[measure], say(text))


def _statistics() -> Iterator[Line]:
    yield _fact(N_("Low, high"), say(N_("The ends of Wilson’s 95 % interval: shares these counts still agree with.")))
    yield _fact(
        N_("Few people"),
        say(
            N_("Below {few} people counts only, no percentage and no place in an order. Below {small}: “small team”."),
            few=COUNTS_BELOW,
            small=SMALL_BELOW,
        ),
    )
    yield _fact(
        N_("Beside all other teams"),
        say(
            N_(
                "A team is called likely behind or ahead only if Newcombe’s interval of the difference leaves out 0"
                " and Fisher’s exact p, adjusted after Holm for all teams, is below 0.05."
            )
        ),
    )
    yield _fact(
        N_("People missing"),
        say(N_("How many more would have come back if the team’s share were everybody’s. Teams are in this order.")),
    )


def _again(command: str) -> Iterator[Line]:
    yield _heading(N_("How to make it again"))
    yield _line(LineKind.TEXT, command)
    yield _text(N_("FILE is the program’s data file. The same facts and thresholds in it give the same sheets again."))


def _cells(zone: str) -> Iterator[Line]:
    yield _heading(N_("About the cells"))
    yield _line(
        LineKind.TEXT, say(N_("Days and times are real ones, in the zone {zone}. Empty means not known."), zone=zone)
    )
    yield _text(
        N_(
            "Text that begins like a formula (= + - @) is marked as text, so nothing in it is ever run."
            " A CSV file cannot carry that mark: look at such texts before you save one."
        )
    )


def _sessions(table: AttendanceTable, zone: str) -> Iterator[Line]:
    yield _heading(N_("Sessions"))
    if not table.sessions:
        yield _text(N_("No session is planned yet."))
        return
    heads = (N_("Session"), N_("Kind"), N_("Day"), N_("People"), N_("Room"))
    yield _line(LineKind.TABLE_HEAD, *map(say, heads))
    for at, session in enumerate(table.sessions):
        came = sum(row.checked_in_at[at] is not None for row in table.rows)
        day = session.starts_at.astimezone(ZoneInfo(zone)).date()
        yield _line(LineKind.TABLE_ROW, session.name, say(SHORT_KINDS[session.kind]), day, came, session.room)


def _numbers(thresholds: Thresholds) -> Mapping[str, object]:
    return {
        "window": thresholds.window_days,
        "days": thresholds.min_active_days,
        "weeks": thresholds.min_active_weeks,
        "gap": thresholds.lapse_gap_days,
    }


def _plain(number: float) -> int | float:
    return int(number) if float(number).is_integer() else number


def _heading(text: str) -> Line:
    return _line(LineKind.HEADING, say(text))


def _text(text: str) -> Line:
    return _line(LineKind.TEXT, say(text))


def _fact(label: str, *cells: Cell) -> Line:
    return _line(LineKind.FACT, say(label), *cells)


def _line(kind: LineKind, *cells: Cell) -> Line:
    return Line(kind, cells)

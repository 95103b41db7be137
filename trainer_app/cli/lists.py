"""The two long answers of the command line: the floor of a session, and adoption with everybody in their state."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from trainer_app.domain.adoption import Assessment, State
from trainer_app.domain.adoption_report import AdoptionReport
from trainer_app.domain.floor import FloorSignals, TicketCard
from trainer_app.domain.progress import Present
from trainer_app.domain.session import SessionKind
from trainer_app.domain.workbook import STATE_ORDER
from trainer_app.services.floor import FloorView
from trainer_app.words import adoption as adoption_words
from trainer_app.words import desk as desk_words
from trainer_app.words import floor as floor_words
from trainer_app.words.language import N_, say, say_count
from trainer_app.words.times import clock

_MOST_IDENTITIES = 10


def floor(seen: FloorView) -> Iterator[str]:
    """Yield the people of the room with their steps, then where somebody should go, the most urgent first."""
    phase = say(desk_words.PHASES[seen.session.phase]).lower()
    people = say_count("{count} person", "{count} people", len(seen.room.people))
    yield say(
        N_("{session} at {time}: {people}, {phase}."),
        session=seen.session.name,
        time=clock(seen.floor.at, seen.session.zone),
        people=people,
        phase=phase,
    )
    if seen.room.people and has_steps(seen) and not seen.floor.running:
        yield say(N_("The clocks of the steps stand still; they run while it is hands-on time."))
    for one in seen.room.people:
        yield f"  {_person(seen, one)}"
    if has_steps(seen):
        yield from _where_to_go(seen.floor.signals)


def has_steps(seen: FloorView) -> bool:
    """Whether people work through a checklist in this session; in a talk they listen."""
    return seen.session.kind is not SessionKind.AWARENESS


def _person(seen: FloorView, one: Present) -> str:
    walked = seen.floor.journeys[one.attendee_id]
    named = " · ".join(part for part in (one.seat, one.name) if part)
    step = next((step.title for step in seen.room.checklist.steps if step.key == walked.current), None)
    if not walked.here:
        return say(N_("{who}: went home"), who=named)
    if not has_steps(seen):
        return say(N_("{who}: here since {time}"), who=named, time=clock(one.arrived_at, seen.session.zone))
    if step is None:
        return say(N_("{who}: all steps done"), who=named)
    return say(N_("{who}: {step}, {minutes}"), who=named, step=step, minutes=floor_words.minutes(walked.elapsed))


def _where_to_go(signals: FloorSignals) -> Iterator[str]:
    for ticket in signals.hands:
        again = f" ({floor_words.escalation_line(ticket)})" if ticket.escalation else ""
        yield say(N_("Asked for help: {said}"), said=_ticket(ticket)) + again
    for alarm in signals.step_alarms:
        yield say(N_("The step, not the people: {said}"), said=floor_words.step_alarm_line(alarm))
        for one in alarm.suggestions:
            yield say(N_("  {name}: {said}"), name=one.card.who.name, said=floor_words.suggestion_line(one))
    for one in signals.suggestions:
        yield say(N_("Worth a look: {name}, {said}"), name=one.card.who.name, said=floor_words.suggestion_line(one))
    for quiet in signals.not_started:
        said = floor_words.not_started_line(quiet)
        yield say(N_("Worth a look: {name}, {said}"), name=quiet.who.name, said=said)
    for due in signals.nudges_due:
        minutes = floor_words.minutes(due.minutes)
        yield say(
            N_("Ask how it is going: {name}, {minutes} on {step}"),
            name=due.who.name,
            minutes=minutes,
            step=due.step_title,
        )
    for ticket in signals.being_helped:
        yield say(N_("Being helped: {said}"), said=_ticket(ticket))
    for ticket in signals.held:
        yield say(N_("Waiting for later: {said}"), said=_ticket(ticket))
    if signals.say_hello:
        yield floor_words.say_hello_line(signals.say_hello)


def _ticket(card: TicketCard) -> str:
    about = floor_words.trouble_line(card)
    return say(N_("{name}, {about}: {state}"), name=card.who.name, about=about, state=floor_words.ticket_line(card))


def adoption(report: AdoptionReport) -> Iterator[str]:
    """Yield the headline, what it rests on, and everybody under their state with the reason."""
    yield say(N_("{program} as of {day}"), program=report.program.name, day=report.as_of)
    if not report.people:
        yield say(N_("Nobody is on the roster yet. Import it: trainer-app import people ROSTER"))
        return
    found = report.numbers
    yield say(N_("Came back: {rate}"), rate=adoption_words.rate(found.came_back, found))
    yield say(N_("Tried once: {rate}"), rate=adoption_words.rate(found.tried_once, found))
    explored = found.explored_before
    yield say(N_("Explored before training: {count} of {of}"), count=explored.count, of=explored.of)
    yield _rests_on(report)
    for state in STATE_ORDER:
        yield from _in_state(report, state)
    if report.unknown:
        yield _unknown(report)


def _rests_on(report: AdoptionReport) -> str:
    if not report.imports:
        return say(N_("No usage is imported yet, so nobody's use after training is known."))
    first, last = min(one.covers_from for one in report.imports), max(one.covers_to for one in report.imports)
    return say(N_("Usage is imported from {first} to {last}."), first=first, last=last)


def _in_state(report: AdoptionReport, state: State) -> Iterator[str]:
    people = [one for one in report.people if one.state is state]
    yield f"{adoption_words.state(state)}: {len(people)}"
    yield from (f"  {_assessed(one)}" for one in people)


def _assessed(person: Assessment) -> str:
    parts = (person.name, person.team, adoption_words.reason(person), adoption_words.badges(person))
    return " · ".join(part for part in parts if part)


def _unknown(report: AdoptionReport) -> str:
    listed = [f"{one.identity.value} ({_days(one.active_days, one.last_day)})" for one in report.unknown]
    shown = listed if len(listed) <= _MOST_IDENTITIES else [*listed[:_MOST_IDENTITIES], "…"]
    return say(
        N_("{count} of the keys, logins and e-mails are nobody's on the roster: {identities}"),
        count=len(listed),
        identities=", ".join(shown),
    )


def _days(count: int, last: date) -> str:
    days = say_count("{count} day", "{count} days", count)
    return say(N_("{days}, last {day}"), days=days, day=last)

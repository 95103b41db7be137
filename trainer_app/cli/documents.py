"""The JSON documents of the command line; their keys are a promise to scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from trainer_app.cli.lists import has_steps
from trainer_app.domain.adoption import Assessment, Badge
from trainer_app.domain.adoption_report import AdoptionReport
from trainer_app.domain.check_in import CheckInResult, Welcome
from trainer_app.domain.floor import FloorSignals, StepCard, TicketCard
from trainer_app.domain.import_report import ImportReport
from trainer_app.domain.progress import Present
from trainer_app.services.floor import FloorView
from trainer_app.words import check_in as check_in_words
from trainer_app.words.trouble import coded


def import_report(report: ImportReport) -> dict[str, object]:
    """Return an import's report; usage adds `active_days`, `identities` and `covers`."""
    document: dict[str, object] = {
        "understood_as": report.understood_as.value,
        "columns": [{"header": one.header, "meaning": one.meaning.value} for one in report.columns],
        "people": report.people,
        "rows": report.rows,
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "skipped": [{"line": one.line, "reason": coded(one.code, **one.facts)} for one in report.skipped],
        "warnings": [coded(one.code, **one.facts) for one in report.warnings],
        "registered": report.registered,
        "dry_run": report.dry_run,
    }
    if report.covers:
        document |= {
            "active_days": report.active_days,
            "identities": report.identities,
            "covers": [day.isoformat() for day in report.covers],
            "unknown_identities": list(report.unknown_identities),
        }
    return document


def check_in(result: CheckInResult) -> dict[str, object]:
    """Return the answer to a check-in."""
    who, came = result.attendee, result.check_in
    return {
        "outcome": result.outcome.value,
        "session": result.session.name,
        "name": who.name if who else None,
        "email": who.email if who else None,
        "team": who.team if who else None,
        "since": came.at.isoformat() if came else None,
        "at": result.at.isoformat(),
        "registered_for": [one.name for one in result.registered_for],
        "may_override": result.may_override,
        "welcome": _welcome(result.welcome) if result.welcome else None,
        "said": check_in_words.as_text(result),
    }


def floor(seen: FloorView) -> dict[str, object]:
    """Return who is in, at which step, for how many minutes, and every signal; a talk has neither steps nor signals."""
    if not has_steps(seen):
        seen = replace(seen, floor=replace(seen.floor, signals=FloorSignals(), paces={}))
    signals = _signals_by_person(seen.floor.signals)
    steps = {step.key: step for step in seen.room.checklist.steps}
    return {
        "session": seen.session.name,
        "phase": seen.session.phase.value,
        "at": seen.floor.at.isoformat(),
        "clocks_running": seen.floor.running,
        "people": [_person(seen, one, signals.get(one.attendee_id, ())) for one in seen.room.people],
        "steps": [
            {
                "step": key,
                "title": steps[key].title,
                "minutes_expected": _round(pace.expected),
                "minutes_median": _round(pace.median),
                "reached": pace.reached,
                "working": pace.working,
            }
            for key, pace in seen.floor.paces.items()
        ],
        "step_alarms": [
            {"step": alarm.step_key, "reason": alarm.reason.value, "held_up": alarm.held_up, "reached": alarm.reached}
            for alarm in seen.floor.signals.step_alarms
        ],
    }


def adoption(report: AdoptionReport) -> dict[str, object]:
    """Return everybody's state and the counts, zero counts left out.

    `badges` speak of a person's own days alone; whether they lead their team stands beside them.
    """
    found = report.numbers
    states = Counter(person.state.value for person in report.people)
    return {
        "timezone": report.program.timezone,
        "as_of": report.as_of.isoformat(),
        "rules_version": report.thresholds.rules_version,
        "states": dict(states),
        "evaluable": found.evaluable,
        "came_back": found.came_back.count,
        "tried": found.tried,
        "too_early": found.too_early,
        "unknown": found.unknown,
        "explored_before": found.explored_before.count,
        "trained_with_access": found.explored_before.of,
        "covers": [[one.covers_from.isoformat(), one.covers_to.isoformat()] for one in report.imports],
        "unknown_identities": [one.identity.value for one in report.unknown],
        "people": [_assessment(person) for person in sorted(report.people, key=_by_email)],
    }


def _welcome(card: Welcome) -> dict[str, object]:
    return {
        "number": card.number,
        "of": card.of,
        "missed": [{"session": one.name, "on": one.on.isoformat()} for one in card.missed],
        "first_hands_on_open": card.first_hands_on_open,
    }


def _assessment(person: Assessment) -> dict[str, object]:
    return {
        "email": person.email,
        "name": person.name,
        "team": person.team,
        "state": person.state.value,
        "badges": sorted(badge.value for badge in person.badges if badge is not Badge.CHAMPION_CANDIDATE),
        "champion_candidate": Badge.CHAMPION_CANDIDATE in person.badges,
        "training_day": _day(person.training_day),
        "last_active": _day(person.last_active),
        "active_days_after": person.active_days_after,
        "active_weeks_after": person.active_weeks_after,
        "next_step": person.next_step.value,
    }


def _person(seen: FloorView, one: Present, signals: Sequence[str]) -> dict[str, object]:
    walked = seen.floor.journeys[one.attendee_id]
    titles = {step.key: step.title for step in seen.room.checklist.steps}
    return {
        "name": one.name,
        "seat": one.seat,
        "system": one.system.value if one.system else None,
        "here": walked.here,
        "since": one.arrived_at.isoformat(),
        "step": walked.current if has_steps(seen) else None,
        "step_title": titles.get(walked.current or "") if has_steps(seen) else None,
        "minutes": _round(walked.elapsed),
        "done": [key for key, mark in walked.marks.items() if mark.state.value == "done"],
        "skipped": [key for key, mark in walked.marks.items() if mark.state.value == "skipped"],
        "signals": [*signals],
    }


def _signals_by_person(signals: FloorSignals) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}

    def _note(kind: str, cards: list[UUID]) -> None:
        for who in cards:
            found.setdefault(who, []).append(kind)

    _note("hand", [card.who.attendee_id for card in signals.hands])
    _note("escalation", [card.who.attendee_id for card in signals.escalations])
    _note("being_helped", _tickets(signals.being_helped))
    _note("held", _tickets(signals.held))
    _note("suggestion", [one.card.who.attendee_id for one in signals.suggestions])
    _note("step_alarm", [one.card.who.attendee_id for alarm in signals.step_alarms for one in alarm.suggestions])
    _note("not_started", [card.who.attendee_id for card in signals.not_started])
    _note("say_hello", [card.who.attendee_id for card in signals.say_hello])
    _note("nudge_due", _steps(signals.nudges_due))
    return found


def _tickets(cards: tuple[TicketCard, ...]) -> list[UUID]:
    return [card.who.attendee_id for card in cards]


def _steps(cards: tuple[StepCard, ...]) -> list[UUID]:
    return [card.who.attendee_id for card in cards]


def _round(minutes: float) -> float:
    return round(minutes, 1)


def _day(day: object) -> str | None:
    return str(day) if day else None


def _by_email(person: Assessment) -> tuple[bool, str, str]:
    """Sort people as scripts can rely on it: by e-mail, those without one last by name."""
    return person.email is None, person.email or "", person.name

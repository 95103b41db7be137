"""The report of a session as one JSON document, for scripts."""

from __future__ import annotations

from typing import Any

from trainer_app.domain.session_report import Confidence, ErrorLine, SessionReport, StepLine


def document(report: SessionReport) -> dict[str, Any]:
    """Return the report; minutes are rounded to one decimal, None where nothing is known."""
    session, came, waits = report.session, report.attendance, report.waits
    return {
        "session": session.name,
        "starts_at": session.starts_at.isoformat(),
        "at": report.at.isoformat(),
        "final": report.is_final,
        "gap": report.gap.name.lower() if report.gap else None,
        "registered": came.registered,
        "expected": came.expected,
        "came": came.came,
        "walk_ins": came.walk_ins,
        "left_early": came.left_early,
        "first_hands_on": {"count": report.first_hands_on.count, "of": report.first_hands_on.of},
        "talk_minutes": _round(report.rhythm.talk_minutes),
        "hands_on_minutes": _round(report.rhythm.hands_on_minutes),
        "steps": [_step(line) for line in report.steps],
        "waits": {
            "count": waits.count,
            "p50": _round(waits.p50),
            "p90": _round(waits.p90),
            "longest": _round(waits.longest),
            "unanswered": report.unanswered.count,
            "unanswered_longest": _round(report.unanswered.longest),
            "unrecorded": report.unanswered.unrecorded,
        },
        "asked": {
            "hands": report.asked.hands,
            "said_stuck": report.asked.said_stuck,
            "visits": report.asked.visits,
            "silent": report.asked.silent,
        },
        "helpers": [
            {"helper": one.helper or None, "visits": one.visits, "minutes": _round(one.minutes)}
            for one in report.helpers
        ],
        "errors": [_error(one) for one in report.errors],
        "stopped": [{"step": one.step_title, "count": one.count, "names": list(one.names)} for one in report.stopped],
        "confidence": _confidence(report.confidence),
        "on_the_way_out": {"next_uses": list(report.way_out.next_uses), "in_the_way": list(report.way_out.in_the_way)},
        "next_session": report.next_name,
    }


def _step(line: StepLine) -> dict[str, Any]:
    return {
        "key": line.key,
        "title": line.title,
        "reached": line.reached,
        "done": line.done,
        "skipped": line.skipped,
        "stopped": line.stopped,
        "on_it": line.on_it,
        "calls": line.calls,
        "median_minutes": _round(line.median),
        "timed": line.timed,
        "author_minutes": line.author,
        "learned_before": _round(line.learned),
        "learned_after": _round(line.carried),
    }


def _error(line: ErrorLine) -> dict[str, Any]:
    return {
        "step": line.step_title,
        "error": line.title,
        "known": line.known,
        "count": line.count,
        "remedies": [
            {"remedy": text, "worked": record.worked, "tried": record.tried} for text, record in line.remedies
        ],
    }


def _confidence(said: Confidence) -> dict[str, Any]:
    return {
        "before": list(said.before),
        "after": list(said.after),
        "paired": said.paired,
        "rose": said.rose,
        "fell": said.fell,
        "mean_change": None if said.change is None else round(said.change, 2),
    }


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 1)

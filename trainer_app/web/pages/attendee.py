"""The attendee's pages: who I am, my step, my hand; what is shown follows the phase of the session by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

import msgspec

from trainer_app.domain.checklist import Step
from trainer_app.domain.completion import Moment
from trainer_app.domain.floor import NudgeAnswer
from trainer_app.domain.phone import PhoneRole
from trainer_app.domain.session import Phase, SessionKind
from trainer_app.services.phone_floor import MyFloor
from trainer_app.web.page import Look, Page, Shown, View
from trainer_app.web.pages import attendee_find as finding
from trainer_app.web.pages import attendee_step as steps
from trainer_app.words import check_in as answers
from trainer_app.words import completion as levels
from trainer_app.words import floor as floor_words
from trainer_app.words import phone_attendee as texts
from trainer_app.words.door import session_and_room
from trainer_app.words.language import say
from trainer_app.words.times import clock

_MINE: Final = frozenset({PhoneRole.ATTENDEE})
_BEFORE: Final = frozenset({Phase.PLANNED, Phase.DOORS, Phase.TALK})
ELSE: Final = "else"  # stands for an error the checklist does not know


class Hit(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody found; the team is told where it tells namesakes apart."""

    id: UUID
    name: str
    team: str | None = None


class FoundPeople(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who was found; `hint` says what to do where nobody is shown."""

    people: tuple[Hit, ...] = ()
    hint: str | None = None


class ErrorOption(msgspec.Struct, frozen=True):
    """An error one can name when stuck, and the keys of its ways out."""

    key: str
    title: str
    remedies: tuple[str, ...]


class StepOptions(msgspec.Struct, frozen=True):
    """My step as a program needs it."""

    key: str
    title: str
    optional: bool
    completes: bool
    errors: tuple[ErrorOption, ...]


class Me(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where I am. `step` is the key of the step I am on, `nudge` of the one I was silently asked about.

    `ticket` is the state of my wish for help, `place` my place in the queue, `by` who moved it last; `outcome` what
    the door said where I am not in; `waits`: a nod at the desk is needed before this phone is mine.
    """

    session: str
    phase: str
    cursor: int
    name: str | None = None
    step: str | None = None
    done: tuple[str, ...] = ()
    place: int | None = None
    here: bool = False
    waits: bool = False
    outcome: str | None = None
    nudge: str | None = None
    ticket: str | None = None
    by: str | None = None
    fix: str | None = None
    seat: str | None = None
    system: str | None = None
    before: int | None = None
    after: int | None = None
    completed: bool = False
    options: StepOptions | None = None


def _home(view: View) -> Shown:
    if view.phone.attendee_id is None:
        return finding.find_page(view)
    mine = view.services.phone_floor.look(view.session_id, view.phone.attendee_id)
    if view.phone.waits:
        return finding.nod_page(mine)
    if mine.came is None:
        return finding.not_in_page(view, mine)
    if view.query.get("already"):
        return _already(mine)
    return _by_phase(view, mine)


def _by_phase(view: View, mine: MyFloor) -> Shown:
    if mine.came is not None and mine.came.left_at is not None:
        return _exit_shown(view, mine)
    phase = mine.session.phase
    if phase is Phase.WRAP_UP:
        return _exit_shown(view, mine)
    if phase is Phase.BREAK:
        return _shown(mine, "break.html", _hand(mine), view="break")
    if phase in _BEFORE or mine.session.kind is SessionKind.AWARENESS:
        return _welcome_shown(view, mine)
    return _step_shown(view, mine)


def _mine_only(show: Callable[[View, MyFloor], Shown]) -> Callable[[View], Shown]:
    """Let a page be shown to somebody who is in; everybody else begins at the first page."""

    def shown(view: View) -> Shown:
        if not view.phone.is_theirs or view.phone.attendee_id is None:
            return Shown(go="/")
        mine = view.services.phone_floor.look(view.session_id, view.phone.attendee_id)
        return show(view, mine) if mine.came is not None else Shown(go="/")

    return shown


def _shown(mine: MyFloor, template: str, facts: dict[str, Any], *, view: str) -> Shown:
    known = {"texts": texts, "mine": mine, "view": view, "levels": levels}
    cursor, waiting = mine.cursor, mine.place is not None
    return Shown(template, session_and_room(mine.session), {**known, **facts}, cursor=cursor, waiting=waiting)


def _hand(mine: MyFloor) -> dict[str, Any]:
    """Return the facts of one's own hand and of the silent question, which every page of theirs shows."""
    return {
        "ticket": steps.ticket_shown(mine),
        "nudge": mine.nudge if mine.ticket is None else None,
        "seat": mine.check_in.seat if mine.check_in else None,
    }


def _said(mine: MyFloor) -> dict[str, int | None]:
    known = dict(mine.confidence)
    return {"before": known.get(Moment.BEFORE), "after": known.get(Moment.AFTER)}


def _already(mine: MyFloor) -> Shown:
    assert mine.check_in is not None  # noqa: S101 - only for somebody who came
    zone = mine.session.zone
    headline = say(texts.ALREADY, time=clock(mine.check_in.at, zone))
    facts = {"tone": "look", "headline": headline, "line": answers.source(mine.check_in)}
    return _shown(mine, "already.html", facts, view="already")


def _welcome(view: View, mine: MyFloor) -> Shown:
    """Before hands-on this is the first page, which goes on by itself."""
    return Shown(go="/") if mine.session.phase in _BEFORE else _welcome_shown(view, mine)


def _welcome_shown(view: View, mine: MyFloor) -> Shown:
    welcome = view.services.attendance.welcome(view.session_id, mine.person.id)
    steps_there = mine.checklist is not None and bool(mine.checklist.steps)
    facts = {
        "tone": "ok",
        "greeting": texts.greeting(mine.person.name),
        "line": texts.welcome_line(welcome) if steps_there or welcome.of > 1 else "",
        "steps_there": steps_there,
        "next": "/" if mine.session.phase not in _BEFORE else "/step",
        "soon": _soon(mine.session.phase, steps_there=steps_there),
        **_said(mine),
        **_hand(mine),
    }
    return _shown(mine, "welcome.html", facts, view="welcome")


def _soon(phase: Phase, *, steps_there: bool) -> str:
    if phase is Phase.TALK:
        return say(texts.TALK) if steps_there else ""
    return say(texts.NOT_STARTED) if phase in _BEFORE else ""


def _step(view: View, mine: MyFloor) -> Shown:
    """Outside hands-on people may look at their step; in hands-on the first page shows it."""
    if mine.session.phase is Phase.HANDS_ON or mine.checklist is None:
        return Shown(go="/")
    return _step_shown(view, mine)


def _step_shown(view: View, mine: MyFloor) -> Shown:
    shown = steps.step_shown(mine, view.query.get("system", ""))
    done_here = mine.completion if mine.completion and mine.completion.session_id == mine.session.id else None
    facts = {
        **_hand(mine),
        "shown": shown,
        "systems": texts.systems(),
        "name_of": answers.SYSTEMS.__getitem__,
        "progress_line": steps.progress_line,
        "lines": steps.all_steps(mine),
        "last": steps.last_tick(mine),
        "tell": done_here is not None and not done_here.made,
        "paused": mine.session.phase is not Phase.HANDS_ON,
        "fix": steps.fix_line(mine, view.board.look().room.tickets) if mine.fix else "",
        "answers": tuple((one.value, say(floor_words.NUDGE_ANSWERS[one])) for one in NudgeAnswer),
        "nudge_question": say(floor_words.NUDGE_QUESTION, step=_title(mine)),
    }
    if shown is None:
        return _shown(mine, "finished.html", facts, view="finished")
    return _shown(mine, "step.html", facts, view=f"step-{shown.step.key}")


def _title(mine: MyFloor) -> str:
    step = _asked_step(mine)
    return step.title if step else ""


def _asked_step(mine: MyFloor) -> Step | None:
    if mine.checklist is None or mine.nudge is None:
        return None
    return mine.checklist.step(mine.nudge.step_key)


def _stuck(view: View, mine: MyFloor) -> Shown:
    shown = steps.step_shown(mine, "")
    step, key = shown.step if shown else None, view.query.get("error", "")
    error = steps.error_of(step, key) if step else None
    offered = [one for one in step.errors if steps.fitting(one, mine.person.system)] if step else []
    facts = {
        **_hand(mine),
        "shown": shown,
        "errors": offered,
        "error": error,
        "remedies": [(one.key, one.text) for one in steps.fitting(error, mine.person.system)],
        "free": key == ELSE or (not offered and error is None),
        "other": f"/stuck?error={ELSE}",
    }
    return _shown(mine, "stuck.html", facts, view=f"stuck-{key}")


def _made(_view: View, mine: MyFloor) -> Shown:
    if mine.completion is None:
        return Shown(go="/")
    facts = {"tone": "ok", "made": mine.completion.made or "", "last": steps.last_tick(mine), **_said(mine)}
    return _shown(mine, "made.html", facts, view="made")


def _exit_shown(view: View, mine: MyFloor) -> Shown:
    said, ticket = _said(mine), mine.exit_ticket
    answered = (ticket is not None or said["after"] is not None) and not view.query.get("change")
    facts = {
        **said,
        **_hand(mine),
        "answered": answered,
        "left": ticket,
        "tone": "ok" if answered else "",
        "completed": mine.completion is not None and mine.completion.session_id == mine.session.id,
        "made": mine.completion.made or "" if mine.completion else "",
        "steps_there": mine.checklist is not None and bool(mine.checklist.steps),
    }
    return _shown(mine, "exit.html", facts, view="thanks" if answered else "exit")


def _me(view: View) -> Me:
    if view.phone.attendee_id is None:
        session = view.services.sessions.get(view.session_id)
        return Me(session.name, session.phase.value, 0)
    mine = view.services.phone_floor.look(view.session_id, view.phone.attendee_id)
    me = Me(mine.session.name, mine.session.phase.value, mine.cursor)
    if view.phone.waits:
        return msgspec.structs.replace(me, waits=True)
    me = msgspec.structs.replace(me, name=mine.person.name, completed=mine.completion is not None)
    if mine.came is None:
        last = view.services.phone_floor.last_answer(view.session_id, mine.person.id)
        return msgspec.structs.replace(me, outcome=last.outcome.value if last else None)
    return _me_here(me, mine)


def _me_here(me: Me, mine: MyFloor) -> Me:
    current = mine.journey.current if mine.journey else None
    return msgspec.structs.replace(
        me,
        here=True,
        step=current,
        done=tuple(mine.journey.marks) if mine.journey else (),
        place=mine.place,
        nudge=mine.nudge.step_key if mine.nudge else None,
        ticket=mine.ticket.state.value if mine.ticket else None,
        by=mine.ticket.stages[-1].by if mine.ticket else None,
        fix=mine.fix,
        seat=mine.check_in.seat if mine.check_in else None,
        system=mine.person.system.value if mine.person.system else None,
        options=_options(mine, current),
        **_said(mine),
    )


def _options(mine: MyFloor, current: str | None) -> StepOptions | None:
    if mine.checklist is None or current is None:
        return None
    step = mine.checklist.step(current)
    errors = (
        ErrorOption(one.key, one.title, tuple(way.key for way in steps.fitting(one, mine.person.system)))
        for one in step.errors
    )
    return StepOptions(step.key, step.title, step.optional, step.completes, tuple(errors))


def _find(view: View) -> FoundPeople:
    if view.phone.is_theirs:
        return FoundPeople()
    found = finding.find(view, view.query.get("q", ""))
    people = tuple(Hit(one.id, one.name, one.team) for one in found.people)
    return FoundPeople(people, found.hint or None)


PAGES: Final = (
    Page("/", _MINE, _home),
    Page("/badge", _MINE, finding.badge_page),
    Page("/unlisted", _MINE, finding.not_listed_page),
    Page("/desk", _MINE, finding.desk_page),
    Page("/welcome", _MINE, _mine_only(_welcome)),
    Page("/step", _MINE, _mine_only(_step)),
    Page("/stuck", _MINE, _mine_only(_stuck)),
    Page("/made", _MINE, _mine_only(_made)),
    Page("/exit", _MINE, _mine_only(_exit_shown)),
)
LOOKS: Final = (Look("me", _MINE, Me, _me), Look("find", _MINE, FoundPeople, _find, query=("q",)))

"""What the projector shows at one moment: made from the floor, without any name, drawn elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from trainer_app.domain.attendee import System
from trainer_app.domain.checklist import Step, recognise, text_for
from trainer_app.domain.floor import Room
from trainer_app.domain.help_figures import remedy_records, suggested_remedies
from trainer_app.domain.session import Phase, Session
from trainer_app.services.floor import FloorView
from trainer_app.words import desk as desk_words
from trainer_app.words import projector as words
from trainer_app.words.check_in import SYSTEMS
from trainer_app.words.language import say

FIX_LASTS: Final = timedelta(minutes=10)  # a fix stands on the projector for so long
_COMMAND: Final = "    "  # a line of a step's body that begins so is a command to copy
_REMEDIES: Final = 3
_CLOCKED: Final = frozenset({Phase.TALK, Phase.HANDS_ON, Phase.BREAK, Phase.WRAP_UP})


class LineKind(Enum):
    """How a line of a column is set: a command to type, or words."""

    COMMAND = "command"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class SlideLine:
    """One line of a step's instructions."""

    kind: LineKind
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """What one system does; `title` "" where every system does the same."""

    title: str
    lines: tuple[SlideLine, ...]


@dataclass(frozen=True, slots=True)
class Slide:
    """One picture. `place` is session and room, `phase` and `since` what runs; `shares` are done shares per step.

    `caption` stands small above the `title`, `notes` below it; `at` marks the shown step among the shares.
    `commands` are the columns without the words between them, for where the whole would be too small to read.
    """

    place: str = ""
    phase: str = ""
    since: datetime | None = None
    caption: str = ""
    title: str = ""
    notes: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    commands: tuple[Column, ...] = ()
    is_fix: bool = False
    shares: tuple[float, ...] = ()
    at: int | None = None
    progress: str = ""

    def clock(self, now: datetime) -> str:
        """Return the running time of the phase."""
        return desk_words.running_clock(int((now - self.since).total_seconds())) if self.since else ""

    def spoken(self) -> str:
        """Return all of it as a screen reader says it."""
        lines = (line.text for column in self.columns for line in column.lines)
        parts = (self.place, self.phase, self.caption, self.title, *self.notes, *lines, self.progress)
        return ". ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The step the facilitator chose with the arrows, and when."""

    step_key: str
    at: datetime


def slide_of(session: Session | None, view: FloorView | None, *, now: datetime, chosen: Chosen | None = None) -> Slide:
    """Return what the room sees now; without a session a calm ground."""
    if session is None:
        return Slide(title=say(words.NO_SESSION))
    if view is None or view.session.id != session.id or session.phase in {Phase.PLANNED, Phase.DOORS}:
        notes = [words.begins(session)]
        return Slide(caption=say(words.WELCOME), title=session.name, notes=(*filter(None, [session.room]), *notes))
    if session.phase is Phase.ENDED:
        return Slide(place=words.place(session), title=say(words.THANKS), notes=(say(words.THANKS_NOTE),))
    return _running(session, view, now=now, chosen=chosen)


def step_of_the_moment(view: FloorView, *, now: datetime, chosen: Chosen | None) -> Step | None:
    """Return the step to show: chosen by hand, else one whose fix was just shown, else where most people are."""
    steps = view.room.checklist.steps
    fix = max((one for one in view.room.fixes if now - one.at < FIX_LASTS), key=lambda one: one.at, default=None)
    wanted = chosen.step_key if chosen and (fix is None or chosen.at >= fix.at) else fix.step_key if fix else None
    named = next((step for step in steps if step.key == wanted), None)
    if named:
        return named
    return _where_most_are(view)


def _where_most_are(view: FloorView) -> Step | None:
    """Return the step most people are on; of several the one in their middle, so that a room apart shows no end of it.

    Who has not begun is left out once most have: they are few, and spoken to rather than waited for.
    """
    steps = view.room.checklist.steps
    place = {step.key: at for at, step in enumerate(steps)}
    here = [one for one in view.floor.journeys.values() if one.here and one.current]
    begun = [one for one in here if one.marks]
    places = sorted(place[one.current] for one in (begun if 2 * len(begun) > len(here) else here) if one.current)
    if not places:
        return None
    on, middle = Counter(places), places[len(places) // 2]
    return steps[max(on, key=lambda at: (on[at], -abs(at - middle)))]


def _running(session: Session, view: FloorView, *, now: datetime, chosen: Chosen | None) -> Slide:
    step = step_of_the_moment(view, now=now, chosen=chosen)
    since = view.room.phases[-1].at if view.room.phases and session.phase in _CLOCKED else None
    phase = say(desk_words.PHASES[session.phase])
    place = words.place(session)
    if session.phase is Phase.TALK:
        nexts = (say(words.TALK_NEXT, step=step.title),) if step else ()
        return Slide(place=place, phase=phase, since=since, title=session.name, notes=nexts)
    shares, progress = _shares(view), _progress(view)
    if session.phase is Phase.BREAK:
        nexts = (say(words.BREAK_NEXT, step=step.title),) if step else ()
        title = say(words.BREAK)
        return Slide(place=place, phase="", since=since, title=title, notes=nexts, shares=shares, progress=progress)
    if session.phase is Phase.WRAP_UP:
        title = say(words.WRAP_UP)
        return Slide(place=place, phase="", since=since, title=title, notes=(progress,), shares=shares)
    if step is None:
        title = say(words.ALL_DONE) if view.floor.journeys else session.name
        return Slide(place=place, phase=phase, since=since, title=title, shares=shares, progress=progress)
    steps = view.room.checklist.steps
    is_fix = any(one.step_key == step.key and now - one.at < FIX_LASTS for one in view.room.fixes)
    fix = _fix(view.room, step) if is_fix else ()
    return Slide(
        place=place,
        phase=phase,
        since=since,
        caption=words.step_number(steps.index(step) + 1, len(steps)),
        title=step.title,
        notes=(say(words.TRY_THIS),) if fix else (),
        columns=fix or _columns(step),
        commands=() if fix else _commands(step),
        is_fix=bool(fix),
        shares=shares,
        at=steps.index(step),
        progress=progress,
    )


def _columns(step: Step) -> tuple[Column, ...]:
    texts = {system: text_for(step.bodies, system) or "" for system in System}
    return _told_apart({system: _lines(text) for system, text in texts.items()})


def _commands(step: Step) -> tuple[Column, ...]:
    """Return the commands alone; none where a system has to be told in words."""
    lines = {system: _lines(text_for(step.bodies, system) or "") for system in System}
    alone = {system: tuple(one for one in mine if one.kind is LineKind.COMMAND) for system, mine in lines.items()}
    return _told_apart(alone) if all(alone.values()) else ()


def _told_apart(lines: dict[System, tuple[SlideLine, ...]]) -> tuple[Column, ...]:
    """Return one column where every system does the same, else one per kind of instructions."""
    groups: dict[tuple[SlideLine, ...], list[str]] = {}
    for system, mine in lines.items():
        groups.setdefault(mine, []).append(SYSTEMS[system])
    if len(groups) == 1:
        return tuple(Column("", mine) for mine in groups if mine)
    return tuple(Column(", ".join(names), mine) for mine, names in groups.items() if mine)


def _lines(text: str) -> tuple[SlideLine, ...]:
    found = []
    for line in text.splitlines():
        if line.strip():
            kind = LineKind.COMMAND if line.startswith(_COMMAND) else LineKind.WORDS
            found.append(SlideLine(kind, line.strip()))
    return tuple(found)


def _fix(room: Room, step: Step) -> tuple[Column, ...]:
    """Return the remedies for what people at this step met most often, best first; per system where they differ."""
    here = [ticket for ticket in room.tickets if ticket.step_key == step.key]
    met: Counter[str] = Counter()
    for ticket in here:
        known = recognise(step, ticket.error_text) if ticket.error_text else None
        if key := ticket.error_key or (known.key if known else None):
            met[key] += 1
    worked = [one for one in remedy_records(room.tickets) if one.step_key == step.key and one.worked]
    error_key = met.most_common(1)[0][0] if met else worked[0].error_key if worked else None
    if error_key is None and not worked:
        fallback = _words([step.fallback]) if step.fallback else ()
        return (Column("", fallback),) if fallback else ()
    lines = {}
    for system in System:
        offers = suggested_remedies(step, error_key=error_key, system=system, records=worked)
        lines[system] = _words([remedy.text for remedy, _record in offers[:_REMEDIES]])
    return _told_apart(lines)


def _words(texts: Sequence[str]) -> tuple[SlideLine, ...]:
    return tuple(SlideLine(LineKind.WORDS, text) for text in texts)


def _shares(view: FloorView) -> tuple[float, ...]:
    """Return the share of everybody who came who has each step behind them, 0 to 1."""
    everybody = list(view.floor.journeys.values())
    if not everybody:
        return ()
    steps = view.room.checklist.steps
    return tuple(sum(step.key in one.marks for one in everybody) / len(everybody) for step in steps)


def _progress(view: FloorView) -> str:
    counted = view.first_hands_on
    return words.first_hands_on(counted.count, counted.of) if counted.of else ""

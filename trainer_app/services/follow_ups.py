"""Following up: who looks after whom until when, what came of it, and what people say at a revisit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from trainer_app.domain.adoption import Assessment, State
from trainer_app.domain.attendee import PeopleTrouble
from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.errors import Refused
from trainer_app.domain.follow_up import (
    ASKED_AT,
    Agreed,
    Answers,
    Fate,
    FollowUp,
    FollowUps,
    FollowUpTrouble,
    RevisitAnswer,
    Why,
    due,
)
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services.context import Context
from trainer_app.services.undo import Reversal, Turn
from trainer_app.storage.unit_of_work import Reading, Writing

if TYPE_CHECKING:  # the rules load when a report is asked for, not with the window
    from trainer_app.domain.adoption_report import AdoptionReport
    from trainer_app.services.adoption import AdoptionService

SET = "follow_up_set"
ANSWERED = "revisit_answered"
_DAYS = ("due_on", "done_on")
_TEXTS = ("owner", "next_step", "note")


@dataclass(frozen=True, slots=True)
class Following:
    """Adoption as of a day, with all that is agreed and answered; `owners` in order of name."""

    report: AdoptionReport
    agreed: FollowUps
    answers: Answers
    owners: tuple[str, ...]


class FollowUpService:
    """Keeps what is agreed about people beside the state they are in, which is computed each time."""

    def __init__(self, context: Context, adoption: AdoptionService) -> None:
        self._context = context
        self._adoption = adoption

    def look(self, as_of: date | None = None) -> Following:
        """Return everything as of a day, today in the program's zone where none is given.

        Raises:
            Refused: the data file holds no program yet.
        """
        report = self._adoption.report(as_of)
        with self._context.store.read() as view:
            agreed, answers = view.follow_ups.everything(), view.follow_ups.answers()
        owners = {one.owner for one in agreed.values() if one.owner}
        return Following(report, agreed, answers, tuple(sorted(owners, key=str.casefold)))

    def of_people(self) -> FollowUps:
        """Return all that is agreed, by person and state."""
        with self._context.store.read() as view:
            return view.follow_ups.everything()

    def answers_of(self, attendee_id: UUID) -> dict[int, RevisitAnswer]:
        """Return what a person said at their revisits, by days after training."""
        with self._context.store.read() as view:
            return view.follow_ups.answers_of(attendee_id)

    def due(self, as_of: date | None = None) -> list[tuple[Assessment, FollowUp]]:
        """Return whom to follow up by a day in the state they are in now, the longest due first.

        Raises:
            Refused: the data file holds no program yet.
        """
        return self.due_in(self._adoption.report(as_of))

    def due_in(self, report: AdoptionReport) -> list[tuple[Assessment, FollowUp]]:
        """Return the same of a report that is there already."""
        return due(report.people, self.of_people(), as_of=report.as_of)

    def set(self, attendee_id: UUID, state: State, *, agreed: Agreed, desk: Desk) -> int:
        """Write what is agreed about one person; see `set_many`."""
        return self.set_many([(attendee_id, state)], agreed=agreed, desk=desk)

    def set_many(self, who: Iterable[tuple[UUID, State]], *, agreed: Agreed, desk: Desk) -> int:
        """Write the same for several people, as one deed; return for how many something changed.

        Raises:
            Refused: nobody is named, or somebody is not on the roster any more.
        """
        wanted = list(dict.fromkeys(who))
        if not wanted:
            raise Refused(FollowUpTrouble.NOBODY)
        with self._context.store.write() as work:
            now = self._context.clock()
            rows = []
            for attendee_id, state in wanted:
                old = work.follow_ups.get(_on_roster(work, attendee_id), state)
                new = _tidy(replace(old, **agreed))
                if new != old:
                    work.follow_ups.put(new, at=now)
                    rows.append(_key(old) | {"old": _written(old), "new": _written(new)})
            if rows:
                self._record(work, rows, at=now, desk=desk)
        return len(rows)

    def answer(self, new: RevisitAnswer, *, desk: Desk) -> None:
        """Write what a person said at a revisit, in place of what they said before.

        Raises:
            Refused: nobody is asked at this revisit, or the person is not on the roster any more.
        """
        if new.after_days not in ASKED_AT:
            raise Refused(FollowUpTrouble.NOT_ASKED, days=new.after_days, asked_at=ASKED_AT)
        with self._context.store.write() as work:
            who = _on_roster(work, new.attendee_id)
            old = work.follow_ups.answer_of(who, new.after_days)
            tidy = replace(new, attendee_id=who, text=" ".join(new.text.split()))
            if tidy != old:
                work.follow_ups.put_answer(tidy)
                detail = {"days": new.after_days, "old": _said(old), "new": _said(tidy)}
                deed = Deed(Topic.FOLLOW_UP, ANSWERED, attendee_id=who, subject_id=who, detail=detail)
                work.record(deed, at=self._context.clock(), desk=desk)

    def _record(self, work: Writing, rows: list[dict[str, Any]], *, at: datetime, desk: Desk) -> None:
        people = {UUID(row["who"]) for row in rows}
        one = next(iter(people)) if len(people) == 1 else None
        work.record(
            Deed(Topic.FOLLOW_UP, SET, attendee_id=one, subject_id=one, detail={"rows": rows}), at=at, desk=desk
        )
        work.touch(*people)


def _on_roster(view: Reading, attendee_id: UUID) -> UUID:
    """Return the id of this person, or of whom they were merged into."""
    found = view.people.get(attendee_id)
    if found is None or view.people.listed(found.id) is None:
        raise Refused(PeopleTrouble.GONE)
    return found.id


def _tidy(one: FollowUp) -> FollowUp:
    return replace(one, owner=_trim(one.owner), next_step=_trim(one.next_step), note=_trim(one.note))


def _trim(text: str | None) -> str | None:
    return " ".join((text or "").split()) or None


def _key(one: FollowUp) -> dict[str, Any]:
    return {"who": str(one.attendee_id), "state": one.state.value}


def _written(one: FollowUp) -> dict[str, str | None]:
    """Return what is agreed as the trail keeps it."""
    days = {name: day.isoformat() if (day := getattr(one, name)) else None for name in _DAYS}
    return {name: getattr(one, name) for name in _TEXTS} | days | {"reason": one.reason.value if one.reason else None}


def _read(row: Mapping[str, Any], which: str) -> FollowUp:  # positional: a row of the trail, and old or new
    kept = row[which]
    due_on, done_on = (date.fromisoformat(kept[name]) if kept[name] else None for name in _DAYS)
    owner, next_step, note = (kept[name] for name in _TEXTS)
    reason = Why(kept["reason"]) if kept["reason"] else None
    return FollowUp(UUID(row["who"]), State(row["state"]), owner, due_on, done_on, next_step, note, reason)


def _said(one: RevisitAnswer | None) -> dict[str, str | None] | None:
    if one is None:
        return None
    why = one.why.value if one.why else None
    return {"on": one.answered_on.isoformat(), "fate": one.fate.value, "why": why, "text": one.text}


def _undo_set(work: Writing, turn: Turn) -> None:
    _put_back(work, turn, instead="old", of="new")


def _redo_set(work: Writing, turn: Turn) -> None:
    _put_back(work, turn, instead="new", of="old")


def _put_back(work: Writing, turn: Turn, *, instead: str, of: str) -> None:
    rows = turn.records("rows")
    for row in rows:
        stood = _read(row, of)
        _check_still(work, stood.attendee_id)
        if work.follow_ups.get(stood.attendee_id, stood.state) != stood:
            raise Refused(UndoTrouble.IN_THE_WAY)
        work.follow_ups.put(_read(row, instead), at=turn.at)
    work.touch(*(UUID(row["who"]) for row in rows))


def _check_still(view: Reading, who: UUID) -> None:
    """Refuse where this entry became another person's meanwhile: nobody would see what is written of it."""
    person = view.people.get(who)
    if person is not None and person.id != who:
        raise Refused(UndoTrouble.IN_THE_WAY)


def _undo_answer(work: Writing, turn: Turn) -> None:
    _say_again(work, turn, instead="old", of="new")


def _redo_answer(work: Writing, turn: Turn) -> None:
    _say_again(work, turn, instead="new", of="old")


def _say_again(work: Writing, turn: Turn, *, instead: str, of: str) -> None:
    who, days = turn.attendee_id, turn.number("days") or 0
    _check_still(work, who)
    if _said(work.follow_ups.answer_of(who, days)) != turn.deed.detail.get(of):
        raise Refused(UndoTrouble.IN_THE_WAY)
    if turn.deed.detail.get(instead) is None:
        work.follow_ups.drop_answer(who, days)
        return
    kept = turn.record(instead)
    why = Why(kept["why"]) if kept["why"] else None
    answered = date.fromisoformat(kept["on"])
    work.follow_ups.put_answer(RevisitAnswer(who, days, answered, Fate(kept["fate"]), why, kept["text"]))


REVERSALS = {
    SET: Reversal(_undo_set, _redo_set),
    ANSWERED: Reversal(_undo_answer, _redo_answer),
}

"""The roster: finding people, adding, changing and merging them."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from trainer_app.domain.attendee import Alias, Attendee, PeopleTrouble, Role, System
from trainer_app.domain.badge import BADGE_BITS, SHORT_BITS, make_badge, make_short, read_short
from trainer_app.domain.changes import Changes, Deed, Desk, Topic
from trainer_app.domain.errors import Refused
from trainer_app.domain.undo import UndoTrouble
from trainer_app.services.context import Context
from trainer_app.services.help_desk import close_all
from trainer_app.services.people_search import Match, PeopleIndex, Rank
from trainer_app.services.undo import Reversal, Turn
from trainer_app.storage.unit_of_work import Reading, Writing

ADDED = "person_added"
CHANGED = "person_changed"
CHANGED_MANY = "people_changed"
MERGED = "merged"


class PeopleService:
    """Looks after the people of a program. Searches answer from memory; the index follows the feed."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._index: PeopleIndex | None = None
        self._heard: frozenset[UUID] | None = None  # whose entries are stale; None: everybody's
        self._one_builder, self._one_note = threading.Lock(), threading.Lock()

    def everyone(self) -> list[Attendee]:
        """Return all people by name."""
        with self._context.store.read() as view:
            return view.people.everyone()

    def listed(self, attendee_id: UUID) -> Attendee | None:
        """Return this person, None for somebody who is not on the roster (any more)."""
        with self._context.store.read() as view:
            return view.people.listed(attendee_id)

    def aliases(self) -> dict[UUID, tuple[Alias, ...]]:
        """Return the other names people are known by."""
        with self._context.store.read() as view:
            return view.people.aliases()

    def find(self, text: str, *, limit: int = 20) -> tuple[Match, ...]:
        """Return who could be meant by these letters, best first; works from the first letter on."""
        return self._searchable().find(text, limit=limit)

    def meant(self, text: str) -> Attendee:
        """Return the one person meant by a name, the beginning of one, or an e-mail; never by a guess.

        Raises:
            Refused: nobody, or several people, could be meant.
        """
        with self._context.store.read() as view:
            by_email = view.people.by_email(text) if "@" in text else []
        if len(by_email) == 1:
            return by_email[0]
        near = self.find(text, limit=8)
        found = [one for one in near if one.rank is not Rank.FUZZY]
        if near and not found:
            close = tuple(_told_apart(one.attendee) for one in near)
            raise Refused(PeopleTrouble.ONLY_CLOSE_FOUND, text=text, people=close)
        if not found:
            raise Refused(PeopleTrouble.NOBODY_FOUND, text=text)
        best = [one for one in found if one.score == found[0].score]
        if len(best) > 1:
            people = tuple(_told_apart(one.attendee) for one in best)
            raise Refused(PeopleTrouble.SEVERAL_FOUND, text=text, people=people)
        return best[0].attendee

    def by_short_code(self, text: str) -> Attendee | None:
        """Return whose short code of a paper list this is."""
        short = read_short(text)
        with self._context.store.read() as view:
            return view.people.by_short_code(short) if short else None

    def add(self, person: Attendee, *, desk: Desk) -> Attendee:
        """Add one person; the id is given here.

        Raises:
            Refused: the name is blank.
        """
        new = replace(_checked(person), id=self._context.new_id())
        with self._context.store.write() as work:
            now = self._context.clock()
            work.people.add([new], at=now)
            work.record(Deed(Topic.PEOPLE, ADDED, attendee_id=new.id, subject_id=new.id), at=now, desk=desk)
        return new

    def change(self, person: Attendee, *, desk: Desk) -> None:
        """Write a person's name, e-mail, team, system and role anew.

        Raises:
            Refused: the name is blank, or the person is gone.
        """
        new = _checked(person)
        with self._context.store.write() as work:
            old = work.people.listed(person.id)
            if old is None:
                raise Refused(PeopleTrouble.GONE)
            work.people.change([new])
            detail = {"old": _written(old), "new": _written(work.people.listed(new.id) or new)}
            if detail["old"] != detail["new"]:
                deed = Deed(Topic.PEOPLE, CHANGED, attendee_id=new.id, subject_id=new.id, detail=detail)
                work.record(deed, at=self._context.clock(), desk=desk)

    def change_many(self, people: Sequence[Attendee], *, desk: Desk) -> int:
        """Write several people anew as one deed; return how many really changed.

        Raises:
            Refused: a name is blank, or somebody is gone; nobody was changed then.
        """
        rows: list[dict[str, object]] = []
        with self._context.store.write() as work:
            for new in map(_checked, people):
                old = work.people.listed(new.id)
                if old is None:
                    raise Refused(PeopleTrouble.GONE)
                work.people.change([new])
                written = _written(work.people.listed(new.id) or new)
                if written != _written(old):
                    rows.append({"who": str(new.id), "old": _written(old), "new": written})
            if rows:
                deed = Deed(Topic.PEOPLE, CHANGED_MANY, detail={"rows": rows})
                work.record(deed, at=self._context.clock(), desk=desk)
        return len(rows)

    def merge(self, keep: UUID, other: UUID, *, desk: Desk) -> None:
        """Let two entries be one person: everything `other` did becomes `keep`'s, and can be taken apart again.

        Raises:
            Refused: they are the same, or one is gone.
        """
        with self._context.store.write() as work:
            kept, gone = (_on_roster(work, one) for one in (keep, other))
            if kept.id == gone.id:
                raise Refused(PeopleTrouble.SAME_PERSON)
            now = self._context.clock()
            trace = work.merges.merge(kept, gone, at=now)
            deed = Deed(Topic.PEOPLE, MERGED, attendee_id=kept.id, subject_id=gone.id, detail=trace)
            work.record(deed, at=now, desk=desk)
            _touch(work, gone.id)

    def badges(self, *, desk: Desk) -> dict[UUID, tuple[str, str]]:
        """Return everybody's badge as (code, short code); whoever has none is given one, but for who was forgotten."""
        with self._context.store.write() as work:
            kept, forgotten = work.people.badges(), work.forgetting.forgotten()
            missing = [one.id for one in work.people.everyone() if one.id not in kept and one.id not in forgotten]
            if missing:
                taken = {short for _code, short in kept.values()}
                new = [
                    (who, make_badge(self._context.random_bits(BADGE_BITS)), self._new_short(taken)) for who in missing
                ]
                now = self._context.clock()
                work.people.issue_badges(new, at=now)
                work.record(Deed(Topic.PEOPLE, "badges_issued", detail={"badges": len(new)}), at=now, desk=desk)
                kept |= {who: (code, short) for who, code, short in new}
        return {who: badge for who, badge in kept.items() if who not in forgotten}

    def hear(self, changes: Changes) -> None:
        """Hear the feed: the next search brings the index up to date, or builds it anew."""
        if Topic.PEOPLE in changes.topics:
            with self._one_note:
                self._heard = None if not changes.attendees or self._heard is None else self._heard | changes.attendees

    def _searchable(self) -> PeopleIndex:
        with self._one_builder:
            with self._one_note:
                heard, self._heard = self._heard, frozenset()
            try:
                return self._brought_up_to_date(heard)
            except BaseException:
                with self._one_note:
                    self._heard = None  # what was heard is lost, so everything is read again
                raise

    def _brought_up_to_date(self, heard: frozenset[UUID] | None) -> PeopleIndex:
        if heard is None or self._index is None:
            with self._context.store.read() as view:
                self._index = PeopleIndex(view.people.everyone(), _texts(view.people.aliases()))
        elif heard:
            self._refresh(self._index, heard)
        return self._index

    def _refresh(self, index: PeopleIndex, heard: frozenset[UUID]) -> None:
        with self._context.store.read() as view:
            found = {who: view.people.listed(who) for who in heard}
            aliases = _texts(view.people.aliases())
        for who, person in found.items():
            if person:
                index.put(person, aliases.get(who, ()))
            else:
                index.drop(who)

    def _new_short(self, taken: set[str]) -> str:
        while (short := make_short(self._context.random_bits(SHORT_BITS))) in taken:
            continue
        taken.add(short)
        return short


def _texts(aliases: Mapping[UUID, Iterable[Alias]]) -> dict[UUID, tuple[str, ...]]:
    return {who: tuple(alias.text for alias in known) for who, known in aliases.items()}


def _checked(person: Attendee) -> Attendee:
    name = " ".join(person.name.split())
    if not name:
        raise Refused(PeopleTrouble.NAME_MISSING)
    return replace(person, name=name, email=_tidy(person.email), team=_tidy(person.team))


def _tidy(text: str | None) -> str | None:
    return (" ".join(text.split()) or None) if text else None


def _told_apart(person: Attendee) -> str:
    return " · ".join(part for part in (person.name, person.team, person.email) if part)


def _on_roster(view: Reading, attendee_id: UUID) -> Attendee:
    """Return this person, or who they were merged into."""
    found = view.people.get(attendee_id)
    listed = view.people.listed(found.id) if found else None
    if listed is None:
        raise Refused(PeopleTrouble.GONE)
    return listed


def _touch(work: Writing, gone: UUID) -> None:
    work.touch(gone)
    work.also(Topic.ATTENDANCE, Topic.FLOOR, Topic.SESSIONS, Topic.USAGE)


def _written(person: Attendee) -> dict[str, object]:
    return {
        "name": person.name,
        "email": person.email,
        "team": person.team,
        "system": person.system.value if person.system else None,
        "role": person.role.value,
        "walk_in": person.walk_in,
    }


def _undo_add(work: Writing, turn: Turn) -> None:
    who = turn.subject_id
    owned = work.attendance.of_attendee(who) or work.completions.of_attendee(who)
    if owned or work.people.listed(who) is None or work.activity.standing(MERGED, who, after=turn.cursor):
        raise Refused(UndoTrouble.IN_THE_WAY)
    work.people.set_removed(who, turn.at)


def _redo_add(work: Writing, turn: Turn) -> None:
    work.people.set_removed(turn.subject_id, None)


def _undo_change(work: Writing, turn: Turn) -> None:
    _write(work, turn, instead="old", of="new")


def _redo_change(work: Writing, turn: Turn) -> None:
    _write(work, turn, instead="new", of="old")


def _write(work: Writing, turn: Turn, *, instead: str, of: str) -> None:
    _write_one(work, turn.subject_id, text=turn.record(instead), stood=turn.record(of))


def _undo_many(work: Writing, turn: Turn) -> None:
    _write_many(work, turn, instead="old", of="new")


def _redo_many(work: Writing, turn: Turn) -> None:
    _write_many(work, turn, instead="new", of="old")


def _write_many(work: Writing, turn: Turn, *, instead: str, of: str) -> None:
    for row in turn.records("rows"):
        _write_one(work, UUID(row["who"]), text=row[instead], stood=row[of])


def _write_one(work: Writing, who: UUID, *, text: Mapping[str, Any], stood: Mapping[str, Any]) -> None:
    person = work.people.listed(who)
    if person is None or _written(person) != stood:
        raise Refused(UndoTrouble.IN_THE_WAY)
    system = System(text["system"]) if text["system"] else None
    written = Attendee(
        person.id, text["name"], text["email"], text["team"], system, Role(text["role"]), text["walk_in"]
    )
    work.people.change([written])


def _undo_merge(work: Writing, turn: Turn) -> None:
    """Take two entries apart, unless the kept one was merged further, or a later merge rests on this one."""
    later = work.activity.standing(MERGED, turn.attendee_id, after=turn.cursor)
    if work.people.listed(turn.attendee_id) is None or any(work.merges.took_back(one.deed.detail) for one in later):
        raise Refused(UndoTrouble.IN_THE_WAY)
    work.merges.take_apart(turn.attendee_id, turn.deed.detail)
    for session_id in work.tickets.left_open():
        close_all(work, session_id, at=turn.at, by=turn.desk.author)
    _touch(work, turn.subject_id)


def _redo_merge(work: Writing, turn: Turn) -> Deed:
    keep, gone = (work.people.listed(one) for one in (turn.attendee_id, turn.subject_id))
    if keep is None or gone is None:
        raise Refused(PeopleTrouble.GONE)
    _touch(work, gone.id)
    return replace(turn.deed, detail=work.merges.merge(keep, gone, at=turn.at))


REVERSALS = {
    ADDED: Reversal(_undo_add, _redo_add),
    CHANGED: Reversal(_undo_change, _redo_change),
    CHANGED_MANY: Reversal(_undo_many, _redo_many),
    MERGED: Reversal(_undo_merge, _redo_merge),
}

"""Forgets who somebody is: what they did stays and is counted, nothing says any more who it was.

Also returns every row held about one person, for them to have.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Connection, Table, delete, insert, or_, select, update

from trainer_app.domain.access import AccessGrant, GrantKind
from trainer_app.domain.attendee import AliasKind, Attendee, identity_key
from trainer_app.domain.usage import Identity, IdentityKind, kind_of
from trainer_app.storage.columns import metadata
from trainer_app.storage.tables import (
    activity,
    alias,
    attempt,
    attendee,
    badge,
    check_in,
    completion,
    session,
    step_mark,
    ticket,
    ticket_stage,
)
from trainer_app.storage.tables_after import access_grant, follow_up, revisit_answer, usage_day
from trainer_app.storage.tables_phones import exit_ticket, phone, phone_gesture

Rows = list[dict[str, Any]]

WIPED: Final = "forgotten_detail"  # the kind of a line of the trail that named somebody who was forgotten
_UNREAD: Final = "?"  # as usage keeps the days of lines that could not be read
_PLAIN: Final = frozenset(  # deeds whose detail holds ids and choices alone
    {"checked_in", "seated", "left", "came_back", "registered", "unregistered", "step_marked", "step_unmarked"}
)
# Deeds about several people at once, whose detail says for each who it was and what was written of them.
_OF_SEVERAL: Final = ("follow_up_set", "people_changed", "people_imported", "identity_settled")
_ALIAS_OF: Final = {
    IdentityKind.EMAIL: AliasKind.EMAIL,
    IdentityKind.LOGIN: AliasKind.LOGIN,
    IdentityKind.KEY: AliasKind.KEY,
}
_WORDS: Final[tuple[tuple[Table, dict[str, object]], ...]] = (  # free text about a person, which may name them
    (completion, {"made": None}),
    (follow_up, {"note": None, "next_step": None}),
    (revisit_answer, {"text": ""}),
    (check_in, {"override_reason": None}),
    (ticket, {"error_text": None, "tried": []}),
    (attempt, {"raw": None}),
    (exit_ticket, {"next_use": None, "in_the_way": None}),
)
_AUTHORS: Final = (  # who did something, by name
    ticket_stage.c.by,
    step_mark.c.author,
    completion.c.witness,
    follow_up.c.owner,
    session.c.facilitator,
    check_in.c.author,
    attempt.c.author,
    phone.c.name,
    activity.c.author,
)
_NOTES: Final = (  # free text about others, which may name them too
    completion.c.made,
    follow_up.c.note,
    follow_up.c.next_step,
    revisit_answer.c.text,
    check_in.c.override_reason,
    ticket.c.error_text,
    exit_ticket.c.next_use,
    exit_ticket.c.in_the_way,
)
_SECRETS: Final = frozenset({phone.c.digest})  # about no person, and for nobody to have
_FIRST_IDEOGRAPH: Final = 0x2E80
_SHORT: Final = 4  # letters; shorter names are looked for as whole words alone


class Forgetting:
    """Reads all that is held about people, and takes from it who they are."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def forgotten(self) -> frozenset[UUID]:
        """Return who was forgotten."""
        rows = self._db.execute(select(attendee.c.id).where(attendee.c.forgotten_at.is_not(None)))
        return frozenset(rows.scalars())

    def entries(self, who: UUID) -> tuple[UUID, ...]:
        """Return the person's entry and those that were merged into it, however often."""
        found, new = [who], [who]
        while new:
            rows = self._db.execute(select(attendee.c.id).where(attendee.c.merged_into_id.in_(new)))
            new = [one for one in rows.scalars() if one not in found]
            found += new
        return tuple(found)

    def held(self, who: UUID, identities: Collection[Identity]) -> dict[str, Rows]:
        """Return every row that is about this person, by table; usage under their identities."""
        entries = self.entries(who)
        found: dict[str, Rows] = {}
        for table in metadata.sorted_tables:
            column = table.c.id if table is attendee else table.c.get("attendee_id")
            if column is not None:
                shown = [one for one in table.c if one not in _SECRETS]
                found[table.name] = self._rows(select(*shown).where(column.in_(entries)))
        tickets = [row["id"] for row in found[ticket.name]]
        found[ticket_stage.name] = self._rows(select(ticket_stage).where(ticket_stage.c.ticket_id.in_(tickets)))
        mine = [one for one in self._rows(select(usage_day)) if _identity(one) in identities]
        found[usage_day.name] = mine
        return {name: rows for name, rows in found.items() if rows}

    def forget(self, person: Attendee, instead: Mapping[Identity, str], *, name: str, at: datetime) -> None:
        """Take from all rows who this was. `instead` gives each identity that is theirs alone the text it becomes."""
        entries = self.entries(person.id)
        said = self._said_of(entries)
        texts = re.compile("|".join(map(_pattern, said)))
        self._give_usage(instead)
        self._wipe_identities(entries, instead)
        self._db.execute(delete(badge).where(badge.c.attendee_id.in_(entries)))
        blank = {"name": name, "email": None, "email_folded": None, "forgotten_at": at}
        self._db.execute(update(attendee).where(attendee.c.id.in_(entries)).values(blank))
        for table, words in _WORDS:
            self._db.execute(update(table).where(table.c.attendee_id.in_(entries)).values(words))
        self._take_phones(entries, at)
        self._name_anew(said, name)
        self._wipe_attempts(texts)
        self._wipe_trail(entries, texts)

    def _take_phones(self, entries: Sequence[UUID], at: datetime) -> None:
        """Shut their phones out, which are nobody's then; nobody can ask again for what was answered to them."""
        theirs = phone.c.attendee_id.in_(entries)
        mine = select(phone.c.id).where(theirs)
        self._db.execute(delete(phone_gesture).where(phone_gesture.c.phone_id.in_(mine)))
        self._db.execute(update(phone).where(theirs, phone.c.revoked_at.is_(None)).values(revoked_at=at))
        self._db.execute(update(phone).where(theirs).values(attendee_id=None, waits=False))

    def _said_of(self, entries: Sequence[UUID]) -> list[str]:
        """Return what would tell who this was: names and addresses, now and before, keys, logins and badges.

        The longest first, all of them folded.
        """
        said: set[str | None] = set()
        for query in (
            select(attendee.c.name, attendee.c.email).where(attendee.c.id.in_(entries)),
            select(alias.c.text).where(alias.c.attendee_id.in_(entries)),
            select(access_grant.c.identifier).where(access_grant.c.attendee_id.in_(entries)),
            select(badge.c.code, badge.c.short).where(badge.c.attendee_id.in_(entries)),
        ):
            said.update(value for row in self._db.execute(query) for value in row)
        for detail in self._db.execute(select(activity.c.detail).where(_about(entries))).scalars():
            said.update(_names_in(detail))
        of_several = select(activity.c.detail).where(activity.c.kind.in_(_OF_SEVERAL))
        for detail in self._db.execute(of_several).scalars():
            for row in _told_of(detail, frozenset(map(str, entries))):
                said.update(_names_in(row) if isinstance(row, dict) else ())
        return sorted({_fold(text) for text in said if text and text.strip()}, key=len, reverse=True)

    def _name_anew(self, said: Sequence[str], name: str) -> None:
        """Let `name` stand where something was done, led or helped by this person, or a note on others names them."""
        self._change(_AUTHORS, lambda text: name if _fold(text) in said else text)
        for row in self._rows(select(session.c.id, session.c.helpers)):
            helpers = [name if _fold(one) in said else one for one in row["helpers"]]
            if helpers != row["helpers"]:
                self._db.execute(update(session).where(session.c.id == row["id"]).values(helpers=helpers))
        whole = "|".join(_bounded(text) for text in said if _is_telling(text))
        if whole:
            names = re.compile(whole, re.IGNORECASE)
            self._change(_NOTES, lambda text: names.sub(lambda _found: name, unicodedata.normalize("NFKC", text)))

    def _change(self, columns: Iterable[Column[Any]], change: Callable[[str], str]) -> None:
        for one in columns:
            for text in self._db.execute(select(one).where(one.is_not(None)).distinct()).scalars().all():
                if (new := change(text)) != text:
                    self._db.execute(update(one.table).where(one == text).values({one.name: new}))

    def _give_usage(self, instead: Mapping[Identity, str]) -> None:
        """Let days of use be another identity's; what two spellings had on one day is summed."""
        summed: dict[tuple[object, ...], dict[str, Any]] = {}
        for row in self._rows(select(usage_day)):
            new = instead.get(_identity(row))
            if new is None:
                continue
            keys = [column == row[column.name] for column in usage_day.primary_key]
            self._db.execute(delete(usage_day).where(*keys))
            key = (row["source"], row["scope"], row["identity_kind"], new, row["day"])
            kept = summed.setdefault(key, row | {"identity": new, "units": 0.0})
            kept["units"] += row["units"]
        if summed:
            self._db.execute(insert(usage_day), list(summed.values()))

    def _wipe_identities(self, entries: Sequence[UUID], instead: Mapping[Identity, str]) -> None:
        who = entries[0]
        self._db.execute(delete(alias).where(alias.c.attendee_id.in_(entries)))
        for identity, new in instead.items():
            kind = _ALIAS_OF[identity.kind]
            values = {"attendee_id": who, "kind": kind, "folded": identity_key(new), "text": new}
            self._db.execute(insert(alias).values(values))
        for row in self._rows(select(access_grant).where(access_grant.c.attendee_id.in_(entries))):
            grant = AccessGrant(who, row["provider"], GrantKind(row["kind"]), row["identifier"], row["granted_on"])
            # A shared identity keeps its usage for the others; this grant must name nobody all the same.
            other = f"{row['id'].hex}@forgotten.invalid" if "@" in grant.identifier else row["id"].hex
            new = instead.get(Identity(kind_of(grant), identity_key(grant.identifier)), other)
            self._db.execute(update(access_grant).where(access_grant.c.id == row["id"]).values(identifier=new))

    def _wipe_attempts(self, texts: re.Pattern[str]) -> None:
        query = select(attempt.c.gesture_id, attempt.c.raw).where(attempt.c.raw.is_not(None))
        named = [row.gesture_id for row in self._db.execute(query) if texts.search(_fold(row.raw))]
        for gesture_id in named:
            self._db.execute(update(attempt).where(attempt.c.gesture_id == gesture_id).values(raw=None))

    def _wipe_trail(self, entries: Sequence[UUID], texts: re.Pattern[str]) -> None:
        """Take the detail from lines that say who this was; what reverses them goes with it."""
        mine = set(entries)
        ids = frozenset(map(str, entries))
        columns = (activity.c.cursor, activity.c.attendee_id, activity.c.subject_id, activity.c.kind)
        wiped: set[int] = set()
        for row in self._db.execute(select(*columns, activity.c.detail, activity.c.undoes).order_by(activity.c.cursor)):
            about = bool({row.attendee_id, row.subject_id} & mine) and row.kind not in _PLAIN and bool(row.detail)
            about = about or (row.kind in _OF_SEVERAL and any(True for _ in _told_of(row.detail, ids)))
            if about or row.undoes in wiped or texts.search(_fold("\n".join(_texts_in(row.detail)))):
                wiped.add(row.cursor)
        for cursor in wiped:
            self._db.execute(update(activity).where(activity.c.cursor == cursor).values(kind=WIPED, detail={}))

    def _rows(self, query: Any) -> Rows:
        return [{str(name): value for name, value in row.items()} for row in self._db.execute(query).mappings()]


def _about(entries: Sequence[UUID]) -> ColumnElement[bool]:
    return or_(activity.c.attendee_id.in_(entries), activity.c.subject_id.in_(entries))


def _identity(row: Mapping[str, Any]) -> Identity:
    return Identity(IdentityKind(row["identity_kind"].removeprefix(_UNREAD)), identity_key(row["identity"]))


def _names_in(detail: Mapping[str, Any]) -> Iterable[str]:
    """Return the names and addresses an entry had before or after it was changed."""
    for which in ("old", "new"):
        written = detail.get(which)
        if isinstance(written, dict):
            yield from (str(written[key]) for key in ("name", "email") if written.get(key))


def _told_of(value: object, ids: frozenset[str]) -> Iterator[object]:
    """Return the parts of a detail that say something of one of these; a list of ids alone says nothing of them."""
    if isinstance(value, (dict, list)):
        inside = list(value.values()) if isinstance(value, dict) else value
        texts = [one for one in inside if isinstance(one, str)]
        if any(one in ids for one in texts) and (isinstance(value, dict) or not all(map(_is_id, texts))):
            yield value
        for one in inside:
            yield from _told_of(one, ids)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _texts_in(value: object) -> Iterator[str]:
    """Return every text of a detail, as it was written and not as a file spells it; names of fields are none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(one)


def _is_telling(text: str) -> bool:
    """Whether this is no everyday word: a name of one word may be one, and stays where notes on others hold it."""
    return len(text.split()) > 1 or "@" in text or _unspaced(text)


def _bounded(text: str) -> str:
    return re.escape(text) if _unspaced(text) else rf"(?<!\w){re.escape(text)}(?!\w)"


def _unspaced(text: str) -> bool:
    """Whether it is of a script without spaces between words."""
    return ord(text[0]) >= _FIRST_IDEOGRAPH


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _pattern(text: str) -> str:
    escaped = re.escape(text)
    return rf"(?<!\w){escaped}(?!\w)" if len(text) < _SHORT and text.isascii() else escaped

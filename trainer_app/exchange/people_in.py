"""Rosters in: read the people of whatever file somebody has, and say what was not taken and why."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from trainer_app.domain.attendee import AliasKind, Role, System, identity_key
from trainer_app.domain.errors import Refused
from trainer_app.domain.imports import PeopleFile, RosterPerson
from trainer_app.exchange.headers import PEOPLE
from trainer_app.exchange.lines import FileTrouble, Layout, Meaning, Notice
from trainer_app.exchange.moments import Dates
from trainer_app.exchange.naming import one_line, present
from trainer_app.exchange.same_person import Mention, gather
from trainer_app.exchange.statuses import account_trouble, registration_trouble, role_of, says_yes, system_of
from trainer_app.exchange.understanding import Mapped, understand
from trainer_app.exchange.understood import SHOWN, Record, Understood
from trainer_app.exchange.who import Who, who_of

__all__ = ["PeopleFile", "RosterPerson", "read_people"]

_BETWEEN_SESSIONS = re.compile(r"[;|\n]")


def read_people(path: Path, *, mapping: Mapped | None = None, day_first: bool | None = None) -> PeopleFile:
    """Return the people of a roster, registration list, directory export or participant report.

    `mapping` sets the meaning of columns by position (from 0) or header; `day_first` answers how dates
    such as 3/4/2026 are meant, where the file leaves it open. Rules: `same_person` for who is one person.

    Raises:
        Refused: a `FileTrouble` with the fact `file`; nothing else, whatever the file holds.
    """
    found = understand(path, PEOPLE, mapping=mapping, default=Layout.ROSTER)
    if not found.has(*PEOPLE.needs):
        raise Refused(FileTrouble.UNKNOWN_LAYOUT, file=path.name)
    dates = Dates(_dates_of(found.records), day_first=day_first)
    people = gather(found.taken(partial(_mention, found=found, dates=dates)))
    _tell(found, people, dates=dates)
    return PeopleFile(
        understood_as=found.layout,
        columns=found.columns,
        rows=found.rows,
        people=tuple(people),
        skipped=found.skipped_in_order(),
        warnings=found.told(),
        encoding=found.encoding,
        delimiter=found.delimiter,
    )


def _mention(record: Record, *, found: Understood, dates: Dates) -> Mention:
    """Return what a record says of somebody; refused where it cannot be taken."""
    _refuse_out_of_use(record, found)
    who = who_of(record, found.columns)
    if not who.named:
        found.note(Notice.NAME_FROM_EMAIL, record.line)
    return Mention(
        line=record.line,
        naming=who.naming,
        named=who.named,
        email=who.email,
        team=one_line(present(record[Meaning.TEAM])) or None,
        system=_system(record, found),
        role=Role.STAFF if record.by_hosts else role_of(record[Meaning.ROLE]),
        aliases=tuple(_aliases(record, who, layout=found.layout)),
        granted_on=_granted_on(record, found, dates=dates),
        provider=one_line(present(record[Meaning.PROVIDER])) or None,
        sessions=_sessions(record[Meaning.SESSION]),
    )


def _refuse_out_of_use(record: Record, found: Understood) -> None:
    """Refuse cancelled registrations and accounts out of use; who was checked in all the same stays."""
    status = record[Meaning.STATUS]
    trouble = registration_trouble(status, cancelled=record[Meaning.CANCELLED])
    if trouble and (says_yes(record[Meaning.CHECKED_IN_AT]) or says_yes(record[Meaning.ATTENDED])):
        found.note(Notice.CAME_ANYWAY, record.line)
        return
    trouble = trouble or account_trouble(status, enabled=record[Meaning.ENABLED], blocked=record[Meaning.BLOCKED])
    if trouble:
        raise Refused(trouble, status=status[:SHOWN])


def _aliases(record: Record, who: Who, *, layout: Layout) -> Iterator[tuple[AliasKind, str]]:
    """Give the other identities of a record, strongest first. connpass's own login is no login of the tool."""
    yield from ((AliasKind.EMAIL, email) for email in who.other_emails)
    if who.upn and identity_key(who.upn) != identity_key(who.email or ""):
        yield AliasKind.UPN, who.upn
    login = AliasKind.REFERENCE if layout is Layout.CONNPASS else AliasKind.LOGIN
    for kind, meaning in (
        (login, Meaning.LOGIN),
        (AliasKind.KEY, Meaning.KEY),
        (AliasKind.REFERENCE, Meaning.REFERENCE),
    ):
        if text := one_line(present(record[meaning])):
            yield kind, text


def _system(record: Record, found: Understood) -> System | None:
    """Return the operating system, noting one that is not known."""
    text = present(record[Meaning.SYSTEM])
    system = system_of(text)
    if text and system is None:
        found.note(Notice.UNKNOWN_SYSTEM, record.line, example=text)
    return system


def _granted_on(record: Record, found: Understood, *, dates: Dates) -> date | None:
    """Return the day access was granted, noting one that cannot be read."""
    text = present(record[Meaning.GRANTED_ON])
    if not text:
        return None
    try:
        day = dates.read(text).day
    except Refused:
        day = None
    if day is None:
        found.note(Notice.UNREAD_DATE, record.line, example=text)
    return day


def _dates_of(records: Iterable[Record]) -> Iterator[tuple[int, str]]:
    """Give the dates of a roster with their lines."""
    return ((record.line, record[Meaning.GRANTED_ON]) for record in records if record[Meaning.GRANTED_ON])


def _sessions(cell: str) -> tuple[str, ...]:
    """Return the sessions a cell names, divided by semicolons, bars or lines."""
    return tuple(dict.fromkeys(name for part in _BETWEEN_SESSIONS.split(present(cell)) if (name := one_line(part))))


def _tell(found: Understood, people: list[RosterPerson], *, dates: Dates) -> None:
    """Say what is to be known about the file: no addresses, an open question of dates, who could be mistaken."""
    if people and not any(person.email for person in people):
        found.warn(Notice.NO_EMAILS)
    found.note_order(dates)
    by_email: defaultdict[str, list[RosterPerson]] = defaultdict(list)
    by_name: defaultdict[str, list[RosterPerson]] = defaultdict(list)
    for person in people:
        by_name[identity_key(person.name)].append(person)
        if person.email:
            by_email[identity_key(person.email)].append(person)
    for sharing in by_email.values():
        if len(sharing) > 1:
            names = tuple(person.name for person in sharing)
            found.warn(Notice.SHARED_EMAIL, email=sharing[0].email, names=names, lines=_lines(sharing))
    for namesakes in by_name.values():
        if len(namesakes) > 1:
            found.warn(Notice.SAME_NAME, name=namesakes[0].name, lines=_lines(namesakes))


def _lines(people: Iterable[RosterPerson]) -> tuple[int, ...]:
    """Return all lines of these people, in the order of the file."""
    return tuple(sorted(line for person in people for line in person.lines))

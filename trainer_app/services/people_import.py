"""Takes a roster file into the program: who is new, who is known, what changed, what was left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from trainer_app.domain.access import AccessGrant, GrantKind
from trainer_app.domain.attendee import Alias, AliasKind, Attendee, Role, identity_key
from trainer_app.domain.changes import Deed, Desk, Topic
from trainer_app.domain.import_codes import Meaning
from trainer_app.domain.import_report import ImportReport
from trainer_app.domain.imports import PeopleFile, RosterPerson, Skipped, Warned
from trainer_app.domain.roster_match import Doubt, MatchTrouble, RosterIndex, match, name_key, shared_emails
from trainer_app.domain.session import Session
from trainer_app.exchange.people_in import read_people
from trainer_app.services.context import Context
from trainer_app.services.programs import require_program
from trainer_app.storage.unit_of_work import Reading, Writing

_GRANTED = {AliasKind.KEY: GrantKind.KEY, AliasKind.LOGIN: GrantKind.LOGIN}
UNNAMED_PROVIDER = ""


@dataclass(slots=True)
class _Taken:
    """What the lines of a file come to, gathered before anything is written."""

    added: list[Attendee] = field(default_factory=list)
    changed: list[Attendee] = field(default_factory=list)
    unchanged: int = 0
    aliases: list[tuple[UUID, Alias]] = field(default_factory=list)
    grants: list[tuple[UUID, AccessGrant]] = field(default_factory=list)
    redated: list[AccessGrant] = field(default_factory=list)
    registrations: dict[UUID, list[UUID]] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    unknown_sessions: dict[str, list[int]] = field(default_factory=dict)
    by_name: list[int] = field(default_factory=list)
    same_name: list[int] = field(default_factory=list)


class PeopleImportService:
    """Imports people. A file can be imported again: who is known is brought up to date, nobody is doubled."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def read(self, path: Path, *, mapping: Mapping[int | str, Meaning] | None = None) -> PeopleFile:
        """Return what the file says, without looking at the roster.

        Raises:
            Refused: the file cannot be understood.
        """
        return read_people(path, mapping=mapping)

    def import_file(
        self, path: Path, *, desk: Desk, dry_run: bool = False, mapping: Mapping[int | str, Meaning] | None = None
    ) -> ImportReport:
        """Take a file's people, all that can be taken in one transaction; a dry run writes nothing.

        Raises:
            Refused: the file cannot be understood, or the data file holds no program yet.
        """
        file = self.read(path, mapping=mapping)
        if dry_run:
            with self._context.store.read() as view:
                require_program(view)
                taken = self._sort(view, file)
            return _report(file, taken, dry_run=True)
        with self._context.store.write() as work:
            require_program(work)
            taken = self._sort(work, file)
            if not _nothing(taken):
                self._write(work, taken, path.name, desk)
        return _report(file, taken, dry_run=False)

    def _sort(self, view: Reading, file: PeopleFile) -> _Taken:
        aliases = view.people.aliases()
        sessions = view.sessions.everything()
        sorter = _Sorter(
            roster=RosterIndex.of(view.people.everyone(), aliases),
            aliases={who: {(a.kind, identity_key(a.text)) for a in known} for who, known in aliases.items()},
            grants=view.access.everything(),
            sessions={one.name.casefold(): one for one in sessions},
            registered={one.id: set(view.sessions.registered(one.id)) for one in sessions},
            shared=shared_emails(file.people),
            context=self._context,
        )
        for person in file.people:
            sorter.take(person)
        return sorter.taken

    def _write(self, work: Writing, taken: _Taken, file_name: str, desk: Desk) -> None:
        now = self._context.clock()
        work.people.add(taken.added, at=now)
        for person in taken.changed:
            work.people.change(person)
        work.people.add_aliases(taken.aliases)
        work.access.add(taken.grants)
        for grant in taken.redated:
            work.access.change(grant)
        for session_id, who in taken.registrations.items():
            work.sessions.register(session_id, who, at=now)
            work.also(Topic.SESSIONS)
        detail = {"file": file_name, "added": len(taken.added), "updated": len(taken.changed)}
        work.record(Deed(Topic.PEOPLE, "people_imported", detail=detail), at=now, desk=desk)


@dataclass(slots=True)
class _Sorter:
    roster: RosterIndex
    aliases: dict[UUID, set[tuple[AliasKind, str]]]
    grants: dict[UUID, tuple[AccessGrant, ...]]
    sessions: dict[str, Session]
    registered: dict[UUID, set[UUID]]
    shared: frozenset[str]
    context: Context
    taken: _Taken = field(default_factory=_Taken)

    def take(self, person: RosterPerson) -> None:
        found = match(person, self.roster, shared=self.shared)
        if isinstance(found, Doubt):
            self.taken.skipped.append(
                Skipped(person.lines[0], found.code, {"name": person.name, "others": found.others})
            )
            return
        if found is None:
            self._add(person)
        else:
            self._bring_up_to_date(found, person)

    def _add(self, person: RosterPerson) -> None:
        if self.roster.by_name.get(name_key(person.name)):
            self.taken.same_name.extend(person.lines[:1])
        new = Attendee(
            self.context.new_id(), person.name, person.email, person.team, system=person.system, role=person.role
        )
        self.taken.added.append(new)
        self._keep_identities(new, person)

    def _bring_up_to_date(self, found: Attendee, person: RosterPerson) -> None:
        if not person.email and not person.aliases:
            self.taken.by_name.extend(person.lines[:1])
        self.roster.taken.add(found.id)
        newer = replace(
            found,
            email=found.email or person.email,
            team=person.team or found.team,
            system=person.system or found.system,
            role=person.role if person.role is Role.STAFF else found.role,
            walk_in=False,
        )
        news = self._keep_identities(newer, person)
        if newer != found:
            self.taken.changed.append(newer)
        elif news:
            self.taken.changed.append(found)
        else:
            self.taken.unchanged += 1

    def _keep_identities(self, who: Attendee, person: RosterPerson) -> bool:
        """Keep aliases, access and registrations of this line; say whether any was new."""
        results = [
            self._keep_aliases(who, person),
            self._keep_access(who, person),
            self._keep_registrations(who, person),
        ]
        return any(results)

    def _keep_aliases(self, who: Attendee, person: RosterPerson) -> bool:
        said = [Alias(kind, text) for kind, text in person.aliases]
        if who.name != person.name:
            said.append(Alias(AliasKind.NAME, person.name))
        if person.email and identity_key(who.email or "") != identity_key(person.email):
            said.append(Alias(AliasKind.EMAIL, person.email))
        known = self.aliases.setdefault(who.id, set())
        unknown = [one for one in said if (one.kind, identity_key(one.text)) not in known]
        new = [one for one in unknown if not self._is_taken(who, one, person.lines[0])]
        known.update((one.kind, identity_key(one.text)) for one in new)
        self.roster.add_aliases(who, new)
        self.taken.aliases.extend((who.id, one) for one in new)
        return bool(new)

    def _is_taken(self, who: Attendee, alias: Alias, line: int) -> bool:
        owner = self.roster.owner(alias.kind, alias.text) if alias.kind in _GRANTED else None
        if owner is None or owner.id == who.id:
            return False
        facts = {"name": who.name, "others": (owner.name,), "text": alias.text}
        self.taken.skipped.append(Skipped(line, MatchTrouble.KEY_TAKEN, facts))
        return True

    def _keep_access(self, who: Attendee, person: RosterPerson) -> bool:
        had = {(g.kind, identity_key(g.identifier)): g for g in self.grants.get(who.id, ())}
        news = False
        mine = self.aliases.get(who.id, set())
        for kind, text in person.aliases:
            if kind not in _GRANTED or (kind, identity_key(text)) not in mine:
                continue
            if kind is AliasKind.LOGIN and person.granted_on is None:
                continue  # a login alone says who somebody is, not that they were given access
            grant = AccessGrant(who.id, person.provider or UNNAMED_PROVIDER, _GRANTED[kind], text, person.granted_on)
            old = had.get((grant.kind, identity_key(text)))
            if old is None:
                self.taken.grants.append((self.context.new_id(), grant))
                news = True
            elif grant.granted_on and old.granted_on != grant.granted_on:
                self.taken.redated.append(replace(old, granted_on=grant.granted_on))
                news = True
        return news

    def _keep_registrations(self, who: Attendee, person: RosterPerson) -> bool:
        news = False
        for name in person.sessions:
            session = self.sessions.get(name.casefold())
            if session is None:
                self.taken.unknown_sessions.setdefault(name, []).append(person.lines[0])
                continue
            if who.id not in self.registered[session.id]:
                news = True
                self.taken.registrations.setdefault(session.id, []).append(who.id)
        return news


def _nothing(taken: _Taken) -> bool:
    return not (taken.added or taken.changed or taken.aliases or taken.grants or taken.registrations)


def _report(file: PeopleFile, taken: _Taken, *, dry_run: bool) -> ImportReport:
    skipped = sorted([*file.skipped, *taken.skipped], key=lambda one: one.line)
    return ImportReport(
        understood_as=file.understood_as,
        columns=file.columns,
        people=len(file.people),
        rows=file.rows,
        added=len(taken.added),
        updated=len(taken.changed),
        unchanged=taken.unchanged,
        skipped=tuple(skipped),
        warnings=(*file.warnings, *_warnings(taken)),
        dry_run=dry_run,
    )


def _warnings(taken: _Taken) -> Iterable[Warned]:
    if taken.by_name:
        yield Warned(MatchTrouble.MATCHED_BY_NAME, {"lines": tuple(taken.by_name)})
    if taken.same_name:
        yield Warned(MatchTrouble.SAME_NAME_KNOWN, {"lines": tuple(taken.same_name)})
    for name, lines in taken.unknown_sessions.items():
        yield Warned(MatchTrouble.UNKNOWN_SESSION, {"session": name, "lines": tuple(lines)})

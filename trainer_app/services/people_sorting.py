"""Sorts the people of a file against the roster: who is new, what changed of whom, and what stays doubtful."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from trainer_app.domain.access import AccessGrant, GrantKind
from trainer_app.domain.attendee import Alias, AliasKind, Attendee, Role, identity_key
from trainer_app.domain.import_decisions import Choice, Decision, Duplicate
from trainer_app.domain.imports import RosterPerson, Skipped
from trainer_app.domain.names import fold
from trainer_app.domain.registration import over_by
from trainer_app.domain.roster_match import Doubt, MatchTrouble, RosterIndex, is_made_from, match, name_key
from trainer_app.domain.session import Session
from trainer_app.services.session_lookup import name_folded

_GRANTED = {AliasKind.KEY: GrantKind.KEY, AliasKind.LOGIN: GrantKind.LOGIN}
UNNAMED_PROVIDER = ""


@dataclass(slots=True)
class Taken:
    """What the lines of a file come to, gathered before anything is written.

    `added` are new people; `known` holds everybody else the file speaks of, as they were and as they are now, and
    `news` those of whom it knows a new alias, access or registration. `registrations` are new ones by session.
    `full` are the registrations for sessions that would pass their hard capacity with them: none of those is taken.
    `by_name` and `same_name` are line numbers to be told.
    """

    added: dict[UUID, Attendee] = field(default_factory=dict)
    known: dict[UUID, tuple[Attendee, Attendee]] = field(default_factory=dict)
    news: set[UUID] = field(default_factory=set)
    aliases: list[tuple[UUID, Alias]] = field(default_factory=list)
    grants: list[tuple[UUID, AccessGrant]] = field(default_factory=list)
    redated: list[AccessGrant] = field(default_factory=list)
    registrations: dict[UUID, list[UUID]] = field(default_factory=dict)
    full: list[tuple[Session, list[UUID]]] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    unknown_sessions: dict[str, list[int]] = field(default_factory=dict)
    by_name: list[int] = field(default_factory=list)
    same_name: list[int] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)

    @property
    def changed(self) -> list[Attendee]:
        """Return the known people something has changed of, as they are now."""
        return [now for before, now in self.known.values() if now != before or now.id in self.news]

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.added or self.changed)

    def name(self, who: UUID) -> str:
        """Return the name of somebody the file speaks of, as it is now."""
        return (self.added.get(who) or self.known[who][1]).name


@dataclass(slots=True)
class Sorter:
    """Takes one person of the file after the other. What is known already is given and kept up to date.

    `aliases` and `grants` are those of everybody, `sessions` by folded name, `registered` who is
    registered for which session, or was and moved or cancelled since, `standing` how many are now; `shared` are
    the file's e-mail addresses that several people share. `decisions` are what a person chose, by first line.
    """

    roster: RosterIndex
    aliases: dict[UUID, set[tuple[AliasKind, str]]]
    grants: dict[UUID, tuple[AccessGrant, ...]]
    sessions: dict[str, Session]
    registered: dict[UUID, set[UUID]]
    standing: dict[UUID, int]
    shared: frozenset[str]
    new_id: Callable[[], UUID]
    decisions: Mapping[int, Decision] = field(default_factory=dict)
    taken: Taken = field(default_factory=Taken)

    def take(self, person: RosterPerson) -> None:
        """Sort one person of the file."""
        found = match(person, self.roster, shared=self.shared)
        duplicate = self._duplicate(person, found)
        if duplicate:
            self.taken.duplicates.append(duplicate)
            if person.lines[0] in self.decisions:
                self._obey(duplicate)
                return
        if isinstance(found, Doubt):
            facts = {"name": person.name, "email": person.email or "", "others": found.others}
            self.taken.skipped.append(Skipped(person.lines[0], found.code, facts))
        elif found is None:
            self._add(person)
        else:
            self._bring_up_to_date(found, person)

    def finish(self) -> Taken:
        """Leave out whom sessions with a hard capacity have no place for, all of a session's or none; return it all."""
        taken = self.taken
        for session in self.sessions.values():
            new = taken.registrations.get(session.id, [])
            if session.hard_capacity and new and over_by(session, self.standing[session.id] + len(new)):
                taken.full.append((session, taken.registrations.pop(session.id)))
        taken.news.update(who for new in taken.registrations.values() for who in new if who in taken.known)
        return taken

    def _duplicate(self, person: RosterPerson, found: Attendee | Doubt | None) -> Duplicate | None:
        """Return whom a person should look at before this line is taken, None where the evidence is plain."""
        code: MatchTrouble
        if isinstance(found, Doubt):
            others, code, now = found.people, found.code, Decision(Choice.LEAVE_OUT)
        elif found is None:
            others = tuple(self.roster.by_name.get(name_key(person.name), {}).values()) if person.named else ()
            code, now = MatchTrouble.SAME_NAME_KNOWN, Decision(Choice.TWO)
        elif _by_name_alone(person, found):
            others, code, now = (found,), MatchTrouble.MATCHED_BY_NAME, Decision(Choice.SAME, found.id)
        else:
            return None
        now = self.decisions.get(person.lines[0], now)
        return Duplicate(person.lines[0], person, others, code, now) if others else None

    def _obey(self, duplicate: Duplicate) -> None:
        """Take a person of the file as somebody decided."""
        decision, person = duplicate.decision, duplicate.person
        same = next((one for one in duplicate.others if one.id == decision.attendee_id), duplicate.others[0])
        if decision.choice is Choice.SAME:
            self._bring_up_to_date(same, person, is_sure=True)
        elif decision.choice is Choice.TWO:
            self._add(person, is_sure=True)
        else:
            self.taken.skipped.append(Skipped(person.lines[0], MatchTrouble.LEFT_OUT, {"name": person.name}))

    def _as_of_now(self, found: Attendee) -> Attendee:
        """Return the person as earlier lines of the file left them."""
        if found.id in self.taken.known:
            return self.taken.known[found.id][1]
        return self.taken.added.get(found.id, found)

    def _add(self, person: RosterPerson, *, is_sure: bool = False) -> None:
        if not is_sure and self.roster.by_name.get(name_key(person.name)):
            self.taken.same_name.extend(person.lines[:1])
        new = Attendee(self.new_id(), person.name, person.email, person.team, system=person.system, role=person.role)
        self.taken.added[new.id] = new
        self._keep_identities(new, person)

    def _bring_up_to_date(self, found: Attendee, person: RosterPerson, *, is_sure: bool = False) -> None:
        if not is_sure and not person.email and not person.aliases:
            self.taken.by_name.extend(person.lines[:1])
        self.roster.taken.add(found.id)
        now = self._as_of_now(found)
        newer = _newer(now, person)
        if self._keep_identities(newer, person, earlier_name=now.name):
            self.taken.news.add(found.id)
        if found.id in self.taken.added:
            self.taken.added[found.id] = newer
        else:
            before, _now = self.taken.known.get(found.id, (found, found))
            self.taken.known[found.id] = (before, newer)

    def _keep_identities(self, who: Attendee, person: RosterPerson, *, earlier_name: str = "") -> bool:
        """Keep aliases, access and registrations of this line; say whether any alias or access was new."""
        self._keep_registrations(who, person)
        results = [
            self._keep_aliases(who, list(_aliases(who, person, earlier_name)), person.lines[0]),
            self._keep_access(who, person),
        ]
        return any(results)

    def _keep_aliases(self, who: Attendee, said: list[Alias], line: int) -> bool:
        known = self.aliases.setdefault(who.id, set())
        unknown = [one for one in said if (one.kind, identity_key(one.text)) not in known]
        new = [one for one in unknown if not self._is_taken(who, one, line)]
        known.update((one.kind, identity_key(one.text)) for one in new)
        self.roster.add_aliases(who, new)
        self.taken.aliases.extend((who.id, one) for one in new)
        return bool(new)

    def _is_taken(self, who: Attendee, alias: Alias, line: int) -> bool:
        owner = self.roster.owner(alias.kind, alias.text) if alias.kind in _GRANTED else None
        if owner is None or owner.id == who.id:
            return False
        facts = {"name": who.name, "email": who.email or "", "others": (owner.name,)}
        self.taken.skipped.append(Skipped(line, MatchTrouble.KEY_TAKEN, facts))
        return True

    def _keep_access(self, who: Attendee, person: RosterPerson) -> bool:
        results = [self._keep_grant(grant) for grant in self._grants_of(who, person)]
        return any(results)

    def _grants_of(self, who: Attendee, person: RosterPerson) -> Iterator[AccessGrant]:
        """Give the access a line tells of: its keys and logins, else the e-mail's where a day is written.

        A login without a day says who somebody is, not that they were given access.
        """
        mine, provider = self.aliases.get(who.id, set()), person.provider or UNNAMED_PROVIDER
        held = [
            AccessGrant(who.id, provider, _GRANTED[kind], text, person.granted_on)
            for kind, text in person.aliases
            if kind in _GRANTED and (kind, identity_key(text)) in mine
        ]
        yield from (one for one in held if one.kind is GrantKind.KEY or one.granted_on)
        if person.granted_on and person.email and not person.aliases_of(*_GRANTED):
            yield AccessGrant(who.id, provider, GrantKind.EMAIL, person.email, person.granted_on)

    def _keep_grant(self, grant: AccessGrant) -> bool:
        had = self.grants.get(grant.attendee_id, ())
        old = next((one for one in had if _is_same_access(one, grant)), None)
        if old is None:
            self.taken.grants.append((self.new_id(), grant))
            self.grants[grant.attendee_id] = (*had, grant)
            return True
        if not grant.granted_on or old.granted_on == grant.granted_on:
            return False
        redated = replace(old, granted_on=grant.granted_on)
        self.taken.redated.append(redated)
        self.grants[grant.attendee_id] = tuple(redated if one is old else one for one in had)
        return True

    def _keep_registrations(self, who: Attendee, person: RosterPerson) -> None:
        for name in person.sessions:
            session = self.sessions.get(name_folded(name))
            if session is None:
                self.taken.unknown_sessions.setdefault(name, []).append(person.lines[0])
            elif who.id not in self.registered[session.id]:
                self.registered[session.id].add(who.id)
                self.taken.registrations.setdefault(session.id, []).append(who.id)


def _by_name_alone(person: RosterPerson, found: Attendee) -> bool:
    """Whether nothing but a name speaks for this, and not even that and the team are written the same."""
    if person.email or person.aliases:
        return False
    same_name = identity_key(person.name) == identity_key(found.name)
    return not (same_name and identity_key(person.team or "") == identity_key(found.team or ""))


def _newer(found: Attendee, person: RosterPerson) -> Attendee:
    same_team = identity_key(person.team or "") == identity_key(found.team or "")
    return replace(
        found,
        name=_better_name(found, person),
        email=found.email or person.email,
        team=found.team if same_team else person.team or found.team,
        system=person.system or found.system,
        role=person.role if person.role is Role.STAFF else found.role,
        walk_in=False,
    )


def _better_name(found: Attendee, person: RosterPerson) -> str:
    """Return the file's name for a walk-in, and in place of one that was only made from an address or login."""
    if not person.named:
        return found.name
    identities = [found.email or "", person.email or "", *(text for _kind, text in person.aliases)]
    says_more = len(fold(person.name)) > len(fold(found.name)) and is_made_from(found.name, identities)
    return person.name if found.walk_in or says_more else found.name


def _aliases(who: Attendee, person: RosterPerson, earlier_name: str) -> Iterator[Alias]:
    """Give every other way this person is called, by the file or until now."""
    names = [text for text in (person.name if person.named else "", earlier_name) if text]
    said = [*person.aliases, *((AliasKind.NAME, name) for name in names)]
    if person.email and identity_key(who.email or "") != identity_key(person.email):
        said.append((AliasKind.EMAIL, person.email))
    yield from (
        Alias(kind, text) for kind, text in dict.fromkeys(said) if kind is not AliasKind.NAME or text != who.name
    )


def _is_same_access(one: AccessGrant, other: AccessGrant) -> bool:
    return one.kind is other.kind and identity_key(one.identifier) == identity_key(other.identifier)

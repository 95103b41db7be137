"""Who on the roster a line of a file means: never by a name alone, nor by an e-mail several people share.

Order of evidence: e-mail, sign-in name, tool login, key, reference; then name, and only where neither
side knows anything better. Whatever stays doubtful is told, not guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from uuid import UUID

from trainer_app.domain.attendee import Alias, AliasKind, Attendee, identity_key
from trainer_app.domain.imports import RosterPerson

_BY_ALIAS = (AliasKind.UPN, AliasKind.LOGIN, AliasKind.KEY, AliasKind.REFERENCE)


class MatchTrouble(Enum):
    """Why a line could not be matched with the roster without asking."""

    EMAIL_OF_ANOTHER_NAME = "this e-mail belongs to a person of another name"
    EVIDENCE_DISAGREES = "the e-mail and the key or login belong to different people"
    KEY_TAKEN = "this key or login already belongs to somebody else"
    NAME_SEVERAL_TIMES = "several people of this name are on the roster"
    NOT_ON_ROSTER = "nobody on the roster has this e-mail or name"
    SAME_NAME_KNOWN = "somebody of this name is already on the roster"
    MATCHED_BY_NAME = "people without an e-mail were matched by name alone"
    UNKNOWN_SESSION = "there is no session of this name"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A match nobody should guess: the code and the names of those it could be."""

    code: MatchTrouble
    others: tuple[str, ...]


@dataclass(slots=True)
class RosterIndex:
    """The roster by every kind of evidence. Build it with `of`; `add` a person once they are written."""

    by_email: dict[str, list[Attendee]] = field(default_factory=dict)
    by_alias: dict[tuple[AliasKind, str], list[Attendee]] = field(default_factory=dict)
    by_name: dict[str, list[Attendee]] = field(default_factory=dict)
    taken: set[UUID] = field(default_factory=set)

    @classmethod
    def of(cls, people: Iterable[Attendee], aliases: Mapping[UUID, Iterable[Alias]]) -> RosterIndex:
        """Return the index over these people and their aliases."""
        index = cls()
        for person in people:
            index.add(person, aliases.get(person.id, ()))
        return index

    def add(self, person: Attendee, aliases: Iterable[Alias] = ()) -> None:
        """Let later lines find this person."""
        if person.email:
            self.by_email.setdefault(identity_key(person.email), []).append(person)
        self.by_name.setdefault(name_key(person.name), []).append(person)
        self.add_aliases(person, aliases)

    def add_aliases(self, person: Attendee, aliases: Iterable[Alias]) -> None:
        """Let later lines find this person by these aliases."""
        for alias in aliases:
            self.by_alias.setdefault((alias.kind, identity_key(alias.text)), []).append(person)

    def owner(self, kind: AliasKind, text: str) -> Attendee | None:
        """Return who has this key, login or other alias; None for nobody or several."""
        found = self.by_alias.get((kind, identity_key(text)), [])
        return found[0] if len(found) == 1 else None


def shared_emails(people: Iterable[RosterPerson]) -> frozenset[str]:
    """Return the e-mail addresses that several people of one file share."""
    counts = Counter(identity_key(person.email) for person in people if person.email)
    return frozenset(email for email, count in counts.items() if count > 1)


def match(person: RosterPerson, roster: RosterIndex, *, shared: frozenset[str]) -> Attendee | Doubt | None:
    """Return whom this line means: somebody on the roster, nobody yet (None), or a doubt to be told.

    `shared` are the e-mail addresses of the file that do not tell people apart. People of the same
    file are not compared with each other: its reader has done that.
    """
    by_alias = next(
        (one for kind, text in person.aliases if kind in _BY_ALIAS and (one := roster.owner(kind, text))), None
    )
    by_email = roster.by_email.get(identity_key(person.email), []) if person.email else []
    if by_email:
        is_shared = len(by_email) > 1 or identity_key(person.email or "") in shared
        return _by_email(person, by_email, by_alias, is_shared=is_shared)
    if by_alias:
        if person.email and by_alias.email and not names_agree(person.name, by_alias.name):
            return Doubt(MatchTrouble.KEY_TAKEN, (by_alias.name,))
        return by_alias
    return None if person.email or _has_alias(person) else _by_name(person, roster)


def names_agree(one: str, other: str) -> bool:
    """Whether two spellings can be one person's: the same words in any order, or one leaving some out."""
    first, second = set(name_key(one).split()), set(name_key(other).split())
    return bool(first) and bool(second) and (first <= second or second <= first)


def name_key(name: str) -> str:
    """Return the form under which names are compared: folded, without punctuation between the words."""
    return " ".join(identity_key("".join(c if c.isalnum() else " " for c in name)).split())


def _by_email(
    person: RosterPerson, found: list[Attendee], by_alias: Attendee | None, *, is_shared: bool
) -> Attendee | Doubt | None:
    agreeing = [one for one in found if names_agree(person.name, one.name)]
    if by_alias and by_alias in found:
        return by_alias
    if by_alias and len(agreeing) == 1:
        return Doubt(MatchTrouble.EVIDENCE_DISAGREES, (agreeing[0].name, by_alias.name))
    if len(agreeing) == 1:
        return agreeing[0]
    if agreeing:
        return Doubt(MatchTrouble.NAME_SEVERAL_TIMES, tuple(one.name for one in agreeing))
    if is_shared:
        return None  # a shared address: one more person behind it
    return Doubt(MatchTrouble.EMAIL_OF_ANOTHER_NAME, (found[0].name,))


def _by_name(person: RosterPerson, roster: RosterIndex) -> Attendee | None:
    """A line that knows a name and nothing else is a person of the roster who is known by nothing else either."""
    same = roster.by_name.get(name_key(person.name), [])
    free = [one for one in same if not one.email and one.id not in roster.taken and _same_team(person, one)]
    return free[0] if free else None


def _same_team(person: RosterPerson, other: Attendee) -> bool:
    return not person.team or not other.team or identity_key(person.team) == identity_key(other.team)


def _has_alias(person: RosterPerson) -> bool:
    return any(kind in _BY_ALIAS for kind, _text in person.aliases)

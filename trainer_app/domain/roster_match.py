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
from trainer_app.domain.names import fold, same_name

_EMAILS = (AliasKind.EMAIL, AliasKind.UPN)
_SIGN_INS = (AliasKind.UPN, AliasKind.LOGIN, AliasKind.KEY)
_IDENTITIES = (AliasKind.EMAIL, *_SIGN_INS, AliasKind.REFERENCE)
_CROWD = 50  # an address of more people is a placeholder; under it only the very same name counts
_People = dict[UUID, Attendee]


class MatchTrouble(Enum):
    """Why a line could not be matched with the roster without asking."""

    EMAIL_OF_ANOTHER_NAME = "this e-mail belongs to a person of another name"
    EMAIL_OF_SEVERAL = "several people on the roster share this e-mail"
    EMAIL_IS_NEW = "the person of this name on the roster has another e-mail"
    EVIDENCE_DISAGREES = "the e-mail and the key or login belong to different people"
    KEY_TAKEN = "this key or login already belongs to somebody else"
    NAME_SEVERAL_TIMES = "several people of this name are on the roster"
    NOT_ON_ROSTER = "nobody on the roster has this e-mail or name"
    SAME_NAME_KNOWN = "somebody of this name is already on the roster"
    MATCHED_BY_NAME = "people without an e-mail were matched by name alone"
    LEFT_OUT = "somebody chose to leave this person out"
    STOPPED = "the import was stopped before anything was written"
    UNKNOWN_SESSION = "there is no session of this name"
    SESSION_FULL = "a session has no place for all whom the file registers for it"
    SESSION_NOT_SAID = "nothing says which session this is about"
    TIMES_OF_ANOTHER_DAY = "people are said to have come on another day than the session's"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A match nobody should guess: the code and those it could be."""

    code: MatchTrouble
    people: tuple[Attendee, ...]

    @property
    def others(self) -> tuple[str, ...]:
        """The names of those it could be."""
        return tuple(one.name for one in self.people)


@dataclass(slots=True)
class RosterIndex:
    """The roster by every kind of evidence. Build it with `of`; `add` a person once they are written.

    `by_email` also holds other addresses and sign-in names. `by_name` is keyed by `names.same_name`.
    `taken` are those a line of the file was matched with already.
    """

    by_email: dict[str, _People] = field(default_factory=dict)
    by_alias: dict[tuple[AliasKind, str], _People] = field(default_factory=dict)
    by_name: dict[str, _People] = field(default_factory=dict)
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
            self.by_email.setdefault(identity_key(person.email), {})[person.id] = person
        self.by_name.setdefault(name_key(person.name), {})[person.id] = person
        self.add_aliases(person, aliases)

    def add_aliases(self, person: Attendee, aliases: Iterable[Alias]) -> None:
        """Let later lines find this person by these aliases."""
        for alias in aliases:
            key = identity_key(alias.text)
            self.by_alias.setdefault((alias.kind, key), {})[person.id] = person
            if alias.kind in _EMAILS:
                self.by_email.setdefault(key, {})[person.id] = person

    def owner(self, kind: AliasKind, text: str) -> Attendee | None:
        """Return who has this key, login or other alias; None for nobody or several."""
        found = self.by_alias.get((kind, identity_key(text)), {})
        return next(iter(found.values())) if len(found) == 1 else None

    def named(self, name: str) -> list[Attendee]:
        """Return everybody of this name: written the same, else with other accents, signs or order of words."""
        same = [*self.by_name.get(name_key(name), {}).values()]
        return [one for one in same if identity_key(one.name) == identity_key(name)] or same

    def also_named(self, name: str) -> list[Attendee]:
        """Return everybody whom some file called this beside their own name."""
        return [*self.by_alias.get((AliasKind.NAME, identity_key(name)), {}).values()]


def shared_emails(people: Iterable[RosterPerson]) -> frozenset[str]:
    """Return the e-mail addresses that several people of one file share."""
    counts = Counter(identity_key(person.email) for person in people if person.email)
    return frozenset(email for email, count in counts.items() if count > 1)


def match(person: RosterPerson, roster: RosterIndex, *, shared: frozenset[str]) -> Attendee | Doubt | None:
    """Return whom this line means: somebody on the roster, nobody yet (None), or a doubt to be told.

    `shared` are the e-mail addresses of the file that do not tell people apart. People of the same
    file are not compared with each other: its reader has done that.
    """
    by_sign_in = next((one for kind in _SIGN_INS for one in _owners(person, kind, roster)), None)
    by_email = _by_addresses(person, roster)
    if by_email:
        is_shared = len(by_email) > 1 or identity_key(person.email or "") in shared
        return _by_email(person, by_email, by_sign_in, roster=roster, is_shared=is_shared)
    if by_sign_in:
        may_be = _may_be(person, by_sign_in, roster)
        return by_sign_in if may_be else Doubt(MatchTrouble.KEY_TAKEN, (by_sign_in,))
    if person.email or person.aliases_of(AliasKind.EMAIL, *_SIGN_INS):
        return _by_reference(person, roster)
    return _by_reference(person, roster) or _by_name(person, roster)


def names_agree(one: str, other: str) -> bool:
    """Whether two spellings can be one person's: the same words in any order, or one leaving some out.

    Accents do not count, nor the blank between the parts of a name in Han.
    """
    if name_key(one) == name_key(other):
        return True
    first, second = set(fold(one).split()), set(fold(other).split())
    return bool(first) and bool(second) and (first <= second or second <= first)


def name_key(name: str) -> str:
    """Return the form under which whole names are compared."""
    return same_name(name) or identity_key(name)


def is_made_from(name: str, identities: Iterable[str]) -> bool:
    """Whether this name only spells an e-mail address, login or key out: "Jd" of jd42@example.org."""
    letters = _letters(name)
    return any(
        identity_key(name) == identity_key(text) or (letters and letters == _letters(_local(text)))
        for text in identities
    )


def _owners(person: RosterPerson, kind: AliasKind, roster: RosterIndex) -> list[Attendee]:
    return [one for text in person.aliases_of(kind) if (one := roster.owner(kind, text))]


def _by_addresses(person: RosterPerson, roster: RosterIndex) -> _People:
    """Return everybody on the roster with one of the addresses, the first address that anybody has deciding."""
    addresses = [person.email or "", *person.aliases_of(*_EMAILS)]
    return next((found for text in addresses if (found := roster.by_email.get(identity_key(text)))), {})


def _by_email(
    person: RosterPerson, found: _People, by_sign_in: Attendee | None, *, roster: RosterIndex, is_shared: bool
) -> Attendee | Doubt | None:
    first = next(iter(found.values()))
    if by_sign_in:
        disagrees = Doubt(MatchTrouble.EVIDENCE_DISAGREES, (first, by_sign_in))
        return by_sign_in if by_sign_in.id in found else disagrees
    same = [one for one in roster.named(person.name) if one.id in found]
    if not same and len(found) <= _CROWD:
        same = [one for one in found.values() if _may_be(person, one, roster)]
    if len(same) == 1:
        return same[0]
    if same:
        return Doubt(MatchTrouble.EMAIL_OF_SEVERAL, tuple(same))
    if is_shared:
        return None  # a shared address: one more person behind it
    return Doubt(MatchTrouble.EMAIL_OF_ANOTHER_NAME, (first,))


def _may_be(person: RosterPerson, other: Attendee, roster: RosterIndex) -> bool:
    """Whether the names do not speak against it; a name that nobody wrote speaks for nothing."""
    identities = [person.email or "", *person.aliases_of(*_IDENTITIES)]
    if not person.named or is_made_from(other.name, identities):
        return True
    forms = [person.name, *person.aliases_of(AliasKind.NAME)]
    also = (one.id for form in forms for one in roster.also_named(form))
    return any(names_agree(form, other.name) for form in forms) or other.id in also


def _by_reference(person: RosterPerson, roster: RosterIndex) -> Attendee | None:
    """Return whom a reference means; other lists, and orders of several people, number alike: the names must agree."""
    if not person.named:
        return None
    keys = [(AliasKind.REFERENCE, identity_key(text)) for text in person.aliases_of(AliasKind.REFERENCE)]
    found = {one.id: one for key in keys for one in roster.by_alias.get(key, {}).values()}
    same = [one for one in roster.named(person.name) if one.id in found]
    if not same and len(found) <= _CROWD:
        same = [one for one in found.values() if _may_be(person, one, roster)]
    return same[0] if len(same) == 1 else None


def _by_name(person: RosterPerson, roster: RosterIndex) -> Attendee | None:
    """A line that knows a name and nothing else is a person of the roster who has no e-mail either."""
    same = roster.named(person.name)
    free = [one for one in same if not one.email and one.id not in roster.taken and _same_team(person, one)]
    return free[0] if free else None


def _same_team(person: RosterPerson, other: Attendee) -> bool:
    return not person.team or not other.team or identity_key(person.team) == identity_key(other.team)


def _letters(text: str) -> str:
    return "".join(sign for sign in fold(text) if sign.isalpha())


def _local(text: str) -> str:
    return text.partition("@")[0].partition("+")[0]

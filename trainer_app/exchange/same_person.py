"""Which lines of one file mean the same person, and what they say of that person together.

The order of identity is e-mail, principal name, login, key, reference. An identity alone does not decide: the
names must agree too, because shared addresses exist. A name alone never does, because namesakes exist.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from trainer_app.domain.attendee import AliasKind, Role, System, identity_key
from trainer_app.domain.imports import RosterPerson
from trainer_app.exchange.naming import Naming, agree

_CROWD = 50


@dataclass(frozen=True, slots=True)
class Mention:
    """What one line says of a person. `named` is False where the name was made from an e-mail address or login."""

    line: int
    naming: Naming
    named: bool = True
    email: str | None = None
    team: str | None = None
    system: System | None = None
    role: Role = Role.ATTENDEE
    aliases: tuple[tuple[AliasKind, str], ...] = ()
    granted_on: date | None = None
    provider: str | None = None
    sessions: tuple[str, ...] = ()


class _Group:
    """The lines that are taken for one person so far."""

    def __init__(self) -> None:
        self.mentions: list[Mention] = []
        self._email = ""
        self._names: dict[str, Naming] = {}

    def add(self, mention: Mention) -> None:
        """Take a line for this person."""
        self.mentions.append(mention)
        self._email = self._email or identity_key(mention.email or "")
        if mention.named:
            self._names.setdefault(identity_key(mention.naming.shown), mention.naming)

    def may_hold(self, mention: Mention) -> bool:
        """Say whether a line of the same identity may be this person's: no other address, and the names agree."""
        if mention.email and self._email and identity_key(mention.email) != self._email:
            return False
        return not mention.named or not self._names or any(agree(mention.naming, name) for name in self._names.values())

    def has_name(self, name: str) -> bool:
        """Say whether a line of this person had this very name, given as its `identity_key`."""
        return name in self._names


def gather(mentions: Iterable[Mention]) -> list[RosterPerson]:
    """Return each person once, in the order of their first line."""
    groups: list[_Group] = []
    by_identity: defaultdict[tuple[AliasKind, str], list[_Group]] = defaultdict(list)
    for mention in mentions:
        identities = list(_identities(mention))
        group = next((g for identity in identities if (g := _group_of(mention, by_identity[identity]))), None)
        if group is None:
            group = _Group()
            groups.append(group)
        group.add(mention)
        for identity in identities:
            if not any(known is group for known in by_identity[identity]):
                by_identity[identity].append(group)
    return [_together(group.mentions) for group in groups]


def _identities(mention: Mention) -> Iterator[tuple[AliasKind, str]]:
    """Give what identifies a mention, strongest first; a name is not among it."""
    if mention.email:
        yield AliasKind.EMAIL, identity_key(mention.email)
    for kind in (AliasKind.UPN, AliasKind.LOGIN, AliasKind.KEY, AliasKind.REFERENCE):
        yield from ((kind, identity_key(text)) for its_kind, text in mention.aliases if its_kind is kind)


def _group_of(mention: Mention, groups: list[_Group]) -> _Group | None:
    """Return the group the mention belongs to: the one with the very same name, else the only one that may be.

    An identity of more than `_CROWD` people is a placeholder; under it only the very same name counts.
    """
    name = identity_key(mention.naming.shown)
    same = [group for group in groups if group.has_name(name) and group.may_hold(mention)]
    if same or len(groups) > _CROWD:
        return same[0] if len(same) == 1 else None
    fitting = [group for group in groups if group.may_hold(mention)]
    return fitting[0] if len(fitting) == 1 else None


def _together(group: list[Mention]) -> RosterPerson:
    """Say together what the lines of one person say; where they differ, the first that says anything counts."""
    name = max(group, key=lambda m: (m.named, len(m.naming.others))).naming.shown
    written = dict.fromkeys(form for m in group if m.named for form in (m.naming.shown, *m.naming.others))
    written.pop(name, None)
    aliases = dict.fromkeys(alias for m in group for alias in m.aliases)
    return RosterPerson(
        lines=tuple(m.line for m in group),
        name=name,
        email=next((m.email for m in group if m.email), None),
        team=next((m.team for m in group if m.team), None),
        system=next((m.system for m in group if m.system), None),
        role=Role.STAFF if any(m.role is Role.STAFF for m in group) else Role.ATTENDEE,
        aliases=(*aliases, *((AliasKind.NAME, form) for form in written)),
        granted_on=next((m.granted_on for m in group if m.granted_on), None),
        provider=next((m.provider for m in group if m.provider), None),
        sessions=tuple(dict.fromkeys(session for m in group for session in m.sessions)),
        named=any(m.named for m in group),
    )

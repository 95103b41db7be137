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


def gather(mentions: Iterable[Mention]) -> list[RosterPerson]:
    """Return each person once, in the order of their first line."""
    groups: list[list[Mention]] = []
    by_identity: defaultdict[tuple[AliasKind, str], list[list[Mention]]] = defaultdict(list)
    for mention in mentions:
        identities = list(_identities(mention))
        group = next((g for i in identities if (g := _group_of(mention, by_identity[i])) is not None), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(mention)
        for identity in identities:
            if not any(known is group for known in by_identity[identity]):
                by_identity[identity].append(group)
    return [_together(group) for group in groups]


def _identities(mention: Mention) -> Iterator[tuple[AliasKind, str]]:
    """Give what identifies a mention, strongest first; a name is not among it."""
    if mention.email:
        yield AliasKind.EMAIL, identity_key(mention.email)
    for kind in (AliasKind.UPN, AliasKind.LOGIN, AliasKind.KEY, AliasKind.REFERENCE):
        yield from ((kind, identity_key(text)) for its_kind, text in mention.aliases if its_kind is kind)


def _group_of(mention: Mention, groups: list[list[Mention]]) -> list[Mention] | None:
    """Return the group whose names agree with the mention's: the one with the very same name, or the only one."""
    same = [group for group in groups if any(_same_name(mention, other) for other in group)]
    fitting = same or [group for group in groups if any(_may_be_one(mention, other) for other in group)]
    fitting = [group for group in fitting if all(_emails_agree(mention, other) for other in group)]
    return fitting[0] if len(fitting) == 1 else None


def _same_name(one: Mention, other: Mention) -> bool:
    return identity_key(one.naming.shown) == identity_key(other.naming.shown)


def _may_be_one(one: Mention, other: Mention) -> bool:
    return not (one.named and other.named) or agree(one.naming, other.naming)


def _emails_agree(one: Mention, other: Mention) -> bool:
    return not (one.email and other.email) or identity_key(one.email) == identity_key(other.email)


def _together(group: list[Mention]) -> RosterPerson:
    """Say together what the lines of one person say; where they differ, the first that says anything counts."""
    name = max((m for m in group), key=lambda m: (m.named, len(m.naming.others))).naming.shown
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

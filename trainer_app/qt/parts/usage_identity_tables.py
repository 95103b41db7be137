"""The tables of identities that belong to nobody, and of those that belong to several people."""

from __future__ import annotations

from collections.abc import Hashable

from trainer_app.domain.usage_identities import NobodysIdentity, SharedIdentity
from trainer_app.qt.models.table_rows import Column
from trainer_app.qt.parts.table import Table
from trainer_app.words import usage_identities as words
from trainer_app.words.language import say


def nobodys_table() -> Table[NobodysIdentity]:
    """Return the table of identities nobody is known by."""
    return Table(
        say(words.TITLE),
        [
            Column(say(words.IDENTITY), _identity, width=0, strong=True),
            Column(say(words.KIND), _kind, width=72),
            Column(say(words.DAYS), _days, width=100, align_right=True, order=_days_order),
            Column(say(words.UNITS), _units, width=92, align_right=True, order=_units_order),
            Column(say(words.LAST), _last, width=108, align_right=True),
        ],
        key=_key,
    )


def shared_table() -> Table[SharedIdentity]:
    """Return the table of identities recorded for several people."""
    return Table(
        say(words.TAB_SHARED),
        [
            Column(say(words.IDENTITY), _shared_identity, width=0, strong=True),
            Column(say(words.KIND), _shared_kind, width=76),
            Column(say(words.OWNERS), words.owners, width=0),
            Column(say(words.DAYS), _shared_days, width=120, align_right=True, order=_shared_order),
        ],
        key=_shared_key,
    )


def _identity(one: NobodysIdentity) -> str:
    return one.identity.value


def _kind(one: NobodysIdentity) -> str:
    return words.kind(one.identity.kind)


def _days(one: NobodysIdentity) -> str:
    return f"{one.active_days:,}"


def _days_order(one: NobodysIdentity) -> int:
    return one.active_days


def _units(one: NobodysIdentity) -> str:
    return words.units(one.units)


def _units_order(one: NobodysIdentity) -> float:
    return one.units


def _last(one: NobodysIdentity) -> str:
    return one.last_day.isoformat()


def _key(one: NobodysIdentity) -> Hashable:
    return one.identity


def _shared_identity(one: SharedIdentity) -> str:
    return one.identity.value


def _shared_kind(one: SharedIdentity) -> str:
    return words.kind(one.identity.kind)


def _shared_days(one: SharedIdentity) -> str:
    return f"{one.usage.active_days:,}" if one.usage else say(words.NOT_IN_USAGE)


def _shared_order(one: SharedIdentity) -> int:
    return one.usage.active_days if one.usage else 0


def _shared_key(one: SharedIdentity) -> Hashable:
    return one.identity

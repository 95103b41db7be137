"""Pre-flight: what is weighed before the doors open, and what needs a look."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Final
from zoneinfo import ZoneInfo

from trainer_app.domain.network import Address, is_link_local
from trainer_app.domain.session import Session

PEOPLE_PER_HELPER: Final = 5  # one helper per 4 to 5 people in setup holds half the waits within 2 minutes
TIGHT_DISK: Final = 1_000_000_000  # bytes
FULL_DISK: Final = 100_000_000
OLD_BACKUP: Final = timedelta(days=2)  # a copy is made each day the file is opened


class Check(Enum):
    """What was looked at."""

    ROSTER = "roster"
    EXPECTED = "expected"
    HELPERS = "helpers"
    DISK = "disk"
    CLOCK = "clock"
    BACKUP = "backup"
    NETWORK = "network"


class Weight(Enum):
    """How it is: in order, worth a look, or in the way."""

    FINE = "fine"
    LOOK = "look"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check and how it came out; the facts fill its sentence."""

    check: Check
    weight: Weight
    facts: Mapping[str, object] = field(default_factory=dict)


def weigh_roster(people: int) -> Finding:
    """Weigh how many people there are at all."""
    return Finding(Check.ROSTER, Weight.FINE if people else Weight.LOOK, {"count": people})


def weigh_expected(expected: int, capacity: int | None) -> Finding:
    """Weigh how many are expected against the places there are; None means no limit."""
    fits = capacity is None or expected <= capacity
    return Finding(Check.EXPECTED, Weight.FINE if fits else Weight.LOOK, {"count": expected, "capacity": capacity})


def weigh_helpers(helpers: int, expected: int) -> Finding:
    """Weigh the helpers against the people who may get stuck."""
    needed = -(-expected // PEOPLE_PER_HELPER)
    return Finding(
        Check.HELPERS, Weight.FINE if helpers >= needed else Weight.LOOK, {"count": helpers, "needed": needed}
    )


def weigh_disk(free: int) -> Finding:
    """Weigh the free bytes beside the data file."""
    weight = Weight.STOP if free < FULL_DISK else Weight.LOOK if free < TIGHT_DISK else Weight.FINE
    return Finding(Check.DISK, weight, {"free": free})


def weigh_clock(here: datetime, session: Session, *, newest: datetime | None) -> Finding:
    """Weigh this laptop's clock: is it the room's, and not behind what was already written?

    `here` carries the laptop's own zone; `newest` is when the last change was written.
    """
    there = here.astimezone(ZoneInfo(session.zone))
    behind = newest is not None and here < newest
    other_zone = here.utcoffset() != there.utcoffset()
    facts = {"at": here, "zone": session.zone, "behind": behind, "other_zone": other_zone}
    return Finding(Check.CLOCK, Weight.LOOK if behind or other_zone else Weight.FINE, facts)


def weigh_backup(newest: datetime | None, now: datetime) -> Finding:
    """Weigh how old the newest backup is; None where there is none."""
    fine = newest is not None and now - newest < OLD_BACKUP
    return Finding(Check.BACKUP, Weight.FINE if fine else Weight.LOOK, {"newest": newest, "now": now})


def weigh_network(addresses: Collection[Address]) -> Finding:
    """Weigh whether phones could reach this laptop at all: `addresses` are its own, the likeliest first."""
    given = [one for one in addresses if one.usable and not is_link_local(one.ip)]
    facts = {"address": given[0].ip if given else "", "kind": given[0].kind if given else None}
    return Finding(Check.NETWORK, Weight.FINE if given else Weight.LOOK, facts)

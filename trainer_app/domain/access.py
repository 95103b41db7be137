"""Access: the individual key, login or seat a person was given, and since when.

Only identifiers are recorded ("key_3207…", a login, an e-mail), never the secret itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID


class GrantKind(Enum):
    """What the person was given, and so what a usage export may name them by."""

    KEY = "key"
    LOGIN = "login"
    SEAT = "seat"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class AccessGrant:
    """One key, login or seat of one person. Dates are local; `granted_on` None means "not recorded"."""

    attendee_id: UUID
    provider: str
    kind: GrantKind
    identifier: str
    granted_on: date | None
    ended_on: date | None = None


class AccessTrouble(Enum):
    """Why an access grant was refused."""

    IDENTIFIER_MISSING = "an access grant needs the key's id, the login or the e-mail"
    IS_THE_KEY_ITSELF = "this looks like the key itself, not its id; no secret is ever stored"
    ENDS_BEFORE_GRANTED = "access ends before it was granted"
    GONE = "this access grant is not there any more"
    ALREADY = "exactly this access is recorded for this person"
    TAKEN = "the key, login or e-mail is already recorded for somebody else"


def first_access(grants: Iterable[AccessGrant], *, as_of: date) -> date | None:
    """Return the day access began, None where no dated grant is recorded up to `as_of`."""
    return min((g.granted_on for g in grants if g.granted_on and g.granted_on <= as_of), default=None)

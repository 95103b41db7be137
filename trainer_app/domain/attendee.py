"""Attendees: the people of a program, their teams and the other names they are known by."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import Enum
from uuid import UUID


class System(Enum):
    """The operating system on an attendee's own laptop."""

    WINDOWS = "windows"
    MACOS = "macos"
    LINUX = "linux"


class Role(Enum):
    """What a person is on the roster for; only attendees count as trainees."""

    ATTENDEE = "attendee"
    STAFF = "staff"


class AliasKind(Enum):
    """Another way a file may name a person, strongest identity first."""

    EMAIL = "email"
    UPN = "upn"
    LOGIN = "login"
    KEY = "key"
    REFERENCE = "reference"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name somebody is known by in some file."""

    kind: AliasKind
    text: str


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person of the program, as every face shows them. E-mail is trimmed, as written."""

    id: UUID
    name: str
    email: str | None = None
    team: str | None = None
    system: System | None = None
    role: Role = Role.ATTENDEE
    walk_in: bool = False


class PeopleTrouble(Enum):
    """Why something about people was refused."""

    GONE = "this person is not in the program any more"
    NAME_MISSING = "a person needs a name"
    NOBODY_FOUND = "nobody matches the text"
    ONLY_CLOSE_FOUND = "nobody matches the text, some come close"
    SEVERAL_FOUND = "several people match the text"
    SAME_PERSON = "a person cannot be merged with themselves"
    KEY_TAKEN = "this key or login already belongs to somebody else"


def identity_key(text: str) -> str:
    """Return the form under which an e-mail, login, key or team name is compared: NFKC, folded, trimmed."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())

"""The demo's story: who is in it, when they were trained, and what became of them. Seeded, and all invented."""

from __future__ import annotations

import string
from dataclasses import dataclass
from enum import Enum
from random import Random

from trainer_app.domain.attendee import System

_GIVEN = (
    *("Aiko", "Haruto", "Yuna", "Sora", "Mei", "Takumi", "Noa", "Linus", "Zoë", "Mateo", "Ines", "Omar", "Leila"),
    *("Arjun", "Priya", "Wei", "Lan", "Łukasz", "Søren", "Freya", "Emre", "Amara", "Kofi", "Björn", "Chloé", "Tomás"),
    *("Nadia", "Ravi", "Hana", "Jonas", "Elif", "Marta", "Diego", "Anouk", "Tariq"),
)
_FAMILY = (
    *("Tanaka", "Ito", "Nakamura", "Kowalski", "Lefèvre", "Silva", "Haddad", "Patel", "Chen", "Nguyen", "Larsen"),
    *("Ångström", "Yilmaz", "Mensah", "Müller", "García", "O'Brien", "Rossi", "Novák", "Okafor", "de la Cruz"),
    *("Fischer", "Sharma", "Kim", "Dubois", "Horvat", "Andersson", "Costa", "Weber", "Aydin", "Moreau", "Santos"),
)
_JAPANESE = ("石田 菜穂子", "高橋 健太", "渡辺 さくら", "小林 大輔")
_TEAMS = {"Engineering": 17, "Sales": 13, "Customer care": 12, "Finance": 11, "Marketing": 10, "Operations": 7}
_SYSTEMS = (System.WINDOWS, System.WINDOWS, System.WINDOWS, System.MACOS, System.MACOS, System.LINUX)
PAST_SESSIONS = 5
ROWS_OF_SEATS = string.ascii_uppercase


class Fate(Enum):
    """What became of somebody after their training."""

    CONTINUED = "continued"
    LAPSED = "lapsed"
    RETURNED = "returned"
    STOPPED = "stopped"
    TRIED_ONCE = "tried_once"
    NOT_COMPLETED = "not_completed"
    NEVER_CAME = "never_came"
    TODAY = "today"


# How many of each there are: of the 53 trained weeks ago, 51 completed and 25 of those came back (49 %).
_FATES = {
    Fate.CONTINUED: 14,
    Fate.LAPSED: 4,
    Fate.RETURNED: 4,
    Fate.STOPPED: 3,
    Fate.TRIED_ONCE: 26,
    Fate.NOT_COMPLETED: 2,
    Fate.NEVER_CAME: 3,
    Fate.TODAY: 14,
}
EXPLORED_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Character:
    """One person of the story. `session` is the number of their hands-on session, None for nobody's.

    `pace` multiplies every step's minutes; `explored` used their key before any training.
    """

    name: str
    email: str
    team: str
    system: System
    key: str
    fate: Fate
    session: int | None
    pace: float
    explored: bool


def cast(random: Random) -> list[Character]:
    """Return the seventy people of the story."""
    teams = [team for team, size in _TEAMS.items() for _ in range(size)]
    fates = [fate for fate, count in _FATES.items() for _ in range(count)]
    random.shuffle(fates)
    explorers = set(random.sample(range(len(fates)), round(len(fates) * EXPLORED_SHARE)))
    sessions = _sessions(fates)
    return [
        Character(
            name=name,
            email=f"p{number:02}.{_ascii(name)}@example.org",
            team=teams[number],
            system=random.choice(_SYSTEMS),
            key=f"key_{random.getrandbits(64):016x}",
            fate=fates[number],
            session=sessions[number],
            pace=random.lognormvariate(0, 0.22),
            explored=number in explorers,
        )
        for number, name in enumerate(_names(random, len(fates)))
    ]


def _names(random: Random, count: int) -> list[str]:
    names = [*_JAPANESE, "Maximiliane Freifrau von der Hohenfels-Ravensburg"]
    while len(names) < count:
        name = f"{random.choice(_GIVEN)} {random.choice(_FAMILY)}"
        if name not in names:
            names.append(name)
    random.shuffle(names)
    return names


def _sessions(fates: list[Fate]) -> list[int | None]:
    found: list[int | None] = []
    turn = 0
    for fate in fates:
        if fate is Fate.NEVER_CAME:
            found.append(None)
        elif fate is Fate.TODAY:
            found.append(PAST_SESSIONS + 1)
        else:
            found.append(turn % PAST_SESSIONS + 1)
            turn += 1
    return found


def _ascii(name: str) -> str:
    word = "".join(letter for letter in name.split(maxsplit=1)[0].casefold() if letter.isascii() and letter.isalpha())
    return word or "guest"

"""What is said of keys, logins and e-mails in the usage that belong to nobody, or to several people."""

from __future__ import annotations

from enum import Enum
from typing import Final

from trainer_app.domain.access import GrantKind
from trainer_app.domain.attendee import Attendee
from trainer_app.domain.usage import IdentityKind
from trainer_app.domain.usage_file import UsageLayout
from trainer_app.domain.usage_identities import IdentityTrouble, NobodysIdentity, SharedIdentity, Through
from trainer_app.words import adoption
from trainer_app.words.language import N_, say, say_count
from trainer_app.words.times import day

SENTENCES: Final[dict[Enum, str]] = {
    IdentityTrouble.NAMES_NOBODY: N_("This usage names nobody, so it cannot be given to anybody."),
    IdentityTrouble.BELONGS_TO: N_("“{identity}” already belongs to {people}. Nothing was changed."),
    IdentityTrouble.NOT_ASIDE: N_("“{identity}” is not set aside any more."),
    IdentityTrouble.NOT_SHARED: N_("“{identity}” is not shared any more. Nothing was changed."),
    IdentityTrouble.OWN_EMAIL: N_(
        "“{identity}” is the e-mail address of {people}. Give one of them another address on the People page."
    ),
}

TITLE: Final = N_("Keys nobody is known by")
INTRO: Final = N_(
    "The usage names these, and nobody on the roster has them. Their days are kept and count once you say whose they are."
)
TAB_OPEN: Final = N_("Nobody’s")
TAB_SHARED: Final = N_("At several people")
TAB_ASIDE: Final = N_("Set aside")
CLOSE: Final = N_("Back")
GIVE_ACCESS: Final = N_("Record access…")
KIND: Final = N_("Kind")
IDENTITY: Final = N_("Key or login")
LAST: Final = N_("Last day")
DAYS: Final = N_("Active days")
UNITS: Final = N_("Requests")
OWNERS: Final = N_("Recorded for")
SEARCH: Final = N_("Whose is it? Type a name")
FOUND: Final = N_("People found")
SEVERAL: Final = N_("It is recorded for several people, so its usage shows none of them. Whose is it?")
PICK: Final = N_("Choose a line to say whose it is.")
IS_THEIRS: Final = N_("It is theirs")
ONLY_THEIRS: Final = N_("Only theirs")
EVIDENCE: Final = N_("The very same text is recorded for them in another place.")
NOT_A_PERSON: Final = N_("Not a person")
LOOK_AGAIN: Final = N_("Look at it again")
NONE_TITLE: Final = N_("Every key is known")
NONE_TEXT: Final = N_("All the usage that was imported belongs to somebody on the roster.")
NONE_ASIDE_TITLE: Final = N_("Nothing is set aside")
NONE_ASIDE_TEXT: Final = N_("What is no person, such as a service account, can be set aside here.")
NONE_SHARED_TITLE: Final = N_("No key is at two people")
NONE_SHARED_TEXT: Final = N_("A key that two people are recorded with shows neither of them; it would be listed here.")
NOT_IN_USAGE: Final = N_("not in the usage")
PROVIDER: Final = N_("Provider")
PROVIDER_HINT: Final = N_("such as OpenAI or GitHub")
IDENTIFIER: Final = N_("Its id, login or e-mail")
IDENTIFIER_HINT: Final = N_("never the secret key itself")
SINCE: Final = N_("Given on")
UNTIL: Final = N_("Ends on")
KNOWN_SINCE: Final = N_("The day it was given is known")
HAS_END: Final = N_("It has an end")
PERSON: Final = N_("Person")
PERSON_HINT: Final = N_("Type a name")
SAVE: Final = N_("Record")
CANCEL: Final = N_("Cancel")
GRANT_TITLE: Final = N_("Record access")
GRANT_INTRO: Final = N_("Which key, login or seat somebody was given. Only its id is kept; no secret is ever stored.")

_KINDS: Final = {
    IdentityKind.EMAIL: N_("E-mail"),
    IdentityKind.LOGIN: N_("Login"),
    IdentityKind.KEY: N_("Key"),
    IdentityKind.NONE: N_("Nobody"),
}
_GRANTS: Final = {
    GrantKind.KEY: N_("Key"),
    GrantKind.LOGIN: N_("Login"),
    GrantKind.SEAT: N_("Seat"),
    GrantKind.EMAIL: N_("E-mail"),
}
_THROUGH: Final = {
    Through.EMAIL: N_("as their e-mail address"),
    Through.ALIAS: N_("as another name of theirs"),
    Through.GRANT: N_("as access they were given"),
}


def kind(which: IdentityKind) -> str:
    """Return "Key", "Login" or "E-mail"."""
    return say(_KINDS[which])


def grant_kind(which: GrantKind) -> str:
    """Return what was given, in a word."""
    return say(_GRANTS[which])


def sources(named: tuple[str, ...]) -> str:
    """Return where usage came from, as people call it."""
    return ", ".join(source(one) for one in named)


def source(named: str) -> str:
    """Return one source: what its export is called, and the name somebody gave it."""
    layout, _, given = named.partition(":")
    known = next((adoption.layout(one) for one in UsageLayout if one.value == layout), layout)
    return f"{known} · {given}" if given else known


def units(amount: float) -> str:
    """Return a number of requests."""
    return f"{amount:,.0f}" if float(amount).is_integer() else f"{amount:,.1f}"


def told(one: NobodysIdentity, *, year: int) -> str:
    """Return what the usage shows of one identity."""
    return say(
        N_("{kind} · {days}, {first} to {last} · {sources}"),
        kind=kind(one.identity.kind),
        sources=sources(one.sources),
        days=say_count(N_("{count} active day"), N_("{count} active days"), one.active_days),
        first=day(one.first_day, year=year),
        last=day(one.last_day, year=year),
    )


def owners(one: SharedIdentity) -> str:
    """Return whom a shared identity is recorded for."""
    return ", ".join(person.name for person, _through in one.owners)


def is_theirs(person: Attendee) -> str:
    """Return what a screen reader says of the button that takes a suggestion."""
    return say(N_("It belongs to {name}"), name=person.name)


def only_theirs(person: Attendee) -> str:
    """Return what a screen reader says of the button that settles a shared identity."""
    return say(N_("It belongs to {name} alone"), name=person.name)


def who(person: Attendee) -> str:
    """Return a person with what tells them apart."""
    return " · ".join(part for part in (person.name, person.team) if part)


def through(which: Through) -> str:
    """Return where it stands that an identity is somebody's."""
    return say(_THROUGH[which])


def assigned(person: Attendee, identity: str) -> str:
    """Return what was done."""
    return say(N_("{identity} is {name}’s from now on."), identity=identity, name=person.name)


def set_aside(identity: str) -> str:
    """Return what was done."""
    return say(N_("{identity} is set aside: it is no person."), identity=identity)


def taken_back(identity: str) -> str:
    """Return what was done."""
    return say(N_("{identity} is looked at again."), identity=identity)


def granted(name: str) -> str:
    """Return what was done."""
    return say(N_("The access of {name} is recorded."), name=name)

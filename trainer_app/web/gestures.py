"""What phones can do: every gesture once, with who may, what it says, and which service does it.

The HTTP interface, the forms of the pages, the OpenAPI document and the table of who may do what are all read off here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from trainer_app.domain.changes import Desk
from trainer_app.domain.errors import Refused
from trainer_app.domain.phone import Phone, PhoneRole, PhoneTrouble, readable
from trainer_app.services.phones import Ask, desk_of
from trainer_app.web.needs import Needs


class Body(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, frozen=True):
    """What every gesture says: its own id, made by the phone; a retry repeats it and gets the first answer again."""

    id: UUID


class Answer(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """The answer to a gesture: a sentence to show, the page to go to, what came of it, and whether it is a repetition.

    Only `go` and `outcome` are kept for a retry; sentences name people.
    """

    said: str | None = None
    go: str | None = None
    outcome: str | None = None
    repeated: bool = False


class Trouble(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """Why a gesture was refused: a sentence to show, and a code for programs."""

    said: str
    trouble: str
    go: str | None = None


@dataclass(frozen=True, slots=True)
class Tap:
    """One gesture that came in: from which phone, and what it says."""

    services: Needs
    phone: Phone
    body: Any

    @property
    def session_id(self) -> UUID:
        """The session the phone joined."""
        return self.phone.session_id

    @property
    def who(self) -> UUID:
        """Whose phone it is.

        Raises:
            Refused: nobody has said so yet, or the desk has not nodded.
        """
        if self.phone.attendee_id is None or self.phone.waits:
            raise Refused(PhoneTrouble.NOBODY_YET)
        return self.phone.attendee_id

    @property
    def desk(self) -> Desk:
        """Who acts, for the trail: a helper or door by name, an attendee as themselves."""
        if self.phone.name or self.phone.attendee_id is None:
            return desk_of(self.phone)
        person = self.services.people.listed(self.phone.attendee_id)
        return desk_of(self.phone, person.name if person else "")


@dataclass(frozen=True, slots=True)
class Gesture:
    """One kind of gesture: `POST /api/<name>`. `back` is the page a form without script returns to."""

    name: str
    roles: frozenset[PhoneRole]
    body: type[Body]
    act: Callable[[Tap], Answer]
    back: str = "/"


def gesture(  # positional: how a table of them reads best
    name: str, role: PhoneRole, body: type[Body], act: Callable[[Tap], Answer], *, back: str = "/"
) -> tuple[str, Gesture]:
    """Return an entry of a table of gestures."""
    return name, Gesture(name, frozenset({role}), body, act, back)


def answer(services: Needs, phone: Phone, *, asked: Gesture, body: Body) -> Answer:
    """Do what a phone asks for, once.

    Raises:
        Refused: the role may not, or the service says no.
        StorageDown: it could not be kept; the phone tries again.
    """
    if phone.role not in asked.roles:
        raise Refused(PhoneTrouble.NOT_ALLOWED)
    body, said = _readable(body), list[str | None]()

    def act() -> Mapping[str, object]:
        made = asked.act(Tap(services, phone, body))
        said.append(made.said)
        return {name: value for name, value in (("go", made.go), ("outcome", made.outcome)) if value}

    ask = Ask(body.id, asked.name, msgspec.to_builtins(body))
    kept = services.phones.once(phone, ask, act)
    return msgspec.convert({**kept, "said": said[0] if said else None}, Answer)


def _readable(body: Body) -> Body:
    """Return what a gesture says with all its texts readable: others see them on their phones and at the desk."""
    said = {name: getattr(body, name) for name in body.__struct_fields__}
    return msgspec.structs.replace(body, **{name: _cleaned(value) for name, value in said.items()})


def _cleaned(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(_cleaned(one) for one in value)
    return readable(value) if isinstance(value, str) else value

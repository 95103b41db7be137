"""What tests of an attendee's phone look at: what it was told, and what is kept of its person."""

from __future__ import annotations

from tests.web.hall import Hall, PhoneClient, Reply
from trainer_app.domain.help import HelpTicket
from trainer_app.services.phone_floor import MyFloor


def found(phone: PhoneClient, text: str) -> list[str]:
    return [one["name"] for one in phone.send("GET", f"/api/find?q={text}").json.get("people", ())]


def mine(hall: Hall, name: str = "Sakura") -> MyFloor:
    return hall.world.services.phone_floor.look(hall.session.id, hall.world.people[name].id)


def me(phone: PhoneClient) -> dict[str, object]:
    told: dict[str, object] = phone.get("/api/me").json
    return told


def fine(reply: Reply) -> Reply:
    assert reply.status == 200, reply.text
    return reply


def ticket(hall: Hall, name: str = "Sakura") -> HelpTicket:
    standing = mine(hall, name).ticket
    assert standing is not None
    return standing

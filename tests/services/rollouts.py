"""What several service tests need: checklists, people in the room, and everything that stands in a data file."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from tests.world import World
from trainer_app.domain.checklist import Checklist, Step
from trainer_app.domain.session import Session
from trainer_app.storage.columns import metadata
from trainer_app.storage.tables import ticket, ticket_stage

STEPS = ("terminal", "install", "sign_in", "first_change")  # the last one completes
# Rows that say how something came about, and rows that are made once and then shared by whoever needs them.
_NOT_STATE = {"activity", "attempt", "checklist", "team"}
_REVERSED = ("undone_at", "cancelled_at", "removed_at")


def checklist(*, version: int = 1, steps: tuple[str, ...] = STEPS, minutes: float = 4) -> Checklist:
    made = tuple(
        Step(key, key.title(), "So that it works.", minutes, {None: "Do it."}, {}, {}, completes=key == steps[-1])
        for key in steps
    )
    return Checklist("small", "A small checklist", version, made)


def come_in(world: World, session: Session, *names: str) -> None:
    """Check these people in, by their first names; who is not on the roster is added to it."""
    for name in names:
        who = world.people.get(name) or world.person(f"{name} Smith")
        assert world.come(who, session).check_in


def standing(world: World) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table that stands, but for the trail itself and the numbers given to rows."""
    found = {}
    with world.services.context.store.read() as view:
        for table in metadata.sorted_tables:
            if table.name not in _NOT_STATE:
                columns = [column for column in table.c if column.name not in {"number", *_REVERSED}]
                query = select(*columns).where(*(table.c[name].is_(None) for name in _REVERSED if name in table.c))
                if table is ticket_stage:
                    query = query.join(ticket).where(ticket.c.undone_at.is_(None))
                found[table.name] = sorted(map(tuple, view.db.execute(query)), key=repr)
    return found


def lines(world: World) -> int:
    """Return how many lines the audit trail has."""
    return world.services.context.store.cursor()

"""What an attendee's phone can do: their own step and hand, and nothing of anybody else."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta

from trainer_app.domain.phone import PhoneRole
from trainer_app.web.gestures import Answer, Body, Gesture, Tap, gesture

Key = Annotated[str, Meta(min_length=1, max_length=80)]


class Done(Body, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """My step is done."""

    step: Key


def _done(tap: Tap) -> Answer:
    tap.services.floor.mark(tap.session_id, tap.who, tap.body.step, desk=tap.desk)
    return Answer()


GESTURES: Final[tuple[tuple[str, Gesture], ...]] = (gesture("done", PhoneRole.ATTENDEE, Done, _done),)

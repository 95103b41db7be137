"""The days on which hands-on training was held, as the people in the room counted them."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from trainer_app.domain.session import Phase, SessionKind
from trainer_app.storage.unit_of_work import Reading


def training_days(view: Reading) -> frozenset[date]:
    """Return the local days of every hands-on session that was held or somebody came to."""
    came = {one.session_id for one in view.attendance.standing_everywhere()}
    held = [one for one in view.sessions.everything() if one.id in came or one.phase is not Phase.PLANNED]
    return frozenset(
        one.starts_at.astimezone(ZoneInfo(one.zone)).date() for one in held if one.kind is SessionKind.HANDS_ON
    )

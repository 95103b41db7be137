"""Finds the session that is meant, by id or by name."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from trainer_app.domain.errors import Refused
from trainer_app.domain.session import Session, SessionTrouble
from trainer_app.storage.unit_of_work import Reading


def require_session(view: Reading, session_id: UUID) -> Session:
    """Return this session.

    Raises:
        Refused: it is gone.
    """
    found = view.sessions.get(session_id)
    if found is None:
        raise Refused(SessionTrouble.GONE)
    return found


def find_session(sessions: Sequence[Session], name: str) -> Session:
    """Return the one session meant by this text: its name, or a beginning only one has.

    Raises:
        Refused: none or several fit.
    """
    wanted = name_folded(name)
    exact = [one for one in sessions if name_folded(one.name) == wanted]
    found = exact or [one for one in sessions if wanted and name_folded(one.name).startswith(wanted)]
    if not found:
        raise Refused(SessionTrouble.NOT_FOUND, session=name, sessions=tuple(one.name for one in sessions))
    if len(found) > 1:
        raise Refused(SessionTrouble.SEVERAL_FOUND, session=name, sessions=tuple(one.name for one in found))
    return found[0]


def name_folded(text: str) -> str:
    """Return the form under which session names are compared: case and blanks do not matter."""
    return " ".join(text.casefold().split())

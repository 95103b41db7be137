"""Sends the door's gestures to the service, and keeps one whose answer never came, to be sent again as it was."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from trainer_app.bootstrap import Services
from trainer_app.domain.check_in import CheckInResult, InputKind, Outcome, Override, OverrideKind, Welcome
from trainer_app.domain.errors import StorageDown, Told
from trainer_app.domain.session import Session
from trainer_app.qt.current import Current
from trainer_app.qt.tell import Tell
from trainer_app.qt.work import Work
from trainer_app.services.check_in import NewPerson


class Door(QObject):
    """Every attempt is `answered(CheckInResult)`; after a welcome comes `welcomed(CheckInResult, Welcome)`."""

    answered = Signal(object)
    welcomed = Signal(object, object)

    def __init__(self, services: Services, work: Work, tell: Tell, current: Current) -> None:
        super().__init__()
        self._services, self._work, self._tell, self._current = services, work, tell, current
        self._decided: tuple[CheckInResult, OverrideKind] | None = None

    def scan(self, session: Session, code: str) -> None:
        """Check in whoever carries this badge."""
        gesture = self._current.gesture(InputKind.SCANNER, session)
        self._send(partial(self._services.check_in.scan, gesture, code))

    def choose(self, session: Session, attendee_id: UUID) -> None:
        """Check in somebody chosen by name."""
        gesture = self._current.gesture(InputKind.NAME, session)
        self._send(partial(self._services.check_in.choose, gesture, attendee_id))

    def not_found(self, session: Session, text: str) -> None:
        """Ask for somebody nobody of this name is on the roster for; the attempt is kept."""
        gesture = self._current.gesture(InputKind.NAME, session)
        self._send(partial(self._services.check_in.not_found, gesture, text))

    def walk_in(self, session: Session, person: NewPerson) -> None:
        """Add somebody nobody expected and check them in."""
        gesture = self._current.gesture(InputKind.NAME, session)
        self._send(partial(self._services.check_in.walk_in, gesture, person))

    def override(self, refused: CheckInResult, kind: OverrideKind, *, reason: str | None = None) -> None:
        """Let in all the same whoever was refused; a move or guest decided before holds when a reason is added."""
        if refused.attendee is None or (self._decided and self._decided[0] is refused):
            return  # decided already; a second press of the key is no second decision
        if reason and self._decided and self._decided[0].attendee == refused.attendee:
            kind = self._decided[1]
        self._decided = (refused, kind)
        gesture = self._current.gesture(InputKind.NAME, refused.session)
        override = Override(kind, reason)
        self._send(partial(self._services.check_in.choose, gesture, refused.attendee.id, override=override))

    def _send(self, call: Callable[[], CheckInResult]) -> None:
        self._work.run(call, then=self._take, failed=partial(self._fail, call), context=self)

    def _take(self, result: CheckInResult) -> None:
        self._tell.withdraw()
        self.answered.emit(result)
        if result.outcome is Outcome.CHECKED_IN and result.attendee:
            ask = partial(self._services.attendance.welcome, result.session.id, result.attendee.id)
            self._work.read(ask, then=partial(self._welcome, result), context=self, newest="welcome")

    def _welcome(self, result: CheckInResult, welcome: Welcome) -> None:
        self.welcomed.emit(result, welcome)

    def _fail(self, call: Callable[[], CheckInResult], error: Told) -> None:
        if isinstance(error, StorageDown):
            self._tell.offer_again(error, partial(self._send, call))
        else:
            self._tell.trouble(error)

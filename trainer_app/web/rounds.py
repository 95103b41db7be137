"""What the phones' server does by the clock: asks who takes long, lets helpers look again, notes who listens."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from trainer_app.domain.changes import Desk
from trainer_app.domain.errors import Refused, StorageDown
from trainer_app.domain.session import Phase
from trainer_app.web.server import Server

EVERY: Final = 10.0  # seconds
_LOG: Final = logging.getLogger(__name__)
_DESK: Final = Desk("Trainer", "phones")


class Rounds:
    """A task on the server's loop."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._task: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Begin going round."""
        self._task = asyncio.create_task(self._go())

    async def end(self) -> None:
        """Go round no more, and note what is left to note."""
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            await self._quietly(self._server.access.write_heard)

    async def _go(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            for phone_id in self._server.hub.connected():
                self._server.access.heard(phone_id)
            await self._quietly(self._server.access.write_heard)
            await self._quietly(self.nudge)
            self._server.hub.tell_helpers()

    def nudge(self) -> None:
        """Ask everybody whose turn it is, once, on their own phone."""
        view = self._server.board.look()
        if view.session.phase is not Phase.HANDS_ON:
            return
        for card in view.floor.signals.nudges_due:
            who = card.who.attendee_id
            if self._server.services.floor.nudge(view.session.id, who, card.step_key, desk=_DESK):
                self._server.hub.ring_from_anywhere(who)

    async def _quietly(self, call: Callable[[], None]) -> None:
        """Do one thing of a round; what fails now is done at the next one."""
        try:
            await self._server.work(call)
        except (Refused, StorageDown):
            pass
        except Exception:  # noqa: BLE001 - boundary: a fault of ours in one thing ends neither the rounds nor the rest
            _LOG.exception("a round of the phones failed")

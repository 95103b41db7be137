"""The lane of taps: those that come while one is being written go together into the next transaction.

Each transaction is one write to the disk, however many taps are in it; an answer goes out only once its tap is there.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from trainer_app.domain.errors import Refused, StorageDown
from trainer_app.web.gestures import Answer

MOST: Final = 50  # taps of one transaction: the desk waits for it to write something itself
Act = Callable[[], Answer]
Answers = list[Answer | Refused]


class Lane:
    """Belongs to the server's thread. `write` acts on several taps, on a worker's thread, in one transaction."""

    def __init__(self, write: Callable[[Sequence[Act]], Awaitable[Answers]]) -> None:
        self._write = write
        self._waiting: deque[tuple[Act, asyncio.Future[Answer]]] = deque()
        self._running: asyncio.Task[None] | None = None

    async def do(self, act: Act) -> Answer:
        """Act on a tap and return its answer, which is durable.

        Raises:
            Refused: the answer is no.
            StorageDown: nothing could be written.
        """
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((act, answer))
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run())
        return await answer

    async def _run(self) -> None:
        while self._waiting:
            batch = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
            await self._answer(batch)

    async def _answer(self, batch: Sequence[tuple[Act, asyncio.Future[Answer]]]) -> None:
        try:
            answers = await self._write([act for act, _ in batch])
        except StorageDown as down:
            _fail(batch, down)
        except Exception as error:  # noqa: BLE001 - boundary: a fault of ours in one tap is nobody else's
            if len(batch) == 1:
                _fail(batch, error)
                return
            for one in batch:
                await self._answer([one])
        else:
            for (_, waiting), answer in zip(batch, answers, strict=True):
                if waiting.done():
                    continue
                if isinstance(answer, Refused):
                    waiting.set_exception(answer)
                else:
                    waiting.set_result(answer)


def _fail(batch: Sequence[tuple[Act, asyncio.Future[Answer]]], error: Exception) -> None:
    for _, waiting in batch:
        if not waiting.done():
            waiting.set_exception(error)

"""How far reading a usage export has come, and whether it should stop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from trainer_app.domain.usage_file import UsageTrouble
from trainer_app.exchange.usage_cells import Unusable

_LINES = 20_000
_KILO = 1024


@dataclass(frozen=True, slots=True)
class Watch:
    """Tells `progress` of kilobytes read and all there are, and asks `cancelled`, every so many lines."""

    progress: Callable[[int, int], None] | None = None
    cancelled: Callable[[], bool] | None = None

    def over(self, lines: Iterable[str], path: Path) -> Iterator[str]:
        """Give the lines of this file.

        Raises:
            Unusable: reading was cancelled.
        """
        of = path.stat().st_size // _KILO + 1
        done = 0
        for number, line in enumerate(lines):
            if number % _LINES == 0:
                self._look_up(min(done // _KILO, of), of)
            done += len(line)
            yield line
        self._look_up(of, of)

    def _look_up(self, done: int, of: int) -> None:
        if self.cancelled and self.cancelled():
            raise Unusable(UsageTrouble.CANCELLED)
        if self.progress:
            self.progress(done, of)

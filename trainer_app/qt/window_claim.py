"""Whether this window is the first one on its data file."""

from __future__ import annotations

from pathlib import Path


class WindowClaim:
    """Whether this window is the first one on its data file; the next one may work too, but should say so.

    A claim ends with the process, however that ends: what a dead one left behind does not matter.
    """

    def __init__(self, path: Path) -> None:
        from filelock import FileLock  # noqa: PLC0415 - when a file is opened

        path = path.resolve()
        self._lock = FileLock(path.with_name(f"{path.name}.lock"), thread_local=False)
        self.alone = self.look()

    def look(self) -> bool:
        """Say whether no other window came first; where it has gone meanwhile, this one takes its place."""
        from filelock import Timeout  # noqa: PLC0415 - as above

        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            self.alone = False
        except OSError:  # where nothing can be written, nobody else writes either
            self.alone = True
        else:
            self.alone = True
        return self.alone

    def release(self) -> None:
        """Let the next window be the first one."""
        self._lock.release(force=True)

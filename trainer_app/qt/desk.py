"""The desk with its data open, or the reason why it could not be opened."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from trainer_app import bootstrap
from trainer_app.bootstrap import Services
from trainer_app.domain.changes import Desk
from trainer_app.domain.errors import Told
from trainer_app.qt.app import Shell
from trainer_app.qt.contents import CONTENTS
from trainer_app.qt.memory import Memory
from trainer_app.qt.phone_hosting import Hosting, MakeHost
from trainer_app.qt.tokens import Tone
from trainer_app.qt.window_claim import WindowClaim
from trainer_app.qt.wiring import Wiring
from trainer_app.words import desk as words
from trainer_app.words.language import say
from trainer_app.words.settings import RESTORED


def open_desk(path: Path, *, demo: bool = False, backup: Path | None = None) -> OpenDesk | NotOpened:
    """Open the data file and everything that works on it, on a worker thread; with `demo` make the rollout there first.

    A `backup` takes the file's place before that. A file that is not ours, or that cannot be read or written, moves
    in as the reason why; where the backup was at fault, the file is opened as it was and the reason is said.
    """
    from_source = not getattr(sys, "frozen", False)
    said = _restored(path, backup) if backup else ""
    try:
        if demo and not path.exists():
            bootstrap.make_demo(path)
        _import_first_page()
        services = bootstrap.build(path, guard=keep_off_ui_thread if from_source else _let)
        return OpenDesk(services, WindowClaim(path), said=said)
    except Told as error:
        return NotOpened("\n".join(filter(None, (said, bootstrap.sentence(error)))))


def _import_first_page() -> None:
    """Import the page that will be shown first, here where the window need not wait for it."""
    remembered = Memory().page
    first = next((one for one in CONTENTS if one.name == remembered), CONTENTS[0])
    first.load()


def _restored(path: Path, backup: Path) -> str:
    """Let the backup take the file's place; return what to say of it."""
    try:
        kept = bootstrap.restore(path, backup)
    except Told as error:
        return bootstrap.sentence(error)
    return say(RESTORED, file=kept.name) if kept else ""


def keep_off_ui_thread() -> None:
    """Raise where the data file is touched on the UI thread, which would make the window wait."""
    if threading.current_thread() is threading.main_thread():
        raise RuntimeError("the data file was touched on the UI thread; ask through work.run or work.read")


class OpenDesk:
    """One open data file and what serves it; `move_in` makes the pages."""

    def __init__(
        self,
        services: Services,
        claim: WindowClaim | None = None,
        *,
        said: str = "",
        make_host: MakeHost = bootstrap.phone_host,
    ) -> None:
        """`said` is what there is to say about opening it; `make_host` makes what lets phones in, when wanted."""
        self._services, self._claim, self._said = services, claim, said
        self._hosting = Hosting(services, make_host)
        self._wiring: Wiring | None = None

    def move_in(self, shell: Shell, ready: Callable[[], None]) -> None:
        """Fill the window, on the UI thread; `ready` is called once it shows the data."""
        told = shell.memory.settings
        also_open = self._claim is not None and not self._claim.alone
        device = f"{told.device}, window {os.getpid()}" if also_open else told.device
        desk = Desk(told.author, device)
        shell.memory.opened(self._services.context.store.path)
        self._wiring = Wiring(shell, self._services, desk=desk, ready=ready, hosting=self._hosting)
        if not also_open:  # the other window has the phones
            self._wiring.phones.phones.resume()
        if also_open:
            shell.tell.say(say(words.ALSO_OPEN), tone=Tone.INFO)
        if self._said:
            shell.tell.say(self._said, tone=Tone.INFO)

    def move_out(self) -> None:
        """Leave the window, on the UI thread."""
        if self._wiring:
            self._wiring.cut()
            self._wiring = None

    def close(self) -> None:
        """Let go of phones and file."""
        self._hosting.close()
        self._services.close()
        if self._claim:
            self._claim.release()


class NotOpened:
    """A data file that could not be opened, and why."""

    def __init__(self, why: str) -> None:
        self._why = why

    def move_in(self, shell: Shell, ready: Callable[[], None]) -> None:
        """Say why, on the UI thread; there is nothing to be ready for."""
        del ready
        shell.not_opened(self._why)

    def move_out(self) -> None:
        """Leave nothing behind."""

    def close(self) -> None:
        """Let go of nothing."""


def _let() -> None:
    """Allow everything: a frozen program shows a slow moment rather than a crash report."""

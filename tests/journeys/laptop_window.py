"""The program with its window, as a process that can be killed: `python -m tests.journeys.laptop_window DATA WALL`.

What window and projector show to the room, codes and PIN, is also written to WALL for phones that cannot see.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from trainer_app import bootstrap
from trainer_app.__main__ import main
from trainer_app.domain.errors import Refused
from trainer_app.domain.phone import PhoneRole


def write_on(wall: Path, hosts: list[Any]) -> None:
    """Write what is shown, whenever it changes."""
    shown = ""
    while True:
        time.sleep(0.2)
        for host in hosts:
            with suppress(Refused, IndexError):
                now = host.status()
                if now is None:
                    continue
                urls = {role.value: host.join_url(role, now.hosts[0]) for role in PhoneRole}
                text = json.dumps({**urls, "pin": now.pin})
                if text != shown:
                    wall.with_suffix(".part").write_text(text, encoding="utf-8")
                    wall.with_suffix(".part").replace(wall)
                    shown = text


def begin(data: str, wall: str) -> int:
    """Open the window on this data file."""
    hosts: list[Any] = []
    make = bootstrap.phone_host

    def make_and_keep(*arguments: Any, **more: Any) -> Any:
        hosts.append(make(*arguments, **more))
        return hosts[-1]

    bootstrap.phone_host = make_and_keep
    threading.Thread(target=write_on, args=(Path(wall), hosts), daemon=True).start()
    sys.argv = ["trainer-app", "--data", data]
    return main()


if __name__ == "__main__":
    sys.exit(begin(*sys.argv[1:]))

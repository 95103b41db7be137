"""Starts the window or a command; nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

from trainer_app.cli.commands import Tour, Window, parse, run

_ENVIRONMENT = 3


def main() -> int:
    """Run what the command line asks for; return 0 for done, 2 for the person's mistake, 3 for the environment."""
    asked = parse(sys.argv[1:])
    if isinstance(asked, Tour):
        return _tour(asked)
    if not isinstance(asked, Window):
        return run(asked)
    from trainer_app.qt.app import OpenFile, open_window

    def load(path: Path, *, demo: bool, backup: Path | None = None) -> OpenFile:
        """Bring in the database and the pages, on a worker thread once the window has been painted."""
        from trainer_app.qt.desk import open_desk

        return open_desk(path, demo=demo, backup=backup)

    return open_window(asked.data, demo=asked.demo, load=load)


def _tour(asked: Tour) -> int:
    """Write the pictures and say where they are."""
    from trainer_app.qt.tour.walk import TourAsked, take_tour

    size = {"width": asked.width, "height": asked.height}
    look = TourAsked(asked.out, **size, dark=asked.dark, scale=asked.scale, language=asked.language)
    toured = take_tour(look)
    sys.stdout.write(f"{len(toured.taken)} pictures in {asked.out}\n")
    for one in toured.failed:
        sys.stderr.write(f"{one.stop}: {one.why}\n")
    return _ENVIRONMENT if toured.failed else 0


if __name__ == "__main__":
    sys.exit(main())

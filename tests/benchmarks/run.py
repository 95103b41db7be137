"""Run the benchmarks and print one table: `python tests/benchmarks/run.py`, or only some: `… run.py check_in floor`.

A benchmark is a file `bench_<name>.py` in this folder whose `main()` returns rows of three texts: what was measured,
what it took, and what it may take ("" where there is no limit). Where it prints instead, every line becomes a row,
cut into columns at two spaces or more. Nothing here passes or fails: times depend on the machine, so they are read,
not tested.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

HERE = Path(__file__).resolve().parent
HEADINGS = ("benchmark", "what", "measured", "may take")


def main(wanted: list[str]) -> None:
    sys.path.insert(0, str(HERE.parents[1]))
    names = [path.stem.removeprefix("bench_") for path in sorted(HERE.glob("bench_*.py"))]
    if unknown := set(wanted) - set(names):
        sys.exit(f"no benchmark is called {', '.join(sorted(unknown))}; there are: {', '.join(names)}")
    rows = [row for name in names if not wanted or name in wanted for row in measured(name)]
    print(table([HEADINGS, *rows]))


def measured(name: str) -> list[tuple[str, ...]]:
    """Run one benchmark and return its rows, its own name in front of each."""
    print(f"running {name} …", file=sys.stderr, flush=True)
    sys.argv = [f"bench_{name}.py"]  # what was asked of this runner is not meant for the benchmark
    with redirect_stdout(StringIO()) as printed:
        rows: Iterable[Iterable[object]] | None = importlib.import_module(f"bench_{name}").main()
    if rows is None:
        rows = (re.split(" {2,}", line.strip()) for line in printed.getvalue().splitlines() if line.strip())
    return [(name, *map(str, row)) for row in rows]


def table(rows: list[tuple[str, ...]]) -> str:
    """Return the rows in aligned columns, a rule under the first."""
    columns = max(map(len, rows))
    filled = [(*row, *[""] * (columns - len(row))) for row in rows]
    widths = [max(len(row[column]) for row in filled) for column in range(columns)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in filled]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


if __name__ == "__main__":
    main(sys.argv[1:])

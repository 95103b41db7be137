"""How long a million rows of a usage export take beside a bare `csv.reader`, and how much memory.

Run it alone with `python tests/benchmarks/bench_usage_import.py [ROWS]`; each pass has a process of its own.
"""

from __future__ import annotations

import csv
import gc
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
ROWS = 1_000_000
RUNS = 4
TIMES = ["start_time", "end_time", "start_time_iso", "end_time_iso"]
MIDDLE = ["project_id", "num_model_requests", "user_id", "api_key_id", "model", "batch", "service_tier"]
TOKENS = [f"{kind}_tokens" for kind in ("input", "output", "input_cached", "input_uncached", "input_text")]
TOKENS += [f"{kind}_tokens" for kind in ("output_text", "input_cached_text", "input_audio", "input_cached_audio")]
TOKENS += [f"{kind}_tokens" for kind in ("output_audio", "input_image", "input_cached_image", "output_image")]
HEADER = [*TIMES, *MIDDLE, *TOKENS]
EVENTS_HEADER = ["timestamp", "api_key_id", "requests", "status", "project_id", "model", "endpoint", "tier", "region"]
EVENTS_HEADER += [*TOKENS, "latency", "cost"]
MODELS = ("gpt-5", "gpt-5-codex", "gpt-5-mini", "o4-task-model")


def write_buckets(path: Path, rows: int, *, minutes: int) -> None:
    """Write an OpenAI export of so many rows in buckets of so many minutes."""
    draw = random.Random(7)
    keys = [f"key_{draw.getrandbits(64):016x}" for _ in range(2_000)]
    first, width = datetime(2026, 1, 1, tzinfo=UTC), timedelta(minutes=minutes)
    buckets = timedelta(days=90) // width
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        for row in range(rows):
            start = first + width * (row * buckets // rows)
            end = start + width
            times = (int(start.timestamp()), int(end.timestamp()), start.isoformat(), end.isoformat())
            tokens = draw.randrange(100_000)
            middle = ("proj_rollout", float(draw.randrange(1, 40)), "", draw.choice(keys), draw.choice(MODELS))
            out.writerow([*times, *middle, "FALSE", "default", tokens, tokens // 7, *[0.0] * 11])


def write_events(path: Path, rows: int) -> None:
    """Write a list of events, every one at a moment of its own."""
    draw = random.Random(7)
    keys = [f"key_{draw.getrandbits(64):016x}" for _ in range(2_000)]
    first, step = datetime(2026, 1, 1, tzinfo=UTC), timedelta(days=90) / rows
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(EVENTS_HEADER)
        for row in range(rows):
            when = (first + step * row).isoformat(timespec="milliseconds")
            known = [
                when,
                draw.choice(keys),
                1,
                "ok",
                "proj_rollout",
                draw.choice(MODELS),
                "responses",
                "default",
                "eu",
            ]
            out.writerow([*known, *[0.0] * 15])


def bare(path: Path) -> None:
    """Walk the rows as `csv.reader` gives them."""
    with path.open(encoding="utf-8", newline="") as file:
        for _ in csv.reader(file):
            pass


def ours(path: Path) -> None:
    """Read the file as the app does."""
    from trainer_app.exchange.usage_in import read_usage  # noqa: PLC0415 - the bare pass must not pay for it

    read_usage(path, zone="Asia/Tokyo")


def measure(pass_: Callable[[Path], None], path: Path) -> tuple[float, float]:
    """Return processor seconds and peak memory (MB) of one pass in a process of its own."""
    code = f"import runpy; runpy.run_path({str(HERE)!r})['child']({pass_.__name__!r}, {str(path)!r})"
    there = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=there, capture_output=True, text=True, check=True)
    seconds, peak = done.stdout.split()
    return float(seconds), float(peak)


def child(name: str, path: str) -> None:
    """Run one pass and print what it took."""
    gc.collect()
    begun = time.process_time()
    globals()[name](Path(path))
    print(time.process_time() - begun, peak_memory())


def peak_memory() -> float:
    """Return the most memory this process has held, in MB; nan where the system does not say."""
    try:
        import resource  # noqa: PLC0415 - not there on Windows
    except ImportError:
        return float("nan")
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def row(name: str, path: Path) -> tuple[str, str, str]:
    """Return one line of the table: the best of some runs of both passes in turn, their ratio, and memory."""
    runs = [(measure(bare, path), measure(ours, path)) for _ in range(RUNS)]
    base, _ = min(run[0] for run in runs)
    took, peak = min(run[1] for run in runs)
    what = f"{name}, {path.stat().st_size / 1e6:.0f} MB, csv.reader {base:.2f} s"
    return what, f"{took:.2f} s, {took / base:.2f} x csv.reader, {peak:.0f} MB", "3 x csv.reader, 100 MB"


def main() -> list[tuple[str, str, str]]:
    """Write the files, measure, and return what was measured, what it took, and what it may take."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    table = []
    with tempfile.TemporaryDirectory() as folder:
        for name, minutes in (("daily buckets", 1440), ("hourly buckets", 60), ("minute buckets", 1)):
            path = Path(folder) / "usage.csv"
            write_buckets(path, rows, minutes=minutes)
            table.append(row(f"{rows:,} rows in {name}", path))
        path = Path(folder) / "events.csv"
        write_events(path, rows)
        table.append(row(f"{rows:,} events, no two alike", path))
    return table


if __name__ == "__main__":
    for line in main():
        print("   ".join(line))

"""Usage exports for tests, written as their vendors write them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

TIMES = ("start_time", "end_time", "start_time_iso", "end_time_iso")
OPENAI = (*TIMES, "project_id", "num_model_requests", "user_id", "api_key_id", "model", "batch", "input_tokens")
FIRST = datetime(2026, 3, 1, tzinfo=UTC)


def bucket(
    at: float,
    key: str = "",
    requests: str = "",
    *,
    hours: float = 24,
    project: str = "",
    user: str = "",
    model: str = "gpt-5",
) -> list[str]:
    """Return one row of an OpenAI export: a bucket `at` days after the first, without use if no requests."""
    start = FIRST + timedelta(days=at)
    end = start + timedelta(hours=hours)
    times = [str(int(start.timestamp())), str(int(end.timestamp())), start.isoformat(), end.isoformat()]
    rest = [project, requests, user, key, model, "FALSE", "120.0"] if requests else [""] * 7
    return [*times, *rest]


def text_of(rows: Iterable[Sequence[str]], *, delimiter: str = ",", header: Sequence[str] = OPENAI) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows([header, *rows])
    return out.getvalue()


def write(folder: Path, text: str, *, encoding: str = "utf-8", name: str = "usage.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path

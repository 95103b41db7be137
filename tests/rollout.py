"""Files as an organizer has them, written for one test."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path


def write(path: Path, *lines: str) -> Path:
    """Write these lines, the header first."""
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def usage_export(path: Path, first: date, last: date, used: Iterable[tuple[str, date]], *, each: int = 3) -> Path:
    """Write a daily usage export of the OpenAI dashboard: UTC buckets, one with its times alone where it is empty."""
    by_day: dict[date, list[str]] = {}
    for key, day in used:
        by_day.setdefault(day, []).append(key)
    lines = ["start_time,end_time,start_time_iso,end_time_iso,project_id,num_model_requests,user_id,api_key_id,model"]
    for number in range((last - first).days + 1):
        begin = datetime.combine(first + timedelta(days=number), time(), UTC)
        end = begin + timedelta(days=1)
        bucket = f"{int(begin.timestamp())},{int(end.timestamp())},{begin.isoformat()},{end.isoformat()}"
        keys = by_day.get(begin.date(), [])
        lines += [f"{bucket},proj_a,{each},,{key},gpt-test" for key in keys] or [f"{bucket},,,,,"]
    return write(path, *lines)

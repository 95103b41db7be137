"""Prints answers, to a screen or into a pipe, as UTF-8 wherever it goes."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable


def print_json(document: dict[str, object]) -> None:
    """Print one JSON document."""
    _plain_text()
    print(json.dumps(document, ensure_ascii=False, indent=1))


def print_lines(lines: Iterable[str]) -> None:
    """Print sentences, one a line."""
    _plain_text()
    for line in lines:
        print(line)


def _plain_text() -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")

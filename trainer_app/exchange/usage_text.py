"""The text of a usage export: its encoding, its delimiter, its header, and its lines one by one."""

from __future__ import annotations

import csv
import io
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import TextIO

from trainer_app.domain.import_codes import FileTrouble
from trainer_app.domain.secret import looks_secret
from trainer_app.domain.usage_file import UsageLayout, UsageTrouble
from trainer_app.exchange.decoding import decode
from trainer_app.exchange.lines import clean
from trainer_app.exchange.usage_cells import Unusable
from trainer_app.exchange.usage_events import events_plan
from trainer_app.exchange.usage_github import github_plan
from trainer_app.exchange.usage_openai import openai_plan
from trainer_app.exchange.usage_plan import Plan, plain

Recogniser = Callable[[Sequence[str], tzinfo], Plan | None]
_RECOGNISERS: tuple[Recogniser, ...] = (openai_plan, github_plan, events_plan)  # the most particular first
_DELIMITERS = ",\t;|"
_HEAD = 1 << 18
_PREAMBLE = 20
_FOUND_CELLS, _FOUND_LENGTH = 12, 40
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class UsageText:
    """A file that can be read as usage: how it is written, and where its header stands."""

    path: Path
    encoding: str
    delimiter: str
    header_row: int
    header: tuple[str, ...]

    def open(self) -> TextIO:
        """Open the file for its rows; bytes that are not text stay recognisable as such."""
        errors = "surrogateescape" if self.encoding.startswith("utf-8") else "replace"
        return self.path.open(encoding=self.encoding, errors=errors, newline="")

    def line_of(self, text: str) -> int:
        """Return the number of the first line that holds this text."""
        with self.open() as lines:
            return next((number for number, line in enumerate(lines, start=1) if text in line), 1)


def recognise(path: Path, zone: tzinfo) -> tuple[UsageText, Plan]:
    """Return how the file is written and how its rows are to be read, from its first rows.

    Raises:
        Unusable: it is no text, or no export that is understood (facts: `found`, `layouts`).
        OSError: it cannot be read.
    """
    encoding, head = _head(path)
    for delimiter in _DELIMITERS:
        for at, cells in enumerate(_first_rows(head, delimiter)):
            names = [plain(cell) for cell in cells]
            for recogniser in _RECOGNISERS:
                if plan := recogniser(names, zone):
                    return UsageText(path, encoding, delimiter, at, tuple(cells)), plan
    raise Unusable(UsageTrouble.UNKNOWN_LAYOUT, found=_found(head), layouts=tuple(UsageLayout))


def _head(path: Path) -> tuple[str, str]:
    """Return the encoding and the first lines of the file."""
    try:
        mode = path.stat().st_mode
    except ValueError:  # a name no file can have
        raise Unusable(FileTrouble.MISSING) from None
    if stat.S_ISDIR(mode):
        raise Unusable(FileTrouble.IS_FOLDER)
    if not stat.S_ISREG(mode):
        raise Unusable(FileTrouble.NOT_READABLE)
    with path.open("rb") as file:
        data = file.read(_HEAD)
    if data.startswith(_WORKBOOKS):
        raise Unusable(UsageTrouble.WORKBOOK)
    whole_lines = data.rfind(b"\n") + 1 if len(data) == _HEAD else len(data)
    decoded = decode(data[: whole_lines or _HEAD])
    if decoded is None:
        raise Unusable(FileTrouble.NOT_READABLE)
    if not decoded.text.strip("\ufeff\0\x1a \t\r\n"):
        raise Unusable(FileTrouble.EMPTY)
    return decoded.encoding, decoded.text.removeprefix("\ufeff")


def _first_rows(head: str, delimiter: str) -> Iterator[list[str]]:
    """Give the first rows, cells cleaned, up to the first that cannot be parsed."""
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    try:
        for _ in range(_PREAMBLE):
            yield [clean(cell) for cell in next(reader)]
    except (csv.Error, StopIteration):
        return


def _found(head: str) -> tuple[str, ...]:
    """Return the first cells of the first line, for the person to recognise the file; never a secret."""
    first = next((line for line in head.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    cells = ["".join(filter(str.isprintable, clean(cell))) for cell in first.split(delimiter)[:_FOUND_CELLS]]
    return tuple("…" if looks_secret(cell) else cell[:_FOUND_LENGTH] for cell in cells if cell) or ("…",)

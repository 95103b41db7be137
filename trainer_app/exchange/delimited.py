"""Text to rows: find the delimiter, split into cells, and keep the number of the line each row begins on."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from trainer_app.exchange.lines import FileTrouble, LineTrouble, Skipped, Unreadable

MAX_COLUMNS = 2_000
MAX_ROWS = 100_000
DELIMITERS = (",", ";", "\t", "|")

Knows = Callable[[Sequence[str]], int]
"""How many of these cells are headers the importer knows."""

_MAX_OPEN_QUOTES = 25
_SAMPLE_LINES = 200
_SAMPLE_WIDTH = 10_000
_NO_DELIMITER = "\x1f"
_END = "\x1e"
_SEPARATOR_LINE = re.compile(r'\s*"?sep=(.)"?\s*', re.IGNORECASE)
_NARROW = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file: the number of the line (or spreadsheet row) it begins on, and its cells as text."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    """A row as parsed: `first` and `after` are indexes of lines; `fault` is set where it is not to be trusted."""

    first: int
    after: int
    cells: list[str]
    fault: LineTrouble | None = None


def find_delimiter(text: str, knows: Knows) -> str | None:
    """Return the delimiter under which the file has the best header and the steadiest rows; None for one column.

    An Excel hint ("sep=;") in the first line decides at once.
    """
    sample = [line[:_SAMPLE_WIDTH] for line in _physical_lines(text[: _SAMPLE_LINES * _SAMPLE_WIDTH])[:_SAMPLE_LINES]]
    if sample and (hint := _SEPARATOR_LINE.fullmatch(sample[0])):
        return hint[1]
    best: str | None = None
    best_score = _score(sample, knows, delimiter=None)
    for delimiter in DELIMITERS:
        score = _score(sample, knows, delimiter=delimiter)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def split_rows(text: str, delimiter: str | None) -> tuple[list[Row], list[Skipped]]:
    """Split text into rows that are not blank; `delimiter` None gives one cell a line.

    A row whose quotation mark never closes is skipped alone, and reading resumes on the next line.

    Raises:
        Unreadable: more rows or columns than any roster has, or too many quotation marks never closed.
    """
    lines = _physical_lines(text.rstrip("\x1a"))
    if lines and _SEPARATOR_LINE.fullmatch(lines[0]):
        lines[0] = "\n"
    rows: list[Row] = []
    skipped: list[Skipped] = []
    start = 0
    for _ in range(_MAX_OPEN_QUOTES):
        for span in _trusted_until_fault(lines, start=start, delimiter=delimiter):
            start = span.after
            _take(span, rows=rows, skipped=skipped)
        if start >= len(lines):
            return rows, skipped
    raise Unreadable(FileTrouble.BAD_QUOTES, line=start)


def _take(span: _Span, *, rows: list[Row], skipped: list[Skipped]) -> None:
    """Put a row where it belongs, and stop at sizes no roster has."""
    line = span.first + 1
    if len(span.cells) > MAX_COLUMNS:
        raise Unreadable(FileTrouble.TOO_WIDE, line=line, found=len(span.cells), limit=MAX_COLUMNS)
    if len(rows) >= MAX_ROWS:
        raise Unreadable(FileTrouble.TOO_MANY_ROWS, line=line, limit=MAX_ROWS)
    if span.fault:
        skipped.append(Skipped(line, span.fault))
    elif any(cell and not cell.isspace() for cell in span.cells):
        rows.append(Row(line, tuple(span.cells)))


def _trusted_until_fault(lines: list[str], *, start: int, delimiter: str | None) -> Iterator[_Span]:
    """Give rows from line index `start` on; the first faulty one comes last, cut down to its first line."""
    spans = list(_parse(lines, start=start, delimiter=delimiter))
    width = _usual_width([span.cells for span in spans])
    for span in spans:
        fault = span.fault
        inner = lines[span.first + 1 : span.after - 1]
        if not fault and _are_rows(inner, delimiter, width=width, like_others=len(span.cells) == width):
            fault = LineTrouble.OPEN_QUOTE
        if fault:
            yield _Span(span.first, span.first + 1, [], fault)
            return
        yield span


def _parse(lines: list[str], *, start: int, delimiter: str | None) -> Iterator[_Span]:
    """Parse until the end or the first row that cannot be parsed. A last sign shows whether a quote is still open."""
    reader = csv.reader([*lines[start:], _END], delimiter=delimiter or _NO_DELIMITER, skipinitialspace=True)
    first = start
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            fault = LineTrouble.OPEN_QUOTE if '"' in lines[first] else LineTrouble.TOO_LONG
            yield _Span(first, first + 1, [], fault)
            return
        after = start + reader.line_num
        if after > len(lines):
            if first < len(lines):
                yield _Span(first, len(lines), [], LineTrouble.OPEN_QUOTE)
            return
        yield _Span(first, after, cells)
        first = after


def _are_rows(inner: list[str], delimiter: str | None, *, width: int, like_others: bool) -> bool:
    """Say whether the lines inside one cell are rows themselves: then a quotation mark was left open above them.

    They are as wide as rows are; where the row around them is like the others, each has an e-mail address too.
    """
    if not inner or width < _NARROW or (like_others and not all("@" in line for line in inner)):
        return False
    return all(len(cells) == width for cells in csv.reader(inner, delimiter=delimiter or _NO_DELIMITER))


def _usual_width(rows: Sequence[Sequence[str]]) -> int:
    """Return the number of cells most rows have."""
    counts = Counter(len(cells) for cells in rows if cells)
    return counts.most_common(1)[0][0] if counts else 0


def _score(sample: list[str], knows: Knows, *, delimiter: str | None) -> tuple[int, float, int]:
    """Rate a delimiter: known headers in one row, then the share of rows as wide as that row, then the width."""
    try:
        rows = [cells for cells in csv.reader(sample, delimiter=delimiter or _NO_DELIMITER) if any(cells)]
    except csv.Error:
        return (0, 0.0, 0)
    known = [knows(cells) for cells in rows]
    best = max(known, default=0)
    below = rows[known.index(best) :] if best else rows
    width = len(below[0]) if best else _usual_width(rows)
    if not best and width == 1:
        return (0, 0.0, 0)
    return (best, sum(len(cells) == width for cells in below) / max(len(below), 1), width)


def _physical_lines(text: str) -> list[str]:
    """Return the lines as an editor counts them: ended by LF, CR LF or CR."""
    return io.StringIO(text, newline="").readlines()

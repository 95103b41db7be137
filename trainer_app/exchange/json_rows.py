"""JSON to rows: every object that describes a person becomes a row, however deep it lies."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from trainer_app.exchange.delimited import MAX_COLUMNS, MAX_ROWS, Knows, Row
from trainer_app.exchange.lines import FileTrouble, Unreadable

_BEGINS = re.compile(r'\s*(?:\[\s*[\[{"\d\]-]|\{\s*["}])')
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\n]', re.DOTALL)
_SAME_PERSON = frozenset(
    {"name", "user", "person", "profile", "attendee", "participant", "member", "guest", "assignee"}
)
_OTHER_PERSON = frozenset({"manager", "supervisor", "createdby", "lastmodifiedby", "invitedby", "owner"})
_SURE = 2


@dataclass(frozen=True, slots=True)
class _Object:
    """A JSON object and the number of the line its brace stands on."""

    line: int
    fields: dict[str, object]


def is_json(text: str) -> bool:
    """Say whether the text begins as JSON does; a header such as "[Name],[E-mail]" does not."""
    return _BEGINS.match(text) is not None


def json_rows(text: str, knows: Knows) -> list[Row]:
    """Return a header row and one row for each object with known fields, in the order of the file.

    Rows carry the line of their object's opening brace. Objects inside objects of a person (reports of a
    manager, members of a team) are rows of their own; fields of "name" or "user" belong to the person.

    Raises:
        Unreadable: the JSON has a fault, or more rows or fields than any roster.
    """
    rows: list[tuple[int, dict[str, str]]] = []
    waiting: list[object] = [_parse(text)]
    while waiting:
        here = waiting.pop()
        if isinstance(here, _Object):
            cells, inner = _flatten(here)
            known = knows(list(cells))
            if known >= _SURE or (known and not inner):
                rows.append((here.line, cells))
            if len(rows) > MAX_ROWS:
                raise Unreadable(FileTrouble.TOO_MANY_ROWS, line=here.line, limit=MAX_ROWS)
            waiting.extend(reversed(inner))
        elif isinstance(here, list):
            waiting.extend(reversed(here))
    headers = tuple(dict.fromkeys(key for _, cells in rows for key in cells))
    if len(headers) > MAX_COLUMNS:
        raise Unreadable(FileTrouble.TOO_WIDE, line=1, found=len(headers), limit=MAX_COLUMNS)
    return [Row(1, headers), *(Row(line, tuple(cells.get(key, "") for key in headers)) for line, cells in rows)]


def _parse(text: str) -> object:
    """Read one JSON value, or one on each line."""
    try:
        return _loads(text, 1)
    except json.JSONDecodeError as fault:
        if not fault.msg.startswith("Extra data"):
            raise Unreadable(FileTrouble.BAD_JSON, line=fault.lineno) from None
    values = []
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            values.extend([_loads(line, number)] if line.strip() else [])
        except json.JSONDecodeError:
            raise Unreadable(FileTrouble.BAD_JSON, line=number) from None
    return values


def _loads(text: str, first_line: int) -> object:
    """Read one JSON value, every object with the line it begins on."""
    lines = iter(_opening_lines(text, first_line))

    def located(pairs: list[tuple[str, object]]) -> _Object:
        return _Object(next(lines, first_line), dict(pairs))

    try:
        return json.loads(text, object_pairs_hook=located)
    except json.JSONDecodeError:
        raise
    except (RecursionError, ValueError):
        raise Unreadable(FileTrouble.BAD_JSON, line=first_line) from None


def _opening_lines(text: str, first_line: int) -> Iterator[int]:
    """Give the line of each object's opening brace, in the order in which the objects close."""
    line = first_line
    open_at: list[int] = []
    for token in _TOKEN.finditer(text):
        if token[0] == "\n":
            line += 1
        elif token[0] == "{":
            open_at.append(line)
        elif token[0] == "}" and open_at:
            yield open_at.pop()


def _flatten(found: _Object) -> tuple[dict[str, str], list[object]]:
    """Return an object's own texts by field, and the values inside it in which more people may be."""
    cells: dict[str, str] = {}
    inner: list[object] = []
    for key, value in found.fields.items():
        if isinstance(value, _Object) and key.casefold() in _SAME_PERSON:
            own, deeper = _flatten(value)
            cells.update({field: text for field, text in own.items() if field not in found.fields})
            inner += deeper
        elif isinstance(value, _Object):
            inner += [] if key.casefold() in _OTHER_PERSON else [value]
        elif isinstance(value, list):
            texts = [_text(item) for item in value]
            if None in texts:
                inner.append(value)
            else:
                cells[key] = "; ".join(text for text in texts if text)
        else:
            cells[key] = _text(value) or ""
    return cells, inner


def _text(value: object) -> str | None:
    """Return a simple value as text; None for a list or an object other than {"value": …}."""
    if isinstance(value, _Object):
        inner = value.fields.get("value")
        return _text(inner) if isinstance(inner, str) else None
    if isinstance(value, list):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)

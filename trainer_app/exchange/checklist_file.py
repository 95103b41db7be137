"""Checklists as TOML files people can read and edit with any text editor."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from trainer_app.domain.checklist import Checklist, ChecklistFile, ChecklistTrouble
from trainer_app.domain.checklist_document import from_document, to_document
from trainer_app.domain.checklist_rules import check_checklist
from trainer_app.domain.errors import DataTrouble, Refused, StorageDown

SIZE_LIMIT = 1_000_000
"""Bytes; the longest checklist we ship has about 75,000."""

_LINE_LIMIT = 10_000
_LINE = re.compile(r"at line ([0-9]+)")
_STEPS = re.compile(r"\s*\[\[\s*steps\s*\]\]")
_KEY_LINE = re.compile(r"""\s*key\s*=\s*["']([^"']*)["']""")
_BLANK_LINES = re.compile(r"\A(?:[ \t]*\n)+")
_UNPRINTED = re.compile(r"[\x00-\x1f\x7f]")


def read_checklist(path: Path) -> Checklist:
    """Read and check a checklist file. Blanks at both ends of a text do not count, but a first line keeps its indent.

    Raises:
        Refused: the file cannot be opened, is no TOML, or holds a checklist that cannot be run; the facts say where.
    """
    checklist = look_at_checklist(path).checklist
    check_checklist(checklist, source=path.name)
    return checklist


def look_at_checklist(path: Path) -> ChecklistFile:
    """Read a checklist file whose rules may be broken, to be mended.

    Raises:
        Refused: the file cannot be opened, is no TOML, or is not shaped as a checklist; the facts say where.
    """
    text = _text(path)
    _refuse_endless_lines(path, text)
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as trouble:
        raise Refused(ChecklistTrouble.BAD_FILE, file=path.name, line=_line_of(trouble, text)) from trouble
    return ChecklistFile(from_document(_trimmed_table(document), source=path.name), _key_lines(text))


def save_checklist(checklist: Checklist, path: Path) -> None:
    """Write a checklist file, whole or not at all.

    Raises:
        StorageDown: the file cannot be written.
    """
    _write(path, write_checklist(checklist))


def read_draft(path: Path) -> Checklist | None:
    """Return the unfinished checklist that was put aside here, None where there is none that can be read."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return from_document(document) if isinstance(document, dict) else None
    except (OSError, ValueError, RecursionError, Refused):
        return None


def save_draft(checklist: Checklist, path: Path) -> None:
    """Put an unfinished checklist aside.

    Raises:
        StorageDown: the file cannot be written.
    """
    _write(path, json.dumps(to_document(checklist), ensure_ascii=False))


def drop_draft(path: Path) -> None:
    """Take away what was put aside, if there is anything.

    Raises:
        StorageDown: it cannot be taken away.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise StorageDown(DataTrouble.FAILED, file=str(path), detail=error.strerror) from error


def write_checklist(checklist: Checklist) -> str:
    """Return the checklist as the text of a TOML file; reading it gives an equal checklist."""
    document = to_document(checklist)
    steps = document.pop("steps")
    lines = list(_fields(document))
    for step in _tables(steps):
        errors = _tables(step.pop("errors", []))
        lines += ["", "", "[[steps]]", *_fields(step)]
        for error in errors:
            lines += ["", "[[steps.errors]]", *_fields(error)]
    return "\n".join([*lines, ""])


def _write(path: Path, text: str) -> None:
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise StorageDown(DataTrouble.FAILED, file=str(path), detail=error.strerror) from error
    finally:
        part.unlink(missing_ok=True)


def _key_lines(text: str) -> dict[str, int]:
    """Return where the key of each step is written; the first key after a [[steps]] is the step's own."""
    found: dict[str, int] = {}
    waits = False
    for number, line in enumerate(text.split("\n"), start=1):
        if _STEPS.match(line):
            waits = True
        elif waits and (match := _KEY_LINE.match(line)):
            found.setdefault(match.group(1), number)
            waits = False
    return found


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(SIZE_LIMIT + 1)
    except OSError as trouble:
        raise Refused(ChecklistTrouble.FILE_UNREADABLE, file=path.name) from trouble
    if len(content) > SIZE_LIMIT:
        raise Refused(ChecklistTrouble.FILE_TOO_LARGE, file=path.name)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise Refused(ChecklistTrouble.FILE_NOT_TEXT, file=path.name) from trouble


def _refuse_endless_lines(path: Path, text: str) -> None:
    """Refuse lines no author writes: the TOML reader's time grows with the square of a dotted key's length."""
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > _LINE_LIMIT:
            raise Refused(ChecklistTrouble.BAD_FILE, file=path.name, line=number)


def _line_of(trouble: Exception, text: str) -> int:
    match = _LINE.search(str(trouble))
    return int(match.group(1)) if match else text.rstrip().count("\n") + 1


def _trimmed_table(table: Mapping[str, object]) -> dict[str, object]:
    return {name: _trimmed(value) for name, value in table.items()}


def _trimmed(value: object) -> object:
    if isinstance(value, str):
        return _BLANK_LINES.sub("", value).rstrip() if "\n" in value.strip() else value.strip()
    if isinstance(value, dict):
        return _trimmed_table(value)
    return [_trimmed(each) for each in value] if isinstance(value, list) else value


def _tables(value: object) -> list[dict[str, object]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _fields(table: Mapping[str, object]) -> Iterator[str]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from (f"{name}.{inner} = {_value(text)}" for inner, text in value.items())
        elif tables := _tables(value):
            yield from (f"{name} = [", *(f"  {{ {', '.join(_pairs(each))} }}," for each in tables), "]")
        else:
            yield f"{name} = {value if name == 'checked_on' else _value(value)}"


def _pairs(table: Mapping[str, object]) -> Iterator[str]:
    for name, value in table.items():
        yield f"{name} = {_one_line(str(value))}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list):
        return f"[{', '.join(_one_line(str(each)) for each in value)}]"
    text = str(value)
    return _several_lines(text) if "\n" in text else _one_line(text)


def _several_lines(text: str) -> str:
    if "'''" not in text and not _UNPRINTED.search(text.replace("\n", "")):
        return f"'''\n{text}\n'''"
    escaped = "\n".join(_escaped(line) for line in text.split("\n"))
    return f'"""\n{escaped}\n"""'


def _one_line(text: str) -> str:
    """Return the text in quotes, as it stands where that reads better (patterns, Windows paths)."""
    if ("\\" in text or '"' in text) and "'" not in text and not _UNPRINTED.search(text):
        return f"'{text}'"
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    """Escape as JSON does; TOML knows the same escapes and forbids one character more."""
    return json.dumps(text, ensure_ascii=False)[1:-1].replace("\x7f", "\\u007F")

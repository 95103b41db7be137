"""A checklist as a plain document of texts, numbers, lists and tables: what a session freezes and a file holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from trainer_app.domain.attendee import System
from trainer_app.domain.checklist import Checklist, ChecklistTrouble, KnownError, Remedy, Step
from trainer_app.domain.document_table import Table, shown, system_name

FORMAT = 1
"""The shape of the document below; a document of a higher format was written by a newer version."""

_OF_CHECKLIST = ("format", "key", "title", "version", "steps")
_OF_REMEDY = ("key", "system", "text")
_OF_ERROR = ("key", "title", "pattern", "cause", "remedies")
_OF_STEP = (
    *("key", "title", "why", "minutes", "machine_wait", "optional", "completes", "depends_on", "checked_on", "owner"),
    *("body", "verify", "expected", "expected_pattern", "fallback", "errors"),
)


def to_document(checklist: Checklist) -> dict[str, object]:
    """Return the checklist as values JSON and TOML can hold; fields that are not used are left out."""
    return {
        "format": FORMAT,
        "key": checklist.key,
        "title": checklist.title,
        "version": checklist.version,
        "steps": [_step_document(step) for step in checklist.steps],
    }


def from_document(document: Mapping[str, object], source: str | None = None) -> Checklist:
    """Return the checklist a document holds. `source` names the file people know it by.

    Only its shape is looked at here; `checklist_rules.check_checklist` says whether it can be used.

    Raises:
        Refused: a field is missing, unknown or of another kind, or the format is newer than ours.
    """
    table = Table(document, file=source or shown(document.get("key", "")))
    if table.whole("format", default=FORMAT) > FORMAT:
        raise table.refusal(ChecklistTrouble.NEWER_FORMAT, "format", what=document["format"])
    table.allow(_OF_CHECKLIST)
    steps = tuple(_step(each) for each in table.tables("steps"))
    return Checklist(table.text("key"), table.text("title"), table.whole("version"), steps)


def digest(checklist: Checklist) -> str:
    """Return 64 hexadecimal digits that are equal for equal checklists and for nothing else (SHA-256)."""
    canonical = json.dumps(to_document(checklist), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def _step_document(step: Step) -> dict[str, object]:
    return _used(
        {
            "key": step.key,
            "title": step.title,
            "why": step.why,
            "minutes": int(step.minutes) if float(step.minutes).is_integer() else step.minutes,
            "machine_wait": step.machine_wait,
            "optional": step.optional,
            "completes": step.completes,
            "depends_on": list(step.depends_on),
            "checked_on": step.checked_on.isoformat() if step.checked_on else None,
            "owner": step.owner,
            "body": _by_system(step.bodies),
            "verify": _by_system(step.verify),
            "expected": _by_system(step.expected),
            "expected_pattern": step.expected_pattern,
            "fallback": step.fallback,
            "errors": [_error_document(error) for error in step.errors],
        }
    )


def _error_document(error: KnownError) -> dict[str, object]:
    return {
        "key": error.key,
        "title": error.title,
        "pattern": error.pattern,
        "cause": error.cause,
        "remedies": [
            _used({"key": each.key, "system": each.system.value if each.system else None, "text": each.text})
            for each in error.remedies
        ],
    }


def _used(fields: dict[str, object]) -> dict[str, object]:
    """Leave out what is not used; a number 0 equals False but must stay, hence `is`."""
    return {name: value for name, value in fields.items() if not (value is None or value is False or value in ([], {}))}


def _by_system(texts: dict[System | None, str]) -> object:
    """One text for every system stands by itself; otherwise a table, in the order of `System`, then "any"."""
    if set(texts) == {None}:
        return texts[None]
    return {system_name(each): texts[each] for each in (*System, None) if each in texts}


def _step(table: Table) -> Step:
    table.allow(_OF_STEP)
    return Step(
        key=table.text("key"),
        title=table.text("title"),
        why=table.text("why"),
        minutes=table.number("minutes"),
        bodies=table.by_system("body"),
        verify=table.by_system("verify"),
        expected=table.by_system("expected"),
        expected_pattern=table.text_or_none("expected_pattern"),
        machine_wait=table.flag("machine_wait"),
        optional=table.flag("optional"),
        depends_on=table.texts("depends_on"),
        errors=tuple(_error(each) for each in table.tables("errors")),
        fallback=table.text_or_none("fallback"),
        checked_on=table.day("checked_on"),
        owner=table.text_or_none("owner"),
        completes=table.flag("completes"),
    )


def _error(table: Table) -> KnownError:
    table.allow(_OF_ERROR)
    remedies = tuple(_remedy(each) for each in table.tables("remedies"))
    return KnownError(table.text("key"), table.text("title"), table.text("pattern"), table.text("cause"), remedies)


def _remedy(table: Table) -> Remedy:
    table.allow(_OF_REMEDY)
    system = table.text_or_none("system")
    return Remedy(table.text("key"), table.text("text"), None if system is None else table.system("system", system))

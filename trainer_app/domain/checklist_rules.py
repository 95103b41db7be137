"""What makes a checklist usable in a room: every rule a written one must keep before a session runs it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from trainer_app.domain.attendee import System
from trainer_app.domain.checklist import Checklist, ChecklistTrouble, KnownError, Remedy, Step
from trainer_app.domain.document_table import shown, system_name
from trainer_app.domain.error_pattern import PATTERN_LIMIT, PatternFault, pattern_fault
from trainer_app.domain.errors import Refused

MINUTES_LIMIT = 240.0
STEPS_LIMIT = 60
ERRORS_LIMIT = 40
REMEDIES_LIMIT = 10
KEY_LIMIT = 60
LINE_LIMIT = 200
TEXT_LIMIT = 4_000
VERSION_LIMIT = 1_000_000

_Check = Callable[[], None]

_NOT_ON_A_LINE = re.compile(r"[\t\n]")
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_PATTERN_TROUBLE = {
    PatternFault.SYNTAX: ChecklistTrouble.BAD_PATTERN,
    PatternFault.HEAVY: ChecklistTrouble.HEAVY_PATTERN,
    PatternFault.MATCHES_ANYTHING: ChecklistTrouble.EMPTY_PATTERN,
}


def check_checklist(checklist: Checklist, source: str | None = None) -> None:
    """Refuse a checklist that cannot be run; `source` names the file people know it by.

    Raises:
        Refused: the first rule that is broken, with the step and field it is broken in.
    """
    for check in _checks(_Place(source or shown(checklist.key)), checklist):
        check()


def broken_rules(checklist: Checklist, source: str | None = None) -> list[Refused]:
    """Return every broken rule, in the order of the steps, each as the refusal `check_checklist` would raise."""
    found = []
    for check in _checks(_Place(source or shown(checklist.key)), checklist):
        try:
            check()
        except Refused as refused:
            found.append(refused)
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a rule is checked, so that a refusal can say what to mend."""

    file: str
    step: str = ""
    path: str = ""

    def inside(self, name: str, key: str) -> _Place:
        return _Place(self.file, self.step or key, f"{self._field(name)}.{key}")

    def refusal(self, code: ChecklistTrouble, name: str, *, what: object = "") -> Refused:
        return Refused(code, file=self.file, step=self.step, field=self._field(name), what=shown(what))

    def line(self, name: str, text: str | None, *, limit: int = LINE_LIMIT) -> None:
        """Refuse what `text` refuses, and more than one line."""
        self.text(name, text, limit=limit)
        if text and (strange := _NOT_ON_A_LINE.search(text)):
            raise self.refusal(ChecklistTrouble.TEXT_CHARACTER, name, what=f"U+{ord(strange.group()):04X}")

    def text(self, name: str, text: str | None, *, limit: int = TEXT_LIMIT) -> None:
        """Refuse a text that is blank, too long or holds what a screen cannot show; None is a field not used."""
        if text is None:
            return
        if not text.strip():
            raise self.refusal(ChecklistTrouble.FIELD_MISSING, name, what=name)
        if len(text) > limit:
            raise self.refusal(ChecklistTrouble.TEXT_TOO_LONG, name, what=limit)
        if strange := _CONTROL.search(text):
            raise self.refusal(ChecklistTrouble.TEXT_CHARACTER, name, what=f"U+{ord(strange.group()):04X}")

    def _field(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name


def _checks(place: _Place, checklist: Checklist) -> Iterator[_Check]:
    yield partial(_check_key, place, checklist.key)
    yield partial(place.line, "title", checklist.title)
    yield partial(_check_version, place, checklist.version)
    yield partial(_check_keys, place, "steps", items=checklist.steps, most=STEPS_LIMIT)
    for step in checklist.steps:
        yield from _step_checks(place.inside("steps", step.key), step)
    yield partial(_check_dependencies, place, checklist)
    yield partial(_check_completion, place, checklist)


def _step_checks(place: _Place, step: Step) -> Iterator[_Check]:
    for name, text in (("title", step.title), ("owner", step.owner)):
        yield partial(place.line, name, text)
    for name, text in (("why", step.why), ("fallback", step.fallback)):
        yield partial(place.text, name, text)
    for name, texts in (("body", step.bodies), ("verify", step.verify), ("expected", step.expected)):
        for system, text in texts.items():
            yield partial(place.text, f"{name}.{system_name(system)}", text)
    yield partial(_check_body, place, step)
    yield partial(_check_minutes, place, step)
    if step.expected_pattern is not None:
        yield partial(_check_pattern, place, name="expected_pattern", pattern=step.expected_pattern)
    yield partial(_check_keys, place, "errors", items=step.errors, most=ERRORS_LIMIT)
    for error in step.errors:
        yield from _error_checks(place.inside("errors", error.key), error)


def _error_checks(place: _Place, error: KnownError) -> Iterator[_Check]:
    yield partial(place.line, "title", error.title)
    yield partial(place.text, "cause", error.cause)
    yield partial(_check_pattern, place, name="pattern", pattern=error.pattern)
    yield partial(_check_remedies, place, error)
    for remedy in error.remedies:
        yield partial(place.inside("remedies", remedy.key).text, "text", remedy.text)


def _check_version(place: _Place, version: int) -> None:
    if not 1 <= version <= VERSION_LIMIT:
        raise place.refusal(ChecklistTrouble.BAD_VERSION, "version", what=version)


def _check_body(place: _Place, step: Step) -> None:
    for system in System:
        if step.bodies.keys().isdisjoint({system, None}):
            raise place.refusal(ChecklistTrouble.BODY_MISSING, "body", what=system.value)


def _check_minutes(place: _Place, step: Step) -> None:
    if not 0 < step.minutes <= MINUTES_LIMIT:
        raise place.refusal(ChecklistTrouble.BAD_MINUTES, "minutes", what=step.minutes)


def _check_remedies(place: _Place, error: KnownError) -> None:
    if not error.remedies:
        raise place.refusal(ChecklistTrouble.REMEDY_MISSING, "remedies")
    _check_keys(place, "remedies", items=error.remedies, most=REMEDIES_LIMIT)


def _check_pattern(place: _Place, *, name: str, pattern: str) -> None:
    place.line(name, pattern, limit=PATTERN_LIMIT)
    if fault := pattern_fault(pattern):
        raise place.refusal(_PATTERN_TROUBLE[fault], name, what=pattern)


def _check_keys(
    place: _Place, name: str, *, items: Sequence[Step] | Sequence[KnownError] | Sequence[Remedy], most: int
) -> None:
    if len(items) > most:
        raise place.refusal(ChecklistTrouble.TOO_MANY, name, what=most)
    seen: set[str] = set()
    for item in items:
        _check_key(place.inside(name, shown(item.key)), item.key)
        if item.key in seen:
            raise place.refusal(ChecklistTrouble.DUPLICATE_KEY, name, what=item.key)
        seen.add(item.key)


def _check_key(place: _Place, key: str) -> None:
    if not _KEY.fullmatch(key) or len(key) > KEY_LIMIT:
        raise place.refusal(ChecklistTrouble.BAD_KEY, "key", what=key)


def _check_dependencies(place: _Place, checklist: Checklist) -> None:
    order = {step.key: number for number, step in enumerate(checklist.steps)}
    for step in checklist.steps:
        for needed in step.depends_on:
            if needed not in order:
                inside = place.inside("steps", step.key)
                raise inside.refusal(ChecklistTrouble.UNKNOWN_DEPENDENCY, "depends_on", what=needed)
    if circle := _circle(checklist):
        inside = place.inside("steps", circle[0])
        raise inside.refusal(ChecklistTrouble.DEPENDENCY_CYCLE, "depends_on", what=" \u2192 ".join(circle))
    for step in checklist.steps:
        for needed in step.depends_on:
            if order[needed] > order[step.key]:
                inside = place.inside("steps", step.key)
                raise inside.refusal(ChecklistTrouble.DEPENDS_ON_LATER, "depends_on", what=needed)


def _circle(checklist: Checklist) -> list[str]:
    """Return steps that need each other in a circle, the first one again at the end; empty where there are none."""
    needs = {step.key: set(step.depends_on) for step in checklist.steps}
    while free := [key for key, needed in needs.items() if not needed & needs.keys()]:
        for key in free:
            del needs[key]
    if not needs:
        return []
    path = [next(iter(needs))]
    while (following := min(needs[path[-1]] & needs.keys())) not in path:
        path.append(following)
    return [*path[path.index(following) :], following]


def _check_completion(place: _Place, checklist: Checklist) -> None:
    if not checklist.steps:
        raise place.refusal(ChecklistTrouble.NO_STEPS, "steps")
    completing = [step.key for step in checklist.steps if step.completes]
    if not completing:
        raise place.refusal(ChecklistTrouble.NOTHING_COMPLETES, "steps.completes")
    if len(completing) > 1:
        raise place.refusal(ChecklistTrouble.SEVERAL_COMPLETE, "steps.completes", what=", ".join(completing))

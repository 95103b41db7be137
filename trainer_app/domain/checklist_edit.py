"""Edits of a checklist: each takes a checklist and returns another; keys of steps stay what they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from trainer_app.domain.attendee import System
from trainer_app.domain.checklist import Checklist, KnownError, Remedy, Step

REVIEW_DAYS = 90
"""After so many days somebody should try a step again: tools and their pages change."""

USUAL_MINUTES = (2.0, 8.0)
"""What a step should take, in minutes; shorter ones belong together, longer ones want to be two."""

USUAL_STEPS = (8, 15)
"""How many steps a whole session should have."""

_NEW_MINUTES = 4.0


def empty_checklist(title: str) -> Checklist:
    """Return a checklist without steps."""
    return Checklist("own", title, 1, ())


def with_step(checklist: Checklist, step: Step) -> Checklist:
    """Return the checklist with this step in place of the one of its key; only one step completes."""
    others = (replace(each, completes=each.completes and not step.completes) for each in checklist.steps)
    steps = tuple(step if each.key == step.key else each for each in others)
    return replace(checklist, steps=steps)


def with_new_step(checklist: Checklist, title: str, *, at: int) -> tuple[Checklist, Step]:
    """Return the checklist with a step more before place `at`, and that step."""
    made = Step(free_key("step", (each.key for each in checklist.steps)), title, "", _NEW_MINUTES, {}, {}, {})
    return _put(checklist, made, at), made


def with_copy(checklist: Checklist, key: str) -> tuple[Checklist, Step]:
    """Return the checklist with a copy of a step right after it, and the copy, which does not complete."""
    source = checklist.step(key)
    made = replace(source, key=free_key(key, (each.key for each in checklist.steps)), completes=False)
    return _put(checklist, made, place_of(checklist, key) + 1), made


def without_step(checklist: Checklist, key: str) -> Checklist:
    """Return the checklist without a step; nothing depends on it any more."""
    left = (each for each in checklist.steps if each.key != key)
    return replace(checklist, steps=tuple(replace(each, depends_on=_without(each.depends_on, key)) for each in left))


def moved(checklist: Checklist, key: str, *, to: int) -> Checklist:
    """Return the checklist with a step at another place, held within the list."""
    step = checklist.step(key)
    left = replace(checklist, steps=tuple(each for each in checklist.steps if each.key != key))
    return _put(left, step, min(max(to, 0), len(left.steps)))


def place_of(checklist: Checklist, key: str) -> int:
    """Return where a step stands, counted from 0.

    Raises:
        ValueError: there is no such step.
    """
    return [each.key for each in checklist.steps].index(key)


def with_text(texts: dict[System | None, str], system: System | None, *, text: str) -> dict[System | None, str]:
    """Return texts per system with one of them written anew; an empty one is left out."""
    others = {each: kept for each, kept in texts.items() if each != system}
    return others | {system: text} if text else others


def new_error(step: Step, title: str) -> KnownError:
    """Return a known error more for this step, with one remedy to be written."""
    return KnownError(free_key("error", (each.key for each in step.errors)), title, "", "", (Remedy("remedy", ""),))


def new_remedy(error: KnownError) -> Remedy:
    """Return a remedy more for this error, to be written."""
    return Remedy(free_key("remedy", (each.key for each in error.remedies)), "")


def free_key(stem: str, taken: Iterable[str]) -> str:
    """Return `stem`, or with a number behind it where that is taken."""
    known = set(taken)
    stem = stem[:50]
    number = 2
    key = stem
    while key in known:
        key, number = f"{stem}_{number}", number + 1
    return key


def tidy(checklist: Checklist) -> Checklist:
    """Return the checklist as it is kept: no blanks around lines, and fields left blank are not used."""
    return replace(checklist, title=checklist.title.strip(), steps=tuple(_tidy_step(each) for each in checklist.steps))


def total_minutes(checklist: Checklist) -> float:
    """Return the author's minutes of all steps that are not optional."""
    return sum(each.minutes for each in checklist.steps if not each.optional)


def is_due(step: Step, today: date) -> bool:
    """Say whether nobody has tried this step for so long that somebody should."""
    return step.checked_on is not None and today - step.checked_on > timedelta(days=REVIEW_DAYS)


@dataclass(frozen=True, slots=True)
class Difference:
    """How one version differs from another, by the titles of its steps; `moved` when those in both changed order."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    moved: bool

    @property
    def is_none(self) -> bool:
        """Whether the steps of both are the same."""
        return not (self.added or self.removed or self.changed or self.moved)


def difference(old: Checklist, new: Checklist) -> Difference:
    """Return what is different in `new`."""
    before, after = {each.key: each for each in old.steps}, {each.key: each for each in new.steps}
    return Difference(
        added=tuple(each.title for key, each in after.items() if key not in before),
        removed=tuple(each.title for key, each in before.items() if key not in after),
        changed=tuple(each.title for key, each in after.items() if key in before and before[key] != each),
        moved=[key for key in before if key in after] != [key for key in after if key in before],
    )


def _put(checklist: Checklist, step: Step, at: int) -> Checklist:
    return replace(checklist, steps=(*checklist.steps[:at], step, *checklist.steps[at:]))


def _without(keys: tuple[str, ...], key: str) -> tuple[str, ...]:
    return tuple(each for each in keys if each != key)


def _tidy_step(step: Step) -> Step:
    return replace(
        step,
        title=step.title.strip(),
        why=step.why.strip(),
        bodies=_tidy_texts(step.bodies, _tidy_body),
        verify=_tidy_texts(step.verify, str.strip),
        expected=_tidy_texts(step.expected, str.strip),
        expected_pattern=(step.expected_pattern or "").strip() or None,
        fallback=(step.fallback or "").strip() or None,
        owner=(step.owner or "").strip() or None,
        errors=tuple(_tidy_error(each) for each in step.errors),
    )


def _tidy_body(text: str) -> str:
    return text.strip("\n").rstrip()  # the first line keeps its indent: it may be a command


def _tidy_texts(texts: dict[System | None, str], trim: Callable[[str], str]) -> dict[System | None, str]:
    return {system: trim(text) for system, text in texts.items() if text.strip()}


def _tidy_error(error: KnownError) -> KnownError:
    remedies = (replace(each, text=each.text.strip()) for each in error.remedies)
    trimmed = {name: getattr(error, name).strip() for name in ("title", "pattern", "cause")}
    return replace(error, **trimmed, remedies=tuple(remedies))

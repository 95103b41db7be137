"""Where in a checklist something is to be mended or looked at, and what is worth a look although it would run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from trainer_app.domain.checklist import Checklist, Step
from trainer_app.domain.checklist_edit import USUAL_MINUTES, USUAL_STEPS, is_due
from trainer_app.domain.errors import Refused


@dataclass(frozen=True, slots=True)
class Spot:
    """A field of a step; of one of its known errors where `error` is its key. Both empty: the checklist itself."""

    step: str = ""
    field: str = ""
    error: str = ""


class Hint(Enum):
    """What is worth a look, although the checklist can be run as it is."""

    DUE = "nobody has tried the step for long"
    NEVER_CHECKED = "nobody has said when the step was tried"
    LONG = "the step takes long"
    SHORT = "the step is very short"
    NO_CHECK = "nothing says how people see that it worked"
    MANY_STEPS = "there are many steps"
    FEW_STEPS = "there are few steps"


def spot_of(refused: Refused) -> Spot:
    """Return the place a broken rule names."""
    step, field = str(refused.facts.get("step", "")), str(refused.facts.get("field", ""))
    field = field.removeprefix(f"steps.{step}.") if step else field.removeprefix("steps.")
    if not field.startswith("errors."):
        return Spot(step, field)
    _errors, key, inner = (*field.split(".", 2), "title")[:3]
    return Spot(step, inner, key)


def hints(checklist: Checklist, today: date) -> list[tuple[Hint, Spot]]:
    """Return what is worth a look, in the order of the steps."""
    found = [(hint, Spot(step.key, field)) for step in checklist.steps for hint, field in _of_step(step, today)]
    if checklist.steps and len(checklist.steps) < USUAL_STEPS[0]:
        found.append((Hint.FEW_STEPS, Spot()))
    if len(checklist.steps) > USUAL_STEPS[1]:
        found.append((Hint.MANY_STEPS, Spot()))
    return found


def _of_step(step: Step, today: date) -> list[tuple[Hint, str]]:
    least, most = USUAL_MINUTES
    asked = (
        (is_due(step, today), Hint.DUE, "checked_on"),
        (step.checked_on is None, Hint.NEVER_CHECKED, "checked_on"),
        (step.minutes > most and not step.machine_wait, Hint.LONG, "minutes"),
        (0 < step.minutes < least, Hint.SHORT, "minutes"),
        (not step.verify and not step.expected, Hint.NO_CHECK, "expected"),
    )
    return [(hint, field) for holds, hint, field in asked if holds]

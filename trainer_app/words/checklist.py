"""What people are told about checklists and their files."""

from __future__ import annotations

from enum import Enum

from trainer_app.domain.checklist import ChecklistTrouble
from trainer_app.words.language import N_

SENTENCES: dict[Enum, str] = {
    ChecklistTrouble.NOT_FOUND: N_("There is no checklist of this name. Check how it is spelled."),
    ChecklistTrouble.STEP_MISSING: N_("This step is not in the session's checklist. Choose one that is."),
    ChecklistTrouble.FROZEN: N_("This session runs its own copy of the checklist. It cannot be changed while it runs."),
    ChecklistTrouble.BAD_FILE: N_(
        "{file}, line {line}: this is not written as TOML asks. Look for a missing quote or bracket there or above it."
    ),
    ChecklistTrouble.FILE_UNREADABLE: N_("{file} cannot be opened. Is it still there, and may you read it?"),
    ChecklistTrouble.FILE_TOO_LARGE: N_("{file} is too large to be a checklist. One megabyte is the most."),
    ChecklistTrouble.FILE_NOT_TEXT: N_("{file} is not plain text. Save it from your editor as UTF-8."),
    ChecklistTrouble.NEWER_FORMAT: N_("{file} was written by a newer version of Trainer. Update this one to read it."),
    ChecklistTrouble.FIELD_MISSING: N_("{file}: “{field}” is missing or empty. Fill it in."),
    ChecklistTrouble.FIELD_UNKNOWN: N_("{file}: “{field}” is not a field. Possible here: {what}."),
    ChecklistTrouble.FIELD_KIND: N_("{file}: “{field}” cannot be “{what}”. Compare it with a checklist that works."),
    ChecklistTrouble.UNKNOWN_SYSTEM: N_(
        "{file}: “{what}” in “{field}” is no system. Use windows, macos, linux or any."
    ),
    ChecklistTrouble.TEXT_TOO_LONG: N_("{file}: “{field}” is too long. {what} characters are the most."),
    ChecklistTrouble.TEXT_CHARACTER: N_("{file}: “{field}” holds a hidden character ({what}). Delete it."),
    ChecklistTrouble.BAD_KEY: N_(
        "{file}: “{what}” cannot be a key ({field}). Use small letters, digits, - and _, at most 60 of them."
    ),
    ChecklistTrouble.BAD_VERSION: N_("{file}: the version must be a whole number above zero, not “{what}”."),
    ChecklistTrouble.BAD_MINUTES: N_("{file}: step “{step}” needs minutes above 0 and at most 240, not {what}."),
    ChecklistTrouble.BAD_PATTERN: N_(
        "{file}: the pattern in “{field}” cannot be used: {what}. Repeated groups, look-arounds and"
        " back-references are not offered; put a backslash before ( ) [ ] {{ }} ? * + . if you mean the character."
    ),
    ChecklistTrouble.HEAVY_PATTERN: N_(
        "{file}: the pattern in “{field}” can take too long: {what}. Use “.*” once at most, or a short “.{{0,80}}”."
    ),
    ChecklistTrouble.EMPTY_PATTERN: N_("{file}: the pattern in “{field}” matches any text: {what}. Make it say more."),
    ChecklistTrouble.NO_STEPS: N_("{file}: the checklist has no steps. Write at least one [[steps]]."),
    ChecklistTrouble.TOO_MANY: N_("{file}: “{field}” has too many entries. {what} are the most."),
    ChecklistTrouble.DUPLICATE_KEY: N_("{file}: the key “{what}” stands twice in “{field}”. Rename one of them."),
    ChecklistTrouble.UNKNOWN_DEPENDENCY: N_("{file}: step “{step}” depends on “{what}”, but there is no such step."),
    ChecklistTrouble.DEPENDENCY_CYCLE: N_("{file}: these steps wait for each other: {what}. Remove one “depends_on”."),
    ChecklistTrouble.DEPENDS_ON_LATER: N_(
        "{file}: step “{step}” depends on “{what}”, which comes after it. Move one of the two."
    ),
    ChecklistTrouble.BODY_MISSING: N_(
        "{file}: step “{step}” says nothing to people on {what}. Write body.{what}, or one body for every system."
    ),
    ChecklistTrouble.REMEDY_MISSING: N_("{file}: “{field}” is empty. A known error needs at least one way out."),
    ChecklistTrouble.NOTHING_COMPLETES: N_(
        "{file}: no step is the first hands-on. Write “completes = true” in the step that is."
    ),
    ChecklistTrouble.SEVERAL_COMPLETE: N_(
        "{file}: only one step can be the first hands-on, but these are marked: {what}. Keep “completes” in one."
    ),
}
"""Every trouble with a checklist; the facts are those `ChecklistTrouble` names."""

"""What went wrong and the way out: one sentence for every trouble, whatever subject it comes from."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Final

from trainer_app.domain.completion import CompletionTrouble
from trainer_app.domain.errors import DataTrouble, Told
from trainer_app.domain.program import ProgramTrouble
from trainer_app.domain.undo import UndoTrouble
from trainer_app.words import (
    adoption,
    badge_photo,
    check_in,
    checklist,
    floor,
    imports,
    matching,
    paper,
    phones,
    usage_identities,
    workbook,
    worksheet,
)
from trainer_app.words.language import N_, say

SENTENCES: Final[dict[Enum, str]] = {
    DataTrouble.NOT_OURS: N_("{file} is not a Trainer data file; it was left as it is. Name another file."),
    DataTrouble.NEWER: N_(
        "{file} was written by a newer version of Trainer; it was left as it is. Update Trainer, or use a backup."
    ),
    DataTrouble.DAMAGED: N_("{file} is damaged or cut short. Open a backup of it instead; this one was left as it is."),
    DataTrouble.MISSING: N_(
        'There is no data file {file}. Begin one: trainer-app --data "{file}" init --program NAME --timezone ZONE'
    ),
    DataTrouble.EXISTS: N_("{file} already holds the program “{program}”. Name another file for a new one."),
    DataTrouble.NO_PROGRAM: N_(
        "This file holds no program yet. Make one first: trainer-app --data FILE init --program NAME --timezone ZONE"
    ),
    DataTrouble.READ_ONLY: N_(
        "{file} cannot be written: the file or its folder is read-only. Nothing was changed; use another place."
    ),
    DataTrouble.DISK_FULL: N_("The disk is full. Nothing was half-written; make room on it and try again."),
    DataTrouble.BUSY: N_(
        "Another program is writing to {file} and did not finish in time. Nothing was changed; try again in a moment."
    ),
    DataTrouble.GONE: N_(
        "{file} is gone or cannot be opened: was it moved, deleted, or the drive removed? Nothing more was written."
    ),
    DataTrouble.SAME_FILE: N_("{file} is the data file itself. Choose another place for the copy."),
    DataTrouble.FAILED: N_("{file} could not be read or written: {detail}. Nothing was half-written."),
    ProgramTrouble.NAME_MISSING: N_("A program needs a name."),
    ProgramTrouble.UNKNOWN_ZONE: N_(
        "There is no time zone “{zone}”. Zones are written like Europe/Berlin or Asia/Tokyo."
    ),
    ProgramTrouble.BAD_THRESHOLD: N_(
        "Thresholds are whole numbers from 1 up, and the units of an active day above zero."
    ),
    UndoTrouble.NOTHING: N_("There is nothing to undo at this desk."),
    UndoTrouble.NOTHING_TO_REDO: N_("There is nothing to redo at this desk."),
    UndoTrouble.LAST_STANDS: N_(
        "What was done last at this desk cannot be undone as a whole. Older lines can be taken back in the list of what was done (Ctrl+H)."
    ),
    UndoTrouble.ALREADY: N_("This was undone already."),
    UndoTrouble.NOT_REVERSIBLE: N_("This cannot be undone."),
    UndoTrouble.IN_THE_WAY: N_("Something done since stands in the way; undo that first."),
    CompletionTrouble.ALREADY: N_("Their first hands-on completion is recorded already."),
    CompletionTrouble.NOT_IN_ROOM: N_("They are not checked in to this session; check them in first."),
    CompletionTrouble.BAD_CONFIDENCE: N_("Confidence is a whole number from 1 to 5."),
    CompletionTrouble.GONE: N_("No first hands-on completion is recorded for them."),
    CompletionTrouble.WRONG_KIND: N_(
        "A first hands-on is completed in a hands-on session or a clinic, not in this kind."
    ),
}

_SUBJECTS: Final = (
    adoption,
    badge_photo,
    check_in,
    checklist,
    floor,
    imports,
    matching,
    paper,
    phones,
    usage_identities,
    workbook,
    worksheet,
)
_MOST_LISTED: Final = 12
_ALL: Final = (SENTENCES, *(subject.SENTENCES for subject in _SUBJECTS))


def sentence(error: Told) -> str:
    """Return what to tell the person: who or what, why, and the way out."""
    return coded(error.code, **error.facts)


def coded(code: Enum, **facts: object) -> str:
    """Return the sentence of a code, its facts written as people write them.

    Raises:
        KeyError: no subject has a sentence for it, which is a bug.
    """
    for subject in _ALL:
        if code in subject:
            return say(subject[code], **{name: _plain(fact) for name, fact in facts.items()})
    raise KeyError(code)


def _plain(fact: object) -> object:
    if isinstance(fact, datetime):
        return fact.strftime("%Y-%m-%d %H:%M")
    if isinstance(fact, date):
        return fact.isoformat()
    if isinstance(fact, tuple | list | frozenset):
        listed = [str(_plain(one)) for one in fact]
        if not listed:
            return say(N_("none yet"))
        return ", ".join(listed if len(listed) <= _MOST_LISTED else [*listed[:_MOST_LISTED], "…"])
    if isinstance(fact, float) and fact.is_integer():
        return int(fact)
    return fact.value if isinstance(fact, Enum) else fact

"""Why a reversal was refused."""

from __future__ import annotations

from enum import Enum


class UndoTrouble(Enum):
    """Why something cannot be undone or redone."""

    NOTHING = "there is nothing to undo"
    NOTHING_TO_REDO = "there is nothing to redo"
    LAST_STANDS = "what this desk did last cannot be undone as a whole"
    ALREADY = "this was undone already"
    NOT_REVERSIBLE = "this cannot be undone"
    IN_THE_WAY = "something done since stands in the way"

"""Everything that can be taken back, gathered from every subject; imported when the first deed is weighed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from trainer_app.services import (
    attendance,
    checklists,
    completions,
    floor,
    follow_ups,
    help_desk,
    identity_reversals,
    people,
    people_import_undo,
    phone_floor,
    programs,
    sessions,
)
from trainer_app.services.undo import Reversal

REVERSALS: Final[Mapping[str, Reversal]] = {
    **attendance.REVERSALS,
    **checklists.REVERSALS,
    **completions.REVERSALS,
    **floor.REVERSALS,
    **follow_ups.REVERSALS,
    **help_desk.REVERSALS,
    **identity_reversals.REVERSALS,
    **people.REVERSALS,
    **people_import_undo.REVERSALS,
    **phone_floor.REVERSALS,
    **programs.REVERSALS,
    **sessions.REVERSALS,
}

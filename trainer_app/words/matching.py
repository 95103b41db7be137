"""What an import says about lines it could not match with the roster, and before it replaces usage."""

from __future__ import annotations

from enum import Enum
from typing import Final

from trainer_app.domain.roster_match import MatchTrouble
from trainer_app.domain.usage_replacing import ImportDoubt, ImportNotice
from trainer_app.words.language import N_

SENTENCES: Final[dict[Enum, str]] = {
    MatchTrouble.EMAIL_OF_ANOTHER_NAME: N_(
        "{name} has the e-mail of {others}. If they are one person, write the same name; if not, another e-mail."
    ),
    MatchTrouble.EVIDENCE_DISAGREES: N_(
        "{name}: the e-mail and the key or login belong to different people ({others}). Correct one of the two."
    ),
    MatchTrouble.KEY_TAKEN: N_("{name}: this key or login already belongs to {others}. Correct it in the file."),
    MatchTrouble.NAME_SEVERAL_TIMES: N_(
        "{name} is the name of several people on the roster. Add the e-mail to tell them apart."
    ),
    MatchTrouble.NOT_ON_ROSTER: N_("{name} is not on the roster. Import the people first, or add this person."),
    MatchTrouble.SAME_NAME_KNOWN: N_(
        "Somebody of the same name was on the roster already; they were kept apart (lines {lines}). Merge them if they are one."
    ),
    MatchTrouble.MATCHED_BY_NAME: N_("People without an e-mail were matched by name and team alone (lines {lines})."),
    MatchTrouble.UNKNOWN_SESSION: N_(
        "There is no session “{session}”, so nobody was registered for it (lines {lines})."
    ),
    ImportDoubt.SHORTER_WINDOW: N_(
        "An earlier import covers {covers_from} to {covers_to}, more than this file. Import it with --yes to replace its days."
    ),
    ImportDoubt.TOTALS_SHRINK: N_(
        "On {days} closed days this file holds {new} requests where {old} are known. Import it with --yes if that is right."
    ),
    ImportDoubt.WINDOW_BACKWARDS: N_("The window ends before it begins; write the earlier day first."),
    ImportNotice.SAME_FILE: N_("Exactly this file was imported before, as {file}; there was nothing to do."),
    ImportNotice.UNKNOWN_IDENTITIES: N_(
        "Nobody on the roster has these; their days are kept and can be assigned later: {identities}."
    ),
}

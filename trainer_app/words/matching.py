"""What an import says about lines it could not match with the roster, and before it replaces usage."""

from __future__ import annotations

from enum import Enum
from typing import Final

from trainer_app.domain.roster_match import MatchTrouble
from trainer_app.domain.usage_replacing import ImportDoubt, ImportNotice
from trainer_app.words.language import N_

SENTENCES: Final[dict[Enum, str]] = {
    MatchTrouble.EMAIL_OF_ANOTHER_NAME: N_(
        "{name} has the e-mail {email} of {others}. If they are one person, write the same name; if not, another e-mail."
    ),
    MatchTrouble.EMAIL_OF_SEVERAL: N_(
        "{name}: several people on the roster share the e-mail {email} ({others}). Write the name as it stands there."
    ),
    MatchTrouble.EMAIL_IS_NEW: N_(
        "{name} is on the roster with the e-mail {others}, not {email}. If they are one person, leave the e-mail out."
    ),
    MatchTrouble.EVIDENCE_DISAGREES: N_(
        "{name}: the e-mail and the key or login belong to different people ({others}). Correct one of the two."
    ),
    MatchTrouble.KEY_TAKEN: N_(
        "{name}: this key or login already belongs to {others} and stays theirs. Correct it in the file."
    ),
    MatchTrouble.NAME_SEVERAL_TIMES: N_(
        "{name} is the name of several people on the roster. Add the e-mail to tell them apart."
    ),
    MatchTrouble.NOT_ON_ROSTER: N_("{name} is not on the roster. Import the people first, or add this person."),
    MatchTrouble.SAME_NAME_KNOWN: N_(
        "Somebody of the same name was on the roster already; they were kept apart (lines {lines}). Merge them if they are one."
    ),
    MatchTrouble.MATCHED_BY_NAME: N_(
        "Without an e-mail, people were matched by their name alone (lines {lines}). Look whether it is them."
    ),
    MatchTrouble.LEFT_OUT: N_("{name} is left out, as chosen above."),
    MatchTrouble.STOPPED: N_("The import was stopped; nothing was written."),
    MatchTrouble.UNKNOWN_SESSION: N_(
        "There is no session “{session}”, so nobody was registered for it (lines {lines})."
    ),
    MatchTrouble.SESSION_FULL: N_(
        "{session} never takes more than {capacity} people, so nobody new was registered for it ({more}: {names})."
    ),
    MatchTrouble.TIMES_OF_ANOTHER_DAY: N_(
        "The times of {session} are far from when it was held (lines {lines}). Look whether it is the right session."
    ),
    MatchTrouble.SESSION_NOT_SAID: N_(
        "Nothing in the file says which session this is about. Name it with --session. Known sessions: {sessions}."
    ),
    ImportDoubt.SHORTER_WINDOW: N_(
        "An earlier import covers {covers_from} to {covers_to}, more days than this file. "
        "Import it with --yes to replace the days it holds."
    ),
    ImportDoubt.TOTALS_SHRINK: N_(
        "For {days} days that were complete this file holds {new} requests where {old} are known. "
        "Import it with --yes if that is right."
    ),
    ImportDoubt.IDENTITIES_VANISH: N_(
        "This file names none of {count} known keys or people on these days ({identities}), and would take their place. "
        "If it is a newer export of the same, import it with --yes; if it comes from elsewhere, name that with --source."
    ),
    ImportDoubt.WINDOW_BACKWARDS: N_("The days to cover end before they begin; write the earlier day first."),
    ImportNotice.SAME_FILE: N_("Exactly this file was imported before, as {file}; there was nothing to do."),
    ImportNotice.UNKNOWN_IDENTITIES: N_(
        "Nobody on the roster has these keys, logins or e-mails: {identities}. "
        "Their days are kept; once the roster has them, they count."
    ),
}

"""How the audit trail is read aloud: what was done, about whom, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from trainer_app.domain.changes import Activity
from trainer_app.words.desk import deed_name
from trainer_app.words.language import N_, say
from trainer_app.words.times import day

_UNDONE: Final = "undone"
_MORE: Final = {
    "refused": N_("a check-in was refused"),
    "people_imported": N_("people imported from a file"),
    "sessions_imported": N_("sessions imported from a file"),
    "attendance_imported": N_("attendance imported from a file"),
    "usage_imported": N_("usage imported from a file"),
    "program_created": N_("the program was begun"),
    "heads_counted": N_("heads counted in the room"),
    "badges_issued": N_("badges issued"),
    "checklist_kept": N_("a checklist was kept"),
    "nudged": N_("somebody was asked on their phone"),
    "nudge_answered": N_("an answer from a phone"),
    "phones_on": N_("phones were switched on"),
    "phones_off": N_("phones were switched off"),
    "phone_joined": N_("a phone joined"),
    "phone_known": N_("a phone said whose it is"),
    "phone_waits": N_("a second phone asked to be somebody's"),
    "phone_refused": N_("a second phone was refused"),
    "phone_revoked": N_("a phone was shut out"),
}


def deed(line: Activity, *, about: str | None) -> str:
    """Return what a line says was done, and about whom: "A check-in · Aiko Tanaka"."""
    said = _undone(line) if line.deed.kind == _UNDONE else _name(line)
    said = said[:1].upper() + said[1:]
    return f"{said} · {about}" if about else said


def when(at: datetime, now: datetime) -> str:
    """Return when, in the zone both times carry: the time today, the day before that."""
    said = f"{at.hour}:{at.minute:02}"
    return said if at.date() == now.date() else f"{day(at.date(), year=now.year)}, {said}"


def _undone(line: Activity) -> str:
    first = replace(line, deed=replace(line.deed, kind=str(line.deed.detail.get("kind", ""))))
    return say(N_("taken back: {deed}"), deed=_name(first))


def _name(line: Activity) -> str:
    return say(_MORE[line.deed.kind]) if line.deed.kind in _MORE else deed_name(line)

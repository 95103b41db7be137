"""The words of the workbooks: sheets, headings, counts, and what a refusal to write one says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from trainer_app.domain.adoption import Assessment, State, Thresholds
from trainer_app.domain.adoption_numbers import Numbers, Rate, SampleSize, Standing
from trainer_app.domain.follow_up import Why
from trainer_app.domain.workbook import (
    AttendanceBook,
    FollowUpBook,
    Heading,
    Line,
    Measure,
    Phrasebook,
    RatePart,
    Sheet,
    WorkbookTrouble,
)
from trainer_app.words import adoption, workbook_read_me, worksheet
from trainer_app.words.language import N_, say
from trainer_app.words.workbook_names import HEADINGS, MEASURES, SHEETS

SENTENCES: Final[dict[Enum, str]] = {
    WorkbookTrouble.OTHER_KIND: N_("Workbooks are written as .xlsx. Write the name as {name}, or without an ending."),
    WorkbookTrouble.BAD_NAME: N_("A file cannot have the name “{file}” here. Choose another one."),
    WorkbookTrouble.IS_FOLDER: N_("{file} is a folder, or no ordinary file. Write the name of a file."),
    WorkbookTrouble.NO_FOLDER: N_("The folder of {file} is not there. Make it first, or choose another."),
    WorkbookTrouble.OPEN_ELSEWHERE: N_(
        "{file} is open in another program; it was left as it is. Close it there, or write under another name."
    ),
    WorkbookTrouble.NOT_ALLOWED: N_(
        "{file} cannot be written: the file or its folder is read-only, or another program holds it."
        " Nothing was changed; use another place."
    ),
    WorkbookTrouble.DISK_FULL: N_(
        "There is no room for {file}. Nothing was half-written; make room on the disk and try again."
    ),
    WorkbookTrouble.FAILED: N_("{file} could not be written: {detail}. Nothing was half-written."),
    WorkbookTrouble.CANCELLED: N_("Cancelled. No workbook was written."),
}

_RATE_HEADINGS: Final = {
    RatePart.COUNT: N_("{measure}"),
    RatePart.SHARE: N_("{measure}, share"),
    RatePart.LOW: N_("{measure}, low"),
    RatePart.HIGH: N_("{measure}, high"),
}
_COUNTS: Final = {
    SampleSize.COUNTS_ONLY: N_("{count} of {of}"),
    SampleSize.SMALL: N_("{count} of {of} · small team"),
    SampleSize.NORMAL: N_("{count} of {of}"),
}
_NOBODY: Final = {
    Sheet.TEAMS: N_("Nobody is on the roster yet."),
    Sheet.ATTENDANCE: N_("Nobody is on the roster yet."),
}
_NOBODY_IN_STATE: Final = N_("Nobody is in this state.")
_NO_TEAM: Final = N_("No team")
_YES: Final = N_("Yes")
_NO: Final = N_("No")


@dataclass(frozen=True, slots=True)
class WorkbookWords:
    """The `Phrasebook` in the language people have chosen."""

    def sheet(self, which: Sheet | State) -> str:
        """Return a sheet's name; a state's sheet is called like the state."""
        return adoption.state(which) if isinstance(which, State) else say(SHEETS[which])

    def heading(self, which: Heading) -> str:
        """Return a column's heading."""
        return say(HEADINGS[which])

    def measure(self, which: Measure) -> str:
        """Return what is measured."""
        return say(MEASURES[which])

    def rate_heading(self, measure: Measure, part: RatePart) -> str:
        """Return "Came back, share"."""
        return say(_RATE_HEADINGS[part], measure=self.measure(measure))

    def state(self, state: State) -> str:
        """Return the state in a word or two."""
        return adoption.state(state)

    def meaning(self, state: State, thresholds: Thresholds) -> str:
        """Return what the state means, with the program's own numbers."""
        return workbook_read_me.meaning(state, thresholds)

    def count(self, rate: Rate) -> str:
        """Return "24 of 49", or "4 of 7 · small team" where a percentage is rough."""
        return say(_COUNTS[rate.size], count=rate.count, of=rate.of)

    def came_back(self, numbers: Numbers) -> str:
        """Return "24 of 49 · 14 too early · 2 unknown"."""
        rate = self.count(numbers.came_back)
        return say(
            N_("{rate} · {too_early} too early · {unknown} unknown"),
            rate=rate,
            too_early=numbers.too_early,
            unknown=numbers.unknown,
        )

    def standing(self, standing: Standing) -> str:
        """Return how a team compares with all others."""
        return adoption.standing(standing)

    def no_team(self) -> str:
        """Return what stands for the team of people who have none."""
        return say(_NO_TEAM)

    def reason(self, person: Assessment) -> str:
        """Return why this person is in their state."""
        return adoption.reason(person)

    def badges(self, person: Assessment) -> str:
        """Return the badges in a fixed order, "" for none."""
        return adoption.badges(person)

    def next_step(self, person: Assessment) -> str:
        """Return what to do next for this person."""
        return adoption.next_step(person)

    def done(self, *, done: bool) -> str:
        """Return "Yes" or "No"."""
        return say(_YES if done else _NO)

    def why(self, why: Why) -> str:
        """Return why somebody stopped, from the closed list."""
        return worksheet.why(why)

    def nobody(self, which: Sheet | State) -> str:
        """Return the one line of a sheet that has nobody in it."""
        return say(_NOBODY_IN_STATE if isinstance(which, State) else _NOBODY[which])

    def title(self, book: FollowUpBook | AttendanceBook) -> str:
        """Return the workbook's title."""
        return workbook_read_me.title(book)

    def follow_up_lines(self, book: FollowUpBook) -> tuple[Line, ...]:
        """Return the read-me sheet of a follow-up workbook."""
        return workbook_read_me.follow_up_lines(book)

    def attendance_lines(self, book: AttendanceBook) -> tuple[Line, ...]:
        """Return the read-me sheet of an attendance workbook."""
        return workbook_read_me.attendance_lines(book)


WORKBOOK_WORDS: Final[Phrasebook] = WorkbookWords()

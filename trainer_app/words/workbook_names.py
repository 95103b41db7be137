"""The names of what stands in a workbook: its sheets, its columns, and what it measures."""

from __future__ import annotations

from typing import Final

from trainer_app.domain.workbook import Heading, Measure, Sheet
from trainer_app.words.language import N_

SHEETS: Final = {
    Sheet.READ_ME: N_("Read me"),
    Sheet.SUMMARY: N_("Summary"),
    Sheet.TEAMS: N_("Teams"),
    Sheet.ATTENDANCE: N_("Attendance"),
}
HEADINGS: Final = {
    Heading.NAME: N_("Name"),
    Heading.EMAIL: N_("E-mail"),
    Heading.TEAM: N_("Team"),
    Heading.SESSION: N_("Session"),
    Heading.HANDS_ON_DATE: N_("Hands-on date"),
    Heading.LAST_ACTIVE: N_("Last active day"),
    Heading.DAYS_AFTER: N_("Active days after"),
    Heading.WEEKS_AFTER: N_("Active weeks after"),
    Heading.REASON: N_("Reason"),
    Heading.ALSO: N_("Also"),
    Heading.NEXT_STEP: N_("Next step"),
    Heading.OWNER: N_("Owner"),
    Heading.DUE: N_("Due"),
    Heading.DONE: N_("Done"),
    Heading.NOTE: N_("Note"),
    Heading.WHY: N_("Why it stopped"),
    Heading.SESSIONS_ATTENDED: N_("Sessions attended"),
    Heading.PEOPLE: N_("People"),
    Heading.TRIED: N_("Tried"),
    Heading.EVALUABLE: N_("Evaluable"),
    Heading.STANDING: N_("Beside all other teams"),
    Heading.PEOPLE_MISSING: N_("People missing"),
    Heading.DIFFERENCE: N_("Difference, points"),
    Heading.DIFFERENCE_LOW: N_("Difference, low"),
    Heading.DIFFERENCE_HIGH: N_("Difference, high"),
    Heading.P_ADJUSTED: N_("p, adjusted"),
    Heading.STATE: N_("State"),
    Heading.MEANING: N_("What it means"),
    Heading.MEASURE: N_("Measure"),
    Heading.COUNT: N_("Count"),
    Heading.SHARE: N_("Share"),
    Heading.LOW: N_("Low"),
    Heading.HIGH: N_("High"),
}
MEASURES: Final = {
    Measure.PEOPLE: N_("People"),
    Measure.TRIED: N_("Tried"),
    Measure.EVALUABLE: N_("Evaluable"),
    Measure.CAME_BACK: N_("Came back"),
    Measure.TRIED_ONCE: N_("Tried once"),
    Measure.CONTINUING: N_("Continuing"),
    Measure.EXPLORED_BEFORE: N_("Explored before training"),
}

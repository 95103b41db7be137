"""What stands on the Settings page: each setting with its one line of text, backups, and about the program."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from trainer_app.words.language import N_, say, say_count

TITLE: Final = N_("Settings")

HERE: Final = N_("This laptop")
AUTHOR: Final = N_("Your name")
AUTHOR_LINE: Final = N_(
    "Stands beside everything done at this desk, so that others know whom to ask. Used from the next opening."
)
DEVICE: Final = N_("This desk")
DEVICE_LINE: Final = N_("What this place is called: front desk, back of the room, office. Used from the next opening.")
LANGUAGE: Final = N_("Language")
LANGUAGE_LINE: Final = N_("Used from the next start.")
SYSTEM_LANGUAGE: Final = N_("As the system")
COLOURS: Final = N_("Colours")
COLOURS_LINE: Final = N_("Dark is easier on the eyes where the light is down for the projector.")
SCHEMES: Final = {"system": N_("As the system"), "light": N_("Light"), "dark": N_("Dark")}
TEXT_SIZE: Final = N_("Text size")
TEXT_SIZE_LINE: Final = N_("Also with Ctrl and + or -.")
SOUND: Final = N_("Sound at check-in")
SOUND_LINE: Final = N_("A short sound where somebody could not simply be checked in.")
PORT: Final = N_("Port for phones")
PORT_LINE: Final = N_("Where phones reach this laptop. Used from the next time they are switched on.")
SECURE: Final = N_("https for phones")
SECURE_LINE: Final = N_("Each phone warns once, and can then scan badges with its camera. Used from the next time too.")

PROGRAM: Final = N_("Program")
PROGRAM_LINE: Final = N_("These go with the data file, and are printed in every report and workbook.")
NAME: Final = N_("Name")
NAME_LINE: Final = N_("What the rollout is called.")
ZONE: Final = N_("Time zone")
ZONE_LINE: Final = N_("In which days begin and end when active days are counted.")
WINDOW: Final = N_("Window, in days")
WINDOW_LINE: Final = N_("How many days in a row are looked at to see whether use has become a habit.")
DAYS: Final = N_("Active days in the window")
DAYS_LINE: Final = N_("On how many different days somebody must have used it.")
WEEKS: Final = N_("Different weeks in the window")
WEEKS_LINE: Final = N_("In how many different weeks after training those days must lie.")
GAP: Final = N_("Quiet days until somebody stopped")
GAP_LINE: Final = N_("After so many days without use, continuing becomes lapsed and returned becomes stopped.")
UNITS: Final = N_("Units that make a day active")
UNITS_LINE: Final = N_("How much use, in the units of the export, makes a day count.")
SAVE: Final = N_("Save")
SAVED: Final = N_("The program's settings are saved.")
BACK: Final = N_("Put back")

DATA: Final = N_("Data and backup")
DATA_FILE: Final = N_("Data file")
OPEN_OTHER: Final = N_("Open another…")
NEW_FILE: Final = N_("New program…")
NEW_FILE_NAME: Final = N_("program.db")
OPEN_FOLDER: Final = N_("Open folder")
RECENT: Final = N_("Opened lately")
OPEN: Final = N_("Open")
BACK_UP: Final = N_("Back up now")
BACK_UP_TO: Final = N_("Back up to…")
RESTORE: Final = N_("Restore a backup…")
DAILY: Final = N_("Back up once a day")
DAILY_LINE: Final = N_("When the file is opened; the newest {count} copies are kept beside it, in {folder}.")
BACKED_UP: Final = N_("Backed up to {file}.")
NO_BACKUP: Final = N_("There is no backup yet.")
DEMO: Final = N_("Look at the demo")

RESTORE_TITLE: Final = N_("Restore this backup?")
RESTORE_SAID: Final = N_(
    "{backup} takes the place of the data that is open now. What is open now is copied first and stays beside it, "
    "so that you can come back."
)
RESTORE_DO: Final = N_("Restore")
RESTORED: Final = N_("Restored. What was open before is kept in {file}.")

PRIVACY: Final = N_("Privacy")
PRIVACY_LINES: Final = (
    N_("Everything stays in the data file on this laptop. Nothing is sent anywhere."),
    N_(
        "Keys and passwords are never stored: of a key only its name is kept, and a cell that looks like a secret is refused."
    ),
    N_(
        "One person's data can be exported, and a person can be forgotten, on the People page. Forgotten people are still counted, without their name."
    ),
    N_("Backups and workbooks made before keep what they held: delete them where somebody asks to be forgotten."),
)

ABOUT: Final = N_("About")
VERSION: Final = N_("Trainer {version}")
ABOUT_LINE: Final = N_("Run hands-on training sessions in a room, and see afterwards who carried on. MIT licence.")
BUILT_ON: Final = N_("Built on {parts}.")
LOG: Final = N_("Faults are written to {file}")
KEYS: Final = N_("Keys (F1)")


def newest_backup(at: datetime, now: datetime) -> str:
    """Say how old the newest backup is."""
    hours = int((now - at).total_seconds() // 3600)
    if hours < 1:
        return say(N_("Last backup: less than an hour ago"))
    if hours < 48:  # noqa: PLR2004 - two days
        return say_count(N_("Last backup: {count} hour ago"), N_("Last backup: {count} hours ago"), hours)
    return say_count(N_("Last backup: {count} day ago"), N_("Last backup: {count} days ago"), hours // 24)


def size(count: int) -> str:
    """Return so many bytes in megabytes."""
    return say(N_("{size} MB"), size=f"{count / 1_000_000:.1f}")

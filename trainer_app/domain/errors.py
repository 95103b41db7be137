"""The two kinds of trouble that are not our bug: the person's mistake and the environment's.

Both carry a code (a member of some `Enum` in `domain`) and facts; `words` makes the sentence.
Anything else that is raised is a bug and rises to the crash report.
"""

from __future__ import annotations

from enum import Enum


class Told(Exception):  # noqa: N818 - read aloud: "a trouble that is told", the base of both kinds
    """Trouble with a code and facts that `words` turns into one sentence for the person."""

    def __init__(self, code: Enum, **facts: object) -> None:
        super().__init__(f"{type(code).__name__}.{code.name}", *([facts] if facts else []))
        self.code = code
        self.facts = facts


class Refused(Told):
    """What was asked cannot be done as asked; nothing was changed. The person can mend it."""


class StorageDown(Told):
    """The disk, the file or the machine failed; nothing was half-written. The gesture is kept."""


class DataTrouble(Enum):
    """Why a data file cannot be opened or written."""

    NOT_OURS = "the file is not a Trainer data file"
    NEWER = "the file was written by a newer version"
    DAMAGED = "the file is damaged"
    MISSING = "there is no such file"
    EXISTS = "there is already a program in this file"
    NO_PROGRAM = "the file holds no program yet"
    READ_ONLY = "the file or its folder cannot be written"
    DISK_FULL = "the disk is full"
    BUSY = "another program holds the file"
    GONE = "the file or its folder went away"
    SAME_FILE = "a copy cannot take the place of the file itself"
    FAILED = "the storage failed in another way"

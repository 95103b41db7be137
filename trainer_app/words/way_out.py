"""What people said on their way out of a session, as reports tell it: never who said it."""

from __future__ import annotations

from typing import Final

from trainer_app.domain.session_report import WayOut
from trainer_app.words.language import N_, say

TITLE: Final = N_("On the way out")
NEXT_USE: Final = N_("What it will be used for next")
IN_THE_WAY: Final = N_("What is still in the way")


def told(said: WayOut) -> list[tuple[str, tuple[str, ...]]]:
    """Return each question that was answered with its answers."""
    both = ((NEXT_USE, said.next_uses), (IN_THE_WAY, said.in_the_way))
    return [(say(caption), answers) for caption, answers in both if answers]

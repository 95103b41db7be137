"""Slow adoption or quiet rejection, and the revisits: what is asked and answered, never a verdict."""

from __future__ import annotations

from enum import Enum
from typing import Final

from trainer_app.domain.follow_up import Alive, Fate, FollowUpTrouble, Why
from trainer_app.domain.worksheet import Champion, Rung
from trainer_app.words.language import N_, say

SENTENCES: Final[dict[Enum, str]] = {
    FollowUpTrouble.NOBODY: N_("Nobody is marked. Mark one or several people in the list first."),
    FollowUpTrouble.NOT_ASKED: N_("Nobody is asked {days} days after training; people are asked at {asked_at} days."),
}
TITLE: Final = N_("Slow adoption or quiet rejection?")
ABOUT: Final = N_(
    "The remedies are opposite: more help, or fix the tool and talk first. Look at the signals together and ask; "
    "no signal decides alone, and nobody is labelled."
)
HINTS: Final = (
    N_("Tried, of those with access: few point to a start that was too hard or a purpose not seen."),
    N_("Came back, of those who tried: many tried and few came back is worth a conversation."),
    N_("Active days before stopping: 0 or 1 fits slow adoption; 2, 3 or more fits a tool that disappointed."),
    N_("When they stopped: scattered fits slow adoption; within the same 14 days, ask what happened then."),
    N_("Weekly activity over eight weeks: does it creep up, or fall off?"),
    N_("What they ask: from what it is to how to build with it is a climb; “it gets this wrong” is something else."),
    N_("Explored before training: curiosity was there."),
    N_("A champion who is there carries others; one who lapsed knows why."),
)
QUESTIONS: Final = (
    N_("What did you hope it would do for you?"),
    N_("When did you last want to use it and did not? What got in the way?"),
    N_("What did it get wrong that mattered?"),
    N_("What would have to be different for you to use it next week?"),
    N_("Who in the team should we be talking to?"),
)
_RUNGS: Final = {
    Rung.WHAT_IS_IT: N_("What is it?"),
    Rung.HOW_DO_I_GET_IN: N_("How do I get access?"),
    Rung.HOW_DO_I_DO: N_("How do I do this with it?"),
    Rung.HOW_DO_I_BUILD: N_("How do I build something with it?"),
    Rung.IT_GETS_IT_WRONG: N_("It gets this wrong."),
}
_CHAMPIONS: Final = {
    Champion.PRESENT: N_("a champion is there"),
    Champion.LAPSED: N_("somebody was one and lapsed"),
    Champion.NONE: N_("no champion yet"),
}
_ALIVE: Final = {
    Alive.YES: N_("in use"),
    Alive.NO: N_("not in use"),
    Alive.UNKNOWN: N_("unknown: usage is missing"),
    Alive.TOO_EARLY: N_("still to come"),
}
_FATES: Final = {
    Fate.STILL_USED: N_("still used"),
    Fate.ABANDONED: N_("abandoned"),
    Fate.REPLACED: N_("replaced by something else"),
}
_WHYS: Final = {
    Why.ACCESS_LOST: N_("access lost"),
    Why.ROLE_CHANGED: N_("role changed"),
    Why.NO_SUITABLE_TASK: N_("no suitable task"),
    Why.QUALITY: N_("quality not good enough"),
    Why.TOO_SLOW: N_("too slow"),
    Why.POLICY: N_("policy or privacy"),
    Why.OTHER_TOOL: N_("another tool"),
    Why.NEVER_NEEDED: N_("never needed"),
    Why.UNKNOWN: N_("don't know"),
}


def rung(which: Rung) -> str:
    """Return the kind of question in the words people ask it."""
    return say(_RUNGS[which])


def champion(which: Champion) -> str:
    """Return whether the team has somebody who carries others along."""
    return say(_CHAMPIONS[which])


def alive(which: Alive) -> str:
    """Return whether it was still in use at a revisit."""
    return say(_ALIVE[which])


def fate(which: Fate) -> str:
    """Return what became of the tool in somebody's work."""
    return say(_FATES[which])


def why(which: Why) -> str:
    """Return why it was abandoned or replaced."""
    return say(_WHYS[which])

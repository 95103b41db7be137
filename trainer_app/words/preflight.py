"""What the pre-flight list says of each check."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from trainer_app.domain.network import InterfaceKind
from trainer_app.domain.preflight import Check, Finding, Weight
from trainer_app.words.language import N_, say, say_count
from trainer_app.words.phones_network import KINDS
from trainer_app.words.times import clock

NAMES: Final = {
    Check.ROSTER: N_("Roster"),
    Check.EXPECTED: N_("Expected"),
    Check.HELPERS: N_("Helpers"),
    Check.DISK: N_("Disk"),
    Check.CLOCK: N_("Clock"),
    Check.BACKUP: N_("Backup"),
    Check.NETWORK: N_("Network"),
}
WEIGHTS: Final = {Weight.FINE: N_("in order"), Weight.LOOK: N_("worth a look"), Weight.STOP: N_("in the way")}

_GIGABYTE: Final = 1_000_000_000
_HOUR: Final = 3600
_DAYS_FROM: Final = 48  # hours


def line(finding: Finding) -> str:
    """Return what a check found in a few words."""
    return _LINES[finding.check](finding)


def _roster(finding: Finding) -> str:
    count = _number(finding, "count")
    return say_count(N_("{count} person"), N_("{count} people"), count) if count else say(N_("nobody yet"))


def _expected(finding: Finding) -> str:
    count, capacity = _number(finding, "count"), finding.facts["capacity"]
    if capacity is None:
        return say_count(N_("{count} person"), N_("{count} people"), count)
    return say(N_("{count} people for {capacity} places"), count=count, capacity=capacity)


def _helpers(finding: Finding) -> str:
    count, needed = _number(finding, "count"), _number(finding, "needed")
    if finding.weight is Weight.FINE:
        return say_count(N_("{count} helper"), N_("{count} helpers"), count)
    return say(N_("{count} named; {needed} would hold the waiting down"), count=count, needed=needed)


def _disk(finding: Finding) -> str:
    return say(N_("{free} GB free"), free=f"{_number(finding, 'free') / _GIGABYTE:.1f}")


def _clock(finding: Finding) -> str:
    at = finding.facts["at"]
    shown = clock(at, str(finding.facts["zone"])) if isinstance(at, datetime) else ""
    if finding.facts["behind"]:
        return say(N_("{clock}; it is behind the last change, is it right?"), clock=shown)
    if finding.facts["other_zone"]:
        return say(N_("{clock} in {zone}; this laptop is set to another zone"), clock=shown, zone=finding.facts["zone"])
    return say(N_("{clock}, {zone}"), clock=shown, zone=finding.facts["zone"])


def _backup(finding: Finding) -> str:
    newest, now = finding.facts["newest"], finding.facts["now"]
    if not isinstance(newest, datetime) or not isinstance(now, datetime):
        return say(N_("none yet"))
    hours = int((now - newest).total_seconds() // _HOUR)
    if hours < _DAYS_FROM:
        return say_count(N_("{count} hour old"), N_("{count} hours old"), hours) if hours else say(N_("just made"))
    return say_count(N_("{count} day old"), N_("{count} days old"), hours // 24)


def _network(finding: Finding) -> str:
    kind = finding.facts["kind"]
    if not isinstance(kind, InterfaceKind):
        return say(N_("none that phones could reach"))
    return say(N_("{kind}, {address}"), kind=say(KINDS[kind]), address=finding.facts["address"])


_LINES: Final = {
    Check.ROSTER: _roster,
    Check.EXPECTED: _expected,
    Check.HELPERS: _helpers,
    Check.DISK: _disk,
    Check.CLOCK: _clock,
    Check.BACKUP: _backup,
    Check.NETWORK: _network,
}


def _number(finding: Finding, fact: str) -> int:
    return int(str(finding.facts[fact]))

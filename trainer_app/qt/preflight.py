"""Gathers for the pre-flight what can really be looked at, from the data and from this laptop; on a worker thread."""

from __future__ import annotations

import shutil

from trainer_app import bootstrap
from trainer_app.bootstrap import Services
from trainer_app.domain.preflight import (
    Finding,
    weigh_backup,
    weigh_clock,
    weigh_disk,
    weigh_expected,
    weigh_helpers,
    weigh_network,
    weigh_roster,
)
from trainer_app.domain.session import Session


def look(services: Services, session: Session | None) -> tuple[Finding, ...]:
    """Look at the roster, the session at hand, the disk, the clock, the backup and the network.

    Raises:
        Refused: the session is gone.
        StorageDown: the data file cannot be read.
    """
    findings = [weigh_roster(len(services.people.everyone()))]
    if session:
        expected = services.attendance.sheet(session.id).expected
        findings += [weigh_expected(expected, session.capacity), weigh_helpers(len(session.helpers), expected)]
    findings.append(weigh_disk(shutil.disk_usage(services.context.store.path.parent).free))
    if session:
        newest = next(iter(services.undo.history(limit=1)), None)
        findings.append(weigh_clock(services.clock().astimezone(), session, newest=newest.at if newest else None))
    newest_backup = next(iter(services.backups.kept()), None)
    findings.append(weigh_backup(newest_backup.at if newest_backup else None, services.clock()))
    findings.append(weigh_network(bootstrap.own_addresses()))
    return tuple(findings)

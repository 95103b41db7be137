"""500 phones on event streams and 250 taps a second from another process, with the window open on the floor.

`python tests/benchmarks/bench_phones.py long` lets them go on for half an hour and watches the memory.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil

from tests.benchmarks.bench_ui_thread import Heart
from tests.benchmarks.desk_at_work import DeskAtWork, desk_at_work, run_for, wait
from tests.qt.rooms import DESK
from trainer_app import bootstrap
from trainer_app.domain.phone import PhoneRole
from trainer_app.domain.session import Phase

PEOPLE, RATE, SECONDS = 500, 250, 15
LONG = 30 * 60
LOAD = Path(__file__).with_name("phone_load.py")
_MB = 1024 * 1024


def main() -> Iterable[tuple[str, str, str]]:
    """Return what taps took, what was lost, how soon all heard, and how long the window was held up."""
    long = "long" in sys.argv[1:]
    with TemporaryDirectory() as folder, desk_at_work(people=PEOPLE, arrived=PEOPLE, hands_on=True) as desk:
        host = bootstrap.phone_host(desk.services, Path(folder))
        host.start(desk.room.sessions[-1].id, desk=DESK, hosts=["127.0.0.1"])
        plan = {"port": host.status().port, **_phones(desk), "rate": RATE, "seconds": SECONDS}
        desk.desktop.window.open("floor")
        desk.rest()
        heart = Heart()
        if long:
            yield from _half_an_hour(desk, heart, plan | {"rate": 50, "seconds": LONG}, folder=Path(folder))
        else:
            for what, more in (("all read", {}), ("50 stall, 50 come and go", {"stalled": 50, "restless": 50})):
                yield from _storm(desk, heart, plan | more, what=what, folder=Path(folder))
        host.stop(desk=None)


def _phones(desk: DeskAtWork) -> dict[str, Any]:
    """Let every person join with a phone; each will tick all steps and take them back."""
    phones, session = desk.services.phones, desk.room.sessions[-1].id
    steps = [one.key for one in desk.services.checklists.of_session(session).steps]
    cookies = []
    for person in desk.room.people:
        joined = phones.join(session, PhoneRole.ATTENDEE)
        phones.belongs(joined.phone.id, person.id, sure=True)
        cookies.append(f"{joined.phone.id.hex}.{joined.secret}")
    there_and_back = [{"gesture": "done", "step": one} for one in steps]
    there_and_back += [{"gesture": "not_done", "step": one} for one in reversed(steps)]
    return {"cookies": cookies, "taps": [there_and_back for _ in cookies]}


def _storm(
    desk: DeskAtWork, heart: Heart, plan: dict[str, Any], *, what: str, folder: Path
) -> Iterable[tuple[str, str, str]]:
    told, events = _run(desk, heart, plan, folder)
    took = statistics.quantiles(told["took"], n=100)
    gaps = statistics.quantiles(heart.gaps, n=100)
    yield f"{what}: a tap, {RATE}/s", f"p50 {took[49] * 1e3:.0f} ms, p99 {took[98] * 1e3:.0f} ms", "p99 50 ms"
    yield f"{what}: taps refused or lost", f"{len(told['refused'])} of {len(told['took'])}", "0"
    for at, cursor in events:
        heard = sorted(one - at for one in _heard(told, cursor))
        if heard:
            yield (
                f"{what}: one event to {len(heard)} phones",
                f"median {statistics.median(heard) * 1e3:.0f} ms",
                "100 ms",
            )
    yield f"{what}: window held up", f"largest {max(heart.gaps):.0f} ms, 99 % below {gaps[98]:.0f} ms", "40 ms"


def _heard(told: dict[str, Any], cursor: int) -> list[float]:
    """Return when each stream was told of this event, or of a later one that came in its place."""
    return [at for key, times in told["heard"].items() if cursor <= int(key) <= cursor + 3 for at in times]


def _run(
    desk: DeskAtWork, heart: Heart, plan: dict[str, Any], folder: Path
) -> tuple[dict[str, Any], list[tuple[float, int]]]:
    """Run the load, let two phases begin meanwhile, and return what phones saw and when those were written."""
    file = folder / "plan.json"
    file.write_text(json.dumps(plan), encoding="utf-8")
    events: list[tuple[float, int]] = []
    load = subprocess.Popen([sys.executable, str(LOAD), str(file)], stdout=subprocess.PIPE, text=True)
    assert load.stdout is not None
    assert load.stdout.readline().strip() == "ready"
    heart.begin()
    session, store = desk.room.sessions[-1].id, desk.services.context.store
    for phase in (Phase.BREAK, Phase.HANDS_ON):
        run_for(plan["seconds"] / 3)
        at = time.monotonic()
        desk.desktop.shell.work.read(
            lambda phase=phase: (desk.services.sessions.enter(session, phase, desk=DESK), store.cursor())[1],
            then=lambda cursor, at=at: events.append((at, cursor)),
        )
    with ThreadPoolExecutor(1) as away:
        said = away.submit(load.stdout.read)
        wait(said.done, seconds=plan["seconds"] + 240)
    load.wait(30)
    return json.loads(said.result()), events


def _half_an_hour(
    desk: DeskAtWork, heart: Heart, plan: dict[str, Any], *, folder: Path
) -> Iterable[tuple[str, str, str]]:
    me = psutil.Process()
    before = me.memory_info().rss
    told, _events = _run(desk, heart, plan, folder)
    grown = (me.memory_info().rss - before) / _MB
    yield f"half an hour, {plan['rate']} taps/s", f"{grown:+.0f} MB, {len(told['refused'])} refused", "bounded"


if __name__ == "__main__":
    for row in main():
        print("  ".join(row), flush=True)

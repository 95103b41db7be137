"""The panels of imported usage as pictures: `python -m tests.qt.scenes_usage FOLDER [WHAT …]`."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

from PySide6.QtWidgets import QApplication, QWidget

from tests.qt.pictures import LOOKS, Look, fresh_room, save, settle, show_desk
from tests.qt.rooms import DESK, Room
from tests.qt.usage_rooms import export, give_keys, take
from tests.rollout import write
from trainer_app.bootstrap import Services
from trainer_app.domain.attendee import Alias, AliasKind
from trainer_app.domain.changes import Desk
from trainer_app.domain.usage import Identity, IdentityKind
from trainer_app.qt.app import Desktop
from trainer_app.qt.parts.basics import column
from trainer_app.qt.parts.unknown_keys_panel import UnknownKeysPanel
from trainer_app.qt.parts.usage_coverage_panel import UsageCoveragePanel
from trainer_app.qt.parts.usage_import_panel import UsageImportPanel
from trainer_app.qt.parts.workbook_export import WorkbookExport
from trainer_app.qt.tell import Tell
from trainer_app.qt.work import Work

Draw = Callable[[QApplication, Look, Path, str], None]
Kind = Callable[[Services, Work, Tell, Desk], QWidget]
_RAIL, _BAR = 190, 56


def _room(people: int) -> Room:
    room = fresh_room(people, sessions=3 if people else 1)
    if people:
        give_keys(room, min(people, 300) - 3)
    return room


def _used(room: Room, *, last: int) -> list[tuple[str, int]]:
    chance = Random(4)
    keys = [f"key_{number:03}" for number in range(len(room.people))]
    keys += ["key_9c1f2b77d0a4", "svc-nightly-report", "key_of_somebody_with_a_rather_long_name_0123456789abcdef_2026"]
    return [(key, day) for key in keys for day in range(1, last) if chance.random() < 0.25]


def _show(app: QApplication, look: Look, room: Room, kind: Kind) -> tuple[Desktop, QWidget, QWidget]:
    """Show the panel alone, as large as the page leaves it."""
    desktop = show_desk(app, room, look)
    panel = kind(room.services, desktop.shell.work, desktop.shell.tell, DESK)
    ground = QWidget()
    ground.setProperty("kind", "ground")
    ground.setLayout(column(panel, margins=(20, 20, 20, 20)))
    ground.resize(look.width - _RAIL, look.height - _BAR)
    ground.show()
    return desktop, ground, panel


def _finish(desktop: Desktop, ground: QWidget, folder: Path, name: str) -> None:
    settle(desktop, 500)
    save(ground, folder, name)
    ground.close()
    ground.deleteLater()
    desktop.window.close()
    desktop.window.deleteLater()


def _import(look: Look, app: QApplication, room: Room, path: Path | None) -> tuple[Desktop, QWidget, UsageImportPanel]:
    desktop, ground, panel = _show(app, look, room, UsageImportPanel)
    assert isinstance(panel, UsageImportPanel)
    panel.open(path)
    return desktop, ground, panel


def _folder() -> Path:
    return Path(tempfile.mkdtemp())


def choose(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, ground, _panel = _import(look, app, _room(14), None)
    _finish(desktop, ground, folder, name)


def preview(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = _room(14)
    desktop, ground, _panel = _import(look, app, room, export(_folder(), 1, 75, _used(room, last=75)))
    _finish(desktop, ground, folder, name)


def preview_400(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = _room(400)
    take(room, export(_folder(), 1, 40, _used(room, last=40)))
    desktop, ground, _panel = _import(look, app, room, export(_folder(), 30, 75, _used(room, last=75)))
    _finish(desktop, ground, folder, name)


def questions(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = _room(14)
    take(room, export(_folder(), 1, 60, _used(room, last=60)))
    few = export(_folder(), 20, 40, [("key_000", 25), ("key_004", 30)], name="completions_usage_2026-02-20.csv")
    desktop, ground, _panel = _import(look, app, room, few)
    _finish(desktop, ground, folder, name)


def lines(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = _room(14)
    rows = [f"2026-02-{1 + n % 20:02}T03:00:00+00:00,key_{n % 9:03},{'many' if n % 7 == 0 else 2}" for n in range(60)]
    file = write(_folder() / "events.csv", "timestamp,api_key_id,requests", *rows)
    desktop, ground, panel = _import(look, app, room, file)
    settle(desktop, 500)
    panel.view.verticalScrollBar().setValue(panel.view.verticalScrollBar().maximum())
    _finish(desktop, ground, folder, name)


def same_file(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = _room(14)
    file = export(_folder(), 1, 20, _used(room, last=20))
    take(room, file)
    desktop, ground, _panel = _import(look, app, room, file)
    _finish(desktop, ground, folder, name)


def refused(app: QApplication, look: Look, folder: Path, name: str) -> None:
    file = write(_folder() / "cost.csv", "colour,size", "red,3")
    desktop, ground, _panel = _import(look, app, _room(14), file)
    _finish(desktop, ground, folder, name)


def coverage(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = _room(14)
    take(room, export(_folder(), 1, 30, _used(room, last=30), name="completions_usage_2026-02.csv"))
    take(room, export(_folder(), 36, 60, _used(room, last=60), name="completions_usage_2026-03.csv"))
    desktop, ground, panel = _show(app, look, room, UsageCoveragePanel)
    assert isinstance(panel, UsageCoveragePanel)
    panel.open()
    _finish(desktop, ground, folder, name)


def coverage_empty(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, ground, panel = _show(app, look, _room(14), UsageCoveragePanel)
    assert isinstance(panel, UsageCoveragePanel)
    panel.open()
    _finish(desktop, ground, folder, name)


def _keys(app: QApplication, look: Look, room: Room) -> tuple[Desktop, QWidget, UnknownKeysPanel]:
    desktop, ground, panel = _show(app, look, room, UnknownKeysPanel)
    assert isinstance(panel, UnknownKeysPanel)
    panel.open()
    settle(desktop, 300)
    return desktop, ground, panel


def _with_unknown(people: int) -> Room:
    room = _room(people)
    take(room, export(_folder(), 1, 60, _used(room, last=60)))
    return room


def unknown(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, ground, panel = _keys(app, look, _with_unknown(14))
    panel.side.search.field.setText("a")
    _finish(desktop, ground, folder, name)


def unknown_400(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, ground, panel = _keys(app, look, _with_unknown(400))
    panel.side.search.field.setText("max")
    _finish(desktop, ground, folder, name)


def unknown_none(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, ground, _panel = _keys(app, look, _room(14))
    _finish(desktop, ground, folder, name)


def suggested(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = _room(14)
    with room.services.context.store.write() as work:
        work.people.add_aliases([(room.people[3].id, Alias(AliasKind.REFERENCE, "key_9c1f2b77d0a4"))])
    take(room, export(_folder(), 1, 60, _used(room, last=60)))
    desktop, ground, panel = _keys(app, look, room)
    panel.nobodys.mark_key(Identity(IdentityKind.KEY, "key_9c1f2b77d0a4"))
    _finish(desktop, ground, folder, name)


def shared(app: QApplication, look: Look, folder: Path, name: str) -> None:
    room = _with_unknown(14)
    with room.services.context.store.write() as work:
        work.people.add_aliases([(room.people[13].id, Alias(AliasKind.KEY, "key_003"))])
    desktop, ground, panel = _keys(app, look, room)
    panel.tabs.chosen.emit("shared")
    panel.tabs.choose("shared")
    _finish(desktop, ground, folder, name)


def grant(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, ground, panel = _keys(app, look, _with_unknown(14))
    panel._begin_grant()
    settle(desktop, 300)
    panel.grant_form.search.field.setText("mei")
    _finish(desktop, ground, folder, name)


def _export(app: QApplication, look: Look, room: Room) -> tuple[Desktop, QWidget, WorkbookExport]:
    desktop, ground, panel = _show(app, look, room, WorkbookExport)
    assert isinstance(panel, WorkbookExport)
    panel.open(None)
    settle(desktop, 300)
    return desktop, ground, panel


def workbook(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, ground, _panel = _export(app, look, _with_unknown(14))
    _finish(desktop, ground, folder, name)


def workbook_exists(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, ground, panel = _export(app, look, _with_unknown(14))
    there = _folder() / "Codex CLI rollout follow-up.xlsx"
    there.write_bytes(b"")
    panel.choose(there)
    _finish(desktop, ground, folder, name)


def workbook_written(app: QApplication, look: Look, folder: Path, name: str) -> None:
    desktop, ground, panel = _export(app, look, _with_unknown(400))
    panel.choose(_folder() / "Codex CLI rollout follow-up.xlsx")
    settle(desktop, 300)
    panel.write.click()
    _finish(desktop, ground, folder, name)


SCENES: dict[str, Draw] = {
    "usage-choose": choose,
    "usage-preview": preview,
    "usage-preview-400": preview_400,
    "usage-questions": questions,
    "usage-lines": lines,
    "usage-same-file": same_file,
    "usage-refused": refused,
    "usage-coverage": coverage,
    "usage-coverage-empty": coverage_empty,
    "keys-unknown": unknown,
    "keys-unknown-400": unknown_400,
    "keys-none": unknown_none,
    "keys-suggested": suggested,
    "keys-shared": shared,
    "keys-grant": grant,
    "workbook": workbook,
    "workbook-exists": workbook_exists,
    "workbook-written": workbook_written,
}


def main(folder: Path, wanted: list[str]) -> None:
    """Draw the scenes whose name begins with one of these words, all without any, in every look."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    for scene, draw in SCENES.items():
        for look_name, look in LOOKS.items():
            name = f"{scene}-{look_name}"
            if not wanted or any(name.startswith(word) for word in wanted):
                draw(app, look, folder, name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])

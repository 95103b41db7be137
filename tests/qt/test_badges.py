from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.qt.conftest import rest
from tests.qt.rooms import DESK, NAMES, Room
from trainer_app.domain.badge import BadgeKind, make_badge, make_short, read_badge
from trainer_app.domain.errors import StorageDown
from trainer_app.domain.label_sheet import SHEETS, LabelSheet, sheet_of
from trainer_app.qt.app import Desktop
from trainer_app.qt.parts.badges_panel import BadgesPanel
from trainer_app.qt.printing.badges import Badge, BadgePages, draw_badge, qr_modules
from trainer_app.qt.printing.pdf import millimetres, write_pdf

zxingcpp = pytest.importorskip("zxingcpp")


def badges(count: int) -> tuple[Badge, ...]:
    people = [NAMES[13], NAMES[3], *NAMES]
    return tuple(Badge(*people[n % len(people)], make_badge(n * 977 + 5), make_short(n)) for n in range(count))


def write(pages: BadgePages, file: Path, *, stop_after: int | None = None) -> int:
    done: list[int] = []
    printed = write_pdf(
        pages,
        file,
        title="Badges",
        progress=lambda page, _of: done.append(page),
        cancelled=lambda: stop_after is not None and len(done) >= stop_after,
    )
    return printed.pages


def read_back(file: Path) -> list[str]:
    """Print the file as a printer would, and scan what came out."""
    if not shutil.which("pdftoppm"):
        pytest.skip("pdftoppm is not here")
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-png", file, file.with_suffix("")], check=True)
    found = []
    for page in sorted(file.parent.glob(f"{file.stem}-*.png")):
        codes = zxingcpp.read_barcodes(QImage(str(page)), formats=zxingcpp.BarcodeFormat.QRCode)
        found += [code.text for code in codes]
    return found


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.key)
def test_every_code_on_every_sheet_is_read_back(sheet: LabelSheet, tmp_path: Path, qapp: object) -> None:
    printed = badges(9)
    pages = BadgePages(printed, sheet, first=2, cut_marks=True)
    assert write(pages, tmp_path / "badges.pdf") == pages.count
    codes = read_back(tmp_path / "badges.pdf")
    assert sorted(codes) == sorted(badge.code for badge in printed)
    assert all(read_badge(code).kind is BadgeKind.OURS for code in codes)


def test_a_badge_fits_the_smallest_code_and_its_mask_is_fixed(qapp: object) -> None:
    sizes = {len(qr_modules(make_badge(bits))) for bits in (0, 1 << 100, (1 << 128) - 1)}
    assert sizes == {25}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.key)
@pytest.mark.parametrize(
    "name", ["W" * 60, "寿" * 60, "Maximiliane Charlotte von der Hohenwart-Schwarzenberg zu Lippe"]
)
def test_a_long_name_stays_off_the_code_and_on_the_label(sheet: LabelSheet, name: str, qapp: object) -> None:
    """Where the code, its quiet zone and the outside are, a badge with and one without a name look the same."""
    place = sheet.place(0)
    long, short = (
        Badge(who, "Organisation development and learning" if who else "", make_badge(7), make_short(7))
        for who in (name, "")
    )
    with_name, without = (_drawn(badge, place.width, place.height) for badge in (long, short))
    margin = 100
    code = zxingcpp.read_barcodes(with_name, formats=zxingcpp.BarcodeFormat.QRCode)
    assert [one.text for one in code] == [long.code]
    corner = code[0].position
    pixels = (corner.top_right.x - corner.top_left.x) / 25 * 3  # three of the four quiet modules
    left, top = int(corner.top_left.x - pixels), int(corner.top_left.y - pixels)
    right, bottom = int(corner.bottom_right.x + pixels), int(corner.bottom_right.y)
    wide, high = with_name.width(), with_name.height()
    edges = [
        QRect(0, 0, wide, margin),
        QRect(0, 0, margin, high),
        QRect(wide - margin + 1, 0, margin, high),
        QRect(0, high - margin + 1, wide, margin),
    ]
    for free in (QRect(QPoint(left, top), QPoint(right, bottom)), *edges):
        assert with_name.copy(free) == without.copy(free)


def _drawn(badge: Badge, width: float, height: float) -> QImage:
    """Draw one badge at 4 pixels to the millimetre, with 100 pixels of white around it."""
    image = QImage(int(width * 4) + 200, int(height * 4) + 200, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.translate(100, 100)
    painter.scale(4 / 20, 4 / 20)
    draw_badge(painter, badge, box=millimetres(0, 0, width, height))
    painter.end()
    return image


def test_a_stopped_file_leaves_nothing_behind(tmp_path: Path, qapp: object) -> None:
    kept = tmp_path / "badges.pdf"
    kept.write_bytes(b"the one of yesterday")
    assert write(BadgePages(badges(40), SHEETS[0]), kept, stop_after=2) == 0
    assert kept.read_bytes() == b"the one of yesterday"
    assert list(tmp_path.iterdir()) == [kept]


def test_a_folder_that_is_gone_is_told(tmp_path: Path, qapp: object) -> None:
    with pytest.raises(StorageDown):
        write(BadgePages(badges(1), SHEETS[0]), tmp_path / "gone" / "badges.pdf")


def test_a_disk_without_room_is_told_and_nothing_half_is_left(
    tmp_path: Path, qapp: object, little_room: Callable[[], AbstractContextManager[None]]
) -> None:
    with pytest.raises(StorageDown), little_room():
        write(BadgePages(badges(1), SHEETS[0]), tmp_path / "badges.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def panel(desktop: Desktop, room: Room, qtbot: QtBot) -> BadgesPanel:
    made = BadgesPanel(room.services, desktop.shell.work, desktop.shell.tell, DESK)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def test_badges_of_those_marked_are_saved_and_read_back(
    panel: BadgesPanel, room: Room, desktop: Desktop, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.open(room.people[:3])
    rest(qtbot, desktop)
    assert panel._who.currentText() == "3 people marked"
    assert panel._count.text() == "3 badges on 1 page"
    file = tmp_path / "out" / "door.pdf"
    file.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    with qtbot.waitSignal(panel._saving.saved):
        panel._saving._save.click()
    assert panel._saving._said.text() == "3 badges are in door.pdf."
    assert panel._saving._folder.isVisible()
    codes = room.services.people.badges(desk=DESK)
    assert sorted(read_back(file)) == sorted(codes[one.id][0] for one in room.people[:3])


def test_without_anybody_marked_everybody_gets_a_badge(
    panel: BadgesPanel, desktop: Desktop, qtbot: QtBot, room: Room
) -> None:
    room.services.sessions.register(room.session.id, [one.id for one in room.people[:2]], desk=DESK)
    panel.open([])
    rest(qtbot, desktop)
    assert panel._count.text() == "14 badges on 2 pages"
    panel._who.setCurrentIndex(panel._who.findText("Registered for Hands-on 1"))
    assert panel._count.text() == "2 badges on 1 page"


def test_a_sheet_that_was_begun_and_the_paper_are_chosen_and_remembered(
    panel: BadgesPanel, room: Room, desktop: Desktop, qtbot: QtBot
) -> None:
    panel.open([])
    rest(qtbot, desktop)
    panel._paper.setCurrentIndex(1)
    panel._labels.setCurrentIndex(panel._labels.findData("avery-5395"))
    panel._first.setValue(8)
    assert panel._count.text() == "14 badges on 3 pages"
    assert panel._first.maximum() == 8
    again = BadgesPanel(room.services, desktop.shell.work, desktop.shell.tell, DESK)
    qtbot.addWidget(again)
    assert again._pages().sheet is sheet_of("avery-5395")
    assert again._first.value() == 1


def test_marked_people_who_are_gone_leave_an_empty_state(
    panel: BadgesPanel, room: Room, desktop: Desktop, qtbot: QtBot
) -> None:
    room.services.undo.undo(DESK)  # the doors
    room.services.people.merge(room.people[0].id, room.people[1].id, desk=DESK)
    panel.open([room.people[1]])
    rest(qtbot, desktop)
    assert not panel._stage.is_content
    assert not panel._saving._save.isEnabled()

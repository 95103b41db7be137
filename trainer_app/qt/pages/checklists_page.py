"""Checklists: the steps of the room edited, checked while they are written, and kept as versions."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton

from trainer_app.bootstrap import Services, sentence
from trainer_app.domain.changes import Changes, Topic
from trainer_app.domain.checklist import Checklist, ChecklistFile
from trainer_app.domain.checklist_edit import empty_checklist, tidy, total_minutes
from trainer_app.domain.errors import Told
from trainer_app.domain.session import Session
from trainer_app.qt import tokens
from trainer_app.qt.current import Current
from trainer_app.qt.live import Live
from trainer_app.qt.models.checklist_draft import ChecklistDraft
from trainer_app.qt.page import Action, Page
from trainer_app.qt.parts.basics import ElidedLabel, button, column, frame, label, put, row, toned
from trainer_app.qt.parts.checklist_editor import ChecklistEditor
from trainer_app.qt.parts.empty import Stage
from trainer_app.qt.parts.file_names import ask_open, ask_save
from trainer_app.qt.tell import Tell
from trainer_app.qt.tokens import Tone
from trainer_app.qt.work import Work
from trainer_app.services.checklist_overview import ChecklistOverview
from trainer_app.words import checklists_page as words
from trainer_app.words.language import say

_PUT_ASIDE_AFTER_MS: Final = 1500
_UNDO: Final = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class ChecklistsPage(Page):
    """Where what people do on their own laptop is written, tried and kept."""

    topics: ClassVar = frozenset({Topic.PROGRAM, Topic.SESSIONS})

    def __init__(self, services: Services, work: Work, live: Live, tell: Tell, current: Current) -> None:
        super().__init__(live)
        self._services, self._work, self._tell, self._current = services, work, tell, current
        self._overview: ChecklistOverview | None = None
        self._shipped: tuple[Checklist, ...] = ()
        self._is_aside = False  # whether an unfinished draft of ours lies beside the data file
        self.draft = ChecklistDraft()
        self.editor = ChecklistEditor(self.draft, self._today)
        self._aside = QTimer(self, singleShot=True, interval=_PUT_ASIDE_AFTER_MS)
        self._aside.timeout.connect(self._put_aside)
        self._lay_out()
        self._connect()
        self._stage.show_loading()

    def reload(self, changes: Changes | None) -> None:
        """Fetch the program's checklist and every version; what is being written stays."""
        del changes
        self._work.read(self._fetch, then=self._show, failed=self._cannot_show, newest="checklists")

    def take_focus(self) -> None:
        """Begin in the list of steps."""
        self.editor.steps.setFocus()

    def keys(self) -> list[tuple[str, str]]:
        """Return the page's keys."""
        return [(key, say(text)) for key, text in words.KEYS]

    def palette_actions(self) -> list[Action]:
        """Return what can be asked of this page from anywhere."""
        begin = [Action(say(words.BEGIN_FROM, title=one.title), partial(self.begin_from, one)) for one in self._shipped]
        return [
            Action(say(words.SAVE), self.save, "Ctrl S"),
            Action(say(words.ADD), self.editor.add_step, "Ins"),
            Action(say(words.IMPORT), self._choose_file),
            Action(say(words.EXPORT), self._choose_target),
            Action(say(words.DISCARD), self.discard),
            Action(say(words.VERSIONS), partial(self.editor.show_view, "versions")),
            *begin,
        ]

    def event(self, event: QEvent) -> bool:
        """Take Ctrl+Z before the window does while there are edits to take back; fields take theirs first."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._takes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Ctrl+S; take an edit back, or do it again."""
        if event.matches(QKeySequence.StandardKey.Save):
            self.save()
        elif event.matches(QKeySequence.StandardKey.Undo) and self.draft.can_undo:
            self.draft.undo()
        elif event.matches(QKeySequence.StandardKey.Redo) and self.draft.can_redo:
            self.draft.redo()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Put aside at once what is not saved: the window may be closing."""
        super().hideEvent(event)
        if self._aside.isActive():
            self._put_aside()

    def save(self) -> None:
        """Keep what is written as a new version, or go to the first thing to be mended."""
        if self.editor.blocked:
            self.editor.go_to(next(each.spot for each in self.editor.problems.findings if each.blocks))
            return
        if not self.draft.is_changed and self._overview and self._overview.checklist_id:
            self._tell.say(say(words.ALREADY))
            return
        self._save.setEnabled(False)  # a second press must not make a second version
        edited = self.draft.now
        call = partial(self._services.checklists.save, edited, desk=self._current.desk)
        self._work.run(call, then=partial(self._say_saved, edited), failed=self._not_saved, context=self)

    def discard(self) -> None:
        """Go back to what the program uses; the edits can still be brought back."""
        if self.draft.is_changed:
            self.draft.edit(self.draft.base)
            self._tell.say(say(words.DISCARDED))

    def begin_from(self, other: Checklist) -> None:
        """Go on writing from another checklist; what was written before can be brought back."""
        self.draft.edit(other)
        self.editor.show_view("step")
        self.take_focus()

    def import_file(self, path: Path) -> None:
        """Show what a checklist file holds, to be looked through and saved."""
        look = partial(self._services.checklists.look_at_file, path)
        self._work.read(look, then=partial(self._show_file, path), failed=self._tell.trouble, context=self)

    def export_to(self, path: Path) -> None:
        """Write what is in the list of steps to a file."""
        call = partial(self._services.checklists.export, self.draft.now, path)
        self._work.run(call, then=partial(self._say_exported, path), context=self)

    def _lay_out(self) -> None:
        self._facts = ElidedLabel("", "muted")
        self._files = QPushButton(say(words.FILE))
        self._files.setProperty("menu", "true")
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._offer_files)
        self._files.setMenu(self._menu)
        self._discard = button(say(words.DISCARD), self.discard)
        self._save = button(say(words.SAVE), self.save, kind="primary")
        self._note_sign, self._note = toned("info", Tone.INFO, size=18), label("", wrap=True)
        note = row(self._note_sign, self._note, gap=tokens.S8, margins=(14, 8, 14, 8))
        note.setStretch(1, 1)
        self._banner = frame("answer", note)
        put(self._banner, tone=Tone.INFO.value)
        head = row(label(say(words.TITLE), "title"), self._files, self._discard, self._save, gap=tokens.S12)
        head.insertStretch(1, 1)
        body = column(self._facts, self._banner, self.editor, gap=tokens.S12)
        body.setStretch(2, 1)
        self._stage = Stage(frame("bare", body))
        inside = column(head, self._stage, gap=tokens.S8, margins=(24, 20, 24, 24))
        inside.setStretch(1, 1)
        self.setLayout(inside)

    def _connect(self) -> None:
        self.draft.changed.connect(self._weigh)
        self.draft.changed.connect(self._aside.start)
        self.editor.removed.connect(self._say_removed)
        self.editor.versions.use_wanted.connect(self._use)
        self.editor.versions.edit_wanted.connect(self.begin_from)
        self.editor.versions.choice_wanted.connect(self._choose_for)

    def _takes(self, event: QKeyEvent) -> bool:
        can = (self.draft.can_undo, self.draft.can_redo)
        return any(open_ and event.matches(key) for open_, key in zip(can, _UNDO, strict=True))

    def _fetch(self) -> tuple[ChecklistOverview, tuple[Checklist, ...]]:
        """On the worker."""
        return self._services.checklists.overview(), self._shipped or tuple(self._services.checklists.shipped())

    def _show(self, found: tuple[ChecklistOverview, tuple[Checklist, ...]]) -> None:
        first = self._overview is None
        overview, self._shipped = found
        self._overview = overview
        self._stage.show_content()
        self.editor.know_records(overview.remedies)
        if first or not self.draft.is_changed:
            if overview.checklist != self.draft.base or first:
                self.draft.rest_on(overview.checklist)
        else:
            self.draft.know_base(overview.checklist)
        self._is_aside = self._is_aside or (first and overview.draft is not None)
        if first and overview.draft and overview.draft != overview.checklist:
            self.draft.edit(overview.draft)
            self._tell.say(say(words.RESTORED))
        self._show_versions()
        self._weigh()

    def _cannot_show(self, error: Told) -> None:
        self._stage.show_trouble(sentence(error), self._again)

    def _again(self) -> None:
        self.reload(None)

    def _show_versions(self) -> None:
        if self._overview:
            now = self._services.clock().astimezone(ZoneInfo(self._zone()))
            self.editor.versions.show_overview(self._overview, self.draft.now, zone=self._zone(), at=now)

    def _weigh(self) -> None:
        overview = self._overview
        if overview is None:
            return
        kept = overview.checklist_id is not None
        changed = self.draft.is_changed
        self._discard.setEnabled(changed)
        self._save.setEnabled(changed or not kept)
        version = overview.checklist.version if kept else None
        self._facts.setText(words.facts(self.draft.now, version, sessions=overview.planned, frozen=overview.frozen))
        fits = all(total_minutes(self.draft.now) <= words.hands_on_minutes(one) for one in overview.planned[:1])
        put(self._facts, tone=(Tone.PLAIN if fits else Tone.LOOK).value)
        said = [say(words.NOT_SAVED)] if changed else [] if kept else [say(words.SHIPPED)]
        begun = (*overview.frozen, *overview.frozen_older) if changed else overview.frozen_older
        said += [words.keeps(begun)] if begun else []
        self._note.setText(" ".join(said))
        self._banner.setToolTip(say(words.NOT_SAVED_MORE) if changed else "")
        self._note_sign.show_icon("look" if changed else "info")
        put(self._banner, tone=(Tone.LOOK if changed else Tone.INFO).value)
        put(self._note_sign, tone=(Tone.LOOK if changed else Tone.INFO).value)
        self._banner.setVisible(bool(said))

    def _put_aside(self) -> None:
        self._aside.stop()
        draft = self.draft.now if self.draft.is_changed else None
        if draft is not None or self._is_aside:  # what another window has put aside is not ours to take away
            self._is_aside = draft is not None
            self._work.run(partial(self._services.checklists.put_aside, draft), context=self)

    def _say_saved(self, edited: Checklist, kept: Checklist) -> None:
        as_written = self.draft.now == edited
        if as_written:
            self.draft.rest_on(kept)
        else:
            self.draft.know_base(kept)
        self._put_aside()
        self._tell.say(say(words.SAVED, version=kept.version), tone=Tone.OK)

    def _not_saved(self, error: Told) -> None:
        self._weigh()
        self._tell.trouble(error)

    def _say_removed(self, title: str) -> None:
        self._tell.say(say(words.STEP_REMOVED, title=title))

    def _use(self, version: UUID) -> None:
        call = partial(self._services.checklists.choose, version, desk=self._current.desk)
        self._work.run(call, then=self._say_chosen)

    def _say_chosen(self, chosen: Checklist) -> None:
        self._tell.say(say(words.CHOSEN, version=chosen.version, title=chosen.title), tone=Tone.OK)

    def _choose_for(self, session: Session, version: UUID | None) -> None:
        call = partial(self._services.checklists.choose_for, session.id, version, desk=self._current.desk)
        text = words.CHOSEN_FOR if version else words.FOLLOWS
        self._work.run(call, then=partial(self._say_chosen_for, say(text, session=session.name)), context=self)

    def _say_chosen_for(self, text: str, _nothing: None) -> None:
        self._tell.say(text, tone=Tone.OK)

    def _offer_files(self) -> None:
        menu = self._menu
        menu.clear()
        menu.addAction(say(words.IMPORT)).triggered.connect(self._choose_file)
        menu.addAction(say(words.EXPORT)).triggered.connect(self._choose_target)
        menu.addSeparator()
        for at, one in enumerate(self._shipped):
            act = menu.addAction(say(words.BEGIN_FROM, title=one.title))
            act.setData(at)
            act.triggered.connect(self._begin_shipped)
        menu.addAction(say(words.BEGIN_EMPTY)).triggered.connect(self._begin_empty)

    def _begin_shipped(self) -> None:
        act = self.sender()
        if isinstance(act, QAction):
            self.begin_from(self._shipped[int(act.data())])

    def _begin_empty(self) -> None:
        self.begin_from(empty_checklist(say(words.EMPTY_TITLE)))

    def _choose_file(self) -> None:
        if file := ask_open(self, say(words.IMPORT), say(words.CHECKLIST_FILES)):
            self.import_file(file)

    def _choose_target(self) -> None:
        usual = f"{self.draft.now.key}.toml"
        if file := ask_save(self, say(words.EXPORT), usual, say(words.CHECKLIST_FILES)):
            self.export_to(file)

    def _show_file(self, path: Path, found: ChecklistFile) -> None:
        self.begin_from(tidy(found.checklist))
        blocking = next((each for each in self.editor.problems.findings if each.blocks), None)
        line = found.lines.get(blocking.spot.step) if blocking else None
        if blocking and line:
            said = " ".join(part for part in (blocking.place, blocking.text) if part)
            self._tell.say(say(words.PLACE_IN_FILE, file=path.name, line=line, sentence=said), tone=Tone.LOOK)
        else:
            steps = words.steps_counted(len(found.checklist.steps))
            self._tell.say(say(words.IMPORTED, file=path.name, steps=steps))

    def _say_exported(self, path: Path, _nothing: None) -> None:
        self._tell.say(say(words.EXPORTED, file=path.name), tone=Tone.OK)

    def _zone(self) -> str:
        plan = self._current.plan
        return plan.program.timezone if plan and plan.program else "UTC"

    def _today(self) -> date:
        return self._services.clock().astimezone(ZoneInfo(self._zone())).date()

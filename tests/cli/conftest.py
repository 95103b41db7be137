"""The command line as a person or script meets it: arguments in; code, output and trouble out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.rollout import write
from trainer_app.__main__ import main


@dataclass(frozen=True)
class Answer:
    """What one command said."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Run = Callable[..., Answer]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command in this process."""

    def running(*arguments: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["trainer-app", *map(str, arguments)])
        try:
            code = main()
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return running


@pytest.fixture
def trainer(run: Run, tmp_path: Path) -> Run:
    """Run commands on one data file that holds a program in Tokyo, two sessions and three people."""
    data = tmp_path / "trainer.db"

    def on_the_file(*arguments: object) -> Answer:
        return run("--data", data, *arguments)

    on_the_file("init", "--program", "Spring rollout", "--timezone", "Asia/Tokyo")
    on_the_file("import", "sessions", write(tmp_path / "sessions.csv", *SESSIONS))
    on_the_file("import", "people", write(tmp_path / "people.csv", *PEOPLE))
    return on_the_file


SESSIONS = (
    "Session,Kind,Start,End,Room,Capacity",
    "Hands-on 1,hands-on,2026-04-01T10:00:00+09:00,2026-04-01T12:00:00+09:00,Room 2,12",
    "Hands-on 2,hands-on,2026-04-02T10:00:00+09:00,2026-04-02T12:00:00+09:00,Room 2,12",
    "Why it matters,awareness,2026-03-20T10:00:00+09:00,2026-03-20T10:45:00+09:00,Hall,",
)
PEOPLE = (
    "Name,Email,Team,API key ID",
    "Ann Lee,ann@example.org,Sales,key_ann",
    "Ann Moor,moor@example.org,Support,key_moor",
    "石田 菜穂子,ishida@example.org,Support,key_ishida",
)

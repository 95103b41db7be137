"""What the house rules read: the checkout's files, and Python sources with their trees."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import pytest

_Node = TypeVar("_Node", bound=ast.AST)

ROOT = Path(__file__).resolve().parents[2]
TOP_LEVEL = {"trainer_app", "resources", "tests", "packaging", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"}
_MADE = {"build", "dist", "__pycache__"}


@dataclass(frozen=True)
class Source:
    """One Python file: its path inside the checkout, with forward slashes, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    def nodes(self, *kinds: type[_Node]) -> Iterator[_Node]:
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))

    def comment_beside(self, line: int, mark: str) -> bool:
        """Tell whether a comment with `mark: reason` stands on this line (counted from 1) or the one after."""
        reason = re.compile(rf"#.*\b{mark}: *\S")
        return any(reason.search(text) for text in self.lines[line - 1 : line + 1])


def sources(*folders: str) -> list[Source]:
    """Return every Python file below these folders of the checkout."""
    found = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    return [Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in found]


def fail_on(findings: Iterable[str]) -> None:
    """Fail the test with these sentences and nothing else, one a line; pass when there are none."""
    if told := sorted(findings):
        pytest.fail("\n".join(told), pytrace=False)


def project_files() -> list[str]:
    """Return the paths of the project's own files: what git tracks, or all but what was made here without git."""
    tracked = _tracked() if (ROOT / ".git").exists() and shutil.which("git") else []
    return tracked or sorted(_walked())


def _tracked() -> list[str]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    return [path for path in listing.stdout.split("\0") if path and (ROOT / path).is_file()]


def _walked() -> Iterator[str]:
    for folder, inside, files in os.walk(ROOT):
        inside[:] = [name for name in inside if name == ".ci" or not (name.startswith(".") or name in _MADE)]
        for name in files:
            yield (Path(folder) / name).relative_to(ROOT).as_posix()


def text_of(path: str) -> str | None:
    """Return a project file's text, or None for one that is not text."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None

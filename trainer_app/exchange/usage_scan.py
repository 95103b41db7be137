"""The first pass over a usage export: its fingerprint, and no secret and no endless line in it.

Bytes are read once in large pieces, so that a million rows cost little and memory stays flat. Secrets
are found by the beginnings they all share, then judged by the same rule as everywhere else.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import BinaryIO

from trainer_app.domain.secret import looks_secret
from trainer_app.domain.usage_file import UsageTrouble
from trainer_app.exchange.usage_cells import Unusable

PIECE = 1 << 20
_BEGINNINGS = ("sk-", "ghp_", "github_pat_", "AKIA")  # what people paste; each costs a pass over every piece
_WITHOUT_MARK = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}  # the other order matches as well
_KEY_LENGTH = 160  # characters looked at from a key's beginning on
_OVERLAP = 4 * _KEY_LENGTH  # bytes carried over to the next piece, enough for a key cut in two
_REMEMBERED = 10_000
_WORD = re.compile(r"[A-Za-z0-9_-]+")


def scan(path: Path, *, encoding: str) -> str:
    """Read the whole file once and return its SHA-256 in hex; `encoding` is how its letters are coded.

    Raises:
        Unusable: a cell looks like a secret key, or a line has no end (facts: `line`, never the cell).
        OSError: the file cannot be read.
    """
    digest, watch = hashlib.sha256(), _SecretWatch(encoding)
    with path.open("rb") as file:
        carried = b""
        while piece := file.read(PIECE):
            digest.update(piece)
            if len(piece) == PIECE and b"\n" not in piece and b"\r" not in piece:
                raise Unusable(UsageTrouble.LINE_TOO_LONG, line=_line_at(file, file.tell() - PIECE))
            window = carried + piece
            if (found := watch.find(window)) is not None:
                raise Unusable(UsageTrouble.SECRET, line=_line_at(file, file.tell() - len(window) + found))
            carried = window[-_OVERLAP:]
    return digest.hexdigest()


class _SecretWatch:
    """Looks for secrets in pieces of bytes; remembers the harmless words that begin like one."""

    def __init__(self, encoding: str) -> None:
        self._encoding = _WITHOUT_MARK.get(encoding, encoding)
        self._width = len("s".encode(self._encoding))
        self._beginnings = [text.encode(self._encoding) for text in _BEGINNINGS]
        self._harmless: set[str] = set()

    def find(self, window: bytes) -> int | None:
        """Return where a secret begins in these bytes, None where there is none."""
        for beginning in self._beginnings:
            at = window.find(beginning)
            while at >= 0:
                if self._is_secret(window, at):
                    return at
                at = window.find(beginning, at + len(beginning))
        return None

    def _is_secret(self, window: bytes, at: int) -> bool:
        before = window[max(at - self._width, 0) : at].decode(self._encoding, errors="ignore")
        if before.isalnum():
            return False  # "task-force": the word began earlier
        text = window[at : at + _KEY_LENGTH * self._width].decode(self._encoding, errors="ignore")
        word = _WORD.match(text)
        if word is None or word[0] in self._harmless:
            return False
        if looks_secret(word[0]):
            return True
        if len(self._harmless) < _REMEMBERED:
            self._harmless.add(word[0])
        return False


def _line_at(file: BinaryIO, offset: int) -> int:
    """Return the number of the line (from 1) that holds this byte."""
    file.seek(0)
    lines, left = 1, offset
    while left > 0 and (piece := file.read(min(PIECE, left))):
        lines += piece.count(b"\n") or piece.count(b"\r")
        left -= len(piece)
    return lines

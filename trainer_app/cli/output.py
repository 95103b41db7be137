"""Prints answers, to a screen or into a pipe, as UTF-8 wherever it goes."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import TextIO

from trainer_app.domain.errors import DataTrouble, StorageDown
from trainer_app.words.language import N_, say


def print_json(document: dict[str, object]) -> None:
    """Print one JSON document.

    Raises:
        StorageDown: it could not be written where the output goes.
    """
    print_lines([json.dumps(document, ensure_ascii=False, indent=1)])


def print_lines(lines: Iterable[str]) -> None:
    """Print sentences, one a line.

    Raises:
        StorageDown: they could not be written where the output goes.
    """
    if sys.stdout is None:  # closed by whoever started us
        return
    _plain_text(sys.stdout)
    try:
        for line in lines:
            print(_readable(line))
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        give_up_output()
        where = say(N_("The output of this command"))
        raise StorageDown(DataTrouble.FAILED, file=where, detail=error.strerror) from error


def tell(sentence: str) -> None:
    """Print one sentence of trouble on stderr, in one line."""
    if sys.stderr is not None:
        _plain_text(sys.stderr)
        print("trainer-app:", _readable(" ".join(sentence.split())), file=sys.stderr)


def give_up_output() -> None:
    """Let what is still to be written to stdout go nowhere, so that leaving the program does not fail over it."""
    with suppress(OSError, ValueError):  # ValueError: stdout is no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _readable(line: str) -> str:
    """Read bytes of a file's name that are no text in this system's locale as UTF-8."""
    try:
        return line.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")
    except UnicodeEncodeError:
        return line  # printing replaces what is no letter


def _plain_text(stream: TextIO) -> None:
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="replace")

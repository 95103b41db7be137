"""The command line: its words, its exit codes, and which service answers each command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trainer_app import __version__, paths
from trainer_app.domain.errors import Refused, StorageDown

MISTAKE, ENVIRONMENT = 2, 3


@dataclass(frozen=True, slots=True)
class Window:
    """No command was given: open the window on this data file, None for the usual one."""

    data: Path | None
    demo: bool


def parse(arguments: Sequence[str]) -> Window | argparse.Namespace:
    """Read the command line; a mistake in it ends the program with code 2 and a sentence."""
    asked = _parser().parse_args(arguments)
    if asked.command is None:
        return Window(asked.data, asked.demo)
    return asked


def run(asked: argparse.Namespace) -> int:
    """Run one command and return its exit code; errors are one sentence on stderr."""
    from trainer_app.cli import actions
    from trainer_app.words.trouble import sentence

    act = {
        "init": actions.init,
        "import": actions.import_file,
        "check-in": actions.check_in,
        "floor": actions.floor,
        "adoption": actions.adoption,
        "export": actions.export,
        "demo": actions.demo,
    }[asked.command]
    try:
        return act(asked, asked.data or paths.data_file())
    except Refused as refused:
        print(f"trainer-app: {sentence(refused)}", file=sys.stderr)
        return MISTAKE
    except StorageDown as down:
        print(f"trainer-app: {sentence(down)}", file=sys.stderr)
        return ENVIRONMENT
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output left; nothing is wrong with the data
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="trainer-app",
        description="Run hands-on training sessions in a room, and see afterwards who carried on. "
        "Without a command the window opens.",
    )
    parser.add_argument("--version", action="version", version=f"Trainer {__version__}")
    parser.add_argument("--data", type=Path, metavar="FILE", help="the data file (default: in your data folder)")
    parser.add_argument("--demo", action="store_true", help="open the window on the demo rollout")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands that need no window")
    _add_init(commands)
    _add_import(commands)
    _add_check_in(commands)
    _add_floor(commands)
    _add_adoption(commands)
    _add_export(commands)
    commands.add_parser("demo", help="make the demo rollout: about 70 people, in the middle of a session")
    return parser


def _add_init(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    init = commands.add_parser("init", help="begin a program in a new data file")
    init.add_argument("--program", required=True, metavar="NAME", help="what the rollout is called")
    init.add_argument("--timezone", required=True, metavar="ZONE", help="where it happens, such as Asia/Tokyo")


def _add_import(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    take = commands.add_parser("import", help="take a file in: people, sessions, attendance or usage")
    take.add_argument("what", choices=("people", "sessions", "attendance", "usage"))
    take.add_argument("file", type=Path, metavar="FILE")
    take.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    take.add_argument("--yes", action="store_true", help="usage: replace days although fewer or smaller ones come in")
    take.add_argument("--session", metavar="NAME", help="attendance: which session a meeting report is about")
    take.add_argument(
        "--covers", nargs=2, type=_day, metavar=("FROM", "TO"), help="usage: the days the file covers, both included"
    )
    _add_json(take)


def _add_check_in(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    check_in = commands.add_parser("check-in", help="check one person in to a session")
    check_in.add_argument("--session", required=True, metavar="NAME")
    who = check_in.add_mutually_exclusive_group(required=True)
    who.add_argument("--person", metavar="TEXT", help="a name, or the beginning of one, or an e-mail")
    who.add_argument("--badge", metavar="CODE", help="the code of a badge, or the short code of a paper list")
    check_in.add_argument("--reason", metavar="TEXT", help="let them in although the door says no, and keep why")
    _add_json(check_in)


def _add_floor(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    floor = commands.add_parser("floor", help="who is in, at which step, for how long, and where to go next")
    floor.add_argument("--session", required=True, metavar="NAME")
    _add_json(floor)


def _add_adoption(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    adoption = commands.add_parser("adoption", help="who tried once and who continues")
    adoption.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="the last day looked at (default: today)")
    _add_json(adoption)


def _add_export(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    export = commands.add_parser("export", help="write a workbook: the follow-up lists, or the attendance")
    export.add_argument("what", choices=("followup", "attendance"))
    export.add_argument("file", type=Path, metavar="OUT.xlsx")
    export.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="the last day looked at (default: today)")


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of sentences")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it like 2026-04-30") from None

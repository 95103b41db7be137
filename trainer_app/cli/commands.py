"""The command line: its words, its exit codes, and which service answers each command."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from typing import Any, NoReturn

from trainer_app import __version__, paths
from trainer_app.domain.errors import Refused, StorageDown
from trainer_app.domain.network import may_bind

DONE, MISTAKE, ENVIRONMENT, STOPPED = 0, 2, 3, 130
_MEANT_FOR = {"yes": "usage", "covers": "usage", "source": "usage", "session": "attendance"}


@dataclass(frozen=True, slots=True)
class Window:
    """No command was given: open the window on this data file, None for the usual one."""

    data: Path | None
    demo: bool


@dataclass(frozen=True, slots=True)
class Tour:
    """The window was asked to have its picture taken: every page and state of the demo, into this folder."""

    out: Path
    width: int
    height: int
    dark: bool
    scale: float
    language: str


class _Parser(argparse.ArgumentParser):
    """Tells a mistake in one line, and takes no abbreviated options: a later one must not change what they mean."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"allow_abbrev": False} | settings)

    def error(self, message: str) -> NoReturn:
        """End the program with code 2 and one sentence."""
        self.exit(MISTAKE, f"trainer-app: {message} ({self.prog} --help says more)\n")


def parse(arguments: Sequence[str]) -> Window | Tour | argparse.Namespace:
    """Read the command line; a mistake in it ends the program with code 2 and a sentence."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if asked.command is None:
        return Window(asked.data, asked.demo)
    if asked.demo:
        parser.error("--demo opens the window; make the demo's file with: trainer-app demo --data FILE")
    if asked.command == "tour":
        width, height = asked.size
        return Tour(asked.out, width, height, asked.dark, asked.scale, asked.language)
    if asked.command == "import":
        _refuse_what_is_not_meant(asked, parser)
    return asked


def run(asked: argparse.Namespace) -> int:
    """Run one command and return its exit code; errors are one sentence on stderr."""
    from trainer_app.cli import actions
    from trainer_app.cli.output import give_up_output, tell
    from trainer_app.words.trouble import sentence

    act: Callable[[argparse.Namespace, Path], int] = {
        "init": actions.init,
        "import": actions.import_file,
        "check-in": actions.check_in,
        "floor": actions.floor,
        "report": actions.report,
        "adoption": actions.adoption,
        "export": actions.export,
        "demo": actions.demo,
        "phase": actions.phase,
        "serve": _serve,
    }[asked.command]
    usual = paths.demo_file if asked.command == "demo" else paths.data_file
    try:
        return act(asked, asked.data or usual())
    except Refused as refused:
        tell(sentence(refused))
        return MISTAKE
    except StorageDown as down:
        tell(sentence(down))
        return ENVIRONMENT
    except BrokenPipeError:
        give_up_output()  # the reader of our output left; what was asked for is done
        return DONE
    except KeyboardInterrupt:
        tell("stopped; nothing was half-written")
        return STOPPED


def _serve(asked: argparse.Namespace, data: Path) -> int:
    from trainer_app.cli.serve import serve

    return serve(asked, data)


def _refuse_what_is_not_meant(asked: argparse.Namespace, parser: argparse.ArgumentParser) -> None:
    for option, what in _MEANT_FOR.items():
        if getattr(asked, option) and asked.what != what:
            parser.error(f"--{option} belongs to: import {what}")


def _parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = _Parser(
        prog="trainer-app",
        description="Run hands-on training sessions in a room, and see afterwards who carried on. "
        "Without a command the window opens.",
        epilog="trainer-app COMMAND --help tells more about a command.",
    )
    parser.add_argument("--version", action="version", version=f"Trainer {__version__}")
    _add_data(parser, default=None)
    parser.add_argument("--demo", action="store_true", help="open the window on the demo rollout")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands that need no window")
    _add_init(commands)
    _add_import(commands)
    _add_check_in(commands)
    _add_floor(commands)
    _add_report(commands)
    _add_phase(commands)
    _add_serve(commands)
    _add_adoption(commands)
    _add_export(commands)
    commands.add_parser("demo", help="make the demo rollout: about 70 people, in the middle of a session")
    _add_tour(commands)
    for command in commands.choices.values():
        _add_data(command, default=argparse.SUPPRESS)
    return parser


def _add_data(parser: argparse.ArgumentParser, *, default: str | None) -> None:
    help_text = "the data file (default: in your data folder)"
    parser.add_argument("--data", type=Path, metavar="FILE", default=default, help=help_text)


def _add_init(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    init = commands.add_parser("init", help="begin a program in a new data file")
    init.add_argument("--program", type=_text, required=True, metavar="NAME", help="what the rollout is called")
    init.add_argument(
        "--timezone", type=_text, required=True, metavar="ZONE", help="where it happens, such as Asia/Tokyo"
    )


def _add_import(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    take = commands.add_parser("import", help="take a file in: people, sessions, attendance or usage")
    take.add_argument("what", choices=("people", "sessions", "attendance", "usage"))
    take.add_argument("file", type=Path, metavar="FILE")
    take.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    take.add_argument("--yes", action="store_true", help="usage: replace days although fewer or smaller ones come in")
    take.add_argument("--session", type=_text, metavar="NAME", help="attendance: the session a report is about")
    take.add_argument(
        "--source", type=_text, metavar="NAME", help="usage: where the file comes from, to keep two places apart"
    )
    take.add_argument(
        "--covers", nargs=2, type=_day, metavar=("FROM", "TO"), help="usage: the days the file covers, both included"
    )
    _add_json(take)


def _add_check_in(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    check_in = commands.add_parser("check-in", help="check one person in to a session")
    check_in.add_argument("--session", type=_text, required=True, metavar="NAME")
    who = check_in.add_mutually_exclusive_group(required=True)
    who.add_argument("--person", type=_text, metavar="TEXT", help="a name, or the beginning of one, or an e-mail")
    who.add_argument("--badge", type=_text, metavar="CODE", help="a badge's code, or the short one of a paper list")
    check_in.add_argument(
        "--reason", type=_text, metavar="TEXT", help="let them in although the door says no; it is kept"
    )
    _add_json(check_in)


def _add_floor(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    floor = commands.add_parser("floor", help="who is in, at which step, for how long, and where to go next")
    floor.add_argument("--session", type=_text, required=True, metavar="NAME")
    _add_json(floor)


def _add_report(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    report = commands.add_parser("report", help="what one session was like: who came, each step, help, confidence")
    report.add_argument("--session", type=_text, required=True, metavar="NAME")
    report.add_argument("--no-names", action="store_true", help="leave the names of people and helpers out")
    _add_json(report)


def _add_phase(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    phase = commands.add_parser("phase", help="let a session enter its next part: doors, talk, hands-on, …")
    phase.add_argument("phase", choices=("doors", "talk", "hands-on", "break", "wrap-up", "ended"))
    phase.add_argument("--session", type=_text, required=True, metavar="NAME")


def _add_serve(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    serve = commands.add_parser("serve", help="let phones join a session, without a window, until it is stopped")
    serve.add_argument("--session", type=_text, metavar="NAME", help="default: the one that runs, or the next one")
    serve.add_argument(
        "--host", type=_host, action="append", default=[], metavar="ADDRESS", help="default: every private address"
    )
    serve.add_argument("--port", type=_port, default=0, metavar="PORT", help="default: 8750, or the next one free")
    serve.add_argument("--tls", action="store_true", help="https, with a certificate made on this laptop")
    _add_json(serve)


def _add_adoption(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    adoption = commands.add_parser("adoption", help="who tried once and who continues")
    adoption.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="the last day looked at (default: today)")
    _add_json(adoption)


def _add_export(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    export = commands.add_parser("export", help="write a workbook: the follow-up lists, or the attendance")
    export.add_argument("what", choices=("followup", "attendance"))
    export.add_argument("file", type=Path, metavar="OUT.xlsx")
    export.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="the last day looked at (default: today)")


def _add_tour(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    tour = commands.add_parser("tour", help="write a picture of every page and state of the demo, without a screen")
    tour.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder for the pictures")
    tour.add_argument("--size", type=_size, default=(1280, 800), metavar="WxH", help="the window's size (1280x800)")
    tour.add_argument("--dark", action="store_true", help="in dark colours")
    tour.add_argument("--scale", type=_scale, default=1.0, metavar="1.5", help="the size of text, 1 to 1.5")
    tour.add_argument("--language", type=_text, default="en", metavar="ja", help="the language of the window")


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of sentences")


def _text(argument: str) -> str:
    """Read bytes that are no text in this system's locale as UTF-8, which they are nearly always."""
    return os.fsencode(argument).decode("utf-8", errors="replace")


def _host(text: str) -> str:
    try:
        address = ip_address(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not an address; write it like 192.168.0.12") from None
    if not may_bind(text, loopback=True):
        raise argparse.ArgumentTypeError(f"{text} is not a private address; phones are served on those alone")
    return str(address)


def _port(text: str) -> int:
    if not text.isdecimal() or not 1024 <= int(text) <= 65535:  # noqa: PLR2004 - what a program may use
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 1024 to 65535")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it like 2026-04-30") from None


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{3,4})x(\d{3,4})", text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a size; write it like 1280x800")
    return int(found[1]), int(found[2])


def _scale(text: str) -> float:
    try:
        scale = float(text)
    except ValueError:
        scale = 0.0
    if not 1 <= scale <= 1.5:  # noqa: PLR2004 - what the screens are made for
        raise argparse.ArgumentTypeError(f"{text!r} is not a size of text from 1 to 1.5")
    return scale

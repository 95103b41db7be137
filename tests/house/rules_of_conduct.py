"""Rules about conduct: what code must not do, wherever it stands."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.sources import Source

_UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
_CALENDARS = {"datetime", "date", "func"}  # func.now() is the database's clock
_QT_CLOCKS = {
    "currentDateTime",
    "currentDateTimeUtc",
    "currentDate",
    "currentTime",
    "currentMSecsSinceEpoch",
    "currentSecsSinceEpoch",
}
_IDS = {"uuid1", "uuid4", "uuid6", "uuid7", "urandom"}

# Characters that are drawn as coloured pictures unless told otherwise, and the mark that asks for one.
EMOJI = re.compile(
    "[\U0001f000-\U0001faff\ufe0f\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f"
    "\u2693\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a"
    "\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55]"
)


def broad_excepts(source: Source) -> Iterator[tuple[int, str]]:
    for handler in source.nodes(ast.ExceptHandler):
        caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        broad = any(kind is None or _last_name(kind) in {"Exception", "BaseException"} for kind in caught)
        if broad and not _rises(handler) and not source.comment_beside(handler.lineno, "boundary"):
            yield handler.lineno, "this catches everything, our own bugs too"


def process_events(source: Source) -> Iterator[tuple[int, str]]:
    for node in source.nodes(ast.Attribute):
        if node.attr == "processEvents":
            yield node.lineno, "processEvents runs other gestures in the middle of this one"


def chained_parents(source: Source) -> Iterator[tuple[int, str]]:
    for node in source.nodes(ast.Call):
        if _is_parent_call(node) and isinstance(node.func, ast.Attribute) and _is_parent_call(node.func.value):
            yield node.lineno, "this climbs to the parent's parent"


def unfinished_marks(source: Source) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(source.lines, 1):
        if mark := _UNFINISHED.search(line):
            yield number, f"{mark[0]} marks something unfinished"


def prints(source: Source) -> Iterator[tuple[int, str]]:
    for node in source.nodes(ast.Call):
        if isinstance(node.func, ast.Name) and node.func.id == "print":
            yield node.lineno, "this prints"


def clocks_and_chance(source: Source) -> Iterator[tuple[int, str]]:
    modules = {alias.name for node in source.nodes(ast.Import) for alias in node.names}
    for node in source.nodes(ast.Attribute):
        if _reads_clock(node) or _draws(node, modules):
            yield node.lineno, f"{ast.unparse(node)} is a clock, an id or a chance of its own"
    for node in source.nodes(ast.Name):
        if node.id in _IDS:
            yield node.lineno, f"{node.id} makes an id of its own"
    for call in source.nodes(ast.Call):
        if _last_name(call.func) == "Random" and not call.args:
            yield call.lineno, "Random() without a seed differs on every run"
    yield from _imported_chance(source)


def connected_lambdas(source: Source) -> Iterator[tuple[int, str]]:
    for call in source.nodes(ast.Call):
        connects = isinstance(call.func, ast.Attribute) and call.func.attr == "connect"
        if connects and any(isinstance(argument, ast.Lambda) for argument in call.args):
            yield call.lineno, "a lambda is connected, which nobody can name, find or disconnect"


def emoji(source: Source) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(source.lines, 1):
        if EMOJI.search(line):
            yield number, "an emoji, which every system draws differently and some as a box"


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _rises(handler: ast.ExceptHandler) -> bool:
    """Tell whether the handler only tidies up and lets the very same trouble rise."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def _is_parent_call(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and _last_name(node.func) in {"parent", "parentWidget"}


def _reads_clock(node: ast.Attribute) -> bool:
    owner = _last_name(node.value)
    return (
        (node.attr in {"now", "utcnow", "today"} and owner in _CALENDARS)
        or (node.attr in {"time", "time_ns"} and owner == "time")
        or node.attr in _QT_CLOCKS
    )


def _draws(node: ast.Attribute, modules: set[str]) -> bool:
    """Tell whether this draws from the process's own chance; a Random handed in may well be called `random`."""
    owner = node.value.id if isinstance(node.value, ast.Name) else ""
    return node.attr in _IDS or (owner in {"random", "secrets"} & modules and node.attr != "Random")


def _imported_chance(source: Source) -> Iterator[tuple[int, str]]:
    for node in source.nodes(ast.ImportFrom):
        drawn = {alias.name for alias in node.names} - {"Random"}
        if (node.module in {"random", "secrets"} and drawn) or (node.module == "time" and "time" in drawn):
            yield node.lineno, f"{node.module} gives {', '.join(sorted(drawn))}: a clock or a chance of its own"

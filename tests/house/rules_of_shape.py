"""Rules about shape: sizes, parameters, docstrings, imports and names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from PySide6 import QtCore, QtGui, QtWidgets

from tests.house.sources import Source

FILE_LINES = 400
CLASS_LINES = 300
FUNCTION_LINES = 60
PARAMETERS = 6
POSITIONAL = 2
POSITIONAL_IN_PRIVATE = 4  # a helper is called where it can be read

_Function = ast.FunctionDef | ast.AsyncFunctionDef


def long_file(source: Source) -> Iterator[tuple[int, str]]:
    if len(source.lines) > FILE_LINES and not _is_migration(source):
        yield 1, f"{len(source.lines)} lines in one file; {FILE_LINES} is the limit"


def long_functions(source: Source) -> Iterator[tuple[int, str]]:
    if _is_migration(source):
        return
    for function in source.nodes(ast.FunctionDef, ast.AsyncFunctionDef):
        if (lines := _lines(function)) > FUNCTION_LINES:
            yield function.lineno, f"{function.name} has {lines} lines; {FUNCTION_LINES} is the limit"


def long_classes(source: Source) -> Iterator[tuple[int, str]]:
    for kind in source.nodes(ast.ClassDef):
        if (lines := _lines(kind)) > CLASS_LINES:
            yield kind.lineno, f"{kind.name} has {lines} lines; {CLASS_LINES} is the limit"


def many_parameters(source: Source) -> Iterator[tuple[int, str]]:
    for function in source.nodes(ast.FunctionDef, ast.AsyncFunctionDef):
        number = len(_positional(function)) + len(function.args.kwonlyargs)
        if number > PARAMETERS and not _called_by_qt(source, function):
            yield function.lineno, f"{function.name} takes {number} parameters; {PARAMETERS} is the limit"


def many_positional_parameters(source: Source) -> Iterator[tuple[int, str]]:
    for function in source.nodes(ast.FunctionDef, ast.AsyncFunctionDef):
        number = len(_positional(function))
        limit = POSITIONAL_IN_PRIVATE if function.name.startswith("_") else POSITIONAL
        if number <= limit or _is_dunder(function.name) or _called_by_qt(source, function):
            continue
        if not source.comment_beside(function.lineno, "positional"):
            yield function.lineno, f"{function.name} takes {number} parameters by position; {limit} is the limit"


def missing_docstring(source: Source) -> Iterator[tuple[int, str]]:
    first = (ast.get_docstring(source.tree) or "").partition("\n")[0]
    is_test = source.path.startswith("tests/") and "/test_" in source.path
    if not first.strip() and not is_test:
        yield 1, "the module does not say what it is for"


def late_imports(source: Source) -> Iterator[tuple[int, str]]:
    for function in source.nodes(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef):
        for node in ast.walk(function):
            late = isinstance(node, ast.Import | ast.ImportFrom)
            if late and "# noqa: PLC0415 - " not in source.lines[node.lineno - 1]:
                yield node.lineno, f"an import inside {function.name}"


def camel_case_functions(source: Source) -> Iterator[tuple[int, str]]:
    for function in source.nodes(ast.FunctionDef, ast.AsyncFunctionDef):
        if re.search("[a-z][A-Z]", function.name) and not _called_by_qt(source, function):
            yield function.lineno, f"{function.name} is camelCase"


def _is_migration(source: Source) -> bool:
    """Tell whether this is a migration: a list of tables as they were, which nobody edits any more."""
    return "/migrations/versions/" in source.path


def _lines(node: _Function | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _positional(function: _Function) -> list[str]:
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return names[1:] if names[:1] in (["self"], ["cls"]) else names


def _is_dunder(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def _called_by_qt(source: Source, function: _Function) -> bool:
    """Tell whether this overrides a method of Qt, which decides its name and its parameters."""
    return source.path.startswith("trainer_app/qt/") and function.name in _names_of_qt()


@cache
def _names_of_qt() -> frozenset[str]:
    # Asked by name: the modules load their classes one by one, when somebody does.
    things = [getattr(module, name) for module in (QtCore, QtGui, QtWidgets) for name in dir(module)]
    return frozenset(name for thing in things if isinstance(thing, type) for name in dir(thing))

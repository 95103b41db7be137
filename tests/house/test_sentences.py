"""Every trouble that can be raised has one sentence in words, and is raised with the facts that sentence names."""

from __future__ import annotations

import ast
import importlib
import string
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import pytest

from tests.house.sources import Source, fail_on, sources

RAISED = {"Refused", "StorageDown"}


@dataclass(frozen=True)
class Raised:
    """One `Refused(SomeTrouble.CODE, fact=…)` in the code; `facts` None when they are passed on unseen (`**facts`)."""

    place: str
    code: str
    facts: frozenset[str] | None

    def lacks(self, sentence: str) -> set[str]:
        return set() if self.facts is None else named_in(sentence) - self.facts


def module_of(source: Source) -> str:
    return source.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def trouble_codes() -> set[Enum]:
    """Return every member of every enum of the app that is called …Trouble."""
    codes: set[Enum] = set()
    for source in sources("trainer_app"):
        names = [kind.name for kind in source.nodes(ast.ClassDef) if kind.name.endswith("Trouble")]
        kinds = [getattr(importlib.import_module(module_of(source)), name) for name in names]
        codes.update(code for kind in kinds if issubclass(kind, Enum) for code in kind)
    return codes


def sentences() -> list[tuple[Enum, str]]:
    modules = [importlib.import_module(module_of(source)) for source in sources("trainer_app/words")]
    return [pair for module in modules for pair in getattr(module, "SENTENCES", {}).items()]


def named_in(sentence: str) -> set[str]:
    """Return the names in braces: {"name"} for "{name} is in already" and for "{name!r} {name.first:>10}"."""
    fields = (field for _, field, _, _ in string.Formatter().parse(sentence) if field)
    return {field.partition(".")[0].partition("[")[0] for field in fields}


def raised_in(source: Source) -> Iterator[Raised]:
    for call in source.nodes(ast.Call):
        if not (isinstance(call.func, ast.Name) and call.func.id in RAISED and call.args):
            continue
        code = ast.unparse(call.args[0])
        if code.partition(".")[0].endswith("Trouble"):
            names = [keyword.arg for keyword in call.keywords]
            facts = None if None in names else frozenset(name for name in names if name)
            yield Raised(f"{source.path}:{call.lineno}", code, facts)


def spoken(code: Enum) -> str:
    return f"{type(code).__name__}.{code.name}"


def test_every_trouble_has_a_sentence() -> None:
    missing = trouble_codes() - {code for code, _ in sentences()}
    fail_on(f"{spoken(code)} has no sentence: add it to SENTENCES in its subject's words" for code in missing)


def test_no_trouble_has_two_sentences() -> None:
    counted = Counter(spoken(code) for code, _ in sentences())
    twice = [code for code, number in counted.items() if number > 1]
    fail_on(f"{code} has two sentences: keep the one in its subject's words" for code in twice)


def test_trouble_is_raised_with_every_fact_its_sentence_names() -> None:
    said = {spoken(code): sentence for code, sentence in sentences()}
    raised = [one for source in sources("trainer_app") for one in raised_in(source)]
    assert raised
    fail_on(
        f"{one.place}: pass {', '.join(sorted(lacking))} too; the sentence of {one.code} names it"
        for one in raised
        if (lacking := one.lacks(said.get(one.code, "")))
    )


@pytest.mark.parametrize(
    ("code", "lacking"),
    [
        ("raise Refused(PeopleTrouble.GONE)", {"name", "room"}),
        ("raise Refused(PeopleTrouble.GONE, name=name)", {"room"}),
        ("raise StorageDown(PeopleTrouble.GONE, name=name, room=room)", set()),
        ("raise Refused(PeopleTrouble.GONE, **facts)", set()),
    ],
)
def test_a_missing_fact_is_noticed(code: str, lacking: set[str]) -> None:
    [one] = raised_in(Source("trainer_app/services/example.py", code))
    assert one.lacks("{name!r} left {room.title:>10}.") == lacking

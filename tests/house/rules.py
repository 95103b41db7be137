"""The house rules for Python sources, each with what to do instead. `rules_of_shape` and `_conduct` find the places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.house import rules_of_conduct as conduct
from tests.house import rules_of_shape as shape
from tests.house.sources import Source

_APP = ("trainer_app/",)
_PYTHON = ("trainer_app/", "tests/", "packaging/")
_LATE_IMPORTERS = ("trainer_app/bootstrap", "trainer_app/cli/", "trainer_app/__main__.py")


@dataclass(frozen=True)
class Rule:
    """One rule: `find` yields (line, what is wrong there) for a source it applies to."""

    name: str
    find: Callable[[Source], Iterator[tuple[int, str]]]
    instead: str
    where: tuple[str, ...] = _APP
    except_in: tuple[str, ...] = ()

    def applies_to(self, path: str) -> bool:
        return path.startswith(self.where) and not path.startswith(self.except_in)

    def findings(self, source: Source) -> list[str]:
        """Return one complete sentence per place where the rule is broken."""
        if not self.applies_to(source.path):
            return []
        return [f"{source.path}:{line}: {what}. Do this instead: {self.instead}." for line, what in self.find(source)]


RULES = (
    Rule("long file", shape.long_file, "move a part with a name of its own into its own module", where=_PYTHON),
    Rule("long function", shape.long_functions, "give its parts names and call them", where=_PYTHON),
    Rule("long class", shape.long_classes, "move a group of methods that share fields into a class", where=_PYTHON),
    Rule("many parameters", shape.many_parameters, "pass what belongs together as one frozen dataclass"),
    Rule(
        "positional parameters",
        shape.many_positional_parameters,
        "put `*` before the third (or `# positional: who calls it so` for another library's callback)",
    ),
    Rule("no docstring", shape.missing_docstring, "say in the module's first line what it is for", where=_PYTHON),
    Rule(
        "late import",
        shape.late_imports,
        "import at the top; only bootstrap and cli import late",
        except_in=_LATE_IMPORTERS,
    ),
    Rule("camelCase", shape.camel_case_functions, "write snake_case; only overrides of Qt's methods are camelCase"),
    Rule(
        "broad except",
        conduct.broad_excepts,
        "catch what you can mend and let the rest rise; at a border add `# boundary: why`",
    ),
    Rule("processEvents", conduct.process_events, "run the call with `work.run(call, then=…, failed=…)`"),
    Rule("chained parents", conduct.chained_parents, "ask in __init__ for what you need"),
    Rule("unfinished", conduct.unfinished_marks, "finish it, or leave it out and say so in the change"),
    Rule("print", conduct.prints, "return the answer; only cli prints", except_in=("trainer_app/cli/",)),
    Rule(
        "own clock",
        conduct.clocks_and_chance,
        "take `clock`, `new_id` or a seeded Random from bootstrap",
        except_in=("trainer_app/bootstrap",),
    ),
    Rule("connected lambda", conduct.connected_lambdas, "connect a named method"),
    Rule("emoji", conduct.emoji, "draw an icon and put the state into words"),
)

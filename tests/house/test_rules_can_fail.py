"""Every house rule against a small bad example it must find, and its nearest good neighbour it must not."""

from __future__ import annotations

import pytest

from tests.house.rules import RULES
from tests.house.sources import Source

SERVICE = "trainer_app/services/example.py"
PAGE = "trainer_app/qt/pages/example.py"
STORAGE = "trainer_app/storage/example.py"
LATE = "def f():\n    import csv  # noqa: PLC0415"

# rule, where, bad, good
EXAMPLES = [
    ("long file", SERVICE, "x = 1\n" * 401, "x = 1\n" * 400),
    ("long function", SERVICE, "def f():\n" + "    x = 1\n" * 60, "def f():\n" + "    x = 1\n" * 59),
    ("long function", "tests/test_x.py", "def test_f():\n" + "    x = 1\n" * 60, "def f():\n    x = 1\n"),
    ("long class", SERVICE, "class C:\n" + "    x = 1\n" * 300, "class C:\n" + "    x = 1\n" * 299),
    ("many parameters", SERVICE, "def f(a, b, *, c, d, e, f, g): ...", "def f(self, a, b, *, c, d, e, f): ..."),
    ("positional parameters", SERVICE, "def f(a, b, c): ...", "def f(a, b, *, c): ..."),
    ("positional parameters", SERVICE, "def f(self, a, b, c): ...", "def __exit__(self, kind, error, trace): ..."),
    ("positional parameters", PAGE, "def lay_out(self, a, b, c): ...", "def paint(self, painter, option, index): ..."),
    ("positional parameters", SERVICE, "def _f(self, a, b, c, d, e): ...", "def _f(self, a, b, c, d): ..."),
    ("positional parameters", STORAGE, "def f(a, b, c): ...  # positional:", "def f(a, b, c): ...  # positional: SQL"),
    ("no docstring", SERVICE, "x = 1", '"""Says what it is for."""\nx = 1'),
    ("no docstring", "tests/conftest.py", "x = 1", '"""What every test may ask for."""'),
    ("late import", SERVICE, "def f():\n    import csv", "import csv\ndef f(): ..."),
    ("late import", STORAGE, LATE, f"{LATE} - it is slow"),
    ("late import", SERVICE, "class C:\n    from csv import reader", "from csv import reader"),
    ("camelCase", SERVICE, "def sizeHint(self): ...", "def size_hint(self): ..."),
    ("camelCase", PAGE, "def onClicked(self): ...", "def sizeHint(self): ..."),
    ("broad except", SERVICE, "try: f()\nexcept Exception: pass", "try: f()\nexcept ValueError: pass"),
    ("broad except", SERVICE, "try: f()\nexcept: pass", "try: f()\nexcept: pass  # boundary: the crash report"),
    ("broad except", SERVICE, "try: f()\nexcept (OSError, BaseException): pass", "try: f()\nexcept OSError: pass"),
    ("broad except", SERVICE, "try: f()\nexcept Exception: pass  # boundary:", "x = Exception"),
    ("broad except", SERVICE, "try: f()\nexcept Exception: pass", "try: f()\nexcept Exception:\n  close()\n  raise"),
    ("processEvents", PAGE, "QApplication.processEvents()", "work.run(f)"),
    ("chained parents", PAGE, "self.parent().parent()", "self.parent()"),
    ("chained parents", PAGE, "self.parentWidget().parentWidget()", "self.parent().width()"),
    ("unfinished", SERVICE, "x = 1  # TO" + "DO: more", "x = 1  # all of it"),
    ("unfinished", SERVICE, "raise NotImplemented" + "Error", "return NotImplemented"),
    ("print", SERVICE, "print('saved')", "painter.print('saved')"),
    ("own clock", SERVICE, "datetime.now(UTC)", "clock()"),
    ("own clock", SERVICE, "datetime.datetime.utcnow()", "datetime.datetime(2026, 5, 4)"),
    ("own clock", SERVICE, "date.today()", "clock().date()"),
    ("own clock", SERVICE, "time.time()", "session.time()"),
    ("own clock", SERVICE, "from time import time", "from time import perf_counter"),
    ("own clock", STORAGE, "func.now()", "func.count()"),
    ("own clock", PAGE, "QDateTime.currentDateTime()", "self.date_edit.dateTime()"),
    ("own clock", SERVICE, "uuid.uuid4()", "new_id()"),
    ("own clock", SERVICE, "from uuid import UUID, uuid4\nuuid4()", "from uuid import UUID, uuid5\nuuid5(a, b)"),
    ("own clock", SERVICE, "import random\nrandom.choice(names)", "def f(random): random.choice(names)"),
    ("own clock", SERVICE, "from random import choice", "from random import Random"),
    ("own clock", SERVICE, "chance = random.Random()", "chance = random.Random(7)"),
    ("own clock", SERVICE, "import secrets\nsecrets.token_hex()", "new_token()"),
    ("connected lambda", PAGE, "button.clicked.connect(lambda: f(1))", "button.clicked.connect(self.add_walk_in)"),
    ("emoji", PAGE, "label = '\u2705'", "label = 'done'"),
]


@pytest.mark.parametrize(("name", "path", "bad", "good"), EXAMPLES, ids=[f"{e[0]}: {e[2][:40]}" for e in EXAMPLES])
def test_the_rule_finds_the_bad_example_and_leaves_the_good_one(name: str, path: str, bad: str, good: str) -> None:
    [rule] = [rule for rule in RULES if rule.name == name]
    [finding, *_] = rule.findings(Source(path, bad)) or [""]
    assert finding.startswith(f"{path}:")
    assert "Do this instead: " in finding
    assert rule.findings(Source(path, good)) == []


def test_every_rule_has_an_example() -> None:
    assert {rule.name for rule in RULES} == {example[0] for example in EXAMPLES}


@pytest.mark.parametrize(
    ("name", "path", "text"),
    [
        ("long file", "trainer_app/storage/migrations/versions/0001_first.py", "x = 1\n" * 401),
        ("long function", "trainer_app/storage/migrations/versions/0001_first.py", "def f():\n" + "    x = 1\n" * 60),
        ("late import", "trainer_app/cli/demo.py", "def f():\n    import csv"),
        ("late import", "trainer_app/bootstrap.py", "def f():\n    import csv"),
        ("print", "trainer_app/cli/demo.py", "print('saved')"),
        ("own clock", "trainer_app/bootstrap.py", "datetime.now(UTC)"),
        ("own clock", "tests/test_x.py", "datetime.now(UTC)"),
    ],
)
def test_the_rule_spares_the_place_that_owns_it(name: str, path: str, text: str) -> None:
    [rule] = [rule for rule in RULES if rule.name == name]
    assert rule.findings(Source(path, text)) == []

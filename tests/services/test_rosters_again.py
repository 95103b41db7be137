"""Rosters of the same seven people in whatever columns somebody exports: nobody doubled, no two people made one."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import FRONT, World, opened

HEADERS = ("Name", "Email", "API key ID", "GitHub login", "User principal name", "Team", "Reference", "Access granted")
MAILBOX = "desk@example.org"


@dataclass(frozen=True)
class Somebody:
    """One person as different files write them; "" where they have none, and blanks may stand in any file."""

    names: tuple[str, ...]
    emails: tuple[str, ...]
    key: str = ""
    login: str = ""
    upn: str = ""
    teams: tuple[str, ...] = ("",)
    reference: str = ""

    @property
    def own(self) -> set[str]:
        """Return what is theirs alone, folded."""
        told = {*self.emails, self.key, self.login, self.upn} - {"", MAILBOX}
        return {text.casefold() for text in told}


PEOPLE = (
    Somebody(
        ("Ann Lee", "Lee, Ann", "Ann M. Lee", "Ann", ""),
        ("ann@example.org", "ANN@example.org", MAILBOX),
        *("key_ann", "annlee", "alee@corp.example.org", ("Sales", "sales"), "17"),
    ),
    Somebody(("Bo Larsen", "BO LARSEN", "Bo"), ("bo@example.org", MAILBOX), "key_bo", "bolar", "", ("Support",), "18"),
    Somebody(("石田 菜穂子", "石田菜穂子"), ("ishida@example.org",), "key_i", "ishida", "", ("Sales",), "17"),
    Somebody(("José Silva", "Jose Silva"), ("jose@example.org", MAILBOX), "key_j", "jsilva", "js@corp.example.org"),
    Somebody(("Kim Park",), ("kim1@example.org",), "key_k1", "kim1", "", ("Sales",), "21"),
    Somebody(("Kim Park",), ("kim2@example.org",), "key_k2", "kim2", "", ("Support",), "22"),
    Somebody(("Noa",), ("",)),
)


@st.composite
def files(draw: st.DrawFn) -> list[list[list[str]]]:
    """Draw one to three files: some columns, some of the people, each cell filled or blank."""
    return [draw(one_file()) for _ in range(draw(st.integers(1, 3)))]


@st.composite
def one_file(draw: st.DrawFn) -> list[list[str]]:
    others = draw(st.sets(st.integers(1, 7), min_size=2))
    columns = sorted(others | ({0} if 1 not in others or draw(st.booleans()) else set()))
    people = draw(st.permutations(PEOPLE))[: draw(st.integers(1, len(PEOPLE)))]
    rows = [cells(draw, one, named=0 in columns) for one in people]
    return [[HEADERS[column] for column in columns], *([row[column] for column in columns] for row in rows)]


def cells(draw: st.DrawFn, one: Somebody, *, named: bool) -> list[str]:
    """Draw one line; a line that gives no name is not written under the shared address, which tells nobody apart."""

    def maybe(text: str) -> str:
        return text if draw(st.booleans()) else ""

    name = draw(st.sampled_from(one.names))
    email = draw(st.sampled_from(one.emails)) if named and name else one.emails[0]
    team = maybe(draw(st.sampled_from(one.teams)))
    return [name, email, *map(maybe, (one.key, one.login, one.upn)), team, maybe(one.reference), maybe("2026-03-01")]


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_files=files())
def test_rosters_come_again_unchanged_and_nobody_becomes_somebody_else(
    given_files: list[list[list[str]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("rosters")
    with opened(folder / "trainer.db") as world:
        for number, rows in enumerate(given_files):
            file = _written(folder / f"{number}.csv", rows)
            world.services.people_import.import_file(file, desk=FRONT)
            everyone = world.services.people.everyone()
            again = world.services.people_import.import_file(file, desk=FRONT)
            assert (again.added, again.updated) == (0, 0)
            assert world.services.people.everyone() == everyone
        _nobody_is_two_people(world)


def _written(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def _nobody_is_two_people(world: World) -> None:
    aliases = world.services.people.aliases()
    for entry in world.services.people.everyone():
        told = {(entry.email or "").casefold(), *(one.text.casefold() for one in aliases.get(entry.id, ()))}
        assert sum(bool(told & somebody.own) for somebody in PEOPLE) <= 1, (entry, told)

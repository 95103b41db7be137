"""Usage from files: a partition at a time, the same file once, doubts asked first, unknown keys kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.rollout import usage_export, write
from tests.world import FRONT, World, opened
from trainer_app.domain.adoption import ReasonCode, State
from trainer_app.domain.errors import Refused
from trainer_app.domain.import_report import ImportReport
from trainer_app.domain.usage_file import UsageNotice, UsageTrouble
from trainer_app.domain.usage_replacing import ImportDoubt, ImportNotice

Take = Callable[..., ImportReport]
MAY = date(2026, 5, 1)


def may(day: int) -> date:
    return MAY + timedelta(days=day - 1)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[World]:
    """Ann has key_ann and Bo the login bolar."""
    with opened(tmp_path / "trainer.db") as made:
        roster = write(
            tmp_path / "people.csv",
            "Name,Email,API key ID,GitHub login",
            "Ann Lee,ann@example.org,key_ann,",
            "Bo Larsen,bo@example.org,,bolar",
        )
        made.services.people_import.import_file(roster, desk=FRONT)
        yield made


@pytest.fixture
def take(program: World, tmp_path: Path) -> Take:
    """Import the usage of some days of May."""

    def taking(first: int, last: int, *used: tuple[str, int], each: int = 3, **more: object) -> ImportReport:
        file = usage_export(tmp_path / "usage.csv", may(first), may(last), [(k, may(d)) for k, d in used], each=each)
        return program.services.usage_import.import_file(file, desk=FRONT, **more)

    return taking


def counted(report: ImportReport) -> tuple[int, int, int]:
    return report.added, report.updated, report.unchanged


def kept(world: World) -> dict[tuple[str, date], float]:
    with world.services.context.store.read() as view:
        return {(one.identity, one.day): one.units for one in view.usage.days()}


def windows(world: World) -> list[tuple[date, date]]:
    with world.services.context.store.read() as view:
        return [(one.window.covers_from, one.window.covers_to) for one in view.usage.imports()]


def doubt(report: ImportReport) -> set[object]:
    return {one.code for one in report.warnings}


def test_a_usage_export_says_whose_days_it_holds_and_which_days_it_covers(take: Take, program: World) -> None:
    report = take(1, 10, ("key_ann", 2), ("key_ann", 4), ("key_other", 4))
    assert (report.people, report.identities, report.active_days, report.rows) == (2, 2, 3, 11)
    assert report.covers == (may(1), may(10))
    assert report.unknown_identities == ("key_other",)
    assert counted(report) == (3, 0, 0)
    assert kept(program) == {("key_ann", may(2)): 3, ("key_ann", may(4)): 3, ("key_other", may(4)): 3}


def test_the_same_file_again_is_nothing_to_do(take: Take, program: World) -> None:
    take(1, 10, ("key_ann", 2))
    cursor = program.services.context.store.cursor()
    again = take(1, 10, ("key_ann", 2))
    assert counted(again) == (0, 0, 1)
    assert ImportNotice.SAME_FILE in doubt(again)
    assert program.services.context.store.cursor() == cursor
    assert windows(program) == [(may(1), may(10))]


def test_the_same_file_after_a_newer_one_still_changes_nothing(take: Take, program: World) -> None:
    take(1, 10, ("key_ann", 2))
    take(1, 12, ("key_ann", 2), ("key_ann", 11), each=4)
    before = kept(program)
    again = take(1, 10, ("key_ann", 2))
    assert counted(again) == (0, 0, 1)
    assert kept(program) == before


def test_a_dry_run_says_what_would_happen_and_writes_nothing(take: Take, program: World) -> None:
    cursor = program.services.context.store.cursor()
    report = take(1, 10, ("key_ann", 2), dry_run=True)
    assert report.dry_run
    assert counted(report) == (1, 0, 0)
    assert program.services.context.store.cursor() == cursor
    assert kept(program) == {}


def test_a_newer_export_replaces_the_days_it_covers_and_leaves_the_others(take: Take, program: World) -> None:
    take(1, 10, ("key_ann", 2), ("key_ann", 9))
    report = take(8, 15, ("key_ann", 9), ("key_ann", 12), each=5)
    assert counted(report) == (1, 1, 0)
    assert kept(program) == {("key_ann", may(2)): 3, ("key_ann", may(9)): 5, ("key_ann", may(12)): 5}


def test_a_day_the_newer_export_no_longer_holds_is_gone_and_counted(take: Take, program: World) -> None:
    take(1, 10, ("key_ann", 10), ("key_other", 10))
    report = take(9, 15, ("key_ann", 10), sure=True)
    assert counted(report) == (0, 1, 1)
    assert set(kept(program)) == {("key_ann", may(10))}


def test_a_shorter_window_is_asked_about_first(take: Take, program: World) -> None:
    take(1, 20, ("key_ann", 5))
    with pytest.raises(Refused) as refused:
        take(3, 10, ("key_ann", 5), ("key_ann", 6))
    assert refused.value.code is ImportDoubt.SHORTER_WINDOW
    assert (refused.value.facts["covers_from"], refused.value.facts["covers_to"]) == (may(1), may(20))
    assert set(kept(program)) == {("key_ann", may(5))}
    assert ImportDoubt.SHORTER_WINDOW in doubt(take(3, 10, ("key_ann", 5), ("key_ann", 6), dry_run=True))
    take(3, 10, ("key_ann", 5), ("key_ann", 6), sure=True)
    assert set(kept(program)) == {("key_ann", may(5)), ("key_ann", may(6))}
    assert windows(program) == [(may(1), may(20)), (may(3), may(10))]


def test_totals_that_shrink_are_asked_about_first(take: Take, program: World) -> None:
    take(1, 10, ("key_ann", 2), ("key_ann", 3), each=10)
    before = kept(program)
    with pytest.raises(Refused) as refused:
        take(1, 12, ("key_ann", 2), ("key_ann", 3), each=9)
    assert refused.value.code is ImportDoubt.TOTALS_SHRINK
    assert (refused.value.facts["old"], refused.value.facts["new"], refused.value.facts["days"]) == (20, 18, 2)
    assert kept(program) == before
    take(1, 12, ("key_ann", 2), ("key_ann", 3), each=9, sure=True)
    assert set(kept(program).values()) == {9}


def test_an_open_last_day_may_change_without_being_asked_about(take: Take) -> None:
    take(1, 10, ("key_ann", 2), ("key_ann", 10), each=10)
    assert counted(take(9, 12, ("key_ann", 10), each=1)) == (0, 1, 0)


def test_the_days_a_file_covers_can_be_said(take: Take, program: World) -> None:
    report = take(3, 10, ("key_ann", 5), covers=(may(1), may(14)))
    assert report.covers == (may(1), may(14))
    assert windows(program) == [(may(1), may(14))]


def test_days_outside_what_a_file_is_said_to_cover_are_neither_counted_nor_kept(take: Take, program: World) -> None:
    report = take(1, 10, ("key_ann", 2), ("key_ann", 9), covers=(may(1), may(5)))
    assert (report.active_days, *counted(report)) == (1, 1, 0, 0)
    assert set(kept(program)) == {("key_ann", may(2))}


def test_the_same_file_with_other_days_takes_its_own_place(take: Take, program: World) -> None:
    used = (("key_ann", 2), ("key_ann", 9))
    take(1, 10, *used)
    take(1, 10, *used, covers=(may(1), may(12)))
    assert windows(program) == [(may(1), may(12))]
    take(1, 10, *used, covers=(may(1), may(5)))
    assert windows(program) == [(may(1), may(5))]
    assert set(kept(program)) == {("key_ann", may(2))}
    take(1, 10, *used)
    assert windows(program) == [(may(1), may(10))]
    assert set(kept(program)) == {("key_ann", may(2)), ("key_ann", may(9))}


def test_a_window_taken_back_leaves_the_days_another_import_covers(take: Take, program: World) -> None:
    take(1, 10, ("key_ann", 2), ("key_ann", 9))
    take(8, 15, ("key_ann", 9), ("key_ann", 12), each=5)
    take(1, 10, ("key_ann", 2), ("key_ann", 9), covers=(may(1), may(5)))
    assert kept(program) == {("key_ann", may(2)): 3, ("key_ann", may(9)): 5, ("key_ann", may(12)): 5}


def test_days_to_cover_written_backwards_are_refused(take: Take, program: World) -> None:
    with pytest.raises(Refused) as refused:
        take(1, 10, ("key_ann", 2), covers=(may(10), may(1)))
    assert refused.value.code is ImportDoubt.WINDOW_BACKWARDS
    assert windows(program) == []


def test_an_unknown_key_is_kept_and_listed_until_the_roster_knows_whose_it_is(
    take: Take, program: World, tmp_path: Path
) -> None:
    session = program.session("Hands-on 1", days=15)  # 16 April
    bo = program.services.people.meant("Bo")
    program.come(bo, session)
    take(1, 31, ("key_bo", 4), ("key_bo", 12), ("key_bo", 30))
    report = program.services.adoption.report(may(31))
    assert [one.identity.value for one in report.unknown] == ["key_bo"]
    assert _state(program, "Bo Larsen") is State.NOT_COMPLETED
    mapping = write(tmp_path / "keys.csv", "Email,API key ID", "bo@example.org,key_bo")
    assert program.services.people_import.import_file(mapping, desk=FRONT).updated == 1
    assert program.services.adoption.report(may(31)).unknown == ()
    assert _state(program, "Bo Larsen") is State.CONTINUING


def _state(world: World, name: str) -> State:
    people = world.services.adoption.report(may(31)).people
    return next(one.state for one in people if one.name == name)


def test_a_trainers_own_use_is_nobody_unknowns(take: Take, program: World, tmp_path: Path) -> None:
    staff = write(tmp_path / "staff.csv", "Name,Email,Role,API key ID", "Mei Chen,mei@example.org,Trainer,key_mei")
    program.services.people_import.import_file(staff, desk=FRONT)
    report = take(1, 10, ("key_mei", 2))
    assert (report.people, report.unknown_identities) == (1, ())
    assert program.services.adoption.report(may(10)).unknown == ()


def test_an_export_that_does_not_say_who_is_told_and_gives_no_identity(program: World, tmp_path: Path) -> None:
    file = usage_export(tmp_path / "usage.csv", may(1), may(5), [("", may(2)), ("", may(3))])
    report = program.services.usage_import.import_file(file, desk=FRONT)
    assert (report.identities, report.people, report.active_days, report.unknown_identities) == (0, 0, 0, ())
    assert UsageNotice.NOT_GROUPED in doubt(report)
    assert program.services.adoption.report(may(5)).unknown == ()


def test_an_empty_export_covers_its_days(take: Take, program: World) -> None:
    program.come(program.services.people.meant("Ann"), program.session("Hands-on 1"))
    take(1, 28)
    (ann,) = [one for one in program.services.adoption.report(may(28)).people if one.name == "Ann Lee"]
    assert (ann.state, ann.reason.code) == (State.NOT_COMPLETED, ReasonCode.NOT_FINISHED)
    assert ann.coverage.first == may(1)


def test_a_day_is_active_from_as_many_requests_as_the_program_says(take: Take, program: World) -> None:
    standing = program.services.programs.get()
    assert standing is not None
    program.services.programs.change(replace(standing, min_units=5), desk=FRONT)
    assert take(1, 5, ("key_ann", 2)).active_days == 0
    assert take(1, 6, ("key_ann", 2), each=5).active_days == 1


def test_a_costs_file_is_refused_and_nothing_is_kept(program: World, tmp_path: Path) -> None:
    file = write(
        tmp_path / "cost.csv",
        "start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,line_item,project_id",
        "1777593600,1777680000,2026-05-01T00:00:00+00:00,2026-05-02T00:00:00+00:00,0.12,usd,gpt,proj_a",
    )
    with pytest.raises(Refused) as refused:
        program.services.usage_import.import_file(file, desk=FRONT)
    assert refused.value.code is UsageTrouble.COSTS_ONLY
    assert windows(program) == []


def test_a_secret_key_in_a_file_is_refused_with_its_line_and_never_kept(program: World, tmp_path: Path) -> None:
    secret = "sk-" + "proj-" + "a1B2" * 12
    file = usage_export(tmp_path / "usage.csv", may(1), may(3), [(secret, may(2))])
    with pytest.raises(Refused) as refused:
        program.services.usage_import.import_file(file, desk=FRONT)
    assert (refused.value.code, refused.value.facts["line"]) == (UsageTrouble.SECRET, 3)
    assert secret not in str(refused.value)
    assert secret.encode() not in program.path.read_bytes()


def test_the_published_usage_counts_its_people_and_days_once(program: World, shared_data: Path) -> None:
    files = shared_data / "rollout70"
    program.services.people_import.import_file(files / "people.csv", desk=FRONT)
    report = program.services.usage_import.import_file(files / "usage.csv", desk=FRONT)
    assert (report.people, report.identities, report.unknown_identities) == (67, 67, ())
    assert report.covers == (date(2026, 2, 1), date(2026, 4, 29))
    again = program.services.usage_import.import_file(files / "usage.csv", desk=FRONT)
    assert counted(again) == (0, 0, report.active_days)


@pytest.mark.parametrize(
    ("name", "people", "rows", "days", "users"),
    [
        ("u01_github_copilot_token_usage_report.csv", 22, 207, 139, 22),
        (
            "u03_github_copilot_premium_requests_march.csv",
            69,
            1969,
            510,
            68,
        ),  # one had a review made of their code only
        ("u04_github_premium_billing_crlf_bom.csv", 2, 123, 31, 2),
    ],
)
def test_published_github_exports_give_their_people_and_days(
    name: str, people: int, rows: int, days: int, users: int, program: World, shared_data: Path
) -> None:
    report = program.services.usage_import.import_file(shared_data / "usage" / name, desk=FRONT)
    assert (report.people, report.identities, report.rows, report.active_days) == (people, people, rows, days)
    assert len(report.unknown_identities) == users


def test_two_keys_of_one_person_are_one_person(take: Take, program: World, tmp_path: Path) -> None:
    roster = write(tmp_path / "keys.csv", "Email,API key ID", "ann@example.org,key_second")
    program.services.people_import.import_file(roster, desk=FRONT)
    report = take(1, 10, ("key_ann", 2), ("key_second", 2), ("key_other", 3))
    assert (report.people, report.identities) == (2, 3)

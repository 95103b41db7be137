from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from trainer_app.domain.help import SOMETHING_ELSE
from trainer_app.domain.help_figures import HelperLoad, RemedyRecord, WaitFigures
from trainer_app.domain.progress import Rhythm
from trainer_app.domain.session import Phase, Session, SessionKind
from trainer_app.domain.session_report import (
    Asked,
    Attendance,
    Confidence,
    ErrorLine,
    FirstHandsOn,
    SessionReport,
    StepLine,
    Stopped,
    Unanswered,
)
from trainer_app.domain.staffing_plan import Assumption, Basis, Forecast, Observed
from trainer_app.words import report as words
from trainer_app.words import staffing

NINE = datetime(2026, 3, 5, 0, 0, tzinfo=UTC)
STEP = StepLine("a", "Sign in", 11, 10, 0, 1, 0, 10, 3.25, 4.0, None, 3.3, 2)


def a_report(name: str = "Hands-on 2", **more: object) -> SessionReport:
    session = Session(UUID(int=1), name, SessionKind.HANDS_ON, NINE, NINE + timedelta(hours=2), "Asia/Tokyo")
    facts = {
        "session": session,
        "at": NINE + timedelta(minutes=52),
        "is_final": True,
        "gap": None,
        "attendance": Attendance(12, 12, 11, 10, 1, 0),
        "rhythm": Rhythm(Phase.ENDED, 0.0, 20.0, 80.0),
        "first_hands_on": FirstHandsOn(10, 11),
        "steps": (STEP,),
        "asked": Asked(6, 1, 2, 9),
        "waits": WaitFigures(7, 1.5, 4.0, 6.0),
        "helpers": (HelperLoad("Mei", 3, 12.0),),
        "errors": (),
        "stopped": (Stopped("Sign in", 1, ("石田 菜穂子",)),),
        "confidence": Confidence((1, 2, 0, 0, 0), (0, 1, 2, 0, 0), 3, 3, 0, 4 / 3),
        "earlier": 1,
        "next_name": "Hands-on 3",
    }
    return SessionReport(**(facts | more))  # type: ignore[arg-type]


def test_the_file_is_called_after_the_session_and_its_day_where_it_happens() -> None:
    assert words.file_name(a_report()) == "Hands-on 2 2026-03-05.pdf"
    assert words.file_name(a_report("研修/1: <A>")) == "研修 1 A 2026-03-05.pdf"


def test_a_remedy_the_checklist_does_not_know_is_said_in_words() -> None:
    record = RemedyRecord("a", "e", SOMETHING_ELSE, 2, 3)
    line = ErrorLine("Sign in", "No browser", known=True, count=3, remedies=((SOMETHING_ELSE, record),))
    (said,) = words.remedies(line)
    assert said.startswith("Something else: ")


def test_the_whole_report_is_said_in_lines() -> None:
    said = "\n".join(words.as_lines(a_report()))
    for part in (
        "5 March 2026, Thu 9:00",
        "the whole session",
        "12 registered · 11 came · 10 of those expected · 1 walk-in · nobody left early",
        "Talk: 20 % (planned 20 % · 80 min hands-on)",
        "Sign in: Reached 11, Done 10, Skipped \N{EN DASH}, Stopped 1, Calls 2, Median 3.2, Author 4",
        "Learned \N{EN DASH} → 3.3",
        "half at most 1:30, nine in ten at most 4:00, the longest 6:00; on target",
        "Stopped at Sign in · 1 person: 石田 菜穂子",
        "go on to Hands-on 3",
    ):
        assert part in said


def test_a_mean_of_few_answers_is_called_what_it_is() -> None:
    assert words.confidence_line(a_report().confidence) == (
        "3 of 3 rose, 0 fell; mean change +1.3 (n = 3): too few to build on."
    )
    many = Confidence((9, 0, 0, 0, 0), (0, 9, 0, 0, 0), 9, 0, 9, -1.0)
    assert words.confidence_line(many).endswith("mean change \N{MINUS SIGN}1.0 (n = 9).")


def test_hands_nobody_answered_are_said_and_count_for_the_longest_wait() -> None:
    said = words.asked_lines(a_report(unanswered=Unanswered(3, 9 + 1 / 3, 1)))
    assert said[1].endswith("the longest at least 9:20; longer than the target of 2:00 and 5:00.")
    assert said[2:] == [
        "3 hands were not answered; the longest waited 9:20.",
        "1 hand was answered; how it ended was not written down.",
    ]
    assert words.figures(a_report(unanswered=Unanswered(3, 9.0)))[2].note.endswith("nine in ten 4:00 · 3 not answered")


def test_where_nobody_was_reached_nobody_is_said_not_to_have_asked() -> None:
    report = a_report(waits=WaitFigures(0, None, None, None), unanswered=Unanswered(1, 2.0))
    assert words.asked_lines(report)[1:] == ["1 hand was not answered; it waited 2:00."]
    assert words.figures(report)[2].note == "1 not answered"


def test_a_report_of_a_running_session_says_up_to_when() -> None:
    assert words.as_of(a_report(is_final=False)) == "so far, at 9:52"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (None, "nobody comes"),
        (0.05, "at once"),
        (0.5, "30 s"),
        (1.17, "1 min 10 s"),
        (4.0, "4 min"),
        (12.4, "12 min"),
        (240.0, "over 2 h"),
    ],
)
def test_a_wait_is_said_as_people_say_it(minutes: float | None, said: str) -> None:
    assert staffing.wait(minutes) == said


def test_the_planner_says_what_one_more_helper_changes() -> None:
    now, more = Forecast(4, 1.17, 6.0, 0.8), Forecast(5, 0.5, 2.0, 0.6)
    assert staffing.headline(now, more) == (
        "With 4 helpers, half wait less than 1 min 10 s, nine of ten less than 6 min. "
        "One more: half wait less than 30 s, nine of ten less than 2 min."
    )
    assert staffing.verdict(now, more) == "The targets want at least 5 helpers."
    assert staffing.verdict(more, more) == "That keeps the targets."


def test_the_planner_says_where_its_figures_come_from() -> None:
    known = Assumption(0.5, 0.32, 0.71, Basis.LEARNED, 25)
    assert staffing.calls_note(known, Observed(3, 25, 50.0)) == (
        "from 25 calls in 3 earlier sessions; likely 0.3 to 0.7"
    )

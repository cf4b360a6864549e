"""The core asked about one case: its day, its calendar, its timetable and duties."""

from datetime import UTC, date, datetime

import pytest

from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import (
    calendar_of_case,
    calendar_on,
    day_words,
    duties_for,
    plan_for,
)
from rapidreview.dailylog.reading import entries
from rapidreview.people.models import Closure
from rapidreview.procedure.logkinds import LogKind
from tests import make
from tests.cast import Cast, gather, gather_elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.mark.paragraph("P1.3")
@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "Before day 1"),
        (0, "Day 1 of 15"),
        (2, "Day 3 of 15"),
        (4, "Day 3 of 15"),
        (5, "Day 4 of 15"),
        (22, "Day 17, 2 beyond the 15"),
    ],
    ids=["the day before", "Wednesday", "Friday", "Sunday", "Monday", "too late"],
)
def test_every_page_knows_the_day_of_the_case(
    days: int, words: str, cast: Cast
) -> None:
    case = make.case(cast)

    day = day_words(case, case_facts(case), make.later(days=days))

    assert (day.words, day.of) == (words, 15)


def test_the_panel_counts_from_the_day_after_the_sin(cast: Cast) -> None:
    case = make.case(cast)
    waiting = day_words(case, case_facts(case), make.DAY_1).clocks[1]
    assert (waiting.title, waiting.words) == ("Panel clock", "waits for the SIN")

    make.entry(case, cast, LogKind.SIN_SUBMITTED, at=make.later(days=1))

    day = day_words(case, case_facts(case), make.later(days=2))
    assert (day.words, day.clocks[1].words) == ("Day 3 of 15", "Day 1 of 15")


@pytest.mark.paragraph("P13.3")
def test_once_the_report_is_submitted_no_clock_runs_any_more(cast: Cast) -> None:
    case = make.case(cast)
    make.entry(case, cast, LogKind.SIN_SUBMITTED, at=make.later(days=1))
    make.entry(case, cast, LogKind.REPORT_SUBMITTED, at=make.later(days=19))

    day = day_words(case, case_facts(case), make.later(days=40))

    assert [one.words for one in day.clocks[:2]] == [
        "Submitted on day 14 of 15",
        "Submitted on day 12 of 15",
    ]


def test_a_case_without_its_call_has_no_day_yet(cast: Cast) -> None:
    case = make.case(cast, notified=False)

    assert day_words(case, case_facts(case), make.DAY_1).words == "Before day 1"


@pytest.mark.paragraph("P14.5")
def test_a_case_kept_for_decades_still_says_which_day_it_is(cast: Cast) -> None:
    """Bank holidays are known for a few years only; nothing is counted beyond them."""
    case, at = make.case(cast), datetime(2061, 11, 24, 12, 0, tzinfo=UTC)
    make.entry(case, cast, at=at)

    day = day_words(case, case_facts(case), at)

    assert (day.number, day.words) == (0, "After day 15")
    assert entries(case)[0].day == "After day 15"


@pytest.mark.paragraph("P0.7")
def test_a_closure_is_of_one_partnership_alone(cast: Cast) -> None:
    elsewhere = gather_elsewhere()
    shut = date(2026, 11, 5)

    Closure.objects.create(partnership=cast.partnership, on=shut, name="Council shut")

    assert not calendar_of_case(make.case(cast)).is_working_day(shut)
    assert calendar_on(elsewhere.partnership, shut).is_working_day(shut)


def test_a_proclaimed_holiday_moves_every_clock(cast: Cast) -> None:
    day = date(2026, 11, 6)

    Closure.objects.create(
        partnership=cast.partnership, on=day, name="Proclaimed", national=True
    )

    assert not calendar_of_case(make.case(cast)).national.is_working_day(day)


@pytest.mark.paragraph("P1.4")
def test_timetable_and_duties_follow_from_the_log(cast: Cast) -> None:
    case = make.case(cast)
    facts = case_facts(case)

    timetable = plan_for(case, facts)
    wanted = duties_for(case, facts, make.later(hours=1))

    assert timetable.clocks["local"].days[15] == date(2026, 11, 24)
    assert "set_timescales" in {one.task for one in wanted}

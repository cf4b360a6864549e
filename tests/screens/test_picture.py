"""The timeline as a picture: days, clocks, stages and dates, wide and downwards."""

from datetime import date, datetime

import pytest

from rapidreview.desk.axis import days_of
from rapidreview.desk.picture import Picture, picture
from rapidreview.procedure.calendar import WorkingDays
from rapidreview.procedure.definition import Procedure, load_text, shipped
from rapidreview.procedure.facts import facts_of_anchors
from rapidreview.procedure.timetable import plan
from tests.procedure.by_hand import FOLDER
from tests.procedure.given import london

NEWER = shipped("rapid-review-2025")
AT = london("2026-12-22 09:00")


def drawn(
    *,
    procedure: Procedure = NEWER,
    closures: dict[date, str] | None = None,
    states: dict[str, list[str]] | None = None,
    **anchors: datetime,
) -> Picture:
    calendar = WorkingDays.of(procedure.calendar, closures=closures or {})
    facts = facts_of_anchors(anchors, own=procedure.facts)
    timetable = plan(procedure, anchors, calendar, facts=facts)
    return picture(procedure, timetable, calendar, states or {}, at=AT)


def test_both_clocks_stand_above_with_their_last_day() -> None:
    told = drawn(
        intention_notified=london("2026-12-14 10:00"),
        sin_submitted=london("2026-12-16 10:00"),
    )

    local, panel = told.bands
    assert [number for _, number in local.cells] == [str(n) for n in range(1, 16)]
    assert local.cells[-1][0].on == date(2027, 1, 6)
    assert panel.cells[-1][0].on == date(2027, 1, 11)
    assert told.days[0].on == date(2026, 12, 14)
    assert told.days[-1].on == date(2027, 1, 11)


def test_holidays_and_closures_are_named_and_weekends_narrow() -> None:
    told = drawn(
        intention_notified=london("2026-12-14 10:00"),
        closures={date(2026, 12, 29): "Christmas closure"},
    )

    assert told.closed == (
        "Friday 25 December 2026: Christmas Day",
        "Saturday 26 December 2026: Boxing Day",
        "Monday 28 December 2026: Boxing Day (substitute day)",
        "Tuesday 29 December 2026: Christmas closure",
        "Friday 1 January 2027: New Year's Day",
    )
    saturday = next(one for one in told.days if one.on == date(2026, 12, 19))
    monday = next(one for one in told.days if one.on == date(2026, 12, 21))
    assert saturday.width < monday.width / 2
    assert (saturday.holiday, saturday.numbers) == ("", {})


def test_a_clock_that_waits_says_so() -> None:
    told = drawn(intention_notified=london("2026-12-14 10:00"))

    assert told.bands[1].words == "not running yet"
    assert told.bands[1].cells == ()


def test_nothing_is_drawn_before_the_first_date() -> None:
    told = drawn()

    assert (told.days, told.bars, told.marks, told.strip.rows) == ((), (), (), ())


def test_a_stage_is_late_or_done_in_words_too() -> None:
    stage = {one.id: ["done"] for one in NEWER.stages[1].tasks}
    told = drawn(
        intention_notified=london("2026-12-14 10:00"),
        states={**stage, "return_due": ["late", "done"]},
    )

    by_title = {bar.title: bar for bar in told.bars}
    assert by_title["Day 1"].state == "done"
    assert by_title["Days 2 to 5"].state == "late"
    assert by_title["Days 2 to 5"].words.endswith(", late")
    assert by_title["Days 2 to 5"].words in told.described


def test_dates_to_plan_by_stand_where_there_is_room() -> None:
    told = drawn(intention_notified=london("2026-12-14 10:00"))

    first, last = told.marks[0], told.marks[-1]
    assert first.words.startswith("Return the scoping form, signed, ")
    assert not first.before
    assert last.before
    assert all(0 < mark.x < told.width for mark in told.marks)


def test_downwards_each_day_says_what_everybody_plans_by() -> None:
    told = drawn(intention_notified=london("2026-12-14 10:00")).strip

    by_day = {row.day.on: row for row in told.rows}
    assert told.heads == ("Local", "Panel")
    assert by_day[date(2026, 12, 14)].numbers == (1, None)
    assert by_day[date(2026, 12, 18)].due.startswith("Return the scoping form")
    assert by_day[date(2026, 12, 22)].words == "Tue 22 Dec, today"
    assert by_day[date(2026, 12, 25)].words == "Fri 25 Dec: Christmas Day"
    assert told.rows[-1].y + told.rows[-1].high == told.height


@pytest.mark.parametrize(
    "path", sorted(FOLDER.glob("*.yaml")), ids=lambda one: one.stem
)
def test_any_procedure_can_be_drawn(path) -> None:
    procedure = load_text(path.read_text(encoding="utf-8"))
    anchor = procedure.clocks[procedure.main_clock].anchor
    told = drawn(procedure=procedure, **{anchor: london("2026-12-14 10:00")})

    assert told.days
    assert told.bars
    assert sum(day.width for day in told.days) == pytest.approx(806, abs=25)


def test_a_review_of_years_shows_its_first_year() -> None:
    timetable = plan(
        NEWER, {"intention_notified": london("2026-12-14 10:00")}, WorkingDays.england()
    )
    timetable.clocks["local"].days[16] = date(2028, 12, 29)

    days = days_of(
        timetable, WorkingDays.england(), date(2026, 12, 14), clocks=["local"]
    )

    assert len(days) == 366

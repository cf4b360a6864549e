"""What a reader of a timetable is told at once, of any procedure."""

import pytest

from rapidreview.procedure.calendar import WorkingDays
from rapidreview.procedure.definition import load_text, shipped
from rapidreview.procedure.facts import CaseFacts, facts_of_anchors
from rapidreview.procedure.timetable import plan
from rapidreview.procedure.typed import parse_anchor
from tests.procedure.by_hand import FOLDER
from tests.procedure.given import ENGLAND, d, london

NEWER = shipped("rapid-review-2025")
TOLD = "intention_notified=2026-11-02T10:00"


def one_of_the_twelve(name):
    return load_text((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def warnings(procedure, *anchors, calendar=None, **more):
    told = dict(parse_anchor(text, procedure.facts) for text in anchors)
    days = calendar or WorkingDays.of(procedure.calendar, procedure.changed_days)
    return plan(procedure, told, days, **more).warnings


def test_a_day_that_rolls_is_told_with_where_it_goes():
    told = warnings(
        one_of_the_twelve("learning-review-scotland"), "own_motion=2026-12-07T10:00"
    )

    assert told == (
        "Decision clock: it ends on Monday 4 January 2027, which is not a working day "
        "(New Year Holiday (substitute day)); what is due then is due on Tuesday 5 "
        "January 2027.",
    )


def test_a_day_that_does_not_roll_is_told_as_it_is():
    told = warnings(
        one_of_the_twelve("learning-review-scotland"), "review_decided=2026-08-31T16:00"
    )

    assert told == (
        "Six months: it ends on Sunday 28 February 2027, which is not a working day "
        "(Sunday).",
    )


@pytest.mark.paragraph("P0.7")
@pytest.mark.parametrize(
    ("sent", "told"),
    [("2026-10-30", True), ("2026-11-02", False), ("2026-11-05", False)],
)
def test_the_panels_clock_that_ends_first_is_told_at_once(sent, told):
    found = warnings(NEWER, TOLD, f"sin_submitted={sent}T15:00")

    assert (
        any(one.startswith("Panel clock: it ends before the local") for one in found)
        is told
    )


def test_a_longer_panels_clock_that_ends_first_is_told_too():
    procedure = one_of_the_twelve("national-relaxation")

    (told,) = warnings(
        procedure,
        "intention_notified=2027-01-08T09:00",
        "sin_submitted=2026-12-18T12:00",
    )

    assert told.startswith(
        "Panel clock: it ends before the local clock: target Tuesday 19 January 2027, "
        "latest Wednesday 20 January 2027, against Thursday 28 January 2027."
    )


def test_a_clock_that_is_not_of_the_whole_may_end_first_in_silence():
    assert warnings(NEWER, TOLD, "la_aware=2026-10-30T10:00") == ()


def test_what_is_not_wanted_in_this_case_is_not_out_of_order():
    procedure = one_of_the_twelve("two-tracks")
    referral = "referral=2026-05-20T09:00"

    assert not any("which it needs" in one for one in warnings(procedure, referral))
    assert not any(
        "which it needs" in one
        for one in warnings(procedure, referral, facts=["high_risk"])
    )


def test_dates_that_fall_in_the_wrong_order_are_told():
    procedure = one_of_the_twelve("domestic-abuse-review")

    told = warnings(
        procedure, "review_opened=2026-09-29T16:00", "inquest_closed=2026-12-16T11:00"
    )

    assert told == (
        "Overview report: it ends on Saturday 27 March 2027, which is not a working day "
        "(Saturday); what is due then is due on Tuesday 30 March 2027.",
        "“Send the overview report” is due on Monday 4 January 2027, before “Write the "
        "overview report”, which it needs and which is due on Tuesday 30 March 2027. "
        "Agree another date for one.",
    )


def test_what_somebody_else_brought_late_is_told():
    procedure = one_of_the_twelve("report-and-reply")

    told = warnings(
        procedure,
        "la_aware=2026-11-02T14:40",
        "partners_agreed=2026-11-06T12:00",
        "sin_submitted=2026-11-10T15:20",
    )

    assert told == (
        "SIN clock: the SIN was due by Monday 9 November 2026 and came on Tuesday 10 "
        "November 2026.",
    )


@pytest.mark.parametrize("unit", ["month", "hour"])
def test_a_clock_without_working_days_says_nothing_of_closed_anchors(unit):
    text = (
        "id: x\ntitle: T\nversion: '1'\nextends: rapid-review-2018\n"
        "clocks:\n  odd: {{title: Odd, anchor: incident, length: 1, unit: {}{}}}\n"
    ).format(unit, ", counts_from: next_day" if unit == "month" else "")

    assert warnings(load_text(text), "incident=2026-11-07T10:00") == ()


def test_a_local_closure_is_told_with_every_day():
    closed = WorkingDays.england(closures=[d("2026-11-09"), d("2026-11-10")])

    (told,) = warnings(NEWER, TOLD, calendar=closed)

    assert told == (
        "Local closure on Monday 9 November 2026, Tuesday 10 November 2026: it moves the "
        "partnership's own days, never the Panel or SIN clock."
    )


def test_the_clocks_of_the_whole_review_are_two():
    told = plan(
        NEWER,
        dict(parse_anchor(one) for one in (TOLD, "sin_submitted=2026-11-05T15:00")),
        ENGLAND,
    )

    whole = {name: clock for name, clock in told.clocks.items() if clock.whole}

    assert list(whole) == ["local", "panel"]
    assert whole["panel"].words == "15 working days from the SIN, that day not counted"
    assert (whole["panel"].ends_on, whole["panel"].latest_on) == (
        d("2026-11-26"),
        d("2026-11-26"),
    )
    assert whole["local"].ends_on == d("2026-11-20")
    assert whole["local"].latest_on == d("2026-11-23")
    assert told.clocks["sin"].ends_on is None
    assert told.clocks["sin"].latest_on is None
    assert whole["panel"].started_at == london("2026-11-05 15:00")


def test_the_last_day_of_a_clock_that_rolls_is_a_working_day():
    procedure = one_of_the_twelve("learning-review-scotland")
    told = plan(
        procedure,
        dict([parse_anchor("own_motion=2026-12-07T10:00", procedure.facts)]),
        WorkingDays.of(procedure.calendar),
    )

    decision = told.clocks["local"]

    assert decision.days[28] == d("2027-01-04")
    assert (decision.ends_on, decision.latest_on) == (d("2027-01-05"), d("2027-01-05"))
    assert decision.target_days[28] == d("2027-01-03")
    assert told.clocks["review"].ends_on is None


CHAIRED = {
    "anchor": "intention_notified=2026-11-04T09:40",
    "task": ("report_to_chair", None),
    "needed": ("update_report", None),
}


@pytest.mark.parametrize(
    ("agreed", "told"),
    [
        ({"task": "2026-11-17 12:00"}, False),
        ({"task": "2026-11-13 12:00"}, True),
        ({"task": "2026-11-17 12:00", "needed": "2026-11-19 12:00"}, True),
    ],
    ids=["in time to be done first", "before the other opens", "both agreed"],
)
@pytest.mark.paragraph("P1.6")
def test_an_agreed_date_is_out_of_order_only_where_it_leaves_no_room(agreed, told):
    dates = {CHAIRED[name]: london(when) for name, when in agreed.items()}
    facts = CaseFacts(
        facts_of_anchors({"intention_notified": london("2026-11-04 09:40")}).facts,
        agreed=dates,
    )

    found = warnings(NEWER, CHAIRED["anchor"], facts=facts)

    assert any("“Send the report to the Chair” is due" in one for one in found) == told

"""The timetable: what `plan --json` says, and what a reader must be told at once."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapidreview.procedure.calendar import LONDON, WorkingDays, at_time
from rapidreview.procedure.definition import load_text
from rapidreview.procedure.errors import CalendarUnknown
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.timetable import as_json, calendar_for, plan
from rapidreview.procedure.typed import parse_anchor
from tests.procedure.given import ENGLAND, NOTIFIED, PROCEDURE, case, d, london, on_day
from tests.procedure.test_clocks import COLUMNS, ROWS, STARTS
from tests.procedure.test_definition import SMALL


def planned(*anchors: str, calendar=ENGLAND, **more):
    told = dict(parse_anchor(text) for text in anchors)
    return plan(PROCEDURE, told, calendar, **more)


def tasks(timetable):
    return {task.id: task for task in timetable.tasks}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1]}")
@pytest.mark.paragraph("P0.7")
def test_the_json_holds_every_fixture(row):
    notified, rule, *expected = row
    counts_from = {"A": "same_day", "B": "next_day"}[rule]

    told = as_json(
        planned(f"intention_notified={notified}T09:30", counts_from=counts_from)
    )["clocks"]["local"]

    assert told["rule"] == counts_from
    same = told["target_days"] if rule == "A" else told["latest_days"]
    for days in (told["days"], same):
        assert [days[str(number)] for number in COLUMNS] == expected


def test_the_acceptance_of_the_command():
    anchor = "intention_notified=2026-12-18T09:30"

    default = as_json(planned(anchor))["clocks"]["local"]
    other = as_json(planned(anchor, counts_from="next_day"))["clocks"]["local"]

    assert default["days"]["15"] == "2027-01-12"
    assert default["latest_days"]["15"] == "2027-01-13"
    assert other["days"]["15"] == "2027-01-13"
    assert default["started_at"] == "2026-12-18T09:30:00+00:00"


def test_the_json_has_exactly_the_agreed_shape():
    told = as_json(planned("intention_notified=2026-11-02T09:30"))

    assert list(told) == ["procedure", "calendar", "clocks", "tasks", "warnings"]
    assert told["procedure"] == {"id": "rapid-review-2018", "version": "1.0"}
    assert told["calendar"]["id"] == "england-and-wales"
    assert list(told["clocks"]["panel"]) == [
        "anchor", "rule", "started_at", "days", "target_days", "latest_days",
    ]  # fmt: skip
    assert list(told["tasks"][0]) == [
        "id", "stage", "title", "owner", "with", "earliest", "latest", "clock", "day",
        "needs", "paragraph", "state",
    ]  # fmt: skip
    assert json.loads(json.dumps(told)) == told


def test_a_clock_that_does_not_run_has_no_days():
    panel = as_json(planned("intention_notified=2026-11-02T09:30"))["clocks"]["panel"]

    assert panel["started_at"] is None
    assert (panel["days"], panel["target_days"], panel["latest_days"]) == ({}, {}, {})


@pytest.mark.parametrize(
    ("task", "day", "latest"),
    [
        ("take_oversight", (1, 1), "2026-11-04 23:59"),
        ("set_timescales", (1, 1), "2026-11-04 23:59"),
        ("premeet", (2, 3), "2026-11-06 17:00"),
        ("return_due", (2, 5), "2026-11-10 17:00"),
        ("collate", (6, 6), "2026-11-11 17:00"),
        ("release_pack", (6, 6), "2026-11-11 17:00"),
        ("begin_report", (6, 6), "2026-11-11 17:00"),
        ("rapid_review_meeting", (7, 8), "2026-11-13 17:00"),
        ("name_minute_taker", (1, 8), "2026-11-13 17:00"),
        ("report_to_chair", (9, 12), "2026-11-19 17:00"),
        ("submit", (13, 15), "2026-11-24 17:00"),
        ("liaise", (1, 15), "2026-11-24 23:59"),
    ],
)
@pytest.mark.paragraph("P1.3", "P1.4", "P1.9", "P6.1", "P6.2", "P6.3", "P7.1", "P13.3")
def test_tasks_stand_on_their_days(task, day, latest):
    found = tasks(planned("intention_notified=2026-11-04T09:40"))[task]

    assert found.day == day
    assert found.latest == london(latest)
    assert (found.clock, found.state) == ("local", None)


@pytest.mark.parametrize(
    ("task", "state"),
    [
        ("sin", "unanchored"),
        ("minutes", "unanchored"),
        ("timeline", "conditional"),
        ("executive_meeting", "conditional"),
        ("responses", "conditional"),
        ("return_due", None),
    ],
)
def test_a_task_says_why_it_has_no_date(task, state):
    timetable = planned("intention_notified=2026-11-04T09:40")

    assert tasks(timetable)[task].state == state


def test_without_any_anchor_nothing_has_a_date():
    timetable = planned()

    assert all(task.latest is None and task.state for task in timetable.tasks)
    assert timetable.warnings == ()


@pytest.mark.paragraph("P1.5", "P1.16")
def test_facts_decide_what_is_conditional():
    timetable = planned(
        "intention_notified=2026-11-04T09:40",
        "sin_submitted=2026-11-06T15:20",
        facts=["executive_meeting_required", "sneeze"],
    )

    assert tasks(timetable)["executive_meeting"].state is None
    assert tasks(timetable)["timeline"].latest == london("2026-11-06 23:59")


@pytest.mark.paragraph("P1.5", "P1.6")
def test_agreed_dates_replace_those_of_the_plan_and_move_what_hangs_on_them():
    facts = case(agreed={("rapid_review_meeting", None): on_day(7, "14:00")})

    timetable = plan(PROCEDURE, facts.anchors(), ENGLAND, facts=facts)

    assert tasks(timetable)["rapid_review_meeting"].latest == on_day(7, "14:00")
    assert tasks(timetable)["guidance"].latest == on_day(7, "14:00")


def test_states_of_duties_may_be_told_with_it():
    told = as_json(planned("intention_notified=2026-11-04T09:40"), {"submit": "late"})

    states = {task["id"]: task["state"] for task in told["tasks"]}

    assert (states["submit"], states["sin"]) == ("late", "unanchored")


@pytest.mark.parametrize(
    ("anchors", "words"),
    [
        (
            ["intention_notified=2026-12-26T09:30"],
            "Saturday 26 December 2026 is not a working day (Boxing Day); day 1 is "
            "Tuesday 29 December 2026.",
        ),
        (
            ["intention_notified=2026-11-04T09:30", "sin_submitted=2026-11-02T09:30"],
            "Panel clock: it ends before the local clock: target Friday 20 November "
            "2026, latest Monday 23 November 2026, against Tuesday 24 November 2026.",
        ),
        (
            ["la_aware=2026-11-02T14:40", "sin_submitted=2026-11-10T15:20"],
            "SIN clock: the SIN was due by Monday 9 November 2026 and came on "
            "Tuesday 10 November 2026.",
        ),
    ],
)
@pytest.mark.paragraph("P0.7")
def test_a_reader_is_told_at_once(anchors, words):
    assert words in " ".join(planned(*anchors).warnings)


@pytest.mark.paragraph("P1.2")
def test_nothing_is_said_when_all_is_well():
    timetable = planned(
        "la_aware=2026-11-02T14:40",
        "intention_notified=2026-11-04T09:40",
        "sin_submitted=2026-11-06T15:20",
    )

    assert timetable.warnings == ()


def test_a_local_closure_is_shown_and_moves_our_days_only():
    calendar = WorkingDays.england(closures=[d("2026-12-29"), d("2027-02-01")])
    anchors = ["intention_notified=2026-12-18T09:30", "sin_submitted=2026-12-18T12:00"]

    timetable = planned(*anchors, calendar=calendar)

    assert timetable.clocks["local"].days[15] == d("2027-01-13")
    assert timetable.clocks["panel"].days[15] == d("2027-01-13")
    assert timetable.clocks["panel"].target_days[15] == d("2027-01-12")
    assert any(
        "Local closure on Tuesday 29 December 2026:" in one
        for one in timetable.warnings
    )


def test_beyond_the_known_holidays_no_plan_is_made():
    with pytest.raises(CalendarUnknown, match="known from 2012 to 2028"):
        planned("intention_notified=2028-12-18T09:30")


def test_instants_are_told_in_london_time_with_their_offset():
    told = as_json(planned("intention_notified=2026-06-01T09:30"))

    submit = next(one for one in told["tasks"] if one["id"] == "submit")
    assert submit["latest"].endswith("17:00:00+01:00")


def test_a_small_procedure_of_ones_own_is_planned():
    text = SMALL.replace("{of_task: first}", "{at_once: incident}").replace(
        "latest: {clock: local, day: 1}", "latest: {clock: local}"
    )

    timetable = plan(load_text(text), {"intention_notified": NOTIFIED}, ENGLAND)

    first, second = timetable.tasks
    assert (first.day, first.latest) == ((1, 15), on_day(15, "23:59"))
    assert (second.day, second.clock, second.latest) == (None, None, None)


def test_a_task_without_a_last_day_has_no_clock():
    text = SMALL.replace("        latest: {of_task: first}\n", "")

    second = plan(load_text(text), {"intention_notified": NOTIFIED}, ENGLAND).tasks[1]

    assert (second.clock, second.day, second.latest) == (None, None, None)


def test_the_calendar_of_a_case_has_its_closures_and_the_files_holidays():
    text = SMALL + (
        'proclaimed:\n  - {on: "2026-11-09", name: Day of mourning, working: "false"}\n'
    )
    facts = case(closures=frozenset({d("2026-11-10")}))

    calendar = calendar_for(load_text(text), facts)

    assert calendar.name_of(d("2026-11-09")) == "Day of mourning"
    assert calendar.national.is_working_day(d("2026-11-10"))
    assert not calendar.is_working_day(d("2026-11-10"))


@given(STARTS, st.integers(1, 10))
def test_a_later_notification_never_makes_anything_earlier(start, later):
    moved = ENGLAND.add(start, later)
    first, second = (
        plan(PROCEDURE, {"intention_notified": at_time(day, "09:00")}, ENGLAND)
        for day in (start, moved)
    )

    for one, other in zip(first.tasks, second.tasks, strict=True):
        assert (one.latest or NOTIFIED) <= (other.latest or NOTIFIED)
        assert (one.earliest or NOTIFIED) <= (other.earliest or NOTIFIED)


@given(STARTS)
def test_every_window_is_in_order_and_ends_on_a_working_day(start):
    timetable = plan(
        PROCEDURE, {"intention_notified": at_time(start, "09:00")}, ENGLAND
    )

    for task in timetable.tasks:
        if task.latest:
            assert ENGLAND.is_working_day(task.latest.astimezone(LONDON).date())
            assert task.earliest is None or task.earliest <= task.latest


def test_kinds_of_facts_may_be_given_as_they_are():
    timetable = planned(
        "intention_notified=2026-11-04T09:40",
        facts={LogKind.EXECUTIVE_MEETING_REQUIRED},
    )

    assert tasks(timetable)["executive_meeting"].state is None

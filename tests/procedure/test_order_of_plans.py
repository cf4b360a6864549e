"""A plan keeps its own order, or says so; planning again changes nothing (G of the proof)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapidreview.procedure.calendar import LONDON, Nation, WorkingDays, at_time
from rapidreview.procedure.changes import moved_duties, moved_tasks
from rapidreview.procedure.definition import load_text, shipped, shipped_ids
from rapidreview.procedure.duties import duties
from rapidreview.procedure.facts import CaseFacts, facts_of_anchors
from rapidreview.procedure.timetable import as_json, calendar_for, plan
from tests.procedure.by_hand import FOLDER
from tests.procedure.given import ENGLAND

PROCEDURES = {name: shipped(name) for name in shipped_ids()} | {
    file.stem: load_text(file.read_text(encoding="utf-8"))
    for file in sorted(FOLDER.glob("*.yaml"))
}
# Half a year, and more, must lie in the years whose holidays are known.
STARTS = st.dates(date(2013, 1, 1), date(2027, 12, 1))
HOURS = st.integers(0, 24 * 60 - 1).map(lambda minutes: timedelta(minutes=minutes))
APART = st.integers(-30, 30).map(lambda days: timedelta(days=days))


@st.composite
def anchored(draw, apart=APART):
    """A procedure, and instants of every anchor it counts from, some days apart."""
    name = draw(st.sampled_from(list(PROCEDURES)))
    procedure = PROCEDURES[name]
    start = at_time(draw(STARTS), "00:00")
    anchors = {one for clock in procedure.clocks.values() for one in clock.anchors}
    return name, {one: start + draw(HOURS) + draw(apart) for one in sorted(anchors)}


def broken(timetable):
    """Pairs of tasks, both wanted, that stand in the wrong order."""
    tasks = {task.id: task for task in timetable.tasks if task.state is None}
    return {
        (task.title, tasks[name].title)
        for task in tasks.values()
        for name in task.needs
        if name in tasks and tasks[name].latest > task.latest
    }


@given(anchored())
@pytest.mark.paragraph("P0.7")
def test_a_plan_never_breaks_its_own_order_without_saying_so(given_):
    name, anchors = given_
    procedure = PROCEDURES[name]

    timetable = plan(procedure, anchors, calendar_for(procedure, CaseFacts()))

    told = " ".join(timetable.warnings)
    for late, first in broken(timetable):
        assert f"“{late}” is due on " in told
        assert f"before “{first}”, which it needs" in told


@given(STARTS, HOURS, st.sampled_from(list(PROCEDURES)))
def test_from_its_first_anchor_alone_a_plan_is_in_order(start, hours, name):
    procedure = PROCEDURES[name]
    anchor = procedure.clocks[procedure.main_clock].anchor
    calendar = calendar_for(procedure, CaseFacts())

    timetable = plan(procedure, {anchor: at_time(start, "00:00") + hours}, calendar)

    assert broken(timetable) == set()
    assert "which it needs" not in " ".join(timetable.warnings)


@given(STARTS, HOURS, st.integers(-2, 10))
@pytest.mark.paragraph("P0.7")
def test_both_shipped_plans_are_in_order_whenever_the_sin_is_sent(start, hours, apart):
    told_at = at_time(start, "00:00") + hours
    sent_on = ENGLAND.add(start, apart) if apart else start
    anchors = {
        "intention_notified": told_at,
        "sin_submitted": at_time(sent_on, "12:00"),
    }

    for name in shipped_ids():
        assert broken(plan(shipped(name), anchors, ENGLAND)) == set()


@given(anchored())
def test_planning_again_changes_nothing(given_):
    name, anchors = given_
    procedure = PROCEDURES[name]
    calendar = calendar_for(procedure, CaseFacts())

    first, second = (plan(procedure, anchors, calendar) for _ in range(2))

    assert as_json(first) == as_json(second)
    assert moved_tasks(first, second) == ()


@given(anchored(), st.integers(-40, 40))
def test_the_dates_of_a_plan_agreed_as_they_are_move_nothing(given_, days):
    name, anchors = given_
    procedure = PROCEDURES[name]
    calendar = calendar_for(procedure, CaseFacts())
    timetable = plan(procedure, anchors, calendar)
    at = min(anchors.values()) + timedelta(days=days)
    facts = facts_of_anchors(anchors, own=procedure.facts)
    agreed = CaseFacts(
        facts.facts,
        agreed={
            (task.id, None): task.latest for task in timetable.tasks if task.latest
        },
    )

    assert (
        moved_tasks(timetable, plan(procedure, anchors, calendar, facts=agreed)) == ()
    )
    before, after = (duties(procedure, one, calendar, at) for one in (facts, agreed))
    assert moved_duties(before, after) == ()


@given(STARTS, st.sampled_from(list(Nation)))
def test_in_each_nation_the_fifteen_days_are_days_of_work(start, nation):
    calendar = WorkingDays.of(nation)
    procedure = shipped("rapid-review-2025")

    told = plan(procedure, {"intention_notified": at_time(start, "09:00")}, calendar)

    submit = next(task for task in told.tasks if task.id == "submit")
    assert calendar.is_working_day(submit.latest.astimezone(LONDON).date())
    assert calendar.between(start, told.clocks["local"].days[15]) == 15 - (
        calendar.is_working_day(start)
    )

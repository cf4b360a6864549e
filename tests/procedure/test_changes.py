"""What a change of dates moves: old beside new, and nothing that is done."""

import pytest

from rapidreview.procedure.calendar import Override, WorkingDays
from rapidreview.procedure.changes import (
    Change,
    moved_clocks,
    moved_duties,
    moved_tasks,
)
from rapidreview.procedure.definition import load_text, shipped
from rapidreview.procedure.duties import duties
from rapidreview.procedure.logkinds import LogKind as K
from rapidreview.procedure.running import running
from rapidreview.procedure.timetable import plan
from tests.procedure.given import ENGLAND, NOTIFIED, PROCEDURE, case, d, london, on_day

TOLD = {"intention_notified": NOTIFIED}


def by_task(found):
    return {one.task: one for one in found}


@pytest.mark.paragraph("P1.5")
def test_a_day_proclaimed_on_day_nine_moves_what_is_still_to_be_done():
    facts = case((K.GROUP_TOLD, on_day(1)), (K.REPORT_UPDATED, on_day(9)))
    holiday = Override(d("2026-11-18"), "Day of mourning", working=False)
    calendars = (ENGLAND, WorkingDays.england([holiday]))

    before, after = (duties(PROCEDURE, facts, one, on_day(9)) for one in calendars)
    moved = by_task(moved_duties(before, after))

    assert moved["submit"].old_at == london("2026-11-24 17:00")
    assert moved["submit"].new_at == london("2026-11-25 17:00")
    assert moved["submit"].old_opens_at == london("2026-11-20 00:00")
    assert moved["submit"].new_opens_at == london("2026-11-23 00:00")
    assert (moved["submit"].subject, moved["submit"].change) == (None, Change.MOVED)
    assert moved["submit"].title == "Submit the report to the National Panel"
    assert "update_report" not in moved  # done
    assert "collate" not in moved  # its day has gone by


def test_nothing_moves_when_nothing_changes():
    timetable = plan(PROCEDURE, TOLD, ENGLAND)
    found = duties(PROCEDURE, case(), ENGLAND, on_day(2))

    assert moved_tasks(timetable, timetable) == ()
    assert moved_duties(found, found) == ()


@pytest.mark.paragraph("P1.5", "P2.6")
def test_a_duty_moves_for_the_subject_whose_date_is_agreed():
    asked = [(K.RETURN_REQUESTED, on_day(1), name) for name in ("housing", "school")]
    later = {("return_due", "housing"): on_day(6, "12:00")}

    before, after = (
        duties(PROCEDURE, case(*asked, agreed=agreed), ENGLAND, on_day(2))
        for agreed in ({}, later)
    )
    (moved,) = moved_duties(before, after)

    assert (moved.task, moved.subject) == ("return_due", "housing")
    assert (moved.old_at, moved.new_at) == (on_day(5, "17:00"), on_day(6, "12:00"))


def test_another_procedure_beside_the_one_in_force():
    newer = load_text(
        "id: ours\ntitle: T\nversion: '2'\nextends: rapid-review-2018\n"
        "without: [ofsted]\n"
        "stages:\n  - id: day_6\n    tasks:\n"
        "      - {id: begin_report, latest: {clock: local, day: 6, at: '12:00'}}\n"
        "      - {id: read, title: Read, owner: jcr_chair, paragraph: '1', why: W, "
        "latest: {clock: local, day: 7}, done_when: [group_told]}\n"
    )

    moved = moved_tasks(plan(PROCEDURE, TOLD, ENGLAND), plan(newer, TOLD, ENGLAND))

    assert [(one.task, one.change) for one in moved] == [
        ("begin_report", Change.MOVED),
        ("read", Change.ADDED),
        ("ofsted", Change.TAKEN_AWAY),
    ]
    assert moved[1].old_at is None
    assert moved[1].new_at == on_day(7, "23:59")
    assert moved[2].title == "Decide whether Ofsted is sent the report"
    assert (moved[2].old_at, moved[2].new_at) == (on_day(15, "17:00"), None)


def test_a_task_that_gets_its_first_date_moves_from_nothing():
    sent = TOLD | {"sin_submitted": on_day(3, "15:20")}
    newer = shipped("rapid-review-2025")

    moved = by_task(moved_tasks(plan(newer, TOLD, ENGLAND), plan(newer, sent, ENGLAND)))

    assert (moved["timeline"].old_at, moved["timeline"].new_at) == (
        None,
        on_day(3, "23:59"),
    )
    assert moved.keys() == {"timeline"}


def test_a_change_has_words():
    assert [one.value for one in Change] == ["moved", "added", "taken away"]


@pytest.mark.paragraph("P1.5")
def test_a_clock_moves_by_its_last_day_unless_it_has_ended():
    facts = case((K.LA_AWARE_RECORDED, on_day(1)), (K.SIN_SUBMITTED, on_day(2)))
    holiday = Override(d("2026-11-06"), "Day of mourning", working=False)
    calendars = (ENGLAND, WorkingDays.england([holiday]))

    before, after = (
        running(
            PROCEDURE,
            plan(PROCEDURE, facts.anchors(), one, facts=facts.names),
            one,
            facts.names,
            on_day(2),
        )
        for one in calendars
    )
    ours, panel = moved_clocks(before, after)

    assert (ours.name, panel.title) == ("local", "Panel clock")
    assert (ours.old_on, ours.new_on) == (d("2026-11-24"), d("2026-11-25"))
    assert (panel.old_on, panel.new_on) == (d("2026-11-26"), d("2026-11-27"))
    assert moved_clocks(before, before) == ()

"""A day of the calendar that changes on running cases: shown, recorded, told (P0.7, P1.5)."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from rapidreview.case.models import Case
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.models import LogEntry
from rapidreview.dailylog.plans import day_words, duties_for
from rapidreview.desk.changing import add_day, change_date, take_day_back
from rapidreview.mail.models import Letter
from rapidreview.opening.sin import end_case
from rapidreview.people.models import Closure
from rapidreview.planning.calendar_days import (
    Day,
    Sort,
    preview_day,
    preview_taken_back,
)
from rapidreview.planning.effects import closed_lines, lines_of
from rapidreview.procedure.errors import AlreadyDone, CalendarUnknown, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Outcome
from tests import make
from tests.asking import DUE_AT, asked
from tests.cast import Cast, gather
from tests.opened import NOW, opened, told
from tests.procedure.given import on_day

pytestmark = pytest.mark.django_db
MEETING = "rapid_review_meeting"
DAY_9 = date(2026, 11, 16)  # a Monday
MOURNING = Day(DAY_9, "Day of mourning", Sort.BANK_HOLIDAY, "Proclaimed on the 9th.")
TRAINING = Day(DAY_9, "Training day", Sort.CLOSED, "Everybody is away.")
ON_DAY_8 = on_day(8, "16:00")


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case on day 8: the SIN came on day 3, the report was updated before its day."""
    case = opened(cast)
    make.entry(case, cast, LogKind.SIN_SUBMITTED, at=on_day(3))
    make.entry(case, cast, LogKind.REPORT_UPDATED, at=on_day(8, "15:00"))
    return case


def due(case: Case, at: datetime = ON_DAY_8) -> dict[str, datetime | None]:
    return {one.task: one.due_at for one in duties_for(case, case_facts(case), at)}


def added(cast: Cast, day: Day = MOURNING, at: datetime = ON_DAY_8) -> None:
    add_day(cast.partnership, day, by=cast.actor("priya"), at=at)


@pytest.mark.paragraph("P0.7", "P1.5")
def test_a_bank_holiday_on_day_nine_moves_what_is_to_be_done_and_nothing_that_is(
    cast: Cast, case: Case
) -> None:
    before = due(case)
    (effect,) = preview_day(cast.partnership, MOURNING, at=ON_DAY_8)

    added(cast)

    after = due(case)
    moved = {one.task: (one.old_at, one.new_at) for one in effect.tasks}
    assert moved["submit"] == (on_day(15, "17:00"), on_day(16, "17:00"))
    assert after["submit"] == on_day(16, "17:00")
    assert after["update_report"] == before["update_report"]  # done
    assert not {"update_report", "open_folder"} & moved.keys()
    for task, was in before.items():
        old, new = moved.get(task, (was, was))
        assert (old, new) == (was, after[task]), task


@pytest.mark.paragraph("P0.7")
def test_every_clock_moves_with_a_bank_holiday_and_both_are_shown(
    cast: Cast, case: Case
) -> None:
    (effect,) = preview_day(cast.partnership, MOURNING, at=ON_DAY_8)

    first, second = (str(one) for one in lines_of(effect)[:2])
    assert first == (
        "Local clock: last day: Tuesday 24 November 2026 → Wednesday 25 November 2026"
    )
    assert second.startswith("Panel clock: last day: Friday 27 November 2026 → Mon")


@pytest.mark.paragraph("P0.7")
def test_a_local_closure_moves_our_own_clock_only(cast: Cast, case: Case) -> None:
    added(cast, TRAINING)

    ours, panel, *_ = day_words(case, case_facts(case), ON_DAY_8).clocks
    assert (ours.latest_on, panel.latest_on) == (date(2026, 11, 25), date(2026, 11, 27))


@pytest.mark.paragraph("P0.7")
def test_the_change_stands_in_the_log_of_the_partnership_and_of_each_case(
    cast: Cast, case: Case
) -> None:
    added(cast)

    own = LogEntry.objects.get(log__partnership=cast.partnership, log__case=None)
    (entry,) = told(case, LogKind.CALENDAR_CHANGED)
    assert own.kind == LogKind.CALENDAR_CHANGED
    assert entry.reason == "Proclaimed on the 9th."
    assert "Monday 16 November 2026 is a bank holiday for everybody" in entry.text
    assert (
        "Submit the report to the National Panel: Tuesday 24 November 2026, 17:00 → "
        "Wednesday 25 November 2026, 17:00" in entry.text
    )


@pytest.mark.paragraph("P0.7")
def test_those_affected_are_told_once_and_not_who_recorded_it(
    cast: Cast, case: Case
) -> None:
    added(cast)

    letters = Letter.objects.filter(kind="dates_changed")
    people = [one.to_name for one in letters]
    assert sorted(people) == sorted({*people})
    assert {cast.judith.name, cast.owen.name} <= {*people}
    assert cast.priya.name not in people
    letter = next(one for one in letters if one.to_name == cast.judith.name)
    assert case.reference in letter.subject
    assert "Local clock: last day: Tuesday 24 November 2026 → Wed" in letter.body
    assert f"/cases/{case.pk}/timeline/" in letter.body
    assert case.label not in letter.body
    assert make.CHILD not in letter.body


@pytest.mark.paragraph("P1.5")
def test_an_agreed_date_is_not_moved_but_named(cast: Cast, case: Case) -> None:
    agreed = on_day(9, "10:00")
    change_date(
        case,
        MEETING,
        agreed,
        agreed_with="Judith",
        reason="Court.",
        by=cast.actor("priya"),
        at=NOW,
    )

    (effect,) = preview_day(cast.partnership, TRAINING, at=ON_DAY_8)
    added(cast, TRAINING)

    assert closed_lines(effect) == [
        "Hold the Rapid Review meeting, Monday 16 November 2026, 10:00"
    ]
    assert due(case)[MEETING] == agreed
    assert (
        "to be agreed otherwise: Hold" in told(case, LogKind.CALENDAR_CHANGED)[0].text
    )


@pytest.mark.paragraph("P1.10", "P0.7")
def test_a_form_that_is_awaited_is_due_later_and_its_author_is_told(
    cast: Cast,
) -> None:
    school = asked(cast)
    closed = replace(MOURNING, on=date(2026, 11, 9))

    added(cast, closed, NOW)

    school.refresh_from_db()
    letter = Letter.objects.get(kind="due_moved")
    assert school.due_at == DUE_AT.replace(day=11)
    assert letter.to_email == cast.sam.email
    assert "now due Wednesday 11 November 2026" in letter.subject
    assert "The link you have still works." in letter.body
    text = told(school.case, LogKind.CALENDAR_CHANGED)[0].text
    assert f"{school.agency.name}: " in text


@pytest.mark.paragraph("P0.7")
def test_a_day_is_taken_back_with_its_reason_and_both_entries_stay(
    cast: Cast, case: Case
) -> None:
    before = due(case)
    added(cast)
    closure = Closure.objects.get()
    (effect,) = preview_taken_back(closure, at=ON_DAY_8)

    take_day_back(closure, reason="A mistake.", by=cast.actor("owen"), at=ON_DAY_8)

    assert {one.task for one in effect.tasks} >= {"submit"}
    assert due(case) == before
    entries = told(case, LogKind.CALENDAR_CHANGED)
    assert [one.reason for one in entries] == ["Proclaimed on the 9th.", "A mistake."]
    assert entries[1].text.startswith("Taken back: Monday 16 November 2026 is a bank")
    assert not Closure.objects.exists()


def test_a_day_is_taken_back_once_and_not_without_a_reason(
    cast: Cast, case: Case
) -> None:
    added(cast)
    first, second = Closure.objects.get(), Closure.objects.get()
    by = {"by": cast.actor("priya"), "at": ON_DAY_8}

    with pytest.raises(Refused, match="Say why"):
        take_day_back(first, reason=" ", **by)
    take_day_back(first, reason="A mistake.", **by)
    with pytest.raises(AlreadyDone, match="taken back already"):
        take_day_back(second, reason="A mistake.", **by)


@pytest.mark.paragraph("P0.7")
def test_a_holiday_that_is_worked_after_all_brings_dates_forward(cast: Cast) -> None:
    make.case(cast, at=datetime.fromisoformat("2026-12-10T09:30:00+00:00"))
    worked = Day(date(2026, 12, 28), "Worked after all", Sort.WORKED, "An Order.")

    (effect,) = preview_day(cast.partnership, worked, at=on_day(27))

    submit = next(one for one in effect.tasks if one.task == "submit")
    assert submit.old_at is not None
    assert submit.new_at is not None
    assert submit.new_at < submit.old_at


@pytest.mark.parametrize(
    ("on", "sort", "error", "words"),
    [
        ("2026-11-21", Sort.CLOSED, Refused, r"not a working day already \(Saturday\)"),
        ("2026-12-25", Sort.BANK_HOLIDAY, Refused, "already .Christmas Day"),
        ("2026-11-17", Sort.WORKED, Refused, "is a working day already"),
        ("2026-12-26", Sort.WORKED, Refused, "is a Saturday. Only a bank holiday"),
        ("2029-01-04", Sort.CLOSED, CalendarUnknown, "known from 2012 to 2028 only"),
        ("2026-11-16", Sort.CLOSED, AlreadyDone, "recorded already: Monday 16 Nov"),
    ],
)
@pytest.mark.paragraph("P0.7")
def test_a_day_that_changes_nothing_or_is_not_known_is_refused_in_words(
    cast: Cast, on: str, sort: Sort, error: type[Exception], words: str
) -> None:
    added(cast)

    with pytest.raises(error, match=words):
        added(cast, Day(date.fromisoformat(on), "A day", sort, "Because."))

    assert Closure.objects.count() == 1


def test_a_case_that_has_ended_is_left_alone(cast: Cast, case: Case) -> None:
    end_case(
        case, Outcome.OPENED_IN_ERROR, reason="Twice.", by=cast.actor("priya"), at=NOW
    )

    added(cast)

    assert told(case, LogKind.CALENDAR_CHANGED) == []
    assert not Letter.objects.filter(kind="dates_changed").exists()

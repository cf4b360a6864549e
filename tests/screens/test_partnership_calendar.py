"""The calendar and the clocks of a partnership: shown, changed in two steps (P0.7)."""

from datetime import date, datetime
from typing import Any

import pytest

from rapidreview.case.models import Case
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.models import LogEntry
from rapidreview.mail.models import Letter
from rapidreview.people.models import ClockRule, Closure
from rapidreview.planning.actions import agree_date
from rapidreview.procedure.logkinds import LogKind
from tests import make
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import opened, told
from tests.posting import boxes, post, signed_in, stop_the_clock
from tests.procedure.given import on_day

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P0.7")]
DAY_9 = date(2026, 11, 16)
ON_DAY_4 = on_day(4)


@pytest.fixture
def cast(settings) -> Cast:
    stop_the_clock(settings, ON_DAY_4)
    return gather()


@pytest.fixture
def case(cast: Cast) -> Case:
    case = opened(cast)
    make.entry(case, cast, LogKind.SIN_SUBMITTED, at=on_day(3))
    return case


def at(cast: Cast, path: str) -> str:
    return f"/partnerships/{cast.partnership.pk}/{path}"


def a_day(**changed: Any) -> dict[str, Any]:
    """A bank holiday on day 9, unless told otherwise."""
    given = {
        "name": "Day of mourning",
        "sort": "bank_holiday",
        "reason": "Proclaimed on the 9th.",
        **changed,
    }
    return boxes("on", given.pop("on", DAY_9)) | given


def a_rule(**changed: Any) -> dict[str, Any]:
    """Twenty days for the Panel clock, unless told otherwise."""
    given = {
        "clock": "panel",
        "length": "20",
        "reason": "The Panel’s letter of 9 November.",
        **changed,
    }
    return boxes("begins_on", date(2026, 11, 1)) | given


@pytest.mark.parametrize("path", ["calendar/", "clocks/"])
def test_the_team_and_the_chairs_read_and_outsiders_find_nothing(cast, path) -> None:
    stranger = gather_elsewhere()

    for name in ("priya", "owen", "judith", "victor"):
        page = signed_in(cast.users[name]).get(at(cast, path))
        assert (page.status_code, "Why: " in page.text) == (200, True), name
    assert signed_in(cast.matthias).get(at(cast, path)).status_code == 403
    assert signed_in(stranger.priya).get(at(cast, path)).status_code == 404


@pytest.mark.parametrize(
    ("path", "typed"), [("calendar/", a_day()), ("clocks/", a_rule())]
)
def test_only_the_team_changes_anything(cast, path, typed) -> None:
    judith = signed_in(cast.judith)

    assert "Show what moves" not in judith.get(at(cast, path)).text
    answer = post(judith, at(cast, path), confirmed="yes", **typed)

    assert answer.status_code == 403
    assert not Closure.objects.exists()
    assert not ClockRule.objects.exists()


def test_the_bank_holidays_of_two_years_are_listed(cast) -> None:
    page = signed_in(cast.owen).get(at(cast, "calendar/")).text

    assert "Bank holidays of 2026 and 2027" in page
    assert "Friday 25 December 2026" in page
    assert "Boxing Day (substitute day)" in page
    assert "Known up to 2028" in page
    assert "None yet." in page


@pytest.mark.paragraph("P1.5")
def test_every_moved_date_is_shown_before_the_day_is_recorded(cast, case) -> None:
    priya, page = signed_in(cast.priya), at(cast, "calendar/")
    headers = LogEntry.objects.count()

    shown = post(priya, page, **a_day())

    assert shown.status_code == 200
    assert f"{case.reference}, {case.label}" in shown.text
    for words in (
        "Submit the report to the National Panel",
        "Tuesday 24 November 2026, 17:00",
        "Wednesday 25 November 2026, 17:00",
        "Panel clock: last day",
    ):
        assert words in shown.text
    assert (Closure.objects.count(), LogEntry.objects.count()) == (0, headers)
    assert not Letter.objects.filter(kind="dates_changed").exists()

    assert post(priya, page, confirmed="yes", **a_day()).status_code == 302
    assert "Day of mourning" in priya.get(page).text
    assert len(told(case, LogKind.CALENDAR_CHANGED)) == 1


@pytest.mark.paragraph("P1.5")
def test_a_closed_day_names_the_agreed_dates_and_moves_no_statutory_clock(
    cast, case
) -> None:
    by = {"agreed_with": "Judith", "by": cast.actor("priya"), "at": ON_DAY_4}
    agree_date(case, "executive_meeting", on_day(9, "10:00"), reason="Court.", **by)

    page = post(signed_in(cast.priya), at(cast, "calendar/"), **a_day(sort="closed"))

    assert "the National Panel’s clock and that of the Serious Incident" in page.text
    assert "Local clock: last day" in page.text
    assert "Panel clock: last day" not in page.text
    assert "Somebody has to agree another date:" in page.text
    assert "Monday 16 November 2026, 10:00" in page.text


def test_a_case_of_other_people_is_only_counted(cast, case) -> None:
    case.appointments.filter(user=cast.owen).delete()

    page = post(signed_in(cast.owen), at(cast, "calendar/"), **a_day()).text

    assert "1 further case on which you do not work" in page
    assert case.label not in page
    assert case.reference not in page


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"on": date(2026, 11, 21)}, "is not a working day already (Saturday)"),
        ({"on": date(2026, 12, 25)}, "already (Christmas Day)"),
        ({"on": date(2031, 5, 5)}, "bank holidays are known from 2012 to 2028 only"),
        ({"sort": "worked"}, "is a working day already"),
        ({"sort": "picnic"}, "Choose one of the list."),
        ({"reason": ""}, "Enter: The reason, or where it is proclaimed."),
        ({"name": "x" * 121}, "Its name must be 120 characters or fewer"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_what_was_typed_stays(
    cast, changed, words
) -> None:
    page = post(
        signed_in(cast.owen), at(cast, "calendar/"), confirmed="yes", **a_day(**changed)
    )

    assert page.status_code == 422
    assert words in page.text
    assert 'value="2031"' in page.text or 'value="2026"' in page.text
    assert not Closure.objects.exists()


def test_a_day_is_recorded_once(cast) -> None:
    owen = signed_in(cast.owen)
    post(owen, at(cast, "calendar/"), confirmed="yes", **a_day())

    again = post(owen, at(cast, "calendar/"), confirmed="yes", **a_day(name="Again"))

    assert again.status_code == 409
    assert "Take that back first." in again.text
    assert Closure.objects.count() == 1


def test_a_day_is_taken_back_in_two_steps(cast, case) -> None:
    owen = signed_in(cast.owen)
    post(owen, at(cast, "calendar/"), confirmed="yes", **a_day())
    page = at(cast, f"calendar/{Closure.objects.get().pk}/take-back/")
    assert "Day of mourning" in owen.get(page).text

    shown = post(owen, page, reason="A mistake.")

    assert "Wednesday 25 November 2026, 17:00" in shown.text
    assert Closure.objects.exists()
    assert post(owen, page, reason="").status_code == 422
    assert post(owen, page, reason="A mistake.", confirmed="yes").status_code == 302
    assert not Closure.objects.exists()
    assert owen.get(page).status_code == 404


def test_the_day_of_another_partnership_is_not_found(cast) -> None:
    theirs = gather_elsewhere()
    row = Closure.objects.create(partnership=theirs.partnership, on=DAY_9, name="Away")

    page = signed_in(cast.owen).get(at(cast, f"calendar/{row.pk}/take-back/"))

    assert page.status_code == 404


def test_a_rule_is_shown_then_recorded_and_only_its_clock_moves(cast, case) -> None:
    priya, page = signed_in(cast.priya), at(cast, "clocks/")
    assert "15 working days from" in priya.get(page).text

    shown = post(priya, page, **a_rule())

    assert "Friday 4 December 2026" in shown.text
    assert "Submit the report" not in shown.text
    assert not ClockRule.objects.exists()
    assert post(priya, page, confirmed="yes", **a_rule()).status_code == 302
    assert "The Panel clock is 20 working days long" in priya.get(page).text
    assert case_facts(case).rules[0].length == 20


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"length": "15"}, "is that long already"),
        ({"length": "many"}, "must be a whole number, like 20"),
        ({"length": "1000"}, "must be from 1 to 999"),
        ({"length": "900"}, "bank holidays are known from 2012 to 2028 only"),
        ({"clock": "kitchen"}, "Choose one of the list."),
        ({"reason": "-"}, "Enter: The reason and its source."),
        (boxes("ends_on", date(2026, 10, 1)), "before it begins"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_in_words(cast, case, changed, words) -> None:
    page = post(
        signed_in(cast.priya), at(cast, "clocks/"), confirmed="yes", **a_rule(**changed)
    )

    assert page.status_code == 422
    assert words in page.text
    assert not ClockRule.objects.exists()


def test_looking_writes_nothing_but_that_somebody_looked(cast, case) -> None:
    before = LogEntry.objects.count(), Letter.objects.count()

    for path in ("calendar/", "clocks/"):
        signed_in(cast.owen).get(at(cast, path))

    assert (LogEntry.objects.count(), Letter.objects.count()) == before
    assert not LogEntry.objects.filter(
        log__partnership=cast.partnership, log__case=None
    )


@pytest.mark.parametrize("path", ["timeline/", f"dates/{'rapid_review_meeting'}/"])
def test_a_case_beyond_the_known_holidays_is_not_computed(cast, settings, path) -> None:
    late = datetime.fromisoformat("2028-12-18T09:30:00+00:00")
    case = make.case(cast, at=late)
    stop_the_clock(settings, late)

    page = signed_in(cast.priya).get(f"/cases/{case.pk}/{path}")

    assert page.status_code == 422
    assert "bank holidays are known from 2012 to 2028 only" in page.text

"""The page on which a partnership sets the rhythm of its reminders."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from rapidreview.dailylog.models import LogEntry
from tests.asking import WRITTEN_AT, asked
from tests.cast import Cast, gather_elsewhere
from tests.posting import boxes, post, signed_in, stop_the_clock

pytestmark = pytest.mark.django_db
STEP = {"days": "2", "side": "before", "clock": "08:30", "whom": "author"}


def at(cast: Cast, name: str = "reminders") -> str:
    return reverse(name, kwargs={"partnership_id": cast.partnership.pk})


@pytest.mark.paragraph("P2.1")
def test_the_manager_sees_each_reminder_and_when_it_would_go(
    cast: Cast, priya: Client
) -> None:
    due = boxes("due", datetime(2026, 11, 10, 17, 0, tzinfo=UTC))

    page = priya.get(at(cast), due).content.decode()

    assert "1 working day before, 09:00" in page
    assert "Monday 9 November, 9am" in page
    assert "the JCR Chair" in page


@pytest.mark.paragraph("P2.1")
def test_a_reminder_is_added_taken_out_and_the_usual_ones_come_back(
    cast: Cast, priya: Client
) -> None:
    answer = post(priya, at(cast), **STEP)
    page = priya.get(at(cast)).content.decode()
    out = post(priya, at(cast, "remove_reminder"), step="-2 08:30 author")
    post(priya, at(cast, "remove_reminder"), step="0 12:00 author")
    back = post(priya, at(cast, "usual_reminders"))

    assert [one.status_code for one in (answer, out, back)] == [302] * 3
    assert "2 working days before, 08:30" in page
    cast.partnership.refresh_from_db()
    assert cast.partnership.reminders == ""
    assert LogEntry.objects.filter(kind="reminders_changed").count() == 4


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"days": ""}, "Say how many working days"),
        ({"side": "on"}, "Leave this empty for the day itself"),
        ({"days": "11"}, "at most 10 working days before"),
        ({"days": "two"}, "Enter a whole number"),
        ({"clock": "03:00"}, "between 07:00 and 19:00"),
        ({"clock": "soon"}, "Enter a time like 09:30"),
        ({"whom": "everybody"}, "Choose one of these"),
        ({"days": "1", "clock": "09:00"}, "in the rhythm already"),
    ],
)
def test_what_cannot_be_is_refused_and_stays_typed(
    cast: Cast, priya: Client, changed: dict[str, str], words: str
) -> None:
    page = post(priya, at(cast), **{**STEP, **changed})

    assert page.status_code in (409, 422)
    assert words in page.content.decode()
    assert not LogEntry.objects.filter(kind="reminders_changed").exists()


def test_a_reminder_that_is_gone_cannot_be_taken_out(cast: Cast, priya: Client) -> None:
    page = post(priya, at(cast, "remove_reminder"), step="9 09:00 author")

    assert "not in the rhythm any more" in page.content.decode()


def test_a_date_that_cannot_be_counted_is_said(cast: Cast, priya: Client) -> None:
    page = priya.get(at(cast), boxes("due", datetime(2040, 1, 2, 17, tzinfo=UTC)))

    assert "cannot be counted" in page.content.decode()


def test_an_officer_reads_and_changes_nothing(cast: Cast, owen: Client) -> None:
    page = owen.get(at(cast))

    assert page.status_code == 200
    assert "Add a reminder" not in page.content.decode()
    assert post(owen, at(cast), **STEP).status_code == 403


def test_outsiders_and_the_agency_find_nothing(cast: Cast) -> None:
    elsewhere = signed_in(gather_elsewhere().priya)

    assert elsewhere.get(at(cast)).status_code == 404
    assert post(elsewhere, at(cast, "usual_reminders")).status_code == 404
    assert signed_in(cast.sam).get(at(cast)).status_code == 403


def test_no_reminder_at_all_is_said(cast: Cast, priya: Client) -> None:
    cast.partnership.reminders = "none"
    cast.partnership.save()

    assert "Nobody is reminded by the system" in priya.get(at(cast)).content.decode()


@pytest.mark.paragraph("P2.1")
def test_the_page_of_a_request_says_which_reminder_comes_next(
    cast: Cast, settings: object
) -> None:
    school = asked(cast)
    stop_the_clock(settings, WRITTEN_AT)
    keys = {"case_id": school.case_id, "request_id": school.request_id}

    page = signed_in(cast.owen).get(reverse("request_page", kwargs=keys))

    assert "Next reminder" in page.content.decode()
    assert "Monday 9 November 2026, 09:00, to the author" in page.content.decode()

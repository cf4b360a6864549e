"""The page on which a running case is moved to another procedure."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.people.models import LoadedProcedure
from rapidreview.procedure.definition import shipped
from rapidreview.procedure.errors import CalendarUnknown
from rapidreview.procedure.logkinds import LogKind
from tests import make
from tests.adopted import ENDLESS, loaded
from tests.cast import Cast, gather_elsewhere
from tests.opened import told
from tests.posting import post, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.4")]
REASON = "The partners agreed on it."


@pytest.fixture
def row(cast: Cast, case: Case) -> LoadedProcedure:
    return loaded(cast)


def page_of(case: Case) -> str:
    return f"/cases/{case.pk}/procedure/"


def chosen(client: Client, case: Case, to: object, **given: str) -> HttpResponse:
    return post(client, page_of(case), **{"to": str(to), "reason": REASON, **given})


def confirmed(client: Client, case: Case, to: object, **given: str) -> HttpResponse:
    """As the second button sends it: with what was shown."""
    page = chosen(client, case, to).text
    hidden = dict(re.findall(r'name="(shown|version)" value="([^"]+)"', page))
    return chosen(client, case, to, confirmed="yes", **hidden | given)


def test_the_manager_alone_opens_it(cast, case, row) -> None:
    assert signed_in(cast.priya).get(page_of(case)).status_code == 200
    for name, status in (("owen", 403), ("judith", 403), ("dana", 404)):
        browser = signed_in(cast.users[name])
        assert browser.get(page_of(case)).status_code == status
        assert chosen(browser, case, row.pk).status_code == status
    outsider = signed_in(gather_elsewhere().priya)
    assert outsider.get(page_of(case)).status_code == 404


def test_it_says_which_procedure_the_case_follows(case, row, priya) -> None:
    page = priya.get(page_of(case)).text

    assert "Rapid Review in fifteen working days" in page
    assert case.procedure_hash in page
    assert "Rapid Review in the county, version 2026-09" in page
    assert "Move the case" not in page


def test_the_timeline_leads_the_manager_there(cast, case, priya) -> None:
    where = f"/cases/{case.pk}/timeline/"

    assert page_of(case) in priya.get(where).text
    officers = signed_in(cast.owen).get(where).text
    assert page_of(case) not in officers
    assert "By Rapid Review in fifteen working days, version 1.0." in officers


def test_what_moves_is_shown_before_anything_is_changed(case, row, priya) -> None:
    answer = chosen(priya, case, row.pk)

    assert answer.status_code == 200
    assert "What moves under Rapid Review in the county" in answer.text
    assert "Tell the Lead Member" in answer.text
    assert "by Monday 9 November 2026, 12:00" in answer.text or "Moved" in answer.text
    assert "The national guidance of the case becomes" in answer.text
    assert REASON in answer.text
    case.refresh_from_db()
    assert case.procedure == "rapid-review-2018"


def test_confirmed_the_case_follows_the_other(case, row, priya) -> None:
    answer = confirmed(priya, case, row.pk)

    assert answer["Location"] == f"/cases/{case.pk}/timeline/"
    page = priya.get(answer["Location"]).text
    assert "The case now follows Rapid Review in the county." in page
    assert "Tell the Lead Member" in page
    assert "By Rapid Review in the county, version 2026-09." in page
    (entry,) = told(case, LogKind.PROCEDURE_CHANGED)
    assert "Tell the Lead Member: added" in entry.text


PAGES = [
    "case",
    "timeline",
    "daily_log",
    "print_log",
    "notification",
    "checklist",
    "report",
    "collation",
    "meetings",
    "submission",
    "documents",
    "people",
    "set_timescales",
]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_the_case_opens_afterwards(case, row, priya, name) -> None:
    confirmed(priya, case, row.pk)

    assert priya.get(reverse(name, kwargs={"case_id": case.pk})).status_code == 200


def test_a_shipped_one_is_kept_only_when_it_is_confirmed(case, row, priya) -> None:
    chosen(priya, case, "shipped:rapid-review-2025")
    assert LoadedProcedure.objects.count() == 1

    confirmed(priya, case, "shipped:rapid-review-2025")

    case.refresh_from_db()
    assert case.procedure_hash == shipped("rapid-review-2025").hash
    assert LoadedProcedure.objects.filter(hash=case.procedure_hash).count() == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"to": ""}, "Choose which procedure the case is to follow."),
        ({"to": "shipped:elsewhere"}, "Choose one of the list."),
        ({"reason": ""}, "Enter: Why the case is moved."),
        ({"reason": "x" * 2001}, "2,000 characters or fewer"),
    ],
)
def test_what_is_missing_or_wrong_comes_back(case, row, priya, given, words) -> None:
    answer = chosen(priya, case, **{"to": str(row.pk), **given})

    assert answer.status_code == 422
    assert words in answer.text
    assert "Move the case" not in answer.text


@pytest.mark.parametrize(
    "given",
    [
        {"shown": "nothing"},
        {"version": "7"},
        {"version": "soon"},
        {"version": "9" * 40},
    ],
)
def test_what_was_changed_meanwhile_is_shown_again(case, row, priya, given) -> None:
    answer = confirmed(priya, case, row.pk, **given)

    assert answer.status_code == 409
    assert "The case was changed after this comparison was made." in answer.text
    assert "Move the case" in answer.text
    case.refresh_from_db()
    assert case.procedure == "rapid-review-2018"


def test_a_procedure_whose_dates_nobody_knows_is_refused(cast, case, priya) -> None:
    answer = chosen(priya, case, loaded(cast, ENDLESS).pk)

    assert answer.status_code == CalendarUnknown.status
    assert "known from 2012 to 2028 only" in answer.text


def test_a_case_that_has_ended_keeps_its_procedure(cast, case, row, priya) -> None:
    make.entry(case, cast, LogKind.CASE_ENDED)

    page = priya.get(page_of(case))
    answer = chosen(priya, case, row.pk)

    assert "This case has ended. It keeps its procedure." in page.text
    assert "<select" not in page.text
    assert (answer.status_code, "has ended" in answer.text) == (409, True)

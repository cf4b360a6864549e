"""My day: what needs this person, most urgent first; nothing is hidden, nothing is strange."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from rapidreview.case.models import Case
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Outcome
from tests import make
from tests.cast import Cast
from tests.posting import signed_in, stop_the_clock

pytestmark = pytest.mark.django_db


def section(page: str, heading: str) -> str:
    """The table beneath a heading."""
    return page.split(heading, 1)[1].split("</table>", 1)[0]


def test_somebody_without_a_case_is_told_so(cast: Cast) -> None:
    page = signed_in(cast.oliver).get("/").text

    assert "Nothing needs you today." in page
    assert "You are not working on a case." in page
    assert 'href="/cases/new/"' in page


def test_only_the_partnership_team_is_offered_to_open_a_case(cast: Cast) -> None:
    assert 'href="/cases/new/"' not in signed_in(cast.judith).get("/").text


@pytest.mark.parametrize(
    ("hours", "greeting"), [(-2, "Good morning"), (3, "Good afternoon")]
)
def test_the_day_is_named_and_greeted(
    cast: Cast, settings, hours: int, greeting: str
) -> None:
    stop_the_clock(settings, make.later(hours=hours))

    page = signed_in(cast.priya).get("/").text

    assert f"{greeting}, Priya Ollerdale" in page
    assert "Wednesday 4 November 2026" in page


def test_greetings_go_by_londons_clock(cast: Cast, settings) -> None:
    """11:30 in UTC is half past twelve in summer."""
    stop_the_clock(settings, make.DAY_1.replace(month=7, hour=11))

    assert "Good afternoon" in signed_in(cast.priya).get("/").text


@pytest.mark.paragraph("P1.4")
def test_what_is_due_today_says_what_whose_and_why(priya: Client) -> None:
    today = section(priya.get("/").text, "Needs you today")

    assert make.LABEL in today
    assert "today" in today
    assert "Due today" in today
    assert re.search(r"\(P1\.\d+\)", today)


def test_what_is_late_comes_first(priya: Client, settings) -> None:
    stop_the_clock(settings, make.later(days=2))

    today = section(priya.get("/").text, "Needs you today")
    states = re.findall(r"(Late|Due today)</strong>", today)

    assert states[0] == "Late"
    assert states == sorted(states, key="Late Due today".index)


def test_two_cases_share_one_list_the_older_duty_first(
    cast: Cast, case: Case, priya: Client, settings
) -> None:
    make.case(cast, number=2, label="051126XX", at=make.later(days=1))
    stop_the_clock(settings, make.later(days=1, hours=1))

    today = section(priya.get("/").text, "Needs you today")
    labels = re.findall(r"(041126BN|051126XX)", today)

    assert set(labels) == {"041126BN", "051126XX"}
    assert labels[0] == "041126BN"


def test_the_duties_of_others_are_not_mine(cast: Cast, case: Case) -> None:
    page = signed_in(cast.victor).get("/").text

    assert "Nothing needs you today." in page
    assert make.LABEL in section(page, "Your cases")


def test_an_ended_case_asks_for_nothing(cast: Cast, case: Case, priya: Client) -> None:
    make.entry(case, cast, LogKind.CASE_ENDED)
    Case.objects.update(outcome=Outcome.OPENED_IN_ERROR)

    page = priya.get("/").text

    assert "Nothing needs you today." in page
    assert "Ended" in section(page, "Your cases")
    assert "opened in error" in page


def test_no_name_of_a_child_stands_on_the_page(cast: Cast, case: Case) -> None:
    make.child(case)

    page = signed_in(cast.priya).get("/").text

    assert "Bramwell" not in page
    assert "Nettlecombe" not in page


def test_a_page_of_the_future_is_not_strange(priya: Client, settings) -> None:
    """Long after the case: everything is late, and the page still opens."""
    stop_the_clock(settings, make.DAY_1 + timedelta(days=90))

    assert priya.get("/").status_code == 200

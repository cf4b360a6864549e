"""The page of a procedure's own facts: who may, what is chosen already, what is refused."""

import pytest
from django.test import Client
from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.dailylog.facts import case_facts
from tests import make
from tests.cast import Cast, gather
from tests.own_procedure import adopt
from tests.posting import post, signed_in, stop_the_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: object) -> Cast:
    stop_the_clock(settings, make.later(days=1))
    return gather()


@pytest.fixture
def case(cast: Cast) -> Case:
    return adopt(cast)


def address(case: Case, chosen: str = "") -> str:
    return reverse("own_facts", kwargs={"case_id": case.pk}) + chosen


def test_a_task_of_ones_own_leads_to_where_it_is_recorded(
    case: Case, cast: Cast
) -> None:
    browser = signed_in(cast.priya)
    overview = browser.get(reverse("case", kwargs={"case_id": case.pk}))

    link = address(case, "?fact=lead_member_told&amp;about=")
    assert link in overview.content.decode()
    page = browser.get(address(case, "?fact=lead_member_told")).content.decode()
    assert 'value="lead_member_told" checked' in page
    assert "Not recorded" in page


def test_the_officer_records_a_fact_with_who_agreed(case: Case, cast: Cast) -> None:
    answer = post(
        signed_in(cast.owen),
        address(case),
        fact="lead_member_told",
        agreed=["icb", "police"],
    )

    assert answer.status_code == 302
    assert case_facts(case).has("lead_member_told")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Choose: What happened."),
        ({"fact": "case_opened"}, "Choose one of the list."),
        ({"fact": "agency_involved"}, "Choose the agency that this is about."),
        ({"fact": "lead_member_told", "agreed": ["icb"]}, "Still to agree: Police"),
        ({"fact": "high_risk", "agency": "x"}, "Choose one of the list."),
        ({"fact": "high_risk", "agreed": ["mayor"]}, "Choose one of the list."),
    ],
)
def test_what_cannot_be_recorded_is_said_and_kept(
    typed: dict[str, object], words: str, case: Case, cast: Cast
) -> None:
    answer = post(signed_in(cast.priya), address(case), text="As told.", **typed)

    page = answer.content.decode()
    assert answer.status_code in (409, 422)
    assert words in page
    assert "As told." in page
    assert not case_facts(case).all("own_fact")


def test_it_is_not_for_the_chair(case: Case, cast: Cast) -> None:
    assert signed_in(cast.judith).get(address(case)).status_code == 403
    assert signed_in(cast.oliver).get(address(case)).status_code == 404


def test_a_procedure_without_facts_of_its_own_says_so(cast: Cast) -> None:
    plain = make.case(cast)

    page = signed_in(cast.priya).get(address(plain)).content.decode()

    assert "has no facts of its own" in page
    assert "Record this fact" not in page


def test_signing_in_comes_first(case: Case) -> None:
    assert Client().get(address(case)).status_code == 302


def test_a_paragraph_of_ones_own_is_no_link_and_who_answers_is_said(
    case: Case, cast: Cast
) -> None:
    browser = signed_in(cast.priya)
    post(browser, address(case), fact="agency_involved", agency=str(cast.school.pk))

    overview = browser.get(reverse("case", kwargs={"case_id": case.pk}))
    timeline = browser.get(reverse("timeline", kwargs={"case_id": case.pk}))

    page = overview.content.decode()
    assert f"{cast.school.name}: Send a word on what you know" in page
    assert "Agency author (JCR Group member answers for it)" in page
    assert 'href="/procedure/#8"' not in timeline.content.decode()
    assert 'href="/procedure/#p1.4"' in timeline.content.decode()

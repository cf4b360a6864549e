"""A case that was opened in error, or needs no review, is ended: the page."""

import pytest

from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Outcome
from tests.cast import gather, gather_elsewhere
from tests.opened import NOW, opened, told
from tests.posting import post, signed_in, stop_the_clock

pytestmark = pytest.mark.django_db
ENDS = {"outcome": "opened_in_error", "reason": "The same call, opened twice."}


@pytest.fixture(autouse=True)
def _day_1(settings):
    stop_the_clock(settings, NOW)


@pytest.fixture
def cast():
    return gather()


@pytest.fixture
def page_of():
    return lambda case: f"/cases/{case.pk}/end/"


def test_the_team_may_end_a_case_and_nobody_else(cast, page_of) -> None:
    case, outsider = opened(cast), gather_elsewhere().priya

    assert signed_in(cast.owen).get(page_of(case)).status_code == 200
    assert post(signed_in(cast.judith), page_of(case), **ENDS).status_code == 403
    assert post(signed_in(cast.dana), page_of(case), **ENDS).status_code == 404
    assert post(signed_in(outsider), page_of(case), **ENDS).status_code == 404
    assert not told(case, LogKind.CASE_ENDED)


@pytest.mark.paragraph("P1.2")
def test_a_case_opened_in_error_is_ended_and_stays_readable(cast, page_of) -> None:
    case, priya = opened(cast), signed_in(cast.priya)

    assert post(priya, page_of(case), **ENDS).status_code == 302
    again = post(priya, page_of(case), **ENDS)

    case.refresh_from_db()
    assert case.outcome == Outcome.OPENED_IN_ERROR
    assert again.status_code == 409
    assert "has ended already" in again.text
    assert priya.get(f"/cases/{case.pk}/notification/").status_code == 200


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"reason": " "}, "Enter: Why."),
        ({"outcome": "closed"}, "Choose one of the list."),
    ],
)
def test_an_ending_that_cannot_be_is_refused(cast, page_of, changed, words) -> None:
    case = opened(cast)

    page = post(signed_in(cast.priya), page_of(case), **{**ENDS, **changed})

    assert page.status_code == 422
    assert words in page.text
    assert not told(case, LogKind.CASE_ENDED)

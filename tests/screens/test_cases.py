"""The list of cases: those on which this person has a place, and no others."""

import pytest
from django.test import Client

from rapidreview.case.models import Case
from rapidreview.procedure.vocabulary import Role
from tests import make
from tests.cast import Cast, gather_elsewhere
from tests.posting import signed_in

pytestmark = pytest.mark.django_db


def test_each_case_is_a_line_with_its_day_and_standing(
    case: Case, priya: Client
) -> None:
    page = priya.get("/cases/").text

    assert f'href="/cases/{case.pk}/">{make.LABEL}' in page
    assert case.reference in page
    assert "Day 1 of 15" in page
    assert "no returns asked for yet" in page
    assert "on track" in page


def test_the_newest_case_comes_first(cast: Cast, case: Case, priya: Client) -> None:
    make.case(cast, number=2, label="041126ZZ", at=make.later(hours=1))

    page = priya.get("/cases/").text

    assert page.index("041126ZZ") < page.index(make.LABEL)


def test_cases_of_others_are_not_in_the_list(cast: Cast, case: Case) -> None:
    there = gather_elsewhere()
    make.case(there, label="041126QQ")

    for outsider in (cast.oliver, there.priya):
        assert make.LABEL not in signed_in(outsider).get("/cases/").text
    assert "041126QQ" not in signed_in(cast.priya).get("/cases/").text


def test_a_group_member_sees_the_case_once_the_group_is_told(
    cast: Cast, case: Case
) -> None:
    make.appoint(case, cast.matthias, Role.JCR_MEMBER, agency=cast.school)
    browser = signed_in(cast.matthias)
    assert make.LABEL not in browser.get("/cases/").text

    make.entry(case, cast, "group_told")

    assert make.LABEL in browser.get("/cases/").text


def test_no_address_of_a_case_tells_its_label(case: Case, priya: Client) -> None:
    assert make.LABEL not in "".join(
        one.split('"')[0] for one in priya.get("/cases/").text.split('href="')[1:]
    )


def test_reading_the_list_needs_signing_in(cast: Cast, client: Client) -> None:
    assert client.get("/cases/")["Location"] == "/sign-in/?next=/cases/"

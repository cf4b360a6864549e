"""Several children of one incident: on every page, in the request, in the report (P1.2)."""

import pytest

from rapidreview.collation.key import child_labels
from rapidreview.dailylog.facts import case_facts
from rapidreview.desk.header import child_words
from rapidreview.opening.children import add_child, children_in_words
from rapidreview.opening.given import ChildGiven
from rapidreview.scoping.actions import request_returns
from tests.asking import ASKED_AT, chosen
from tests.cast import gather
from tests.opened import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.2")]
INES = ChildGiven(name="Ines Nettlecombe", born="2024-01-15", sex="female")
SISTER = ChildGiven(name="Ada Nettlecombe", is_subject=False)


@pytest.fixture
def cast():
    return gather()


@pytest.fixture
def case(cast):
    case = chosen(cast)
    for child in (INES, SISTER):
        add_child(case, child, by=cast.actor("owen"), at=NOW)
    return case


def test_the_header_says_initials_and_age_of_each_subject(case) -> None:
    assert child_words(case, ASKED_AT) == "BN, age 5; IN, age 2"


def test_the_page_of_the_notification_says_every_child_without_a_name(case) -> None:
    assert children_in_words(case, case_facts(case), ASKED_AT) == [
        "BN, 5 years at the incident",
        "IN, 2 years at the incident",
        "AN, age not known, another child of the family",
    ]


def test_an_agency_is_asked_about_each_subject(cast, case) -> None:
    asked = request_returns(case, [cast.school], by=cast.actor("owen"), at=ASKED_AT)[0]

    assert asked.children == 2


def test_the_report_calls_each_by_a_label_of_its_own(case) -> None:
    assert [label for _, label in child_labels(case)] == [
        "Child A",
        "Child B",
        "Sibling C",
    ]

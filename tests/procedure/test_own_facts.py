"""A fact of the partnership's own procedure: of which agency, agreed by whom, and when."""

import pytest

from rapidreview.procedure.definition import load_text, shipped
from rapidreview.procedure.errors import AlreadyDone, NotYet, Refused
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.own_facts import (
    deciders,
    is_of_each_agency,
    require_own_fact,
    tasks_done_by,
)
from rapidreview.procedure.vocabulary import Partner
from tests.procedure.a_file import file
from tests.procedure.given import case, on_day
from tests.procedure.refusals import refuses

NOTHING = CaseFacts()
PROCEDURE = load_text(
    file(
        "latest: {clock: local, day: 2}, done_when: [asked], "
        "decided_by: {of: [icb, police]}",
        "latest: {clock: local, day: 3}, for_each: asked, done_when: [answered]",
    )
)
BOTH = (Partner.ICB, Partner.POLICE)


@pytest.mark.paragraph("P0.1")
def test_a_fact_is_known_by_what_it_does():
    assert [one.id for one in tasks_done_by(PROCEDURE, "answered")] == ["b"]
    assert is_of_each_agency(PROCEDURE, "asked")
    assert is_of_each_agency(PROCEDURE, "answered")
    assert deciders(PROCEDURE, "asked") == BOTH
    assert deciders(PROCEDURE, "answered") == ()


def test_an_agreed_fact_of_an_agency_may_be_recorded():
    require_own_fact(PROCEDURE, NOTHING, "asked", "an agency", BOTH)
    require_own_fact(PROCEDURE, NOTHING, "answered", "an agency", ())


def test_a_decision_waits_for_everybody_who_decides():
    with refuses(NotYet, match="Still to agree: Police"):
        require_own_fact(PROCEDURE, NOTHING, "asked", "an agency", BOTH[:1])


@pytest.mark.parametrize(
    ("name", "about", "words"),
    [("elsewhere", "", "no such fact"), ("answered", "", "Choose the agency")],
)
def test_what_is_not_known_or_lacks_its_agency_is_refused(name, about, words):
    with refuses(Refused, match=words):
        require_own_fact(PROCEDURE, NOTHING, name, about, ())


def test_on_an_ended_case_only_what_outlives_it_is_recorded():
    newer, ended = shipped("rapid-review-2025"), case((LogKind.CASE_ENDED, on_day(3)))

    require_own_fact(newer, ended, "withdrawal_told", "", ())
    with refuses(AlreadyDone):
        require_own_fact(newer, ended, "sin_withdrawn", "", ())
    assert not is_of_each_agency(newer, "sin_withdrawn")

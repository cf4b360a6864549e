"""Agencies asked in two steps, where a partnership's own procedure says so (P1.8, P1.10)."""

import pytest

from rapidreview.opening.agencies import choose_agencies
from rapidreview.planning.own_facts import record_own_fact
from rapidreview.procedure.errors import NotYet
from rapidreview.scoping.actions import request_returns
from tests import make
from tests.cast import Cast, gather
from tests.own_procedure import adopt

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.8", "P1.10")]
TWICE = """\
id: county-review
title: Rapid Review in the county
version: "2026-10"
extends: rapid-review-2025
facts:
  agency_asked: The agency was asked whether it was involved
  agency_involved: The agency was involved
  agency_not_involved: The agency was not involved
stages:
  - id: days_2_5
    tasks:
      - id: say_involved
        title: Say whether you were involved
        owner: agency_author
        answerable: jcr_member
        paragraph: "7"
        why: Only those involved write.
        for_each: agency_asked
        latest: {clock: local, day: 2}
        done_when: [agency_involved, agency_not_involved]
        waits_on: the agency
      - id: agency_word
        title: Send a word on what you know
        owner: agency_author
        answerable: jcr_member
        paragraph: "8"
        why: Those involved know.
        for_each: agency_involved
        latest: {clock: local, day: 5}
        done_when: [agency_not_involved]
        waits_on: the agency
"""


def test_the_form_goes_only_to_an_agency_that_said_that_it_was_involved() -> None:
    cast: Cast = gather()
    case, by = adopt(cast, TWICE), cast.actor("owen")
    agencies = [cast.school, cast.police]
    choose_agencies(
        case, agencies, with_name="Judith", by=cast.actor("priya"), at=make.DAY_1
    )

    with pytest.raises(NotYet, match="Aldermoss Primary School"):
        request_returns(case, [cast.school], by=by, at=make.DAY_1)
    for name in ("agency_asked", "agency_involved"):
        record_own_fact(case, name, agency=cast.school, by=by, at=make.DAY_1)
    assert len(request_returns(case, [cast.school], by=by, at=make.DAY_1)) == 1
    record_own_fact(
        case, "agency_not_involved", agency=cast.police, by=by, at=make.DAY_1
    )
    with pytest.raises(NotYet, match="Fellmoor Constabulary"):
        request_returns(case, [cast.police], by=by, at=make.DAY_1)

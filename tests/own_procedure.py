"""A partnership with a procedure of its own: agencies asked in two steps, one branch."""

from rapidreview.case.models import Case
from rapidreview.people import procedures
from rapidreview.procedure.loaded import load_whole
from tests import make
from tests.cast import Cast

OWN = """\
id: county-review
title: Rapid Review in the county
version: "2026-09"
extends: rapid-review-2025
facts:
  agency_involved: The agency was involved
  agency_not_involved: The agency was not involved
  high_risk: The risk is high
  lead_member_told: The Lead Member was told
clocks:
  asked: {title: Five days of an agency, anchor: agency_involved, counts_from: next_day, unit: working_day, length: 5, ours: true}
stages:
  - id: days_2_5
    tasks:
      - id: agency_word
        title: Send a word on what you know
        owner: agency_author
        answerable: jcr_member
        paragraph: "7"
        why: Only those involved write.
        for_each: agency_involved
        latest: {clock: asked, at: "17:00"}
        done_when: [agency_not_involved]
        waits_on: the agency
      - id: tell_lead_member
        title: Tell the Lead Member
        owner: partnership_manager
        paragraph: "8"
        why: The Lead Member is told of every Rapid Review.
        latest: {clock: local, day: 4}
        done_when: [lead_member_told]
        decided_by: {of: [icb, police]}
"""


def adopt(cast: Cast, text: str = OWN) -> Case:
    """A case that follows the partnership's own procedure."""
    loaded = load_whole(text)
    row = procedures.keep(
        cast.partnership, loaded, by=cast.actor("priya"), at=make.DAY_1
    )
    case = make.case(cast)
    case.procedure, case.procedure_version = row.name, row.version
    case.procedure_hash = row.hash
    case.save()
    return case

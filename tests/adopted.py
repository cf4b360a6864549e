"""Procedures as a partnership writes them: a file that changes a shipped one, loaded for it."""

from datetime import date, datetime

from rapidreview.adopting import actions
from rapidreview.people.models import LoadedProcedure
from rapidreview.procedure.loaded import load_whole
from tests import make
from tests.cast import Cast

COUNTY = """\
id: county-rapid-review
title: Rapid Review in the county
version: "2026-09"
extends: rapid-review-2025
clocks:
  local: {cut_off: "16:00"}
stages:
  - id: days_2_5
    tasks:
      - id: return_due
        latest: {clock: local, day: 4, at: "12:00"}
      - id: tell_lead_member
        title: Tell the Lead Member
        owner: partnership_manager
        paragraph: "7"
        why: The Lead Member is told of every Rapid Review.
        latest: {clock: local, day: 2}
        done_when: [lead_member_told]
facts:
  lead_member_told: The Lead Member was told
"""
NEXT = COUNTY.replace("2026-09", "2026-10").replace("day: 2}", "day: 3}")
# Dates of this one lie beyond the years whose bank holidays are known.
ENDLESS = COUNTY.replace('{cut_off: "16:00"}', "{length: 999}")


def loaded(
    cast: Cast, text: str = COUNTY, *, at: datetime = make.DAY_1
) -> LoadedProcedure:
    """The text, kept with the partnership by Priya."""
    return actions.load(
        cast.partnership, load_whole(text), by=cast.actor("priya"), at=at
    )


def in_force(
    cast: Cast, row: LoadedProcedure, on: date, *, at: datetime = make.DAY_1
) -> None:
    """Put in force from a day, by Priya."""
    actions.put_in_force(
        row, from_day=on, reason="Agreed in September.", by=cast.actor("priya"), at=at
    )

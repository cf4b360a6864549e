"""What the file says of the report's sections, and how the story writes them."""

from datetime import datetime

from rapidreview.people.actor import Actor
from rapidreview.report import writing
from rapidreview.report.models import Report
from rapidreview.training.player import Player

# What the draft still says on Day 9, and the Chair amends on Day 11.
DRAFTED = {
    "R7": "One worker was on leave when the two visits were missed, and that is why they "
    "were missed. ",
    "R18": "The integrated care board dissents, having wished for a local review. ",
}
SET_BY_THE_PRODUCT = frozenset({"R1"})


def report_of(player: Player) -> Report:
    """The report of the story's case."""
    return Report.objects.select_related("case__partnership").get(case=player.the_case)


def final_words(player: Player, code: str) -> str:
    """A section as the Chair signs it."""
    told = player.story.raw["report"]["sections"][code]
    return told if isinstance(told, str) else str(told["text"])


def write(player: Player, code: str, text: str, by: Actor, at: datetime) -> None:
    """Put a section's words, over the version of it that stands."""
    section = report_of(player).sections.select_related("case").get(code=code)
    writing.write_section(
        section, text, edit_version=section.edit_version, by=by, at=at
    )


def codes_of(player: Player) -> list[str]:
    """The sections that people write."""
    found = player.story.raw["report"]["sections"]
    return [code for code in found if code not in SET_BY_THE_PRODUCT]

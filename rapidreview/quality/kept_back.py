"""What of one return a page leaves out, because it is held from who reads it (P14.7)."""

from collections.abc import Collection, Sequence
from uuid import UUID

from rapidreview.evidence.finding import Finding
from rapidreview.evidence.form import Question, SeenBy, form
from rapidreview.parallel.held import Held
from rapidreview.procedure.disclosure import KEEPERS
from rapidreview.procedure.vocabulary import Role
from rapidreview.scoping.models import AgencyReturn

SEES_TEAM = KEEPERS | {Role.PARTNERSHIP_OFFICER}


def tellable(row: AgencyReturn, found: Sequence[Finding], held: Held) -> list[Finding]:
    """The findings that quote nothing that is held from this person."""
    return [
        one
        for one in found
        if not any(_is_held(row, place, held) for place in one.places)
    ]


def _is_held(row: AgencyReturn, place: str, held: Held) -> bool:
    """Whether a place, a code or "row 7", is held."""
    number = place.removeprefix("row ")
    if number.isdigit():
        return held.hides_row(row.pk, int(number))
    return form().knows(place) and held.hides_answer(row.pk, place)


def attachments(row: AgencyReturn, kept: Held) -> tuple[tuple[UUID, str], ...]:
    """The files that came with the return, but for what is held."""
    held = row.attachments.select_related("version__case")
    return tuple(
        (one.version_id, one.version.file_name)
        for one in held
        if not kept.hides_document(one.version_id)
    )


def may_see(question: Question, roles: Collection[Role]) -> bool:
    """The Team's answers reach the Team and Chair; held ones are taken out before (P14.7)."""
    if question.seen_by is SeenBy.TEAM:
        return bool(SEES_TEAM.intersection(roles))
    return True

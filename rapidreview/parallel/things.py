"""What a request names, found on its case: a return, a document, a process, one thing of them."""

from collections.abc import Callable, Sequence
from uuid import UUID

from rapidreview.case.models import Case
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.parallel.actions import Thing
from rapidreview.parallel.listed import Part, process_on, unlisted
from rapidreview.parallel.models import ParallelProcess
from rapidreview.scoping.models import AgencyReturn

Chosen = Callable[[], list[Thing]]


def return_of(case: Case, return_id: UUID) -> AgencyReturn | None:
    """A received return of the case."""
    rows = AgencyReturn.objects.filter(case=case, received_at__isnull=False)
    return (
        rows.select_related("case__partnership", "agency").filter(pk=return_id).first()
    )


def from_start(case: Case, return_id: UUID, code: str) -> AgencyReturn | None:
    """The return whose answer the form holds, and that is not on the list yet."""
    known = {(one.agency_return_id, one.code) for one in unlisted(case)}
    return return_of(case, return_id) if (return_id, code) in known else None


def document_of(case: Case, version_id: UUID) -> Document | None:
    """The document of a version, of this case."""
    rows = DocumentVersion.objects.filter(case=case, pk=version_id)
    found = rows.select_related("document__case").first()
    return found.document if found else None


def process_of(case: Case, chosen: str) -> ParallelProcess | None:
    """The process that a form names by its id."""
    return process_on(case, UUID(chosen))


def in_return(row: AgencyReturn, chosen: str) -> Thing:
    """What a tick box of a return stands for: "answer:D3" or "row:4"."""
    sort, _, place = chosen.partition(":")
    return Thing(row, place) if sort == "answer" else Thing(row, number=int(place))


def part_of(parts: Sequence[Part], wanted: str) -> str:
    """The section that is asked for; else D, where what happened stands, or the first."""
    codes = [one.code for one in parts]
    return next((one for one in (wanted, "D") if one in codes), "".join(codes[:1]))

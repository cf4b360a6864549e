"""The sheet for the national system as a Word file in I, when somebody asks for it (3.2)."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.dailylog.facts import case_facts
from rapidreview.opening.call_record import WORD
from rapidreview.opening.sheet import FILED_AS, Part, parts_of
from rapidreview.paper.word_text import Paragraph, docx_from
from rapidreview.people.actor import Actor
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.vocabulary import Subfolder

TITLE = "Serious Incident Notification: sheet for the national system"
SENDS_NOTHING = (
    "This sheet was made to be copied into the national system. It sends nothing: the local "
    "authority notifies there."
)


@transaction.atomic
def file_sheet(case: Case, *, by: Actor, at: datetime) -> DocumentVersion:
    """File the sheet as it is now; the next time it becomes the next version."""
    facts = case_facts(case)
    require_open(facts)
    earlier = case.documents.filter(subject=FILED_AS).first()
    data = docx_from(
        TITLE,
        [SENDS_NOTHING, *_written(parts_of(case, facts))],
        at=at,
        marking=case.partnership.marking,
        footer=f"{TITLE}, {case.reference}",
    )
    return casefolder.file_document(
        case,
        sort=Document.Sort.NOTIFICATION,
        subfolder=Subfolder.I,
        title=TITLE,
        data=data,
        name="sheet-for-the-national-system.docx",
        media_type=WORD,
        source="Made from the case",
        subject=FILED_AS,
        document=earlier,
        by=by,
        at=at,
    )


def filed_sheet(case: Case) -> DocumentVersion | None:
    """The sheet as it was filed last."""
    found = DocumentVersion.objects.filter(case=case, document__subject=FILED_AS)
    return found.order_by("filed_at", "id").last()


def _written(parts: Iterable[Part]) -> Iterator[Paragraph | str]:
    for part in parts:
        yield Paragraph(part.title, level=1)
        for box in part.boxes:
            yield f"{box.asks}: {box.told}"

"""Accepted returns that came with files, and agencies whose return comes late."""

import io
from datetime import timedelta

import docx
from PIL import Image

from rapidreview.case.models import Case
from rapidreview.casefolder.uploads import Upload
from rapidreview.collation.attachments import CaseAttachment, attachments_of
from rapidreview.collation.attachments import mark_attachment as mark
from rapidreview.collation.standing import standings
from rapidreview.quality import actions as quality
from rapidreview.scoping import answering, receiving
from rapidreview.scoping.models import AgencyReturn
from tests.asking import (
    WRITTEN_AT,
    author,
    everything,
    filled,
    give_to_signer,
    sign,
)
from tests.cast import Cast
from tests.paper.papers import pdf
from tests.settled import OUTCOME, PACK_AT, accept
from tests.worlds import remembered

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LATE = PACK_AT + timedelta(hours=2)


def picture(size: tuple[int, int] = (400, 200), **saved: object) -> bytes:
    """A red picture, as a telephone would send it."""
    made = io.BytesIO()
    Image.new("RGB", size, "red").save(made, "JPEG", **saved)
    return made.getvalue()


def word(text: str = "The plan of the school.") -> bytes:
    """A small Word document."""
    made = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.save(made)
    return made.getvalue()


def files() -> list[Upload]:
    """One of each sort that may come with a return."""
    return [
        Upload(pdf(), "Bramwell_Nettlecombe-plan.pdf", "application/pdf"),
        Upload(picture(), "drawing.jpg", "image/jpeg"),
        Upload(word(), "chronology of the school.docx", WORD),
    ]


@remembered
def attached(cast: Cast, *codes: str) -> Case:
    """The school's return was accepted with three files; the others' are awaited."""
    row = filled(cast, *codes)
    for number, upload in enumerate(files()):
        sent_at = WRITTEN_AT + timedelta(minutes=number)
        answering.attach(row, upload, by=author(row), at=sent_at)
    row.refresh_from_db()
    give_to_signer(row)
    sign(row)
    accept(row, cast)
    return row.case


def files_of(case: Case) -> list[CaseAttachment]:
    """What came with the accepted returns."""
    return attachments_of(case, standings(case, at=PACK_AT))


def release_all(case: Case, cast: Cast) -> None:
    """Every file is marked for release."""
    for file in files_of(case):
        mark(
            file,
            released=True,
            title=file.title,
            reason="The group needs it.",
            by=cast.actor("priya"),
            at=PACK_AT,
        )


def comes_late(case: Case, cast: Cast, code: str = "POL") -> AgencyReturn:
    """An agency's return comes by post after the pack was made, and is accepted."""
    row = AgencyReturn.objects.select_related("case__partnership", "agency").get(
        case=case, agency__code=code
    )
    receiving.type_in(
        row,
        everything(),
        [],
        channel="post",
        by=cast.actor("owen"),
        at=LATE,
        received_at=LATE,
        signer_name="Grace Merribeck",
        signer_role="Inspector",
    )
    owen, priya = cast.actor("owen"), cast.actor("priya")
    quality.record_initial_check(row, **OUTCOME, by=owen, at=LATE)
    quality.share_with_chair(row, by=owen, at=LATE)
    quality.accept(row, reason="It came late.", by=priya, at=LATE)
    return row

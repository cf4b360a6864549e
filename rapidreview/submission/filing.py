"""What comes from outside is filed in III. Statutory Correspondence (P13.5, S13)."""

from dataclasses import dataclass
from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.casefolder.uploads import is_email
from rapidreview.people.actor import Actor
from rapidreview.procedure.vocabulary import Subfolder
from rapidreview.submission.models import Response


@dataclass(frozen=True, slots=True)
class Came:
    """A file that was looked at already: what it is, and what it is called."""

    data: bytes
    name: str
    media_type: str


def file_in_three(
    case: Case,
    came: Came,
    *,
    sort: Document.Sort,
    title: str,
    source: str,
    by: Actor,
    at: datetime,
    subject: str = "",
) -> DocumentVersion:
    """File it; a message of mail is an e-mail, whatever it is about (P1.18)."""
    return casefolder.file_document(
        case,
        sort=Document.Sort.EMAIL if is_email(came.media_type) else sort,
        subfolder=Subfolder.III,
        title=title,
        data=came.data,
        name=came.name,
        media_type=came.media_type,
        source=source,
        by=by,
        at=at,
        subject=subject,
    )


def named(body: Response.Body) -> str:
    """Who answered, inside a sentence."""
    return "the National Panel" if body is Response.Body.PANEL else "Ofsted"

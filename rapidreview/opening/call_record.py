"""The record of the call, filed in I: what was told, by whom, when and how (P1.1, P0.3)."""

from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.opening.given import Notification
from rapidreview.paper.word_text import docx_from
from rapidreview.people.actor import Actor
from rapidreview.planning.spoken import spoken
from rapidreview.procedure.vocabulary import Subfolder

TITLE = "Notification of intention: record of the call"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def file_the_call(
    case: Case, notification: Notification, *, by: Actor, at: datetime
) -> DocumentVersion:
    """File the record; the caller's transaction holds it with the case it opens."""
    caller = ", ".join(
        part for part in (notification.from_name, notification.from_role) if part
    )
    told = [
        f"Received: {spoken(notification.received_at)}",
        f"From: {caller}",
        f"How: {notification.channel}",
        f"Taken by: {by.words}",
        notification.words or "Nothing more was said.",
    ]
    return casefolder.file_document(
        case,
        sort=Document.Sort.NOTIFICATION,
        subfolder=Subfolder.I,
        title=TITLE,
        data=docx_from(TITLE, told, at=at, marking=case.partnership.marking),
        name="notification-of-intention.docx",
        media_type=WORD,
        source=caller,
        by=by,
        at=at,
    )

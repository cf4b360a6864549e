"""Filing what an e-mail consists of: the message to IV, its attachments to I (P1.17, P1.18)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from rapidreview.case.models import Case
from rapidreview.casefolder.actions import file_document
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.casefolder.uploads import accept
from rapidreview.mail.models import ReceivedMail
from rapidreview.paper import limited
from rapidreview.paper.compound import SIGNATURE
from rapidreview.paper.mime import Attachment, Email
from rapidreview.paper.refusal import Refusal
from rapidreview.paper.sniff import MEDIA_TYPES
from rapidreview.paper.word_layout import ReadForm
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.vocabulary import Subfolder
from rapidreview.scoping.models import AgencyReturn

NO_SUBJECT = "E-mail without a subject"
LONGEST_TITLE = 150
MOST_FORMS = 5


def file_original(
    mail: ReceivedMail,
    email: Email,
    data: bytes,
    row: AgencyReturn | None,
    *,
    by: Actor,
    at: datetime,
) -> DocumentVersion:
    """The message as it came, to IV (P1.18)."""
    title = (email.subject or NO_SUBJECT)[:LONGEST_TITLE]
    ending = "msg" if is_of_outlook(data) else "eml"
    return file_document(
        case_with(mail),
        sort=Document.Sort.EMAIL,
        subfolder=Subfolder.IV,
        title=title,
        data=data,
        name=f"message.{ending}",
        media_type=MEDIA_TYPES[ending],
        source=f"E-mail from {email.sender or 'an unknown sender'}"[:300],
        by=by,
        at=at,
        agency=row.agency if row else None,
        subject=str(mail.pk),
        occurred_at=mail.came_at,
    )


def file_attachments(
    mail: ReceivedMail,
    email: Email,
    row: AgencyReturn | None,
    *,
    by: Actor,
    at: datetime,
) -> tuple[list[DocumentVersion], list[str]]:
    """Each attachment to I; what may not be taken stays in the message, and is told."""
    filed, refused = [], []
    for one in email.attachments:
        try:
            upload = accept(one.content, one.name, email=True)
        except Refused as refusal:
            refused.append(refusal.words)
            continue
        version = file_document(
            case_with(mail),
            sort=Document.Sort.ATTACHMENT if row else Document.Sort.OTHER,
            subfolder=Subfolder.I,
            title=upload.name[:LONGEST_TITLE],
            data=upload.data,
            name=upload.name,
            media_type=upload.media_type,
            source=f"Came with the e-mail “{email.subject[:100] or NO_SUBJECT}”",
            by=by,
            at=at,
            agency=row.agency if row else None,
            subject=str(mail.pk),
            occurred_at=mail.came_at,
        )
        filed.append(version)
    return filed, refused


def forms_in(email: Email) -> dict[str, ReadForm]:
    """The forms of ours that came with a message, by the SHA-256 of their bytes."""
    zipped = [one for one in email.attachments if one.content.startswith(b"PK")]
    read = [(one, _form(one)) for one in zipped[:MOST_FORMS]]
    return {sha256(one.content).hexdigest(): form for one, form in read if form}


def first_form(
    attached: Sequence[DocumentVersion], forms: Mapping[str, ReadForm]
) -> DocumentVersion | None:
    """The first attachment that is a form of ours, for a person to read in."""
    return next((one for one in attached if one.sha256 in forms), None)


def _form(attachment: Attachment) -> ReadForm | None:
    try:
        found = limited.read_form(attachment.content, attachment.name)
    except Refusal:
        return None
    return found if found.reference or found.values else None


def is_of_outlook(data: bytes) -> bool:
    """Whether Outlook saved this message, as .msg."""
    return data.startswith(SIGNATURE)


def case_with(mail: ReceivedMail) -> Case:
    """The case that a message is filed with; there is one by then."""
    if mail.case is None:
        raise Refused("This e-mail belongs to no case yet.", "P1.18")
    return mail.case

"""A form that came with an e-mail, read in like an upload once a person confirmed it (P2.8)."""

from datetime import datetime

from django.db import transaction

from rapidreview.casefolder import storage
from rapidreview.casefolder.uploads import Upload
from rapidreview.mail.models import ReceivedMail
from rapidreview.paper.word_layout import Unread
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import Refused
from rapidreview.scoping import receiving
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.word import DOCX

CHANNEL = "Word form, e-mail"


@transaction.atomic
def take_in(
    mail: ReceivedMail,
    agency_return: AgencyReturn,
    *,
    received_at: datetime,
    by: Actor,
    at: datetime,
) -> list[Unread]:
    """Receive the return from the form of an e-mail; the text that belongs to no question.

    Where there is any the return is received once it was placed, as of every Word form.

    Raises as ``receiving.receive_word``, Refused where the e-mail holds no form.
    """
    if mail.form is None or mail.case_id != agency_return.case_id:
        raise Refused("No form of ours came with this e-mail.", "P2.8")
    upload = Upload(storage.read(mail.form), mail.form.file_name, DOCX)
    unmatched = receiving.receive_word(
        agency_return, upload, by=by, at=at, received_at=received_at, channel=CHANNEL
    )
    mail.about = agency_return.pk
    mail.save(update_fields=["about"])
    return unmatched

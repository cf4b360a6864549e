"""The scoping form as Word: blank for the folder, filled behind the link, and read again."""

from datetime import datetime

from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.evidence.answers import Answers
from rapidreview.evidence.form import Repeat
from rapidreview.paper.word_form import write_form
from rapidreview.people.actor import Actor
from rapidreview.procedure.vocabulary import Subfolder
from rapidreview.scoping.answering import blocks_shown, draft_of
from rapidreview.scoping.form_layout import layout_of
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.prefilled import contact_of, in_full

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def filled_form(agency_return: AgencyReturn, *, at: datetime) -> bytes:
    """The round as a Word form with what is answered so far; only behind the link."""
    return written_form(
        agency_return, draft_of(agency_return), at=at, child_details=True
    )


def file_blank_form(
    agency_return: AgencyReturn, *, by: Actor, at: datetime
) -> DocumentVersion:
    """File what was sent in I: the form without a word about the child (P1.10)."""
    answers = draft_of(agency_return)
    data = written_form(agency_return, answers, at=at, child_details=False)
    agency = agency_return.agency
    return casefolder.file_document(
        agency_return.case,
        sort=Document.Sort.REQUEST,
        subfolder=Subfolder.I,
        title=f"{agency.name}, information scoping form as sent",
        data=data,
        name=f"scoping-form-{agency.code.lower()}.docx",
        media_type=DOCX,
        source=f"Sent to {agency.name} by {by.words}",
        by=by,
        at=at,
        agency=agency,
        subject=str(agency_return.pk),
    )


def counts_of(agency_return: AgencyReturn, answers: Answers) -> dict[Repeat, int]:
    """How many blocks of each kind the form shows."""
    return {one: blocks_shown(agency_return, answers, one) for one in Repeat}


def written_form(
    agency_return: AgencyReturn, answers: Answers, *, at: datetime, child_details: bool
) -> bytes:
    """A Word form with ``answers`` in it, or with section A only (P1.10)."""
    case = agency_return.case
    contact = contact_of(case, at=at)
    counts = counts_of(agency_return, answers)
    return write_form(
        layout_of(counts),
        dict(answers.values),
        reference=case.reference,
        agency=agency_return.agency.name,
        form_version=agency_return.form_version,
        partnership=case.partnership.name,
        due=in_full(agency_return.due_at),
        contact=f"{contact.name}, {contact.contact}",
        at=at,
        marking=case.partnership.marking,
        child_details=child_details,
        rows=answers.rows,
    )

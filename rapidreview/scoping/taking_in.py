"""Forms that were sent and returns that came before the case was taken in (P14.6).

No letter goes out, and no link works until one is sent. The agency's own document is filed
as it came; our form is read by the same reader as ever.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder.models import Document
from rapidreview.casefolder.uploads import Upload
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.people.actor import Actor
from rapidreview.people.models import Agency
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_agencies_confirmed, require_open
from rapidreview.procedure.true_dates import require_since_the_call
from rapidreview.procedure.vocabulary import Subfolder
from rapidreview.scoping.answering import store_first_answers, write_answers
from rapidreview.scoping.duedates import agree_due
from rapidreview.scoping.models import AgencyReturn, ReturnRequest
from rapidreview.scoping.periods import period_of
from rapidreview.scoping.prefilled import first_answers, in_full, subjects
from rapidreview.scoping.receiving import fill_from_word, type_in
from rapidreview.scoping.rounds import Named, begin_round, invite, leave_without_link

WHY = "As it stood when the case was taken in."


@dataclass(frozen=True, slots=True)
class AskedBefore:
    """A form that was sent: when, by and to whom, due when; ``form`` is it, if it was kept."""

    asked_at: datetime
    done_by: str
    due_at: datetime
    to: Named
    form: Upload | None = None


@dataclass(frozen=True, slots=True)
class CameBefore:
    """A return that came: when, who received it, how, and its document.

    ``reads`` whether the document is our Word form, whose answers are read. Else, with
    ``involved``, it is filed as it came and its answers stay in it; without, they were typed
    on the pages of the form. ``signer`` is the senior manager's who signed it, with their role.
    """

    received_at: datetime
    done_by: str
    channel: str
    document: Upload | None = None
    reads: bool = False
    involved: bool | None = None
    signer: str = ""
    signer_role: str = ""


@transaction.atomic
def record_request(
    case: Case, agency: Agency, given: AskedBefore, *, by: Actor, at: datetime
) -> AgencyReturn:
    """Enter that an agency was asked before, with the true moment and the true due date.

    Raises NotYet before the agencies are confirmed, AlreadyDone for one that was asked,
    Refused for a moment that cannot be, Incomplete without a name and an address.
    """
    facts = case_facts(case)
    require_open(facts)
    require_agencies_confirmed(facts)
    require_since_the_call(facts, given.asked_at, at)
    _require_askable(case, agency, given)
    by = by.entering(given.done_by)
    asked = _begin(case, agency, given, by=by, at=at)
    dailylog.write(
        case,
        LogKind.RETURN_REQUESTED,
        by=by,
        at=at,
        occurred_at=given.asked_at,
        subject=asked,
        agency=agency.name,
        to=given.to.name,
        text=f"Form sent, due {in_full(given.due_at)}.",
    )
    agree_due(asked, by=by, at=at, why=WHY, occurred_at=given.asked_at)
    if given.form is not None:
        _file_form(asked, given.form, by=by, at=at)
    return asked


@transaction.atomic
def record_return(
    agency_return: AgencyReturn, given: CameBefore, *, by: Actor, at: datetime
) -> list[str]:
    """Enter that a return came before; the text of a Word form that belongs to no question.

    Raises Incomplete without the document that is the return, Refused for a moment before
    it was asked for, AlreadyDone once it was received.
    """
    document, when, by = given.document, given.received_at, by.entering(given.done_by)
    as_it_is = given.involved is not None and not given.reads
    if document is None and (given.reads or as_it_is):
        raise Incomplete("Choose the document that came.", "P2.8")
    unmatched: list[str] = []
    if given.reads and document is not None:
        unread = fill_from_word(
            agency_return,
            document,
            by=by,
            at=at,
            received_at=when,
            channel=given.channel,
        )
        # It is received at once, as it was; the page quotes what nobody will place.
        unmatched = [one.text for one in unread]
        agency_return.unplaced.all().delete()
    if as_it_is:
        involved = {"A14": "yes" if given.involved else "no"}
        write_answers(agency_return, involved, version=None, by=by, at=at)
    type_in(
        agency_return,
        {},
        None,
        channel=given.channel,
        by=by,
        at=at,
        received_at=when,
        signer_name=given.signer,
        signer_role=given.signer_role,
        scan=None if given.reads else document,
        answers_in_scan=as_it_is,
    )
    return unmatched


def _require_askable(case: Case, agency: Agency, given: AskedBefore) -> None:
    if case.requests.filter(agency=agency).exists():
        raise AlreadyDone(f"{agency.name} has been asked already.", "P1.10")
    if not case.chosenagencys.filter(agency=agency).exists():
        raise NotYet(f"{agency.name} has not been chosen for this case.", "P1.8")
    if given.due_at <= given.asked_at:
        raise Refused("The form cannot be due before it was sent.", "P1.10")
    if not given.to.name.strip() or not given.to.email.strip():
        raise Incomplete(
            "Enter to whom the form was sent, and their e-mail address.", "P1.10"
        )


def _begin(
    case: Case, agency: Agency, given: AskedBefore, *, by: Actor, at: datetime
) -> AgencyReturn:
    """The request and its first round, as asking now would make them, but dated then."""
    period_from, period_to = period_of(case, given.asked_at)
    request = ReturnRequest.objects.create(
        case=case,
        agency=agency,
        asked_at=given.asked_at,
        period_from=period_from,
        period_to=period_to,
        why_another_moment=WHY,
    )
    asked = begin_round(
        request,
        number=1,
        children=max(len(subjects(case)), 1),
        due_at=given.due_at,
        at=given.asked_at,
    )
    first = first_answers(request, due_at=given.due_at, at=at)
    first["A7"] = in_full(given.asked_at)
    store_first_answers(asked, first, by=by, at=at)
    leave_without_link(invite(request, given.to, due_at=given.due_at, at=at), at=at)
    return asked


def _file_form(asked: AgencyReturn, form: Upload, *, by: Actor, at: datetime) -> None:
    casefolder.file_document(
        asked.case,
        sort=Document.Sort.REQUEST,
        subfolder=Subfolder.I,
        title=f"{asked.agency.name}, information scoping form as sent",
        data=form.data,
        name=form.name,
        media_type=form.media_type,
        source=f"Sent to {asked.agency.name} by {by.words}",
        by=by,
        at=at,
        agency=asked.agency,
        subject=str(asked.pk),
        occurred_at=asked.asked_at,
    )

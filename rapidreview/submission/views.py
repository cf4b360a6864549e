"""The submission: pre-flight, bundle, record, acknowledgement, Ofsted (P13.2-P13.4)."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render

from rapidreview.case.models import Case
from rapidreview.casefolder.downloads import answer_with, serve
from rapidreview.dailylog.plans import calendar_of, procedure_for
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.planning.asking import Step, asked, done
from rapidreview.procedure.sending import days_used
from rapidreview.procedure.vocabulary import Deed
from rapidreview.submission import actions, ofsted
from rapidreview.submission.bundling import file_in, media_type_of
from rapidreview.submission.dossier import ofsted_of
from rapidreview.submission.forms import (
    AcknowledgeForm,
    BundleForm,
    OfstedForm,
    OfstedSentForm,
    RecordForm,
)
from rapidreview.submission.models import OfstedDecision, Submission
from rapidreview.submission.readers import may_read_record, responses_for
from rapidreview.submission.reading import (
    sent_shown,
    submission_of,
    submission_shown,
    submissions_of,
)

RECORD = Step(
    "Record the submission",
    "The report is submitted to the National Panel within the fifteen working days. You "
    "send it; this records when, where to, how and by whom.",
    "P13.3",
    "Record the submission",
    "submission/record.html",
)
ACKNOWLEDGE = Step(
    "File the acknowledgement",
    "That the National Panel has the report is kept with it.",
    "P13.3",
    "File the acknowledgement",
)
OFSTED = Step(
    "Ofsted",
    "The report goes to Ofsted too if that is required; the decision is recorded with its "
    "reason.",
    "P13.4",
    "Record the decision",
    "submission/ofsted.html",
)
OFSTED_SENT = Step(
    "Sent to Ofsted",
    "Ofsted is sent the signed report; when, and to whom, is recorded.",
    "P13.4",
    "Record that it was sent",
)


@case_page(get=Deed.SEE_SUBMISSION)
def submission(request: CaseRequest, case: Case) -> HttpResponse:
    """The whole page; for a reader, the record and what was given to them."""
    if request.may(Deed.SEE_RETURNS):
        return _page(request, case, None)
    sent = [one for one in submissions_of(case) if one.sent_at]
    given = {
        "sent": sent_shown(case, sent) if may_read_record(request.roles) else (),
        "responses": responses_for(case, request.user),
    }
    return render(request, "submission/reader.html", given)


@case_page(post=Deed.SUBMIT)
def make_bundle(request: CaseRequest, case: Case) -> HttpResponse:
    """Bind report, record and letter, and file them in III (P13.3)."""
    form = BundleForm(request.POST, case=case, at=request.at)
    make = partial(actions.make_bundle, case, by=request.actor, at=request.at)
    if carry_out(form, lambda: make(**form.cleaned_data)):
        words = "The bundle is made and filed in III. Look at it, send it, record it."
        return done(request, case, words, "submission")
    return _page(request, case, form)


@case_page(get=Deed.SUBMIT, post=Deed.SUBMIT)
def record_submission(request: CaseRequest, case: Case, number: int) -> HttpResponse:
    """Record when, where to, how and by whom it was sent (P13.3, P0.7)."""
    row = _submission(case, number)
    days = days_used(
        procedure_for(case), request.facts, calendar_of(case, request.facts), request.at
    )
    form = RecordForm(
        request.POST or None,
        case=case,
        at=request.at,
        late=bool(days.late),
        initial={
            "sent_at": request.at,
            "sent_to": case.partnership.submission_address,
            "sent_by": request.actor.words,
        },
    )
    record = partial(actions.record_submission, row, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: record(**form.cleaned_data)
    ):
        return done(request, case, "The submission is recorded.", "submission")
    return asked(request, form, RECORD, row=row, days=days)


@case_page(get=Deed.RECORD_RESPONSE, post=Deed.RECORD_RESPONSE)
def acknowledge_submission(
    request: CaseRequest, case: Case, number: int
) -> HttpResponse:
    """File the Panel's acknowledgement (S7)."""
    row = _submission(case, number)
    form = AcknowledgeForm(
        request.POST or None, request.FILES or None, case=case, at=request.at
    )
    if request.method == "POST" and carry_out(
        form, lambda: _acknowledge(request, row, form)
    ):
        words = "The acknowledgement is filed in III."
        return done(request, case, words, "submission")
    return asked(request, form, ACKNOWLEDGE)


@case_page(get=Deed.SUBMIT, post=Deed.SUBMIT)
def decide_ofsted(request: CaseRequest, case: Case) -> HttpResponse:
    """Decide whether Ofsted is sent the report (P13.4)."""
    form = OfstedForm.on(request)
    decide = partial(ofsted.decide_ofsted, case, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: decide(**form.told(request.actor))
    ):
        return done(request, case, "The decision is recorded.", "submission")
    return asked(request, form, OFSTED, decision=ofsted_of(case, request.facts))


@case_page(get=Deed.SUBMIT, post=Deed.SUBMIT)
def sent_to_ofsted(request: CaseRequest, case: Case) -> HttpResponse:
    """Record when Ofsted was sent the report, and to whom there (P13.4)."""
    decision = _decision(request)
    form = OfstedSentForm(
        request.POST or None, case=case, at=request.at, initial={"sent_at": request.at}
    )
    record = partial(
        ofsted.record_sent_to_ofsted, decision, by=request.actor, at=request.at
    )
    if request.method == "POST" and carry_out(
        form, lambda: record(**form.cleaned_data)
    ):
        return done(request, case, "That Ofsted was sent it is recorded.", "submission")
    return asked(request, form, OFSTED_SENT)


@case_page(get=Deed.SEE_RETURNS)
def open_bundle(request: CaseRequest, case: Case, number: int) -> HttpResponse:
    """The bundle itself, to be sent; each look is in the access log."""
    return serve(_submission(case, number).bundle)


@case_page(get=Deed.SEE_RETURNS)
def open_in_bundle(
    request: CaseRequest, case: Case, number: int, file_name: str
) -> HttpResponse:
    """One file of a bundle, to be looked at before it is sent."""
    data = file_in(_submission(case, number).bundle, file_name)
    if data is None:
        raise Http404
    return answer_with(
        data, name=file_name, media_type=media_type_of(file_name), inline=True
    )


def _acknowledge(request: CaseRequest, row: Submission, form: AcknowledgeForm) -> None:
    """The file is looked at first: one that is refused stores nothing."""
    upload = form.upload()
    actions.acknowledge(
        row,
        received_at=form.cleaned_data["received_at"],
        data=upload.data,
        name=upload.name,
        media_type=upload.media_type,
        by=request.actor,
        at=request.at,
    )


def _submission(case: Case, number: int) -> Submission:
    found = submission_of(case, number)
    if found is None:
        raise Http404
    return found


def _decision(request: CaseRequest) -> OfstedDecision:
    found = ofsted_of(request.case, request.facts)
    if found is None:
        raise Http404
    return found


def _page(request: CaseRequest, case: Case, form: BundleForm | None) -> HttpResponse:
    shown = submission_shown(case, request.facts, request.at)
    letter = form or BundleForm(
        case=case, at=request.at, initial={"covering_letter": shown.letter}
    )
    given = {"shown": shown, "form": letter, "may": request.may}
    return render(request, "submission/submission.html", given, status=letter.status)

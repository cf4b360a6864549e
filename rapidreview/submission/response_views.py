"""What comes back: asked for, filed, shared, answered, and what follows (P13.5)."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from rapidreview.case.models import Case
from rapidreview.casefolder.downloads import serve
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.planning.asking import Step, asked, done
from rapidreview.procedure.vocabulary import Deed
from rapidreview.submission import responses
from rapidreview.submission.forms import (
    AnswerForm,
    FollowUpForm,
    NextStepForm,
    ResponseForm,
    ShareForm,
)
from rapidreview.submission.letters import preview
from rapidreview.submission.models import Response
from rapidreview.submission.readers import paper_on, recipients_for, was_given
from rapidreview.submission.reading import response_of, response_shown

ASK = Step(
    "Ask the National Panel again",
    "The Panel’s response has no date. It is asked for after ten working days, and again.",
    "P13.5",
    "Record that you asked",
)
RECEIVE = Step(
    "File a response",
    "The responses of the National Panel and of Ofsted are received and filed.",
    "P13.5",
    "File the response",
)
ANSWER = Step(
    "File our answer",
    "What a response asks is answered by letter, and the letter is filed beside it.",
    "P13.5",
    "File our answer",
    "submission/about_response.html",
)
NEXT = Step(
    "What follows from the response",
    "The Panel agrees, asks, does not agree, or suggests a local review. What the "
    "partnership does then is decided, and recorded in words.",
    "P13.5",
    "Record what follows",
    "submission/about_response.html",
)


@case_page(get=Deed.RECORD_RESPONSE, post=Deed.RECORD_RESPONSE)
def follow_up(request: CaseRequest, case: Case) -> HttpResponse:
    """Record that the Panel was asked for its response (4.2 n)."""
    form = FollowUpForm.on(request)
    ask = partial(responses.follow_up, case, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: ask(**form.told(request.actor))
    ):
        return done(request, case, "Recorded in the Daily Log.", "submission")
    return asked(request, form, ASK)


@case_page(get=Deed.RECORD_RESPONSE, post=Deed.RECORD_RESPONSE)
def receive_response(request: CaseRequest, case: Case) -> HttpResponse:
    """File a response, with what it says and asks (S10)."""
    form = ResponseForm(
        request.POST or None, request.FILES or None, case=case, at=request.at
    )
    if request.method == "POST" and carry_out(form, lambda: _receive(request, form)):
        words = "The response is filed in III. Share it with those who are to know."
        return done(request, case, words, "submission")
    return asked(request, form, RECEIVE)


@case_page(get=Deed.RECORD_RESPONSE, post=Deed.RECORD_RESPONSE)
def share_response(request: CaseRequest, case: Case, response_id: UUID) -> HttpResponse:
    """Show who will get the response and what they will read; then share it."""
    row = _response(case, response_id)
    people = recipients_for(case, at=request.at)
    form = ShareForm(request.POST or None, readers=people)
    by, at = request.actor, request.at
    if request.method == "POST" and carry_out(
        form, lambda: responses.share_response(row, form.chosen(), by=by, at=at)
    ):
        words = "The response is shared. Each of them gets a link by e-mail."
        return done(request, case, words, "submission")
    given = {
        "form": form,
        "shown": response_shown(row),
        "preview": preview(row, by=by),
    }
    return render(request, "submission/share.html", given, status=form.status)


@case_page(get=Deed.RECORD_RESPONSE, post=Deed.RECORD_RESPONSE)
def answer_panel(request: CaseRequest, case: Case, response_id: UUID) -> HttpResponse:
    """File our letter that answers what was asked (S11)."""
    row = _response(case, response_id)
    form = AnswerForm(
        request.POST or None, request.FILES or None, case=case, at=request.at
    )
    if request.method == "POST" and carry_out(
        form, lambda: _answer(request, row, form)
    ):
        return done(request, case, "Our answer is filed in III.", "submission")
    return asked(request, form, ANSWER, shown=response_shown(row))


@case_page(get=Deed.SUBMIT, post=Deed.SUBMIT)
def next_step(request: CaseRequest, case: Case, response_id: UUID) -> HttpResponse:
    """Decide what follows; what is suggested is said and not filled in."""
    row = _response(case, response_id)
    form = NextStepForm.on(request)
    decide = partial(responses.decide_next_step, row, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: decide(**form.told(request.actor))
    ):
        return done(request, case, "What follows is recorded.", "submission")
    return asked(request, form, NEXT, shown=response_shown(row), suggests=True)


@case_page(get=Deed.SEE_SUBMISSION)
def open_submission_paper(
    request: CaseRequest, case: Case, version_id: UUID
) -> HttpResponse:
    """A paper of the submission; for a reader only while it is given to them."""
    version = paper_on(case, version_id)
    if version is None:
        raise Http404
    if not request.may(Deed.SEE_RETURNS) and not was_given(version, request.user):
        raise Http404
    return serve(version, inline=True)


def _receive(request: CaseRequest, form: ResponseForm) -> None:
    """The file is looked at first: one that is refused stores nothing."""
    given, upload = form.cleaned_data, form.upload()
    responses.receive_response(
        request.case,
        body=given["body"],
        received_at=given["received_at"],
        view=given["view"],
        comments=given["comments"],
        queries=given["queries"],
        data=upload.data,
        name=upload.name,
        media_type=upload.media_type,
        by=request.actor,
        at=request.at,
    )


def _answer(request: CaseRequest, row: Response, form: AnswerForm) -> None:
    upload = form.upload()
    responses.answer_queries(
        row,
        answered_at=form.cleaned_data["answered_at"],
        data=upload.data,
        name=upload.name,
        media_type=upload.media_type,
        by=request.actor,
        at=request.at,
    )


def _response(case: Case, response_id: UUID) -> Response:
    found = response_of(case, response_id)
    if found is None:
        raise Http404
    return found

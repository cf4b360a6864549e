"""Pages of the SIN: decision, agreement, outcomes, areas (P1.2, P1.5)."""

from functools import partial

from django.http import HttpResponse

from rapidreview.case.models import Case
from rapidreview.casefolder.uploads import receive
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.opening import agreement, areas, outcomes, sin
from rapidreview.opening.sin_forms import (
    AreasForm,
    CscDecisionForm,
    NotSubmittedForm,
    PartnerForm,
    PartnersForm,
    SinForm,
    WithdrawnForm,
)
from rapidreview.planning.asking import Step, asked, done
from rapidreview.planning.letters import preview
from rapidreview.procedure.vocabulary import Deed

LOGGED = "Recorded in the Daily Log."
ENDED = "Recorded in the Daily Log. The case has ended."
DECISION = Step(
    "Decision of Children’s Social Care",
    "Whether the criteria for a SIN are met is decided by Children’s Social Care. It is "
    "recorded as their decision; nobody in the Partnership can make it.",
    "P1.2",
    "Record their decision",
)
PARTNERS = Step(
    "Agreement of the partners",
    "The other safeguarding partners are told and should agree which incidents are notified.",
    "P1.2",
    "Record what they said",
    "opening/partners.html",
)
SIN = Step(
    "The SIN",
    "Once the SIN is submitted, the National Panel’s fifteen working days count from that "
    "day, beside the Partnership’s own.",
    "P1.5",
    "Record the SIN",
    "opening/sin.html",
)
NONE = Step(
    "No SIN is submitted",
    "Where Children’s Social Care decides that the criteria are not met, there is no SIN, and "
    "without a SIN there is no review. The case ends; its folder and log stay.",
    "P1.2",
    "Record it and end the case",
    "opening/sin.html",
)
WITHDRAWN = Step(
    "The SIN was withdrawn",
    "Where it is found later that the criteria were not met, the SIN is withdrawn "
    "(de-notified) and the duty to review ends. The folder and the log stay.",
    "P1.2",
    "Record it, end the case and send the letters",
    "opening/withdrawn.html",
)
AREAS = Step(
    "Host and residing areas",
    "The area in which the incident took place notifies and reviews, with the areas in which "
    "the children live. One area hosts: there are never two local clocks.",
    "P1.2",
    "Record the areas",
    "opening/areas.html",
)


@case_page(get=Deed.RECORD_SIN, post=Deed.RECORD_SIN)
def csc_decision(request: CaseRequest, case: Case) -> HttpResponse:
    """Record the decision as Children's Social Care's own (P1.2)."""
    form = CscDecisionForm.on(request)
    record = partial(sin.record_csc_decision, case, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: record(**form.told(request.actor))
    ):
        return done(request, case, LOGGED, "notification")
    return asked(request, form, DECISION)


@case_page(get=Deed.RECORD_SIN, post=Deed.RECORD_SIN)
def partners_agreed(request: CaseRequest, case: Case) -> HttpResponse:
    """Record what a partner says; all in one entry where the procedure asks none by name."""
    found = agreement.standings(case)
    if found:
        return _one_partner(request, case, found)
    form = PartnersForm.on(request)
    record = partial(sin.record_partners_agreed, case, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: record(**form.told(request.actor))
    ):
        return done(request, case, LOGGED, "notification")
    return asked(request, form, PARTNERS)


def _one_partner(
    request: CaseRequest, case: Case, found: list[agreement.Standing]
) -> HttpResponse:
    next_asked = next((one.who.value for one in found if one.answer is None), None)
    form = PartnerForm.on(
        request, asked=[one.who for one in found], initial={"partner": next_asked}
    )
    record = partial(agreement.record_partner_answer, case, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: record(**form.told(request.actor))
    ):
        return done(request, case, LOGGED, "notification")
    return asked(request, form, PARTNERS, partners=found)


@case_page(get=Deed.RECORD_SIN, post=Deed.RECORD_SIN)
def record_sin(request: CaseRequest, case: Case) -> HttpResponse:
    """Record the SIN and file its copy (P1.2, P1.5)."""
    form = SinForm(
        request.POST or None, request.FILES or None, case=case, at=request.at
    )
    if request.method == "POST" and carry_out(
        form, lambda: _record(request, case, form)
    ):
        words = LOGGED if case.is_open else ENDED
        return done(request, case, words, "notification")
    return asked(request, form, SIN)


def _record(request: CaseRequest, case: Case, form: SinForm) -> None:
    """The copy is looked at first: a file that is refused stores nothing."""
    given = form.cleaned_data
    copy = receive(given["copy"]) if given["copy"] else None
    sin.record_sin(case, by=request.actor, at=request.at, **{**given, "copy": copy})


@case_page(get=Deed.END_CASE, post=Deed.END_CASE)
def not_submitted(request: CaseRequest, case: Case) -> HttpResponse:
    """Record that there is no SIN; the case ends (P1.2)."""
    form = NotSubmittedForm(request.POST or None, case=case, at=request.at)
    record = partial(
        outcomes.record_not_submitted, case, by=request.actor, at=request.at
    )
    if request.method == "POST" and carry_out(
        form, lambda: record(**form.cleaned_data)
    ):
        return done(request, case, ENDED, "notification")
    return asked(request, form, NONE)


@case_page(get=Deed.END_CASE, post=Deed.END_CASE)
def withdraw_sin(request: CaseRequest, case: Case) -> HttpResponse:
    """Record that the SIN was withdrawn: who is told stands on the page (P1.2)."""
    form = WithdrawnForm(request.POST or None, case=case, at=request.at)
    withdraw = partial(outcomes.withdraw_sin, case, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: withdraw(**form.cleaned_data)
    ):
        return done(request, case, ENDED, "notification")
    people = outcomes.told_of_review(case, at=request.at)
    letter = preview(outcomes.LETTER, case)
    return asked(request, form, WITHDRAWN, people=people, letter=letter)


@case_page(get=Deed.RECORD_SIN, post=Deed.RECORD_SIN)
def record_areas(request: CaseRequest, case: Case) -> HttpResponse:
    """Record which area hosts the review, and where the children live (3.5)."""
    form = AreasForm.on(request)
    record = partial(areas.record_areas, case, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: record(**form.told(request.actor))
    ):
        return done(request, case, LOGGED, "notification")
    return asked(request, form, AREAS)

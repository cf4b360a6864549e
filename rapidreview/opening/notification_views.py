"""Pages about what was told: the notification, the children, CSC's decision, the SIN (P1.1, P1.2)."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from rapidreview.case.models import Case, Child
from rapidreview.casefolder.uploads import receive
from rapidreview.dailylog.reading import Entry, entries
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.opening import children, sin
from rapidreview.opening.forms import (
    ChangeChildForm,
    ChildForm,
    CscDecisionForm,
    PartnersForm,
    SinForm,
)
from rapidreview.planning.asking import Step, asked, done
from rapidreview.procedure.errors import Stale
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Deed

LOGGED = "Recorded in the Daily Log."
SHOWN = (
    ("call", LogKind.NOTIFICATION_RECEIVED),
    ("incident", LogKind.INCIDENT_RECORDED),
    ("awareness", LogKind.LA_AWARE_RECORDED),
    ("sin", LogKind.SIN_SUBMITTED),
)
ALSO = (
    LogKind.CSC_DECISION_RECORDED,
    LogKind.PARTNERS_AGREED,
    LogKind.SIN_OUTCOME_RECORDED,
)
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
)
SIN = Step(
    "The SIN",
    "Once the SIN is submitted, the National Panel’s fifteen working days count from that "
    "day, beside the Partnership’s own.",
    "P1.5",
    "Record the SIN",
    "opening/sin.html",
)
CHILD = Step(
    "Add a child",
    "There may be several children in one incident, and a name may be unknown.",
    "P1.2",
    "Add this child",
)
CHANGE = Step(
    "Change a child’s record",
    "What is known changes in the first days. The Daily Log keeps what stood before.",
    "P1.2",
    "Save the changes",
    "opening/change_child.html",
)


@case_page(get=Deed.SEE_NOTIFICATION)
def notification(request: CaseRequest, case: Case) -> HttpResponse:
    """What was told, when, by whom; the children; what can be corrected (P1.1, P1.2)."""
    told: dict[str, Entry] = {}
    for one in entries(case):
        told.setdefault(one.kind, one)
    given = {
        "anchors": [(name, kind.words, told.get(kind)) for name, kind in SHOWN],
        "also": [told[kind] for kind in ALSO if kind in told],
        "may_name": request.may(Deed.SEE_NAMES),
        "may_set_dates": request.may(Deed.SET_DATES),
        "may_record": request.may(Deed.RECORD_SIN),
    }
    return render(request, "opening/notification.html", given)


@case_page(get=Deed.SEE_NAMES)
def show_children(request: CaseRequest, case: Case) -> HttpResponse:
    """The children with their names; opening it stands in the access log (P1.2)."""
    given = {
        "children": case.children.all(),
        "may_record": request.may(Deed.RECORD_SIN),
    }
    return render(request, "opening/children.html", given)


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
    """Record whether the partners agree (P1.2)."""
    form = PartnersForm.on(request)
    record = partial(sin.record_partners_agreed, case, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: record(**form.told(request.actor))
    ):
        return done(request, case, LOGGED, "notification")
    return asked(request, form, PARTNERS)


@case_page(get=Deed.RECORD_SIN, post=Deed.RECORD_SIN)
def record_sin(request: CaseRequest, case: Case) -> HttpResponse:
    """Record the SIN and file its copy, or that there is none (P1.2, P1.5)."""
    form = SinForm(
        request.POST or None, request.FILES or None, case=case, at=request.at
    )
    if request.method == "POST" and carry_out(
        form, lambda: _record(request, case, form)
    ):
        return done(request, case, LOGGED, "notification")
    return asked(request, form, SIN)


def _record(request: CaseRequest, case: Case, form: SinForm) -> None:
    """The copy is looked at first: a file that is refused stores nothing."""
    given = form.cleaned_data
    copy = receive(given["copy"]) if given["copy"] else None
    sin.record_sin(case, by=request.actor, at=request.at, **{**given, "copy": copy})


@case_page(get=Deed.RECORD_SIN, post=Deed.RECORD_SIN)
def add_child(request: CaseRequest, case: Case) -> HttpResponse:
    """One more child of the same incident (P1.2)."""
    form = ChildForm(request.POST or None)
    add = partial(children.add_child, case, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(form, lambda: add(form.given)):
        return done(request, case, "The child is added.", "children")
    return asked(request, form, CHILD)


@case_page(get=Deed.RECORD_SIN, post=Deed.RECORD_SIN)
def change_child(request: CaseRequest, case: Case, child_id: UUID) -> HttpResponse:
    """Change a child; where somebody was quicker, both texts are compared."""
    row = get_object_or_404(
        Child.objects.select_related("case"), pk=child_id, case=case
    )
    form = ChangeChildForm(request.POST or None, initial=_initial(row))
    change = partial(children.change_child, row, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: change(form.given, version=form.cleaned_data["version"])
    ):
        return done(request, case, "The child’s record is changed.", "children")
    theirs = (
        children.compared(row, form.given) if isinstance(form.refusal, Stale) else []
    )
    return asked(request, form, CHANGE, compared=theirs, child=row)


def _initial(row: Child) -> dict[str, object]:
    return {
        "name": row.name,
        "other_names": row.other_names,
        "born": children.birth_of(row),
        "unborn": row.unborn,
        "sex": row.sex,
        "nhs_number": row.nhs_number,
        "is_subject": "yes" if row.is_subject else "no",
        "outcome": row.outcome,
        "version": row.edit_version,
    }

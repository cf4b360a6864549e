"""Pages about what was told: the notification with the SIN stage, and the children (P1.1, P1.2)."""

from dataclasses import asdict
from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from rapidreview.case.models import Case, Child
from rapidreview.dailylog.reading import entries
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.opening import children
from rapidreview.opening.areas import areas_of
from rapidreview.opening.children import children_in_words
from rapidreview.opening.forms import ChangeChildForm, WholeChildForm
from rapidreview.opening.stage import newest_of, sin_stage
from rapidreview.planning.asking import Step, asked, done
from rapidreview.procedure.errors import Stale
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Deed

# What was told on the telephone, each with its name in the address where it is corrected.
CALL = (
    (
        "call",
        LogKind.NOTIFICATION_RECEIVED,
        "It is Day 1: the local clock counts from it.",
    ),
    ("incident", LogKind.INCIDENT_RECORDED, "No clock counts from it."),
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
    """The SIN stage: its steps, what comes next, the dates, the children, the areas (P1.2)."""
    told = newest_of(entries(case))
    given = {
        "stage": sin_stage(case, request.facts, told, request.at),
        "dates": [(name, kind.words, told.get(kind), why) for name, kind, why in CALL],
        "children": children_in_words(case, request.facts, request.at),
        "areas": areas_of(case),
        "may_name": request.may(Deed.SEE_NAMES),
        "may_set_dates": case.is_open and request.may(Deed.SET_DATES),
        "may_record": case.is_open and request.may(Deed.RECORD_SIN),
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
def add_child(request: CaseRequest, case: Case) -> HttpResponse:
    """One more child of the same incident (P1.2)."""
    form = WholeChildForm(request.POST or None)
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
    stored = asdict(children.child_given(row))
    return {
        **stored,
        "born": children.birth_of(row),
        "is_subject": "yes" if row.is_subject else "no",
        "version": row.edit_version,
    }

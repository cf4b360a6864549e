"""The actions of a case, and the steps by which one is followed (P14.1)."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from rapidreview.case.models import Case
from rapidreview.door.forms import PageForm, carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.learning import following
from rapidreview.learning.forms import ChangeForm, DropForm, FinishForm, ImpactForm
from rapidreview.learning.reading import (
    action_on,
    followed,
    one_followed,
    standing_of,
    totals,
)
from rapidreview.meeting.models import Action
from rapidreview.planning.asking import Step, asked, done
from rapidreview.procedure.vocabulary import Deed

ASK = "learning/ask.html"
CHANGE = Step(
    "Change an action",
    "An action has an owner and a date. A change is a new entry, old to new, with its reason.",
    "P14.1",
    "Change this action",
    ASK,
)
FINISH = Step(
    "Record an action as done",
    "What was done is recorded with its date; whether it made a difference comes after.",
    "P14.1",
    "Record as done",
    ASK,
)
DROP = Step(
    "Drop an action",
    "An action that is not to be done after all stays in the list, with the reason.",
    "P14.1",
    "Drop this action",
    ASK,
)
IMPACT = Step(
    "Record impact",
    "An action is there to change something for children. How one knows that it did is part "
    "of the record.",
    "P14.1",
    "Record this impact",
    ASK,
)


@case_page(get=Deed.SEE_ACTIONS)
def actions(request: CaseRequest, case: Case) -> HttpResponse:
    """Every action: whose, by when, how it stands, and whether it made a difference."""
    found = followed(case, request.facts, request.at)
    given = {
        "found": found,
        "totals": totals(found),
        "may_follow": request.may(Deed.FOLLOW_ACTIONS),
    }
    return render(request, "learning/actions.html", given)


@case_page(get=Deed.FOLLOW_ACTIONS, post=Deed.FOLLOW_ACTIONS)
def change_action(request: CaseRequest, case: Case, action_id: UUID) -> HttpResponse:
    """Another owner or date; where somebody was quicker, both are seen."""
    action = _action(case, action_id)
    now = standing_of(action)
    first = {"owner": now.owner, "due_at": now.due_at, "edit_version": now.edit_version}
    form = ChangeForm.on(request, initial=first)
    act = partial(following.change_action, action, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: act(**form.told(request.actor))
    ):
        return done(request, case, f"{now.name} is changed.", "actions")
    return _asked(request, form, CHANGE, action)


@case_page(get=Deed.FOLLOW_ACTIONS, post=Deed.FOLLOW_ACTIONS)
def finish_action(request: CaseRequest, case: Case, action_id: UUID) -> HttpResponse:
    """What was done, and when."""
    action = _action(case, action_id)
    form = FinishForm.on(request)
    act = partial(following.finish_action, action, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: act(**form.told(request.actor))
    ):
        return done(request, case, f"A{action.number} is done.", "actions")
    return _asked(request, form, FINISH, action)


@case_page(get=Deed.FOLLOW_ACTIONS, post=Deed.FOLLOW_ACTIONS)
def drop_action(request: CaseRequest, case: Case, action_id: UUID) -> HttpResponse:
    """Not to be done after all, with the reason."""
    action = _action(case, action_id)
    form = DropForm.on(request)
    act = partial(following.drop_action, action, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: act(**form.told(request.actor))
    ):
        return done(request, case, f"A{action.number} is dropped.", "actions")
    return _asked(request, form, DROP, action)


@case_page(get=Deed.FOLLOW_ACTIONS, post=Deed.FOLLOW_ACTIONS)
def record_impact(request: CaseRequest, case: Case, action_id: UUID) -> HttpResponse:
    """What changed for children, and how one knows."""
    action = _action(case, action_id)
    form = ImpactForm.on(request)
    act = partial(following.record_impact, action, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: act(**form.told(request.actor))
    ):
        return done(
            request, case, f"The impact of A{action.number} is recorded.", "actions"
        )
    return _asked(request, form, IMPACT, action)


def _action(case: Case, action_id: UUID) -> Action:
    found = action_on(case, action_id)
    if found is None:
        raise Http404
    return found


def _asked(
    request: CaseRequest, form: PageForm, step: Step, action: Action
) -> HttpResponse:
    """The step about this action, which is shown as it stands now."""
    about = one_followed(action, request.facts, request.at)
    return asked(request, form, step, about=about)

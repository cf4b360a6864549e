"""The page on which a partnership sets the rhythm of its reminders (P2.1)."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from rapidreview.door.forms import PageForm, carry_out
from rapidreview.door.pages import partnership_page
from rapidreview.door.requests import PartnershipRequest
from rapidreview.people.models import Partnership
from rapidreview.procedure.vocabulary import Deed
from rapidreview.scoping import rhythm
from rapidreview.scoping.rhythm_forms import (
    RemoveStepForm,
    StepForm,
    TakeUsualForm,
    TryForm,
)

SEE, CHANGE = Deed.SEE_PARTNERSHIP, Deed.MANAGE_PARTNERSHIP


@partnership_page(get=SEE, post=CHANGE)
def reminders(request: PartnershipRequest, own: Partnership) -> HttpResponse:
    """Every reminder, when each would go for a date, and one more."""
    form = StepForm(request.POST or None)
    if request.method == "POST":
        by, at = request.actor, request.at
        return _changed(
            request,
            own,
            form,
            lambda: rhythm.add_step(own, step=form.step(), by=by, at=at),
        )
    return _page(request, own, form)


@partnership_page(post=CHANGE)
def remove_reminder(request: PartnershipRequest, own: Partnership) -> HttpResponse:
    """One reminder less."""
    form = RemoveStepForm(request.POST)
    by, at = request.actor, request.at
    return _changed(
        request,
        own,
        form,
        lambda: rhythm.remove_step(own, step=form.cleaned_data["step"], by=by, at=at),
    )


@partnership_page(post=CHANGE)
def usual_reminders(request: PartnershipRequest, own: Partnership) -> HttpResponse:
    """Back to the usual rhythm."""
    by, at = request.actor, request.at
    form = TakeUsualForm(request.POST)
    return _changed(request, own, form, lambda: rhythm.take_usual(own, by=by, at=at))


def _changed(
    request: PartnershipRequest,
    own: Partnership,
    form: PageForm,
    act: Callable[[], None],
) -> HttpResponse:
    if carry_out(form, act):
        messages.success(request, "The rhythm of reminders was changed.")
        return redirect("reminders", partnership_id=own.pk)
    return _page(request, own, form)


def _page(
    request: PartnershipRequest, own: Partnership, form: PageForm
) -> HttpResponse:
    """The page; a date that cannot be tried says why, and the usual one is shown."""
    due = rhythm.usual_due(own, at=request.at)
    trying = TryForm(request.GET or None, initial={"due": due})
    shown: list[rhythm.Moment] = []

    def look() -> None:
        shown[:] = rhythm.tried(own, trying.cleaned_data["due"] or due)

    if trying.is_bound and carry_out(trying, look):
        due = trying.cleaned_data["due"] or due
    elif not shown:
        shown = list(rhythm.tried(own, due))
    context = {
        "form": form if isinstance(form, StepForm) else StepForm(),
        "refused": form if form.is_bound else trying,
        "trying": trying,
        "due": due,
        "moments": shown,
        "is_usual": rhythm.is_usual(own),
        "may_change": request.may(CHANGE),
    }
    status = form.status if form.is_bound else trying.status
    return render(request, "scoping/reminders.html", context, status=status)

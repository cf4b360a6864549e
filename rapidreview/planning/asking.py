"""How a step asks: its title, its reason with the paragraph, its form, and one button."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.door.forms import PageForm
from rapidreview.door.requests import PageRequest


@dataclass(frozen=True, slots=True)
class Step:
    """What a page of one form says around the form."""

    title: str
    why: str
    paragraph: str
    button: str
    template: str = "planning/ask.html"


def asked(
    request: PageRequest, form: PageForm, step: Step, **more: object
) -> HttpResponse:
    """The page of a step, with the honest status of its form."""
    given = {"form": form, "step": step, **more}
    return render(request, step.template, given, status=form.status)


def done(
    request: PageRequest, case: Case, words: str, to: str = "case"
) -> HttpResponse:
    """Say what was done, and go back to a page of the case."""
    messages.success(request, words)
    return redirect(to, case_id=case.pk)

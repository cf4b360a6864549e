"""Pages of Day 1: the new case, the notification, the group told, agencies chosen, an ending."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page, page
from rapidreview.door.requests import CaseRequest, PageRequest
from rapidreview.opening import actions, agencies, sin
from rapidreview.opening.call_forms import CallSheet
from rapidreview.opening.doors import managers, opener, partnership_to_open_in
from rapidreview.opening.forms import AgenciesForm, EndCaseForm, TellForm
from rapidreview.opening.outlook import outlook, taken_in_on_day
from rapidreview.people.models import Partnership
from rapidreview.planning.asking import Step, asked, done
from rapidreview.planning.forms import chair_of
from rapidreview.planning.letters import preview, was_shown
from rapidreview.procedure.vocabulary import Deed

TELL = Step(
    "Tell the JCR Group",
    "Partner agencies in the Joint Case Review Group are told of the Rapid Review on Day 1.",
    "P1.7",
    "Show the letter",
    "opening/tell_group.html",
)
CHOOSE = Step(
    "Choose agencies",
    "You confirm with the Chair which agencies are asked about the child and the family.",
    "P1.8",
    "Choose these agencies",
    "opening/agencies.html",
)
END = Step(
    "End this case",
    "Without a SIN there is no review. The folder and the Daily Log stay as they are; "
    "nothing is due any more and no more requests can be answered.",
    "P1.2",
    "End the case",
)


@page(get=Deed.OPEN_CASE, post=Deed.OPEN_CASE)
def new_case(request: PageRequest) -> HttpResponse:
    """The call becomes a case: one sheet, the plan shown, then opened (P1.1)."""
    partnership = partnership_to_open_in(request.user, at=request.at)
    request.partnership = partnership  # type: ignore[attr-defined]
    sheet = CallSheet(
        request.POST or None,
        partnership,
        managers(partnership, at=request.at),
        at=request.at,
        manager=managers(partnership, at=request.at).first(),
    )
    if request.method == "POST" and not sheet.grows:
        case = _opened(request, partnership, sheet)
        if case is not None:
            words = f"The case is open: {case.reference}. Its folder and Daily Log are made."
            messages.success(request, words)
            taken_in = taken_in_on_day(partnership, sheet.notification, at=request.at)
            return redirect("taken_in" if taken_in else "case", case_id=case.pk)
    elif sheet.grows:
        sheet.settle()
    return _sheet_page(request, partnership, sheet)


def _opened(
    request: PageRequest, partnership: Partnership, sheet: CallSheet
) -> Case | None:
    """The case, if the sheet is right and "Open the case" was pressed."""
    opened: list[Case] = []
    if sheet.is_valid() and "open" in request.POST:
        carry_out(sheet.call, lambda: opened.append(_open(request, partnership, sheet)))
    return opened[0] if opened else None


def _open(request: PageRequest, partnership: Partnership, sheet: CallSheet) -> Case:
    given = sheet.call.cleaned_data
    return actions.open_case(
        partnership,
        sheet.notification,
        sheet.incident,
        sheet.given_children,
        by=opener(request.user, partnership, at=request.at),
        at=request.at,
        family=sheet.given_family,
        period_from=given["period_from"],
        period_to=given["period_to"],
        manager=given["manager"],
    )


def _sheet_page(
    request: PageRequest, partnership: Partnership, sheet: CallSheet
) -> HttpResponse:
    right = request.method == "POST" and not sheet.grows and not sheet.errors
    given: dict[str, object] = {"sheet": sheet}
    if right:
        call, incident = sheet.notification, sheet.incident
        given["plan"] = outlook(partnership, call, incident, at=request.at)
        given["taken_in_on"] = taken_in_on_day(partnership, call, at=request.at)
    return render(request, "opening/new_case.html", given, status=sheet.status)


@case_page(get=Deed.CHOOSE_AGENCIES, post=Deed.CHOOSE_AGENCIES)
def tell_group(request: CaseRequest, case: Case) -> HttpResponse:
    """Show who gets which letter, then tell them (P1.7)."""
    people = agencies.told_people(case, at=request.at)
    form = TellForm(request.POST or None, case=case, at=request.at)
    tell = partial(agencies.tell_group, case, by=request.actor, at=request.at)
    sends = "send" in request.POST and was_shown(request, "words")
    if sends and carry_out(form, lambda: tell(**form.cleaned_data)):
        return done(request, case, f"Told {len(people)} people.")
    typed = request.POST.get("words", "")
    letter = preview("group_told", case, words=typed[:2000])
    return asked(request, form, TELL, people=people, letter=letter, typed=typed)


@case_page(get=Deed.CHOOSE_AGENCIES, post=Deed.CHOOSE_AGENCIES)
def choose_agencies(request: CaseRequest, case: Case) -> HttpResponse:
    """Choose the agencies that will be asked; add one later (P1.8)."""
    chair = {"with_name": chair_of(case, request.at)}
    form = AgenciesForm.on(request, initial=chair)
    choose = partial(agencies.choose_agencies, case, at=request.at)
    if request.method == "POST" and carry_out(
        form, lambda: choose(**form.told(request.actor))
    ):
        count = len(form.cleaned_data["agencies"])
        words = "1 agency is chosen." if count == 1 else f"{count} agencies are chosen."
        return done(request, case, words, "choose_agencies")
    return asked(request, form, CHOOSE, chosen=agencies.chosen_for(case))


@case_page(get=Deed.END_CASE, post=Deed.END_CASE)
def end_case(request: CaseRequest, case: Case) -> HttpResponse:
    """End a case that was opened in error, or that needs no review (3.2)."""
    form = EndCaseForm(request.POST or None, case=case, at=request.at)
    end = partial(sin.end_case, case, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(form, lambda: end(**form.cleaned_data)):
        return done(request, case, "The case has ended.")
    return asked(request, form, END)

"""The register of parallel processes, and beside it what agencies told of them (P14.7)."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from rapidreview.case.models import Case
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.parallel import register
from rapidreview.parallel.forms import ChangeProcessForm, EndProcessForm, ProcessForm
from rapidreview.parallel.listed import Proposal, process_on, processes, proposals
from rapidreview.parallel.models import ParallelProcess
from rapidreview.planning.asking import Step, asked, done
from rapidreview.procedure.vocabulary import Deed

PAGE = "parallel_processes"
ASK = "parallel/ask.html"
RECORD = Step(
    "Record a parallel process",
    "Police, coroner and courts may need the review to wait or to keep something to itself. "
    "Who leads, and how to reach them, is known to the Team.",
    "P14.7",
    "Record this process",
    "parallel/record.html",
)
CHANGE = Step(
    "Change a parallel process",
    "Who leads it, and how to reach them, is kept as it is now.",
    "P14.7",
    "Keep these changes",
    ASK,
)
END = Step(
    "Record the end of a parallel process",
    "What is held because of it stays held: each item is then looked at, and somebody is "
    "asked whether it may be released.",
    "P14.7",
    "Record this end",
    ASK,
)


@case_page(get=Deed.SEE_PROCESSES)
def parallel_processes(request: CaseRequest, case: Case) -> HttpResponse:
    """Every process with who leads it; agencies' answers as proposals."""
    sees_held = request.may(Deed.SEE_HELD)
    given = {
        "processes": processes(case),
        "proposals": proposals(case, sees_held=sees_held),
        "sees_held": sees_held,
        "may_keep": request.may(Deed.KEEP_PROCESSES),
    }
    return render(request, "parallel/processes.html", given)


@case_page(get=Deed.KEEP_PROCESSES, post=Deed.KEEP_PROCESSES)
def record_process(request: CaseRequest, case: Case) -> HttpResponse:
    """A new process; with ``?return=`` it begins with what that agency told."""
    sees_held = request.may(Deed.SEE_HELD)
    told = _proposal(request, case, sees_held=sees_held)
    first = _first(told) if told else {}
    form = ProcessForm(
        request.POST or None,
        case=case,
        at=request.at,
        sees_held=sees_held,
        initial=first,
    )
    record = partial(
        register.record_process,
        case,
        told_in=told.row if told else None,
        by=request.actor,
        at=request.at,
    )
    if request.method == "POST" and carry_out(
        form, lambda: record(**form.cleaned_data)
    ):
        return done(request, case, "The process is in the register.", PAGE)
    return asked(request, form, RECORD, told=told)


@case_page(get=Deed.KEEP_PROCESSES, post=Deed.KEEP_PROCESSES)
def change_process(request: CaseRequest, case: Case, process_id: UUID) -> HttpResponse:
    """Lead, contact, reference, expected end."""
    process = _process(case, process_id)
    sees_held = request.may(Deed.SEE_HELD)
    names = ("led_by", "contact", "reference", "until_on", "edit_version")
    shown = (*names, "not_to_disclose") if sees_held else names
    form = ChangeProcessForm(
        request.POST or None,
        case=case,
        at=request.at,
        sees_held=sees_held,
        initial={name: getattr(process, name) for name in shown},
    )
    act = partial(register.change_process, process, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(form, lambda: act(**form.cleaned_data)):
        return done(request, case, f"P{process.number} is changed.", PAGE)
    return asked(request, form, CHANGE, process=process)


@case_page(get=Deed.KEEP_PROCESSES, post=Deed.KEEP_PROCESSES)
def end_process(request: CaseRequest, case: Case, process_id: UUID) -> HttpResponse:
    """When and how it ended; nothing is released by it."""
    process = _process(case, process_id)
    form = EndProcessForm(request.POST or None, case=case, at=request.at)
    act = partial(register.end_process, process, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(form, lambda: act(**form.cleaned_data)):
        words = f"P{process.number} has ended. What is held because of it stays held."
        return done(request, case, words, PAGE)
    return asked(request, form, END, process=process)


def _process(case: Case, process_id: UUID) -> ParallelProcess:
    found = process_on(case, process_id)
    if found is None:
        raise Http404
    return found


def _proposal(request: CaseRequest, case: Case, *, sees_held: bool) -> Proposal | None:
    wanted = request.GET.get("return")
    if not wanted:
        return None
    found = proposals(case, sees_held=sees_held)
    chosen = next((one for one in found if str(one.row.pk) == wanted), None)
    if chosen is None:
        raise Http404
    return chosen


def _first(told: Proposal) -> dict[str, object]:
    """What the form begins with: a person looks at each of it, and completes it."""
    return {
        "sort": next(iter(told.sorts), None),
        "how_known": f"{told.row.agency.name}, in its return (G5): {told.text}".strip(
            ": "
        ),
        "not_to_disclose": "\n".join(text for code, text in told.held if code == "G6"),
    }

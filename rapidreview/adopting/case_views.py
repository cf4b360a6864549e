"""The page on which the manager moves a running case to another procedure (4.1)."""

from django.http import HttpResponse
from django.shortcuts import render

from rapidreview.adopting import actions
from rapidreview.adopting.comparing import Comparison, compare_case
from rapidreview.adopting.forms import MoveForm
from rapidreview.adopting.reading import target, targets
from rapidreview.case.models import Case
from rapidreview.dailylog.plans import procedure_for
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.planning.asking import done
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.vocabulary import Deed


@case_page(get=Deed.CHANGE_PROCEDURE, post=Deed.CHANGE_PROCEDURE)
def case_procedure(request: CaseRequest, case: Case) -> HttpResponse:
    """Which procedure the case follows; another one shown beside it, then confirmed."""
    form = MoveForm(request.POST or None, targets=targets(case))
    shown: list[Comparison] = []
    if (
        request.method == "POST"
        and carry_out(form, lambda: _move(request, case, form, shown))
        and "confirmed" in request.POST
    ):
        title = procedure_for(case).title
        return done(request, case, f"The case now follows {title}.", "timeline")
    given = {
        "form": form,
        "procedure": procedure_for(case),
        "comparison": shown[0] if shown else None,
        "is_over": request.facts.ended is not None,
    }
    return render(request, "adopting/move.html", given, status=form.status)


def _move(
    request: CaseRequest, case: Case, form: MoveForm, shown: list[Comparison]
) -> None:
    """Show what moves; move the case if that was read and confirmed."""
    require_open(request.facts)
    to = target(case, form.cleaned_data["to"])
    shown.append(compare_case(case, to, at=request.at))
    if "confirmed" in request.POST:
        actions.move_case(
            case,
            to,
            shown=request.POST.get("shown", ""),
            version=_version(request),
            reason=form.cleaned_data["reason"],
            by=request.actor,
            at=request.at,
        )


def _version(request: CaseRequest) -> int:
    """The version of the case that was read; none is ever 0."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0

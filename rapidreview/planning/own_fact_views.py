"""The page on which facts of the partnership's own procedure are recorded (handbook, 4.1)."""

from django.http import HttpResponse

from rapidreview.case.models import Case
from rapidreview.dailylog.plans import procedure_for
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.planning.asking import Step, asked, done
from rapidreview.planning.own_fact_forms import OwnFactForm
from rapidreview.planning.own_facts import record_own_fact, recorded
from rapidreview.procedure.vocabulary import Deed

RECORD = Step(
    "Facts of your procedure",
    "Your procedure names facts of its own. What is recorded here decides its branches, "
    "starts its clocks and ends its tasks.",
    "P0.1",
    "Record this fact",
    "planning/own_facts.html",
)


@case_page(get=Deed.RECORD_FACT, post=Deed.RECORD_FACT)
def own_facts(request: CaseRequest, case: Case) -> HttpResponse:
    """What is recorded so far, and one more."""
    chosen = {"fact": request.GET.get("fact"), "agency": request.GET.get("about")}
    form = OwnFactForm.on(request, procedure=procedure_for(case), initial=chosen)
    if request.method == "POST" and carry_out(form, lambda: _record(request, form)):
        return done(request, case, "Recorded in the Daily Log.", "own_facts")
    return asked(request, form, RECORD, recorded=recorded(case, request.facts))


def _record(request: CaseRequest, form: OwnFactForm) -> None:
    told = form.told(request.actor)
    record_own_fact(request.case, told.pop("fact"), at=request.at, **told)

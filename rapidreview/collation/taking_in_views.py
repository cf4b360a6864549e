"""The page on which a pack that was made outside is taken in (P14.6)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.collation import taking_in
from rapidreview.collation.readers import recipients_for
from rapidreview.collation.taking_in_forms import PackBeforeForm
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.procedure.vocabulary import Deed


@case_page(get=Deed.TAKE_IN, post=Deed.TAKE_IN)
def take_in_pack(request: CaseRequest, case: Case) -> HttpResponse:
    """File the pack as it was made, with when it was given to whom."""
    readers = recipients_for(case, at=request.at)
    form = PackBeforeForm(request.POST or None, request.FILES or None, readers=readers)
    by, at = request.actor, request.at
    if request.method == "POST" and carry_out(
        form, lambda: taking_in.take_in_pack(case, form.given(), by=by, at=at)
    ):
        messages.success(request, "The pack is filed in I, with its true dates.")
        return redirect("collation", case_id=case.pk)
    return render(
        request, "collation/take_in_pack.html", {"form": form}, status=form.status
    )

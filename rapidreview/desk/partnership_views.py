"""The pages of a partnership: its particulars, people, agencies, and what it follows."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from rapidreview.desk.shelves import agencies_of, members, partnerships_of
from rapidreview.door.pages import page, partnership_page
from rapidreview.door.requests import PageRequest, PartnershipRequest
from rapidreview.people.models import Partnership
from rapidreview.people.procedures import in_force
from rapidreview.procedure.calendar import london_day, runs_out
from rapidreview.procedure.vocabulary import Deed, Role


@page(get=Deed.SEE_MY_DAY)
def partnerships(request: PageRequest) -> HttpResponse:
    """The partnerships in which this person has a role; straight on where it is one."""
    held = partnerships_of(request.user, at=request.at)
    if len(held) == 1:
        return redirect("partnership", partnership_id=held[0].pk)
    return render(request, "desk/partnerships.html", {"held": held})


@partnership_page(get=Deed.SEE_PARTNERSHIP)
def one_partnership(request: PartnershipRequest, own: Partnership) -> HttpResponse:
    """Who and what a partnership is, and which procedure its new cases follow."""
    given = {
        "members": [(one, Role(one.role).words) for one in members(own)],
        "agencies": agencies_of(own),
        "runs_out": runs_out(london_day(request.at)),
        "procedure": in_force(own, london_day(request.at)),
        "may_match": request.may(Deed.RECEIVE_RETURN),
    }
    return render(request, "desk/partnership.html", given)

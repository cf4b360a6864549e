"""The page on which unread text of a Word form is placed: the agency's and the Team's (P2.8)."""

from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from rapidreview.casefolder.uploads import receive
from rapidreview.door.forms import carry_out
from rapidreview.scoping import noticing, placing, receiving
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.placing import BY_THE_AUTHOR
from rapidreview.scoping.placing_forms import PlaceForm
from rapidreview.scoping.tasks import Desk

TEAM = "type"


def place_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Each text beside a choice of questions; nothing is lost by leaving it out."""
    waiting = placing.unplaced_of(desk.agency_return)
    if not waiting:
        return redirect(desk.url("form"))
    form = PlaceForm(
        request.POST or None,
        waiting=waiting,
        places=placing.places_for(desk.agency_return),
        receives=desk.prefix == TEAM,
        initial={"received_at": _came_at(request)},
    )
    if request.method == "POST" and carry_out(form, lambda: _place(desk, form)):
        return redirect(_after(request, desk))
    context = {"form": form, "desk": desk, "asked": desk.agency_return}
    return render(request, "scoping/place.html", context, status=form.status)


def tell_of_reading(request: HttpRequest, desk: Desk, waiting: int) -> str:
    """Say what the file was, and where to go on: to the texts that have no place, if any."""
    for words in noticing.notices_of(desk.agency_return):
        messages.warning(request, words)
    if waiting:
        return desk.url("place")
    return desk.url("form")


def to_places(given: AgencyReturn, received_at: datetime | None) -> str:
    """Where the Team places the texts that have none; when the form came goes with it."""
    keys = {"case_id": given.case_id, "return_id": given.pk}
    query = {"received": received_at.isoformat()} if received_at else {}
    return f"{reverse('type_place', kwargs=keys)}?{urlencode(query)}"


def fill(desk: Desk, file: UploadedFile) -> int:
    """Put a completed Word form into the draft; how many of its texts have no place yet."""
    upload = receive(file)
    unread = receiving.fill_from_word(
        desk.agency_return, upload, by=desk.by, at=desk.at, channel=BY_THE_AUTHOR
    )
    return len(unread)


def _place(desk: Desk, form: PlaceForm) -> None:
    if desk.prefix == TEAM:
        receiving.receive_placed(
            desk.agency_return,
            form.chosen,
            by=desk.by,
            at=desk.at,
            received_at=form.cleaned_data["received_at"],
        )
        return
    placing.place_texts(desk.agency_return, form.chosen, by=desk.by, at=desk.at)


def _after(request: HttpRequest, desk: Desk) -> str:
    given = desk.agency_return
    if desk.prefix == TEAM:
        given.refresh_from_db()
        messages.success(
            request,
            f"The return of {given.agency.name} was received: {given.reference}.",
        )
        return desk.request_url
    messages.success(request, "Each text has its place. Check the pages, then send.")
    return desk.url("form")


def _came_at(request: HttpRequest) -> datetime | None:
    """When the form came, as the page before was told."""
    try:
        return parse_datetime(request.GET.get("received", ""))
    except ValueError:
        return None

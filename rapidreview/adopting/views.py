"""Pages of a partnership's procedures: the list, loading, one version, its preview, its day."""

import re
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from rapidreview.adopting import actions
from rapidreview.adopting.comparing import Comparison, preview, usual_start
from rapidreview.adopting.forms import InForceForm, LoadForm, PreviewForm
from rapidreview.adopting.reading import (
    Followed,
    decided,
    followers,
    loaded_as,
    loaded_of,
    not_loaded,
    shelf,
    shipped_called,
)
from rapidreview.adopting.wording import clocks_of, stages_of
from rapidreview.casefolder.downloads import answer_with
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import partnership_page
from rapidreview.door.requests import PartnershipRequest
from rapidreview.people.models import LoadedProcedure, Partnership
from rapidreview.people.procedures import in_force, procedure_of
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.definition import Procedure, shipped_text
from rapidreview.procedure.naming import spoken_date
from rapidreview.procedure.vocabulary import Deed

YAML = "application/yaml; charset=utf-8"


@partnership_page(get=Deed.SEE_PARTNERSHIP)
def procedures(request: PartnershipRequest, own: Partnership) -> HttpResponse:
    """What is in force, what comes, every loaded version, and what is shipped."""
    given = {
        "shelf": shelf(own, at=request.at),
        "may_manage": request.may(Deed.MANAGE_PARTNERSHIP),
    }
    return render(request, "adopting/procedures.html", given)


@partnership_page(get=Deed.MANAGE_PARTNERSHIP, post=Deed.MANAGE_PARTNERSHIP)
def load_procedure(request: PartnershipRequest, own: Partnership) -> HttpResponse:
    """Load a file, a text or a shipped one; every error at once, each with its line."""
    form = LoadForm(
        request.POST or None, request.FILES or None, shipped=not_loaded(own)
    )
    rows: list[LoadedProcedure] = []
    if request.method == "POST" and carry_out(
        form, lambda: rows.append(_load(request, own, form))
    ):
        (row,) = rows
        return redirect("preview_procedure", partnership_id=own.pk, procedure_id=row.pk)
    return render(request, "adopting/load.html", {"form": form}, status=form.status)


def _load(
    request: PartnershipRequest, own: Partnership, form: LoadForm
) -> LoadedProcedure:
    assert form.loaded is not None  # noqa: S101 - narrows the type: the form is right
    row = actions.load(own, form.loaded, by=request.actor, at=request.at)
    if row.loaded_at == request.at:
        messages.success(
            request,
            "The procedure is loaded. No case follows it yet: look at its dates.",
        )
    else:
        messages.info(request, "This very text was loaded before. Here it is.")
    return row


@partnership_page(get=Deed.SEE_PARTNERSHIP)
def loaded_procedure(
    request: PartnershipRequest, own: Partnership, procedure_id: UUID
) -> HttpResponse:
    """A loaded version in words and as it was written, and how many cases follow it."""
    row = loaded_of(own, procedure_id)
    days = [one.from_day for one in decided(own) if one.procedure_id == row.pk]
    return _procedure_page(
        request, own, procedure_of(row), row.written, row=row, days=days
    )


@partnership_page(get=Deed.SEE_PARTNERSHIP)
def shipped_procedure(
    request: PartnershipRequest, own: Partnership, shipped_id: str
) -> HttpResponse:
    """The same of a procedure that comes with the product; where it is loaded, that page."""
    procedure = shipped_called(shipped_id)
    if (row := loaded_as(own, procedure)) is not None:
        return redirect("loaded_procedure", partnership_id=own.pk, procedure_id=row.pk)
    return _procedure_page(request, own, procedure, shipped_text(shipped_id))


def _procedure_page(
    request: PartnershipRequest,
    own: Partnership,
    procedure: Procedure,
    written: str,
    **more: object,
) -> HttpResponse:
    given = {
        "procedure": procedure,
        "written": written,
        "clocks": clocks_of(procedure),
        "stages": stages_of(procedure),
        "followed": followers(own).get(procedure.hash, Followed()),
        "may_manage": request.may(Deed.MANAGE_PARTNERSHIP),
        **more,
    }
    return render(request, "adopting/procedure.html", given)


@partnership_page(get=Deed.SEE_PARTNERSHIP)
def loaded_procedure_file(
    request: PartnershipRequest, own: Partnership, procedure_id: UUID
) -> HttpResponse:
    """The file of a loaded version, exactly as it was written."""
    row = loaded_of(own, procedure_id)
    return _file(row.written, row.name, row.version)


@partnership_page(get=Deed.SEE_PARTNERSHIP)
def shipped_procedure_file(
    request: PartnershipRequest, own: Partnership, shipped_id: str
) -> HttpResponse:
    """The file of a shipped procedure: a good beginning for one's own."""
    procedure = shipped_called(shipped_id)
    return _file(shipped_text(shipped_id), procedure.id, procedure.version)


def _file(text: str, name: str, version: str) -> HttpResponse:
    called = re.sub(r"[^A-Za-z0-9._-]+", "-", f"{name}-{version}")
    return answer_with(text.encode(), name=f"{called}.yaml", media_type=YAML)


@partnership_page(get=Deed.SEE_PARTNERSHIP)
def preview_procedure(
    request: PartnershipRequest, own: Partnership, procedure_id: UUID
) -> HttpResponse:
    """Its timetable for a start that is chosen, beside the one in force then."""
    row = loaded_of(own, procedure_id)
    form = PreviewForm.asked(request.GET, usual_start(own, request.at))
    shown: list[Comparison] = []
    carry_out(form, lambda: shown.append(preview(own, procedure_of(row), form.chosen)))
    given = {
        "row": row,
        "form": form,
        "comparison": shown[0] if shown else None,
        "may_manage": request.may(Deed.MANAGE_PARTNERSHIP),
    }
    return render(request, "adopting/preview.html", given, status=form.status)


@partnership_page(get=Deed.MANAGE_PARTNERSHIP, post=Deed.MANAGE_PARTNERSHIP)
def put_in_force(
    request: PartnershipRequest, own: Partnership, procedure_id: UUID
) -> HttpResponse:
    """From which day new cases follow it, and why; running cases keep theirs."""
    row, today = loaded_of(own, procedure_id), london_day(request.at)
    form = InForceForm(request.POST or None, initial={"from_day": today})
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.put_in_force(
            row, by=request.actor, at=request.at, **form.cleaned_data
        ),
    ):
        day = spoken_date(form.cleaned_data["from_day"])
        messages.success(request, f"{row.title}, {row.version}: in force from {day}.")
        return redirect("procedures", partnership_id=own.pk)
    given = {
        "row": row,
        "form": form,
        "current": in_force(own, today),
        "running": sum(one.running for one in followers(own).values()),
    }
    return render(request, "adopting/in_force.html", given, status=form.status)

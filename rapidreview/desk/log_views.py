"""The Daily Log on screen: read, filtered, printed, added to and corrected (P0.1)."""

from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from rapidreview.case.models import Case
from rapidreview.casefolder.export import bundle
from rapidreview.dailylog import actions
from rapidreview.dailylog.printing import print_log as printed
from rapidreview.dailylog.reading import Entry, entries
from rapidreview.desk.entering import EntryForm
from rapidreview.desk.forms import CorrectionForm, FilterForm, LogLineForm
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.parallel.exporting import marks_of, require_may_export
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.disclosure import Reader
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.naming import spoken_date
from rapidreview.procedure.vocabulary import Category, Deed

LONGEST_ADDRESS = 500


@case_page(get=Deed.SEE_LOG, post=Deed.WRITE_LOG)
def daily_log(request: CaseRequest, case: Case) -> HttpResponse:
    """The log, newest first; below it the longer form for what happened earlier."""
    form = EntryForm(request.POST or None)
    if request.method == "POST" and carry_out(form, lambda: form.write(request)):
        messages.success(request, "Added to the Daily Log.")
        return redirect("daily_log", case_id=case.pk)
    wanted = FilterForm(request.GET)
    told = _wanted(case, wanted)
    return render(
        request,
        "desk/daily_log.html",
        {
            "days": _by_day(told),
            "total": len(told),
            "wanted": wanted,
            "categories": list(Category),
            "form": form,
            "may_write": request.may(Deed.WRITE_LOG),
            "may_export": request.may(Deed.EXPORT_CASE),
        },
        status=form.status,
    )


def _wanted(case: Case, wanted: FilterForm) -> list[Entry]:
    """The entries that fit; a kind that does not exist fits none, and says so."""
    if not wanted.is_valid():
        return []
    given = wanted.cleaned_data
    return entries(
        case,
        category=given.get("category") or None,
        agency=given.get("agency"),
        person=given.get("person"),
    )


def _by_day(told: list[Entry]) -> list[tuple[str, list[Entry]]]:
    """The entries under the day on which they were recorded, newest day first."""
    grouped = groupby(told, key=lambda one: london_day(one.recorded_at))
    return [(spoken_date(day), list(those)) for day, those in grouped]


@case_page(post=Deed.WRITE_LOG)
def write_log(request: CaseRequest, case: Case) -> HttpResponse:
    """The log line of every page of the case."""
    form = LogLineForm(request.POST)

    def write() -> None:
        actions.write(
            case,
            LogKind.NOTED_COMMUNICATION,
            by=request.actor,
            at=request.at,
            text=form.cleaned_data["text"],
        )

    if carry_out(form, write):
        messages.success(request, "Added to the Daily Log.")
        return redirect(_back(request, form))
    return render(request, "desk/log_line.html", {"form": form}, status=form.status)


def _back(request: CaseRequest, form: LogLineForm) -> str:
    back = form.cleaned_data["back"]
    if len(back) <= LONGEST_ADDRESS and url_has_allowed_host_and_scheme(
        back, allowed_hosts=None
    ):
        return str(back)
    return reverse("daily_log", kwargs={"case_id": request.case.pk})


@case_page(get=Deed.WRITE_LOG, post=Deed.WRITE_LOG)
def correct_entry(request: CaseRequest, case: Case, seq: int) -> HttpResponse:
    """Correct an entry by another: the first stays, struck through."""
    entry = next((one for one in entries(case) if one.seq == seq), None)
    if entry is None:
        raise Http404
    form = CorrectionForm(request.POST or None)

    def correct() -> None:
        actions.correct(
            case,
            seq,
            by=request.actor,
            at=request.at,
            text=form.cleaned_data["text"],
        )

    if request.method == "POST" and carry_out(form, correct):
        messages.success(request, f"Entry {seq} is corrected. The first text stays.")
        return redirect("daily_log", case_id=case.pk)
    return render(
        request,
        "desk/correct_entry.html",
        {"form": form, "entry": entry},
        status=form.status,
    )


@case_page(get=Deed.SEE_LOG)
def print_log(request: CaseRequest, case: Case) -> HttpResponse:
    """The whole log as a PDF to print or keep."""
    return _file(
        printed(case, entries(case), at=request.at), "application/pdf", "daily-log.pdf"
    )


@case_page(post=Deed.EXPORT_CASE)
def export_case(request: CaseRequest, case: Case) -> HttpResponse:
    """Ask for the bundle: the export is an entry of the log, so it is a POST."""
    require_may_export(case, Reader(str(request.user.pk), request.roles))
    actions.write(
        case, LogKind.CASE_EXPORTED, by=request.actor, at=request.at, text="Bundle made"
    )
    messages.success(request, "The export is in the log. Download the bundle below.")
    return redirect("export_bundle", case_id=case.pk)


@case_page(get=Deed.EXPORT_CASE)
def export_bundle(request: CaseRequest, case: Case) -> HttpResponse:
    """The bundle: log, files and the verifier that needs nothing of ours."""
    require_may_export(case, Reader(str(request.user.pk), request.roles))
    return _file(
        bundle(case, at=request.at, marks=marks_of(case)),
        "application/zip",
        f"{case.reference}.zip",
    )


def _file(data: bytes, media_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        data,
        content_type=media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )

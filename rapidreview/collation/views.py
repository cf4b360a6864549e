"""The collation pack: made, looked at, released to named people, read by them, recalled."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.casefolder.downloads import serve
from rapidreview.collation import actions, making
from rapidreview.collation.attachments import as_marked, attachment_on
from rapidreview.collation.attachments import mark_attachment as mark
from rapidreview.collation.forms import (
    GoAheadForm,
    MakeForm,
    MarkForm,
    ReasonForm,
    ReleaseForm,
)
from rapidreview.collation.letters import preview
from rapidreview.collation.models import Pack
from rapidreview.collation.readers import (
    pack_on,
    packs_for,
    readers_of,
    recalled_packs_for,
    recipients_for,
    was_recalled_from,
)
from rapidreview.collation.reading import collation_shown
from rapidreview.door.forms import PageForm, carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.parallel.listed import held_count
from rapidreview.people.models import User
from rapidreview.procedure.disclosure import Way
from rapidreview.procedure.errors import LinkDead
from rapidreview.procedure.vocabulary import Deed


@case_page(get=Deed.SEE_PACK)
def collation(request: CaseRequest, case: Case) -> HttpResponse:
    """Who is in and who is not; for a reader, the packs released to them (P6.1, P6.2)."""
    if not request.may(Deed.SEE_RETURNS):
        context = {
            "packs": packs_for(case, request.user),
            "recalled": recalled_packs_for(case, request.user),
        }
        return render(request, "collation/reader.html", context)
    return _page(request, case, MakeForm())


@case_page(post=Deed.GIVE_GO_AHEAD)
def give_go_ahead(request: CaseRequest, case: Case) -> HttpResponse:
    """The Chair's recorded decision to go ahead without the missing returns (4.2 s)."""
    form, by, at = GoAheadForm(request.POST), request.actor, request.at
    if carry_out(
        form,
        lambda: actions.give_go_ahead(case, **form.cleaned_data, by=by, at=at),
    ):
        messages.success(request, "Your go-ahead is recorded.")
        return redirect("collation", case_id=case.pk)
    return _page(request, case, form)


@case_page(post=Deed.COLLATE)
def make_pack(request: CaseRequest, case: Case) -> HttpResponse:
    """Ask for the next version; the page says how far it is, and may be left (P6.1)."""
    form, by, at = MakeForm(request.POST), request.actor, request.at
    if carry_out(form, lambda: making.ask_for_pack(case, by=by, at=at)):
        return redirect("collation", case_id=case.pk)
    return _page(request, case, form)


@case_page(get=Deed.COLLATE, post=Deed.COLLATE)
def mark_attachment(request: CaseRequest, case: Case, version_id: UUID) -> HttpResponse:
    """Whether a file that came with a return goes to the group (P6.2)."""
    file = attachment_on(case, version_id, at=request.at)
    if file is None:
        raise Http404
    form = MarkForm(request.POST or None, initial=as_marked(file))
    by, at = request.actor, request.at
    if request.method == "POST" and carry_out(
        form,
        lambda: mark(
            file,
            released=form.said_yes,
            title=form.cleaned_data["title"],
            reason=form.cleaned_data["reason"],
            by=by,
            at=at,
        ),
    ):
        messages.success(request, f"It is kept for “{file.version.file_name}”.")
        return redirect("collation", case_id=case.pk)
    context = {"form": form, "file": file}
    return render(
        request, "collation/mark_attachment.html", context, status=form.status
    )


@case_page(get=Deed.RELEASE_PACK, post=Deed.RELEASE_PACK)
def release_pack(request: CaseRequest, case: Case, number: int) -> HttpResponse:
    """Show who will get the pack and what they will read; then release it (P6.2)."""
    pack = _pack(case, number)
    readers = recipients_for(case, at=request.at)
    form = ReleaseForm(request.POST or None, readers=readers)
    by, at = request.actor, request.at
    if request.method == "POST" and carry_out(
        form, lambda: actions.release(pack, form.chosen(), by=by, at=at)
    ):
        messages.success(
            request, "The pack is released. Each of them gets a link by e-mail."
        )
        return redirect("collation", case_id=case.pk)
    context = {
        "form": form,
        "pack": pack,
        "readers": readers,
        "preview": preview(pack, by=by),
        "with_it": readers_of(pack),
    }
    return render(request, "collation/release.html", context, status=form.status)


@case_page(get=Deed.RELEASE_PACK, post=Deed.RELEASE_PACK)
def recall_pack(request: CaseRequest, case: Case, number: int) -> HttpResponse:
    """Take the pack back from everybody (P6.2)."""
    pack, form = _pack(case, number), ReasonForm(request.POST or None)
    by, at = request.actor, request.at
    if request.method == "POST" and carry_out(
        form,
        lambda: actions.recall(pack, reason=form.cleaned_data["reason"], by=by, at=at),
    ):
        messages.success(request, "The pack is recalled. Everybody who had it is told.")
        return redirect("collation", case_id=case.pk)
    context = {"form": form, "pack": pack}
    return render(request, "collation/recall.html", context, status=form.status)


@case_page(get=Deed.SEE_PACK)
def open_pack(request: CaseRequest, case: Case, number: int) -> HttpResponse:
    """The pack itself; for a reader only while it is released to them, and 410 once it was
    recalled from them. Each look is in the access log (trust, 19)."""
    pack = _pack(case, number)
    if not request.may(Deed.SEE_RETURNS):
        require_given(pack, request.user)
    return serve(pack.version, inline=True)


def require_given(pack: Pack, user: User) -> None:
    """Raise Http404 for who never had it, LinkDead where it was recalled from them."""
    if was_recalled_from(pack, user):
        raise LinkDead(
            f"Version {pack.number} of the pack was recalled. Do not use a copy of it: "
            "destroy what you printed or saved. You get a letter when another version is "
            "released to you.",
            "P6.2",
        )
    if pack not in packs_for(pack.case, user):
        raise Http404


def _pack(case: Case, number: int) -> Pack:
    found = pack_on(case, number)
    if found is None:
        raise Http404
    return found


def _page(request: CaseRequest, case: Case, form: PageForm) -> HttpResponse:
    context = {
        "shown": collation_shown(case, at=request.at),
        "form": form,
        "reason_form": form if isinstance(form, GoAheadForm) else GoAheadForm(),
        "may": request.may,
        "held": held_count(case, Way.PACK) if request.may(Deed.SEE_HELD) else 0,
    }
    return render(request, "collation/collation.html", context, status=form.status)

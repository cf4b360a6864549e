"""Pages of held items: the list, one item, holding, releasing, looking again (P14.7)."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.casefolder.downloads import serve
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.parallel import actions, letters, listed, releasing, things
from rapidreview.parallel.forms import (
    BecauseForm,
    HoldForm,
    HoldOnForm,
    ReleaseHeldForm,
)
from rapidreview.parallel.listed import ItemShown
from rapidreview.planning.asking import Step, asked, done
from rapidreview.procedure.disclosure import Reader
from rapidreview.procedure.vocabulary import Deed

PAGE, ITEM = "held_items", "held_item"
HOLD = Step(
    "Hold something back",
    "What is held is seen by the agency that wrote it, you and the Chair. It is in no pack, "
    "no report and no export until it is released, item by item.",
    "P14.7",
    "Hold this",
    "parallel/hold.html",
)
RELEASE = Step(
    "Release a held item",
    "Only this item is released, only to those chosen here, with who agreed to it.",
    "P14.7",
    "Release this item",
    "parallel/release.html",
)
HOLD_ON = Step(
    "Keep holding an item",
    "When its day has come or its process has ended, somebody is asked whether it may be "
    "released. Until then it stays held.",
    "P14.7",
    "Hold it on",
    "parallel/about.html",
)
END = Step(
    "End a hold",
    "From then on the item is like any other, for everybody who may read the returns and "
    "the pack. To let only some people read it, release it instead.",
    "P14.7",
    "End this hold",
    "parallel/about.html",
)
WITHDRAW = Step(
    "Withdraw a release",
    "From now on the item is held from them again. A paper that was made with it stays as "
    "it is: recall it, and make it again.",
    "P14.7",
    "Withdraw this release",
    "parallel/about.html",
)


@case_page(get=Deed.SEE_CASE)
def held_items(request: CaseRequest, case: Case) -> HttpResponse:
    """The held items that this person may see; for others there is no such page."""
    keeps = request.may(Deed.SEE_HELD)
    found = listed.items(case, request.at, _reader(request))
    if not keeps and not found:
        raise Http404
    given = {
        "items": found,
        "unlisted": listed.unlisted(case) if keeps else [],
        "returns": listed.returns_to_hold(case) if keeps else [],
        "keeps": keeps,
        "may_hold": request.may(Deed.HOLD_ITEMS),
    }
    return render(request, "parallel/held_items.html", given)


@case_page(get=Deed.SEE_CASE)
def held_item(request: CaseRequest, case: Case, held_id: UUID) -> HttpResponse:
    """One held item and its text, for manager, Chair and those it was released to."""
    shown = _item(request, case, held_id)
    given = {
        "shown": shown,
        "text": listed.text_of(shown.item),
        "file": listed.file_of(shown.item),
        "keeps": request.may(Deed.SEE_HELD),
        "may_hold": request.may(Deed.HOLD_ITEMS),
        "papers": listed.left_in_papers(shown.item),
    }
    return render(request, "parallel/held_item.html", given)


@case_page(get=Deed.SEE_CASE)
def held_document(request: CaseRequest, case: Case, held_id: UUID) -> HttpResponse:
    """A held document itself; the look is in the access log."""
    version = listed.file_of(_item(request, case, held_id).item)
    if version is None:
        raise Http404
    return serve(version)


@case_page(post=Deed.HOLD_ITEMS)
def list_held(
    request: CaseRequest, case: Case, return_id: UUID, code: str
) -> HttpResponse:
    """Put an answer that the form holds on the list, to release it."""
    found = things.from_start(case, return_id, code)
    if found is None:
        raise Http404
    item = actions.list_from_start(found, code, by=request.actor, at=request.at)
    return redirect(ITEM, case_id=case.pk, held_id=item.pk)


@case_page(get=Deed.HOLD_ITEMS, post=Deed.HOLD_ITEMS)
def hold_in_return(request: CaseRequest, case: Case, return_id: UUID) -> HttpResponse:
    """Hold answers and entries of one return."""
    row = things.return_of(case, return_id)
    if row is None:
        raise Http404
    parts = listed.parts_in(row)
    part = things.part_of(parts, request.GET.get("part", ""))
    form = _hold_form(request, case, listed.choices_in(row, part))

    def chosen() -> list[actions.Thing]:
        return [things.in_return(row, one) for one in form.cleaned_data["things"]]

    return _hold(
        request, case, form, chosen, about=row.agency.name, parts=parts, part=part
    )


@case_page(get=Deed.HOLD_ITEMS, post=Deed.HOLD_ITEMS)
def hold_document(request: CaseRequest, case: Case, version_id: UUID) -> HttpResponse:
    """Hold a document of the case folder, in all its versions."""
    document = things.document_of(case, version_id)
    if document is None:
        raise Http404
    form = _hold_form(request, case, None)
    thing = actions.Thing(document=document)
    return _hold(request, case, form, lambda: [thing], about=document.title)


@case_page(get=Deed.HOLD_ITEMS, post=Deed.HOLD_ITEMS)
def release_held(request: CaseRequest, case: Case, held_id: UUID) -> HttpResponse:
    """To whom, for which paper, and who agreed; the letter is shown before it goes."""
    shown = _item(request, case, held_id)
    form = ReleaseHeldForm(request.POST or None, case=case, at=request.at)
    act = partial(releasing.release, shown.item, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(form, lambda: act(**form.cleaned_data)):
        return _to_item(request, shown, "Released, to those and for nothing else.")
    preview = letters.preview(shown.item, by=request.actor)
    text = listed.text_of(shown.item)
    return asked(request, form, RELEASE, shown=shown, preview=preview, text=text)


@case_page(get=Deed.HOLD_ITEMS, post=Deed.HOLD_ITEMS)
def hold_on(request: CaseRequest, case: Case, held_id: UUID) -> HttpResponse:
    """Who was asked, and until when it is held now."""
    shown = _item(request, case, held_id)
    form = HoldOnForm(request.POST or None, case=case, at=request.at)
    act = partial(actions.hold_on, shown.item, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(form, lambda: act(**form.cleaned_data)):
        return _to_item(request, shown, "It stays held.")
    return asked(request, form, HOLD_ON, shown=shown)


@case_page(get=Deed.HOLD_ITEMS, post=Deed.HOLD_ITEMS)
def end_hold(request: CaseRequest, case: Case, held_id: UUID) -> HttpResponse:
    """From now on it is like any other."""
    shown = _item(request, case, held_id)
    form = BecauseForm(request.POST or None, case=case, at=request.at)
    act = partial(actions.end_hold, shown.item, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(form, lambda: act(**form.cleaned_data)):
        return done(request, case, f"H{shown.item.number} is no longer held.", PAGE)
    return asked(request, form, END, shown=shown)


@case_page(get=Deed.HOLD_ITEMS, post=Deed.HOLD_ITEMS)
def withdraw_release(
    request: CaseRequest, case: Case, held_id: UUID, release_id: UUID
) -> HttpResponse:
    """One release taken back, with the reason."""
    shown = _item(request, case, held_id)
    given = next((one for one in shown.releases if one.pk == release_id), None)
    if given is None:
        raise Http404
    form = BecauseForm(request.POST or None, case=case, at=request.at)
    act = partial(releasing.withdraw_release, given, by=request.actor, at=request.at)
    if request.method == "POST" and carry_out(form, lambda: act(**form.cleaned_data)):
        return _to_item(request, shown, "The release is withdrawn.")
    return asked(request, form, WITHDRAW, shown=shown, given=given)


def _reader(request: CaseRequest) -> Reader:
    return Reader(str(request.user.pk), request.roles)


def _item(request: CaseRequest, case: Case, held_id: UUID) -> ItemShown:
    found = listed.item_on(case, held_id, request.at, _reader(request))
    if found is None:
        raise Http404
    return found


def _to_item(request: CaseRequest, shown: ItemShown, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(ITEM, case_id=shown.item.case_id, held_id=shown.item.pk)


def _hold_form(
    request: CaseRequest, case: Case, choices: list[listed.Choice] | None
) -> HoldForm:
    return HoldForm(
        request.POST or None,
        case=case,
        at=request.at,
        choices=choices,
        processes=listed.running(case),
    )


def _hold(
    request: CaseRequest,
    case: Case,
    form: HoldForm,
    chosen: things.Chosen,
    *,
    about: str,
    **more: object,
) -> HttpResponse:
    def act() -> None:
        given = {**form.cleaned_data}
        given.pop("things", None)
        process = things.process_of(case, given.pop("process"))
        actions.hold(
            case, chosen(), process=process, by=request.actor, at=request.at, **given
        )

    if request.method == "POST" and carry_out(form, act):
        return done(request, case, "Held. It is in no paper made from now on.", PAGE)
    known = listed.running(case)
    return asked(request, form, HOLD, about=about, processes=known, **more)

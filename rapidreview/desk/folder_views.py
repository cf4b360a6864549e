"""The case folder I-IV on screen, and the letters that left (P0.3, P1.17, P1.18)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.casefolder.actions import file_document
from rapidreview.casefolder.downloads import serve
from rapidreview.casefolder.models import Document
from rapidreview.casefolder.uploads import receive
from rapidreview.desk.forms import FileForm
from rapidreview.desk.shelves import folders, letter_of, letters, version_of
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.mail.delivery import as_read
from rapidreview.parallel.held import Held
from rapidreview.parallel.reading import held_in
from rapidreview.procedure.disclosure import Reader
from rapidreview.procedure.vocabulary import Deed, Subfolder


@case_page(get=Deed.SEE_FOLDER, post=Deed.FILE_DOCUMENT)
def documents(request: CaseRequest, case: Case) -> HttpResponse:
    """The four subfolders, and the form that files into them."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and carry_out(form, lambda: _file(request, form)):
        messages.success(request, "Filed, and its place is in the Daily Log.")
        return redirect("documents", case_id=case.pk)
    return render(
        request,
        "desk/documents.html",
        {
            "folders": folders(case, _held(request)),
            "may_hold": request.may(Deed.HOLD_ITEMS),
            "may_see_processes": request.may(Deed.SEE_PROCESSES),
            "form": form,
            "may_file": request.may(Deed.FILE_DOCUMENT),
            "may_file_mail": request.may(Deed.RECEIVE_RETURN),
        },
        status=form.status,
    )


def _file(request: CaseRequest, form: FileForm) -> None:
    given = form.cleaned_data
    upload = receive(given["file"], email=True)
    email = upload.is_email
    file_document(
        request.case,
        sort=Document.Sort.EMAIL if email else Document.Sort.OTHER,
        subfolder=Subfolder(given["subfolder"]),
        title=given["title"],
        data=upload.data,
        name=upload.name,
        media_type=upload.media_type,
        source=given["source"],
        by=request.actor,
        at=request.at,
        occurred_at=given["occurred_at"],
    )


@case_page(get=Deed.SEE_FOLDER)
def document(request: CaseRequest, case: Case, version_id: UUID) -> HttpResponse:
    """Download one version; the look is in the access log."""
    return serve(version_of(case, version_id, _held(request)))


def _held(request: CaseRequest) -> Held:
    """What of the folder is held from this person (P14.7)."""
    reader = Reader(str(request.user.pk), request.roles)
    return held_in(request.case, reader=reader)


@case_page(get=Deed.SEE_OUTBOX)
def outbox(request: CaseRequest, case: Case) -> HttpResponse:
    """Every letter of the case, and whether it was delivered."""
    return render(request, "desk/outbox.html", {"letters": letters(case)})


@case_page(get=Deed.SEE_OUTBOX)
def letter(request: CaseRequest, case: Case, letter_id: UUID) -> HttpResponse:
    """One letter as its recipient reads it."""
    found = letter_of(case, letter_id)
    return render(
        request, "desk/letter.html", {"letter": found, "read": as_read(found)}
    )

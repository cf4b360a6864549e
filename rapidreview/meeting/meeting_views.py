"""All meetings of a case; the Rapid Review meeting prepared, minuted while it goes on, closed (P7.1)."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from rapidreview.case.models import Case
from rapidreview.door.forms import carry_out
from rapidreview.door.pages import case_page
from rapidreview.door.requests import CaseRequest
from rapidreview.meeting import calling, holding, noting
from rapidreview.meeting.agenda import guidance_of
from rapidreview.meeting.entries import attendance_lines, attendance_read, item_entries
from rapidreview.meeting.invitees import in_the_room
from rapidreview.meeting.letters import agenda_preview
from rapidreview.meeting.meeting_forms import (
    CloseForm,
    ConfirmForm,
    CorrectCloseForm,
    MeetingForm,
    PlaceForm,
)
from rapidreview.meeting.models import Meeting
from rapidreview.meeting.overview import (
    ExecutiveShown,
    MeetingShown,
    executive_shown,
    review_shown,
)
from rapidreview.meeting.premeets import told_of_premeets
from rapidreview.meeting.presence import quorum_of
from rapidreview.meeting.readers import is_invited, minutes_for
from rapidreview.meeting.reading import closed_meeting, meeting_of
from rapidreview.meeting.room import Room, closing_shown, room
from rapidreview.meeting.standing import TASK
from rapidreview.planning.asking import done
from rapidreview.planning.calendars import TITLES
from rapidreview.planning.entries import invited_shown
from rapidreview.planning.interests import interests_of
from rapidreview.procedure.errors import NotYet
from rapidreview.procedure.quorum import QuorumLine
from rapidreview.procedure.vocabulary import Deed, Role

# Where "Save and …" leads on from the page that is typed into.
LEADS_TO = {
    "walk_through": "walk_through",
    "action": "agree_action",
    "approval": "approve_content",
    "decide": "decide_executive",
    "close": "close_meeting",
}


@case_page(get=Deed.SEE_MEETINGS)
def meetings(request: CaseRequest, case: Case) -> HttpResponse:
    """Every meeting with its state and next step; for a reader, when and where, and the
    minutes that were given to them."""
    facts, at = request.facts, request.at
    review, executive = (
        review_shown(case, facts, at),
        executive_shown(case, facts, at),
    )
    if not request.may(Deed.RECORD_DECISION):
        return _for_a_reader(request, case, review, executive)
    context = {
        "review": review,
        "executive": executive,
        "guidance": guidance_of(case.guidance),
        "quorum": _awaited(review.meeting, at),
        "invited": ", ".join(
            one.words for one in invited_shown(case) if one.title == TITLES[TASK]
        ),
        "interests": interests_of(case),
        "premeets": told_of_premeets(case, facts, at),
        "may": request.may,
    }
    return render(request, "meeting/meetings.html", context)


def _awaited(meeting: Meeting | None, at: datetime) -> tuple[QuorumLine, ...]:
    """The quorum that is to be expected, until the meeting has closed."""
    if meeting is None or meeting.closed_at is not None:
        return ()
    return quorum_of(meeting, at=at)


def _for_a_reader(
    request: CaseRequest, case: Case, review: MeetingShown, executive: ExecutiveShown
) -> HttpResponse:
    """Executive leaders find their own meeting only, and nobody another one than theirs."""
    meeting = executive.shown.meeting
    context = {
        "review": review if request.roles != {Role.EXECUTIVE_LEADER} else None,
        "executive": executive.shown if is_invited(meeting, request.user) else None,
        "findings_wanted": executive.findings_wanted,
        "guidance": guidance_of(case.guidance),
        "given": minutes_for(case, request.user),
        "may": request.may,
    }
    return render(request, "meeting/reader.html", context)


@case_page(get=Deed.HOLD_MEETING, post=Deed.HOLD_MEETING)
def prepare_meeting(request: CaseRequest, case: Case) -> HttpResponse:
    """The place, and who will be in the room; pressed again, what changed (P7.1)."""
    meeting = meeting_of(case)
    first = {"place": meeting.place if meeting else ""}
    form, by, at = PlaceForm.on(request, initial=first), request.actor, request.at
    if request.method == "POST" and carry_out(
        form, lambda: calling.prepare_meeting(case, **form.told(by), at=at)
    ):
        return done(request, case, "The meeting is prepared.", "meetings")
    context = {
        "form": form,
        "starts_at": request.facts.agreed.get(("rapid_review_meeting", None)),
        "people": in_the_room(case, at),
    }
    return render(request, "meeting/prepare.html", context, status=form.status)


@case_page(get=Deed.HOLD_MEETING, post=Deed.HOLD_MEETING)
def send_agenda(request: CaseRequest, case: Case) -> HttpResponse:
    """The agenda as each of them will read it, and who gets it; then it goes (P7.3)."""
    meeting = _meeting(case)
    form, by, at = ConfirmForm(request.POST or None), request.actor, request.at
    if request.method == "POST" and carry_out(
        form, lambda: calling.send_agenda(meeting, by=by, at=at)
    ):
        return done(request, case, "The agenda is sent, with the guidance.", "meetings")
    people = [
        one.user for one in meeting.attendances.select_related("user") if one.user
    ]
    context = {
        "form": form,
        "people": people,
        "letter": agenda_preview(meeting, by=by),
        "asked": request.method == "POST",
    }
    return render(request, "meeting/agenda.html", context, status=form.status)


@case_page(get=Deed.RECORD_DECISION, post=Deed.HOLD_MEETING)
def rapid_review_meeting(request: CaseRequest, case: Case) -> HttpResponse:
    """The one page to type into while the meeting goes on (P7.1, P7.2)."""
    shown = room(_meeting(case), request.facts, at=request.at)
    form = MeetingForm.on(
        request,
        people=shown.people,
        items=shown.items,
        initial={"read": shown.meeting.edit_version},
    )
    by, at = request.actor, request.at
    if request.method == "POST" and carry_out(
        form,
        lambda: noting.save_room(
            shown.meeting,
            form.came(),
            form.noted(),
            read=form.cleaned_data["read"] or 0,
            at=at,
            **form.happened(by),
        ),
    ):
        return _lead_on(request, case)
    return _room(request, shown, form)


def _lead_on(request: CaseRequest, case: Case) -> HttpResponse:
    """Saved; then to where the pressed button leads."""
    go = request.POST.get("go", "")
    messages.success(request, "Saved.")
    if go.startswith("view_"):
        return redirect(
            "partner_view", case_id=case.pk, partner=go.removeprefix("view_")
        )
    name = LEADS_TO.get(go, "rapid_review_meeting")
    return redirect(name, case_id=case.pk)


def _room(request: CaseRequest, shown: Room, form: MeetingForm) -> HttpResponse:
    read, changed_by_others = attendance_read(form, shown.meeting)
    context = {
        "form": form,
        "read": read,
        "changed_by_others": changed_by_others,
        "room": shown,
        "lines": attendance_lines(form, shown.people),
        "entries": item_entries(form, shown.items),
        "guidance": guidance_of(request.case.guidance),
        "may": request.may,
        "typing": request.may(Deed.HOLD_MEETING) and not shown.filed,
    }
    return render(request, "meeting/room.html", context, status=form.status)


@case_page(get=Deed.HOLD_MEETING, post=Deed.HOLD_MEETING)
def close_meeting(request: CaseRequest, case: Case) -> HttpResponse:
    """What is still open before the meeting closes; then the moment, and the 24 hours begin."""
    meeting = _meeting(case)
    shown = closing_shown(meeting, request.facts, at=request.at)
    form = CloseForm.on(request, initial=shown.first)
    by, at = request.actor, request.at
    if request.method == "POST" and carry_out(
        form, lambda: holding.close_meeting(meeting, at=at, **form.told(by))
    ):
        return done(request, case, "The meeting is closed.", "meetings")
    context = {"form": form, "closing": shown, "may": request.may}
    return render(request, "meeting/close.html", context, status=form.status)


@case_page(get=Deed.HOLD_MEETING, post=Deed.HOLD_MEETING)
def correct_close(request: CaseRequest, case: Case, meeting_id: UUID) -> HttpResponse:
    """A mistyped moment of closing, old to new, with its reason (P0.5)."""
    meeting = closed_meeting(case, meeting_id)
    first = {"closed_at": meeting.closed_at}
    form, by, at = (
        CorrectCloseForm(request.POST or None, initial=first),
        request.actor,
        request.at,
    )
    if request.method == "POST" and carry_out(
        form,
        lambda: holding.correct_close(meeting, **form.cleaned_data, by=by, at=at),
    ):
        return done(request, case, "The moment of closing is corrected.", "meetings")
    context = {"form": form, "meeting": meeting}
    return render(request, "meeting/correct_close.html", context, status=form.status)


def _meeting(case: Case) -> Meeting:
    found = meeting_of(case)
    if found is None:
        raise NotYet("Prepare the Rapid Review meeting first.", "P7.1")
    return found

"""Pre-meets: offered, not wanted, held; and their minutes within 24 hours (P0.4, P0.5, P1.9)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Unpack

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder.models import Document
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.mail.words import Recipient
from rapidreview.meeting.letters import offer, send_minutes
from rapidreview.meeting.models import Meeting
from rapidreview.paper.word_text import Paragraph, docx_from
from rapidreview.people.actor import Actor
from rapidreview.people.models import Agency
from rapidreview.planning.calendars import PREMEET_TASK
from rapidreview.planning.entries import live_entries
from rapidreview.planning.inviting import call_off
from rapidreview.procedure.at_the_meeting import require_minute_taker
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.vocabulary import Subfolder
from rapidreview.scoping.prefilled import in_full

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

NOT_WANTED = "It is not wanted."


@transaction.atomic
def offer_premeet(
    case: Case,
    agency: Agency,
    *,
    by: Actor,
    at: datetime,
    starts_at: datetime | None = None,
    occurred_at: datetime | None = None,
) -> Meeting | None:
    """Offer a pre-meet to an agency that has not done this before (P1.9).

    With ``starts_at`` it stands as a meeting to be held. Offered before the case was taken
    in, nobody is written to. Raises AlreadyDone while an offer is open, Refused for a time
    that has passed.
    """
    facts = case_facts(case)
    require_open(facts)
    if facts.has(LogKind.PREMEET_NEEDED, str(agency.pk)):
        raise AlreadyDone("A pre-meet was offered to this agency before.", "P1.9")
    if starts_at is not None and starts_at < (occurred_at or at):
        raise Refused("The pre-meet must lie ahead.", "P1.9")
    told = "" if by.takes_in else offer(case, agency, starts_at=starts_at, by=by, at=at)
    _log(
        case,
        LogKind.PREMEET_NEEDED,
        agency,
        by,
        at,
        occurred_at=occurred_at,
        to=told,
        channel="" if by.takes_in else "e-mail",
        new=in_full(starts_at) if starts_at else "",
    )
    if starts_at is None:
        return None
    return Meeting.objects.create(
        case=case, sort=Meeting.Sort.PRE_MEET, agency=agency, starts_at=starts_at
    )


@transaction.atomic
def decline_premeet(
    case: Case,
    agency: Agency,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> None:
    """The agency does not want the pre-meet it was offered, and says why (P1.9).

    A meeting that was planned stays in the list, marked as not wanted by the log; it leaves
    the calendars of those who were written to.
    """
    if not reason.strip():
        raise Incomplete("Say why the agency does not want a pre-meet.", "P1.9")
    _require_offer(case, agency)
    _log(
        case,
        LogKind.PREMEET_DECLINED,
        agency,
        by,
        at,
        occurred_at=occurred_at,
        reason=reason.strip(),
    )
    subject = str(agency.pk)
    if live_entries(case, PREMEET_TASK, at=at, subject=subject):
        call_off(case, PREMEET_TASK, because=NOT_WANTED, by=by, at=at, subject=subject)


@transaction.atomic
def hold_premeet(
    case: Case,
    agency: Agency,
    *,
    starts_at: datetime,
    closed_at: datetime,
    minute_taker: str,
    attended: str,
    notes: str,
    by: Actor,
    at: datetime,
) -> Meeting:
    """Record a pre-meet that was held, who took the minutes, and when it closed (P0.4, P1.9).

    ``attended`` is one name a line. The 24 hours of the minutes run from ``closed_at``.
    """
    require_minute_taker(minute_taker)
    if not attended.strip():
        raise Incomplete("Say who attended.", "P1.9")
    if closed_at < starts_at or closed_at > at:
        raise Refused(
            "The meeting closes after it began, and not in the future.", "P0.5"
        )
    _require_offer(case, agency)
    meeting = Meeting.objects.select_related("case").filter(
        case=case, agency=agency, sort=Meeting.Sort.PRE_MEET
    ).first() or Meeting(case=case, agency=agency, sort=Meeting.Sort.PRE_MEET)
    meeting.starts_at, meeting.closed_at = starts_at, closed_at
    meeting.minute_taker, meeting.attended = minute_taker.strip(), attended.strip()
    meeting.notes = notes.strip()
    meeting.edit_version += 1
    meeting.save()
    who = ", ".join(meeting.attended.splitlines())
    taker = f"Minutes: {meeting.minute_taker}."
    _log(
        case, LogKind.PREMEET_HELD, agency, by, at, occurred_at=starts_at,
        text=f"Attended: {who}. {taker}",
    )  # fmt: skip
    dailylog.write(
        case,
        LogKind.MEETING_CLOSED,
        by=by,
        at=at,
        occurred_at=closed_at,
        subject=meeting,
        agency=agency.name,
        text=f"Pre-meet with {agency.name}. {taker}",
    )
    return meeting


@transaction.atomic
def circulate_minutes(
    meeting: Meeting, *, text: str, to: Sequence[Recipient], by: Actor, at: datetime
) -> Meeting:
    """File the minutes in II and send them to those named, once (P0.5, P1.17).

    Raises NotYet while the meeting has not closed, Incomplete without text or recipients,
    AlreadyDone after they were circulated.
    """
    rows = Meeting.objects.select_for_update(of=("self",)).select_related(
        "case__partnership", "agency"
    )
    meeting = rows.get(pk=meeting.pk)
    require_open(case_facts(meeting.case))
    if meeting.closed_at is None:
        raise NotYet("Record first when the meeting closed.", "P0.5")
    if meeting.circulated_at is not None:
        raise AlreadyDone("These minutes have been circulated.", "P0.5")
    if not text.strip() or not to:
        raise Incomplete("Write the minutes, and choose who gets them.", "P0.5")
    agency = meeting.agency
    about = f"{meeting.get_sort_display()}{f' with {agency.name}' if agency else ''}"
    meeting.minutes = casefolder.file_document(
        meeting.case,
        sort=Document.Sort.MINUTES,
        subfolder=Subfolder.II,
        title=f"Minutes: {about}",
        data=_minutes_file(meeting, about, text, at),
        name="minutes.docx",
        media_type=DOCX,
        source=f"Minutes by {meeting.minute_taker}",
        by=by,
        at=at,
        agency=agency,
        subject=str(meeting.pk),
    )
    names = [one.name for one in to]
    meeting.circulated_at, meeting.circulated_to = at, "\n".join(names)
    meeting.edit_version += 1
    meeting.save()
    send_minutes(meeting, about, text, to, by=by, at=at)
    dailylog.write(
        meeting.case,
        LogKind.MINUTES_CIRCULATED,
        by=by,
        at=at,
        subject=meeting,
        files=(meeting.minutes.sha256,),
        to=", ".join(names),
        channel="e-mail",
        document=f"Minutes: {about}",
        location=casefolder.location(meeting.minutes),
    )
    return meeting


def _minutes_file(meeting: Meeting, about: str, text: str, at: datetime) -> bytes:
    closed = in_full(meeting.closed_at) if meeting.closed_at else ""
    case = meeting.case
    return docx_from(
        f"Minutes: {about}",
        [
            f"Reference: {case.reference}",
            f"Began: {in_full(meeting.starts_at)}. Closed: {closed}.",
            f"Minute-taker: {meeting.minute_taker}",
            Paragraph("Attended", level=1),
            *(Paragraph(one, listed=True) for one in meeting.attended.splitlines()),
            Paragraph("Minutes", level=1),
            text,
        ],
        at=at,
        marking=case.partnership.marking,
        footer=f"{case.reference}: minutes",
    )


def _require_offer(case: Case, agency: Agency) -> None:
    facts = case_facts(case)
    require_open(facts)
    subject = str(agency.pk)
    if not facts.has(LogKind.PREMEET_NEEDED, subject):
        raise NotYet("Offer this agency a pre-meet first.", "P1.9")
    if facts.has(LogKind.PREMEET_HELD, subject):
        raise AlreadyDone("The pre-meet with this agency was held.", "P1.9")
    if facts.has(LogKind.PREMEET_DECLINED, subject):
        raise AlreadyDone("This agency did not want a pre-meet.", "P1.9")


def _log(
    case: Case,
    kind: LogKind,
    about: Agency,
    by: Actor,
    at: datetime,
    *,
    occurred_at: datetime | None = None,
    text: str = "",
    **words: Unpack[dailylog.BodyWords],
) -> None:
    said: dailylog.BodyWords = {**words, "agency": about.name}
    dailylog.write(
        case,
        kind,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=about,
        text=text,
        **said,
    )

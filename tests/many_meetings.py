"""The two meetings of a case in which every page has something to show, and many rows of each."""

from datetime import datetime, timedelta

from rapidreview.case.invited import CalendarEntry, Interest
from rapidreview.case.models import Case
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.meeting import calling, deciding, executive, minutes
from rapidreview.meeting.attending import Came, record_attendance
from rapidreview.meeting.models import (
    Action,
    Attendance,
    ExecutiveDecision,
    FindingsShared,
    Meeting,
    Minutes,
)
from rapidreview.planning.actions import agree_date
from rapidreview.planning.inviting import send_invitations
from rapidreview.procedure.vocabulary import Partner
from tests import met
from tests.cast import Cast

MOVED = "So that every page can be measured."


def held(case: Case, cast: Cast, at: datetime) -> Meeting:
    """The Rapid Review meeting goes on; the one with the AD/DCS has its minutes. The latter."""
    priya, judith = cast.actor("priya"), cast.actor("judith")
    starts_at = at + timedelta(minutes=5)
    for task in ("rapid_review_meeting", "executive_meeting"):
        agree_date(
            case,
            task,
            starts_at,
            agreed_with="Judith",
            reason=MOVED,
            by=priya,
            at=at,
        )
    send_invitations(case, place=met.PLACE, by=priya, at=at)
    review = calling.prepare_meeting(case, place=met.PLACE, by=priya, at=at)
    record_attendance(
        review,
        [Came(1, "apologies", deputy="Petra", grade="same", conflict="A friend.")],
        edit_version=review.edit_version,
        by=priya,
        at=at,
    )
    deciding.answer_criteria(review, met.ANSWERS, by=judith, at=at)
    deciding.record_view(
        review,
        Partner.ICB,
        agrees=True,
        words="",
        given_by="Helene Wintersea",
        by=judith,
        at=at,
    )
    deciding.approve_content(review, corrections="Race first.", by=judith, at=at)
    met.decide_executive(case, cast, at=at)
    meeting = calling.call_executive(
        case,
        starts_at=starts_at,
        place="Room 4",
        people=[cast.dana, cast.judith],
        by=priya,
        at=at,
    )
    executive.hold_executive_meeting(
        meeting,
        closed_at=at + timedelta(minutes=20),
        present=["Dana Quillmere"],
        presented="The findings.",
        agreed="Cover is funded.",
        minute_taker="Miriam Stellbrook",
        by=priya,
        at=at + timedelta(minutes=30),
    )
    minutes.file_minutes(meeting, by=priya, at=at + timedelta(minutes=30))
    return Meeting.objects.get(pk=meeting.pk)


def add_rows(case: Case, numbers: range, at: datetime) -> None:
    """More people, actions, decisions, findings and versions of the minutes."""
    for meeting in case.meetings.exclude(sort=Meeting.Sort.PRE_MEET):
        Attendance.objects.bulk_create(
            Attendance(
                case=case,
                meeting=meeting,
                number=100 + n,
                name=f"Person {n}",
                role="JCR Group member",
                conflict="An interest.",
            )
            for n in numbers
        )
        Action.objects.bulk_create(
            Action(
                case=case,
                meeting=meeting,
                number=1000 + 2 * n + (meeting.sort == Meeting.Sort.EXECUTIVE),
                kind=Action.Kind.PARTNERSHIP,
                words=f"Do {n}.",
                owner="Nadia",
                due_at=at,
                agreed_at=at,
            )
            for n in numbers
        )
    ExecutiveDecision.objects.bulk_create(
        ExecutiveDecision(
            case=case, number=100 + n, required=True, reason=f"{n}.", decided_at=at
        )
        for n in numbers
    )
    FindingsShared.objects.bulk_create(
        FindingsShared(case=case, partner=Partner.POLICE, words=f"{n}.", shared_at=at)
        for n in numbers
    )
    Interest.objects.bulk_create(
        Interest(case=case, number=100 + n, name=f"Person {n}", declared_at=at)
        for n in numbers
    )
    CalendarEntry.objects.bulk_create(
        CalendarEntry(
            case=case,
            task="rapid_review_meeting",
            name=f"Person {n}",
            email=f"person{n}@northmere.example",
            starts_at=at + timedelta(days=1),
            sent_at=at,
        )
        for n in numbers
    )
    _add_versions(case, at)


def _add_versions(case: Case, at: datetime) -> None:
    """Versions of the minutes, out of papers that lie in the folder."""
    meeting = case.meetings.get(sort=Meeting.Sort.EXECUTIVE)
    papers = DocumentVersion.objects.filter(case=case, document__sort="letter")
    for files in (Minutes.objects.values("word"), Minutes.objects.values("pdf")):
        papers = papers.exclude(pk__in=files)
    free = list(papers)
    number = meeting.minutes_made.count()
    Minutes.objects.bulk_create(
        Minutes(
            case=case,
            meeting=meeting,
            number=number + place,
            word=word,
            pdf=pdf,
            correction="A correction.",
            made_by="Miriam",
            made_at=at,
        )
        for place, (word, pdf) in enumerate(
            zip(free[::2], free[1::2], strict=False), start=1
        )
    )

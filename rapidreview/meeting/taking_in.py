"""A pre-meet that was offered, held and minuted before the case was taken in (P14.6, P1.9, P0.5)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.casefolder.uploads import Upload
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.meeting import actions
from rapidreview.meeting.models import Meeting
from rapidreview.people.actor import Actor
from rapidreview.people.models import Agency
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.true_dates import require_in_order, require_since_the_call
from rapidreview.procedure.vocabulary import Subfolder


@dataclass(frozen=True, slots=True)
class HeldBefore:
    """A pre-meet that was held; ``attended`` is one name a line."""

    starts_at: datetime
    closed_at: datetime
    minute_taker: str
    attended: str


@dataclass(frozen=True, slots=True)
class MinutesBefore:
    """Minutes that were sent: the document itself, when, and to whom, one name a line."""

    document: Upload
    sent_at: datetime
    to: str


@dataclass(frozen=True, slots=True)
class PremeetBefore:
    """What was done about a pre-meet, and by whom; what was not done is None."""

    done_by: str
    offered_at: datetime | None = None
    held: HeldBefore | None = None
    minutes: MinutesBefore | None = None

    def moments(self) -> list[tuple[str, datetime]]:
        """The steps in their order, with their moments."""
        found = [
            ("the pre-meet was offered", self.offered_at),
            ("it was held", self.held and self.held.starts_at),
            ("it closed", self.held and self.held.closed_at),
            ("its minutes were sent", self.minutes and self.minutes.sent_at),
        ]
        return [(words, moment) for words, moment in found if moment]


@transaction.atomic
def take_in_premeet(
    case: Case, agency: Agency, given: PremeetBefore, *, by: Actor, at: datetime
) -> None:
    """Enter what was done of an agency's pre-meet; nobody is written to.

    Raises Refused for moments that cannot be, Incomplete where nothing is given, and what
    each step's own action raises.
    """
    moments = given.moments()
    if not moments:
        raise Incomplete("Enter when the pre-meet was offered or held.", "P1.9")
    require_since_the_call(case_facts(case), moments[0][1], at)
    require_in_order(moments, at)
    by = by.entering(given.done_by)
    if given.offered_at:
        actions.offer_premeet(case, agency, by=by, at=at, occurred_at=given.offered_at)
    if held := given.held:
        actions.hold_premeet(
            case,
            agency,
            starts_at=held.starts_at,
            closed_at=held.closed_at,
            minute_taker=held.minute_taker,
            attended=held.attended,
            notes="",
            by=by,
            at=at,
        )
    if given.minutes:
        record_minutes(_held(case, agency), given.minutes, by=by, at=at)


@transaction.atomic
def record_minutes(
    meeting: Meeting, given: MinutesBefore, *, by: Actor, at: datetime
) -> Meeting:
    """File minutes that were sent before in II, with when they went to whom (P0.5, P1.17).

    Raises NotYet while the meeting has not closed, Incomplete without recipients,
    AlreadyDone after minutes were circulated.
    """
    rows = Meeting.objects.select_for_update(of=("self",)).select_related(
        "case__partnership", "agency"
    )
    meeting = rows.get(pk=meeting.pk)
    names = [one.strip() for one in given.to.splitlines() if one.strip()]
    _require_sendable(meeting, names)
    meeting.minutes = _file(meeting, given, by=by, at=at)
    meeting.circulated_at, meeting.circulated_to = given.sent_at, "\n".join(names)
    meeting.edit_version += 1
    meeting.save()
    dailylog.write(
        meeting.case,
        LogKind.MINUTES_CIRCULATED,
        by=by,
        at=at,
        occurred_at=given.sent_at,
        subject=meeting,
        files=(meeting.minutes.sha256,),
        to=", ".join(names),
        document=_title(meeting),
        location=casefolder.location(meeting.minutes),
    )
    return meeting


def _require_sendable(meeting: Meeting, names: list[str]) -> None:
    require_open(case_facts(meeting.case))
    if meeting.closed_at is None:
        raise NotYet("Enter first when the meeting closed.", "P0.5")
    if meeting.circulated_at is not None:
        raise AlreadyDone("These minutes have been circulated.", "P0.5")
    if not names:
        raise Incomplete("Say who was sent the minutes.", "P0.5")


def _file(
    meeting: Meeting, given: MinutesBefore, *, by: Actor, at: datetime
) -> DocumentVersion:
    return casefolder.file_document(
        meeting.case,
        sort=Document.Sort.MINUTES,
        subfolder=Subfolder.II,
        title=_title(meeting),
        data=given.document.data,
        name=given.document.name,
        media_type=given.document.media_type,
        source=f"Minutes by {meeting.minute_taker}",
        by=by,
        at=at,
        agency=meeting.agency,
        subject=str(meeting.pk),
        occurred_at=given.sent_at,
    )


def _title(meeting: Meeting) -> str:
    agency = meeting.agency
    of_whom = f" with {agency.name}" if agency else ""
    return f"Minutes: {meeting.get_sort_display()}{of_whom}"


def _held(case: Case, agency: Agency) -> Meeting:
    found = case.meetings.filter(agency=agency, sort=Meeting.Sort.PRE_MEET).first()
    if found is None:
        raise NotYet("Enter first that the pre-meet was held.", "P0.5")
    return found

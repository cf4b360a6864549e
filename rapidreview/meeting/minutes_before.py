"""Minutes that were written outside, before the case was taken in (P14.6, P7.5, P0.5)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.casefolder.uploads import Upload
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.meeting.minutes import DOCX, PDF, circulate
from rapidreview.meeting.models import Meeting, Minutes
from rapidreview.meeting.papers import title_of
from rapidreview.meeting.standing import is_filed, locked
from rapidreview.people.actor import Actor
from rapidreview.people.models import User
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.true_dates import require_in_order, require_since_the_call
from rapidreview.procedure.vocabulary import Subfolder


@dataclass(frozen=True, slots=True)
class WrittenMinutes:
    """Minutes as they were written: the document, when they were saved, and by whom.

    ``readers`` are those who were given them, at ``circulated_at``; without that moment
    nobody was yet. Those of the Rapid Review meeting went with the report (P7.6).
    """

    document: Upload
    made_at: datetime
    done_by: str
    circulated_at: datetime | None = None
    readers: tuple[User, ...] = ()


@transaction.atomic
def take_in_minutes(
    meeting: Meeting, given: WrittenMinutes, *, by: Actor, at: datetime
) -> Minutes:
    """File minutes in II as they were written, with their true moments (P7.5, P14.6).

    Nobody is written to. Raises NotYet until the meeting has closed, AlreadyDone once
    minutes are filed, Refused for a moment that cannot be or what is neither Word nor PDF.
    """
    meeting = locked(meeting)
    _require_sense(meeting, given, at)
    actor = by.entering(given.done_by.strip())
    version = _file(meeting, given, by=actor, at=at)
    minutes = Minutes.objects.create(
        case=meeting.case,
        meeting=meeting,
        number=1,
        word=version,
        pdf=version,
        made_by=actor.words,
        made_at=given.made_at,
    )
    dailylog.write(
        meeting.case,
        LogKind.MINUTES_FILED,
        by=actor,
        at=at,
        occurred_at=given.made_at,
        subject=meeting,
        files=minutes.hashes,
        document=f"{title_of(meeting)}, version 1",
        location=casefolder.location(version),
    )
    if given.circulated_at is not None:
        when = given.circulated_at
        circulate(minutes, given.readers, by=actor, at=at, occurred_at=when)
    return minutes


def _require_sense(meeting: Meeting, given: WrittenMinutes, at: datetime) -> None:
    facts = case_facts(meeting.case)
    require_open(facts)
    if meeting.closed_at is None:
        raise NotYet("Record first when the meeting closed.", "P0.5")
    if is_filed(meeting):
        raise AlreadyDone("The minutes are filed. Correct them instead.", "P7.5")
    if not given.done_by.strip():
        raise Incomplete("Say who saved the minutes.", "P7.5")
    if given.document.media_type not in {DOCX, PDF}:
        raise Refused("Minutes are filed as a Word document or a PDF.", "P7.5")
    require_since_the_call(facts, given.made_at, at)
    moments = [
        ("the meeting closed", meeting.closed_at),
        ("the minutes were saved", given.made_at),
    ]
    if given.circulated_at is not None:
        moments.append(("they were circulated", given.circulated_at))
    require_in_order(moments, at)
    if given.circulated_at and meeting.sort == Meeting.Sort.RAPID_REVIEW:
        raise Refused(
            "The minutes of the Rapid Review meeting go with the report: enter there when "
            "both were sent.",
            "P7.6",
        )


def _file(
    meeting: Meeting, given: WrittenMinutes, *, by: Actor, at: datetime
) -> DocumentVersion:
    return casefolder.file_document(
        meeting.case,
        sort=Document.Sort.MINUTES,
        subfolder=Subfolder.II,
        title=f"{title_of(meeting)}, as they were written",
        data=given.document.data,
        name=given.document.name,
        media_type=given.document.media_type,
        source=f"Minutes by {meeting.minute_taker}",
        by=by,
        at=at,
        subject=str(meeting.pk),
        occurred_at=given.made_at,
    )

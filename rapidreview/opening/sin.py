"""What Children's Social Care decides and submits, recorded as theirs; and how a case ends (P1.2, P1.5).

That there is no SIN, or that it is withdrawn later, stands in ``outcomes``.
"""

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from rapidreview.case.access import holders
from rapidreview.case.models import Case
from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder.models import Document
from rapidreview.casefolder.uploads import Upload
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.models import LogEntry
from rapidreview.dailylog.plans import procedure_for
from rapidreview.opening.agreement import agreed, require_agreed, standings
from rapidreview.people.actor import Actor
from rapidreview.planning.inviting import call_everything_off
from rapidreview.planning.spoken import spoken
from rapidreview.procedure.errors import AlreadyDone, Refused
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.true_dates import CLOCKS_MAY_DIFFER
from rapidreview.procedure.vocabulary import Outcome, Role, SinOutcome, Subfolder

TEAM = (Role.PARTNERSHIP_MANAGER, Role.PARTNERSHIP_OFFICER, Role.MINUTE_TAKER)
SIN_WORDS = {
    SinOutcome.REVIEW_REQUIRED: "Submitted, review required",
    SinOutcome.NO_REVIEW: "Submitted, no review required",
    SinOutcome.NOT_SUBMITTED: "Not submitted: the criteria are not met",
    SinOutcome.WITHDRAWN: "Withdrawn (de-notified)",
}
SUBMITTED = (SinOutcome.REVIEW_REQUIRED, SinOutcome.NO_REVIEW)


class NoReview(StrEnum):
    """Why a SIN is submitted, and yet no review is required (handbook, 3.2)."""

    LOOKED_AFTER = "looked_after"
    CARE_LEAVER = "care_leaver"
    OTHER = "other"

    @property
    def words(self) -> str:
        """The reason as people say it."""
        return _NO_REVIEW_WORDS[self]


_NO_REVIEW_WORDS = {
    NoReview.LOOKED_AFTER: "Death of a looked-after child, without abuse or neglect",
    NoReview.CARE_LEAVER: "Death of a care leaver",
    NoReview.OTHER: "Another reason",
}
ENDING_WORDS = {
    Outcome.OPENED_IN_ERROR: "Opened in error",
    Outcome.NOT_SUBMITTED: "No SIN was submitted: the criteria are not met",
    Outcome.SIN_WITHDRAWN: "The SIN was withdrawn (de-notified)",
    Outcome.NO_REVIEW: "A SIN was submitted, but no review is needed",
}


@transaction.atomic
def record_csc_decision(
    case: Case,
    *,
    words: str,
    decided_by: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> LogEntry:
    """The decision whether the criteria are met, as Children's Social Care's own (P1.2).

    Raises Refused where somebody of the Partnership Team is named as deciding.
    """
    require_open(case_facts(case))
    team = {
        by.name.casefold(),
        *(one.name.casefold() for one in holders(case, *TEAM, at=at)),
    }
    if decided_by.strip().casefold() in team:
        raise Refused(
            "This decision rests with Children’s Social Care. Enter who decided there, not "
            "somebody of the Partnership Team.",
            "P1.2",
        )
    return dailylog.write(
        case,
        LogKind.CSC_DECISION_RECORDED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        text=f"Decided by {decided_by} for Children’s Social Care: {words}",
    )


@transaction.atomic
def record_partners_agreed(
    case: Case,
    *,
    words: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> LogEntry:
    """That the safeguarding partners were told, in one entry (handbook, 3, row 2).

    Raises NotYet where the procedure asks each of them and some have not agreed.
    """
    require_open(case_facts(case))
    require_agreed(procedure_for(case), agreed(standings(case)))
    return dailylog.write(
        case, LogKind.PARTNERS_AGREED, by=by, at=at, occurred_at=occurred_at, text=words
    )


@transaction.atomic
def record_sin(
    case: Case,
    *,
    submitted_at: datetime | None,
    submitted_by: str,
    reference: str,
    outcome: SinOutcome,
    by: Actor,
    at: datetime,
    copy: Upload | None = None,
    told_at: datetime | None = None,
    no_review: NoReview | None = None,
    because: str = "",
) -> LogEntry:
    """The SIN with its reference and copy (P1.2, P1.5).

    1. Submission, which starts the Panel's clock; the copy in I.
    2. What comes of it: a review, or none with its reason ``no_review``, ``because``.
    3. Without a review the case ends.

    ``told_at`` is when the Partnership was told, if that was earlier. Raises AlreadyDone for a
    second submission, Refused for one in the future or before the incident, or a reason missing.
    """
    facts = case_facts(case)
    require_open(facts)
    why = _require_outcome(outcome, no_review, because)
    when = _require_submission(facts, submitted_at, at)
    _log_submission(case, when, submitted_by, reference, by=by, at=at)
    if copy is not None:
        _file_copy(case, copy, submitted_by, by=by, at=at)
    entry = dailylog.write(
        case,
        LogKind.SIN_OUTCOME_RECORDED,
        by=by,
        at=at,
        occurred_at=told_at,
        subject=outcome.value,
        text=f"{SIN_WORDS[outcome]}. Told by {submitted_by}, Children’s Social Care.",
        reason=why,
    )
    if outcome is SinOutcome.NO_REVIEW:
        end_case(case, Outcome.NO_REVIEW, reason=why, by=by, at=at)
    return entry


@transaction.atomic
def end_case(
    case: Case, outcome: Outcome, *, reason: str, by: Actor, at: datetime
) -> LogEntry:
    """End a case that needs no review: opened in error, not submitted, withdrawn (3.2).

    Folder and log stay; meetings to come leave people's calendars. Raises AlreadyDone if it has ended, Refused without a reason.
    """
    if outcome not in ENDING_WORDS:
        raise Refused("Choose how the case ends.", "P1.2")
    if not reason.strip():
        raise Refused("Say why the case ends: the Daily Log keeps the reason.", "P1.2")
    ended = Case.objects.filter(pk=case.pk, outcome=Outcome.OPEN).update(
        outcome=outcome
    )
    if ended != 1:
        raise AlreadyDone("This case has ended already.", "P1.2")
    case.outcome = outcome
    call_everything_off(case, because="No review is held.", by=by, at=at)
    return dailylog.write(
        case,
        LogKind.CASE_ENDED,
        by=by,
        at=at,
        text=f"{ENDING_WORDS[outcome]}.",
        reason=reason,
    )


def _require_outcome(
    outcome: SinOutcome, no_review: NoReview | None, because: str
) -> str:
    """Why no review is required, in words; empty where one is."""
    if outcome not in SUBMITTED:
        raise Refused("Choose what comes of the SIN that was submitted.", "P1.2")
    if outcome is SinOutcome.REVIEW_REQUIRED:
        return ""
    other = no_review is NoReview.OTHER
    if no_review is None or (other and not because.strip()):
        raise Refused("Say why no review is required.", "P1.2")
    return because.strip() if other else f"{no_review.words}. {because}".strip()


def _require_submission(
    facts: CaseFacts, submitted_at: datetime | None, at: datetime
) -> datetime:
    if submitted_at is None:
        raise Refused("Enter when the SIN was submitted.", "P1.5")
    if facts.has(LogKind.SIN_SUBMITTED):
        raise AlreadyDone(
            "The SIN is recorded already. If its date is wrong, correct the date.",
            "P1.5",
        )
    incident = facts.anchor("incident")
    if submitted_at > at + CLOCKS_MAY_DIFFER:
        raise Refused(f"{spoken(submitted_at)} has not come yet.", "P1.5")
    if incident and submitted_at < incident:
        raise Refused(
            f"The SIN, {spoken(submitted_at)}, cannot be before the incident, "
            f"{spoken(incident)}.",
            "P1.5",
        )
    return submitted_at


def _log_submission(
    case: Case,
    when: datetime,
    submitted_by: str,
    reference: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    case.sin_reference = reference
    case.save(update_fields=["sin_reference"])
    dailylog.write(
        case,
        LogKind.SIN_SUBMITTED,
        by=by,
        at=at,
        occurred_at=when,
        document=reference,
        text=f"Submitted by {submitted_by}, Children’s Social Care, {spoken(when)}.",
    )


def _file_copy(
    case: Case, copy: Upload, submitted_by: str, *, by: Actor, at: datetime
) -> None:
    casefolder.file_document(
        case,
        sort=Document.Sort.SIN,
        subfolder=Subfolder.I,
        title="Serious Incident Notification",
        data=copy.data,
        name=copy.name,
        media_type=copy.media_type,
        source=f"{submitted_by}, Children’s Social Care",
        by=by,
        at=at,
    )

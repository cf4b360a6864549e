"""What the pre-meet pages show: each agency chosen, and how its pre-meet stands (P1.9)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rapidreview.case.models import Case
from rapidreview.dailylog.plans import calendar_of, procedure_for
from rapidreview.mail.words import Recipient
from rapidreview.meeting.letters import invited
from rapidreview.meeting.models import Meeting
from rapidreview.opening.models import ChosenAgency
from rapidreview.people.models import Agency
from rapidreview.procedure.duedates import minutes_due
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind


@dataclass(frozen=True, slots=True)
class PreMeet:
    """One agency's pre-meet; ``state`` is one of the seven, ``words`` say it in full."""

    agency: Agency
    meeting: Meeting | None
    state: str
    words: str
    offered: bool
    over: bool
    minutes_strict: datetime | None
    minutes_rolled: datetime | None

    @property
    def is_rolled(self) -> bool:
        """Whether 24 hours end on a day off, so that the next working day counts (4.2 b)."""
        return self.minutes_strict != self.minutes_rolled


def pre_meets(case: Case, facts: CaseFacts, at: datetime) -> list[PreMeet]:
    """Every agency chosen; those new to this first."""
    meetings = {one.agency_id: one for one in case.meetings.all()}
    chosen = ChosenAgency.objects.filter(case=case).select_related("agency")
    found = [
        _pre_meet(one.agency, meetings.get(one.agency_id), facts, at) for one in chosen
    ]
    return sorted(found, key=lambda one: (one.agency.familiar, one.agency.name))


def told_of_premeets(case: Case, facts: CaseFacts, at: datetime) -> str:
    """Where the pre-meets stand, in a line for the page of all meetings."""
    found = pre_meets(case, facts, at)
    offered = sum(one.offered for one in found)
    held = sum(bool(one.meeting and one.meeting.closed_at) for one in found)
    open_minutes = sum(
        bool(one.meeting and one.meeting.closed_at and not one.meeting.circulated_at)
        for one in found
    )
    if not offered:
        return "None has been offered."
    minutes = f", {open_minutes} with minutes to circulate" if open_minutes else ""
    return f"{offered} offered, {held} held{minutes}."


def agency_on(case: Case, agency_id: UUID) -> Agency | None:
    """An agency that was chosen for this case."""
    chosen = ChosenAgency.objects.filter(case=case, agency_id=agency_id)
    one = chosen.select_related("agency").prefetch_related("agency__people").first()
    return one.agency if one else None


def readers_of(agency: Agency, by_name: str, by_email: str) -> list[Recipient]:
    """Who may be sent the minutes: those invited, and whoever circulates them."""
    return [*invited(agency), Recipient(by_name, by_email)]


def planned(case: Case, agency: Agency) -> Meeting | None:
    """The pre-meet with this agency that is planned or was held."""
    return case.meetings.filter(agency=agency, sort=Meeting.Sort.PRE_MEET).first()


def _pre_meet(
    agency: Agency, meeting: Meeting | None, facts: CaseFacts, at: datetime
) -> PreMeet:
    subject = str(agency.pk)
    offered = facts.has(LogKind.PREMEET_NEEDED, subject)
    declined = facts.has(LogKind.PREMEET_DECLINED, subject)
    due = (
        minutes_due(
            meeting.closed_at,
            calendar_of(meeting.case, facts),
            procedure_for(meeting.case),
        )
        if meeting and meeting.closed_at
        else None
    )
    state, words = _standing(
        agency, meeting, offered, declined, due.rolled if due else None, at
    )
    return PreMeet(
        agency,
        meeting,
        state,
        words,
        offered,
        declined or (meeting is not None and meeting.closed_at is not None),
        due.strict if due else None,
        due.rolled if due else None,
    )


def _standing(
    agency: Agency,
    meeting: Meeting | None,
    offered: bool,  # noqa: FBT001 - facts of the log, read a line above
    declined: bool,  # noqa: FBT001
    due_at: datetime | None,
    at: datetime,
) -> tuple[str, str]:
    if meeting and meeting.circulated_at:
        return "done", "Held, minutes circulated"
    if meeting and due_at:
        return ("late" if at > due_at else "open"), "Held, minutes to be circulated"
    if declined:
        return "not_needed", "Offered, not wanted"
    if offered:
        return "waiting", "Offered"
    if agency.familiar:
        return "not_needed", "Has done a Rapid Review before"
    return "open", "New to this: offer a pre-meet"

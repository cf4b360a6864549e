"""The Rapid Review meeting called, minuted, decided and closed; the one with the AD/DCS."""

from datetime import UTC, datetime, timedelta

from rapidreview.case.models import Case
from rapidreview.meeting import (
    attending,
    calling,
    deciding,
    executive,
    holding,
    minutes,
    noting,
)
from rapidreview.meeting.attending import Came
from rapidreview.meeting.models import Meeting, Minutes
from rapidreview.planning.actions import agree_date
from rapidreview.planning.confirming import (
    confirm_senior_officers,
    name_minute_taker,
)
from rapidreview.procedure.criteria import QUESTIONS
from rapidreview.procedure.vocabulary import Partner
from rapidreview.report.actions import begin_report
from tests import settled
from tests.cast import Cast

DATED_AT = settled.PACK_AT  # day 6, a Wednesday
AGENDA_AT = datetime(2026, 11, 12, 11, 0, tzinfo=UTC)  # day 7
STARTS = datetime(2026, 11, 13, 10, 0, tzinfo=UTC)  # day 8, a Friday
DURING = STARTS + timedelta(hours=2)
CLOSED = datetime(2026, 11, 13, 12, 40, tzinfo=UTC)
AFTER = CLOSED + timedelta(hours=3)
ROLLED = datetime(2026, 11, 16, 12, 40, tzinfo=UTC)  # the Monday
EXECUTIVE_STARTS = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # day 13
EXECUTIVE_CLOSED = datetime(2026, 11, 20, 9, 50, tzinfo=UTC)
EXECUTIVE_AFTER = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
PLACE = "By video, with a room at Lantern House"
ANSWERS = {
    one.code: (one.sort.answers[1] if one.sort.answers else "", f"Why: {one.code}.")
    for one in QUESTIONS
}


def dated(cast: Cast) -> Case:
    """A case with pack, report and group, whose meeting is agreed for day 8."""
    case = settled.in_the_group(settled.packed(cast).case, cast)
    priya = cast.actor("priya")
    begin_report(case, by=priya, at=DATED_AT)
    confirm_senior_officers(case, [cast.helene], by=priya, at=DATED_AT)
    name_minute_taker(case, cast.miriam, by=priya, at=DATED_AT)
    agree_date(
        case,
        "rapid_review_meeting",
        STARTS,
        agreed_with="Judith Hathersby",
        by=priya,
        at=DATED_AT,
    )
    return case


def prepared(cast: Cast) -> Meeting:
    """The meeting, called by Owen on day 7."""
    case = dated(cast)
    return calling.prepare_meeting(
        case, place=PLACE, by=cast.actor("owen"), at=AGENDA_AT
    )


def attended(meeting: Meeting, cast: Cast, **changed: Came) -> Meeting:
    """Everybody invited came, but for the lines ``changed``, by first name."""
    rows = list(meeting.attendances.all())
    first = {one.number: one.name.split()[0].lower() for one in rows}
    lines = [
        changed.get(first[one.number], Came(one.number, "present")) for one in rows
    ]
    attending.record_attendance(
        meeting,
        lines,
        edit_version=meeting.edit_version,
        by=cast.actor("miriam"),
        at=DURING,
    )
    meeting.refresh_from_db()
    return meeting


def noted(meeting: Meeting, cast: Cast, **notes: str) -> Meeting:
    """Notes of items by code; immediate safety always."""
    for code, words in {"M3": "Everybody is safe.", **notes}.items():
        item = meeting.items.get(code=code)
        noting.write_item(
            meeting,
            code,
            words,
            edit_version=item.edit_version,
            by=cast.actor("miriam"),
            at=DURING,
        )
    return meeting


def decided(meeting: Meeting, cast: Cast, **answers: tuple[str, str]) -> Meeting:
    """The walk-through answered, and the three partners' views: one dissents."""
    judith = cast.actor("judith")
    deciding.answer_criteria(meeting, {**ANSWERS, **answers}, by=judith, at=DURING)
    for partner in Partner:
        dissents = partner is Partner.ICB
        deciding.record_view(
            meeting,
            partner,
            agrees=not dissents,
            words="We have learned this twice." if dissents else "",
            given_by="Helene Wintersea",
            by=judith,
            at=DURING,
        )
    return meeting


def ready(cast: Cast) -> Meeting:
    """Everything that must be there before the meeting closes."""
    return decided(noted(attended(prepared(cast), cast), cast), cast)


def close(meeting: Meeting, cast: Cast, **changed: object) -> Meeting:
    """Close it at 12:40, the quorum met."""
    given = {
        "closed_at": CLOSED,
        "quorum_met": True,
        "quorum_words": "All three partners were heard.",
        "minute_taker": "Miriam Stellbrook",
        "at": CLOSED,
    }
    return holding.close_meeting(
        meeting, **{**given, **changed}, by=cast.actor("miriam")
    )


def closed(cast: Cast) -> Meeting:
    """The meeting, closed on Friday of day 8."""
    return close(ready(cast), cast)


def filed(cast: Cast) -> Minutes:
    """Its minutes, version 1, in II."""
    return minutes.file_minutes(closed(cast), by=cast.actor("miriam"), at=AFTER)


def decide_executive(
    case: Case, cast: Cast, *, required: bool = True, at: datetime = DURING
) -> None:
    """The Chair's decision, at the meeting."""
    executive.decide_executive_meeting(
        case,
        required=required,
        reason="Waiting lists need a decision at that level.",
        decided_with="Helene Wintersea",
        by=cast.actor("judith"),
        at=at,
    )


def executive_called(cast: Cast) -> Meeting:
    """The meeting with the AD/DCS, called for day 13."""
    case = prepared(cast).case
    decide_executive(case, cast)
    return calling.call_executive(
        case,
        starts_at=EXECUTIVE_STARTS,
        place="Room 4",
        people=[cast.dana, cast.judith, cast.helene, cast.miriam],
        by=cast.actor("owen"),
        at=AFTER,
    )


def executive_held(cast: Cast, **changed: object) -> Meeting:
    """Held and closed at 09:50."""
    given = {
        "closed_at": EXECUTIVE_CLOSED,
        "present": ["Dana Quillmere", "Judith Hathersby", "Roland Eskerton"],
        "presented": "The findings and the dissent.",
        "agreed": "Cover is funded from now.",
        "minute_taker": "Miriam Stellbrook",
        "at": EXECUTIVE_CLOSED,
    }
    return executive.hold_executive_meeting(
        executive_called(cast), **{**given, **changed}, by=cast.actor("miriam")
    )

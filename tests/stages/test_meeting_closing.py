"""The close of the meeting, and the 24 hours that run from it (P0.4, P0.5, P7.1)."""

from datetime import datetime, timedelta

import pytest

from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import duties_for
from rapidreview.meeting import holding, minutes
from rapidreview.meeting.attending import Came
from rapidreview.meeting.models import Meeting
from rapidreview.meeting.overview import review_shown
from rapidreview.meeting.papers import due_line
from rapidreview.procedure.duties import Duty
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from tests import met
from tests.cast import Cast, gather
from tests.opened import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return gather()


def duty(meeting: Meeting, task: str, at: datetime) -> Duty:
    found = duties_for(meeting.case, case_facts(meeting.case), at)
    mine = {None, str(meeting.pk)}
    return next(one for one in found if one.task == task and one.subject in mine)


@pytest.mark.paragraph("P7.1")
def test_the_close_says_that_the_meeting_was_held(cast: Cast) -> None:
    meeting = met.closed(cast)

    held = told(meeting.case, LogKind.MEETING_HELD)[0]
    assert held.text.startswith("Quorum met. All three partners were heard.")
    assert held.text.endswith("Minutes: Miriam Stellbrook.")
    assert held.occurred_at == met.CLOSED
    assert duty(meeting, "rapid_review_meeting", met.CLOSED).done_at == met.CLOSED


@pytest.mark.paragraph("P0.5")
def test_minutes_are_due_24_hours_later_rolled_over_the_weekend(cast: Cast) -> None:
    meeting = met.closed(cast)

    due = duty(meeting, "minutes", met.CLOSED)
    assert (due.strict_due_at, due.due_at) == (
        met.CLOSED + timedelta(days=1),
        met.ROLLED,
    )
    shown = review_shown(meeting.case, case_facts(meeting.case), met.CLOSED)
    assert (shown.minutes.is_rolled, shown.minutes.rolled) == (True, met.ROLLED)
    assert "24 hours end Saturday 14 November 2026, 12:40" in due_line(meeting)


@pytest.mark.paragraph("P0.4", "P7.1", "P7.2")
def test_it_closes_only_with_a_record_of_what_matters(cast: Cast) -> None:
    meeting = met.prepared(cast)
    with pytest.raises(Incomplete, match="present"):
        met.close(meeting, cast)
    met.attended(meeting, cast, nadia=Came(5, "invited"))
    with pytest.raises(Incomplete, match="Nadia Underhay"):
        met.close(meeting, cast)
    met.attended(meeting, cast)
    with pytest.raises(Incomplete, match="immediate safety"):
        met.close(meeting, cast)
    met.noted(meeting, cast)
    with pytest.raises(Incomplete, match="criteria"):
        met.close(meeting, cast)
    met.decided(meeting, cast)
    with pytest.raises(Incomplete, match="minute-taker"):
        met.close(meeting, cast, minute_taker=" ")

    assert not told(meeting.case, LogKind.MEETING_CLOSED)


@pytest.mark.paragraph("P0.5")
@pytest.mark.parametrize(
    "closed_at",
    [
        met.STARTS - timedelta(hours=1),
        met.CLOSED + timedelta(minutes=1),
        met.CLOSED - timedelta(days=1),
    ],
    ids=["before it began", "to come", "the day before"],
)
def test_it_closes_at_a_moment_at_which_it_can_have(
    cast: Cast, closed_at: datetime
) -> None:
    with pytest.raises(Refused):
        met.close(met.ready(cast), cast, closed_at=closed_at)


@pytest.mark.paragraph("P7.1")
def test_a_meeting_without_quorum_says_who_was_missing(cast: Cast) -> None:
    meeting = met.ready(cast)

    with pytest.raises(Incomplete, match="who was missing"):
        met.close(meeting, cast, quorum_met=False, quorum_words="")
    with pytest.raises(Incomplete, match=r"not show a quorum.*1 of 3"):
        met.close(meeting, cast, quorum_words="")
    met.close(
        meeting, cast, quorum_met=False, quorum_words="The police were not there."
    )

    entry = told(meeting.case, LogKind.MEETING_HELD)[0]
    assert entry.text.startswith("Quorum not met. The police were not there.")
    assert "Helene Wintersea (1 of 3)" in entry.text


def test_it_closes_once(cast: Cast) -> None:
    meeting = met.closed(cast)

    with pytest.raises(AlreadyDone):
        met.close(meeting, cast)


@pytest.mark.paragraph("P0.5")
def test_a_mistyped_close_is_corrected_and_the_24_hours_move(cast: Cast) -> None:
    meeting = met.closed(cast)
    earlier = met.CLOSED - timedelta(minutes=40)
    given = {"closed_at": earlier, "by": cast.actor("miriam"), "at": met.AFTER}

    with pytest.raises(Refused, match="Say why"):
        holding.correct_close(meeting, reason="", **given)
    holding.correct_close(meeting, reason="Mistyped.", **given)

    assert duty(meeting, "minutes", met.AFTER).due_at == met.ROLLED - timedelta(
        minutes=40
    )
    assert told(meeting.case, LogKind.MEETING_CLOSED)[-1].reason == "Mistyped."


@pytest.mark.paragraph("P0.5")
def test_the_close_is_not_moved_before_it_or_after_the_minutes_went(cast: Cast) -> None:
    meeting = met.ready(cast)
    given = {
        "closed_at": met.CLOSED,
        "reason": "So.",
        "by": cast.actor("miriam"),
        "at": met.AFTER,
    }
    with pytest.raises(NotYet):
        holding.correct_close(meeting, **given)
    met.close(meeting, cast)
    made = minutes.file_minutes(meeting, by=given["by"], at=met.AFTER)
    minutes.circulate(made, [cast.judith], by=given["by"], at=met.AFTER)

    with pytest.raises(AlreadyDone):
        holding.correct_close(meeting, **given)

"""Legal hold, and the day on which somebody looks whether a case is kept (P14.4, P14.5)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from rapidreview.case.models import Case
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import duties_for
from rapidreview.planning.appointing import appoint
from rapidreview.procedure.errors import (
    AlreadyDone,
    Incomplete,
    NotYet,
    ProcedureError,
    Refused,
    Stale,
)
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Role
from rapidreview.retention.closing import close_case, reopen_case
from rapidreview.retention.holding import hold_of, lift_hold, place_hold
from rapidreview.retention.models import RetentionReview
from rapidreview.retention.reviewing import (
    change_review,
    pending,
    require_pending,
    review,
)
from tests import make
from tests.cast import gather
from tests.contents import contents
from tests.opened import told

pytestmark = pytest.mark.django_db
AT = make.later(days=60)
ON_ITS_DAY = datetime(2062, 1, 3, 12, 0, tzinfo=UTC)
NEXT_ON = date(2072, 1, 3)
KEEP, DESTROY = RetentionReview.Verdict.KEEP, RetentionReview.Verdict.DESTROY


@pytest.fixture
def cast():
    return gather()


@pytest.fixture
def case(cast):
    """Closed; its review is on 3 January 2062."""
    made = make.case(cast)
    by = cast.actor("priya")
    close_case(made, reason="Its work is done.", by=by, at=AT)
    return made


def decide(case, cast, at=ON_ITS_DAY, **given):
    first = {
        "verdict": KEEP,
        "decision": "An inquiry asked for it.",
        "next_on": NEXT_ON,
    }
    return review(pending(case), **first | given, by=cast.actor("priya"), at=at)


def state_of_review(case, at):
    duties = duties_for(case, case_facts(case), at)
    return [one.state.value for one in duties if one.task == "retention_review"]


@pytest.mark.paragraph("P14.4")
def test_a_hold_is_placed_and_lifted_with_its_reasons(case, cast) -> None:
    by = cast.actor("priya")

    hold = place_hold(case, reason="The coroner asked.", by=by, at=AT)
    lift_hold(hold, reason="The inquest is over.", by=by, at=AT + timedelta(days=90))

    assert hold_of(case) is None
    assert told(case, LogKind.LEGAL_HOLD_PLACED)[0].reason == "The coroner asked."
    assert told(case, LogKind.LEGAL_HOLD_LIFTED)[0].reason == "The inquest is over."
    hold.refresh_from_db()
    assert (hold.reason, hold.lifted_because) == (
        "The coroner asked.",
        "The inquest is over.",
    )


@pytest.mark.paragraph("P14.4")
def test_one_hold_stands_at_a_time_and_is_lifted_once(case, cast) -> None:
    given = {"reason": "The coroner asked.", "by": cast.actor("priya"), "at": AT}
    hold = place_hold(case, **given)

    with pytest.raises(AlreadyDone, match="stands on this case already"):
        place_hold(case, **given)
    lift_hold(hold, **given)
    with pytest.raises(AlreadyDone, match="was lifted before"):
        lift_hold(hold, **given)


@pytest.mark.paragraph("P14.4")
@pytest.mark.parametrize("act", [place_hold, lift_hold])
def test_a_hold_without_a_reason_is_refused(case, cast, act) -> None:
    given = {"by": cast.actor("priya"), "at": AT}
    row = case if act is place_hold else place_hold(case, reason="Asked.", **given)

    with pytest.raises(Incomplete, match="the Daily Log keeps the reason"):
        act(row, reason=" ", **given)


@pytest.mark.paragraph("P14.5")
def test_the_review_is_a_task_on_its_day_and_nothing_before(case) -> None:
    assert state_of_review(case, AT) == ["not_yet"]
    assert state_of_review(case, ON_ITS_DAY) == ["due_today"]
    assert state_of_review(case, ON_ITS_DAY + timedelta(days=9)) == ["late"]


@pytest.mark.paragraph("P14.5")
def test_a_case_that_is_kept_is_looked_at_again(case, cast) -> None:
    row = decide(case, cast)

    assert told(case, LogKind.RETENTION_REVIEWED)[0].text == "The case is kept."
    assert (row.verdict, row.decision) == (KEEP, "An inquiry asked for it.")
    assert pending(case).due_on == NEXT_ON
    assert pending(case).rule == "kept at the review of Tuesday 3 January 2062"
    assert sorted(state_of_review(case, ON_ITS_DAY)) == ["done", "not_yet"]


@pytest.mark.paragraph("P14.5")
def test_to_destroy_is_recorded_as_waiting_and_nothing_is_deleted(case, cast) -> None:
    make.child(case)
    before = contents()

    decide(case, cast, verdict=DESTROY, next_on=None)

    entry = told(case, LogKind.RETENTION_REVIEWED)[0]
    assert "waits for a second person; nothing is destroyed yet" in entry.text
    after = contents()
    assert {name: len(rows) for name, rows in after.items() if name != "LogEntry"} == {
        name: len(rows) + (name == "LogBody")
        for name, rows in before.items()
        if name != "LogEntry"
    }
    assert after["Child"] == before["Child"]
    assert pending(case) is None


@pytest.mark.paragraph("P14.4", "P14.5")
def test_under_a_hold_it_cannot_be_decided_to_destroy(case, cast) -> None:
    place_hold(case, reason="The coroner asked.", by=cast.actor("priya"), at=AT)

    with pytest.raises(Refused, match="A legal hold stands"):
        decide(case, cast, verdict=DESTROY, next_on=None)

    assert pending(case) is not None
    assert decide(case, cast).verdict == KEEP


@pytest.mark.paragraph("P14.5")
@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        ({"at": AT}, NotYet, "due on Tuesday 3 January 2062"),
        ({"decision": " "}, Incomplete, "Say why"),
        ({"next_on": None}, Incomplete, "Enter the day on which it is looked at again"),
        ({"next_on": date(2062, 1, 3)}, Refused, "does not lie ahead"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(case, cast, given, error, words) -> None:
    row = pending(case)

    with pytest.raises(error, match=words):
        decide(case, cast, **given)

    row.refresh_from_db()
    assert row.decided_at is None


@pytest.mark.paragraph("P14.5")
def test_a_review_is_decided_once(case, cast) -> None:
    row = decide(case, cast)

    with pytest.raises(AlreadyDone, match="has been decided"):
        review(
            row,
            verdict=KEEP,
            decision="Again.",
            next_on=NEXT_ON,
            by=cast.actor("priya"),
            at=ON_ITS_DAY,
        )


@pytest.mark.paragraph("P14.3", "P14.5")
def test_a_case_that_is_open_again_can_be_kept_but_not_destroyed(case, cast) -> None:
    reopen_case(case, reason="A query.", by=cast.actor("priya"), at=AT)

    with pytest.raises(NotYet, match="Close it first"):
        decide(case, cast, verdict=DESTROY, next_on=None)

    assert decide(case, cast).verdict == KEEP


@pytest.mark.paragraph("P14.5")
def test_the_day_is_changed_with_a_reason_old_to_new(case, cast) -> None:
    change_review(
        case,
        due_on=date(2050, 6, 1),
        reason="The law changed.",
        read=date(2062, 1, 3),
        by=cast.actor("priya"),
        at=AT + timedelta(days=1),
    )

    entry = told(case, LogKind.RETENTION_REVIEW_SET)[-1]
    assert (entry.old, entry.new) == (
        "Tuesday 3 January 2062",
        "Wednesday 1 June 2050",
    )
    assert entry.reason == "The law changed."
    assert pending(case).due_on == date(2050, 6, 1)
    assert state_of_review(case, datetime(2050, 6, 1, 12, tzinfo=UTC)) == ["due_today"]


@pytest.mark.paragraph("P14.5")
@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        ({"reason": ""}, Incomplete, "Say why"),
        ({"due_on": date(2026, 11, 5)}, Refused, "does not lie ahead"),
        ({"due_on": date(2062, 1, 3)}, AlreadyDone, "stands so already"),
        ({"read": date(2061, 1, 3)}, Stale, "Somebody changed this day"),
    ],
)
def test_a_day_that_cannot_be_is_refused(case, cast, given, error, words) -> None:
    first = {"due_on": date(2050, 6, 1), "reason": "The law changed."}

    with pytest.raises(error, match=words):
        change_review(case, **first | given, by=cast.actor("priya"), at=AT)


@pytest.mark.paragraph("P14.5")
def test_after_a_decision_to_destroy_another_day_may_be_set(case, cast) -> None:
    decide(case, cast, verdict=DESTROY, next_on=None)
    given = {"by": cast.actor("priya"), "at": ON_ITS_DAY + timedelta(hours=1)}

    with pytest.raises(NotYet, match="No day of review is set"):
        require_pending(case)
    change_review(case, due_on=NEXT_ON, reason="No second person agreed.", **given)

    assert require_pending(case).due_on == NEXT_ON


@pytest.mark.paragraph("P14.5")
def test_an_open_case_has_no_day_until_it_is_closed(cast) -> None:
    case = make.case(cast, number=2, label="041126XX")

    with pytest.raises(NotYet, match="This case is open"):
        change_review(
            case, due_on=NEXT_ON, reason="Early.", by=cast.actor("priya"), at=AT
        )


@pytest.mark.paragraph("P14.5")
def test_a_closed_case_gets_a_new_manager_and_nobody_else(case, cast) -> None:
    """Whoever managed it will have left long before the day of its review."""
    given = {"by": cast.actor("priya"), "at": ON_ITS_DAY}

    assert appoint(case, cast.owen, Role.PARTNERSHIP_MANAGER, **given).user == cast.owen
    with pytest.raises(ProcedureError, match="has ended"):
        appoint(case, cast.nadia, Role.SCRUTINEER, **given)
    assert not Case.objects.get(pk=case.pk).is_open

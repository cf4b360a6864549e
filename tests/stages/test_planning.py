"""Dates agreed and changed, oversight, contact with the Chair, invitations, corrected anchors."""

from datetime import UTC, datetime, timedelta

import pytest

from rapidreview.case.models import AgreedDate
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import duties_for
from rapidreview.mail.models import Letter
from rapidreview.opening.sin import end_case
from rapidreview.planning.actions import (
    agree_date,
    discuss_timeline,
    record_contact,
    set_timescales,
    take_oversight,
)
from rapidreview.planning.anchors import correct_anchor
from rapidreview.planning.inviting import send_invitations
from rapidreview.planning.previews import preview_anchor, preview_change
from rapidreview.procedure.errors import AlreadyDone, NotPermitted, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Outcome
from tests import make
from tests.cast import gather
from tests.opened import HARM, NOW, TOLD_AT, opened, told

pytestmark = pytest.mark.django_db
MEETING = "rapid_review_meeting"
DAY_7 = datetime(2026, 11, 12, 14, 0, tzinfo=UTC)
DAY_8 = datetime(2026, 11, 13, 10, 0, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 14, 10, 0, tzinfo=UTC)


def agree(case, cast, due_at, **given):
    return agree_date(
        case,
        MEETING,
        due_at,
        agreed_with="Judith",
        by=cast.actor("priya"),
        **{"at": NOW, **given},
    )


@pytest.mark.paragraph("P1.4", "P1.6")
def test_timescales_are_set_with_the_chair_and_each_date_is_logged() -> None:
    cast = gather()
    case = opened(cast)

    set_timescales(
        case,
        {MEETING: DAY_7, "return_due": datetime(2026, 11, 10, 17, tzinfo=UTC)},
        agreed_with="Judith Hathersby",
        by=cast.actor("priya"),
        at=NOW,
        text="By telephone.",
    )

    assert told(case, LogKind.TIMESCALES_SET)[0].to == "Judith Hathersby"
    assert len(told(case, LogKind.DATE_AGREED)) == 2
    assert case_facts(case).agreed[MEETING, None] == DAY_7
    due = {one.task: one.due_at for one in duties_for(case, case_facts(case), NOW)}
    assert due[MEETING] == DAY_7


def test_timescales_without_a_date_are_refused() -> None:
    cast = gather()

    with pytest.raises(Refused, match="at least one date"):
        set_timescales(
            opened(cast), {}, agreed_with="Judith", by=cast.actor("priya"), at=NOW
        )


@pytest.mark.paragraph("P1.5")
def test_a_changed_date_is_a_new_entry_old_to_new_with_its_reason() -> None:
    cast = gather()
    case = opened(cast)
    agree(case, cast, DAY_7)

    agree(case, cast, DAY_8, reason="Two witnesses are in court.")

    entry = told(case, LogKind.DATE_CHANGED)[0]
    assert entry.old == "Thursday 12 November 2026, 14:00"
    assert entry.new == "Friday 13 November 2026, 10:00"
    assert entry.reason == "Two witnesses are in court."
    row = AgreedDate.objects.get(case=case, due_at=DAY_8)
    assert row.previous_at == DAY_7


@pytest.mark.parametrize(
    ("due_at", "reason", "words"),
    [
        (DAY_8, "", "Say why"),
        (SATURDAY, "They asked.", "not a working day"),
        (DAY_7 + timedelta(days=4), "", "Say why"),
    ],
)
def test_a_change_without_reason_or_on_a_weekend_is_refused(
    due_at, reason, words
) -> None:
    cast = gather()
    case = opened(cast)
    agree(case, cast, DAY_7)

    with pytest.raises(Refused, match=words):
        agree(case, cast, due_at, reason=reason)

    assert case_facts(case).agreed[MEETING, None] == DAY_7


@pytest.mark.paragraph("P1.6")
def test_a_meeting_outside_its_window_needs_a_reason() -> None:
    cast = gather()
    case = opened(cast)
    too_early = datetime(2026, 11, 9, 14, tzinfo=UTC)

    with pytest.raises(Refused, match="opens"):
        agree(case, cast, too_early)

    agree(case, cast, too_early, reason="The Chair decides so.")
    assert case_facts(case).agreed[MEETING, None] == too_early


def test_the_same_date_again_is_no_change_and_an_unknown_task_is_refused() -> None:
    cast = gather()
    case = opened(cast)
    agree(case, cast, DAY_7)

    with pytest.raises(AlreadyDone):
        agree(case, cast, DAY_7, reason="Again.")
    with pytest.raises(Refused, match="no such task"):
        agree_date(case, "tea", DAY_7, agreed_with="", by=cast.actor("priya"), at=NOW)


@pytest.mark.paragraph("P1.5")
def test_a_preview_names_every_task_that_moves_and_stores_nothing() -> None:
    cast = gather()
    case = opened(cast)

    moved = preview_change(case, MEETING, DAY_7, at=NOW).tasks

    assert moved[0].task == MEETING
    assert {"criteria", "guidance"} & {one.task for one in moved}
    assert not AgreedDate.objects.exists()


@pytest.mark.paragraph("P1.1")
def test_a_mistyped_day_is_corrected_and_every_date_and_the_label_follow() -> None:
    cast = gather()
    case = opened(cast)
    day_before = TOLD_AT - timedelta(days=1)
    due = {one.task: one.due_at for one in duties_for(case, case_facts(case), NOW)}

    preview = preview_anchor(case, LogKind.NOTIFICATION_RECEIVED, day_before, at=NOW)
    correct_anchor(
        case,
        LogKind.NOTIFICATION_RECEIVED,
        day_before,
        reason="The e-mail shows the third.",
        by=cast.actor("priya"),
        at=NOW,
    )

    entry = told(case, LogKind.NOTIFICATION_RECEIVED)[-1]
    assert (entry.corrects, entry.reason) == (1, "The e-mail shows the third.")
    assert case_facts(case).anchor("intention_notified") == day_before
    case.refresh_from_db()
    assert case.label == "031126BN"
    now = {one.task: one.due_at for one in duties_for(case, case_facts(case), NOW)}
    moved = {one.task: one.new_at for one in preview.tasks}
    assert moved["submit"] == now["submit"] != due["submit"]


@pytest.mark.parametrize(
    ("kind", "new_at", "reason", "error"),
    [
        (LogKind.NOTIFICATION_RECEIVED, NOW + timedelta(days=1), "x", Refused),
        (LogKind.NOTIFICATION_RECEIVED, TOLD_AT, "x", AlreadyDone),
        (
            LogKind.NOTIFICATION_RECEIVED,
            HARM.occurred_at - timedelta(days=1),
            "x",
            Refused,
        ),
        (LogKind.INCIDENT_RECORDED, TOLD_AT + timedelta(minutes=5), "x", Refused),
        (LogKind.INCIDENT_RECORDED, HARM.occurred_at - timedelta(hours=1), "", Refused),
        (LogKind.SIN_SUBMITTED, NOW, "x", NotYet),
        (LogKind.CASE_OPENED, NOW, "x", Refused),
    ],
)
def test_an_anchor_is_not_corrected_to_what_cannot_be(
    kind, new_at, reason, error
) -> None:
    cast = gather()
    case = opened(cast)

    with pytest.raises(error):
        correct_anchor(
            case, kind, new_at, reason=reason, by=cast.actor("priya"), at=NOW
        )


@pytest.mark.paragraph("P1.3", "P0.6")
def test_only_the_manager_or_who_stands_in_takes_oversight() -> None:
    cast = gather()
    case = opened(cast)

    with pytest.raises(NotPermitted):
        take_oversight(case, by=cast.actor("owen"), at=NOW)
    take_oversight(case, by=cast.actor("priya"), at=NOW, text="Owen on Day 4.")

    assert told(case, LogKind.OVERSIGHT_TAKEN)[-1].text == "Owen on Day 4."


@pytest.mark.paragraph("P1.13")
def test_a_contact_with_the_chair_says_whether_all_is_on_target() -> None:
    cast = gather()
    case = opened(cast)
    given = {"with_name": "Judith", "channel": "Telephone", "by": cast.actor("owen")}

    record_contact(case, on_target=False, text="Police are late.", at=NOW, **given)

    entry = told(case, LogKind.CHAIR_CONTACTED)[0]
    assert entry.text == "Not every stage is on target. Police are late."
    assert (entry.to, entry.channel) == ("Judith", "Telephone")


@pytest.mark.paragraph("P1.5")
def test_the_overall_timeline_waits_for_the_sin() -> None:
    cast = gather()
    case = opened(cast)
    given = {"with_name": "Judith", "channel": "Telephone", "text": "The dates stand."}

    with pytest.raises(NotYet):
        discuss_timeline(case, by=cast.actor("priya"), at=NOW, **given)
    make.entry(case, cast, LogKind.SIN_SUBMITTED, at=NOW)
    discuss_timeline(case, by=cast.actor("priya"), at=NOW, **given)

    assert told(case, LogKind.TIMELINE_DISCUSSED)[0].text == "The dates stand."


@pytest.mark.paragraph("P1.6", "P7.3")
def test_invitations_name_the_agreed_date_and_the_guidance() -> None:
    cast = gather()
    case = opened(cast)
    given = {"place": "Room 4", "by": cast.actor("owen"), "at": NOW}
    with pytest.raises(NotYet, match="Agree the date"):
        send_invitations(case, **given)
    agree(case, cast, DAY_7)

    letters = send_invitations(case, **given)

    assert {one.to_name for one in letters} == {
        cast.judith.name,
        cast.victor.name,
        cast.matthias.name,
    }
    assert all("Thursday 12 November 2026, 14:00" in one.body for one in letters)
    assert all(case.guidance.splitlines()[0] in one.body for one in letters)


def test_a_moved_meeting_is_invited_to_again() -> None:
    cast = gather()
    case = opened(cast)
    agree(case, cast, DAY_7)
    send_invitations(case, place="Room 4", by=cast.actor("owen"), at=NOW)

    later = NOW + timedelta(minutes=1)
    agree(case, cast, DAY_8, reason="Court.", at=later)
    send_invitations(case, place="Room 4", by=cast.actor("owen"), at=later)

    assert Letter.objects.filter(kind="invitation").count() == 6
    assert len(told(case, LogKind.INVITATIONS_SENT)) == 2


def test_nothing_is_planned_on_a_case_that_has_ended() -> None:
    cast = gather()
    case = opened(cast)
    end_case(
        case, Outcome.OPENED_IN_ERROR, reason="Twice.", by=cast.actor("priya"), at=NOW
    )

    with pytest.raises(AlreadyDone, match="ended"):
        agree(case, cast, DAY_7)
    with pytest.raises(AlreadyDone, match="ended"):
        take_oversight(case, by=cast.actor("priya"), at=NOW)

"""What may be recorded after it was done takes its true moment, and is marked late (L16)."""

from collections.abc import Callable
from datetime import datetime

import pytest

from rapidreview.case.models import Case
from rapidreview.collation.actions import give_go_ahead
from rapidreview.collation.models import GoAhead
from rapidreview.dailylog.reading import entries
from rapidreview.mail.models import Letter
from rapidreview.meeting.actions import decline_premeet, offer_premeet
from rapidreview.opening.sin import record_sin
from rapidreview.planning.actions import agree_date
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Role, SinOutcome
from rapidreview.quality.models import QualityCheck
from rapidreview.scoping.chasing import chase, grant_extension, refuse_extension
from rapidreview.scoping.models import Chaser, Extension, SafetyItem
from rapidreview.scoping.safety import answer_safety_item, close_safety_item
from tests import make
from tests.asking import asked, save, sent
from tests.cast import Cast, gather
from tests.opened import opened
from tests.procedure.given import on_day
from tests.settled import OUTCOME, quality

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P2.7")]
THEN, NOW = on_day(4, "15:00"), on_day(5, "09:00")
Done = Callable[[Cast, datetime], Case]
DECIDED = {"asked_by": "Sam", "asked_at": on_day(4), "reason": "Illness.",
           "decided_with": "Judith Hathersby", "new_due_at": on_day(6)}  # fmt: skip


def telephoned(cast: Cast, when: datetime) -> Case:
    row, by = asked(cast), cast.actor("owen")
    told = {"channel": "telephone", "to_name": "Sam", "outcome": "Today."}
    chase(row, **told, by=by, at=NOW, occurred_at=when)
    assert Chaser.objects.get().at == when
    return row.case


def gave_more_time(cast: Cast, when: datetime) -> Case:
    row, by = asked(cast), cast.actor("priya")
    agreed = [Role.JCR_CHAIR]
    grant_extension(row, **DECIDED, agreed=agreed, by=by, at=NOW, occurred_at=when)
    assert Extension.objects.get().decided_at == when
    return row.case


def gave_no_more_time(cast: Cast, when: datetime) -> Case:
    row, by = asked(cast), cast.actor("priya")
    refuse_extension(row, **DECIDED, by=by, at=NOW, occurred_at=when)
    assert Extension.objects.get().decided_at == when
    return row.case


def unsafe(cast: Cast) -> SafetyItem:
    save(asked(cast), G1="yes", G2="The baby is at home.")
    return SafetyItem.objects.select_related("agency_return__agency", "case").get()


def acted_on_danger(cast: Cast, when: datetime) -> Case:
    item = unsafe(cast)
    given = {"outcome": "Visited.", "by": cast.actor("priya"), "at": NOW}
    answer_safety_item(item, **given, occurred_at=when)
    return item.case


def closed_danger(cast: Cast, when: datetime) -> Case:
    item = unsafe(cast)
    given = {"outcome": "Safe with an aunt.", "by": cast.actor("priya"), "at": NOW}
    close_safety_item(item, **given, occurred_at=when)
    assert SafetyItem.objects.get().closed_at == when
    return item.case


def checked(cast: Cast, when: datetime) -> Case:
    row, by = sent(cast), cast.actor("owen")
    quality.record_initial_check(row, **OUTCOME, by=by, at=NOW, occurred_at=when)
    assert QualityCheck.objects.get().checked_at == when
    return row.case


def went_ahead(cast: Cast, when: datetime) -> Case:
    row, by = asked(cast), cast.actor("judith")
    give_go_ahead(row.case, reason="Soon.", by=by, at=NOW, occurred_at=when)
    assert GoAhead.objects.get().given_at == when
    return row.case


def declined(cast: Cast, when: datetime) -> Case:
    case, by = asked(cast).case, cast.actor("owen")
    offer_premeet(case, cast.school, by=by, at=on_day(2))
    given = {"reason": "They know it.", "by": by, "at": NOW}
    decline_premeet(case, cast.school, **given, occurred_at=when)
    return case


def submitted(cast: Cast, when: datetime) -> Case:
    case, by = opened(cast), cast.actor("priya")
    told = {
        "submitted_by": "Marcus",
        "reference": "SIN-1",
        "outcome": SinOutcome.REVIEW_REQUIRED,
    }
    record_sin(case, submitted_at=on_day(2), **told, by=by, at=NOW, told_at=when)
    return case


def agreed(cast: Cast, when: datetime) -> Case:
    case, by = opened(cast), cast.actor("priya")
    due = on_day(7, "14:00")
    told = {"agreed_with": "Judith", "by": by, "at": NOW}
    agree_date(case, "rapid_review_meeting", due, **told, occurred_at=when)
    return case


def filed(cast: Cast, when: datetime) -> Case:
    case = opened(cast)
    make.document(case, cast, at=NOW, occurred_at=when)
    return case


ACTS: dict[LogKind, Done] = {
    LogKind.CHASER_SENT: telephoned,
    LogKind.EXTENSION_GRANTED: gave_more_time,
    LogKind.EXTENSION_REFUSED: gave_no_more_time,
    LogKind.SAFETY_ALERT_ANSWERED: acted_on_danger,
    LogKind.SAFETY_ALERT_CLOSED: closed_danger,
    LogKind.RETURN_CHECKED: checked,
    LogKind.GO_AHEAD_GIVEN: went_ahead,
    LogKind.PREMEET_DECLINED: declined,
    LogKind.SIN_OUTCOME_RECORDED: submitted,
    LogKind.DATE_AGREED: agreed,
    LogKind.DOCUMENT_FILED: filed,
}


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.mark.paragraph("P14.6")
@pytest.mark.parametrize("kind", ACTS)
def test_it_is_in_the_log_with_its_true_moment(cast: Cast, kind: LogKind) -> None:
    case = ACTS[kind](cast, THEN)

    entry = next(one for one in entries(case) if one.kind == kind)
    assert (entry.occurred_at, entry.recorded_at) == (THEN, NOW)
    assert entry.later == "recorded 1 day later"


@pytest.mark.parametrize("kind", ACTS)
def test_nothing_is_done_in_the_future(cast: Cast, kind: LogKind) -> None:
    with pytest.raises(Refused, match="has not come yet"):
        ACTS[kind](cast, on_day(6, "09:00"))


def test_a_reminder_by_letter_goes_out_now(cast: Cast) -> None:
    row = asked(cast)
    told = {"channel": "e-mail", "to_name": "Sam", "outcome": ""}

    with pytest.raises(Refused, match="goes out now"):
        chase(row, **told, by=cast.actor("owen"), at=NOW, occurred_at=THEN)

    assert not Letter.objects.filter(kind="chaser").exists()


@pytest.mark.paragraph("P2.2")
def test_a_return_is_not_checked_before_it_came(cast: Cast) -> None:
    row, by = sent(cast), cast.actor("owen")

    with pytest.raises(Refused, match="before the return came"):
        quality.record_initial_check(
            row, **OUTCOME, by=by, at=NOW, occurred_at=on_day(2)
        )

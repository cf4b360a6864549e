"""As many actions as a test wants: each changed once, with an impact; and lifted holds."""

from datetime import date, datetime, timedelta

from rapidreview.case.models import Case
from rapidreview.learning.models import ActionUpdate, Impact
from rapidreview.meeting.models import Action
from rapidreview.retention.models import LegalHold, RetentionReview

FIRST = 100  # their numbers, far from those of the first


def add_actions(case: Case, numbers: range, at: datetime) -> list[Action]:
    """Actions of the case; whoever calls writes of them in its log."""
    made = [_action(case, n, at) for n in numbers]
    Action.objects.bulk_create(made)
    about = {"case": case, "recorded_by": "Owen Tarnfield", "recorded_at": at}
    ActionUpdate.objects.bulk_create(
        ActionUpdate(
            **about,
            action=one,
            state=ActionUpdate.State.OPEN,
            words="Handed on.",
            owner="Owen Tarnfield",
            happened_at=at,
        )
        for one in made
    )
    Impact.objects.bulk_create(
        Impact(**about, action=one, words="Seen.", evidence="Counted.", seen_on=at)
        for one in made
    )
    return made


def add_endings(case: Case, numbers: range, at: datetime) -> None:
    """Holds that were lifted, and reviews that were decided."""
    LegalHold.objects.bulk_create(
        LegalHold(
            case=case,
            reason=f"Claim {n}.",
            placed_by="Priya",
            placed_at=at,
            lifted_at=at,
        )
        for n in numbers
    )
    RetentionReview.objects.bulk_create(
        RetentionReview(
            case=case,
            due_on=date(2060, 1, 1),
            rule="kept",
            set_by="Priya",
            set_at=at,
            verdict=RetentionReview.Verdict.KEEP,
            decision=f"Asked for, {n}.",
            decided_at=at,
        )
        for n in numbers
    )


def _action(case: Case, number: int, at: datetime) -> Action:
    return Action(
        case=case,
        number=FIRST + number,
        kind=Action.Kind.SINGLE_AGENCY,
        words=f"Do {number}.",
        owner="Priya Ollerdale",
        due_at=at + timedelta(days=30),
        agreed_at=at,
    )

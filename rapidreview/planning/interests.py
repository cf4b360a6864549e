"""Conflicts of interest: declared at any time, settled by the Chair, held at the door (M1, P7.1).

Somebody who sees no papers loses those they were given, and finds no page that shows any;
somebody who takes no part in the review loses their place on the case (handbook, section 8).
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from rapidreview.case.access import held_at
from rapidreview.case.invited import Interest
from rapidreview.case.models import Case
from rapidreview.casefolder import actions as casefolder
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.people.actor import Actor
from rapidreview.people.models import User
from rapidreview.planning.appointing import end_appointment
from rapidreview.procedure.at_the_meeting import require_past
from rapidreview.procedure.errors import AlreadyDone, Incomplete, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open

MEASURES = Interest.Measure
STEPS_ASIDE = "Takes no part in this review: an interest was declared."


def interests_of(case: Case) -> list[Interest]:
    """Every interest that was declared on the case, in order."""
    return list(Interest.objects.filter(case=case).select_related("case", "user"))


def interest_on(case: Case, number: int) -> Interest | None:
    """One interest of this case."""
    rows = Interest.objects.select_related("case__partnership", "user")
    return rows.filter(case=case, number=number).first()


def words_declared(case: Case, name: str) -> list[str]:
    """What this person has declared, in their words."""
    rows = Interest.objects.filter(case=case, name=name).select_related("case")
    return [one.words for one in rows]


@transaction.atomic
def declare_interest(
    case: Case,
    *,
    name: str,
    words: str,
    by: Actor,
    at: datetime,
    user: User | None = None,
    occurred_at: datetime | None = None,
) -> Interest:
    """Somebody declares a conflict of interest, before the meeting or at it (M1).

    Raises Incomplete without a name or words.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    require_open(case_facts(case))
    require_past(occurred_at, at, "P7.1")
    if not name.strip() or not words.strip():
        raise Incomplete("Say who declares an interest, and which.", "P7.1")
    interest = Interest.objects.create(
        case=case,
        number=case.interests.count() + 1,
        user=user,
        name=name.strip(),
        words=words.strip(),
        declared_at=occurred_at or at,
    )
    dailylog.write(
        case,
        LogKind.INTEREST_DECLARED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=interest,
        text=f"{interest.name}: {interest.words}",
    )
    return interest


@transaction.atomic
def settle_interest(
    interest: Interest,
    *,
    measure: str,
    items: Sequence[str],
    no_papers: bool,
    reason: str,
    decided_by: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> Interest:
    """What is done about an interest: stays, leaves for items, no decision, or no part (M1).

    1. The row and the log say so; settled again, the newest counts.
    2. Who sees no papers loses those they have.
    3. Who takes no part loses their places on the case, and its meetings their calendar.

    Raises Incomplete without a measure, items or who decided; Refused where the case would
    lose its last manager.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=interest.case_id)
    require_open(case_facts(case))
    require_past(occurred_at, at, "P7.1")
    held = Interest.objects.select_related("case__partnership", "user").get(
        pk=interest.pk
    )
    before = held.done if held.decided_at else ""
    _require_sense(measure, items, decided_by)
    leaves = measure == MEASURES.LEAVES
    held.measure, held.items = measure, ", ".join(items) if leaves else ""
    held.no_papers = no_papers or measure == MEASURES.WITHDRAWS
    held.reason, held.decided_by = reason.strip(), decided_by.strip()
    if held.done == before:
        raise AlreadyDone("This is recorded already.", "P7.1")
    held.decided_at = occurred_at or at
    held.save()
    dailylog.write(
        case,
        LogKind.INTEREST_SETTLED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=held,
        to=held.decided_by,
        text=f"{held.name}: {held.words}",
        old=before,
        new=held.done,
    )
    _keep_away(held, by=by, at=at)
    return held


def without_papers(case: Case) -> set[UUID]:
    """Who is given no papers of the case, by account."""
    rows = Interest.objects.filter(case=case, no_papers=True, user__isnull=False)
    return {one.user_id for one in rows.only("user_id") if one.user_id is not None}


def _require_sense(measure: str, items: Sequence[str], decided_by: str) -> None:
    if measure not in MEASURES or measure == MEASURES.OPEN:
        raise Incomplete("Choose what is done about the interest.", "P7.1")
    if measure == MEASURES.LEAVES and not items:
        raise Incomplete("Say for which items they leave the room.", "P7.1")
    if not decided_by.strip():
        raise Incomplete("Say who decided: the Chair, as a rule.", "P7.1")


def _keep_away(interest: Interest, *, by: Actor, at: datetime) -> None:
    user, case = interest.user, interest.case
    if user is None or not interest.no_papers:
        return
    if user.pk == by.id:
        raise Refused(
            "Nobody shuts themselves out by mistake: somebody else records this.",
            "P7.1",
        )
    casefolder.withdraw_from(case, user, at=at)
    if interest.measure == MEASURES.WITHDRAWS:
        for one in case.appointments.filter(held_at(at), user=user):
            end_appointment(one, reason=STEPS_ASIDE, by=by, at=at)

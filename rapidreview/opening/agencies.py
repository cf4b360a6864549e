"""The JCR Group is told, and the agencies that will be asked are chosen (P1.7, P1.8)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from rapidreview.case.access import holders
from rapidreview.case.models import Case
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.mail import actions as mail
from rapidreview.mail.models import Letter
from rapidreview.mail.words import Recipient
from rapidreview.opening.models import ChosenAgency
from rapidreview.people.actor import Actor
from rapidreview.people.models import Agency, User
from rapidreview.planning.spoken import Channel, listed
from rapidreview.procedure.errors import AlreadyDone, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.vocabulary import Role

TOLD = (Role.JCR_CHAIR, Role.JCR_VICE_CHAIR, Role.JCR_MEMBER)


def told_people(case: Case, *, at: datetime) -> list[User]:
    """Who is told of the review: the JCR Group, its Chair and vice chair."""
    return holders(case, *TOLD, at=at)


def chosen_for(case: Case) -> QuerySet[ChosenAgency]:
    """The agencies that are asked, in the order in which they were chosen."""
    return ChosenAgency.objects.filter(case=case).select_related("agency", "case")


@transaction.atomic
def tell_group(
    case: Case, *, by: Actor, at: datetime, words: str = ""
) -> Sequence[Letter]:
    """Tell the JCR Group that a Rapid Review has begun; no name is in the letter (P1.7).

    Raises AlreadyDone the second time, NotYet without a group, Refused for words that name
    a child of the case.
    """
    facts = case_facts(case)
    require_open(facts)
    if facts.has(LogKind.GROUP_TOLD):
        raise AlreadyDone("The JCR Group has been told of this review.", "P1.7")
    people = told_people(case, at=at)
    if not people:
        raise NotYet("Nobody of the JCR Group works on this case yet.", "P1.7")
    letters = [_letter(case, one, words, at) for one in people]
    dailylog.write(
        case,
        LogKind.GROUP_TOLD,
        by=by,
        at=at,
        to=listed(one.name for one in people),
        channel=Channel.EMAIL,
        text=words,
    )
    return letters


@transaction.atomic
def choose_agencies(
    case: Case,
    agencies: Sequence[Agency],
    *,
    with_name: str,
    by: Actor,
    at: datetime,
    reason: str = "",
    occurred_at: datetime | None = None,
) -> list[ChosenAgency]:
    """The agencies that will be asked, agreed with the Chair (P1.8); may be called again.

    Raises AlreadyDone if all were chosen before, Refused for none or another partnership's.
    """
    require_open(case_facts(case))
    if not agencies:
        raise Refused("Choose at least one agency.", "P1.8")
    if any(one.partnership_id != case.partnership_id for one in agencies):
        raise Refused("Choose agencies of this partnership.", "P1.8")
    there = set(
        ChosenAgency.objects.filter(case=case).values_list("agency_id", flat=True)
    )
    new = [one for one in agencies if one.pk not in there]
    if not new:
        raise AlreadyDone("These agencies have been chosen already.", "P1.8")
    chosen = [_choose(case, one, reason, by, at, occurred_at) for one in new]
    dailylog.write(
        case,
        LogKind.AGENCIES_CONFIRMED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        to=with_name,
        text=listed(one.name for one in new),
        reason=reason,
    )
    return chosen


def _choose(
    case: Case,
    agency: Agency,
    reason: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None,
) -> ChosenAgency:
    row = ChosenAgency(case=case, agency=agency, chosen_at=occurred_at or at)
    row.reason = reason
    row.save()
    new_to_this = (
        "" if agency.familiar else "New to Rapid Reviews: offer a pre-meet (P1.9)."
    )
    dailylog.write(
        case,
        LogKind.AGENCY_CHOSEN,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=agency,
        agency=agency.name,
        text=new_to_this,
        reason=reason,
    )
    return row


def _letter(case: Case, person: User, words: str, at: datetime) -> Letter:
    return mail.queue(
        "group_told",
        case=case,
        partnership=case.partnership,
        to=Recipient(person.name, person.email),
        words={"name": person.name, "reference": case.reference, "words": words},
        key=f"group_told:{case.pk}:{person.pk}",
        at=at,
    )

"""Dates of one thing of many: an action, a retention review. The newest row counts."""

from datetime import datetime

from django.db import transaction
from django.db.models import Model

from rapidreview.case.models import AgreedDate, Case
from rapidreview.people.actor import Actor


@transaction.atomic
def date_subject(
    case: Case,
    task: str,
    subject: Model | str,
    due_at: datetime,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    agreed_with: str = "",
) -> AgreedDate:
    """Keep the date of ``task`` for this subject: a row, or its primary key as text.

    It writes no entry in the log and looks at no window: the action that calls it has its
    own words, and its own rules. ``agreed_with`` is ``by`` where nobody else is named.
    """
    key = str(subject.pk) if isinstance(subject, Model) else subject
    earlier = case.agreed_dates.filter(task=task, subject=key).last()
    return AgreedDate.objects.create(
        case=case,
        task=task,
        subject=key,
        due_at=due_at,
        previous_at=earlier.due_at if earlier else None,
        reason=reason,
        agreed_with=agreed_with or by.name,
        recorded_at=at,
    )

"""Holds that somebody should look at again, as lines among the manager's duties (P14.7)."""

from collections.abc import Iterable
from datetime import datetime, time

from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.desk.lines import DutyLine
from rapidreview.parallel.reading import Asking
from rapidreview.procedure.calendar import LONDON
from rapidreview.procedure.disclosure import PARAGRAPH
from rapidreview.procedure.duties import TaskState
from rapidreview.procedure.naming import spoken_date
from rapidreview.procedure.vocabulary import Role

WHY = (
    "The day until which it is held has come, or its process has ended. That releases "
    "nothing: ask, then release it or hold it on."
)


def held_lines(case: Case, found: Iterable[Asking]) -> list[DutyLine]:
    """One line for each hold to be looked at, by number and process, never by content."""
    return [_line(case, one) for one in found]


def _line(case: Case, one: Asking) -> DutyLine:
    named = {"case_id": case.pk, "held_id": one.item.pk}
    return DutyLine(
        task="held_item",
        title=one.words,
        owner=Role.PARTNERSHIP_MANAGER.words,
        due=f"since {spoken_date(one.since)}",
        due_at=datetime.combine(one.since, time(), LONDON),
        state=TaskState.OPEN.value,
        url=reverse("held_item", kwargs=named),
        why=WHY,
        paragraph=PARAGRAPH,
        stage="",
        mine=True,
        case_label=case.label,
        done="",
    )

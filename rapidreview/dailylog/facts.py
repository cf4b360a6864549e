"""What has been done on a case, from the headers of its log alone (architecture, 1.5)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from rapidreview.case.models import AgreedDate, Case
from rapidreview.dailylog.closures import closed_days
from rapidreview.dailylog.models import LogEntry
from rapidreview.procedure.facts import CaseFacts, Fact
from rapidreview.procedure.logkinds import LogKind

HEADER = ("kind", "subject_ref", "occurred_at", "recorded_at", "actor_id", "seq")
Agreed = dict[tuple[str, str | None], datetime]


def case_facts(case: Case) -> CaseFacts:
    """The facts, agreed dates and closed days of ``case``: three queries, no decryption."""
    return facts_of([case])[case.pk]


def facts_of(cases: Iterable[Case]) -> dict[UUID, CaseFacts]:
    """The same of many cases at once: two queries, and one for each partnership."""
    by_id = {case.pk: case for case in cases}
    facts, agreed = _facts(by_id), _agreed(by_id)
    closed = {
        partnership_id: closed_days(partnership_id)
        for partnership_id in {case.partnership_id for case in by_id.values()}
    }
    return {
        case_id: CaseFacts(
            facts=tuple(facts[case_id]),
            agreed=agreed[case_id],
            closures=closed[case.partnership_id][0],
            overrides=closed[case.partnership_id][1],
        )
        for case_id, case in by_id.items()
    }


def _facts(cases: Mapping[UUID, Case]) -> defaultdict[UUID, list[Fact]]:
    found: defaultdict[UUID, list[Fact]] = defaultdict(list)
    rows = LogEntry.objects.filter(log__case__in=list(cases)).order_by("log", "seq")
    for case_id, kind, subject, at, recorded_at, actor, seq in rows.values_list(
        "log__case_id", *HEADER
    ):
        found[case_id].append(
            Fact(
                kind=LogKind(kind),
                subject=subject or None,
                at=at,
                recorded_at=recorded_at,
                actor=str(actor),
                seq=seq,
            )
        )
    return found


def _agreed(cases: Mapping[UUID, Case]) -> defaultdict[UUID, Agreed]:
    """The newest agreed date of each task and subject (P1.5, P1.6)."""
    found: defaultdict[UUID, Agreed] = defaultdict(dict)
    rows = AgreedDate.objects.filter(case__in=list(cases)).order_by("recorded_at", "id")
    for case_id, task, subject, due_at in rows.values_list(
        "case_id", "task", "subject", "due_at"
    ):
        found[case_id][task, subject or None] = due_at
    return found

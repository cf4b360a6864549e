"""What has been done on a case, from the headers of its log alone (architecture, 1.5)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Subquery

from rapidreview.case.models import AgreedDate, Case
from rapidreview.dailylog.closures import known_of
from rapidreview.dailylog.models import Log, LogEntry
from rapidreview.procedure.facts import CaseFacts, Fact
from rapidreview.procedure.logkinds import LogKind

HEADER = ("kind", "subject_ref", "occurred_at", "recorded_at", "actor_id", "seq")
Header = tuple[UUID, str, str, datetime, datetime, UUID, int]
Agreed = dict[tuple[str, str | None], datetime]


def case_facts(case: Case) -> CaseFacts:
    """The facts, agreed dates, closed days and rules of ``case``: four queries, no decryption."""
    return facts_of([case])[case.pk]


def facts_of(cases: Iterable[Case]) -> dict[UUID, CaseFacts]:
    """The same of many cases at once: two queries, and two for each partnership."""
    by_id = {case.pk: case for case in cases}
    facts, agreed = _facts(by_id), _agreed(by_id)
    known = {
        partnership_id: known_of(partnership_id)
        for partnership_id in {case.partnership_id for case in by_id.values()}
    }
    return {
        case_id: CaseFacts(
            facts=tuple(facts[case_id]),
            agreed=agreed[case_id],
            **known[case.partnership_id]._asdict(),
        )
        for case_id, case in by_id.items()
    }


def _facts(cases: Mapping[UUID, Case]) -> defaultdict[UUID, list[Fact]]:
    found: defaultdict[UUID, list[Fact]] = defaultdict(list)
    for case_id, kind, subject, at, recorded_at, actor, seq in _headers([*cases]):
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


def _headers(case_ids: list[UUID]) -> Iterable[Header]:
    """The headers with the case each belongs to.

    Of one case its log is looked up once, and not again for every entry: the row of a log
    changes with each entry, and a database that keeps old rows walks past all of them.
    """
    if len(case_ids) != 1:
        rows = LogEntry.objects.filter(log__case__in=case_ids).order_by("log", "seq")
        return rows.values_list("log__case_id", *HEADER)
    log = Log.objects.filter(case=case_ids[0]).values("pk")[:1]
    one = LogEntry.objects.filter(log=Subquery(log)).order_by("seq")
    return ((case_ids[0], *header) for header in one.values_list(*HEADER))


def _agreed(cases: Mapping[UUID, Case]) -> defaultdict[UUID, Agreed]:
    """The newest agreed date of each task and subject (P1.5, P1.6)."""
    found: defaultdict[UUID, Agreed] = defaultdict(dict)
    rows = AgreedDate.objects.filter(case__in=list(cases)).order_by("recorded_at", "id")
    for case_id, task, subject, due_at in rows.values_list(
        "case_id", "task", "subject", "due_at"
    ):
        found[case_id][task, subject or None] = due_at
    return found

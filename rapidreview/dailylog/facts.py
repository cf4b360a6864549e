"""What has been done on a case, from the headers of its log alone (architecture, 1.5)."""

from datetime import datetime

from rapidreview.case.models import AgreedDate, Case
from rapidreview.dailylog.closures import closed_days
from rapidreview.dailylog.models import LogEntry
from rapidreview.procedure.facts import CaseFacts, Fact
from rapidreview.procedure.logkinds import LogKind

HEADER = ("kind", "subject_ref", "occurred_at", "recorded_at", "actor_id", "seq")


def case_facts(case: Case) -> CaseFacts:
    """The facts, agreed dates and closed days of ``case``: three queries, no decryption."""
    rows = LogEntry.objects.filter(log__case=case).order_by("seq").values_list(*HEADER)
    closures, overrides = closed_days(case.partnership_id)
    return CaseFacts(
        facts=tuple(
            Fact(
                kind=LogKind(kind),
                subject=subject or None,
                at=at,
                recorded_at=recorded_at,
                actor=str(actor),
                seq=seq,
            )
            for kind, subject, at, recorded_at, actor, seq in rows
        ),
        agreed=_agreed(case),
        closures=closures,
        overrides=overrides,
    )


def _agreed(case: Case) -> dict[tuple[str, str | None], datetime]:
    """The newest agreed date of each task and subject (P1.5, P1.6)."""
    rows = AgreedDate.objects.filter(case=case).order_by("recorded_at", "id")
    columns = rows.values_list("task", "subject", "due_at")
    return {(task, subject or None): due_at for task, subject, due_at in columns}

"""E-mails of a case and of its partnership, and as many more as a test wants."""

from collections.abc import Iterable
from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.mail.models import ReceivedMail
from rapidreview.scoping.models import AgencyReturn
from tests.cast import Cast

Kind, State = ReceivedMail.Kind, ReceivedMail.State


def add_mail(
    case: Case, row: AgencyReturn, version: DocumentVersion, at: datetime
) -> tuple[ReceivedMail, ReceivedMail]:
    """One that is filed, with a form, and one that waits."""
    filed = _mail(
        case, 1_000_000, at, about=row.pk, document=version, form=version, case=case
    )
    return filed, _mail(case, 1_000_001, at, state=State.WAITING)


def add_more_mail(case: Case, cast: Cast, numbers: range, at: datetime) -> None:
    """Further ones of each sort: filed, come back, waiting."""
    assert cast.partnership.pk == case.partnership_id
    rounds: Iterable[AgencyReturn] = case.returns.order_by("pk")[: len(numbers)]
    version = DocumentVersion.objects.filter(case=case).first()
    for n, row in zip(numbers, rounds, strict=False):
        _mail(case, 3 * n, at, case=case, about=row.pk, document=version)
        _mail(case, 3 * n + 1, at, case=case, about=row.pk, kind=Kind.RETURNED)
        _mail(case, 3 * n + 2, at, state=State.WAITING)


def _mail(owner: Case, number: int, at: datetime, **given: object) -> ReceivedMail:
    columns = {"state": State.FILED, "sender": "Sam", "subject": "Form", **given}
    return ReceivedMail.objects.create(
        partnership=owner.partnership,
        fingerprint=f"{number:064}",
        sha256=f"{number:064}",
        came_at=at,
        **columns,
    )

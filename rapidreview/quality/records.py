"""Everything stored about a case's returns, read once: a fixed number of queries (P0.2).

The rows of one table are read through the case, so that each knows its case and can be
opened without asking again, with three agencies or three hundred.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from rapidreview.case.models import Case
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.opening.models import ChosenAgency
from rapidreview.people.models import Agency
from rapidreview.quality.models import (
    FindingRow,
    QualityCheck,
    QualityDecision,
    ShareWithChair,
)
from rapidreview.scoping.email_reading import came_back
from rapidreview.scoping.models import (
    AgencyReturn,
    Answer,
    Chaser,
    Extension,
    ReturnRequest,
    Signature,
)
from rapidreview.scoping.placing import to_place_of

WHY_LATE = "J6"

RowT = TypeVar(
    "RowT",
    Answer,
    FindingRow,
    QualityCheck,
    QualityDecision,
    ShareWithChair,
    Chaser,
    Extension,
    Signature,
)


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a return and what was made of it."""

    received: AgencyReturn
    check: QualityCheck | None
    share: ShareWithChair | None
    decision: QualityDecision | None
    signature: Signature | None
    findings: tuple[FindingRow, ...]
    chasers: tuple[Chaser, ...]
    extensions: tuple[Extension, ...]
    location: str
    why_late: str
    came_back: tuple[str, ...] = ()
    to_place: int = 0  # texts of a Word form that the Team has to place

    @property
    def has_come(self) -> bool:
        """Whether the round was received."""
        return self.received.received_at is not None

    @property
    def accepted(self) -> bool:
        """Whether it was accepted."""
        return self.decision is not None and self.decision.accepted


@dataclass(frozen=True, slots=True)
class Record:
    """One agency: chosen, perhaps asked, and its rounds, first to last."""

    agency: Agency
    request: ReturnRequest | None
    rounds: tuple[Round, ...]

    @property
    def current(self) -> Round | None:
        """The newest round."""
        return self.rounds[-1] if self.rounds else None


def records_of(case: Case) -> list[Record]:
    """Every agency that was chosen or asked, in the order of their names."""
    rounds = _rounds(case)
    requests = {
        one.agency_id: one
        for one in case.requests.select_related("agency").prefetch_related(
            "agency__people"
        )
    }
    agencies = {one.agency_id: one.agency for one in _chosen(case)}
    agencies |= {one.agency_id: one.agency for one in requests.values()}
    return [
        Record(agency, requests.get(agency.pk), tuple(rounds[agency.pk]))
        for agency in sorted(agencies.values(), key=lambda one: one.name.casefold())
    ]


def _chosen(case: Case) -> Iterable[ChosenAgency]:
    chosen = ChosenAgency.objects.filter(case=case)
    return chosen.select_related("agency").prefetch_related("agency__people")


def _rounds(case: Case) -> Mapping[UUID, list[Round]]:
    returns = list(case.returns.order_by("round"))
    checks = _one(QualityCheck.objects.filter(case=case), case)
    shares = _one(ShareWithChair.objects.filter(case=case), case)
    decisions = _one(QualityDecision.objects.filter(case=case), case)
    valid = Signature.objects.filter(case=case, voided_at__isnull=True)
    signatures = _one(valid.order_by("signed_at"), case)
    findings = _many(FindingRow.objects.filter(case=case), case)
    chasers = _many(Chaser.objects.filter(case=case), case)
    extensions = _many(Extension.objects.filter(case=case), case)
    why_late = _one(Answer.objects.filter(case=case, code=WHY_LATE), case)
    returned = came_back(case)
    places, to_place = _places(case), to_place_of(case)
    found: defaultdict[UUID, list[Round]] = defaultdict(list)
    for one in returns:
        found[one.agency_id].append(
            Round(
                one,
                checks.get(one.pk),
                shares.get(one.pk),
                decisions.get(one.pk),
                signatures.get(one.pk),
                tuple(findings.get(one.pk, ())),
                tuple(chasers.get(one.pk, ())),
                tuple(extensions.get(one.pk, ())),
                places.get(one.document_id, ""),
                why_late[one.pk].text if one.pk in why_late else "",
                tuple(returned.get(one.pk, ())),
                to_place.get(one.pk, 0),
            )
        )
    return found


def _one(rows: Iterable[RowT], case: Case) -> dict[UUID, RowT]:
    """The last row of each return."""
    return {key: held[-1] for key, held in _many(rows, case).items()}


def _many(rows: Iterable[RowT], case: Case) -> dict[UUID, list[RowT]]:
    found: defaultdict[UUID, list[RowT]] = defaultdict(list)
    for row in rows:
        row.case = case
        found[row.agency_return_id].append(row)
    return found


def _places(case: Case) -> dict[UUID | None, str]:
    """Where each filed return lies (P1.17), by its version."""
    filed = DocumentVersion.objects.filter(
        case=case, document__sort=Document.Sort.RETURN
    ).select_related("document")
    places: dict[UUID | None, str] = {}
    for version in filed:
        document = version.document
        document.case = case
        where = f"{document.get_subfolder_display()} / {document.title}"
        places[version.pk] = f"{where}, version {version.number}"
    return places

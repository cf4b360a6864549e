"""Who is in the pack, and who is not and why (P6.1)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rapidreview.case.models import Case
from rapidreview.collation.models import GoAhead
from rapidreview.procedure.naming import spoken_moment
from rapidreview.quality.records import Record, records_of
from rapidreview.scoping.models import AgencyReturn


@dataclass(frozen=True, slots=True)
class Standing:
    """One agency: the accepted round that is collated, or why there is none."""

    agency_id: UUID
    agency: str
    accepted: AgencyReturn | None
    current: AgencyReturn | None
    nil: bool
    why: str

    @property
    def words(self) -> str:
        """Its line in the contents."""
        if self.accepted is None:
            return f"{self.agency}: {self.why}"
        rounds = f", round {self.accepted.round}" if self.accepted.round > 1 else ""
        kind = "nil return" if self.nil else "return"
        document = ", its answers in a document in the case folder"
        where = document if self.accepted.answers_in_document else ""
        return f"{self.agency}: {kind}{rounds}{where}"


def standings(case: Case, *, at: datetime) -> list[Standing]:
    """Every agency that was chosen or asked, by name."""
    return [_standing(record, at) for record in records_of(case)]


def missing_of(found: list[Standing]) -> list[Standing]:
    """The agencies without an accepted return."""
    return [one for one in found if one.accepted is None]


def excused(case: Case) -> set[str]:
    """The agencies that the Chair's decisions name: without them the pack may be made."""
    given = GoAhead.objects.select_related("case").filter(case=case)
    return {name for one in given for name in one.missing.splitlines()}


def _standing(record: Record, at: datetime) -> Standing:
    current = record.current
    accepted = current.received if current and current.accepted else None
    return Standing(
        record.agency.pk,
        record.agency.name,
        accepted,
        current.received if current else None,
        accepted is not None and accepted.involved is False,
        _why(record, at),
    )


def _why(record: Record, at: datetime) -> str:
    current = record.current
    if current is None:
        return "not asked yet"
    due = spoken_moment(current.received.due_at, at)
    if current.received.received_at is None:
        again = f"round {current.received.round} " if current.received.round > 1 else ""
        return f"{again}awaited, due {due}"
    return "received, not decided yet"

"""What a partnership has loaded, what is in force and will be, and how many cases follow it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count
from django.http import Http404

from rapidreview.case.models import Case
from rapidreview.people.models import InForce, LoadedProcedure, Partnership
from rapidreview.people.procedures import in_force, procedure_of
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.definition import Procedure, shipped, shipped_ids
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.vocabulary import Outcome

SHIPPED = "shipped:"


@dataclass(frozen=True, slots=True)
class Followed:
    """How many cases follow a text: those that run, and those that have ended."""

    running: int = 0
    ended: int = 0

    @property
    def words(self) -> str:
        """ "2 running cases, 1 ended case", or that there is none."""
        said = [
            f"{number} {word} {'case' if number == 1 else 'cases'}"
            for number, word in ((self.running, "running"), (self.ended, "ended"))
            if number
        ]
        return ", ".join(said) or "no case"


@dataclass(frozen=True, slots=True)
class Version:
    """A loaded version, the days from which it is in force, and who follows it."""

    row: LoadedProcedure
    from_days: tuple[date, ...]
    followed: Followed


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that the page of a partnership's procedures shows.

    ``since`` is None where the procedure in force is still the one of the founding; ``row``
    where it is not loaded.
    """

    current: Procedure
    row: LoadedProcedure | None
    since: date | None
    coming: list[InForce]
    versions: list[Version]
    shipped: list[Procedure]


def shelf(partnership: Partnership, *, at: datetime) -> Shelf:
    """The procedures of a partnership, in five queries."""
    today, current = london_day(at), in_force(partnership, london_day(at))
    rows = partnership.procedures.select_related("loaded_by").order_by("-loaded_at")
    loaded, words, cases = list(rows), decided(partnership), followers(partnership)
    days: dict[UUID, list[date]] = defaultdict(list)
    for one in words:
        days[one.procedure_id].append(one.from_day)
    begun = [one for one in words if one.from_day <= today]
    hashes = {row.hash: row for row in loaded}
    return Shelf(
        current=current,
        row=hashes.get(current.hash),
        since=begun[-1].from_day if begun else None,
        coming=[one for one in words if one.from_day > today],
        versions=[
            Version(row, tuple(days[row.pk]), cases.get(row.hash, Followed()))
            for row in loaded
        ],
        shipped=[one for one in _shipped() if one.hash not in hashes],
    )


def decided(partnership: Partnership) -> list[InForce]:
    """From which day what is in force: the newest word for each day, by day."""
    rows = partnership.procedures_in_force.select_related("procedure")
    return list({one.from_day: one for one in rows}.values())


def followers(partnership: Partnership) -> dict[str, Followed]:
    """How many cases follow each text, by its hash."""
    counts: dict[str, dict[bool, int]] = defaultdict(lambda: {True: 0, False: 0})
    rows = Case.objects.filter(partnership=partnership).order_by()
    for digest, outcome, number in rows.values_list(
        "procedure_hash", "outcome"
    ).annotate(Count("pk")):
        counts[digest][outcome == Outcome.OPEN] += number
    return {
        digest: Followed(running=by[True], ended=by[False])
        for digest, by in counts.items()
    }


def loaded_of(partnership: Partnership, procedure_id: UUID) -> LoadedProcedure:
    """One loaded version of the partnership. Raises Http404."""
    rows = partnership.procedures.select_related("loaded_by", "partnership")
    found = rows.filter(pk=procedure_id).first()
    if found is None:
        raise Http404
    return found


def shipped_called(name: str) -> Procedure:
    """A procedure that comes with the product. Raises Http404."""
    if name not in shipped_ids():
        raise Http404
    return shipped(name)


def loaded_as(partnership: Partnership, procedure: Procedure) -> LoadedProcedure | None:
    """The row that keeps this very text, if there is one."""
    return partnership.procedures.filter(hash=procedure.hash).first()


def not_loaded(partnership: Partnership) -> list[tuple[str, str]]:
    """The shipped procedures that are not loaded, to choose from."""
    known = set(partnership.procedures.values_list("hash", flat=True))
    return [(one.id, _called(one)) for one in _shipped() if one.hash not in known]


def targets(case: Case) -> list[tuple[str, str]]:
    """What a case may be moved to: every loaded version and shipped one but its own."""
    rows = LoadedProcedure.objects.filter(partnership=case.partnership_id)
    loaded = list(rows.order_by("title", "loaded_at").defer("written", "said"))
    known = {case.procedure_hash, *(row.hash for row in loaded)}
    return [
        *(
            (str(row.pk), f"{row.title}, version {row.version}")
            for row in loaded
            if row.hash != case.procedure_hash
        ),
        *(
            (f"{SHIPPED}{one.id}", f"{_called(one)}, as it comes with the product")
            for one in _shipped()
            if one.hash not in known
        ),
    ]


def target(case: Case, chosen: str) -> Procedure:
    """The procedure that one of `targets` names. Raises Refused for any other."""
    name = chosen.removeprefix(SHIPPED)
    if name != chosen and name in shipped_ids():
        return shipped(name)
    rows = LoadedProcedure.objects.filter(partnership=case.partnership_id)
    light = rows.defer("written", "said")
    row = next((one for one in light if str(one.pk) == chosen), None)
    if row is None:
        raise Refused("Choose one of the procedures in the list.")
    return procedure_of(row)


def _shipped() -> Iterable[Procedure]:
    return (shipped(one) for one in shipped_ids())


def _called(procedure: Procedure) -> str:
    return f"{procedure.title}, version {procedure.version}"

"""What the screens of this stage prepare: whose rows, which reasons, which first date."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from rapidreview.case.models import Case
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import calendar_of
from rapidreview.door.requests import CaseRequest
from rapidreview.procedure.calendar import at_time, london_day
from rapidreview.procedure.vocabulary import Deed
from rapidreview.quality.checklist import ChecklistRow, rows
from rapidreview.quality.findings import LiveFinding, Severity, standing

NOON = "12:00"
STATUS_CELLS = ("K1", "K3", "K6", "K9", "K14")


def agency_rows(request: CaseRequest, case: Case) -> list[ChecklistRow]:
    """The rows; the group sees, from the release of the pack, only how each return stands
    (handbook, section 6 d)."""
    found = rows(case, request.facts, request.at)
    if request.may(Deed.SEE_RETURNS):
        return found
    return [replace(row, cells=_status(row.cells), came_back="") for row in found]


def _status(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells that say how far a return has come, and nothing of what was thought of it."""
    shown = {code: cells[code] for code in STATUS_CELLS if code in cells}
    decided = cells.get("K18", "").partition(" ")[0]
    return shown | ({"K18": decided} if decided else {})


def kept_reasons(found: Sequence[LiveFinding]) -> list[tuple[str, str]]:
    """A reason for each finding that was kept: the question it is about, and its words."""
    kept = standing(found, Severity.STOP, Severity.ASK)
    return [(_question(one.place, one.code), one.words) for one in kept]


def first_due(case: Case, at: datetime) -> datetime:
    """Noon of the next working day: where the date of a second round begins."""
    calendar = calendar_of(case, case_facts(case))
    return at_time(calendar.next_working_day(london_day(at) + timedelta(days=1)), NOON)


def _question(place: str, code: str) -> str:
    """The code of the form that a finding is about; rows of the chronology are E."""
    if code in USUALLY:
        return place if place and not place.startswith("row") else USUALLY[code]
    return "E1" if place.startswith("row") else place


# Where a finding about several places is asked: the question that mends it.
USUALLY = {
    "QC01": "J4",
    "QC02": "J4",
    "QC03": "J4",
    "QC05": "D3",
    "QC08": "E1",
    "QC09": "E1",
    "QC10": "E1",
    "QC11": "E5",
    "QC14": "B13",
    "QC15": "C7",
    "QC18": "B3",
    "QC19": "E1",
    "QC20": "E1",
    "QC21": "E1",
    "QC22": "E1",
    "QC23": "A14",
    "QC25": "G2",
    "QC28": "J6",
}

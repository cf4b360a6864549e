"""What the national system asks, ready to be copied (handbook, 3.2). Nothing is sent by this.

The sheet is put together from the case, its children and what is typed for the sheet alone;
what nobody knows says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

from django.db import transaction

from rapidreview.case.models import Case, Child
from rapidreview.casefolder.models import Document
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.opening.areas import areas_of, own_area
from rapidreview.opening.given import age_words
from rapidreview.opening.models import SinSheet
from rapidreview.people.actor import Actor
from rapidreview.procedure.calendar import LONDON, london_day
from rapidreview.procedure.errors import Stale
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.naming import spoken_date
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.vocabulary import Subfolder

NOT_KNOWN = "not known"
MOST_CHILDREN = 4  # boxes of the national form; further ones go into its free text
FILED_AS = "sin_sheet"  # the subject of the filed document
COLUMN_WORDS = {
    "notifier": "Name of who notifies",
    "job": "Their job",
    "phone": "Their telephone number",
    "email": "Their e-mail address",
    "agency": "Their agency",
    "local_authority": "Local authority",
    "place": "Where the incident was",
    "happened": "What happened",
    "further_children": "Further children",
}


@dataclass(frozen=True, slots=True)
class SheetGiven:
    """What is typed for the sheet; all of it may be unknown."""

    notifier: str = ""
    job: str = ""
    phone: str = ""
    email: str = ""
    agency: str = ""
    local_authority: str = ""
    place: str = ""
    happened: str = ""
    further_children: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the national form: what it asks, and what to copy; empty if not known."""

    asks: str
    text: str

    @property
    def told(self) -> str:
        """The text, or that it is not known."""
        return self.text or NOT_KNOWN


@dataclass(frozen=True, slots=True)
class Part:
    """Boxes that belong together."""

    title: str
    boxes: tuple[Box, ...]


def sheet_given(case: Case) -> SheetGiven:
    """What is typed so far, with what the case says already."""
    row = sheet_row(case)
    said = {
        one.name: getattr(row, one.name)
        for one in fields(SheetGiven)
        if one.name != "place"
    }
    said["local_authority"] = (
        row.local_authority or case.host_area or own_area(case.partnership)
    )
    return SheetGiven(
        **{**said, "happened": row.happened or case.incident},
        place=case.incident_place,
    )


def sheet_row(case: Case) -> SinSheet:
    """The row of the case; one that is not saved where there is none."""
    return SinSheet.objects.filter(case=case).first() or SinSheet(case=case)


@transaction.atomic
def change_sheet(
    case: Case, given: SheetGiven, *, version: int, by: Actor, at: datetime
) -> SinSheet:
    """Change what is typed for the sheet; both texts stay in the log.

    Raises Stale if somebody changed it after ``version`` was read.
    """
    require_open(case_facts(case))
    before = sheet_given(case)
    SinSheet.objects.get_or_create(case=case)
    changed = SinSheet.objects.filter(case=case, edit_version=version)
    if changed.update(edit_version=version + 1) != 1:
        raise Stale(
            "Somebody changed the sheet after you opened it. Compare both below. Nothing of "
            "yours is stored yet."
        )
    row = _fill(case, given)
    dailylog.write(
        case,
        LogKind.SIN_SHEET_CHANGED,
        by=by,
        at=at,
        subject=row,
        old=_differing(before, given),
        new=_differing(given, before),
    )
    return row


def compared(case: Case, mine: SheetGiven) -> list[tuple[str, str, str]]:
    """Where what is stored now and what was typed differ: name, stored, typed."""
    stored = asdict(sheet_given(case))
    return [
        (COLUMN_WORDS[name], stored[name] or NOT_KNOWN, typed or NOT_KNOWN)
        for name, typed in asdict(mine).items()
        if stored[name] != typed
    ]


def parts_of(case: Case, facts: CaseFacts) -> list[Part]:
    """The whole sheet, in the order in which the national system asks."""
    given = sheet_given(case)
    children = sorted(case.children.all(), key=lambda one: not one.is_subject)
    shown = [one for one in children if one.is_subject][:MOST_CHILDREN]
    rest = [one for one in children if one not in shown]
    incident = facts.anchor("incident")
    return [
        _who_notifies(given),
        _incident(case, given, facts),
        *(
            Part(f"Child {number}", tuple(_boxes_of(child, incident)))
            for number, child in enumerate(shown, 1)
        ),
        Part("Further children", (_further(rest, given, incident),)),
        Part("Supporting documents", (_documents(case),)),
    ]


def documents_in_one(case: Case) -> list[Document]:
    """What is filed in I, but for the sheet itself."""
    filed = case.documents.filter(subfolder=Subfolder.I).exclude(subject=FILED_AS)
    return list(filed)


def _fill(case: Case, given: SheetGiven) -> SinSheet:
    row = SinSheet.objects.get(case=case)
    for name, text in asdict(given).items():
        if name != "place":
            setattr(row, name, text)
    row.save()
    case.incident_place = given.place
    case.save(update_fields=["incident_place"])
    return row


def _differing(told: SheetGiven, other: SheetGiven) -> str:
    theirs = asdict(other)
    return "; ".join(
        f"{COLUMN_WORDS[name]}: {text or NOT_KNOWN}"
        for name, text in asdict(told).items()
        if text != theirs[name]
    )


def _who_notifies(given: SheetGiven) -> Part:
    asked = ("local_authority", "notifier", "job", "agency", "phone", "email")
    boxes = (Box(COLUMN_WORDS[name], getattr(given, name)) for name in asked)
    return Part("Who notifies", tuple(boxes))


def _incident(case: Case, given: SheetGiven, facts: CaseFacts) -> Part:
    incident, aware = facts.anchor("incident"), facts.anchor("la_aware")
    areas = areas_of(case)
    hosts = (
        Box("Area in which it took place", areas.host),
        Box("Area in which the children live", areas.residing_words),
    )
    return Part(
        "The incident",
        (
            Box("Date of the incident", _day(incident)),
            Box("Time of the incident", _clock(incident)),
            Box(COLUMN_WORDS["place"], given.place),
            *(hosts if areas.recorded else ()),
            Box("Day on which the local authority became aware", _day(aware)),
            Box("Time at which it became aware", _clock(aware)),
            Box(COLUMN_WORDS["happened"], given.happened),
        ),
    )


def _boxes_of(child: Child, incident: datetime | None) -> Iterator[Box]:
    born = date.fromisoformat(child.born) if child.born else None
    yield Box("Name", child.name)
    if child.other_names:
        yield Box("Other names and spellings", child.other_names)
    expected = "Expected date of birth" if child.unborn else "Date of birth"
    yield Box(expected, spoken_date(born) if born else "")
    yield Box("Age at the incident", _age(child, born, incident))
    yield Box("Sex", "" if child.sex == NOT_KNOWN else child.sex.capitalize())
    yield Box("Ethnicity", child.ethnicity)
    yield Box("Health and disability", child.health)
    yield Box("Where the child lives", child.lives_in)
    yield Box("Legal status", child.legal_status)
    yield Box("What happened to this child", child.outcome)


def _age(child: Child, born: date | None, incident: datetime | None) -> str:
    if child.unborn:
        return "Not born yet"
    return age_words(born, london_day(incident)) if born and incident else ""


def _further(
    children: Iterable[Child], given: SheetGiven, incident: datetime | None
) -> Box:
    """Those who find no box of their own, each in a paragraph, and what was typed."""
    told = [
        "\n".join((_kind(child), *_known(_boxes_of(child, incident))))
        for child in children
    ]
    text = "\n\n".join(filter(None, (*told, given.further_children)))
    return Box("Further children, in free text", text or "None")


def _kind(child: Child) -> str:
    return (
        "A further child of the incident"
        if child.is_subject
        else "Another child of the family"
    )


def _known(boxes: Iterable[Box]) -> Iterator[str]:
    for box in boxes:
        if box.text:
            yield f"{box.asks}: {box.text}"


def _documents(case: Case) -> Box:
    titles = [one.title for one in documents_in_one(case)]
    return Box("Documents that can be sent with it", "\n".join(titles) or "None")


def _day(instant: datetime | None) -> str:
    return spoken_date(london_day(instant)) if instant else ""


def _clock(instant: datetime | None) -> str:
    return f"{instant.astimezone(LONDON):%H:%M}" if instant else ""

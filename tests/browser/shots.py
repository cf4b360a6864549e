"""Which pages of the training case are photographed, with which rows, and who opens each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Max
from django.urls import reverse

from rapidreview.case.models import Appointment, Case
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.dailylog.models import LogEntry
from rapidreview.mail.links import token
from rapidreview.mail.models import Letter
from rapidreview.people.models import Agency, Closure, LoadedProcedure, User
from rapidreview.scoping import links
from rapidreview.scoping.models import AgencyReturn, Invitation, SafetyItem
from rapidreview.training.case_file import SUGGESTED_START
from rapidreview.training.script import begin, play_days
from tests.routes import walk

PART = re.compile(r"<(?:\w+:)?(\w+)>")
SECTIONS = "ABCDFGH"
AUTHOR, NOBODY = "author", ""
Ids = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Shot:
    """One page: the name of its picture, its address, and who opens it."""

    name: str
    address: str
    person: str


def shots() -> list[Shot]:
    """Every route that shows a page, once or for several rows."""
    usual, several = _usual(), _several()
    found = [Shot("no_such_page", "/nothing/here/", "priya")]
    for pattern, route in walk():
        if not getattr(route.callback, "deeds", {}).get("GET"):
            continue
        for name, ids in several.get(route.name or "", {"": {}}).items():
            address = _filled(pattern, {**usual, **ids})
            person = str(ids.get("person", _whose(pattern)))
            if address and (route.name != "change_date" or "all" not in pattern):
                found.append(Shot(f"{route.name}{name}", address, person))
    return found


def shots_of_day_6() -> list[Shot]:
    """What only stands there once the pack is released, and who reads it."""
    case = Case.objects.get().pk
    wanted = {
        "collation": ("priya", "judith", "matthias"),
        "case": ("priya", "matthias"),
        "checklist": ("priya", "matthias"),
        "my_day": ("priya", "matthias", "oliver"),
        "report": ("priya", "judith"),
        "timeline": ("matthias",),
    }
    found = [
        Shot(f"day_6_{name}_{person}", _address(name, case), person)
        for name, people in wanted.items()
        for person in people
    ]
    section = {"case_id": case, "report_code": "R7"}
    address = reverse("report_section", kwargs=section)
    found.append(Shot("day_6_report_section", address, "priya"))
    for name in ("release_pack", "recall_pack"):
        address = reverse(name, kwargs={"case_id": case, "number": 1})
        found.append(Shot(f"day_6_{name}", address, "priya"))
    again = {"case_id": case, "return_id": _latest("HOU").pk}
    address = reverse("agency_return", kwargs=again)
    return [*found, Shot("day_6_round_2", address, "owen")]


def _address(name: str, case: object) -> str:
    return reverse(name, kwargs={} if name == "my_day" else {"case_id": case})


def play_to_day_6() -> None:
    """The story to the end of Day 6, in a database that holds nothing yet."""
    player = begin(SUGGESTED_START, password=settings.TRAINING_PASSWORD)
    play_days(player, 1, 6, until=player.story.moment(6, "23:59"))


def emails() -> dict[str, str]:
    """How each person signs in, by first name."""
    named = User.objects.values_list("name", "email")
    return {name.split()[0].lower(): email for name, email in named}


def pass_of_the_author() -> tuple[str, str]:
    """The cookie of somebody who typed the code: name and value."""
    at = LogEntry.objects.aggregate(latest=Max("recorded_at"))["latest"]
    name, _ = links.cookie_of(Invitation.Part.AUTHOR)
    return name, links.cookie_for(_invitation(), at)


def _invitation() -> Invitation:
    """Of an agency whose return is awaited."""
    return Invitation.objects.filter(request__agency__code="HOU", revoked_at=None)[0]


def _filled(pattern: str, ids: Ids) -> str:
    """The address; empty where the case has no row to show there."""
    if any(ids.get(part) is None for part in PART.findall(pattern)):
        return ""
    return "/" + PART.sub(lambda part: str(ids[part[1]]), pattern)


def _whose(pattern: str) -> str:
    if pattern.startswith("answer/form"):
        return AUTHOR
    return NOBODY if pattern.startswith(("answer", "sign-in", "training")) else "priya"


def _usual() -> Ids:
    case = Case.objects.get()
    invitation = _invitation()
    return {
        "case_id": case.pk,
        "partnership_id": case.partnership_id,
        "procedure_id": _first(LoadedProcedure),
        "shipped_id": "rapid-review-2025",
        "closure_id": _first(Closure),
        "child_id": case.children.all()[0].pk,
        "return_id": _latest("GPP").pk,
        "request_id": _latest("POL").request_id,
        "agency_id": Agency.objects.get(code="REC").pk,  # offered no pre-meet yet
        "item_id": _first(SafetyItem),
        "appointment_id": _first(Appointment),
        "version_id": _first(DocumentVersion),
        "letter_id": _first(Letter),
        "token": token(invitation.pk, invitation.nonce),
        "seq": 3,
        "number": None,
        "task": "rapid_review_meeting",
        "anchor": "call",
        "section": "F",
    }


def _several() -> Mapping[str, Mapping[str, Ids]]:
    """Routes that look different from row to row, or from person to person."""
    codes = AgencyReturn.objects.values_list("agency__code", flat=True).distinct()
    kinds = {one.kind: one.pk for one in Letter.objects.all()}
    awaited = {"": {"return_id": _latest("POL").pk}}
    typed = ("type_form", "type_section", "type_chronology", "type_attachments")
    people = ("priya", "owen", "judith", "dana")
    not_here_yet: Mapping[str, Ids] = {}  # before a report, after the only minutes
    return {
        "circulate_minutes": not_here_yet,
        **dict.fromkeys(_pages_of_the_report(), not_here_yet),
        "agency_return": {f"_{one}": {"return_id": _latest(one).pk} for one in codes}
        | {"_read_by_judith": {"return_id": _latest("SCH").pk, "person": "judith"}},
        "answer_section": {f"_{one}": {"section": one} for one in SECTIONS},
        "letter": {f"_{one}": {"letter_id": pk} for one, pk in kinds.items()},
        "my_day": {f"_{one}": {"person": one} for one in people},
        "case": {"": {}, "_judith": {"person": "judith"}},
        **dict.fromkeys((*typed, "type_check", "receive_word"), awaited),
    }


def _pages_of_the_report() -> list[str]:
    """All but its first page wait for a report that is begun."""
    named = [(pattern, route.name or "") for pattern, route in walk()]
    return [
        name for pattern, name in named if "/report/" in pattern and name != "report"
    ]


def _latest(code: str) -> AgencyReturn:
    return AgencyReturn.objects.filter(agency__code=code).order_by("-round")[0]


def _first(model: type) -> object:
    return model.objects.values_list("pk", flat=True).first()

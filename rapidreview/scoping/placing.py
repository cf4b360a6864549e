"""Text of a Word form that fitted no question: put under one by a person, or left out (P2.8)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from rapidreview.case.models import Case
from rapidreview.case.rows import with_case
from rapidreview.dailylog import actions as dailylog
from rapidreview.evidence.answers import Answers, title_of
from rapidreview.evidence.form import form
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import AlreadyDone, Incomplete, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.scoping.answering import (
    LOCKED,
    draft_of,
    save_chronology,
    write_answers,
)
from rapidreview.scoping.form_layout import codes_of
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.rounds import lock_draft
from rapidreview.scoping.unplaced import UnplacedText
from rapidreview.scoping.word import counts_of

LEFT_OUT = "-"
BY_THE_AUTHOR = "Word form, own link"  # at most 20 characters
CHRONOLOGY = "E"
_MARKER = "[From the Word form, {where}:]"


def unplaced_of(agency_return: AgencyReturn) -> list[UnplacedText]:
    """The texts that wait for somebody, in the order of the file."""
    return with_case(agency_return.unplaced.all(), agency_return.case)


def with_the_team(agency_return: AgencyReturn) -> int:
    """How many texts of a Word form the Team has still to place before it is received.

    None of those that the author brought behind the link: these the author places. None
    either once the author's form is with the senior manager: that one is awaited then.
    """
    is_draft = agency_return.state == AgencyReturn.State.DRAFT
    if not is_draft or agency_return.channel == BY_THE_AUTHOR:
        return 0
    return agency_return.unplaced.count()


def to_place_of(case: Case) -> dict[UUID, int]:
    """The same for every round of a case that has any, in one query."""
    drafts = {"agency_return__state": AgencyReturn.State.DRAFT}
    waiting = UnplacedText.objects.filter(case=case, **drafts)
    by_team = waiting.exclude(agency_return__channel=BY_THE_AUTHOR)
    counted = by_team.order_by().values_list("agency_return").annotate(Count("pk"))
    return dict(counted)


def places_for(agency_return: AgencyReturn) -> list[tuple[str, str]]:
    """Where a text may go: every question the agency answers itself, and the chronology."""
    counts = counts_of(agency_return, draft_of(agency_return))
    found = [
        (code, f"{code}. {title_of(code)}")
        for section in form().sections
        if section.code not in "EJ"
        for code in codes_of(section, counts)
        if form().question(code).need not in LOCKED
    ]
    return [*found, (CHRONOLOGY, "E. A new entry of the chronology, undated")]


@transaction.atomic
def place_texts(
    agency_return: AgencyReturn,
    places: Mapping[int, str],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Add each text to the answer chosen for it, below what stands there (P2.8).

    ``places`` says for each number a code, "E" for the chronology, or "-" to leave it out;
    the form as it came is filed and keeps what was left out. Raises Incomplete while one
    has no place, AlreadyDone where none waits.
    """
    held = lock_draft(agency_return)
    waiting = unplaced_of(held)
    if not waiting:
        raise AlreadyDone("Every piece of text has its place already.", "P2.8")
    _require_places(held, waiting, places)
    answers = draft_of(held)
    _add_to_answers(held, answers, waiting, places, by=by, at=at)
    _add_to_chronology(held, answers, waiting, places, by=by, at=at)
    held.unplaced.all().delete()
    dailylog.write(
        held.case,
        LogKind.NOTED_FILING,
        by=by,
        at=at,
        subject=held,
        agency=held.agency.name,
        text=_told([places[one.number] for one in waiting]),
    )


def _require_places(
    held: AgencyReturn, waiting: list[UnplacedText], places: Mapping[int, str]
) -> None:
    allowed = {code for code, _ in places_for(held)} | {LEFT_OUT}
    for one in waiting:
        if not places.get(one.number):
            raise Incomplete(f"Say where text {one.number} belongs.", "P2.8")
        if places[one.number] not in allowed:
            raise Refused("A text can go under a question of this form.", "P2.8")


def _add_to_answers(
    held: AgencyReturn,
    answers: Answers,
    waiting: list[UnplacedText],
    places: Mapping[int, str],
    *,
    by: Actor,
    at: datetime,
) -> None:
    given: dict[str, str] = {}
    for one in waiting:
        code = places[one.number]
        if code not in {LEFT_OUT, CHRONOLOGY}:
            stands = given.get(code, answers.get(code))
            given[code] = "\n".join(filter(None, [stands, _marked(one)]))
    if given:
        write_answers(held, given, version=None, by=by, at=at)


def _add_to_chronology(
    held: AgencyReturn,
    answers: Answers,
    waiting: list[UnplacedText],
    places: Mapping[int, str],
    *,
    by: Actor,
    at: datetime,
) -> None:
    added = [
        {"E7": _marked(one)} for one in waiting if places[one.number] == CHRONOLOGY
    ]
    if added:
        rows = [*answers.rows, *added]
        save_chronology(held, rows, version=None, by=by, at=at)


def _marked(one: UnplacedText) -> str:
    return f"{_MARKER.format(where=one.where)}\n{one.text}"


def _told(chosen: list[str]) -> str:
    """What was done with them, without a word of what they say."""
    under = [code for code in chosen if code != LEFT_OUT]
    left = len(chosen) - len(under)
    words = (
        f"Text of the Word form was placed under {', '.join(under)}. " if under else ""
    )
    kept = f"{left} left out; the form as it came keeps it." if left else ""
    return (words + kept).strip()

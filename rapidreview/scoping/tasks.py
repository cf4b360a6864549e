"""The task list of the form: each section with its state, its minutes and its place."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from rapidreview.evidence.answers import Answers, Missing, missing
from rapidreview.evidence.form import Need, Section, base_code, form
from rapidreview.people.actor import Actor
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.models import AgencyReturn

SIGNED_SECTION = "J"
CHRONOLOGY = "E"
# Three of the seven states of macros/state.html.
NOT_YET, OPEN, DONE = "not_yet", "open", "done"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the form is written: by the agency behind its link, or by the Team (P2.8).

    ``prefix`` begins the names of its addresses; ``keys`` are what they are made with.
    """

    agency_return: AgencyReturn
    by: Actor
    at: datetime
    prefix: str
    layout: str
    keys: tuple[tuple[str, object], ...] = ()

    def url(self, name: str, **more: object) -> str:
        """The address of a page of this form."""
        return reverse(f"{self.prefix}_{name}", kwargs=dict(self.keys) | more)

    @property
    def request_url(self) -> str:
        """The Team's page of the request, from which it types a return in."""
        given = self.agency_return
        keys = {"case_id": given.case_id, "request_id": given.request_id}
        return reverse("request_page", kwargs=keys)

    def place_of(self, section: str) -> str:
        """The address of a section; the chronology has a page of its own."""
        if section == CHRONOLOGY:
            return self.url("chronology")
        return self.url("section", section=section)


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the task list."""

    code: str
    title: str
    minutes: int
    state: str
    owed: int
    url: str


@dataclass(frozen=True, slots=True)
class Owed:
    """One answer that is missing, and where to give it."""

    words: str
    url: str


def sections(answers: Answers) -> list[Section]:
    """The sections this return needs: a nil return skips most of them."""
    return [
        section
        for section in form().sections
        if section.code != SIGNED_SECTION and _is_needed(section, answers)
    ]


def tasks(desk: Desk) -> list[Task]:
    """The task list, in the order of the form."""
    answers = draft_of(desk.agency_return)
    owed = missing(answers, desk.agency_return.children)
    return [_task(desk, section, answers, owed) for section in sections(answers)]


def owed_by(desk: Desk) -> list[Owed]:
    """Everything that is missing, each with the place where it can be answered."""
    answers = draft_of(desk.agency_return)
    return [
        Owed(one.words, f"{desk.place_of(one.code[0])}#q-{one.code}")
        for one in missing(answers, desk.agency_return.children)
    ]


def following(desk: Desk, section: str) -> str:
    """Where "Save and continue" leads: the next section, then check and send."""
    codes = [one.code for one in sections(draft_of(desk.agency_return))]
    place = codes.index(section) + 1 if section in codes else len(codes)
    return (
        desk.place_of(codes[place]) if place < len(codes) else desk.url("attachments")
    )


def _is_needed(section: Section, answers: Answers) -> bool:
    if not answers.is_nil:
        return True
    return any(form().question(code).nil_return for code in section.codes)


def _task(desk: Desk, section: Section, answers: Answers, owed: list[Missing]) -> Task:
    left = sum(1 for one in owed if one.code.startswith(section.code))
    begun = (
        bool(answers.rows) if section.code == CHRONOLOGY else _begun(section, answers)
    )
    state = DONE if not left else OPEN if begun else NOT_YET
    minutes = 2 if answers.is_nil else section.minutes
    return Task(
        section.code, section.title, minutes, state, left, desk.place_of(section.code)
    )


def _begun(section: Section, answers: Answers) -> bool:
    return any(
        text.strip()
        for code, text in answers.values.items()
        if base_code(code) in section.codes
        and form().question(code).need not in {Need.PREFILLED, Need.SYSTEM}
    )

"""The whole form as a document to read: exactly what will be sent, or was (P1.11)."""

from collections.abc import Mapping
from dataclasses import dataclass

from rapidreview.evidence.answers import Answers, fingerprint, title_of
from rapidreview.evidence.dates import understand
from rapidreview.evidence.form import Kind, Need, Question, Section, form
from rapidreview.evidence.stored import person
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.form_layout import codes_of
from rapidreview.scoping.models import AgencyReturn, SignerComment
from rapidreview.scoping.rounds import attached_hashes
from rapidreview.scoping.word import counts_of

CHRONOLOGY, SIGNED_BELOW = "E", "J"


@dataclass(frozen=True, slots=True)
class Read:
    """One question with its answer as people read it."""

    code: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class SectionRead:
    """A section of the form."""

    code: str
    title: str
    answers: tuple[Read, ...]


@dataclass(frozen=True, slots=True)
class EntryRead:
    """An entry of the chronology: its cells by column, and its date as understood, where
    that is not what was typed."""

    number: int
    cells: Mapping[str, str]
    understood: str


@dataclass(frozen=True, slots=True)
class Whole:
    """All of a round, and the fingerprint of exactly this text and its files."""

    sections: tuple[SectionRead, ...]
    columns: tuple[Question, ...]
    entries: tuple[EntryRead, ...]
    reason_late: str
    fingerprint: str


def whole_of(agency_return: AgencyReturn) -> Whole:
    """The round as it stands, question by question; what only sending fills in comes last."""
    answers = draft_of(agency_return)
    used = {code for row in answers.rows for code, text in row.items() if text.strip()}
    return Whole(
        tuple(
            _section(agency_return, answers, section)
            for section in form().sections
            if section.code != SIGNED_BELOW
        ),
        tuple(column for column in form().columns if column.code in used),
        tuple(
            EntryRead(number, row, _understood(row.get("E1", "")))
            for number, row in enumerate(answers.rows, start=1)
        ),
        answers.get("J6"),
        fingerprint(answers, attached_hashes(agency_return)),
    )


def last_comment(agency_return: AgencyReturn) -> SignerComment | None:
    """Why the senior manager gave it back, if they did."""
    return agency_return.signer_comments.select_related("case").last()


def answers_of(
    agency_return: AgencyReturn, answers: Answers, section: Section
) -> list[tuple[str, str, str]]:
    """Code, question and answer as stored: every answer there is, and what is asked; of a
    nil return only what it is asked."""
    codes = codes_of(section, counts_of(agency_return, answers))
    return [
        (code, title_of(code), answers.get(code))
        for code in codes
        if answers.get(code) or not answers.is_nil or form().question(code).nil_return
    ]


def _section(
    agency_return: AgencyReturn, answers: Answers, section: Section
) -> SectionRead:
    if section.code == CHRONOLOGY:
        return SectionRead(section.code, section.title, ())
    read = (
        Read(code, title, _words(code, text))
        for code, title, text in answers_of(agency_return, answers, section)
        if text or form().question(code).need is not Need.SYSTEM
    )
    return SectionRead(section.code, section.title, tuple(read))


def _understood(typed: str) -> str:
    words = understand(typed).words
    return "" if words == typed.strip() else words


def _words(code: str, stored: str) -> str:
    """A person as name, role and contact; anything else as it was typed."""
    if form().question(code).kind is not Kind.PERSON:
        return stored
    named = person(stored)
    return ", ".join(filter(None, (named.name, named.role, named.contact)))

"""A return on paper for the group, with names put out of sight (P6.1).

Held answers and those for the Team are left out; a name becomes its label; an answer that
only identifies is not shown; staff stand by their role (handbook, sections 6 and 8).
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from rapidreview.collation.standing import Standing
from rapidreview.evidence.answers import Answers, title_of
from rapidreview.evidence.chronology import Row, row_from
from rapidreview.evidence.dates import understand
from rapidreview.evidence.form import Kind, Repeat, Section, SeenBy, base_code, form
from rapidreview.evidence.pseudonyms import Key, pseudonymise
from rapidreview.evidence.stored import person
from rapidreview.paper.typeset import typeset
from rapidreview.procedure.calendar import london_day
from rapidreview.scoping.form_layout import codes_of
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.prefilled import in_full
from rapidreview.scoping.signatures import live_signature
from rapidreview.scoping.word import counts_of

KEPT_BY_LABEL = {"B1", "C1"}
NOT_SHOWN = "Known to the Partnership; not shown in the pack."
IN_DOCUMENT = (
    "In the document as it came, in the case folder. It names people, so it is not in this "
    "pack. Ask the Partnership Team."
)


def return_pdf(
    row: AgencyReturn,
    answers: Answers,
    key: Key,
    frame: Mapping[str, str],
    *,
    at: datetime,
    released: Collection[str] = (),
) -> bytes:
    """A return as the group may read it, with what its senior manager signed (P1.11)."""
    signature = live_signature(row)
    content = {
        **frame,
        "title": row.agency.name,
        "agency": row.agency.name,
        "lines": [
            ["Round", str(row.round)],
            ["Received", in_full(row.received_at) if row.received_at else ""],
            ["Answers", IN_DOCUMENT]
            if row.answers_in_document
            else ["Form version", row.form_version],
        ],
        "sections": [
            shown
            for section in form().sections
            if section.code not in {"E", "J"}
            and (shown := _section(row, answers, section, key, released))["answers"]
        ],
        "chronology": [_cells(one, key) for one in answers.rows if one],
        "signature": {
            "declarations": signature.declarations.splitlines(),
            "name": "A senior manager of the agency",
            "role": pseudonymise(signature.role, key),
            "signed_at": in_full(signature.signed_at),
        }
        if signature
        else {},
    }
    return typeset("return", content, at=at)


def _section(
    row: AgencyReturn,
    answers: Answers,
    section: Section,
    key: Key,
    released: Collection[str],
) -> dict[str, object]:
    codes = codes_of(section, counts_of(row, answers))
    return {
        "code": section.code,
        "title": section.title,
        "answers": [
            {
                "code": code,
                "question": title_of(code),
                "answer": shown_answer(code, answers.get(code), key, row),
            }
            for code in codes
            if answers.get(code) and is_for_the_group(code, released)
        ],
    }


def shown_answer(code: str, text: str, key: Key, row: AgencyReturn) -> str:
    """An answer as the group may read it: no name, no birth date, no address."""
    question = form().question(code)
    if question.kind is Kind.PERSON:
        return pseudonymise(person(text).role, key) or "Named to the Partnership."
    if question.seen_by is SeenBy.IDENTIFYING and base_code(code) not in KEPT_BY_LABEL:
        born = understand(text).first if base_code(code) in {"B3", "C3"} else None
        return _aged(born, row) if born else NOT_SHOWN
    return pseudonymise(text, key)


def _aged(born: date, row: AgencyReturn) -> str:
    on = london_day(row.asked_at)
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return f"Aged {years}" if years >= 0 else "Not born yet"


def is_for_the_group(code: str, released: Collection[str] = ()) -> bool:
    """Whether the group may read the answer: held ones and the Team's own stay out.

    ``released`` are the codes of this return whose held answer was released (P14.7).
    """
    seen_by = form().question(code).seen_by
    return code in released or seen_by not in {SeenBy.HELD, SeenBy.TEAM}


def named_in(returns: Sequence[Answers]) -> list[tuple[str, str]]:
    """Everybody that the returns name as family: name, relationship (C1, C2)."""
    return [
        (answers.get(f"C1_{n}"), answers.chosen(f"C2_{n}"))
        for answers in returns
        for n in range(1, answers.count(Repeat.MEMBER) + 1)
    ]


def rows_of(one: Standing, answers: Answers, key: Key) -> list[Row]:
    """The agency's chronology with names out of sight, ready to be merged."""
    number_of_round = one.accepted.round if one.accepted else 1
    return [
        row_from(
            _cells(cells, key),
            agency=one.agency,
            round_number=number_of_round,
            number=n,
        )
        for n, cells in enumerate(answers.rows, start=1)
        if cells
    ]


def _cells(cells: Mapping[str, str], key: Key) -> dict[str, str]:
    return {code: pseudonymise(text, key) for code, text in cells.items()}

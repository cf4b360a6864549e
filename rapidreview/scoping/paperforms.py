"""A form on paper or in Word becomes answers: what it says, and nothing it does not say."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from rapidreview.casefolder.uploads import Upload
from rapidreview.evidence.form import (
    Need,
    Repeat,
    base_code,
    block_number,
    blocks,
    form,
)
from rapidreview.paper import limited
from rapidreview.paper.refusal import Refusal
from rapidreview.paper.word_layout import ReadForm
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import Refused
from rapidreview.scoping.answering import COLUMNS, save_chronology, write_answers
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.word import DOCX

OURS = {
    question.code
    for question in form().questions
    if question.need in {Need.PREFILLED, Need.SYSTEM} and question.repeat is None
}


def read_word(agency_return: AgencyReturn, upload: Upload) -> ReadForm:
    """What a Word form says, read in a process of its own (trust, row 12).

    Raises Refused for a file that is no form, or the form of another request.
    """
    if upload.media_type != DOCX:
        raise Refused("Choose the Word form (.docx) that you completed.", "P2.8")
    try:
        read = limited.read_form(upload.data, upload.name)
    except Refusal as error:
        raise Refused(error.words, "P2.8") from error
    if read.reference and read.reference != agency_return.case.reference:
        raise Refused(
            "This form was made for another request. Check the reference at the foot of "
            "its pages, and choose the right file.",
            "P2.8",
        )
    if not set(read.values) - OURS and not read.rows:
        raise Refused(
            "No answer was found in this form. Check that it is the completed one.",
            "P2.8",
        )
    return read


def put_in(
    agency_return: AgencyReturn,
    values: Mapping[str, str],
    rows: Sequence[Mapping[str, str]],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Make the draft say what the form says; what it leaves out is empty (P2.8).

    A child that the form does not speak of leaves the draft: whether the children are
    those asked about is for the first check to find.
    """
    given = {
        code: text.strip("\n")
        for code, text in values.items()
        if form().knows(code) and code not in OURS and base_code(code) not in COLUMNS
    }
    agency_return.children = max(blocks(given, Repeat.CHILD), 1)
    agency_return.members = max(blocks(given, Repeat.MEMBER), 1)
    agency_return.episodes = max(blocks(given, Repeat.EPISODE), 1)
    agency_return.save(update_fields=["children", "members", "episodes"])
    left_out = _left_out(agency_return, given)
    write_answers(
        agency_return, dict.fromkeys(left_out, "") | given, version=None, by=by, at=at
    )
    save_chronology(agency_return, rows, version=None, by=by, at=at)


def _left_out(agency_return: AgencyReturn, given: Mapping[str, str]) -> list[str]:
    """Codes that are stored and not on the form; a prefilled name of its child stays."""
    stored = agency_return.answers.values_list("code", flat=True)
    return [
        code
        for code in stored
        if code not in given
        and code not in OURS
        and not (
            base_code(code) == "B1" and block_number(code) <= agency_return.children
        )
    ]

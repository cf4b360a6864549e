"""A form on paper or in Word becomes answers: what it says, and nothing it does not say."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from rapidreview.case.rows import with_case
from rapidreview.casefolder.uploads import Upload
from rapidreview.evidence.form import (
    Repeat,
    base_code,
    block_number,
    blocks,
    form,
)
from rapidreview.paper import limited
from rapidreview.paper.refusal import Refusal
from rapidreview.paper.word_layout import ReadForm, Unread
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import Refused
from rapidreview.scoping.answering import COLUMNS, save_chronology, write_answers
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.unplaced import UnplacedText
from rapidreview.scoping.word import DOCX
from rapidreview.scoping.word_answers import OURS, difference, unread_of

MOST_PIECES = 40


def read_word(agency_return: AgencyReturn, upload: Upload) -> ReadForm:
    """What a Word form says, read in a process of its own (trust, row 12).

    Raises Refused for a file that is no form, or the form of another request or agency.
    """
    if upload.media_type != DOCX:
        raise Refused("Choose the Word form (.docx) that you completed.", "P2.8")
    try:
        read = limited.read_form(upload.data, upload.name)
    except Refusal as error:
        raise Refused(error.words, "P2.8") from error
    wrong = difference(
        read,
        reference=agency_return.case.reference,
        agency=agency_return.agency.name,
    )
    if wrong:
        raise Refused(
            f"{wrong} Nothing was read. Choose the right file; if it is the right one "
            "after all, its answers can be typed in.",
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


def keep_unread(agency_return: AgencyReturn, read: ReadForm) -> list[Unread]:
    """Keep the text that has no question until somebody places it; an earlier form's goes.

    What the Partnership had filled in and somebody changed is among it.
    """
    unread = _fewer([*unread_of(read), *_corrected(agency_return, read)])
    agency_return.unplaced.all().delete()
    UnplacedText.objects.bulk_create(
        UnplacedText(
            case=agency_return.case,
            agency_return=agency_return,
            number=number,
            text=one.text,
            where=one.where,
            beside=one.beside[:12],
        )
        for number, one in enumerate(unread, start=1)
    )
    return unread


def _fewer(unread: list[Unread]) -> list[Unread]:
    """As many as a person can place: beyond that, what stood together is one text."""
    if len(unread) <= MOST_PIECES:
        return unread
    together = [
        Unread("\n".join(one.text for one in texts), where, beside)
        for (where, beside), found in groupby(
            unread, lambda one: (one.where, one.beside)
        )
        for texts in (list(found),)
    ]
    kept, rest = together[: MOST_PIECES - 1], together[MOST_PIECES - 1 :]
    if not rest:
        return kept
    return [
        *kept,
        Unread("\n".join(one.text for one in rest), "in the rest of the file"),
    ]


def _corrected(agency_return: AgencyReturn, read: ReadForm) -> Iterator[Unread]:
    stored = {
        row.code: row.text
        for row in with_case(agency_return.answers.all(), agency_return.case)
    }
    for code in sorted(OURS & read.values.keys() & stored.keys()):
        if " ".join(read.values[code].split()) != " ".join(stored[code].split()):
            yield Unread(read.values[code], f"in {code}, which we had filled in")

"""The information scoping form as a Word file (P1.10, P1.11).

Two columns: the code and the question left, a content control right, tagged with the
code. Word keeps the tags; LibreOffice drops them, and then the code on the left still
says what was answered. ``child_details=False`` is the form that may travel with a
letter: nothing about a child or family is filled in, whatever the caller passed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rapidreview.paper import word_controls, word_page, word_tables
from rapidreview.paper.word_layout import (
    AGENCY,
    BENEATH,
    COLUMNS,
    END,
    FORM_VERSION,
    MORE,
    REFERENCE,
    TICK,
    FormQuestion,
    FormSection,
    footer_line,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

EMPTY_ROWS = 12
QUESTION_MM, ANSWER_MM = 64, 106
GRID_MM = (21, 18, 13, 12, 25, 20, 44, 34, 21, 28, 21)
YES_NO = ("yes", "no")
YES_NO_UNKNOWN = (*YES_NO, "not known")
HOW_TO = (
    "Answer in the right-hand column; the box grows as you type. Please keep the codes "
    "on the left (A4, B3 …): they are how your answers are read.",
    "If you do not know something, write “Not known, because …” and say why. An empty "
    "answer will come back to you.",
    "If your agency was not involved, answer A14 with No. Then only sections A and D, the "
    "check of B1 to B3, G1 and section J are needed.",
    "Dates: day before month, as in 3 May 2024. Put ? before a date you are not sure of "
    "(?3 May 2024); give a range as 3-9 May 2024 or May 2024. Never guess.",
    "Name staff by their role. Leave out what the review does not need to know about "
    "anybody else.",
    "A senior manager of your agency, who is not the author, reads the whole form and "
    "completes section J before it is returned.",
    "If a child may be unsafe now, do not wait for this form: follow your safeguarding "
    "procedure and telephone the Partnership at once.",
)


def write_form(
    layout: Sequence[FormSection],
    prefilled: Mapping[str, str],
    *,
    reference: str,
    agency: str,
    form_version: str,
    partnership: str,
    due: str,
    contact: str,
    at: datetime,
    marking: str = "OFFICIAL-SENSITIVE",
    child_details: bool = False,
    rows: Sequence[Mapping[str, str]] = (),
) -> bytes:
    """The form for one agency, as .docx (P1.10).

    ``due`` and ``contact`` are words for page one ("Friday 6 November 2026, 5pm");
    ``rows`` are chronology rows to begin with, by column (E1-E11). Without
    ``child_details`` only section A is prefilled, so that no name can slip in.
    """
    document = word_page.new_document(
        title="Information scoping form",
        marking=marking if child_details else f"{marking} when completed",
        footer=footer_line(reference, agency, form_version),
        at=at,
    )
    word_page.add_properties(
        document, {REFERENCE: reference, AGENCY: agency, FORM_VERSION: form_version}
    )
    _first_page(
        document, partnership=partnership, agency=agency, due=due, contact=contact
    )
    shown = prefilled if child_details else _about_the_request(prefilled)
    for section in layout:
        _write_section(document, section, shown, rows if child_details else ())
    _say(document, END)
    return word_page.saved(document)


def _about_the_request(prefilled: Mapping[str, str]) -> dict[str, str]:
    return {code: value for code, value in prefilled.items() if code.startswith("A")}


def _first_page(
    document: Document, *, partnership: str, agency: str, due: str, contact: str
) -> None:
    _say(document, partnership)
    document.add_paragraph("Information scoping form", style="Title")
    line = _say(document, "")
    line.add_run(word_page.xml_text(f"For {agency}. ")).bold = True
    line.add_run(word_page.xml_text(f"Please return it by {due}."))
    _say(
        document,
        f"Questions: {contact}. Return it through the secure link you were sent.",
    )
    document.add_heading("Before you begin", level=2)
    for number, words in enumerate(HOW_TO, start=1):
        item = _say(document, f"{number}.\t{words}")
        _hang(item)


def _say(document: Document, words: str) -> Paragraph:
    line = document.add_paragraph(word_page.xml_text(words))
    line._p.style = word_page.FORM_TEXT  # by its id: found at once, not by its name
    return line


def _hang(paragraph: Paragraph) -> None:
    from docx.shared import Mm

    form = paragraph.paragraph_format
    form.left_indent, form.first_line_indent = Mm(7), Mm(-7)
    form.tab_stops.add_tab_stop(Mm(7))


def _write_section(
    document: Document,
    section: FormSection,
    prefilled: Mapping[str, str],
    rows: Sequence[Mapping[str, str]],
) -> None:
    if section.code == "E":
        _turn(document, landscape=True)
    document.add_heading(
        f"{section.code}. {word_page.xml_text(section.title)}", level=1
    )
    if section.intro:
        _say(document, section.intro)
    if section.code == "E":
        if rows:
            _grid(document, rows)
        else:
            _append(document, _empty_grid())
        _turn(document, landscape=False)
    else:
        _write_questions(document, section.questions, prefilled)


def _turn(document: Document, *, landscape: bool) -> None:
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.shared import Mm

    section = document.add_section(WD_SECTION.NEW_PAGE)
    width, height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height


def _write_questions(
    document: Document, questions: Sequence[FormQuestion], prefilled: Mapping[str, str]
) -> None:
    if any(prefilled.get(question.code) for question in questions):
        _tabulate(document, questions, prefilled)
    else:
        _append(document, _unanswered(tuple(questions)))


def _append(document: Document, table: BaseOxmlElement) -> None:
    """A copy of a table at the end, before the page's own settings, which stay last."""
    document.element.body[-1].addprevious(deepcopy(table))


@lru_cache(maxsize=128)
def _unanswered(questions: tuple[FormQuestion, ...]) -> BaseOxmlElement:
    """The table of a section nobody has answered: the same in every form, made once."""
    return _tabulate(word_page.empty_document(), questions, {})._tbl


@cache
def _empty_grid() -> BaseOxmlElement:
    """The grid of a chronology nobody has begun."""
    return _grid(word_page.empty_document(), ())._tbl


def _tabulate(
    document: Document, questions: Sequence[FormQuestion], prefilled: Mapping[str, str]
) -> Table:
    table = word_tables.new_table(
        document, (QUESTION_MM, ANSWER_MM), ("Question", "Your answer")
    )
    for question in questions:
        left, right = word_tables.add_row(table)
        _write_question(left, question)
        _write_answer(right, question, prefilled.get(question.code, ""))
    word_tables.set_widths(table, (QUESTION_MM, ANSWER_MM))
    return table


def _write_question(cell: _Cell, question: FormQuestion) -> None:
    word_tables.shade(cell)
    line = cell.paragraphs[0]
    line.add_run(f"{question.code}  ").bold = True
    line.add_run(word_page.xml_text(question.label)).bold = True
    if question.hint:
        _quiet(cell.add_paragraph(), question.hint)
    if question.details:
        _quiet(cell.add_paragraph(), f"{BENEATH}{question.details}")


def _quiet(paragraph: Paragraph, words: str) -> None:
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(word_page.xml_text(words))
    run.font.size = Pt(9)
    run.font.color.rgb = RGBColor.from_string(word_page.QUIET)


def _write_answer(cell: _Cell, question: FormQuestion, value: str) -> None:
    code, title = question.code, f"{question.code} {question.label}"
    choices = _choices(question)
    if question.locked:
        _put(cell, word_controls.text_control(code, title, value, locked=True))
    elif choices and question.kind.startswith(("multi", "ticks")):
        _write_ticks(cell, question, value)
    elif choices:
        _write_choice(cell, question, choices, value)
    elif question.kind in {"date", "when"}:
        _put(cell, word_controls.date_control(code, title, value))
    else:
        _put(cell, word_controls.text_control(code, title, value))


def _choices(question: FormQuestion) -> tuple[str, ...]:
    if question.choices:
        return question.choices
    if question.kind.startswith("ynk"):
        return YES_NO_UNKNOWN
    return YES_NO if question.kind.startswith("yn") else ()


def _write_choice(
    cell: _Cell, question: FormQuestion, choices: Sequence[str], value: str
) -> None:
    code, title = question.code, f"{question.code} {question.label}"
    first, _, rest = value.partition("\n")
    known = {choice.casefold(): choice for choice in choices}
    chosen = known.get(first.casefold(), "")
    words = rest if chosen else value
    _put(cell, word_controls.choice_control(code, title, chosen, choices))
    if _wants_words(question) or words:
        line = cell.add_paragraph()
        line._p.append(word_controls.text_control(code + MORE, f"{title}: more", words))


def _wants_words(question: FormQuestion) -> bool:
    """Words go beneath a choice where they are asked for, or a "not known" needs them."""
    return question.kind.endswith(("+text", "ynk")) or bool(question.details)


def _write_ticks(cell: _Cell, question: FormQuestion, value: str) -> None:
    ticked = value.split("\n") if value else []
    line = cell.paragraphs[0]
    for number, choice in enumerate(question.choices, start=1):
        line = line if number == 1 else cell.add_paragraph()
        tag, title = f"{question.code}{TICK}{number}", f"{question.code} {choice}"
        line._p.append(word_controls.tick_control(tag, title, ticked=choice in ticked))
        line.add_run(f" {word_page.xml_text(choice)}")
    words = "\n".join(text for text in ticked if text not in question.choices)
    if _wants_words(question) or words:
        more = word_controls.text_control(question.code + MORE, question.label, words)
        cell.add_paragraph()._p.append(more)


def _put(cell: _Cell, control: BaseOxmlElement) -> None:
    cell.paragraphs[0]._p.append(control)


def _grid(document: Document, rows: Sequence[Mapping[str, str]]) -> Table:
    heads = tuple(f"{code} {name}" for code, name in COLUMNS.items())
    table = word_tables.new_table(document, GRID_MM, heads)
    for row in [*rows, *({} for _ in range(EMPTY_ROWS))]:
        for code, cell in zip(COLUMNS, word_tables.add_row(table), strict=True):
            cell.paragraphs[0].add_run(word_page.xml_text(row.get(code, "")))
    word_tables.set_widths(table, GRID_MM)
    word_tables.shrink(table)
    return table

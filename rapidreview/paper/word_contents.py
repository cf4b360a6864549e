"""A contents list in a Word file: a field that Word can renew, filled in already.

It carries links and no page numbers until somebody renews it, since only Word knows its
own pages; it never asks whether it may.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rapidreview.paper import word_pieces
from rapidreview.paper.word_house import CONTENTS
from rapidreview.paper.word_page import xml_text
from rapidreview.paper.word_tables import element

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

FIELD = r' TOC \o "1-1" \h \z \u '


def contents(document: Document, headings: Sequence[str]) -> None:
    """``headings`` in order, each linked to the paragraph that ``mark`` named."""
    if not headings:
        return
    word_pieces.unlisted_heading(document, "Contents")
    lines = [
        _line(document, words, number) for number, words in enumerate(headings, start=1)
    ]
    first = lines[0]._p.get_or_add_pPr()
    for piece in reversed(_opening()):
        first.addnext(piece)
    lines[-1]._p.append(_sign("end"))


def mark(heading: Paragraph, number: int) -> None:
    """Name a heading, so that line ``number`` of the contents leads to it."""
    start = element("bookmarkStart", id=str(number), name=_anchor(number))
    heading._p.insert(1 if heading._p.pPr is not None else 0, start)
    heading._p.append(element("bookmarkEnd", id=str(number)))


def _anchor(number: int) -> str:
    return f"_Toc{number:08d}"


def _line(document: Document, words: str, number: int) -> Paragraph:
    line = document.add_paragraph(style=CONTENTS)
    link = element("hyperlink", anchor=_anchor(number), history="1")
    run = line.add_run(xml_text(words))
    link.append(run._r)
    line._p.append(link)
    return line


def _opening() -> list[BaseOxmlElement]:
    instruction = element("r")
    text = element("instrText")
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    text.text = FIELD
    instruction.append(text)
    return [_sign("begin"), instruction, _sign("separate")]


def _sign(kind: str) -> BaseOxmlElement:
    run = element("r")
    run.append(element("fldChar", fldCharType=kind))
    return run

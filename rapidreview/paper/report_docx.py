"""The Rapid Review report as a Word file, begun on day 6 and populated later (P6.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rapidreview.paper import word_page, word_tables
from rapidreview.paper.word_layout import REFERENCE

if TYPE_CHECKING:
    from docx.document import Document

VERSION = "RapidReviewVersion"
TO_BE_WRITTEN = "[To be written.]"


def begin_report(
    front: Mapping[str, str],
    sections: Sequence[tuple[str, str, str]],
    *,
    at: datetime,
    partnership: str,
    reference: str,
    version: str = "0.1",
    marking: str = "OFFICIAL-SENSITIVE",
) -> bytes:
    """The report's first version as .docx (P6.3).

    ``front`` is the front page's table (R1), label to words; ``sections`` are code,
    title and text (R2 … R20), an empty text marking what is still to be written.
    """
    document = word_page.new_document(
        title="Rapid Review report",
        marking=marking,
        footer=f"Rapid Review report | Reference: {reference} | Version {version}",
        at=at,
    )
    word_page.add_properties(document, {REFERENCE: reference, VERSION: version})
    _write_front(document, front, partnership=partnership, version=version)
    for code, title, text in sections:
        _write_section(document, f"{code}. {title}", text)
    return word_page.saved(document)


def _write_front(
    document: Document, front: Mapping[str, str], *, partnership: str, version: str
) -> None:
    document.add_paragraph(word_page.xml_text(partnership))
    document.add_paragraph("Rapid Review report", style="Title")
    document.add_paragraph(
        f"Version {version}, a draft. Not to be published or circulated."
    )
    widths = (55, 115)
    table = word_tables.new_table(document, widths, ("R1  About this report", ""))
    for label, words in front.items():
        left, right = word_tables.add_row(table)
        word_tables.shade(left)
        left.paragraphs[0].add_run(word_page.xml_text(label)).bold = True
        right.paragraphs[0].add_run(word_page.xml_text(words))
    word_tables.set_widths(table, widths)
    document.add_page_break()  # type: ignore[no-untyped-call]


def _write_section(document: Document, heading: str, text: str) -> None:
    document.add_heading(word_page.xml_text(heading), level=1)
    for block in word_page.xml_text(text).strip().split("\n\n"):
        document.add_paragraph(block or TO_BE_WRITTEN)

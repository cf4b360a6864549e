"""A plain Word document: a title, headings and paragraphs, such as minutes (P7.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rapidreview.paper import word_page


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text as somebody set it; with ``level`` 1 or 2 a heading, a bullet with ``listed``."""

    text: str
    level: int = 0
    listed: bool = False


def docx_from(
    title: str,
    paragraphs: Sequence[Paragraph | str],
    *,
    at: datetime,
    marking: str = "OFFICIAL-SENSITIVE",
    footer: str = "",
) -> bytes:
    """``title`` and ``paragraphs`` as .docx; a plain string is an ordinary paragraph."""
    document = word_page.new_document(
        title=title, marking=marking, footer=footer or title, at=at
    )
    document.add_paragraph(word_page.xml_text(title), style="Title")
    for one in paragraphs:
        paragraph = Paragraph(one) if isinstance(one, str) else one
        for block in word_page.xml_text(paragraph.text).split("\n\n"):
            if paragraph.level:
                document.add_heading(block, level=paragraph.level)
            else:
                style = "List Bullet" if paragraph.listed else "Normal"
                document.add_paragraph(block, style=style)
    return word_page.saved(document)

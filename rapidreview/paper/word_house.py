"""The look of a Word file that is there to be read: minutes, the report, a letter.

Larger type and wider margins than a form has, and a style for each thing that is not
plain text, so that whoever goes on with the file in Word finds them in the list.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from rapidreview.paper import word_page
from rapidreview.paper.word_page import INK, QUIET

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

# Words beside the text, such as where it was taken from; a line that must not be missed;
# a line of the contents.
ASIDE, NOTE, CONTENTS = "RRAside", "RRNote", "toc 1"
# What stands in a table, and beside a label.
CELL, FACT = "RRCell", "RRFact"
MARGIN_MM = 25
LISTS = tuple(
    f"List {kind}{depth}" for kind in ("Bullet", "Number") for depth in ("", " 2", " 3")
)
# Size and space before and after in points; bold or not.
READING = {
    "Normal": (11, False, 0, 8),
    "Title": (22, True, 0, 8),
    "Heading 1": (14, True, 18, 6),
    "Heading 2": (12, True, 12, 4),
    "Heading 3": (11, True, 10, 4),
    **dict.fromkeys(LISTS, (11, False, 0, 4)),
    ASIDE: (9, False, 0, 6),
    NOTE: (11, True, 4, 10),
    CELL: (9.5, False, 0, 2),
    FACT: (10.5, False, 0, 2),
    CONTENTS: (10.5, False, 0, 1),
}


def reading_document(
    *, title: str, marking: str, footer: str, at: datetime
) -> Document:
    """An empty document to be read; ``footer`` says at the foot of each page what it is."""
    from docx.shared import Mm

    document = word_page.new_document(
        title=title, marking=marking, footer=footer, at=at
    )
    for section in document.sections:
        section.left_margin = section.right_margin = Mm(MARGIN_MM)
        section.top_margin, section.bottom_margin = Mm(25), Mm(25)
    _add_styles(document)
    for name, (size, bold, before, after) in READING.items():
        style = document.styles[name]
        word_page.dress(style, size, bold=bold, before=before, after=after)
    _refine(document)
    return document


def _add_styles(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    for name in (ASIDE, NOTE, CELL, FACT):
        added = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        added.base_style = document.styles["Normal"]
    document.styles.add_style(CONTENTS, WD_STYLE_TYPE.PARAGRAPH, builtin=True)


def _refine(document: Document) -> None:
    from docx.shared import Pt, RGBColor

    styles = document.styles
    styles["Normal"].paragraph_format.line_spacing = 1.15
    styles["Normal"].paragraph_format.widow_control = True
    styles[CELL].paragraph_format.line_spacing = 1.0
    # Twenty lines of contents have room on the first page, beneath the front.
    styles[CONTENTS].paragraph_format.line_spacing = 1.0
    styles[NOTE].paragraph_format.left_indent = Pt(10)
    styles[ASIDE].font.color.rgb = RGBColor.from_string(QUIET)
    for name in ("Heading 1", "Heading 2", "Heading 3"):
        styles[name].paragraph_format.keep_with_next = True
    _rule_on_the_left(styles[NOTE])


def _rule_on_the_left(style: ParagraphStyle) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    borders, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
    about = {"val": "single", "sz": "18", "space": "8", "color": INK}
    for name, value in about.items():
        left.set(qn(f"w:{name}"), value)
    borders.append(left)
    style.element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )

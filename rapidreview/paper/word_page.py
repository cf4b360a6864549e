"""The page every Word file of ours is written on, and the pinned way of saving it.

A4, Arial (the face Arimo is shaped to, which every office has), English (United
Kingdom), the marking in the header, what the file is and its page in the footer.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

FACE = "Arial"
INK = "0B0C0C"
QUIET = "505A5F"
# Text that came with the form; anything else outside the tables was written by somebody.
FORM_TEXT = "RRFormText"
# The small type of a wide table, for what is typed into it later, too.
GRID_TEXT = "RRGridText"
# The styles of tables that stay, and the parts of the library's template that go.
TABLE_STYLES = frozenset({"Normal Table", "Table Grid"})
UNUSED = re.compile("thumbnail|stylesWithEffects|customXml$")
PINNED = (1980, 1, 1, 0, 0, 0)
CUSTOM_NAMESPACE = (
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
)
VARIANT_NAMESPACE = (
    "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    """``text`` without the few characters that XML cannot hold."""
    return _UNWRITABLE.sub("", text)


def new_document(*, title: str, marking: str, footer: str, at: datetime) -> Document:
    """An empty document in the house's page and styles; ``footer`` says what it is."""
    document = empty_document()
    _pin_properties(document, title, at)
    _set_header(document.sections[0], marking)
    _set_footer(document.sections[0], footer)
    return document


def empty_document() -> Document:
    """The house's page and styles, and nothing on it yet."""
    import docx

    return docx.Document(io.BytesIO(_house_page()))


def add_properties(document: Document, values: Mapping[str, str]) -> None:
    """Give the file custom properties, which outlive editing in Word."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    items = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" '
        f"name={quoteattr(name)}><vt:lpwstr>{escape(xml_text(value))}</vt:lpwstr>"
        "</property>"
        for number, (name, value) in enumerate(values.items(), start=2)
    )
    blob = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<Properties xmlns="{CUSTOM_NAMESPACE}" xmlns:vt="{VARIANT_NAMESPACE}">'
        f"{items}</Properties>"
    )
    package = document.part.package
    part = Part(
        PackURI("/docProps/custom.xml"),
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        blob.encode(),
        package,
    )
    package.relate_to(
        part,
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties",
    )


def saved(document: Document) -> bytes:
    """The document's bytes, the same whenever the same document is written."""
    written = io.BytesIO()
    document.save(written)
    pinned = io.BytesIO()
    with (
        zipfile.ZipFile(written) as source,
        zipfile.ZipFile(pinned, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, PINNED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            target.writestr(entry, source.read(name))
    return pinned.getvalue()


def add_field(paragraph: Paragraph, instruction: str) -> None:
    """A field Word works out itself, such as ``PAGE`` or ``NUMPAGES``."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


@cache
def _house_page() -> bytes:
    """An empty document in the house's page and styles; made once, opened for each."""
    import docx

    document = docx.Document()
    _drop_what_nobody_uses(document)
    _set_language(document)
    _set_styles(document)
    _set_page(document.sections[0])
    return saved(document)


def _drop_what_nobody_uses(document: Document) -> None:
    """The library's template carries a picture of somebody else's empty page, all its
    styles a second time, and a hundred styles of tables: most of a file, and of the
    time it takes to write one.
    """
    from docx.enum.style import WD_STYLE_TYPE

    for links in (document.part.package.rels, document.part.rels):
        for key in [key for key, link in links.items() if UNUSED.search(link.reltype)]:
            del links[key]
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in TABLE_STYLES:
            style.delete()


def _pin_properties(document: Document, title: str, at: datetime) -> None:
    moment = at.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    about = document.core_properties
    about.title = xml_text(title)[:250]
    about.author = "Rapid Review"
    about.last_modified_by = "Rapid Review"
    about.comments = ""
    about.language = "en-GB"
    about.created = about.modified = moment
    about.revision = 1


def _set_language(document: Document) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    for properties in document.styles.element.iter(qn("w:rPrDefault")):
        run = properties.find(qn("w:rPr"))
        for old in list(run.iter(qn("w:lang"))):
            run.remove(old)
        language = OxmlElement("w:lang")
        for name, value in {
            "val": "en-GB",
            "eastAsia": "en-GB",
            "bidi": "ar-SA",
        }.items():
            language.set(qn(f"w:{name}"), value)
        run.append(language)


def _set_styles(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    styles = document.styles
    form_text = styles.add_style(FORM_TEXT, WD_STYLE_TYPE.PARAGRAPH)
    # A line typed below ours is somebody's own, and must not look like ours.
    form_text.next_paragraph_style = styles["Normal"]
    styles.add_style(GRID_TEXT, WD_STYLE_TYPE.PARAGRAPH)
    sizes = {
        "Normal": (10, False, 0, 4),
        FORM_TEXT: (10, False, 0, 4),
        GRID_TEXT: (8, False, 0, 2),
        "Title": (20, True, 0, 6),
        "Heading 1": (14, True, 16, 5),
        "Heading 2": (11.5, True, 10, 4),
        "Header": (9, True, 0, 0),
        "Footer": (8, False, 0, 0),
    }
    for name, (size, bold, before, after) in sizes.items():
        dress(styles[name], size, bold=bold, before=before, after=after)


def dress(
    style: ParagraphStyle, size: float, *, bold: bool, before: float, after: float
) -> None:
    """Give a style the house's face and ink; sizes and spaces in points."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name = FACE
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.color.rgb = RGBColor.from_string(INK)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.font.italic = False
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:cs"), FACE)
    fonts.set(qn("w:eastAsia"), FACE)
    for border in list(style.element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)


def _set_page(section: Section) -> None:
    from docx.shared import Mm

    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    section.header_distance = section.footer_distance = Mm(10)


def turn(section: Section) -> None:
    """A page across, for a wide table."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)


def _set_header(section: Section, marking: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    line = section.header.paragraphs[0]
    line.text = xml_text(marking)
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _set_footer(section: Section, footer: str) -> None:
    line = section.footer.paragraphs[0]
    line.text = xml_text(footer)
    page = section.footer.add_paragraph("Page ")
    page.style = line.style
    add_field(page, "PAGE")
    page.add_run(" of ")
    add_field(page, "NUMPAGES")

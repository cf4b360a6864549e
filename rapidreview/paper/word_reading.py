"""Reading a returned Word form (P2.8): what Word, LibreOffice or a person made of it.

1. A row's code is its control's tag; where the tag is gone, the code on the left.
2. An answer is the text of the right-hand cell, by ``w:t``, in controls or beside them;
   a control that shows its placeholder is no answer.
3. The chronology is the table whose heading names E1, E2 …
4. Whatever fits nowhere is handed on as unmatched, with where it stood; nothing is
   guessed. Footnotes and comments are among it.
Only ever run in the limited subprocess: the file comes from outside.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rapidreview.paper.archive import cannot_be_opened, member, open_archive
from rapidreview.paper.refusal import Refusal
from rapidreview.paper.word_controls import PLACEHOLDERS, TICKED, UNTICKED
from rapidreview.paper.word_layout import (
    AGENCY,
    CODE,
    COLUMNS,
    END,
    FOOTER,
    FORM_VERSION,
    REFERENCE,
    ReadForm,
    Unread,
)
from rapidreview.paper.word_page import CUSTOM_NAMESPACE, FORM_TEXT

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TICKS = (TICKED, "\u2611", "\u2612")
OUR_STYLES = (FORM_TEXT, "Title", "Heading")
HEADING = "Heading"
# Where else people write in Word; the first two notes of a file are its separators.
APART = {"word/comments.xml": "in a comment", "word/footnotes.xml": "in a footnote"}
APART |= {"word/endnotes.xml": "in an endnote"}


def read_form(data: bytes, name: str = "form.docx") -> ReadForm:
    """The answers, rows and origin of a returned form. Raises Refusal if unreadable."""
    with open_archive(data, name) as archive:
        body = parsed(member(archive, "word/document.xml", name), name)
        read = ReadForm(**_origin(archive, name))  # type: ignore[arg-type]
        apart = list(_apart(archive, name))
    for table in outermost(body, "tbl"):
        _read_table(table, read)
    _read_loose(body, read)
    read.unmatched.extend(apart)
    return read


def parsed(content: bytes, name: str) -> BaseOxmlElement:
    """A part of a Word file as a tree. Raises Refusal where it is none."""
    from docx.oxml.parser import parse_xml

    try:
        # The library's parser resolves no entities and opens no connection.
        root: BaseOxmlElement = parse_xml(content)
    except (SyntaxError, ValueError) as error:
        raise Refusal(cannot_be_opened(name)) from error
    if root.getroottree().docinfo.doctype:
        raise Refusal(cannot_be_opened(name))
    return root


def _origin(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """Reference, agency and version: custom properties first, else the footer."""
    found = {"reference": "", "agency": "", "form_version": ""}
    properties = _properties(member(archive, "docProps/custom.xml", name), name)
    keys = {"reference": REFERENCE, "agency": AGENCY, "form_version": FORM_VERSION}
    for path in archive.namelist():
        if path.startswith("word/footer"):
            footer = parsed(member(archive, path, name), name)
            if match := FOOTER.search(_text(footer)):
                found = match.groupdict()
    return {key: properties.get(keys[key], "") or found[key] for key in found}


def _properties(content: bytes, name: str) -> dict[str, str]:
    if not content:
        return {}
    root = parsed(content, name)
    return {
        item.get("name", ""): "".join(item.itertext())
        for item in root.iter(f"{{{CUSTOM_NAMESPACE}}}property")
    }


def _read_table(table: BaseOxmlElement, read: ReadForm) -> None:
    rows = [cells_of(row) for row in outermost(table, "tr")]
    columns = _chronology_columns(rows[0]) if rows else {}
    for number, cells in enumerate(rows[1:] if columns else rows, start=1):
        if columns:
            _read_event(cells, columns, number, read)
        else:
            _read_row(cells, read)


def _chronology_columns(heading: list[BaseOxmlElement]) -> dict[int, str]:
    """Which cell is which column, by code or by our own name of it; else none."""
    codes = {}
    names = {name.casefold(): code for code, name in COLUMNS.items()}
    for place, cell in enumerate(heading):
        text = _text(cell).strip()
        match = CODE.match(text)
        if code := match[1] if match else names.get(text.casefold(), ""):
            codes[place] = code
    known = {place: code for place, code in codes.items() if code in COLUMNS}
    return known if len(known) > 1 else {}


def _read_event(
    cells: list[BaseOxmlElement], columns: dict[int, str], number: int, read: ReadForm
) -> None:
    """One row of the chronology; a cell under no heading of ours waits for a person."""
    row: dict[str, str] = {}
    for place, cell in enumerate(cells):
        if not (text := text_of(cell)):
            continue
        if place in columns:
            row[columns[place]] = text
        else:
            where = f"in row {number} of the chronology, under no heading of ours"
            read.unmatched.append(Unread(text, where, "E"))
    if row:
        read.rows.append(row)


def _read_row(cells: list[BaseOxmlElement], read: ReadForm) -> None:
    if len(cells) < 2:
        alone = (text for cell in cells if (text := text_of(cell)))
        read.unmatched.extend(Unread(text, "in a row without a code") for text in alone)
        return
    label, answer = _text(cells[0]).strip(), text_of(cells[1])
    code = _tagged_code(cells[1]) or _code_in_front(label)
    if code:
        read.labels.setdefault(code, label.split("\n"))
    named = f"“{label.partition(chr(10))[0][:60]}”"
    if answer and code and code not in read.values:
        read.values[code] = answer
    elif answer and not _is_heading(label, answer):
        where = f"beside {named}, which stands twice" if code else "in a row of its own"
        told = answer if code or not label else f"{label}: {answer}"
        read.unmatched.append(Unread(told, where, code))
    for cell in cells[2:]:
        if text := text_of(cell):
            where = f"in a column more, beside {named}"
            read.unmatched.append(Unread(text, where, code))


def _is_heading(label: str, answer: str) -> bool:
    return (label, answer) == ("Question", "Your answer")


def _tagged_code(cell: BaseOxmlElement) -> str:
    for tag in cell.iter(w("tag")):
        match = CODE.match(tag.get(w("val"), ""))
        if match:
            return match[1]
    return ""


def _code_in_front(label: str) -> str:
    match = CODE.match(label)
    return match[1] if match else ""


def text_of(cell: BaseOxmlElement) -> str:
    """What was written into a cell, line by line."""
    lines = [line for block in _paragraphs(cell) for line in _kept(_text(block))]
    return "\n".join(lines).strip()


def _kept(text: str) -> list[str]:
    """A paragraph's lines, without placeholders and boxes left unticked."""
    bare = text.strip()
    if bare in PLACEHOLDERS or bare.startswith(UNTICKED):
        return []
    return [bare[1:].strip()] if bare.startswith(TICKS) else text.split("\n")


def _text(element: BaseOxmlElement) -> str:
    """All text in document order; placeholders, deletions and fallbacks left out."""
    parts: list[str] = []
    _gather(element, parts)
    return "".join(parts)


def _gather(element: BaseOxmlElement, parts: list[str]) -> None:
    for child in element:
        if child.tag == w("t"):
            parts.append(child.text or "")
        elif child.tag in {w("br"), w("cr")}:
            parts.append("\n")
        elif child.tag == w("tab"):
            parts.append("\t")
        elif child.tag == FALLBACK or _shows_placeholder(child):
            continue
        elif _is_ticked(child):
            parts.append(TICKED)
        else:
            _gather(child, parts)
            if child.tag == w("p") and child.getnext() is not None:
                parts.append("\n")


def _shows_placeholder(element: BaseOxmlElement) -> bool:
    """Does a control show its own words? A program that fills one forgets the flag."""
    if element.tag != w("sdt"):
        return False
    flag = element.find(f"{w('sdtPr')}/{w('showingPlcHdr')}")
    if flag is None or flag.get(w("val"), "1") in {"0", "false", "off"}:
        return False
    words = "".join(text.text or "" for text in element.iter(w("t"))).strip()
    return not words or words in PLACEHOLDERS


def _is_ticked(element: BaseOxmlElement) -> bool:
    """Is this a box to tick whose state is ticked, whatever sign it shows?"""
    checked = f"{{{WORD_2010}}}checked"
    state = element.find(f"{w('sdtPr')}/{{{WORD_2010}}}checkbox/{checked}")
    if element.tag != w("sdt") or state is None:
        return False
    return str(state.get(f"{{{WORD_2010}}}val", "1")) in {"1", "true", "on"}


def cells_of(row: BaseOxmlElement) -> list[BaseOxmlElement]:
    """The cells of a row, in order."""
    return list(outermost(row, "tc"))


def outermost(element: BaseOxmlElement, name: str) -> Iterator[BaseOxmlElement]:
    """The nearest descendants called ``name``; none inside another."""
    for child in element:
        if child.tag == w(name):
            yield child
        elif child.tag != FALLBACK:
            yield from outermost(child, name)


def _paragraphs(cell: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """A cell's paragraphs, but for those in a block that shows its placeholder."""
    for child in cell:
        if child.tag == w("p"):
            yield child
        elif child.tag != FALLBACK and not _shows_placeholder(child):
            yield from _paragraphs(child)


def _read_loose(body: BaseOxmlElement, read: ReadForm) -> None:
    """What was written outside the tables; of the form's own style apart."""
    where = ""
    for block in _outside_tables(body):
        style = block.find(f"{w('pPr')}/{w('pStyle')}")
        kind = str(style.get(w("val"), "")) if style is not None else ""
        text = _text(block).strip()
        if kind.startswith(HEADING) and text:
            where = f"under “{text[:60]}”, outside the boxes"
        elif text and text != END:
            ours = kind.startswith(OUR_STYLES)
            found = Unread(text, where or "before the first heading")
            (read.own_lines if ours else read.unmatched).append(found)


def _apart(archive: zipfile.ZipFile, name: str) -> Iterator[Unread]:
    """Comments and notes: each of them one text."""
    for path, where in APART.items():
        if content := member(archive, path, name):
            for one in parsed(content, name):
                if text := "\n".join(
                    _text(block) for block in _paragraphs(one)
                ).strip():
                    yield Unread(text, where)


def _outside_tables(element: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    for child in element:
        if child.tag == w("p"):
            yield child
        elif child.tag not in {w("tbl"), FALLBACK}:
            yield from _outside_tables(child)


def w(name: str) -> str:
    """A name in Word's own name space."""
    return f"{{{WORD}}}{name}"

"""Reading a report that was edited in Word: heading by heading, and nothing is left out.

1. The blocks of the body in their order: paragraphs, items of lists, tables; what stands in
   boxes of text comes after the paragraph that holds the box.
2. A heading of the first level, a marked paragraph, or one that begins like ``R9. `` opens
   a part; which section it is, is for others to say.
3. A paragraph whose end was deleted as a tracked change goes on in the next.
4. Words of headers and footers, and the metadata, are handed on beside the parts.
Only ever run in the limited subprocess: the file comes from outside.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidreview.paper.archive import cannot_be_opened, member, open_archive
from rapidreview.paper.edited import Part, ReadReport
from rapidreview.paper.passages import Kind, Passage, even, written
from rapidreview.paper.refusal import Refusal
from rapidreview.paper.report_paper import TO_BE_WRITTEN, VERSION
from rapidreview.paper.word_known import Known, is_on, known, value
from rapidreview.paper.word_layout import REFERENCE
from rapidreview.paper.word_line import PLAIN, Line, LineReader, bare, change
from rapidreview.paper.word_page import CUSTOM_NAMESPACE
from rapidreview.paper.word_reading import (
    FALLBACK,
    outermost,
    parsed,
    w,
)

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

OPENS = re.compile(r"R\d{1,2}\. \S.{0,110}[^.;:!?\s]")
TYPED_BULLET = re.compile(r"[•·▪◦‣–]\s+(?=\S)")
FOOTER = re.compile(r"Reference: (\S+) \| Version (\S+)")
PAGE_NUMBER = re.compile(r"\t\d+$")
HEADING = re.compile(r"heading (\d)")
PASSED = frozenset(
    {w("sdtPr"), w("sectPr"), w("del"), w("moveFrom"), w("tblPr"), FALLBACK}
)
ABOUT = {
    "creator": "Author",
    "lastModifiedBy": "Last changed by",
    "modified": "Last changed",
    "Company": "Organisation",
    "Manager": "Manager",
}
MERGED = "Cells that were merged stand apart: their words are in the first of them."
NESTED = "A table inside a table is kept as lines of its cell."


@dataclass(slots=True)
class _Open:
    """A part while it is read."""

    heading: str = ""
    marks: tuple[str, ...] = ()
    styled: bool = False
    passages: list[Passage] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def done(self) -> Part:
        """The part; each note once."""
        return Part(
            self.heading,
            self.marks,
            self.styled,
            written(self.passages),
            tuple(one.done() for line in self.lines for one in line.remarks),
            tuple(one for line in self.lines for one in line.changes),
            tuple(dict.fromkeys(note for line in self.lines for note in line.notes)),
        )


def read_report(data: bytes, name: str = "report.docx") -> ReadReport:
    """The parts, the origin and the metadata of an edited report. Raises Refusal."""
    with open_archive(data, name) as archive:
        body = parsed(member(archive, "word/document.xml", name), name)
        if body.find(w("body")) is None:
            raise Refusal(cannot_be_opened(name))
        reader = _Reader(known(archive, name))
        margins = tuple(dict.fromkeys(_margins(archive, name)))
        about = dict(_about(archive, name))
    reader.read(body)
    footer = next(filter(None, map(FOOTER.search, margins)), None)
    return ReadReport(
        about.pop(REFERENCE, "") or (footer[1] if footer else ""),
        about.pop(VERSION, "") or (footer[2] if footer else ""),
        tuple(reader.parts()),
        margins,
        tuple((ABOUT[key], words) for key, words in about.items() if key in ABOUT),
    )


class _Reader:
    """Goes through the body once, block after block."""

    def __init__(self, beside: Known) -> None:
        self.beside = beside
        self.lines = LineReader(beside)
        self.found = [_Open()]
        self.joined: Line | None = None
        self.contents: list[str] = []

    def parts(self) -> Iterator[Part]:
        """Every part; what has no place in the text is told with the first."""
        self.found[0].lines.append(Line(notes=list(self.lines.left())))
        headings = {one.heading for one in self.found}
        # Words that somebody typed among the contents; its own lines name a heading.
        typed = [one for one in self.contents if one not in headings]
        self.found[0].passages += [Passage(Kind.PARAGRAPH, one) for one in typed]
        return (one.done() for one in self.found)

    def read(self, element: BaseOxmlElement) -> None:
        """Read all blocks of ``element``."""
        loose = Line()
        for child in element:
            if child.tag == w("p"):
                self._paragraph(child)
            elif child.tag == w("tbl"):
                self._table(child)
            elif child.tag == w("commentRangeStart"):
                self.lines.begin_comment(child, loose)
            elif child.tag == w("commentRangeEnd"):
                self.lines.end_comment(child, loose)
            elif child.tag == w("altChunk"):
                loose.notes.append("Another document is inserted here as a whole.")
            elif child.tag not in PASSED:
                self.read(child)
        self.found[-1].lines.append(loose)

    def _paragraph(self, element: BaseOxmlElement) -> None:
        line, self.joined = self.joined or Line(), None
        self.lines.read(element, line)
        if is_on(element, "pPr/rPr/del") or is_on(element, "pPr/rPr/moveFrom"):
            self.joined = line
            return
        names = self.beside.names(value(element, "pPr/pStyle"))
        if line.text or line.changes or line.notes or line.remarks:
            self._place(element, line, names)
        for box in line.boxes:
            line.notes.append("Words of a box stand after the paragraph that held it.")
            self.read(box)

    def _place(self, element: BaseOxmlElement, line: Line, names: list[str]) -> None:
        """Where the paragraph belongs: it opens a part, or goes on with the open one."""
        level = _level(element, names)
        is_contents = any(name.startswith("toc") for name in names)
        if is_contents and line.text and not line.links_inside:
            self.contents.append(PAGE_NUMBER.sub("", line.text))
        if line.text and not is_contents and _opens(line, level):
            heading = " ".join(line.text.split())
            marks = tuple(dict.fromkeys(line.marks))
            self.found.append(_Open(heading, marks, level == 1))
            line.notes = [one for one in line.notes if one != PLAIN]
        elif line.text and not is_contents and line.text != TO_BE_WRITTEN:
            self.found[-1].passages.append(self._passage(element, line, level))
        self.found[-1].lines.append(line)

    def _passage(self, element: BaseOxmlElement, line: Line, level: int) -> Passage:
        if level > 1:
            return Passage(Kind.HEADING, " ".join(line.text.split()))
        style, numbered = value(element, "pPr/pStyle"), "pPr/numPr/"
        instance = value(element, f"{numbered}numId")
        kind, deep, number = Kind.PARAGRAPH, 0, 0
        if instance != "0":
            given = (instance, value(element, f"{numbered}ilvl", "0"), style)
            kind, deep, number = self.beside.item(*given)
        text = line.text
        if kind is Kind.PARAGRAPH and TYPED_BULLET.match(text):
            kind, text = Kind.BULLET, TYPED_BULLET.sub("", text, count=1)
        return Passage(kind, text, deep, number)

    def _table(self, element: BaseOxmlElement) -> None:
        line = Line()
        rows = [
            list(self._row(row, line))
            for row in outermost(element, "tr")
            if not self._is_deleted(row, line)
        ]
        first = next(iter(outermost(element, "tr")), None)
        headed = is_on(first, "trPr/tblHeader") and len(rows) > 0
        if any(any(row) for row in rows):
            table = Passage(Kind.TABLE, rows=even(rows), headed=headed)
            self.found[-1].passages.append(table)
        self.found[-1].lines.append(line)

    def _is_deleted(self, row: BaseOxmlElement, line: Line) -> bool:
        """Whether a tracked change took the row out; then it is told as one."""
        mark = row.find(f"{w('trPr')}/{w('del')}")
        if mark is not None:
            line.changes.append(change("deleted", mark, bare(row)))
        return mark is not None

    def _row(self, row: BaseOxmlElement, line: Line) -> Iterator[str]:
        """The words of each cell; an empty one for each that was merged away."""
        skipped = value(row, "trPr/gridBefore")
        yield from [""] * (int(skipped) if skipped.isdigit() else 0)
        for cell in outermost(row, "tc"):
            yield "\n".join(self._cell_lines(cell, line))
            span = value(cell, "tcPr/gridSpan", "1")
            wide = min(int(span), 64) if span.isdigit() else 1
            if wide > 1 or cell.find(f"{w('tcPr')}/{w('vMerge')}") is not None:
                line.notes.append(MERGED)
            yield from [""] * (wide - 1)

    def _cell_lines(self, element: BaseOxmlElement, line: Line) -> Iterator[str]:
        for child in element:
            if child.tag == w("p"):
                inner = Line(marks=line.marks)
                self.lines.read(child, inner)
                line.remarks += inner.remarks
                line.changes += inner.changes
                line.notes += [one for one in inner.notes if one != PLAIN]
                if inner.text:
                    yield self._cell_line(child, inner)
                for box in inner.boxes:
                    yield from self._cell_lines(box, line)
            elif child.tag == w("tbl"):
                line.notes.append(NESTED)
                yield from self._cell_lines(child, line)
            elif child.tag not in PASSED:
                yield from self._cell_lines(child, line)

    def _cell_line(self, element: BaseOxmlElement, line: Line) -> str:
        made = self._passage(element, line, 0)
        sign = {Kind.BULLET: "- ", Kind.NUMBER: f"{made.number}. "}.get(made.kind, "")
        return sign + made.text


def _level(element: BaseOxmlElement, names: list[str]) -> int:
    """1 for a heading of the first level, 0 for what is no heading."""
    outline = value(element, "pPr/outlineLvl")
    if outline.isdigit() and int(outline) < 9:
        return int(outline) + 1
    found = next(filter(None, map(HEADING.match, names)), None)
    return int(found[1]) if found else 0


def _opens(line: Line, level: int) -> bool:
    if level == 1 or line.marks:
        return True
    return bool(OPENS.fullmatch(line.text)) and not line.links_inside


def _margins(archive: zipfile.ZipFile, name: str) -> Iterator[str]:
    """Each line of headers and footers."""
    for path in sorted(archive.namelist()):
        if re.fullmatch(r"word/(header|footer)\d*\.xml", path):
            root = parsed(member(archive, path, name), name)
            for paragraph in root.iter(w("p")):
                words = "".join(t.text or "" for t in paragraph.iter(w("t"))).strip()
                if words:
                    yield words


def _about(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[str, str]]:
    """Custom properties and metadata by name."""
    for path in ("docProps/core.xml", "docProps/app.xml"):
        if content := member(archive, path, name):
            for one in parsed(content, name):
                if isinstance(one.tag, str) and (words := (one.text or "").strip()):
                    yield one.tag.rpartition("}")[2], words
    if content := member(archive, "docProps/custom.xml", name):
        for one in parsed(content, name).iter(f"{{{CUSTOM_NAMESPACE}}}property"):
            yield one.get("name", ""), "".join(one.itertext())

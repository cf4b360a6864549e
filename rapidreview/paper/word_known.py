"""What stands beside the text of a Word file: styles, numbering, comments, notes, links."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidreview.paper.archive import member
from rapidreview.paper.edited import Comment
from rapidreview.paper.passages import DEEPEST, Kind
from rapidreview.paper.word_reading import parsed, w

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
LONGEST_CHAIN = 12  # styles that build upon one another


@dataclass(frozen=True, slots=True)
class Style:
    """A style of paragraphs: its name, what it builds upon, and its numbering."""

    name: str
    base: str = ""
    instance: str = ""


@dataclass(slots=True)
class Known:
    """All of it, by the identifiers that the text uses."""

    styles: dict[str, Style] = field(default_factory=dict)
    comments: dict[str, Comment] = field(default_factory=dict)
    notes: dict[str, BaseOxmlElement] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    counted: dict[str, str] = field(default_factory=dict)  # instance to its numbering
    formats: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    starts: dict[tuple[str, str], int] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    begun: set[tuple[str, str]] = field(default_factory=set)

    def names(self, style: str) -> list[str]:
        """The names of a style and of those it builds upon, in small letters."""
        found: list[str] = []
        while style in self.styles and len(found) < LONGEST_CHAIN:
            found.append(self.styles[style].name.casefold())
            style = self.styles[style].base
        return found

    def item(self, instance: str, level: str, style: str) -> tuple[Kind, int, int]:
        """The kind, depth and number of a list item; its number is counted on here."""
        instance = instance or self._instance_of(style)
        named = next((n for n in self.names(style) if n.startswith("list ")), "")
        deep = int(level) if level.isdigit() else 0
        if named[-1:].isdigit():
            deep = max(deep, int(named[-1]) - 1)
        kind, start = self._format(instance, level, named)
        if kind is not Kind.NUMBER:
            return kind, min(deep, DEEPEST), 0
        return kind, min(deep, DEEPEST), self._count(instance, level, start)

    def _instance_of(self, style: str) -> str:
        for _ in range(LONGEST_CHAIN):
            if style not in self.styles or self.styles[style].instance:
                break
            style = self.styles[style].base
        return self.styles[style].instance if style in self.styles else ""

    def _format(self, instance: str, level: str, named: str) -> tuple[Kind, int]:
        key = (self.counted.get(instance, ""), level or "0")
        if key in self.formats:
            sign, start = self.formats[key]
            if sign == "none":
                return Kind.PARAGRAPH, 0
            return (Kind.BULLET if sign == "bullet" else Kind.NUMBER), start
        by_name = {"list bullet": Kind.BULLET, "list number": Kind.NUMBER}
        kind = next((k for n, k in by_name.items() if named.startswith(n)), None)
        return kind or (Kind.BULLET if instance else Kind.PARAGRAPH), 1

    def _count(self, instance: str, level: str, start: int) -> int:
        series, deep = (
            self.counted.get(instance, instance),
            int(level) if level.isdigit() else 0,
        )
        for key in [k for k in self.counts if k[0] == series and k[1] > deep]:
            del self.counts[key]
        forced = self.starts.get((instance, level or "0"))
        if forced is not None and (instance, level) not in self.begun:
            self.begun.add((instance, level))
            self.counts[series, deep] = forced
        else:
            before = self.counts.get((series, deep), start - 1)
            self.counts[series, deep] = before + 1
        return self.counts[series, deep]


def known(archive: zipfile.ZipFile, name: str) -> Known:
    """Everything beside the text. Raises Refusal where a part of the file is no XML."""
    made = Known()
    for part, take in (
        ("styles", _take_styles),
        ("numbering", _take_numbering),
        ("comments", _take_comments),
        ("footnotes", _take_notes),
        ("endnotes", _take_notes),
    ):
        if content := member(archive, f"word/{part}.xml", name):
            take(parsed(content, name), made)
    if content := member(archive, "word/_rels/document.xml.rels", name):
        for one in parsed(content, name):
            if one.get("TargetMode") == "External":
                made.links[one.get("Id", "")] = one.get("Target", "")
    return made


def value(element: BaseOxmlElement | None, path: str, default: str = "") -> str:
    """The ``w:val`` of a descendant named by ``path``, such as ``pPr/pStyle``."""
    found = element
    for step in path.split("/"):
        found = found.find(w(step)) if found is not None else None
    return str(found.get(w("val"), default)) if found is not None else default


def is_on(element: BaseOxmlElement | None, path: str) -> bool:
    """Whether a switch such as ``rPr/vanish`` stands and is not switched off."""
    found = element
    for step in path.split("/"):
        found = found.find(w(step)) if found is not None else None
    return found is not None and found.get(w("val"), "1") not in {"0", "false", "off"}


def words_of(element: BaseOxmlElement) -> str:
    """The words of a comment or of a note, a line for each paragraph."""
    lines = (
        "".join(t.text or "" for t in line.iter(w("t")))
        for line in element.iter(w("p"))
    )
    return "\n".join(line.strip() for line in lines if line.strip())


def _take_styles(root: BaseOxmlElement, into: Known) -> None:
    for one in root.iter(w("style")):
        identity = str(one.get(w("styleId"), ""))
        instance = value(one, "pPr/numPr/numId")
        into.styles[identity] = Style(
            value(one, "name"), value(one, "basedOn"), instance
        )


def _take_numbering(root: BaseOxmlElement, into: Known) -> None:
    for one in root.iter(w("abstractNum")):
        series = str(one.get(w("abstractNumId"), ""))
        for level, sign, start in _levels(one):
            into.formats[series, level] = (sign, start)
    for one in root.iter(w("num")):
        instance = str(one.get(w("numId"), ""))
        into.counted[instance] = value(one, "abstractNumId")
        for override in one.iter(w("lvlOverride")):
            forced = value(override, "startOverride")
            if forced.isdigit():
                into.starts[instance, str(override.get(w("ilvl"), "0"))] = int(forced)


def _levels(series: BaseOxmlElement) -> Iterator[tuple[str, str, int]]:
    for level in series.iter(w("lvl")):
        start = value(level, "start", "1")
        yield (
            str(level.get(w("ilvl"), "0")),
            value(level, "numFmt", "decimal"),
            int(start) if start.isdigit() else 1,
        )


def _take_comments(root: BaseOxmlElement, into: Known) -> None:
    for one in root.iter(w("comment")):
        into.comments[str(one.get(w("id"), ""))] = Comment(
            str(one.get(w("author"), "")), str(one.get(w("date"), "")), words_of(one)
        )


def _take_notes(root: BaseOxmlElement, into: Known) -> None:
    for kind in ("footnote", "endnote"):
        for one in root.iter(w(kind)):
            if one.get(w("type"), "normal") == "normal":
                into.notes[f"{kind} {one.get(w('id'), '')}"] = one

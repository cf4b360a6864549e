"""One paragraph of a Word file as people read it: words, comments, changes, what is no text.

Tracked changes are read as if they were accepted, and told; footnotes stand in brackets
where their sign stood; pictures, hidden words and formulas are told, never dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidreview.paper.edited import Change, Comment
from rapidreview.paper.word_known import RELATION, Known, is_on, words_of
from rapidreview.paper.word_marks import NOTHING, code_of
from rapidreview.paper.word_reading import FALLBACK, w

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
GRAPHIC = "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData"
ALTERNATIVE = (
    "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
)
FORMULA_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
SILENT = frozenset(
    w(name) for name in ("pPr", "rPr", "sdtPr", "instrText", "delText", "tblPr", "del")
) | {FALLBACK}
PLAIN = "Bold and italic letters are kept as plain ones."
PLACE_WORDS = 60  # signs of the text before a picture, to say where it stood


@dataclass(slots=True)
class Remark:
    """A comment while the words that it is on are still being read."""

    comment: Comment
    about: list[str] = field(default_factory=list)

    def done(self) -> Comment:
        """The comment with its words."""
        held = self.comment
        about = " ".join("".join(self.about).split())
        return Comment(held.author, held.date, held.text, about)


@dataclass(slots=True)
class Line:
    """What was found in one paragraph."""

    words: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boxes: list[BaseOxmlElement] = field(default_factory=list)
    links_inside: bool = False

    @property
    def text(self) -> str:
        """Its words, each line of them without space around it."""
        lines = "".join(self.words).replace(NOTHING, "").split("\n")
        return "\n".join(line.strip() for line in lines).strip()


class LineReader:
    """Reads paragraphs one after another; a comment may begin in one and end in a later."""

    def __init__(self, beside: Known) -> None:
        self.beside = beside
        self.open: dict[str, Remark] = {}
        self.met: set[str] = set()
        self.noted: set[str] = set()
        takers: dict[str, Callable[[BaseOxmlElement, Line], None]] = {
            "t": self._text,
            "r": self._run,
            "tab": lambda _, line: self.say("\t", line),
            "cr": lambda _, line: self.say("\n", line),
            "br": self._break,
            "noBreakHyphen": lambda _, line: self.say("\u2011", line),
            "sym": self._symbol,
            "ins": self._inserted,
            "moveTo": self._inserted,
            "del": self._deleted,
            "moveFrom": self._deleted,
            "commentRangeStart": self.begin_comment,
            "commentRangeEnd": self.end_comment,
            "commentReference": self._bare_comment,
            "footnoteReference": self._note,
            "endnoteReference": self._note,
            "hyperlink": self._link,
            "bookmarkStart": self._bookmark,
            "sdt": self._control,
            "txbxContent": lambda element, line: line.boxes.append(element),
        }
        self.takers = {w(name): take for name, take in takers.items()}

    def read(self, paragraph: BaseOxmlElement, line: Line) -> None:
        """Read ``paragraph`` on into ``line``."""
        for child in paragraph:
            self._take(child, line)

    def say(self, words: str, line: Line) -> None:
        """Add words to the line, and to every comment that is open."""
        line.words.append(words)
        for remark in self.open.values():
            remark.about.append(words)

    def begin_comment(self, element: BaseOxmlElement, line: Line) -> None:
        """A comment begins here."""
        identity = str(element.get(w("id"), ""))
        if identity in self.beside.comments and identity not in self.met:
            self.met.add(identity)
            self.open[identity] = Remark(self.beside.comments[identity])
            line.remarks.append(self.open[identity])

    def end_comment(self, element: BaseOxmlElement, line: Line) -> None:
        """A comment ends here."""
        self.open.pop(str(element.get(w("id"), "")), None)

    def left(self) -> Iterator[str]:
        """Comments and notes that no place in the text names, in words."""
        for identity, one in self.beside.comments.items():
            if identity not in self.met:
                yield f"A comment by {one.author or 'somebody'} without a place: {one.text}"
        for key, one in self.beside.notes.items():
            if key not in self.noted and (text := words_of(one)):
                yield f"A {key.partition(' ')[0]} without a place: {text}"

    def _take(self, element: BaseOxmlElement, line: Line) -> None:
        take = self.takers.get(element.tag)
        if take is not None:
            take(element, line)
        elif element.tag == FORMULA_TEXT:
            self.say(element.text or "", line)
            note = "A formula stands in the file; its signs are kept as plain words."
            line.notes.append(note)
        elif element.tag in PICTURES or (element.tag == GRAPHIC and _is_drawn(element)):
            self._picture(element, line)
        elif element.tag not in SILENT:
            self.read(element, line)

    def _text(self, element: BaseOxmlElement, line: Line) -> None:
        self.say(element.text or "", line)

    def _run(self, element: BaseOxmlElement, line: Line) -> None:
        if is_on(element, "rPr/vanish"):
            if words := bare(element).strip():
                line.notes.append(f"Hidden words, not taken: “{words}”")
            return
        if is_on(element, "rPr/b") or is_on(element, "rPr/i"):
            line.notes.append(PLAIN)
        self.read(element, line)

    def _break(self, element: BaseOxmlElement, line: Line) -> None:
        if element.get(w("type"), "textWrapping") == "textWrapping":
            self.say("\n", line)

    def _symbol(self, element: BaseOxmlElement, line: Line) -> None:
        sign = str(element.get(w("char"), ""))
        line.notes.append(
            f"A sign of another face ({element.get(w('font'), '')} {sign})."
        )

    def _inserted(self, element: BaseOxmlElement, line: Line) -> None:
        before = len(line.words)
        self.read(element, line)
        if words := "".join(line.words[before:]).strip():
            line.changes.append(change("inserted", element, words))

    def _deleted(self, element: BaseOxmlElement, line: Line) -> None:
        if words := bare(element).strip():
            line.changes.append(change("deleted", element, words))

    def _bare_comment(self, element: BaseOxmlElement, line: Line) -> None:
        """A comment on no words, only on a place."""
        self.begin_comment(element, line)
        self.end_comment(element, line)

    def _note(self, element: BaseOxmlElement, line: Line) -> None:
        kind = element.tag.rpartition("}")[2].removesuffix("Reference")
        key = f"{kind} {element.get(w('id'), '')}"
        if key in self.beside.notes and key not in self.noted:
            self.noted.add(key)
            words = " ".join(words_of(self.beside.notes[key]).split())
            self.say(f" [{kind.capitalize()}: {words}]", line)
            line.notes.append(f"A {kind} stands in brackets where its sign stood.")

    def _link(self, element: BaseOxmlElement, line: Line) -> None:
        before = len(line.words)
        self.read(element, line)
        line.links_inside |= bool(element.get(w("anchor")))
        target = self.beside.links.get(str(element.get(f"{RELATION}id", "")), "")
        said = "".join(line.words[before:])
        if target and target.removeprefix("mailto:").rstrip("/") not in said:
            self.say(f" ({target})", line)

    def _bookmark(self, element: BaseOxmlElement, line: Line) -> None:
        if code := code_of(str(element.get(w("name"), ""))):
            line.marks.append(code)

    def _control(self, element: BaseOxmlElement, line: Line) -> None:
        tags = (str(one.get(w("val"), "")) for one in element.iter(w("tag")))
        line.marks.extend(filter(None, map(code_of, tags)))
        self.read(element, line)

    def _picture(self, element: BaseOxmlElement, line: Line) -> None:
        before = line.text[-PLACE_WORDS:]
        named = next(_described(element), "")
        what = f"A picture or drawing{f' ({named})' if named else ''}"
        where = f"after “{before}”" if before else "in a place of its own"
        line.notes.append(
            f"{what} {where}: a section holds words only. It is still in the file."
        )


def _is_drawn(element: BaseOxmlElement) -> bool:
    """A chart or a diagram: neither a picture nor a box of text, which are met inside."""
    kind = str(element.get("uri", ""))
    return kind.endswith(("/chart", "/diagram", "/chartex"))


def _described(element: BaseOxmlElement) -> Iterator[str]:
    for parent in element.iterancestors():
        for one in parent.iter(ALTERNATIVE):
            if words := str(one.get("descr", "") or one.get("title", "")).strip():
                yield words
        if parent.tag in {w("r"), w("p")}:
            return


def change(kind: str, element: BaseOxmlElement, words: str) -> Change:
    """A tracked change; ``element`` says who made it, and when."""
    author, date = (str(element.get(w(name), "")) for name in ("author", "date"))
    return Change(kind, author, date, " ".join(words.split()))


def bare(element: BaseOxmlElement) -> str:
    """All words in ``element``, those that were deleted among them."""
    return "".join(
        one.text or "" for one in element.iter(w("t"), w("delText")) if one.text
    )

"""Marks in the Word file of a report: which heading is which section, wherever it goes.

Each heading carries a bookmark and an empty content control with the section's code. Both
move with it; neither shows, and the heading's own words are a third mark.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from rapidreview.paper.word_tables import element

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

MARK = re.compile(r"RR_(R\d{1,2})$")
NOTHING = "\u200b"  # a control must hold something, else Word writes words of its own


def mark_section(heading: Paragraph, code: str, number: int) -> None:
    """Mark ``heading`` as that of section ``code``; ``number`` is its place from 1."""
    name, place = f"RR_{code}", 1 if heading._p.pPr is not None else 0
    identity = str(1000 + number)
    heading._p.insert(place, element("bookmarkStart", id=identity, name=name))
    properties = element("sdtPr")
    properties.append(element("alias", val=f"Rapid Review section {code}"))
    properties.append(element("tag", val=name))
    made = zlib.crc32(name.encode()) & 0x7FFFFFFF
    properties.append(element("id", val=str(made)))
    run, words = element("r"), element("t")
    words.text = NOTHING
    run.append(words)
    content = element("sdtContent")
    content.append(run)
    control = element("sdt")
    control.append(properties)
    control.append(content)
    heading._p.insert(place + 1, control)
    heading._p.append(element("bookmarkEnd", id=identity))


def code_of(name: str) -> str:
    """The section a bookmark or a control names; empty for others'."""
    match = MARK.fullmatch(name)
    return match[1] if match else ""

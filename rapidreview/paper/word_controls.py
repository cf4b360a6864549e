"""Content controls of a Word form: where an agency types, each tagged with its code.

All controls stand inside a paragraph: a cell then always ends with a paragraph, which
Word insists on, and a control can be followed by another line.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rapidreview.paper.word_page import QUIET, xml_text

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

# Words that stand in an empty control. Read back, they mean "not answered" even where
# a program has forgotten that the control was showing its placeholder.
TYPE_HERE = "Click here and type your answer"
CHOOSE_HERE = "Choose an answer"
FILLED_FOR_YOU = "Filled in for you"
DATE_HERE = "Type a date, like 27 March 2026"
PLACEHOLDERS = frozenset(
    {
        TYPE_HERE,
        CHOOSE_HERE,
        DATE_HERE,
        FILLED_FOR_YOU,
        "Click or tap here to enter text.",
        "Click here to enter text.",
        "Choose an item.",
        "Click or tap to enter a date.",
        "Click here to enter a date.",
    }
)
TICKED, UNTICKED = "\u2612", "\u2610"


def text_control(
    tag: str, title: str, value: str, *, locked: bool = False
) -> BaseOxmlElement:
    """A control for text of any length; the Enter key makes a new line in it."""
    kind = _element("w:text", multiLine="1")
    words = FILLED_FOR_YOU if locked else TYPE_HERE
    return _control(tag, title, value, kind, words, locked=locked)


def date_control(tag: str, title: str, value: str) -> BaseOxmlElement:
    """A control with a date picker; an uncertain date may be typed over it."""
    kind = _element("w:date")
    kind.append(_element("w:dateFormat", val="d MMMM yyyy"))
    kind.append(_element("w:lid", val="en-GB"))
    return _control(tag, title, value, kind, DATE_HERE)


def choice_control(
    tag: str, title: str, value: str, choices: Sequence[str]
) -> BaseOxmlElement:
    """A drop-down list of ``choices``."""
    kind = _element("w:dropDownList")
    for choice in choices:
        words = xml_text(choice)
        kind.append(_element("w:listItem", displayText=words, value=words))
    return _control(tag, title, value, kind, CHOOSE_HERE)


def tick_control(tag: str, title: str, *, ticked: bool) -> BaseOxmlElement:
    """A box to tick; its words follow it in the same paragraph."""
    box = _element("w14:checkbox")
    box.append(_element("w14:checked", val="1" if ticked else "0"))
    for state, sign in {"checkedState": "2612", "uncheckedState": "2610"}.items():
        box.append(_element(f"w14:{state}", val=sign, font="MS Gothic"))
    content = _run(TICKED if ticked else UNTICKED, face="MS Gothic")
    return _wrap(_properties(tag, title, box), content)


def _control(
    tag: str,
    title: str,
    value: str,
    kind: BaseOxmlElement,
    placeholder: str,
    *,
    locked: bool = False,
) -> BaseOxmlElement:
    properties = _properties(tag, title, kind, empty=not value, locked=locked)
    return _wrap(properties, _run(value) if value else _placeholder_run(placeholder))


def _properties(
    tag: str,
    title: str,
    kind: BaseOxmlElement,
    *,
    empty: bool = False,
    locked: bool = False,
) -> BaseOxmlElement:
    properties = _element("w:sdtPr")
    properties.append(_element("w:alias", val=xml_text(title)[:64]))
    properties.append(_element("w:tag", val=tag))
    # The id must be unique and below 2**31; taken from the tag, it is always the same.
    properties.append(_element("w:id", val=str(zlib.crc32(tag.encode()) & 0x7FFFFFFF)))
    if locked:
        properties.append(_element("w:lock", val="sdtContentLocked"))
    if empty:
        properties.append(_element("w:showingPlcHdr"))
    properties.append(kind)
    return properties


def _wrap(properties: BaseOxmlElement, run: BaseOxmlElement) -> BaseOxmlElement:
    control = _element("w:sdt")
    control.append(properties)
    content = _element("w:sdtContent")
    content.append(run)
    control.append(content)
    return control


def _run(value: str, *, face: str = "") -> BaseOxmlElement:
    run = _element("w:r")
    if face:
        properties = _element("w:rPr")
        properties.append(_element("w:rFonts", ascii=face, hAnsi=face, eastAsia=face))
        run.append(properties)
    for number, line in enumerate(xml_text(value).split("\n")):
        if number:
            run.append(_element("w:br"))
        text = _element("w:t")
        text.text = line
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(text)
    return run


def _placeholder_run(words: str) -> BaseOxmlElement:
    run = _run(words)
    properties = _element("w:rPr")
    properties.append(_element("w:color", val=QUIET))
    run.insert(0, properties)
    return run


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    """An element whose attributes are in the name space of its own prefix."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    prefix = name.partition(":")[0]
    made: BaseOxmlElement = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"{prefix}:{key}"), value)
    return made

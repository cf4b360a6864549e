"""What a Word form consists of, in plain values: sections of questions, and a grid.

Scoping lays out the questions that ``evidence`` holds as data; ``word_form`` writes them
and ``word_reading`` finds the answers again. This file is all that they must agree on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

# A code as it stands in front of a question: B3, B3_2 for the second child, D5a_1.
CODE = re.compile(r"\s*([A-M]\d{1,2}[a-z]?(?:_\d{1,2})?)(?![A-Za-z0-9_])")
# Controls beside the first of a question: the words after a choice, and each tick box.
MORE, TICK = ".more", ".tick"
BENEATH = "Beneath the choice: "
END = "End of the form. Thank you for the time this took."
REFERENCE = "RapidReviewReference"
AGENCY = "RapidReviewAgency"
FORM_VERSION = "RapidReviewFormVersion"
COLUMNS: Mapping[str, str] = {
    "E1": "Date",
    "E2": "End date",
    "E3": "Time",
    "E4": "Order",
    "E5": "Source",
    "E6": "Who it concerns",
    "E7": "Event",
    "E8": "Action and outcome",
    "E9": "Child seen or heard?",
    "E10": "Comment",
    "E11": "Significance",
}


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """One question. ``kind`` is one of the handbook's types (text, long, date, udate,
    when, yn, ynk, choice, multi, ticks, person, table, sign …), with ``+text`` where words
    go beneath a choice; ``details`` says which words; ``locked`` was prefilled by the Team
    and cannot be changed in Word. Repeated blocks come expanded: B3_1, B3_2.
    """

    code: str
    label: str
    kind: str = "long"
    hint: str = ""
    choices: tuple[str, ...] = ()
    locked: bool = False
    details: str = ""


@dataclass(frozen=True, slots=True)
class FormSection:
    """A part of the form. The section whose code is ``E`` is the chronology's grid."""

    code: str
    title: str
    questions: tuple[FormQuestion, ...] = ()
    intro: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """Text that belongs to no question: what it says and where it stood, in words.

    ``beside`` is the code of the question it stood next to, where there was one.
    """

    text: str
    where: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class ReadForm:
    """What a returned Word file says, before anybody has judged it (P2.8).

    ``values`` by code, an unanswered question left out; ``rows`` of the chronology by
    column (E1-E11), empty rows left out; ``unmatched`` is text that belongs to no
    question and waits for a person. ``labels`` are the lines of the left-hand column by
    code, and ``own_lines`` the lines between the tables in the form's own style, as they
    came: whoever answered there is heard too, by those who know the form's words.
    """

    values: dict[str, str] = field(default_factory=dict)
    rows: list[dict[str, str]] = field(default_factory=list)
    reference: str = ""
    agency: str = ""
    form_version: str = ""
    unmatched: list[Unread] = field(default_factory=list)
    labels: dict[str, list[str]] = field(default_factory=dict)
    own_lines: list[Unread] = field(default_factory=list)


def footer_line(reference: str, agency: str, form_version: str) -> str:
    """What stands at the foot of each page, and names the file if all else is lost."""
    return f"Reference: {reference} | Agency: {agency} | Form version: {form_version}"


FOOTER = re.compile(
    r"Reference: (?P<reference>.*?) \| Agency: (?P<agency>.*?)"
    r" \| Form version: (?P<form_version>\S+)"
)

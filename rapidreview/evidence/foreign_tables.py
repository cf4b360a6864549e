"""A table that was made elsewhere, as rows of the chronology: which column is which, and dates.

Columns are recognised by their headings; a person may say otherwise. Nothing is guessed: a
date we are not sure of stays as it was typed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rapidreview.evidence.chronology import minutes_of_day
from rapidreview.evidence.dates import DateKind, Understood, as_typed, understand
from rapidreview.evidence.form import form

CODES = tuple(question.code for question in form().columns)
# The order in which most agencies keep a chronology of their own, without headings.
USUAL_ORDER = ("E1", "E3", "E5", "E6", "E7", "E8", "E10")
_HEADINGS = {
    "E1": "date|date of event|event date|start date|from|start|when|date from|day"
    "|date of contact|date of entry",
    "E2": "end date|to|end|until|date to|finish|end of period",
    "E3": "time|time of event|start time|time of day|hour|time of contact",
    "E4": "order|sequence|no within day|order within the day",
    "E5": "source|source of information|where this comes from|record|document|system"
    "|information source|source of evidence|agency source|taken from|evidence",
    "E6": "who|who it concerns|who it is about|subject|subjects|person|persons|people"
    "|family member|child|name|client|about|individual",
    "E7": "event|what happened|description|details|detail|incident|entry|contact|summary"
    "|significant event|event details|event description|description of event|narrative"
    "|event / contact|information|key event|what|contact details",
    "E8": "action|actions|action and outcome|what was done|outcome|action taken|response"
    "|result|actions taken|what was done and with what result|follow up|decision"
    "|action / outcome|outcomes",
    "E9": "child seen|child seen or heard|was the child seen or heard|seen|seen/heard|heard"
    "|seen or heard|child's voice|voice of the child|child seen?|seen / heard",
    "E10": "comment|comments|analysis|your comment|our comment|notes|remarks|reflection"
    "|professional comment|analysis / comment|note",
    "E11": "significance|how much it matters|rag|rag rating|importance|weight|rating|impact",
}
_BY_HEADING = {
    words: code for code, listed in _HEADINGS.items() for words in listed.split("|")
}
_SEARCHED_ROWS = 10
_ENOUGH_HEADINGS = 2
# Excel's days since the end of 1899: 20000 is in 1954, 60000 in 2064.
_SERIAL = re.compile(r"[2-5][0-9]{4}(?:\.[0-9]+)?")
_EXCEL_BEGINS = date(1899, 12, 30)
_MINUTES = 24 * 60
_WITH_TIME = re.compile(
    r"(?P<day>.+?)(?:[ T,]+|,? at )(?P<hour>[01]?[0-9]|2[0-3])[:.](?P<minute>[0-5][0-9])"
    r"(?::[0-5][0-9](?:\.[0-9]+)?)? ?(?P<half>[ap]\.?m\.?)?(?: ?hrs)?\Z",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column of the form each column of a table is ("" for none), and where rows begin.

    ``headings`` are the words that stood above them; empty where the table has none.
    """

    columns: tuple[str, ...]
    first: int
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How one row is understood: its dates, and whether something is to be asked about it."""

    start: Understood
    end: Understood | None
    source_missing: bool

    @property
    def date_unclear(self) -> bool:
        """Is its date one that nobody can rely on?"""
        return self.start.kind is DateKind.UNREADABLE

    @property
    def end_unclear(self) -> bool:
        """The same of its end."""
        return self.end is not None and self.end.kind is DateKind.UNREADABLE


def recognise(table: Sequence[Sequence[str]]) -> Layout:
    """The layout of a table: by the first row that names two of our columns, else usual."""
    for place, row in enumerate(table[:_SEARCHED_ROWS]):
        codes = tuple(column_of(cell) for cell in row)
        if len({code for code in codes if code}) >= _ENOUGH_HEADINGS:
            return Layout(codes, place + 1, tuple(row))
    width = max((len(row) for row in table), default=0)
    usual = CODES if width == len(CODES) else USUAL_ORDER
    return Layout(tuple((*usual, *[""] * width)[:width]), 0)


def column_of(heading: str) -> str:
    """The column that a heading means: by our code, our title or a common word for it."""
    bare = " ".join(heading.split()).casefold().rstrip(":?.* ")
    code = heading.strip().partition(" ")[0]
    if (known := code.rstrip(".:").upper()) in CODES:
        return known
    titles = {
        question.title.casefold().rstrip("?"): question.code for question in _COLUMNS
    }
    return _BY_HEADING.get(bare) or titles.get(bare, "")


_COLUMNS = form().columns


def rows_of(
    table: Sequence[Sequence[str]], columns: Sequence[str], first: int
) -> list[dict[str, str]]:
    """The rows as cells E1..E11; two columns of one meaning are joined, empty rows left out."""
    found = []
    for line in table[first:]:
        row: dict[str, str] = {}
        for code, cell in zip(columns, line, strict=False):
            if code and (text := cell.strip()):
                row[code] = "\n".join(filter(None, [row.get(code, ""), text]))
        if row:
            found.append(_dated(row))
    return found


def read(row: Mapping[str, str]) -> Reading:
    """What is understood of a row, and what is not."""
    end = row.get("E2", "")
    return Reading(
        understand(row.get("E1", "")),
        understand(end) if end.strip() else None,
        not row.get("E5", "").strip(),
    )


def unsourced(rows: Iterable[Mapping[str, str]]) -> list[int]:
    """The numbers of the rows that do not say where they come from."""
    return [n for n, row in enumerate(rows, start=1) if read(row).source_missing]


def _dated(row: dict[str, str]) -> dict[str, str]:
    """The row with its dates as we write them, and a time that stood in one on its own."""
    for code in ("E1", "E2"):
        if code in row:
            day, time = apart(row[code])
            row[code] = day
            if time and code == "E1":
                row.setdefault("E3", time)
    if "E3" in row:
        row["E3"] = _as_time(row["E3"])
    return row


def apart(typed: str) -> tuple[str, str]:
    """A date, and the time that was written with it or counted in Excel's days."""
    text = " ".join(typed.split())
    if _SERIAL.fullmatch(text):
        whole, _, rest = text.partition(".")
        day = as_typed(_EXCEL_BEGINS + timedelta(days=int(whole)))
        return day, _as_time(f"0.{rest}") if rest.strip("0") else ""
    match = _WITH_TIME.match(text)
    if match is None or not understand(match["day"]).is_dated:
        return typed, ""
    hour, half = int(match["hour"]), (match["half"] or "").casefold()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    time = f"{hour:02}:{match['minute']}"
    return match["day"], "" if time == "00:00" else time


def _as_time(typed: str) -> str:
    """A time of day; a fraction of a day is one, as Excel counts it."""
    if re.fullmatch(r"0?\.[0-9]+", typed.strip()):
        minutes = round(float(typed) * _MINUTES) % _MINUTES
        return f"{minutes // 60:02}:{minutes % 60:02}"
    seconds = re.fullmatch(r"([0-9]{1,2}:[0-9]{2}):[0-9]{2}", typed.strip())
    if seconds and minutes_of_day(seconds[1]) is not None:
        return seconds[1]
    return typed

"""What a typed date means, and how sure it is: never guessed, never changed (E1).

``understand`` reads one cell as a British reader would: day before month, a question mark
in front for "about", a month or a year for the whole of it. Whatever it cannot be sure of
is unreadable and says what to write instead; the typed text is always kept beside it.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapidreview.evidence.dateparts import (
    NoSuchDate,
    Span,
    long_date,
    read_point,
    read_range,
    said,
)


class DateKind(StrEnum):
    """How exact a typed date is."""

    EXACT = "exact"
    APPROX = "approx"
    RANGE = "range"
    MONTH = "month"
    YEAR = "year"
    UNDATED = "undated"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood: the first and last possible day, and words that say so.

    Both days are None for undated and unreadable text. ``words`` is shown under the cell.
    """

    kind: DateKind
    first: date | None
    last: date | None
    words: str

    @property
    def is_dated(self) -> bool:
        """Is there a day, however roughly known?"""
        return self.first is not None


HOW_TO_WRITE = "Write it like 3 May 2024, ?3 May 2024, 3-9 May 2024, May 2024 or 2024."

_UNDATED = re.compile(
    r"(?:\?|-|n/?k|n/?a|undated|no date|date unknown|date not known"
    r"|(?:not known|unknown|not recorded|don't know)(?:[\s,.:;-].*)?)?",
    re.DOTALL,
)
_ABOUT = re.compile(r"(?:\?|~|c\.|(?:circa|about|around|approx\.?|approximately)\s)\s*")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec"
_NO_YEAR = re.compile(rf"(?:[0-9]{{1,2}}\s*(?:st|nd|rd|th)?\s*)?(?:{_MONTHS})[a-z]*")
_SHORT_YEAR = re.compile(rf"(?:[a-z]+ )?(?:{_MONTHS})[a-z]* ([0-9]{{2}})")
_NUMBERS_ONLY = re.compile(r"[0-9]{1,2}[/.][0-9]{1,2}")


def understand(typed: str) -> Understood:
    """What a typed date means. Never raises and never guesses.

    1. Blank or "not known" is undated. 2. A leading or trailing "?" (or "about") makes it
    approximate. 3. One point in time, else a range. 4. Anything else is unreadable.
    """
    text = _tidied(typed)
    if _UNDATED.fullmatch(text):
        return Understood(DateKind.UNDATED, None, None, "No date")
    about = _ABOUT.match(text)
    bare = (text[about.end() :] if about else text).removesuffix("?").strip()
    try:
        span = read_point(bare) or read_range(bare)
    except NoSuchDate as wrong:
        return _unreadable(str(wrong))
    if span is None:
        return _unreadable(_advice(bare))
    return _understood(span, uncertain=bare != text)


def _understood(span: Span, *, uncertain: bool) -> Understood:
    if uncertain or span.shape == "approx":
        words = f"About {said(span)}, uncertain"
        return Understood(DateKind.APPROX, span.first, span.last, words)
    words = said(span)
    if span.shape in ("month", "year"):
        words = f"Some time in {words}"
    return Understood(DateKind(span.shape), span.first, span.last, words)


def as_typed(day: date) -> str:
    """A day as we write it and as ``understand`` reads it: 3 May 2024."""
    return long_date(day)


def _unreadable(why: str) -> Understood:
    words = f"We cannot rely on this as a date. {why} {HOW_TO_WRITE}"
    return Understood(DateKind.UNREADABLE, None, None, words)


def _advice(text: str) -> str:
    if _NO_YEAR.fullmatch(text) or _NUMBERS_ONLY.fullmatch(text):
        return "Which year?"
    if short := _SHORT_YEAR.fullmatch(text):
        return f"The year 20{short[1]}, or day {short[1]}? Please write the whole year."
    return "It is not written in a way that we know."


def _tidied(typed: str) -> str:
    """Lower case, plain hyphens and apostrophes, single spaces, no closing full stop."""
    text = unicodedata.normalize("NFKC", typed).casefold().replace("’", "'")
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    return re.sub(r"\s+", " ", text).strip().removesuffix(".").strip()

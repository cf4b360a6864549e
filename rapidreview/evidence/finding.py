"""What a finding is, and what the checks need to know besides the answers (P2.2).

The product finds; the officer records the outcome; the manager decides. A finding is a
value: it refuses nothing by itself.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: accept only with a reason, ask, or only for information."""

    STOP = "stop"
    ASK = "ask"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the checks saw.

    ``places`` are codes of the form (``F5``, ``B3_2``) or rows (``row 7``); ``count`` of
    ``out_of`` says how many, where that matters. ``why`` is for the officer, not a verdict.
    """

    code: str
    severity: Severity
    words: str
    why: str
    paragraph: str
    places: tuple[str, ...] = ()
    count: int = 1
    out_of: int = 0

    @property
    def place(self) -> str:
        """The one place it is about; empty if it is about several or the whole return."""
        return self.places[0] if len(self.places) == 1 else ""


@dataclass(frozen=True, slots=True)
class ChildAsked:
    """A child as the request named it; name and birth may be unknown."""

    name: str = ""
    other_names: tuple[str, ...] = ()
    born_on: date | None = None


def names_of(child: ChildAsked) -> tuple[str, ...]:
    """Every name a child is known by."""
    return tuple(name for name in (child.name, *child.other_names) if name)


@dataclass(frozen=True, slots=True)
class Context:
    """What the request asked, who wrote and signed, and the day of the check.

    ``signed_fingerprint`` is what the signature covers (None: not signed on screen);
    ``fingerprint`` that of the answers as they stand. ``period`` is the first and the last
    day asked about; ``late_by`` how long after the due moment it came; ``wrong_form`` says
    in words why a file is not the form that was sent; ``told_elsewhere`` are the answers
    of other agencies, as ``telling.plain`` writes them.
    """

    today: date
    author: str = ""
    signer_name: str = ""
    signed_fingerprint: str | None = None
    fingerprint: str = ""
    children: tuple[ChildAsked, ...] = ()
    incident_on: date | None = None
    usual_sources: tuple[str, ...] = ()
    period: tuple[date, date] | None = None
    late_by: timedelta = timedelta()
    wrong_form: str = ""
    told_elsewhere: frozenset[str] = frozenset()


_RULES = {
    "QC01": (
        Severity.STOP,
        "P2.2",
        "A return counts once a senior manager has signed.",
    ),
    "QC02": (
        Severity.STOP,
        "P1.11",
        "A signature covers exactly the text that was read.",
    ),
    "QC03": (Severity.STOP, "P1.11", "The quality is confirmed by a second person."),
    "QC04": (Severity.STOP, "P2.2", "The group needs an answer, or why there is none."),
    "QC05": (Severity.STOP, "P2.2", "The first check asks for sufficient information."),
    "QC06": (Severity.ASK, "P2.2", "The first check asks whether a return is minimal."),
    "QC07": (Severity.ASK, "P2.2", "It may hide that nobody looked."),
    "QC08": (Severity.STOP, "P2.2", "The first check asks whether dates are lacking."),
    "QC09": (Severity.ASK, "P2.2", "An entry without a date can’t be put in order."),
    "QC10": (Severity.ASK, "P2.2", "We never guess a date; the agency can say."),
    "QC11": (Severity.ASK, "P2.2", "Without its source an entry can’t be weighed."),
    "QC12": (
        Severity.ASK,
        "P2.2",
        "The group learns from reasons and effects, not from a second telling.",
    ),
    "QC13": (Severity.ASK, "P2.2", "The review is about what the child lived through."),
    "QC14": (Severity.ASK, "P2.2", "Who the family are shaped what they met with."),
    "QC15": (Severity.ASK, "P2.2", "Men are often left out, and they matter."),
    "QC16": (Severity.ASK, "P2.2", "Nobody can tell what was not looked at."),
    "QC17": (Severity.NOTE, "P2.2", "The words hide what was seen or done."),
    "QC18": (Severity.STOP, "P2.2", "The records may be those of another child."),
    "QC19": (Severity.ASK, "P2.2", "We asked about a period; more needs a reason."),
    "QC20": (Severity.ASK, "P2.2", "Silence may mean no contact, or no search."),
    "QC21": (Severity.NOTE, "P2.2", "What led up to it may be missing."),
    "QC22": (Severity.NOTE, "P2.2", "An event told twice or out of place misleads."),
    "QC23": (Severity.STOP, "P2.2", "The return contradicts itself."),
    "QC24": (
        Severity.ASK,
        "P2.2",
        "Decisions and their reasons are what is learnt from.",
    ),
    "QC25": (Severity.STOP, "P2.4", "A child’s safety comes before the review."),
    "QC26": (Severity.NOTE, "P2.2", "A pasted record tells more than is needed."),
    "QC27": (Severity.NOTE, "P2.2", "Only what the review needs, in words all know."),
    "QC28": (Severity.NOTE, "P1.11", "The return is owed in time, on the form sent."),
}


def found(
    code: str,
    words: str,
    *places: str,
    count: int = 1,
    out_of: int = 0,
    severity: Severity | None = None,
) -> Finding:
    """A finding by its code, with the reason, and unless told the severity, of the code."""
    usual, paragraph, why = _RULES[code]
    return Finding(
        code, severity or usual, words, why, paragraph, places, count, out_of
    )

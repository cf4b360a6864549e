"""A Word form that was read, with what the first check finds, as plain values (P2.2, P2.8).

Asks no database. What the request asked is taken from section A of the form itself; what
the form cannot say (which children, which day) the caller says.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from rapidreview.evidence.answers import Answers
from rapidreview.evidence.dates import DateKind, understand
from rapidreview.evidence.finding import ChildAsked, Context, Finding
from rapidreview.evidence.findings import find
from rapidreview.evidence.form import FORM_VERSION, form
from rapidreview.evidence.stored import split
from rapidreview.evidence.telling import as_told
from rapidreview.paper.word_layout import ReadForm, Unread
from rapidreview.procedure.calendar import LONDON
from rapidreview.scoping.word_answers import answers_of, difference, unread_of

_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)\s*$")
_WEEKDAY = re.compile(r"^\s*(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+", re.I)
_DECLARATIONS = form().question("J1").choices


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, as far as the form does not say it itself.

    ``on`` is the day of the check; ``received_at`` decides whether the form is late;
    ``others`` are returns of other agencies, to see what was copied.
    """

    on: date
    children: tuple[ChildAsked, ...] = ()
    reference: str = ""
    agency: str = ""
    version: str = FORM_VERSION
    usual_sources: tuple[str, ...] = ()
    received_at: datetime | None = None
    others: tuple[ReadForm, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedForm:
    """One form: its answers, what was found, and the text that has no question."""

    read: ReadForm
    answers: Answers
    findings: Sequence[Finding]
    unmatched: Sequence[Unread] = field(default_factory=list)


def check(read: ReadForm, asked: Asked) -> CheckedForm:
    """What the form says, measured as the first check measures it."""
    answers = answers_of(read)
    return CheckedForm(
        read, answers, find(answers, _context(read, answers, asked)), unread_of(read)
    )


def as_values(checked: CheckedForm) -> dict[str, object]:
    """All of it in texts, numbers, lists and None, for another program to read."""
    return {
        "form": {
            "reference": checked.read.reference,
            "agency": checked.read.agency,
            "version": checked.read.form_version,
        },
        "answers": dict(checked.answers.values),
        "chronology": [_event(row) for row in checked.answers.rows],
        "signature": _signature(checked.answers),
        "findings": [_finding(one) for one in checked.findings],
        "unmatched": [
            {"text": one.text, "where": one.where, "question": one.beside or None}
            for one in checked.unmatched
        ],
    }


def _context(read: ReadForm, answers: Answers, asked: Asked) -> Context:
    return Context(
        today=asked.on,
        children=asked.children,
        usual_sources=asked.usual_sources,
        period=_period(answers),
        late_by=_late_by(answers, asked.received_at),
        wrong_form=difference(
            read,
            reference=asked.reference,
            agency=asked.agency,
            version=asked.version,
        ),
        told_elsewhere=frozenset().union(
            *(as_told(answers_of(other)) for other in asked.others)
        ),
    )


def _period(answers: Answers) -> tuple[date, date] | None:
    """The period as section A names it (A12); None if it does not."""
    meant = understand(answers.get("A12"))
    return (meant.first, meant.last) if meant.first and meant.last else None


def _late_by(answers: Answers, received_at: datetime | None) -> timedelta:
    """How long after the moment in A8; nothing where either is not known."""
    text = answers.get("A8").strip()
    at = _TIME.search(text)
    day = understand(_WEEKDAY.sub("", _TIME.sub("", text)).strip(" ,"))
    if received_at is None or day.first is None:
        return timedelta()
    due = time(int(at[1]), int(at[2])) if at else time(17)
    return received_at - datetime.combine(day.first, due, tzinfo=LONDON)


def _event(row: Mapping[str, str]) -> dict[str, str | None]:
    """One row: what was typed, and what its dates were understood as."""
    meant, end = understand(row.get("E1", "")), understand(row.get("E2", ""))
    last = meant.last if meant.last != meant.first else None
    kinds = {DateKind.MONTH: DateKind.RANGE, DateKind.YEAR: DateKind.RANGE}
    texts = {name: row.get(code, "") for name, code in _TEXTS.items()}
    return {
        "date_text": row.get("E1", ""),
        "date": _iso(meant.first),
        "end_date": _iso(end.last or last),
        "date_kind": kinds.get(meant.kind, meant.kind).value,
        **texts,
    }


_TEXTS = {
    "end_date_text": "E2",
    "time": "E3",
    "sequence": "E4",
    "source": "E5",
    "subject": "E6",
    "event": "E7",
    "action": "E8",
    "seen": "E9",
    "comment": "E10",
    "significance": "E11",
}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _signature(answers: Answers) -> dict[str, object]:
    """Section J as it is filled in; signed when name, role, signature and date are there."""
    typed = answers.get("J5")
    bare = _WEEKDAY.sub("", typed.partition(",")[0] if "," in typed else typed)
    return {
        "signed": all(answers.get(f"J{number}").strip() for number in (2, 3, 4, 5)),
        "name": answers.get("J2"),
        "role": answers.get("J3"),
        "signature": answers.get("J4"),
        "date_text": typed,
        "date": _iso(understand(bare).first),
        "confirmed": list(split(answers.get("J1"), _DECLARATIONS).chosen),
        "late_reason": answers.get("J6"),
    }


def _finding(found: Finding) -> dict[str, object]:
    return {
        "code": found.code,
        "severity": found.severity.value,
        "question": ", ".join(found.places),
        "words": found.words,
        "why": found.why,
        "paragraph": found.paragraph,
    }

"""One return of the training case as an agency would send it: one text per code.

The file groups children, family and episodes; the form numbers them (``B3_2``). Whatever
the file says in another shape (days before Day 1, ids of people) becomes the text that
somebody would type.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rapidreview.evidence.dates import as_typed
from rapidreview.evidence.form import Kind, Question, form
from rapidreview.evidence.stored import Person as Named
from rapidreview.evidence.stored import join, person_text

_COLUMNS = tuple(question.code for question in form().columns)
_SIGNATURE = ("J1", "J2", "J3", "J4", "J5")
_CHOOSING = (Kind.YN, Kind.YNK, Kind.CHOICE)
_SAID_YES = re.compile(r"known\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Names:
    """What turns the file's shorthand into texts: people, subjects of rows, and time."""

    people: Mapping[str, Named]
    subjects: Mapping[str, str]
    day_before: Callable[[int], date]
    instant: Callable[[Mapping[str, Any]], datetime]
    typed_moment: Callable[[datetime], str]


@dataclass(frozen=True, slots=True)
class TrainingReturn:
    """One round of one agency's return.

    ``answers`` are texts by code as they are in the end, section J included;
    ``answers_as_received`` those that came first, without J where it came unsigned.
    ``rows`` are the chronology's cells E1 to E11; ``row_ids`` the file's names for them.
    """

    key: str
    agency: str
    round: int
    received_at: datetime
    how: str
    answers: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...]
    row_ids: tuple[str, ...]
    children: int
    statement: str
    signer_name: str
    signed_at: datetime
    signed_when_received: bool
    raw: Mapping[str, Any]

    @property
    def answers_as_received(self) -> Mapping[str, str]:
        """The answers when the return came, before a late signature."""
        if self.signed_when_received:
            return self.answers
        return {c: text for c, text in self.answers.items() if c not in _SIGNATURE}


def read_return(key: str, entry: Mapping[str, Any], names: Names) -> TrainingReturn:
    """A return of the file as texts by code."""
    signature, rows = entry["J"], entry["chronology"]
    answers = dict(_answers(entry["answers"], names)) | _signature(signature, names)
    return TrainingReturn(
        key=key,
        agency=entry["agency"],
        round=entry["round"],
        received_at=names.instant(entry["received"]),
        how=entry["received"]["how"],
        answers=answers,
        rows=tuple(_row(row, names) for row in rows),
        row_ids=tuple(row["row"] for row in rows),
        children=len(entry["answers"]["B"]),
        statement=signature["statement"],
        signer_name=signature["J2"],
        signed_at=names.instant(signature["J5"]),
        signed_when_received="at_first" not in signature,
        raw=entry,
    )


def as_stored(question: Question, text: str) -> str:
    """A text of the file as the form keeps it: the choice it opens with on its own line.

    ``yes: asthma`` loses the word it repeats; a sentence is kept whole beneath.
    """
    if question.kind not in _CHOOSING:
        return text
    for choice in sorted(question.choices, key=len, reverse=True):
        opening = re.match(re.escape(choice) + r"(?P<end>[.:,;]| \(|$)", text, re.I)
        if opening:
            rest = text[opening.end() :].strip()
            kept = rest if opening["end"] == ":" else text
            return join([choice], kept if rest else "")
    if question.code == "C7" and _SAID_YES.match(text):
        return join(["yes"], text)
    return text


def _answers(answers: Mapping[str, Any], names: Names) -> Iterator[tuple[str, str]]:
    for code, value in answers.items():
        if code in ("B", "C", "D5"):
            for number, block in enumerate(value, start=1):
                for part, text in block.items():
                    yield f"{part}_{number}", _text(part, text, names)
        elif code == "H1":
            yield from (
                (f"H1{part}", _text("H1a", value[part], names)) for part in "abc"
            )
        else:
            yield code, _text(code, value, names)


def _text(code: str, value: Any, names: Names) -> str:
    if code in ("A4", "A5", "A6"):
        return person_text(names.people[value])
    if code in ("G2", "G4", "G6"):
        return _compound(code, value, names)
    if isinstance(value, Mapping):
        return as_typed(names.day_before(value["days_before_day_1"]))
    return as_stored(form().question(code), str(value).strip())


def _compound(code: str, value: Any, names: Names) -> str:
    if code == "G4":
        lines = (f"{row['action']} | {row['owner']} | {row['due']}" for row in value)
        return "\n".join(lines)
    if code == "G6":
        return f"{value['text']} Until: {value['until']}."
    return "\n".join(
        (
            f"Who: {value['who']}",
            f"What: {value['what'].strip()}",
            f"Whom we told: {value['passed_to']}",
            f"When: {names.typed_moment(names.instant(value['when']))}",
        )
    )


def _signature(signature: Mapping[str, Any], names: Names) -> dict[str, str]:
    signed = {
        "J1": "\n".join(signature["J1"]),
        "J2": signature["J2"],
        "J3": signature["J3"],
        "J4": signature["J4"],
        "J5": names.typed_moment(names.instant(signature["J5"])),
    }
    return signed | ({"J6": signature["J6"]} if "J6" in signature else {})


def _row(row: Mapping[str, Any], names: Names) -> dict[str, str]:
    return {column: _cell(column, row.get(column, ""), names) for column in _COLUMNS}


def _cell(column: str, value: Any, names: Names) -> str:
    if column in ("E1", "E2"):
        return str(value["typed"]) if value else ""
    if column == "E6":
        return "; ".join(names.subjects[subject] for subject in value)
    return str(value).strip()

"""The samples as values: each a base return with its differences, and what was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from rapidreview.evidence.finding import ChildAsked
from rapidreview.evidence.form import FORM_VERSION
from rapidreview.scoping.checked_form import Asked
from tests.evidence.story import KEYS, answers_of, context_of, story

HERE = Path(__file__).parent
ON = date(2026, 11, 6)
FIRST_PAGE = ("reference", "agency", "partnership", "due", "contact")


@dataclass(frozen=True, slots=True)
class Sample:
    """One return: what its file says, and what the request had asked.

    ``first_page`` are the words on page one; ``beside`` the file of another agency's
    return that the officer has at hand.
    """

    file: str
    shows: str
    values: Mapping[str, str]
    rows: Sequence[Mapping[str, str]]
    first_page: Mapping[str, str]
    asked: Asked
    version: str = FORM_VERSION
    children: int = 1
    without: Sequence[str] = ()
    loose: Sequence[str] = ()
    beside: Sequence[str] = field(default_factory=list)


@cache
def samples() -> tuple[Sample, ...]:
    """Every sample, in the order of the file names."""
    return tuple(_sample(entry) for entry in _read("returns"))


def _read(name: str) -> Any:
    return yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


def _sample(entry: Mapping[str, Any]) -> Sample:
    if entry["base"] in KEYS:
        return _of_the_training_case(entry)
    base = _read("nursery") | ({} if entry["base"] == "nursery" else _read("nil"))
    values = base["answers"] | entry.get("answers", {})
    first_page = {key: base[key] for key in FIRST_PAGE} | {
        key: entry[key] for key in FIRST_PAGE if key in entry
    }
    if entry["base"] == "nil":
        base["rows"] = []
    return Sample(
        entry["file"],
        entry["shows"],
        {code: str(text).strip() for code, text in values.items() if text},
        _rows(base["rows"], entry),
        first_page,
        _asked(entry.get("asked", {})),
        version=entry.get("version", FORM_VERSION),
        without=entry.get("without", ()),
        loose=entry.get("loose", ()),
        beside=entry.get("asked", {}).get("beside", ()),
    )


def _rows(rows: list[dict[str, str]], entry: Mapping[str, Any]) -> list[dict[str, str]]:
    changed = [
        row | entry.get("change", {}).get(number, {})
        for number, row in enumerate(rows, start=1)
    ]
    kept = entry.get("keep", range(1, len(rows) + 1))
    return [*(changed[number - 1] for number in kept), *entry.get("add", [])]


def _asked(given: Mapping[str, Any]) -> Asked:
    children = tuple(
        ChildAsked(child["name"], born_on=child["born"])
        for child in given.get("children", [])
    )
    received = given.get("received_at")
    return Asked(
        on=ON,
        children=children,
        agency=given.get("agency", ""),
        reference=given.get("reference", ""),
        version=given.get("version", FORM_VERSION),
        received_at=datetime.fromisoformat(received) if received else None,
    )


def _of_the_training_case(entry: Mapping[str, Any]) -> Sample:
    case = story()
    received = case.returns[entry["base"]]
    answers, context = answers_of(received), context_of(received, case)
    agency = case.agencies[received.agency]
    first, last = context.period or (ON, ON)
    due = received.received_at - context.late_by
    values = dict(answers.values) | {
        "A3": agency.name,
        "A8": f"{due:%A} {due.day} {due:%B %Y}, {due:%H:%M}",
        "A12": f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}",
    }
    names = [one.name for one in context.children]
    values |= {
        f"B1_{n}": name for n, name in enumerate(names, 1) if n <= answers.children
    }
    return Sample(
        entry["file"],
        entry["shows"],
        {code: text for code, text in values.items() if text.strip()},
        [{c: t for c, t in row.items() if t} for row in answers.rows],
        {
            "reference": case.case["opaque_reference"],
            "agency": agency.name,
            "partnership": case.partnership["name"],
            "due": values["A8"],
            "contact": case.partnership["phone"],
        },
        Asked(
            on=received.received_at.date(),
            children=context.children,
            usual_sources=context.usual_sources,
            received_at=received.received_at.astimezone(UTC),
        ),
        children=answers.children,
    )

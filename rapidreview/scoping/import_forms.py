"""Importing chronology rows: choose a file or paste; then see how each row is understood."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

from django import forms
from django.core.exceptions import BadRequest
from django.forms import BoundField
from django.http import QueryDict

from rapidreview.door.forms import PageForm
from rapidreview.evidence.dates import DateKind
from rapidreview.evidence.foreign_tables import (
    CODES,
    Layout,
    Reading,
    read,
    recognise,
    rows_of,
)
from rapidreview.evidence.form import form as scoping_form
from rapidreview.paper.table_reading import MOST_COLUMNS, MOST_ROWS, ReadTable
from rapidreview.scoping.upload_forms import ChosenFile

COLUMN_CHOICES = [
    ("", "Leave it out"),
    *((one.code, one.title) for one in scoping_form().columns),
]
SHOWN = ("E3", "E5", "E6", "E7", "E8")
_KINDS = {
    DateKind.EXACT: "exact",
    DateKind.APPROX: "approximate",
    DateKind.RANGE: "a range",
    DateKind.MONTH: "a whole month",
    DateKind.YEAR: "a whole year",
    DateKind.UNDATED: "without a date",
    DateKind.UNREADABLE: "not understood",
}


class ChooseRowsForm(PageForm):
    """A file, or rows that were pasted; one of them."""

    only_form = True

    pasted = forms.CharField(
        label="Paste rows from Word or Excel",
        help_text="Copy the rows of a table, with its headings if it has any, and paste "
        "them here.",
        required=False,
        strip=False,
        max_length=500_000,
        widget=forms.Textarea({"rows": 8}),
    )
    file = ChosenFile(
        label="Or choose a file",
        help_text="Excel (.xlsx), Word (.docx) with a table, or .csv. It is read and not "
        "kept.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """One of the two, and not both."""
        given: dict[str, Any] = super().clean() or {}
        pasted, file = given.get("pasted", "").strip(), given.get("file")
        if not self.errors and bool(pasted) is bool(file):
            words = "Paste rows or choose a file."
            self.add_error("pasted", words if not file else "One of the two, please.")
        return given


@dataclass(frozen=True, slots=True)
class Kept:
    """A table between two pages: its headings, its rows, and what was said about it."""

    layout: Layout
    rows: Sequence[Sequence[str]]
    notes: Sequence[str]

    @classmethod
    def of(cls, table: ReadTable) -> Self:
        """A table that was just read, its columns as its headings say."""
        layout = recognise(table.rows)
        above = max(layout.first - 1, 0)
        notes = list(table.notes)
        if above:
            lines = "1 line" if above == 1 else f"{above} lines"
            notes.append(f"{lines} above the headings left out.")
        return cls(replace(layout, first=0), table.rows[layout.first :], notes)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The table as the page before sent it. Raises BadRequest for anything else."""
        try:
            told = json.loads(text)
            headings, rows, notes = told["headings"], told["rows"], told["notes"]
            lines = [headings, notes, *rows]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise BadRequest("These rows did not come from our page.") from error
        fits = len(rows) <= MOST_ROWS and all(map(_is_line, lines))
        if not fits:
            raise BadRequest("These rows did not come from our page.")
        return cls(Layout((), 0, tuple(headings)), rows, notes)

    def as_text(self) -> str:
        """The table for the next page."""
        told = {
            "headings": self.layout.headings,
            "rows": self.rows,
            "notes": self.notes,
        }
        return json.dumps(told, ensure_ascii=False)

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max((len(row) for row in self.rows), default=0)

    def heading(self, place: int) -> str:
        """What stands above a column, or what its first filled cell says."""
        if place < len(self.layout.headings) and self.layout.headings[place].strip():
            return f"“{self.layout.headings[place]}”"
        filled = (row[place] for row in self.rows if len(row) > place and row[place])
        first = next(filled, "")
        return f"Column {place + 1}, which begins “{first[:40]}”"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as it will be added: its cells, how its dates are understood, what is asked."""

    number: int
    row: Mapping[str, str]
    typed: str
    reading: Reading
    date: BoundField | None
    end: BoundField | None

    @property
    def cells(self) -> Iterator[tuple[str, str]]:
        """Title and text of the columns that the page shows beside the date."""
        for code in SHOWN:
            yield scoping_form().question(code).title, self.row.get(code, "")


class PreviewForm(PageForm):
    """How each row is understood; columns, doubtful dates and sources can be said here."""

    table = forms.CharField(widget=forms.HiddenInput, strip=False)
    source = forms.CharField(
        label="Where do the rows without a source come from?",
        required=False,
        max_length=200,
    )
    as_they_stand = forms.BooleanField(
        label="Add dates that are not understood as they stand; we will be asked about them",
        required=False,
    )

    def __init__(self, data: QueryDict | None, *, kept: Kept) -> None:
        super().__init__(data, initial={"table": kept.as_text()})
        self.kept = kept
        for place in range(kept.width):
            columns = kept.layout.columns
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=kept.heading(place),
                choices=COLUMN_CHOICES,
                initial=columns[place] if place < len(columns) else "",
                required=False,
            )
        for number, row in self._lines():
            for code, name in (("E1", "date"), ("E2", "end")):
                reading = read({"E1": row.get(code, "")})
                if reading.date_unclear:
                    self.fields[f"{name}_{number}"] = forms.CharField(
                        label=f"Row {number}: {scoping_form().question(code).title}",
                        initial=row[code],
                        required=False,
                        max_length=200,
                    )

    @property
    def columns(self) -> list[str]:
        """Which column of the form each column is, as chosen or as recognised."""
        chosen = [
            str(self[f"column_{place}"].value() or "")
            for place in range(self.kept.width)
        ]
        return [code if code in CODES else "" for code in chosen]

    @property
    def column_fields(self) -> list[BoundField]:
        """The choices, one for each column."""
        return [self[f"column_{place}"] for place in range(self.kept.width)]

    @property
    def has_unknown_columns(self) -> bool:
        """Is there a column that nobody recognised, so that its choice must be seen?"""
        return not self.kept.layout.headings or "" in self.columns

    def _lines(self) -> Iterator[tuple[int, dict[str, str]]]:
        columns = self.columns
        for number, line in enumerate(self.kept.rows, start=1):
            for row in rows_of([line], columns, 0):
                yield number, row

    @cached_property
    def entries(self) -> list[Entry]:
        """The rows as they will be added, with what was mended on this page."""
        return [self._entry(number, row) for number, row in self._lines()]

    def _entry(self, number: int, row: dict[str, str]) -> Entry:
        typed = row.get("E1", "")
        boxes = {}
        for code, name in (("E1", "date"), ("E2", "end")):
            box = f"{name}_{number}"
            if box in self.fields:
                boxes[code] = self[box]
                # A box that was not on the page has not been emptied.
                if not self.is_bound or box in self.data:
                    row[code] = str(boxes[code].value() or "").strip()
        source = str(self["source"].value() or "").strip()
        if source and not row.get("E5", "").strip():
            row["E5"] = source
        shown = {code: text for code, text in row.items() if text}
        return Entry(
            number, shown, typed, read(shown), boxes.get("E1"), boxes.get("E2")
        )

    @property
    def rows(self) -> list[Mapping[str, str]]:
        """The cells of each row."""
        return [entry.row for entry in self.entries]

    @property
    def without_source(self) -> list[int]:
        """The numbers of the rows that do not say where they come from."""
        return [one.number for one in self.entries if one.reading.source_missing]

    @property
    def asks_source(self) -> bool:
        """Is the box for the source wanted, or was it filled?"""
        return bool(self.without_source or self["source"].value())

    @property
    def asks_dates(self) -> bool:
        """Is there a date that nobody can rely on yet?"""
        return any(
            one.reading.date_unclear or one.reading.end_unclear for one in self.entries
        )

    @property
    def summary(self) -> str:
        """How many dates of each sort: "38 exact, 2 approximate, 1 not understood"."""
        counted = Counter(_KINDS[one.reading.start.kind] for one in self.entries)
        return ", ".join(
            f"{counted[kind]} {kind}" for kind in _KINDS.values() if counted[kind]
        )

    def clean(self) -> dict[str, Any]:
        """Every date understood or left on purpose, every row with a source and an event."""
        given: dict[str, Any] = super().clean() or {}
        if "E7" not in self.columns:
            self.add_error(None, "Choose which column says what happened.")
        if self.without_source:
            listed = ", ".join(map(str, self.without_source[:12]))
            self.add_error("source", f"Say where these rows come from: {listed}.")
        if not given.get("as_they_stand"):
            for entry in self.entries:
                self._ask_about(entry)
        return given

    def _ask_about(self, entry: Entry) -> None:
        words = (
            f"Row {entry.number}: write a date we can rely on, or empty the box if nobody "
            "knows it."
        )
        if entry.reading.date_unclear:
            self.add_error(f"date_{entry.number}", words)
        if entry.reading.end_unclear:
            self.add_error(f"end_{entry.number}", words)


def _is_line(line: object) -> bool:
    return (
        isinstance(line, list)
        and len(line) <= MOST_COLUMNS
        and all(isinstance(cell, str) for cell in line)
    )

"""The chronology's grid: rows as typed, what each date was understood as."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from rapidreview.door.forms import PageForm
from rapidreview.evidence.dates import Understood, understand
from rapidreview.evidence.form import Question, form

COLUMNS = form().columns
CODES = tuple(question.code for question in COLUMNS)
SPARE_ROWS = 3
ADD_ROWS = 5
LONGEST_CELL = 20_000
MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the grid: its column, the name of its input, and what is typed in it."""

    column: Question
    name: str
    typed: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of the grid, with what its date was understood as."""

    number: int
    cells: tuple[Cell, ...]
    understood: Understood | None
    end_understood: Understood | None


class ChronologyForm(PageForm):
    """The version that was read; the grid is beside it."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    keep = forms.ChoiceField(
        label="Which entries should stay?",
        choices=[
            ("mine", "Mine, as they stand in the rows above"),
            ("theirs", "My colleague’s"),
            ("both", "My colleague’s, and below them those of mine that differ"),
        ],
        required=False,
        widget=forms.RadioSelect,
    )

    def chosen(
        self, *, mine: list[dict[str, str]], theirs: list[dict[str, str]]
    ) -> list[dict[str, str]]:
        """The rows that stay, once two people have written."""
        if self.cleaned_data["keep"] == "theirs":
            return theirs
        if self.cleaned_data["keep"] == "both":
            known = [_filled(row) for row in theirs]
            return theirs + [row for row in mine if _filled(row) not in known]
        return mine


def rows_from(posted: QueryDict) -> list[dict[str, str]]:
    """The rows of the grid as posted, in order; empty ones fall out."""
    count = min(
        max((int(n) for n in _numbers(posted)), default=0), MOST_ROWS + ADD_ROWS
    )
    rows = (
        {code: _clean(posted.get(f"{code}_{number}", "")) for code in CODES}
        for number in range(1, count + 1)
    )
    return [row for row in rows if any(text.strip() for text in row.values())]


def grid(rows: Sequence[Mapping[str, str]], *, spare: int) -> list[GridRow]:
    """The rows to draw, with ``spare`` empty ones below."""
    shown = [*rows, *({} for _ in range(spare))]
    return [_row(number, row) for number, row in enumerate(shown, start=1)]


def _row(number: int, row: Mapping[str, str]) -> GridRow:
    cells = tuple(
        Cell(column, f"{column.code}_{number}", row.get(column.code, ""))
        for column in COLUMNS
    )
    filled = any(cell.typed.strip() for cell in cells)
    end = row.get("E2", "")
    return GridRow(
        number,
        cells,
        understand(row.get("E1", "")) if filled else None,
        understand(end) if end.strip() else None,
    )


def _numbers(posted: QueryDict) -> Iterator[str]:
    for name in posted:
        code, _, number = name.partition("_")
        if code in CODES and number.isascii() and number.isdigit() and len(number) < 5:
            yield number


def _filled(row: Mapping[str, str]) -> dict[str, str]:
    return {code: text for code, text in row.items() if text.strip()}


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n")[: LONGEST_CELL + 1]

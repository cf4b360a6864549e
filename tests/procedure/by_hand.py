"""Reads the tables of dates that were worked out by hand, beside each of the procedures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from tests.procedure.given import london

FOLDER = Path(__file__).parent / "procedures"
LINE = re.compile(r"- (Given|Fact|Agreed|At): (\S+?)(?:=(\S+))?(?: of (\S+))?$")
Key = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: a task (perhaps of somebody), or a day of a clock."""

    name: str
    opens: str
    due: str
    state: str


@dataclass(slots=True)
class Table:
    """What is given, and what was worked out from it."""

    file: str
    title: str
    instants: list[tuple[str, str | None, datetime]] = field(default_factory=list)
    decided: dict[str, bool] = field(default_factory=dict)
    agreed: dict[Key, datetime] = field(default_factory=dict)
    at: datetime | None = None
    rows: list[Row] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.file}: {self.title}"

    def take(self, line: str) -> None:
        """One line of the page."""
        if line.startswith("|") and "|---" not in line and "| task |" not in line:
            self.rows.append(Row(*(cell.strip() for cell in line.split("|")[1:5])))
        elif found := LINE.match(line):
            self._given(*found.groups())

    def _given(
        self, word: str, name: str, value: str | None, about: str | None
    ) -> None:
        if word == "At":
            self.at = london(name)
        elif word == "Given":
            self.instants.append((name, about, london(value)))
        elif word == "Agreed":
            self.agreed[name, about] = london(value)
        else:
            self.decided[name] = value != "no"


def tables() -> Iterator[Table]:
    """Every table of every page."""
    for page in sorted(FOLDER.glob("*.md")):
        for part in page.read_text(encoding="utf-8").split("\n## ")[1:]:
            title, *lines = part.splitlines()
            table = Table(page.stem, title)
            for line in lines:
                table.take(line)
            yield table


def spoken(instant: datetime | date | None) -> str:
    """As a table writes it: "Fri 2026-12-18 23:59", a day without its hour."""
    if instant is None:
        return ""
    return (
        f"{instant:%a %Y-%m-%d %H:%M}"
        if isinstance(instant, datetime)
        else f"{instant:%a %Y-%m-%d}"
    )

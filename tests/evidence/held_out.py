"""The second case of the merged chronology, as rows (``held_out.yaml``)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from rapidreview.evidence.chronology import Row, row_from

_CODES = ("E1", "E3", "E5", "E6", "E7", "E8")


@dataclass(frozen=True)
class Planted:
    """Rows by their names, and what is true of them, as sets of names."""

    rows: dict[str, Row]
    same: list[set[str]]
    same_too: list[set[str]]
    differs: list[set[str]]
    differs_too: list[set[str]]


def _lines(text: str) -> list[tuple[str, str]]:
    parted = (line.partition(": ") for line in text.strip().split("\n"))
    return [(name.strip(), cells) for name, _, cells in parted]


@cache
def held_out() -> Planted:
    path = Path(__file__).with_name("held_out.yaml")
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    rows = {
        name: row_from(
            dict(zip(_CODES, (cell.strip() for cell in line.split("|")), strict=True)),
            agency=loaded["agencies"][name[0]],
            round_number=1,
            number=int(name[1:]),
        )
        for name, line in _lines(loaded["rows"])
    }
    return Planted(
        rows,
        [set(one) for one in loaded["same_event"]],
        [set(one) for one in loaded["may_be_said_too"]],
        [set(one["rows"]) for one in loaded["differs"]],
        [set(one) for one in loaded["differs_may_be_said_too"]],
    )

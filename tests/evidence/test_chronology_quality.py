"""The figures of the merged chronology: on the training case, on generated and on held-out rows."""

from datetime import date

import pytest

from tests.evidence.chronology_quality import (
    Score,
    contradictions,
    duplicates,
    of_held_out,
    of_made,
    of_training_case,
    table,
    training_case,
)
from tests.evidence.generated import made
from tests.evidence.story import STARTS

ENOUGH = 0.95


@pytest.mark.paragraph("P6.1")
@pytest.mark.parametrize("start", STARTS, ids=str)
def test_what_is_planted_in_the_training_case_is_found(start: date) -> None:
    one = training_case(start)

    for score in (
        duplicates(one.merged, one.same, one.events),
        contradictions(one.merged, one.differs, one.events),
    ):
        assert score.precision >= ENOUGH
        assert score.recall >= ENOUGH


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_planted_in_generated_files_is_found(seed: int) -> None:
    found = of_made(made(seed, 500))

    assert all(min(one.precision, one.recall) >= 0.9 for one in found)


def test_generated_files_are_the_same_for_a_seed() -> None:
    assert made(4, 60).rows == made(4, 60).rows
    assert len(made(4, 60).rows) == 60


def test_a_second_case_is_never_wrong_and_mostly_complete() -> None:
    told, differs = of_held_out()

    assert (told.false, differs.false) == (0, 0)
    assert told.recall >= 0.8
    assert differs.recall >= 0.8


def test_the_figures_are_shares() -> None:
    score = Score(3, 1, 0) + Score(0, 0, 1)

    assert (score.precision, score.recall) == (0.75, 0.75)
    assert of_training_case()[0].false == 0


def test_the_figures_are_printed_line_by_line(monkeypatch) -> None:
    monkeypatch.setattr("tests.evidence.chronology_quality.FILES", 1)
    monkeypatch.setattr("tests.evidence.chronology_quality.SIZE", 80)

    lines = list(table())

    assert len(lines) == 8
    assert lines[-1].endswith("gaps 5 of 5, undated 12 of 12")

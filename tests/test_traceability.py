"""The trace from the procedure to the tests is itself able to fail."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import traceability
from tests.traceability import gaps, paragraphs, passed_tests, tasks_of

DOCUMENT = """
### P0.1 Daily Log

- **In the timetable:** no: a standing rule

### P1.1 Notification of intention

- **In the timetable:** yes, `record_notification`

### P7.1 Rapid Review meeting

- **In the timetable:** yes, `rapid_review_meeting`
"""
DEFINITION = "paragraph: P1.1\nparagraph: P7.1\n"
EVERYTHING = {"P0.1": {"a"}, "P1.1": {"b"}, "P7.1": {"c"}}


def run(*, passed: bool = True, bad: bool = False) -> dict[str, dict[str, object]]:
    return {"test_a": {"paragraphs": ["P1.1"], "passed": passed, "bad": bad}}


def test_a_document_is_taken_apart_into_its_paragraphs_and_tasks() -> None:
    assert list(paragraphs(DOCUMENT)) == ["P0.1", "P1.1", "P7.1"]
    assert tasks_of(DOCUMENT) == {"P1.1", "P7.1"}


def test_nothing_is_missing_when_every_paragraph_has_its_test() -> None:
    assert gaps(DOCUMENT, DEFINITION, EVERYTHING) == []


@pytest.mark.parametrize("number", ["P0.1", "P1.1"])
def test_a_paragraph_without_a_passed_test_is_a_gap(number: str) -> None:
    others = {key: tests for key, tests in EVERYTHING.items() if key != number}

    assert gaps(DOCUMENT, DEFINITION, others) == [f"{number} has no passed test."]


def test_a_task_without_its_line_in_the_procedure_file_is_a_gap() -> None:
    (missing,) = gaps(DOCUMENT, "paragraph: P1.1\nparagraph: P7.10\n", EVERYTHING)

    assert missing == "P7.1 is a task but has no line in the procedure file."


def test_a_mark_for_a_paragraph_that_does_not_exist_is_a_gap() -> None:
    (missing,) = gaps(DOCUMENT, DEFINITION, {**EVERYTHING, "P9.9": {"c"}})

    assert "P9.9" in missing


@pytest.mark.parametrize(
    ("runs", "counted"),
    [
        ([run()], True),
        ([run(), run()], True),
        ([run(passed=False)], False),
        ([run(bad=True)], False),
        ([run(), run(passed=False)], False),
        ([], False),
    ],
    ids=[
        "once",
        "twice",
        "not passed",
        "bad tear-down",
        "on one database",
        "never run",
    ],
)
def test_only_a_test_that_passed_in_every_run_counts(
    runs: list[dict[str, dict[str, object]]], *, counted: bool
) -> None:
    assert ("P1.1" in passed_tests(runs)) is counted


def test_the_document_numbers_every_paragraph_in_order() -> None:
    numbers = list(paragraphs(traceability.PROCEDURE.read_text(encoding="utf-8")))
    order = [tuple(map(int, number[1:].split("."))) for number in numbers]

    assert len(numbers) == 50 + 7  # those of the source, and ours of P14
    assert order == sorted(set(order))


PROBE = """
import pytest

@pytest.mark.paragraph("P1.1")
def test_good(): pass

@pytest.mark.paragraph("P1.2")
def test_red(): assert False

@pytest.mark.paragraph("P1.3")
@pytest.mark.skip
def test_left_out(): pass
"""


CONFIGURATION = """
[pytest]
markers = paragraph(*numbers): as in the project
"""


def test_a_real_run_writes_down_what_passed(tmp_path: Path) -> None:
    (tmp_path / "test_probe.py").write_text(PROBE)
    (tmp_path / "pytest.ini").write_text(CONFIGURATION)
    target = tmp_path / "trace.json"
    command = [sys.executable, "-m", "pytest", "-p", "tests.traceability", "-n2", "."]
    paths = {"PYTHONPATH": str(traceability.PROJECT), "RAPIDREVIEW_TRACE": str(target)}
    own = {
        key: word for key, word in os.environ.items() if not key.startswith("PYTEST")
    }

    subprocess.run(command, cwd=tmp_path, env={**own, **paths}, check=False)

    assert passed_tests([json.loads(target.read_text())]) == {
        "P1.1": {"test_probe.py::test_good"}
    }

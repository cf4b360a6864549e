"""Which paragraphs of docs/procedure.md are carried by a test that passed.

Two halves. As a pytest plugin it writes down, for one run, the outcome of every test
marked ``@pytest.mark.paragraph``, where ``RAPIDREVIEW_TRACE`` says. As a command
(``make trace``) it reads those files and prints the table, and fails on a gap.
"""

import json
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
TRACES = PROJECT / "var" / "trace"
PROCEDURE = PROJECT / "docs" / "procedure.md"
DEFINITION = (
    PROJECT / "rapidreview" / "procedure" / "definitions" / "rapid-review-2018.yaml"
)
OUTCOMES = pytest.StashKey[dict[str, dict[str, object]]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[OUTCOMES] = {}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each report carry its paragraphs, from a worker to the controller too."""
    for item in items:
        for mark in item.iter_markers("paragraph"):
            item.user_properties += [("paragraph", number) for number in mark.args]


class Recorder:
    """Keeps the worst outcome of each marked test: set-up, call and tear-down count."""

    def __init__(self, outcomes: dict[str, dict[str, object]]) -> None:
        self.outcomes = outcomes

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        marks = report.user_properties
        numbers = {str(value) for key, value in marks if key == "paragraph"}
        if not numbers:
            return
        seen = self.outcomes.setdefault(
            report.nodeid,
            {"paragraphs": sorted(numbers), "passed": False, "bad": False},
        )
        seen["bad"] = seen["bad"] or report.failed or report.skipped
        seen["passed"] = report.passed if report.when == "call" else seen["passed"]


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    recorder = Recorder(session.config.stash[OUTCOMES])
    session.config.pluginmanager.register(recorder, "traceability-recorder")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the outcomes down; a worker of pytest-xdist leaves that to the controller."""
    target = os.environ.get("RAPIDREVIEW_TRACE")
    if not target or hasattr(session.config, "workerinput"):
        return
    path = Path(target)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        json.dumps(session.config.stash[OUTCOMES], indent=1, sort_keys=True)
    )


def paragraphs(text: str) -> dict[str, str]:
    """The numbered paragraphs of the document, in its order: number to title."""
    found = re.findall(r"^### (P\d+\.\d+) (.+)$", text, flags=re.MULTILINE)
    return dict(found)


def tasks_of(text: str) -> set[str]:
    """The paragraphs that the document says are tasks of the procedure file."""
    parts = re.split(r"^### (P\d+\.\d+) .+$", text, flags=re.MULTILINE)
    pairs = zip(parts[1::2], parts[2::2], strict=True)
    return {number for number, body in pairs if "**In the timetable:** yes" in body}


def passed_tests(
    runs: Iterable[Mapping[str, Mapping[str, object]]],
) -> dict[str, set[str]]:
    """Paragraph to the tests that passed in every run they took part in."""
    outcomes: dict[str, list[bool]] = defaultdict(list)
    numbers: dict[str, list[str]] = {}
    for run in runs:
        for test, seen in run.items():
            outcomes[test].append(bool(seen["passed"]) and not seen["bad"])
            numbers[test] = list(seen["paragraphs"])  # type: ignore[call-overload]
    table: dict[str, set[str]] = defaultdict(set)
    for test, results in outcomes.items():
        if all(results):
            for number in numbers[test]:
                table[number].add(test)
    return table


def gaps(document: str, definition: str, tests: Mapping[str, set[str]]) -> list[str]:
    """What is missing, as sentences; empty when every paragraph is carried."""
    missing = []
    for number in paragraphs(document):
        if not tests.get(number):
            missing.append(f"{number} has no passed test.")
    for number in sorted(tasks_of(document)):
        if not re.search(rf"\b{re.escape(number)}\b(?!\d)", definition):
            missing.append(f"{number} is a task but has no line in the procedure file.")
    missing += [
        f"{number} is marked on a test but is no paragraph of the procedure."
        for number in sorted(set(tests) - set(paragraphs(document)))
    ]
    return missing


def main() -> int:
    """Print the table and the gaps; 0 when there is none, 2 when no run was kept."""
    files = sorted(TRACES.glob("*.json"))
    if not files:
        print(
            "No run of the tests has been kept yet: run ./test first.", file=sys.stderr
        )
        return 2
    document = PROCEDURE.read_text(encoding="utf-8")
    definition = DEFINITION.read_text(encoding="utf-8") if DEFINITION.exists() else ""
    tests = passed_tests(json.loads(path.read_text()) for path in files)
    for number, title in paragraphs(document).items():
        line = "task" if number in tasks_of(document) else "rule"
        print(f"{number:6} {len(tests.get(number, ())):3} passed  {line}  {title}")
    missing = gaps(document, definition, tests)
    print("\n".join(missing) or "Every paragraph is carried by a test that passed.")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())

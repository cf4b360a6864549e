"""``make mutants``: does a test fail for each small change to `procedure/`? (tests/mutations.py)

1. The tests of the procedure run once; each line's tests, and how long each takes, are kept.
2. Every mutant is tried in a process of its own, in which only that file is changed: the
   tests of its line first, then others of its file, up to 300, until one fails.
3. What survived is listed with its line. At least 90 of 100 must be killed.

With ``EVERY=5`` only every fifth is tried: an estimate, in a fifth of the time.
Tables of words (`logkinds`, `vocabulary`) are left out: they are data, held by the house rules.
"""

import ast
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from types import ModuleType

import pytest

from tests.mutations import Mutant, mutants

PROJECT = Path(__file__).resolve().parents[1]
PACKAGE = PROJECT / "rapidreview" / "procedure"
KEPT = PROJECT / "var" / "mutants"
DATA = {"__init__", "logkinds", "vocabulary"}
WANTED = 90
MOST_TESTS, SECONDS_OF_CPU, MEGABYTES = 300, 60, 3000
# Imported once by the parent, so that each process begins with them; none is changed.
HEAVY = ("numpy", "pydantic", "holidays", "yaml", "govuk_bank_holidays.bank_holidays")
PLAIN = (
    "-q",
    "-x",
    f"--rootdir={PROJECT}",
    "-c",
    str(KEPT / "pytest.ini"),
    "-p",
    "no:cacheprovider",
    "-p",
    "_hypothesis_pytestplugin",
    "--hypothesis-profile=few",
)
# As in pyproject.toml, without what only the other tests need.
SETTINGS = f"""[pytest]
addopts = --import-mode=importlib
pythonpath = {PROJECT}
filterwarnings = error
markers = paragraph
"""


@dataclass(slots=True)
class Coverage:
    """Which tests run which line, and how long each takes."""

    seconds: dict[str, float] = field(default_factory=dict)
    lines: dict[str, dict[int, list[str]]] = field(default_factory=dict)

    def tests_of(self, file: str, line: int) -> list[str]:
        """The tests to try: its own file of tests, those of the line, those of the file."""
        of_line = set(self.lines.get(file, {}).get(line, ()))
        of_file = {one for tests in self.lines.get(file, {}).values() for one in tests}
        own = {one for one in self.seconds if f"/test_{file}" in one}
        order = (own & of_line, own, of_line, of_file)
        tried = [test for tests in order for test in self._in_turn(tests)]
        return list(dict.fromkeys(tried))[:MOST_TESTS]

    def _in_turn(self, tests: set[str]) -> list[str]:
        """One case of every function, the quickest first, then the second cases, …"""
        by_function: dict[str, list[str]] = defaultdict(list)
        for test in sorted(tests, key=lambda one: (self.seconds.get(one, 0), one)):
            by_function[test.split("[")[0]].append(test)
        rounds = zip_longest(*by_function.values())
        return [test for one in rounds for test in one if test]


class _Stopwatch:
    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            self.seconds[report.nodeid] = report.duration


def covered() -> Coverage:
    """Run the tests once, in a process of its own, and read what they ran."""
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / "pytest.ini").write_text(SETTINGS, encoding="utf-8")
    if _in_a_child(_run_once) != 0:
        sys.exit("The tests are not green, so nothing can be said of mutants.")
    told = Coverage(json.loads((KEPT / "seconds.json").read_text()))
    data = importlib.import_module("coverage").CoverageData(str(KEPT / "coverage"))
    data.read()
    for path in data.measured_files():
        told.lines[Path(path).stem] = {
            line: [test.removesuffix("|run") for test in tests if test.endswith("|run")]
            for line, tests in data.contexts_by_lineno(path).items()
        }
    return told


def _run_once() -> int:
    os.environ["COVERAGE_FILE"] = str(KEPT / "coverage")
    watch = _Stopwatch()
    ended = pytest.main(
        [
            "-q", "-p", "no:cacheprovider", "--hypothesis-profile=few",
            "--cov=rapidreview/procedure", "--cov-context=test", "--cov-report=",
            "tests/procedure",
        ],
        plugins=[watch],
    )  # fmt: skip
    (KEPT / "seconds.json").write_text(json.dumps(watch.seconds))
    return int(ended)


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module its mutated source; all others are as they are."""

    def __init__(self, name: str, source: str) -> None:
        self.name, self.source = name, source

    def find_spec(
        self, name: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        return (
            importlib.util.spec_from_loader(name, self) if name == self.name else None
        )

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.source, self.name, "exec"), module.__dict__)  # noqa: S102 - our own


def _try(name: str, mutant: Mutant, tests: Sequence[str]) -> int:
    """0 where no test noticed."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_OF_CPU, SECONDS_OF_CPU + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 2**20,) * 2)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.meta_path.insert(0, _Changed(f"rapidreview.procedure.{name}", mutant.source))
    return int(pytest.main([*PLAIN, *tests]))


def _in_a_child(work: Callable[..., int], *given: object) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(_forked(work, *given), 0)[1])


def _forked(work: Callable[..., int], *given: object) -> int:
    """A process that does this work in silence, ending with what it returns."""
    process = os.fork()
    if process:
        return process
    ended = 70
    try:
        with Path(os.devnull).open("w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
            ended = work(*given)
    finally:
        os._exit(ended)


@dataclass(slots=True)
class Trial:
    """All mutants of some files: which are being tried, which survived."""

    told: Coverage
    every: int = 1
    tried: int = 0
    survived: list[tuple[str, Mutant]] = field(default_factory=list)
    running: dict[int, tuple[str, Mutant]] = field(default_factory=dict)

    def of(self, files: Sequence[Path]) -> None:
        """Try them, two processes at a time for two processors."""
        at_once = os.cpu_count() or 1
        for path in files:
            source = path.read_text(encoding="utf-8")
            self._unchanged(path.stem, source)
            for mutant in list(mutants(source))[:: self.every]:
                while len(self.running) >= at_once:
                    self._one_ended()
                self._begin(path.stem, mutant)
        while self.running:
            self._one_ended()

    def _unchanged(self, name: str, source: str) -> None:
        """What is not changed at all must survive, or nothing that dies says anything."""
        same = Mutant(0, "", "", ast.unparse(ast.parse(source)))
        tests = self.told.tests_of(name, 0)
        if tests and _in_a_child(_try, name, same, tests) != 0:
            sys.exit(f"{name}.py does not survive without a change.")

    def _begin(self, name: str, mutant: Mutant) -> None:
        tests = self.told.tests_of(name, mutant.line)
        self.tried += 1
        if not tests:
            self.survived.append((name, mutant))
            return
        self.running[_forked(_try, name, mutant, tests)] = (name, mutant)

    def _one_ended(self) -> None:
        process, status = os.wait()
        name, mutant = self.running.pop(process)
        if os.waitstatus_to_exitcode(status) == 0:
            self.survived.append((name, mutant))
            _say(f"survived  {name}.py:{mutant.line}: {mutant.was} -> {mutant.now}")


def chosen(names: Sequence[str]) -> Iterator[Path]:
    """The files that are named, or all of the procedure but its tables of words."""
    for path in sorted(PACKAGE.glob("*.py")):
        if path.name in names or (not names and path.stem not in DATA):
            yield path


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main(names: Sequence[str]) -> int:
    """0 if enough are killed."""
    os.chdir(PROJECT)
    os.environ["RAPIDREVIEW_TEST_DATABASE"] = "none"
    for name in HEAVY:
        importlib.import_module(name)
    began = time.monotonic()
    every = int(os.environ.get("EVERY", "1"))
    trial = Trial(covered(), every)
    trial.of(list(chosen(names)))
    killed = trial.tried - len(trial.survived)
    share = 100 * killed / max(trial.tried, 1)
    minutes = (time.monotonic() - began) / 60
    _say(
        f"{trial.tried} mutants, {killed} killed, {len(trial.survived)} survived: "
        f"{share:.1f} % killed in {minutes:.0f} minutes; wanted {WANTED} %"
    )
    return 0 if share >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

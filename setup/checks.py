"""Every check of ``./test``, in the order in which people want to hear of them.

All of them run, whatever the first ones say; what is red is named at the end, with the
closing lines of pytest. ``python -m setup.checks NAME …`` runs the named ones alone.
"""

import base64
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from setup.places import HERE, Places

PURE = (
    "tests/procedure",
    "tests/evidence",
    "tests/paper",
    "tests/test_house_rules.py",
    "tests/test_layers.py",
    "tests/test_traceability.py",
    "tests/test_setup.py",
)
FULLY_COVERED = ("rapidreview/procedure", "rapidreview/evidence")
DATABASES = ("sqlite", "postgresql")
CLOSING = re.compile(r"^=*\s*(\d+ \w+.* in [\d.]+s.*|no tests ran in .*?)\s*=*$")


@dataclass(frozen=True, slots=True)
class Check:
    """One program, green if it ends with 0. ``loud``: its lines are shown as they come."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    loud: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a check ended; ``closing`` is the last line of a run of pytest."""

    name: str
    passed: bool
    seconds: float
    closing: str = ""

    def __str__(self) -> str:
        return (
            f"{'ok ' if self.passed else 'RED'}  {self.name:<20} {self.seconds:6.1f} s"
        )


def production(home: Path) -> dict[str, str]:
    """A server's environment as it should be: what checks of the whole product read."""
    return {
        "DJANGO_SETTINGS_MODULE": "rapidreview.web.settings",
        "RAPIDREVIEW_HOME": str(home),
        "DATABASE_URL": f"sqlite:///{home / 'product.sqlite3'}",
        "SITE_URL": "https://rapid-review.example",
        "ALLOWED_HOSTS": "rapid-review.example",
        "SECRET_KEY": base64.b64encode(os.urandom(48)).decode(),
        "MASTER_KEY": base64.b64encode(os.urandom(32)).decode(),
        "EMAIL_URL": "smtp+tls://post.example:587",
    }


def static_checks(places: Places, home: Path) -> list[Check]:
    """What can be said without running a test."""
    product = production(home)
    manage = (str(places.python), "manage.py")
    tool = places.environment / "bin"
    return [
        Check("format", (f"{tool}/ruff", "format", "--check", ".")),
        Check("lint", (f"{tool}/ruff", "check", "--output-format=concise", ".")),
        Check("types", (f"{tool}/mypy",), product),
        Check("layers", (f"{tool}/lint-imports", "--no-logo"), product),
        Check(
            "templates",
            (f"{tool}/djlint", "rapidreview/templates", "--check"),
        ),
        Check(
            "migrations", (*manage, "makemigrations", "--check", "--dry-run"), product
        ),
        Check(
            "deployment",
            (*manage, "check", "--deploy", "--fail-level=WARNING"),
            product,
        ),
    ]


def _pytest(places: Places, name: str, words: Iterable[str], database: str) -> Check:
    command = (str(places.python), "-m", "pytest", *words)
    trace = str(places.project / "var" / "trace" / f"{name.split()[-1]}.json")
    wanted = {"RAPIDREVIEW_TEST_DATABASE": database, "RAPIDREVIEW_TRACE": trace}
    return Check(name, command, wanted, loud=True)


def test_checks(places: Places) -> list[Check]:
    """The pure tests once, with their coverage; all others on both databases."""
    pure = [path for path in PURE if (places.project / path).exists()]
    covered = [f"--cov={name}" for name in FULLY_COVERED]
    limit = ("--cov-branch", "--cov-fail-under=100", "--cov-report=term-missing")
    others = [f"--ignore={path}" for path in pure]
    return [
        _pytest(places, "tests pure", ["-q", "-n2", *covered, *limit, *pure], "none"),
        *(
            _pytest(places, f"tests {name}", ["-q", "-n2", *others, "tests"], name)
            for name in DATABASES
        ),
    ]


def trace_check(places: Places) -> Check:
    """Does a test that passed carry every paragraph? Reads what the tests left."""
    return Check("trace", (str(places.python), "-m", "tests.traceability"))


def run(check: Check, places: Places) -> Outcome:
    """Run one check from the project's folder; show its words if loud, or if red."""
    began = time.monotonic()
    shown: list[str] = []
    with subprocess.Popen(
        check.command,
        cwd=places.project,
        env={**os.environ, **check.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as program:
        for line in program.stdout or ():
            shown.append(line)
            if check.loud:
                print(line, end="", flush=True)
    passed = program.returncode == 0
    if not (passed or check.loud):
        print("".join(shown))
    closing = next(
        (line for line in reversed(shown) if CLOSING.match(line)), ""
    ).strip()
    outcome = Outcome(check.name, passed, time.monotonic() - began, closing)
    print(outcome, flush=True)
    return outcome


def run_all(checks: Iterable[Check], places: Places) -> int:
    """Run them all; sum up at the end. 0 if each was green, else 1."""
    outcomes = [run(check, places) for check in checks]
    if len(outcomes) > 1:
        print("\n" + "\n".join(map(str, outcomes)))
    for outcome in outcomes:
        if outcome.closing:
            print(f"{outcome.name}: {outcome.closing}")
    red = [outcome.name for outcome in outcomes if not outcome.passed]
    print(f"Red: {', '.join(red)}." if red else "All green.")
    return 1 if red else 0


def main(words: Sequence[str], places: Places = HERE) -> int:
    """Everything; or, given words for pytest, those tests alone on both databases."""
    if words:
        named = [_pytest(places, f"tests {name}", words, name) for name in DATABASES]
        return run_all([_without_trace(check) for check in named], places)
    shutil.rmtree(places.project / "var" / "trace", ignore_errors=True)
    (places.project / "var").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        checks = [*static_checks(places, Path(home)), *test_checks(places)]
        return run_all([*checks, trace_check(places)], places)


def _without_trace(check: Check) -> Check:
    """A few tests alone must not stand in for a whole run."""
    kept = {k: v for k, v in check.environment.items() if k != "RAPIDREVIEW_TRACE"}
    return Check(check.name, check.command, kept, loud=True)


def chosen(names: Sequence[str], places: Places = HERE) -> int:
    """The named checks alone, for the Makefile; 2 for a name that is none."""
    with tempfile.TemporaryDirectory() as home:
        known = [*static_checks(places, Path(home)), trace_check(places)]
        unknown = set(names) - {check.name for check in known}
        if unknown:
            print(f"No such check: {', '.join(sorted(unknown))}.", file=sys.stderr)
            return 2
        return run_all([check for check in known if check.name in names], places)


if __name__ == "__main__":
    sys.exit(chosen(sys.argv[1:]))

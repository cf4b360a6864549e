"""The order of the rooms is held by import-linter; here it is broken on purpose.

Each illegal import is written into a skeleton of the packages, with the contracts of
our own pyproject.toml. A contract that let one pass would be decoration.
"""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
PACKAGE = PROJECT / "rapidreview"
CONFIGURATION = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]
CONTRACTS = CONFIGURATION["importlinter"]["contracts"]
STAGES = [name.split(".")[1] for name in CONTRACTS[3]["containers"]]
ROOMS = re.findall(r"\w+", " ".join(CONTRACTS[0]["layers"]))
LINTER = "from importlinter.cli import lint_imports_command as c; c()"

BROKEN = {
    "an earlier stage asks a later one": (
        "scoping/actions.py",
        "from rapidreview.quality import actions",
    ),
    "a stage imports the web": ("opening/views.py", "import rapidreview.web.pages"),
    "the log knows a stage": ("dailylog/chain.py", "import rapidreview.opening.models"),
    "the core imports Django": ("procedure/duties.py", "import django.utils"),
    "the core reads the clock": ("procedure/clocks.py", "import time"),
    "the core asks the evidence": (
        "procedure/duties.py",
        "import rapidreview.evidence",
    ),
    "paper imports Django": ("paper/typeset.py", "import django"),
    "an action imports a view": (
        "quality/actions.py",
        "import rapidreview.quality.views",
    ),
    "a model imports an action": (
        "meeting/models.py",
        "import rapidreview.meeting.actions",
    ),
    "a stage reaches into the log's rows": (
        "report/actions.py",
        "import rapidreview.dailylog.models",
    ),
    "a new package without a place": ("reports/__init__.py", ""),
}


@pytest.fixture
def skeleton(tmp_path: Path) -> Path:
    """A package of the same names, nearly empty, under the same contracts."""
    root = tmp_path / "rapidreview"
    modules = ("actions", "views", "models", "forms", "urls")
    for room in [name for name in ROOMS if name != "models"]:
        (root / room).mkdir(parents=True)
        for name in (
            "__init__",
            "pages",
            "chain",
            *(modules if room in STAGES else ()),
        ):
            (root / room / f"{name}.py").touch()
    for module in ("__init__", "models", "dailylog/models"):
        (root / f"{module}.py").touch()
    (tmp_path / "pyproject.toml").write_text((PROJECT / "pyproject.toml").read_text())
    return tmp_path


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINTER, "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_skeleton_itself_keeps_every_contract(skeleton: Path) -> None:
    done = lint(skeleton)

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(CONTRACTS)} kept, 0 broken" in done.stdout


@pytest.mark.parametrize("case", BROKEN, ids=list(BROKEN))
def test_the_contracts_refuse_it_when(case: str, skeleton: Path) -> None:
    path, line = BROKEN[case]
    (skeleton / "rapidreview" / path).parent.mkdir(exist_ok=True)
    (skeleton / "rapidreview" / path).write_text(line + "\n")

    done = lint(skeleton)

    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout


def test_every_room_with_actions_and_views_is_held_to_the_order_inside_a_stage() -> (
    None
):
    rooms = {path.parent.name for path in PACKAGE.glob("*/actions.py")}
    with_screens = {room for room in rooms if (PACKAGE / room / "views.py").exists()}
    below_the_stages = {"casefolder", "mail", "dailylog", "people"}

    assert with_screens - below_the_stages <= {*STAGES, "desk"}

"""The house rules: the product keeps them, and each refuses its bad example."""

import subprocess
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pytest

from rapidreview.procedure.logkinds import LogKind, Privacy
from tests import action_rules, house_rules
from tests.traceability import paragraphs

PROJECT = Path(__file__).resolve().parents[1]
PRODUCT = sorted(PROJECT.glob("rapidreview/**/*.py"))
ALL_CODE = [*PRODUCT, *PROJECT.glob("setup/*.py"), *PROJECT.glob("tests/**/*.py")]
STAGES = (
    "planning", "opening", "adopting", "scoping", "quality", "collation", "meeting", "report",
    "submission",
    "learning", "retention", "handing_on",
)  # fmt: skip
# A longer file, with its reason.
LONG_FILES = {
    "rapidreview/dailylog/verify.py": "travels alone inside a bundle, so it stays whole",
}
# A public function of an actions module that is not a change of a case, with its reason.
NOT_ACTIONS: dict[str, str] = {}

Rule = Callable[[str], list[str]]


def code(paths: Iterable[Path], *, migrations: bool = False) -> list[Path]:
    return [path for path in paths if migrations or "migrations" not in path.parts]


def faults(rule: Rule, paths: Iterable[Path]) -> list[str]:
    """Each fault with its file, as a failing test shows it."""
    return [
        f"{path.relative_to(PROJECT)}: {fault}"
        for path in paths
        for fault in rule(path.read_text(encoding="utf-8"))
    ]


def may_not_read_the_clock(path: Path) -> bool:
    where = path.relative_to(PROJECT).as_posix()
    return path.name != "jobs.py" and not where.startswith(house_rules.CLOCK_READERS)


def is_called(path: Path, *names: str) -> bool:
    """forms.py, and people_forms.py too."""
    return path.stem.split("_")[-1] in names


VIEWS = [path for path in PRODUCT if is_called(path, "views")]
PACKAGES = [path for path in PRODUCT if path.name == "__init__.py"]
PAPER = [path for path in PRODUCT if "paper" in path.parts]
OUTSIDE_PAPER = [path for path in code(PRODUCT) if path not in PAPER]
BELOW_THE_CLOCK = [path for path in PRODUCT if may_not_read_the_clock(path)]
OUTSIDE_DAILYLOG = [path for path in code(PRODUCT) if "dailylog" not in path.parts]
TEMPLATES = sorted(PROJECT.glob("rapidreview/templates/**/*.html"))
STAGE_FILES = [path for path in PRODUCT if path.parent.name in STAGES]
BELOW_VIEWS = [path for path in STAGE_FILES if not is_called(path, "views", "urls")]
BELOW_FORMS = [path for path in BELOW_VIEWS if not is_called(path, "forms")]
SHORT = [
    path
    for path in code(ALL_CODE)
    if path.relative_to(PROJECT).as_posix() not in LONG_FILES
]
view_imports = partial(house_rules.shell_faults, shells=("urls", "views"))
import_faults_in_paper = partial(house_rules.import_faults, paper=True)

KEPT: dict[str, tuple[Rule, list[Path]]] = {
    "files are short": (house_rules.length_faults, SHORT),
    "packages open with a docstring only": (house_rules.package_faults, PACKAGES),
    "what is public says what it is for": (house_rules.docstring_faults, code(PRODUCT)),
    "imports stand at the top": (house_rules.import_faults, OUTSIDE_PAPER),
    "paper imports only what is heavy late": (import_faults_in_paper, PAPER),
    "nothing heavy is imported early": (house_rules.heavy_faults, PRODUCT),
    "the clock is an argument": (house_rules.clock_faults, BELOW_THE_CLOCK),
    "views neither write nor pick rows": (house_rules.view_faults, VIEWS),
    "forms do not know views": (view_imports, BELOW_VIEWS),
    "actions do not know forms": (house_rules.shell_faults, BELOW_FORMS),
    "only dailylog writes the log": (house_rules.log_faults, OUTSIDE_DAILYLOG),
    "models have no hidden rules": (house_rules.model_faults, code(PRODUCT)),
    "no error is swallowed": (house_rules.swallow_faults, code(ALL_CODE)),
    "pages have no inline script or style": (house_rules.template_faults, TEMPLATES),
}


@pytest.mark.parametrize("name", KEPT, ids=list(KEPT))
def test_the_product_keeps_the_rule_that(name: str) -> None:
    rule, paths = KEPT[name]
    found = faults(rule, paths)

    assert not found, "\n".join(found)


NOW = "from datetime import datetime\nat = datetime.now(UTC)"
LATE = '"""x"""\ndef f():\n    import json'
SWALLOWED = "try:\n    f()\nexcept Exception:\n    pass"
SAVES = "class Row(models.Model):\n    def save(self): ..."
MANAGES = "class Rows(models.Manager):\n    ..."
REFUSED: dict[str, tuple[Rule, str]] = {
    "301 lines": (house_rules.length_faults, "x = 1\n" * 301),
    "a package that does something": (house_rules.package_faults, '"""x"""\nimport a'),
    "a package that says nothing": (house_rules.package_faults, ""),
    "a function that does not say why": (house_rules.docstring_faults, "def f(): ..."),
    "a late import": (house_rules.import_faults, LATE),
    "a late import in paper": (import_faults_in_paper, LATE),
    "a heavy import": (house_rules.heavy_faults, "from docx import Document"),
    "a form that knows a view": (view_imports, "from rapidreview.a import p_views"),
    "an action that knows a form": (
        house_rules.shell_faults,
        "import rapidreview.a.forms",
    ),
    "now()": (house_rules.clock_faults, NOW),
    "today()": (house_rules.clock_faults, "on = date.today()"),
    "a view that saves": (house_rules.view_faults, "def v(r):\n    row.save()"),
    "a view that picks": (house_rules.view_faults, "def v(r):\n    A.objects.filter()"),
    "a log entry made elsewhere": (house_rules.log_faults, "LogEntry(seq=1)"),
    "a log entry made by the way": (house_rules.log_faults, "LogBody.objects.create()"),
    "a model that saves by itself": (house_rules.model_faults, SAVES),
    "a manager": (house_rules.model_faults, MANAGES),
    "a swallowed error": (house_rules.swallow_faults, SWALLOWED),
    "a bare except": (house_rules.swallow_faults, "try:\n    f()\nexcept:\n    x = 1"),
    "inline script": (house_rules.template_faults, "<script>go()</script>"),
    "inline style": (house_rules.template_faults, '<p style="color:red">'),
    "an inline handler": (house_rules.template_faults, '<p onclick="go()">'),
    "a registry": (house_rules.address_faults, "https://py" + "pi.org/simple"),
}


@pytest.mark.parametrize("name", REFUSED, ids=list(REFUSED))
def test_the_rules_refuse(name: str) -> None:
    rule, example = REFUSED[name]

    assert rule(example) != []


def test_heavy_libraries_may_be_imported_late_in_paper() -> None:
    assert import_faults_in_paper("def f():\n    import typst") == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    named = [path.relative_to(PROJECT) for path in ALL_CODE]

    assert [fault for path in named for fault in house_rules.name_faults(path)] == []
    assert house_rules.name_faults(Path("rapidreview/scoping/utils.py")) != []


def stage_modules() -> list[action_rules.Module]:
    paths = [
        path for stage in STAGES for path in PROJECT.glob(f"rapidreview/{stage}/*.py")
    ]
    paths += PROJECT.glob("rapidreview/*/actions.py")
    read = {
        ".".join(path.relative_to(PROJECT).with_suffix("").parts): path
        for path in paths
    }
    return [action_rules.read(name, path.read_text()) for name, path in read.items()]


def test_every_action_of_a_stage_has_the_one_shape() -> None:
    modules = stage_modules()
    log_writers = action_rules.writers(modules)
    actions = [
        m for m in modules if m.name.split(".")[1:] in [[s, "actions"] for s in STAGES]
    ]

    found = [
        f"{module.name}: {fault}"
        for module in actions
        for fault in action_rules.action_faults(module, log_writers)
        if fault.split()[0] not in NOT_ACTIONS
    ]

    assert not found, "\n".join(found)


IMPORTS = "from rapidreview.dailylog import actions as dailylog\n"
ACTION = """
@transaction.atomic
def accept(row, *, by, at):
    _note(row)
def _note(row):
    dailylog.write(row)
"""
SHAPELESS = {
    "not atomic": ACTION.replace("@transaction.atomic", ""),
    "by": ACTION.replace("*, by, at", "by, *, at"),
    "at": ACTION.replace("*, by, at", "*, by"),
    "Daily Log": ACTION.replace("_note(row)\ndef", "pass\ndef"),
}


@pytest.mark.parametrize("fault", SHAPELESS, ids=list(SHAPELESS))
def test_the_rule_of_the_one_shape_refuses(fault: str) -> None:
    module = action_rules.read("stage.actions", IMPORTS + SHAPELESS[fault])

    (found,) = action_rules.action_faults(module, action_rules.writers([module]))

    assert fault in found


def test_the_rule_of_the_one_shape_follows_a_call() -> None:
    module = action_rules.read("stage.actions", IMPORTS + ACTION)

    assert action_rules.action_faults(module, action_rules.writers([module])) == []


def test_every_paragraph_that_is_cited_exists() -> None:
    known = set(paragraphs((PROJECT / "docs" / "procedure.md").read_text()))
    data = [*PROJECT.glob("rapidreview/**/*.yaml"), *TEMPLATES]
    cited = {
        f"{path.relative_to(PROJECT)} cites {number}"
        for path in [*code(PRODUCT), *data]
        for number in house_rules.cited_paragraphs(path.read_text(encoding="utf-8"))
        if number not in known
    }

    assert sorted(cited) == []
    assert "P3.1" not in known


def test_every_kind_of_log_entry_has_its_wording_and_its_privacy() -> None:
    known = set(paragraphs((PROJECT / "docs" / "procedure.md").read_text()))

    assert [kind for kind in LogKind if not kind.words.strip()] == []
    assert {kind.privacy for kind in LogKind} == set(Privacy)
    assert {kind.paragraph for kind in LogKind if kind.paragraph} <= known


def test_nothing_in_the_repository_names_a_registry_or_a_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    files = [PROJECT / name for name in listed.stdout.split("\0") if name]
    texts = {path: path.read_bytes().decode("utf-8", "ignore") for path in files}

    assert [path for path in texts if house_rules.address_faults(texts[path])] == []

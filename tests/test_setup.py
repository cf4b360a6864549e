"""Set-up: it does what is missing, once, and a failure says what to do."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from setup import assets, browser, checks, environment, stamps, terminal
from setup.places import HERE, Places

FONT = "@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}"
STYLES = [
    (f"a{{}}{FONT}b{{}}", "a{}b{}"),
    (
        "p{font-family:GDS Transport,arial,sans-serif}",
        "p{font-family:arial,sans-serif}",
    ),
    ('p{font-family:"GDS Transport", arial}', "p{font-family:arial}"),
    ("i{background:url(/assets/images/govuk-crest.svg)}", "i{background:none}"),
    (
        "i{background:url(/assets/images/icon-tag.svg)}",
        "i{background:url(assets/images/icon-tag.svg)}",
    ),
    ("b{}/*# sourceMappingURL=a.css.map */", "b{}"),
]


@pytest.mark.parametrize(("given", "wanted"), STYLES)
def test_a_style_sheet_loses_what_is_not_ours_to_use(given: str, wanted: str) -> None:
    assert assets.trimmed_style(given) == wanted


def test_a_script_loses_the_map_that_is_not_there() -> None:
    assert assets.without_source_map("a();//# sourceMappingURL=a.js.map\n") == "a();\n"


def test_what_was_built_holds_no_font_crest_or_logo_of_the_government() -> None:
    names = {path.name for path in HERE.vendor.rglob("*") if path.is_file()}
    style = (HERE.vendor / "govuk-frontend.min.css").read_text(encoding="utf-8")

    assert "GDS Transport" not in style
    assert "/assets/" not in style.replace("(assets/", "")
    assert not [name for name in names if "crest" in name or "logo" in name]
    assert {"Arimo-Regular.ttf", "Arimo-Bold.ttf", "LICENCE-Arimo.txt"} <= names


def test_every_image_that_the_style_sheets_name_was_copied() -> None:
    for name in assets.STYLES:
        style = (HERE.vendor / name).read_text(encoding="utf-8")
        for image in set(re.findall(r"url\((assets/[^)]*)\)", style)):
            assert (HERE.vendor / image).is_file(), image


def test_a_stamp_is_fresh_until_what_it_was_made_from_changes(tmp_path: Path) -> None:
    lock, stamp = tmp_path / "a.lock", tmp_path / "stamp"
    lock.write_text("one")
    assert not stamps.is_fresh(stamp, [lock])

    stamps.leave(stamp, [lock])
    assert stamps.is_fresh(stamp, [lock])

    lock.write_text("two")
    assert not stamps.is_fresh(stamp, [lock])


def test_a_program_that_fails_shows_its_last_lines_and_what_to_do() -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('no route to host')"]

    with pytest.raises(terminal.SetupFailed) as failed:
        terminal.call(command, failure="it could not be fetched.", advice="look.")

    assert str(failed.value).splitlines() == [
        "no route to host",
        "Set-up failed: it could not be fetched.",
        "What to do: look.",
    ]


def test_a_program_that_is_not_there_is_a_failure_too(tmp_path: Path) -> None:
    with pytest.raises(terminal.SetupFailed):
        terminal.call([tmp_path / "nowhere"], failure="gone.", advice="look.")


WITHOUT = """
import importlib.util as u
real = u.find_spec
u.find_spec = lambda name, *rest: None if name in {"ensurepip", "pip"} else real(name)
"""


@pytest.fixture
def bare_machine(tmp_path: Path) -> dict[str, str]:
    """A PATH with a Python that can make no environment, and little else."""
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "python3").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    (tools / "python3").chmod(0o755)
    (tools / "dirname").symlink_to(shutil.which("dirname") or "")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(WITHOUT)
    return {"PATH": str(tools), "PYTHONPATH": str(tmp_path / "site")}


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """As much of the project as set-up reads."""
    target = tmp_path / "a clone"
    target.mkdir()
    for name in ("run", "test", "requirements.lock", "package.json"):
        shutil.copy(HERE.project / name, target)
    shutil.copytree(HERE.project / "setup", target / "setup")
    return target


def test_a_machine_that_can_make_no_environment_is_told_what_to_install(
    bare_machine: dict[str, str], clone: Path
) -> None:
    done = subprocess.run(
        [str(clone / "run")],
        env=bare_machine,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert done.stdout == ""
    assert "What to do: install python3-venv" in done.stderr


def test_a_machine_without_python_is_told_in_one_sentence(
    bare_machine: dict[str, str], clone: Path
) -> None:
    Path(bare_machine["PATH"], "python3").unlink()

    done = subprocess.run(
        [str(clone / "test")],
        env=bare_machine,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert done.stderr.startswith("Rapid Review needs Python 3.11 or later.")


def test_the_launcher_is_run_under_another_name(tmp_path: Path) -> None:
    places = Places(tmp_path)
    places.python.parent.mkdir(parents=True)
    places.python.symlink_to(sys.executable)
    (tmp_path / "manage.py").write_text(
        "import os, sys; print(os.getcwd(), sys.argv[1:])"
    )

    launcher = environment.launcher(places)
    done = subprocess.run(
        [str(launcher), "plan", "a b"],
        cwd="/",
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "/ ['plan', 'a b']\n"


def test_a_chromium_that_may_not_be_installed_is_a_clear_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(terminal.SetupFailed, match="the tests need a Chromium"):
        browser.ensure()


def program(name: str, words: str) -> checks.Check:
    return checks.Check(name, (sys.executable, "-c", words), os.environ)


GREEN = program("green", "print('quiet')")
RED = program("red", "import sys; sys.exit('why')")
TESTS = program("tests", "print('== 3 passed, 1 skipped in 2.50s ==')")


def test_all_checks_run_and_the_red_ones_are_named_last(capfd) -> None:
    status = checks.run_all([RED, GREEN, TESTS], HERE)

    said = capfd.readouterr().out
    assert status == 1
    assert "why" in said
    assert "quiet" not in said
    assert said.splitlines()[-2:] == [
        "tests: == 3 passed, 1 skipped in 2.50s ==",
        "Red: red.",
    ]


def test_all_green_is_a_success(capfd) -> None:
    assert checks.run_all([GREEN], HERE) == 0
    assert capfd.readouterr().out.endswith("All green.\n")


def test_a_check_that_does_not_exist_is_refused(capfd) -> None:
    assert checks.chosen(["nonsense"]) == 2

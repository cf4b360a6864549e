"""Python's environment: ``.venv``, also where Python cannot make one by itself."""

import importlib.util
import shutil
import sys
from pathlib import Path

from setup import stamps
from setup.places import Places
from setup.terminal import SetupFailed, Step, call

NETWORK = "check that this machine can reach the package index, then run it again."
NO_MAKER = (
    "install python3-venv (on Debian and Ubuntu: apt-get install python3-venv), "
    "or uv, or pip, then run it again."
)
LAUNCHER = """#!/bin/sh
# The same as ./run COMMAND, inside the environment. Written by set-up.
exec "{python}" "{project}/manage.py" "$@"
"""


def make(places: Places) -> None:
    """Make ``.venv`` with the first way that this machine has.

    1. uv on the PATH; 2. Python's own venv, where ensurepip is not missing;
    3. an empty venv, filled by a pip from outside; 4. virtualenv on the PATH.
    Raises SetupFailed if there is none.
    """
    if places.python.exists():
        return
    with Step("Making Python's environment in .venv"):
        if places.environment.exists():
            shutil.rmtree(places.environment)  # a Python that is gone, or half of one
        call(
            [*_maker(), places.environment],
            failure="the environment could not be made.",
            advice=NO_MAKER,
        )


def _maker() -> list[str]:
    if uv := shutil.which("uv"):
        return [uv, "venv", "--quiet", "--python", sys.executable]
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return [sys.executable, "-m", "venv"]
    if importlib.util.find_spec("venv") and _outer_pip():
        return [sys.executable, "-m", "venv", "--without-pip"]
    if virtualenv := shutil.which("virtualenv"):
        return [virtualenv, "--quiet", "--python", sys.executable]
    raise SetupFailed("this Python cannot make an environment.", NO_MAKER)


def _outer_pip() -> list[str]:
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    found = shutil.which("pip3") or shutil.which("pip")
    return [found] if found else []


def _installer(places: Places) -> list[str]:
    if uv := shutil.which("uv"):
        return [uv, "pip", "install", "--python", str(places.python)]
    if any(places.environment.glob("lib/python*/site-packages/pip")):
        return [str(places.python), "-m", "pip", "install"]
    if pip := _outer_pip():
        return [*pip, "--python", str(places.python), "install"]
    raise SetupFailed("there is no pip to install packages with.", NO_MAKER)


def install(
    places: Places, name: str = "", what: str = "the product's packages"
) -> None:
    """Install exactly what a lock file names, each package checked against its hash."""
    lock = places.lock(name)
    stamp = places.environment / f".installed-{name or 'product'}"
    if stamps.is_fresh(stamp, [lock]):
        return
    with Step(f"Installing {what} from {lock.name} (about half a minute)"):
        call(
            [*_installer(places), "--quiet", "--require-hashes", "-r", lock],
            failure=f"{what} could not be installed.",
            advice=NETWORK,
        )
        stamps.leave(stamp, [lock])


def launcher(places: Places) -> Path:
    """``rapidreview COMMAND`` inside the activated environment is ``./run COMMAND``."""
    path = places.environment / "bin" / "rapidreview"
    words = LAUNCHER.format(python=places.python, project=places.project)
    if not path.exists() or path.read_text() != words:
        path.write_text(words)
        path.chmod(0o755)
    return path

"""The Chromium that the tests drive: the system's own, never a download of ours."""

import os
import shutil

from setup.terminal import SetupFailed, Step, call

NAMES = ("chromium", "chromium-browser", "google-chrome")
ADVICE = "install Chromium (on Debian and Ubuntu: apt-get install chromium), then run ./test again."


def find() -> str | None:
    """Its place on the PATH, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def ensure() -> None:
    """Install it where we may, as root with apt-get. Raises SetupFailed elsewhere."""
    if find():
        return
    apt = shutil.which("apt-get")
    if not apt or os.geteuid() != 0:
        raise SetupFailed("the tests need a Chromium, and there is none.", ADVICE)
    with Step("Installing Chromium with apt-get (a minute or two)"):
        quietly = ["env", "DEBIAN_FRONTEND=noninteractive", apt, "-qq"]
        failure = "Chromium could not be installed."
        call([*quietly, "update"], failure=failure, advice=ADVICE)
        packages = ["install", "--yes", "--no-install-recommends", "chromium"]
        call([*quietly, *packages], failure=failure, advice=ADVICE)
    if not find():
        raise SetupFailed("Chromium was installed but cannot be found.", ADVICE)

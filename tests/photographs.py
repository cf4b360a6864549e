"""``make screens``: photographs every page of the training case, on a desk and on a telephone.

No test sees what is ugly or confusing: the pictures in ``var/screens/`` are for people to look
at. The product runs as ``./run`` starts it, in a home that is thrown away. A page that does not
come makes this fail; a download has no picture. Words after the name choose among the pages.
"""

import importlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from playwright.sync_api import Browser, Error, Page, sync_playwright

from tests.browser.chromium import FLAGS, find_chromium

PORT = 8137
ADDRESS = f"http://127.0.0.1:{PORT}"
SCREENS = Path("var/screens")
SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 375, "height": 800}}
PATIENCE = 180  # tries, a second apart, until the training case is made


@contextmanager
def product(home: Path) -> Iterator[None]:
    """``./run`` in a home of its own, until nobody needs it any more."""
    os.environ["RAPIDREVIEW_TRAINING"] = "1"
    os.environ["RAPIDREVIEW_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "rapidreview.web.settings"
    command = [sys.executable, "manage.py", "serve", "--training", "--port", str(PORT)]
    with subprocess.Popen(command) as running:
        try:
            _wait_for(running)
            yield
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait()


def _wait_for(running: "subprocess.Popen[bytes]") -> None:
    for _ in range(PATIENCE):
        try:
            urllib.request.urlopen(f"{ADDRESS}/sign-in/", timeout=5).close()  # noqa: S310 - http, ours
        except (URLError, OSError):
            time.sleep(1)
        else:
            return
        if running.poll() is not None:
            break
    raise SystemExit("The product did not start.")


class Photographer:
    """Opens pages as one person or another, in one size."""

    def __init__(self, chromium: Browser, shots: Any, size: str) -> None:
        self.chromium, self.shots, self.size = chromium, shots, size
        self.pages: dict[str, Page] = {}
        self.failed: list[str] = []

    def take(self, shot: Any) -> None:
        """One picture; what did not come is kept in ``failed``."""
        page = self.pages.get(shot.person) or self._page_of(shot.person)
        try:
            answer = page.goto(ADDRESS + shot.address)
        except Error as error:
            if "Download" not in str(error):
                raise
            return
        if answer is not None and answer.status >= 400 and shot.name != "no_such_page":
            self.failed.append(f"{shot.name} {answer.status} {shot.address}")
        if page.evaluate("document.scrollingElement.scrollWidth > window.innerWidth"):
            self.failed.append(f"{shot.name} is too wide for a {self.size}")
        page.screenshot(path=SCREENS / self.size / f"{shot.name}.png", full_page=True)

    def _page_of(self, person: str) -> Page:
        context = self.chromium.new_context(viewport=SIZES[self.size])
        page = self.pages[person] = context.new_page()
        if person == self.shots.AUTHOR:
            name, value = self.shots.pass_of_the_author()
            context.add_cookies([{"name": name, "value": value, "url": ADDRESS}])
        elif person:
            page.goto(f"{ADDRESS}/sign-in/")
            page.get_by_label("E-mail address").fill(self.shots.emails()[person])
            page.get_by_label("Password").fill(settings.TRAINING_PASSWORD)
            page.get_by_role("button", name="Sign in", exact=True).click()
        return page


def photograph(shots: Any, listed: Sequence[Any]) -> list[str]:
    """A picture of each, in every size; what failed."""
    failed: list[str] = []
    with sync_playwright() as playwright:
        path = find_chromium()
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for size in SIZES:
            photographer = Photographer(chromium, shots, size)
            for shot in listed:
                photographer.take(shot)
            failed += photographer.failed
        chromium.close()
    return failed


def start_afresh() -> None:
    """An empty database again, the tables made."""
    connections.close_all()
    database = Path(settings.DATABASES["default"]["NAME"])
    for path in database.parent.glob(f"{database.name}*"):
        path.unlink()
    call_command("migrate", verbosity=0)


def main(wanted: Sequence[str]) -> int:
    """Day 4 as training begins, then Day 6 of the story; 1 where a page did not come."""
    shutil.rmtree(SCREENS, ignore_errors=True)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop
    with tempfile.TemporaryDirectory() as home:
        with product(Path(home)):
            django.setup()
            shots = importlib.import_module("tests.browser.shots")
            failed = photograph(shots, _chosen(shots.shots(), wanted))
        start_afresh()
        shots.play_to_day_6()
        with product(Path(home)):
            failed += photograph(shots, _chosen(shots.shots_of_day_6(), wanted))
    print("\n".join(failed) or f"Look at the pictures in {SCREENS}/.")
    return 1 if failed else 0


def _chosen(shots: Sequence[Any], wanted: Sequence[str]) -> list[Any]:
    """Those whose names begin with a word of ``wanted``; without one, all."""
    return [one for one in shots if one.name.startswith(tuple(wanted) or "")]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Chromium for the tests, found on this machine, and a house to visit with it.

Pytest reads this file before Django is set up, so what needs Django is imported where used.
"""

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, sync_playwright

if TYPE_CHECKING:
    from tests.browser.house import House

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update"),
    "--disable-sync",
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the tests of a module; each person gets a profile of their own."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail(f"No browser: install one of {', '.join(NAMES)}.")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps a loop in this thread, which Django takes for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def house(chromium: Browser, live_server, settings) -> "Iterator[House]":
    """Two partnerships; Oliver works in ours, and has no place on any case."""
    from tests.browser.house import House, inhabited

    settings.SITE_URL = live_server.url
    opened = House(chromium, live_server.url, settings, inhabited())
    yield opened
    opened.closes()
    assert opened.complaints == []

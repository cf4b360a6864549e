"""Chromium for the tests, found on this machine, and a house to visit with it.

Pytest reads this file before Django is set up, so what needs Django is imported where used.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import FLAGS, find_chromium

if TYPE_CHECKING:
    from tests.browser.house import House


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the tests of a module; each person gets a profile of their own."""
    path = find_chromium()
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps a loop in this thread, which Django takes for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def house(chromium: Browser, live_server, settings, request) -> "Iterator[House]":
    """Two partnerships, and browsers. If the test fails, var/screens shows what people saw."""
    from tests.browser.house import House, inhabited

    settings.SITE_URL = live_server.url
    opened = House(chromium, live_server.url, settings, inhabited())
    failed = request.session.testsfailed
    yield opened
    if request.session.testsfailed > failed:
        opened.photographs(Path("var/screens"))
    opened.closes()
    assert opened.complaints == []

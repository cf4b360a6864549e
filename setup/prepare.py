"""What has to be there before the product, or its tests, can start.

1. Python's environment; 2. the packages of the lock file; 3. the design system and the
font; 4. the launcher; for tests their packages and Chromium too. Each step looks first whether there is anything to do.
"""

import fcntl

from setup import assets, browser, environment
from setup.places import Places


def prepare(places: Places, *, tests: bool = False) -> None:
    """Set up what is missing; safe to call from two terminals at once.

    Raises SetupFailed, which says what failed and what to do.
    """
    with (places.project / "setup" / "places.py").open() as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        environment.make(places)
        environment.install(places)
        if tests:
            environment.install(places, "test", "what the tests need")
            browser.ensure()
        assets.fetch(places)
        assets.build(places)
        environment.launcher(places)

"""What most tests of a screen need: the cast on day 1, a case, and browsers signed in.

pytest reads this file before Django is set up: what needs Django is imported when used.
"""

from typing import Any

import pytest


@pytest.fixture
def cast(settings: Any, db: None) -> Any:
    """The people of Northmere, at half past twelve of day 1."""
    from tests import make
    from tests.cast import gather
    from tests.posting import stop_the_clock

    stop_the_clock(settings, make.later(hours=3))
    return gather()


@pytest.fixture
def case(cast: Any) -> Any:
    from tests import make

    return make.case(cast)


@pytest.fixture
def priya(cast: Any, case: Any) -> Any:
    from tests.posting import signed_in

    return signed_in(cast.priya)


@pytest.fixture
def owen(cast: Any, case: Any) -> Any:
    from tests.posting import signed_in

    return signed_in(cast.owen)

"""Two counters of working days that know nothing of ours: numpy's, and a plain walk.

Both read the published list of bank holidays that govuk-bank-holidays carries.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
from govuk_bank_holidays.bank_holidays import BankHolidays

from rapidreview.procedure.calendar import Nation

# Proclaimed on 3 February 2026, for Scotland alone, after the list at hand was printed:
# it is a bank holiday under section 1(3) of the Banking and Financial Dealings Act 1971.
PROCLAIMED_SINCE = {Nation.SCOTLAND: {date(2026, 6, 15)}}
ONE = timedelta(days=1)
OFFSETS = 60


def published(nation: Nation) -> set[date]:
    """The bank holidays of a nation, as the government has published them."""
    carried = BankHolidays(use_cached_holidays=True).get_holidays(division=nation.value)
    return {one["date"] for one in carried} | PROCLAIMED_SINCE.get(nation, set())


def years(nation: Nation) -> tuple[date, date]:
    """The first and the last day of the years that the list covers."""
    days = published(nation)
    return date(min(days).year, 1, 1), date(max(days).year, 12, 31)


def starts(nation: Nation) -> list[date]:
    """Every day of those years."""
    first, last = years(nation)
    return [first + ONE * n for n in range((last - first).days + 1)]


def by_numpy(nation: Nation, *, same_day: bool) -> np.ndarray:
    """A row for each start: its days 1 to 60, counting the start's own day or not."""
    calendar = np.busdaycalendar(holidays=sorted(published(nation)))
    days = np.array(starts(nation), dtype="datetime64[D]")[:, None]
    offsets = np.arange(1, OFFSETS + 1)
    if same_day:
        return np.busday_offset(days, offsets - 1, roll="forward", busdaycal=calendar)
    return np.busday_offset(days, offsets, roll="backward", busdaycal=calendar)


def by_walking(start: date, closed: set[date], *, same_day: bool) -> Iterator[date]:
    """Day after day from the start on: those on which people work."""
    day = start if same_day else start + ONE
    for _ in range(OFFSETS):
        while day.weekday() >= 5 or day in closed:
            day += ONE
        yield day
        day += ONE

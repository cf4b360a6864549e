"""The product on a live server: what its clock says, and who is at work in it."""

from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, expect

from rapidreview.people.models import Membership
from rapidreview.procedure.calendar import LONDON
from rapidreview.procedure.vocabulary import Role
from tests.browser.person import DESK, Person
from tests.cast import PASSWORD, Cast, gather, gather_elsewhere

DAY_1 = date(2026, 11, 4)  # a Wednesday; no holiday comes before Christmas
WEEK = 5  # working days
PATIENCE = 30_000  # milliseconds; a machine may have more to do


def moment(day: int, time: str) -> datetime:
    """A time of a working day, counted from Day 1 on, also beyond the fifteen."""
    weeks, days = divmod(DAY_1.weekday() + day - 1, WEEK)
    on = DAY_1 + timedelta(weeks=weeks, days=days - DAY_1.weekday())
    return datetime.combine(on, time_of_day.fromisoformat(time), tzinfo=LONDON)


def inhabited() -> Cast:
    """The cast, and a second partnership; a new case gives Oliver no place by itself."""
    cast = gather()
    gather_elsewhere()
    Membership.objects.filter(user=cast.oliver).update(role=Role.SENIOR_OFFICER)
    return cast


class House:
    """Opens browsers for people; keeps what those browsers complain about."""

    def __init__(self, chromium: Browser, url: str, settings: Any, cast: Cast) -> None:
        self.chromium, self.url, self.settings = chromium, url, settings
        self.cast = cast
        self.way: type[Person] = Person
        self.options: dict[str, Any] = {}
        self.complaints: list[str] = []
        self._contexts: list[BrowserContext] = []
        expect.set_options(timeout=PATIENCE)

    def everybody(self, way: type[Person], **options: Any) -> None:
        """From now on all who come work in this way, with these options of a browser."""
        self.way, self.options = way, options

    def clock(self, day: int, time: str) -> None:
        """From now on it is this day and time, and the clock goes on from there."""
        self.settings.CLOCK_OFFSET = moment(day, time) - datetime.now(UTC)

    def visitor(self, **options: Any) -> Person:
        """Somebody who is not signed in, with a browser of their own."""
        wanted = {"viewport": DESK, "locale": "en-GB", **self.options, **options}
        context = self.chromium.new_context(**wanted)
        context.set_default_timeout(PATIENCE)
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return self.way(page, self.url)

    def arrives(self, name: str, day: int, time: str, **options: Any) -> Person:
        """A member of the cast sits down at this moment and signs in."""
        self.clock(day, time)
        person = self.visitor(**options)
        person.goes_to("/sign-in/")
        person.types("E-mail address", self.cast.users[name].email)
        person.types("Password", PASSWORD)
        person.presses("Sign in")
        return person

    def photographs(self, folder: Path) -> None:
        """What everybody has before them now, the first to come being number 1."""
        for number, context in enumerate(self._contexts, start=1):
            path = folder / f"when-it-failed-{number}.png"
            context.pages[0].screenshot(path=path, full_page=True)

    def closes(self) -> None:
        """Everybody goes home."""
        for context in self._contexts:
            context.close()

    def _heard(self, said: ConsoleMessage) -> None:
        """An error in the console; the honest status of the page itself is none."""
        itself = said.location.get("url") == said.page.url if said.page else False
        if said.type == "error" and not (itself and "status of 4" in said.text):
            self.complaints.append(f"{said.location.get('url')}: {said.text}")

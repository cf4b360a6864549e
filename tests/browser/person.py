"""Somebody at a computer of their own: they see a page, and press what they see."""

import re
from datetime import date, datetime

from playwright.sync_api import FilePayload, Locator, Page, expect

from rapidreview.procedure.calendar import LONDON

PHONE, DESK = {"width": 375, "height": 800}, {"width": 1280, "height": 900}
WIDER = "document.scrollingElement.scrollWidth > window.innerWidth"


class Person:
    """What a person does with a page, in their words; every page must fit a telephone."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home = page, home

    @property
    def main(self) -> Locator:
        """The page without its frame."""
        return self.page.get_by_role("main")

    @property
    def address(self) -> str:
        """Where they are."""
        return self.page.url

    def clicks(self, target: Locator) -> None:
        """Click a link or a button that leads to another page."""
        target.click()
        self._arrived()

    def writes(self, box: Locator, words: str) -> None:
        """Write into a box, over what stands there."""
        box.fill(words)

    def marks(self, choice: Locator) -> None:
        """Mark a radio button or a box to tick."""
        choice.check()

    def picks(self, menu: Locator, place: int) -> None:
        """Pick an entry of a menu, the first being number 0."""
        menu.select_option(index=place)

    def goes_to(self, address: str) -> int:
        """Type an address, or open a link in a letter; the status of what came."""
        answer = self.page.goto(self.home + address if address[0] == "/" else address)
        self._arrived()
        return answer.status if answer else 0

    def follows(self, words: str, place: int = 0) -> None:
        """Follow a link by its words, or by how they begin; it may look like a button."""
        self.clicks(self._link(words).nth(place))

    def presses(self, words: str) -> None:
        """Press a button by its words, or by how they begin."""
        begins = re.compile(rf"^\s*{re.escape(words)}")
        self.clicks(self.page.get_by_role("button", name=begins).first)

    def types(self, label: str, words: str) -> None:
        """Type into the box with this label."""
        self.writes(self.page.get_by_label(label, exact=True), words)

    def dates(self, legend: str, when: date) -> None:
        """Fill the boxes of a date, and that of its time."""
        boxes = self.page.get_by_role("group", name=legend, exact=True)
        for label, part in (("Day", "%-d"), ("Month", "%-m"), ("Year", "%Y")):
            box = boxes.get_by_label(label, exact=True)
            self.writes(box, when.strftime(part))
        if isinstance(when, datetime):
            time = when.astimezone(LONDON).strftime("%H:%M")
            self.writes(boxes.get_by_label("Time, like 14:00"), time)

    def selects(self, label: str, answer: str) -> None:
        """Choose from a menu."""
        self.page.get_by_label(label, exact=True).select_option(label=answer)

    def attaches(self, label: str, name: str, data: bytes) -> None:
        """Choose an e-mail that they saved, by the label of the box."""
        file = FilePayload(name=name, mimeType="message/rfc822", buffer=data)
        self.page.get_by_label(label, exact=True).set_input_files(file)

    def chooses(self, legend: str, answer: str) -> None:
        """Choose one answer of a group."""
        group = self.page.get_by_role("group", name=legend, exact=True)
        self.marks(group.get_by_label(answer, exact=True))

    def ticks(self, *labels: str) -> None:
        """Tick boxes by how their labels begin."""
        for label in labels:
            begins = re.compile(rf"^\s*{re.escape(label)}")
            self.marks(self.page.get_by_role("checkbox", name=begins))

    def opens_file(self, words: str) -> bytes:
        """Follow a link to a file; a browser shows it in a viewer that tests cannot read."""
        address = self._link(words).first.get_attribute("href") or ""
        self._link(words).first.click()
        return self.page.request.get(self.home + address).body()

    def sees(self, *words: str) -> None:
        """All of these stand on the page."""
        for some in words:
            expect(self.page.locator("body")).to_contain_text(some)

    def sees_nothing_of(self, *words: str) -> None:
        """None of these stands on the page."""
        for some in words:
            expect(self.page.locator("body")).not_to_contain_text(some)

    def _link(self, words: str) -> Locator:
        begins = re.compile(rf"^\s*{re.escape(words)}")
        return self.page.locator("a").filter(has_text=begins)

    def _arrived(self) -> None:
        """A new page has come: it has one heading, and no telephone has to scroll sideways."""
        self.page.wait_for_load_state()
        expect(self.page.locator("h1")).to_have_count(1)
        usual = self.page.viewport_size
        self.page.set_viewport_size(PHONE)
        assert not self.page.evaluate(WIDER), (
            f"{self.page.url} is wider than a telephone"
        )
        self.page.set_viewport_size(usual or DESK)

"""Somebody who never touches a mouse: Tab, arrows, Space, Enter, and what they type."""

from playwright.sync_api import Locator

from tests.browser.person import Person

MOST_TABS = 400
HAS_FOCUS = "one => one === document.activeElement"
ITS_GROUP_HAS = (
    "one => document.activeElement.type === 'radio' "
    "&& document.activeElement.name === one.name"
)


class AtTheKeyboard(Person):
    """A person as any other, by keys only; what keys cannot reach fails."""

    def clicks(self, target: Locator) -> None:
        """Tab to a link or a button and press Enter."""
        self._reaches(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self._arrived()

    def writes(self, box: Locator, words: str) -> None:
        """Tab to a box, select what stands there, and type over it."""
        self._reaches(box)
        self.page.keyboard.press("ControlOrMeta+A")
        if words:
            self.page.keyboard.insert_text(words)
        else:
            self.page.keyboard.press("Delete")

    def marks(self, choice: Locator) -> None:
        """Space ticks a box; in a group of radio buttons the arrows choose."""
        if choice.get_attribute("type") == "radio":
            self._reaches(choice, ITS_GROUP_HAS)
            for _ in range(MOST_TABS):
                if choice.evaluate(HAS_FOCUS):
                    break
                self.page.keyboard.press("ArrowDown")
        else:
            self._reaches(choice)
        if not choice.is_checked():
            self.page.keyboard.press("Space")
        assert choice.is_checked()

    def picks(self, menu: Locator, place: int) -> None:
        """Home, and down to the entry."""
        self._reaches(menu)
        self.page.keyboard.press("Home")
        for _ in range(place):
            self.page.keyboard.press("ArrowDown")
        assert menu.evaluate("menu => menu.selectedIndex") == place

    def _reaches(self, target: Locator, there: str = HAS_FOCUS) -> None:
        """Tab until it has the focus, from wherever the focus is."""
        for _ in range(MOST_TABS):
            if target.evaluate(there):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} on {self.page.url} cannot be reached by Tab")

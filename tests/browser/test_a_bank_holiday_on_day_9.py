"""A bank holiday comes on day 9 of a running case: shown old to new, asked why, logged, told."""

import pytest
from playwright.sync_api import Locator, expect

from rapidreview.procedure.logkinds import LogKind
from tests import make
from tests.browser.house import House, moment
from tests.browser.person import PHONE, Person
from tests.opened import opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SUBMIT = "Submit the report to the National Panel"
UPDATED = "Update the report from the meeting"
OLD, NEW = "Tuesday 24 November 2026, 17:00", "Wednesday 25 November 2026, 17:00"


@pytest.mark.paragraph("P0.7", "P1.5")
def test_a_bank_holiday_on_day_nine_moves_what_is_not_done(house: House) -> None:
    case = opened(house.cast)
    for kind, at in (
        (LogKind.SIN_SUBMITTED, moment(3, "09:20")),
        (LogKind.REPORT_UPDATED, moment(8, "16:00")),
    ):
        make.entry(case, house.cast, kind, at=at)
    priya = house.arrives("priya", 9, "08:30", viewport=PHONE, has_touch=True)
    before = dates_of(priya, case.pk)

    records_the_holiday(priya)

    after = dates_of(priya, case.pk)
    assert before[UPDATED] == after[UPDATED]
    assert before[SUBMIT] != after[SUBMIT]
    assert "25 November" in after[SUBMIT]
    logged_and_told(priya, case.pk)


def records_the_holiday(priya: Person) -> None:
    """The reason is asked for; every date is seen before it is confirmed."""
    priya.follows("Partnership")
    priya.follows("Calendar")
    priya.dates("Which day", moment(9, "00:00").date())
    priya.types("Its name", "Day of mourning")
    priya.chooses("What it is", "A bank holiday proclaimed for everybody")
    priya.presses("Show what moves")
    priya.sees("Enter: The reason, or where it is proclaimed.")
    priya.types("The reason, or where it is proclaimed", "Proclaimed last night.")
    priya.presses("Show what moves")
    row = moved(priya, SUBMIT)
    expect(row).to_contain_text(OLD)
    expect(row).to_contain_text(NEW)
    expect(moved(priya, "Panel clock: last day")).to_contain_text("30 November 2026")
    expect(moved(priya, UPDATED)).to_have_count(0)
    priya.sees_nothing_of("None yet: ")
    priya.presses("Record this day")
    priya.sees("Those affected get a letter.", "Proclaimed last night.")


def moved(priya: Person, title: str) -> Locator:
    """The row of a date in the table of what moves."""
    return priya.main.get_by_role("row").filter(has_text=title)


def dates_of(priya: Person, case_id: object) -> dict[str, str]:
    """By when each of two tasks is due, as the timeline says."""
    priya.goes_to(f"/cases/{case_id}/timeline/")
    by = {
        title: priya.main.locator("tr", has_text=title).locator("td[data-label=By]")
        for title in (SUBMIT, UPDATED)
    }
    return {title: cell.first.inner_text() for title, cell in by.items()}


def logged_and_told(priya: Person, case_id: object) -> None:
    """The Daily Log says what moved and why; the Chair and the officer get a letter."""
    priya.goes_to(f"/cases/{case_id}/log/")
    priya.sees("Proclaimed last night.", f"{SUBMIT}: {OLD} → {NEW}")
    priya.goes_to(f"/cases/{case_id}/letters/")
    priya.sees("Dates changed, reference", "Judith Hathersby", "Owen Tarnfield")

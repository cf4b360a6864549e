"""What people do about the report, on days 9 to 14, page by page."""

from tests.browser.person import Person
from tests.make import CHILD

WROTE = "The adults waited for each other, and the child waited for all of them."
AMENDED = f"{WROTE} Nobody asked what mornings were like."


def sends_with_the_minutes(owen: Person, *people: str) -> None:
    """The minutes and the report, to exactly who is shown (P7.6)."""
    owen.follows("Send it with the minutes")
    owen.sees("version 1, in Word and PDF", *people)
    owen.sees_nothing_of(CHILD)
    ticked = owen.main.get_by_role("checkbox", checked=True)
    assert ticked.count() == len(people)
    owen.presses("Send minutes and report")
    owen.sees("The minutes and the report are sent.")


def updates(owen: Person) -> None:
    """What the meeting found goes into the draft; the rest is written (P9.1)."""
    owen.follows("Update it from the meeting")
    owen.presses("Update the report")
    owen.sees("The report is updated from the meeting.")


def writes_what_is_empty(owen: Person) -> None:
    """Every section that is needed and still empty."""
    empty = owen.main.get_by_role("row").filter(has_text="Empty")
    needed = empty.filter(has_not_text="(optional)")
    while needed.count():
        needed.first.get_by_role("link").click()
        owen.types("Text", WROTE)
        owen.presses("Save R")
        owen.sees("is saved.")
        owen.follows("Report")


def sends_to_the_chair(owen: Person) -> None:
    """For amendments, quality assurance and sign-off (P9.2)."""
    owen.follows("Send it to the Chair")
    owen.sees("Judith Hathersby")
    owen.presses("Send version")
    owen.sees("The report is with the Chair.")


def amends(judith: Person, section: str) -> None:
    """The Chair writes in a section, and returns the report so (P9.2)."""
    judith.follows("Amend it and assure its quality")
    judith.main.get_by_text("Open a section to amend it").click()
    judith.follows(section)
    judith.types("Text", AMENDED)
    judith.presses("Save R")
    judith.follows("Report")
    judith.follows("Amend it and assure its quality")
    judith.types("What you amended, or want amended", "The mornings.")
    judith.presses("Return the amended report")


def assures_quality(judith: Person) -> None:
    """Each point met, but one, with its reason; then it may be circulated (P9.2)."""
    boxes = judith.main.get_by_role("checkbox")
    for box in boxes.all()[:-1]:
        box.check()
    judith.page.get_by_label("If not: why").last.fill("It is in hand today.")
    judith.chooses(
        "May this version be circulated?", "Yes, I sign it off for circulation"
    )
    judith.presses("Record my quality assurance")


def confirms_the_list(judith: Person, *people: str) -> None:
    """To whom it goes, the Chair says (P9.3)."""
    judith.sees(*people)
    judith.presses("Confirm this list")
    judith.sees("Confirmed. The Partnership Team sends it to them.")


def circulates(owen: Person, *people: str) -> None:
    """Exactly to the list that the Chair confirmed (P9.3)."""
    owen.follows("Circulate it")
    owen.sees(*people)
    owen.sees_nothing_of(CHILD)
    owen.presses("Send version")
    owen.sees("The report is circulated to the confirmed list.")


def signs_off(helene: Person, partner: str) -> None:
    """A senior officer signs off for a partner (R18)."""
    helene.follows("Sign off version")
    helene.chooses("For which partner", partner)
    helene.chooses("Do you agree with the report?", "Yes, I sign it off")
    helene.presses("Record what I say")
    helene.sees("Thank you. It is recorded")


def signs(judith: Person) -> None:
    """The whole text, read on a telephone, and the signature under it (P13.1)."""
    judith.follows("Sign it")
    judith.sees(AMENDED)
    judith.sees_nothing_of(CHILD, "Before it can be signed")
    judith.ticks("I confirm this statement")
    judith.presses("Sign version 1.0")
    judith.sees("Version 1.0 is signed", "Judith Hathersby")


def files_the_signed(priya: Person) -> None:
    """Word and PDF, in III (P13.2)."""
    priya.presses("File the signed report in III")
    priya.sees("The signed report is filed in III.")

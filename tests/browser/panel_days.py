"""What people do about the submission, its response and the end of the case, page by page."""

from tests.browser.house import moment
from tests.browser.person import Person
from tests.make import CHILD

EMAIL = (
    b"From: panel@panel.example\r\nTo: partnership.team@northmere-scp.example\r\n"
    b"Subject: %s\r\nContent-Type: text/plain\r\n\r\nDear Priya Ollerdale, thank you.\r\n"
)
RECEIVED, RESPONSE = EMAIL % b"We have it", EMAIL % b"Our response"
ANSWERED = "The report is clear about why."


def sees_what_is_missing(priya: Person) -> None:
    """The pre-flight names it, and leads to where it is done (P13.2)."""
    priya.sees("1 still missing", "It is not decided whether Ofsted is sent")
    priya.follows("It is not decided whether Ofsted")
    priya.chooses("Is Ofsted to be sent the report?", "No")
    priya.presses("Record the decision")
    priya.sees("The decision is recorded.", "Ready to be submitted")


def binds(priya: Person) -> bytes:
    """Report, record of the decision and covering letter in one file (P13.3)."""
    priya.sees_nothing_of(CHILD)
    priya.presses("Make the bundle")
    priya.sees("The bundle is made and filed in III.")
    return priya.opens_file("Download the bundle")


def submits(priya: Person) -> None:
    """Sent by hand, then recorded; the days count on both clocks (P13.3, P0.7)."""
    priya.follows("Record the submission")
    priya.sees("Day 14 of 15")
    priya.types("To which address or portal", "panel.submissions@panel.example")
    priya.chooses("How it was sent", "Secure e-mail")
    priya.presses("Record the submission")
    priya.sees("The submission is recorded.")


def files_the_acknowledgement(owen: Person) -> None:
    """That the Panel has it (S7)."""
    owen.follows("File the acknowledgement")
    owen.dates("When it came", moment(14, "15:30"))
    owen.attaches("File", "acknowledgement.eml", RECEIVED)
    owen.presses("File the acknowledgement")
    owen.sees("The acknowledgement is filed in III.")


def files_the_response(owen: Person) -> None:
    """What the Panel says of the review (P13.5)."""
    owen.follows("File the response")
    owen.chooses("Who answers", "National Panel")
    owen.dates("When it came", moment(24, "09:10"))
    owen.chooses("What it says", "Agrees with the decision")
    owen.types("What it says of the quality of the review", ANSWERED)
    owen.attaches("File", "response.eml", RESPONSE)
    owen.presses("File the response")
    owen.sees("The response is filed in III.")


def shares_the_response(owen: Person, *people: str) -> None:
    """With those who took part, each by name (P13.5)."""
    owen.follows("Share it")
    owen.sees(*people)
    owen.sees_nothing_of(CHILD)
    owen.presses("Share with the people ticked")
    owen.sees("The response is shared.")


def decides_what_follows(priya: Person) -> None:
    """Suggested, never filled in; the manager decides (P13.5)."""
    priya.follows("Decide what follows")
    priya.types("What follows", "The local review begins in January.")
    priya.presses("Record what follows")
    priya.sees("What follows is recorded.", "The local review begins in January.")


def finishes_the_action(owen: Person) -> None:
    """Done, and said how (P14.1)."""
    owen.follows("Record as done")
    owen.types("What was done", "Every first visit is recorded so.")
    owen.presses("Record as done")


def closes(priya: Person) -> None:
    """What is still open is looked at; who loses access is named (P14.5)."""
    priya.follows("Close this case")
    priya.sees("Whose access ends", "Matthias Dovecroft")
    priya.chooses("Is or was a child of this review looked after?", "No")
    priya.types("Why it is closed", "What is open is followed by the partnership.")
    priya.presses("Close")
    priya.sees("closed")

"""What the Partnership Team and the Chair do on days 1 to 6, page by page."""

from datetime import date

from tests.browser.house import moment
from tests.browser.person import Person
from tests.make import CHILD, LABEL

AGENCIES = ("Aldermoss Primary School", "Fellmoor Constabulary", "Northmere Children")


def opens_the_case(priya: Person) -> None:
    """The call comes, and is a case when the plan was seen (P1.1, P1.2)."""
    priya.follows("Open a case")
    priya.dates("When the Partnership was told", moment(1, "09:30"))
    priya.types("Who rang or wrote", "Rowan Fennimore")
    priya.chooses("How", "Telephone")
    priya.dates("When the incident was", moment(1, "07:10"))
    priya.types("What happened", "A fall from a window.")
    priya.types("Name", CHILD)
    priya.dates("Date of birth", date(2021, 5, 29))
    priya.dates("Information is asked for from", date(2024, 11, 4))
    priya.dates("Information is asked for until", date(2026, 11, 4))
    priya.presses("Show the plan")
    priya.sees("The plan, if you open it now")
    priya.presses("Open the case")
    priya.sees("Day 1 of 15", "Wednesday 4 November 2026", LABEL, "BN, age 5")


def begins(priya: Person) -> None:
    """Dates with the Chair, the group told, agencies chosen (P1.4, P1.7, P1.8)."""
    priya.follows("Set timescales with the Chair")
    priya.types("Agreed with", "Judith Hathersby")
    priya.dates("Hold the Rapid Review meeting", moment(8, "10:00"))
    priya.dates("Hold the meeting with the AD/DCS", moment(13, "09:00"))
    priya.presses("Set these timescales")
    priya.follows("Tell the JCR Group")
    priya.presses("Show the letter")
    priya.sees("Who gets it", "Matthias Dovecroft")
    priya.sees_nothing_of(CHILD)
    priya.presses("Tell 3 people")
    priya.follows("Confirm which agencies are asked")
    priya.ticks(*AGENCIES)
    priya.presses("Choose these agencies")
    priya.sees("Chosen: 3")


def names_people(priya: Person) -> None:
    """Who takes part beside the standing team (P0.4, P1.6)."""
    priya.follows("Overview")
    priya.follows("Confirm the senior officers")
    priya.ticks("Helene Wintersea")
    priya.presses("Confirm the senior officers")
    priya.follows("Name the minute-taker")
    priya.selects("Who takes the minutes", "Miriam Stellbrook")
    priya.presses("Name the minute-taker")
    priya.follows("People")
    priya.follows("Give somebody a role")
    priya.selects("Who", "Nadia Underhay")
    priya.chooses("In which role", "Independent scrutineer")
    priya.presses("Give this role")


def invites(owen: Person) -> None:
    """The group is invited ahead of the SIN (P1.6)."""
    owen.follows("Overview")
    owen.follows("Send the invitations")
    owen.types("Where", "Lantern House, Room 4, or by the link in the calendar")
    owen.presses("Show the letter")
    owen.sees_nothing_of(CHILD)
    owen.presses("Send ")


def records_the_sin(priya: Person) -> None:
    """Children's Social Care has notified; from here the Panel counts (P1.2, P1.5)."""
    priya.follows("Overview")
    priya.follows("Serious Incident Notification")
    priya.follows("Record the SIN")
    priya.chooses("What came of the intention", "Submitted, review required")
    priya.dates("When it was submitted", moment(3, "09:20"))
    priya.types("Who told you, at Children’s Social Care", "Rowan Fennimore")
    priya.types("Reference of the SIN", "SIN-2026-0417")
    priya.presses("Record")


def begins_the_report(owen: Person) -> None:
    """The sections are filled from the accepted returns on Day 6 (P6.3)."""
    owen.presses("Begin the report")
    owen.sees("Version 0.1")
    owen.sees_nothing_of(CHILD)


def sends_requests(owen: Person) -> None:
    """Exactly who gets which letter is seen first (P1.10)."""
    owen.follows(LABEL)
    owen.follows("Send information scoping forms")
    owen.presses("See who gets which letter")
    owen.sees("Sam Hollinfare", "Tuesday 10 November 2026, 17:00")
    owen.presses("Send 3 requests")
    owen.sees("3 requests were sent.", "3 asked", "0 in")


def checks(owen: Person, agency: str, *, nil: bool = False) -> None:
    """The first check, its four outcomes, and the share with the Chair (P2.2, P2.4)."""
    owen.follows(agency)
    owen.chooses("Does it hold sufficient information?", "Sufficient")
    owen.chooses("Are the dates adequate?", "Not applicable" if nil else "Adequate")
    owen.chooses(
        "Is there analysis: why, and what it meant for the child?",
        "Not applicable: a nil return" if nil else "Yes",
    )
    owen.chooses("Has a senior manager signed to confirm the quality?", "Yes")
    owen.presses("Record check")
    owen.follows("Share with the Chair")
    owen.sees("Judith Hathersby", "The letter they will get")
    owen.presses("Share with")
    owen.sees("Shared with the Chair")


def comments(judith: Person, agency: str, words: str) -> None:
    """The Chair reads a return that was shared, and says what is missing (P2.4)."""
    judith.follows(agency)
    judith.sees("Shared")
    judith.types("Your comment", words)
    judith.presses("Send comment")
    judith.sees("Your comment is with the Partnership Team.")


def accepts(priya: Person, agency: str) -> None:
    """The manager's final decision (P2.5)."""
    priya.follows(agency)
    priya.follows("Accept")
    priya.types(
        "Reason", "Read with the Chair; what is thin will be asked at the meeting."
    )
    priya.presses("Accept return")
    priya.sees("Accepted")


def sends_back(priya: Person, agency: str, code: str, words: str) -> None:
    """Back to the agency with one question, its representative copied (P2.6)."""
    priya.follows(agency)
    priya.follows("Send back")
    for box in priya.main.get_by_role("checkbox", name="Ask this").all():
        box.uncheck()
    last = priya.main.locator("fieldset.rr-asked").last
    last.get_by_label("Ask this").check()
    last.get_by_label("Question", exact=True).fill(code)
    last.get_by_label("What is missing").fill(words)
    priya.sees("Matthias Dovecroft")
    priya.presses("Send back and copy the representative")
    priya.sees("Sent back to", "round 2")


def gives_go_ahead(judith: Person) -> None:
    """The Chair decides that the group reads on without a return (4.2 s)."""
    judith.sees("Not in the pack (1)", "Northmere Children")
    judith.types("Reason", "The group cannot wait; it will be told at the meeting.")
    judith.presses("Record my go-ahead")
    judith.sees("Your go-ahead is recorded.")


def releases_the_pack(priya: Person) -> None:
    """Made, then released to each member of the group by name (P6.1, P6.2)."""
    priya.presses("Make pack, version 1")
    priya.sees("Look at version 1 (PDF)")
    priya.follows("Release it")
    priya.sees("The letter each of them will get", "Matthias Dovecroft")
    priya.presses("Release to the people ticked")
    priya.sees("The pack is released.", "Day 6 of 15")


def entries(person: Person) -> int:
    """How many entries the Daily Log has, as its page says."""
    person.follows("Daily Log")
    return int(person.main.get_by_text("newest first").inner_text().split()[0])

"""What people do about the meetings, on days 7 to 9 and 13, page by page."""

from datetime import date, datetime

from rapidreview.procedure.criteria import NO, QUESTIONS, YES
from rapidreview.procedure.vocabulary import Partner
from tests.browser.house import moment
from tests.browser.person import Person
from tests.make import CHILD

CAME = ("Judith Hathersby", "Helene Wintersea", "Matthias Dovecroft", "Nadia Underhay")
SAFETY = f"{CHILD} is in hospital and safe. His aunt looks after the brother."
LEARNED = "Nobody asked the child. The school nurse wrote down what she saw, at once."
ANSWERS = {YES: "Yes", NO: "No"}
YESES = ("reg11_a", "reg11_c", "local_review")


def prepares(owen: Person) -> None:
    """The place, who is in the room, and the agenda with the guidance (P7.1, P7.3)."""
    owen.follows("Prepare the meeting")
    owen.sees("Friday 13 November", *CAME, "Miriam Stellbrook")
    owen.types("Where", "By video, with a room at Lantern House")
    owen.presses("Prepare the meeting")
    owen.follows("Send the agenda")
    owen.sees("Matthias Dovecroft", "3. Immediate safety")
    owen.sees_nothing_of(CHILD)
    owen.presses("Send it to")
    owen.sees("The agenda is sent, with the guidance.")


def minutes_it(miriam: Person) -> None:
    """Who came and what was said, on a telephone; immediate safety first (P7.2)."""
    miriam.follows("Open the meeting")
    miriam.selects("Victor Aldersyke: did they come?", "Apologies")
    miriam.types("Victor Aldersyke: deputy", "Rosalind Thorpewick")
    miriam.types(
        "Victor Aldersyke: deputy’s seniority: may they decide?", "Head of service: yes"
    )
    miriam.types("M3. Immediate safety", SAFETY)
    miriam.types("M9. Good practice and learning", LEARNED)
    miriam.presses("Save, and mark everybody else present")
    miriam.sees("Saved.", "7 present, 1 apologies")


def agrees_an_action(miriam: Person) -> None:
    """With owner, date and how one will see that it helped (M21)."""
    miriam.presses("Save and add an action")
    miriam.types("What is to be done", "Ask each child alone at the first visit.")
    miriam.chooses("How wide it reaches", "Multi-agency")
    miriam.selects("Owner, if they work on this case", "Helene Wintersea")
    miriam.dates("Due", date(2026, 12, 18))
    miriam.types(
        "How one will see that it made a difference", "Ten files are read in March."
    )
    miriam.presses("Agree this action")
    miriam.sees("Agreed at this meeting (1)")
    miriam.follows("Rapid Review meeting")


def walks_through(judith: Person) -> None:
    """Every criterion with its reason, typed by the Chair (P7.2)."""
    judith.follows("Notes and decisions")
    judith.follows("Walk through the criteria")
    for one in QUESTIONS:
        if not one.sort.answers:
            judith.types(one.words, "As the meeting said.")
            continue
        _answer(judith, one.code, YES if one.code in YESES else NO)
    judith.presses("Record the walk-through")
    judith.sees("The criteria are walked through.", "View: Local authority")


def _answer(judith: Person, code: str, answer: str) -> None:
    """Questions of both regulations are worded alike, so they are found by their boxes."""
    judith.main.locator(f"[name=answer_{code}][value={answer}]").check()
    judith.main.locator(f"[name=reason_{code}]").fill(f"The meeting found so: {code}.")


def hears_the_partners(judith: Person) -> None:
    """Two agree; the police dissent, in their own words (M20)."""
    for partner in Partner:
        dissents = partner is Partner.POLICE
        judith.sees(f"View: {partner.words}")
        judith.chooses(
            "Does the partner agree with the decision?",
            "Dissents" if dissents else "Agrees",
        )
        if dissents:
            judith.types("In the partner’s own words", "We would have waited.")
        judith.types("Who speaks for the partner", f"For the {partner.words}")
        judith.presses("Record the view")
    judith.sees("We would have waited.")


def decides_on_the_executives(judith: Person) -> None:
    """The AD/DCS are to meet before submission (P1.15)."""
    judith.follows("Decide")
    judith.chooses(
        "Is a meeting with the AD/DCS required before submission?",
        "Yes, it is required",
    )
    judith.types("Reason", "They can change visits at once.")
    judith.types("Decided with", "The three statutory partners")
    judith.presses("Record the decision")
    judith.sees("Decided. Those who act on it are told.")


def approves_and_closes(miriam: Person) -> None:
    """The group approves the content; the close begins the 24 hours (P7.4, P0.5)."""
    miriam.presses("Save and approve")
    miriam.types("Corrections the group asks for", "The aunt is called by her label.")
    miriam.presses("Record the approval")
    miriam.presses("Save and close the meeting")
    miriam.sees_nothing_of("Needed before it can close")
    miriam.dates("Closed at", moment(8, "12:40"))
    miriam.chooses("Was the quorum met?", "Yes")
    miriam.types("Who was missing, or what else", "All three partners were heard.")
    miriam.types("Minute-taker", "Miriam Stellbrook")
    miriam.presses("Close the meeting")
    miriam.sees("The meeting is closed.")


def files_the_minutes(miriam: Person) -> None:
    """Read as a draft, with labels for names, then filed (P7.5)."""
    miriam.follows("Look at the draft minutes")
    miriam.sees(LEARNED, "We would have waited.", "Rosalind Thorpewick")
    miriam.sees_nothing_of(CHILD)
    miriam.presses("File the minutes in II")
    miriam.sees("Version 1", "Not circulated")


def calls_the_executives(priya: Person) -> None:
    """When, where and who (P1.16)."""
    priya.follows("Call the meeting")
    priya.types("Where", "The Director’s room")
    priya.sees("Dana Quillmere")
    priya.sees_nothing_of(CHILD)
    priya.presses("Call the meeting")
    priya.sees("The meeting is called. Everybody is invited.")


def holds_the_executives(miriam: Person, closed_at: datetime) -> None:
    """What was presented and agreed; then its minutes, to those who were there (P1.16)."""
    miriam.follows("Record the meeting")
    miriam.dates("Closed at", closed_at)
    miriam.types("What was presented", "What the review found about first visits.")
    miriam.types("What was agreed", "Visits are supervised from Monday.")
    miriam.presses("Record the meeting")
    miriam.follows("Look at the draft minutes")
    miriam.presses("File the minutes in II")
    miriam.follows("Circulate them")
    miriam.sees("Dana Quillmere")
    miriam.presses("Circulate to the people ticked")


def reads_minutes(person: Person) -> bytes:
    """Somebody who was given minutes opens them, as a PDF."""
    person.sees("Minutes you were given")
    return person.opens_file("open as PDF")

"""What people of an agency do: no account, only a link in a letter, and a code."""

import re

from playwright.sync_api import Locator

from tests.browser.person import Person

SECTIONS = ("Your agency and this request", "The child or children")
STATEMENTS = ("Records", "Dates", "Analysis", "Nothing")
QUESTIONS = "fieldset:has(input[type=radio], input[type=checkbox]), select, input[type=text], textarea"
CODE = re.compile(r"\b(\d{4} \d{4})\b")
SAID = (
    "The records show what staff saw, whom they told, and why they decided as they did on "
    "that day; it mattered to the child because the adults who could have helped listened "
    "late, and nobody asked what the mornings were like. This is what we say of"
)


def letter(owen: Person, subject: str, to: str) -> str:
    """The newest letter with this subject to this person, as the Team's page shows it."""
    owen.follows("Letters")
    row = owen.main.get_by_role("row").filter(has_text=to).filter(has_text=subject)
    owen.clicks(row.first.get_by_role("link"))
    return owen.main.inner_text()


def link_in(text: str) -> str:
    """The link in a letter."""
    return re.findall(r"https?://\S+/(?:answer|sign)/\S+", text)[0]


def enters(author: Person, owen: Person, link: str, name: str) -> None:
    """Link, code, form; the code comes by another letter (P1.10)."""
    assert author.goes_to(link) == 200
    author.sees_nothing_of("Nettlecombe")
    author.presses("Send code")
    found = CODE.search(letter(owen, "Your code", name))
    assert found
    author.types("Enter the code from our e-mail", found[1])
    author.presses("Open the form")


def answers(author: Person, **given: str) -> None:
    """One section: every empty box is filled, ``given`` by code, and it is saved."""
    for box in author.main.locator(QUESTIONS).all():
        _answer(author, box, given)
    author.presses("Save and continue")


def _answer(author: Person, box: Locator, given: dict[str, str]) -> None:
    """In the order of the page, as a person comes to them."""
    kind = box.evaluate("box => box.tagName.toLowerCase()")
    if kind == "select":
        author.picks(box, 1)
    elif kind in {"input", "textarea"}:
        _fill(author, box, given, short=kind == "input")
    elif box.get_by_role("radio").count():
        _choose(author, box, given)
    elif box.get_by_role("checkbox").count():
        author.marks(box.get_by_role("checkbox").last)


def _choose(author: Person, group: Locator, given: dict[str, str]) -> None:
    code = group.get_by_role("radio").first.get_attribute("name") or ""
    usual = group.locator(
        "input[value=no], input[value=No], input[value='no religion']"
    )
    wanted = group.locator(f"input[value='{given[code]}']") if code in given else usual
    author.marks((wanted if wanted.count() else group.get_by_role("radio")).first)


def _fill(author: Person, box: Locator, given: dict[str, str], *, short: bool) -> None:
    code = box.get_attribute("name") or ""
    if code in given:
        author.writes(box, given[code])
    elif not box.input_value() and not code.endswith("-more"):
        words = f"As recorded, {code}" if short else f"{SAID} {code}."
        author.writes(box, words)


def begins(author: Person) -> None:
    """The one question before the form, and its first section (P1.10)."""
    author.presses("I will write this return")
    author.follows("Your agency and this request")
    answers(
        author,
        **{"A14": "yes", "A4-name": "Sam Hollinfare", "A5-name": "Grace Merribeck"},
    )


def hands_over(author: Person, name: str, email: str) -> None:
    """A colleague is to write it; this link is dead afterwards (P1.10)."""
    author.follows("Back to the list")
    author.follows("Hand the form over to a colleague")
    author.types("Name", name)
    author.types("E-mail address", email)
    author.presses("Hand it over")
    author.sees("Your colleague has a link of their own now")


def gives_back(signer: Person, comment: str) -> None:
    """Nothing is signed; the author sees why (P1.11)."""
    signer.follows("return it with a comment")
    signer.types("What should the author look at again?", comment)
    signer.presses("Return it with this comment")
    signer.sees("Nothing was signed")


def passes_on(signer: Person, name: str, email: str) -> None:
    """Another senior manager is to sign (P1.11)."""
    signer.follows("pass it to another senior manager")
    signer.types("Name", name)
    signer.types("Role", "Superintendent")
    signer.types("E-mail address", email)
    signer.presses("Pass it to them")
    signer.sees("Your colleague has a link of their own now")


def writes_all(author: Person) -> None:
    """Every section of the form, and one entry of the chronology (P1.10, P1.11)."""
    begins(author)
    writes_the_rest(author)


def writes_the_rest(author: Person) -> None:
    """From the second section to the last page."""
    answers(author, B4_1="", B3_1="29 May 2021")
    answers(author, C3_1="about 1990", C9="yes")
    answers(author, D5a_1="May 2025")
    author.types("Row 1, Date", "12 May 2025")
    author.types("Row 1, Where this comes from", "Safeguarding file")
    author.types("Row 1, Who it is about", "the child")
    author.types("Row 1, What happened", "Came to school without breakfast.")
    author.presses("Save and continue")
    answers(author)
    answers(author, G1="no", G6="")
    answers(author)
    author.follows("Nothing more to attach")


def sends_to(author: Person, manager: str, email: str) -> None:
    """The finished form goes to a senior manager, and is locked (P1.11)."""
    author.types("Senior manager’s name", manager)
    author.types("Their role", "Head teacher")
    author.types("Their e-mail address", email)
    author.presses("Send to the senior manager")
    author.sees("With the senior manager", manager)


def signs(signer: Person, owen: Person, manager: str) -> str:
    """Who did not write it reads and signs behind a link of their own (P1.11)."""
    told = letter(owen, "For you to sign", manager)
    enters(signer, owen, link_in(told), manager)
    signer.sees("exactly as it will be sent", "Your signature")
    signer.ticks(*STATEMENTS)
    signer.presses("Sign and send")
    signer.sees("Signed and sent", "The text we hold is the text that was signed.")
    return signer.main.locator(".govuk-panel__body strong").inner_text()


def says_nil(author: Person) -> None:
    """A nil return: where one looked, and that nothing was found; no script is needed."""
    author.presses("I will write this return")
    author.follows("Your agency and this request")
    answers(author, **{"A14": "no", "A4-name": "Sam of POL", "A5-name": "Grace of POL"})
    author.sees("Saved")
    author.follows("Back to the list")
    author.follows("The child or children")
    while "Save and continue" in author.main.inner_text():
        answers(author, G1="no")
    author.follows("Nothing more to attach")


def mends(author: Person, section: str, **given: str) -> None:
    """Round 2: only what was asked again is written anew."""
    author.sees("We ask you again about 1 question")
    author.follows(section)
    author.sees("Asked again because")
    answers(author, **given)
    author.follows("Back to the list")
    author.follows("Check and send")

"""A good return for the tests of findings, and what is seen when it is changed."""

from datetime import date

from rapidreview.evidence.answers import Answers
from rapidreview.evidence.finding import ChildAsked, Context
from rapidreview.evidence.findings import find
from rapidreview.evidence.form import needed_codes
from rapidreview.evidence.telling import NARRATIVE

LONG = "Staff saw it and acted because it mattered to the child, " * 6
NELO = ChildAsked("Nelo Marvane", ("Nelo Tellavo",), date(2021, 5, 29))
CONTEXT = Context(today=date(2026, 11, 6), author="Sam Netherlane", children=(NELO,))
ROW = {"E1": "3 May 2025", "E5": "Log", "E6": "Nelo Marvane", "E7": "Seen."}
LATER = {**ROW, "E1": "4 May 2025"}
VOICE = "The child said that he liked toast and school. " * 6
IDENTITY = "Letters were in English; nobody asked what race or faith meant here. " * 4
SIGNED = {"J2": "Grace M", "J3": "Director", "J4": "signed", "J5": "6 November 2026"}


def good_answers(**changes: str) -> dict[str, str]:
    """A return that raises nothing, with some answers changed."""
    values = {code: f"{code} is answered" for code in needed_codes({}, 1)}
    values |= {code: f"{code}. {LONG}" for code in NARRATIVE}
    values |= {"A14": "yes", "G1": "no", "C9": "yes\nBoth are well"}
    values |= {
        "B1_1": "Nelo Marvane",
        "B3_1": "29 May 2021",
        "D5a_1": "May 2025",
        "C2_1": "father",
    }
    values |= {"F5": VOICE, "F6": IDENTITY}
    return {**values, **SIGNED, **changes}


def seen(*rows: dict[str, str], **changes: str) -> list[tuple[str, str]]:
    """The findings in a good return with other rows or answers: code and place."""
    return seen_in(CONTEXT, *rows, **changes)


def seen_in(
    context: Context, /, *rows: dict[str, str], **changes: str
) -> list[tuple[str, str]]:
    """The same, for another request, author or signature."""
    answers = Answers(good_answers(**changes), rows or (ROW,))
    return [(finding.code, finding.place) for finding in find(answers, context)]

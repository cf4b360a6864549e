"""What about a Word form, once read, is not as it was asked for: another child, another version.

Another request's or another agency's form is refused before anything is read from it.
"""

from datetime import date

from rapidreview.evidence.answers import Answers
from rapidreview.evidence.finding import ChildAsked
from rapidreview.evidence.form import Repeat
from rapidreview.evidence.request_checks import check_children
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.prefilled import subjects


def notices_of(agency_return: AgencyReturn) -> list[str]:
    """Sentences for whoever chose the file; the first check finds the same (QC18, QC28)."""
    answers = draft_of(agency_return)
    asked = children_asked(agency_return, answers)
    told = [another_version(agency_return)]
    told += [found.words for found in check_children(answers, asked)]
    return [words for words in told if words]


def another_version(agency_return: AgencyReturn) -> str:
    """Why a Word form that was read is not the one that was sent; empty if it is."""
    read, asked = agency_return.read_version, agency_return.form_version
    if not read or read == asked:
        return ""
    return f"The return came on version {read} of the form; we sent version {asked}."


def children_asked(
    agency_return: AgencyReturn, answers: Answers
) -> tuple[ChildAsked, ...]:
    """The children the review is about, and as many more of the case as the return speaks of.

    A brother or sister whom the case knows may stand in a return, and need not.
    """
    case = agency_return.case
    least = len(subjects(case))
    known = sorted(case.children.all(), key=lambda one: not one.is_subject)
    return tuple(
        ChildAsked(
            child.name,
            tuple(filter(None, map(str.strip, child.other_names.splitlines()))),
            date.fromisoformat(child.born) if child.born else None,
        )
        for child in known[: max(least, answers.count(Repeat.CHILD))]
    )

"""A case that Priya closes, as she may, with what is still open in it."""

from rapidreview.case.models import Case
from rapidreview.dailylog.facts import case_facts
from rapidreview.retention.checklist import closing_checklist
from rapidreview.retention.closing import close_case
from rapidreview.retention.models import Closing
from tests import make
from tests.cast import Cast

AT = make.later(days=60)
WHY = "The Panel agrees; what is open is followed in the yearly report."


def close(case: Case, cast: Cast, **given: object) -> Closing:
    """Closed at AT for WHY, unless told otherwise."""
    first = {"reason": WHY, "by": cast.actor("priya"), "at": AT}
    return close_case(case, **first | given)


def checks(case: Case) -> dict[str, list[str]]:
    """What is still open at AT, under what is looked at."""
    found = closing_checklist(case, case_facts(case), AT)
    return {one.words: [item.words for item in one.open] for one in found}

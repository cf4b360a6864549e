"""Where one can go: the main navigation, and that of a case."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from rapidreview.door.requests import CaseRequest
from rapidreview.procedure.vocabulary import Deed


@dataclass(frozen=True, slots=True)
class Place:
    """A link of a navigation; ``here`` where the page stands."""

    words: str
    url: str
    here: bool


MAIN = (
    ("My day", "my_day"),
    ("Cases", "cases"),
    ("Partnership", "partnerships"),
    ("Procedure", "procedure_page"),
)
OF_A_CASE = (
    ("Overview", "case", Deed.SEE_CASE),
    ("Timeline", "timeline", Deed.SEE_CASE),
    ("Agencies and returns", "checklist", Deed.SEE_CHECKLIST),
    ("Pack", "collation", Deed.SEE_PACK),
    ("Meetings", "meetings", Deed.SEE_MEETINGS),
    ("Report", "report", Deed.SEE_REPORT),
    ("Actions", "actions", Deed.SEE_ACTIONS),
    ("Submission", "submission", Deed.SEE_SUBMISSION),
    ("Documents", "documents", Deed.SEE_FOLDER),
    ("Daily Log", "daily_log", Deed.SEE_LOG),
    ("People", "people", Deed.SEE_PEOPLE),
    ("Letters", "outbox", Deed.SEE_OUTBOX),
)


def places_for(request: HttpRequest) -> list[Place]:
    """The main navigation."""
    return [
        Place(words, reverse(name), request.path == reverse(name))
        for words, name in MAIN
    ]


def places_of_case(request: CaseRequest) -> list[Place]:
    """The navigation of a case: only what this person may open now."""
    return [
        Place(words, url, request.path == url)
        for words, name, deed in OF_A_CASE
        if request.may(deed)
        and (url := reverse(name, kwargs={"case_id": request.case.pk}))
    ]

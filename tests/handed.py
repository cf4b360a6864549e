"""A review that leads to a local review: the Panel suggests one, the package is made."""

from datetime import timedelta

from rapidreview.case.models import Case
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.handing_on import actions
from rapidreview.handing_on.local_review import offered
from rapidreview.handing_on.models import HandOver
from rapidreview.procedure.vocabulary import Subfolder
from tests import make
from tests.cast import Cast
from tests.submitted import ANSWERED_AT, answered

MADE_AT = ANSWERED_AT + timedelta(hours=2)
HANDED_AT = MADE_AT + timedelta(hours=3)
RECEIVED_AT = HANDED_AT + timedelta(minutes=20)
REVIEWER = {"to_name": "Rosalind Merrowby", "to_role": "lead reviewer"}


def suggested(cast: Cast) -> Case:
    """The Panel suggests a local review; a request with an address lies in the folder."""
    case = answered(cast, view="local_review", queries="").case
    sort = Document.Sort.REQUEST
    make.document(case, cast, title="Request with an address", sort=sort)
    return case


def packaged(cast: Cast, **changed: object) -> HandOver:
    """The package, made by Priya two hours after the response."""
    case = suggested(cast)
    return package(case, cast, papers=offered(case), **changed)


def package(
    case: Case, cast: Cast, *, papers: list[DocumentVersion], **changed: object
) -> HandOver:
    """A package of these papers."""
    given = {**REVIEWER, "questions": "", "parallel": "", "at": MADE_AT, **changed}
    return actions.make_package(case, papers=papers, by=cast.actor("priya"), **given)


def handed(cast: Cast) -> HandOver:
    """The package, handed over by hand three hours later."""
    return actions.hand_over(
        packaged(cast),
        handed_at=HANDED_AT,
        channel="By hand",
        by=cast.actor("priya"),
        at=HANDED_AT,
    )


def minutes_with(case: Case, cast: Cast, title: str) -> DocumentVersion:
    """A paper in II that is handed on."""
    sort = Document.Sort.MINUTES
    return make.document(case, cast, title=title, sort=sort, subfolder=Subfolder.II)

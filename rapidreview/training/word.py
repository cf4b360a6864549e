"""A completed Word form, as an agency of the story would send it by e-mail."""

from datetime import datetime

from rapidreview.casefolder.uploads import Upload, accept
from rapidreview.evidence.answers import Answers
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.word import written_form
from rapidreview.training.returns import TrainingReturn


def completed_form(
    agency_return: AgencyReturn, told: TrainingReturn, *, at: datetime
) -> Upload:
    """The form with what the agency wrote, over what the Partnership had filled in."""
    draft = draft_of(agency_return)
    answers = Answers(
        values={**draft.values, **told.answers_as_received},
        children=told.children,
        rows=told.rows,
    )
    data = written_form(agency_return, answers, at=at, child_details=True)
    return accept(data, f"scoping-form-{told.agency.lower()}.docx")

"""A letter as it will be, to be read before it is sent (screens, 1.7)."""

from datetime import datetime

from rapidreview.case.access import holders
from rapidreview.case.models import Case
from rapidreview.door.requests import PageRequest
from rapidreview.mail.words import Words, render
from rapidreview.people.models import User
from rapidreview.planning.spoken import spoken
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.vocabulary import Role

EACH = "(each name)"
MEETING = "rapid_review_meeting"
INVITED = (
    Role.JCR_CHAIR,
    Role.JCR_VICE_CHAIR,
    Role.JCR_MEMBER,
    Role.SENIOR_OFFICER,
    Role.SCRUTINEER,
)


def invited(case: Case, *, at: datetime) -> list[User]:
    """Who is invited to the Rapid Review meeting: the JCR Group with its Chair and vice chair,
    the partners' senior officers, without whom there is no quorum, and the scrutineer."""
    return holders(case, *INVITED, at=at)


def invitation_preview(case: Case, facts: CaseFacts, *, place: str) -> Words | None:
    """The invitation; None while the date of the meeting is not agreed."""
    starts_at = facts.agreed.get((MEETING, None))
    if starts_at is None:
        return None
    return preview(
        "invitation",
        case,
        when=spoken(starts_at),
        place=place or "(the place that you enter)",
        guidance=case.guidance,
        before="",
    )


def preview(kind: str, case: Case, **words: str) -> Words:
    """Any letter without a link, with a stand-in for the name."""
    values: dict[str, object] = {
        "partnership": case.partnership,
        "reference": case.reference,
        "name": EACH,
        **words,
    }
    return render(kind, values)


def was_shown(request: PageRequest, name: str) -> bool:
    """Whether the letter was shown with exactly the words that are sent now."""
    return request.POST.get("shown") == request.POST.get(name, "")

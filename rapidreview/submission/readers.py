"""Who may be given a response, who has it, and what somebody was given (P13.5)."""

from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.casefolder.models import DocumentVersion, Release
from rapidreview.collation import readers
from rapidreview.collation.readers import THE_GROUP, PackReader
from rapidreview.people.models import User
from rapidreview.procedure.vocabulary import Role
from rapidreview.submission.models import Response

TOLD = (*THE_GROUP, Role.SENIOR_OFFICER)


def recipients_for(case: Case, *, at: datetime) -> list[PackReader]:
    """The Chair, the group and the senior officers, each once, by role and name."""
    return readers.recipients_for(case, at=at, roles=TOLD)


def have_it(version: DocumentVersion) -> list[User]:
    """Who has been given this version and has it still."""
    live = version.releases.filter(withdrawn_at__isnull=True).select_related("user")
    return [one.user for one in live]


def responses_for(case: Case, user: User) -> list[Response]:
    """The responses that this person was given."""
    mine = Release.objects.filter(case=case, user=user, withdrawn_at__isnull=True)
    given = Response.objects.filter(case=case, document__in=mine.values("version"))
    return list(given.select_related("case", "document__case"))

"""Who may be given a response, who has it, and what somebody was given (P13.5)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from rapidreview.case.models import Case
from rapidreview.casefolder.models import DocumentVersion, Release
from rapidreview.collation import readers
from rapidreview.collation.readers import THE_GROUP, PackReader
from rapidreview.people.models import User
from rapidreview.procedure.vocabulary import Role
from rapidreview.submission.models import Response, Submission

TOLD = (*THE_GROUP, Role.SENIOR_OFFICER)
# Who reads the record itself (f); others find what was given to them.
OF_THE_RECORD = frozenset({Role.SENIOR_OFFICER, Role.SCRUTINEER})


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


def may_read_record(roles: Collection[Role]) -> bool:
    """Whether somebody outside the Team reads when and how the report was sent."""
    return not OF_THE_RECORD.isdisjoint(roles)


def paper_on(case: Case, version_id: UUID) -> DocumentVersion | None:
    """A paper of this stage: a bundle, an acknowledgement, a response, our answer to it."""
    sent, came = (
        Submission.objects.filter(case=case),
        Response.objects.filter(case=case),
    )
    of_ours = (
        Q(pk__in=sent.values("bundle"))
        | Q(pk__in=sent.values("acknowledgement"))
        | Q(pk__in=came.values("document"))
        | Q(pk__in=came.values("answer"))
    )
    rows = DocumentVersion.objects.select_related("case").filter(of_ours, case=case)
    return rows.filter(pk=version_id).first()


def was_given(version: DocumentVersion, user: User) -> bool:
    """Whether this person has it now."""
    return version.releases.filter(user=user, withdrawn_at__isnull=True).exists()

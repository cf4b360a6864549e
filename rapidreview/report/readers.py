"""Who may be given the report, who has which version of it (P7.6, P9.3; handbook, section 8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rapidreview.case.access import held_at
from rapidreview.case.models import Case
from rapidreview.casefolder.models import Release
from rapidreview.collation.readers import THE_GROUP
from rapidreview.people.models import User
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Partner, Role
from rapidreview.report.models import Circulation, ReportVersion

IN_ORDER = (*THE_GROUP, Role.SENIOR_OFFICER, Role.EXECUTIVE_LEADER)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody the report may go to; ``usual`` where it goes to them unless unticked."""

    user: User
    role: Role
    why: str

    @property
    def usual(self) -> bool:
        """The JCR Group and the named senior officers (4.2 l)."""
        return self.role is not Role.EXECUTIVE_LEADER


def group_of(case: Case, *, at: datetime) -> list[Reader]:
    """The JCR Group and the Chair: to whom the minutes go with the report (P7.6)."""
    return _readers(case, THE_GROUP, at)


def choosable(case: Case, facts: CaseFacts, *, at: datetime) -> list[Reader]:
    """To whom the Chair may confirm that the report goes (P9.3).

    Executive leaders can be chosen once a meeting with them is required (P1.16).
    """
    required = facts.has(LogKind.EXECUTIVE_MEETING_REQUIRED)
    roles = IN_ORDER if required else IN_ORDER[:-1]
    return _readers(case, roles, at)


def versions_for(case: Case, user: User) -> list[ReportVersion]:
    """The versions that this person was given, newest first."""
    mine = Release.objects.filter(case=case, user=user, withdrawn_at__isnull=True)
    given = ReportVersion.objects.filter(case=case, pdf__in=mine.values("version"))
    return list(given.select_related("case", "word", "pdf").order_by("-order"))


def to_sign_off(versions: Sequence[ReportVersion]) -> ReportVersion | None:
    """The newest draft of these that was circulated: the one partners sign off (R18)."""
    circulated = Circulation.objects.filter(
        version__in=versions,
        circulated_at__isnull=False,
        version__signature__isnull=True,
    )
    sent = set(circulated.values_list("version_id", flat=True))
    return next((one for one in versions if one.pk in sent), None)


def partners_left(version: ReportVersion) -> list[Partner]:
    """The partners that have not signed this version off."""
    given = set(version.sign_offs.values_list("partner", flat=True))
    return [one for one in Partner if one.value not in given]


def _readers(case: Case, roles: tuple[Role, ...], at: datetime) -> list[Reader]:
    held = case.appointments.filter(held_at(at), role__in=roles).select_related(
        "user", "agency"
    )
    in_order = sorted(
        held, key=lambda one: (roles.index(Role(one.role)), one.user.name)
    )
    found: dict[UUID, Reader] = {}
    for one in in_order:
        role = Role(one.role)
        agency = f", {one.agency.name}" if one.agency else ""
        found.setdefault(one.user_id, Reader(one.user, role, role.words + agency))
    return list(found.values())

"""Which duties somebody sees: of what an agency sends back, its own until the pack is out.

Who may see neither checklist nor folder learns nothing of another agency's return: not
that it was asked, nor that it came (handbook, section 8 and domain 6d).
"""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from rapidreview.case.access import held_at
from rapidreview.case.models import Appointment, Case
from rapidreview.door.requests import CaseRequest
from rapidreview.people.models import Agency
from rapidreview.procedure.duties import Duty
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.permissions import may
from rapidreview.procedure.vocabulary import Deed, Role
from rapidreview.scoping.models import AgencyReturn


def sees_every_agency(roles: Collection[Role], done: Collection[LogKind]) -> bool:
    """Whether the returns of all agencies, and how they stand, are theirs to see."""
    return any(may(roles, one, done) for one in (Deed.SEE_CHECKLIST, Deed.SEE_FOLDER))


def without_others(duties: Iterable[Duty], others: Collection[str]) -> list[Duty]:
    """The duties but for those about one of ``others``."""
    return [one for one in duties if one.subject not in others]


def hidden_from(request: CaseRequest) -> set[str]:
    """What a duty may be about that this reader does not see; empty for the Team."""
    if sees_every_agency(request.roles, request.facts.kinds):
        return set()
    held = Appointment.objects.filter(
        held_at(request.at), case=request.case, user=request.user
    )
    own = set(held.values_list("agency_id", flat=True))
    return others_on({request.case: own})[request.case.pk]


def others_on(own: Mapping[Case, Collection[UUID | None]]) -> dict[UUID, set[str]]:
    """For each case the agencies that are not the reader's own there, their requests and returns."""
    agencies = Agency.objects.filter(
        partnership__in={one.partnership_id for one in own}
    ).values_list("pk", "partnership_id")
    found = {
        case.pk: {
            str(pk)
            for pk, partnership in agencies
            if partnership == case.partnership_id and pk not in own[case]
        }
        for case in own
    }
    rounds = AgencyReturn.objects.filter(case__in=found)
    rows = rounds.values_list("case_id", "agency_id", "pk", "request_id")
    for case_id, agency_id, *about in rows:
        if str(agency_id) in found[case_id]:
            found[case_id] |= {str(one) for one in about}
    return found

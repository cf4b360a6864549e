"""Who is of a meeting: those in the room of the Rapid Review, and whom the executive one may have."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from rapidreview.case.access import held_at, holders
from rapidreview.case.models import Appointment, Case
from rapidreview.people.models import User
from rapidreview.planning.choices import at_work_on, colleagues
from rapidreview.procedure.vocabulary import Role

# Who is in the room, in the order in which they are listed.
IN_THE_ROOM = (
    Role.JCR_CHAIR,
    Role.JCR_VICE_CHAIR,
    Role.SENIOR_OFFICER,
    Role.JCR_MEMBER,
    Role.SCRUTINEER,
    Role.PARTNERSHIP_MANAGER,
    Role.PARTNERSHIP_OFFICER,
    Role.MINUTE_TAKER,
)
# Who usually meets with the AD/DCS.
USUALLY = (
    Role.EXECUTIVE_LEADER,
    Role.SENIOR_OFFICER,
    Role.JCR_CHAIR,
    Role.PARTNERSHIP_MANAGER,
    Role.MINUTE_TAKER,
)
Invitee = tuple[User, str]  # with role and agency, in words


def in_the_room(case: Case, at: datetime) -> list[Invitee]:
    """Everybody of the Rapid Review meeting, each once, the Chair first."""
    held = case.appointments.filter(held_at(at), role__in=IN_THE_ROOM)
    rows = sorted(
        held.select_related("user", "agency"),
        key=lambda one: (IN_THE_ROOM.index(Role(one.role)), one.user.name),
    )
    found: dict[User, str] = {}
    for one in rows:
        found.setdefault(one.user, _role_words(one))
    return list(found.items())


def with_roles(case: Case, people: Sequence[User], at: datetime) -> list[Invitee]:
    """People of the case, each with the job or the first of their roles."""
    held = case.appointments.filter(held_at(at), user__in=people)
    words = {
        one.user_id: one.user.job or _role_words(one)
        for one in held.select_related("user", "agency")
    }
    return [(one, words.get(one.pk, one.job)) for one in people]


def invitable(case: Case, at: datetime) -> tuple[QuerySet[User], list[User]]:
    """Whom the executive meeting may have, and those among them who usually meet."""
    leaders = colleagues(case, at, Role.EXECUTIVE_LEADER)
    offered = (at_work_on(case, at) | leaders).distinct().order_by("name")
    usual = {*at_work_on(case, at, *USUALLY), *leaders}
    return offered, [one for one in offered if one in usual]


def without_place(case: Case, people: Sequence[User], at: datetime) -> list[User]:
    """Those among them who have no role on the case."""
    there = {one.pk for one in holders(case, *Role, at=at)}
    return [one for one in people if one.pk not in there]


def _role_words(one: Appointment) -> str:
    """Role and agency; a senior officer by job, which says for which partner."""
    role = Role(one.role).words.partition(" (")[0]
    further = one.agency.name if one.agency else one.user.job
    return f"{role}, {further}" if further else role

"""Who works on a case: the only loader. Everybody else finds nothing (handbook, section 8)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, Q, QuerySet

from rapidreview.case.invited import Interest
from rapidreview.case.models import AccessEntry, Appointment, Case
from rapidreview.people.actor import Actor
from rapidreview.people.models import Agency, Partnership, User
from rapidreview.procedure.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Place:
    """A person's place on a case: the case, and the actor they are on it."""

    case: Case
    actor: Actor
    roles: frozenset[Role]
    sees_papers: bool = True  # not, by a declared interest (handbook, section 8)


def held_at(at: datetime) -> Q:
    """Appointments that hold at ``at``."""
    return Q(from_at__lte=at) & (Q(to_at__isnull=True) | Q(to_at__gt=at))


def place_on(case_id: UUID, user: User, *, at: datetime) -> Place | None:
    """The place of ``user`` on a case, or None: no such case, or no place on it."""
    shut_out = Interest.objects.filter(case=case_id, user=user, no_papers=True)
    held: list[Appointment] = list(
        Appointment.objects.filter(held_at(at), user=user, case=case_id)
        .select_related("case__partnership", "stands_in_for")
        .annotate(shut_out=Exists(shut_out))
    )
    if not held:
        return None
    return Place(
        held[0].case,
        actor_from(user, held),
        frozenset(Role(one.role) for one in held),
        not any(getattr(one, "shut_out", False) for one in held),
    )


def actor_from(user: User, held: list[Appointment]) -> Actor:
    """The actor that ``user`` is by these appointments; standing in shows (P0.6)."""
    standing_in = next((one for one in held if one.stands_in_for_id), None)
    roles = frozenset(Role(one.role) for one in held)
    first = min(roles, key=list(Role).index)
    if standing_in is None or standing_in.stands_in_for is None:
        return Actor(user.id, user.name, first.words, roles)
    return Actor(
        user.id,
        user.name,
        Role(standing_in.role).words,
        roles,
        standing_in.stands_in_for_id,
        standing_in.stands_in_for.name,
    )


def cases_of(user: User, *, at: datetime) -> QuerySet[Case]:
    """The cases on which ``user`` has a place, newest first."""
    mine = Appointment.objects.filter(held_at(at), user=user).values("case_id")
    return Case.objects.filter(pk__in=mine).select_related("partnership")


def holders(case: Case, *roles: Role, at: datetime) -> list[User]:
    """Who holds any of ``roles`` on the case at ``at``; each person once."""
    held = case.appointments.filter(held_at(at), role__in=roles).select_related("user")
    return list({one.user_id: one.user for one in held}.values())


def representatives(case: Case, agency: Agency, *, at: datetime) -> list[User]:
    """The JCR Group members who speak for ``agency`` on the case (P2.6)."""
    held = case.appointments.filter(
        held_at(at), role=Role.JCR_MEMBER, agency=agency
    ).select_related("user")
    return [one.user for one in held]


def note_access(
    *,
    case: Case | None,
    actor_id: UUID | None,
    route: str,
    subject: str,
    at: datetime,
    partnership: Partnership | None = None,
) -> None:
    """One line in the access log: the only thing that a GET may write (trust, 6.7)."""
    AccessEntry.objects.create(
        case=case,
        partnership=case.partnership if case else partnership,
        actor_id=actor_id,
        route=route,
        subject=subject,
        at=at,
    )

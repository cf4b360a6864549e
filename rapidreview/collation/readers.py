"""Who may be given a pack, and who has it (P6.2; handbook, section 8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rapidreview.case.access import held_at
from rapidreview.case.models import Case
from rapidreview.casefolder.models import Release
from rapidreview.collation.models import Pack
from rapidreview.people.models import User
from rapidreview.planning.interests import without_papers
from rapidreview.procedure.vocabulary import Role

THE_GROUP = (Role.JCR_CHAIR, Role.JCR_VICE_CHAIR, Role.JCR_MEMBER, Role.SCRUTINEER)


@dataclass(frozen=True, slots=True)
class PackReader:
    """Somebody of the group, with the role and agency that make them one."""

    user: User
    why: str


def recipients_for(
    case: Case, *, at: datetime, roles: Sequence[Role] = THE_GROUP
) -> list[PackReader]:
    """Everybody of the group of this case, each once, by role and name; not who, by a
    declared interest, sees no papers.

    ``roles`` are those of another circle, in the order in which they are listed.
    """
    held = case.appointments.filter(held_at(at), role__in=roles).select_related(
        "user", "agency"
    )
    in_order = sorted(
        held, key=lambda one: (roles.index(Role(one.role)), one.user.name)
    )
    found: dict[UUID, PackReader] = {}
    shut_out = without_papers(case)
    for one in in_order:
        if one.user_id in shut_out:
            continue
        agency = f", {one.agency.name}" if one.agency else ""
        found.setdefault(
            one.user_id, PackReader(one.user, Role(one.role).words + agency)
        )
    return list(found.values())


def readers_of(pack: Pack) -> list[User]:
    """Who has the pack now."""
    live = pack.version.releases.filter(withdrawn_at__isnull=True).select_related(
        "user"
    )
    return [one.user for one in live]


def packs_for(case: Case, user: User) -> list[Pack]:
    """The packs that this person was given and that were not recalled, newest first."""
    mine = Release.objects.filter(case=case, user=user, withdrawn_at__isnull=True)
    given = Pack.objects.filter(case=case, version__in=mine.values("version"))
    return list(given.select_related("case", "version").order_by("-number"))


def was_recalled_from(pack: Pack, user: User) -> bool:
    """Whether this person had the pack until it was recalled."""
    if pack.recalled_at is None:
        return False
    return pack.version.releases.filter(user=user, withdrawn_at__isnull=False).exists()


def recalled_packs_for(case: Case, user: User) -> list[Pack]:
    """The versions that this person had until they were recalled, newest first."""
    mine = Release.objects.filter(case=case, user=user, withdrawn_at__isnull=False)
    had = case.packs.filter(
        version__in=mine.values("version"), recalled_at__isnull=False
    )
    return list(had.order_by("-number"))


def pack_on(case: Case, number: int) -> Pack | None:
    """A version of this case's pack."""
    held = Pack.objects.select_related("case__partnership", "version__case")
    return held.filter(case=case, number=number).first()

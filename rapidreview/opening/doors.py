"""Who may open a case, and for which partnership: the one page of this stage without a case."""

from datetime import datetime

from django.db.models import QuerySet

from rapidreview.case.access import held_at
from rapidreview.people.actor import Actor
from rapidreview.people.models import Membership, Partnership, User, roles_in
from rapidreview.procedure.errors import NotPermitted
from rapidreview.procedure.permissions import may
from rapidreview.procedure.vocabulary import Deed, Role


def partnership_to_open_in(user: User, *, at: datetime) -> Partnership:
    """The partnership in which ``user`` may open cases. Raises NotPermitted."""
    held = Membership.objects.filter(held_at(at), user=user).select_related(
        "partnership"
    )
    for one in held.order_by("partnership__name"):
        if may(roles_in(one.partnership, user, at=at), Deed.OPEN_CASE, ()):
            return one.partnership
    raise NotPermitted(
        "A case is opened by the Partnership Manager or a Partnership Officer. Ring the "
        "Partnership Team: they open it with you on the telephone.",
        "P1.1",
    )


def opener(user: User, partnership: Partnership, *, at: datetime) -> Actor:
    """Who opens the case, in the first of their roles."""
    roles = roles_in(partnership, user, at=at)
    first = min(roles, key=list(Role).index)
    return Actor(user.id, user.name, first.words, roles)


def managers(partnership: Partnership, *, at: datetime) -> QuerySet[User]:
    """Who may oversee a case of this partnership (P1.3)."""
    held = Membership.objects.filter(
        held_at(at), partnership=partnership, role=Role.PARTNERSHIP_MANAGER
    )
    return User.objects.filter(pk__in=held.values("user_id")).order_by("name")

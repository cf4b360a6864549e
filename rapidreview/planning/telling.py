"""Telling those whose dates moved: who owns a task that moves, the manager and the Chair.

The letter says the reference, the tasks by their titles, and why: nobody's name.
"""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from rapidreview.case.access import held_at
from rapidreview.case.models import Case
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import procedure_for
from rapidreview.mail import actions as mail
from rapidreview.mail.links import Link, LinkKind
from rapidreview.mail.models import Letter
from rapidreview.mail.words import Recipient
from rapidreview.people.actor import Actor
from rapidreview.people.models import User
from rapidreview.planning.effects import Effect, nameless_lines
from rapidreview.procedure.permissions import may
from rapidreview.procedure.vocabulary import Deed, Role

MOST_MOVED, MOST_CLOSED = 6, 3  # lines of a letter, so that it fits one screen
ALWAYS = frozenset({Role.PARTNERSHIP_MANAGER, Role.JCR_CHAIR})


def tell(
    effect: Effect, *, what: str, reason: str, key: str, by: Actor, at: datetime
) -> Sequence[Letter]:
    """Queue a letter to each of those affected, once per act, but not to who acts.

    ``key`` names the act. Nobody is written to where nothing moves, nor about what was done
    before the case was taken in (P14.6).
    """
    if by.takes_in or not (effect.count or effect.closed):
        return ()
    case = effect.case
    words = {
        "what": what,
        "moved": _listed(nameless_lines(effect), MOST_MOVED),
        "closed": _listed([one.title for one in effect.closed], MOST_CLOSED),
        "reason": reason,
        "by": by.name,
    }
    path = reverse("timeline", kwargs={"case_id": case.pk})
    return [
        mail.queue(
            "dates_changed",
            case=case,
            partnership=case.partnership,
            to=Recipient(one.name, one.email),
            words=words,
            key=f"dates_changed:{key}:{one.pk}",
            at=at,
            link=Link(LinkKind.PAGE, None, "", path),
        )
        for one in affected(effect, at=at)
        if one.pk != by.id
    ]


def _listed(lines: Sequence[str], most: int) -> str:
    """The first lines, and how many more the timeline has."""
    more = len(lines) - most
    rest = [f"and {more} more"] if more > 0 else []
    return "\n".join(f"- {one}" for one in [*lines[:most], *rest])


def affected(effect: Effect, *, at: datetime) -> list[User]:
    """The manager, the Chair, and who does a task that moves; if they may see the case."""
    case, kinds = effect.case, case_facts(effect.case).kinds
    concerned = ALWAYS | _roles_of(case, effect)
    held = case.appointments.filter(held_at(at), role__in=concerned)
    people = {
        one.user_id: one.user
        for one in held.select_related("user")
        if may([Role(one.role)], Deed.SEE_CASE, kinds)
    }
    return list(people.values())


def _roles_of(case: Case, effect: Effect) -> frozenset[Role]:
    tasks = procedure_for(case).tasks
    ids = {one.task for one in effect.tasks} | {one.task for one in effect.closed}
    return frozenset(
        role
        for one in ids & tasks.keys()  # a task may be taken away with its procedure
        for role in (tasks[one].owner, *tasks[one].with_)
    )

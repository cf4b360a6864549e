"""Releasing a held item to named people or for one paper, and taking that back (P14.7)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from rapidreview.case.access import held_at
from rapidreview.case.models import Case
from rapidreview.parallel.actions import PARAGRAPH, locked, log
from rapidreview.parallel.letters import tell
from rapidreview.parallel.models import HeldItem, HeldRelease
from rapidreview.people.actor import Actor
from rapidreview.people.models import User
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.disclosure import Way, require_release, require_said
from rapidreview.procedure.errors import AlreadyDone, Refused
from rapidreview.procedure.logkinds import LogKind


@transaction.atomic
def release(
    item: HeldItem,
    *,
    people: Iterable[User],
    ways: Iterable[Way],
    agreed_body: str,
    agreed_by: str,
    agreed_on: date,
    conditions: str,
    by: Actor,
    at: datetime,
) -> list[HeldRelease]:
    """Release one item to named people of the case, or for a paper; nothing else opens.

    People are told by letter, without a word of it. Raises Incomplete without anybody or
    who agreed, Refused for somebody who is not on the case or a day to come, AlreadyDone
    if all of it was released before.
    """
    item = locked(item)
    whom, papers = list(dict.fromkeys(people)), list(dict.fromkeys(ways))
    require_release([*whom, *papers], agreed_by, agreed_on, london_day(at))
    _require_on_the_case(item.case, whom, at)
    have = item.releases.filter(withdrawn_at__isnull=True)
    known = set(have.values_list("user_id", "way"))
    wanted: list[tuple[User | None, str]] = [(one, "") for one in whom]
    wanted += [(None, one.value) for one in papers]
    made = [
        HeldRelease.objects.create(
            case=item.case,
            item=item,
            user=user,
            way=way,
            agreed_body=HeldRelease.Agreed(agreed_body),
            agreed_by=agreed_by.strip(),
            agreed_on=agreed_on,
            conditions=conditions.strip(),
            released_by=by.words,
            released_at=at,
        )
        for user, way in wanted
        if (user.pk if user else None, way) not in known
    ]
    if not made:
        raise AlreadyDone("It has been released to all that you chose.", PARAGRAPH)
    for one in made:
        if one.user is not None:
            tell(one, one.user, by=by, at=at)
    agreed = made[0].get_agreed_body_display()
    to = [one.user.name if one.user else one.get_way_display() for one in made]
    text = f"Agreed by {agreed[:1].lower()}{agreed[1:]}, {agreed_on.isoformat()}."
    log(item, LogKind.HELD_RELEASED, text, by=by, at=at, to=", ".join(to))
    return made


@transaction.atomic
def withdraw_release(
    given: HeldRelease, *, because: str, by: Actor, at: datetime
) -> HeldRelease:
    """Take one release back; papers that left with it stay as they are until recalled.

    Raises Incomplete without a reason, AlreadyDone if it was withdrawn before.
    """
    require_said(because, "why the release is withdrawn")
    rows = HeldRelease.objects.select_for_update(of=("self",))
    given = rows.select_related("case__partnership", "user").get(pk=given.pk)
    if given.withdrawn_at is not None:
        raise AlreadyDone("This release has been withdrawn.", PARAGRAPH)
    given.withdrawn_at, given.withdrawn_because = at, because.strip()
    given.save(update_fields=["withdrawn_at", "withdrawn_because"])
    to = given.user.name if given.user else given.get_way_display()
    item = locked(given.item)
    log(item, LogKind.HELD_RELEASE_WITHDRAWN, "", by=by, at=at, to=to)
    return given


def _require_on_the_case(case: Case, people: Iterable[User], at: datetime) -> None:
    held = case.appointments.filter(held_at(at)).values_list("user_id", flat=True)
    on_it = set(held)
    for one in people:
        if one.pk not in on_it:
            raise Refused(f"{one.name} does not work on this case.", PARAGRAPH)

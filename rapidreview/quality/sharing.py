"""The same-day share of a return with the Chair, and what the Chair says of it (P2.4)."""

from datetime import datetime
from typing import Unpack

from django.db import transaction

from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import calendar_for
from rapidreview.people.actor import Actor
from rapidreview.procedure.duedates import same_day_share_due
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_initial_check
from rapidreview.quality import letters
from rapidreview.quality.models import ShareWithChair
from rapidreview.scoping.models import AgencyReturn


@transaction.atomic
def share_with_chair(
    agency_return: AgencyReturn, *, by: Actor, at: datetime, note: str = ""
) -> ShareWithChair:
    """Tell the Chair on the day of receipt, saying whether issues were found or not (P2.4).

    Raises NotYet before the first check or while nobody holds the chair, AlreadyDone.
    """
    case = agency_return.case
    require_initial_check(case_facts(case), str(agency_return.pk))
    letter = letters.chair_share(agency_return, by=by, at=at)
    issues = [*letters.issues(agency_return), *([f"From the Team: {note}"] if note else [])]
    in_time = at <= share_due(agency_return)
    _, made = ShareWithChair.objects.get_or_create(
        agency_return=agency_return,
        defaults={
            "case": case,
            "issues": "\n".join(issues),
            "shared_by": by.words,
            "shared_at": at,
            "same_day": in_time,
        },
    )
    if not made:
        raise AlreadyDone("This return was shared with the Chair before.", "P2.4")
    letters.post(letter, case, key=f"chair-share:{agency_return.pk}", at=at)
    _log(
        agency_return,
        LogKind.RETURN_SHARED,
        by,
        at,
        text=letters.issues_in_words(issues),
        to=letter.addressed,
        channel="e-mail",
        reason="" if in_time else "Later than the day of receipt.",
    )
    return ShareWithChair.objects.select_related("case").get(agency_return=agency_return)


@transaction.atomic
def comment(
    share: ShareWithChair, *, text: str, by: Actor, at: datetime
) -> ShareWithChair:
    """The Chair's comment on a return that was shared (P2.4, K17); a later one is added."""
    if not text.strip():
        raise Incomplete("Write the comment first.", "P2.4")
    locked = ShareWithChair.objects.select_for_update(of=("self",))
    share = locked.select_related("case", "agency_return__agency").get(pk=share.pk)
    share.comment = "\n".join(filter(None, [share.comment, f"{by.words}: {text.strip()}"]))
    share.commented_at = at
    share.save(update_fields=["comment", "commented_at"])
    _log(share.agency_return, LogKind.CHAIR_COMMENTED, by, at, text=text.strip())
    return share


def comment_on(
    agency_return: AgencyReturn, *, text: str, by: Actor, at: datetime
) -> ShareWithChair:
    """The Chair's comment on a return. Raises NotYet before it was shared."""
    share = ShareWithChair.objects.filter(agency_return=agency_return).first()
    if share is None:
        raise NotYet("This return has not been shared with the Chair yet.", "P2.4")
    return comment(share, text=text, by=by, at=at)


def share_due(agency_return: AgencyReturn) -> datetime:
    """By when the Chair must have it: 23:59, or rolled to the next working day (4.2 g)."""
    received_at = agency_return.received_at
    if received_at is None:
        raise NotYet("This return has not come yet.", "P2.4")
    return same_day_share_due(received_at, calendar_for(agency_return.case))


def _log(
    agency_return: AgencyReturn,
    kind: LogKind,
    by: Actor,
    at: datetime,
    text: str,
    **words: Unpack[dailylog.BodyWords],
) -> None:
    dailylog.write(
        agency_return.case,
        kind,
        by=by,
        at=at,
        subject=agency_return,
        text=text,
        agency=agency_return.agency.name,
        **words,
    )

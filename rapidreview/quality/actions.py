"""The initial check, the same-day share, the Chair's comment, the final decision (P2.2-P2.6).

Setting findings aside is in ``weighing``, the checklist in ``checklist``.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import calendar_of_case, procedure_for
from rapidreview.people.actor import Actor
from rapidreview.procedure.duedates import same_day_share_due
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import (
    require_initial_check,
    require_open,
    require_received,
    require_undecided,
)
from rapidreview.procedure.true_dates import require_in_order
from rapidreview.quality import letters
from rapidreview.quality.entries import log
from rapidreview.quality.findings import (
    stops_of,
    store_findings,
)
from rapidreview.quality.models import (
    QualityCheck,
    QualityDecision,
    ShareWithChair,
)
from rapidreview.scoping import asking_again
from rapidreview.scoping.models import AgencyReturn


@transaction.atomic
def record_initial_check(
    agency_return: AgencyReturn,
    *,
    sufficiency: str,
    dates: str,
    analysis: bool | None,
    signed: bool,
    by: Actor,
    at: datetime,
    note: str = "",
    occurred_at: datetime | None = None,
) -> QualityCheck:
    """The officer's outcome of each test of the first check; findings are kept (P2.2, P2.3).

    Raises NotYet if nothing came, AlreadyDone if it was checked before, Refused for a
    moment before it came.
    """
    facts = case_facts(agency_return.case)
    require_open(facts)
    require_received(facts, str(agency_return.pk))
    when = _after_receipt(agency_return, "the first check was made", occurred_at, at)
    store_findings(agency_return, at=at)
    check, made = QualityCheck.objects.get_or_create(
        agency_return=agency_return,
        defaults={
            "case": agency_return.case,
            "sufficiency": QualityCheck.Sufficiency(sufficiency),
            "dates": QualityCheck.Dates(dates),
            "analysis": analysis,
            "signed": signed,
            "note": note,
            "checked_by": by.words,
            "checked_at": when,
        },
    )
    if not made:
        raise AlreadyDone("This return has had its first check.", "P2.2")
    told = letters.outcome(check)
    log(
        agency_return,
        LogKind.RETURN_CHECKED,
        by,
        at,
        text=told,
        occurred_at=occurred_at,
    )
    return check


@transaction.atomic
def share_with_chair(
    agency_return: AgencyReturn,
    *,
    by: Actor,
    at: datetime,
    note: str = "",
    occurred_at: datetime | None = None,
    told: Sequence[str] | None = None,
) -> ShareWithChair:
    """Tell the Chair on the day of receipt, saying whether issues were found or not (P2.4).

    Where it was shared before, ``told`` are the issues that were named then, and nobody is
    written to (P14.6). Raises NotYet before the first check or while nobody holds the
    chair, AlreadyDone, Refused for a moment before it came.
    """
    case = agency_return.case
    facts = case_facts(case)
    require_open(facts)
    require_initial_check(facts, str(agency_return.pk))
    when = _after_receipt(agency_return, "it was shared", occurred_at, at)
    letter = letters.chair_share(agency_return, by=by, at=at)
    issues = [
        *(letters.issues(agency_return) if told is None else told),
        *([f"From the Team: {note}"] if note else []),
    ]
    in_time = when <= _share_due(agency_return)
    _, made = ShareWithChair.objects.get_or_create(
        agency_return=agency_return,
        defaults={
            "case": case,
            "issues": "\n".join(issues),
            "shared_by": by.words,
            "shared_at": when,
            "same_day": in_time,
        },
    )
    if not made:
        raise AlreadyDone("This return was shared with the Chair before.", "P2.4")
    if not by.takes_in:
        letters.post(letter, case, key=f"chair-share:{agency_return.pk}", at=at)
    log(
        agency_return,
        LogKind.RETURN_SHARED,
        by,
        at,
        occurred_at=occurred_at,
        text=letters.issues_in_words(issues),
        to=letter.addressed,
        channel="" if by.takes_in else "e-mail",
        reason="" if in_time else "Later than the day of receipt.",
    )
    return ShareWithChair.objects.select_related("case").get(
        agency_return=agency_return
    )


@transaction.atomic
def comment(
    share: ShareWithChair, *, text: str, by: Actor, at: datetime
) -> ShareWithChair:
    """The Chair's comment on a return that was shared (P2.4, K17); a later one is added."""
    require_open(case_facts(share.case))
    if not text.strip():
        raise Incomplete("Write the comment first.", "P2.4")
    locked = ShareWithChair.objects.select_for_update(of=("self",))
    share = locked.select_related("case", "agency_return__agency").get(pk=share.pk)
    share.comment = "\n".join(
        filter(None, [share.comment, f"{by.words}: {text.strip()}"])
    )
    share.commented_at = at
    share.save(update_fields=["comment", "commented_at"])
    log(share.agency_return, LogKind.CHAIR_COMMENTED, by, at, text=text.strip())
    return share


@transaction.atomic
def accept(
    agency_return: AgencyReturn,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    occurred_at: datetime | None = None,
) -> QualityDecision:
    """The Partnership Manager's final quality decision: accepted (P2.5).

    Raises NotYet without the first check, Incomplete if a stop finding stands and no
    reason is given, AlreadyDone if it was decided before, Refused for a moment before it came.
    """
    facts = case_facts(agency_return.case)
    require_open(facts)
    require_initial_check(facts, str(agency_return.pk))
    when = _after_receipt(agency_return, "it was accepted", occurred_at, at)
    stops = stops_of(agency_return)
    if stops and not reason.strip():
        raise Incomplete(
            f"{stops[0].words} Say why the return is accepted all the same, or set the "
            "finding aside.",
            "P2.5",
        )
    decision = _decide(agency_return, by, when, accepted=True, reason=reason.strip())
    log(
        agency_return,
        LogKind.RETURN_ACCEPTED,
        by,
        at,
        occurred_at=occurred_at,
        reason=reason.strip(),
    )
    return decision


@transaction.atomic
def send_back(
    agency_return: AgencyReturn,
    *,
    reasons: Sequence[tuple[str, str]],
    due_at: datetime,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> AgencyReturn:
    """Not accepted: back to the agency, question by question, its representative copied (P2.6).

    ``reasons`` are (code, words). Answers the new round; where it went back before, nobody
    is written to. Raises as ``accept``, Incomplete without reasons, Refused for a due moment
    that has passed.
    """
    case = agency_return.case
    facts = case_facts(case)
    require_open(facts)
    require_initial_check(facts, str(agency_return.pk))
    if not reasons:
        raise Incomplete("Say for one question at least what is missing.", "P2.6")
    when = _after_receipt(agency_return, "it was sent back", occurred_at, at)
    if due_at <= when:
        raise Refused("The new date must lie ahead.", "P2.6")
    told = "\n".join(f"{code}\t{words}" for code, words in reasons)
    _decide(agency_return, by, when, accepted=False, reasons=told)
    new = asking_again.open_round(
        agency_return, reasons=reasons, due_at=due_at, by=by, at=at, asked_at=when
    )
    letter = letters.send_back(new, reasons, due_at=due_at, by=by, at=at)
    if not by.takes_in:
        letters.post(letter, case, key=f"send-back:{agency_return.pk}", at=at)
    log(
        agency_return,
        LogKind.RETURN_SENT_BACK,
        by,
        at,
        occurred_at=occurred_at,
        to=letter.addressed,
        channel="" if by.takes_in else "e-mail",
        reason="\n".join(f"{code}: {words}" for code, words in reasons),
    )
    return new


def _decide(
    agency_return: AgencyReturn,
    by: Actor,
    decided_at: datetime,
    *,
    accepted: bool,
    reason: str = "",
    reasons: str = "",
) -> QualityDecision:
    """One decision a round: the row itself makes a second one impossible (P2.5)."""
    require_undecided(case_facts(agency_return.case), str(agency_return.pk))
    decision, made = QualityDecision.objects.get_or_create(
        agency_return=agency_return,
        defaults={
            "case": agency_return.case,
            "accepted": accepted,
            "reason": reason,
            "reasons": reasons,
            "decided_by": by.words,
            "decided_at": decided_at,
        },
    )
    if not made:
        raise AlreadyDone("This return has been decided.", "P2.5")
    return decision


def _share_due(agency_return: AgencyReturn) -> datetime:
    """23:59 of the day received, or rolled to the next working day (4.2 g)."""
    received_at = agency_return.received_at
    if received_at is None:
        raise NotYet("This return has not come yet.", "P2.4")
    case = agency_return.case
    return same_day_share_due(received_at, calendar_of_case(case), procedure_for(case))


def _after_receipt(
    agency_return: AgencyReturn,
    what: str,
    occurred_at: datetime | None,
    at: datetime,
) -> datetime:
    """When it was done: now, or then. Raises Refused for a moment before it came."""
    came_at = agency_return.received_at
    if occurred_at and came_at:
        require_in_order([("the return came", came_at), (what, occurred_at)], at)
    return occurred_at or at

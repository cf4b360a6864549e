"""The instants from which every clock counts: recorded, and corrected when mistyped (P1.1, P1.2)."""

from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.people.actor import Actor
from rapidreview.planning.changing import keep_what_is_done
from rapidreview.planning.effects import Effect
from rapidreview.planning.previews import preview_anchor
from rapidreview.planning.spoken import spoken
from rapidreview.planning.telling import tell
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.errors import AlreadyDone, NotYet, Refused
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.naming import case_label, initials
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.true_dates import CLOCKS_MAY_DIFFER

ANCHORS = (
    LogKind.NOTIFICATION_RECEIVED,
    LogKind.INCIDENT_RECORDED,
    LogKind.LA_AWARE_RECORDED,
    LogKind.SIN_SUBMITTED,
)
NAME_NOT_KNOWN = "NK"


@transaction.atomic
def correct_anchor(
    case: Case, kind: LogKind, new_at: datetime, *, reason: str, by: Actor, at: datetime
) -> Effect:
    """Correct a mistyped instant by a new entry, old to new; the last one counts.

    What is done keeps its date; those whose dates move are told. Only awareness may be
    recorded here for the first time; then ``reason`` says how. Raises NotYet for another that
    is not recorded, Refused for one in the future, without reason, or out of order.
    """
    facts = case_facts(case)
    require_open(facts)
    earlier = facts.last(kind)
    require_sense(facts, kind, new_at, at)
    if earlier is None and kind is not LogKind.LA_AWARE_RECORDED:
        raise NotYet(
            "It has not been recorded yet, so there is nothing to correct.", "P1.2"
        )
    if earlier is not None and earlier.at == new_at:
        raise AlreadyDone(f"It stands so already: {spoken(new_at)}.", "P1.2")
    if earlier is not None and not reason:
        raise Refused(
            "Say why it is corrected: the Daily Log keeps the reason.", "P1.2"
        )
    how = "" if earlier else reason  # what is recorded first is told, not justified
    effect = preview_anchor(case, kind, new_at, at=at)
    keep_what_is_done(effect, by=by, at=at)
    label = _new_label(case, new_at) if kind is LogKind.NOTIFICATION_RECEIVED else ""
    entry = dailylog.write(
        case,
        kind,
        by=by,
        at=at,
        occurred_at=new_at,
        text=f"The case folder is called {label} from now on." if label else how,
        new=spoken(new_at),
        reason=reason if earlier else "",
        old=spoken(earlier.at) if earlier else "",
        corrects=earlier.seq if earlier else 0,
    )
    what = "The moment from which dates are counted was corrected."
    if earlier is None:
        what = "A moment from which dates are counted was recorded."
    told = reason if earlier else ""  # how it became known is for the log alone
    tell(effect, what=what, reason=told, key=str(entry.pk), by=by, at=at)
    return effect


def require_sense(
    facts: CaseFacts, kind: LogKind, new_at: datetime, at: datetime
) -> None:
    """Raise Refused for an instant in the future, or out of order with the others."""
    if kind not in ANCHORS:
        raise Refused("No clock counts from this. Choose a date of the list.", "P1.2")
    if new_at > at + CLOCKS_MAY_DIFFER:
        raise Refused(f"{spoken(new_at)} has not come yet. Enter when it was.", "P1.2")
    times = {one: last.at for one in ANCHORS if (last := facts.last(one))}
    times[kind] = new_at
    incident = times.get(LogKind.INCIDENT_RECORDED)
    for later, words in _AFTER_THE_INCIDENT.items():
        if incident and later in times and times[later] < incident:
            raise Refused(
                f"The incident, {spoken(incident)}, cannot be after {words}, "
                f"{spoken(times[later])}.",
                "P1.2",
            )


_AFTER_THE_INCIDENT = {
    LogKind.NOTIFICATION_RECEIVED: "the Partnership was told",
    LogKind.LA_AWARE_RECORDED: "the local authority became aware",
    LogKind.SIN_SUBMITTED: "the SIN was submitted",
}


def _new_label(case: Case, received_at: datetime) -> str:
    """Rename the folder where the day of Day 1 was wrong (P1.12); empty if it was right."""
    first = next(
        (one for one in case.children.all() if one.is_subject and one.name), None
    )
    taken = set(
        Case.objects.filter(partnership_id=case.partnership_id)
        .exclude(pk=case.pk)
        .values_list("label", flat=True)
    )
    letters = initials(first.name) if first else NAME_NOT_KNOWN
    label = case_label(london_day(received_at), letters, taken)
    if label == case.label:
        return ""
    case.label = label
    case.save(update_fields=["label"])
    return label

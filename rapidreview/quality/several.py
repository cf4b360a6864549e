"""Several returns at once: reminded, shared or accepted, each by the action of its own (P2.1).

What will happen is said of each before the button; each is its own step, so that one that
cannot be done keeps no other from it.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import ProcedureError
from rapidreview.quality import actions, letters
from rapidreview.quality.cells import short
from rapidreview.quality.findings import stops_of
from rapidreview.quality.records import Round, records_of
from rapidreview.scoping import chasing
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.rounds import author_of

Plan = tuple[str, str]  # what will happen, or else why it cannot


@dataclass(frozen=True, slots=True)
class Doing:
    """Something done to several: its words, what it says of one, and its action."""

    title: str
    button: str
    done: str
    why: str
    paragraph: str
    plan: Callable[[Round, Actor, datetime], Plan]
    act: Callable[[AgencyReturn, Actor, datetime], object]


@dataclass(frozen=True, slots=True)
class Planned:
    """One agency's return: what will happen to it; ``not_because`` where nothing can."""

    row: AgencyReturn
    will: str
    not_because: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of which agencies it was done, and of which not, with the reason."""

    done: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]


def planned(
    case: Case, doing: Doing, ticked: Collection[str], *, by: Actor, at: datetime
) -> list[Planned]:
    """What will happen to each return that was ticked, by the name of its agency."""
    chosen = [
        record.current
        for record in records_of(case)
        if record.current and str(record.current.received.pk) in ticked
    ]
    return [Planned(one.received, *doing.plan(one, by, at)) for one in chosen]


def carry_on(
    plans: Sequence[Planned], doing: Doing, *, by: Actor, at: datetime
) -> Outcome:
    """Do it to each that it can be done to; what was refused is told, and undone alone."""
    done, refused = [], []
    for one in plans:
        name = one.row.agency.name
        try:
            doing.act(one.row, by, at)
        except ProcedureError as refusal:
            refused.append((name, refusal.words))
        else:
            done.append(name)
    return Outcome(tuple(done), tuple(refused))


def _plan_reminder(one: Round, _by: Actor, _at: datetime) -> Plan:
    if one.has_come:
        return "", "It has come."
    author = author_of(one.received.request)
    if author.revoked_at is not None:
        return "", "Its link was withdrawn. Send a new one first, or telephone."
    due = short(one.received.due_at)
    return f"A reminder goes to {author.name}, {author.email}. It is due {due}.", ""


def _plan_share(one: Round, by: Actor, at: datetime) -> Plan:
    if not one.has_come:
        return "", "It has not come."
    if one.check is None:
        return "", "Record the first check first: the letter says how it came out."
    if one.share is not None:
        return "", f"It was shared {short(one.share.shared_at)}."
    letter = letters.chair_share(one.received, by=by, at=at)
    return f"{letter.addressed}: {letter.words['issues']}", ""


def _plan_acceptance(one: Round, _by: Actor, _at: datetime) -> Plan:
    if not one.has_come:
        return "", "It has not come."
    if one.check is None:
        return "", "Record the first check first."
    if one.decision is not None:
        return "", "It has been decided."
    if stops := stops_of(one.received):
        return "", f"{stops[0].words} Open it: it is accepted only with a reason."
    shared = "shared with the Chair" if one.share else "not yet shared with the Chair"
    outcome = one.check.get_sufficiency_display().lower()
    return f"It is accepted: first check {outcome}, {shared}.", ""


def _remind(row: AgencyReturn, by: Actor, at: datetime) -> object:
    author = author_of(row.request).name
    return chasing.chase(
        row, channel=chasing.EMAIL, to_name=author, outcome="", by=by, at=at
    )


def _share(row: AgencyReturn, by: Actor, at: datetime) -> object:
    return actions.share_with_chair(row, by=by, at=at)


def _accept(row: AgencyReturn, by: Actor, at: datetime) -> object:
    return actions.accept(row, by=by, at=at)


REMIND = Doing(
    "Remind several agencies",
    "Send these reminders",
    "Reminded",
    "Returns are closely monitored as they come in.",
    "P2.1",
    _plan_reminder,
    _remind,
)
SHARE = Doing(
    "Share several returns with the Chair",
    "Share these returns",
    "Shared with the Chair",
    "Each return is shared with the Chair on the day it came, with its issues or none.",
    "P2.4",
    _plan_share,
    _share,
)
ACCEPT = Doing(
    "Accept several returns",
    "Accept these returns",
    "Accepted",
    "The Partnership Manager makes the final decision on each return.",
    "P2.5",
    _plan_acceptance,
    _accept,
)

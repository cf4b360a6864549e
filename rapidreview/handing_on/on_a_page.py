"""A case on one page of A4: what somebody needs who has a minute, to print in black and white.

Every list is bounded here, so that the page is one page whatever the case holds; what is left
out is counted. No name of a child or of the family stands on it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rapidreview.case.models import Case
from rapidreview.collation.key import child_labels, key_of
from rapidreview.desk.header import age, oversight_words
from rapidreview.evidence.pseudonyms import Key, pseudonymise
from rapidreview.handing_on.local_review import closed
from rapidreview.learning.reading import Followed, followed
from rapidreview.meeting.reading import Decision, decision_of
from rapidreview.planning.spoken import spoken
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.duties import TaskState
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.naming import spoken_date
from rapidreview.procedure.running import Running
from rapidreview.quality.records import Record, records_of
from rapidreview.scoping.models import SafetyItem

NOTHING = "Nothing but the open actions"
MOST_AGENCIES, MOST_ACTIONS = 45, 7
NAME, SENTENCE, ACTION = 38, 200, 125
# In the order in which they are shown: what is late or waits comes first.
ORDER = ("late", "not asked yet", "awaited", "in, being checked", "accepted")
LATE, NOT_ASKED, AWAITED, IN, ACCEPTED = ORDER
Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """An agency, and how its return stands in words: they need no colour."""

    name: str
    state: str

    @property
    def is_late(self) -> bool:
        """Whether its return is late."""
        return self.state == LATE


@dataclass(frozen=True, slots=True)
class OnAPage:
    """All that the page says, in ready words."""

    made: str
    children: str
    day: str
    oversight: str
    clocks: tuple[Line, ...]
    returns: str
    agencies: tuple[AgencyLine, ...]
    more_agencies: int
    meeting: str
    decision: tuple[Line, ...]
    actions: tuple[str, ...]
    more_actions: int
    safety: tuple[str, ...]
    next_due: tuple[str, ...]


def on_a_page(
    case: Case,
    facts: CaseFacts,
    *,
    day: str,
    clocks: Iterable[Running],
    next_due: Sequence[str],
    at: datetime,
) -> OnAPage:
    """The page as it stands at ``at``; ``next_due`` are the next duties in words."""
    lines = [_agency(one, at) for one in records_of(case)]
    lines.sort(key=lambda one: (ORDER.index(one.state), one.name.casefold()))
    actions = [one for one in followed(case, facts, at) if not one.is_settled]
    decision, key = decision_of(case), key_of(case)
    shown = MOST_AGENCIES if len(lines) <= MOST_AGENCIES else MOST_AGENCIES - 1
    return OnAPage(
        made=spoken(at),
        children=cut(_children(case, at), SENTENCE),
        day=day,
        oversight=cut(oversight_words(case, at), SENTENCE),
        clocks=tuple((one.title, clock_words(one)) for one in clocks if one.whole),
        returns=_returns(lines),
        agencies=tuple(lines[:shown]),
        more_agencies=len(lines[shown:]),
        meeting=_meeting(decision, facts),
        decision=_decision(decision, key),
        actions=tuple(_action(one, key) for one in actions[:MOST_ACTIONS]),
        more_actions=len(actions[MOST_ACTIONS:]),
        safety=_safety(case),
        next_due=tuple(cut(one, ACTION) for one in next_due) or (NOTHING,),
    )


def cut(words: str, most: int) -> str:
    """At most so many characters, on one line."""
    words = " ".join(words.split())
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def clock_words(clock: Running) -> str:
    """A clock's day and its last one."""
    if clock.waits:
        return f"{clock.words}; until then planned dates are provisional"
    latest = f", latest {spoken_date(clock.latest_on)}" if clock.latest_on else ""
    return f"{clock.words}{latest}{'. Ends first.' if clock.ends_first else ''}"


def _agency(record: Record, at: datetime) -> AgencyLine:
    name, current = cut(record.agency.name, NAME), record.current
    if record.request is None or current is None:
        return AgencyLine(name, NOT_ASKED)
    if current.accepted:
        return AgencyLine(name, ACCEPTED)
    if current.has_come:
        return AgencyLine(name, IN)
    return AgencyLine(name, LATE if current.received.due_at < at else AWAITED)


def _returns(lines: Iterable[AgencyLine]) -> str:
    counted = Counter(one.state for one in lines)
    told = [f"{counted[state]} {state}" for state in ORDER if counted[state]]
    return "; ".join(told) or "No agency is chosen yet"


def _children(case: Case, at: datetime) -> str:
    today = london_day(at)
    return "; ".join(
        f"{label}, {_age(child.born, today)}" for child, label in child_labels(case)
    )


def _age(born: str, today: date) -> str:
    if not born:
        return "age not known"
    on = date.fromisoformat(born)
    return "not born yet" if on > today else f"aged {age(on, today)}"


def _meeting(decision: Decision | None, facts: CaseFacts) -> str:
    agreed = facts.agreed.get(("rapid_review_meeting", None))
    if decision is None:
        return f"Agreed for {spoken(agreed)}" if agreed else "No date is agreed yet"
    if decision.meeting.closed_at:
        return f"Held, closed {spoken(decision.meeting.closed_at)}"
    return f"Called for {spoken(decision.meeting.starts_at)}"


def _decision(decision: Decision | None, key: Key) -> tuple[Line, ...]:
    if decision is None or not decision.recommended:
        return ()
    told = [
        (label, cut(pseudonymise(words, key), SENTENCE))
        for label, words in decision.recommended
        if "review" in label.lower() and label != "Other review or learning"
    ]
    if decision.dissents:
        names = ", ".join(one.partner.words for one in decision.dissents)
        told.append(("Dissent", names))
    return tuple(told)


def _action(one: Followed, key: Key) -> str:
    late = "LATE, " if one.state is TaskState.LATE else ""
    words = cut(pseudonymise(one.action.words, key), ACTION)
    due = spoken_date(london_day(one.due_at))
    return f"{one.name}: {closed(words)} {cut(one.owner, NAME)}, {late}by {due}"


def _safety(case: Case) -> tuple[str, ...]:
    items = SafetyItem.objects.filter(case=case, closed_at__isnull=True).select_related(
        "agency_return__agency"
    )
    names = dict.fromkeys(cut(one.agency_return.agency.name, NAME) for one in items)
    return tuple(f"{name} says that a child may be unsafe now." for name in names)

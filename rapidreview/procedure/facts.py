"""What the Daily Log knows of a case, as values: the only thing the rules look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from rapidreview.procedure.anchors import ANCHORS, kind_of
from rapidreview.procedure.calendar import Override
from rapidreview.procedure.logkinds import LogKind

AgreedDates = Mapping[tuple[str, str | None], datetime]


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry's plain header: what happened, to what, when, and who says so.

    ``at`` is when it happened, ``recorded_at`` when it was entered, ``seq`` its place in
    the log of the case.
    """

    kind: LogKind
    subject: str | None
    at: datetime
    recorded_at: datetime
    actor: str
    seq: int


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """The facts of one case in the order of its log, indexed once.

    ``agreed`` are the dates in force, by task and subject (P1.5, P1.6); ``closures`` the
    partnership's own closed days; ``overrides`` national changes of the calendar.
    """

    facts: tuple[Fact, ...] = ()
    agreed: AgreedDates = field(default_factory=dict)
    closures: frozenset[date] = frozenset()
    overrides: tuple[Override, ...] = ()
    _by_kind: dict[LogKind, tuple[Fact, ...]] = field(
        init=False, repr=False, compare=False
    )
    _last: dict[tuple[LogKind, str | None], Fact] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        by_kind: dict[LogKind, list[Fact]] = defaultdict(list)
        last: dict[tuple[LogKind, str | None], Fact] = {}
        for fact in sorted(self.facts, key=lambda one: one.seq):
            by_kind[fact.kind].append(fact)
            last[fact.kind, fact.subject] = fact
            last[fact.kind, None] = fact
        object.__setattr__(self, "_by_kind", {k: tuple(v) for k, v in by_kind.items()})
        object.__setattr__(self, "_last", last)

    @property
    def kinds(self) -> frozenset[LogKind]:
        """Every kind of entry that the case has."""
        return frozenset(self._by_kind)

    @property
    def ended(self) -> Fact | None:
        """What ended the case, unless it was reopened since."""
        ends = [self.last(LogKind.CASE_ENDED), self.last(LogKind.CASE_CLOSED)]
        newest = max(filter(None, ends), key=lambda fact: fact.seq, default=None)
        again = self.last(LogKind.CASE_REOPENED)
        return None if newest and again and again.seq > newest.seq else newest

    def all(self, kind: LogKind) -> tuple[Fact, ...]:
        """The facts of a kind, in the order of the log."""
        return self._by_kind.get(kind, ())

    def last(self, kind: LogKind, subject: str | None = None) -> Fact | None:
        """The newest fact of a kind, of this subject if one is given."""
        return self._last.get((kind, subject))

    def has(self, kind: LogKind, subject: str | None = None) -> bool:
        """Whether there is such a fact."""
        return (kind, subject) in self._last

    def subjects(self, kind: LogKind) -> tuple[str, ...]:
        """The subjects of a kind, each once, in the order in which they came."""
        found = (fact.subject for fact in self.all(kind))
        return tuple(dict.fromkeys(one for one in found if one is not None))

    def anchor(self, name: str) -> datetime | None:
        """When the named anchor happened; the newest entry wins, so it can be corrected."""
        kind = kind_of(name)
        fact = self.last(kind) if kind else None
        return fact.at if fact else None

    def anchors(self) -> dict[str, datetime]:
        """The anchors that are known, by name."""
        known = {name: self.anchor(name) for name in ANCHORS}
        return {name: at for name, at in known.items() if at is not None}


def facts_of_anchors(
    anchors: Mapping[str, datetime],
    names: Iterable[str] = (),
    *,
    at: datetime | None = None,
    closures: frozenset[date] = frozenset(),
) -> CaseFacts:
    """The facts of a case of which only anchors, and names of facts, are known.

    A fact of which only the name is given is taken to have happened ``at``. A name that
    is no kind of log entry is left out: `anchors.kind_of` says which are.
    """
    told: dict[str, datetime] = dict(anchors)
    if at is not None:
        told |= {name: at for name in names if name not in told}
    known = [(kind, when) for name, when in told.items() if (kind := kind_of(name))]
    facts = (
        Fact(kind, None, when, when, "", number)
        for number, (kind, when) in enumerate(known, start=1)
    )
    return CaseFacts(tuple(facts), closures=closures)

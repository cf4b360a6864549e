"""What the Daily Log knows of a case, as values: the only thing the rules look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from rapidreview.procedure.anchors import (
    ANCHORS,
    fact_name,
    kind_of,
    own_name,
    own_subject,
)
from rapidreview.procedure.calendar import Override
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.parts import DatedRule

AgreedDates = Mapping[tuple[str, str | None], datetime]


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry's plain header: what happened, to what, when, and who says so.

    ``at`` is when it happened, ``recorded_at`` when it was entered, ``seq`` its place in
    the log of the case. The subject of an `OWN_FACT` says which it is, and of what.
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
    partnership's own closed days, perhaps with their names; ``overrides`` national changes of the calendar; ``rules``
    lengths that hold for a time, recorded since the procedure was loaded (P0.7).
    """

    facts: tuple[Fact, ...] = ()
    agreed: AgreedDates = field(default_factory=dict)
    closures: Collection[date] = frozenset()
    overrides: tuple[Override, ...] = ()
    rules: tuple[DatedRule, ...] = ()
    _by_name: dict[str, tuple[Fact, ...]] = field(init=False, repr=False, compare=False)
    _last: dict[tuple[str, str | None], Fact] = field(
        init=False, repr=False, compare=False
    )
    _about: dict[str, dict[str, None]] = field(init=False, repr=False, compare=False)
    _own: dict[str, None] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_name: dict[str, list[Fact]] = defaultdict(list)
        last: dict[tuple[str, str | None], Fact] = {}
        about: dict[str, dict[str, None]] = defaultdict(dict)
        own: dict[str, None] = {}
        for fact in sorted(self.facts, key=lambda one: one.seq):
            name: str = fact.kind
            subject = fact.subject
            if fact.kind is LogKind.OWN_FACT:
                name, subject = own_name(subject)
                own[name] = None
            by_name[name].append(fact)
            last[name, subject] = last[name, None] = fact
            if subject is not None:
                about[name][subject] = None
        object.__setattr__(self, "_by_name", {k: tuple(v) for k, v in by_name.items()})
        object.__setattr__(self, "_last", last)
        object.__setattr__(self, "_about", dict(about))
        object.__setattr__(self, "_own", own)

    @property
    def kinds(self) -> frozenset[LogKind]:
        """Every kind of entry that the case has."""
        return frozenset(fact.kind for fact in self.facts)

    @property
    def names(self) -> frozenset[str]:
        """Every fact that the case has by its name: kinds of entries, and own facts."""
        return frozenset(self._by_name)

    @property
    def ended(self) -> Fact | None:
        """What ended the case, unless it was reopened since."""
        ends = [self.last(LogKind.CASE_ENDED), self.last(LogKind.CASE_CLOSED)]
        newest = max(filter(None, ends), key=lambda fact: fact.seq, default=None)
        again = self.last(LogKind.CASE_REOPENED)
        return None if newest and again and again.seq > newest.seq else newest

    def all(self, name: str) -> tuple[Fact, ...]:
        """The facts of a kind, or own ones of a name, in the order of the log."""
        return self._by_name.get(name, ())

    def last(self, name: str, subject: str | None = None) -> Fact | None:
        """The newest fact of a kind or name, of this subject if one is given."""
        return self._last.get((name, subject))

    def has(self, name: str, subject: str | None = None) -> bool:
        """Whether there is such a fact."""
        return (name, subject) in self._last

    def subjects(self, name: str) -> tuple[str, ...]:
        """What such facts are about, each once, in the order in which they came."""
        return tuple(self._about.get(name, ()))

    def anchor(self, name: str) -> datetime | None:
        """When the named anchor happened; the newest entry wins, so it can be corrected."""
        fact = self.last(fact_name(name))
        return fact.at if fact else None

    def anchors(self) -> dict[str, datetime]:
        """The anchors that are known, and own facts, by name."""
        known = {name: self.anchor(name) for name in (*ANCHORS, *self._own)}
        return {name: at for name, at in known.items() if at is not None}


def facts_of_anchors(
    anchors: Mapping[str, datetime],
    names: Iterable[str] = (),
    *,
    at: datetime | None = None,
    closures: frozenset[date] = frozenset(),
    own: Collection[str] = (),
) -> CaseFacts:
    """The facts of a case of which only anchors, and names of facts, are known.

    A fact of which only the name is given is taken to have happened ``at``. A name that is
    neither a kind of log entry nor one of the procedure's ``own`` facts is left out.
    """
    told: dict[str, datetime] = dict(anchors)
    if at is not None:
        told |= {name: at for name in names if name not in told}
    entries = [
        (kind_of(name) or LogKind.OWN_FACT, name, when)
        for name, when in told.items()
        if kind_of(name) or name in own
    ]
    facts = (
        Fact(kind, own_subject(name) if name in own else None, when, when, "", number)
        for number, (kind, name, when) in enumerate(entries, start=1)
    )
    return CaseFacts(tuple(facts), closures=closures)

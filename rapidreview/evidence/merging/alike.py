"""How alike two rows are, as a number from 0 to 1.

The rarer a word is among all the rows, the more it weighs; what nearly every row says
weighs almost nothing. To the share of weight that two rows have in common is added what
a careful reader would also see: the same time of day, each agency speaking of the other,
the same people; and taken away: no kind of event in common, nobody in common, hours that
lie far apart. What is written in a row about its own author (agency, source) counts as
said, so that "call from a social worker" and the social worker's own note can meet.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from rapidreview.evidence.chronology import Row, minutes_of_day
from rapidreview.evidence.merging.words import (
    Dictionary,
    dictionary,
    stem,
    with_people,
    with_slips,
    words_in,
)

_MOST = 4.0
_LEAST = 0.2
# From this weight on a word is rare enough to mean something by itself.
RARE = 2.5
_MOST_UNSHARED = 2.5
_MOST_OF_AUTHOR = 2.5
_OF_ACTION = 0.6
_OPENING = 5  # terms: what a row says first is how it came to be known
_SAME_TIME = 10
_NEAR_TIME = 30
_FAR_TIME = 120
_HEARD = frozenset({"=call", "=told", "=report", "=text", "=referral"})
_WAYS = frozenset({"=call", "=letter", "=e-mail", "=text", "=visit"})
_NOTICES = frozenset({"=letter", "=e-mail", "=notice"})


# Ways of being in touch: they recur, and alone they make no event.
CONTACTS = frozenset(
    {"=call", "=letter", "=e-mail", "=notice", "=visit", "=no access", "=discussed"}
    | {"=information asked", "=appointment", "=attendance", "=closed", "=supervision"}
)


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A row with its terms: of the event, of the action, of its author, and whom it names."""

    row: Row
    opening: frozenset[str]
    event: frozenset[str]
    action: frozenset[str]
    author: frozenset[str]
    subjects: frozenset[str]
    kinds: frozenset[str]
    roles: frozenset[str]
    minutes: int | None

    @property
    def text(self) -> frozenset[str]:
        """All that the row says happened and was done."""
        return self.event | self.action

    @property
    def is_notice(self) -> bool:
        """Does it tell of a letter, e-mail or notice about something else?"""
        return bool((self.event | self.author) & _NOTICES)

    @property
    def is_hearsay(self) -> bool:
        """May its time be that of hearing of something, and not of the thing itself?"""
        return self.is_notice or bool(self.opening & _HEARD)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two rows are: ``score`` 0 to 1, the shared weight and terms."""

    score: float
    weight: float
    shared: frozenset[str]
    kinds: frozenset[str]
    times: str  # "same", "near", "far" or "" where one has no time


@dataclass(frozen=True, slots=True)
class Measure:
    """What each term weighs among the rows that are compared, and the word it stands for."""

    weights: Mapping[str, float]
    sorts: Mapping[str, str]
    words: Mapping[str, str]

    def said(self, term: str) -> str:
        """A term as somebody would read it: a whole word, or the name of its meaning."""
        return self.words.get(term, term.removeprefix("="))

    def of(self, term: str) -> float:
        """The weight of a term; of one that was never counted, the most."""
        return self.weights.get(term, _MOST)

    def total(self, terms: Iterable[str], most: float = _MOST) -> float:
        """The weight of several terms, each capped at ``most``."""
        return sum(min(self.of(term), most) for term in terms)


def told_of(
    rows: Sequence[Row], people: Mapping[str, str] | None = None
) -> tuple[list[Told], Measure, Dictionary]:
    """The rows with their terms, what each term weighs among them, and the dictionary.

    ``people`` says who is who: name to relation, as in section C of a return.
    """
    known = with_people(dictionary(), people or {})
    known = with_slips(known, (f"{row.event} {row.action}" for row in rows))
    told = [_told(row, known) for row in rows]
    counts = Counter(term for one in told for term in one.text)
    number = len(told)
    weights = {
        term: max(_LEAST, min(_MOST, log((number + 8) / (count + 0.5))))
        for term, count in counts.items()
    }
    words = {
        stem(word): word
        for row in rows
        for word in words_in(f"{row.event} {row.action}")
    }
    return told, Measure(weights, known.sorts, words), known


def _told(row: Row, known: Dictionary) -> Told:
    in_order = known.terms(row.event)
    event = frozenset(in_order)
    action = frozenset(known.terms(row.action))
    named = frozenset(known.terms(row.agency))
    author = frozenset(known.terms(f"{row.agency} . {row.source}"))
    subjects = frozenset(
        "+".join(known.terms(subject)) or subject for subject in row.subjects
    )
    sorts = known.sorts
    return Told(
        row=row,
        opening=frozenset(in_order[:_OPENING]),
        event=event,
        action=action - event,
        author=author,
        subjects=subjects,
        kinds=frozenset(t for t in event | action if sorts.get(t) == "kinds"),
        roles=frozenset(t for t in author if sorts.get(t) == "roles" or t in named),
        minutes=minutes_of_day(row.time),
    )


def likeness(one: Told, other: Told, measure: Measure) -> Likeness:
    """How alike two rows are, whatever their dates."""
    shared = _shared(one, other)
    said = measure.total(one.text & other.text)
    author = measure.total(shared - (one.text & other.text), _MOST_OF_AUTHOR)
    weight = said + min(author, 2 * _MOST_OF_AUTHOR)
    ours, theirs = _weighed(one, shared, measure), _weighed(other, shared, measure)
    share = weight / sqrt(max(min(ours, theirs), 4.0) * max(ours, theirs, 6.0))
    kinds = one.kinds & other.kinds
    times = _times(one, other)
    mutual = _speaks_of(one, other), _speaks_of(other, one)
    score = (
        share
        + {"same": 0.22, "near": 0.14, "far": -0.08, "": 0.0}[times]
        + 0.06 * sum(mutual)
        + (0.0 if kinds or not (one.kinds and other.kinds) else -0.1)
        - (0.1 if _by_other_ways(one, other) else 0.0)
        + _of_subjects(one, other)
        - (0.0 if times == "same" or _is_telling(shared, measure) else 0.25)
    )
    return Likeness(
        score=max(0.0, min(1.0, score)),
        weight=weight,
        shared=shared,
        kinds=kinds,
        times=times,
    )


def _is_telling(shared: frozenset[str], measure: Measure) -> bool:
    """Is there more in common than a call, a visit and the people?"""
    return any(
        term not in CONTACTS
        and measure.sorts.get(term) not in ("people", "roles")
        and (measure.sorts.get(term) == "kinds" or measure.of(term) >= RARE)
        for term in shared
    )


def _shared(one: Told, other: Told) -> frozenset[str]:
    both = one.text & other.text
    return both | (one.text & other.author) | (other.text & one.author)


def _weighed(one: Told, shared: frozenset[str], measure: Measure) -> float:
    """The weight of a row: its event, less of its action, and whatever is shared."""
    unshared = measure.total(one.event - shared, _MOST_UNSHARED)
    done = _OF_ACTION * measure.total(one.action - shared, _MOST_UNSHARED)
    return measure.total(shared) + unshared + done


def _by_other_ways(one: Told, other: Told) -> bool:
    """A call is no e-mail: does each name a way of its own, and neither the other's?"""
    ours, theirs = one.opening & _WAYS, other.opening & _WAYS
    return bool(ours and theirs and not ours & theirs)


def _times(one: Told, other: Told) -> str:
    if one.minutes is None or other.minutes is None:
        return ""
    apart = abs(one.minutes - other.minutes)
    if apart <= _SAME_TIME:
        return "same"
    if apart <= _NEAR_TIME:
        return "near"
    return "far" if apart > _FAR_TIME else ""


def _speaks_of(one: Told, other: Told) -> bool:
    return bool(one.text & (other.roles - one.roles))


def _of_subjects(one: Told, other: Told) -> float:
    if not one.subjects or not other.subjects:
        return 0.0
    common = len(one.subjects & other.subjects)
    if not common:
        return -0.25
    return 0.06 * common / len(one.subjects | other.subjects)

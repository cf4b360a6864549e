"""What a row says that another telling of the same event may say differently.

Facts are read from the event and the action, never from the comment: an opinion is not
contradicted. The things that are looked for stand in ``facts.yaml``. A fact is a name,
the side that the row takes, and the words it was read from.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidreview.evidence.chronology import Row
from rapidreview.evidence.merging.asked_facts import asked
from rapidreview.evidence.merging.words import (
    Dictionary,
    folded,
    is_name,
    stem,
    words_in,
)

_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ],
        start=1,
    )
}
_NUMBER_WORDS |= {"twice": 2, "thrice": 3, "dozen": 12, "fifteen": 15, "twenty": 20}
_ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
        ],
        1,
    )
}
_ORDINAL = re.compile(
    r"\b(?:the )?(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|[1-9](?:st|nd|rd|th))\b(?P<rest>[^.;]{0,60})"
)
_COUNT = re.compile(
    r"(?P<pound>£ ?)?\b(?P<number>[0-9]+(?:\.[0-9]+)?|"
    + "|".join(_NUMBER_WORDS)
    + r")(?P<unit> ?(?:kg|g|lbs?|cm|mm|ml|mg|mph))?\b(?P<sign> ?%| per cent| percent)?"
    r"(?=(?P<rest>[^.;0-9]{0,40}))"
)
_CLOCK = re.compile(
    r"\b(?:at|about|around|approximately|until|from) (?P<hour>[01]?[0-9]|2[0-3])"
    r"(?:[:.](?P<minute>[0-5][0-9]))? ?(?P<half>[ap]\.?m)?\b"
)
_CLAUSE = re.compile(r"[.;:!?]| but | although | however ")
_DENIED = re.compile(
    r"\b(?:no|not|never|nor|without|denied|denies|none|nobody|nothing|n't)\b"
)
_DENIED_WITHIN = 5
_FEW_WORDS = 9
_PASSIVE = re.compile(r"\b(?:was|were|been|be|being|is|are) [\w']+$")
_UNITS = {True: "per cent", False: "pounds"}
_TIMES = frozenset({"day", "night", "week", "month", "year", "hour", "minut"})
_TURN = re.compile(
    r"\b(?:of|and|or|in|at|on|to|from|with|for|who|that|by|were|was|had)\b|,"
)
_CUT_WHO = re.compile(
    r"\b(?:who|that|which|with|after|before|because|about|for|when|where|as|to|at|on|in|from)\b"
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a row says: its name, which side, the words, and how to call it."""

    name: str
    side: str
    words: str
    about: str


def facts_of(row: Row, known: Dictionary) -> tuple[Fact, ...]:
    """Everything a row says that can be compared, each fact once."""
    event = known.corrected(folded(row.event))
    text = f"{event} . {known.corrected(folded(row.action))}"
    found = [
        *_sides(text),
        *_scales(text),
        *_classes(event),
        *_who(text, known),
        *_where(event),
        *_counts(event, known),
        *_ordinals(event, known),
        *_clocks(event),
        *_presence(event, known),
        *_denials(text, known),
    ]
    return tuple(dict.fromkeys(found))


def _sides(text: str) -> Iterator[Fact]:
    """Of each thing the one side that a row takes; none where it takes several."""
    for name, about, sides in asked().sides:
        taken = [(side, found) for side, p in sides if (found := p.search(text))]
        if len(taken) == 1:
            side, found = taken[0]
            yield Fact(name, side, found[0].strip(), about)


def _scales(text: str) -> Iterator[Fact]:
    """Where on a scale something was put: low, medium or high risk."""
    for name, about, pattern in asked().scales:
        found = {
            next(filter(None, match.groupdict().values())): match[0]
            for match in pattern.finditer(text)
        }
        if len(found) == 1:
            ((value, words),) = found.items()
            yield Fact(f"scale: {name}", value, words.strip(), about)


def _classes(text: str) -> Iterator[Fact]:
    """Which one of a class of things: cannabis or heroin, an arm or a leg."""
    words = words_in(text)
    for name, about, kinds in asked().classes:
        found = {kind: w for kind, listed in kinds for w in words if w in listed}
        if len(found) == 1:
            ((kind, word),) = found.items()
            yield Fact(f"class: {name}", kind, word, about)


def _who(text: str, known: Dictionary) -> Iterator[Fact]:
    for name, about, before, after in asked().who:
        for pattern, is_after in ((before, False), (after, True)):
            for match in pattern.finditer(text) if pattern else ():
                if is_after and _PASSIVE.search(match[0]):
                    continue
                who = _people(match["who"], known, last=is_after)
                if name == "accompanied":  # each agency names the other: no difference
                    who = {one for one in who if known.sorts[one] == "people"}
                if who:
                    side = " and ".join(sorted(who))
                    yield Fact(name, side, _short(match[0], last=is_after), about)


def _short(words: str, *, last: bool) -> str:
    listed = words.split()
    return " ".join(listed[-_FEW_WORDS:] if last else listed[:_FEW_WORDS])


def _people(words: str, known: Dictionary, *, last: bool) -> set[str]:
    """The people in a few words: those next to the verb, none beyond a turn of it."""
    if last:
        words = _CUT_WHO.split(words)[-1]
    else:
        words = _CUT_WHO.split(words)[0]
    named = [t for t in known.terms(words) if known.sorts.get(t) in ("people", "roles")]
    return set(named)


def _where(text: str) -> Iterator[Fact]:
    found = [(place, m) for place, p in asked().where if (m := p.search(text))]
    if len(found) == 1:
        place, match = found[0]
        yield Fact("where", place, match[0], asked().where_about)


def _counts(text: str, known: Dictionary) -> Iterator[Fact]:
    """Numbers with what they count: "78 per cent", "three bruises"."""
    for match in _COUNT.finditer(text):
        number = _NUMBER_WORDS.get(match["number"]) or float(match["number"])
        if match["sign"] or match["pound"] or match["unit"]:
            unit = (match["unit"] or "").strip() or _UNITS[bool(match["sign"])]
            about = "attendance" if "attend" in text and match["sign"] else unit
            yield Fact(f"number of {unit}", f"{number:g}", match[0].strip(), about)
            continue
        if match["number"] == "one" and text[: match.start()].endswith("no "):
            continue
        counted = _counted(match["rest"], known)
        for term in counted:
            named = counted[-1].removeprefix("=")
            words = f"{match['number']}{match['rest']}".strip()
            yield Fact(f"number: {term}", f"{number:g}", words, f"how many: {named}")


def _counted(rest: str, known: Dictionary) -> list[str]:
    """What stands right behind a number: the thing, and what is said of it before."""
    before_a_turn = _TURN.split(rest)[0]
    if rest[:1] != " ":
        return []
    words = before_a_turn.split()[:3]
    times = [stem(word) for word in words if stem(word) in _TIMES]
    return times or known.terms(" ".join(words))


def _ordinals(text: str, known: Dictionary) -> Iterator[Fact]:
    """Which of several it was: "the third missed appointment"."""
    for match in _ORDINAL.finditer(text):
        number = _ORDINALS.get(match[1]) or int(match[1][0])
        terms = known.terms(match["rest"])
        counted = [t for t in terms[:4] if known.sorts.get(t) == "kinds"]
        for kind in counted[:1]:
            words = match[0].strip()
            yield Fact(f"which: {kind}", str(number), words, "how many it was by then")


def _clocks(text: str) -> Iterator[Fact]:
    found = [m for m in _CLOCK.finditer(text) if m["minute"] or m["half"]]
    if len(found) == 1:
        match = found[0]
        hour = int(match["hour"])
        if match["half"] and match["half"].startswith("p") and hour < 12:
            hour += 12
        minutes = hour * 60 + int(match["minute"] or 0)
        yield Fact("clock", str(minutes), match[0], "at what time")


_CAME = re.compile(
    r"\b(?:attend\w*|present|came|joined|took part|there|turned up|arrived|invited|absent"
    r"|apologies|represented|at home|seen|spoken to)\b|^\W*(?:\w+ ){1,3}out\b(?= at\b|\W*$| with\b)"
)
_STAYED_AWAY = re.compile(
    r"\b(?:absent|apologies|unable|failed|missing|declined|refused|out)\b"
)


def _presence(text: str, known: Dictionary) -> Iterator[Fact]:
    """Who was there and who was not, clause by clause."""
    for clause in re.split(r"[.;:!?,]| but | although | however | while ", text):
        if not _CAME.search(clause) or " alone" in clause:
            continue
        named = known.terms(clause)
        people = [t for t in named if known.sorts.get(t) == "people"]
        away = bool(_DENIED.search(clause) or _STAYED_AWAY.search(clause))
        away = away or "=missed appointment" in named
        for person in people:
            side = "was not there" if away else "was there"
            about = f"whether {_said(person)} was there"
            yield Fact(f"presence: {person}", side, clause.strip(), about)


def _said(person: str) -> str:
    return "the child" if is_name(person) else f"the {person.removeprefix('=')}"


def _denials(text: str, known: Dictionary) -> Iterator[Fact]:
    """Things that one row tells and another denies: a bruise, an arrest, a knife."""
    for clause in _CLAUSE.split(text):
        denied = _DENIED.search(clause)
        told = known.terms(clause)
        behind = words_in(clause[denied.end() :])[:_DENIED_WITHIN] if denied else []
        below = set(known.terms(" ".join(behind)))
        for term in dict.fromkeys(told):
            if term in asked().negatable:
                side = "no" if term in below else "yes"
                named = term.removeprefix("=")
                yield Fact(f"denied: {term}", side, clause.strip(), f"whether: {named}")

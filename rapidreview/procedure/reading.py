"""Reads a procedure file: plain values and the line of each, and never more than is sane.

Every scalar is read as text, so that 17:00, no and 2026-11-02 stay what was typed; the
models of `parts` turn text into numbers, times and kinds. What is too long, too deep, or
tries to be clever is refused before anything is built of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import yaml

# The longest procedure that we ship has some 24,000 characters and 2,200 values, 8 deep.
MOST_CHARACTERS, MOST_BYTES = 200_000, 400_000
MOST_VALUES = 20_000
MOST_DEPTH = 12
MOST_SENTENCES = 200
# What an escape such as "\0" can smuggle in, and no database or page can hold.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")

Place = tuple[str | int, ...]
Raw = str | list["Raw"] | dict[str, "Raw"]


class NotReadable(Exception):
    """The text is not taken in at all; the words say where and why."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a file: where, and in words."""

    place: Place
    words: str


@dataclass(slots=True)
class Reading:
    """A file as values, with the line on which each stands."""

    raw: Raw = ""
    lines: dict[Place, int] = field(default_factory=lambda: {(): 1})
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, place: Place) -> int:
        """The line of the nearest thing that stands in the file."""
        while place not in self.lines:
            place = place[:-1]
        return self.lines[place]

    def sentences(self, problems: Iterable[Problem]) -> list[str]:
        """Every problem once, with its line, in the order of the file."""
        once = dict.fromkeys(problems)
        ordered = sorted(once, key=lambda one: (self.line_of(one.place), one.words))
        told = [self._sentence(one) for one in ordered[:MOST_SENTENCES]]
        more = len(ordered) - len(told)
        return [*told, f"and {more} more"] if more else told

    def _sentence(self, problem: Problem) -> str:
        where = ".".join(self._name(problem.place))
        at = f"line {self.line_of(problem.place)}"
        return f"{at}: {where}: {problem.words}" if where else f"{at}: {problem.words}"

    def _name(self, place: Place) -> Iterator[str]:
        """The place in words: a list's item by its id where it has one."""
        here: Raw | None = self.raw
        for step in place:
            here = _inside(here, step)
            named = here.get("id") if isinstance(here, dict) else None
            yield str(named if isinstance(step, int) and named else step)


def _inside(raw: Raw | None, step: str | int) -> Raw | None:
    if isinstance(raw, dict):
        return raw.get(str(step))
    if isinstance(raw, list) and isinstance(step, int) and step < len(raw):
        return raw[step]
    return None


def groups(raw: Raw, key: str) -> Iterator[tuple[int, dict[str, Raw]]]:
    """The groups of lines in the list under a key, each with its number there."""
    listed = raw.get(key) if isinstance(raw, dict) else None
    for number, one in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(one, dict):
            yield number, one


def words_of(raw: Raw, key: str) -> list[str]:
    """The words under a key: of a list, or the one that stands there."""
    given = raw.get(key, []) if isinstance(raw, dict) else []
    listed = given if isinstance(given, list) else [given]
    return [one for one in listed if isinstance(one, str)]


def read(text: str) -> Reading:
    """The values of a YAML text, with their lines, double keys and other oddities.

    Raises NotReadable for what is no YAML, or too long or too deep to be a procedure.
    """
    if len(text) > MOST_CHARACTERS:
        raise NotReadable(
            f"line 1: this is too long: {len(text)} characters, at most {MOST_CHARACTERS}"
        )
    try:
        return _Builder(text).built()
    except yaml.YAMLError as error:
        raise NotReadable(_not_yaml(error, text)) from None


class _Builder:
    """Turns the events of the parser into values, one after the other."""

    def __init__(self, text: str) -> None:
        self.reading = Reading()
        self.values = 0
        self.events = yaml.parse(text, Loader=yaml.BaseLoader)

    def built(self) -> Reading:
        self.next()  # the stream begins
        if not isinstance(self.next(), yaml.StreamEndEvent):
            self.reading.raw = self.value(self.next(), ())
            self.next()  # the document ends
            after = self.next()
            if not isinstance(after, yaml.StreamEndEvent):
                raise NotReadable(f"line {_line(after)}: a second document begins here")
        return self.reading

    def next(self) -> yaml.Event:
        self.values += 1
        event: yaml.Event = next(self.events)
        if self.values > MOST_VALUES:
            raise NotReadable(f"line {_line(event)}: too much stands up to here")
        return event

    def value(self, event: yaml.Event, place: Place) -> Raw:
        if len(place) > MOST_DEPTH:
            raise NotReadable(f"line {_line(event)}: this is nested too deeply")
        self.reading.lines.setdefault(place, _line(event))
        if isinstance(event, yaml.AliasEvent):
            self.odd(place, f"“*{event.anchor}” is not followed: write it out")
            return ""
        if getattr(event, "tag", None):
            self.odd(place, "a tag (!) has no meaning here")
        if isinstance(event, yaml.SequenceStartEvent):
            return self.items(place)
        if isinstance(event, yaml.MappingStartEvent):
            return self.fields(place)
        return self.fit(str(getattr(event, "value", "")), place)

    def items(self, place: Place) -> Raw:
        found: list[Raw] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            found.append(self.value(event, (*place, len(found))))
        return found

    def fields(self, place: Place) -> Raw:
        found: dict[str, Raw] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise NotReadable(f"line {_line(event)}: a name must stand here")
            key = self.fit(event.value, place)
            again, at = key in found, (*place, key)
            if again:
                self.odd(at, f"stands here and again on line {_line(event)}")
            else:
                self.reading.lines[at] = _line(event)
            value = self.value(self.next(), (*at, "") if again else at)
            found.setdefault(key, value)
        return found

    def fit(self, text: str, place: Place) -> str:
        """The text without characters that cannot be kept; those are an error."""
        if _UNFIT.search(text):
            self.odd(place, "a control character or half a character cannot be kept")
        return _UNFIT.sub("", text)

    def odd(self, place: Place, words: str) -> None:
        self.reading.problems.append(Problem(place, words))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _not_yaml(error: yaml.YAMLError, text: str) -> str:
    """Where and why a text is no YAML."""
    mark = getattr(error, "problem_mark", None)
    line = mark.line if mark else text.count("\n", 0, getattr(error, "position", 0))
    words = getattr(error, "problem", None) or "these characters cannot be read"
    return f"line {line + 1}: this is not YAML: {words}"


def in_words(kind: str, given: object, words: str, place: Place) -> str:
    """An error of the models in words for the person who writes the file."""
    shown = f"“{given[:40]}”" if isinstance(given, str) else "this"
    match kind:
        case "missing" | "enum" if place[-1] == "unit":
            said = "is missing" if kind == "missing" else f"{shown} leaves it open"
            return f"{said}: say working_day, calendar_day, hour, week or month"
        case "enum":
            known = words.removeprefix("Input should be ").replace("'", "")
            return f"{shown} is not known: write {known}"
        case "value_error":
            return words.removeprefix("Value error, ")
        case _ if kind in _WORDS:
            return _WORDS[kind].format(shown)
        case _ if kind.startswith("date"):
            return f"{shown} is not a day such as 2026-04-01"
    return f"{words} ({shown})"


_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not known here",
    "dict_type": "{} must be lines of the form “name: value”",
    "model_type": "{} must be lines of the form “name: value”",
    "tuple_type": "{} must be a list: [one, another]",
    "string_type": "must be words",
    "time_parsing": "{} is not a time of day such as “17:00”",
    "bool_parsing": "{} must be true or false",
    "string_too_short": "must not be empty",
}

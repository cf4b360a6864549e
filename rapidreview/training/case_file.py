"""The training case with real dates: who, what was asked, what came back, day by day.

The file counts in days before Day 1 and in working days of the local clock; ``load`` turns
both into dates and instants for one start. Its ``about`` says how to read it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, cached_property
from importlib import resources
from typing import Any, Literal, Protocol
from zoneinfo import ZoneInfo

import yaml

from rapidreview.evidence.dates import as_typed
from rapidreview.evidence.pseudonyms import Key
from rapidreview.evidence.stored import Person as Named
from rapidreview.training.marks import resolved
from rapidreview.training.returns import Names, TrainingReturn, read_return

SUGGESTED_START = date(2026, 11, 4)

_LONDON = ZoneInfo("Europe/London")

# A part of the file as YAML gives it, every mark resolved; shapes differ by section.
Tree = Mapping[str, Any]


class Calendar(Protocol):
    """What the story needs of a calendar of working days."""

    def next_working_day(self, day: date, /) -> date:
        """The day itself if it is a working day, else the next one."""

    def add(self, day: date, number: int, /) -> date:
        """The working day that many working days after a day."""


@dataclass(frozen=True, slots=True)
class CastMember:
    """Somebody who has a part in the story; ``agency`` is its code, or empty."""

    id: str
    name: str
    role: str
    email: str
    phone: str
    agency: str = ""
    job: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TrainingAgency:
    """An agency of the story; people by their ids, ``added_on_day`` if it came late."""

    code: str
    name: str
    kind: str
    contact: str
    jcr_rep: str
    author: str
    senior_manager: str
    familiar: bool
    usual_sources: tuple[str, ...]
    added_on_day: int = 1


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens in the story: when, who, which paragraphs, and the words."""

    at: datetime
    who: tuple[str, ...]
    kind: str
    paragraphs: tuple[str, ...]
    does: str


@dataclass(frozen=True)  # no slots: what is read once is kept in the instance
class TrainingCase:
    """The whole story for one start. ``raw`` is the file with every mark resolved."""

    day_1: date
    calendar: Calendar
    raw: Tree

    @property
    def partnership(self) -> Tree:
        """The partnership: name, area, address, marking and procedure."""
        return self._part("partnership")

    @property
    def case(self) -> Tree:
        """The children, the family, the incident and the notification."""
        return self._part("case")

    @property
    def send_back(self) -> Tree:
        """Why the first housing return went back, reason by reason."""
        return self._part("send_back")

    @property
    def letters(self) -> Tree:
        """The wording of the letters, with names of fields in braces."""
        return self._part("letters")

    @cached_property
    def people(self) -> dict[str, CastMember]:
        """Everyone who has a part, by id."""
        return {entry["id"]: CastMember(**entry) for entry in self.raw["people"]}

    @cached_property
    def agencies(self) -> dict[str, TrainingAgency]:
        """The agencies by code, in the order of the file."""
        return {entry["code"]: _agency(entry) for entry in self.raw["agencies"]}

    @cached_property
    def returns(self) -> dict[str, TrainingReturn]:
        """The returns by key: CSC, POL, …, HOU_r1, HOU_r2, REC."""
        names = self._names()
        entries = self.raw["returns"].items()
        return {key: read_return(key, entry, names) for key, entry in entries}

    @property
    def pseudonym_key(self) -> Key:
        """The key of the case: people, places, numbers, and the bare family names."""
        of = self.raw["pseudonyms"]
        entries = [*of["people"], *of["places"], *of["numbers"]]
        forms = [(e["label"], tuple(e["forms"])) for e in entries if "keep" not in e]
        surnames = [(label, (name,)) for name, label in of["surname_alone"].items()]
        return Key((*forms, *surnames))

    def events(self, day: int | Literal["after"]) -> tuple[Event, ...]:
        """What happens on a working day, or after the submission, in the file's order."""
        entries = self.raw["events_by_day"].get(day, ())
        return tuple(
            Event(
                at=self.instant({"day": day, **entry}),
                who=tuple(entry["who"]),
                kind=entry["kind"],
                paragraphs=tuple(entry["p"]),
                does=entry["does"],
            )
            for entry in entries
        )

    def moment(self, day: int, at: str) -> datetime:
        """Working day ``day`` of the local clock at a London time: UTC, aware."""
        on = self.calendar.add(self.day_1, day - 1) if day > 1 else self.day_1
        return _instant(on, at)

    def day_before(self, days: int) -> date:
        """The day so many calendar days before Day 1; a negative number is after it."""
        return self.day_1 - timedelta(days=days)

    def instant(self, when: Tree) -> datetime:
        """The instant that a ``{day, time}``, or its like, in the file stands for."""
        if "working_days_after_submission" in when:
            sent = self.raw["submission"]["S6"]["when"]["day"]
            return self.moment(
                sent + when["working_days_after_submission"], when["time"]
            )
        if "days_before_day_1" in when:
            return _instant(self.day_before(when["days_before_day_1"]), when["time"])
        return self.moment(when["day"], when["time"])

    def _part(self, name: str) -> Tree:
        part: Tree = self.raw[name]
        return part

    def _names(self) -> Names:
        subjects = [*self.case["children"], *self.case["family"]]
        return Names(
            people={
                one.id: Named(one.name, one.job or one.role, one.email)
                for one in self.people.values()
            },
            subjects={subject["id"]: subject["name"] for subject in subjects},
            day_before=self.day_before,
            instant=self.instant,
            typed_moment=_typed_moment,
        )


def load(start: date, calendar: Calendar) -> TrainingCase:
    """The training case, told as if the call had come on ``start`` or the next working
    day after it."""
    day_1 = calendar.next_working_day(start)
    return TrainingCase(day_1, calendar, resolved(_file(), day_1))


@cache
def _file() -> Tree:
    source = resources.files("rapidreview.training").joinpath("training-case.yaml")
    tree: Tree = yaml.load(source.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return tree


def _agency(entry: Tree) -> TrainingAgency:
    return TrainingAgency(**{**entry, "usual_sources": tuple(entry["usual_sources"])})


def _instant(day: date, at: str) -> datetime:
    local = datetime.combine(day, time.fromisoformat(at), tzinfo=_LONDON)
    return local.astimezone(UTC)


def _typed_moment(at: datetime) -> str:
    local = at.astimezone(_LONDON)
    return f"{as_typed(local.date())}, {local:%H:%M}"

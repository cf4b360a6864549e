"""Chronologies made by chance from a seed, with what is planted in them.

Each is one family as several agencies saw it over two years: events that two or three of
them tell, in their own words, abbreviations and ways of writing a date, now and then with
a slip of the pen; events told differently; and what only looks alike: the same words on
another date, visits that recur, something else on the same day.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from rapidreview.evidence.chronology import Row, row_from
from tests.evidence.generated_alone import ALONE
from tests.evidence.generated_cast import AGENCIES, SLOTS, Event
from tests.evidence.generated_words import SHARED

FIRST, LAST = date(2024, 1, 8), date(2025, 12, 19)
PEOPLE = {
    "Tilly Brand": "child",
    "Kyle Brand": "child",
    "Jade Brand": "mother",
    "Liam Orr": "father",
    "Dean Pratt": "mother's partner",
    "Sheila Brand": "maternal grandmother",
}
_SLIP_IN = 9  # one longer word in so many texts is mistyped


@dataclass
class Made:
    """The rows, the groups of rows that tell of one event, and those told differently.

    A difference is the rows that tell of it and what kind it is: date, time or fact.
    """

    rows: list[Row] = field(default_factory=list)
    same: list[set[Row]] = field(default_factory=list)
    differs: list[tuple[set[Row], str]] = field(default_factory=list)


def made(seed: int, size: int = 500) -> Made:
    """One chronology of ``size`` rows, always the same for a seed."""
    return _Maker(random.Random(seed), size).make()  # noqa: S311 - not a secret


class _Maker:
    def __init__(self, chance: random.Random, size: int) -> None:
        self.chance, self.size = chance, size
        self.out = Made()
        self.numbers = dict.fromkeys(AGENCIES, 0)
        self.told_alone: set[tuple[str, str, date]] = set()
        self.busy: dict[str, list[date]] = {}
        self.styles = {agency: chance.choice(_STYLES) for agency in AGENCIES}

    def make(self) -> Made:
        for _ in range(self.size):  # in a long file the days run out
            if len(self.out.rows) >= self.size * 0.35:
                break
            self._event(self.chance.choice(SHARED))
        while len(self.out.rows) < self.size:
            self._alone()
        self.chance.shuffle(self.out.rows)
        return self.out

    def _event(self, event: Event) -> None:
        day = self._free_day(event.name)
        if day is None:
            return
        slots = {name: self.chance.choice(listed) for name, listed in SLOTS.items()}
        agencies = self.chance.sample(
            sorted(event.told), k=min(len(event.told), self.chance.choice((2, 2, 2, 3)))
        )
        differs = self.chance.random() < 0.22 and event.slots
        shifted = not differs and event.shifts and self.chance.random() < 0.3
        hour = f"{self.chance.randrange(8, 19):02}:{self.chance.choice((0, 10, 15, 30, 45)):02}"
        timed = self.chance.random() < 0.4
        rows = []
        odd = agencies[-1]
        slot = self.chance.choice(event.slots) if differs else ""
        for agency in agencies:
            own = dict(slots)
            if differs and agency == odd:
                own[slot] = self.chance.choice(
                    [v for v in SLOTS[slot] if v != slots[slot]]
                )
            moved = self.chance.choice((1, 2, 3)) if shifted and agency == odd else 0
            words = self.chance.choice(event.told[agency])
            if differs and f"{{{slot}}}" not in words:
                words = next(
                    (w for w in event.told[agency] if f"{{{slot}}}" in w), words
                )
            rows.append(
                (
                    agency,
                    words,
                    self._row(
                        agency,
                        day + timedelta(days=moved),
                        words.format(**own),
                        event.who,
                        hour if timed else "",
                    ),
                )
            )
        told = {row for _, words, row in rows if not differs or f"{{{slot}}}" in words}
        if shifted:
            stayed = {row for _, _, row in rows[:-1]}
            if len(stayed) > 1:
                self.out.same.append(stayed)
            self.out.differs.append(({row for *_, row in rows}, "date"))
            return
        self.out.same.append({row for *_, row in rows})
        if differs and rows[-1][2] in told and len(told) > 1:
            self.out.differs.append((told, "fact"))

    def _free_day(self, name: str) -> date | None:
        """A day three weeks away from any other event of the same name."""
        for _ in range(30):
            day = FIRST + timedelta(days=self.chance.randrange((LAST - FIRST).days))
            if all(abs((day - other).days) > 21 for other in self.busy.get(name, [])):
                self.busy.setdefault(name, []).append(day)
                return day
        return None

    def _alone(self) -> None:
        agency, words, who = self.chance.choice(ALONE)
        slots = {name: self.chance.choice(listed) for name, listed in SLOTS.items()}
        day = FIRST + timedelta(days=self.chance.randrange((LAST - FIRST).days))
        if (agency, words, day) in self.told_alone:
            return
        self.told_alone.add((agency, words, day))
        self._row(agency, day, words.format(**slots), who, "")

    def _row(self, agency: str, day: date, words: str, who: str, time: str) -> Row:
        self.numbers[agency] += 1
        event, _, action = words.partition(" / ")
        cells = {
            "E1": _STYLED[self.styles[agency]](day),
            "E3": time,
            "E5": AGENCIES[agency],
            "E6": who,
            "E7": self._slipped(event),
            "E8": action,
        }
        row = row_from(
            cells, agency=agency, round_number=1, number=self.numbers[agency]
        )
        self.out.rows.append(row)
        return row

    def _slipped(self, text: str) -> str:
        """Now and then a letter is left out, doubled or swapped in a longer word."""
        words = text.split()
        long = [n for n, word in enumerate(words) if len(word) > 6 and word.isalpha()]
        if not long or self.chance.randrange(_SLIP_IN):
            return text
        n = self.chance.choice(long)
        at = self.chance.randrange(1, len(words[n]) - 1)
        word = words[n]
        words[n] = self.chance.choice(
            (
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            )
        )
        return " ".join(words)


_STYLED = {
    "long": lambda day: f"{day.day} {day:%B %Y}",
    "short": lambda day: f"{day:%d/%m/%Y}",
    "dots": lambda day: f"{day.day}.{day.month}.{day:%y}",
    "iso": lambda day: day.isoformat(),
    "weekday": lambda day: f"{day:%A} {day.day} {day:%b %Y}",
}
_STYLES = tuple(_STYLED)

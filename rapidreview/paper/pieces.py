"""What several of our documents are made of: plain values, dates already in words."""

from dataclasses import asdict, dataclass

# Label and words, one under the other: date, place, chair.
Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at a meeting; ``note`` says whom they stood in for, and their seniority."""

    name: str
    role: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflict of interest that was declared, and what was done about it (M1)."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the agenda with what was said; ``text`` may hold bullets (M1 … M15)."""

    code: str
    title: str
    text: str = ""

    @property
    def heading(self) -> str:
        """Its code and title; an item of another meeting may have no code."""
        return f"{self.code}. {self.title}" if self.code else self.title


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of a regulation: ``answer`` is Yes, No or Not sure (P7.2)."""

    group: str
    question: str
    answer: str
    reason: str


@dataclass(frozen=True, slots=True)
class View:
    """A statutory partner's view in its own words; ``view`` is Agrees or Dissents."""

    partner: str
    by: str
    view: str
    words: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action that was agreed; ``measure`` says how its impact will be seen (R14)."""

    number: str
    action: str
    owner: str
    due: str
    measure: str = ""


def grouped(criteria: tuple[Criterion, ...]) -> list[dict[str, object]]:
    """The criteria by their regulation, in the order they came, as a template takes them."""
    groups = dict.fromkeys(one.group for one in criteria)
    return [
        {"group": name, "rows": [asdict(one) for one in criteria if one.group == name]}
        for name in groups
    ]

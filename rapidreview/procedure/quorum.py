"""Who must be there for the meeting to decide, and which deputies count (P7.1, M16, M17).

The rules are lines of the procedure file. What the attendance says is counted here; that the
quorum was met or not is said by a person, in words where the count says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from rapidreview.procedure.errors import Incomplete
from rapidreview.procedure.vocabulary import Grade, Role
from rapidreview.procedure.windows import Count, Part, Words


class QuorumPart(Part):
    """One condition of the quorum: of those who hold any of the roles, ``at_least`` so many."""

    words: Words
    who: tuple[Role, ...]
    at_least: Count = 1

    @model_validator(mode="after")
    def _names_somebody(self) -> Self:
        if not self.who:
            raise ValueError("say who: at least one role")
        return self


class DeputyRule(Part):
    """Which grades are senior enough by themselves; of others the Chair decides."""

    words: Words
    enough: tuple[Grade, ...]


class MeetingRules(Part):
    """What a procedure says of its meeting; nothing, where it says nothing."""

    quorum: tuple[QuorumPart, ...] = ()
    deputies: DeputyRule | None = None


class Presence(StrEnum):
    """Whether somebody came, or is awaited."""

    AWAITED = "awaited"
    PRESENT = "present"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Attending:
    """One person of the meeting, with the deputy who takes their place, if any.

    ``accepted`` is what the Chair said of the deputy, None where nothing; ``decides`` is
    whether they take part in the decision, whatever interest they declared.
    """

    name: str
    roles: frozenset[Role]
    presence: Presence
    deputy: str = ""
    grade: str = ""
    accepted: bool | None = None
    decides: bool = True


@dataclass(frozen=True, slots=True)
class QuorumLine:
    """One condition as it stands: who counts, and who does not with the reason."""

    words: str
    needed: int
    there: tuple[str, ...]
    uncounted: tuple[str, ...]

    @property
    def met(self) -> bool:
        """Whether enough are there."""
        return len(self.there) >= self.needed

    @property
    def said(self) -> str:
        """The line as minutes and pages say it."""
        names = ", ".join(self.there) or "nobody"
        short = "" if self.met else f" ({len(self.there)} of {self.needed})"
        left = f"; not counted: {', '.join(self.uncounted)}" if self.uncounted else ""
        return f"{self.words}: {names}{short}{left}."


def quorum_lines(
    rules: MeetingRules, people: Sequence[Attending], *, before: bool = False
) -> tuple[QuorumLine, ...]:
    """Each condition with who counts; ``before`` the meeting, those awaited count too."""
    return tuple(_line(one, rules, people, before=before) for one in rules.quorum)


def is_quorate(lines: Iterable[QuorumLine]) -> bool | None:
    """Whether every condition is met; None where the procedure has none."""
    found = [one.met for one in lines]
    return all(found) if found else None


def in_words(lines: Iterable[QuorumLine]) -> str:
    """Every condition in a sentence of its own."""
    return " ".join(one.said for one in lines)


def is_senior_enough(
    rules: MeetingRules,
    grade: str,
    accepted: bool | None,  # noqa: FBT001 - a third answer
) -> bool:
    """Whether a deputy may decide: the Chair's word goes before the grade."""
    if accepted is not None:
        return accepted
    return rules.deputies is None or grade in rules.deputies.enough


def require_quorum_explained(
    lines: Sequence[QuorumLine], *, met: bool, words: str
) -> None:
    """Raise Incomplete for no quorum without words, or for one that nobody can see (M17)."""
    if words.strip():
        return
    if not met:
        raise Incomplete("Say who was missing, and why the meeting went on.", "P7.1")
    if is_quorate(lines) is False:
        short = in_words(one for one in lines if not one.met)
        raise Incomplete(
            f"The attendance does not show a quorum. {short} Say on what it rests.",
            "P7.1",
        )


def _line(
    part: QuorumPart,
    rules: MeetingRules,
    people: Sequence[Attending],
    *,
    before: bool,
) -> QuorumLine:
    there, uncounted = [], []
    for one in people:
        if not one.roles & set(part.who):
            continue
        name, why_not = _counted(one, rules, before=before)
        if name and why_not:
            uncounted.append(f"{name}, {why_not}")
        elif name:
            there.append(name)
    return QuorumLine(part.words, part.at_least, tuple(there), tuple(uncounted))


def _counted(one: Attending, rules: MeetingRules, *, before: bool) -> tuple[str, str]:
    """Who is there in this place, and why they do not count; empty for nobody."""
    came = one.presence is Presence.PRESENT
    if came or (before and one.presence is Presence.AWAITED and not one.deputy):
        return one.name, "" if one.decides else "who takes no part in the decision"
    if not one.deputy:
        return "", ""
    name = f"{one.deputy} for {one.name}"
    if is_senior_enough(rules, one.grade, one.accepted):
        return name, ""
    refused = one.accepted is False
    return name, f"whom the Chair {'did not accept' if refused else 'has to accept'}"

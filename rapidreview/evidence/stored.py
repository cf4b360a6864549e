"""How an answer with several parts is kept as one text, and taken apart again.

Every answer is one text per code, kept exactly as typed; the convention for each kind:

- a choice, yes/no or yes/no/not known: the choice on the first line, details beneath;
- several choices or ticks: one a line, then free text;
- a person: ``name | role | contact``; a table: one row a line, cells parted by ``|``.

Text that follows no convention (a Word form, a letter) is not an error: it is details.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_NOT_KNOWN = re.compile(
    r"\s*(?:not known|unknown|don.t know)\b[\s,.:;-]*(?:because\b)?[\s:…,.-]*", re.I
)


@dataclass(frozen=True, slots=True)
class Parts:
    """The choices that were made, as the form spells them, and the text beneath."""

    chosen: tuple[str, ...]
    text: str

    @property
    def choice(self) -> str:
        """The one choice of a question that allows one; empty if none was made."""
        return self.chosen[0] if self.chosen else ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in an answer (A2, A4, A5, A6)."""

    name: str
    role: str = ""
    contact: str = ""


def split(stored: str, choices: Sequence[str]) -> Parts:
    """Take an answer apart: leading lines that are choices, then the rest as text."""
    lines = stored.split("\n")
    chosen: list[str] = []
    while lines and (choice := _choice(lines[0], choices)):
        chosen.append(choice)
        lines.pop(0)
    return Parts(tuple(chosen), "\n".join(lines))


def join(chosen: Iterable[str], text: str = "") -> str:
    """Put choices and text together as one answer; the opposite of ``split``."""
    return "\n".join([*chosen, *([text] if text else [])])


def not_known(stored: str) -> str | None:
    """The reason given for "not known"; empty if none was, None if it does not say so."""
    match = _NOT_KNOWN.match(stored)
    return None if match is None else stored[match.end() :].strip()


def person(stored: str) -> Person:
    """The person an answer names: name, role and contact, parted by a stroke."""
    cells = [cell.strip() for cell in stored.split("|", 2)]
    return Person(*cells)


def person_text(named: Person) -> str:
    """A person as one text; the opposite of ``person``."""
    return " | ".join(cell for cell in (named.name, named.role, named.contact) if cell)


def table(stored: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table answer (G4), each a tuple of cells."""
    return tuple(
        tuple(cell.strip() for cell in line.split("|"))
        for line in stored.split("\n")
        if line.strip()
    )


def _choice(line: str, choices: Sequence[str]) -> str:
    wanted = line.strip().casefold()
    return next((choice for choice in choices if choice.casefold() == wanted), "")

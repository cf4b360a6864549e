"""The answers of one round of a return, and what is signed when it is signed (P1.11).

An answer is one text per code, exactly as typed. What is signed is the canonical form:
the same answers give the same bytes on every machine, and any change gives others.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from rapidreview.evidence.form import (
    FORM_VERSION,
    Repeat,
    block_number,
    blocks,
    form,
    is_nil,
    needed_codes,
)
from rapidreview.evidence.stored import not_known, person, split

# Set by the product when a return is signed or received, so not part of what is signed.
_SET_BY_SIGNING = frozenset({"A9", "A10", "J4", "J5"})


@dataclass(frozen=True, slots=True)
class Missing:
    """One answer the author still owes, in words for the author."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What an agency answered: texts by code, chronology rows, and children asked about.

    ``rows`` holds one mapping of E1..E11 for each event, in the agency's order.
    """

    values: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...] = ()
    children: int = 1
    form_version: str = field(default=FORM_VERSION)

    def __post_init__(self) -> None:
        """Take copies, so that nobody changes the answers from outside."""
        rows = tuple(MappingProxyType(dict(row)) for row in self.rows)
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))
        object.__setattr__(self, "rows", rows)

    def get(self, code: str) -> str:
        """The answer as typed; empty if there is none."""
        return self.values.get(code, "")

    @property
    def is_nil(self) -> bool:
        """Is this a nil return: searched, and not involved (A14)?"""
        return is_nil(self.values)

    @property
    def says_unsafe(self) -> bool:
        """Does it say that a child is unsafe now (G1)? True even of a draft."""
        return self.chosen("G1") == "yes"

    @property
    def author(self) -> str:
        """The author's name (A4)."""
        return person(self.get("A4")).name

    def count(self, repeat: Repeat) -> int:
        """How many children, members or episodes hold any answer."""
        return blocks(self.values, repeat)

    def chosen(self, code: str) -> str:
        """The choice made under a code, as the form spells it; empty if none."""
        return split(self.get(code), form().question(code).choices).choice

    def not_known(self, code: str) -> str | None:
        """The reason given for "not known": empty if none was, None if it is known."""
        return not_known(self.get(code))


def missing(answers: Answers, children: int = 0) -> list[Missing]:
    """What the author has still to answer before the return can go to be signed (P1.11).

    ``children`` is the number the request asked about, if more than were answered for.
    "Not known" counts as an answer. J is not looked at: it is the senior manager's.
    """
    owed = [
        Missing(code, _words(code))
        for code in needed_codes(answers.values, max(children, answers.children))
        if not answers.get(code).strip()
    ]
    return owed if answers.is_nil else owed + _missing_in_rows(answers)


def canonical(answers: Answers) -> bytes:
    """The bytes that a signature covers: sorted JSON, every text exactly as typed.

    Empty answers are left out, so that a form saved with empty boxes is the same form.
    """
    content = {
        "form": answers.form_version,
        "children": answers.children,
        "answers": _filled(answers.values),
        "chronology": [_filled(row) for row in answers.rows],
    }
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def fingerprint(answers: Answers, attachments: Sequence[str] = ()) -> str:
    """The sha256, in hexadecimal, of the answers and of the attachments' own sha256s."""
    whole = hashlib.sha256(canonical(answers))
    for attached in sorted(attachments):
        whole.update(b"\n" + attached.encode())
    return whole.hexdigest()


def title_of(code: str) -> str:
    """A code's question in words, with the block it belongs to: "… (child 2)"."""
    question = form().question(code)
    if question.repeat is None:
        return question.title
    return f"{question.title} ({_BLOCK_WORDS[question.repeat]} {block_number(code)})"


_BLOCK_WORDS = {
    Repeat.CHILD: "child",
    Repeat.MEMBER: "person",
    Repeat.EPISODE: "episode",
}


def _words(code: str) -> str:
    return f"Please answer {code}: {title_of(code)}"


def _missing_in_rows(answers: Answers) -> list[Missing]:
    if not answers.rows:
        return [Missing("E", "The chronology has no entry yet.")]
    return [
        Missing("E7", f"Row {number} of the chronology does not say what happened.")
        for number, row in enumerate(answers.rows, start=1)
        if not row.get("E7", "").strip()
    ]


def _filled(values: Mapping[str, str]) -> dict[str, str]:
    return {
        code: text
        for code, text in values.items()
        if text and code not in _SET_BY_SIGNING
    }

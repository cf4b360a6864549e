"""The information scoping form as data: sections, questions, and what must be answered.

Read by every screen, letter and document that shows a question (P1.10, P1.11). The
questions themselves stand in ``scoping_form.yaml``; a partnership edits words, not code.
A repeated block adds a number to the code: ``B3_2`` is B3 for the second child.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache, cached_property
from importlib import resources
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

FORM_VERSION = "2026.1"

_NUMBERED = re.compile(r"(?P<base>[A-Z][0-9]+[a-z]?)(?:_(?P<number>[1-9][0-9]*))?")


class Kind(StrEnum):
    """What an answer looks like; how each is stored: see ``stored.py``."""

    TEXT = "text"
    LONG = "long"
    DATE = "date"
    UDATE = "udate"
    WHEN = "when"
    YN = "yn"
    YNK = "ynk"
    CHOICE = "choice"
    MULTI = "multi"
    PERSON = "person"
    NUMBER = "number"
    TABLE = "table"
    TICKS = "ticks"
    SIGN = "sign"


class Need(StrEnum):
    """Whether an answer is required, and who gives it."""

    REQUIRED = "req"
    OPTIONAL = "opt"
    CONDITIONAL = "cond"
    PREFILLED = "pre"
    SYSTEM = "sys"


class SeenBy(StrEnum):
    """Who may read an answer (handbook, sections 6 and 8)."""

    OWN = "own"
    IDENTIFYING = "id"
    TEAM = "team"
    HELD = "held"


class Repeat(StrEnum):
    """The block a question belongs to when it is asked more than once."""

    CHILD = "child"
    MEMBER = "member"
    EPISODE = "episode"


class Condition(StrEnum):
    """When a conditional question is asked."""

    UNSAFE = "G1=yes"
    DIED = "died"
    LATE = "late"
    ANY = "any"


class _Data(BaseModel):
    """A piece of the data file: nothing extra, nothing changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Question(_Data):
    """One question or chronology column, in words for someone new to the form.

    ``details`` is the label of the text that goes beneath a choice; ``nil_return`` says
    that an agency that was not involved is asked it too.
    """

    code: str
    section: str
    title: str
    hint: str
    example: str = ""
    kind: Kind
    need: Need
    seen_by: SeenBy
    choices: tuple[str, ...] = ()
    details: str = ""
    condition: Condition | None = None
    repeat: Repeat | None = None
    nil_return: bool = False


class Section(_Data):
    """A part of the form: one entry of the agency's task list."""

    code: str
    title: str
    minutes: int
    hint: str
    codes: tuple[str, ...]


class Form(_Data):
    """One version of the form; a return keeps the version it answered."""

    version: str
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]

    @model_validator(mode="after")
    def _codes_are_unique(self) -> Self:
        codes = [question.code for question in self.questions]
        if len(codes) != len(set(codes)):
            raise ValueError("A code stands twice in the form.")
        return self

    @cached_property
    def _by_code(self) -> dict[str, Question]:
        return {question.code: question for question in self.questions}

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code in the order of the form, chronology columns included."""
        return tuple(question.code for question in self.questions)

    @property
    def columns(self) -> tuple[Question, ...]:
        """The columns of the chronology, E1 to E11."""
        return self.of_section("E")

    def question(self, code: str) -> Question:
        """The question of a code, numbered or not. Raises KeyError if there is none."""
        return self._by_code[base_code(code)]

    def of_section(self, section: str) -> tuple[Question, ...]:
        """The questions of one section, in order."""
        return tuple(q for q in self.questions if q.section == section)

    def block(self, repeat: Repeat) -> tuple[Question, ...]:
        """The questions that are asked again for each child, member or episode."""
        return tuple(q for q in self.questions if q.repeat is repeat)

    def knows(self, code: str) -> bool:
        """Is this a code of the form, rightly numbered or rightly not?"""
        match = _NUMBERED.fullmatch(code)
        if match is None or match["base"] not in self._by_code:
            return False
        return (match["number"] is not None) == (self.question(code).repeat is not None)


def base_code(code: str) -> str:
    """The code without the number of its block: ``B3`` of ``B3_2``."""
    return code.partition("_")[0]


def block_number(code: str) -> int:
    """The number of the block of a code; 0 for a question that is asked once."""
    return int(code.partition("_")[2] or 0)


@cache
def form() -> Form:
    """The form that is sent out today."""
    text = resources.files("rapidreview.evidence").joinpath("scoping_form.yaml")
    return load(text.read_text(encoding="utf-8"))


def load(text: str) -> Form:
    """A form from its YAML text. Raises pydantic.ValidationError if it is not one."""
    data = yaml.safe_load(text)
    questions = [{**entry, "section": entry["code"][0]} for entry in data["questions"]]
    sections = [
        {**section, "codes": _codes_of(section["code"], questions)}
        for section in data["sections"]
    ]
    return Form.model_validate(
        {"version": data["version"], "sections": sections, "questions": questions}
    )


def needed_codes(values: Mapping[str, str], children: int) -> tuple[str, ...]:
    """The codes the author must answer, given what is answered so far (P1.11).

    Sections A to H only: J is the senior manager's. ``children`` is the number asked
    about; at least one member of the family and one episode are always asked for.
    """
    return tuple(
        code
        for question in form().questions
        if _is_needed(question, values)
        for code in _numbered(question, values, children)
    )


def blocks(values: Mapping[str, str], repeat: Repeat) -> int:
    """How many blocks of a kind hold any answer at all: the highest number used."""
    codes = {question.code for question in form().block(repeat)}
    used = [
        block_number(code)
        for code, value in values.items()
        if base_code(code) in codes and value.strip()
    ]
    return max(used, default=0)


def is_nil(values: Mapping[str, str]) -> bool:
    """Does the agency say that it was not involved (A14)?"""
    return values.get("A14", "").strip().casefold() == "no"


def _is_needed(question: Question, values: Mapping[str, str]) -> bool:
    if question.section in "EJ" or (is_nil(values) and not question.nil_return):
        return False
    if question.condition is Condition.UNSAFE:
        return values.get("G1", "").strip().casefold() == "yes"
    return question.need is Need.REQUIRED


def _numbered(
    question: Question, values: Mapping[str, str], children: int
) -> Iterator[str]:
    if question.repeat is None:
        yield question.code
        return
    least = children if question.repeat is Repeat.CHILD else 1
    for number in range(1, max(least, blocks(values, question.repeat)) + 1):
        yield f"{question.code}_{number}"


def _codes_of(section: str, questions: list[dict[str, str]]) -> list[str]:
    return [entry["code"] for entry in questions if entry["section"] == section]

"""The pages of the scoping form: one section, the chronology's grid, check and send."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from rapidreview.door.forms import PageForm
from rapidreview.evidence.answers import Answers
from rapidreview.evidence.dates import understand
from rapidreview.evidence.form import (
    Kind,
    Need,
    Question,
    Repeat,
    Section,
    block_number,
    form,
)
from rapidreview.evidence.stored import person
from rapidreview.scoping.answer_fields import fields_for, first_values, stored_text
from rapidreview.scoping.form_layout import codes_of
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.word import counts_of

DATES = {Kind.DATE, Kind.UDATE}
BLOCKS = {
    Repeat.CHILD: ("Child", ""),
    Repeat.MEMBER: ("Person", "Add another person"),
    Repeat.EPISODE: ("Episode", "Add another episode"),
}
MINE, THEIRS = "mine", "theirs"
MARK = 12  # signs of a fingerprint that are enough to see a change
NOT_SHOWN = {Need.SYSTEM}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as the page draws it."""

    code: str
    question: Question
    fields: tuple[BoundField, ...]
    heading: str  # of the block that begins here, or empty
    add: str  # the words of "Add another", where a repeated block ends
    locked: str  # what the Partnership filled in, or empty
    understood: str  # what a typed date was understood as
    again: str  # why it is asked again, or empty
    stored: str  # what somebody else stored meanwhile, or empty
    keep: BoundField | None  # whose text should stay, where both wrote


class SectionForm(PageForm):
    """One section of the form; every field by its code, none required."""

    only_form = True
    add = forms.CharField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    read = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        section: Section,
        agency_return: AgencyReturn,
        answers: Answers,
    ) -> None:
        self.section, self.answers = section, answers
        self.again = reasons_of(agency_return)
        self.theirs: dict[str, str] = {}
        counts = counts_of(agency_return, answers)
        self.codes = [
            code for code in codes_of(section, counts) if self._is_asked(code)
        ]
        initial: dict[str, object] = {
            "version": agency_return.edit_version,
            "read": self._marks(),
        }
        for code in self.open_codes:
            question = form().question(code)
            initial |= first_values(code, question, answers.get(code))
        super().__init__(data, initial=initial)
        for code in self.open_codes:
            self.fields |= fields_for(code, form().question(code), _label(code))
            self.fields[_keep(code)] = forms.ChoiceField(
                label=f"Which text of {code} should stay?",
                choices=[(MINE, "Mine, as it stands in the box"), (THEIRS, "Theirs")],
                required=False,
                widget=forms.RadioSelect,
            )

    def _is_asked(self, code: str) -> bool:
        question = form().question(code)
        if question.need in NOT_SHOWN:
            return False
        return question.nil_return or not self.answers.is_nil

    @property
    def open_codes(self) -> list[str]:
        """The codes this page lets the agency answer."""
        return [
            code
            for code in self.codes
            if form().question(code).need is not Need.PREFILLED
        ]

    def given(self) -> dict[str, str]:
        """Every answer of the page, as it will be stored."""
        return {
            code: stored_text(code, form().question(code), self.cleaned_data)
            for code in self.open_codes
        }

    def changed(self) -> dict[str, str]:
        """What this writer changed, and of what both changed, what is to stay of theirs."""
        read = dict(_pairs(self.cleaned_data["read"]))
        return {
            code: text
            for code, text in self.given().items()
            if read.get(code) != _mark(text)
            and self.cleaned_data[_keep(code)] != THEIRS
        }

    def keep_both(self, answers: Answers, version: int) -> None:
        """Show what is stored now beside what was typed; saving again is a choice.

        What only a colleague changed comes into the boxes as it is stored.
        """
        mine, posted = self.changed(), cast("QueryDict", self.data).copy()
        self.answers = answers
        for code in self.open_codes:
            if answers.get(code) == mine.get(code):
                continue
            if code in mine:
                self.theirs[code] = answers.get(code) or "(empty)"
                posted[_keep(code)] = MINE
            else:
                _put(posted, code, answers.get(code))
        posted["version"], posted["read"] = str(version), self._marks()
        self.data = posted

    def _marks(self) -> str:
        """What is stored under each code now, so that a change is known as one's own."""
        codes = self.open_codes
        return " ".join(f"{code}:{_mark(self.answers.get(code))}" for code in codes)

    def asked(self) -> Iterator[Asked]:
        """The questions in order, ready to draw."""
        for place, code in enumerate(self.codes):
            following = self.codes[place + 1] if place + 1 < len(self.codes) else ""
            yield self._asked(code, following)

    def _asked(self, code: str, following: str) -> Asked:
        question = form().question(code)
        locked = question.need is Need.PREFILLED
        names = () if locked else fields_for(code, question, "")
        stored = self.answers.get(code)
        dated = question.kind in DATES and stored
        return Asked(
            code,
            question,
            tuple(self[name] for name in names),
            _heading(code, question),
            _add(question, following),
            _shown(question, stored) if locked else "",
            understand(stored).words if dated else "",
            self.again.get(code, ""),
            self.theirs.get(code, ""),
            self[_keep(code)] if code in self.theirs else None,
        )


def reasons_of(agency_return: AgencyReturn) -> dict[str, str]:
    """Why each question is asked again, by code (P2.6)."""
    lines = (line.partition("\t") for line in agency_return.asked_again.splitlines())
    return {code: words for code, _, words in lines if code}


def _keep(code: str) -> str:
    return f"keep-{code}"


def _mark(text: str) -> str:
    """A short fingerprint of an answer, whatever its spaces and line ends."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:MARK]


def _pairs(marks: str) -> Iterator[tuple[str, str]]:
    for one in marks.split():
        code, _, mark = one.partition(":")
        yield code, mark


def _put(posted: QueryDict, code: str, stored: str) -> None:
    """The stored answer in the boxes of its question."""
    question = form().question(code)
    names = fields_for(code, question, "")
    values = first_values(code, question, stored)
    for name in names:
        value = values.get(name, "")
        posted.setlist(name, value if isinstance(value, list) else [str(value)])


def _label(code: str) -> str:
    question = form().question(code)
    return f"{question.code}. {question.title}"


def _heading(code: str, question: Question) -> str:
    if question.repeat is None:
        return ""
    block = form().block(question.repeat)
    if question.code != block[0].code:
        return ""
    return f"{BLOCKS[question.repeat][0]} {block_number(code)}"


def _add(question: Question, following: str) -> str:
    """The words of the button below the last field of the last block."""
    if question.repeat is None:
        return ""
    after = form().question(following).repeat if following else None
    return "" if after is question.repeat else BLOCKS[question.repeat][1]


def _shown(question: Question, stored: str) -> str:
    """What the Partnership filled in, as people read it."""
    if question.kind is not Kind.PERSON:
        return stored or "–"
    named = person(stored)
    parts = (named.name, named.role, named.contact)
    return ", ".join(part for part in parts if part) or "–"

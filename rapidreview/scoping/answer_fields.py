"""One question of the scoping form as fields of a page, and back as one text.

The input's name is the code (``B3_2``); the parts of an answer add a word: ``B9_1-more``,
``A4-name``. What was typed is kept as typed, line ends aside; nothing is required, because
a draft may be left at any point.
"""

from collections.abc import Mapping

from django import forms

from rapidreview.evidence.form import Kind, Question
from rapidreview.evidence.stored import Person, join, person, split
from rapidreview.scoping.prefilled import kept_person

LONGEST = 20_000
MANY_CHOICES = 11
MORE, NAME, ROLE, CONTACT = "more", "name", "role", "contact"
TALL = {Kind.LONG, Kind.TABLE, Kind.MULTI}
PERSON_PARTS = ((NAME, "Name"), (ROLE, "Role"), (CONTACT, "E-mail or telephone"))
YES_NO = ("yes", "no")
YES_NO_UNKNOWN = ("yes", "no", "not known")


def fields_for(code: str, question: Question, label: str) -> dict[str, forms.Field]:
    """The fields of one question, by input name."""
    if question.kind is Kind.PERSON:
        return {
            f"{code}-{part}": _person_line(code, part, words, label, question.hint)
            for part, words in PERSON_PARTS
        }
    choices = choices_of(question)
    if not choices:
        tall = question.kind in TALL
        return {
            code: _text(label, question.hint) if tall else _line(label, question.hint)
        }
    found: dict[str, forms.Field] = {code: _choice(question, choices, label)}
    if question.details or question.kind is Kind.YNK:
        words = question.details or "Since when; or why it is not known"
        found[f"{code}-{MORE}"] = _text(words, rows=3)
    return found


def choices_of(question: Question) -> tuple[str, ...]:
    """What can be chosen, where something can; a table's choices are its columns."""
    if question.kind is Kind.TABLE:
        return ()
    if question.choices:
        return question.choices
    return {Kind.YN: YES_NO, Kind.YNK: YES_NO_UNKNOWN}.get(question.kind, ())


def first_values(code: str, question: Question, stored: str) -> dict[str, object]:
    """What the fields of a question hold when the page opens."""
    if question.kind is Kind.PERSON:
        named = person(stored)
        parts = (named.name, named.role, named.contact)
        return {
            f"{code}-{part}": text
            for (part, _), text in zip(PERSON_PARTS, parts, strict=True)
        }
    choices = choices_of(question)
    if not choices:
        return {code: stored}
    parts_of = split(stored, choices)
    many = question.kind is Kind.MULTI
    chosen: object = list(parts_of.chosen) if many else parts_of.choice
    return {code: chosen, f"{code}-{MORE}": parts_of.text}


def stored_text(code: str, question: Question, typed: Mapping[str, object]) -> str:
    """The one text of an answer, from the cleaned fields of its page."""
    if question.kind is Kind.PERSON:
        parts = (_said(typed, f"{code}-{part}") for part, _ in PERSON_PARTS)
        return kept_person(Person(*parts))
    if not choices_of(question):
        return _said(typed, code)
    chosen = typed.get(code) or []
    several = chosen if isinstance(chosen, list) else [str(chosen)]
    return join(several, _said(typed, f"{code}-{MORE}"))


def _said(typed: Mapping[str, object], name: str) -> str:
    return str(typed.get(name) or "").replace("\r\n", "\n")


def _choice(question: Question, choices: tuple[str, ...], label: str) -> forms.Field:
    pairs = [(choice, choice[:1].upper() + choice[1:]) for choice in choices]
    wrong = {"invalid_choice": "Choose one of the answers shown."}
    widget: forms.Widget = forms.RadioSelect()
    kind: type[forms.ChoiceField] = forms.ChoiceField
    if question.kind is Kind.MULTI:
        kind, widget = forms.MultipleChoiceField, forms.CheckboxSelectMultiple()
    elif len(choices) > MANY_CHOICES:
        pairs, widget = [("", "Choose"), *pairs], forms.Select()
    return kind(
        choices=pairs,
        widget=widget,
        error_messages=wrong,
        label=label,
        help_text=question.hint,
        required=False,
    )


def _person_line(
    code: str, part: str, words: str, label: str, hint: str
) -> forms.Field:
    """Name, role or contact of the person a question asks for."""
    return _line(label, hint) if part == NAME else _line(f"{words} ({code})")


def _line(label: str, hint: str = "") -> forms.Field:
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=LONGEST, strip=False
    )


def _text(label: str, hint: str = "", rows: int = 6) -> forms.Field:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea({"rows": rows}),
    )

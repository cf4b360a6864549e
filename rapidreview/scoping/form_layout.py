"""The scoping form laid out for Word: which questions, in which order, and how each is answered."""

from collections.abc import Iterator, Mapping

from rapidreview.evidence.form import Kind, Need, Question, Repeat, Section, form
from rapidreview.paper.word_layout import FormQuestion, FormSection

WORDS_BESIDE = {Kind.CHOICE: "choice+text", Kind.MULTI: "multi+text"}


def layout_of(counts: Mapping[Repeat, int]) -> list[FormSection]:
    """Every section, with as many blocks of each kind as ``counts`` says."""
    return [_laid_out(section, counts) for section in form().sections]


def codes_of(section: Section, counts: Mapping[Repeat, int]) -> Iterator[str]:
    """The codes of a section in the order people read them: block by block."""
    pending: Repeat | None = None
    for question in form().of_section(section.code):
        if question.repeat is None:
            pending = None
            yield question.code
        elif question.repeat is not pending:
            pending = question.repeat
            block = [q.code for q in form().block(pending) if q.section == section.code]
            for number in range(1, counts[pending] + 1):
                yield from (f"{code}_{number}" for code in block)


def _laid_out(section: Section, counts: Mapping[Repeat, int]) -> FormSection:
    if section.code == "E":
        return FormSection("E", section.title, (), section.hint)
    questions = tuple(_question(code) for code in codes_of(section, counts))
    return FormSection(section.code, section.title, questions, section.hint)


def _question(code: str) -> FormQuestion:
    question = form().question(code)
    return FormQuestion(
        code,
        question.title,
        _kind(question),
        question.hint,
        question.choices,
        locked=question.need in {Need.PREFILLED, Need.SYSTEM},
    )


def _kind(question: Question) -> str:
    if question.details and question.kind in WORDS_BESIDE:
        return WORDS_BESIDE[question.kind]
    return question.kind.value

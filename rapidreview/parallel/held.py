"""What of a case is held, as a value: papers and pages ask it before they show anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from rapidreview.evidence.answers import Answers
from rapidreview.evidence.form import SeenBy, base_code, form

FROM_START = frozenset(
    question.code for question in form().questions if question.seen_by is SeenBy.HELD
)


@dataclass(frozen=True, slots=True)
class Held:
    """What one paper, or one reader, must go without.

    Answers are held for an agency's request, thus in every round of it, and open only in
    rounds that say what was released; entries by round and number.
    """

    request_of: Mapping[UUID, UUID] = field(default_factory=dict)  # round to request
    answers: frozenset[tuple[UUID, str]] = frozenset()  # request, code
    open: frozenset[tuple[UUID, str]] = frozenset()  # round, code: held, yet released
    rows: Mapping[UUID, frozenset[int]] = field(default_factory=dict)  # by round
    versions: frozenset[UUID] = frozenset()  # versions of documents
    sees_all: bool = False  # manager and Chair

    def hides_answer(self, return_id: UUID, code: str) -> bool:
        """Whether this answer of this round stays out; an unknown round gives nothing away."""
        if self.sees_all:
            return False
        if (return_id, code) in self.open:
            return False
        place = (self.request_of.get(return_id, return_id), code)
        return base_code(code) in FROM_START or place in self.answers

    def hides_row(self, return_id: UUID, number: int) -> bool:
        """Whether this entry of the round's chronology stays out; ``number`` is from 1."""
        return number in self.rows.get(return_id, frozenset())

    def hides_document(self, version_id: UUID) -> bool:
        """Whether this file stays out: held itself, or a return that tells something held."""
        return version_id in self.versions

    def released(self, return_id: UUID) -> frozenset[str]:
        """The codes of this round that are held and were released: they may be shown."""
        return frozenset(code for one, code in self.open if one == return_id)

    def without(self, return_id: UUID, answers: Answers) -> Answers:
        """The answers of a round without what is held.

        An entry that is held becomes an empty mapping, so that the others keep their
        numbers: whoever lists entries leaves empty ones out.
        """
        values = {
            code: text
            for code, text in answers.values.items()
            if not self.hides_answer(return_id, code)
        }
        rows = tuple(
            {} if self.hides_row(return_id, number) else row
            for number, row in enumerate(answers.rows, start=1)
        )
        return replace(answers, values=values, rows=rows)

"""The accepted returns as the group may read them: names out of sight, held answers left out.

Read once for all agencies, with a number of queries that does not depend on how many.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from rapidreview.case.models import Case
from rapidreview.collation.key import key_of
from rapidreview.collation.papers import (
    is_for_the_group,
    named_in,
    rows_of,
    shown_answer,
)
from rapidreview.collation.standing import Standing
from rapidreview.evidence.answers import Answers
from rapidreview.evidence.chronology import Row
from rapidreview.evidence.form import base_code, form
from rapidreview.evidence.pseudonyms import Key
from rapidreview.evidence.stored import split
from rapidreview.parallel.reading import held_in
from rapidreview.procedure.disclosure import Way
from rapidreview.scoping.models import AgencyReturn, Answer, ChronologyRow


@dataclass(frozen=True, slots=True)
class Told:
    """What one agency told in the round that was accepted."""

    standing: Standing
    row: AgencyReturn
    answers: Answers
    key: Key
    released: Collection[str] = ()  # codes of held answers that may stand in the report

    @property
    def agency(self) -> str:
        """The agency's name."""
        return self.standing.agency

    def answered(self, question: str) -> Iterator[tuple[str, str]]:
        """Each block's code and answer to a question of the form, empty ones left out."""
        codes = [code for code in self.answers.values if base_code(code) == question]
        for code in sorted(codes, key=lambda one: int(one.partition("_")[2] or 0)):
            if text := self.shown(code):
                yield code, text

    def shown(self, code: str) -> str:
        """An answer as it may stand in the report: held and Team's answers are empty."""
        typed = self.answers.get(code).strip()
        if not typed or not is_for_the_group(code, self.released):
            return ""
        parts = split(
            shown_answer(code, typed, self.key, self.row), form().question(code).choices
        )
        said = ", ".join(parts.chosen)
        return ". ".join(filter(None, (said, parts.text.strip())))

    def events(self) -> list[Row]:
        """Its chronology."""
        return rows_of(self.standing, self.answers, self.key)


def accepted_returns(case: Case, standings: Sequence[Standing]) -> list[Told]:
    """Every accepted return among ``standings``, in their order; nil returns too."""
    found = [one for one in standings if one.accepted]
    answers = _answers(case, [one.accepted for one in found if one.accepted])
    key = key_of(case, named_in(list(answers.values())))
    held = held_in(case, leaving=Way.REPORT)
    return [
        Told(
            one,
            one.accepted,
            held.without(one.accepted.pk, answers[one.accepted.pk]),
            key,
            held.released(one.accepted.pk),
        )
        for one in found
        if one.accepted
    ]


def names_key(case: Case) -> Key:
    """The labels of the case, for everybody a return names as family, accepted or not."""
    named: defaultdict[UUID, dict[str, str]] = defaultdict(dict)
    rows = Answer.objects.filter(case=case)
    for answer in rows.filter(Q(code__startswith="C1_") | Q(code__startswith="C2_")):
        answer.case = case
        named[answer.agency_return_id][answer.code] = answer.text
    return key_of(case, named_in([Answers(texts) for texts in named.values()]))


def _answers(case: Case, rounds: list[AgencyReturn]) -> dict[UUID, Answers]:
    texts: defaultdict[UUID, dict[str, str]] = defaultdict(dict)
    events: defaultdict[UUID, list[dict[str, str]]] = defaultdict(list)
    for answer in Answer.objects.filter(agency_return__in=rounds):
        answer.case = case
        texts[answer.agency_return_id][answer.code] = answer.text
    for event in ChronologyRow.objects.filter(agency_return__in=rounds):
        event.case = case
        events[event.agency_return_id].append(json.loads(event.typed))
    return {
        one.pk: Answers(
            texts[one.pk],
            tuple(events[one.pk]),
            children=one.children,
            form_version=one.form_version,
        )
        for one in rounds
    }

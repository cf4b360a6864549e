"""Words of what is held, looked for in a text that is about to leave (P14.7)."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from uuid import UUID

from rapidreview.case.models import Case
from rapidreview.case.rows import with_case
from rapidreview.evidence.held_words import tells
from rapidreview.parallel.listed import what_of
from rapidreview.parallel.reading import held_in, rows_typed, standing, told_from_start
from rapidreview.procedure.disclosure import Way
from rapidreview.scoping.models import Answer

COLUMNS = ("E7", "E8", "E9", "E10")


def told_in(
    case: Case,
    texts: Mapping[str, str],
    *,
    leaving: Way,
    veil: Callable[[str], str],
) -> list[tuple[str, list[str]]]:
    """Which held item is told in which text: what it is, and the keys of the texts.

    Compared as typed and as ``veil`` labels names. A held document is not read.
    """
    found = []
    for what, held in _held_texts(case, leaving):
        told = [one for text in held for one in dict.fromkeys((text, veil(text)))]
        codes = [
            code
            for code, text in texts.items()
            if any(tells(one, text) for one in told)
        ]
        if codes:
            found.append((what, codes))
    return found


def _held_texts(case: Case, leaving: Way) -> list[tuple[str, list[str]]]:
    """Every held answer and entry that may not leave so: what it is, and its texts."""
    held = held_in(case, leaving=leaving)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for answer in with_case(told_from_start(case), case):
        row = answer.agency_return
        if held.hides_answer(row.pk, answer.code):
            found[f"{row.agency.name}: {answer.code}"].append(answer.text)
    items = [one for one in standing(case) if one.agency_return and not one.from_start]
    rounds = [one.agency_return_id for one in items if one.agency_return_id]
    said = _answers(case, rounds) if rounds else {}
    entries = rows_typed(case, rounds) if rounds else {}
    for item in items:
        pk, number = item.agency_return_id, item.row_number or 0
        if pk is None:
            continue
        if item.code and held.hides_answer(pk, item.code):
            found[what_of(item)].append(said.get((pk, item.code), ""))
        elif not item.code and held.hides_row(pk, number):
            cells = entries[pk][number - 1] if number <= len(entries[pk]) else {}
            found[what_of(item)] += [cells.get(one, "") for one in COLUMNS]
    return list(found.items())


def _answers(case: Case, rounds: list[UUID]) -> dict[tuple[UUID, str], str]:
    rows = with_case(Answer.objects.filter(agency_return__in=rounds), case)
    return {(one.agency_return_id, one.code): one.text for one in rows}

"""What a report still needs before the Chair may sign it (P13.1)."""

from functools import partial

from rapidreview.case.models import Case
from rapidreview.evidence.pseudonyms import pseudonymise
from rapidreview.parallel.words import told_in
from rapidreview.procedure.disclosure import Way
from rapidreview.report.accepted import names_key
from rapidreview.report.content import Content
from rapidreview.report.met import partners_silent, walked_through
from rapidreview.report.points import from_json, gaps
from rapidreview.report.reading import quality_assurance
from rapidreview.report.sections import section_kind


def missing_for_signature(case: Case, content: Content) -> list[str]:
    """Everything that is missing, each a sentence; empty: it may be signed."""
    return [
        *_empty_sections(content),
        *_of_what_is_held(case, content),
        *_of_the_quality(case),
        *_of_the_decision(case),
    ]


def _empty_sections(content: Content) -> list[str]:
    empty = [
        f"{one.code} ({one.title})"
        for one in content.sections
        if section_kind(one.code).needed and not one.text.strip()
    ]
    have = "has" if len(empty) == 1 else "have"
    return [f"{', '.join(empty)} {have} no text."] if empty else []


def _of_what_is_held(case: Case, content: Content) -> list[str]:
    """The sections that contain words of a held item, by number: never the words (P14.7)."""
    veil = partial(pseudonymise, key=names_key(case))
    texts = {
        one.code: "\n".join([one.text, *(cell for row in one.table for cell in row)])
        for one in content.sections
    }
    return [
        f"{', '.join(codes)} contains words of what is held: {what}."
        for what, codes in told_in(case, texts, leaving=Way.REPORT, veil=veil)
    ]


def _of_the_quality(case: Case) -> list[str]:
    review = quality_assurance(case)
    if review is None:
        return ["The quality assurance is not recorded."]
    missing = gaps(from_json(review.points))
    return [f"Not met, and not explained: {'; '.join(missing)}."] if missing else []


def _of_the_decision(case: Case) -> list[str]:
    missing = []
    if not walked_through(case):
        missing.append("The walk through the criteria is not recorded.")
    if silent := [one.words for one in partners_silent(case)]:
        missing.append(f"There is no view of: {', '.join(silent)}.")
    return missing

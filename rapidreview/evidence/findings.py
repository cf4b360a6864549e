"""The initial quality check's automatic findings, and the outcome they suggest (P2.2).

The agency sees the same prompts before signing. The product records nothing by itself:
the officer does, and the manager decides (P2.5).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidreview.evidence.analysis_checks import check_analysis
from rapidreview.evidence.answer_checks import check_answers, check_safety
from rapidreview.evidence.answers import Answers
from rapidreview.evidence.arrival_checks import check_arrival
from rapidreview.evidence.entry_checks import check_entries, check_involvement
from rapidreview.evidence.finding import Context, Finding, Severity
from rapidreview.evidence.period_checks import check_period
from rapidreview.evidence.record_checks import check_records, check_sources
from rapidreview.evidence.request_checks import check_children, check_signature

_MINIMAL_FROM = 3
_LACKING_FROM = 5  # one entry in five without a date

_WEIGHT = {Severity.STOP: 0, Severity.ASK: 1, Severity.NOTE: 2}


class Sufficiency(StrEnum):
    """Does the return hold sufficient information (P2.2, K11)?"""

    SUFFICIENT = "sufficient"
    MINIMAL = "minimal"
    INSUFFICIENT = "insufficient"


class Dates(StrEnum):
    """Does the return lack dates (P2.2, K12)?"""

    ADEQUATE = "adequate"
    LACKING = "lacking"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An outcome for each of the four tests of P2.2; a suggestion and no more.

    ``analysis`` is None for a nil return, which has none to give.
    """

    sufficiency: Sufficiency
    dates: Dates
    analysis: bool | None
    signed: bool


def find(answers: Answers, context: Context) -> list[Finding]:
    """Everything the checks see in a return: stops first, then by code (P2.2).

    A nil return is measured only by who signed, the child, where it looked, how it came,
    and whether it contradicts itself or says that a child is unsafe.
    """
    found = [
        *check_safety(answers),
        *check_signature(answers, context),
        *check_children(answers, context.children),
        *check_involvement(answers),
        *check_answers(answers),
        *check_entries(answers, context),
        *check_analysis(answers, context),
        *check_sources(answers, context),
        *check_records(answers, context),
        *check_period(answers, context),
        *check_arrival(answers, context),
    ]
    return sorted(found, key=lambda finding: (_WEIGHT[finding.severity], finding.code))


def suggest(findings: Sequence[Finding], *, nil: bool = False) -> Suggestion:
    """The outcome that the findings suggest to the officer (P2.2)."""
    codes = Counter(finding.code for finding in findings)
    sufficiency = _sufficiency(codes)
    return Suggestion(
        sufficiency=sufficiency,
        dates=Dates.NOT_APPLICABLE if nil else _dates(findings),
        analysis=None if nil else sufficiency is not Sufficiency.INSUFFICIENT,
        signed=not (codes["QC01"] or codes["QC02"] or codes["QC03"]),
    )


def _sufficiency(codes: Counter[str]) -> Sufficiency:
    if codes["QC04"] or codes["QC05"]:
        return Sufficiency.INSUFFICIENT
    if codes["QC06"] >= _MINIMAL_FROM:
        return Sufficiency.MINIMAL
    return Sufficiency.SUFFICIENT


def _dates(findings: Sequence[Finding]) -> Dates:
    lacking = any(
        finding.code == "QC08"
        or (finding.code == "QC09" and finding.count * _LACKING_FROM >= finding.out_of)
        for finding in findings
    )
    return Dates.LACKING if lacking else Dates.ADEQUATE

"""The record of the decision, as the Panel receives it beside the report (P7.2, P13.3).

Every free text is pseudonymous; partners and officers stand with their names.
"""

from collections.abc import Callable
from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.collation.key import key_of
from rapidreview.evidence.pseudonyms import pseudonymise
from rapidreview.meeting.models import (
    Approval,
    Criterion,
    ExecutiveDecision,
    FindingsShared,
    Meeting,
    PartnerView,
)
from rapidreview.paper import pieces
from rapidreview.paper.decision_record import DecisionRecord
from rapidreview.planning.spoken import spoken
from rapidreview.procedure.criteria import (
    ANSWER_WORDS,
    QUESTIONS,
    Answers,
    Sort,
    recommendation,
)
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Partner
from rapidreview.report.models import ChairSignature

Hide = Callable[[str], str]


def decision_record(
    case: Case, signature: ChairSignature, *, facts: CaseFacts, at: datetime
) -> DecisionRecord:
    """Who decided what and why, in the words that were recorded."""
    key = key_of(case)

    def hide(text: str) -> str:
        return pseudonymise(text, key)

    answers = answers_of(case)
    approval = Approval.objects.filter(case=case).select_related("case").first()
    return DecisionRecord(
        partnership=case.partnership.name,
        reference=case.reference,
        marking=case.partnership.marking,
        lines=_lines(case, signature, facts),
        recommendation=tuple(
            (label, hide(words)) for label, words in recommendation(answers)
        ),
        criteria=_criteria(answers, hide),
        circumstances=tuple(
            hide(answers.get("circumstances", ("", ""))[1]).splitlines()
        ),
        views=tuple(_view(one, hide) for one in views_of(case)),
        approval=f"By {approval.approved_by}, {spoken(approval.approved_at)}."
        if approval
        else "",
        corrections=tuple(hide(approval.corrections).splitlines()) if approval else (),
        executive=hide(_executive(case, facts)),
        decided=(
            (
                "Signed by the Chair",
                f"{signature.signed_by}, {signature.role}, {spoken(signature.signed_at)}",
            ),
        ),
        colophon=f"Made {spoken(at)}.",
    )


def answers_of(case: Case) -> dict[str, tuple[str, str]]:
    """The answers of the walk-through, by the code of their question."""
    rows = Criterion.objects.filter(case=case).select_related("case")
    return {one.code: (one.answer, one.reason) for one in rows}


def views_of(case: Case) -> list[PartnerView]:
    """What each statutory partner said, in the order in which partners are named."""
    rows = PartnerView.objects.filter(case=case).select_related("case")
    order = list(Partner)
    return sorted(rows, key=lambda one: order.index(Partner(one.partner)))


def _lines(case: Case, signature: ChairSignature, facts: CaseFacts) -> pieces.Lines:
    held = facts.last(LogKind.MEETING_HELD)
    sin_at = facts.anchor("sin_submitted")
    told = (
        ("SIN reference", case.sin_reference),
        ("SIN submitted", spoken(sin_at) if sin_at else ""),
        ("Rapid Review meeting", f"Closed {spoken(held.at)}" if held else ""),
        ("Report", f"Version {signature.version.number}"),
        ("Fingerprint of its text", signature.text_hash),
        ("Guidance", ", ".join(case.guidance.splitlines())),
    )
    return tuple((label, words) for label, words in told if words)


def _criteria(answers: Answers, hide: Hide) -> tuple[pieces.Criterion, ...]:
    asked = [one for one in QUESTIONS if one.sort is Sort.CRITERION]
    return tuple(
        pieces.Criterion(one.group, one.words, ANSWER_WORDS[answer], hide(reason))
        for one in asked
        for answer, reason in [answers.get(one.code, ("", ""))]
    )


def _view(view: PartnerView, hide: Hide) -> pieces.View:
    return pieces.View(
        Partner(view.partner).words,
        view.given_by,
        "Agrees" if view.agrees else "Does not agree",
        hide(view.words),
        spoken(view.given_at),
    )


def _executive(case: Case, facts: CaseFacts) -> str:
    """What was decided about the AD/DCS, and what came of it (P1.15, P1.16)."""
    rows = ExecutiveDecision.objects.filter(case=case).select_related("case")
    decision = rows.last()
    if decision is None:
        return ""
    required = "Required" if decision.required else "Not required"
    with_whom = ", ".join(decision.decided_with.splitlines())
    told = [
        f"{required}: {decision.reason}",
        f"Decided by {decision.decided_by} with {with_whom}.",
        *(_met(case) if facts.has(LogKind.EXECUTIVE_MEETING_HELD) else ()),
        *_shared(case),
    ]
    return "\n\n".join(filter(None, told))


def _met(case: Case) -> list[str]:
    rows = Meeting.objects.filter(
        case=case, sort=Meeting.Sort.EXECUTIVE, closed_at__isnull=False
    )
    meeting = rows.select_related("case").last()
    if meeting is None or meeting.closed_at is None:
        return []
    return [f"The meeting closed {spoken(meeting.closed_at)}.", meeting.notes.strip()]


def _shared(case: Case) -> list[str]:
    rows = FindingsShared.objects.filter(case=case).select_related("case")
    return [
        f"{Partner(one.partner).words}: {one.shared_by} shared the findings with "
        f"{one.shared_with}, {spoken(one.shared_at)}. {one.words}"
        for one in rows
    ]

"""The record of the decision, as the Panel receives it beside the report (P7.2, P13.3).

Every text that people typed is pseudonymous; partners and officers stand with their names.
"""

from collections.abc import Callable
from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.collation.key import key_of
from rapidreview.evidence.pseudonyms import pseudonymise
from rapidreview.meeting.agenda import AGREED
from rapidreview.meeting.models import ExecutiveDecision
from rapidreview.meeting.reading import (
    Decision,
    ViewGiven,
    answers_of,
    decision_of,
    executive_meeting_of,
    findings_shared,
)
from rapidreview.paper.decision_record import DecisionRecord
from rapidreview.paper.pieces import Criterion, Lines, View
from rapidreview.planning.spoken import spoken
from rapidreview.procedure.criteria import WEIGHED
from rapidreview.procedure.errors import NotYet
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.vocabulary import Partner
from rapidreview.report.models import ChairSignature, ReportVersion

Veil = Callable[[str], str]  # text as it was typed to text with labels


def decision_record(
    case: Case, signature: ChairSignature, *, facts: CaseFacts, at: datetime
) -> DecisionRecord:
    """Who decided what and why, in the words that were recorded.

    Raises NotYet before there is a meeting.
    """
    key, decision = key_of(case), decision_of(case)
    if decision is None:
        raise NotYet("The meeting has decided nothing yet.", "P7.2")

    def veil(text: str) -> str:
        return pseudonymise(text, key)

    return DecisionRecord(
        partnership=case.partnership.name,
        reference=case.reference,
        marking=case.partnership.marking,
        lines=_lines(case, signature, decision, facts),
        recommendation=tuple(
            (label, veil(words))
            for label, words in decision.recommended
            if label != WEIGHED  # it has a list of its own
        ),
        criteria=tuple(
            Criterion(one.group, one.question, one.answer, veil(one.reason))
            for one in decision.criteria
        ),
        circumstances=_circumstances(decision, veil),
        views=tuple(_view(one, veil) for one in decision.views),
        approval=_approval(decision),
        corrections=tuple(veil(one) for one in decision.corrections),
        executive=veil(_executive(case, decision)),
        decided=(
            (
                "Signed by the Chair",
                f"{signature.signed_by}, {signature.role}, {spoken(signature.signed_at)}",
            ),
        ),
        colophon=f"Made {spoken(at)}.",
    )


def _lines(
    case: Case, signature: ChairSignature, decision: Decision, facts: CaseFacts
) -> Lines:
    closed_at, sin_at = decision.meeting.closed_at, facts.anchor("sin_submitted")
    told = (
        ("SIN reference", case.sin_reference),
        ("SIN submitted", spoken(sin_at) if sin_at else ""),
        ("Rapid Review meeting", f"Closed {spoken(closed_at)}" if closed_at else ""),
        ("Report", f"Version {signature.version.number}"),
        (fingerprint_of(signature.version), signature.text_hash),
        ("Guidance", ", ".join(case.guidance.splitlines())),
    )
    return tuple((label, words) for label, words in told if words)


def fingerprint_of(version: ReportVersion) -> str:
    """What its hash is called: of the text, or of the file that was signed outside."""
    return f"Fingerprint of its {'file' if version.is_one_file else 'text'}"


def _circumstances(decision: Decision, veil: Veil) -> tuple[str, ...]:
    _, weighed = answers_of(decision.meeting).get("circumstances", ("", ""))
    return tuple(veil(line) for line in weighed.splitlines() if line.strip())


def _view(view: ViewGiven, veil: Veil) -> View:
    return View(
        view.partner.words,
        view.given_by,
        view.view,
        veil(view.words),
        spoken(view.given_at),
    )


def _approval(decision: Decision) -> str:
    approval = decision.approval
    if approval is None:
        return ""
    return f"By {approval.approved_by}, {spoken(approval.approved_at)}."


def _executive(case: Case, decision: Decision) -> str:
    """What was decided about the AD/DCS, and what came of it (P1.15, P1.16)."""
    decided = decision.executive
    told = [
        *(_decided(decided) if decided else ()),
        *_met(case),
        *(
            f"{Partner(one.partner).words}: {one.shared_by} shared the findings with "
            f"{one.shared_with}, {spoken(one.shared_at)}. {one.words}".strip()
            for one in findings_shared(case)
        ),
    ]
    return "\n\n".join(told)


def _decided(decision: ExecutiveDecision) -> tuple[str, ...]:
    required = "Required" if decision.required else "Not required"
    with_whom = ", ".join(decision.decided_with.splitlines())
    return (
        f"{required}: {decision.reason}",
        f"Decided by {decision.decided_by} with {with_whom}, "
        f"{spoken(decision.decided_at)}.",
    )


def _met(case: Case) -> list[str]:
    """When they met, and what they agreed."""
    meeting = executive_meeting_of(case)
    if meeting is None or meeting.closed_at is None:
        return []
    agreed = meeting.items.select_related("case").filter(code=AGREED).first()
    said = f"Agreed: {agreed.notes}" if agreed and agreed.notes else ""
    closed = f"The meeting closed {spoken(meeting.closed_at)}."
    return [closed, said] if said else [closed]

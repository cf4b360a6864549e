"""One return as a page shows it: answers by section, what changed, findings, what is next.

Each object is reached through its case; what is not this person's is not found (trust, 33).
"""

from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet

from rapidreview.case.models import Case
from rapidreview.dailylog.plans import calendar_of_case, procedure_for
from rapidreview.door.requests import CaseRequest
from rapidreview.evidence.answers import Answers, fingerprint, title_of
from rapidreview.evidence.dates import understand
from rapidreview.evidence.findings import Suggestion
from rapidreview.evidence.form import Need, Section, form
from rapidreview.parallel.reading import held_in
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.disclosure import Reader
from rapidreview.procedure.duedates import same_day_share_due
from rapidreview.procedure.errors import NotYet
from rapidreview.procedure.vocabulary import Deed, Role
from rapidreview.quality.findings import (
    LiveFinding,
    Severity,
    findings_of,
    found_in,
    standing,
    suggestion_for,
)
from rapidreview.quality.kept_back import attachments, may_see, tellable
from rapidreview.quality.models import QualityCheck, QualityDecision, ShareWithChair
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.models import AgencyReturn, SafetyItem, Signature
from rapidreview.scoping.rounds import attached_hashes
from rapidreview.scoping.signatures import last_signature

HEADS = {Severity.STOP: "Stop", Severity.ASK: "Ask", Severity.NOTE: "Note"}
HINTS = {
    Severity.STOP: "The return cannot be accepted without a recorded reason.",
    Severity.ASK: "Ask the agency, or send the return back.",
    Severity.NOTE: "For information.",
}


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """One answer; ``was`` is what an earlier round said, where that was something else."""

    code: str
    title: str
    text: str
    changed: bool
    was: str


@dataclass(frozen=True, slots=True)
class SectionShown:
    """A section of the form with its answers."""

    code: str
    title: str
    answers: tuple[AnswerShown, ...]


@dataclass(frozen=True, slots=True)
class EntryShown:
    """One row of the chronology: the date as told and as understood."""

    number: int
    cells: dict[str, str]
    understood: str
    changed: bool


@dataclass(frozen=True, slots=True)
class FindingsShown:
    """The findings of one weight, with their heading."""

    head: str
    hint: str
    findings: tuple[LiveFinding, ...]


@dataclass(frozen=True, slots=True)
class ReturnShown:
    """Everything the page of one return shows to this person."""

    row: AgencyReturn
    sections: tuple[SectionShown, ...]
    entries: tuple[EntryShown, ...]
    attachments: tuple[tuple[UUID, str], ...]
    signature: Signature | None
    signature_lost: bool
    earlier: AgencyReturn | None
    later: AgencyReturn | None
    findings: tuple[FindingsShown, ...]
    suggestion: Suggestion | None
    check: QualityCheck | None
    share: ShareWithChair | None
    decision: QualityDecision | None
    share_by: datetime | None
    share_rolled: bool
    safety: tuple[SafetyItem, ...]

    @property
    def live(self) -> tuple[LiveFinding, ...]:
        """Every finding, stop before ask before note."""
        return tuple(one for group in self.findings for one in group.findings)

    @property
    def stops(self) -> tuple[LiveFinding, ...]:
        """The stop findings that stand."""
        return tuple(standing(self.live, Severity.STOP))


def return_for(
    request: CaseRequest, case: Case, return_id: UUID
) -> AgencyReturn | None:
    """The return, if this person may read it now: the Team, and from receipt the Chair and
    the agency's own member of the JCR Group; nobody else finds it (handbook, section 8)."""
    held = _returns_of(case)
    if not request.may(Deed.SEE_RETURNS):
        # Asked with the row: a return of another agency takes no longer than none at all.
        mine = case.appointments.filter(
            user=request.user, role=Role.JCR_MEMBER, to_at=None
        )
        held = held.filter(agency__in=mine.values("agency_id"))
    found = held.filter(pk=return_id).first()
    if found is None or request.may(Deed.CHECK_RETURN):
        return found
    return None if found.received_at is None else found


def return_on(case: Case, return_id: UUID) -> AgencyReturn | None:
    """A return of this case."""
    return _returns_of(case).filter(pk=return_id).first()


def _returns_of(case: Case) -> QuerySet[AgencyReturn]:
    held = AgencyReturn.objects.select_related("agency", "request", "case__partnership")
    return held.filter(case=case)


def shown(
    row: AgencyReturn, *, roles: Collection[Role], officer: bool, person: str = ""
) -> ReturnShown:
    """A return for ``person``, an account's id, with ``roles``; findings for who checks."""
    rounds = {one.round: one for one in row.request.rounds.select_related("case")}
    earlier = rounds.get(row.round - 1)
    held = held_in(row.case, reader=Reader(person, roles))
    told = draft_of(row)
    answers = held.without(row.pk, told)
    before = held.without(earlier.pk, draft_of(earlier)) if earlier else None
    share = (
        ShareWithChair.objects.select_related("case").filter(agency_return=row).first()
    )
    share_by, rolled = _share_by(row)
    hidden = told.values.keys() - answers.values.keys()
    found = found_in(row) if officer and row.received_at else None
    signature = last_signature(row)
    return ReturnShown(
        row=row,
        sections=_sections(answers, before, roles, hidden),
        entries=_entries(answers, before),
        attachments=attachments(row, held),
        signature=signature if signature and not signature.voided_at else None,
        signature_lost=signature is not None and _is_lost(signature, row, told),
        earlier=earlier,
        later=rounds.get(row.round + 1),
        findings=()
        if found is None
        else _grouped(findings_of(row, tellable(row, found, held))),
        suggestion=None if found is None else suggestion_for(row, found),
        check=QualityCheck.objects.select_related("case")
        .filter(agency_return=row)
        .first(),
        share=share,
        decision=QualityDecision.objects.select_related("case")
        .filter(agency_return=row)
        .first(),
        share_by=share_by,
        share_rolled=rolled,
        safety=tuple(row.safety_items.filter(closed_at__isnull=True)),
    )


def _is_lost(signature: Signature, row: AgencyReturn, answers: Answers) -> bool:
    """Whether it does not count for the text as it is."""
    now = fingerprint(answers, attached_hashes(row))
    return signature.voided_at is not None or signature.fingerprint != now


def share_of(row: AgencyReturn) -> ShareWithChair:
    """How it was shared with the Chair. Raises NotYet before it was."""
    share = ShareWithChair.objects.filter(agency_return=row).first()
    if share is None:
        raise NotYet("This return has not been shared with the Chair yet.", "P2.4")
    return share


def _share_by(row: AgencyReturn) -> tuple[datetime | None, bool]:
    """By when the Chair must have it, and whether that moment was rolled (4.2 g)."""
    if row.received_at is None:
        return None, False
    due_at = same_day_share_due(
        row.received_at, calendar_of_case(row.case), procedure_for(row.case)
    )
    return due_at, london_day(due_at) != london_day(row.received_at)


def _grouped(found: Sequence[LiveFinding]) -> tuple[FindingsShown, ...]:
    return tuple(
        FindingsShown(HEADS[weight], HINTS[weight], tuple(held))
        for weight in HEADS
        if (held := [one for one in found if one.severity is weight])
    )


def _sections(
    answers: Answers,
    before: Answers | None,
    roles: Collection[Role],
    hidden: Set[str],
) -> tuple[SectionShown, ...]:
    return tuple(
        SectionShown(section.code, section.title, tuple(told))
        for section in form().sections
        if section.code != "E"
        and (told := _answers(section, answers, before, roles, hidden))
    )


def _answers(
    section: Section,
    answers: Answers,
    before: Answers | None,
    roles: Collection[Role],
    hidden: Set[str],
) -> list[AnswerShown]:
    return [
        _answer(code, answers, before)
        for code in _codes(section, answers)
        if code not in hidden and may_see(form().question(code), roles)
    ]


def _codes(section: Section, answers: Answers) -> Iterator[str]:
    """The codes to show, block by block: what was answered, and what should have been."""
    asked = (
        one
        for one in form().of_section(section.code)
        if one.nil_return or not answers.is_nil
    )
    for repeat, questions in groupby(asked, key=lambda one: one.repeat):
        group = list(questions)
        count = max(1, answers.count(repeat)) if repeat else 1
        for number in range(1, count + 1):
            for one in group:
                code = f"{one.code}_{number}" if repeat else one.code
                if answers.get(code) or one.need is Need.REQUIRED:
                    yield code


def _answer(code: str, answers: Answers, before: Answers | None) -> AnswerShown:
    text = answers.get(code)
    was = before.get(code) if before and _is_the_agencys(code) else text
    return AnswerShown(
        code, title_of(code), text, text != was, was if text != was else ""
    )


def _is_the_agencys(code: str) -> bool:
    """Whether the agency wrote it: not what the Team filled in, nor what signing did."""
    question = form().question(code)
    return question.section != "J" and question.need not in {
        Need.PREFILLED,
        Need.SYSTEM,
    }


def _entries(answers: Answers, before: Answers | None) -> tuple[EntryShown, ...]:
    known = [dict(row) for row in before.rows] if before else None
    return tuple(
        EntryShown(
            number,
            dict(row),
            understand(row.get("E1", "")).words,
            known is not None and dict(row) not in known,
        )
        for number, row in enumerate(answers.rows, start=1)
        if row
    )

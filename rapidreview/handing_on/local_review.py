"""What may be handed to a local review, and what it is told (P13.5): read, nothing written.

The family's contact details stay inside by construction: of the folder only the sorts of
papers below are ever offered, and none of them is a request, a return, a notification, a
letter or an e-mail.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from uuid import UUID

from django.db.models import QuerySet

from rapidreview.case.models import Case
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.collation.key import key_of
from rapidreview.evidence.pseudonyms import pseudonymise
from rapidreview.handing_on.models import HandOver
from rapidreview.learning.reading import followed
from rapidreview.meeting.models import Meeting
from rapidreview.meeting.reading import decision_of
from rapidreview.paper.hand_over_paper import HandOverPaper, PaperLine
from rapidreview.people.actor import Actor
from rapidreview.planning.spoken import spoken
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.handing_on import leads_to_local_review
from rapidreview.procedure.vocabulary import Subfolder
from rapidreview.report.reading import live_signature, newest_version
from rapidreview.submission.models import Response

Sort = Document.Sort
OFFERED = (
    Sort.REPORT,
    Sort.SUBMISSION,
    Sort.RESPONSE,
    Sort.MINUTES,
    Sort.PACK,
    Sort.CHECKLIST,
)
HAND_OVER = "hand_over"  # the subject of what this room files itself
STAYS_INSIDE = (
    "The names, addresses and telephone numbers of the family are not in this package. The "
    "Partnership Manager gives them to the reviewer in person when the family is to be met."
)
NOTED, SECTION = "M13", "R15"  # parallel processes, in meeting and report


@dataclass(frozen=True, slots=True)
class Begun:
    """What the form of a package begins with."""

    questions: str
    parallel: str


def lead_of(case: Case) -> str:
    """What leads to a local review, in words; empty where nothing does."""
    decision = decision_of(case)
    views = Response.objects.filter(case=case, body=Response.Body.PANEL)
    return leads_to_local_review(
        decision.local_review if decision else None,
        list(views.values_list("view", flat=True)),
    )


def offered(case: Case) -> list[DocumentVersion]:
    """The newest version of each paper that may be handed on, the report first."""
    rows = (
        DocumentVersion.objects.filter(case=case, document__sort__in=OFFERED)
        .exclude(document__subject=HAND_OVER)
        .select_related("document__case", "case")
        .order_by("filed_at", "id")
    )
    newest = {one.document_id: one for one in rows}
    # The signed report lies in II and in III: the same file is offered once, from III.
    once = {
        (one.document.sort, one.sha256): one
        for one in sorted(newest.values(), key=_place)
    }
    order = {sort: number for number, sort in enumerate(OFFERED)}
    return sorted(once.values(), key=lambda one: order[Sort(one.document.sort)])


def _place(version: DocumentVersion) -> tuple[bool, datetime]:
    return version.document.subfolder == Subfolder.III, version.filed_at


def hand_overs(case: Case) -> QuerySet[HandOver]:
    """Every package of the case, in order."""
    files = ("word", "pdf", "package", "receipt")
    return HandOver.objects.filter(case=case).select_related(
        "case__partnership", *files
    )


def hand_over_on(case: Case, number: int) -> HandOver | None:
    """One package of the case."""
    return hand_overs(case).filter(number=number).first()


def file_on(case: Case, number: int, form: str) -> DocumentVersion | None:
    """A file of a package: zip, pdf, docx, or its receipt."""
    found = hand_over_on(case, number)
    names = {"zip": "package", "pdf": "pdf", "docx": "word", "receipt": "receipt"}
    name = f"{names.get(form, '')}_id"
    version_id: UUID | None = getattr(found, name, None)
    rows = DocumentVersion.objects.select_related("case", "document__case")
    return rows.filter(case=case, pk=version_id).first() if version_id else None


def begun(case: Case) -> Begun:
    """Questions left open and parallel processes, as meeting and report have them."""
    decision, version = decision_of(case), newest_version(case)
    scope = (
        dict(decision.recommended).get("Scope, method and timescale", "")
        if decision
        else ""
    )
    asked = "\n".join(
        one.queries
        for one in Response.objects.filter(case=case).select_related("case")
        if one.queries
    )
    parallel = _noted(decision.meeting, NOTED) if decision else ""
    if version is not None:
        rows = version.report.sections.select_related("case").filter(code=SECTION)
        parallel = "\n".join(filter(None, (rows[0].text if rows else "", parallel)))
    key = key_of(case)
    return Begun(
        pseudonymise("\n".join(filter(None, (scope, asked))), key),
        pseudonymise(parallel.strip(), key),
    )


def open_actions(case: Case, facts: CaseFacts, at: datetime) -> list[str]:
    """Every action that is neither done nor dropped: a line each, with owner and date."""
    key = key_of(case)
    return [
        f"{one.name}: {closed(pseudonymise(one.action.words, key))} "
        f"{one.owner}, by {spoken(one.due_at)}."
        for one in followed(case, facts, at)
        if not one.is_settled
    ]


def closed(words: str) -> str:
    """A sentence that ends as one."""
    return words if words.endswith((".", "?", "!", "…")) else f"{words}."


def cover_of(
    case: Case,
    hand_over: HandOver,
    papers: Sequence[DocumentVersion],
    *,
    by: Actor,
    at: datetime,
) -> HandOverPaper:
    """The cover of a package: the list with its hashes, what is open, and the receipt."""
    signature = live_signature(case)
    signed = (
        f"Version {signature.version.number}, {spoken(signature.signed_at)}"
        if signature
        else ""
    )
    lines = (
        ("Handed to", f"{hand_over.to_name}, {hand_over.to_role}"),
        ("Handed by", f"{by.words}, {case.partnership.name}"),
        ("What leads to it", hand_over.lead),
        ("SIN reference", case.sin_reference),
        ("Signed report", signed),
        ("Package", f"{hand_over.number}, made {spoken(at)}"),
    )
    return HandOverPaper(
        partnership=case.partnership.name,
        reference=case.reference,
        marking=case.partnership.marking,
        lines=tuple((label, words) for label, words in lines if words),
        papers=tuple(
            PaperLine(name, title, spoken(one.filed_at), one.sha256)
            for (name, _), (one, title) in zip(
                named(papers), titled(papers), strict=True
            )
        ),
        actions=tuple(hand_over.actions.splitlines()),
        questions=hand_over.questions,
        parallel=hand_over.parallel,
        stays=STAYS_INSIDE,
    )


def named(papers: Iterable[DocumentVersion]) -> list[tuple[str, DocumentVersion]]:
    """Each paper under the name it has in the package: its sort and version, no person."""
    return [
        (
            f"{number:02}-{one.document.sort}-version-{one.number}"
            f"{PurePosixPath(one.file_name).suffix.lower()}",
            one,
        )
        for number, one in enumerate(papers, 1)
    ]


def titled(papers: Iterable[DocumentVersion]) -> list[tuple[DocumentVersion, str]]:
    """Each paper with what it is called on the cover: its title and version."""
    found = list(papers)
    key = key_of(found[0].case) if found else None
    return [
        (one, f"{pseudonymise(one.document.title, key)}, version {one.number}")
        for one in found
        if key
    ]


def _noted(meeting: Meeting, code: str) -> str:
    item = meeting.items.select_related("case").filter(code=code).first()
    return item.notes if item else ""

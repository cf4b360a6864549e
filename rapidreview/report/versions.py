"""Versions of the report: the whole text as it stood, in Word and PDF, never changed (P1.17)."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.paper.pieces import Lines
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import AlreadyDone
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.report_requirements import next_draft, require_unsigned
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.vocabulary import Subfolder
from rapidreview.report.content import Content, read
from rapidreview.report.models import Report, ReportVersion
from rapidreview.report.papers import DOCX, PDF, papers_of
from rapidreview.report.text import content_now

TITLE = "Rapid Review report"


@transaction.atomic
def keep_version(
    report: Report, *, what: str, by: Actor, at: datetime
) -> ReportVersion:
    """Keep the text as the next version, filed in II in Word and PDF (P1.17).

    ``what`` says why it is kept. Raises AlreadyDone if nothing changed since the newest
    version, and while a signature covers the report.
    """
    version, made = keep_if_changed(report, what=what, by=by, at=at)
    if not made:
        raise AlreadyDone(
            f"Nothing has changed since version {version.number} was kept.", "P1.17"
        )
    return version


def keep_if_changed(
    report: Report, *, what: str, by: Actor, at: datetime
) -> tuple[ReportVersion, bool]:
    """The newest version if it says what the report says now, else the next; and which.

    For an action that sends the report: it has a transaction and a log entry of its own.
    What was sent before the case was taken in was the newest version there is (P14.6).
    """
    report = locked(report)
    facts = case_facts(report.case)
    require_open(facts)
    newest = newest_of(report)
    if by.takes_in and newest:
        return newest, False
    require_unsigned(facts)
    number = next_draft(report.version) if newest else report.version
    content = content_now(report, version=number, facts=facts)
    if newest and content.says_the_same_as(read(newest.content)):
        return newest, False
    return make_version(report, content, what=what, by=by, at=at), True


def make_version(
    report: Report,
    content: Content,
    *,
    what: str,
    by: Actor,
    at: datetime,
    signature: Lines = (),
) -> ReportVersion:
    """File both papers of ``content`` in II and keep it; the caller holds the lock."""
    papers = papers_of(report.case, content, at=at, signature=signature)
    word = _file(report, "Word", papers.word, content.version, by, at)
    pdf = _file(report, "PDF", papers.pdf, content.version, by, at)
    version = ReportVersion.objects.create(
        case=report.case,
        report=report,
        number=content.version,
        order=report.versions.count() + 1,
        content=content.canonical(),
        text_hash=content.text_hash,
        what=what.strip(),
        word=word,
        pdf=pdf,
        made_by=by.words,
        made_at=at,
    )
    report.version = content.version
    report.save(update_fields=["version"])
    dailylog.write(
        report.case,
        LogKind.REPORT_VERSION_KEPT,
        by=by,
        at=at,
        subject=version,
        files=(word.sha256, pdf.sha256),
        text=version.what,
        document=f"{TITLE}, version {version.number}",
        location=locations(word, pdf),
    )
    return version


def locations(*versions: DocumentVersion) -> str:
    """Where the files lie, as the log names it (P1.17)."""
    return "; ".join(casefolder.location(one) for one in versions)


def newest_of(report: Report) -> ReportVersion | None:
    """The newest version that was kept."""
    return report.versions.select_related("case", "word", "pdf").last()


def locked(report: Report) -> Report:
    """The row itself, held: two people who press at once come one after the other."""
    rows = Report.objects.select_for_update(of=("self",))
    return rows.select_related("case__partnership").get(pk=report.pk)


def _file(
    report: Report, form: str, data: bytes, number: str, by: Actor, at: datetime
) -> DocumentVersion:
    """The next version of the Word or the PDF document of this report."""
    word = form == "Word"
    return casefolder.file_document(
        report.case,
        sort=Document.Sort.REPORT,
        subfolder=Subfolder.II,
        title=f"{TITLE} ({form})",
        data=data,
        name=f"rapid-review-report-{number}.{'docx' if word else 'pdf'}",
        media_type=DOCX if word else PDF,
        source="Rapid Review",
        by=by,
        at=at,
        subject=str(report.pk),
        number=number,
        document=_document_of(report, word=word),
    )


def _document_of(report: Report, *, word: bool) -> Document | None:
    """The document of the versions that were made here; one written outside has its own."""
    made_here = report.versions.exclude(word=F("pdf"))
    newest = made_here.select_related("word__document", "pdf__document").last()
    if newest is None:
        return None
    return newest.word.document if word else newest.pdf.document

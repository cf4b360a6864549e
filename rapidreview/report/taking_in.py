"""A report that was written, and perhaps signed, outside before the case was taken in (P14.6)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder.models import Document
from rapidreview.casefolder.uploads import Upload
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import Incomplete, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.report_requirements import (
    next_signed,
    require_later_number,
    require_unsigned,
)
from rapidreview.procedure.requirements import require_collated, require_open
from rapidreview.procedure.true_dates import require_in_order, require_since_the_call
from rapidreview.procedure.vocabulary import Subfolder
from rapidreview.report.beginning import begun
from rapidreview.report.models import ChairSignature, Report, ReportVersion
from rapidreview.report.papers import DOCX, PDF
from rapidreview.report.signing import file_signed
from rapidreview.report.text import content_now
from rapidreview.report.versions import TITLE, locations, locked

NONE_YET = "0.0"
SIGNED_OUTSIDE = (
    "It was signed before the case was taken in. The signature is in the file."
)


@dataclass(frozen=True, slots=True)
class WrittenVersion:
    """A version as it was written: its number, its file, when it was kept, and by whom."""

    document: Upload
    number: str
    made_at: datetime
    done_by: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class SignedOutside:
    """The report as the Chair signed it: a PDF; when, in which role; when it was filed."""

    document: Upload
    signed_at: datetime
    signed_by: str
    role: str
    filed_at: datetime | None = None
    filed_by: str = ""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What becomes a version."""

    document: Upload
    number: str
    made_at: datetime
    what: str


@transaction.atomic
def take_in_version(
    case: Case, given: WrittenVersion, *, by: Actor, at: datetime
) -> ReportVersion:
    """Keep a version that was written outside, filed in II; nobody is written to (P6.3, P9.1).

    The first one begins the report, at its moment. Raises Refused for a moment or number
    that cannot be, or what is neither Word nor PDF; AlreadyDone while a signature covers
    the report; NotYet until the returns are collated.
    """
    facts = case_facts(case)
    require_open(facts)
    require_since_the_call(facts, given.made_at, at)
    require_unsigned(facts)
    if given.document.media_type not in {DOCX, PDF}:
        raise Refused("The report is taken in as a Word document or a PDF.", "P14.6")
    actor, number = by.entering(given.done_by.strip()), given.number.strip()
    if not actor.takes_in:
        raise Incomplete("Say who wrote this version.", "P14.6")
    kept = _Kept(given.document, number, given.made_at, given.what.strip())
    report = Report.objects.filter(case=case).first()
    require_later_number(number, report.version if report else NONE_YET)
    if report is not None:
        return _keep(locked(report), kept, by=actor, at=at)
    return _begin(case, kept, by=actor, at=at)


@transaction.atomic
def take_in_signed(
    case: Case, given: SignedOutside, *, by: Actor, at: datetime
) -> ChairSignature:
    """The report that the Chair signed outside: the signature covers that file (P13.1).

    Filed in III, too, where that was done before. Raises Refused for a moment that cannot
    be or what is no PDF, Incomplete without the Chair's name and role, AlreadyDone while a
    signature covers the report, NotYet until the returns are collated.
    """
    facts = case_facts(case)
    require_open(facts)
    require_since_the_call(facts, given.signed_at, at)
    require_unsigned(facts)
    _require_signed_file(given, at)
    actor = by.entering(given.signed_by.strip())
    report = Report.objects.filter(case=case).first()
    number = next_signed(report.version if report else NONE_YET)
    kept = _Kept(given.document, number, given.signed_at, "Signed by the Chair")
    version = (
        _keep(locked(report), kept, by=actor, at=at)
        if report
        else _begin(case, kept, by=actor, at=at)
    )
    signature = ChairSignature.objects.create(
        case=case,
        version=version,
        text_hash=version.text_hash,
        signed_by=actor.words,
        role=given.role.strip(),
        statement=SIGNED_OUTSIDE,
        signed_at=given.signed_at,
    )
    _write(
        LogKind.SIGNED_REPORT_RECEIVED,
        version,
        signature,
        f"SHA-256 of the file signed: {version.text_hash}",
        by=actor,
        at=at,
    )
    if given.filed_at is not None:
        filer = by.entering(given.filed_by.strip() or by.name)
        return file_signed(signature, by=filer, at=at, occurred_at=given.filed_at)
    return signature


def _require_signed_file(given: SignedOutside, at: datetime) -> None:
    if given.document.media_type != PDF:
        raise Refused("The signed report is taken in as a PDF.", "P13.1")
    if not given.signed_by.strip() or not given.role.strip():
        raise Incomplete("Say who signed, and in which role.", "P13.1")
    if given.filed_at is not None:
        moments = [("it was signed", given.signed_at), ("it was filed", given.filed_at)]
        require_in_order(moments, at)


def _begin(case: Case, kept: _Kept, *, by: Actor, at: datetime) -> ReportVersion:
    """The report, begun with its first version (P6.3)."""
    require_collated(case_facts(case))
    report = begun(case, kept.number, by=by, at=at, begun_at=kept.made_at)
    version = _keep(report, kept, by=by, at=at)
    _write(LogKind.REPORT_BEGUN, version, report, "", by=by, at=at)
    return version


def _keep(report: Report, kept: _Kept, *, by: Actor, at: datetime) -> ReportVersion:
    """File the document in II and keep it; the hash of the version is that of the file."""
    file = casefolder.file_document(
        report.case,
        sort=Document.Sort.REPORT,
        subfolder=Subfolder.II,
        title=f"{TITLE} {kept.number}, as it was written",
        data=kept.document.data,
        name=kept.document.name,
        media_type=kept.document.media_type,
        source=f"Written before by {by.words}",
        by=by,
        at=at,
        subject=str(report.pk),
        number=kept.number,
        occurred_at=kept.made_at,
    )
    version = ReportVersion.objects.create(
        case=report.case,
        report=report,
        number=kept.number,
        order=report.versions.count() + 1,
        content=content_now(report, version=kept.number).canonical(),
        text_hash=file.sha256,
        what=kept.what,
        word=file,
        pdf=file,
        made_by=by.words,
        made_at=kept.made_at,
    )
    report.version = kept.number
    report.save(update_fields=["version"])
    _write(LogKind.REPORT_VERSION_KEPT, version, version, version.what, by=by, at=at)
    return version


def _write(
    kind: LogKind,
    version: ReportVersion,
    subject: Report | ReportVersion | ChairSignature,
    text: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    dailylog.write(
        version.case,
        kind,
        by=by,
        at=at,
        occurred_at=version.made_at,
        subject=subject,
        files=version.hashes,
        text=text,
        document=f"{TITLE}, version {version.number}",
        location=locations(*version.files),
    )

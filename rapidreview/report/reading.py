"""The report as others ask about it: its newest version, its signature, whether that stands."""

import hashlib

from django.db.models import QuerySet

from rapidreview.case.models import Case
from rapidreview.casefolder import storage
from rapidreview.people.keys import CannotOpen
from rapidreview.report.content import hash_of, read
from rapidreview.report.models import (
    ChairReview,
    ChairSignature,
    Circulation,
    PartnerSignOff,
    Report,
    ReportSection,
    ReportVersion,
)
from rapidreview.report.text import content_now


def report_of(case: Case) -> Report | None:
    """The report of a case, if it was begun."""
    report = Report.objects.filter(case=case).first()
    if report is not None:
        report.case = case
    return report


def section_of(case: Case, code: str) -> ReportSection | None:
    """One section of the case's report."""
    found = ReportSection.objects.filter(case=case, code=code)
    return found.select_related("case__partnership", "report__case").first()


def newest_version(case: Case) -> ReportVersion | None:
    """The newest version that was kept."""
    return _versions(case).last()


def version_on(case: Case, number: str) -> ReportVersion | None:
    """A version of this case's report by its number."""
    return _versions(case).filter(number=number).first()


def live_signature(case: Case) -> ChairSignature | None:
    """The Chair's signature that no change has voided (P13.1)."""
    held = ChairSignature.objects.filter(case=case, voided_at__isnull=True)
    related = ("case__partnership", "version__case", "version__word", "version__pdf")
    return held.select_related(*related, "version__report").first()


def is_signed_version(version: ReportVersion) -> bool:
    """Whether the Chair signed this very version."""
    return ChairSignature.objects.filter(version=version).exists()


def may_go_out(version: ReportVersion) -> bool:
    """Whether the Chair signed it off for circulation, or signed it (P9.3, P13.1)."""
    signed = ChairSignature.objects.filter(version=version, voided_at__isnull=True)
    return version.reviews.filter(signed_off=True).exists() or signed.exists()


def still_covers(signature: ChairSignature) -> bool:
    """Whether the signature covers what was kept, and what the report says now (P13.1).

    It is worked out again from the stored text, or from the file that was signed outside:
    one character changed anywhere, in the kept version or in a section, and it does not.
    """
    version = signature.version
    if signature.voided_at is not None:
        return False
    if not _kept_hash(version) == version.text_hash == signature.text_hash:
        return False
    now = content_now(version.report, version=version.number)
    return not now.rewritten_since(read(version.content))


def quality_assurance(case: Case) -> ChairReview | None:
    """The Chair's last quality assurance of a version (P1.14, P9.2)."""
    held = ChairReview.objects.filter(case=case)
    return held.select_related("case", "version__case").last()


def sign_offs(case: Case) -> list[PartnerSignOff]:
    """What the partners said of circulated versions, oldest first (R18)."""
    held = PartnerSignOff.objects.filter(case=case)
    return list(held.select_related("case", "version"))


def circulation_to_send(case: Case) -> Circulation | None:
    """The list the Chair confirmed last, unless the report went to it (P9.3)."""
    held = Circulation.objects.filter(case=case)
    newest = held.select_related(
        "case__partnership", "version__case", "version__word", "version__pdf"
    ).last()
    return newest if newest and newest.circulated_at is None else None


def _kept_hash(version: ReportVersion) -> str:
    """SHA-256 of what was signed, as it is stored now; empty where a file is broken."""
    if not version.is_one_file:
        return hash_of(version.content)
    try:
        return hashlib.sha256(storage.read(version.pdf)).hexdigest()
    except (CannotOpen, OSError):
        return ""


def _versions(case: Case) -> QuerySet[ReportVersion]:
    held = ReportVersion.objects.filter(case=case)
    return held.select_related("case__partnership", "report__case", "word", "pdf")

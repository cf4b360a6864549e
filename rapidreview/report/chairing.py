"""What the Chair's pages show: what is to be looked at, what changed, what is missing."""

from dataclasses import dataclass

from rapidreview.evidence.pseudonyms import Key
from rapidreview.evidence.report_checks import Remark
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.report_requirements import is_signed
from rapidreview.report.accepted import names_key
from rapidreview.report.cautions import cautions
from rapidreview.report.content import Content, read
from rapidreview.report.models import ChairReview, Circulation, Report, ReportVersion
from rapidreview.report.readiness import missing_for_signature
from rapidreview.report.reading import may_go_out, quality_assurance
from rapidreview.report.remarking import open_remarks
from rapidreview.report.sections import FRONT, title_of
from rapidreview.report.shown import (
    Read,
    SectionShown,
    as_read,
    corrections_of,
    next_to_sign,
    sections_shown,
    versions_of,
)
from rapidreview.report.text import content_now

Caution = tuple[str, str, tuple[str, ...]]  # code, title, what to look at


@dataclass(frozen=True, slots=True)
class ReviewShown:
    """The newest version, what was rewritten since, and what looks like a name or date."""

    version: ReportVersion
    sections: tuple[SectionShown, ...]
    rewritten: tuple[str, ...]
    cautions: tuple[Caution, ...]
    remarks: tuple[Remark, ...]
    corrections: tuple[str, ...]
    review: ChairReview | None
    was_sent: bool
    is_signed: bool


@dataclass(frozen=True, slots=True)
class CirculationOutlook:
    """Which version the Chair confirms for whom, and what was confirmed before."""

    version: ReportVersion
    signed_off: bool
    earlier: tuple[Circulation, ...]


@dataclass(frozen=True, slots=True)
class SigningShown:
    """The text to be signed, its hash, what is missing, what changed since it was assured."""

    content: Content
    sections: tuple[Read, ...]
    missing: tuple[str, ...]
    changed: tuple[tuple[str, str], ...]
    assured: str
    cautions: tuple[Caution, ...]
    remarks: tuple[Remark, ...]
    is_signed: bool


def review_shown(report: Report, facts: CaseFacts) -> ReviewShown:
    """Everything the page of quality assurance needs."""
    version = versions_of(report)[0]
    now = content_now(report, version=version.number, facts=facts)
    key = names_key(report.case)
    return ReviewShown(
        version,
        tuple(sections_shown(report)),
        now.rewritten_since(read(version.content)),
        tuple(_cautions(now, key)),
        open_remarks(report, now, key),
        corrections_of(report.case),
        quality_assurance(report.case),
        facts.has(LogKind.REPORT_SENT_TO_CHAIR),
        is_signed(facts),
    )


def circulation_shown(version: ReportVersion) -> CirculationOutlook:
    """The version and its standing before it goes out."""
    return CirculationOutlook(
        version,
        may_go_out(version),
        tuple(version.circulations.prefetch_related("people")),
    )


def signing_shown(report: Report, facts: CaseFacts) -> SigningShown:
    """Everything the page of the signature needs."""
    content, key = next_to_sign(report, facts), names_key(report.case)
    review = quality_assurance(report.case)
    rewritten = content.rewritten_since(read(review.version.content)) if review else ()
    return SigningShown(
        content,
        tuple(as_read(content)),
        tuple(missing_for_signature(report.case, content)),
        tuple((code, title_of(code)) for code in rewritten),
        review.version.number if review else "",
        tuple(_cautions(content, key)),
        open_remarks(report, content, key),
        is_signed(facts),
    )


def _cautions(content: Content, key: Key) -> list[Caution]:
    found = [
        (one.code, one.title, tuple(cautions(one.text, key)))
        for one in content.sections
        if one.code != FRONT
    ]
    return [one for one in found if one[2]]

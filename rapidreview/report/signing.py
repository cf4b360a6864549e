"""Partners sign off what they were sent; the Chair signs one text; the signed report is filed
(P9.3, P13.1, P13.2)."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder import storage
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.paper.pieces import Lines
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import (
    AlreadyDone,
    Incomplete,
    NotSigned,
    NotYet,
    Refused,
    Stale,
)
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.report_requirements import (
    next_signed,
    require_before,
    require_ready_to_sign,
    require_unsigned,
)
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.vocabulary import Partner, Subfolder
from rapidreview.report.letters import team_of, tell
from rapidreview.report.models import (
    ChairSignature,
    PartnerSignOff,
    Report,
    ReportVersion,
)
from rapidreview.report.readiness import missing_for_signature
from rapidreview.report.reading import still_covers
from rapidreview.report.text import content_now
from rapidreview.report.versions import TITLE, locations, locked, make_version
from rapidreview.scoping.prefilled import in_full

STATEMENT = (
    "I have read this version in full. It gives a fair account of what the agencies told "
    "the review and of what the group found and decided, and a dissent stands in it as its "
    "author wrote it. I sign it as lead professional of this review."
)


@transaction.atomic
def sign_off(
    version: ReportVersion,
    partner: Partner,
    *,
    agrees: bool,
    words: str,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> PartnerSignOff:
    """A statutory partner signs a circulated version off, or dissents in its words (R18).

    Raises NotYet until the version was circulated, Incomplete for a dissent without
    words, AlreadyDone if this partner has signed this version off.
    """
    require_open(case_facts(version.case))
    if not version.circulations.filter(circulated_at__isnull=False).exists():
        raise NotYet("This version has not been circulated.", "P9.3")
    if not agrees and not words.strip():
        raise Incomplete("Say in your own words where you do not agree.", "P9.3")
    if occurred_at is not None and occurred_at > at:
        raise Refused("A sign-off lies in the past, not to come.", "P9.3")
    given, made = PartnerSignOff.objects.get_or_create(
        version=version,
        partner=partner.value,
        defaults={
            "case": version.case,
            "agrees": agrees,
            "words": words.strip(),
            "given_by": by.words,
            "given_at": occurred_at or at,
        },
    )
    if not made:
        raise AlreadyDone(
            f"{partner.words} has signed version {version.number} off.", "P9.3"
        )
    dailylog.write(
        version.case,
        LogKind.PARTNER_SIGNED_OFF,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=given,
        text=f"{partner.words} {'agrees' if agrees else 'dissents'}.",
        document=f"{TITLE}, version {version.number}",
    )
    return given


@transaction.atomic
def chair_signs(
    report: Report, *, text_hash: str, by: Actor, at: datetime
) -> ChairSignature:
    """The Chair signs the report: exactly the text whose hash was shown (P13.1).

    It becomes version 1.0 (2.0 after a change), in Word and PDF with the signature on it.
    Raises Incomplete naming what is missing, Stale if the text is another by now.
    """
    report = locked(report)
    case = report.case
    facts = case_facts(case)
    require_open(facts)
    require_before(facts, LogKind.REPORT_SENT_TO_CHAIR, "P13.1")
    require_unsigned(facts)
    content = content_now(report, version=next_signed(report.version), facts=facts)
    require_ready_to_sign(missing_for_signature(case, content))
    if content.text_hash != text_hash:
        raise Stale(
            "The text was changed after you opened it. Read it again below; nothing was "
            "signed.",
            "P13.1",
        )
    version = make_version(
        report,
        content,
        what="Signed by the Chair",
        by=by,
        at=at,
        signature=signature_lines(by, at, text_hash),
    )
    signature = ChairSignature.objects.create(
        case=case,
        version=version,
        text_hash=text_hash,
        signed_by=by.words,
        role=by.role,
        statement=STATEMENT,
        signed_at=at,
    )
    told = tell("report_signed", version, team_of(case, at=at), by=by, at=at)
    dailylog.write(
        case,
        LogKind.SIGNED_REPORT_RECEIVED,
        by=by,
        at=at,
        subject=signature,
        files=version.hashes,
        text=f"SHA-256 of the text signed: {text_hash}",
        to=", ".join(one.name for one in told),
        document=f"{TITLE}, version {version.number}",
        location=locations(*version.files),
    )
    return signature


@transaction.atomic
def file_signed(
    signature: ChairSignature,
    *,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
) -> ChairSignature:
    """Save and file the signed report in III, in Word and PDF (P13.2).

    Raises NotSigned if the signature does not cover the report, AlreadyDone if it was filed.
    """
    rows = ChairSignature.objects.select_for_update(of=("self",))
    related = ("case__partnership", "version__case", "version__word", "version__pdf")
    signature = rows.select_related(*related, "version__report__case").get(
        pk=signature.pk
    )
    require_open(case_facts(signature.case))
    if not still_covers(signature):
        raise NotSigned(
            "The signature does not cover the report as it is. Ask the Chair to sign it "
            "again.",
            "P13.2",
        )
    if signature.filed_at is not None:
        raise AlreadyDone("The signed report has been filed in III.", "P13.2")
    version = signature.version
    filed = [
        _file(signature, one, by=by, at=at, occurred_at=occurred_at)
        for one in version.files
    ]
    signature.filed_word, signature.filed_pdf = filed[0], filed[-1]
    signature.filed_at = occurred_at or at
    signature.save()
    dailylog.write(
        signature.case,
        LogKind.SIGNED_REPORT_FILED,
        by=by,
        at=at,
        occurred_at=occurred_at,
        subject=signature,
        files=version.hashes,
        document=f"Signed {TITLE}, version {version.number}",
        location=locations(*filed),
    )
    return signature


def signature_lines(by: Actor, at: datetime, text_hash: str) -> Lines:
    """What stands on the last page of a signed report."""
    return (
        ("Signed by", by.words),
        ("Role", by.role),
        ("Signed", in_full(at)),
        ("Statement", STATEMENT),
        ("SHA-256 of the text", text_hash),
    )


def _file(
    signature: ChairSignature,
    signed: DocumentVersion,
    *,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None,
) -> DocumentVersion:
    """The same bytes, filed in III; a later signature's are the next version there."""
    case, form = signature.case, "PDF" if signed == signature.version.pdf else "Word"
    return casefolder.file_document(
        case,
        sort=Document.Sort.REPORT,
        subfolder=Subfolder.III,
        title=f"Signed {TITLE} ({form})",
        data=storage.read(signed),
        name=f"signed-{signed.file_name}",
        media_type=signed.media_type,
        source=f"Signed by {signature.signed_by}",
        by=by,
        at=at,
        subject=str(signature.pk),
        number=signature.version.number,
        document=_filed_before(signature, form),
        occurred_at=occurred_at,
    )


def _filed_before(signature: ChairSignature, form: str) -> Document | None:
    """Where an earlier signed report lies that was made here, as this one was."""
    if signature.version.is_one_file:
        return None
    earlier = (
        ChairSignature.objects.filter(case=signature.case, filed_at__isnull=False)
        .exclude(filed_word=F("filed_pdf"))
        .select_related("filed_word__document", "filed_pdf__document")
        .last()
    )
    before = earlier and (earlier.filed_word if form == "Word" else earlier.filed_pdf)
    return before.document if before else None

"""A package for a local review: made, handed over, received (P13.5). Files lie in III."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder import storage
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.casefolder.uploads import Upload
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.handing_on.local_review import (
    HAND_OVER,
    cover_of,
    lead_of,
    named,
    offered,
    open_actions,
)
from rapidreview.handing_on.models import HandOver
from rapidreview.paper import bundle_zip
from rapidreview.people.actor import Actor
from rapidreview.planning.spoken import spoken
from rapidreview.procedure.errors import Incomplete, Refused
from rapidreview.procedure.handing_on import (
    require_local_review,
    require_named,
    require_signed,
    require_to_hand,
    require_to_receive,
)
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.sending import require_submitted
from rapidreview.procedure.vocabulary import Subfolder
from rapidreview.report.reading import live_signature

TITLE = "Hand-over to a local review"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF, ZIP = "application/pdf", "application/zip"
NAME = "hand-over-{number}"


@transaction.atomic
def make_package(
    case: Case,
    *,
    to_name: str,
    to_role: str,
    papers: Sequence[DocumentVersion],
    questions: str,
    parallel: str,
    by: Actor,
    at: datetime,
) -> HandOver:
    """The package for a local review: cover in Word and PDF, papers, manifest (P13.5).

    Nothing is sent by this. Raises NotYet before submission, or where nothing leads to a
    local review; NotSigned without a signed report; Incomplete without a reviewer or papers;
    Refused for a paper that is not offered.
    """
    case = (
        Case.objects.select_for_update(of=("self",))
        .select_related("partnership")
        .get(pk=case.pk)
    )
    facts, lead = case_facts(case), lead_of(case)
    require_open(facts)
    require_submitted(facts)
    require_local_review(lead)
    require_signed(live_signature(case) is not None)
    require_named(who_receives_it=to_name, their_role_or_organisation=to_role)
    _require_offered(case, papers)
    made = HandOver(
        case=case,
        number=case.handovers.count() + 1,
        lead=lead,
        to_name=to_name.strip(),
        to_role=to_role.strip(),
        actions="\n".join(open_actions(case, facts, at)),
        questions=questions.strip(),
        parallel=parallel.strip(),
        made_by=by.words,
        made_at=at,
    )
    _file(made, papers, by=by, at=at)
    made.save(force_insert=True)
    made.papers.set(papers)
    dailylog.write(
        case,
        LogKind.HAND_OVER_PREPARED,
        by=by,
        at=at,
        subject=made,
        files=(made.package.sha256, *(one.sha256 for one in papers)),
        to=f"{made.to_name}, {made.to_role}",
        text=f"{len(papers)} papers. {lead}",
        document=f"{TITLE}, package {made.number}",
        location=casefolder.location(made.package),
    )
    return made


@transaction.atomic
def hand_over(
    package: HandOver, *, handed_at: datetime, channel: str, by: Actor, at: datetime
) -> HandOver:
    """It was handed to the reviewer: when, how, by whom (P13.5).

    Raises AlreadyDone for a package that was handed over, Refused for a moment to come.
    """
    package = _locked(package)
    require_open(case_facts(package.case))
    require_named(how_it_was_handed_over=channel)
    require_to_hand(handed_at, package.made_at, package.handed_at, at)
    package.handed_at, package.handed_by = handed_at, by.words
    package.channel = channel.strip()
    package.save(update_fields=["handed_at", "handed_by", "channel"])
    dailylog.write(
        package.case,
        LogKind.REVIEW_HANDED_OVER,
        by=by,
        at=at,
        occurred_at=handed_at,
        subject=package,
        files=(package.package.sha256,),
        to=f"{package.to_name}, {package.to_role}",
        channel=package.channel,
        text=package.lead,
        document=f"{TITLE}, package {package.number}",
    )
    return package


@transaction.atomic
def record_receipt(
    package: HandOver,
    *,
    received_by: str,
    received_at: datetime,
    receipt: Upload | None = None,
    by: Actor,
    at: datetime,
) -> HandOver:
    """The reviewer's receipt, with its file in III where there is one (P13.5, P1.18).

    Raises NotYet before it was handed over, AlreadyDone for a second receipt.
    """
    package = _locked(package)
    require_open(case_facts(package.case))
    require_named(who_signed_the_receipt=received_by)
    require_to_receive(received_at, package.handed_at, package.received_at, at)
    package.received_by, package.received_at = received_by.strip(), received_at
    if receipt is not None:
        package.receipt = _filed(
            package.case,
            f"{TITLE}, receipt of package {package.number}",
            (receipt.data, receipt.name, receipt.media_type),
            f"From {package.to_name}",
            by=by,
            at=at,
        )
    package.save(update_fields=["received_by", "received_at", "receipt"])
    dailylog.write(
        package.case,
        LogKind.HAND_OVER_RECEIVED,
        by=by,
        at=at,
        occurred_at=received_at,
        subject=package,
        files=(package.receipt.sha256,) if package.receipt else (),
        text=f"Received by {package.received_by}, {spoken(received_at)}.",
        document=f"{TITLE}, package {package.number}",
    )
    return package


def _require_offered(case: Case, papers: Sequence[DocumentVersion]) -> None:
    if not papers:
        raise Incomplete("Choose at least one paper to hand over.", "P13.5")
    allowed = {one.pk for one in offered(case)}
    if any(one.pk not in allowed for one in papers):
        raise Refused(
            "One of these papers is not handed on, or a newer version was filed. Open the "
            "page again.",
            "P13.5",
        )


def _file(
    made: HandOver, papers: Sequence[DocumentVersion], *, by: Actor, at: datetime
) -> None:
    """Cover and package, filed; the cover lies in the package too."""
    case, name = made.case, NAME.format(number=made.number)
    cover = cover_of(case, made, papers, by=by, at=at)
    word, pdf = cover.as_docx(at), cover.as_pdf(at)
    files = [(one, storage.read(version)) for one, version in named(papers)]
    files += [("00-cover.docx", word), ("00-cover.pdf", pdf)]
    archive = bundle_zip.zipped(files, about=_about(made))
    title = f"{TITLE}, package {made.number}"
    came = {
        "word": (f"{title}, cover", (word, f"{name}-cover.docx", WORD)),
        "pdf": (f"{title}, cover as PDF", (pdf, f"{name}-cover.pdf", PDF)),
        "package": (title, (archive, f"{name}.zip", ZIP)),
    }
    for column, (called, file) in came.items():
        source = f"Made for {made.to_name}"
        setattr(made, column, _filed(case, called, file, source, by=by, at=at))


def _filed(
    case: Case,
    title: str,
    file: tuple[bytes, str, str],
    source: str,
    *,
    by: Actor,
    at: datetime,
) -> DocumentVersion:
    data, name, media_type = file
    return casefolder.file_document(
        case,
        sort=Document.Sort.OTHER,
        subfolder=Subfolder.III,
        title=title,
        data=data,
        name=name,
        media_type=media_type,
        source=source,
        subject=HAND_OVER,
        by=by,
        at=at,
    )


def _about(made: HandOver) -> dict[str, str]:
    return {
        "what": "Rapid Review, handed over to a local child safeguarding practice review",
        "partnership": made.case.partnership.name,
        "reference": made.case.reference,
        "sin_reference": made.case.sin_reference,
        "to": f"{made.to_name}, {made.to_role}",
        "made_by": made.made_by,
        "made_at": made.made_at.isoformat(),
    }


def _locked(package: HandOver) -> HandOver:
    """The row itself, held: two people who press at once come one after the other."""
    rows = HandOver.objects.select_for_update(of=("self",))
    related = ("case__partnership", "package__case", "receipt")
    return rows.select_related(*related).get(pk=package.pk)

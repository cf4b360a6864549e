"""The bundle, its sending to the National Panel, and the acknowledgement (P13.3, P0.7)."""

from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.casefolder import actions as casefolder
from rapidreview.casefolder.models import Document
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import calendar_of, procedure_for
from rapidreview.mail.words import Words, require_no_child
from rapidreview.people.actor import Actor
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotSigned, NotYet
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.preflight import judge, require_ready
from rapidreview.procedure.requirements import require_open
from rapidreview.procedure.sending import (
    DaysUsed,
    Sending,
    days_used,
    require_after,
    require_happened,
    require_sendable,
)
from rapidreview.procedure.vocabulary import Subfolder
from rapidreview.report.models import ChairSignature
from rapidreview.report.reading import live_signature
from rapidreview.submission.bundling import BUNDLE_NAME, ZIP, bundle_of
from rapidreview.submission.covering import require_pseudonymous
from rapidreview.submission.dossier import dossier_of
from rapidreview.submission.filing import Came, file_in_three
from rapidreview.submission.models import Submission

TITLE = "Submission to the National Panel"
TAKEN_IN = "Taken in while under way."


@transaction.atomic
def make_bundle(
    case: Case, *, covering_letter: str, by: Actor, at: datetime
) -> Submission:
    """Bind the signed report, decision record and covering letter, filed in III (P13.3).

    Raises Incomplete while the pre-flight is not passed, AlreadyDone where the signed
    version was submitted, Refused for a letter that names the child or the family.
    """
    case = _held(case)
    facts = case_facts(case)
    require_open(facts)
    require_ready(judge(dossier_of(case, facts, at)))
    signature = _signature(case)
    _require_not_sent(case, signature)
    letter = _letter(case, covering_letter)
    number = case.submissions.count() + 1
    version = casefolder.file_document(
        case,
        sort=Document.Sort.SUBMISSION,
        subfolder=Subfolder.III,
        title=TITLE,
        data=bundle_of(case, signature, letter, facts=facts, by=by, at=at),
        name=BUNDLE_NAME.format(number=number),
        media_type=ZIP,
        source="Rapid Review",
        by=by,
        at=at,
        document=case.documents.filter(sort=Document.Sort.SUBMISSION).first(),
    )
    submission = Submission.objects.create(
        case=case,
        number=number,
        version=signature.version,
        covering_letter=letter,
        bundle=version,
        made_by=by.words,
        made_at=at,
    )
    dailylog.write(
        case,
        LogKind.SUBMISSION_PREPARED,
        by=by,
        at=at,
        subject=submission,
        files=(version.sha256,),
        text=f"Report version {signature.version.number}, signed by {signature.signed_by}.",
        document=f"{TITLE}, bundle {number}",
        location=casefolder.location(version),
    )
    return submission


@transaction.atomic
def record_submission(
    submission: Submission,
    *,
    sent_at: datetime,
    sent_to: str,
    channel: str,
    late_because: str = "",
    reason: str = "",
    sent_by: str = "",
    by: Actor,
    at: datetime,
) -> Submission:
    """The bundle has gone to the National Panel: when, where to, how, by whom (S6, S8, S9).

    ``late_because`` is needed after the last day of either clock, ``reason`` where the
    bundle was made after it had gone. Raises NotSigned for a bundle that the signature no
    longer covers, AlreadyDone once it is recorded or a newer bundle was made.
    """
    submission = _locked(submission)
    case = submission.case
    facts = case_facts(case)
    require_open(facts)
    _require_current(submission)
    if not sent_to.strip() or not channel.strip():
        raise Incomplete("Say where to, and how, it was sent.", "P13.3")
    used = days_used(procedure_for(case), facts, calendar_of(case, facts), sent_at)
    sending = Sending(
        sent_at,
        submission.version.signature.signed_at,
        submission.made_at,
        _why_afterwards(facts, reason),
        late_because,
    )
    require_sendable(sending, used, facts, at)
    _keep(submission, sending, used)
    submission.sent_to, submission.channel = sent_to.strip(), channel.strip()
    submission.sent_by = sent_by.strip() or by.words
    submission.save()
    by = _who_enters(facts, submission.sent_by, sent_at, by)
    _log_sent(submission, sending, used, by=by, at=at)
    return submission


@transaction.atomic
def acknowledge(
    submission: Submission,
    *,
    received_at: datetime,
    data: bytes,
    name: str,
    media_type: str,
    by: Actor,
    at: datetime,
) -> Submission:
    """The Panel's acknowledgement, filed in III (S7, P1.18).

    Raises NotYet before sending, AlreadyDone for a second one, Refused for one that came
    before the report was sent.
    """
    submission = _locked(submission)
    case = submission.case
    require_open(case_facts(case))
    if submission.sent_at is None:
        raise NotYet("Record first that the report was submitted.", "P13.3")
    if submission.acknowledged_at is not None:
        raise AlreadyDone("The acknowledgement is filed.", "P13.3")
    require_happened(received_at, at, "P13.3")
    require_after(received_at, submission.sent_at, "The report was sent", "P13.3")
    version = file_in_three(
        case,
        Came(data, name, media_type),
        sort=Document.Sort.LETTER,
        title="Acknowledgement of the National Panel",
        source="From the National Panel",
        subject=str(submission.pk),
        by=by,
        at=at,
    )
    submission.acknowledgement, submission.acknowledged_at = version, received_at
    submission.save(update_fields=["acknowledgement", "acknowledged_at"])
    dailylog.write(
        case,
        LogKind.SUBMISSION_ACKNOWLEDGED,
        by=by,
        at=at,
        occurred_at=received_at,
        subject=submission,
        files=(version.sha256,),
        location=casefolder.location(version),
    )
    return submission


def _signature(case: Case) -> ChairSignature:
    signature = live_signature(case)
    if signature is None:
        raise NotSigned("The Chair has not signed the report.", "P13.1")
    return signature


def _require_not_sent(case: Case, signature: ChairSignature) -> None:
    sent = case.submissions.filter(version=signature.version, sent_at__isnull=False)
    if sent.exists():
        raise AlreadyDone(
            f"Version {signature.version.number} has been submitted. What changed since "
            "is a new version, which the Chair signs first.",
            "P13.3",
        )


def _letter(case: Case, typed: str) -> str:
    """The covering letter. Raises Incomplete without words, Refused if it names a child
    or the family."""
    letter = typed.strip()
    if not letter:
        raise Incomplete("Write the covering letter.", "P13.3")
    require_no_child(case, Words(TITLE, letter), [letter], ())
    require_pseudonymous(case, letter)
    return letter


def _require_current(submission: Submission) -> None:
    """Not sent, the newest, and of the version that the Chair's signature covers."""
    if submission.sent_at is not None:
        raise AlreadyDone("This submission is recorded.", "P13.3")
    later = submission.case.submissions.filter(number__gt=submission.number)
    if later.exists():
        raise AlreadyDone("A newer bundle was made. Record that one.", "P13.3")
    signature = live_signature(submission.case)
    if signature is None or signature.version_id != submission.version_id:
        raise NotSigned(
            "The report was changed after this bundle was made. Once the Chair has signed "
            "it again, make the bundle again.",
            "P13.1",
        )


def _why_afterwards(facts: CaseFacts, reason: str) -> str:
    """A review taken in while under way has its reason already (P14.6)."""
    taken_in = facts.has(LogKind.CASE_TAKEN_IN)
    return reason.strip() or (TAKEN_IN if taken_in else "")


def _who_enters(facts: CaseFacts, sent_by: str, sent_at: datetime, by: Actor) -> Actor:
    """What was sent before the case was taken in is only entered now (P14.6)."""
    taken_in = facts.last(LogKind.CASE_TAKEN_IN)
    before = taken_in is not None and sent_at < taken_in.at
    return by.entering(sent_by) if before else by


def _keep(submission: Submission, sending: Sending, used: DaysUsed) -> None:
    submission.sent_at, submission.local_day = sending.sent_at, used.local
    submission.panel_day = used.panel.counting if used.panel else None
    submission.late_because = sending.late_because.strip() if used.late else ""


def _log_sent(
    submission: Submission, sending: Sending, used: DaysUsed, *, by: Actor, at: datetime
) -> None:
    afterwards = sending.reason if sending.was_made_afterwards else ""
    dailylog.write(
        submission.case,
        LogKind.REPORT_SUBMITTED,
        by=by,
        at=at,
        occurred_at=sending.sent_at,
        subject=submission,
        files=(submission.bundle.sha256,),
        to=submission.sent_to,
        channel=submission.channel,
        text=" ".join(filter(None, [used.words, f"Sent by {submission.sent_by}."])),
        reason=" ".join(filter(None, [submission.late_because, afterwards])),
        document=f"{TITLE}, report version {submission.version.number}",
        location=casefolder.location(submission.bundle),
    )


def _held(case: Case) -> Case:
    """The case, held: two people who press at once come one after the other."""
    rows = Case.objects.select_for_update(of=("self",))
    return rows.select_related("partnership").get(pk=case.pk)


def _locked(submission: Submission) -> Submission:
    rows = Submission.objects.select_for_update(of=("self",))
    return rows.select_related(
        "case__partnership",
        "version__signature",
        "bundle__case",
        "bundle__document__case",
    ).get(pk=submission.pk)

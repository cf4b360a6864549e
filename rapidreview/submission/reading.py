"""The page of the submission as it grows: pre-flight, bundle, record, waiting, responses."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rapidreview.case.models import Case, CaseRow
from rapidreview.case.rows import share
from rapidreview.casefolder.actions import location
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.dailylog.plans import calendar_of, duties_for, procedure_for
from rapidreview.meeting.reading import decision_of
from rapidreview.planning.spoken import listed, spoken
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.sending import DaysUsed, days_used
from rapidreview.report.models import ChairSignature
from rapidreview.report.reading import live_signature
from rapidreview.submission.bundling import InBundle, contents_of
from rapidreview.submission.covering import first_draft
from rapidreview.submission.dossier import ofsted_of
from rapidreview.submission.models import OfstedDecision, Response, Submission
from rapidreview.submission.preflight import Check, preflight
from rapidreview.submission.record import fingerprint_of

Row = tuple[str, str]
View = Response.View
YES_OR_NO: dict[bool | None, str] = {True: "Yes", False: "No", None: ""}
SUGGESTIONS = {
    View.AGREES: "Nothing more is asked. Close the case once its work is done.",
    View.QUERIES: "Answer the questions by letter, with the Chair; then close the case "
    "once its work is done.",
    View.DISAGREES: "The three partners reconsider their decision, and tell the National "
    "Panel what they decide and why.",
    View.LOCAL_REVIEW: "The three partners consider it, and start a local review or tell "
    "the National Panel why not.",
    View.NOTED: "Nothing is asked. Close the case once its work is done.",
}


@dataclass(frozen=True, slots=True)
class BundleShown:
    """A bundle that is not sent: what is in it, and whether it is out of date."""

    submission: Submission
    contents: tuple[InBundle, ...]
    stale: bool
    of_another_day: bool


@dataclass(frozen=True, slots=True)
class SentShown:
    """What was sent, label and words (S1-S13), and its papers."""

    submission: Submission
    rows: tuple[Row, ...]
    contents: tuple[InBundle, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """The Panel has not answered: since when, when to ask again, how often one has."""

    since: datetime
    ask_at: datetime | None
    asked: int
    asked_at: datetime | None


@dataclass(frozen=True, slots=True)
class ResponseShown:
    """A response, who has it, and what is suggested to follow."""

    response: Response
    location: str
    questions: tuple[str, ...]
    readers: tuple[str, ...]
    suggestion: str


@dataclass(frozen=True, slots=True)
class SubmissionShown:
    """The whole page for Team and Chair; ``checks`` only while something is to be sent."""

    days: DaysUsed
    checks: tuple[Check, ...]
    letter: str
    ofsted: OfstedDecision | None
    bundle: BundleShown | None
    sent: tuple[SentShown, ...]
    waiting: Waiting | None
    responses: tuple[ResponseShown, ...]

    @property
    def missing(self) -> list[Check]:
        """What stops the report from going."""
        return [one for one in self.checks if one.blocking and not one.ok]

    @property
    def doubtful(self) -> list[Check]:
        """What should be so and is not."""
        return [one for one in self.checks if not one.blocking and not one.ok]

    @property
    def in_order(self) -> list[Check]:
        """What was looked at and is as it should be."""
        return [one for one in self.checks if one.ok]

    @property
    def ready(self) -> bool:
        """Whether nothing that stops is missing."""
        return bool(self.checks) and not self.missing


def submission_shown(case: Case, facts: CaseFacts, at: datetime) -> SubmissionShown:
    """Everything that the page needs, read once."""
    signature = live_signature(case)
    made = submissions_of(case)
    sent = [one for one in made if one.sent_at]
    left = _is_left(signature, sent)
    return SubmissionShown(
        days=days_used(procedure_for(case), facts, calendar_of(case, facts), at),
        checks=tuple(preflight(case, facts, at)) if left else (),
        letter=_letter(case, signature, made, facts, at) if left else "",
        ofsted=ofsted_of(case, facts),
        bundle=_bundle(made, signature, at),
        sent=sent_shown(case, sent),
        waiting=_waiting(case, facts, at),
        responses=tuple(response_shown(one) for one in responses_of(case)),
    )


def submissions_of(case: Case) -> list[Submission]:
    """Every bundle of a case, oldest first."""
    rows = Submission.objects.filter(case=case).select_related(
        "version", "bundle__document", "acknowledgement__document"
    )
    found = list(rows)
    for one in found:
        share(case, one, one.version, *_files(one.bundle, one.acknowledgement))
    return found


def _files(*versions: DocumentVersion | None) -> list[CaseRow]:
    """The files that are there, each with its document."""
    return [row for one in versions if one for row in (one, one.document)]


def submission_of(case: Case, number: int) -> Submission | None:
    """A bundle of this case."""
    return next((one for one in submissions_of(case) if one.number == number), None)


def responses_of(case: Case) -> list[Response]:
    """Every response of a case, the newest first."""
    rows = Response.objects.filter(case=case).select_related(
        "document__document", "answer__document"
    )
    shown = rows.prefetch_related("document__releases__user")
    found = list(shown.order_by("-received_at", "id"))
    for one in found:
        share(case, one, *_files(one.document, one.answer))
    return found


def response_of(case: Case, response_id: UUID) -> Response | None:
    """A response of this case."""
    return next((one for one in responses_of(case) if one.pk == response_id), None)


def sent_shown(case: Case, sent: list[Submission]) -> tuple[SentShown, ...]:
    """The record of each submission (f), the newest first, which alone is opened."""
    decision = _decision(case) if sent else ()
    return tuple(
        SentShown(
            one, _record(one, decision), _contents(one) if one is sent[-1] else ()
        )
        for one in reversed(sent)
    )


def _record(submission: Submission, decision: tuple[Row, ...]) -> tuple[Row, ...]:
    told = (
        ("SIN reference", submission.case.sin_reference),
        ("Report", f"Version {submission.version.number}"),
        (fingerprint_of(submission.version), submission.version.text_hash),
        *decision,
        ("Sent", f"{_moment(submission.sent_at)}, by {submission.sent_by}"),
        ("To", f"{submission.sent_to}, {submission.channel}"),
        ("Days used", _days(submission)),
        ("Why it was late", submission.late_because),
        ("Acknowledged", _moment(submission.acknowledged_at) or "Not yet"),
        ("Filed", location(submission.bundle)),
    )
    return tuple((label, words) for label, words in told if words)


def _contents(submission: Submission) -> tuple[InBundle, ...]:
    return tuple(contents_of(submission))


def _is_left(signature: ChairSignature | None, sent: list[Submission]) -> bool:
    """Whether there is something to submit: nothing was, or another version is signed."""
    if not sent:
        return True
    return signature is not None and signature.version_id != sent[-1].version_id


def _letter(
    case: Case,
    signature: ChairSignature | None,
    made: list[Submission],
    facts: CaseFacts,
    at: datetime,
) -> str:
    """The letter to begin with: that of the newest bundle of this version, else a draft."""
    if signature is None:
        return ""
    if made and made[-1].version_id == signature.version_id:
        return made[-1].covering_letter
    return first_draft(case, signature, facts, at)


def _bundle(
    made: list[Submission], signature: ChairSignature | None, at: datetime
) -> BundleShown | None:
    if not made or made[-1].sent_at:
        return None
    newest = made[-1]
    stale = signature is None or signature.version_id != newest.version_id
    another_day = london_day(newest.made_at) != london_day(at)
    return BundleShown(newest, _contents(newest), stale, another_day)


def _decision(case: Case) -> tuple[Row, ...]:
    """What the meeting decided, and which partners agree (S3-S5)."""
    decision = decision_of(case)
    if decision is None:
        return ()
    agree = [one.partner.words for one in decision.views if one.agrees]
    dissent = [one.partner.words for one in decision.dissents]
    return (
        ("Local review", YES_OR_NO[decision.local_review]),
        ("National review recommended", YES_OR_NO[decision.national_review]),
        ("Partners who agree", listed(agree)),
        ("Partners who do not agree", listed(dissent)),
    )


def _days(submission: Submission) -> str:
    """As they were counted when it was recorded."""
    procedure = procedure_for(submission.case)
    length = procedure.clocks[procedure.main_clock].length
    ours = f"Day {submission.local_day} of {length} of the partnership’s own count"
    if submission.panel_day is None:
        return f"{ours}."
    return f"{ours}; National Panel day {submission.panel_day}, counting the day of the SIN."


def _waiting(case: Case, facts: CaseFacts, at: datetime) -> Waiting | None:
    """While the report is with the Panel and no response of it has come (4.2 n)."""
    sent = facts.last(LogKind.REPORT_SUBMITTED)
    if sent is None or facts.has(LogKind.RESPONSE_RECEIVED):
        return None
    asked = facts.all(LogKind.PANEL_FOLLOWED_UP)
    found = duties_for(case, facts, at)
    duty = next((one for one in found if one.task == "follow_up"), None)
    return Waiting(
        sent.at,
        duty.due_at if duty else None,
        len(asked),
        asked[-1].at if asked else None,
    )


def response_shown(response: Response) -> ResponseShown:
    """One response, ready to be read."""
    return ResponseShown(
        response,
        location(response.document),
        tuple(response.queries.splitlines()),
        tuple(
            sorted(
                one.user.name
                for one in response.document.releases.all()
                if one.withdrawn_at is None
            )
        ),
        SUGGESTIONS[View(response.view)],
    )


def _moment(instant: datetime | None) -> str:
    return spoken(instant) if instant else ""

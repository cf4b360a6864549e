"""A review whose report is signed and filed, with the decision behind it.

What meeting and report make is written as rows here, with the entries of the log that
their actions write.
"""

from datetime import UTC, datetime, timedelta

from rapidreview.case.models import Case
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.meeting.models import (
    Action,
    Approval,
    Criterion,
    ExecutiveDecision,
    FindingsShared,
    Meeting,
    PartnerView,
)
from rapidreview.procedure.criteria import NO, QUESTIONS
from rapidreview.procedure.logkinds import LogKind as K
from rapidreview.procedure.vocabulary import Partner, Role, Subfolder
from rapidreview.report.models import (
    ChairSignature,
    Circulation,
    PartnerSignOff,
    Report,
    ReportSection,
    ReportVersion,
)
from rapidreview.report.text import content_now
from tests import make
from tests.cast import Cast

# Day 1 is Wednesday 4 November 2026, so day 14 is Monday 23 November.
SIN_AT = datetime(2026, 11, 6, 15, 20, tzinfo=UTC)
MET_AT = datetime(2026, 11, 13, 12, 40, tzinfo=UTC)
SIGNED_AT = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
DISSENT = (
    "A short local review, led from outside, would ask why learning does not hold."
)
GIVEN_BY = {
    Partner.LOCAL_AUTHORITY: "Helene Wintersea",
    Partner.ICB: "Bartholomew Fenwythe",
    Partner.POLICE: "Saoirse Quillfeather",
}


def signed(cast: Cast, *, ready: bool = True) -> Case:
    """A case whose report is signed and filed, with the meeting's decision behind it."""
    case = make.case(cast)
    make.child(case)
    make.appoint(case, cast.matthias, Role.JCR_MEMBER, agency=cast.school)
    make.appoint(case, cast.nadia, Role.SCRUTINEER)
    for kind in (K.GROUP_TOLD, K.SENIOR_OFFICERS_CONFIRMED, K.PACK_RELEASED):
        make.entry(case, cast, kind)
    case.sin_reference = "SIN-0000-TRAINING"
    case.save()
    make.entry(case, cast, K.SIN_SUBMITTED, at=SIN_AT)
    if ready:
        met(case, cast)
        circulated(case, cast)
    sign(case, cast)
    return case


def sign(
    case: Case,
    cast: Cast,
    number: str = "1.0",
    *,
    text: str = "What happened.",
    at: datetime = SIGNED_AT,
) -> ChairSignature:
    """The Chair's signature over a version, filed in III."""
    version = kept(case, cast, number, text=text, at=at)
    signature = ChairSignature.objects.create(
        case=case,
        version=version,
        text_hash=version.text_hash,
        signed_by="Judith Hathersby",
        role="JCR Chair",
        statement="It is complete.",
        signed_at=at,
        filed_at=at,
        filed_word=_filed(case, cast, f"signed-{number}.docx", at),
        filed_pdf=_filed(case, cast, f"signed-{number}.pdf", at),
    )
    for kind in (K.SIGNED_REPORT_RECEIVED, K.SIGNED_REPORT_FILED):
        make.entry(case, cast, kind, at=at, subject=signature)
    return signature


def void(signature: ChairSignature, cast: Cast, at: datetime) -> None:
    """A section was changed after it was signed."""
    signature.voided_at, signature.voided_because = at, "A date was wrong."
    signature.save()
    make.entry(signature.case, cast, K.SIGNATURE_VOIDED, at=at, subject=signature)


def kept(
    case: Case, cast: Cast, number: str, *, text: str, at: datetime
) -> ReportVersion:
    """A version of the report as it stands then, with its files in II."""
    report = written(case, text)
    content = content_now(report, version=number)
    return ReportVersion.objects.create(
        case=case,
        report=report,
        number=number,
        order=report.versions.count() + 1,
        content=content.canonical(),
        text_hash=content.text_hash,
        word=_filed(case, cast, f"report-{number}.docx", at, Subfolder.II),
        pdf=_filed(case, cast, f"report-{number}.pdf", at, Subfolder.II),
        made_by="Judith Hathersby",
        made_at=at,
    )


def written(case: Case, text: str) -> Report:
    """The report of the case, saying this in one section."""
    report, _ = Report.objects.get_or_create(
        case=case, defaults={"begun_by": "Owen", "begun_at": make.DAY_1}
    )
    section, _ = ReportSection.objects.get_or_create(
        case=case, report=report, code="R3", defaults={"number": 3}
    )
    section.text = text
    section.save()
    return report


def met(case: Case, cast: Cast) -> Meeting:
    """The Rapid Review meeting: criteria, views with one dissent, approval, an action."""
    meeting = Meeting.objects.create(
        case=case,
        sort=Meeting.Sort.RAPID_REVIEW,
        starts_at=MET_AT - timedelta(hours=2),
        closed_at=MET_AT,
        minute_taker="Miriam Stellbrook",
    )
    for one in QUESTIONS:
        answer = NO if one.sort.answers else ""
        Criterion.objects.create(
            case=case,
            meeting=meeting,
            code=one.code,
            answer=answer,
            reason=f"Bramwell Nettlecombe was seen. {one.words}",
        )
    for partner, who in GIVEN_BY.items():
        dissents = partner is Partner.ICB
        PartnerView.objects.create(
            case=case,
            meeting=meeting,
            partner=partner,
            agrees=not dissents,
            words=DISSENT if dissents else "Agrees.",
            given_by=who,
            given_at=MET_AT,
        )
    Approval.objects.create(
        case=case,
        meeting=meeting,
        corrections="Say what is settled.",
        approved_by="Judith Hathersby",
        approved_at=MET_AT,
    )
    act(case, meeting)
    share_findings(case)
    for kind in (K.MEETING_HELD, K.CONTENT_APPROVED, K.MEETING_CLOSED):
        make.entry(case, cast, kind, at=MET_AT, subject=meeting)
    make.entry(case, cast, K.MINUTES_CIRCULATED, at=MET_AT, subject=meeting)
    make.entry(case, cast, K.EXECUTIVE_MEETING_DECIDED, at=MET_AT)
    return meeting


def act(case: Case, meeting: Meeting, kind: Action.Kind = Action.Kind.MULTI_AGENCY):
    """An action with an owner, a date and a measure."""
    return Action.objects.create(
        case=case,
        meeting=meeting,
        number=case.actions.count() + 1,
        kind=kind,
        words="Interpreters without booking.",
        owner="Judith Hathersby",
        due_at=MET_AT + timedelta(days=90),
        impact="Parents are asked.",
        agreed_at=MET_AT,
    )


def share_findings(case: Case) -> None:
    """No meeting with the AD/DCS; the local authority shared the findings."""
    ExecutiveDecision.objects.create(
        case=case,
        number=1,
        required=False,
        reason="The findings are known to them.",
        decided_with="Helene Wintersea\nSaoirse Quillfeather",
        decided_by="Judith Hathersby",
        decided_at=MET_AT,
    )
    FindingsShared.objects.create(
        case=case,
        partner=Partner.LOCAL_AUTHORITY,
        shared_by="Helene Wintersea",
        shared_with="Dana Quillmere",
        words="In person.",
        shared_at=MET_AT + timedelta(days=1),
    )


def circulated(case: Case, cast: Cast) -> Circulation:
    """Version 0.4, confirmed, circulated and signed off by the three partners."""
    at = SIGNED_AT - timedelta(days=4)
    version = kept(case, cast, "0.4", text="A draft.", at=at)
    for partner, who in GIVEN_BY.items():
        PartnerSignOff.objects.create(
            case=case,
            version=version,
            partner=partner,
            agrees=True,
            given_by=who,
            given_at=at,
        )
    for kind in (K.CIRCULATION_CONFIRMED, K.REPORT_CIRCULATED):
        make.entry(case, cast, kind, at=at)
    return Circulation.objects.create(
        case=case,
        version=version,
        confirmed_by="Judith Hathersby",
        confirmed_at=at,
        circulated_by="Owen Tarnfield",
        circulated_at=at,
    )


def _filed(
    case: Case,
    cast: Cast,
    name: str,
    at: datetime,
    subfolder: Subfolder = Subfolder.III,
) -> DocumentVersion:
    return make.document(
        case,
        cast,
        title=name,
        data=f"The bytes of {name}".encode(),
        at=at,
        sort=Document.Sort.REPORT,
        subfolder=subfolder,
        name=name,
    )

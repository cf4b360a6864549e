"""Imports every stage's tables, so that Django finds them under the one app."""

# ruff: noqa: F401 - a register: the names are imported for Django alone

from rapidreview.case.invited import CalendarEntry, Interest
from rapidreview.case.models import (
    AccessEntry,
    AgreedDate,
    Appointment,
    Case,
    Child,
    FamilyMember,
)
from rapidreview.casefolder.models import Document, DocumentVersion, Release
from rapidreview.collation.models import (
    GoAhead,
    Included,
    Making,
    Pack,
    ReleaseMark,
)
from rapidreview.dailylog.models import Log, LogBody, LogEntry
from rapidreview.handing_on.models import HandOver, TrackerSheet
from rapidreview.learning.models import ActionUpdate, Impact
from rapidreview.mail.models import Letter, ReceivedMail
from rapidreview.meeting.models import (
    Action,
    AgendaItem,
    Approval,
    Attendance,
    Criterion,
    ExecutiveDecision,
    FindingsShared,
    Meeting,
    Minutes,
    PartnerView,
)
from rapidreview.opening.models import ChosenAgency, PartnerAnswer, SinSheet
from rapidreview.parallel.models import (
    HeldItem,
    HeldRelease,
    HoldReview,
    ParallelProcess,
)
from rapidreview.people.models import (
    Agency,
    AgencyPerson,
    ClockRule,
    Closure,
    InForce,
    LoadedProcedure,
    Membership,
    Partnership,
    Received,
    User,
)
from rapidreview.quality.models import (
    FindingRow,
    QualityCheck,
    QualityDecision,
    ShareWithChair,
)
from rapidreview.report.models import (
    ChairReview,
    ChairSignature,
    Circulation,
    PartnerSignOff,
    Report,
    ReportSection,
    ReportVersion,
)
from rapidreview.report.writing_models import (
    EditedPart,
    EditedReport,
    RemarkAnswer,
    SectionSource,
)
from rapidreview.retention.models import Closing, LegalHold, RetentionReview
from rapidreview.scoping.models import (
    AgencyReturn,
    Answer,
    Attachment,
    Chaser,
    ChronologyRow,
    Extension,
    Invitation,
    ReturnRequest,
    SafetyItem,
    Signature,
    SignerComment,
)
from rapidreview.scoping.unplaced import UnplacedText
from rapidreview.submission.models import OfstedDecision, Response, Submission

"""Every kind of log entry: the facts of a case are kinds with a subject and an instant.

A kind is named once here, with the category people filter by (L7), its wording and its
privacy class; a kind without them fails at import. ``done_when`` and ``for_each`` in a
procedure file name these kinds.
"""

from enum import StrEnum
from typing import NamedTuple

from rapidreview.procedure.vocabulary import Category


class Privacy(StrEnum):
    """How much the body of an entry says about people."""

    WORK = "work"  # who did what for the review
    STORY = "story"  # may tell of the child or the family


class Wording(NamedTuple):
    """What an entry of this kind is called, in which category, how private its text is."""

    words: str
    category: Category
    privacy: Privacy
    paragraph: str


class LogKind(StrEnum):
    """The kinds. The value is stored in the header of the entry for ever."""

    NOTIFICATION_RECEIVED = "notification_received"
    INCIDENT_RECORDED = "incident_recorded"
    LA_AWARE_RECORDED = "la_aware_recorded"
    CSC_DECISION_RECORDED = "csc_decision_recorded"
    PARTNERS_AGREED = "partners_agreed"
    CASE_OPENED = "case_opened"
    FOLDER_MADE = "folder_made"
    OVERSIGHT_TAKEN = "oversight_taken"
    CHILD_RECORDED = "child_recorded"
    TIMESCALES_SET = "timescales_set"
    DATE_AGREED = "date_agreed"
    DATE_CHANGED = "date_changed"
    LEAD_PROFESSIONAL_CONFIRMED = "lead_professional_confirmed"
    SENIOR_OFFICERS_CONFIRMED = "senior_officers_confirmed"
    TASK_DELEGATED = "task_delegated"
    STANDING_IN_BEGAN = "standing_in_began"
    STANDING_IN_ENDED = "standing_in_ended"
    APPOINTMENT_MADE = "appointment_made"
    APPOINTMENT_ENDED = "appointment_ended"
    CHAIR_CONTACTED = "chair_contacted"
    GROUP_TOLD = "group_told"
    AGENCY_CHOSEN = "agency_chosen"
    AGENCIES_CONFIRMED = "agencies_confirmed"
    INVITATIONS_SENT = "invitations_sent"
    MINUTE_TAKER_NAMED = "minute_taker_named"
    SIN_SUBMITTED = "sin_submitted"
    TIMELINE_DISCUSSED = "timeline_discussed"
    SIN_OUTCOME_RECORDED = "sin_outcome_recorded"
    PREMEET_NEEDED = "premeet_needed"
    PREMEET_HELD = "premeet_held"
    PREMEET_DECLINED = "premeet_declined"
    MEETING_CLOSED = "meeting_closed"
    MINUTES_CIRCULATED = "minutes_circulated"
    RETURN_REQUESTED = "return_requested"
    REQUEST_ACKNOWLEDGED = "request_acknowledged"
    REQUEST_REASSIGNED = "request_reassigned"
    LINK_RENEWED = "link_renewed"
    LINK_REVOKED = "link_revoked"
    CHASER_SENT = "chaser_sent"
    EXTENSION_GRANTED = "extension_granted"
    EXTENSION_REFUSED = "extension_refused"
    SAFETY_ALERT_RAISED = "safety_alert_raised"
    SAFETY_ALERT_ANSWERED = "safety_alert_answered"
    SAFETY_ALERT_CLOSED = "safety_alert_closed"
    RETURN_RECEIVED = "return_received"
    RETURN_SIGNED = "return_signed"
    FINDING_ADDED = "finding_added"
    FINDING_DISMISSED = "finding_dismissed"
    RETURN_CHECKED = "return_checked"
    RETURN_SHARED = "return_shared"
    CHAIR_COMMENTED = "chair_commented"
    RETURN_ACCEPTED = "return_accepted"
    RETURN_SENT_BACK = "return_sent_back"
    CHECKLIST_FILED = "checklist_filed"
    DOCUMENT_FILED = "document_filed"
    EMAIL_FILED = "email_filed"
    GO_AHEAD_GIVEN = "go_ahead_given"
    RETURNS_COLLATED = "returns_collated"
    PACK_RELEASED = "pack_released"
    PACK_RECALLED = "pack_recalled"
    REPORT_BEGUN = "report_begun"
    CASE_EXPORTED = "case_exported"
    CASE_ENDED = "case_ended"
    NOTED_DECISION = "noted_decision"
    NOTED_INSTRUCTION = "noted_instruction"
    NOTED_COMMUNICATION = "noted_communication"
    NOTED_RECEIPT = "noted_receipt"
    NOTED_FILING = "noted_filing"
    CORRECTION = "correction"
    # Days 7 to 15: named by the procedure, written by the stages of a later issue.
    MEETING_HELD = "meeting_held"
    CRITERIA_FOLLOWED = "criteria_followed"
    GUIDANCE_LINKED = "guidance_linked"
    CONTENT_APPROVED = "content_approved"
    MINUTES_FILED = "minutes_filed"
    MINUTES_SENT_WITH_REPORT = "minutes_sent_with_report"
    EXECUTIVE_MEETING_DECIDED = "executive_meeting_decided"
    EXECUTIVE_MEETING_REQUIRED = "executive_meeting_required"
    EXECUTIVE_MEETING_HELD = "executive_meeting_held"
    FINDINGS_SHARED = "findings_shared"
    REPORT_UPDATED = "report_updated"
    REPORT_SENT_TO_CHAIR = "report_sent_to_chair"
    CIRCULATION_CONFIRMED = "circulation_confirmed"
    SIGNED_REPORT_RECEIVED = "signed_report_received"
    SIGNED_REPORT_FILED = "signed_report_filed"
    REPORT_SUBMITTED = "report_submitted"
    OFSTED_CONSIDERED = "ofsted_considered"
    RESPONSE_RECEIVED = "response_received"

    @property
    def words(self) -> str:
        """What people call an entry of this kind."""
        return WORDING[self].words

    @property
    def category(self) -> Category:
        """Which of the ten categories of the log it is filtered by."""
        return WORDING[self].category

    @property
    def paragraph(self) -> str:
        """The paragraph of the procedure it answers."""
        return WORDING[self].paragraph


_D, _I, _C, _R = (
    Category.DECISION,
    Category.INSTRUCTION,
    Category.COMMUNICATION,
    Category.RECEIPT,
)
_Q, _G, _T, _F, _A = (
    Category.QUALITY_CHECK,
    Category.DELEGATION,
    Category.DATE_CHANGE,
    Category.FILING,
    Category.ACCESS,
)
_W, _S = Privacy.WORK, Privacy.STORY
_K = LogKind

_WORDING: dict[LogKind, Wording] = {
    _K.NOTIFICATION_RECEIVED: Wording("Intention to notify received", _R, _S, "P1.1"),
    _K.INCIDENT_RECORDED: Wording("Date of the incident recorded", _R, _S, "P1.2"),
    _K.LA_AWARE_RECORDED: Wording("Local authority became aware", _R, _S, "P1.2"),
    _K.CSC_DECISION_RECORDED: Wording(
        "Children's Social Care's decision recorded", _R, _S, "P1.2"
    ),
    _K.PARTNERS_AGREED: Wording("Partners' agreement recorded", _R, _W, "P1.2"),
    _K.CASE_OPENED: Wording("Case opened", _D, _W, "P1.3"),
    _K.FOLDER_MADE: Wording("Case folder made", _F, _W, "P1.12"),
    _K.OVERSIGHT_TAKEN: Wording("Oversight taken", _I, _W, "P1.3"),
    _K.CHILD_RECORDED: Wording("Child recorded", _R, _S, "P1.2"),
    _K.TIMESCALES_SET: Wording("Timescales set with the Chair", _D, _W, "P1.4"),
    _K.DATE_AGREED: Wording("Date agreed", _D, _W, "P1.6"),
    _K.DATE_CHANGED: Wording("Date changed", _T, _W, "P1.5"),
    _K.LEAD_PROFESSIONAL_CONFIRMED: Wording(
        "Lead professional confirmed", _D, _W, "P1.14"
    ),
    _K.SENIOR_OFFICERS_CONFIRMED: Wording("Senior officers confirmed", _D, _W, "P1.6"),
    _K.TASK_DELEGATED: Wording("Task delegated", _G, _W, "P1.4"),
    _K.STANDING_IN_BEGAN: Wording("Standing in began", _G, _W, "P0.6"),
    _K.STANDING_IN_ENDED: Wording("Standing in ended", _G, _W, "P0.6"),
    _K.APPOINTMENT_MADE: Wording("Access granted", _A, _W, "P0.6"),
    _K.APPOINTMENT_ENDED: Wording("Access ended", _A, _W, "P0.6"),
    _K.CHAIR_CONTACTED: Wording("Contact with the Chair", _C, _W, "P1.13"),
    _K.GROUP_TOLD: Wording("JCR Group told", _C, _W, "P1.7"),
    _K.AGENCY_CHOSEN: Wording("Agency chosen", _D, _W, "P1.8"),
    _K.AGENCIES_CONFIRMED: Wording("Agencies confirmed", _D, _W, "P1.8"),
    _K.INVITATIONS_SENT: Wording("Invitations sent", _C, _W, "P1.6"),
    _K.MINUTE_TAKER_NAMED: Wording("Minute-taker named", _I, _W, "P0.4"),
    _K.SIN_SUBMITTED: Wording("SIN submitted", _R, _W, "P1.5"),
    _K.TIMELINE_DISCUSSED: Wording("Overall timeline discussed", _C, _W, "P1.5"),
    _K.SIN_OUTCOME_RECORDED: Wording("Outcome of the SIN recorded", _R, _W, "P1.2"),
    _K.PREMEET_NEEDED: Wording("Pre-meet offered", _C, _W, "P1.9"),
    _K.PREMEET_HELD: Wording("Pre-meet held", _C, _W, "P1.9"),
    _K.PREMEET_DECLINED: Wording("Pre-meet not wanted", _C, _W, "P1.9"),
    _K.MEETING_CLOSED: Wording("Meeting closed", _C, _W, "P0.5"),
    _K.MINUTES_CIRCULATED: Wording("Minutes circulated", _C, _W, "P0.5"),
    _K.RETURN_REQUESTED: Wording("Form sent", _C, _W, "P1.10"),
    _K.REQUEST_ACKNOWLEDGED: Wording("Request acknowledged", _R, _W, "P1.10"),
    _K.REQUEST_REASSIGNED: Wording("Request passed on", _G, _W, "P1.10"),
    _K.LINK_RENEWED: Wording("Link renewed", _A, _W, "P1.10"),
    _K.LINK_REVOKED: Wording("Link withdrawn", _A, _W, "P1.10"),
    _K.CHASER_SENT: Wording("Reminder", _C, _W, "P2.1"),
    _K.EXTENSION_GRANTED: Wording("More time granted", _T, _W, "P1.4"),
    _K.EXTENSION_REFUSED: Wording("More time refused", _D, _W, "P1.4"),
    _K.SAFETY_ALERT_RAISED: Wording("A child may be unsafe now", _R, _S, "P2.4"),
    _K.SAFETY_ALERT_ANSWERED: Wording("Acted on a safety alert", _D, _S, "P2.4"),
    _K.SAFETY_ALERT_CLOSED: Wording("Safety item closed", _D, _S, "P2.4"),
    _K.RETURN_RECEIVED: Wording("Return received", _R, _W, "P2.3"),
    _K.RETURN_SIGNED: Wording("Senior manager's signature", _R, _W, "P1.11"),
    _K.FINDING_ADDED: Wording("Finding added", _Q, _W, "P2.2"),
    _K.FINDING_DISMISSED: Wording("Finding dismissed", _Q, _W, "P2.2"),
    _K.RETURN_CHECKED: Wording("Initial quality check", _Q, _W, "P2.2"),
    _K.RETURN_SHARED: Wording("Return shared with the Chair", _C, _W, "P2.4"),
    _K.CHAIR_COMMENTED: Wording("Chair's comment on a return", _C, _W, "P2.4"),
    _K.RETURN_ACCEPTED: Wording("Return accepted", _D, _W, "P2.5"),
    _K.RETURN_SENT_BACK: Wording("Return sent back", _D, _W, "P2.6"),
    _K.CHECKLIST_FILED: Wording("Agency Returns Checklist filed", _F, _W, "P0.2"),
    _K.DOCUMENT_FILED: Wording("Document filed", _F, _W, "P1.17"),
    _K.EMAIL_FILED: Wording("E-mail filed", _F, _W, "P1.18"),
    _K.GO_AHEAD_GIVEN: Wording("Go-ahead with returns missing", _D, _W, "P6.1"),
    _K.RETURNS_COLLATED: Wording("Returns collated", _F, _W, "P6.1"),
    _K.PACK_RELEASED: Wording("Pack released", _C, _W, "P6.2"),
    _K.PACK_RECALLED: Wording("Pack recalled", _A, _W, "P6.2"),
    _K.REPORT_BEGUN: Wording("Report begun", _F, _W, "P6.3"),
    _K.CASE_EXPORTED: Wording("Case exported", _A, _W, "P0.3"),
    _K.CASE_ENDED: Wording("Case ended", _D, _W, "P1.2"),
    _K.NOTED_DECISION: Wording("Decision", _D, _S, "P0.1"),
    _K.NOTED_INSTRUCTION: Wording("Instruction", _I, _S, "P0.1"),
    _K.NOTED_COMMUNICATION: Wording("Communication", _C, _S, "P0.1"),
    _K.NOTED_RECEIPT: Wording("Receipt", _R, _S, "P0.1"),
    _K.NOTED_FILING: Wording("Filing", _F, _S, "P0.1"),
    _K.CORRECTION: Wording("Correction", Category.CORRECTION, _S, "P0.1"),
    _K.MEETING_HELD: Wording("Rapid Review meeting held", _C, _S, "P7.1"),
    _K.CRITERIA_FOLLOWED: Wording("Criteria walked through", _D, _S, "P7.2"),
    _K.GUIDANCE_LINKED: Wording("Guidance linked", _C, _W, "P7.3"),
    _K.CONTENT_APPROVED: Wording("Content approved by the group", _D, _W, "P7.4"),
    _K.MINUTES_FILED: Wording("Minutes filed", _F, _W, "P7.5"),
    _K.MINUTES_SENT_WITH_REPORT: Wording(
        "Minutes sent with the report template", _C, _W, "P7.6"
    ),
    _K.EXECUTIVE_MEETING_DECIDED: Wording(
        "Meeting with AD/DCS decided", _D, _W, "P1.15"
    ),
    _K.EXECUTIVE_MEETING_REQUIRED: Wording(
        "Meeting with AD/DCS required", _D, _W, "P1.16"
    ),
    _K.EXECUTIVE_MEETING_HELD: Wording("Meeting with AD/DCS held", _C, _S, "P1.16"),
    _K.FINDINGS_SHARED: Wording("Findings shared", _C, _S, "P1.16"),
    _K.REPORT_UPDATED: Wording("Report updated", _F, _W, "P9.1"),
    _K.REPORT_SENT_TO_CHAIR: Wording("Report sent to the Chair", _C, _W, "P9.2"),
    _K.CIRCULATION_CONFIRMED: Wording("Circulation confirmed", _D, _W, "P9.3"),
    _K.SIGNED_REPORT_RECEIVED: Wording("Signed report received", _R, _W, "P13.1"),
    _K.SIGNED_REPORT_FILED: Wording("Signed report filed", _F, _W, "P13.2"),
    _K.REPORT_SUBMITTED: Wording("Report submitted", _C, _W, "P13.3"),
    _K.OFSTED_CONSIDERED: Wording("Submission to Ofsted considered", _D, _W, "P13.4"),
    _K.RESPONSE_RECEIVED: Wording("Response received", _R, _W, "P13.5"),
}

# A kind without its wording fails here, at import.
WORDING: dict[LogKind, Wording] = {kind: _WORDING[kind] for kind in LogKind}

"""Every kind of log entry: the facts of a case are kinds with a subject and an instant.

A kind is named once here, with its wording, the category people filter by (L7), its
privacy class and its paragraph; a kind without them fails at import. ``done_when`` and
``for_each`` in a procedure file name these kinds.
"""

from enum import StrEnum

from rapidreview.procedure.vocabulary import Category


class Privacy(StrEnum):
    """How much the body of an entry says about people."""

    WORK = "work"  # who did what for the review
    STORY = "story"  # may tell of the child or the family


_D, _I, _C, _R = (
    Category.DECISION,
    Category.INSTRUCTION,
    Category.COMMUNICATION,
    Category.RECEIPT,
)
_Q, _G, _T, _F, _A, _X = (
    Category.QUALITY_CHECK,
    Category.DELEGATION,
    Category.DATE_CHANGE,
    Category.FILING,
    Category.ACCESS,
    Category.CORRECTION,
)
_W, _S = Privacy.WORK, Privacy.STORY


class LogKind(StrEnum):
    """The kinds: value, words, category, privacy, paragraph.

    The value is stored in the header of the entry for ever; the rest says what people call
    such an entry, what it is filtered by, how private its text is, and what it answers.
    """

    words: str
    category: Category
    privacy: Privacy
    paragraph: str

    def __new__(
        cls,
        value: str,
        words: str = "",
        category: Category = _D,
        privacy: Privacy = _S,
        paragraph: str = "",
    ) -> "LogKind":
        """A kind with all that is said of it.

        The defaults are for ``LogKind("case_opened")``, which finds a kind and makes none.
        """
        if not (words and paragraph):
            raise TypeError(f"{value} needs its words and its paragraph")
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.words, kind.category = words, category
        kind.privacy, kind.paragraph = privacy, paragraph
        return kind

    # One kind a line, to be read as a table.
    # fmt: off
    NOTIFICATION_RECEIVED = "notification_received", "Intention to notify received", _R, _S, "P1.1"
    INCIDENT_RECORDED = "incident_recorded", "Date of the incident recorded", _R, _S, "P1.2"
    LA_AWARE_RECORDED = "la_aware_recorded", "Local authority became aware", _R, _S, "P1.2"
    CSC_DECISION_RECORDED = "csc_decision_recorded", "Children's Social Care's decision recorded", _R, _S, "P1.2"
    PARTNERS_AGREED = "partners_agreed", "Partners' agreement recorded", _R, _W, "P1.2"
    PARTNER_ANSWERED = "partner_answered", "A partner's answer to the notification", _R, _S, "P1.2"
    CASE_OPENED = "case_opened", "Case opened", _D, _W, "P1.3"
    FOLDER_MADE = "folder_made", "Case folder made", _F, _W, "P1.12"
    OVERSIGHT_TAKEN = "oversight_taken", "Oversight taken", _I, _W, "P1.3"
    CHILD_RECORDED = "child_recorded", "Child recorded", _R, _S, "P1.2"
    TIMESCALES_SET = "timescales_set", "Timescales set with the Chair", _D, _W, "P1.4"
    DATE_AGREED = "date_agreed", "Date agreed", _D, _W, "P1.6"
    DATE_CHANGED = "date_changed", "Date changed", _T, _W, "P1.5"
    LEAD_PROFESSIONAL_CONFIRMED = "lead_professional_confirmed", "Lead professional confirmed", _D, _W, "P1.14"
    SENIOR_OFFICERS_CONFIRMED = "senior_officers_confirmed", "Senior officers confirmed", _D, _W, "P1.6"
    TASK_DELEGATED = "task_delegated", "Task delegated", _G, _W, "P1.4"
    STANDING_IN_BEGAN = "standing_in_began", "Standing in began", _G, _W, "P0.6"
    STANDING_IN_ENDED = "standing_in_ended", "Standing in ended", _G, _W, "P0.6"
    APPOINTMENT_MADE = "appointment_made", "Access granted", _A, _W, "P0.6"
    APPOINTMENT_ENDED = "appointment_ended", "Access ended", _A, _W, "P0.6"
    CHAIR_CONTACTED = "chair_contacted", "Contact with the Chair", _C, _W, "P1.13"
    GROUP_TOLD = "group_told", "JCR Group told", _C, _W, "P1.7"
    AGENCY_CHOSEN = "agency_chosen", "Agency chosen", _D, _W, "P1.8"
    AGENCIES_CONFIRMED = "agencies_confirmed", "Agencies confirmed", _D, _W, "P1.8"
    INVITATIONS_SENT = "invitations_sent", "Invitations sent", _C, _W, "P1.6"
    INVITATIONS_WITHDRAWN = "invitations_withdrawn", "Invitations withdrawn", _C, _W, "P1.6"
    CALENDARS_TOLD = "calendars_told", "Entries sent to calendars", _C, _W, "P1.16"
    INVITATION_ANSWERED = "invitation_answered", "Reply to an invitation", _R, _W, "P1.6"
    MINUTE_TAKER_NAMED = "minute_taker_named", "Minute-taker named", _I, _W, "P0.4"
    SIN_SUBMITTED = "sin_submitted", "SIN submitted", _R, _W, "P1.5"
    TIMELINE_DISCUSSED = "timeline_discussed", "Overall timeline discussed", _C, _W, "P1.5"
    SIN_OUTCOME_RECORDED = "sin_outcome_recorded", "Outcome of the SIN recorded", _R, _W, "P1.2"
    SIN_SHEET_CHANGED = "sin_sheet_changed", "Sheet for the national system changed", _F, _S, "P1.2"
    PREMEET_NEEDED = "premeet_needed", "Pre-meet offered", _C, _W, "P1.9"
    PREMEET_HELD = "premeet_held", "Pre-meet held", _C, _W, "P1.9"
    PREMEET_DECLINED = "premeet_declined", "Pre-meet not wanted", _C, _W, "P1.9"
    MEETING_CLOSED = "meeting_closed", "Meeting closed", _C, _W, "P0.5"
    MINUTES_CIRCULATED = "minutes_circulated", "Minutes circulated", _C, _W, "P0.5"
    RETURN_REQUESTED = "return_requested", "Form sent", _C, _W, "P1.10"
    REQUEST_ACKNOWLEDGED = "request_acknowledged", "Request acknowledged", _R, _W, "P1.10"
    REQUEST_REASSIGNED = "request_reassigned", "Request passed on", _G, _W, "P1.10"
    LINK_RENEWED = "link_renewed", "Link renewed", _A, _W, "P1.10"
    LINK_REVOKED = "link_revoked", "Link withdrawn", _A, _W, "P1.10"
    CHASER_SENT = "chaser_sent", "Reminder", _C, _W, "P2.1"
    EXTENSION_GRANTED = "extension_granted", "More time granted", _T, _W, "P1.4"
    EXTENSION_REFUSED = "extension_refused", "More time refused", _D, _W, "P1.4"
    SAFETY_ALERT_RAISED = "safety_alert_raised", "A child may be unsafe now", _R, _S, "P2.4"
    SAFETY_ALERT_ANSWERED = "safety_alert_answered", "Acted on a safety alert", _D, _S, "P2.4"
    SAFETY_ALERT_CLOSED = "safety_alert_closed", "Safety item closed", _D, _S, "P2.4"
    RETURN_RECEIVED = "return_received", "Return received", _R, _W, "P2.3"
    RETURN_SIGNED = "return_signed", "Senior manager's signature", _R, _W, "P1.11"
    RETURN_WITH_SIGNER = "return_with_signer", "Sent to the senior manager", _C, _W, "P1.11"
    RETURN_FROM_SIGNER = "return_from_signer", "Back from the senior manager", _C, _W, "P1.11"
    SAME_PERSON_ALLOWED = "same_person_allowed", "Author may sign", _D, _W, "P1.11"
    RETURN_SIGNATURE_VOIDED = "return_signature_voided", "Signature no longer covers the return", _D, _W, "P1.11"
    FINDING_ADDED = "finding_added", "Finding added", _Q, _W, "P2.2"
    FINDING_DISMISSED = "finding_dismissed", "Finding dismissed", _Q, _W, "P2.2"
    RETURN_CHECKED = "return_checked", "Initial quality check", _Q, _W, "P2.2"
    RETURN_SHARED = "return_shared", "Return shared with the Chair", _C, _W, "P2.4"
    CHAIR_COMMENTED = "chair_commented", "Chair's comment on a return", _C, _W, "P2.4"
    RETURN_ACCEPTED = "return_accepted", "Return accepted", _D, _W, "P2.5"
    RETURN_SENT_BACK = "return_sent_back", "Return sent back", _D, _W, "P2.6"
    CHECKLIST_FILED = "checklist_filed", "Agency Returns Checklist filed", _F, _W, "P0.2"
    DOCUMENT_FILED = "document_filed", "Document filed", _F, _W, "P1.17"
    EMAIL_FILED = "email_filed", "E-mail filed", _F, _W, "P1.18"
    EMAIL_SET_ASIDE = "email_set_aside", "E-mail set aside", _D, _W, "P1.18"
    LETTER_RETURNED = "letter_returned", "Letter came back", _R, _W, "P1.18"
    AUTOMATIC_ANSWER = "automatic_answer", "Automatic answer", _R, _W, "P1.18"
    GO_AHEAD_GIVEN = "go_ahead_given", "Go-ahead with returns missing", _D, _W, "P6.1"
    ATTACHMENT_MARKED = "attachment_marked", "Attachment marked", _D, _S, "P6.2"
    PACK_ASKED = "pack_asked", "Pack asked for", _I, _W, "P6.1"
    PACK_NOT_MADE = "pack_not_made", "Pack not made", _F, _W, "P6.1"
    RETURNS_COLLATED = "returns_collated", "Returns collated", _F, _W, "P6.1"
    PACK_RELEASED = "pack_released", "Pack released", _C, _W, "P6.2"
    PACK_RECALLED = "pack_recalled", "Pack recalled", _A, _W, "P6.2"
    REPORT_BEGUN = "report_begun", "Report begun", _F, _W, "P6.3"
    CASE_EXPORTED = "case_exported", "Case exported", _A, _W, "P0.3"
    CASE_ENDED = "case_ended", "Case ended", _D, _W, "P1.2"
    NOTED_DECISION = "noted_decision", "Decision", _D, _S, "P0.1"
    NOTED_INSTRUCTION = "noted_instruction", "Instruction", _I, _S, "P0.1"
    NOTED_COMMUNICATION = "noted_communication", "Communication", _C, _S, "P0.1"
    NOTED_RECEIPT = "noted_receipt", "Receipt", _R, _S, "P0.1"
    NOTED_FILING = "noted_filing", "Filing", _F, _S, "P0.1"
    CORRECTION = "correction", "Correction", _X, _S, "P0.1"
    # A fact that only the partnership's own procedure knows; its subject says which one.
    OWN_FACT = "own_fact", "Fact of the partnership's procedure", _R, _S, "P0.1"
    # What changes the dates of a case from outside it, and the procedure itself.
    CALENDAR_CHANGED = "calendar_changed", "Working days changed", _T, _W, "P0.7"
    CLOCK_RULE_CHANGED = "clock_rule_changed", "Length of a clock changed", _T, _W, "P0.7"
    REMINDERS_CHANGED = "reminders_changed", "Rhythm of reminders changed", _D, _W, "P2.1"
    PROCEDURE_LOADED = "procedure_loaded", "Procedure loaded", _F, _W, "P1.4"
    PROCEDURE_IN_FORCE = "procedure_in_force", "Procedure put in force", _D, _W, "P1.4"
    PROCEDURE_CHANGED = "procedure_changed", "Case moved to another procedure", _T, _W, "P1.4"
    AREAS_RECORDED = "areas_recorded", "Host and residing areas recorded", _R, _S, "P1.2"
    # Days 6 to 15, and what follows.
    CASE_TAKEN_IN = "case_taken_in", "Taken in while under way", _R, _W, "P14.6"
    MEETING_CALLED = "meeting_called", "Meeting called", _C, _W, "P7.1"
    MEETING_NOTED = "meeting_noted", "Notes of the meeting", _F, _W, "P7.1"
    ATTENDANCE_RECORDED = "attendance_recorded", "Attendance recorded", _R, _W, "P7.1"
    DEPUTY_JUDGED = "deputy_judged", "Deputy accepted or not", _D, _W, "P7.1"
    INTEREST_DECLARED = "interest_declared", "Conflict of interest declared", _R, _S, "P7.1"
    INTEREST_SETTLED = "interest_settled", "Conflict of interest settled", _D, _S, "P7.1"
    MEETING_HELD = "meeting_held", "Rapid Review meeting held", _C, _S, "P7.1"
    CRITERIA_FOLLOWED = "criteria_followed", "Criteria walked through", _D, _S, "P7.2"
    PARTNER_VIEW_RECORDED = "partner_view_recorded", "Partner's view recorded", _D, _W, "P7.2"
    GUIDANCE_LINKED = "guidance_linked", "Guidance linked", _C, _W, "P7.3"
    CONTENT_APPROVED = "content_approved", "Content approved by the group", _D, _W, "P7.4"
    MINUTES_FILED = "minutes_filed", "Minutes filed", _F, _W, "P7.5"
    MINUTES_CORRECTED = "minutes_corrected", "Minutes corrected", _X, _W, "P0.5"
    MINUTES_SENT_WITH_REPORT = "minutes_sent_with_report", "Minutes sent with the report template", _C, _W, "P7.6"
    EXECUTIVE_MEETING_DECIDED = "executive_meeting_decided", "Meeting with AD/DCS decided", _D, _W, "P1.15"
    EXECUTIVE_MEETING_REQUIRED = "executive_meeting_required", "Meeting with AD/DCS required", _D, _W, "P1.16"
    EXECUTIVE_MEETING_HELD = "executive_meeting_held", "Meeting with AD/DCS held", _C, _S, "P1.16"
    FINDINGS_SHARED = "findings_shared", "Findings shared", _C, _S, "P1.16"
    REPORT_SECTION_WRITTEN = "report_section_written", "Section of the report written", _F, _W, "P9.1"
    REPORT_EDIT_RECEIVED = "report_edit_received", "Report edited in Word received", _R, _W, "P9.1"
    REPORT_EDIT_DECIDED = "report_edit_decided", "Changes from Word decided", _D, _W, "P9.1"
    REPORT_REMARK_ANSWERED = "report_remark_answered", "Remark on the report answered", _Q, _W, "P9.2"
    REPORT_VERSION_KEPT = "report_version_kept", "Version of the report kept", _F, _W, "P1.17"
    REPORT_UPDATED = "report_updated", "Report updated", _F, _W, "P9.1"
    REPORT_SENT_TO_CHAIR = "report_sent_to_chair", "Report sent to the Chair", _C, _W, "P9.2"
    REPORT_AMENDED = "report_amended", "Chair's amendments", _R, _W, "P9.2"
    REPORT_QUALITY_ASSURED = "report_quality_assured", "Chair's quality assurance", _Q, _W, "P1.14"
    CIRCULATION_CONFIRMED = "circulation_confirmed", "Circulation confirmed", _D, _W, "P9.3"
    REPORT_CIRCULATED = "report_circulated", "Report circulated", _C, _W, "P9.3"
    PARTNER_SIGNED_OFF = "partner_signed_off", "Partner's sign-off", _D, _W, "P9.3"
    SIGNED_REPORT_RECEIVED = "signed_report_received", "Signed report received", _R, _W, "P13.1"
    SIGNATURE_VOIDED = "signature_voided", "Signature no longer covers the report", _D, _W, "P13.1"
    SIGNED_REPORT_FILED = "signed_report_filed", "Signed report filed", _F, _W, "P13.2"
    SUBMISSION_PREPARED = "submission_prepared", "Submission prepared", _F, _W, "P13.3"
    REPORT_SUBMITTED = "report_submitted", "Report submitted", _C, _W, "P13.3"
    SUBMISSION_ACKNOWLEDGED = "submission_acknowledged", "Submission acknowledged", _R, _W, "P13.3"
    OFSTED_CONSIDERED = "ofsted_considered", "Submission to Ofsted considered", _D, _W, "P13.4"
    OFSTED_REQUIRED = "ofsted_required", "Submission to Ofsted required", _D, _W, "P13.4"
    OFSTED_SENT = "ofsted_sent", "Sent to Ofsted", _C, _W, "P13.4"
    PANEL_FOLLOWED_UP = "panel_followed_up", "National Panel asked for its response", _C, _W, "P13.5"
    RESPONSE_RECEIVED = "response_received", "National Panel's response received", _R, _W, "P13.5"
    OFSTED_RESPONDED = "ofsted_responded", "Ofsted's response received", _R, _W, "P13.5"
    PANEL_QUERIED = "panel_queried", "Question in a response", _R, _W, "P13.5"
    QUERY_ANSWERED = "query_answered", "Question in a response answered", _C, _W, "P13.5"
    RESPONSE_SHARED = "response_shared", "Response shared", _C, _W, "P13.5"
    NEXT_STEP_DECIDED = "next_step_decided", "Next step decided", _D, _W, "P13.5"
    HAND_OVER_PREPARED = "hand_over_prepared", "Package for a local review made", _F, _W, "P13.5"
    REVIEW_HANDED_OVER = "review_handed_over", "Handed over to a local review", _C, _W, "P13.5"
    HAND_OVER_RECEIVED = "hand_over_received", "Receipt of the local review", _R, _W, "P13.5"
    TRACKER_SHEET_CHANGED = "tracker_sheet_changed", "Sheet for the case review tracker changed", _F, _S, "P13.5"
    ACTION_AGREED = "action_agreed", "Action agreed", _D, _W, "P14.1"
    ACTION_CHANGED = "action_changed", "Action changed", _T, _W, "P14.1"
    ACTION_DONE = "action_done", "Action done", _R, _W, "P14.1"
    ACTION_DROPPED = "action_dropped", "Action dropped", _D, _W, "P14.1"
    IMPACT_RECORDED = "impact_recorded", "Impact recorded", _R, _W, "P14.1"
    CASE_CLOSED = "case_closed", "Case closed", _D, _W, "P14.2"
    CASE_REOPENED = "case_reopened", "Case reopened", _D, _W, "P14.3"
    LEGAL_HOLD_PLACED = "legal_hold_placed", "Legal hold placed", _D, _W, "P14.4"
    LEGAL_HOLD_LIFTED = "legal_hold_lifted", "Legal hold lifted", _D, _W, "P14.4"
    RETENTION_REVIEW_SET = "retention_review_set", "Retention review set", _T, _W, "P14.5"
    RETENTION_REVIEWED = "retention_reviewed", "Retention reviewed", _D, _W, "P14.5"
    # What runs beside the review, and what is held because of it.
    PROCESS_RECORDED = "process_recorded", "Parallel process recorded", _R, _W, "P14.7"
    PROCESS_CHANGED = "process_changed", "Parallel process changed", _R, _W, "P14.7"
    PROCESS_ENDED = "process_ended", "Parallel process ended", _R, _W, "P14.7"
    ITEM_HELD = "item_held", "Held, not to be disclosed", _D, _W, "P14.7"
    HOLD_REVIEWED = "hold_reviewed", "Hold looked at again", _D, _W, "P14.7"
    HOLD_ENDED = "hold_ended", "Hold ended", _D, _W, "P14.7"
    HELD_RELEASED = "held_released", "Held item released", _A, _W, "P14.7"
    HELD_RELEASE_WITHDRAWN = "held_release_withdrawn", "Release of a held item withdrawn", _A, _W, "P14.7"
    # fmt: on

"""The dictionary: roles, deeds, subfolders and the kinds of log entry, one word per thing.

The words on screen are those of the glossary of docs/procedure.md.
"""

from enum import StrEnum


class Role(StrEnum):
    """Who somebody is on a case, or in the partnership (handbook, section 8)."""

    PARTNERSHIP_MANAGER = "partnership_manager"
    PARTNERSHIP_OFFICER = "partnership_officer"
    MINUTE_TAKER = "minute_taker"
    JCR_CHAIR = "jcr_chair"
    JCR_VICE_CHAIR = "jcr_vice_chair"
    JCR_MEMBER = "jcr_member"
    AGENCY_AUTHOR = "agency_author"
    SENIOR_MANAGER = "senior_manager"
    SENIOR_OFFICER = "senior_officer"
    EXECUTIVE_LEADER = "executive_leader"
    SCRUTINEER = "scrutineer"
    ADMINISTRATOR = "administrator"

    @property
    def words(self) -> str:
        """The role as people say it."""
        return _ROLE_WORDS[self]


_ROLE_WORDS = {
    Role.PARTNERSHIP_MANAGER: "Partnership Manager",
    Role.PARTNERSHIP_OFFICER: "Partnership Officer",
    Role.MINUTE_TAKER: "Minute-taker",
    Role.JCR_CHAIR: "JCR Chair",
    Role.JCR_VICE_CHAIR: "JCR vice chair",
    Role.JCR_MEMBER: "JCR Group member",
    Role.AGENCY_AUTHOR: "Agency author",
    Role.SENIOR_MANAGER: "Senior manager",
    Role.SENIOR_OFFICER: "Senior officer (delegated safeguarding partner)",
    Role.EXECUTIVE_LEADER: "Director or Assistant Director of Children's Services",
    Role.SCRUTINEER: "Independent scrutineer",
    Role.ADMINISTRATOR: "IT administrator",
}


class Subfolder(StrEnum):
    """The four subfolders of the case folder (P1.12)."""

    I = "I"  # noqa: E741 - the procedure's own numeral
    II = "II"
    III = "III"
    IV = "IV"

    @property
    def words(self) -> str:
        """The subfolder's name, as in the procedure."""
        return _SUBFOLDER_WORDS[self]


_SUBFOLDER_WORDS = {
    Subfolder.I: "I. Notification and scoping",
    Subfolder.II: "II. Rapid Review meeting",
    Subfolder.III: "III. Statutory Correspondence",
    Subfolder.IV: "IV. General Correspondence",
}


class Outcome(StrEnum):
    """How a case stands or ended (handbook, 3.2)."""

    OPEN = "open"
    SIN_WITHDRAWN = "sin_withdrawn"
    NO_REVIEW = "no_review"
    NOT_SUBMITTED = "not_submitted"
    OPENED_IN_ERROR = "opened_in_error"
    CLOSED = "closed"


class SinOutcome(StrEnum):
    """What came of the intention to notify (handbook, 3.2)."""

    REVIEW_REQUIRED = "review_required"
    NO_REVIEW = "no_review"
    NOT_SUBMITTED = "not_submitted"
    WITHDRAWN = "withdrawn"


class Partner(StrEnum):
    """The three statutory safeguarding partners (glossary)."""

    LOCAL_AUTHORITY = "local_authority"
    ICB = "icb"
    POLICE = "police"

    @property
    def words(self) -> str:
        """The partner as people say it."""
        return _PARTNER_WORDS[self]


_PARTNER_WORDS = {
    Partner.LOCAL_AUTHORITY: "Local authority",
    Partner.ICB: "Integrated care board",
    Partner.POLICE: "Police",
}


class Grade(StrEnum):
    """How senior a deputy is, beside the person whose place they take (M16)."""

    SAME = "same"
    ONE_BELOW = "one_below"
    FURTHER_BELOW = "further_below"

    @property
    def words(self) -> str:
        """The grade as people say it."""
        return _GRADE_WORDS[self]


_GRADE_WORDS = {
    Grade.SAME: "The same grade or higher",
    Grade.ONE_BELOW: "One grade below",
    Grade.FURTHER_BELOW: "More than one grade below",
}


class Deed(StrEnum):
    """What a route lets somebody do; the role x deed table is in permissions.py."""

    SIGN_IN = "sign_in"  # open to everybody, shows nothing of any case
    ANSWER = "answer"  # an agency's own request, behind link and code
    SEE_MY_DAY = "see_my_day"
    SEE_CASE = "see_case"
    SEE_NAMES = "see_names"
    SEE_NOTIFICATION = "see_notification"
    SEE_RETURNS = "see_returns"
    SEE_FINDINGS = "see_findings"
    SEE_CHECKLIST = "see_checklist"
    SEE_LOG = "see_log"
    SEE_FOLDER = "see_folder"
    SEE_PACK = "see_pack"
    SEE_REPORT = "see_report"
    SEE_OUTBOX = "see_outbox"
    SEE_PEOPLE = "see_people"
    OPEN_CASE = "open_case"
    RECORD_SIN = "record_sin"
    SET_DATES = "set_dates"
    CHOOSE_AGENCIES = "choose_agencies"
    SEND_REQUESTS = "send_requests"
    CHASE = "chase"
    RECEIVE_RETURN = "receive_return"
    CHECK_RETURN = "check_return"
    SHARE_RETURN = "share_return"
    COMMENT_RETURN = "comment_return"
    DECIDE_RETURN = "decide_return"
    WRITE_LOG = "write_log"
    FILE_DOCUMENT = "file_document"
    SEE_MEETINGS = "see_meetings"
    HOLD_MEETING = "hold_meeting"
    RECORD_DECISION = "record_decision"
    DECIDE_EXECUTIVE = "decide_executive"
    SHARE_FINDINGS = "share_findings"
    COLLATE = "collate"
    GIVE_GO_AHEAD = "give_go_ahead"
    RELEASE_PACK = "release_pack"
    BEGIN_REPORT = "begin_report"
    WRITE_REPORT = "write_report"
    AMEND_REPORT = "amend_report"
    CONFIRM_CIRCULATION = "confirm_circulation"
    CIRCULATE_REPORT = "circulate_report"
    SIGN_OFF_REPORT = "sign_off_report"
    SIGN_REPORT = "sign_report"
    FILE_SIGNED_REPORT = "file_signed_report"
    SEE_SUBMISSION = "see_submission"
    SUBMIT = "submit"
    RECORD_RESPONSE = "record_response"
    SEE_ACTIONS = "see_actions"
    FOLLOW_ACTIONS = "follow_actions"
    SEE_PROCESSES = "see_processes"
    KEEP_PROCESSES = "keep_processes"
    SEE_HELD = "see_held"
    HOLD_ITEMS = "hold_items"
    TAKE_IN = "take_in"
    APPOINT = "appoint"
    END_CASE = "end_case"
    CLOSE_CASE = "close_case"
    EXPORT_CASE = "export_case"
    RECORD_FACT = "record_fact"
    CHANGE_PROCEDURE = "change_procedure"
    SEE_PARTNERSHIP = "see_partnership"
    CHANGE_CALENDAR = "change_calendar"
    MANAGE_PARTNERSHIP = "manage_partnership"


class Category(StrEnum):
    """The ten kinds of the Daily Log that people know (L7)."""

    DECISION = "decision"
    INSTRUCTION = "instruction"
    COMMUNICATION = "communication"
    RECEIPT = "receipt"
    QUALITY_CHECK = "quality check"
    DELEGATION = "delegation"
    DATE_CHANGE = "date change"
    FILING = "filing"
    ACCESS = "access granted or ended"
    CORRECTION = "correction"

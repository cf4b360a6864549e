"""Who may do what, and from which stage on: the table of roles and deeds (handbook, 8).

A role is followed by the kind of log entry from which it may: the pack from its release,
the case of a group member from the day the group is told. Everybody else may not.
"""

from collections.abc import Collection, Mapping

from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Deed, Role

_PM, _PO = Role.PARTNERSHIP_MANAGER, Role.PARTNERSHIP_OFFICER
_TAKER = Role.MINUTE_TAKER
_CHAIR, _VICE = Role.JCR_CHAIR, Role.JCR_VICE_CHAIR
_MEMBER, _OFFICER = Role.JCR_MEMBER, Role.SENIOR_OFFICER
_EXECUTIVE, _SCRUTINEER = Role.EXECUTIVE_LEADER, Role.SCRUTINEER

Since = LogKind | None  # None: from the beginning
_Row = dict[Role, Since]

_TEAM: _Row = {_PM: None, _PO: None}
_CHAIRS: _Row = {_CHAIR: None, _VICE: None}
_TEAM_AND_CHAIRS: _Row = _TEAM | _CHAIRS
# On a case taken in while under way the Team enters what the Chair did before (P14.6).
_CHAIRS_OR_ENTERED: _Row = _CHAIRS | {
    _PM: LogKind.CASE_TAKEN_IN,
    _PO: LogKind.CASE_TAKEN_IN,
}
_FROM_THE_PACK: _Row = {_SCRUTINEER: LogKind.PACK_RELEASED}

# Open to everybody: such a page shows nothing of any case, or stands behind link and code.
_OPEN = frozenset({Deed.SIGN_IN, Deed.ANSWER, Deed.SEE_MY_DAY})

# What shows or makes papers of the case: closed to who, by a declared interest, sees none.
PAPERS = frozenset(
    {
        Deed.SEE_NAMES, Deed.SEE_NOTIFICATION, Deed.SEE_RETURNS, Deed.SEE_FINDINGS,
        Deed.SEE_CHECKLIST, Deed.SEE_LOG, Deed.SEE_FOLDER, Deed.SEE_PACK, Deed.SEE_REPORT,
        Deed.SEE_SUBMISSION, Deed.SEE_ACTIONS, Deed.SEE_OUTBOX, Deed.RECORD_SIN,
        Deed.SEND_REQUESTS, Deed.CHASE, Deed.RECEIVE_RETURN, Deed.CHECK_RETURN,
        Deed.SHARE_RETURN, Deed.COMMENT_RETURN, Deed.DECIDE_RETURN, Deed.HOLD_MEETING,
        Deed.RECORD_DECISION, Deed.COLLATE, Deed.RELEASE_PACK, Deed.BEGIN_REPORT,
        Deed.WRITE_REPORT, Deed.AMEND_REPORT, Deed.CIRCULATE_REPORT,
        Deed.CONFIRM_CIRCULATION, Deed.SIGN_OFF_REPORT, Deed.SIGN_REPORT,
        Deed.FILE_SIGNED_REPORT, Deed.SUBMIT, Deed.RECORD_RESPONSE, Deed.TAKE_IN,
        Deed.EXPORT_CASE, Deed.FILE_DOCUMENT,
    }
)  # fmt: skip

TABLE: Mapping[Deed, _Row] = {
    Deed.SEE_CASE: _TEAM_AND_CHAIRS
    | _FROM_THE_PACK
    | {
        _TAKER: None,
        _MEMBER: LogKind.GROUP_TOLD,
        _OFFICER: LogKind.SENIOR_OFFICERS_CONFIRMED,
        _EXECUTIVE: LogKind.EXECUTIVE_MEETING_DECIDED,
    },
    Deed.SEE_NAMES: _TEAM_AND_CHAIRS,
    Deed.SEE_NOTIFICATION: _TEAM_AND_CHAIRS
    | {_OFFICER: LogKind.SENIOR_OFFICERS_CONFIRMED},
    Deed.SEE_RETURNS: _TEAM_AND_CHAIRS,
    Deed.SEE_FINDINGS: _TEAM
    | {_CHAIR: LogKind.RETURN_SHARED, _VICE: LogKind.RETURN_SHARED},
    Deed.SEE_CHECKLIST: _TEAM_AND_CHAIRS
    | _FROM_THE_PACK
    | {_MEMBER: LogKind.PACK_RELEASED},
    Deed.SEE_LOG: _TEAM_AND_CHAIRS | _FROM_THE_PACK,
    Deed.SEE_FOLDER: _TEAM_AND_CHAIRS | {_TAKER: None},
    Deed.SEE_PACK: _TEAM_AND_CHAIRS | _FROM_THE_PACK | {_MEMBER: LogKind.PACK_RELEASED},
    # Readers open only the versions that they were given.
    Deed.SEE_REPORT: _TEAM_AND_CHAIRS
    | {
        _MEMBER: LogKind.MINUTES_SENT_WITH_REPORT,
        _OFFICER: LogKind.REPORT_CIRCULATED,
        _SCRUTINEER: LogKind.MINUTES_SENT_WITH_REPORT,
        _EXECUTIVE: LogKind.EXECUTIVE_MEETING_DECIDED,
    },
    # So with minutes: the meeting itself for those invited, its minutes for those given them.
    Deed.SEE_MEETINGS: _TEAM_AND_CHAIRS
    | _FROM_THE_PACK
    | {
        _TAKER: None,
        _MEMBER: LogKind.INVITATIONS_SENT,
        _OFFICER: LogKind.SENIOR_OFFICERS_CONFIRMED,
        _EXECUTIVE: LogKind.EXECUTIVE_MEETING_DECIDED,
    },
    # Those of the group find the responses that they were given, and nothing else.
    Deed.SEE_SUBMISSION: _TEAM_AND_CHAIRS
    | {
        _MEMBER: LogKind.RESPONSE_SHARED,
        _OFFICER: LogKind.REPORT_SUBMITTED,
        _SCRUTINEER: LogKind.REPORT_SUBMITTED,
    },
    Deed.SEE_ACTIONS: _TEAM_AND_CHAIRS
    | {
        _MEMBER: LogKind.MINUTES_SENT_WITH_REPORT,
        _OFFICER: LogKind.MINUTES_SENT_WITH_REPORT,
        _SCRUTINEER: LogKind.MINUTES_SENT_WITH_REPORT,
        _EXECUTIVE: LogKind.EXECUTIVE_MEETING_HELD,
    },
    Deed.SEE_OUTBOX: _TEAM,
    Deed.SEE_PEOPLE: _TEAM_AND_CHAIRS,
    Deed.OPEN_CASE: _TEAM,
    Deed.RECORD_SIN: _TEAM,
    Deed.SET_DATES: _TEAM,
    Deed.CHOOSE_AGENCIES: _TEAM,
    Deed.SEND_REQUESTS: _TEAM,
    Deed.CHASE: _TEAM,
    Deed.RECEIVE_RETURN: _TEAM,
    Deed.CHECK_RETURN: _TEAM,
    Deed.SHARE_RETURN: _TEAM,
    Deed.COMMENT_RETURN: _CHAIRS,
    Deed.DECIDE_RETURN: {_PM: None},
    Deed.WRITE_LOG: _TEAM_AND_CHAIRS | {_TAKER: None},
    Deed.FILE_DOCUMENT: _TEAM | {_TAKER: None},
    Deed.HOLD_MEETING: _TEAM | {_TAKER: None},
    Deed.RECORD_DECISION: _TEAM_AND_CHAIRS | {_TAKER: None},
    Deed.DECIDE_EXECUTIVE: _CHAIRS_OR_ENTERED,
    Deed.SHARE_FINDINGS: _TEAM | {_OFFICER: LogKind.EXECUTIVE_MEETING_DECIDED},
    Deed.COLLATE: _TEAM,
    Deed.GIVE_GO_AHEAD: _CHAIRS,
    Deed.RELEASE_PACK: _TEAM,
    Deed.BEGIN_REPORT: _TEAM,
    Deed.WRITE_REPORT: _TEAM_AND_CHAIRS,
    Deed.AMEND_REPORT: _CHAIRS,
    Deed.CONFIRM_CIRCULATION: _CHAIRS_OR_ENTERED,
    Deed.CIRCULATE_REPORT: _TEAM,
    Deed.SIGN_OFF_REPORT: {_OFFICER: LogKind.REPORT_CIRCULATED},
    Deed.SIGN_REPORT: _CHAIRS,
    Deed.FILE_SIGNED_REPORT: _TEAM,
    Deed.SUBMIT: {_PM: None},
    Deed.RECORD_RESPONSE: _TEAM,
    Deed.FOLLOW_ACTIONS: _TEAM,
    Deed.SEE_PROCESSES: _TEAM_AND_CHAIRS,
    Deed.KEEP_PROCESSES: _TEAM,
    Deed.SEE_HELD: _CHAIRS | {_PM: None},
    Deed.HOLD_ITEMS: {_PM: None},
    Deed.TAKE_IN: _TEAM,
    Deed.APPOINT: _TEAM,
    Deed.END_CASE: _TEAM,
    Deed.CLOSE_CASE: {_PM: None},
    Deed.EXPORT_CASE: _TEAM,
    Deed.RECORD_FACT: _TEAM,
    Deed.CHANGE_PROCEDURE: {_PM: None},
    # Of no case: by the standing roles of a partnership.
    Deed.SEE_PARTNERSHIP: _TEAM_AND_CHAIRS,
    Deed.CHANGE_CALENDAR: _TEAM,
    Deed.MANAGE_PARTNERSHIP: {_PM: None},
}


def may(roles: Collection[Role], deed: Deed, done: Collection[LogKind]) -> bool:
    """Whether somebody with these roles may, on a case of which ``done`` is the case."""
    if deed in _OPEN:
        return True
    row = TABLE[deed]
    return any(role in row and _reached(row[role], done) for role in roles)


def roles_who_may(
    deed: Deed, done: Collection[LogKind] | None = None
) -> frozenset[Role]:
    """The roles that may: on a case of which ``done`` is the case, or sooner or later."""
    if deed in _OPEN:
        return frozenset(Role)
    row = TABLE[deed]
    if done is None:
        return frozenset(row)
    return frozenset(role for role, since in row.items() if _reached(since, done))


def _reached(since: Since, done: Collection[LogKind]) -> bool:
    return since is None or since in done

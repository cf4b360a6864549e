"""Who may do what: the handbook's table, cell by cell where it matters."""

import pytest

from rapidreview.procedure.logkinds import LogKind as K
from rapidreview.procedure.permissions import TABLE, may, roles_who_may
from rapidreview.procedure.vocabulary import Deed, Role

PM, PO = Role.PARTNERSHIP_MANAGER, Role.PARTNERSHIP_OFFICER
CHAIR, VICE, MEMBER = Role.JCR_CHAIR, Role.JCR_VICE_CHAIR, Role.JCR_MEMBER
OPEN = {Deed.SIGN_IN, Deed.ANSWER, Deed.SEE_MY_DAY}
EVERYTHING = frozenset(K)


def test_every_deed_has_its_row():
    assert set(TABLE) | OPEN == set(Deed)
    assert not set(TABLE) & OPEN


@pytest.mark.parametrize("deed", sorted(set(TABLE)))
def test_without_a_role_nothing_of_a_case_is_open(deed):
    assert not may((), deed, EVERYTHING)


@pytest.mark.parametrize(
    "role", [Role.ADMINISTRATOR, Role.AGENCY_AUTHOR, Role.SENIOR_MANAGER]
)
@pytest.mark.parametrize("deed", sorted(set(TABLE)))
def test_agencies_and_the_administrator_see_nothing_of_a_case(role, deed):
    assert not may([role], deed, EVERYTHING)


@pytest.mark.parametrize("deed", sorted(OPEN))
def test_what_shows_nothing_is_open_to_all(deed):
    assert may((), deed, ())
    assert roles_who_may(deed) == frozenset(Role)


@pytest.mark.parametrize("deed", sorted(set(TABLE)))
def test_the_manager_may_all_but_speak_as_the_chair(deed):
    of_the_chair = {
        Deed.GIVE_GO_AHEAD,
        Deed.COMMENT_RETURN,
        Deed.DECIDE_EXECUTIVE,
        Deed.AMEND_REPORT,
        Deed.CONFIRM_CIRCULATION,
        Deed.SIGN_REPORT,
    }

    assert may([PM], deed, ()) == (deed not in {*of_the_chair, Deed.SIGN_OFF_REPORT})


@pytest.mark.parametrize("deed", sorted(set(TABLE)))
@pytest.mark.paragraph("P2.5", "P13.3")
def test_the_officer_may_what_the_manager_may_but_decide(deed):
    withheld = {
        Deed.DECIDE_RETURN,
        Deed.MANAGE_PARTNERSHIP,
        Deed.CHANGE_PROCEDURE,
        Deed.SUBMIT,
        Deed.CLOSE_CASE,
        Deed.SEE_HELD,
        Deed.HOLD_ITEMS,
    }

    assert may([PO], deed, ()) == (may([PM], deed, ()) and deed not in withheld)


@pytest.mark.parametrize("role", [CHAIR, VICE])
@pytest.mark.paragraph("P0.6", "P6.1")
def test_the_chairs_read_comment_and_give_the_go_ahead(role):
    allowed = {deed for deed in TABLE if may([role], deed, EVERYTHING)}

    assert {Deed.COMMENT_RETURN, Deed.GIVE_GO_AHEAD, Deed.WRITE_LOG} <= allowed
    assert {Deed.SEE_CASE, Deed.SEE_RETURNS, Deed.SEE_PACK, Deed.SEE_LOG} <= allowed
    assert not {Deed.DECIDE_RETURN, Deed.CHECK_RETURN, Deed.SET_DATES} & allowed


@pytest.mark.parametrize(
    ("role", "deed", "since"),
    [
        (MEMBER, Deed.SEE_CASE, K.GROUP_TOLD),
        (MEMBER, Deed.SEE_PACK, K.PACK_RELEASED),
        (MEMBER, Deed.SEE_REPORT, K.MINUTES_SENT_WITH_REPORT),
        (Role.SENIOR_OFFICER, Deed.SEE_REPORT, K.REPORT_CIRCULATED),
        (Role.SENIOR_OFFICER, Deed.SIGN_OFF_REPORT, K.REPORT_CIRCULATED),
        (MEMBER, Deed.SEE_SUBMISSION, K.RESPONSE_SHARED),
        (Role.SENIOR_OFFICER, Deed.SEE_SUBMISSION, K.REPORT_SUBMITTED),
        (CHAIR, Deed.SEE_FINDINGS, K.RETURN_SHARED),
        (Role.SENIOR_OFFICER, Deed.SEE_CASE, K.SENIOR_OFFICERS_CONFIRMED),
        (Role.SENIOR_OFFICER, Deed.SEE_NOTIFICATION, K.SENIOR_OFFICERS_CONFIRMED),
        (Role.SCRUTINEER, Deed.SEE_CASE, K.PACK_RELEASED),
        (Role.SCRUTINEER, Deed.SEE_LOG, K.PACK_RELEASED),
        (Role.EXECUTIVE_LEADER, Deed.SEE_CASE, K.EXECUTIVE_MEETING_DECIDED),
    ],
)
@pytest.mark.paragraph("P1.6", "P1.7", "P6.2")
def test_a_role_may_from_its_stage_on(role, deed, since):
    before = EVERYTHING - {since}

    assert not may([role], deed, before)
    assert may([role], deed, {since})
    assert role in roles_who_may(deed)
    assert role not in roles_who_may(deed, before)


@pytest.mark.parametrize(
    "deed", [Deed.SEE_RETURNS, Deed.SEE_FINDINGS, Deed.SEE_LOG, Deed.SEE_FOLDER]
)
def test_a_group_member_never_sees_the_returns_themselves(deed):
    assert not may([MEMBER], deed, EVERYTHING)


def test_a_scrutineer_only_reads():
    allowed = {deed for deed in TABLE if may([Role.SCRUTINEER], deed, EVERYTHING)}

    assert all(deed.value.startswith("see_") for deed in allowed)


@pytest.mark.paragraph("P0.4")
def test_the_minute_taker_works_on_meetings_and_files():
    allowed = {deed for deed in TABLE if may([Role.MINUTE_TAKER], deed, EVERYTHING)}

    assert allowed == {
        Deed.SEE_CASE,
        Deed.SEE_FOLDER,
        Deed.FILE_DOCUMENT,
        Deed.WRITE_LOG,
        Deed.SEE_MEETINGS,
        Deed.HOLD_MEETING,
        Deed.RECORD_DECISION,
    }


def test_several_roles_of_one_person_add_up():
    assert may([MEMBER, CHAIR], Deed.GIVE_GO_AHEAD, ())


@pytest.mark.parametrize("role", [PM, PO])
@pytest.mark.parametrize("deed", [Deed.DECIDE_EXECUTIVE, Deed.CONFIRM_CIRCULATION])
@pytest.mark.paragraph("P14.6", "P1.15", "P9.3")
def test_the_team_enters_what_the_chair_did_before_a_case_was_taken_in(role, deed):
    assert may([role], deed, {K.CASE_TAKEN_IN})
    assert not may([role], deed, set(K) - {K.CASE_TAKEN_IN})

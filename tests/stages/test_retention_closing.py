"""Closing a case with what is still open, and reopening it (P14.2, P14.3)."""

from datetime import date, timedelta

import pytest

from rapidreview.case.access import holders
from rapidreview.case.models import Case
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import duties_for
from rapidreview.opening.sin import end_case
from rapidreview.procedure.definition import shipped
from rapidreview.procedure.errors import AlreadyDone, Incomplete, LinkDead, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Outcome, Role
from rapidreview.retention.checklist import (
    ACTIONS,
    LOG,
    OTHERS,
    SAFETY,
    closing_checklist,
)
from rapidreview.retention.closing import close_case, leaving, reopen_case
from rapidreview.retention.reviewing import pending
from rapidreview.scoping.links import invitation_from
from rapidreview.scoping.rounds import author_of
from tests import asking, make
from tests.acted import agreed, done
from tests.asking import link_to
from tests.cast import gather
from tests.opened import told

SHIPPED = shipped("rapid-review-2018")
pytestmark = pytest.mark.django_db
AT = make.later(days=60)
WHY = "The Panel agrees; what is open is followed in the yearly report."


@pytest.fixture
def cast():
    return gather()


@pytest.fixture
def case(cast):
    return make.case(cast)


def close(case, cast, **given):
    return close_case(
        case, **{"reason": WHY, "by": cast.actor("priya"), "at": AT} | given
    )


def checks(case):
    found = closing_checklist(case, case_facts(case), AT)
    return {one.words: [item.words for item in one.open] for one in found}


@pytest.mark.paragraph("P14.2")
def test_closing_lists_what_is_still_open_and_keeps_it(case, cast) -> None:
    agreed(case, cast)

    closing = close(case, cast)

    case.refresh_from_db()
    entry = told(case, LogKind.CASE_CLOSED)[0]
    assert (case.outcome, case.is_open) == (Outcome.CLOSED, False)
    assert "A1, Priya Ollerdale: late" in closing.still_open
    assert "A1, Priya Ollerdale: late" in entry.text
    assert entry.reason == WHY
    assert case_facts(case).ended.kind == LogKind.CASE_CLOSED


@pytest.mark.paragraph("P14.2")
def test_closing_with_something_open_needs_a_reason(case, cast) -> None:
    with pytest.raises(Incomplete, match="still open"):
        close(case, cast, reason=" ")

    case.refresh_from_db()
    assert case.is_open
    assert not told(case, LogKind.CASE_CLOSED)


@pytest.mark.paragraph("P14.2")
def test_a_case_of_which_nothing_is_open_is_closed_without_a_reason(case, cast) -> None:
    settle(case, cast)

    closing = close(case, cast, reason="")

    assert closing.still_open == ""
    assert "Nothing is open" in told(case, LogKind.CASE_CLOSED)[0].text


def settle(case: Case, cast) -> None:
    """Write what fulfils every duty of the case, as the stages would."""
    for _ in range(4):
        for duty in duties_for(case, case_facts(case), AT):
            if duty.state not in ("done", "not_needed"):
                task = SHIPPED.tasks[duty.task]
                for kind in task.done_when:
                    make.entry(case, cast, kind, subject=duty.subject, at=AT)
                for one in task.agreed_for:
                    case.agreed_dates.create(task=one, due_at=AT, recorded_at=AT)
                if task.agreed_for:
                    make.entry(case, cast, LogKind.DATE_AGREED, at=AT)


@pytest.mark.paragraph("P14.2")
def test_a_case_is_closed_once(case, cast) -> None:
    close(case, cast)

    with pytest.raises(AlreadyDone, match="has ended already"):
        close(case, cast)
    assert case.closings.count() == 1


@pytest.mark.paragraph("P14.2")
def test_the_checklist_names_safety_actions_steps_and_the_log(cast) -> None:
    row = asking.asked(cast)
    case = row.case
    row.safety_items.create(case=case, words="Alone.", raised_at=row.asked_at)
    done(agreed(case, cast), cast, AT)
    agreed(case, cast, number=2, owner="Owen Tarnfield")

    found = checks(case)

    assert found[SAFETY] == ["Aldermoss Primary School says that a child may be unsafe"]
    assert found[ACTIONS] == ["A2, Owen Tarnfield: late"]
    assert found[LOG] == []
    assert any("Aldermoss Primary School: Return" in one for one in found[OTHERS])
    assert "Alone." not in str(found)


@pytest.mark.paragraph("P14.2")
def test_the_checklist_says_where_the_log_does_not_hold(case, cast) -> None:
    make.entry(case, cast)

    case.log.seq = 9
    case.log.save()

    assert checks(case)[LOG] == [
        "Entry 4: the head of the log names another last entry"
    ]


PANEL = {
    "The responses are filed": LogKind.REPORT_SUBMITTED,
    "What follows from the response is decided": LogKind.RESPONSE_RECEIVED,
    "The National Panel’s questions are answered": LogKind.PANEL_QUERIED,
}


@pytest.mark.paragraph("P14.2", "P13.5")
@pytest.mark.parametrize("words", PANEL)
def test_the_checklist_says_what_the_panel_still_has_to_do_or_to_get(
    case, cast, words
) -> None:
    assert checks(case)[words] == []

    make.entry(case, cast, PANEL[words], subject="r1", at=make.later(days=20))

    assert checks(case)[words]


@pytest.mark.paragraph("P14.2")
def test_access_ends_for_all_but_the_team_and_the_chair(case, cast) -> None:
    make.appoint(case, cast.matthias, Role.JCR_MEMBER, agency=cast.school)
    make.appoint(case, cast.judith, Role.JCR_MEMBER, agency=cast.police)

    close(case, cast)

    later = AT + timedelta(minutes=1)
    still = {one.name for one in holders(case, *Role, at=later)}
    assert still == {
        cast.users[one].name for one in ("priya", "owen", "judith", "victor")
    }
    named = {one.to for one in told(case, LogKind.APPOINTMENT_ENDED)}
    assert {"Matthias Dovecroft", "Miriam Stellbrook", "Helene Wintersea"} <= named
    assert "Priya Ollerdale" not in named
    assert leaving(case, at=later) == []


@pytest.mark.paragraph("P14.5")
def test_closing_sets_the_day_of_the_review_35_years_on(case, cast) -> None:
    close(case, cast)

    row = pending(case)
    agreed_on = case_facts(case).agreed["retention_review", str(row.pk)]
    assert (row.due_on, row.rule) == (date(2062, 1, 3), "35 years after closing")
    assert agreed_on.date() == date(2062, 1, 3)
    assert told(case, LogKind.RETENTION_REVIEW_SET)[0].new == "Tuesday 3 January 2062"


@pytest.mark.paragraph("P14.5")
def test_a_looked_after_child_is_kept_until_the_75th_birthday(case, cast) -> None:
    make.child(case, born=date(2021, 3, 27))

    close(case, cast, looked_after=True)

    assert pending(case).due_on == date(2096, 3, 27)


@pytest.mark.paragraph("P14.5")
@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        ({"looked_after": True}, Incomplete, "birth date of a child is not known"),
        ({"review_on": date(2050, 1, 1)}, Incomplete, "Say why the retention review"),
        (
            {"review_on": date(2026, 1, 1), "review_because": "Why not."},
            Refused,
            "does not lie ahead",
        ),
        ({"closed_at": AT + timedelta(days=1)}, Refused, "has not come yet"),
    ],
)
def test_a_closing_that_cannot_be_changes_nothing(
    case, cast, given, error, words
) -> None:
    make.child(case)

    with pytest.raises(error, match=words):
        close(case, cast, **given)

    case.refresh_from_db()
    assert pending(case) is None


@pytest.mark.paragraph("P14.5")
def test_another_day_of_review_is_set_with_its_reason(case, cast) -> None:
    close(case, cast, review_on=date(2050, 1, 1), review_because="A pending inquiry.")

    assert pending(case).due_on == date(2050, 1, 1)
    assert told(case, LogKind.RETENTION_REVIEW_SET)[0].reason == "A pending inquiry."


@pytest.mark.paragraph("P14.2", "P14.6")
def test_a_case_closed_before_it_was_entered_keeps_its_true_date(case, cast) -> None:
    closed_at = make.later(days=40)

    closing = close(case, cast, closed_at=closed_at)

    entry = told(case, LogKind.CASE_CLOSED)[0]
    assert (closing.closed_at, entry.occurred_at, entry.late) == (
        closed_at,
        closed_at,
        True,
    )
    assert pending(case).due_on == date(2061, 12, 14)


@pytest.mark.paragraph("P14.3")
def test_a_closed_case_is_reopened_with_a_reason(case, cast) -> None:
    close(case, cast)

    reopen_case(case, reason="A query came.", by=cast.actor("priya"), at=AT)

    case.refresh_from_db()
    closing = case.closings.get()
    assert case.is_open
    assert case_facts(case).ended is None
    assert closing.reopened_because == "A query came."
    assert told(case, LogKind.CASE_REOPENED)[0].reason == "A query came."


@pytest.mark.paragraph("P14.3")
def test_roles_that_ended_are_not_given_again_and_the_review_stands(case, cast) -> None:
    close(case, cast)
    day = pending(case).due_on

    reopen_case(case, reason="A query came.", by=cast.actor("priya"), at=AT)

    later = AT + timedelta(minutes=1)
    assert cast.miriam not in holders(case, Role.MINUTE_TAKER, at=later)
    assert pending(case).due_on == day


@pytest.mark.paragraph("P14.3", "P14.5")
def test_closing_again_moves_the_day_of_the_review(case, cast) -> None:
    close(case, cast)
    reopen_case(case, reason="A query came.", by=cast.actor("priya"), at=AT)

    close(case, cast, at=AT + timedelta(days=31))

    assert pending(case).due_on == date(2062, 2, 3)
    entry = told(case, LogKind.RETENTION_REVIEW_SET)[-1]
    assert entry.old == "Tuesday 3 January 2062"
    assert case.closings.count() == 2


@pytest.mark.paragraph("P14.3")
def test_a_case_that_ended_without_a_review_may_be_reopened(case, cast) -> None:
    by = cast.actor("priya")
    end_case(case, Outcome.SIN_WITHDRAWN, reason="De-notified.", by=by, at=AT)

    reopen_case(case, reason="Notified again.", by=by, at=AT)

    assert case.is_open
    assert case_facts(case).ended is None


@pytest.mark.paragraph("P14.3")
@pytest.mark.parametrize(
    ("outcome", "reason", "error", "words"),
    [
        (Outcome.OPEN, "Why.", AlreadyDone, "open already"),
        (Outcome.OPENED_IN_ERROR, "Why.", Refused, "opened in error"),
        (Outcome.CLOSED, " ", Refused, "Say why"),
    ],
)
def test_a_reopening_that_cannot_be_is_refused(
    case, cast, outcome, reason, error, words
) -> None:
    Case.objects.update(outcome=outcome)
    case.refresh_from_db()

    with pytest.raises(error, match=words):
        reopen_case(case, reason=reason, by=cast.actor("priya"), at=AT)


@pytest.mark.paragraph("P14.2", "P14.3")
def test_an_agencys_link_is_dead_on_a_closed_case_and_alive_after_reopening(
    cast,
) -> None:
    row = asking.asked(cast)
    token = link_to(author_of(row.request)).split("/")[2]
    at = row.asked_at + timedelta(hours=1)
    assert invitation_from(token, at).name

    close(row.case, cast, at=at)
    with pytest.raises(LinkDead):
        invitation_from(token, at)

    reopen_case(row.case, reason="Too early.", by=cast.actor("priya"), at=at)
    assert invitation_from(token, at).name
    with pytest.raises(LinkDead):
        invitation_from(token, at + timedelta(days=200))

"""Closing a case with what is still open; its review is set (P14.2, P14.5)."""

from datetime import date, timedelta

import pytest

from rapidreview.case.access import holders
from rapidreview.case.models import Case
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import duties_for
from rapidreview.procedure.definition import shipped
from rapidreview.procedure.errors import AlreadyDone, Incomplete, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Outcome, Role
from rapidreview.retention.closing import leaving
from rapidreview.retention.reviewing import pending
from tests import make
from tests.acted import agreed
from tests.cast import gather
from tests.ended import AT, WHY, close
from tests.opened import told

SHIPPED = shipped("rapid-review-2018")
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return gather()


@pytest.fixture
def case(cast):
    return make.case(cast)


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
    assert "Tuesday 3 January 2062" in told(case, LogKind.RETENTION_REVIEW_SET)[0].text


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

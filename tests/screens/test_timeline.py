"""The timeline: every task with its window, the clocks in words, and a picture."""

from datetime import timedelta

import pytest
from django.test import Client

from rapidreview.case.models import Case
from rapidreview.procedure.definition import shipped
from rapidreview.procedure.logkinds import LogKind
from tests import make
from tests.acted import AGREED_AT, agreed, done
from tests.cast import Cast
from tests.posting import signed_in, stop_the_clock

pytestmark = pytest.mark.django_db


def timeline(client: Client, case: Case) -> str:
    answer = client.get(f"/cases/{case.pk}/timeline/")
    assert answer.status_code == 200
    return answer.text


@pytest.mark.paragraph("P1.4")
def test_every_task_of_the_procedure_is_there(case: Case, priya: Client) -> None:
    page = timeline(priya, case)

    for task in shipped("rapid-review-2018").tasks.values():
        assert f"#{task.paragraph.lower()}" in page


@pytest.mark.paragraph("P1.4")
def test_the_fifteenth_day_is_named(case: Case, priya: Client) -> None:
    assert "Tuesday 24 November" in timeline(priya, case)


def test_a_clock_without_its_date_says_that_it_waits(case: Case, priya: Client) -> None:
    told = timeline(priya, case)
    assert "It waits for the SIN." in told
    assert "Until then planned dates are provisional." in told


def test_a_clock_that_runs_says_since_when(
    cast: Cast, case: Case, priya: Client
) -> None:
    make.entry(case, cast, LogKind.SIN_SUBMITTED, at=make.later(hours=1))

    page = timeline(priya, case)

    assert "Started today, 10:30am." in page


def test_only_the_team_is_offered_to_change_a_date(cast: Cast, case: Case) -> None:
    assert "Change a date" in timeline(signed_in(cast.owen), case)
    assert "Change a date" not in timeline(signed_in(cast.judith), case)


def test_a_done_task_says_so(cast: Cast, case: Case, priya: Client) -> None:
    before = timeline(priya, case).count("Done</strong>")
    make.entry(case, cast, LogKind.GROUP_TOLD)

    assert timeline(priya, case).count("Done</strong>") == before + 1


def test_a_case_without_a_date_still_shows_its_tasks(cast: Cast) -> None:
    page = timeline(signed_in(cast.priya), make.case(cast, notified=False))

    assert "Every task with its window" in page
    assert "the notification’s date is recorded" in page


@pytest.mark.paragraph("P14.1")
def test_of_a_task_with_many_subjects_the_most_urgent_is_shown(
    cast: Cast, case: Case, priya: Client, settings
) -> None:
    at = AGREED_AT + timedelta(days=1)
    done(agreed(case, cast), cast, at)
    agreed(case, cast, due_at=at)
    stop_the_clock(settings, at + timedelta(hours=1))

    row = timeline(priya, case).rsplit("Carry out the action", 1)[1]

    assert "Late" in row.split("</tr>")[0]


def test_a_date_of_a_closed_case_is_not_offered_to_be_changed(
    case: Case, priya: Client
) -> None:
    assert "Change a date" in timeline(priya, case)

    Case.objects.update(outcome="closed")

    assert "Change a date" not in timeline(priya, case)

"""A review taken in after its report had gone: what was done is a fact, nothing is late (P14.6)."""

import pytest

from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import duties_for
from rapidreview.dailylog.reading import entries
from rapidreview.mail.models import Letter
from rapidreview.planning.taking_in import DoneBefore, record_done_before
from rapidreview.procedure.duties import TaskState
from rapidreview.procedure.logkinds import LogKind
from rapidreview.submission import responses
from rapidreview.submission.models import Response
from tests.cast import Cast, gather
from tests.posting import signed_in, stop_the_clock
from tests.procedure.given import london, on_day
from tests.taken import OWEN, PDF, page_of, taken_in_case

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P14.6")]
AFTER = london("2026-11-27 10:00")
DONE = {"submit": on_day(14, "15:10")}
SETTLED = {TaskState.DONE, TaskState.NOT_NEEDED}


def test_a_report_that_had_gone_is_entered_with_its_true_dates() -> None:
    cast = gather()
    case = taken_in_case(cast, at=AFTER)

    for task, when in DONE.items():
        given = DoneBefore(task, when, done_by=OWEN, words="As sent.", upload=PDF)
        record_done_before(case, given, by=cast.actor("priya"), at=AFTER)

    found = {one.task: one for one in duties_for(case, case_facts(case), AFTER)}
    assert {task: found[task].done_at for task in DONE} == DONE
    assert {found[one].state for one in ("signed_report", "file_signed")} <= SETTLED
    late = [one for one in entries(case) if one.occurred_at in DONE.values()]
    assert [one.late for one in late] == [True] * 2  # with its file
    assert not Letter.objects.exists()


@pytest.mark.paragraph("P13.5")
def test_the_response_to_it_is_awaited_and_filed() -> None:
    cast = gather()
    case = taken_in_case(cast, at=AFTER)
    given = DoneBefore("submit", DONE["submit"], done_by=OWEN, words="By the portal.")
    record_done_before(case, given, by=cast.actor("priya"), at=AFTER)

    _respond(cast, case)

    assert case_facts(case).has(LogKind.RESPONSE_RECEIVED)


def _respond(cast: Cast, case) -> Response:
    return responses.receive_response(
        case,
        body=Response.Body.PANEL,
        received_at=AFTER,
        view=Response.View.AGREES,
        comments="",
        queries="",
        data=PDF.data,
        name=PDF.name,
        media_type=PDF.media_type,
        by=cast.actor("priya"),
        at=AFTER,
    )


def test_its_pages_open_for_the_team(settings) -> None:
    cast = gather()
    case = taken_in_case(cast, at=AFTER)
    given = DoneBefore("submit", DONE["submit"], done_by=OWEN, words="By the portal.")
    record_done_before(case, given, by=cast.actor("priya"), at=AFTER)
    stop_the_clock(settings, AFTER)
    priya = signed_in(cast.priya)

    for name in ("case", "timeline", "taken_in", "meetings", "submission", "actions"):
        assert priya.get(page_of(case, name)).status_code == 200, name
    assert priya.get(page_of(case, "receive_response")).status_code == 200

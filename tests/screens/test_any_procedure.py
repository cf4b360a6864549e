"""A case opens under any procedure that can be loaded, and each of its pages opens."""

from pathlib import Path

import pytest
from django.urls import reverse
from markupsafe import escape

from rapidreview.adopting.actions import move_case
from rapidreview.adopting.comparing import compare_case
from rapidreview.case.models import Case
from rapidreview.people.procedures import procedure_of
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.logkinds import LogKind
from tests import make
from tests.adopted import in_force, loaded
from tests.cast import Cast
from tests.opened import NOW, opened
from tests.posting import post, signed_in, stop_the_clock

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.4")]
FILES = sorted((Path(__file__).parents[1] / "procedure" / "procedures").glob("*.yaml"))
OF_A_CASE = ["case", "timeline", "daily_log", "print_log", "notification", "checklist"]
OF_A_CASE += ["report", "collation", "meetings", "submission", "documents", "people"]
OF_A_CASE += ["set_timescales", "change_date", "case_procedure", "actions", "contact"]
OF_A_CASE += ["send_requests", "choose_agencies", "invitations", "outbox", "pre_meets"]
OF_NONE = ["my_day", "cases", "new_case"]


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def under(request, cast: Cast, settings) -> Case:
    stop_the_clock(settings, NOW)
    row = loaded(cast, request.param.read_text(encoding="utf-8"))
    in_force(cast, row, london_day(make.DAY_1))
    case = opened(cast)
    assert case.procedure_hash == row.hash
    return case


def test_every_page_opens_under_it(under: Case, cast: Cast) -> None:
    priya = signed_in(cast.priya)
    addresses = {one: reverse(one, kwargs={"case_id": under.pk}) for one in OF_A_CASE}
    addresses |= {one: reverse(one) for one in OF_NONE}

    answers = {one: priya.get(where).status_code for one, where in addresses.items()}

    assert set(answers.values()) == {200}, answers


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_is_told_in_words_tried_and_compared(file: Path, cast: Cast) -> None:
    case, priya = make.case(cast), signed_in(cast.priya)
    row = loaded(cast, file.read_text(encoding="utf-8"))
    where = f"/partnerships/{cast.partnership.pk}/procedures/{row.pk}/"

    told, tried = priya.get(where), priya.get(f"{where}preview/")
    moved = post(
        priya, f"/cases/{case.pk}/procedure/", to=str(row.pk), reason="To be tried."
    )

    assert [one.status_code for one in (told, tried, moved)] == [200, 200, 200]
    for task in procedure_of(row).tasks.values():
        assert escape(task.title) in told.text
        assert escape(task.title) in tried.text
    assert "Move the case" in moved.text


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_page_opens_when_a_running_case_was_moved_to_it(
    file: Path, cast: Cast, settings
) -> None:
    stop_the_clock(settings, NOW)
    case, priya = opened(cast), signed_in(cast.priya)
    to = procedure_of(loaded(cast, file.read_text(encoding="utf-8")))
    make.entry(case, cast, LogKind.SIN_SUBMITTED, at=NOW)
    shown = compare_case(case, to, at=NOW).mark
    move_case(
        case, to, shown=shown, version=1, reason="To be tried.", by=cast.actor("priya"), at=NOW
    )  # fmt: skip

    answers = {
        one: priya.get(reverse(one, kwargs={"case_id": case.pk})).status_code
        for one in OF_A_CASE
    }

    assert set(answers.values()) == {200}, answers

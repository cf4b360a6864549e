"""A partnership loads its own procedure, puts it in force, and its cases follow it (4.1)."""

from datetime import date, timedelta

import pytest

from rapidreview.adopting import actions
from rapidreview.adopting.comparing import Start, preview, usual_start
from rapidreview.adopting.reading import shelf
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.models import LogEntry
from rapidreview.dailylog.plans import duties_for, plan_for, procedure_for
from rapidreview.people import procedures
from rapidreview.people.models import InForce, LoadedProcedure
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.definition import shipped, shipped_text
from rapidreview.procedure.errors import (
    AlreadyDone,
    CalendarUnknown,
    Refused,
    TooLate,
)
from rapidreview.procedure.loaded import load_whole, shipped_whole
from rapidreview.procedure.logkinds import LogKind
from tests import make
from tests.adopted import COUNTY, ENDLESS, NEXT, in_force, loaded
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import NOW, TOLD_AT, opened

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.4")]
TODAY = london_day(make.DAY_1)


@pytest.fixture
def cast() -> Cast:
    return gather()


def logged(cast: Cast, kind: LogKind) -> list[LogEntry]:
    return [
        *LogEntry.objects.filter(
            log__partnership=cast.partnership, log__case=None, kind=kind
        )
    ]


def test_a_loaded_procedure_is_kept_whole_and_logged(cast: Cast) -> None:
    row = loaded(cast)

    assert (row.name, row.version, row.written) == (
        "county-rapid-review", "2026-09", COUNTY,
    )  # fmt: skip
    assert (row.loaded_by, row.loaded_at) == (cast.priya, make.DAY_1)
    (entry,) = logged(cast, LogKind.PROCEDURE_LOADED)
    assert entry.subject_ref == str(row.pk)


def test_the_very_same_text_again_is_the_row_that_is_there(cast: Cast) -> None:
    first = loaded(cast)
    again = loaded(cast, COUNTY.replace("\n", "\r\n"), at=NOW)

    assert again == first
    assert len(logged(cast, LogKind.PROCEDURE_LOADED)) == 1


@pytest.mark.parametrize(
    "text",
    [
        COUNTY.replace("The Lead Member is told", "They are told"),
        shipped_text("rapid-review-2018").replace("title: Rapid", "title: A rapid", 1),
    ],
    ids=["of a loaded one", "of a shipped one"],
)
def test_a_known_version_with_another_text_is_refused(cast: Cast, text: str) -> None:
    loaded(cast)

    with pytest.raises(Refused, match="is known with another text"):
        loaded(cast, text)

    assert LoadedProcedure.objects.count() == 1


def test_two_partnerships_may_each_have_their_own_text(cast: Cast) -> None:
    there = gather_elsewhere()
    loaded(cast)

    row = loaded(there, COUNTY.replace("in the county", "over there"))

    assert row.partnership == there.partnership
    assert shelf(cast.partnership, at=NOW).versions[0].row != row


def test_new_cases_follow_what_is_in_force_on_their_first_day(cast: Cast) -> None:
    row = loaded(cast)
    in_force(cast, row, TODAY, at=make.later(days=-2))

    before = opened(cast, received_at=TOLD_AT - timedelta(days=1))
    after = opened(cast)

    assert before.procedure == "rapid-review-2018"
    assert (after.procedure_version, after.procedure_hash) == (row.version, row.hash)


def test_a_running_case_keeps_its_procedure(cast: Cast) -> None:
    case = opened(cast)
    planned = plan_for(case, case_facts(case))

    in_force(cast, loaded(cast), TODAY)

    case.refresh_from_db()
    assert procedure_for(case) == shipped("rapid-review-2018")
    assert plan_for(case, case_facts(case)) == planned


def test_a_day_in_the_past_is_refused(cast: Cast) -> None:
    with pytest.raises(TooLate, match="That day has passed"):
        in_force(cast, loaded(cast), TODAY - timedelta(days=1))

    assert not InForce.objects.exists()


def test_what_is_in_force_already_is_not_put_in_force_again(cast: Cast) -> None:
    row = loaded(cast)
    in_force(cast, row, TODAY)

    with pytest.raises(AlreadyDone, match="already from Wednesday 4 November 2026"):
        in_force(cast, row, TODAY + timedelta(days=3))


def test_a_reason_is_asked_for(cast: Cast) -> None:
    with pytest.raises(Refused, match="Say why"):
        actions.put_in_force(
            loaded(cast), from_day=TODAY, reason="", by=cast.actor("priya"), at=NOW
        )


def test_a_procedure_whose_dates_nobody_knows_is_not_put_in_force(cast: Cast) -> None:
    with pytest.raises(CalendarUnknown):
        in_force(cast, loaded(cast, ENDLESS), TODAY)


def test_it_is_logged_what_was_in_force_before(cast: Cast) -> None:
    first, second = loaded(cast), loaded(cast, NEXT)
    in_force(cast, first, TODAY)
    in_force(cast, second, TODAY, at=NOW)

    assert procedures.in_force(cast.partnership, TODAY).version == "2026-10"
    entries = logged(cast, LogKind.PROCEDURE_IN_FORCE)
    assert [one.subject_ref for one in entries] == [str(first.pk), str(second.pk)]


def test_the_shelf_says_what_is_in_force_since_when_and_what_comes(cast: Cast) -> None:
    now, later = loaded(cast), loaded(cast, NEXT)
    in_force(cast, now, TODAY)
    in_force(cast, later, date(2026, 12, 1))
    in_force(cast, now, date(2027, 1, 1))
    opened(cast)

    found = shelf(cast.partnership, at=NOW)

    assert (found.row, found.since) == (now, TODAY)
    assert [one.from_day for one in found.coming] == [
        date(2026, 12, 1),
        date(2027, 1, 1),
    ]
    assert {one.row: one.followed.running for one in found.versions} == {
        later: 0,
        now: 1,
    }
    assert [one.id for one in found.shipped] == [
        "rapid-review-2018",
        "rapid-review-2025",
    ]


@pytest.mark.paragraph("P0.7")
def test_a_case_under_a_file_of_ones_own_has_its_tasks_and_finds_it_again(
    cast: Cast,
) -> None:
    """Its hash is of no shipped file: it is read from the row, as after an upgrade."""
    row = loaded(cast)
    in_force(cast, row, TODAY)
    case = opened(cast)
    procedures._kept.cache_clear()

    own = procedure_for(case)
    due = {one.task: one.due_at for one in duties_for(case, case_facts(case), NOW)}

    assert (own.hash, own.id) == (row.hash, "county-rapid-review")
    assert london_day(due["tell_lead_member"]) == date(2026, 11, 5)
    assert own.facts["lead_member_told"] == "The Lead Member was told"
    assert case.guidance == shipped("rapid-review-2025").guidance_words


def test_a_case_keeps_a_shipped_procedure_whatever_a_later_release_ships(
    cast: Cast,
) -> None:
    case = opened(cast)
    opened(cast, received_at=TOLD_AT + timedelta(minutes=1))

    row = LoadedProcedure.objects.get()
    assert (row.hash, row.loaded_by) == (case.procedure_hash, cast.priya)
    assert procedures._kept(case.partnership_id, row.hash) == procedure_for(case)


def test_a_shipped_one_is_loaded_like_any_other(cast: Cast) -> None:
    row = actions.load(
        cast.partnership, shipped_whole("rapid-review-2025"), by=cast.actor("priya"), at=NOW
    )  # fmt: skip

    found = shelf(cast.partnership, at=NOW)

    assert [one.row for one in found.versions] == [row]
    assert [one.id for one in found.shipped] == ["rapid-review-2018"]


def test_a_preview_shows_what_is_moved_added_and_taken_away(cast: Cast) -> None:
    own = load_whole(COUNTY + "without: [premeet]\n").procedure

    told = preview(cast.partnership, own, Start(NOW, NOW, NOW))

    change = {one.title: one.change for one in told.lines}
    assert change["Tell the Lead Member"] == "added"
    assert change["Hold the pre-meet"] == "taken away"
    line = next(one for one in told.lines if one.title.startswith("Return the scoping"))
    assert "by Monday 9 November 2026, 12:00" in line.new
    assert line.change == "moved"
    assert any("after 16:00 the next day" in one.new for one in told.clocks)


def test_a_preview_of_what_is_in_force_differs_in_nothing(cast: Cast) -> None:
    told = preview(cast.partnership, shipped("rapid-review-2018"), Start(NOW))

    assert told.changed == ()
    assert told.told == "No date moves."


def test_a_procedure_that_waits_for_a_fact_of_its_own_is_tried_with_the_start(
    cast: Cast,
) -> None:
    text = COUNTY.replace('{cut_off: "16:00"}', "{anchor: lead_member_told}")

    told = preview(cast.partnership, load_whole(text).procedure, Start(NOW))

    local = next(one for one in told.clocks if one.title.startswith("Local"))
    assert "from lead member told" in local.new
    assert "last day Tuesday 24 November 2026" in local.new


def test_the_start_that_is_tried_first_is_the_next_working_day_at_ten(
    cast: Cast,
) -> None:
    friday = NOW + timedelta(days=2)

    assert f"{usual_start(cast.partnership, friday):%A %H:%M}" == "Monday 10:00"

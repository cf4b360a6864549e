"""A changed date and a corrected anchor: refused in words, told to those affected (P1.5)."""

from datetime import UTC, datetime, timedelta

import pytest

from rapidreview.case.models import Case
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import duties_for
from rapidreview.desk import changing
from rapidreview.desk.changing import change_date, correct_anchor
from rapidreview.mail.models import Letter
from rapidreview.planning.actions import set_timescales
from rapidreview.planning.effects import Effect
from rapidreview.planning.previews import preview_change, reasons_wanted
from rapidreview.procedure.errors import CalendarUnknown, Refused
from rapidreview.procedure.logkinds import LogKind
from tests import make
from tests.asking import DUE_AT, asked
from tests.cast import Cast, gather
from tests.opened import NOW, TOLD_AT, opened, told
from tests.procedure.given import on_day

pytestmark = pytest.mark.django_db
MEETING, UPDATE, SUBMIT = "rapid_review_meeting", "update_report", "submit"


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def case(cast: Cast) -> Case:
    case = opened(cast)
    make.entry(case, cast, LogKind.SIN_SUBMITTED, at=NOW)
    return case


def change(case: Case, cast: Cast, task: str, due_at: datetime, **given) -> Effect:
    told = {"agreed_with": "Judith", "reason": "Court.", "at": NOW, **given}
    return change_date(case, task, due_at, by=cast.actor("priya"), **told)


@pytest.mark.paragraph("P1.5")
def test_those_whose_dates_move_are_told_with_the_reason(
    cast: Cast, case: Case
) -> None:
    change(case, cast, MEETING, on_day(7, "10:00"))

    letters = {one.to_name: one for one in Letter.objects.filter(kind="dates_changed")}
    assert {cast.judith.name, cast.owen.name} <= letters.keys()
    assert cast.priya.name not in letters
    body = letters[cast.judith.name].body
    assert "“Hold the Rapid Review meeting” is now Thursday 12 November 2026" in body
    assert "Hold the Rapid Review meeting: Friday 13 November 2026, 17:00 → Thu" in body
    assert "Why: Court." in body


@pytest.mark.paragraph("P14.6")
def test_nobody_is_told_of_what_was_changed_before_the_case_was_taken_in(
    cast: Cast, case: Case
) -> None:
    before = cast.actor("priya").entering("Priya")

    change_date(
        case,
        MEETING,
        on_day(7, "10:00"),
        agreed_with="Judith",
        reason="Court.",
        by=before,
        at=NOW,
    )

    assert not Letter.objects.exists()


def test_a_letter_never_carries_a_name_that_was_typed_as_the_reason(
    cast: Cast, case: Case
) -> None:
    with pytest.raises(Refused, match="may not name a child"):
        change(case, cast, MEETING, on_day(7), reason=f"{make.CHILD} is ill.")

    assert not case_facts(case).agreed


@pytest.mark.paragraph("P0.7")
def test_a_date_after_the_statutory_day_is_logged_as_such(
    cast: Cast, case: Case
) -> None:
    late = on_day(17, "12:00")

    (said, *_) = reasons_wanted(case, SUBMIT, late)
    change(case, cast, SUBMIT, late, reason="The Panel knows.")

    beyond = (
        "Thursday 26 November 2026 is after Wednesday 25 November 2026, the latest day of "
        "the Panel clock, which nobody here can move."
    )
    assert said.startswith(beyond)
    assert told(case, LogKind.DATE_AGREED)[0].reason == f"The Panel knows. {beyond}"


@pytest.mark.parametrize(
    ("task", "due_at", "words"),
    [
        (SUBMIT, on_day(17), "the latest day of the Panel clock"),
        ("report_to_chair", on_day(11), "“Update the report from .*comes first"),
        (MEETING, datetime(2026, 11, 14, 10, tzinfo=UTC), "day is Monday 16 November"),
        (MEETING, datetime(2026, 12, 25, 10, tzinfo=UTC), r"\(Christmas Day\)"),
    ],
)
@pytest.mark.paragraph("P1.6", "P0.7")
def test_a_date_that_cannot_be_without_a_reason_is_refused(
    cast: Cast, case: Case, task: str, due_at: datetime, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        change(case, cast, task, due_at, reason="")

    assert not case_facts(case).agreed


@pytest.mark.paragraph("P1.4", "P1.6")
def test_dates_set_together_are_in_order_among_themselves(
    cast: Cast, case: Case
) -> None:
    together = {"report_to_chair": on_day(10, "12:00"), UPDATE: on_day(10, "10:00")}
    given = {"agreed_with": "Judith", "by": cast.actor("priya"), "at": NOW}

    set_timescales(case, together, **given)

    assert case_facts(case).agreed[UPDATE, None] == together[UPDATE]


@pytest.mark.paragraph("P1.6", "P1.10")
def test_forms_that_are_out_follow_a_deadline_that_is_agreed_for_all(
    cast: Cast,
) -> None:
    school = asked(cast)
    given = {"agreed_with": "Judith", "by": cast.actor("priya"), "at": NOW}

    changing.set_timescales(school.case, {"return_due": on_day(4, "17:00")}, **given)

    school.refresh_from_db()
    assert school.due_at == on_day(4, "17:00")
    assert "now due Monday 9 November" in Letter.objects.get(kind="due_moved").subject


@pytest.mark.paragraph("P0.7")
def test_beyond_the_known_holidays_nothing_is_computed(cast: Cast, case: Case) -> None:
    for verb in (preview_change, reasons_wanted):
        given = {"at": NOW} if verb is preview_change else {}
        with pytest.raises(CalendarUnknown, match="known from 2012 to 2028"):
            verb(case, MEETING, datetime(2029, 1, 4, 10, tzinfo=UTC), **given)


@pytest.mark.paragraph("P1.1", "P1.10")
def test_a_corrected_call_moves_forms_and_tells_their_authors(cast: Cast) -> None:
    school = asked(cast)
    case = school.case
    done = {one.task: one.due_at for one in duties_for(case, case_facts(case), NOW)}

    correct_anchor(
        case,
        LogKind.NOTIFICATION_RECEIVED,
        TOLD_AT - timedelta(days=1),
        reason="The e-mail shows the third.",
        by=cast.actor("priya"),
        at=NOW + timedelta(hours=4),
    )

    school.refresh_from_db()
    now = {one.task: one.due_at for one in duties_for(case, case_facts(case), NOW)}
    assert school.due_at == DUE_AT - timedelta(days=1)
    assert Letter.objects.get(kind="due_moved").to_email == cast.sam.email
    assert now["open_folder"] == done["open_folder"]
    letter = Letter.objects.filter(kind="dates_changed").first()
    assert letter is not None
    assert "The moment from which dates are counted was corrected." in letter.body
    assert "30 October" not in letter.body

"""A partnership begins on Day 14 of a live review: all that was done before, then the submission."""

import pytest

from rapidreview.case.models import Case
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.models import Log
from rapidreview.dailylog.plans import duties_for
from rapidreview.dailylog.proof import problems
from rapidreview.dailylog.reading import entries
from rapidreview.mail.models import Letter
from rapidreview.meeting.deciding import approve_content
from rapidreview.meeting.models import Minutes
from rapidreview.procedure.duties import TaskState
from rapidreview.procedure.logkinds import LogKind
from rapidreview.report import circulating, reviewing, signing, writing
from rapidreview.report.points import POINTS
from rapidreview.report.reading import newest_version
from rapidreview.report.shown import next_to_sign
from rapidreview.submission import actions as submission
from rapidreview.submission.ofsted import SHARED_BY_THE_PANEL, decide_ofsted
from tests.cast import Cast, gather, gather_elsewhere
from tests.procedure.given import on_day
from tests.submitted import LETTER
from tests.taken_later import (
    CLOSED,
    DAY_14,
    JUDITH,
    days_1_to_6,
    entering,
    executive_before,
    late_case,
    met_before,
    minuted_before,
    report_of,
    written_before,
)

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P14.6")]
# What the product does itself when it takes the case in, and is done then.
OPENED_NOW = {
    LogKind.CASE_OPENED,
    LogKind.FOLDER_MADE,
    LogKind.DOCUMENT_FILED,  # the record of the call
    LogKind.APPOINTMENT_MADE,
    LogKind.CHILD_RECORDED,
    LogKind.OVERSIGHT_TAKEN,
    LogKind.CASE_TAKEN_IN,
    LogKind.INCIDENT_RECORDED,
    LogKind.LA_AWARE_RECORDED,
}


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


def test_a_review_taken_in_on_day_14_is_not_late_and_is_submitted(cast: Cast) -> None:
    case = late_case(cast)
    days_1_to_6(cast, case)
    _days_6_to_13(cast, case)

    assert late(case) == []
    _every_entry_of_before_is_marked_late(case)
    assert not Letter.objects.exists()
    _go_on_to_the_submission(cast, case)
    assert late(case, "17:30") == []
    assert problems(Log.objects.get(case=case)) == []


def late(case: Case, clock: str = "09:05") -> list[str]:
    """The tasks that are late on Day 14."""
    found = duties_for(case, case_facts(case), on_day(14, clock))
    return [one.task for one in found if one.state is TaskState.LATE]


def _days_6_to_13(cast: Cast, case: Case) -> None:
    meeting = met_before(cast, case)
    minutes = minuted_before(cast, meeting)
    written_before(cast, case)
    chair = {"by": entering(cast, JUDITH), "at": DAY_14}
    approve_content(meeting, corrections="", occurred_at=CLOSED, **chair)
    written_before(cast, case, number="0.2", made_at=on_day(8, "09:45"))
    _sent_before(cast, case, minutes)
    executive_before(cast, case)


def _sent_before(cast: Cast, case: Case, minutes: Minutes) -> None:
    """With the minutes on Day 8, to the Chair on Day 10, to everybody on Day 12."""
    then, report = {"by": entering(cast), "at": DAY_14}, report_of(case)
    people = [cast.judith, cast.matthias, cast.nadia]
    circulating.send_with_minutes(
        report, minutes, people, occurred_at=on_day(8, "10:00"), **then
    )
    writing.update_from_meeting(report, occurred_at=on_day(9, "15:00"), **then)
    written_before(cast, case, number="0.3", made_at=on_day(9, "16:00"))
    version = reviewing.send_to_chair(report, occurred_at=on_day(10, "10:00"), **then)
    assert version.number == "0.3"
    confirmed = circulating.confirm_circulation(
        version,
        [*people, cast.helene],
        by=entering(cast, JUDITH),
        at=DAY_14,
        occurred_at=on_day(12, "11:00"),
    )
    circulating.circulate(confirmed, occurred_at=on_day(12, "12:00"), **then)


def _every_entry_of_before_is_marked_late(case: Case) -> None:
    told = [one for one in entries(case) if one.done_by]
    assert len(told) > 60
    assert [one for one in told if not one.late] == []
    assert {one.kind for one in entries(case) if not one.late} <= OPENED_NOW


def _go_on_to_the_submission(cast: Cast, case: Case) -> None:
    """The Chair assures and signs the text; it is filed, bound and sent, as ever."""
    _sign(cast, case)
    priya, noon = cast.actor("priya"), on_day(14, "13:00")
    decide_ofsted(case, required=False, why=SHARED_BY_THE_PANEL, by=priya, at=noon)
    bundle = submission.make_bundle(case, covering_letter=LETTER, by=priya, at=noon)
    submission.record_submission(
        bundle,
        sent_at=on_day(14, "15:10"),
        sent_to="panel.submissions@panel.example",
        channel="Secure e-mail",
        by=priya,
        at=on_day(14, "15:15"),
    )
    assert {"report_to_chair", "report_signed"} <= {
        one.kind for one in Letter.objects.all()
    }


def _sign(cast: Cast, case: Case) -> None:
    owen, judith = cast.actor("owen"), cast.actor("judith")
    report = report_of(case)
    for one in report.sections.exclude(code="R1"):
        if not one.text:
            text = f"What there is to say under {one.code}."
            version = one.edit_version
            writing.write_section(
                one, text, edit_version=version, by=owen, at=on_day(14, "10:00")
            )
    reviewing.send_to_chair(report, by=owen, at=on_day(14, "10:30"))
    newest = newest_version(case)
    assert newest is not None
    assert newest.number == "0.4"
    reviewing.assure_quality(
        newest,
        {one.code: (True, "") for one in POINTS},
        amendments="",
        signed_off=True,
        by=judith,
        at=on_day(14, "11:00"),
    )
    shown = next_to_sign(report_of(case), case_facts(case))
    signature = signing.chair_signs(
        report, text_hash=shown.text_hash, by=judith, at=on_day(14, "11:30")
    )
    signing.file_signed(signature, by=cast.actor("priya"), at=on_day(14, "12:00"))

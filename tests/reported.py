"""A report on its way: begun, with a meeting behind it, with the Chair, circulated, signed."""

from datetime import UTC, datetime

from rapidreview.case.models import AgreedDate, Case
from rapidreview.dailylog.facts import case_facts
from rapidreview.meeting import (
    attending,
    calling,
    deciding,
    holding,
    minutes,
    noting,
)
from rapidreview.meeting.models import Action, Attendance, Meeting, Minutes
from rapidreview.procedure.criteria import QUESTIONS, Sort
from rapidreview.procedure.logkinds import LogKind as K
from rapidreview.procedure.vocabulary import Partner, Role
from rapidreview.report import actions, circulating, reviewing, signing, writing
from rapidreview.report.models import (
    ChairSignature,
    Circulation,
    Report,
    ReportSection,
    ReportVersion,
)
from rapidreview.report.points import POINTS
from rapidreview.report.reading import newest_version, report_of
from rapidreview.report.shown import next_to_sign
from tests import make
from tests.cast import Cast
from tests.settled import PACK_AT, in_the_group, packed

MET_AT = datetime(2026, 11, 13, 10, 0, tzinfo=UTC)  # day 8, a Friday
CLOSED_AT = datetime(2026, 11, 13, 12, 40, tzinfo=UTC)
MINUTED_AT = datetime(2026, 11, 13, 15, 30, tzinfo=UTC)
SENT_AT = datetime(2026, 11, 16, 10, 15, tzinfo=UTC)  # day 9
UPDATED_AT = datetime(2026, 11, 16, 11, 0, tzinfo=UTC)
TO_CHAIR_AT = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)  # day 10
ASSURED_AT = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)  # day 12
CIRCULATED_AT = datetime(2026, 11, 19, 11, 0, tzinfo=UTC)
SIGNED_AT = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)  # day 14
SAFE = "The child is on the ward; the brother is with an aunt."
DISSENT = "We have learned this twice and have not changed."
ALL_MET = {one.code: (True, "") for one in POINTS}


def begun(cast: Cast) -> Report:
    """The report of a case with group and senior officer, begun by Owen on day 6."""
    case = in_the_group(packed(cast).case, cast)
    make.appoint(case, cast.helene, Role.SENIOR_OFFICER)
    for kind in (K.GROUP_TOLD, K.SENIOR_OFFICERS_CONFIRMED, K.PACK_RELEASED):
        make.entry(case, cast, kind, at=PACK_AT)
    return actions.begin_report(case, by=cast.actor("owen"), at=PACK_AT)


def meet(case: Case, cast: Cast) -> Meeting:
    """The Rapid Review meeting of day 8, noted, decided and closed."""
    AgreedDate.objects.create(
        case=case, task="rapid_review_meeting", due_at=MET_AT, recorded_at=PACK_AT
    )
    by = cast.actor("priya")
    meeting = calling.prepare_meeting(case, place="By video", by=by, at=PACK_AT)
    came = [
        attending.Came(one.number, Attendance.State.PRESENT)
        for one in meeting.attendances.all()
    ]
    attending.record_attendance(
        meeting, came, edit_version=meeting.edit_version, by=by, at=MET_AT
    )
    for code, notes in {
        "M3": SAFE,
        "M12": "The mother was told by her worker.",
    }.items():
        noting.write_item(meeting, code, notes, edit_version=1, by=by, at=MET_AT)
    _decide(meeting, cast)
    return holding.close_meeting(
        meeting,
        closed_at=CLOSED_AT,
        quorum_met=True,
        quorum_words="All three partners were heard.",
        minute_taker=cast.miriam.name,
        by=by,
        at=CLOSED_AT,
    )


def _decide(meeting: Meeting, cast: Cast) -> None:
    by = cast.actor("judith")
    answers = {one.code: _answer(one.sort, one.code) for one in QUESTIONS}
    deciding.answer_criteria(meeting, answers, by=by, at=MET_AT)
    for partner in Partner:
        dissents = partner is Partner.ICB
        deciding.record_view(
            meeting,
            partner,
            agrees=not dissents,
            words=DISSENT if dissents else "",
            given_by=f"Officer of {partner.words}",
            by=by,
            at=MET_AT,
        )
    deciding.agree_action(
        meeting.case,
        words="Interpreters by telephone, without booking",
        kind=Action.Kind.MULTI_AGENCY,
        owner=cast.judith.name,
        due_at=datetime(2027, 1, 29, 17, 0, tzinfo=UTC),
        impact="A sample of parents is asked",
        meeting=meeting,
        by=by,
        at=MET_AT,
    )


def _answer(sort: Sort, code: str) -> tuple[str, str]:
    return ("no" if sort.answers else "", f"The reason for {code}.")


def minuted(cast: Cast) -> tuple[Report, Minutes]:
    """The report begun, the meeting over, its minutes filed."""
    report = begun(cast)
    meeting = meet(report.case, cast)
    made = minutes.file_minutes(meeting, by=cast.actor("priya"), at=MINUTED_AT)
    return report, made


def sent_with_minutes(cast: Cast) -> Report:
    """The group has the minutes with version 0.2."""
    report, made = minuted(cast)
    circulating.send_with_minutes(
        report,
        made,
        [cast.judith, cast.matthias, cast.nadia],
        by=cast.actor("owen"),
        at=SENT_AT,
    )
    return fresh(report)


def write(
    report: Report, code: str, text: str, cast: Cast, who: str = "owen", **more: object
) -> ReportSection:
    """One section written by hand."""
    one = report.sections.get(code=code)
    given = {"edit_version": one.edit_version, "at": UPDATED_AT, **more}
    return writing.write_section(one, text, by=cast.actor(who), **given)


def fill_the_rest(report: Report, cast: Cast) -> None:
    """Every section that is still empty gets a text."""
    for one in report.sections.exclude(code="R1"):
        if not one.text:
            write(report, one.code, f"What there is to say under {one.code}.", cast)


def with_the_chair(cast: Cast) -> Report:
    """Updated from the meeting, filled, and sent to Judith as version 0.3."""
    report = sent_with_minutes(cast)
    writing.update_from_meeting(report, by=cast.actor("owen"), at=UPDATED_AT)
    fill_the_rest(report, cast)
    reviewing.send_to_chair(report, by=cast.actor("priya"), at=TO_CHAIR_AT)
    return fresh(report)


def assured(cast: Cast) -> ReportVersion:
    """Version 0.3, assured by Judith and signed off for circulation."""
    version = newest(with_the_chair(cast))
    reviewing.assure_quality(
        version,
        ALL_MET,
        amendments="",
        signed_off=True,
        by=cast.actor("judith"),
        at=ASSURED_AT,
    )
    return version


def confirmed(cast: Cast) -> Circulation:
    """Judith has confirmed that it goes to Matthias, Nadia and Helene."""
    return circulating.confirm_circulation(
        assured(cast),
        [cast.matthias, cast.nadia, cast.helene],
        by=cast.actor("judith"),
        at=ASSURED_AT,
    )


def circulated(cast: Cast) -> Circulation:
    """It has gone to them."""
    return circulating.circulate(
        confirmed(cast), by=cast.actor("owen"), at=CIRCULATED_AT
    )


def sign(report: Report, cast: Cast) -> ChairSignature:
    """Signed by Judith, over what the page shows her."""
    shown = next_to_sign(report, case_facts(report.case))
    return signing.chair_signs(
        report, text_hash=shown.text_hash, by=cast.actor("judith"), at=SIGNED_AT
    )


def signed(cast: Cast) -> ChairSignature:
    """A circulated report, signed: version 1.0."""
    return sign(fresh(circulated(cast).version.report), cast)


def newest(report: Report) -> ReportVersion:
    """The newest version that was kept."""
    found = newest_version(report.case)
    assert found is not None
    return found


def fresh(report: Report) -> Report:
    """The report as it is stored now."""
    found = report_of(Case.objects.get(pk=report.case_id))
    assert found is not None
    return found

"""A case that is taken in on Day 14, and what was done of Days 6 to 13 before."""

from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.casefolder.uploads import Upload
from rapidreview.collation.taking_in import PackBefore, take_in_pack
from rapidreview.meeting import attending, calling, deciding, executive, holding, noting
from rapidreview.meeting.minutes_before import WrittenMinutes, take_in_minutes
from rapidreview.meeting.models import Action, Attendance, Meeting, Minutes
from rapidreview.opening.agencies import choose_agencies
from rapidreview.opening.sin import record_sin
from rapidreview.people.actor import Actor
from rapidreview.planning.actions import set_timescales
from rapidreview.planning.taking_in import DoneBefore, record_done_before
from rapidreview.procedure.criteria import QUESTIONS
from rapidreview.procedure.vocabulary import Partner, Role, SinOutcome
from rapidreview.quality.taking_in import take_in_return
from rapidreview.report.models import ChairSignature, Report, ReportVersion
from rapidreview.report.taking_in import (
    SignedOutside,
    WrittenVersion,
    take_in_signed,
    take_in_version,
)
from tests import make
from tests.cast import Cast
from tests.procedure.given import on_day
from tests.taken import OWEN, PDF, WHOLE, taken_in_case

DAY_14 = on_day(14, "09:05")
PRIYA, JUDITH, MIRIAM = "Priya Ollerdale", "Judith Hathersby", "Miriam Stellbrook"
STARTS, CLOSED = on_day(7, "14:00"), on_day(7, "16:10")
MINUTED = on_day(8, "09:30")
EXECUTIVE, EXECUTIVE_CLOSED = on_day(13, "10:00"), on_day(13, "11:00")
SIGNED = on_day(13, "15:00")
WORD = Upload(
    b"PK\x03\x04 as it was written",
    "report.docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)
SIGNED_PDF = Upload(b"%PDF-1.7 signed by hand", "signed.pdf", "application/pdf")
DATES = {
    "return_due": on_day(5, "17:00"),
    "rapid_review_meeting": STARTS,
    "report_to_chair": on_day(12, "17:00"),
    "executive_meeting": EXECUTIVE,
}


def entering(cast: Cast, who: str = OWEN) -> Actor:
    """Priya, who enters what somebody did before."""
    return cast.actor("priya").entering(who)


def late_case(cast: Cast, *, at: datetime = DAY_14) -> Case:
    """Taken in by Priya, with the people who work on it."""
    case = taken_in_case(cast, at=at)
    make.appoint(case, cast.judith, Role.JCR_CHAIR)
    make.appoint(case, cast.matthias, Role.JCR_MEMBER, agency=cast.school)
    make.appoint(case, cast.nadia, Role.SCRUTINEER)
    make.appoint(case, cast.helene, Role.SENIOR_OFFICER)
    make.appoint(case, cast.miriam, Role.MINUTE_TAKER)
    return case


def days_1_to_6(cast: Cast, case: Case) -> None:
    """One agency, its return accepted, the pack made and given to the group."""
    priya, then = cast.actor("priya"), {"by": entering(cast), "at": DAY_14}
    morning = on_day(1, "11:00")
    choose_agencies(case, [cast.school], with_name=JUDITH, occurred_at=morning, **then)
    set_timescales(case, DATES, agreed_with=JUDITH, occurred_at=morning, **then)
    take_in_return(case, cast.school, WHOLE, by=priya, at=DAY_14)
    record_sin(
        case,
        submitted_at=on_day(2, "15:00"),
        outcome=SinOutcome.REVIEW_REQUIRED,
        submitted_by="Marcus",
        reference="SIN-7",
        told_at=on_day(2, "16:00"),
        by=priya,
        at=DAY_14,
    )
    _tasks(cast, case)
    made, given = on_day(6, "12:00"), on_day(6, "13:00")
    pack = PackBefore(PDF, made, OWEN, given, (cast.judith, cast.matthias))
    take_in_pack(case, pack, by=priya, at=DAY_14)


def _tasks(cast: Cast, case: Case) -> None:
    for task in ("tell_group", "send_invitations", "take_oversight"):
        _enter(cast, case, task, on_day(1, "14:00"))
    _enter(cast, case, "timeline", on_day(2, "17:00"))
    _enter(cast, case, "guidance", on_day(6, "14:00"))
    for day in range(1, 14):
        _enter(cast, case, "liaise", on_day(day, "16:00"))
    for task, name in (
        ("name_minute_taker", "miriam"),
        ("lead_professional", "judith"),
        ("confirm_senior_officers", "helene"),
    ):
        _enter(cast, case, task, on_day(1), people=(cast.users[name],))


def _enter(cast: Cast, case: Case, task: str, when: datetime, **more: object) -> None:
    given = DoneBefore(task, when, **{"done_by": OWEN, **more})
    record_done_before(case, given, by=cast.actor("priya"), at=DAY_14)


def met_before(cast: Cast, case: Case) -> Meeting:
    """The Rapid Review meeting of Day 7: called, noted, decided and closed then."""
    then = {"by": entering(cast), "at": DAY_14}
    meeting = calling.prepare_meeting(
        case, place="By video", occurred_at=on_day(6, "15:00"), **then
    )
    came = [
        attending.Came(one.number, Attendance.State.PRESENT)
        for one in meeting.attendances.all()
    ]
    noting.save_room(
        meeting,
        came,
        [("M3", "Everybody is safe.", 1)],
        read=meeting.edit_version,
        occurred_at=STARTS,
        **then,
    )
    _decided(cast, meeting)
    return holding.close_meeting(
        meeting,
        closed_at=CLOSED,
        quorum_met=True,
        quorum_words="All three partners were heard.",
        minute_taker=MIRIAM,
        **then,
    )


def _decided(cast: Cast, meeting: Meeting) -> None:
    then = {"by": entering(cast, JUDITH), "at": DAY_14, "occurred_at": STARTS}
    answers = {
        one.code: ("no" if one.sort.answers else "", f"The reason for {one.code}.")
        for one in QUESTIONS
    }
    deciding.answer_criteria(meeting, answers, **then)
    for partner in Partner:
        deciding.record_view(
            meeting, partner, agrees=True, words="", given_by="Helene", **then
        )
    deciding.agree_action(
        meeting.case,
        words="Interpreters by telephone",
        kind=Action.Kind.MULTI_AGENCY,
        owner=JUDITH,
        due_at=datetime(2027, 1, 29, 17, 0, tzinfo=DAY_14.tzinfo),
        impact="A sample of parents is asked",
        meeting=meeting,
        **then,
    )


def minuted_before(cast: Cast, meeting: Meeting) -> Minutes:
    """The minutes as Miriam wrote them, in Word."""
    given = WrittenMinutes(WORD, MINUTED, MIRIAM)
    return take_in_minutes(meeting, given, by=cast.actor("priya"), at=DAY_14)


def written_before(cast: Cast, case: Case, **changed: object) -> ReportVersion:
    """The report's version 0.1, written by Owen on Day 6."""
    given = {"number": "0.1", "made_at": on_day(6, "16:00"), "document": WORD}
    version = WrittenVersion(**{**given, "done_by": OWEN, **changed})
    return take_in_version(case, version, by=cast.actor("priya"), at=DAY_14)


def signed_before(cast: Cast, case: Case, **changed: object) -> ChairSignature:
    """The report as Judith signed it by hand on Day 13."""
    given = {"document": SIGNED_PDF, "signed_at": SIGNED, "signed_by": JUDITH}
    signed = SignedOutside(**{**given, "role": "JCR Chair", **changed})
    return take_in_signed(case, signed, by=cast.actor("priya"), at=DAY_14)


def executive_before(cast: Cast, case: Case) -> Meeting:
    """Required by the Chair, called, held on Day 13, its minutes circulated."""
    then = {"by": entering(cast, JUDITH), "at": DAY_14}
    executive.decide_executive_meeting(
        case,
        required=True,
        reason="Waiting lists need a decision at that level.",
        decided_with="Helene Wintersea",
        occurred_at=CLOSED,
        **then,
    )
    meeting = calling.call_executive(
        case,
        starts_at=EXECUTIVE,
        place="Room 4",
        people=[cast.dana, cast.judith],
        occurred_at=on_day(8, "10:00"),
        **then,
    )
    meeting = executive.hold_executive_meeting(
        meeting,
        closed_at=EXECUTIVE_CLOSED,
        present=["Dana Quillmere", JUDITH],
        presented="The findings.",
        agreed="Cover is funded from now.",
        minute_taker=MIRIAM,
        **then,
    )
    saved, sent = on_day(13, "12:00"), on_day(13, "13:00")
    minutes = WrittenMinutes(PDF, saved, MIRIAM, sent, (cast.dana, cast.judith))
    take_in_minutes(meeting, minutes, by=cast.actor("priya"), at=DAY_14)
    return meeting


def report_of(case: Case) -> Report:
    """The report as it is stored."""
    return Report.objects.select_related("case__partnership").get(case=case)

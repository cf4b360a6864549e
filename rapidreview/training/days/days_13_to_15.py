"""Days 13 to 15: the executive meeting, the signature, the submission, the close."""

from datetime import datetime

from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.models import Log
from rapidreview.dailylog.proof import problems
from rapidreview.handing_on import briefing
from rapidreview.meeting import executive
from rapidreview.meeting import minutes as meeting_minutes
from rapidreview.meeting.models import Meeting
from rapidreview.procedure.logkinds import LogKind
from rapidreview.quality import checklist
from rapidreview.report import signing
from rapidreview.report.models import ChairSignature
from rapidreview.report.reading import live_signature
from rapidreview.report.shown import next_to_sign
from rapidreview.training.days.day_7 import held
from rapidreview.training.days.days_2_and_3 import daily_call
from rapidreview.training.days.reporting import report_of
from rapidreview.training.days.submitting import (
    acknowledged,
    bundle_made,
    not_to_ofsted,
    submitted,
)
from rapidreview.training.player import Act, Player

EXECUTIVE = Meeting.Sort.EXECUTIVE


def executives_meet(player: Player, at: datetime) -> None:
    """Day 13, closed at 09:50. The findings are presented; cover is funded now."""
    told = player.story.raw["meeting"]["executive_meeting"]
    people = player.story.people
    executive.hold_executive_meeting(
        held(player, EXECUTIVE),
        closed_at=at,
        present=[people[one].name for one in told["present"]],
        presented="The findings of the Rapid Review, the four headings of learning and the "
        "dissent of one partner, by Judith Hathersby.",
        agreed=told["agreed"],
        minute_taker=people["miriam"].name,
        by=player.actor("miriam", at),
        at=at,
    )


def executive_minutes(player: Player, at: datetime) -> None:
    """Day 13, 15:30. To those who were there, and filed in II."""
    told = player.story.raw["meeting"]["executive_meeting"]
    by = player.actor("miriam", at)
    minutes = meeting_minutes.file_minutes(held(player, EXECUTIVE), by=by, at=at)
    meeting_minutes.circulate(
        minutes, [player.user(one) for one in told["present"]], by=by, at=at
    )


def chair_signs(player: Player, at: datetime) -> None:
    """Day 14, 10:30. Version 1.0; the signature is bound to its text."""
    report = report_of(player)
    shown = next_to_sign(report, case_facts(player.the_case))
    signing.chair_signs(
        report, text_hash=shown.text_hash, by=player.actor("judith", at), at=at
    )


def signed_filed(player: Player, at: datetime) -> None:
    """Day 14, 10:45. Filed in III."""
    signing.file_signed(signature(player), by=player.actor("priya", at), at=at)


def signature(player: Player) -> ChairSignature:
    """The Chair's signature that stands."""
    found = live_signature(player.the_case)
    if found is None:
        raise LookupError("The report is not signed.")
    return found


def briefing_filed(player: Player, at: datetime) -> None:
    """Day 14, 16:20. The shell of the seven-minute briefing, from the signed report."""
    briefing.file_briefing(player.the_case, by=player.actor("owen", at), at=at)


def fifteen_days_end(player: Player, at: datetime) -> None:
    """Day 15, 10:00. The checklist as it ends, and what the log's chain says of itself."""
    case, by = player.the_case, player.actor("priya", at)
    checklist.file_checklist(case, by=by, at=at)
    faults = problems(Log.objects.get(case=case))
    dailylog.write(
        case,
        LogKind.NOTED_FILING,
        by=by,
        at=at,
        text="Close of the fifteen days: the checklist is complete and every document has "
        f"its place in the log. The chain of the log was verified, {len(faults)} faults. "
        "The National Panel will be asked again ten working days after submission.",
    )


DAY_13: list[Act | None] = [
    None,  # the meeting begins: recorded when it closes, at 09:50
    executive_minutes,
]
DAY_13_BETWEEN = [
    ("09:50", executives_meet),
    ("16:30", daily_call("Judith signs tomorrow; on target.")),
]
DAY_14: list[Act | None] = [
    chair_signs,
    signed_filed,
    not_to_ofsted,
    submitted,
    acknowledged,
]
DAY_15: list[Act | None] = [fifteen_days_end]
DAY_14_BETWEEN = [("14:50", bundle_made), ("16:20", briefing_filed)]

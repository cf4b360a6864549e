"""Days 9 to 12: minutes and draft go out, the report is written, amended, circulated."""

from datetime import datetime

from rapidreview.collation.readers import recipients_for
from rapidreview.learning import following
from rapidreview.meeting import minutes as meeting_minutes
from rapidreview.meeting.models import Action, Minutes
from rapidreview.people.models import User
from rapidreview.report import circulating, reviewing, signing, writing
from rapidreview.report.models import Circulation
from rapidreview.report.points import POINTS
from rapidreview.report.reading import newest_version
from rapidreview.scoping import safety
from rapidreview.scoping.models import SafetyItem
from rapidreview.training.days.day_7 import held
from rapidreview.training.days.day_8 import PARTNERS
from rapidreview.training.days.days_2_and_3 import daily_call
from rapidreview.training.days.reporting import (
    DRAFTED,
    codes_of,
    final_words,
    report_of,
    write,
)
from rapidreview.training.player import Act, Player

SENIOR_OFFICERS = ("helene", "bartholomew", "saoirse")
CLOSED = (
    "Mr Dunnelow has been spoken to, she is driven to and from school, and her aunt has a "
    "number to ring at night."
)


def the_group(player: Player, at: datetime) -> list[User]:
    """Everybody of the group, the Chair first."""
    return [one.user for one in recipients_for(player.the_case, at=at)]


def minutes_with_report(player: Player, at: datetime) -> None:
    """Day 9, 10:15. The minutes, with report version 0.2, to the group and the Chair."""
    circulating.send_with_minutes(
        report_of(player),
        newest_minutes(player),
        the_group(player, at),
        by=player.actor("lena", at),
        at=at,
    )


def newest_minutes(player: Player) -> Minutes:
    """The newest version of the meeting's minutes."""
    made = Minutes.objects.filter(meeting=held(player))
    return made.select_related("meeting__case__partnership", "word", "pdf").latest(
        "number"
    )


def report_updated(player: Player, at: datetime) -> None:
    """Day 9, 11:00. What the meeting found and decided, section by section."""
    by = player.actor("lena", at)
    writing.update_from_meeting(report_of(player), by=by, at=at)
    for code in codes_of(player):
        words = DRAFTED.get(code, "") + final_words(player, code)
        write(player, code, words, by, at)


def safety_closed(player: Player, at: datetime) -> None:
    """Day 9, 14:00. The safety item is closed; the first action is done with it."""
    by = player.actor("priya", at)
    item = SafetyItem.objects.select_related("case", "agency_return__agency")
    safety.close_safety_item(
        item.get(case=player.the_case), outcome=CLOSED, by=by, at=at
    )
    following.finish_action(
        action(player, 1),
        words="Confirmed in writing by Helene Wintersea.",
        happened_at=at,
        by=by,
        at=at,
    )


def action(player: Player, number: int) -> Action:
    """An action by its number."""
    rows = Action.objects.select_related("case__partnership")
    return rows.get(case=player.the_case, number=number)


def to_the_chair(player: Player, at: datetime) -> None:
    """Day 10, 12:00. Version 0.3 goes to Judith."""
    reviewing.send_to_chair(report_of(player), by=player.actor("priya", at), at=at)


def minutes_corrected(player: Player, at: datetime) -> None:
    """Day 10, 15:00. The police ask for a correction; accepted and circulated."""
    told = player.story.raw["meeting"]["agenda"]["M4"]
    said = "The log was closed by the officers and not by the sergeant."
    meeting_minutes.correct_minutes(
        newest_minutes(player),
        what=said,
        asked_by=player.story.people["pol_deputy"].name,
        agreed_by=player.story.people["judith"].name,
        items={"M4": f"{told} {said}"},
        by=player.actor("miriam", at),
        at=at,
    )


def chair_amends(player: Player, at: datetime) -> None:
    """Day 11, 16:20. The sentence about one worker goes; the dissent in its own words."""
    by = player.actor("judith", at)
    for code in DRAFTED:
        write(player, code, final_words(player, code), by, at)
    reviewing.return_amended(
        report_of(player),
        amendments="Race and language moved to the front of the analysis; a sentence that "
        "blamed one worker removed; the dissent given in the partner's own words.",
        by=by,
        at=at,
    )


def circulation_confirmed(player: Player, at: datetime) -> None:
    """Day 12, 10:00. Judith signs the draft off, and says to whom it goes."""
    version, by = newest_version(player.the_case), player.actor("judith", at)
    if version is None:
        raise LookupError("The report has no version yet.")
    reviewing.assure_quality(
        version,
        {one.code: (True, "") for one in POINTS},
        amendments="",
        signed_off=True,
        by=by,
        at=at,
    )
    officers = [player.user(one) for one in SENIOR_OFFICERS]
    circulating.confirm_circulation(
        version, [*the_group(player, at), *officers], by=by, at=at
    )


def circulated(player: Player, at: datetime) -> None:
    """Day 12, 11:00. Version 0.4 to the group and the three senior officers."""
    confirmed = Circulation.objects.select_related("version__report__case__partnership")
    circulating.circulate(
        confirmed.get(case=player.the_case), by=player.actor("lena", at), at=at
    )


def partners_sign_off(player: Player, at: datetime) -> None:
    """Day 12, 16:00. Each partner; one dissents, and finds its dissent fairly stated."""
    version = newest_version(player.the_case)
    if version is None:
        raise LookupError("The report has no version yet.")
    for one in player.story.raw["meeting"]["agreements"]:
        signing.sign_off(
            version,
            PARTNERS[one["partner"]],
            agrees=one["view"] == "agrees",
            words=one["words"],
            by=player.actor(one["by"], at),
            at=at,
        )


def family_asked(player: Player, at: datetime) -> None:
    """Day 12, 15:30. The tenth action: what the family wishes the report to say."""
    following.finish_action(
        action(player, 10),
        words="Mother and Father were asked with an interpreter, the sister by her mentor. "
        "What they wish said stands in R16; they will hear the outcome first.",
        happened_at=at,
        by=player.actor("priya", at),
        at=at,
    )


DAY_9: list[Act | None] = [minutes_with_report, report_updated, safety_closed]
DAY_9_BETWEEN = [("16:30", daily_call("The draft is being written; on target."))]
DAY_10: list[Act | None] = [to_the_chair, minutes_corrected]
DAY_10_BETWEEN = [("16:30", daily_call("Judith has the draft; on target."))]
DAY_11: list[Act | None] = [chair_amends]
DAY_11_BETWEEN = [("09:30", daily_call("Judith amends today; on target."))]
DAY_12: list[Act | None] = [circulation_confirmed, circulated, partners_sign_off]
DAY_12_BETWEEN = [
    ("09:30", daily_call("Circulation today; on target.")),
    ("15:30", family_asked),
]

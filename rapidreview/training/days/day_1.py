"""Day 1: the call, the case, the dates, the agencies, the forms."""

from datetime import datetime

from rapidreview.dailylog import actions as dailylog
from rapidreview.meeting import actions as meeting
from rapidreview.opening import agencies as opening
from rapidreview.opening import sin
from rapidreview.planning import actions as planning
from rapidreview.planning import appointing, confirming, inviting
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Role
from rapidreview.scoping import actions as scoping
from rapidreview.training.days.the_call import the_call, the_email
from rapidreview.training.player import Act, Player

FIRST_ASKED = ("CSC", "POL", "HOS", "COM", "GPP", "SCH", "HOU")
# What the file calls a date, and the task of the procedure whose date it is.
AGREED = {
    "Rapid Review meeting": "rapid_review_meeting",
    "Draft report to the Chair": "report_to_chair",
    "Signed report back": "signed_report",
    "Submission": "submit",
}
EXECUTIVE = "Meeting with the AD/DCS"


def folder_and_log(player: Player, at: datetime) -> None:
    """10:05. Folder, log and checklist stand ready; the manager says so."""
    dailylog.write(
        player.the_case,
        LogKind.NOTED_FILING,
        by=player.actor("priya", at),
        at=at,
        text="Case folder I to IV made, Daily Log begun, checklist empty and ready.",
    )


def oversight(player: Player, at: datetime) -> None:
    """10:05. The manager holds oversight; who will hold it on Day 4 is said ahead."""
    planning.take_oversight(
        player.the_case,
        by=player.actor("priya", at),
        at=at,
        text="I hold oversight from today. Owen Tarnfield will hold it on Day 4, when "
        "I am at a tribunal.",
    )


def dates_with_the_chair(player: Player, at: datetime) -> None:
    """10:30. Timescales, the lead professional, and the first daily call."""
    case, by, judith = player.the_case, player.actor("priya", at), player.user("judith")
    agreed = {
        AGREED[one["what"]]: player.story.instant(one["date"])
        for one in player.story.raw["agreed_dates"]
        if one["what"] in AGREED
    }
    planning.set_timescales(
        case,
        agreed,
        agreed_with=judith.name,
        by=by,
        at=at,
        text="Ahead of the notification: returns by Day 5 at 17:00, invitations today, "
        "meeting Day 7, report begun Day 6, draft to the Chair Day 10, final Day 14.",
    )
    confirming.confirm_lead_professional(case, judith, by=by, at=at)
    planning.record_contact(
        case,
        with_name=judith.name,
        channel="telephone",
        on_target=True,
        text="Timescales set for every task.",
        by=by,
        at=at,
    )


def senior_officers(player: Player, at: datetime) -> None:
    """10:45. Three senior officers of the statutory partners; the scrutineer is named too."""
    by = player.actor("priya", at)
    appointing.appoint(
        player.the_case, player.user("nadia"), Role.SCRUTINEER, by=by, at=at
    )
    confirming.confirm_senior_officers(
        player.the_case,
        [player.user(one) for one in ("helene", "bartholomew", "saoirse")],
        by=by,
        at=at,
    )


def executive_slot(player: Player, at: datetime) -> None:
    """10:50. A slot is held for a meeting with the Director and Assistant Director."""
    held = next(
        one for one in player.story.raw["agreed_dates"] if one["what"] == EXECUTIVE
    )
    planning.agree_date(
        player.the_case,
        "executive_meeting",
        player.story.instant(held["date"]),
        agreed_with=player.user("judith").name,
        by=player.actor("priya", at),
        at=at,
        reason="Held in case it is needed; decided at the end of the Rapid Review "
        "meeting.",
    )


def agencies_chosen(player: Player, at: datetime) -> None:
    """11:00. Seven agencies."""
    opening.choose_agencies(
        player.the_case,
        [player.agency(code) for code in FIRST_ASKED],
        with_name=player.user("judith").name,
        by=player.actor("priya", at),
        at=at,
    )


def delegation(player: Player, at: datetime) -> None:
    """11:20. Forms and first checks to Owen, invitations to Lena."""
    case, by = player.the_case, player.actor("priya", at)
    confirming.delegate(
        case,
        tasks="Sending the forms, and the first checks of Days 2 to 5",
        to=player.user("owen"),
        by=by,
        at=at,
    )
    confirming.delegate(case, tasks="Invitations", to=player.user("lena"), by=by, at=at)


def group_told(player: Player, at: datetime) -> None:
    """11:40. The group hears that a Rapid Review has begun."""
    opening.tell_group(player.the_case, by=player.actor("priya", at), at=at)


def forms_sent(player: Player, at: datetime) -> None:
    """12:30. Seven forms."""
    scoping.request_returns(
        player.the_case,
        [player.agency(code) for code in FIRST_ASKED],
        by=player.actor("owen", at),
        at=at,
    )


def invitations(player: Player, at: datetime) -> None:
    """14:10. Invitations with the guidance; one minute-taker for every meeting."""
    case, by = player.the_case, player.actor("lena", at)
    confirming.name_minute_taker(case, player.user("miriam"), by=by, at=at)
    inviting.send_invitations(
        case,
        place="Lantern House, Room 4, or by the link in the calendar",
        by=by,
        at=at,
    )


def partners_agree(player: Player, at: datetime) -> None:
    """15:00. The other partners know and agree; the decision stays CSC's."""
    case, by = player.the_case, player.actor("priya", at)
    decided_by = player.story.people["csc_contact"].name
    sin.record_csc_decision(
        case,
        words=player.story.case["sin_decision"]["words"],
        decided_by=decided_by,
        by=by,
        at=at,
    )
    sin.record_partners_agreed(
        case,
        words="The two other partners have been told and agree with the intention.",
        by=by,
        at=at,
    )


def pre_meet_offered(player: Player, at: datetime) -> None:
    """16:20. Harrowmead Homes have never done this."""
    by = player.actor("owen", at)
    scoping.acknowledge(
        player.latest("HOU").request,
        by=player.outsider("hou_contact", "Agency contact"),
        at=at,
        note="By telephone. They have never done this before.",
    )
    meeting.offer_premeet(
        player.the_case,
        player.agency("HOU"),
        starts_at=player.story.moment(3, "09:30"),
        by=by,
        at=at,
    )


def acknowledges(code: str) -> Act:
    """The author of an agency's return presses the button: I will write this."""

    def act(player: Player, at: datetime) -> None:
        author = player.story.agencies[code].author
        scoping.acknowledge(
            player.latest(code).request,
            by=player.outsider(author, "Agency author"),
            at=at,
        )

    act.__name__ = f"{code} acknowledges"
    return act


BETWEEN: list[tuple[str, Act]] = [
    ("12:48", acknowledges("SCH")),
    ("13:15", acknowledges("HOS")),
    ("14:02", acknowledges("CSC")),
]
ACTS: list[Act | None] = [
    the_call,
    the_email,
    folder_and_log,
    oversight,
    dates_with_the_chair,
    senior_officers,
    executive_slot,
    agencies_chosen,
    delegation,
    group_told,
    forms_sent,
    invitations,
    partners_agree,
    pre_meet_offered,
]

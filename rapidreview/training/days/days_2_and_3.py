"""Days 2 and 3: acknowledgements, the pre-meet, the first returns, an alert, the SIN."""

from datetime import datetime

from rapidreview.dailylog import actions as dailylog
from rapidreview.mail.words import Recipient
from rapidreview.meeting import actions as meeting
from rapidreview.meeting.models import Meeting
from rapidreview.opening import agencies as opening
from rapidreview.opening import sin
from rapidreview.planning import actions as planning
from rapidreview.planning import appointing
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Role, SinOutcome
from rapidreview.scoping import actions as scoping
from rapidreview.scoping import safety
from rapidreview.scoping.models import SafetyItem
from rapidreview.training.days.day_1 import acknowledges
from rapidreview.training.days.returning import by_web, checked, shared
from rapidreview.training.player import Act, Player


def noted(person: str, text: str, *, to: str = "", channel: str = "") -> Act:
    """An entry by hand."""

    def act(player: Player, at: datetime) -> None:
        dailylog.write(
            player.the_case,
            LogKind.NOTED_COMMUNICATION,
            by=player.actor(person, at),
            at=at,
            text=text,
            to=to,
            channel=channel,
        )

    act.__name__ = "a note in the log"
    return act


def daily_call(text: str, *, person: str = "priya", chair: str = "judith") -> Act:
    """The daily contact with the Chair (P1.13)."""

    def act(player: Player, at: datetime) -> None:
        planning.record_contact(
            player.the_case,
            with_name=player.user(chair).name,
            channel="telephone",
            on_target=True,
            text=text,
            by=player.actor(person, at),
            at=at,
        )

    act.__name__ = "the daily call"
    return act


def police_contact_confirms(player: Player, at: datetime) -> None:
    """Day 2, 11:15. The author is away; the contact confirms who will write."""
    scoping.acknowledge(
        player.latest("POL").request,
        by=player.outsider("pol_contact", "Agency contact"),
        at=at,
        note="Ivo Hawkswell will write the return and has the form.",
    )


def pre_meet(player: Player, at: datetime) -> None:
    """Day 3, 10:00. The pre-meet with Harrowmead Homes closes."""
    people = player.story.people
    meeting.hold_premeet(
        player.the_case,
        player.agency("HOU"),
        starts_at=player.story.moment(3, "09:30"),
        closed_at=at,
        minute_taker=people["miriam"].name,
        attended="\n".join(
            people[one].name for one in ("owen", "sam", "hou_contact", "hou_rep")
        ),
        notes="What the review is for, what good looks like, and who signs.",
        by=player.actor("owen", at),
        at=at,
    )


def alert_handled(player: Player, at: datetime) -> None:
    """Day 3, 10:02. The alert is read; what was done is recorded."""
    safety.answer_safety_item(
        SafetyItem.objects.select_related("case", "agency_return__agency").get(
            case=player.the_case
        ),
        outcome="I telephoned Marcus Ingleforth, who confirms that the social worker was "
        "told yesterday, that the child is now driven to and from school, and that "
        "police are speaking to the man. The item stays on the safety register.",
        by=player.actor("priya", at),
        at=at,
    )


def brightwater_added(player: Player, at: datetime) -> None:
    """Day 3, 10:45. One more agency, asked for Day 5 at 17:00 with a nil return offered."""
    case, agency = player.the_case, player.agency("REC")
    opening.choose_agencies(
        case,
        [agency],
        with_name=player.user("judith").name,
        reason="Mr Dunnelow told the social worker that he once went there.",
        by=player.actor("priya", at),
        at=at,
    )
    scoping.request_returns(case, [agency], by=player.actor("owen", at), at=at)


def sin_submitted(player: Player, at: datetime) -> None:
    """Day 3, 15:20. The notification goes to the National Panel."""
    told = player.story.case["sin_submitted"]
    sin.record_sin(
        player.the_case,
        submitted_at=at,
        submitted_by=player.story.people[told["by"]].name,
        reference=told["reference"],
        outcome=SinOutcome.REVIEW_REQUIRED,
        by=player.actor("priya", at),
        at=at,
    )


def timeline_discussed(player: Player, at: datetime) -> None:
    """Day 3, 15:45. The dates of Day 1 stand."""
    case, by = player.the_case, player.actor("priya", at)
    judith = player.user("judith").name
    text = "The overall timeline, now that the notification is in. The dates stand."
    planning.discuss_timeline(
        case, with_name=judith, channel="telephone", text=text, by=by, at=at
    )


def oversight_handed_over(player: Player, at: datetime) -> None:
    """Day 3, 16:00. Owen will stand in on Day 4; final decisions wait for Priya."""
    appointing.stand_in(
        player.the_case,
        user=player.user("owen"),
        for_user=player.user("priya"),
        role=Role.PARTNERSHIP_MANAGER,
        from_at=player.story.moment(4, "09:00"),
        to_at=player.story.moment(5, "09:00"),
        tasks="Watching returns, checks, sharing with the Chair, chasing. Final "
        "decisions wait.",
        by=player.actor("priya", at),
        at=at,
    )


def minutes_circulated(player: Player, at: datetime) -> None:
    """Day 3, 16:30. The minutes of the pre-meet, to those who were there."""
    people = player.story.people
    meeting.circulate_minutes(
        Meeting.objects.get(case=player.the_case),
        text="Owen explained what the review is for, what a good return looks like and "
        "who signs it. Sam will write the return; Grace will sign it.",
        to=[
            Recipient(people[one].name, people[one].email)
            for one in ("sam", "hou_contact", "hou_rep")
        ],
        by=player.actor("miriam", at),
        at=at,
    )


DAY_2: list[Act | None] = [
    None,  # what the child said in school: heard of with the return, on Day 3
    noted(
        "owen",
        "Six of seven agencies have acknowledged. The police author is away "
        "until Day 3; the contact has been told.",
    ),
    daily_call("On target."),
    police_contact_confirms,
    noted("lena", "Eleven of fourteen people have accepted the invitation."),
]
DAY_2_BETWEEN: list[tuple[str, Act]] = [
    ("08:40", acknowledges("COM")),
    ("09:10", acknowledges("GPP")),
]
DAY_3: list[Act | None] = [
    daily_call("On target; all seven have acknowledged."),
    None,  # the pre-meet begins: recorded when it closes, at 10:00
    by_web("SCH"),
    alert_handled,
    checked(
        "SCH",
        "owen",
        note="One date cannot be read; one entry is undated; one "
        "neighbour is named with her address.",
    ),
    brightwater_added,
    shared("SCH", "owen"),
    by_web("CSC"),
    checked(
        "CSC",
        "lena",
        note="F6 says nothing of ethnicity, faith or language; F3 "
        "retells; three entries have no source.",
    ),
    shared("CSC", "lena"),
    sin_submitted,
    timeline_discussed,
    oversight_handed_over,
    minutes_circulated,
]
DAY_3_BETWEEN: list[tuple[str, Act]] = [
    ("10:00", pre_meet),
    ("11:30", acknowledges("REC")),
]

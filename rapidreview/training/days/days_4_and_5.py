"""Days 4 and 5: standing in, reminders, a return unsigned, one sent back, a date moved."""

from datetime import datetime

from rapidreview.planning import actions as planning
from rapidreview.planning import appointing, inviting
from rapidreview.procedure.vocabulary import Role
from rapidreview.quality import actions as quality
from rapidreview.scoping import chasing, signing
from rapidreview.training.days.days_2_and_3 import daily_call, noted
from rapidreview.training.days.returning import (
    DATES,
    SUFFICIENCY,
    accepted,
    by_web,
    by_word,
    checked,
    shared,
)
from rapidreview.training.player import Act, Player

REMINDED = {"POL": "e-mail", "GPP": "e-mail", "COM": "telephone", "HOU": "telephone"}


def oversight_by_owen(player: Player, at: datetime) -> None:
    """Day 4, 09:00. Owen takes oversight as delegated officer for Priya."""
    planning.take_oversight(
        player.the_case,
        by=player.actor("owen", at),
        at=at,
        text="I take oversight today as delegated officer for Priya Ollerdale.",
    )


def victor_will_stand_in(player: Player, at: datetime) -> None:
    """Day 4, 09:15. The daily call; Judith will be away on Day 5 until 14:00."""
    daily_call(
        "Two returns in of eight; on target. Judith is away on Day 5 until 14:00.",
        person="owen",
    )(player, at)
    appointing.stand_in(
        player.the_case,
        user=player.user("victor"),
        for_user=player.user("judith"),
        role=Role.JCR_CHAIR,
        from_at=player.story.moment(5, "00:01"),
        to_at=player.story.moment(5, "14:00"),
        tasks="Timescales and extensions",
        by=player.actor("owen", at),
        at=at,
    )


def reminders(player: Player, at: datetime) -> None:
    """Day 4, 13:00. Four agencies are awaited: two by e-mail, two by telephone."""
    for code, channel in REMINDED.items():
        person = player.story.people[player.story.agencies[code].author]
        chasing.chase(
            player.latest(code),
            channel=channel,
            to_name=person.name,
            outcome="Will send it today." if channel == "telephone" else "",
            by=player.actor("owen", at),
            at=at,
        )


def first_decisions(player: Player, at: datetime) -> None:
    """Day 5, 09:15. Four returns accepted, two of them with a reason."""
    accepted(player, "SCH", "What it says about safety has been acted on.", at)
    accepted(
        player, "CSC", "F6 and the sources will be asked about at the meeting.", at
    )
    accepted(player, "HOS", "Complete and signed.", at)
    accepted(player, "REC", "A nil return, complete and signed.", at)


def housing_sent_back(player: Player, at: datetime) -> None:
    """Day 5, 09:30. Back with reasons question by question, the representative copied."""
    told = player.story.send_back
    quality.send_back(
        player.latest("HOU"),
        reasons=[(one["code"], one["words"]) for one in told["reasons"]],
        due_at=player.story.moment(6, "12:00"),
        by=player.actor("priya", at),
        at=at,
    )


def signed_afterwards(player: Player, at: datetime) -> None:
    """Day 5, 10:30. Community health's director signs the text that was received."""
    told = player.told("COM")
    signing.record_signature(
        player.latest("COM"),
        name=told.signer_name,
        role=told.answers["J3"],
        how="signed letter by e-mail, over the text received",
        by=player.actor("owen", at),
        at=at,
    )


def extension_refused(player: Player, at: datetime) -> None:
    """Day 5, 10:40. Victor, for Judith: the pack goes out on Day 6."""
    chasing.refuse_extension(
        player.latest("GPP"),
        asked_by=player.story.people["gpp_contact"].name,
        asked_at=player.story.moment(5, "09:50"),
        new_due_at=player.story.moment(8, "17:00"),
        reason="The group reads everything on Day 6 and the national limit doesn't move.",
        decided_with=player.user("victor").name,
        by=player.actor("priya", at),
        at=at,
    )


def meeting_moved(player: Player, at: datetime) -> None:
    """Day 5, 11:30. The Rapid Review meeting moves to Day 8 at 10:00."""
    changed = next(
        one["changed"] for one in player.story.raw["agreed_dates"] if "changed" in one
    )
    planning.agree_date(
        player.the_case,
        "rapid_review_meeting",
        player.story.instant(changed["to"]),
        agreed_with=player.user("victor").name,
        reason=changed["reason"],
        by=player.actor("priya", at),
        at=at,
    )


def invitations_again(player: Player, at: datetime) -> None:
    """Day 5, 11:45. Updated invitations."""
    inviting.send_invitations(
        player.the_case,
        place="Lantern House, Room 4, or by the link in the calendar",
        by=player.actor("lena", at),
        at=at,
    )


def community_accepted(player: Player, at: datetime) -> None:
    """Day 5, 12:00. Now that it is signed."""
    accepted(player, "COM", "Signed this morning over the text received.", at)


def police_late(player: Player, at: datetime) -> None:
    """Day 5, 17:05. Second reminder, by telephone and e-mail."""
    for person, channel in (("pol_author", "e-mail"), ("pol_contact", "telephone")):
        chasing.chase(
            player.latest("POL"),
            channel=channel,
            to_name=player.story.people[person].name,
            outcome="Promised for tomorrow morning." if channel == "telephone" else "",
            by=player.actor("owen", at),
            at=at,
        )


DAY_4: list[Act | None] = [
    oversight_by_owen,
    victor_will_stand_in,
    by_web("REC"),
    checked("REC", "owen", dates=DATES.NOT_APPLICABLE, share=True),
    by_web("HOS"),
    checked("HOS", "owen", share=True),
    reminders,
    by_word("COM", "owen"),
    checked(
        "COM",
        "owen",
        signed=False,
        note="Not signed; two entries undated; "
        "abbreviations. The director will sign in the morning.",
    ),
    shared("COM", "owen"),
    by_word("HOU", "owen", "HOU_r1"),
    checked(
        "HOU",
        "owen",
        sufficiency=SUFFICIENCY.INSUFFICIENT,
        dates=DATES.LACKING,
        signed=False,
        share=True,
        note="The author signed as senior manager; "
        "another date of birth, and one child instead of two.",
    ),
]
DAY_5: list[Act | None] = [
    noted(
        "priya",
        "I take oversight back and have read the log of Day 4: every act of "
        "the day is there, with both names.",
    ),
    first_decisions,
    housing_sent_back,
    noted(
        "priya",
        "Saltgate Surgery asks for more time, until Day 8, because its "
        "safeguarding lead has clinics.",
        to="Gwenllian Stanewick",
        channel="telephone",
    ),
    signed_afterwards,
    extension_refused,
    meeting_moved,
    invitations_again,
    community_accepted,
    daily_call("Judith is back and has read Victor's two decisions. On target."),
    by_web("GPP"),
    checked(
        "GPP",
        "owen",
        sufficiency=SUFFICIENCY.MINIMAL,
        share=True,
        note="Nothing about the father, the child's voice or the family's language.",
    ),
    police_late,
]

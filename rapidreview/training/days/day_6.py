"""Day 6: the last returns, the pack, its release, the report begun."""

from datetime import datetime

from rapidreview.case.access import holders
from rapidreview.collation import actions as collation
from rapidreview.collation.models import Pack
from rapidreview.procedure.vocabulary import Role
from rapidreview.quality import checklist
from rapidreview.report import actions as report
from rapidreview.scoping import chasing
from rapidreview.training.days.days_2_and_3 import daily_call
from rapidreview.training.days.returning import accepted, by_web, checked
from rapidreview.training.player import Act, Player

THE_GROUP = (Role.JCR_CHAIR, Role.JCR_VICE_CHAIR, Role.JCR_MEMBER, Role.SCRUTINEER)


def police_chased(player: Player, at: datetime) -> None:
    """08:30. Third reminder, to the representative."""
    chasing.chase(
        player.latest("POL"),
        channel="telephone",
        to_name=player.story.people["pol_rep"].name,
        outcome="Is told as JCR Group representative; the return will come today.",
        by=player.actor("owen", at),
        at=at,
    )


def practice_accepted(player: Player, at: datetime) -> None:
    """09:10. Minimal as it is, with the reason."""
    reason = (
        "Its main facts are there and sending it back would cost the meeting its pack; "
        "the named GP will bring the rest to the meeting."
    )
    accepted(player, "GPP", reason, at)


def police_accepted(player: Player, at: datetime) -> None:
    """10:40. An officer's name and number will be taken out of the pack copy."""
    reason = "The officer's name and number will be taken out of the pack copy."
    accepted(player, "POL", reason, at)


def housing_accepted(player: Player, at: datetime) -> None:
    """12:10. Round 2: eight of eight settled."""
    accepted(player, "HOU", "Complete and signed in the second round.", at)


def collated(player: Player, at: datetime) -> None:
    """14:30. Pack version 1, and the checklist as it stands."""
    by = player.actor("lena", at)
    checklist.file_checklist(player.the_case, by=by, at=at)
    collation.collate(player.the_case, by=by, at=at)


def released(player: Player, at: datetime) -> None:
    """15:40. Released to the people of the group."""
    pack = Pack.objects.select_related("case", "version").get(case=player.the_case)
    group = holders(player.the_case, *THE_GROUP, at=at)
    collation.release(pack, group, by=player.actor("priya", at), at=at)


def report_begun(player: Player, at: datetime) -> None:
    """16:15. Version 0.1."""
    report.begin_report(player.the_case, by=player.actor("lena", at), at=at)


DAY_6: list[Act | None] = [
    police_chased,
    practice_accepted,
    by_web("POL"),
    checked(
        "POL",
        "owen",
        share=True,
        note="D3 and two entries are pasted from the log; "
        "an officer is named with a telephone number; the child's voice is missing.",
    ),
    police_accepted,
    by_web("HOU", "HOU_r2"),
    checked(
        "HOU", "owen", share=True, note="A long gap and one entry after the period."
    ),
    housing_accepted,
    collated,
    released,
    report_begun,
    daily_call("On target."),
]

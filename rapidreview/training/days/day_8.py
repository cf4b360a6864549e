"""Day 8: the Rapid Review meeting, what it decides, and the draft of its minutes."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from rapidreview.meeting import attending, calling, deciding, executive, holding, noting
from rapidreview.meeting import minutes as meeting_minutes
from rapidreview.meeting.attending import Came
from rapidreview.meeting.models import Action, Attendance
from rapidreview.planning import actions as planning
from rapidreview.planning.interests import interests_of, settle_interest
from rapidreview.procedure.vocabulary import Partner
from rapidreview.training.case_file import Tree
from rapidreview.training.days.day_7 import held, line_of
from rapidreview.training.player import Act, Player

# What the file calls a partner and a kind of action.
PARTNERS: Mapping[str, Partner] = {
    "local authority": Partner.LOCAL_AUTHORITY,
    "integrated care board": Partner.ICB,
    "police": Partner.POLICE,
}
KINDS: Mapping[str, Action.Kind] = {
    "immediate": Action.Kind.IMMEDIATE,
    "single agency": Action.Kind.SINGLE_AGENCY,
    "multi-agency": Action.Kind.MULTI_AGENCY,
    "partnership": Action.Kind.PARTNERSHIP,
}
FIRST_ITEMS = tuple(f"M{number}" for number in range(1, 10))
LAST_ITEMS = ("M11", "M12", "M13", "M15")


def meeting_begins(player: Player, at: datetime) -> None:
    """10:00. Who is there; what each item brought, typed as it was said."""
    meeting, by = held(player), player.actor("miriam", at)
    told = player.story.raw["meeting"]["attendance"]
    conflicts = {one["who"]: one["words"] for one in told["conflicts_of_interest"]}
    attending.record_attendance(
        meeting,
        [
            Came(
                line_of(player, meeting, person),
                Attendance.State.PRESENT,
                conflict=conflicts.get(person, ""),
            )
            for person in told["present"]
        ],
        edit_version=meeting.edit_version,
        by=by,
        at=at,
    )
    _interests_settled(player, at)
    _noted(player, FIRST_ITEMS, at)


def _interests_settled(player: Player, at: datetime) -> None:
    """What the Chair says about each interest that was declared."""
    told = player.story.raw["meeting"]["attendance"]["conflicts_of_interest"]
    for interest, one in zip(interests_of(player.the_case), told, strict=True):
        settle_interest(
            interest,
            measure=one["measure"],
            items=one["items"],
            no_papers=False,
            reason="",
            decided_by=player.story.people["judith"].name,
            by=player.actor("miriam", at),
            at=at,
        )


def walked_through(player: Player, at: datetime) -> None:
    """12:10. Each criterion with its reason; two partners agree, one dissents."""
    meeting, by = held(player), player.actor("judith", at)
    told = player.story.raw["meeting"]
    deciding.answer_criteria(meeting, _answers(told), by=by, at=at)
    for one in told["agreements"]:
        deciding.record_view(
            meeting,
            PARTNERS[one["partner"]],
            agrees=one["view"] == "agrees",
            words=one["words"],
            given_by=player.story.people[one["by"]].name,
            by=by,
            at=at,
        )


def content_approved(player: Player, at: datetime) -> None:
    """12:25. The report holds what it must, with four corrections."""
    corrections = player.story.raw["meeting"]["approval"]["corrections"]
    deciding.approve_content(
        held(player),
        corrections="\n".join(corrections),
        by=player.actor("judith", at),
        at=at,
    )


def executives_wanted(player: Player, at: datetime) -> None:
    """12:35. The Director and the Assistant Director are to meet; Priya hears it at once."""
    told = player.story.raw["meeting"]["executive_meeting"]
    by = player.actor("judith", at)
    partners = ("helene", "bartholomew", "saoirse")
    executive.decide_executive_meeting(
        player.the_case,
        required=True,
        reason=told["reason"],
        decided_with=", ".join(player.story.people[one].name for one in partners),
        by=by,
        at=at,
    )
    planning.record_contact(
        player.the_case,
        with_name=player.user("judith").name,
        channel="meeting",
        on_target=True,
        text="The meeting with the Director is wanted; the slot of Day 13 is confirmed.",
        by=player.actor("priya", at),
        at=at,
    )


def meeting_closes(player: Player, at: datetime) -> None:
    """12:40. Ten actions, the last items, and the close that starts the 24 hours."""
    told, by = player.story.raw["meeting"], player.actor("miriam", at)
    _noted(player, LAST_ITEMS, at)
    for one in told["actions"]:
        owner = player.story.people[one["owner"]]
        deciding.agree_action(
            player.the_case,
            words=one["words"],
            kind=KINDS[one["kind"]],
            owner=f"{owner.name}, {owner.job or owner.role}",
            due_at=_due(player, one["due"]),
            impact=one.get("impact", ""),
            meeting=held(player),
            by=by,
            at=at,
        )
    holding.close_meeting(
        held(player),
        closed_at=at,
        quorum_met=told["quorum"]["met"],
        quorum_words=f"{told['quorum']['rule']}: all were there.",
        minute_taker=player.story.people[told["minute_taker"]].name,
        by=by,
        at=at,
    )


def executives_invited(player: Player, at: datetime) -> None:
    """13:30. The slot of Day 13 becomes a meeting, with invitations."""
    told = player.story.raw["meeting"]["executive_meeting"]
    calling.call_executive(
        player.the_case,
        starts_at=player.story.moment(13, "09:00"),
        place="Lantern House, Room 2",
        people=[player.user(one) for one in told["present"]],
        by=player.actor("lena", at),
        at=at,
    )


def draft_minutes(player: Player, at: datetime) -> None:
    """15:30. Draft minutes in II, for Judith to read."""
    meeting_minutes.file_minutes(held(player), by=player.actor("miriam", at), at=at)


def _noted(player: Player, codes: Iterable[str], at: datetime) -> None:
    meeting, by = held(player), player.actor("miriam", at)
    agenda = player.story.raw["meeting"]["agenda"]
    for code in codes:
        row = meeting.items.get(code=code)
        noting.write_item(
            meeting, code, agenda[code], edit_version=row.edit_version, by=by, at=at
        )


def _answers(told: Tree) -> dict[str, tuple[str, str]]:
    walked = told["walk_through"]
    answers = {
        f"{code}_{letter}": _answer(one)
        for code, regulation in (("reg11", "regulation_11"), ("reg3", "regulation_3"))
        for letter, one in walked[regulation].items()
    }
    return answers | {
        "circumstances": ("", "\n".join(walked["circumstances_weighed"])),
        "local_review": _answer(walked["local_review"]),
        "national_review": _answer(walked["national_review"]),
        "other_learning": ("", walked["other_learning"]),
        "acted_on": ("", told["agenda"]["M3"]),
    }


def _answer(told: Tree) -> tuple[str, str]:
    return str(told["answer"]).replace(" ", "_"), str(told["reason"])


def _due(player: Player, told: Tree) -> datetime:
    """A working day of the fifteen, or a day after them, which ends at 17:00."""
    return player.story.instant({"time": "17:00", **told})


DAY_8: list[Act | None] = [
    meeting_begins,
    walked_through,
    content_approved,
    executives_wanted,
    meeting_closes,
    draft_minutes,
]
DAY_8_BETWEEN: list[tuple[str, Act]] = [("13:30", executives_invited)]

"""Day 1, 09:40 and 09:52: the telephone call, and the e-mail that confirms it."""

from datetime import date, datetime

from rapidreview.casefolder.actions import file_document
from rapidreview.casefolder.models import Document
from rapidreview.opening import actions as opening
from rapidreview.opening.given import (
    ChildGiven,
    FamilyGiven,
    Incident,
    Notification,
)
from rapidreview.people.actor import Actor
from rapidreview.procedure.vocabulary import Role, Subfolder
from rapidreview.training.case_file import Tree
from rapidreview.training.player import Player


def the_call(player: Player, at: datetime) -> None:
    """09:40. Children's Social Care telephones; the case is opened with what it said."""
    told, people = player.story.case, player.story.people
    caller = people["csc_contact"]
    priya = player.user("priya")
    player.case = opening.open_case(
        player.partnership,
        Notification(
            received_at=at,
            from_name=caller.name,
            from_role=f"{caller.job}, Children's Social Care",
            channel="telephone",
            words=(
                "Children's Social Care intends to make a Serious Incident "
                "Notification. The decision is its own."
            ),
        ),
        Incident(
            occurred_at=player.story.instant(told["incident"]["on"]),
            words=told["incident"]["words"],
            place=told["incident"]["place"],
            la_aware_at=player.story.instant(told["la_aware"]),
            la_aware_how=told["la_aware"]["how"],
        ),
        [_child(player, one) for one in told["children"]],
        family=[_relative(player, one) for one in told["family"]],
        period_from=player.story.day_before(
            told["period"]["from"]["days_before_day_1"]
        ),
        period_to=player.story.day_before(told["period"]["to"]["days_before_day_1"]),
        by=Actor(priya.pk, priya.name, Role.PARTNERSHIP_MANAGER.words),
        at=at,
    )


def _child(player: Player, told: Tree) -> ChildGiven:
    return ChildGiven(
        name=str(told["name"]),
        other_names="\n".join(told.get("other_names", ())),
        born=_born(player, told).isoformat(),
        sex=str(told["sex"]),
        nhs_number=str(told["nhs_number"]),
        is_subject=bool(told["subject"]),
        outcome=str(told["outcome"]),
    )


def _relative(player: Player, told: Tree) -> FamilyGiven:
    return FamilyGiven(
        name=str(told["name"]),
        relationship=str(told["relationship"]),
        born=_born(player, told).isoformat(),
        address=str(told.get("address", "")),
        ethnicity=str(told["ethnicity"]),
        household={True: "yes", False: "no"}.get(
            told["in_household"],
            str(told["in_household"]),
        ),
    )


def _born(player: Player, told: Tree) -> date:
    born: date = player.story.day_before(told["born"]["days_before_day_1"])
    return born


def the_email(player: Player, at: datetime) -> None:
    """09:52. The e-mail that confirms the call, filed in I."""
    sender = player.story.people["csc_contact"]
    receiver = player.story.people["priya"]
    text = (
        f"From: {sender.name} <{sender.email}>\r\nTo: {receiver.name} "
        f"<{receiver.email}>\r\nSubject: Our telephone call of this morning\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        "This confirms that Children's Social Care intends to make a Serious Incident "
        "Notification to the National Panel, as I told you on the telephone.\r\n"
    )
    file_document(
        player.the_case,
        sort=Document.Sort.EMAIL,
        subfolder=Subfolder.I,
        title="E-mail that confirms the notification",
        data=text.encode(),
        name="confirmation.eml",
        media_type="message/rfc822",
        source=f"{sender.name}, by e-mail",
        by=player.actor("priya", at),
        at=at,
    )

"""Mail server, worker or browser stopped at a step of the story, and started again (R6, R12).

The fifteen days are played twice: undisturbed, and with a stop at each place of the table.
The second ends as the first: nothing is lost, nothing is doubled.
"""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.db import transaction
from pytest_django import Settings

from rapidreview.mail.models import Letter
from rapidreview.training.case_file import SUGGESTED_START
from rapidreview.training.player import Player
from rapidreview.training.script import begin
from tests.cast import gather_elsewhere
from tests.trust.browser_stops import author_closes_the_form, browser_is_closed
from tests.trust.left import badly_delivered, differences, left_by
from tests.trust.stops import (
    Place,
    Surroundings,
    mail_server_goes_down_halfway,
    mail_server_is_down,
    play,
    surroundings,
    worker_is_killed,
)


def schools(player: Player) -> UUID:
    """The school's return."""
    return player.latest("SCH").pk


def by_email(player: Player) -> dict[str, str]:
    """How the report was submitted."""
    told = player.story.raw["submission"]["S6"]
    return {"sent_to": told["to"], "channel": "Secure e-mail"}


SHARED = browser_is_closed("owen", "share_return", return_id=schools)
WITH_MINUTES = browser_is_closed("lena", "send_with_minutes")
TO_CHAIR = browser_is_closed("priya", "send_report_to_chair")
SIGNED = browser_is_closed("judith", "sign_report", lambda _: {"confirmed": "on"})
SUBMITTED = browser_is_closed(
    "priya", "record_submission", by_email, number=lambda _: 1
)

PLACES = [
    Place(1, "forms_sent", worker_is_killed),
    Place(1, "invitations", mail_server_is_down),
    Place(3, "SCH arrives by web form", author_closes_the_form("SCH", "F")),
    Place(3, "SCH shared with the Chair", SHARED),
    Place(6, "released", worker_is_killed),
    Place(7, "agenda_sent", mail_server_goes_down_halfway),
    Place(9, "minutes_with_report", WITH_MINUTES),
    Place(10, "to_the_chair", TO_CHAIR),
    Place(12, "circulated", worker_is_killed),
    Place(14, "chair_signs", SIGNED),
    Place(14, "submitted", SUBMITTED),
    Place("after", "response_arrives", mail_server_is_down),
]


@pytest.fixture
def around(live_server, settings: Settings, tmp_path: Path) -> Iterator[Surroundings]:
    with surroundings(live_server.url, settings, tmp_path / "worker.log") as here:
        yield here


def undisturbed(around: Surroundings, settings: Settings) -> list[str]:
    """What the story leaves behind when nothing is stopped; all of it is taken back."""
    with transaction.atomic():
        settings.LETTERS_ON_SCREEN = True
        player = begin(SUGGESTED_START, password=None)
        play(player, around)
        left = left_by(player)
        transaction.set_rollback(True)
        settings.LETTERS_ON_SCREEN = False
    return left


@pytest.mark.paragraph("P0.1", "P1.17", "P2.3", "P7.6", "P9.3", "P13.1", "P13.3")
def test_the_story_goes_on_after_each_stop_and_nothing_is_lost_or_doubled(
    around: Surroundings, settings: Settings
) -> None:
    gather_elsewhere()
    wanted = undisturbed(around, settings)

    player = begin(SUGGESTED_START, password=None)
    play(player, around, PLACES)

    letters = Letter.objects.all()
    assert differences(wanted, left_by(player)) == []
    assert badly_delivered(letters, around.mail.taken, kills=around.kills) == []
    assert not [line for line in wanted if line.startswith(("undone: ", "log: "))]

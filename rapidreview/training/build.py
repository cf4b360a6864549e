"""The training case of `./run`: the story up to Day 4, with returns in every state."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from rapidreview.dailylog.models import LogEntry
from rapidreview.people.models import Partnership
from rapidreview.quality import actions as quality
from rapidreview.training.case_file import SUGGESTED_START
from rapidreview.training.days.returning import accepted, by_web
from rapidreview.training.player import Player
from rapidreview.training.script import begin, play_days

PAUSE = timedelta(minutes=1)


def build_training_case(*, progress: Callable[[str], None]) -> None:
    """Make the training case if it is not there; all of it or nothing."""
    if Partnership.objects.exists():
        return
    progress("Making the training case: people, agencies, four days of work …")
    with transaction.atomic():
        player = begin(SUGGESTED_START, password=settings.TRAINING_PASSWORD)
        play_days(player, 1, 4, until=player.story.moment(4, "16:51"))
        _every_state(player)


def _every_state(player: Player) -> None:
    """What the story only has on Day 5, done early, so that every state can be seen."""
    at = player.story.moment
    accepted(
        player, "SCH", "What it says about safety has been acted on.", at(4, "16:52")
    )
    accepted(player, "HOS", "Complete and signed.", at(4, "16:52"))
    reasons = [(one["code"], one["words"]) for one in player.story.send_back["reasons"]]
    quality.send_back(
        player.latest("HOU"),
        reasons=reasons,
        due_at=at(6, "12:00"),
        by=player.actor("priya", at(4, "16:53")),
        at=at(4, "16:53"),
    )
    by_web("GPP")(player, at(4, "16:54"))


def training_clock_offset(now: datetime) -> int:
    """Seconds to add to the real clock, so that it goes on where the case left off."""
    latest = LogEntry.objects.aggregate(latest=Max("recorded_at"))["latest"]
    if latest is None:
        return 0
    shown_now = now - settings.CLOCK_OFFSET
    return int((latest + PAUSE - shown_now).total_seconds())

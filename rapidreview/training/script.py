"""The days in order: what is played up to which moment."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from rapidreview.mail.delivery import deliver_due
from rapidreview.procedure.calendar import WorkingDays
from rapidreview.training.case_file import load
from rapidreview.training.days.day_1 import ACTS as DAY_1
from rapidreview.training.days.day_1 import BETWEEN as DAY_1_BETWEEN
from rapidreview.training.days.day_6 import DAY_6
from rapidreview.training.days.days_2_and_3 import (
    DAY_2,
    DAY_2_BETWEEN,
    DAY_3,
    DAY_3_BETWEEN,
)
from rapidreview.training.days.days_4_and_5 import DAY_4, DAY_5
from rapidreview.training.founding import found_partnership
from rapidreview.training.player import Act, Player

Day = tuple[Sequence[Act | None], Sequence[tuple[str, Act]]]
DAYS: Mapping[int, Day] = {
    1: (DAY_1, DAY_1_BETWEEN),
    2: (DAY_2, DAY_2_BETWEEN),
    3: (DAY_3, DAY_3_BETWEEN),
    4: (DAY_4, ()),
    5: (DAY_5, ()),
    6: (DAY_6, ()),
}
LAST_DAY = max(DAYS)
FOUNDED_AT, END_OF_DAY = "08:00", "23:59"


def begin(start: date, *, password: str | None) -> Player:
    """A player with its partnership, on the morning of Day 1."""
    story = load(start, WorkingDays.england())
    founded_at = story.moment(1, FOUNDED_AT)
    partnership = found_partnership(story, at=founded_at, password=password)
    return Player(story, partnership)


def play_days(player: Player, first: int, last: int, *, until: datetime) -> None:
    """Play the days ``first`` to ``last``, up to the instant ``until``."""
    for day in range(first, last + 1):
        acts, between = DAYS[day]
        player.play(day, acts, between, until=until)
        deliver_due(min(until, player.story.moment(day, END_OF_DAY)))

"""The days in order: what is played up to which moment."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from rapidreview.mail.delivery import deliver_due
from rapidreview.procedure.calendar import WorkingDays, at_time, london_day
from rapidreview.training.case_file import load
from rapidreview.training.days.day_1 import ACTS as DAY_1
from rapidreview.training.days.day_1 import BETWEEN as DAY_1_BETWEEN
from rapidreview.training.days.day_6 import DAY_6
from rapidreview.training.days.day_7 import DAY_7
from rapidreview.training.days.day_8 import DAY_8, DAY_8_BETWEEN
from rapidreview.training.days.days_2_and_3 import (
    DAY_2,
    DAY_2_BETWEEN,
    DAY_3,
    DAY_3_BETWEEN,
)
from rapidreview.training.days.days_4_and_5 import DAY_4, DAY_5
from rapidreview.training.days.days_9_to_12 import (
    DAY_9,
    DAY_9_BETWEEN,
    DAY_10,
    DAY_10_BETWEEN,
    DAY_11,
    DAY_11_BETWEEN,
    DAY_12,
    DAY_12_BETWEEN,
)
from rapidreview.training.days.days_13_to_15 import (
    DAY_13,
    DAY_13_BETWEEN,
    DAY_14,
    DAY_14_BETWEEN,
    DAY_15,
)
from rapidreview.training.days.submitting import AFTER
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
    7: (DAY_7, ()),
    8: (DAY_8, DAY_8_BETWEEN),
    9: (DAY_9, DAY_9_BETWEEN),
    10: (DAY_10, DAY_10_BETWEEN),
    11: (DAY_11, DAY_11_BETWEEN),
    12: (DAY_12, DAY_12_BETWEEN),
    13: (DAY_13, DAY_13_BETWEEN),
    14: (DAY_14, DAY_14_BETWEEN),
    15: (DAY_15, ()),
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
        _deliver(min(until, player.story.moment(day, END_OF_DAY)))


def play_after(player: Player) -> datetime:
    """Play what follows the submission; the evening of its last day."""
    last = player.story.events("after")[-1].at
    player.play("after", AFTER, until=last)
    evening = at_time(london_day(last), END_OF_DAY)
    _deliver(evening)
    return evening


def _deliver(at: datetime) -> None:
    """Until nothing is due: delivery works in small steps."""
    while deliver_due(at):
        pass

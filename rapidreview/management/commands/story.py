"""`./run story --out DIR`: the training case, played through the real actions to the end."""

import sys
import time
from argparse import ArgumentParser
from datetime import date, datetime
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand

from rapidreview.dailylog.verify import verify
from rapidreview.training.case_file import SUGGESTED_START
from rapidreview.training.outputs import undone, write_outputs
from rapidreview.training.player import NotLogged, Player
from rapidreview.training.script import (
    END_OF_DAY,
    LAST_DAY,
    begin,
    play_after,
    play_days,
)
from rapidreview.training.seeded import seeded

# Without --until the story goes on to the Panel's response and the answer to it.
AFTER = LAST_DAY + 1


class Command(BaseCommand):
    """Plays the days on a temporary database; 1 if a duty, an entry or the log fails."""

    help = "Plays the training case and writes what it leaves behind."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to write, until which day, from which start."""
        parser.add_argument("--out", required=True, type=Path)
        parser.add_argument("--until", type=int, default=AFTER, metavar="DAY")
        parser.add_argument(
            "--start", type=date.fromisoformat, default=SUGGESTED_START, metavar="DATE"
        )

    def handle(self, *_: object, **given: object) -> None:
        """1. a fresh database; 2. play; 3. check; 4. write."""
        until = int(str(given["until"]))
        if not 1 <= until <= AFTER:
            sys.exit(self._refused(f"--until must be a day from 1 to {LAST_DAY}."))
        started = time.monotonic()
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        out = Path(str(given["out"]))
        start = date.fromisoformat(str(given["start"]))
        with seeded(f"{start}"):
            player = begin(start, password=None)
            problems = self._play(player, until, out)
        for problem in problems:
            self.stderr.write(problem)
        self.stderr.write(f"{time.monotonic() - started:.1f} s, written to {out}")
        sys.exit(1 if problems else 0)

    def _play(self, player: Player, until: int, out: Path) -> list[str]:
        try:
            ends_at = self._days(player, until)
        except NotLogged as fault:
            return [str(fault)]
        write_outputs(player, out, at=ends_at)
        return [*_left_undone(player, ends_at), *_unverified(out / "bundle.zip")]

    def _days(self, player: Player, until: int) -> datetime:
        """Play them one by one, and what follows; the last evening."""
        last = min(until, LAST_DAY)
        ends_at = player.story.moment(last, END_OF_DAY)
        for day in range(1, last + 1):
            self.stderr.write(f"Day {day} …")
            play_days(player, day, day, until=ends_at)
        if until < AFTER:
            return ends_at
        self.stderr.write("The response …")
        return play_after(player)

    def _refused(self, words: str) -> int:
        self.stderr.write(words)
        return 2


def _left_undone(player: Player, at: datetime) -> list[str]:
    return [
        f"Left undone: {duty.title} ({duty.paragraph}), due {duty.due_at}"
        for duty in undone(player, at=at)
    ]


def _unverified(bundle: Path) -> list[str]:
    _, problems = verify(bundle)
    return [f"The log does not verify: {problem}" for problem in problems]

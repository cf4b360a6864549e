"""`./run story --out DIR`: the training case, played through the real actions to the end."""

import sys
import time
from argparse import ArgumentParser, Namespace
from datetime import date, datetime
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand

from rapidreview.dailylog.verify import verify
from rapidreview.procedure.errors import CalendarUnknown
from rapidreview.training.case_file import SUGGESTED_START
from rapidreview.training.outputs import (
    Unusable,
    folder_to_fill,
    undone,
    write_outputs,
)
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
REFUSED = 2


class Command(BaseCommand):
    """Plays the days on a temporary database; 1 if a duty, an entry or the log fails."""

    help = "Plays the training case and writes what it leaves behind."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to write, until which day, from which start."""
        parser.add_argument("--out", required=True, metavar="DIR")
        parser.add_argument("--until", metavar="DAY")
        parser.add_argument("--start", metavar="DATE")

    def handle(self, *_: object, **options: object) -> None:
        """1. understand what is asked; 2. play; 3. check; 4. write. 2 if it is nonsense."""
        given = Namespace(**options)
        try:
            until, start = _until(given.until), _start(given.start)
            with folder_to_fill(Path(given.out)) as out:
                problems = self._played(start, until, out)
        except (Unusable, CalendarUnknown) as refusal:
            self.stderr.write(str(refusal))
            sys.exit(REFUSED)
        for problem in problems:
            self.stderr.write(problem)
        sys.exit(1 if problems else 0)

    def _played(self, start: date, until: int, out: Path) -> list[str]:
        """On a fresh database: what is wrong with the story, or nothing."""
        began = time.monotonic()
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        with seeded(f"{start}"):
            player = begin(start, password=None)
            problems = self._play(player, until, out)
        self.stderr.write(f"{time.monotonic() - began:.1f} s, written to {out}")
        return problems

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


def _left_undone(player: Player, at: datetime) -> list[str]:
    return [
        f"Left undone: {duty.title} ({duty.paragraph}), due {duty.due_at}"
        for duty in undone(player, at=at)
    ]


def _unverified(bundle: Path) -> list[str]:
    _, problems = verify(bundle)
    return [f"The log does not verify: {problem}" for problem in problems]


def _until(given: str | None) -> int:
    """The last day to play; beyond the fifteenth where none is given."""
    days = {str(day): day for day in range(1, LAST_DAY + 1)}
    if given is not None and given not in days:
        raise Unusable(f"--until {given} is not a day from 1 to {LAST_DAY}.")
    return days[given] if given else AFTER


def _start(given: str | None) -> date:
    try:
        return date.fromisoformat(given) if given else SUGGESTED_START
    except ValueError as error:
        raise Unusable(f"--start {given} is not a date such as 2026-11-04.") from error

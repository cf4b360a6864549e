"""A reader's account of the story: each day's events, and what the Daily Log holds of it."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from rapidreview.dailylog.reading import Entry, entries
from rapidreview.procedure.calendar import LONDON, london_day
from rapidreview.procedure.naming import spoken_date
from rapidreview.training.case_file import Event
from rapidreview.training.player import Day, Player


def account(player: Player) -> str:
    """Day by day: what happened, and what the log holds of it, as Markdown."""
    case = player.the_case
    lines = [
        f"# {case.reference}, day by day",
        "",
        "Everything in this account is invented. It was played through the product's own "
        "actions; each day ends with the entries of its Daily Log.",
    ]
    told = entries(case)[::-1]
    for on, events in groupby(player.played, key=lambda one: london_day(one[1].at)):
        lines += _day(on, list(events), told)
    return "\n".join(lines) + "\n"


def _day(on: date, events: list[tuple[Day, Event]], told: Iterable[Entry]) -> list[str]:
    number = events[0][0]
    name = f"Day {number}" if isinstance(number, int) else "After the fifteen days"
    lines = ["", f"## {name}, {spoken_date(on)}", ""]
    for _, event in events:
        clock = event.at.astimezone(LONDON)
        lines.append(f"- **{clock:%H:%M}** {' '.join(event.does.split())}")
    lines += ["", "In the Daily Log:", ""]
    return lines + [_line(one) for one in told if london_day(one.recorded_at) == on]


def _line(entry: Entry) -> str:
    about = f": {entry.agency}" if entry.agency else ""
    return f"    {entry.seq:>3}. {entry.words}{about} ({entry.by})"

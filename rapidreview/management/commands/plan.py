"""`./run plan PROCEDURE --anchor NAME=WHEN …`: the timetable of a procedure (P1.4, P1.5)."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from django.core.management.base import BaseCommand

from rapidreview.procedure.calendar import LONDON, Nation, WorkingDays
from rapidreview.procedure.definition import (
    Procedure,
    ProcedureFileError,
    load_bytes,
    shipped,
)
from rapidreview.procedure.duties import duties, states_by_task
from rapidreview.procedure.errors import CalendarUnknown, ProcedureError
from rapidreview.procedure.facts import CaseFacts, facts_of_anchors
from rapidreview.procedure.naming import spoken_date
from rapidreview.procedure.placing import NOT_NEEDED
from rapidreview.procedure.reading import MOST_BYTES
from rapidreview.procedure.timetable import (
    Timetable,
    as_json,
    plan,
)
from rapidreview.procedure.typed import (
    parse_anchor,
    parse_closures,
    parse_fact,
    parse_instant,
)

NATIONS = {nation.value: nation for nation in Nation} | {
    "england": Nation.ENGLAND_AND_WALES
}
NOT_COMPUTED, UNREADABLE = 1, 2


class Command(BaseCommand):
    """Prints the timetable; 2 if the procedure, an anchor or a file cannot be read, 1 if
    the years are not known in which it would lie."""

    help = "The timetable of a procedure from its anchors."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The words of the command line."""
        parser.add_argument("procedure", help="a shipped procedure's name, or a file")
        parser.add_argument(
            "--anchor", action="append", default=[], metavar="NAME=WHEN"
        )
        parser.add_argument(
            "--fact",
            action="append",
            default=[],
            metavar="NAME[=VALUE]",
            help="that something is so: yes (or nothing), no, or when",
        )
        parser.add_argument("--calendar", choices=NATIONS)
        parser.add_argument("--closures", metavar="FILE", help="YAML: 2026-12-29: name")
        parser.add_argument("--counts-from", choices=["same_day", "next_day"])
        parser.add_argument("--at", metavar="WHEN", help="adds each duty's state")
        parser.add_argument("--json", action="store_true", help="machine-readable")

    def handle(self, *_: object, **options: object) -> None:
        """Print the timetable, as JSON or as lines."""
        given = Namespace(**options)
        try:
            timetable, states = _planned(given)
        except CalendarUnknown as unknown:
            self.stderr.write(unknown.words)
            sys.exit(NOT_COMPUTED)
        except ProcedureFileError as error:
            self.stderr.write("\n".join(error.errors))
            sys.exit(UNREADABLE)
        except (ProcedureError, OSError, UnicodeDecodeError) as error:
            self.stderr.write(str(error))
            sys.exit(UNREADABLE)
        if given.json:
            told = as_json(timetable, states)
            self.stdout.write(json.dumps(told, indent=2, ensure_ascii=False))
            return
        self.stdout.write("\n".join(_lines(timetable, states)))
        for warning in timetable.warnings:
            self.stderr.write(warning)


def _planned(given: Namespace) -> tuple[Timetable, dict[str, str]]:
    """The timetable, and with ``--at`` the state of each task's duty then."""
    procedure = _procedure(given.procedure)
    own = procedure.facts
    calendar = _calendar(procedure, given.calendar, _closures(given.closures))
    anchors = dict(parse_anchor(text, own) for text in given.anchor)
    facts = dict(parse_fact(text, own) for text in given.fact)
    anchors |= {name: so for name, so in facts.items() if isinstance(so, datetime)}
    named = [name for name, so in facts.items() if so is True]
    denied = [name for name, so in facts.items() if so is False]
    at = parse_instant(given.at) if given.at else None
    timetable = plan(
        procedure,
        anchors,
        calendar,
        facts=named,
        denied=denied,
        counts_from=given.counts_from,
    )
    if at is None:
        return timetable, {}
    known = facts_of_anchors(anchors, named, at=at, own=own)
    return timetable, _states(procedure, known, calendar, timetable, at)


def _states(
    procedure: Procedure,
    facts: CaseFacts,
    calendar: WorkingDays,
    timetable: Timetable,
    at: datetime,
) -> dict[str, str]:
    """How the duties stand; what is known not to be wanted is not needed."""
    states = states_by_task(duties(procedure, facts, calendar, at))
    unwanted = [task.id for task in timetable.tasks if task.state == NOT_NEEDED]
    return states | {
        name: NOT_NEEDED for name in unwanted if states.get(name) != "done"
    }


def _procedure(name: str) -> Procedure:
    path = Path(name)
    if path.suffix in {".yaml", ".yml"} or path.exists():
        return load_bytes(_content(path))
    return shipped(name)


def _content(path: Path) -> bytes:
    """Never more than a procedure may hold, whatever the file is."""
    with path.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def _closures(path: str | None) -> Mapping[date, str]:
    return parse_closures(_content(Path(path)).decode("utf-8")) if path else {}


def _calendar(
    procedure: Procedure, nation: str | None, closures: Mapping[date, str]
) -> WorkingDays:
    """The procedure's own calendar, or the one that is asked for, with these closures."""
    whose = NATIONS[nation] if nation else procedure.calendar
    return WorkingDays.of(whose, procedure.changed_days, closures)


def _lines(timetable: Timetable, states: Mapping[str, str]) -> Iterator[str]:
    """To be read by people: each clock with its rule and its last days, then each task."""
    for clock in timetable.clocks.values():
        yield f"{clock.title}: {clock.words}{_ends(clock.ends_on, clock.latest_on)}"
    for task in timetable.tasks:
        state = states.get(task.id) or task.state or ""
        yield f"{_moment(task.latest):22} {task.paragraph:6} {task.title}  {state}"


def _ends(last: date | None, latest: date | None) -> str:
    if last is None or latest is None:
        return ""
    words = f"; last day {spoken_date(last)}"
    return words if last == latest else f"{words}, latest {spoken_date(latest)}"


def _moment(instant: datetime | None) -> str:
    return (
        f"{instant.astimezone(LONDON):%a %d %b %Y %H:%M}" if instant else "no date yet"
    )

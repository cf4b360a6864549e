"""`./run plan PROCEDURE --anchor NAME=WHEN …`: the timetable of a procedure (P1.4, P1.5)."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

import yaml
from django.core.management.base import BaseCommand

from rapidreview.procedure.calendar import LONDON, WorkingDays
from rapidreview.procedure.definition import (
    Procedure,
    ProcedureFileError,
    load_text,
    shipped,
)
from rapidreview.procedure.duties import duties, states_by_task
from rapidreview.procedure.errors import ProcedureError, Refused
from rapidreview.procedure.facts import facts_of_anchors
from rapidreview.procedure.timetable import Timetable, as_json, plan
from rapidreview.procedure.typed import parse_anchor

CALENDARS = ("england",)
UNREADABLE = 2


class Command(BaseCommand):
    """Prints the timetable; 2 if the procedure, an anchor or a file cannot be read."""

    help = "The timetable of a procedure from its anchors."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The words of the command line."""
        parser.add_argument("procedure", help="a shipped procedure's name, or a file")
        parser.add_argument(
            "--anchor", action="append", default=[], metavar="NAME=WHEN"
        )
        parser.add_argument(
            "--fact", action="append", default=[], metavar="NAME[=WHEN]"
        )
        parser.add_argument("--calendar", choices=CALENDARS, default=CALENDARS[0])
        parser.add_argument("--closures", metavar="FILE", help="YAML: 2026-12-29: name")
        parser.add_argument("--counts-from", choices=["same_day", "next_day"])
        parser.add_argument("--at", metavar="WHEN", help="adds each duty's state")
        parser.add_argument("--json", action="store_true", help="machine-readable")

    def handle(self, *_: object, **options: object) -> None:
        """Print the timetable, as JSON or as lines."""
        given = Namespace(**options)
        try:
            timetable, states = _planned(given)
        except ProcedureFileError as error:
            self._refuse("\n".join(error.errors))
        except (ProcedureError, OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            self._refuse(str(error))
        if given.json:
            told = as_json(timetable, states)
            self.stdout.write(json.dumps(told, indent=2, ensure_ascii=False))
            return
        for task in timetable.tasks:
            state = states.get(task.id, "")
            self.stdout.write(
                f"{_moment(task.latest):22} {task.paragraph:6} {task.title}  {state}"
            )

    def _refuse(self, words: str) -> NoReturn:
        self.stderr.write(words)
        sys.exit(UNREADABLE)


def _planned(given: Namespace) -> tuple[Timetable, dict[str, str]]:
    """The timetable, and with ``--at`` the state of each task's duty then."""
    procedure = _procedure(given.procedure)
    closures = _closures(given.closures)
    calendar = WorkingDays.england((), closures)
    anchors = dict(parse_anchor(text) for text in given.anchor)
    named = [text for text in given.fact if "=" not in text]
    anchors |= dict(parse_anchor(text) for text in given.fact if "=" in text)
    at = parse_anchor(f"intention_notified={given.at}")[1] if given.at else None
    timetable = plan(
        procedure,
        anchors,
        calendar,
        facts=[*anchors, *named],
        counts_from=given.counts_from,
    )
    if at is None:
        return timetable, {}
    facts = facts_of_anchors(anchors, named, at=at, closures=frozenset(closures))
    return timetable, states_by_task(duties(procedure, facts, calendar, at))


def _procedure(name: str) -> Procedure:
    path = Path(name)
    if path.suffix in {".yaml", ".yml"} or path.exists():
        return load_text(path.read_text(encoding="utf-8"))
    return shipped(name)


def _closures(path: str | None) -> Mapping[date, str]:
    if path is None:
        return {}
    given = yaml.safe_load(Path(path).read_text(encoding="utf-8")) or {}
    if not isinstance(given, dict) or not all(isinstance(day, date) for day in given):
        raise Refused("The closures file must hold lines such as 2026-12-29: closed.")
    return {day: str(name) for day, name in given.items()}


def _moment(instant: datetime | None) -> str:
    return (
        f"{instant.astimezone(LONDON):%a %d %b %Y %H:%M}" if instant else "no date yet"
    )

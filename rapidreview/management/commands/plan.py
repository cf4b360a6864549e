"""`./run plan PROCEDURE --anchor NAME=WHEN …`: the timetable of a procedure (P1.4, P1.5)."""

import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path

import yaml
from django.core.management.base import BaseCommand

from rapidreview.procedure.calendar import LONDON, WorkingDays
from rapidreview.procedure.definition import (
    Procedure,
    ProcedureFileError,
    load_text,
    shipped,
)
from rapidreview.procedure.errors import ProcedureError
from rapidreview.procedure.timetable import as_json, plan
from rapidreview.procedure.typed import parse_anchor


class Command(BaseCommand):
    """Prints the timetable; 2 if the procedure or an anchor cannot be read."""

    help = "The timetable of a procedure from its anchors."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The words of the command line (architecture, section 8)."""
        parser.add_argument("procedure", help="a shipped procedure's name, or a file")
        parser.add_argument(
            "--anchor", action="append", default=[], metavar="NAME=WHEN"
        )
        parser.add_argument("--counts-from", choices=["same_day", "next_day"])
        parser.add_argument(
            "--closures", metavar="FILE", help="YAML: {2026-12-29: name}"
        )
        parser.add_argument("--json", action="store_true", help="machine-readable")

    def handle(self, *_: object, **given: object) -> None:
        """Print the timetable, as JSON or as lines."""
        try:
            timetable = plan(
                _procedure(str(given["procedure"])),
                dict(parse_anchor(text) for text in given["anchor"]),  # type: ignore[attr-defined]
                _calendar(given["closures"]),
                counts_from=given["counts_from"],  # type: ignore[arg-type]
            )
        except ProcedureFileError as error:
            sys.exit(_told("\n".join(error.errors)))
        except (ProcedureError, OSError, UnicodeError, yaml.YAMLError) as error:
            sys.exit(_told(str(error)))
        if given["json"]:
            told = as_json(timetable)
            self.stdout.write(json.dumps(told, indent=2, ensure_ascii=False))
            return
        for task in timetable.tasks:
            latest = (
                f"{task.latest.astimezone(LONDON):%a %d %b %Y %H:%M}"
                if task.latest
                else "-"
            )
            self.stdout.write(f"{latest:22} {task.paragraph:6} {task.title}")


def _told(words: str) -> int:
    sys.stderr.write(words + "\n")
    return 2


def _procedure(name: str) -> Procedure:
    path = Path(name)
    if path.suffix in {".yaml", ".yml"} or path.exists():
        return load_text(path.read_text(encoding="utf-8"))
    return shipped(name)


def _calendar(closures: object) -> WorkingDays:
    if not closures:
        return WorkingDays.england()
    given = yaml.safe_load(Path(str(closures)).read_text(encoding="utf-8")) or {}
    if not isinstance(given, dict) or any(type(day) is not date for day in given):
        raise yaml.YAMLError(
            "The closures file must hold lines like 2026-12-29: closed."
        )
    return WorkingDays.england((), given)

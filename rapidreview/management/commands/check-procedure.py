"""`./run check-procedure FILE`: every error of a procedure file at once, each with its line."""
# ruff: noqa: N999 - people type the command with a hyphen

import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from rapidreview.procedure.clocks import rule_in_words
from rapidreview.procedure.definition import (
    Procedure,
    ProcedureFileError,
    load_bytes,
)
from rapidreview.procedure.reading import MOST_BYTES

NOT_USABLE, UNREADABLE = 1, 2


class Command(BaseCommand):
    """0 it can be used; 1 it cannot, and every error is said; 2 there is no such file."""

    help = "Every error of a procedure file at once, each with its line."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One file."""
        parser.add_argument("file", help="a procedure file, in YAML")

    def handle(self, *_: object, file: str, **__: object) -> None:
        """Say what was understood, or what is wrong."""
        try:
            with Path(file).open("rb") as opened:
                content = opened.read(MOST_BYTES + 1)
        except OSError as error:
            self.stderr.write(f"{file}: {error.strerror}")
            sys.exit(UNREADABLE)
        try:
            procedure = load_bytes(content)
        except ProcedureFileError as error:
            self.stdout.write("\n".join(error.errors))
            sys.exit(NOT_USABLE)
        self.stdout.write("\n".join(_understood(procedure)))


def _understood(procedure: Procedure) -> list[str]:
    """What was read, so that the writer can see whether it is what was meant."""
    stages, tasks = len(procedure.stages), len(procedure.tasks)
    return [
        f"{procedure.id} {procedure.version}: {procedure.title}",
        f"{stages} stages, {tasks} tasks; calendar {procedure.calendar.value}",
        *(
            f"{clock.title}: {rule_in_words(clock, clock.length, clock.counts_from)}"
            for clock in procedure.clocks.values()
        ),
    ]

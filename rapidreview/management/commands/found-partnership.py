"""`./run found-partnership FILE`: a partnership, its people and agencies, from one file."""
# ruff: noqa: N999 - people type the command with a hyphen

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import NoReturn

import yaml
from django.core.management.base import BaseCommand
from pydantic import ValidationError

from rapidreview.people.clock import now
from rapidreview.people.founding import PartnershipGiven, found
from rapidreview.procedure.errors import ProcedureError


class Command(BaseCommand):
    """Stores all of it or nothing; 1 if the name is taken, 2 if the file cannot be read."""

    help = "Founds a partnership from a YAML file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path)

    def handle(self, *_: object, **options: object) -> None:
        """Read, check, store, and say how people get their passwords."""
        try:
            text = Path(str(options["file"])).read_text(encoding="utf-8")
            given = PartnershipGiven.model_validate(yaml.safe_load(text))
        except ValidationError as error:
            self._end(2, "\n".join(_fault(one) for one in error.errors()))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            self._end(2, str(error))
        try:
            partnership = found(given, at=now())
        except ProcedureError as refusal:
            self._end(1, refusal.words)
        self.stdout.write(
            f"{partnership.name}: {len(given.people)} people, {len(given.agencies)} "
            "agencies. Give each person a password: ./run changepassword EMAIL"
        )

    def _end(self, status: int, words: str) -> NoReturn:
        self.stderr.write(words)
        sys.exit(status)


def _fault(error: object) -> str:
    """One fault as a line: where it is, and what is wrong."""
    place = ".".join(str(part) for part in error["loc"])  # type: ignore[index]
    return f"{place}: {error['msg']}"  # type: ignore[index]

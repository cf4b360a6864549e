"""`./run load-procedure FILE --partnership NAME`: keep a procedure, perhaps put it in force."""
# ruff: noqa: N999 - people type the command with a hyphen

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NoReturn

from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import Q

from rapidreview.adopting import actions
from rapidreview.adopting.comparing import USUAL_HOUR, Start, preview
from rapidreview.people.actor import SYSTEM
from rapidreview.people.clock import now
from rapidreview.people.models import Partnership
from rapidreview.planning.spoken import spoken
from rapidreview.procedure.calendar import LONDON, london_day
from rapidreview.procedure.definition import Procedure, ProcedureFileError
from rapidreview.procedure.errors import ProcedureError
from rapidreview.procedure.loaded import Loaded, load_whole_bytes
from rapidreview.procedure.naming import spoken_date
from rapidreview.procedure.reading import MOST_BYTES

NOT_USABLE, UNREADABLE = 1, 2


class Command(BaseCommand):
    """0 it is kept (or could be); 1 it cannot, and every error is said; 2 there is no such
    file, day or partnership."""

    help = "Loads a procedure file for a partnership."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, for whom, and perhaps from which day."""
        parser.add_argument("file", help="a procedure file, in YAML")
        parser.add_argument("--partnership", required=True, metavar="NAME")
        parser.add_argument("--from", dest="from_day", metavar="YYYY-MM-DD")
        parser.add_argument("--reason", default="", help="why it comes into force")
        parser.add_argument("--dry-run", action="store_true", help="store nothing")

    def handle(self, *_: object, **options: object) -> None:
        """Read it, keep it, put it in force if asked, and say what differs."""
        given, at = Namespace(**options), now()
        partnership = self._partnership(given.partnership)
        from_day, content = self._day(given.from_day), self._content(given.file)
        try:
            loaded = load_whole_bytes(content)
            with transaction.atomic():
                told = [*_adopted(partnership, loaded, from_day, given.reason, at)]
                transaction.set_rollback(given.dry_run)
        except ProcedureFileError as error:
            self._end(NOT_USABLE, "\n".join(error.errors))
        except ProcedureError as refusal:
            self._end(NOT_USABLE, refusal.words)
        if given.dry_run:
            told = ["This was tried only; nothing is stored.", *told[1:]]
        told += _differences(partnership, loaded.procedure, at)
        self.stdout.write("\n".join(told))

    def _partnership(self, name: str) -> Partnership:
        found = Partnership.objects.filter(Q(name=name) | Q(short=name))[:2]
        if len(found) != 1:
            many = "more than one" if found else "no"
            self._end(UNREADABLE, f"There is {many} partnership called {name}.")
        return found[0]

    def _day(self, typed: str | None) -> date | None:
        try:
            return date.fromisoformat(typed) if typed else None
        except ValueError:
            self._end(UNREADABLE, f"“{typed}” is not a day such as 2026-12-01.")

    def _content(self, file: str) -> bytes:
        try:
            with Path(file).open("rb") as opened:
                return opened.read(MOST_BYTES + 1)
        except OSError as error:
            self._end(UNREADABLE, f"{file}: {error.strerror}")

    def _end(self, status: int, words: str) -> NoReturn:
        self.stderr.write(words)
        sys.exit(status)


def _adopted(
    partnership: Partnership,
    loaded: Loaded,
    from_day: date | None,
    reason: str,
    at: datetime,
) -> Iterator[str]:
    """Kept, and in force from a day if one is given; said line by line."""
    row = actions.load(partnership, loaded, by=SYSTEM, at=at)
    yield f"Kept as {row.pk}."
    yield f"{row.name}, version {row.version}: {row.title}"
    yield f"Hash {row.hash}"
    if from_day:
        actions.put_in_force(row, from_day=from_day, reason=reason, by=SYSTEM, at=at)
        yield f"In force from {spoken_date(from_day)}; running cases keep theirs."


def _differences(
    partnership: Partnership, procedure: Procedure, at: datetime
) -> Iterator[str]:
    """What would differ for a review that begins tomorrow, beside the one in force then."""
    tomorrow = london_day(at) + timedelta(days=1)
    start = datetime.combine(tomorrow, USUAL_HOUR, LONDON)
    try:
        compared = preview(partnership, procedure, Start(start))
    except ProcedureError as refusal:
        yield refusal.words
        return
    old = compared.old
    if old.hash == procedure.hash:
        yield f"For a start on {spoken(start)} it is itself in force."
        return
    yield f"For a start on {spoken(start)}, beside {old.title}, version {old.version}:"
    for one in compared.changed:
        yield f"  {one.change:10}  {one.title}: {one.old} → {one.new}"
    if not compared.changed:
        yield "  no date differs"
    yield from (f"  warning     {words}" for words in compared.new_warnings)

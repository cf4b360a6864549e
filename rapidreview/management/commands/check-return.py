"""`./run check-return FILE`: what a completed Word form says, and what the first check finds.

Asks no database. 0 whatever is found; 2 and one sentence for a file that cannot be read or
is not our form.
"""
# ruff: noqa: N999 - people type the command with a hyphen

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from django.core.management.base import BaseCommand

from rapidreview.evidence.answers import title_of
from rapidreview.evidence.dates import understand
from rapidreview.evidence.finding import ChildAsked
from rapidreview.evidence.form import form
from rapidreview.paper import limited
from rapidreview.paper.file_names import clean
from rapidreview.paper.refusal import Refusal
from rapidreview.paper.sniff import MAX_BYTES
from rapidreview.paper.word_layout import ReadForm
from rapidreview.people.clock import now
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.errors import ProcedureError
from rapidreview.procedure.typed import parse_instant
from rapidreview.scoping.checked_form import Asked, CheckedForm, as_values, check
from rapidreview.scoping.word_answers import is_ours

UNREADABLE = 2


class Command(BaseCommand):
    """0 whatever is found; 2 if the file cannot be read or is not the scoping form."""

    help = "What a completed scoping form (.docx) says, and what the first check finds."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One file; and what the form itself cannot say of the request."""
        parser.add_argument("file", help="a completed scoping form, .docx")
        parser.add_argument("--json", action="store_true", help="machine-readable")
        parser.add_argument("--on", type=_day, help="the day of the check; else today")
        parser.add_argument("--received", type=_instant, metavar="WHEN")
        parser.add_argument(
            "--child",
            action="append",
            default=[],
            type=_child,
            metavar="NAME[=BORN]",
            help="a child of the request, in its order",
        )
        parser.add_argument("--reference", default="", help="of the request")
        parser.add_argument("--agency", default="", help="whom we asked")
        parser.add_argument(
            "--beside", action="append", default=[], help="another agency's return"
        )
        parser.add_argument(
            "--source", action="append", default=[], help="a usual record"
        )

    def handle(self, *_: object, file: str, **options: object) -> None:
        """Print what the form says, as JSON or as lines."""
        given = Namespace(**options)
        try:
            read, others = _read(file), tuple(_read(one) for one in given.beside)
        except (Refusal, OSError, ValueError) as error:
            self.stderr.write(_in_one_sentence(file, error))
            sys.exit(UNREADABLE)
        checked = check(read, _asked(given, others))
        if given.json:
            # Escaped, so that no terminal and no pipe can refuse a letter.
            self.stdout.write(json.dumps(as_values(checked), indent=2))
            return
        text = "\n".join(_lines(checked))
        encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        self.stdout.write(text.encode(encoding, "replace").decode(encoding))


def _read(file: str) -> ReadForm:
    """The form. Raises Refusal, OSError or ValueError where it is none."""
    path, shown = Path(file), clean(file)
    if path.exists() and not path.is_file():
        raise Refusal(f"‘{shown}’ is not a file. Name the completed form (.docx).")
    with path.open("rb") as opened:
        data = opened.read(MAX_BYTES + 1)
    if limited.sniff(data, path.name).extension != "docx":
        raise Refusal(f"The file ‘{shown}’ is not a Word document (.docx).")
    read = limited.read_form(data, path.name)
    if not is_ours(read):
        raise Refusal(f"The file ‘{shown}’ is not our scoping form.")
    return read


def _in_one_sentence(file: str, error: Exception) -> str:
    if isinstance(error, Refusal):
        return error.words
    reason = error.strerror if isinstance(error, OSError) else ""
    return f"The file ‘{clean(file)}’ cannot be read: {reason or 'no such name'}."


def _asked(given: Namespace, others: tuple[ReadForm, ...]) -> Asked:
    return Asked(
        on=given.on or london_day(now()),
        children=tuple(given.child),
        reference=given.reference,
        agency=given.agency,
        usual_sources=tuple(given.source),
        received_at=given.received,
        others=others,
    )


def _lines(checked: CheckedForm) -> Iterator[str]:
    """The same for people: what was found first, then what the form says."""
    read, answers = checked.read, checked.answers
    yield f"{read.agency or 'No agency'}, request {read.reference or 'not named'}"
    yield f"Findings: {len(checked.findings)}"
    for found in checked.findings:
        yield f"  {found.severity.value:<4}  {found.code}  {found.words}"
    yield f"Text that belongs to no question: {len(checked.unmatched)}"
    for one in checked.unmatched:
        yield f"  {one.where}: {_short(one.text)}"
    yield f"Chronology: {len(answers.rows)}"
    for number, row in enumerate(answers.rows, start=1):
        meant = understand(row.get("E1", ""))
        yield f"  {number:>3}  {meant.words}: {_short(row.get('E7', ''))}"
    yield "Answers"
    for code, text in answers.values.items():
        if form().knows(code):
            yield f"  {code}  {title_of(code)}: {_short(text)}"


def _short(text: str) -> str:
    bare = " ".join(text.split())
    return bare if len(bare) <= 100 else f"{bare[:99]}…"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is not a date like 2026-11-06") from None


def _instant(text: str) -> datetime:
    try:
        return parse_instant(text)
    except (ProcedureError, ValueError) as error:
        raise ArgumentTypeError(str(error)) from None


def _child(text: str) -> ChildAsked:
    name, _, born = text.partition("=")
    return ChildAsked(name.strip(), born_on=_day(born) if born.strip() else None)

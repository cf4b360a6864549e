"""`./run merge-chronologies FILE…`: several agencies' chronologies as one, without a server.

Asks no database. 0 whatever is found; 2, and one sentence for each, where a file cannot be
read: the others are merged all the same.
"""
# ruff: noqa: N999 - people type the command with a hyphen

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand

from rapidreview.collation.chronology_files import (
    FileChronology,
    in_rounds,
    people_of,
    period_of,
    read_chronology,
)
from rapidreview.collation.chronology_words import line_of, name_of, paper_of
from rapidreview.evidence.dateparts import long_date
from rapidreview.evidence.dates import understand
from rapidreview.evidence.merging.as_values import as_values
from rapidreview.evidence.merging.whole import MergedChronology, merge_chronologies
from rapidreview.paper.file_names import clean
from rapidreview.paper.refusal import Refusal
from rapidreview.people.clock import now

UNREADABLE = 2
ENDINGS = (".xlsx", ".docx", ".pdf", ".csv", ".json")


class Command(BaseCommand):
    """0 whatever is found; 2 if a file cannot be read or the result cannot be written."""

    help = (
        "Several agencies' chronologies (.docx, .xlsx, .csv) as one, with what differs."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files; the period asked where no return says it; where to write."""
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument(
            "--period",
            nargs=2,
            type=_day,
            metavar=("FROM", "TO"),
            help="first, last day",
        )
        parser.add_argument("--json", action="store_true", help="machine-readable")
        parser.add_argument(
            "--out", metavar="FILE", help=".xlsx, .docx, .pdf, .csv or .json"
        )

    def handle(self, *_: object, files: Sequence[str], **options: object) -> None:
        """Print what the files say together, as JSON or as lines."""
        read, unread = _read(files)
        for words in unread.values():
            self.stderr.write(words)
        if read:
            period = options["period"] or period_of(read)
            merged = merge_chronologies(
                (row for one in read for row in one.rows),
                people=people_of(read),
                period=tuple(period) if period else None,  # type: ignore[arg-type]
            )
            if options["out"]:
                self._write(Path(str(options["out"])), merged, read, unread)
            else:
                self._print(merged, read, unread, as_json=bool(options["json"]))
        if unread:
            sys.exit(UNREADABLE)

    def _write(
        self,
        path: Path,
        merged: MergedChronology,
        read: Sequence[FileChronology],
        unread: dict[str, str],
    ) -> None:
        """Write the chronology to a file; ends with 2 where that cannot be done."""
        try:
            path.write_bytes(_made(path, merged, read, unread))
        except (Refusal, OSError) as error:
            self.stderr.write(_in_one_sentence(str(path), error))
            sys.exit(UNREADABLE)
        self.stdout.write(f"Written: {path.name}")

    def _print(
        self,
        merged: MergedChronology,
        read: Sequence[FileChronology],
        unread: dict[str, str],
        *,
        as_json: bool,
    ) -> None:
        if as_json:
            # Escaped, so that no terminal and no pipe can refuse a letter.
            self.stdout.write(json.dumps(_values(merged, read, unread), indent=2))
            return
        text = "\n".join(_lines(merged, read, unread))
        encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        self.stdout.write(text.encode(encoding, "replace").decode(encoding))


def _read(files: Sequence[str]) -> tuple[list[FileChronology], dict[str, str]]:
    read, unread = [], {}
    for file in files:
        try:
            read.append(read_chronology(Path(file)))
        except (Refusal, OSError, ValueError) as error:
            unread[clean(file)] = _in_one_sentence(file, error)
    return in_rounds(read), unread


def _made(
    path: Path,
    merged: MergedChronology,
    read: Sequence[FileChronology],
    unread: dict[str, str],
) -> bytes:
    """The chronology as a file with that ending. Raises Refusal for one we do not write."""
    paper, at = paper_of(merged), now()
    match path.suffix.casefold():
        case ".xlsx":
            return paper.as_xlsx(at)
        case ".docx":
            return paper.as_docx(at)
        case ".pdf":
            return paper.as_pdf(at)
        case ".csv":
            return paper.as_csv()
        case ".json":
            return json.dumps(_values(merged, read, unread), indent=2).encode()
    raise Refusal(f"‘{clean(path.name)}’ must end with one of {', '.join(ENDINGS)}.")


def _in_one_sentence(file: str, error: Exception) -> str:
    if isinstance(error, Refusal):
        return error.words
    reason = error.strerror if isinstance(error, OSError) else ""
    return f"The file ‘{clean(file)}’ cannot be read: {reason or 'no such name'}."


def _values(
    merged: MergedChronology, read: Sequence[FileChronology], unread: dict[str, str]
) -> dict[str, object]:
    return {
        "files": [
            {
                "file": one.file,
                "agencies": list(one.agencies),
                "rows": len(one.rows),
                "notes": list(one.notes),
            }
            for one in read
        ],
        "unread": [{"file": file, "why": words} for file, words in unread.items()],
        **as_values(merged),
    }


def _lines(
    merged: MergedChronology, read: Sequence[FileChronology], unread: dict[str, str]
) -> Iterator[str]:
    """The same for people: what to look at first, then the chronology."""
    yield f"Files: {len(read)}"
    for one in read:
        yield f"  {one.file}: {', '.join(one.agencies)}, {_entries(len(one.rows))}"
        yield from (f"    {note}" for note in one.notes)
    yield f"Not read: {len(unread)}"
    yield from (f"  {words}" for words in unread.values())
    if merged.period:
        first_on, last_on = merged.period
        yield f"Period: {long_date(first_on)} to {long_date(last_on)}"
    yield from _found(merged)
    yield f"Chronology: {_entries(len(merged.dated))} with a date"
    yield from (f"  {line_of(row)}" for row in merged.dated)
    yield f"Without a date we can rely on: {len(merged.undated)}"
    yield from (f"  {line_of(row)}" for row in merged.undated)


def _found(merged: MergedChronology) -> Iterator[str]:
    yield f"Possible duplicates: {len(merged.duplicates)}"
    for one in merged.duplicates:
        yield f"  {one.strength.value}: {one.why}"
        yield from (f"    {line_of(row)}" for row in one.rows)
    yield f"Told differently: {len(merged.contradictions)}"
    for each in merged.contradictions:
        yield f"  {each.about}"
        yield from (f"    {name_of(t.row)}: {t.says}" for t in each.tellings)
    yield f"Gaps of more than six months: {len(merged.gaps)}"
    for gap in merged.gaps:
        days = f"{long_date(gap.after.last)} to {long_date(gap.before.first)}"
        yield f"  {gap.agency}: nothing from {days}"
    yield f"Outside the period: {len(merged.outside)}"
    yield from (f"  {one.where.value}: {line_of(one.row)}" for one in merged.outside)
    yield f"Days on which nobody recorded anything: {len(merged.silences)}"
    for silence in merged.silences:
        days = f"{long_date(silence.after_on)} to {long_date(silence.before_on)}"
        yield f"  {days} ({silence.days} days)"


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"


def _day(text: str) -> date:
    meant = understand(text)
    if meant.first is None or meant.first != meant.last:
        raise ArgumentTypeError(f"“{text}” is not a date like 2026-11-06")
    return meant.first

"""Chronologies out of files, without a server: returns of ours, and tables made elsewhere (P6.1).

Asks no database. A completed scoping form says whose it is, who is who and which period was
asked; of any other table the columns are recognised by their headings, and it is an
agency's by its column "Agency" or by the name of the file.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rapidreview.evidence.answers import Answers
from rapidreview.evidence.chronology import Row, row_from
from rapidreview.evidence.dates import understand
from rapidreview.evidence.foreign_tables import recognise, rows_of
from rapidreview.evidence.form import Repeat
from rapidreview.evidence.stored import split
from rapidreview.paper import limited
from rapidreview.paper.file_names import clean
from rapidreview.paper.refusal import Refusal
from rapidreview.paper.sniff import MAX_BYTES
from rapidreview.paper.word_layout import ReadForm
from rapidreview.scoping.word_answers import answers_of, is_ours

_AGENCY = re.compile(
    r"\s*(?:agency|agencies|organisation|organization|service)\s*:?\s*", re.I
)
_WORD_FILE = b"word/document.xml"
_LONGEST_RELATION = 40


@dataclass(frozen=True, slots=True)
class FileChronology:
    """What one file says: its rows, who is who in them, and the period it was asked for.

    ``notes`` are sentences about the file, such as sheets that were left out.
    """

    file: str
    rows: tuple[Row, ...]
    agencies: tuple[str, ...]
    people: Mapping[str, str]
    period: tuple[date, date] | None = None
    notes: tuple[str, ...] = ()


def read_chronology(path: Path) -> FileChronology:
    """The chronology of a file. Raises Refusal in words for people, OSError, ValueError."""
    shown = clean(path.name)
    if path.exists() and not path.is_file():
        raise Refusal(f"‘{shown}’ is not a file. Name a return or a table.")
    with path.open("rb") as opened:
        data = opened.read(MAX_BYTES + 1)
    if _WORD_FILE in data:  # the name of the part stands plain in the archive
        read = limited.read_form(data, path.name)
        if is_ours(read):
            return _of_form(read, shown)
    return _of_table(data, path.name, shown)


def in_rounds(files: Iterable[FileChronology]) -> list[FileChronology]:
    """The files with their rounds: a second file of one agency is its second round."""
    came: defaultdict[str, int] = defaultdict(int)
    numbered = []
    for one in files:
        for agency in one.agencies:
            came[agency] += 1
        rows = tuple(replace(row, round=came[row.agency]) for row in one.rows)
        numbered.append(replace(one, rows=rows))
    return numbered


def period_of(files: Iterable[FileChronology]) -> tuple[date, date] | None:
    """The period the returns were asked for; the whole of it where they differ."""
    asked = [one.period for one in files if one.period]
    if not asked:
        return None
    return min(first for first, _ in asked), max(last for _, last in asked)


def people_of(files: Iterable[FileChronology]) -> dict[str, str]:
    """Who is who, by the first file that says so."""
    known: dict[str, str] = {}
    for one in files:
        for name, relation in one.people.items():
            known.setdefault(name, relation)
    return known


def _of_form(read: ReadForm, shown: str) -> FileChronology:
    answers = answers_of(read)
    agency = answers.get("A3").strip() or read.agency or _agency_of(shown)
    asked = understand(answers.get("A12"))
    period = (asked.first, asked.last) if asked.first and asked.last else None
    told = (cells for cells in answers.rows if any(map(str.strip, cells.values())))
    rows = tuple(
        row_from(cells, agency=agency, round_number=1, number=number)
        for number, cells in enumerate(told, start=1)
    )
    return FileChronology(shown, rows, (agency,), dict(_people(answers)), period)


def _people(answers: Answers) -> Iterator[tuple[str, str]]:
    """Names and relations of sections B and C."""
    for number in range(1, answers.count(Repeat.CHILD) + 1):
        if name := answers.get(f"B1_{number}").strip():
            yield name, "child"
    for number in range(1, answers.count(Repeat.MEMBER) + 1):
        relation = split(answers.get(f"C2_{number}"), ()).text.split("\n")[0].strip()
        name = answers.get(f"C1_{number}").strip()
        if name and relation and len(relation) <= _LONGEST_RELATION:
            yield name, relation


def _of_table(data: bytes, name: str, shown: str) -> FileChronology:
    table = limited.read_table(data, name)
    layout = recognise(table.rows)
    column = _agency_column(layout.headings)
    default = _agency_of(shown)
    parts: dict[str, list[Sequence[str]]] = {}
    for line in table.rows[layout.first :]:
        agency = (line[column].strip() if column is not None else "") or default
        parts.setdefault(agency, []).append(line)
    rows = tuple(
        row_from(cells, agency=agency, round_number=1, number=number)
        for agency, lines in parts.items()
        for number, cells in enumerate(rows_of(lines, layout.columns, 0), start=1)
    )
    if not rows:
        raise Refusal(f"There is no entry of a chronology in ‘{shown}’.")
    return FileChronology(shown, rows, tuple(parts), {}, None, tuple(table.notes))


def _agency_column(headings: Sequence[str]) -> int | None:
    found = (n for n, words in enumerate(headings) if _AGENCY.fullmatch(words))
    return next(found, None)


def _agency_of(file: str) -> str:
    """The name of a file as that of an agency: "castle-homes_chronology.xlsx"."""
    bare = re.sub(r"[\s_-]+", " ", Path(file).stem)
    bare = re.sub(r"\b(?:chronology|return|final|copy|v[0-9]+)\b", "", bare, flags=re.I)
    return " ".join(bare.split()) or file

"""The sample returns: what is found in each is what an experienced officer would mark."""

import csv
import io
import json
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import docx
import pytest
from django.core.management import call_command

from rapidreview.paper.word_layout import ReadForm
from rapidreview.paper.word_reading import read_form
from rapidreview.scoping.checked_form import CheckedForm, check
from tests.paper.papers import unzipped
from tests.samples.drawn import HERE, Sample, samples
from tests.samples.make_samples import written

LARGEST = 40_000  # bytes
EACH = pytest.mark.parametrize("sample", samples(), ids=lambda one: one.file)
NO_OFFICE = "LibreOffice (soffice) is not installed here"


def file_of(name: str) -> Path:
    return HERE / f"{name}.docx"


@cache
def expected() -> dict[str, set[tuple[str, str]]]:
    """The table: for each file the codes, and where."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    text = (HERE / "EXPECTED.csv").read_text(encoding="utf-8")
    for line in csv.DictReader(io.StringIO(text)):
        found[line["file"]] |= (
            set() if line["code"] == "none" else {(line["code"], line["at"])}
        )
    return found


def read(name: str) -> ReadForm:
    return read_form(file_of(name).read_bytes(), f"{name}.docx")


def checked(sample: Sample, came: ReadForm) -> CheckedForm:
    others = tuple(read(name) for name in sample.beside)
    return check(came, replace(sample.asked, others=others))


def filled(rows: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """Rows without their empty cells, which no form gives back."""
    return [{code: text for code, text in row.items() if text.strip()} for row in rows]


@pytest.mark.paragraph("P2.2")
@EACH
def test_what_is_found_is_what_an_officer_would_mark(sample: Sample) -> None:
    found = checked(sample, read(sample.file)).findings

    assert {(one.code, ", ".join(one.places)) for one in found} == (
        expected()[sample.file]
    )


@EACH
def test_the_file_is_the_one_that_make_samples_writes(sample: Sample) -> None:
    kept = file_of(sample.file).read_bytes()

    assert unzipped(kept) == unzipped(written(sample))
    assert len(kept) < LARGEST


@pytest.mark.paragraph("P2.8")
@EACH
def test_every_answer_is_read_back(sample: Sample) -> None:
    came = checked(sample, read(sample.file))

    lost = {code for code in sample.values if code[0] in sample.without}
    assert dict(came.answers.values) == {
        code: text for code, text in sample.values.items() if code not in lost
    }
    assert list(came.answers.rows) == filled(sample.rows)
    assert [one.text for one in came.unmatched] == list(sample.loose)


def test_every_finding_of_the_handbook_that_a_file_can_show_is_in_a_sample() -> None:
    codes = {code for found in expected().values() for code, _ in found}

    # QC02 needs what was signed on screen, which no file carries.
    assert codes == {f"QC{number:02}" for number in range(1, 29)} - {"QC02"}


def test_there_is_no_file_without_a_sample_and_no_row_without_a_file() -> None:
    names = {sample.file for sample in samples()}

    assert {path.stem for path in HERE.glob("*.docx")} == names == set(expected())
    assert len(names) > 20


@pytest.mark.paragraph("P2.8")
@EACH
def test_saved_again_by_another_program_it_says_the_same(sample: Sample) -> None:
    again = io.BytesIO()
    docx.Document(str(file_of(sample.file))).save(again)

    assert read_form(again.getvalue()) == read(sample.file)


FILLED_BY_A_PROGRAM = ("01-good", "09-nil", "45-training-hou-round-2")


def fill_in(blank: bytes, sample: Sample) -> bytes:
    """The empty form, each answer typed by a program into the cell beside its code."""
    document = docx.Document(io.BytesIO(blank))
    for table in document.tables:
        heads = [cell.text.split(" ")[0] for cell in table.rows[0].cells]
        if heads[0] == "E1":
            while len(table.rows) <= len(sample.rows):
                table.add_row()
            for line, row in zip(table.rows[1:], sample.rows, strict=False):
                for code, cell in zip(heads, line.cells, strict=True):
                    cell.text = row.get(code, "")
            continue
        for line in table.rows[1:]:
            code = line.cells[0].text.split(" ")[0]
            line.cells[1].text = sample.values.get(code, "")
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


@pytest.mark.paragraph("P2.8")
@pytest.mark.parametrize("name", FILLED_BY_A_PROGRAM)
def test_a_form_that_a_program_filled_in_reads_the_same(name: str) -> None:
    sample = next(one for one in samples() if one.file == name)
    blank = written(sample, blank=True)

    came = checked(sample, read_form(fill_in(blank, sample)))

    assert read_form(blank).values == {}
    assert dict(came.answers.values) == sample.values
    assert list(came.answers.rows) == filled(sample.rows)
    assert came.unmatched == []


@pytest.mark.paragraph("P2.8")
@pytest.mark.skipif(shutil.which("soffice") is None, reason=NO_OFFICE)
def test_saved_again_by_libreoffice_it_says_the_same(tmp_path: Path) -> None:
    names = ("01-good", "30-vague-words", "37-text-in-the-wrong-place", "09-nil")
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/office",
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(tmp_path),
            *(str(file_of(name)) for name in names),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )

    for sample in (one for one in samples() if one.file in names):
        saved = read_form((tmp_path / f"{sample.file}.docx").read_bytes())
        came, before = checked(sample, saved), checked(sample, read(sample.file))
        assert dict(came.answers.values) == dict(before.answers.values)
        assert came.answers.rows == before.answers.rows
        assert came.unmatched == before.unmatched
        assert came.findings == before.findings
        assert saved.reference == read(sample.file).reference


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> dict:
    call_command("check-return", *words, "--json")
    return json.loads(capsys.readouterr().out)


def test_the_command_prints_everything(capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(capsys, str(file_of("30-vague-words")), "--on", "2026-11-06")

    assert told["answers"]["A14"] == "yes"
    assert told["chronology"][2] == {
        "date_text": "?mid September 2025",
        "date": "2025-09-11",
        "end_date": "2025-09-20",
        "date_kind": "approx",
        "end_date_text": "",
        "time": "",
        "sequence": "",
        "source": "Key worker's diary",
        "subject": "Wren Testerby",
        "event": "Wren said that she sleeps in the big coat.",
        "action": "Written down; not passed on.",
        "seen": "yes: “I sleep in the big coat”",
        "comment": "We should have asked why.",
        "significance": "",
    }
    assert told["signature"]["signed"] is True
    assert told["signature"]["date"] == "2026-11-06"
    assert {one["code"] for one in told["findings"]} == {"QC17"}
    assert told["unmatched"] == []

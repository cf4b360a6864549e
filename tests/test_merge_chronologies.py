"""`./run merge-chronologies`: files in, one chronology out; nothing makes it fall over (P6.1)."""

import csv
import io
import json
import random
import re
import shutil
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from rapidreview.paper.sniff import sniff
from tests.samples.drawn import HERE

STORY = sorted(str(path) for path in HERE.glob("*-training-*.docx"))
PAGE = Path("docs/merged-chronology.md")
EXAMPLES = re.findall(r"^\./run merge-chronologies (.+)$", PAGE.read_text(), re.M)


def ran(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit status, what was printed, and what was said of errors."""
    try:
        call_command("merge-chronologies", *words)
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    return status, *capsys.readouterr()


def told(capsys: pytest.CaptureFixture[str], *words: str) -> dict:
    status, printed, said = ran(capsys, *words, "--json")
    assert (status, said) == (0, "")
    return json.loads(printed)


def as_csv(path: Path, *rows: str) -> str:
    path.write_text("\n".join(rows), encoding="utf-8")
    return str(path)


@pytest.mark.paragraph("P6.1")
def test_the_training_case_s_files_become_one_chronology(capsys) -> None:
    found = told(capsys, *STORY)

    assert len(found["files"]) == 9
    assert found["period"] == {"from": "2024-10-30", "to": "2026-11-04"}
    assert (len(found["dated"]), len(found["undated"])) == (223, 12)
    assert len(found["contradictions"]) == 12
    assert len(found["gaps"]) == 5
    assert len(found["outside"]) == 5
    rounds = {(row["agency"], row["round"]) for row in found["undated"]}
    assert ("Harrowmead Homes", 1) in rounds


def test_the_order_of_the_files_changes_nothing_but_the_rounds(capsys) -> None:
    files = STORY[1:3]
    keys = ("dated", "undated", "duplicates", "contradictions", "gaps")

    there, back = told(capsys, *files), told(capsys, *reversed(files))

    assert all(there[key] == back[key] for key in keys)


def test_for_people_it_prints_what_to_look_at_first(capsys) -> None:
    status, printed, said = ran(capsys, *STORY[:2])

    assert (status, said) == (0, "")
    places = [
        printed.index(f"\n{words}")
        for words in (
            "Not read: 0", "Period: 30 October 2024", "Possible duplicates: ",
            "Told differently: ", "Gaps of more than six months: 3",
            "Outside the period: 1", "Days on which nobody", "Chronology: 67 entries",
            "Without a date we can rely on: 1",
        )
    ]  # fmt: skip
    assert places == sorted(places)


def test_a_table_made_elsewhere_is_its_file_s_agency_or_its_column_s(
    capsys, tmp_path: Path
) -> None:
    school = as_csv(
        tmp_path / "oak-school_chronology.csv",
        "Date,Source,What happened",
        "3/5/24,Register,Tilly hungry",
        ",Register,Told a friend",
    )
    book = openpyxl.Workbook()
    for cells in (
        ["Agency", "Date", "Event"],
        ["Police", "3 May 2024", "Robbery of a bicycle"],
        ["Castle Homes", "4 May 2024", "Door forced"],
        ["", "5 May 2024", "Nobody in"],
    ):
        book.active.append(cells)
    book.save(tmp_path / "others.xlsx")

    found = told(capsys, school, str(tmp_path / "others.xlsx"))

    assert found["agencies"] == ["Castle Homes", "Police", "oak school", "others"]
    assert [row["event"] for row in found["undated"]] == ["Told a friend"]
    assert found["period"] is None


def test_a_period_may_be_given(capsys, tmp_path: Path) -> None:
    file = as_csv(tmp_path / "a.csv", "Date,Event", "3 May 2020,X", "3 May 2024,Y")

    found = told(capsys, file, "--period", "2024-01-01", "31 December 2024")

    assert [one["where"] for one in found["outside"]] == ["before"]
    with pytest.raises(CommandError, match="is not a date like"):
        ran(capsys, file, "--period", "soon", "2024-12-31")


BAD = {
    "empty.docx": b"",
    "half.docx": Path(STORY[0]).read_bytes()[:9_000],
    "picture.png": b"\x89PNG\r\n\x1a\n" + b"x" * 100,
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1WordDocument",
    "paper.pdf": b"%PDF-1.7\n%%EOF",
    "zip.docx": b"PK\x03\x04 nothing",
    "headings.csv": b"Date,Event\n",
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_gets_one_sentence(
    capsys, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(BAD[name])

    status, printed, said = ran(capsys, str(path), "--json")

    assert (status, printed) == (2, "")
    assert len(said.strip().splitlines()) == 1
    assert "Traceback" not in said


def test_no_file_and_a_folder(capsys, tmp_path: Path) -> None:
    assert "No such file" in ran(capsys, str(tmp_path / "nowhere.csv"))[2]
    assert "is not a file" in ran(capsys, str(tmp_path))[2]
    assert ran(capsys, "a\0b.csv")[0] == 2


def test_the_others_are_merged_all_the_same(capsys, tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"")

    status, printed, said = ran(capsys, STORY[1], str(bad), "--json")

    assert status == 2
    assert "bad.docx" in said
    assert json.loads(printed)["unread"][0]["file"].endswith("bad.docx")
    assert len(json.loads(printed)["dated"]) == 18


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_file_is_read_or_refused(capsys, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same damage each time
    data = bytearray(Path(STORY[seed]).read_bytes())
    for _ in range(1 + 3 * seed):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path = tmp_path / "damaged.docx"
    path.write_bytes(bytes(data))

    status, printed, said = ran(capsys, str(path), "--json")

    assert "Traceback" not in said
    assert (status, printed[:1]) in {(0, "{"), (2, "")}


@pytest.mark.parametrize("ending", ["xlsx", "docx", "pdf"])
def test_it_is_written_as_the_ending_says(capsys, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"merged.{ending}"

    assert ran(capsys, STORY[1], "--out", str(out))[0] == 0

    assert sniff(out.read_bytes(), out.name).extension == ending


def test_csv_and_json_and_what_cannot_be_written(capsys, tmp_path: Path) -> None:
    for ending in ("csv", "json"):
        assert ran(capsys, STORY[1], "--out", str(tmp_path / f"m.{ending}"))[0] == 0

    text = (tmp_path / "m.csv").read_text(encoding="utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text)))) == 19
    assert json.loads((tmp_path / "m.json").read_text())["dated"]
    status, _, said = ran(capsys, STORY[1], "--out", str(tmp_path / "m.odt"))
    assert (status, "must end with" in said) == (2, True)
    assert ran(capsys, STORY[1], "--out", str(tmp_path / "no" / "m.csv"))[0] == 2


@pytest.mark.parametrize("words", EXAMPLES)
def test_every_example_of_the_page_works(
    capsys, tmp_path: Path, monkeypatch, words: str
) -> None:
    shutil.copy(STORY[5], tmp_path / "school.docx")
    shutil.copy(STORY[2], tmp_path / "hospital.docx")
    book = openpyxl.Workbook()
    for cells in (["Date", "What happened"], ["3 May 2024", "Door forced"]):
        book.active.append(cells)
    book.save(tmp_path / "housing.xlsx")
    monkeypatch.chdir(tmp_path)

    status, printed, said = ran(capsys, *words.split())

    assert (status, said) == (0, "")
    assert printed


def test_the_page_names_every_key_of_the_json(capsys) -> None:
    page = PAGE.read_text(encoding="utf-8")

    found = told(capsys, STORY[1])

    assert all(f"`{key}`" in page for key in found)
    assert all(f"`{key}`" in page for key in found["dated"][0])

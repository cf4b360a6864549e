"""`./run story` asked for nonsense: one plain sentence, status 2, and nothing is written."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command

from rapidreview.training.outputs import Unusable, folder_to_fill

NULL = Path(os.devnull)


def refused(capsys: pytest.CaptureFixture[str], *words: str | Path) -> str:
    """The one sentence with which the command refuses these words."""
    with pytest.raises(SystemExit) as end:
        call_command("story", *map(str, words))
    printed, said = capsys.readouterr()
    assert (end.value.code, printed) == (2, "")
    assert said.endswith(".\n")
    assert said.count("\n") == 1
    return said


@pytest.mark.parametrize("day", ["0", "16", "17", "-1", "abc", "1.5", "", "²"])
def test_a_day_that_is_none_is_refused_before_anything_is_made(
    capsys, tmp_path: Path, day: str
) -> None:
    said = refused(capsys, "--out", tmp_path / "out", f"--until={day}")

    assert said == f"--until {day} is not a day from 1 to 15.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("start", ["2026-13-01", "soon"])
def test_a_start_that_is_no_date_is_refused(capsys, tmp_path: Path, start: str) -> None:
    said = refused(capsys, "--out", tmp_path / "out", "--start", start)

    assert said.startswith(f"--start {start} is not a date")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_a_start_whose_bank_holidays_nobody_knows_is_refused(
    capsys, tmp_path: Path
) -> None:
    said = refused(capsys, "--out", tmp_path / "a" / "out", "--start", "1990-01-02")

    assert "bank holidays are known from" in said
    assert list(tmp_path.iterdir()) == []


NOT_FOLDERS: dict[str, Callable[[Path], Path]] = {
    "a file": lambda here: here / "kept.txt",
    "below a file": lambda here: here / "kept.txt" / "out",
    "a link to a file": lambda here: here / "link",
    "a name that is too long": lambda here: here / "new" / ("x" * 300),
    "the null device": lambda _: NULL,
    "below the null device": lambda _: NULL / "out",
    "a folder of the kernel": lambda _: Path("/proc/rapid-review"),
}


@pytest.mark.parametrize("what", NOT_FOLDERS)
def test_what_cannot_be_a_folder_is_refused_and_stays_as_it_was(
    capsys, tmp_path: Path, what: str
) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine")
    (tmp_path / "link").symlink_to(kept)

    said = refused(capsys, "--out", NOT_FOLDERS[what](tmp_path))

    assert "is not a folder" in said or "cannot be written" in said
    assert kept.read_text() == "mine"
    assert {one.name for one in tmp_path.iterdir()} == {"kept.txt", "link"}
    assert NULL.is_char_device()


def test_a_null_device_that_is_missing_is_not_made_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = tmp_path / "null"
    monkeypatch.setattr(os, "devnull", str(missing))

    with pytest.raises(Unusable), folder_to_fill(missing):
        pass

    assert not missing.exists()


def test_a_folder_that_was_there_keeps_what_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("mine")

    with pytest.raises(LookupError), folder_to_fill(tmp_path):
        raise LookupError

    assert (tmp_path / "kept.txt").read_text() == "mine"

"""`./run check-return` on what is no return: one sentence and 2, whatever the file is."""

import io
import random
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from django.core.management import CommandError, call_command

from tests.paper.papers import changed, pdf, unzipped, zipped
from tests.samples.drawn import HERE

GOOD = HERE / "01-good.docx"


def ran(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit status, what was printed, and what was said of errors."""
    try:
        call_command("check-return", *words)
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    return status, *capsys.readouterr()


def refused(capsys: pytest.CaptureFixture[str], path: Path) -> str:
    """The one sentence that is said of a file, and nothing printed."""
    status, printed, said = ran(capsys, str(path), "--json")
    assert (status, printed) == (2, "")
    assert "Traceback" not in said
    assert len(said.strip().splitlines()) == 1
    return said


def somebody_else_s() -> bytes:
    document = docx.Document()
    document.add_heading("Minutes of the garden club")
    table = document.add_table(rows=3, cols=2)
    for number, row in enumerate(table.rows, start=1):
        row.cells[0].text, row.cells[1].text = f"A{number} paper", "Tulips"
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def bomb() -> bytes:
    return changed(GOOD.read_bytes(), {"word/media/x.xml": b"\0" * 300_000_000})


def deep() -> bytes:
    body = unzipped(GOOD.read_bytes())["word/document.xml"]
    nested = b"<w:p>" * 20_000 + b"</w:p>" * 20_000
    return changed(
        GOOD.read_bytes(),
        {"word/document.xml": body.replace(b"<w:body>", b"<w:body>" + nested, 1)},
    )


BAD: dict[str, Callable[[], bytes]] = {
    "empty.docx": lambda: b"",
    "half.docx": lambda: GOOD.read_bytes()[:9_000],
    "tail.docx": lambda: GOOD.read_bytes()[200:],
    "renamed.docx": pdf,
    "picture.docx": lambda: b"\x89PNG\r\n\x1a\n" + b"x" * 100,
    "program.docx": lambda: b"MZ\x90" + b"\0" * 500,
    "old.docx": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1WordDocument",
    "locked.docx": lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    ),
    "garden.docx": somebody_else_s,
    "archive.docx": lambda: zipped({"a.txt": b"hello"}),
    "bomb.docx": bomb,
    "deep.docx": deep,
    "words.docx": lambda: b"just words",
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_return_of_ours(capsys, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(BAD[name]())

    assert name in refused(capsys, path)


def test_no_file_a_folder_and_a_strange_name(capsys, tmp_path: Path) -> None:
    assert "No such file" in refused(capsys, tmp_path / "nowhere.docx")
    assert "is not a file" in refused(capsys, tmp_path)
    refused(capsys, Path("a\0b.docx"))
    refused(capsys, Path("x" * 5_000))
    refused(capsys, Path("/dev/zero"))


def test_a_file_that_may_not_be_read(capsys, tmp_path: Path) -> None:
    path = tmp_path / "shut.docx"
    path.write_bytes(GOOD.read_bytes())
    path.chmod(0)

    status, printed, said = ran(capsys, str(path), "--json")

    # The administrator of a machine may read every file.
    assert (status, printed[:1], said) == (0, "{", "") or (
        status == 2 and "Permission denied" in said
    )


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_form_is_read_or_refused(capsys, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same damage each time
    data = bytearray(GOOD.read_bytes())
    for _ in range(1 + seed):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path = tmp_path / "damaged.docx"
    path.write_bytes(bytes(data))

    status, printed, said = ran(capsys, str(path), "--json")

    assert "Traceback" not in said
    assert (status, printed[:1]) in {(0, "{"), (2, "")}


def test_our_form_under_another_name_is_ours(capsys, tmp_path: Path) -> None:
    path = tmp_path / "notes"
    path.write_bytes(GOOD.read_bytes())

    assert ran(capsys, str(path), "--json")[0] == 0


def test_for_people_it_says_what_was_found_first(capsys) -> None:
    words = ["--child", "Robin Otherwise=2020-03-02", "--source", "GP record"]

    status, printed, said = ran(capsys, str(GOOD), "--on", "2026-11-06", *words)

    assert (status, said) == (0, "")
    lines = printed.splitlines()
    assert lines[0] == "Puddlewick Nursery School, request RR-SAMPLE-01"
    assert lines[1] == "Findings: 2"
    assert "stop  QC18  The child in this return does not match" in lines[2]
    assert "QC16" in lines[3]
    assert "Some time in June 2026: Away on three mornings" in printed


@pytest.mark.parametrize(
    "words",
    [["--on", "soon"], ["--child", "Wren=young"], ["--received", "late"]],
)
def test_words_it_does_not_understand(capsys, words: list[str]) -> None:
    with pytest.raises((CommandError, SystemExit)):
        call_command("check-return", str(GOOD), *words)


def test_what_the_request_asked_can_be_said(capsys) -> None:
    path = str(HERE / "08-copied-from-another-return.docx")
    asked = ["--agency", "Puddlewick Police", "--received", "2026-11-10T09:30"]

    printed = ran(capsys, path, *asked, "--beside", str(GOOD))[1]

    for code in ("QC26  F3 is word for word", "QC28  Returned 3 days late"):
        assert code in printed
    assert "QC28  This form was made for another agency" in printed

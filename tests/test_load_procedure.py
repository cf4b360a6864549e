"""`./run load-procedure`: what it stores, what it says, how it ends."""

import shlex
from pathlib import Path

import pytest

from rapidreview.dailylog.models import LogEntry
from rapidreview.people.models import InForce, LoadedProcedure
from rapidreview.procedure.logkinds import LogKind
from tests import make
from tests.adopted import COUNTY, ENDLESS
from tests.cast import Cast, gather, gather_elsewhere
from tests.posting import stop_the_clock
from tests.test_commands import ran

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.4")]
FOR = ("--partnership", "Northmere SCP")


@pytest.fixture(autouse=True)
def cast(settings) -> Cast:
    stop_the_clock(settings, make.DAY_1)
    gather_elsewhere()
    return gather()


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "ours.yaml"
    path.write_text(COUNTY)
    return str(path)


def test_a_file_is_kept_and_what_differs_is_printed(capsys, cast, file) -> None:
    status, printed, said = ran(capsys, "load-procedure", file, *FOR)

    row = LoadedProcedure.objects.get()
    assert (status, said) == (0, "")
    assert (row.partnership, row.loaded_by) == (cast.partnership, None)
    assert printed.startswith(
        f"Kept as {row.pk}.\n"
        "county-rapid-review, version 2026-09: Rapid Review in the county\n"
        f"Hash {row.hash}\n"
        "For a start on Thursday 5 November 2026, 10:00, beside Rapid Review in fifteen "
        "working days, version 1.0:\n"
    )
    assert "  added       Tell the Lead Member: not there → by the end of" in printed
    entry = LogEntry.objects.get(kind=LogKind.PROCEDURE_LOADED)
    assert entry.actor_role == "the_system"


@pytest.mark.parametrize(
    "name", ["Northmere SCP", "Northmere Safeguarding Children Partnership"]
)
def test_it_is_put_in_force_from_a_day(capsys, file, name: str) -> None:
    words = ("--from", "2026-11-04", "--reason", "Agreed by the partners")

    status, printed, said = ran(
        capsys, "load-procedure", file, "--partnership", name, *words
    )

    assert (status, said) == (0, "")
    assert "In force from Wednesday 4 November 2026; running cases keep" in printed
    assert (
        "For a start on Thursday 5 November 2026, 10:00 it is itself in force."
        in printed
    )
    assert InForce.objects.get().reason == "Agreed by the partners"


def test_tried_only_nothing_is_stored(capsys, file) -> None:
    status, printed, _ = ran(capsys, "load-procedure", file, *FOR, "--dry-run")

    assert status == 0
    assert printed.startswith("This was tried only; nothing is stored.\ncounty-rapid")
    assert "Tell the Lead Member" in printed
    assert not LoadedProcedure.objects.exists()
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (
            ["--partnership", "Elsewhere"],
            2,
            "There is no partnership called Elsewhere.",
        ),
        ([*FOR, "--from", "soon"], 2, "“soon” is not a day"),
        ([*FOR, "--from", "2026-11-04"], 1, "Say why it comes into force"),
        ([*FOR, "--from", "2026-11-03", "--reason", "x"], 1, "That day has passed."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_stored(
    capsys, file, words, status: int, said: str
) -> None:
    ended, printed, told = ran(capsys, "load-procedure", file, *words)

    assert (ended, printed) == (status, "")
    assert said in told
    assert not LoadedProcedure.objects.exists()


def test_every_error_of_a_file_is_said_with_its_line(capsys, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(COUNTY.replace("day: 4", "day: 40").replace("owner: p", "owner: q"))

    status, printed, told = ran(capsys, "load-procedure", str(path), *FOR)

    assert (status, printed) == (1, "")
    assert [one.split(":")[0] for one in told.splitlines()] == [
        "line 7",
        "line 11",
        "line 14",
    ]


def test_a_file_that_is_not_there_is_said(capsys) -> None:
    status, _, told = ran(capsys, "load-procedure", "nowhere.yaml", *FOR)

    assert (status, "nowhere.yaml: No such file" in told) == (2, True)


def test_one_whose_dates_nobody_knows_is_kept_and_says_so(
    capsys, tmp_path: Path
) -> None:
    path = tmp_path / "endless.yaml"
    path.write_text(ENDLESS)

    status, printed, _ = ran(capsys, "load-procedure", str(path), *FOR)

    assert status == 0
    assert "known from 2012 to 2028 only" in printed


PAGE = Path(__file__).parents[1] / "docs" / "writing-a-procedure.md"
LINES = [
    shlex.split(line)[1:]
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if line.startswith("./run load-procedure ours.yaml")
]


def test_the_commands_of_the_page_work_one_after_the_other(
    capsys, file, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)

    ended = [ran(capsys, *words)[0] for words in LINES]

    assert ended == [0, 0, 0]
    assert LoadedProcedure.objects.count() == InForce.objects.count() == 1

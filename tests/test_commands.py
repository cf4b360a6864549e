"""The command line: plan and verify, their output and their exit statuses."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.bundles import exported_case

CALL = "intention_notified=2026-12-18T09:30"


def ran(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit status, what was printed, and what was said of errors."""
    try:
        call_command(*words)
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    return status, *capsys.readouterr()


def planned(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    status, printed, said = ran(capsys, "plan", *words, "--json")
    assert (status, said) == (0, "")
    return json.loads(printed)


@pytest.mark.paragraph("P1.4", "P13.3")
@pytest.mark.parametrize(
    ("counts_from", "day_15"),
    [("same_day", "2027-01-12"), ("next_day", "2027-01-13")],
)
def test_plan_counts_fifteen_days_over_christmas(
    capsys, counts_from: str, day_15: str
) -> None:
    told = planned(
        capsys, "rapid-review-2018", "--anchor", CALL, "--counts-from", counts_from
    )

    submit = next(task for task in told["tasks"] if task["id"] == "submit")
    assert submit["latest"].startswith(day_15)


def test_plan_counts_as_the_procedure_says_unless_told(capsys) -> None:
    plain = planned(capsys, "rapid-review-2018", "--anchor", CALL)
    told = planned(
        capsys, "rapid-review-2018", "--anchor", CALL, "--counts-from", "same_day"
    )

    assert plain["clocks"]["local"] == told["clocks"]["local"]


def test_a_local_closure_moves_the_local_days(capsys, tmp_path: Path) -> None:
    closures = tmp_path / "closures.yaml"
    closures.write_text("2026-12-29: The offices are closed\n")

    told = planned(
        capsys, "rapid-review-2018", "--anchor", CALL, "--closures", str(closures)
    )

    submit = next(task for task in told["tasks"] if task["id"] == "submit")
    assert submit["latest"].startswith("2027-01-13")


def test_plan_without_json_is_lines_to_read(capsys) -> None:
    status, printed, _ = ran(capsys, "plan", "rapid-review-2018", "--anchor", CALL)

    assert status == 0
    assert "Tue 12 Jan 2027 17:00  P13.3  Submit the report" in printed


WRONG = [
    (["nothing-of-the-kind"], "No procedure"),
    (["rapid-review-2018", "--anchor", "birthday=2026-12-18"], "no anchor"),
    (["rapid-review-2018", "--anchor", "sin_submitted"], "NAME=WHEN"),
    (["rapid-review-2018", "--anchor", "sin_submitted=soon"], "not a date"),
    (["rapid-review-2018", "--closures", "/nowhere/at-all.yaml"], "at-all.yaml"),
    (["nowhere.yaml"], "nowhere.yaml"),
]


@pytest.mark.parametrize(("words", "said"), WRONG)
def test_plan_says_what_it_cannot_read(capsys, words: list[str], said: str) -> None:
    status, printed, told = ran(capsys, "plan", *words)

    assert (status, printed) == (2, "")
    assert said in told


@pytest.mark.parametrize(
    "content", [b"- a list\n", b"soon: closed\n", b"\xff\xfe\xff", b"a: [\n"]
)
def test_plan_refuses_closures_that_it_cannot_read(
    capsys, tmp_path: Path, content: bytes
) -> None:
    closures = tmp_path / "closures.yaml"
    closures.write_bytes(content)

    status, printed, told = ran(
        capsys, "plan", "rapid-review-2018", "--closures", str(closures)
    )

    assert (status, printed) == (2, "")
    assert told


def test_plan_names_the_line_of_a_wrong_procedure_file(capsys, tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text("id: ours\nversion: 1\nnonsense: yes\n")

    status, _, told = ran(capsys, "plan", str(file))

    assert status == 2
    assert "line" in told


@pytest.mark.django_db
@pytest.mark.parametrize(("changed", "status"), [(False, 0), (True, 1)])
def test_verify_says_whether_a_bundle_holds(
    capsys, tmp_path: Path, changed: bool, status: int
) -> None:
    bundle = bytearray(exported_case())
    if changed:
        bundle[bundle.index(b"%PDF-1.7 first") + 9] ^= 1
    (tmp_path / "bundle.zip").write_bytes(bundle)

    given, printed, _ = ran(capsys, "verify", str(tmp_path / "bundle.zip"))

    assert given == status
    assert json.loads(printed)


def test_verify_says_when_it_is_given_no_bundle(capsys, tmp_path: Path) -> None:
    assert ran(capsys, "verify", str(tmp_path / "nothing.zip"))[0] == 2

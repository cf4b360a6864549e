"""The command line: plan, check-procedure, verify; what they print, how they end."""

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


TWELVE = Path(__file__).parent / "procedure" / "procedures"
MET = "threshold_met=2026-04-08T15:00"


@pytest.mark.paragraph("P0.7", "P1.2")
def test_plan_shows_both_clocks_of_the_procedure_of_2025(capsys) -> None:
    told = planned(
        capsys, "rapid-review-2025", "--anchor", "intention_notified=2026-11-02T10:00",
        "--anchor", "sin_submitted=2026-11-05T15:00",
    )  # fmt: skip

    local, panel = told["clocks"]["local"], told["clocks"]["panel"]
    assert local["days"]["15"] == "2026-11-20"
    assert panel["days"]["15"] == panel["latest_days"]["15"] == "2026-11-26"
    assert panel["target_days"]["15"] == "2026-11-25"
    assert told["warnings"] == []


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ([], ("unanchored", "conditional", "conditional")),
        (["--fact", MET], ("unanchored", None, "not_needed")),
        (["--fact", "threshold_met"], ("unanchored", "unanchored", "not_needed")),
        (["--fact", "threshold_met=no"], ("unanchored", "not_needed", "conditional")),
        (
            ["--anchor", "referral_received=2026-04-01"],
            (None, "conditional", "conditional"),
        ),
    ],
)
def test_plan_of_a_file_says_what_is_open_until_a_fact_decides(
    capsys, words: list[str], states: tuple[str | None, ...]
) -> None:
    told = planned(capsys, str(TWELVE / "threshold.yaml"), *words)

    by_id = {task["id"]: task["state"] for task in told["tasks"]}
    assert tuple(by_id[one] for one in ("decide", "report", "say_why")) == states


def test_plan_counts_in_the_nation_of_the_file_unless_told(capsys) -> None:
    words = [str(TWELVE / "learning-review-scotland.yaml")]
    words += ["--anchor", "agency_referral=2026-11-25T09:00"]

    there = planned(capsys, *words)
    here = planned(capsys, *words, "--calendar", "england-and-wales")
    over = planned(capsys, *words, "--calendar", "northern-ireland")

    assert there["calendar"]["id"] == "scotland"
    assert there["clocks"]["information"]["days"]["5"] == "2026-12-03"
    assert here["calendar"]["id"] == "england-and-wales"
    assert here["clocks"]["information"]["days"]["5"] == "2026-12-02"
    assert over["calendar"]["id"] == "northern-ireland"


def test_plan_at_an_instant_says_how_each_duty_stands(capsys) -> None:
    told = planned(
        capsys, str(TWELVE / "two-tracks.yaml"),
        "--anchor", "referral=2026-05-20T09:00", "--fact", "high_risk=no",
        "--fact", "first_met", "--at", "2026-06-09T12:00",
    )  # fmt: skip

    states = {task["id"]: task["state"] for task in told["tasks"]}
    assert states == {
        "first_meeting": "done", "chronologies": "late", "see_family": "late",
        "safety_plan": "not_needed", "urgent_learning": "not_needed", "learning": "waiting",
    }  # fmt: skip


def test_plan_in_lines_says_each_clock_in_words_and_warns_apart(capsys) -> None:
    status, printed, said = ran(
        capsys, "plan", "rapid-review-2025", "--anchor", "intention_notified=2026-11-02",
        "--anchor", "sin_submitted=2026-10-30T15:00",
    )  # fmt: skip

    assert status == 0
    assert printed.startswith(
        "Local clock: 15 working days from the intention to notify, that day counted; "
        "last day Friday 20 November 2026, latest Monday 23 November 2026\n"
        "Panel clock: 15 working days from the SIN, that day not counted; last day "
        "Friday 20 November 2026\n"
        "SIN clock: 5 working days from the local authority's awareness"
    )
    assert said.startswith("Panel clock: it ends before the local clock")


def test_plan_answers_no_beyond_the_years_that_are_known(capsys) -> None:
    status, printed, said = ran(
        capsys, "plan", "rapid-review-2025", "--anchor", "intention_notified=2028-12-20"
    )

    assert (status, printed) == (1, "")
    assert "known from 2012 to 2028 only" in said


@pytest.mark.parametrize(
    "file", sorted(TWELVE.glob("*.yaml")), ids=lambda one: one.stem
)
def test_check_procedure_takes_each_of_the_twelve(capsys, file: Path) -> None:
    status, printed, said = ran(capsys, "check-procedure", str(file))

    assert (status, said) == (0, "")
    assert "stages," in printed


def test_check_procedure_says_what_it_understood(capsys) -> None:
    _, printed, _ = ran(capsys, "check-procedure", str(TWELVE / "two-tracks.yaml"))

    assert printed.splitlines() == [
        "two-tracks 1: Review of serious harm on two tracks",
        "3 stages, 6 tasks; calendar england-and-wales",
        "Ordinary clock: 20 working days from referral, that day counted",
        "Urgent clock: 5 working days from referral, that day counted",
    ]


def test_check_procedure_says_every_error_with_its_line(capsys, tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    text = (TWELVE / "plain-review.yaml").read_text()
    text = text.replace("unit: working_day", "unit: days", 1)
    text = text.replace("needs: [meeting]", "needs: [metting]")
    file.write_text(text.replace("owner: minute_taker", "owner: scribe"))

    status, printed, said = ran(capsys, "check-procedure", str(file))

    assert (status, said) == (1, "")
    lines = printed.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("line 13: clocks.local.unit: “days” leaves it open: say")
    assert "tasks.minutes.owner: “scribe” is not known" in lines[1]
    assert "tasks.submit.needs: there is no task “metting”" in lines[2]


@pytest.mark.parametrize(
    ("content", "status"),
    [(b"a" * 10_000_000, 1), (b"[" * 1000, 1), (b"\xff\xfe", 1), (b"", 1), (None, 2)],
)
def test_check_procedure_is_never_hurt(
    capsys, tmp_path: Path, content: bytes | None, status: int
) -> None:
    file = tmp_path / "hostile.yaml"
    if content is not None:
        file.write_bytes(content)

    ended, printed, said = ran(capsys, "check-procedure", str(file))

    assert ended == status
    assert (printed.startswith("line 1:"), "hostile.yaml" in said) == (
        status == 1,
        status == 2,
    )


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

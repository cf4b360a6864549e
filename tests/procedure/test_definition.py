"""The procedure file: what the shipped one holds, and every error at once with its line."""

import re
from pathlib import Path

import pytest

from rapidreview.procedure.definition import (
    DEFAULT,
    ProcedureFileError,
    load_text,
    shipped,
)
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Role
from tests.procedure.given import PROCEDURE
from tests.procedure.refusals import refuses

SMALL = """\
id: small
title: A small procedure
version: "1"
calendar: england-and-wales
clocks:
  local:
    title: Local clock
    anchor: intention_notified
    counts_from: same_day
    unit: working_day
    length: 15
    ours: true
stages:
  - id: stage
    title: A stage
    days: [1, 5]
    tasks:
      - id: first
        title: The first
        owner: partnership_manager
        paragraph: P1.1
        why: Because.
        latest: {clock: local, day: 1}
        done_when: [case_opened]
      - id: second
        title: The second
        owner: jcr_chair
        paragraph: P1.2
        why: Because.
        latest: {of_task: first}
        needs: [first]
        done_when: [folder_made]
"""
DOCUMENT = Path(__file__).parents[2] / "docs" / "procedure.md"
ALL_TASKS = """
record_notification open_folder take_oversight set_timescales agree_dates
confirm_senior_officers tell_group choose_agencies send_forms send_invitations
name_minute_taker lead_professional executive_slot sin timeline premeet minutes
return_due initial_check share_return final_decision liaise safety_alert collate
release_pack begin_report rapid_review_meeting criteria guidance content_approval
minutes_saved minutes_with_report executive_decision executive_meeting share_findings
update_report report_to_chair circulation signed_report file_signed submit ofsted
responses ofsted_response follow_up answer_panel next_step action retention_review
"""


def errors_of(text: str) -> list[str]:
    with pytest.raises(ProcedureFileError) as refused:
        load_text(text)
    return refused.value.errors


def test_every_task_of_the_procedure_has_its_line():
    assert set(PROCEDURE.tasks) == set(ALL_TASKS.split())


def test_every_paragraph_is_a_task_or_a_standing_rule():
    numbers = re.findall(r"^### (P\d+\.\d+)", DOCUMENT.read_text(), flags=re.M)

    carried = {task.paragraph for task in PROCEDURE.tasks.values()}
    standing = {rule.paragraph for rule in PROCEDURE.standing}

    assert carried | standing == set(numbers)
    assert not carried & standing


def test_a_task_of_the_document_is_the_line_that_cites_its_paragraph():
    parts = re.split(r"^### (P\d+\.\d+) .+$", DOCUMENT.read_text(), flags=re.M)[1:]
    for number, body in zip(parts[::2], parts[1::2], strict=True):
        line = re.search(r"In the timetable:\*\* yes(.*)", body)
        for name in re.findall(r"`(\w+)`", line[1]) if line else ():
            assert PROCEDURE.tasks[name].paragraph == number, name


@pytest.mark.parametrize(
    ("paragraph", "owner"),
    [
        ("P1.3", Role.PARTNERSHIP_MANAGER),
        ("P1.14", Role.JCR_CHAIR),
        ("P2.5", Role.PARTNERSHIP_MANAGER),
        ("P7.1", Role.JCR_CHAIR),
        ("P13.1", Role.JCR_CHAIR),
        ("P13.3", Role.PARTNERSHIP_MANAGER),
    ],
)
def test_tasks_belong_to_whom_the_procedure_says(paragraph, owner):
    owners = {
        task.owner for task in PROCEDURE.tasks.values() if task.paragraph == paragraph
    }

    assert owners == {owner}


def test_the_shipped_procedure_is_read_once_and_has_a_stable_hash():
    again = shipped(DEFAULT)

    assert again is PROCEDURE
    assert re.fullmatch(r"[0-9a-f]{64}", again.hash)


def test_an_unknown_procedure_is_refused_with_those_that_there_are():
    with refuses(Refused, match="rapid-review-2018"):
        shipped("rapid-review-1066")


def test_a_small_procedure_loads():
    small = load_text(SMALL)

    assert small.main_clock == "local"
    assert list(small.tasks) == ["first", "second"]
    assert small.tasks["first"].done_when == (LogKind.CASE_OPENED,)


def test_the_hash_does_not_depend_on_line_endings():
    assert load_text(SMALL.replace("\n", "\r\n")).hash == load_text(SMALL).hash


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("    unit: working_day\n", "", 6, "unit: is missing: say working_day"),
        ("    counts_from: same_day\n", "", 6, "say counts_from"),
        ("    ours: true\n", "", 5, "one clock must be the partnership's own"),
        ("title: A stage", "titel: A stage", 14, "title: is missing"),
        ("title: A stage", "titel: A stage", 15, "titel: is not known here"),
        ("unit: working_day", "unit: wd", 10, "“wd” leaves it open: say working_day"),
        ("anchor: intention_notified", "anchor: sneeze", 8, "no fact “sneeze”"),
        (
            "owner: jcr_chair",
            "owner: king",
            27,
            "second.owner: “king” is not known: write partnership_manager",
        ),
        ("needs: [first]", "needs: [third]", 31, "there is no task “third”"),
        ("needs: [first]", "needs: third", 31, "there is no task “third”"),
        ("of_task: first", "of_task: third", 30, "there is no task “third”"),
        ("clock: local, day", "clock: lokal, day", 23, "there is no clock “lokal”"),
        ("id: second", "id: first", 25, "there is another task “first”"),
        ("paragraph: P1.2", "paragraph: ''", 28, "paragraph: must not be empty"),
        ("day: 1}", "day: one}", 23, "“one” is not a whole number from 1 to 999"),
        ("[case_opened]", "[sneeze]", 24, "done_when.0: there is no fact “sneeze”"),
        ("        done_when: [case_opened]\n", "", 18, "when is it done?"),
        ("{of_task: first}", "{of_task: first, at: '17:00'}", 30, "belong to a clock"),
        ("{of_task: first}", "{}", 30, "say exactly one of clock"),
        ("{of_task: first}", "{of_task: first, clock: local}", 30, "exactly one of"),
        (
            "why: Because.\n        latest: {of",
            "every: 0\n        latest: {of",
            29,
            "every",
        ),
        ("title: The first", "title: The first\n        title: Again", 19, "line 20"),
        ("days: [1, 5]", "days: [1]", 16, "days.1: is missing"),
        ("  local:\n", "  Our Clock:\n", 6, "Our Clock.[key]: String should match"),
        ("calendar: england", "hash: abc\ncalendar: england", 4, "hash: is not known"),
        ("calendar: england-and-wales", "calendar: wales", 4, "“wales” is not known"),
    ],
)
def test_an_error_is_told_with_its_line(old, new, line, words):
    told = errors_of(SMALL.replace(old, new, 1))

    assert any(one.startswith(f"line {line}:") and words in one for one in told), told


def test_every_error_is_told_at_once_in_the_order_of_the_file():
    broken = SMALL.replace("unit: working_day", "unit: wd")
    broken = broken.replace("owner: jcr_chair", "owner: king")
    broken = broken.replace("needs: [first]", "needs: [third]")

    told = errors_of(broken)

    assert [one.split(":")[0] for one in told] == ["line 10", "line 27", "line 31"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "why: Because.\n        latest: {clock",
            "why: B.\n        needs: [second]\n        latest: {clock",
            "wait for each other",
        ),
        (
            "latest: {clock: local, day: 1}",
            "latest: {of_task: second}",
            "date each other",
        ),
    ],
)
def test_tasks_may_not_go_in_a_circle(old, new, words):
    assert words in " ".join(errors_of(SMALL.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "must be lines of the form"),
        ("just words", "must be lines of the form"),
        ("[a, list]", "must be lines of the form"),
        ("id: [", "line 1: this is not YAML"),
        ("id: a\nb: }\n", "line 2: this is not YAML"),
        ("id: \x00", "line 1: this is not YAML: these characters"),
        ("stages: words\nclocks: words", "stages"),
        ("stages: [words]", "stages.0"),
        ("stages: [{id: s, tasks: [words]}]", "tasks.0"),
        ("stages: [{id: s, tasks: words}]", "tasks"),
        ("stages: [{id: s, tasks: [{id: t, needs: words}]}]", "words"),
        ("stages: [{id: s, tasks: [{latest: words}]}]", "latest"),
    ],
)
def test_what_is_no_procedure_at_all_is_refused_in_words(text, words):
    assert any(words in one for one in errors_of(text))


def test_scalars_stay_as_they_were_typed():
    text = SMALL.replace("day: 1}", "day: 1, at: 17:00}").replace('"1"', "no")

    small = load_text(text)

    assert small.tasks["first"].latest.at.isoformat() == "17:00:00"
    assert small.version == "no"


def test_a_day_of_a_clock_without_hours_is_the_clocks_own():
    assert load_text(SMALL).tasks["first"].latest.day == 1


def test_the_refusal_holds_every_sentence():
    with pytest.raises(ProcedureFileError, match=r"cannot be used\. line 10"):
        load_text(SMALL.replace("unit: working_day", "unit: wd"))

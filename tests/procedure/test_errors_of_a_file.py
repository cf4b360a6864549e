"""What is wrong with a file as a whole: circles, ranges, names of nothing, no way through."""

import pytest

from rapidreview.procedure.definition import load_text, require_new_version
from rapidreview.procedure.errors import Refused
from tests.procedure.test_definition import SMALL, errors_of

HEAD = """\
id: small
title: A small procedure
version: "1"
calendar: england-and-wales
facts:
  asked: Somebody was asked
  answered: Somebody answered
clocks:
  local: {title: Local, anchor: intention_notified, counts_from: same_day, unit: working_day, length: 15, ours: true}
  other: {title: Other, anchor: asked, counts_from: next_day, unit: calendar_day, length: 10}
  hours: {title: Hours, anchor: asked, unit: hour, length: 24}
stages:
  - id: stage
    title: A stage
    days: [1, 5]
    tasks:
"""
FIRST_TASK = HEAD.count("\n") + 1


def file(*tasks: str, head: str = HEAD) -> str:
    """Tasks a, b, c …, one on each line, each with what every task needs."""
    letters = "abcdefgh"
    return head + "".join(
        f"      - {{id: {letters[n]}, title: T, owner: jcr_chair, paragraph: '1', "
        f"why: W, {task}}}\n"
        for n, task in enumerate(tasks)
    )


DONE = "done_when: [case_opened]"
DAY_1 = f"latest: {{clock: local, day: 1}}, {DONE}"


def day(number: object, rest: str = "") -> str:
    return f"latest: {{clock: local, day: {number}}}, {DONE}, {rest}"


def both(latest: str, earliest: str) -> str:
    return f"earliest: {{{earliest}}}, latest: {{{latest}}}, {DONE}"


CIRCLES = {
    "one that waits for itself": (
        [day(1, "needs: [a]")],
        ["line 17: stages.stage.tasks.a: “a” waits for itself"],
    ),
    "two": (
        [day(1, "needs: [b]"), day(1, "needs: [a]"), DAY_1],
        ["line 17: stages.stage.tasks.a: “a” and “b” wait for each other"],
    ),
    "three, and two others": (
        [
            day(1, "needs: [c]"),
            day(1, "needs: [a]"),
            day(1, "needs: [b]"),
            day(1, "needs: [e]"),
            day(1, "needs: [d]"),
            day(1, "needs: [a, d]"),
        ],
        [
            "line 17: stages.stage.tasks.a: “a” and “b” and “c” wait for each other",
            "line 20: stages.stage.tasks.d: “d” and “e” wait for each other",
        ],
    ),
    "dates": (
        [f"latest: {{of_task: b}}, {DONE}", f"earliest: {{of_task: a}}, {DONE}", DAY_1],
        ["line 17: stages.stage.tasks.a: “a” and “b” date each other"],
    ),
    "a date of its own": (
        [f"latest: {{earliest_of: [{{of_task: a}}, {{clock: local}}]}}, {DONE}"],
        ["line 17: stages.stage.tasks.a: “a” takes its date from itself"],
    ),
}


@pytest.mark.parametrize("name", CIRCLES)
def test_circles_are_told_by_name(name):
    given, expected = CIRCLES[name]

    assert errors_of(file(*given)) == expected


def test_a_circle_through_a_clock_is_found_too():
    head = HEAD.replace("title: Other, anchor: asked", "title: Other, of_task: a")

    told = errors_of(
        file(f"latest: {{clock: other, day: 1}}, {DONE}", DAY_1, head=head)
    )

    assert told == ["line 17: stages.stage.tasks.a: “a” takes its date from itself"]


RANGE = "is not a whole number from 1 to 999"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("-1", f"“-1” {RANGE}"),
        ("0", f"“0” {RANGE}"),
        ("1.5", f"“1.5” {RANGE}"),
        ("five", f"“five” {RANGE}"),
        ('"5 days"', f"“5 days” {RANGE}"),
        ("1000", f"“1000” {RANGE}"),
        ("9" * 5000, RANGE),
        ("[1]", RANGE),
        ("16", "day 16 is after the last day of “local”, which is 15"),
    ],
)
def test_a_day_out_of_range_is_told_with_the_range(number, words):
    told = errors_of(file(day(number), DAY_1))

    assert len(told) == 1
    assert told[0].startswith("line 17: stages.stage.tasks.a.latest.day: ")
    assert words in told[0]


def test_the_last_day_and_the_first_are_in_range():
    assert list(load_text(file(day(15), DAY_1)).tasks) == ["a", "b"]


ONE_THING = "say exactly one of clock, same_day, earliest_of, of_task, at_once"
WRONG = {
    "an hour clock has no days": (
        [f"latest: {{clock: hours, day: 1, at: '09:00'}}, {DONE}", DAY_1],
        [
            "latest.at: “hours” counts hours and has no days",
            "latest.day: “hours” counts hours and has no days",
        ],
    ),
    "nor days before": (
        [f"latest: {{clock: hours, before: 1}}, {DONE}", DAY_1],
        ["latest.before: “hours” counts hours and has no days"],
    ),
    "shut before it opens": (
        [both("clock: local, day: 5", "clock: local, day: 7")],
        ["a: it opens on day 7, after it is due on day 5 of “local”"],
    ),
    "shut before it opens on its day": (
        [
            both(
                "clock: local, day: 5, at: '09:00'", "clock: local, day: 5, at: '10:00'"
            )
        ],
        ["a: it opens on day 5 at 10:00, after it is due on day 5 at 09:00 of “local”"],
    ),
    "shut before it opens, before": (
        [both("clock: other, before: 5", "clock: other, before: 3"), DAY_1],
        ["it opens on the 3th day before, after it is due on the 5th day before"],
    ),
    "due before what it needs": (
        [day(5, "needs: [b]"), day(6)],
        ["needs: it is due on day 5 of “local”, before “b” (day 6), which it needs"],
    ),
    "due before what it needs opens": (
        [
            day(5, "needs: [b]"),
            f"earliest: {{clock: local, day: 6}}, {DONE}",
        ],
        ["before “b” (day 6), which it needs"],
    ),
    "due earlier on the same day": (
        [
            f"latest: {{clock: local, day: 5, at: '12:00'}}, needs: [b], {DONE}",
            f"latest: {{of_task: c}}, {DONE}",
            day(5),
        ],
        ["it is due on day 5 at 12:00 of “local”, before “b” (day 5)"],
    ),
    "the first of several is meant": (
        [
            f"latest: {{earliest_of: [{{clock: local}}, {{clock: local, day: 3}}]}}, needs: [b], {DONE}",
            day(4),
        ],
        ["it is due on day 3 of “local”, before “b” (day 4)"],
    ),
    "waits for what only it brings": (
        ["only_if: asked, done_when: [asked]", DAY_1],
        ["a: it can never begin: what it waits for never comes"],
    ),
    "two that wait for what the other brings": (
        [
            "only_if: asked, done_when: [answered]",
            "for_each: answered, done_when: [asked]",
            DAY_1,
        ],
        ["a: it can never begin", "b: it can never begin"],
    ),
    "needs what can never begin": (
        ["only_if: asked, done_when: [asked]", day(1, "needs: [a]")],
        ["a: it can never begin", "b: it can never begin"],
    ),
    "only if and unless the same": (
        [day(1, "only_if: asked, unless: asked")],
        ["a.unless: it is wanted only if and unless the same"],
    ),
    "nothing is due on the clock": (
        [f"latest: {{clock: other, day: 1}}, {DONE}"],
        ["line 9: clocks.local: nothing is due on “local”: it has no end"],
    ),
    "nobody does it": (
        [f"latest: {{clock: local}}, agreed_for: [x], decided_by: {{of: []}}, {DONE}"],
        ["agreed_for: there is no task “x”", "decided_by: 0 of 0 cannot agree"],
    ),
    "more agree than there are": (
        [day(1, "decided_by: {of: [jcr_chair, jcr_chair], at_least: 2}")],
        ["decided_by: 2 of 1 cannot agree"],
    ),
    "agreed by nobody known": (
        [day(1, "extension: {of: [king]}")],
        ["extension.of.0", "“king” is not known"],
    ),
    "two things at once": (
        [f"latest: {{clock: local, at_once: asked}}, {DONE}", DAY_1],
        [ONE_THING],
    ),
    "day and before": (
        [f"latest: {{clock: local, day: 1, before: 1}}, {DONE}", DAY_1],
        ["latest: say day or before, not both"],
    ),
    "a unit left open": (
        [day(1, "every: {length: 5}")],
        ["every.unit: is missing: say working_day, calendar_day, hour, week or month"],
    ),
    "days of what kind": (
        [day(1, "every: {length: 5, unit: day}")],
        ["every.unit: “day” leaves it open: say working_day, calendar_day, hour"],
    ),
    "no list": ([day(1, "needs: {a: b}")], ["needs: this must be a list"]),
    "no words": ([day(1, "waits_on: [a]")], ["waits_on: must be words"]),
    "no time": (
        [f"latest: {{clock: local, at: noon}}, {DONE}"],
        ["latest.at: “noon” is not a time of day such as “17:00”"],
    ),
    "neither yes nor no": (
        [day(1, "quiet: perhaps")],
        ["quiet: “perhaps” must be true or false"],
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_is_told(name):
    given, expected = WRONG[name]

    told = errors_of(file(*given))

    for words in expected:
        assert any(words in one for one in told), told


def test_an_end_that_counts_in_some_cases_only_says_nothing_of_all():
    fast = "{clock: local, day: 2, only_if: asked}"

    loaded = load_text(
        file(
            f"latest: {{earliest_of: [{{clock: local, day: 9}}, {fast}]}}, {DONE}",
            f"earliest: {{clock: local, day: 3}}, latest: {{of_task: a}}, {DONE}",
        )
    )

    assert list(loaded.tasks) == ["a", "b"]


HEADS = {
    "a stage off the clock": (
        "days: [1, 5]",
        "days: [1, 16]",
        "day 16 is after the last",
    ),
    "a stage backwards": ("days: [1, 5]", "days: [5, 1]", "its last day comes before"),
    "half a stage": ("days: [1, 5]", "days: [1]", "days.1: is missing"),
    "a stage on no clock": ("days: [1, 5]", "clock: wall", "there is no clock “wall”"),
    "a stage off its own clock": (
        "days: [1, 5]",
        "clock: other\n    days: [1, 11]",
        "day 11 is after the last day of “other”, which is 10",
    ),
    "a fact that is known": (
        "  asked: Somebody was asked",
        "  asked: A\n  sin_submitted: B",
        "line 7: facts.sin_submitted: “sin_submitted” is known already",
    ),
    "a fact with a bad name": (
        "  answered: Somebody answered",
        "  Ans: B",
        "facts.Ans.[key]: String should match",
    ),
    "a fact of nothing": ("anchor: asked", "anchor: nothing", "no fact “nothing”"),
    "a clock of nothing": ("anchor: asked, ", "", "say either anchor or of_task"),
    "a clock of both": (
        "anchor: asked",
        "anchor: asked, of_task: a",
        "say either anchor",
    ),
    "a clock of a task that is none": (
        "title: Other, anchor: asked",
        "title: Other, of_task: z",
        "clocks.other.of_task: there is no task “z”",
    ),
    "hours that count days": (
        "anchor: asked, unit: hour",
        "anchor: asked, counts_from: next_day, unit: hour",
        "hours run from the instant",
    ),
    "hours with a cut-off": (
        "anchor: asked, unit: hour",
        "anchor: asked, cut_off: '16:00', unit: hour",
        "hours run from the instant",
    ),
    "a length of nothing": ("length: 10", "length: 0", f"“0” {RANGE}"),
    "a role that is none": ("facts:\n", "roles: {king: K}\nfacts:\n", "“king” is not"),
    "no version": ('version: "1"\n', "", "version: is missing"),
    "a title without end": (
        "A small procedure",
        "a" * 501,
        "title: String should have",
    ),
    "a base that is none": (
        "facts:\n",
        "extends: rapid-review-1066\nfacts:\n",
        "line 5: extends: “rapid-review-1066” does not come with the product; there is "
        "rapid-review-2018, rapid-review-2025",
    ),
    "a rule of nothing": (
        "facts:\n",
        "overrides: [{from: 2026-01-01, why: W, clock: local}]\nfacts:\n",
        "say either clock and length, or task and latest",
    ),
    "a rule of two things": (
        "facts:\n",
        "overrides: [{from: 2026-01-01, why: W, clock: local, length: 3, task: a}]\nfacts:\n",
        "say either clock and length, or task and latest",
    ),
    "a rule that names nothing": (
        "facts:\n",
        "overrides: [{from: 2026-01-01, why: W, task: z, latest: {clock: y}}]\nfacts:\n",
        "overrides.0.task: there is no task “z”",
    ),
    "a rule on no clock": (
        "facts:\n",
        "overrides: [{from: 2026-01-01, why: W, clock: y, length: 3}]\nfacts:\n",
        "overrides.0.clock: there is no clock “y”",
    ),
    "a rule without a clock": (
        "facts:\n",
        "overrides: [{from: 2026-01-01, why: W, task: a, latest: {at_once: asked}}]\nfacts:\n",
        "its latest must count on a clock",
    ),
    "a rule that ends first": (
        "facts:\n",
        "overrides: [{from: 2026-01-02, until: 2026-01-01, why: W, clock: local, length: 3}]\nfacts:\n",
        "it would end before it begins",
    ),
    "a rule from no day": (
        "facts:\n",
        "overrides: [{from: January, why: W, clock: local, length: 3}]\nfacts:\n",
        "overrides.0.from: “January” is not a day such as 2026-04-01",
    ),
    "a proclaimed day with more": (
        "facts:\n",
        "proclaimed: [{on: 2026-01-02, name: N, colour: red}]\nfacts:\n",
        "proclaimed.0.colour: is not known here",
    ),
}


@pytest.mark.parametrize("name", HEADS)
def test_what_cannot_be_above_the_tasks_is_told(name):
    old, new, words = HEADS[name]

    told = errors_of(file(DAY_1, head=HEAD.replace(old, new, 1)))

    assert any(words in one for one in told), told


def test_a_dated_rule_may_make_room_for_a_later_day():
    rule = "overrides: [{from: 2026-01-01, why: W, clock: local, length: 20}]\nfacts:\n"

    longer = load_text(file(day(18), head=HEAD.replace("facts:\n", rule)))

    assert longer.overrides[0].length == 20


def test_no_stage_and_no_task_are_told():
    empty = HEAD.split("stages:")[0]

    assert errors_of(f"{empty}stages: []\n") == [
        "line 12: stages: there must be at least one stage"
    ]
    assert errors_of(file(head=HEAD.replace("tasks:\n", "tasks: []\n"))) == [
        "line 13: stages.stage: a stage needs at least one task"
    ]


def test_two_stages_of_one_name_are_told():
    again = "  - {id: stage, title: Again, tasks: []}\n"

    told = errors_of(file(DAY_1) + again)

    assert "line 18: stages.stage.id: there is another stage “stage”" in told


@pytest.mark.parametrize(
    ("known", "refused"),
    [
        ([], False),
        ([("small", "1", "another hash")], True),
        ([("small", "2", "another hash")], False),
        ([("other", "1", "another hash")], False),
    ],
)
def test_one_version_has_one_text(known, refused):
    loaded = load_text(SMALL)
    require_new_version(loaded, [(loaded.id, loaded.version, loaded.hash)])

    if refused:
        with pytest.raises(Refused, match="Version 1 of “small” is known with another"):
            require_new_version(loaded, known)
    else:
        require_new_version(loaded, known)

"""What cannot be done: circles, days off the clock, windows shut before they open."""

import pytest

from rapidreview.procedure.definition import load_text
from tests.procedure.a_file import DAY_1, DONE, HEAD, RANGE, both, day, file
from tests.procedure.test_definition import errors_of

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
        [
            "it opens on the day 3 before, after it is due on the day 5 before of “other”"
        ],
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

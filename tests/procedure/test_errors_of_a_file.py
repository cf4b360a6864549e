"""What is wrong above the tasks: clocks, stages, facts, rules, versions (Y2, Y3, Y5)."""

import pytest

from rapidreview.procedure.definition import load_text, require_new_version
from rapidreview.procedure.errors import Refused
from tests.procedure.a_file import DAY_1, HEAD, RANGE, day, file
from tests.procedure.refusals import refuses
from tests.procedure.test_definition import SMALL, errors_of

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
    "a quorum of nobody": (
        "facts:\n",
        "meeting: {quorum: [{words: W, who: []}]}\nfacts:\n",
        "say who: at least one role",
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
        with refuses(Refused, match="Version 1 of “small” is known with another"):
            require_new_version(loaded, known)
    else:
        require_new_version(loaded, known)


@pytest.mark.parametrize("word", ["true", "yes", "on", "1", "t", "y", "True", "YES"])
def test_yes_is_yes_however_it_is_written(word):
    head = HEAD.replace("ours: true", f"ours: {word}")

    assert load_text(file(DAY_1, head=head)).main_clock == "local"
    assert (
        "has no end"
        in errors_of(
            file("latest: {clock: other}, done_when: [case_opened]", head=head)
        )[0]
    )


@pytest.mark.parametrize("word", ["false", "no", "off", "0", "f", "n"])
def test_no_is_no_however_it_is_written(word):
    told = errors_of(file(DAY_1, head=HEAD.replace("ours: true", f"ours: {word}")))

    assert told == [
        "line 8: clocks: one clock must be the partnership's own (ours: true)"
    ]

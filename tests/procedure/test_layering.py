"""One procedure laid over another: what is said is changed, everything else stays."""

import hashlib

import pytest

from rapidreview.procedure.definition import load_text, shipped, shipped_ids
from rapidreview.procedure.vocabulary import Partner, Role
from tests.procedure.test_definition import errors_of

BASE, NEWER = shipped("rapid-review-2018"), shipped("rapid-review-2025")
OWN = """\
id: ours
title: Our own
version: "1"
extends: rapid-review-2018
"""


def ours(rest: str):
    return load_text(OWN + rest)


def test_what_says_nothing_more_is_the_same_under_another_name():
    same = ours("")

    assert (same.id, same.title, same.version) == ("ours", "Our own", "1")
    assert (same.stages, same.clocks, same.standing) == (
        BASE.stages,
        BASE.clocks,
        BASE.standing,
    )
    assert same.guidance == BASE.guidance


def test_a_line_of_a_task_is_changed_and_its_others_stay():
    task = ours(
        "stages:\n  - id: day_6\n    tasks:\n      - {id: collate, owner: jcr_chair}\n"
    ).tasks["collate"]

    assert task.owner is Role.JCR_CHAIR
    assert task == BASE.tasks["collate"].model_copy(update={"owner": Role.JCR_CHAIR})


def test_an_end_of_a_window_is_replaced_as_a_whole():
    task = ours(
        "stages:\n  - id: days_2_5\n    tasks:\n"
        "      - {id: return_due, latest: {clock: local, day: 4}}\n"
    ).tasks["return_due"]

    assert (task.latest.clock, task.latest.day) == ("local", 4)
    assert task.latest.earliest_of == ()


def test_tasks_and_stages_and_clocks_are_added_at_the_end():
    added = ours(
        "clocks:\n  late: {title: L, anchor: incident, counts_from: next_day, "
        "unit: week, length: 2}\n"
        "stages:\n"
        "  - id: last\n    title: Last\n    tasks:\n"
        "      - {id: x, title: X, owner: jcr_chair, paragraph: '1', why: W, "
        "latest: {clock: late}, done_when: [group_told]}\n"
        "  - id: day_1\n    tasks:\n"
        "      - {id: y, title: Y, owner: jcr_chair, paragraph: '2', why: W, "
        "latest: {clock: local, day: 2}, done_when: [group_told]}\n"
    )

    assert [*added.clocks] == [*BASE.clocks, "late"]
    assert [one.id for one in added.stages] == [
        *(one.id for one in BASE.stages),
        "last",
    ]
    assert [one.id for one in added.stages[1].tasks][-1] == "y"
    assert len(added.tasks) == len(BASE.tasks) + 2


def test_what_is_not_wanted_is_left_out():
    fewer = ours("without: [premeet, day_6, executive_slot]\n")

    assert not {"premeet", "collate", "executive_slot"} & {*fewer.tasks}
    assert "day_6" not in {one.id for one in fewer.stages}


def test_what_others_need_is_missed():
    told = errors_of(OWN + "without: [choose_agencies]\n")

    assert told == [
        "line 4: stages.day_1.tasks.send_forms.needs: there is no task “choose_agencies”"
    ]


@pytest.mark.parametrize(
    ("rest", "told"),
    [
        (
            "without: [nothing, premeet]\n",
            "line 5: without: there is no task or stage “nothing” to leave out",
        ),
        (
            "clocks:\n  local:\n    length: none\n",
            "line 7: clocks.local.length: “none” is not a whole number from 1 to 999",
        ),
        (
            "stages:\n  - id: day_6\n    tasks:\n      - id: collate\n        owner: king\n",
            "line 9: stages.day_6.tasks.collate.owner: “king” is not known: write",
        ),
        (
            "stages:\n  - id: new\n    tasks:\n      - id: x\n",
            "line 6: stages.new.title: is missing",
        ),
        (
            "clocks:\n  local:\n    length: 9\n",
            "day 12 is after the last day of “local”",
        ),
        ("stages: none\n", "line 5: stages: “none” must be a list"),
        ("clocks: [a]\n", "line 5: clocks: this must be lines of the form"),
        ("hash: abc\n", "line 5: hash: is not known here"),
        ("id: again\n", "line 1: id: stands here and again on line 5"),
    ],
)
def test_an_error_is_told_with_the_line_of_the_own_file(rest, told):
    assert any(one.startswith(told) or told in one for one in errors_of(OWN + rest))


def test_a_file_has_a_name_and_a_version_of_its_own():
    told = errors_of("extends: rapid-review-2018\ntitle: T\n")

    assert told == [
        "line 1: id: is missing: it is another procedure",
        "line 1: version: is missing: it is another procedure",
    ]


def test_the_hash_covers_what_is_extended():
    text = OWN.encode()

    assert ours("").hash == hashlib.sha256(text + BASE.hash.encode()).hexdigest()
    assert ours("").hash != load_text(OWN.replace("2018", "2025")).hash


def test_the_conditions_of_a_stage_are_those_of_its_tasks():
    own = ours(
        "facts: {risk: R, safe: S, odd: O}\n"
        "stages:\n  - id: fast\n    title: Fast\n    only_if: risk\n    unless: odd\n"
        "    settled_by: safe\n    tasks:\n"
        "      - {id: x, title: X, owner: jcr_chair, paragraph: '1', why: W, "
        "latest: {clock: local}, done_when: [group_told]}\n"
        "      - {id: y, title: Y, owner: jcr_chair, paragraph: '1', why: W, "
        "only_if: odd, unless: safe, latest: {clock: local}, done_when: [group_told]}\n"
    )

    x, y = own.tasks["x"], own.tasks["y"]
    assert (x.only_if, x.unless, x.settled_by) == ("risk", "odd", "safe")
    assert (y.only_if, y.unless, y.settled_by) == ("odd", "safe", "safe")


def test_a_condition_laid_over_a_stage_reaches_the_tasks_below():
    text = "facts: {risk: R}\nstages:\n  - id: day_6\n    only_if: risk\n"

    assert ours(text).tasks["collate"].only_if == "risk"
    assert BASE.tasks["collate"].only_if is None


@pytest.mark.paragraph("P1.2")
def test_the_procedure_of_2025_says_what_changed():
    assert NEWER.extends == BASE.id
    assert NEWER.tasks.keys() - BASE.tasks.keys() == {
        "partners_agree",
        "tell_of_withdrawal",
    }
    assert BASE.tasks.keys() <= NEWER.tasks.keys()
    assert NEWER.tasks["partners_agree"].decided_by.of == tuple(Partner)
    assert NEWER.tasks["partners_agree"].decided_by.needed == 3
    assert (len(BASE.purpose), len(NEWER.purpose)) == (4, 5)
    assert "racism" in NEWER.purpose[3]
    assert NEWER.tasks["tell_of_withdrawal"].only_if == "sin_withdrawn"
    assert NEWER.tasks["tell_of_withdrawal"].after_end


@pytest.mark.paragraph("P1.2", "P0.7")
def test_both_count_the_panels_and_the_sins_days_alike():
    for name in ("panel", "sin"):
        assert NEWER.clocks[name] == BASE.clocks[name]
    panel, sin = NEWER.clocks["panel"], NEWER.clocks["sin"]
    assert (panel.anchor, panel.length, panel.counts_from) == (
        "sin_submitted",
        15,
        "next_day",
    )
    assert (sin.anchor, sin.length, sin.counts_from) == ("la_aware", 5, "next_day")
    assert NEWER.whole_clocks == ("local", "panel")


def test_every_part_of_the_older_report_is_in_the_newer_one():
    older, newer = ({part.code for part in one.report} for one in (BASE, NEWER))

    assert newer - older == {"R7", "R8", "R9", "R10", "R16"}
    assert older <= newer


def test_those_that_are_shipped_are_listed():
    assert shipped_ids() == ["rapid-review-2018", "rapid-review-2025"]


def test_roles_have_the_partnerships_own_words():
    own = ours("roles: {jcr_chair: Chair of the panel}\n")

    assert own.role_words(Role.JCR_CHAIR) == "Chair of the panel"
    assert own.role_words(Role.JCR_MEMBER) == "JCR Group member"

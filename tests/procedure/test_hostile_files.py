"""A hostile, wrong or huge file never loads, never hurts, and is answered in lines (Y1-Y3)."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapidreview.procedure.definition import (
    Procedure,
    ProcedureFileError,
    load_bytes,
    load_text,
)
from rapidreview.procedure.reading import MOST_BYTES, MOST_CHARACTERS
from tests.procedure.test_definition import SMALL, errors_of

SIZE = MOST_CHARACTERS - 1000
NESTED = "earliest_of: [{" * 8
HOSTILE = {
    "deep lists": ("[" * SIZE, "line 1: this is nested too deeply"),
    "deep lines": (
        "".join(" " * n + "a:\n" for n in range(500)),
        "line 14: this is nested too deeply",
    ),
    "deep dashes": ("- " * (SIZE // 2), "line 1: this is nested too deeply"),
    "deep maps": ("{" * SIZE, "line 1: a name must stand here"),
    "an alias bomb": (
        "a: &a [x, x, x]\n"
        + "".join(f"b{n}: &b{n} [{'*a, ' * 9}*a]\n" for n in range(3000)),
        "too much stands up to here",
    ),
    "a long list": (f"[{'a, ' * 60_000}]", "line 1: too much stands up to here"),
    "a long map": ("".join(f"k{n}: 1\n" for n in range(20_000)), "line 9999: too much"),
    "a long word": ("a" * (MOST_CHARACTERS + 1), "line 1: this is too long: 200001"),
    "a named number": ("a: !!python/object/apply:os.system [echo]", "line 1: a: a tag"),
    "an alias": ("id: &me small\ntitle: *me\n", "line 2: title: “*me” is not followed"),
    "a second document": (f"{SMALL}---\nid: other\n", "line 33: a second document"),
    "an unfinished quote": ('id: "small', "line 1: this is not YAML: found unexpected"),
    "a key that is a list": ("? [a]\n: b\n", "line 1: a name must stand here"),
    "a tab": ("id:\n\t- a\n", "line 2: this is not YAML: found character"),
    "a bell": ("id: a\ntitle: \x07", "line 2: this is not YAML: these characters"),
    "half a character": ("id: \ud800", "line 1: this is not YAML: these characters"),
    "an escaped zero": ('id: a\ntitle: "a\\0b"', "line 2: title: a control character"),
    "an escaped half": (
        'id: a\ntitle: "\\uD800"',
        "line 2: title: a control character",
    ),
    "an escaped name": ('"\\a": a', "line 1: a control character or half"),
}


def answer(text: str) -> tuple[list[str], float]:
    began = time.process_time()
    errors = errors_of(text)
    return errors, time.process_time() - began


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_line_at_once(name):
    text, said = HOSTILE[name]

    errors, seconds = answer(text)

    assert any(said in one for one in errors), errors[:3]
    assert seconds < 3


def tasks(*lines: str) -> str:
    """The small procedure with these tasks instead of its own."""
    head = SMALL.split("    tasks:\n")[0]
    each = "".join(
        f"      - {{id: t{number}, title: T, owner: jcr_chair, paragraph: P1.1, why: W, {line}}}\n"
        for number, line in enumerate(lines)
    )
    return f"{head}    tasks:\n{each}"


DUE = "latest: {clock: local, day: 1}, done_when: [case_opened]"


@pytest.mark.parametrize(
    "text",
    [
        tasks(*([f"{DUE}, needs: [{', '.join(f't{n}' for n in range(120))}]"] * 120)),
        tasks(*(f"{DUE}, needs: [t{n + 1}]" for n in range(390))),
        tasks(*(f"{DUE}, only_if: f{n + 1}, done_when: [f{n}]" for n in range(390))),
    ],
    ids=["everything needs everything", "a chain of needs", "a chain of facts"],
)
def test_what_is_tangled_is_answered_soon(text):
    _, seconds = answer(text)

    assert seconds < 3


def test_a_chain_of_dates_has_an_end():
    links = [
        f"latest: {{of_task: t{n + 1}}}, done_when: [case_opened]" for n in range(30)
    ]

    told = errors_of(tasks(*links, DUE))

    assert sum("hangs on more than 20 others" in one for one in told) == 10
    load_text(tasks(*links[10:19], *[DUE] * 21))


def test_ends_that_hang_on_each_other_twice_over_are_computed_once():
    ends = [
        f"latest: {{earliest_of: [{{of_task: t{n + 1}}}, {{of_task: t{n + 1}}}]}}, "
        "done_when: [case_opened]"
        for n in range(20)
    ]
    began = time.process_time()

    load_text(tasks(*ends, DUE))

    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (tasks(*([DUE] * 401)), "stages: tasks: 401 are too many: at most 400"),
        (
            SMALL.replace(
                "clocks:\n", "clocks:\n" + "".join(f"  c{n}: {{}}\n" for n in range(40))
            ),
            "clocks: 41 are too many: at most 40",
        ),
    ],
)
def test_more_than_anybody_can_follow_is_refused(text, words):
    assert any(words in one for one in errors_of(text))


def test_four_hundred_tasks_are_taken():
    assert len(load_text(tasks(*([DUE] * 400))).tasks) == 400


def test_what_is_said_has_an_end_too():
    told = errors_of(tasks(*(["x: 1"] * 300)))

    assert len(told) == 201
    assert told[-1] == "and 101 more"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\xff", "line 1: this is no text in UTF-8"),
        (b"id: a\ntitle: \xe9", "line 2: this is no text in UTF-8"),
        (b"a" * (MOST_BYTES + 1), "line 1: this is too long: more than 400000 bytes"),
        (b"PK\x03\x04\x00\x00", "line 1: this is not YAML: these characters"),
        (b"", "line 1: “” must be lines of the form"),
    ],
)
def test_bytes_that_are_no_procedure_are_refused_in_words(content, words):
    with pytest.raises(ProcedureFileError) as refused:
        load_bytes(content)

    assert refused.value.errors[0].startswith(words)


def test_bytes_with_the_mark_of_an_editor_are_read():
    marked = load_bytes(b"\xef\xbb\xbf" + SMALL.encode())

    assert marked == load_text(SMALL)


@settings(max_examples=300)
@given(st.data())
def test_whatever_is_changed_in_a_file_it_loads_or_is_answered(data):
    lines = SMALL.splitlines(keepends=True)
    spots = st.integers(0, len(lines) - 1)
    for _ in range(data.draw(st.integers(1, 3))):
        at, other = data.draw(spots), data.draw(spots)
        odd = data.draw(
            st.sampled_from(["", "  x: &a [*a]\n", "\t", "- [\n", "key: 'v\n"])
        )
        lines[at] = data.draw(st.sampled_from([lines[other], odd, lines[at].upper()]))

    assert answered("".join(lines))


def answered(text: str) -> bool:
    """Loaded as a procedure, or refused with a line for each error; nothing else."""
    try:
        return isinstance(load_text(text), Procedure)
    except ProcedureFileError as refused:
        return all(one.startswith("line ") for one in refused.errors)


@given(st.binary(max_size=300))
def test_whatever_bytes_come_they_are_answered(content):
    with pytest.raises(ProcedureFileError, match="line"):
        load_bytes(content)

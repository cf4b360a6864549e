"""Agencies asked in two steps: only those involved get the form, where the procedure says so."""

import pytest

from rapidreview.procedure.anchors import own_subject
from rapidreview.procedure.definition import load_text, shipped, shipped_ids
from rapidreview.procedure.errors import NotYet
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.two_steps import Said, require_said_involved, two_steps
from tests.procedure.a_file import HEAD, file
from tests.procedure.by_hand import FOLDER
from tests.procedure.given import facts_of, on_day
from tests.procedure.refusals import refuses

TWICE = load_text((FOLDER / "agencies-in-two-steps.yaml").read_text(encoding="utf-8"))
NAME = "Aldermoss Primary School"
SEVERAL = HEAD.replace(
    "  answered:", "  yes: Yes\n  no: No\n  moved: It moved\n  answered:"
)


def told(*names: str, about: str = "school"):
    return facts_of(
        *((LogKind.OWN_FACT, on_day(2), own_subject(one, about)) for one in names)
    )


@pytest.mark.paragraph("P1.8", "P1.10")
def test_the_two_steps_are_found_by_their_shape():
    steps = two_steps(TWICE)

    assert steps is not None
    assert (steps.question.id, steps.form.id) == ("say_involved", "report")
    assert (steps.asked, steps.involved) == ("agency_asked", "agency_involved")
    assert steps.not_involved == ("agency_not_involved",)


@pytest.mark.parametrize("name", shipped_ids())
def test_the_shipped_procedures_send_the_form_at_once(name):
    assert two_steps(shipped(name)) is None

    require_said_involved(shipped(name), told(), "school", NAME)


ASKED = "owner: agency_author, latest: {clock: local, day: 2}, for_each: asked"
FORM = "owner: agency_author, latest: {clock: local, day: 5}, for_each"


def small(*tasks: str):
    text = file(*tasks, head=SEVERAL)
    return load_text(
        text.replace(
            "owner: jcr_chair, paragraph: '1', why: W, owner:",
            "paragraph: '1', why: W, owner:",
        )
    )


@pytest.mark.parametrize(
    "tasks",
    [
        (f"{ASKED}, done_when: [yes]", f"{FORM}: yes, done_when: [answered]"),
        (f"{ASKED}, done_when: [yes, no]", f"{FORM}: moved, done_when: [answered]"),
        (
            "owner: agency_author, latest: {clock: local, day: 2}, done_when: [yes, no]",
            f"{FORM}: yes, done_when: [answered]",
        ),
    ],
    ids=["one answer only", "another fact", "not of each"],
)
def test_what_has_another_shape_is_one_step(tasks):
    assert two_steps(small(*tasks)) is None


def test_an_answer_may_end_it_in_more_than_one_way():
    steps = two_steps(
        small(
            f"{ASKED}, done_when: [no, yes, moved]",
            f"{FORM}: yes, done_when: [answered]",
        )
    )

    assert steps is not None
    assert steps.not_involved == ("no", "moved")


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ((), Said.NOT_ASKED),
        (("agency_asked",), Said.WAITING),
        (("agency_asked", "agency_involved"), Said.INVOLVED),
        (("agency_asked", "agency_not_involved"), Said.NOT_INVOLVED),
        (("agency_not_involved", "agency_involved"), Said.INVOLVED),
        (("agency_involved", "agency_not_involved"), Said.NOT_INVOLVED),
    ],
)
@pytest.mark.paragraph("P1.10")
def test_the_newest_answer_counts(names, said):
    steps = two_steps(TWICE)

    assert steps is not None
    assert steps.said(told(*names), "school") is said


@pytest.mark.paragraph("P1.10")
@pytest.mark.parametrize(
    ("names", "words"),
    [
        ((), "has not been asked yet"),
        (("agency_asked",), "has not said yet"),
        (("agency_not_involved",), "was not involved"),
    ],
)
def test_the_form_waits_for_an_agency_to_say_that_it_was_involved(names, words):
    with refuses(NotYet, match=f"{NAME} .*{words}.*The form goes to those involved"):
        require_said_involved(TWICE, told(*names), "school", NAME)


def test_the_form_goes_to_an_agency_that_was_involved_and_to_no_other():
    facts = told("agency_asked", "agency_involved")

    require_said_involved(TWICE, facts, "school", NAME)

    with refuses(NotYet, match="has not been asked yet"):
        require_said_involved(TWICE, facts, "farm", NAME)

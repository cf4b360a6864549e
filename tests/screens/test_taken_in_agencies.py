"""Returns, packs and pre-meets that are taken in, each on one page (P14.6)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rapidreview.case.models import Case
from rapidreview.mail.models import Letter
from rapidreview.quality.taking_in import ReturnBefore
from tests.cast import Cast, gather
from tests.paper import papers
from tests.posting import boxes, post, signed_in, stop_the_clock
from tests.procedure.given import on_day
from tests.taken import (
    ASKED,
    DAY_6,
    OWEN,
    about_school,
    duty_of,
    page_of,
    take_in,
    text_of,
    with_agencies,
)

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P14.6")]


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def case(cast: Cast, settings: object) -> Case:
    stop_the_clock(settings, DAY_6)
    return with_agencies(cast)


@pytest.fixture
def priya(cast: Cast) -> Client:
    return signed_in(cast.priya)


STEPS = {
    **boxes("asked_at", on_day(1, "12:30")),
    **boxes("asked_due_at", on_day(5, "17:00")),
    "asked_by": OWEN,
    "asked_name": "Sam Hollinfare",
    "asked_email": "sam@northmere.example",
    **boxes("came_at", on_day(3, "11:20")),
    "came_by": OWEN,
    "came_how": "by e-mail",
    "came_what": "as_it_is",
    "came_involved": "no",
    "came_signer": "Grace Merribeck",
    "came_signer_role": "Head teacher",
    **boxes("checked_at", on_day(3, "11:50")),
    "checked_by": OWEN,
    "checked_sufficiency": "sufficient",
    "checked_dates": "not_applicable",
    "checked_analysis": "none",
    "checked_signed": "yes",
    **boxes("shared_at", on_day(3, "12:10")),
    "shared_by": OWEN,
    "shared_issues": "",
    **boxes("decided_at", on_day(4, "09:30")),
    "decided_by": "Priya Ollerdale",
    "decided_decision": "accepted",
}


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("return.pdf", papers.pdf(), "application/pdf")


def test_a_whole_return_is_entered_on_one_page(
    cast: Cast, case: Case, priya: Client
) -> None:
    page = about_school(case, "take_in_return", cast)

    answer = post(priya, page, **STEPS, came_file=pdf())

    assert answer["Location"] == page
    text = text_of(priya, page)
    assert "Return received: Friday 6 November, 11:20am" in text
    assert "Every step of this return is in the Daily Log." in text
    assert duty_of(case, "final_decision").done_at == on_day(4, "09:30")
    assert case.returns.get().involved is False
    assert not Letter.objects.exists()
    assert "Open the document" in text_of(priya, _return_page(case))


def _return_page(case: Case) -> str:
    return page_of(case, "agency_return", return_id=case.returns.get().pk)


def test_a_document_that_was_not_typed_is_checked_by_reading_it(
    cast: Cast, case: Case, priya: Client
) -> None:
    first = {k: v for k, v in STEPS.items() if k.startswith(("asked", "came"))}
    post(priya, about_school(case, "take_in_return", cast), **first, came_file=pdf())

    text = text_of(priya, _return_page(case))

    assert "Read the document: its answers were not typed." in text
    assert "where no check can look" in text


BAD_STEPS = [
    (dict.fromkeys(STEPS, "") | {"came_file": None}, "Fill in at least one step"),
    ({"came_by": ""}, "Return received. Fill in: Who received it."),
    ({"came_what": "read"}, "Choose the Word form"),
    ({"came_file": None}, "Return received. Fill in: The document."),
    ({"came_involved": ""}, "was the agency involved?"),
    ({"came_signer_role": ""}, "Return received. Fill in: Their role."),
    ({"checked_dates": ""}, "First check. Fill in: Were the dates adequate?"),
    ({"shared_by": ""}, "Shared with the Chair. Fill in: Who shared it."),
    ({"decided_decision": "sent_back"}, "Decision. Fill in: If it was sent back"),
    ({"decided_decision": ""}, "Decision. Fill in: The decision."),
    ({"asked_email": "nobody"}, "valid email"),
    (boxes("came_at", on_day(1, "10:00")), "before the form was sent"),
    (boxes("decided_at", on_day(7)), "has not come yet"),
]


@pytest.mark.parametrize(("changed", "words"), BAD_STEPS)
def test_a_step_that_cannot_be_keeps_what_was_typed(
    cast: Cast, case: Case, priya: Client, changed: dict, words: str
) -> None:
    page = about_school(case, "take_in_return", cast)

    answer = post(priya, page, **{**STEPS, "came_file": pdf(), **changed})

    assert answer.status_code == 422
    assert words in answer.text.replace("&#39;", "'")
    assert not case.returns.exists()


def test_a_step_that_a_colleague_was_quicker_with_comes_back(
    cast: Cast, case: Case, priya: Client
) -> None:
    take_in(cast, case, ReturnBefore(ASKED))

    answer = post(
        priya, about_school(case, "take_in_return", cast), **STEPS, came_file=pdf()
    )

    assert answer.status_code == 409
    assert "has been asked already" in answer.text
    assert "Grace Merribeck" in answer.text


@pytest.mark.paragraph("P2.5")
def test_only_the_manager_enters_a_decision(cast: Cast, case: Case) -> None:
    page = about_school(case, "take_in_return", cast)

    assert "Who decided" not in text_of(signed_in(cast.owen), page)
    assert "Who decided" in text_of(signed_in(cast.priya), page)
    answer = post(signed_in(cast.owen), page, **STEPS, came_file=pdf())
    assert answer.status_code == 400
    assert not case.returns.exists()


PACK = {
    **boxes("made_at", on_day(6, "08:00")),
    "done_by": OWEN,
    **boxes("released_at", on_day(6, "09:00")),
}


def test_a_pack_is_filed_with_who_was_given_it(
    cast: Cast, case: Case, priya: Client
) -> None:
    given = {"people": [str(cast.judith.pk)], "document": pdf()}

    answer = post(priya, page_of(case, "take_in_pack"), **PACK, **given)

    assert answer["Location"] == page_of(case, "collation")
    assert "Judith Hathersby" in text_of(priya, answer["Location"])
    assert duty_of(case, "release_pack").done_at == on_day(6, "09:00")
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "Choose the document of the pack."),
        ({"document": pdf()}, "Say who was given the pack."),
        ({"released_at_day": "", "released_at_month": "", "released_at_year": "",
          "released_at_time": "", "also_to": "Her office"}, "Enter when it was given"),
    ],
)  # fmt: skip
def test_a_pack_that_cannot_be_keeps_what_was_typed(
    case: Case, priya: Client, changed: dict, words: str
) -> None:
    answer = post(priya, page_of(case, "take_in_pack"), **{**PACK, **changed})

    assert answer.status_code == 422
    assert words in answer.text
    assert OWEN in answer.text
    assert not case.packs.exists()


HELD = {
    "done_by": OWEN,
    **boxes("offered_at", on_day(1, "14:00")),
    **boxes("held_from", on_day(2, "14:00")),
    **boxes("held_until", on_day(2, "14:40")),
    "held_minutes_by": "Miriam Stellbrook",
    "held_by": "Sam\nOwen",
}


def test_a_pre_meet_is_entered_on_one_page(
    cast: Cast, case: Case, priya: Client
) -> None:
    page = about_school(case, "take_in_premeet", cast)
    minutes = {**boxes("minutes_at", on_day(3)), "minutes_to": "Sam"}

    answer = post(priya, page, **HELD, **minutes, minutes_file=pdf())

    assert answer["Location"] == page_of(case, "pre_meets")
    assert duty_of(case, "minutes").done_at == on_day(3)
    assert "is in the Daily Log" in text_of(priya, page)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"held_by": ""}, "Fill in: Who attended."),
        ({name: "" for name in HELD if name != "done_by"}, "Fill in at least one step"),
        (boxes("held_until", on_day(2, "13:00")), "before it was held"),
    ],
)
def test_a_pre_meet_that_cannot_be_keeps_what_was_typed(
    cast: Cast, case: Case, priya: Client, changed: dict, words: str
) -> None:
    page = about_school(case, "take_in_premeet", cast)

    answer = post(priya, page, **{**HELD, **changed})

    assert answer.status_code == 422
    assert words in answer.text
    assert OWEN in answer.text

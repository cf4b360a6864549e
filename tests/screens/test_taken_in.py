"""The pages on which a review under way is taken in: nothing typed is lost, nobody is written to."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rapidreview.case.models import Case
from rapidreview.dailylog.reading import entries
from rapidreview.mail.models import Letter
from rapidreview.procedure.logkinds import LogKind
from tests.asking import asked
from tests.cast import Cast, gather
from tests.opened import HARM, TOLD_AT, told
from tests.posting import boxes, post, signed_in, stop_the_clock
from tests.procedure.given import on_day
from tests.taken import (
    DAY_6,
    OWEN,
    WHOLE,
    about_school,
    duty_of,
    page_of,
    take_in,
    text_of,
    with_agencies,
)

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P14.6")]
PAGES = ("taken_in", "take_in_return", "take_in_pack", "take_in_premeet")
MESSAGE = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\nTold."
LONG = "A long story. " * 100


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def case(cast: Cast, settings: object) -> Case:
    stop_the_clock(settings, DAY_6)
    cast.agencies["SCH"].familiar = False
    cast.agencies["SCH"].save()
    return with_agencies(cast)


@pytest.fixture
def priya(cast: Cast) -> Client:
    return signed_in(cast.priya)


def filled(task: str = "tell_group", when: object = None, **more: object) -> dict:
    """A row of the page."""
    moment = boxes(f"{task}-when", when or on_day(1, "14:00"))
    return {**moment, f"{task}-who": OWEN, **more}


def test_a_call_of_an_earlier_day_is_shown_and_leads_here(
    cast: Cast, settings: object
) -> None:
    stop_the_clock(settings, DAY_6)
    priya = signed_in(cast.priya)
    typed = {
        "children": "1",
        "family": "0",
        **boxes("received_at", TOLD_AT),
        "from_name": "Marcus Ingleforth",
        "channel": "Telephone",
        **boxes("occurred_at", HARM.occurred_at),
        "incident": "A child was taken to hospital.",
        "manager": str(cast.priya.pk),
        "child0-is_subject": "yes",
    }

    shown = post(priya, "/cases/new/", **typed)
    opened = post(priya, "/cases/new/", open="yes", **typed)

    assert "this review is taken in on <strong>Day 6</strong>" in shown.text
    assert opened["Location"] == page_of(Case.objects.get())
    assert "Tell the JCR Group" in text_of(priya, opened["Location"])


@pytest.mark.parametrize("name", PAGES)
def test_only_the_team_opens_these_pages(cast: Cast, case: Case, name: str) -> None:
    page = about_school(case, name, cast)

    assert signed_in(cast.owen).get(page).status_code == 200
    assert signed_in(cast.judith).get(page).status_code == 403
    assert signed_in(cast.oliver).get(page).status_code == 200  # an officer too
    assert signed_in(cast.sam).get(page).status_code == 404
    assert post(signed_in(cast.judith), page).status_code == 403


@pytest.mark.parametrize("name", ["take_in_return", "take_in_premeet"])
def test_an_agency_that_was_not_chosen_is_not_found(
    cast: Cast, case: Case, priya: Client, name: str
) -> None:
    for agency_id in (cast.police.pk, uuid4()):
        assert priya.get(page_of(case, name, agency_id=agency_id)).status_code == 404


def test_the_page_asks_of_each_task_that_is_due_and_not_done(
    case: Case, priya: Client
) -> None:
    text = text_of(priya, page_of(case))

    assert "Tell the JCR Group" in text
    assert "Take oversight of the review" in text  # done today, says the log
    assert "Hold the Rapid Review meeting" not in text  # not before Day 7
    assert 'name="choose_agencies-when_day"' not in text
    assert "Aldermoss Primary School" in text
    assert "Pre-meet" in text


def test_one_press_enters_every_row_that_is_filled_in(
    cast: Cast, case: Case, priya: Client
) -> None:
    typed = {
        **filled("send_invitations", on_day(2)),
        **filled("tell_group"),
        **filled("confirm_senior_officers", None),
        "confirm_senior_officers-named": [str(cast.helene.pk)],
        "tell_group-words": "By e-mail.",
        "tell_group-file": SimpleUploadedFile("told.eml", MESSAGE),
    }

    answer = post(priya, page_of(case), **typed)

    assert answer["Location"] == page_of(case)
    assert "3 tasks are entered" in text_of(priya, page_of(case))
    assert duty_of(case, "tell_group").done_at == on_day(1, "14:00")
    assert duty_of(case, "send_invitations").done_at == on_day(2)
    assert not Letter.objects.exists()


WRONG = [
    ({}, "Fill in at least one row"),
    ({"tell_group-words": LONG}, "Tell the JCR Group. Enter when it was."),
    (filled() | {"tell_group-who": ""}, "Tell the JCR Group. Enter who did it."),
    (filled(when=on_day(1, "08:00")), "before the Partnership was told"),
    (filled(when=on_day(7)), "has not come yet"),
    (filled() | {"tell_group-when_month": "13"}, "must be a real date"),
    (filled() | {"tell_group-who": "N" * 121}, "120 characters or fewer"),
    (filled("lead_professional"), "Choose who was named."),
    (filled("lead_professional") | {"lead_professional-named": "x"}, "Choose one of"),
    (
        filled() | {"tell_group-file": SimpleUploadedFile("x.exe", b"MZ\x90 x")},
        "program",
    ),
]


@pytest.mark.parametrize(("typed", "words"), WRONG)
def test_a_bad_row_keeps_everything_typed_and_stores_nothing(
    case: Case, priya: Client, typed: dict, words: str
) -> None:
    before = len(entries(case))
    also = filled(
        "send_invitations", on_day(2), **{"send_invitations-words": "All told"}
    )
    other = also if typed else {}

    answer = post(priya, page_of(case), **other, **typed)

    assert answer.status_code == 422
    assert words in answer.text
    assert len(entries(case)) == before
    assert not other or "All told" in answer.text


def test_a_row_that_a_colleague_was_quicker_with_comes_back(
    cast: Cast, case: Case, priya: Client
) -> None:
    post(signed_in(cast.owen), page_of(case), **filled())

    answer = post(priya, page_of(case), **filled(), **{"tell_group-words": "Mine."})

    assert answer.status_code == 409
    assert "stands in the Daily Log already" in answer.text
    assert "Mine." in answer.text


def test_pressed_twice_it_is_entered_once(case: Case, priya: Client) -> None:
    key = uuid4()

    for _ in range(2):
        post(priya, page_of(case), key, **filled("liaise"))

    assert len(told(case, LogKind.CHAIR_CONTACTED)) == 1


def test_the_usual_pages_ask_who_did_it_once_a_case_is_taken_in(
    cast: Cast, case: Case, priya: Client, settings: object
) -> None:
    page = page_of(case, "contact")
    assert "done before the case was taken in" in text_of(priya, page)
    typed = {"with_name": "Judith", "channel": "Telephone", "on_target": "yes"}

    without = post(priya, page, **typed, done_by=OWEN)
    post(priya, page, **typed, done_by=OWEN, **boxes("occurred_at", on_day(3)))

    assert "Enter when it was done." in without.text
    assert told(case, LogKind.CHAIR_CONTACTED)[0].done_by == OWEN
    stop_the_clock(settings, TOLD_AT)
    other = asked(gather("Saltmarsh", "SSCP")).case
    assert Case.objects.count() == 2
    assert not told(other, LogKind.CASE_TAKEN_IN)


def test_the_overview_leads_here_while_something_shows_as_late(
    cast: Cast, case: Case, priya: Client
) -> None:
    assert "shows as late until it is entered" in text_of(priya, page_of(case, "case"))
    assert "Enter what was done" not in text_of(
        signed_in(cast.judith), page_of(case, "case")
    )


def test_the_log_says_who_did_it_and_how_much_later_it_was_recorded(
    cast: Cast, case: Case, priya: Client
) -> None:
    take_in(cast, case, WHOLE)

    text = text_of(priya, page_of(case, "daily_log"))

    assert "Taken in: done before by Owen Tarnfield." in text
    assert "<strong>recorded 5 days later</strong> (today, 10:05am)" in text

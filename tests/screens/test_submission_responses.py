"""The page of the submission once the report has gone: waiting, responses, what follows."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.dailylog.facts import case_facts
from rapidreview.mail.models import Letter
from rapidreview.procedure.logkinds import LogKind
from rapidreview.submission.models import Response
from rapidreview.submission.responses import share_response
from tests import make
from tests.cast import Cast, gather, gather_elsewhere
from tests.posting import boxes, post, signed_in, stop_the_clock
from tests.submitted import ANSWERED_AT, answered, bundled, submitted

pytestmark = pytest.mark.django_db
NOW = ANSWERED_AT + timedelta(hours=1)
TXT = b"Dear Partnership Manager, thank you for the report."
RESPONSE = {
    "body": "panel",
    "view": "queries",
    "comments": "Clear, and in time.",
    "queries": "What will be different?\nHas the request been met?",
    **boxes("received_at", ANSWERED_AT),
}


@pytest.fixture
def cast(settings: object) -> Cast:
    stop_the_clock(settings, NOW)
    gather_elsewhere()
    return gather()


def at(case: Case, name: str = "submission", **more: object) -> str:
    return reverse(name, kwargs={"case_id": case.pk, **more})


def on(response: Response, name: str) -> str:
    return at(response.case, name, response_id=response.pk)


def a_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("letter.txt", TXT)


@pytest.mark.paragraph("P13.5")
def test_while_it_waits_the_page_says_when_to_ask_again(cast: Cast) -> None:
    case, owen = submitted(cast).case, signed_in(cast.owen)

    page = owen.get(at(case)).text
    asked = post(owen, at(case, "follow_up"), words="By telephone: in hand.")
    after = owen.get(at(case)).text

    assert "Ask again on Monday 7 December 2026 if none has come." in page
    assert asked.status_code == 302
    assert "Asked once, last today" in after
    assert "Ask again on Friday 18 December 2026" in after


@pytest.mark.paragraph("P13.5")
def test_a_response_is_filed_and_shown_with_what_it_asks(cast: Cast) -> None:
    case, owen = submitted(cast).case, signed_in(cast.owen)

    answer = post(owen, at(case, "receive_response"), **RESPONSE, file=a_file())
    page = owen.get(at(case)).text

    assert answer.status_code == 302
    assert "National Panel: agrees, and asks something" in page
    assert "<li>What will be different?</li>" in page
    assert "III. Statutory Correspondence / Response of the National Panel" in page
    assert "No response yet" not in page


@pytest.mark.paragraph("P13.5")
@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"view": ""}, "Choose: What it says."),
        ({"queries": ""}, "Write down what is asked"),
        ({"file": None}, "Choose a file."),
        ({"file": SimpleUploadedFile("a.pdf", b"MZ")}, "This is a program"),
        (boxes("received_at", NOW + timedelta(days=1)), "has not come yet"),
        ({"queries": "a" * 5001}, "must be 5,000 characters or fewer"),
    ],
)
def test_a_response_that_cannot_be_comes_back_as_it_was_typed(
    cast: Cast, changed: dict, words: str
) -> None:
    case = submitted(cast).case
    typed = {**RESPONSE, "file": a_file(), **changed}

    page = post(signed_in(cast.owen), at(case, "receive_response"), **typed)

    assert page.status_code == 422
    assert words in page.text
    assert "Clear, and in time.</textarea>" in page.text
    assert not Response.objects.exists()


@pytest.mark.paragraph("P13.5")
def test_before_submission_there_is_nothing_to_file(cast: Cast) -> None:
    case = bundled(cast).case

    page = post(
        signed_in(cast.owen), at(case, "receive_response"), **RESPONSE, file=a_file()
    )

    assert page.status_code == 409
    assert "The report has not been submitted." in page.text


@pytest.mark.paragraph("P13.5")
def test_who_gets_the_response_is_shown_before_it_is_shared(cast: Cast) -> None:
    response, priya = answered(cast), signed_in(cast.priya)

    page = priya.get(on(response, "share_response")).text
    answer = post(priya, on(response, "share_response"), people=[cast.judith.pk])
    nobody = post(priya, on(response, "share_response"))

    for one in (cast.judith, cast.matthias, cast.helene):
        assert f"{one.name}: " in page
    assert "A response has come, reference" in page
    assert (answer.status_code, nobody.status_code) == (302, 422)
    assert Letter.objects.get(kind="response_shared").to_email == cast.judith.email
    assert f"{cast.judith.name}" in priya.get(at(response.case)).text


@pytest.mark.paragraph("P13.5")
def test_what_was_asked_is_answered_by_letter(cast: Cast) -> None:
    response, owen = answered(cast), signed_in(cast.owen)
    sent = boxes("answered_at", NOW)

    form = owen.get(on(response, "answer_panel")).text
    without = post(owen, on(response, "answer_panel"), **sent)
    answer = post(owen, on(response, "answer_panel"), **sent, file=a_file())
    again = post(owen, on(response, "answer_panel"), **sent, file=a_file())

    assert "Has the request been met?" in form
    assert [one.status_code for one in (without, answer, again)] == [422, 302, 409]
    assert "Our answer</a>" in owen.get(at(response.case)).text


@pytest.mark.paragraph("P13.5")
@pytest.mark.parametrize(
    ("view", "words"),
    [
        ("agrees", "Close the case once its work is done."),
        ("disagrees", "The three partners reconsider their decision"),
        ("local_review", "start a local review or tell"),
        ("noted", "Nothing is asked."),
    ],
)
def test_what_usually_follows_is_said_and_nothing_is_filled_in(
    cast: Cast, view: str, words: str
) -> None:
    response = answered(cast, view=view, queries="")

    page = signed_in(cast.priya).get(on(response, "next_step")).text

    assert words in page
    assert "></textarea>" in page


@pytest.mark.paragraph("P13.5")
def test_the_manager_decides_what_follows(cast: Cast) -> None:
    response, priya = answered(cast), signed_in(cast.priya)

    empty = post(priya, on(response, "next_step"), words="")
    answer = post(priya, on(response, "next_step"), words="We answer, then close.")
    again = post(priya, on(response, "next_step"), words="We close.")

    assert [one.status_code for one in (empty, answer, again)] == [422, 302, 409]
    assert "We answer, then close." in priya.get(at(response.case)).text
    assert post(
        signed_in(cast.owen), on(response, "next_step"), words="No."
    ).status_code == (403)


@pytest.mark.paragraph("P13.5")
def test_a_senior_officer_reads_the_record_and_what_was_shared(cast: Cast) -> None:
    response, helene = answered(cast), signed_in(cast.helene)
    paper = at(response.case, "open_submission_paper", version_id=response.document_id)

    before = helene.get(at(response.case)).text
    closed = helene.get(paper).status_code
    share_response(response, [cast.helene], by=cast.actor("priya"), at=NOW)
    after = helene.get(at(response.case)).text

    assert "Day 14 of 15 of the partnership’s own count" in before
    assert (closed, helene.get(paper).status_code) == (404, 200)
    assert (paper in before, paper in after) == (False, True)
    assert "Before it goes" not in before


@pytest.mark.paragraph("P13.5")
def test_one_of_the_group_finds_what_was_shared_and_not_the_record(
    cast: Cast,
) -> None:
    response, matthias = answered(cast), signed_in(cast.matthias)
    assert matthias.get(at(response.case)).status_code == 403

    share_response(response, [cast.matthias], by=cast.actor("priya"), at=NOW)
    page = matthias.get(at(response.case)).text

    assert "Open the response" in page
    assert "Days used" not in page
    assert matthias.get(at(response.case, "open_bundle", number=1)).status_code == 403


def test_a_paper_that_is_none_of_the_submission_is_not_found_here(cast: Cast) -> None:
    response = answered(cast)
    other = make.document(response.case, cast)

    page = at(response.case, "open_submission_paper", version_id=other.pk)

    assert signed_in(cast.priya).get(page).status_code == 404


@pytest.mark.parametrize(
    "name", ["share_response", "answer_panel", "next_step"], ids=str
)
def test_a_response_of_another_case_is_not_found(cast: Cast, name: str) -> None:
    response = answered(cast)
    other = make.case(cast, number=2, label="041126XX")

    page = at(other, name, response_id=response.pk)

    assert signed_in(cast.priya).get(page).status_code == 404


@pytest.mark.parametrize(
    "name",
    ["submission", "follow_up", "receive_response", "decide_ofsted"],
)
def test_an_outsider_finds_nothing_of_it(cast: Cast, name: str) -> None:
    case = submitted(cast).case

    assert signed_in(cast.oliver).get(at(case, name)).status_code == 404


def test_a_scrutineer_reads_and_changes_nothing(cast: Cast) -> None:
    response = answered(cast)
    nadia = signed_in(cast.nadia)

    assert nadia.get(at(response.case)).status_code == 200
    assert post(nadia, at(response.case, "follow_up"), words="x").status_code == 403
    assert not case_facts(response.case).has(LogKind.PANEL_FOLLOWED_UP)


def test_what_is_long_and_what_looks_like_markup_stays_text(cast: Cast) -> None:
    response = answered(cast, queries="<b>Why?</b>\n" + "word " * 900)

    page = signed_in(cast.priya).get(at(response.case)).text

    assert "&lt;b&gt;Why?&lt;/b&gt;" in page

"""The page of the submission until the report has gone: pre-flight, bundle, record."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.report.reading import live_signature
from rapidreview.submission.models import Submission
from tests import make
from tests.cast import Cast, gather, gather_elsewhere
from tests.posting import boxes, post, signed_in, stop_the_clock
from tests.signed import signed, void
from tests.submitted import (
    ACKNOWLEDGED_AT,
    LETTER,
    MADE_AT,
    SENT_AT,
    bundled,
    decided,
    submitted,
)

pytestmark = pytest.mark.django_db
RECORD = {
    "sent_to": "The national portal",
    "channel": "National portal",
    "sent_by": "Priya Ollerdale",
    **boxes("sent_at", SENT_AT),
}
EML = (
    b"From: panel@panel.example\r\nTo: us@x.example\r\nSubject: Received\r\n\r\nThanks."
)


@pytest.fixture
def cast(settings: object) -> Cast:
    stop_the_clock(settings, SENT_AT)
    gather_elsewhere()
    return gather()


def at(case: Case, name: str = "submission", **more: object) -> str:
    return reverse(name, kwargs={"case_id": case.pk, **more})


@pytest.mark.paragraph("P13.2")
def test_the_pre_flight_shows_what_is_missing_with_links(cast: Cast) -> None:
    case = make.case(cast)

    page = signed_in(cast.priya).get(at(case)).text

    assert "7 still missing" in page
    assert f'href="{at(case, "notification")}">The SIN is not recorded' in page
    assert "The chain of the Daily Log verifies." in page
    assert "Make the bundle" not in page


@pytest.mark.paragraph("P13.2", "P13.3")
def test_days_of_both_clocks_stand_on_the_page(cast: Cast) -> None:
    page = signed_in(cast.priya).get(at(signed(cast))).text

    assert "Day 14 of 15. It ends tomorrow, 5pm." in page
    assert "Day 12 counting the day of the SIN, 11 without it." in page
    assert "the latest day is Friday 27 November 2026" in page


@pytest.mark.paragraph("P13.3")
def test_the_manager_edits_the_letter_and_makes_the_bundle(cast: Cast) -> None:
    case, priya = decided(cast), signed_in(cast.priya)

    before = priya.get(at(case)).text
    made = post(priya, at(case, "make_bundle"), covering_letter=LETTER)
    page = priya.get(at(case)).text

    assert "Ready to be submitted" in before
    assert "I enclose the report of the Rapid Review of SIN-0000-TRAINING" in before
    assert made.status_code == 302
    assert "Record of the decision (PDF)" in page
    assert at(case, "record_submission", number=1) in page


@pytest.mark.paragraph("P13.3")
@pytest.mark.parametrize(
    ("letter", "status", "words"),
    [
        ("", 422, "Enter: Covering letter."),
        ("About Bramwell Nettlecombe.", 422, "A letter may not name a child"),
    ],
)
def test_a_letter_that_cannot_go_comes_back_as_it_was_typed(
    cast: Cast, letter: str, status: int, words: str
) -> None:
    case = decided(cast)

    page = post(signed_in(cast.priya), at(case, "make_bundle"), covering_letter=letter)

    assert page.status_code == status
    assert words in page.text
    assert f"{letter}</textarea>" in page.text
    assert not Submission.objects.exists()


@pytest.mark.paragraph("P13.3")
def test_what_is_missing_is_named_when_somebody_makes_it_nevertheless(
    cast: Cast,
) -> None:
    case = signed(cast)

    page = post(signed_in(cast.priya), at(case, "make_bundle"), covering_letter=LETTER)

    assert page.status_code == 422
    assert "It is not decided whether Ofsted is sent the report." in page.text


@pytest.mark.paragraph("P13.3", "P0.7")
def test_the_submission_is_recorded(cast: Cast) -> None:
    case, priya = bundled(cast).case, signed_in(cast.priya)
    case.partnership.submission_address = "submissions@panel.example"
    case.partnership.save()

    form = priya.get(at(case, "record_submission", number=1)).text
    answer = post(priya, at(case, "record_submission", number=1), **RECORD)
    page = priya.get(at(case)).text

    assert 'value="submissions@panel.example"' in form
    assert "Why it is late" not in form
    assert answer.status_code == 302
    assert "Day 14 of 15 of the partnership’s own count; National Panel day 12" in page
    assert "With the National Panel since today, 3:10pm" in page


@pytest.mark.paragraph("P13.3", "P0.7")
def test_after_the_last_day_the_form_asks_why(cast: Cast, settings: object) -> None:
    case, late = bundled(cast).case, SENT_AT + timedelta(days=2)
    stop_the_clock(settings, late)
    priya, record = signed_in(cast.priya), at(case, "record_submission", number=1)
    typed = {**RECORD, **boxes("sent_at", late)}

    page = post(priya, record, **typed)
    answer = post(priya, record, **typed, late_because="The Chair was ill.")

    assert (page.status_code, answer.status_code) == (422, 302)
    assert "Say why it is late" in page.text
    assert 'value="The national portal"' in page.text
    assert Submission.objects.get(case=case).late_because == "The Chair was ill."


@pytest.mark.paragraph("P13.3")
@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"sent_to": ""}, "Enter: To which address or portal."),
        ({"sent_at_day": ""}, "must include a day"),
        (boxes("sent_at", SENT_AT + timedelta(hours=2)), "has not come yet"),
        (boxes("sent_at", MADE_AT - timedelta(minutes=9)), "Say why it was made"),
    ],
)
def test_a_sending_that_cannot_be_is_refused_and_stays_typed(
    cast: Cast, changed: dict, words: str
) -> None:
    case = bundled(cast).case
    record = at(case, "record_submission", number=1)

    page = post(signed_in(cast.priya), record, **{**RECORD, **changed})

    assert page.status_code == 422
    assert words in page.text
    assert 'value="Priya Ollerdale"' in page.text


@pytest.mark.paragraph("P13.1", "P13.3")
def test_a_stale_bundle_says_so_and_is_not_recorded(cast: Cast) -> None:
    case, priya = bundled(cast).case, signed_in(cast.priya)
    void(live_signature(case), cast, MADE_AT)

    page = priya.get(at(case)).text
    answer = post(priya, at(case, "record_submission", number=1), **RECORD)

    assert "The report was changed after this bundle was made." in page
    assert at(case, "record_submission", number=1) not in page
    assert answer.status_code == 409


@pytest.mark.paragraph("P13.3")
def test_the_bundle_and_its_files_are_opened(cast: Cast) -> None:
    case, judith = bundled(cast).case, signed_in(cast.judith)

    bundle = judith.get(at(case, "open_bundle", number=1))
    record = judith.get(
        at(case, "open_in_bundle", number=1, file_name="decision-record.pdf")
    )

    assert bundle["Content-Disposition"].startswith("attachment")
    assert b"".join(bundle).startswith(b"PK")
    assert record["Content-Disposition"].startswith("inline")
    assert b"".join(record).startswith(b"%PDF")
    for name in ("manifest.json", "other.pdf"):
        missing = judith.get(at(case, "open_in_bundle", number=1, file_name=name))
        assert missing.status_code == 404
    assert judith.get(at(case, "open_bundle", number=2)).status_code == 404


@pytest.mark.paragraph("P13.3", "P1.18")
def test_the_acknowledgement_is_filed_as_the_email_it_came_as(
    cast: Cast, settings: object
) -> None:
    case, owen = submitted(cast).case, signed_in(cast.owen)
    stop_the_clock(settings, ACKNOWLEDGED_AT)
    acknowledge = at(case, "acknowledge_submission", number=1)
    came = boxes("received_at", ACKNOWLEDGED_AT)

    without = post(owen, acknowledge, **came)
    refused = post(owen, acknowledge, **came, file=SimpleUploadedFile("a.pdf", b""))
    filed = post(owen, acknowledge, **came, file=SimpleUploadedFile("a.eml", EML))
    again = post(owen, acknowledge, **came, file=SimpleUploadedFile("a.eml", EML))

    assert [one.status_code for one in (without, refused, filed, again)] == [
        422,
        422,
        302,
        409,
    ]
    assert "The acknowledgement</a>" in owen.get(at(case)).text
    kept = DocumentVersion.objects.get(document__subject=str(case.submissions.get().pk))
    assert kept.document.sort == "email"


@pytest.mark.paragraph("P13.3")
def test_only_the_manager_makes_records_and_decides(cast: Cast) -> None:
    case, owen = bundled(cast).case, signed_in(cast.owen)

    page = owen.get(at(case)).text
    refused = [
        post(owen, at(case, "make_bundle"), covering_letter=LETTER),
        post(owen, at(case, "record_submission", number=1), **RECORD),
        post(owen, at(case, "decide_ofsted"), required="no", why="It has it."),
        post(signed_in(cast.judith), at(case, "make_bundle"), covering_letter=LETTER),
    ]

    assert {one.status_code for one in refused} == {403}
    assert at(case, "record_submission", number=1) not in page
    assert "</textarea>" not in page


def test_before_submission_no_reader_finds_the_page(cast: Cast) -> None:
    case = bundled(cast).case

    for user in (cast.helene, cast.nadia, cast.matthias):
        assert signed_in(user).get(at(case)).status_code == 403
    assert signed_in(cast.oliver).get(at(case)).status_code == 404
    assert signed_in(gather("Far", "FAR").priya).get(at(case)).status_code == 404

"""The notification, the children, the decision and the SIN: the pages."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rapidreview.case.models import AccessEntry
from rapidreview.casefolder.models import Document
from rapidreview.dailylog.facts import case_facts
from rapidreview.procedure.logkinds import LogKind
from tests.cast import gather, gather_elsewhere
from tests.opened import NOW, TOLD_AT, opened, told
from tests.posting import boxes, post, signed_in, stop_the_clock

pytestmark = pytest.mark.django_db
SIN = {
    "outcome": "review_required",
    "submitted_by": "Marcus Ingleforth",
    "reference": "SIN-0000",
    **boxes("submitted_at", NOW - timedelta(minutes=5)),
}
RECORDED = (
    *("decision/", "partners/", "sin/", "sin/none/", "sin/withdrawn/", "children/add/"),
    *("areas/", "sin/sheet/change/"),
)


@pytest.fixture(autouse=True)
def _day_1(settings):
    stop_the_clock(settings, NOW)


@pytest.fixture
def cast():
    return gather()


@pytest.fixture
def case(cast):
    return opened(cast)


def at(case, path):
    return f"/cases/{case.pk}/{path}"


@pytest.mark.parametrize(
    "path", [*RECORDED, "notification/", "children/", "sin/sheet/"]
)
def test_the_team_sees_the_page_and_outsiders_find_nothing(cast, case, path) -> None:
    outsider = gather_elsewhere().priya

    page = signed_in(cast.owen).get(at(case, path))

    assert page.status_code == 200
    assert "Why: " in page.text
    assert signed_in(cast.miriam).get(at(case, path)).status_code == 403
    assert signed_in(cast.dana).get(at(case, path)).status_code == 404
    assert signed_in(outsider).get(at(case, path)).status_code == 404


@pytest.mark.paragraph("P1.1", "P1.2")
def test_the_notification_shows_what_was_told_and_what_can_be_corrected(
    cast, case
) -> None:
    page = signed_in(cast.priya).get(at(case, "notification/")).text

    assert "Wednesday 4 November 2026, 09:40" in page
    assert "Marcus Ingleforth, Head of Service" in page
    assert at(case, "correct/call/") in page
    assert at(case, "correct/awareness/") in page
    assert "Not recorded yet" in page


def test_names_of_children_stand_on_a_page_of_their_own_that_is_noted(
    cast, case
) -> None:
    priya = signed_in(cast.priya)

    assert "Bramwell" not in priya.get(at(case, "notification/")).text
    assert "Bramwell Nettlecombe" in priya.get(at(case, "children/")).text

    assert AccessEntry.objects.filter(case=case, route="children").count() == 1


@pytest.mark.paragraph("P1.5", "P1.2")
def test_the_sin_is_recorded_once_and_its_copy_filed(cast, case) -> None:
    priya, key = signed_in(cast.priya), uuid4()
    for _ in range(2):
        copy = SimpleUploadedFile("sin.txt", b"A copy of the notification.")
        assert post(priya, at(case, "sin/"), key, copy=copy, **SIN).status_code == 302

    assert len(told(case, LogKind.SIN_SUBMITTED)) == 1
    assert Document.objects.filter(case=case, sort=Document.Sort.SIN).count() == 1
    assert "Submitted by Marcus" in priya.get(at(case, "notification/")).text


@pytest.mark.parametrize(
    ("changed", "status", "words"),
    [
        ({"reference": ""}, 422, "Enter: Reference of the SIN."),
        ({"submitted_at_day": ""}, 422, "must include a day"),
        (boxes("submitted_at", NOW + timedelta(days=1)), 422, "has not come yet"),
        ({"outcome": "withdrawn"}, 422, "Choose one of the list."),
        ({"outcome": "no_review"}, 422, "Choose why no review is required."),
        (
            {"outcome": "no_review", "no_review": "other"},
            422,
            "Enter why no review is required.",
        ),
        ({"outcome": "perhaps"}, 422, "Choose one of the list."),
    ],
)
def test_a_sin_that_cannot_be_is_refused_and_what_was_typed_stays(
    cast, case, changed, status, words
) -> None:
    page = post(signed_in(cast.priya), at(case, "sin/"), **{**SIN, **changed})

    assert page.status_code == status
    assert words in page.text
    assert 'value="Marcus Ingleforth"' in page.text
    assert not case_facts(case).has(LogKind.SIN_SUBMITTED)


def test_a_file_that_is_no_document_is_refused_and_nothing_is_stored(
    cast, case
) -> None:
    empty = SimpleUploadedFile("sin.pdf", b"")

    page = post(signed_in(cast.priya), at(case, "sin/"), copy=empty, **SIN)

    assert page.status_code == 422
    assert not case_facts(case).has(LogKind.SIN_SUBMITTED)


@pytest.mark.paragraph("P1.2")
def test_the_teams_own_decision_is_refused_on_the_page(cast, case) -> None:
    page = post(
        signed_in(cast.priya),
        at(case, "decision/"),
        decided_by="Priya Ollerdale",
        words="Criteria met.",
    )

    assert page.status_code == 422
    assert "rests with Children’s Social Care" in page.text
    assert "Criteria met." in page.text


@pytest.mark.paragraph("P1.2")
def test_decision_and_agreement_are_recorded_and_shown(cast, case) -> None:
    owen = signed_in(cast.owen)

    post(owen, at(case, "decision/"), decided_by="Marcus", words="Criteria met.")
    post(owen, at(case, "partners/"), words="Both partners agree.")

    page = owen.get(at(case, "notification/")).text
    assert "Decided by Marcus for Children’s Social Care: Criteria met." in page
    assert "Both partners agree." in page


CHILD = {"name": "Ines", "is_subject": "yes", "sex": "female"}


@pytest.mark.paragraph("P1.2")
def test_a_child_is_added(cast, case) -> None:
    answer = post(signed_in(cast.owen), at(case, "children/add/"), **CHILD)

    assert answer["Location"] == at(case, "children/")
    assert [one.name for one in case.children.all()] == ["Bramwell Nettlecombe", "Ines"]


def test_a_child_born_after_the_incident_is_refused(cast, case) -> None:
    typed = {**CHILD, **boxes("born", TOLD_AT.date())}

    page = post(signed_in(cast.owen), at(case, "children/add/"), **typed)

    assert page.status_code == 422
    assert "is after the incident" in page.text
    assert 'value="Ines"' in page.text


def test_who_was_slower_compares_both_texts_and_may_keep_theirs(cast, case) -> None:
    child = case.children.get()
    page, priya = at(case, f"children/{child.pk}/"), signed_in(cast.priya)
    post(signed_in(cast.owen), page, version="1", **CHILD)

    stale = post(priya, page, version="1", **{**CHILD, "name": "Inês"})

    assert stale.status_code == 409
    assert "Where the two differ" in stale.text
    assert "Keep mine" in stale.text
    assert 'name="version" value="2"' in stale.text
    child.refresh_from_db()
    assert child.name == "Ines"
    assert (
        post(priya, page, version="2", **{**CHILD, "name": "Inês"}).status_code == 302
    )


def test_a_child_of_another_case_is_not_found(cast, case) -> None:
    other = opened(cast)

    page = at(case, f"children/{other.children.get().pk}/")

    assert signed_in(cast.priya).get(page).status_code == 404

"""The outbox: every letter of the case, its state, and the letter as its reader sees it."""

import pytest
from django.test import Client

from rapidreview.case.models import Case
from rapidreview.mail.delivery import deliver_due
from rapidreview.mail.models import Letter
from tests import make
from tests.asking import asked
from tests.cast import Cast, gather_elsewhere
from tests.posting import signed_in, stop_the_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast, settings) -> Case:
    """Asked: the school's author has a letter, and it is shown on screen."""
    row = asked(cast)
    stop_the_clock(settings, row.asked_at)
    deliver_due(row.asked_at)
    return row.case


def outbox(client: Client, case: Case) -> str:
    return client.get(f"/cases/{case.pk}/letters/").text


def test_a_case_without_letters_says_so(cast: Cast) -> None:
    page = outbox(signed_in(cast.priya), make.case(cast))

    assert "No letter yet." in page


@pytest.mark.paragraph("P1.10")
def test_a_letter_is_listed_with_its_reader_and_state(
    case: Case, priya: Client
) -> None:
    page = outbox(priya, case)

    assert "Sam Hollinfare" in page
    assert "In the on-screen outbox" in page


@pytest.mark.paragraph("P1.10")
def test_a_letter_is_shown_as_its_reader_reads_it(case: Case, priya: Client) -> None:
    letter = Letter.objects.get(case=case, kind="request")

    page = priya.get(f"/cases/{case.pk}/letters/{letter.pk}/").text

    assert letter.subject in page
    assert "/answer/" in page
    assert "⟦link⟧" not in page


def test_no_letter_names_the_child(case: Case, priya: Client) -> None:
    for letter in Letter.objects.filter(case=case):
        page = priya.get(f"/cases/{case.pk}/letters/{letter.pk}/").text
        told = page.split('class="rr-letter"')[1].split("</main>")[0]
        assert "Nettlecombe" not in told
        assert case.label not in told


def test_a_letter_is_found_only_through_its_own_case(
    cast: Cast, case: Case, priya: Client
) -> None:
    there = asked(gather_elsewhere()).case
    letter = Letter.objects.filter(case=there).first()

    answer = priya.get(f"/cases/{case.pk}/letters/{letter.pk}/")

    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["judith", "miriam"])
def test_letters_with_their_links_are_the_teams_only(
    cast: Cast, case: Case, name: str
) -> None:
    browser = signed_in(cast.users[name])
    letter = Letter.objects.filter(case=case).first()

    assert browser.get(f"/cases/{case.pk}/letters/").status_code == 403
    assert browser.get(f"/cases/{case.pk}/letters/{letter.pk}/").status_code == 403

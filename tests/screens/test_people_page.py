"""Who works on the case, in which role, from and to, and who stands in."""

import pytest
from django.test import Client

from rapidreview.case.models import Case
from rapidreview.procedure.vocabulary import Role
from tests import make
from tests.cast import Cast
from tests.posting import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P0.6")]


def people(client: Client, case: Case) -> str:
    return client.get(f"/cases/{case.pk}/people/").text


def test_everybody_on_the_case_is_named_with_their_role(
    cast: Cast, case: Case, priya: Client
) -> None:
    page = people(priya, case)

    for name in make.ON_THE_CASE:
        assert cast.users[name].name in page
    assert "Partnership Manager" in page
    assert "Oliver Lowenside" not in page


def test_a_deputy_is_shown_with_for_whom_and_for_what(
    cast: Cast, case: Case, priya: Client
) -> None:
    grant = make.appoint(case, cast.victor, Role.JCR_CHAIR, stands_in_for=cast.judith)
    grant.tasks, grant.to_at = "All contacts", make.later(days=1)
    grant.save()

    page = people(priya, case)

    assert "Standing in for Judith Hathersby: All contacts" in page
    assert "tomorrow, 9:30am" in page


def test_a_member_is_shown_with_their_agency(
    cast: Cast, case: Case, priya: Client
) -> None:
    make.appoint(case, cast.matthias, Role.JCR_MEMBER, agency=cast.school)

    assert "JCR Group member, Aldermoss Primary School" in people(priya, case)


def test_only_the_team_is_offered_to_appoint(cast: Cast, case: Case) -> None:
    assert "stand-in/" in people(signed_in(cast.owen), case)
    assert "stand-in/" not in people(signed_in(cast.judith), case)


def test_a_minute_taker_does_not_read_who_is_on_the_case(
    cast: Cast, case: Case
) -> None:
    answer = signed_in(cast.miriam).get(f"/cases/{case.pk}/people/")

    assert answer.status_code == 403


def test_who_can_sign_in_is_a_page_of_training_only(
    cast: Cast, client: Client, settings
) -> None:
    assert client.get("/training/").status_code == 404

    settings.TRAINING = True

    page = client.get("/training/").text
    assert settings.TRAINING_PASSWORD in page
    assert "priya@northmere.example" in page
    assert "Nobody and nothing here is real." in page

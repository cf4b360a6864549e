"""A version is put in force from a day, with its reason; running cases keep theirs."""

from datetime import timedelta

import pytest
from django.test import Client

from rapidreview.people.models import InForce, LoadedProcedure
from rapidreview.procedure.calendar import london_day
from tests import make
from tests.adopted import loaded
from tests.cast import Cast
from tests.posting import boxes, post, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.4")]
TODAY = london_day(make.DAY_1)


@pytest.fixture
def row(cast: Cast) -> LoadedProcedure:
    return loaded(cast)


@pytest.fixture
def priya(cast: Cast) -> Client:
    return signed_in(cast.priya)


def at(cast: Cast, path: str = "", row: LoadedProcedure | None = None) -> str:
    where = path.format(row=row.pk if row else "")
    return f"/partnerships/{cast.partnership.pk}/procedures/{where}"


def test_a_version_is_put_in_force_from_a_day_with_its_reason(cast, row, priya) -> None:
    day = boxes("from_day", TODAY)

    answer = post(
        priya, at(cast, "{row}/in-force/", row), reason="Agreed by the partners.", **day
    )

    assert answer["Location"] == at(cast)
    assert InForce.objects.get().reason == "Agreed by the partners."
    assert "in force from Wednesday 4 November 2026" in priya.get(at(cast)).text


@pytest.mark.parametrize(
    ("given", "status", "words"),
    [
        ({"day": TODAY - timedelta(days=1), "reason": "Why not"}, 409, "has passed"),
        ({"reason": ""}, 422, "Enter: Why."),
        ({"reason": "x" * 2001}, 422, "2,000 characters or fewer"),
        (
            {"reason": "Yes", "from_day_day": "31", "from_day_month": "2"},
            422,
            "real date",
        ),
    ],
)
def test_a_wrong_day_or_no_reason_comes_back_with_what_was_typed(
    cast, row, given, status: int, words: str
) -> None:
    day = boxes("from_day", given.get("day", TODAY))
    typed = {k: v for k, v in given.items() if k != "day"}

    answer = post(
        signed_in(cast.priya), at(cast, "{row}/in-force/", row), **day | typed
    )

    assert (answer.status_code, words in answer.text) == (status, True), answer.text
    assert not InForce.objects.exists()


@pytest.mark.parametrize(
    ("cases", "words"),
    [
        (0, "No case is running."),
        (1, "One case is running: it keeps"),
        (2, "2 cases are"),
    ],
)
def test_it_says_how_many_cases_keep_theirs(cast, row, priya, cases, words) -> None:
    for number in range(cases):
        make.case(cast, number=number + 1, label=f"A{number}")

    assert words in priya.get(at(cast, "{row}/in-force/", row)).text

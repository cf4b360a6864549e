"""A loaded version beside the one in force, for a start that somebody chooses."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from rapidreview.people.models import LoadedProcedure
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.definition import shipped_text
from rapidreview.procedure.errors import CalendarUnknown
from tests import make
from tests.adopted import COUNTY, ENDLESS, in_force, loaded
from tests.cast import Cast
from tests.posting import boxes, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.4", "P1.5")]
MONDAY = datetime(2026, 11, 9, 10, tzinfo=UTC)


@pytest.fixture
def row(cast: Cast) -> LoadedProcedure:
    return loaded(cast)


@pytest.fixture
def priya(cast: Cast) -> Client:
    return signed_in(cast.priya)


def shown(client: Client, row: LoadedProcedure, status: int = 200, **asked: str) -> str:
    where = f"/partnerships/{row.partnership_id}/procedures/{row.pk}/preview/"
    answer = client.get(where, asked)
    assert answer.status_code == status, answer.text
    return answer.text


def test_without_a_start_it_is_the_next_working_day_at_ten(row, priya) -> None:
    page = shown(priya, row)

    assert 'value="5"' in page
    assert 'value="10:00"' in page
    assert "from Thursday 5 November 2026" in page


@pytest.mark.parametrize(
    "asked",
    [boxes("start", MONDAY), {"start": "2026-11-09T10:00"}],
    ids=["boxes", "one"],
)
def test_for_a_chosen_start_what_differs_is_marked(row, priya, asked) -> None:
    page = shown(priya, row, **asked)

    assert "In force on that day: <strong>Rapid Review in fifteen working days" in page
    assert "by Thursday 12 November 2026, 12:00" in page
    assert "by Friday 13 November 2026, 17:00" in page
    for change in ("Moved", "Added"):
        assert f"{change}</strong>" in page


def test_the_ends_of_both_clocks_and_warnings_are_shown(row, priya) -> None:
    page = shown(priya, row, start="2026-11-09T10:00", sin="2026-11-06T15:00")

    assert "last day Friday 27 November 2026" in page
    assert "Warnings: this version" in page
    assert "it ends before the local clock" in page
    assert (
        'name="sin_day" type="text" value="6"' in page.replace("\n", " ") or "6" in page
    )


def test_the_local_authoritys_awareness_starts_its_clock(row, priya) -> None:
    page = shown(priya, row, start="2026-11-09T10:00", aware="2026-11-06T15:00")

    assert "last day Friday 13 November 2026" in page


def test_the_version_that_is_in_force_says_so(cast, row, priya) -> None:
    in_force(cast, row, london_day(make.DAY_1))

    assert "This version is itself in force on that day" in shown(priya, row)


def test_where_no_date_differs_it_says_so(cast, priya) -> None:
    text = shipped_text("rapid-review-2018").replace('version: "1.0"', 'version: "1.1"')

    page = shown(priya, loaded(cast, text), start="2026-11-09T10:00")

    assert "No date differs" in page
    assert "Moved</strong>" not in page


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"start": "soon"}, "must include a month and a year"),
        ({**boxes("start", MONDAY), "start_month": "13"}, "must be a real date"),
        ({"start": "2026-11-09T10:00", "sin_day": "5"}, "must include a month"),
        (boxes("start", datetime(2026, 3, 29, tzinfo=UTC)) | {"start_time": "01:30"}, "the clocks go forward"),
    ],
)  # fmt: skip
def test_a_wrong_start_is_refused_and_what_was_typed_is_kept(
    row, priya, asked, words: str
) -> None:
    page = shown(priya, row, status=422, **asked)

    assert words in page
    assert "Put it in force" not in page
    typed = asked.get("start_month") or asked.get("start", "soon")[:4]
    assert f'value="{typed}"' in page


def test_a_start_beyond_the_known_years_is_refused_in_words(row, priya) -> None:
    page = shown(priya, row, status=CalendarUnknown.status, start="2028-12-20T10:00")

    assert "known from 2012 to 2028 only" in page
    assert 'value="2028"' in page


def test_a_procedure_that_runs_beyond_the_known_years_is_answered(cast, priya) -> None:
    page = shown(priya, loaded(cast, ENDLESS), status=CalendarUnknown.status)

    assert "known from 2012 to 2028 only" in page


def test_a_start_that_is_sent_twice_is_refused(row, priya) -> None:
    where = f"/partnerships/{row.partnership_id}/procedures/{row.pk}/preview/"

    assert priya.get(f"{where}?start_day=1&start_day=2").status_code == 400


def test_an_officer_looks_but_is_not_offered_to_put_it_in_force(cast, row) -> None:
    page = shown(signed_in(cast.owen), row)

    assert "Show the dates" in page
    assert "Put it in force" not in page


def test_long_words_are_shown_whole(cast, priya) -> None:
    title = "Reviewing " * 49
    row = loaded(cast, COUNTY.replace("Rapid Review in the county", title))

    assert title.strip() in shown(priya, row)

"""Dates of one thing of many: the newest counts, and each remembers the one before."""

from datetime import UTC, datetime

import pytest

from rapidreview.dailylog.facts import case_facts
from rapidreview.planning.subject_dates import date_subject
from tests import make
from tests.cast import gather

pytestmark = pytest.mark.django_db

FIRST = datetime(2026, 12, 4, 17, 0, tzinfo=UTC)
SECOND = datetime(2026, 12, 18, 17, 0, tzinfo=UTC)


@pytest.mark.paragraph("P14.1")
def test_the_newest_date_of_a_subject_counts_and_names_the_one_before() -> None:
    cast = gather()
    case, by = make.case(cast), cast.actor("priya")
    date_subject(case, "action", "a-1", FIRST, by=by, at=make.later())
    date_subject(case, "action", "a-2", FIRST, by=by, at=make.later())

    row = date_subject(
        case, "action", "a-1", SECOND, reason="More time.", by=by, at=make.later(days=1)
    )

    agreed = case_facts(case).agreed
    assert row.previous_at == FIRST
    assert agreed["action", "a-1"] == SECOND
    assert agreed["action", "a-2"] == FIRST


def test_without_another_name_it_is_agreed_with_who_records_it() -> None:
    cast = gather()
    case = make.case(cast)

    row = date_subject(
        case, "action", "a-1", FIRST, by=cast.actor("priya"), at=make.later()
    )

    assert row.agreed_with == cast.actor("priya").name

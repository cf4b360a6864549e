"""The Daily Log: entries, late ones, corrections, facts, and how it is read."""

import pytest

from rapidreview.dailylog.models import LogEntry
from tests import make
from tests.cast import gather

pytestmark = pytest.mark.django_db


@pytest.mark.paragraph("P0.1")
def test_each_entry_is_chained_to_the_one_before() -> None:
    cast = gather()
    case = make.case(cast)

    third = make.entry(case, cast, text="Form sent to the school.")

    first, second, _ = LogEntry.objects.filter(log__case=case)
    assert first.prev == "0" * 64
    assert (second.prev, third.prev) == (first.entry_hash, second.entry_hash)
    assert third.seq == 3
    case.log.refresh_from_db()
    assert (case.log.seq, case.log.head) == (3, third.entry_hash)

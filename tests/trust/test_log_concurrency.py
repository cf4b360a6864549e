"""A hundred writers at once make one chain (trust, row 27; R10)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from rapidreview.case.models import Case
from rapidreview.dailylog.models import LogEntry
from rapidreview.dailylog.proof import problems
from tests import make
from tests.cast import Cast, gather

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 100


def append(case: Case, cast: Cast, number: int) -> None:
    try:
        with transaction.atomic():
            make.entry(case, cast, text=f"Entry of writer {number}")
    finally:
        connection.close()


def test_parallel_appends_make_one_linear_chain() -> None:
    cast = gather()
    case = make.case(cast, notified=False)

    with ThreadPoolExecutor(max_workers=20) as pool:
        list(pool.map(lambda number: append(case, cast, number), range(WRITERS)))

    seqs = LogEntry.objects.filter(log__case=case).values_list("seq", flat=True)
    assert list(seqs) == list(range(1, WRITERS + 1))
    case.log.refresh_from_db()
    assert problems(case.log) == []

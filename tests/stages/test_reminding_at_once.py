"""Two workers come to the same reminder, and the same message, at the same moment (R2)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from rapidreview.mail.models import Letter, ReceivedMail
from rapidreview.scoping import mailbox
from rapidreview.scoping.models import AgencyReturn, Chaser
from rapidreview.scoping.reminding import remind_if_due
from tests.asking import SENT_AT, asked
from tests.cast import gather
from tests.emails import email
from tests.procedure.given import london

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(do: Callable[[], int]) -> list[int]:
    """What two workers get that begin together."""
    together = Barrier(2, timeout=20)

    def work(_: int) -> int:
        together.wait()
        try:
            return do()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        return list(both.map(work, range(2)))


@pytest.mark.paragraph("P2.1")
def test_of_two_workers_one_reminds() -> None:
    school = asked(gather())

    def remind() -> int:
        held = AgencyReturn.objects.select_related(
            "case__partnership", "agency", "request"
        )
        return len(remind_if_due(held.get(pk=school.pk), at=london("2026-11-10 12:00")))

    assert sorted(at_once(remind)) == [0, 1]
    assert Chaser.objects.count() == Letter.objects.filter(kind="chaser").count() == 1


@pytest.mark.paragraph("P1.18")
def test_of_two_workers_one_takes_a_message_in() -> None:
    cast = gather()
    school = asked(cast)
    data = email(cast.sam.email, school.case.reference).as_bytes()

    taken = at_once(lambda: mailbox.take_in(data, at=SENT_AT) is not None)

    assert sorted(taken) == [False, True]
    assert ReceivedMail.objects.count() == 1

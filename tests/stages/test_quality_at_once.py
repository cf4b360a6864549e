"""Two people decide at the same moment: one decision stands (P2.5, R11)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from rapidreview.procedure.errors import AlreadyDone
from rapidreview.quality import actions
from rapidreview.quality.models import QualityDecision
from rapidreview.scoping.models import AgencyReturn
from tests.asking import sent
from tests.cast import gather
from tests.settled import AGAIN_BY, DECIDED_AT, REASONS, check


@pytest.mark.paragraph("P2.5")
@pytest.mark.django_db(transaction=True)
def test_of_an_acceptance_and_a_sending_back_at_once_one_wins() -> None:
    cast = gather()
    row = check(sent(cast), cast)
    priya = cast.actor("priya")
    together = Barrier(2, timeout=20)

    def press(accepting: bool) -> str:
        mine = AgencyReturn.objects.select_related(
            "case__partnership", "agency", "request"
        )
        held = mine.get(pk=row.pk)
        together.wait()
        try:
            if accepting:
                actions.accept(held, reason="Enough.", by=priya, at=DECIDED_AT)
            else:
                actions.send_back(
                    held, reasons=REASONS, due_at=AGAIN_BY, by=priya, at=DECIDED_AT
                )
        except AlreadyDone:
            return "already done"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(press, (True, False)))

    decision = QualityDecision.objects.get(agency_return=row)
    assert sorted(answers) == ["already done", "done"]
    assert row.request.rounds.count() == (1 if decision.accepted else 2)

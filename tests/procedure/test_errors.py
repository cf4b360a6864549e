"""Every refusal has words, a paragraph and an honest status."""

import pytest

from rapidreview.procedure import errors, requirements
from rapidreview.procedure.logkinds import LogKind as K
from tests.procedure.given import case, on_day


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.ProcedureError, 409),
        (errors.NotYet, 409),
        (errors.TooLate, 409),
        (errors.NotSigned, 409),
        (errors.AlreadyDone, 409),
        (errors.Stale, 409),
        (errors.CalendarUnknown, 422),
        (errors.Incomplete, 422),
        (errors.Refused, 422),
        (errors.NotPermitted, 403),
        (errors.LinkDead, 410),
    ],
)
def test_a_refusal_is_answered_with_its_status(error, status):
    refusal = error("No.", "P2.5")

    assert (refusal.status, refusal.words, refusal.paragraph) == (status, "No.", "P2.5")
    assert str(refusal) == "No."
    assert error("No.").paragraph == ""


FACTS = case((K.RETURN_SENT_BACK, on_day(2), "r1"), (K.CASE_ENDED, on_day(3)))


@pytest.mark.parametrize(
    ("guard", "given", "paragraph"),
    [
        (requirements.require_open, (FACTS,), "P1.2"),
        (requirements.require_agencies_confirmed, (case(),), "P1.8"),
        (requirements.require_received, (case(), "r1"), "P2.3"),
        (requirements.require_initial_check, (case(), "r1"), "P2.2"),
        (requirements.require_undecided, (FACTS, "r1"), "P2.5"),
        (requirements.require_manager, ([],), "P2.5"),
        (requirements.require_different_signer, ("Sam", "sam"), "P1.11"),
        (requirements.require_settled, (case(), ["r1"], []), "P6.1"),
        (requirements.require_collated, (case(),), "P6.1"),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_a_guard_names_the_paragraph_that_it_keeps(guard, given, paragraph):
    with pytest.raises(errors.ProcedureError) as refused:
        guard(*given)

    assert refused.value.paragraph == paragraph

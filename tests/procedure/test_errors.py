"""Every refusal has words, a paragraph and an honest status."""

import pytest

from rapidreview.procedure import errors


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.ProcedureError, 409),
        (errors.NotYet, 409),
        (errors.TooLate, 409),
        (errors.NotSigned, 409),
        (errors.AlreadyDone, 409),
        (errors.Stale, 409),
        (errors.CalendarUnknown, 409),
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

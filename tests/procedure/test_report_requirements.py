"""Guards of the report: what comes first, when a signature stands, which number is next."""

import pytest

from rapidreview.procedure import report_requirements as requirements
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind as K
from tests.procedure.given import case, on_day
from tests.procedure.refusals import refuses

SIGNED = (K.SIGNED_REPORT_RECEIVED, on_day(14))
VOIDED = (K.SIGNATURE_VOIDED, on_day(14, "13:00"))


@pytest.mark.parametrize("kind", requirements.BEFORE)
@pytest.mark.paragraph("P7.6", "P9.1", "P9.2", "P9.3")
def test_each_step_of_the_report_waits_for_the_one_before(kind):
    requirements.require_before(case((kind, on_day(8))), kind, "P9.2")

    with refuses(NotYet) as refused:
        requirements.require_before(case(), kind, "P9.2")

    assert (refused.value.words, refused.value.paragraph) == (
        requirements.BEFORE[kind],
        "P9.2",
    )


@pytest.mark.parametrize(
    ("told", "signed"),
    [
        ((), False),
        ((SIGNED,), True),
        ((SIGNED, VOIDED), False),
        ((SIGNED, VOIDED, SIGNED), True),
    ],
    ids=["never", "signed", "voided", "signed again"],
)
@pytest.mark.paragraph("P13.1")
def test_a_signature_stands_until_it_is_voided(told, signed):
    assert requirements.is_signed(case(*told)) is signed


@pytest.mark.paragraph("P13.1")
def test_a_signed_report_is_changed_only_with_a_reason():
    requirements.require_reason_to_change(case(), "")
    requirements.require_reason_to_change(case(SIGNED), "A date was wrong.")
    requirements.require_unsigned(case(SIGNED, VOIDED))

    with refuses(Refused):
        requirements.require_reason_to_change(case(SIGNED), " ")
    with refuses(AlreadyDone):
        requirements.require_unsigned(case(SIGNED))


@pytest.mark.paragraph("P13.1")
def test_what_is_missing_for_a_signature_is_named():
    requirements.require_ready_to_sign([])

    with refuses(Incomplete, match=r"R9 has no text\. The walk-through"):
        requirements.require_ready_to_sign(
            ["R9 has no text.", "The walk-through is missing."]
        )


@pytest.mark.parametrize(
    ("number", "draft", "signed"),
    [("0.1", "0.2", "1.0"), ("0.9", "0.10", "1.0"), ("1.0", "1.1", "2.0")],
)
@pytest.mark.paragraph("P13.1", "P1.17")
def test_versions_are_numbered_in_order(number, draft, signed):
    assert requirements.next_draft(number) == draft
    assert requirements.next_signed(number) == signed


@pytest.mark.paragraph("P14.6")
@pytest.mark.parametrize(
    ("number", "newest"), [("0.1", "0.0"), ("0.10", "0.9"), ("1.0", "0.4")]
)
def test_a_version_written_before_has_a_later_number(number, newest):
    requirements.require_later_number(number, newest)


@pytest.mark.paragraph("P14.6")
@pytest.mark.parametrize(
    ("number", "newest"),
    [("first", "0.0"), ("1", "0.1"), ("0.1", "0.1"), ("0.9", "0.10"), ("0.٢", "0.1")],
)
def test_another_number_is_refused(number, newest):
    with refuses(Refused):
        requirements.require_later_number(number, newest)

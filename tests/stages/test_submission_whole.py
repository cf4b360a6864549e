"""From the Chair's signature to the answer to the Panel, through the rooms themselves."""

from datetime import timedelta

import pytest

from rapidreview.casefolder import storage
from rapidreview.dailylog.facts import case_facts
from rapidreview.meeting import executive
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Partner
from rapidreview.report import signing
from rapidreview.report.reading import newest_version
from rapidreview.submission import actions, ofsted, responses
from rapidreview.submission.bundling import contents_of, file_in
from rapidreview.submission.covering import first_draft
from rapidreview.submission.preflight import preflight
from tests import make, reported
from tests.cast import Cast, gather
from tests.opened import told
from tests.submitted import ANSWERED_AT, CAME, MADE_AT, receive, send

pytestmark = pytest.mark.django_db
SIN_AT = reported.MET_AT - timedelta(days=7)


@pytest.fixture
def cast() -> Cast:
    return gather()


def settle_the_rest(case, cast: Cast) -> None:
    """What stands between the signature and the bundle."""
    priya, judith = cast.actor("priya"), cast.actor("judith")
    case.sin_reference = "SIN-0000-TRAINING"
    case.save()
    make.entry(case, cast, LogKind.SIN_SUBMITTED, at=SIN_AT)
    executive.decide_executive_meeting(
        case, required=False, reason="They know.", decided_with="Helene Wintersea",
        by=judith, at=MADE_AT,
    )  # fmt: skip
    executive.share_findings(
        case, partner=Partner.LOCAL_AUTHORITY, shared_by="Helene Wintersea",
        shared_with="Dana Quillmere", words="In person.", by=priya, at=MADE_AT,
    )  # fmt: skip
    ofsted.decide_ofsted(
        case, required=False, why=ofsted.SHARED_BY_THE_PANEL, by=priya, at=MADE_AT
    )


@pytest.mark.paragraph("P13.1", "P13.2", "P13.3", "P13.4", "P13.5", "P0.7")
def test_a_review_goes_from_the_signature_to_the_answer(cast: Cast) -> None:
    priya = cast.actor("priya")
    signature = reported.signed(cast)
    case = signature.case
    assert [one.ok for one in preflight(case, case_facts(case), MADE_AT)][:2] == [
        True,
        False,
    ]
    signing.file_signed(signature, by=priya, at=MADE_AT)
    settle_the_rest(case, cast)

    letter = first_draft(case, signature, case_facts(case), MADE_AT)
    submission = actions.make_bundle(case, covering_letter=letter, by=priya, at=MADE_AT)
    send(submission, cast)
    response = receive(case, cast)
    responses.share_response(response, by=priya, at=ANSWERED_AT)
    responses.answer_queries(
        response, answered_at=ANSWERED_AT, by=priya, at=ANSWERED_AT, **CAME
    )
    responses.decide_next_step(
        response, words="Close when the actions are done.", by=priya, at=ANSWERED_AT
    )

    assert len(contents_of(submission)) == 5
    signed_pdf = newest_version(case).pdf
    assert file_in(submission.bundle, "rapid-review-report-1.0.pdf") == storage.read(
        signed_pdf
    )
    assert "One of the three partners, the integrated care board, does not" in letter
    assert told(case, LogKind.NEXT_STEP_DECIDED)

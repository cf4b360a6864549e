"""The pre-flight and the bundle: what must be so, and what is in it (P13.2, P13.3)."""

from datetime import timedelta

import pytest

from rapidreview.casefolder import storage
from rapidreview.casefolder.models import Document
from rapidreview.dailylog.facts import case_facts
from rapidreview.paper.bundle_zip import listed
from rapidreview.procedure.errors import (
    AlreadyDone,
    Incomplete,
    Refused,
)
from rapidreview.procedure.logkinds import LogKind
from rapidreview.report.reading import live_signature
from rapidreview.submission import actions
from rapidreview.submission.bundling import contents_of, file_in
from rapidreview.submission.models import Submission
from rapidreview.submission.preflight import preflight
from tests import make
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import told
from tests.signed import met, signed, written
from tests.submitted import (
    LETTER,
    MADE_AT,
    bundle,
    bundled,
    decided,
    send,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FILES = [
    "covering-letter.docx",
    "covering-letter.pdf",
    "decision-record.pdf",
    "rapid-review-report-1.0.docx",
    "rapid-review-report-1.0.pdf",
]


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


@pytest.mark.paragraph("P13.2", "P13.4")
def test_the_pre_flight_names_what_is_missing_and_where_it_is_done(cast: Cast) -> None:
    case = make.case(cast)

    found = preflight(case, case_facts(case), MADE_AT)

    missing = {one.url_name for one in found if one.blocking and not one.ok}
    assert {"report", "notification", "decide_ofsted"} <= missing
    assert [one.words for one in found if one.url_name == "daily_log"] == [
        "The chain of the Daily Log verifies."
    ]


@pytest.mark.paragraph("P13.2")
def test_a_review_that_is_whole_passes_the_pre_flight(cast: Cast) -> None:
    case = decided(cast)

    found = preflight(case, case_facts(case), MADE_AT)

    assert [one.words for one in found if not one.ok] == []


@pytest.mark.paragraph("P0.1", "P13.3")
def test_a_log_that_does_not_verify_stops_the_bundle(cast: Cast) -> None:
    case = decided(cast)
    case.log.head = "0" * 64
    case.log.save()

    with pytest.raises(Incomplete, match="does not verify in 1 place"):
        bundle(case, cast)


@pytest.mark.paragraph("P13.1", "P13.3")
def test_a_text_that_is_not_the_one_signed_stops_the_bundle(cast: Cast) -> None:
    case = decided(cast)
    written(case, "Something else happened.")

    with pytest.raises(Incomplete, match="was changed after it was signed"):
        bundle(case, cast)


@pytest.mark.paragraph("P13.3", "P1.17")
def test_the_bundle_holds_report_record_and_letter_and_lies_in_three(
    cast: Cast,
) -> None:
    submission = bundled(cast)

    assert [one.name for one in contents_of(submission)] == FILES
    assert submission.bundle.document.subfolder == "III"
    assert submission.bundle.document.sort == Document.Sort.SUBMISSION
    entry = told(submission.case, LogKind.SUBMISSION_PREPARED)[0]
    assert entry.location == (
        "III. Statutory Correspondence / Submission to the National Panel, version 1"
    )


@pytest.mark.paragraph("P13.3")
def test_the_manifest_says_what_was_signed_and_the_files_are_those_filed(
    cast: Cast,
) -> None:
    submission = bundled(cast)
    signature = live_signature(submission.case)

    about = listed(storage.read(submission.bundle)).about

    assert about["reference"] == submission.case.reference
    assert about["sin_reference"] == "SIN-0000-TRAINING"
    assert (about["report_version"], about["report_fingerprint"]) == (
        "1.0",
        signature.text_hash,
    )
    inside = file_in(submission.bundle, "rapid-review-report-1.0.pdf")
    assert inside == storage.read(signature.filed_pdf)


@pytest.mark.paragraph("P13.3")
def test_no_name_of_a_file_and_nothing_in_the_manifest_tells_of_the_child(
    cast: Cast,
) -> None:
    submission = bundled(cast)

    data = storage.read(submission.bundle)

    said = f"{submission.bundle.file_name} {listed(data)}"
    for telling in (submission.case.label, "Nettlecombe", "Bramwell"):
        assert telling not in said


@pytest.mark.paragraph("P13.3")
def test_no_bundle_is_made_while_something_that_stops_is_missing(cast: Cast) -> None:
    case = signed(cast, ready=False)

    with pytest.raises(Incomplete, match="Not ready to submit: The criteria"):
        bundle(case, cast)

    met(case, cast)
    with pytest.raises(Incomplete, match="is not decided whether Ofsted"):
        bundle(case, cast)
    assert not Submission.objects.exists()


@pytest.mark.paragraph("P13.3")
@pytest.mark.parametrize(
    ("letter", "refusal"),
    [
        (" ", Incomplete),
        ("It is about Bramwell Nettlecombe.", Refused),
        ("The folder is 041126BN.", Refused),
        ("Ines Nettlecombe was seen.", Refused),
    ],
    ids=["empty", "names the child", "the folder's label", "names the mother"],
)
def test_a_covering_letter_says_something_and_names_no_child(
    cast: Cast, letter: str, refusal: type[Exception]
) -> None:
    case = decided(cast)
    case.family.create(number=1, name="Ines Nettlecombe", relationship="mother")

    with pytest.raises(refusal):
        actions.make_bundle(
            case, covering_letter=letter, by=cast.actor("priya"), at=MADE_AT
        )


@pytest.mark.paragraph("P13.3")
def test_a_bundle_made_again_is_the_next_version_of_the_same_document(
    cast: Cast,
) -> None:
    first = bundled(cast)

    second = bundle(first.case, cast, MADE_AT + timedelta(minutes=5))

    assert (second.number, second.bundle.number) == (2, "2")
    assert second.bundle.document_id == first.bundle.document_id
    with pytest.raises(AlreadyDone, match="newer bundle"):
        send(first, cast)


@pytest.mark.paragraph("P13.3")
def test_the_letter_that_was_typed_is_kept_and_sealed(cast: Cast) -> None:
    submission = bundled(cast)

    assert Submission.objects.get(pk=submission.pk).covering_letter == LETTER

"""The package for a local review: made, handed over, received (P13.5)."""

import io
import json
import zipfile
from datetime import timedelta

import pytest

from rapidreview.casefolder import storage
from rapidreview.casefolder.uploads import Upload
from rapidreview.dailylog.facts import case_facts
from rapidreview.handing_on import actions
from rapidreview.handing_on.local_review import begun, lead_of, offered
from rapidreview.handing_on.models import HandOver
from rapidreview.paper import bundle_zip
from rapidreview.procedure.errors import (
    AlreadyDone,
    Incomplete,
    NotYet,
    ProcedureError,
    Refused,
)
from rapidreview.procedure.logkinds import LogKind
from tests import handed, make
from tests.cast import gather
from tests.handed import HANDED_AT, MADE_AT, RECEIVED_AT
from tests.signed import signed
from tests.submitted import answered

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P13.5")]
CAME = Upload(b"%PDF-1.7 signed", "receipt.pdf", "application/pdf")


@pytest.fixture
def cast():
    return gather()


def kinds(case):
    return [one.kind for one in case_facts(case).facts]


def test_the_package_holds_cover_papers_and_a_manifest_of_hashes(cast) -> None:
    made = handed.packaged(cast)

    data = storage.read(made.package)
    listed = bundle_zip.listed(data)
    names = {one.name for one in listed.files}
    assert {"00-cover.docx", "00-cover.pdf"} < names
    assert len(names) == 2 + made.papers.count()
    hashes = {one.sha256 for one in listed.files}
    assert {one.sha256 for one in made.papers.all()} < hashes
    assert listed.about["to"] == "Rosalind Merrowby, lead reviewer"
    assert kinds(made.case)[-1] == LogKind.HAND_OVER_PREPARED


def test_the_cover_names_each_hash_what_is_open_and_no_child(cast) -> None:
    made = handed.packaged(cast, questions="What helped?\nWho asked?")

    with zipfile.ZipFile(io.BytesIO(storage.read(made.word))) as word:
        text = word.read("word/document.xml").decode()
    for one in made.papers.all():
        assert one.sha256 in text
    assert "Interpreters without booking." in text
    assert "What helped?" in text
    assert "are not in this package" in text
    assert "Nettlecombe" not in text
    assert "Received by" in text


def test_papers_with_the_familys_contact_details_are_never_offered(cast) -> None:
    case = handed.suggested(cast)
    letter = make.document(case, cast, title="Letter to the mother")

    assert letter not in offered(case)
    assert "Request with an address" not in [
        one.document.title for one in offered(case)
    ]
    with pytest.raises(Refused, match="is not handed on"):
        handed.package(case, cast, papers=[letter])
    assert not HandOver.objects.exists()


def test_only_the_newest_version_of_a_paper_is_offered(cast) -> None:
    case = handed.suggested(cast)
    first = handed.minutes_with(case, cast, "Minutes")
    second = make.document(
        case, cast, document=first.document, title="Minutes", at=MADE_AT
    )

    assert second in offered(case)
    assert first not in offered(case)


def test_no_name_of_a_file_tells_of_a_child(cast) -> None:
    case = handed.suggested(cast)
    paper = handed.minutes_with(case, cast, "Minutes about Bramwell Nettlecombe")

    made = handed.package(case, cast, papers=[paper])

    data = storage.read(made.package)
    assert "Nettlecombe" not in json.dumps(
        [one.name for one in bundle_zip.listed(data).files]
    )
    assert "01-minutes-version-1.pdf" in {
        one.name for one in bundle_zip.listed(data).files
    }


@pytest.mark.parametrize(
    ("changed", "says"),
    [({"to_name": " "}, "who receives it"), ({"to_role": ""}, "their role")],
)
def test_a_package_is_for_somebody(cast, changed, says) -> None:
    with pytest.raises(Incomplete, match=says):
        handed.packaged(cast, **changed)


def test_a_package_without_papers_is_refused(cast) -> None:
    case = handed.suggested(cast)

    with pytest.raises(Incomplete, match="at least one paper"):
        handed.package(case, cast, papers=[])


def test_where_the_panel_agrees_nothing_is_handed_over(cast) -> None:
    case = answered(cast).case

    assert lead_of(case) == ""
    with pytest.raises(NotYet, match="Nothing leads to a local review"):
        handed.package(case, cast, papers=offered(case))


def test_before_the_report_is_submitted_nothing_is_handed_over(cast) -> None:
    case = signed(cast)

    with pytest.raises(NotYet, match="has not been submitted"):
        handed.package(case, cast, papers=offered(case))


def test_the_meetings_own_decision_leads_there_too(cast) -> None:
    case = signed(cast)
    answer = case.meetings.get().criteria.get(code="local_review")
    answer.answer = "yes"
    answer.save()

    assert lead_of(case).startswith("The Rapid Review meeting decided")


def test_the_form_begins_with_the_scope_and_what_the_panel_asked(cast) -> None:
    case = answered(cast).case

    first = begun(case)

    assert "What will be different?" in first.questions
    assert "Nettlecombe" not in first.questions


def test_a_hand_over_and_its_receipt_are_recorded_once(cast) -> None:
    by = cast.actor("priya")
    made = handed.handed(cast)
    done = actions.record_receipt(
        made,
        received_by="Rosalind Merrowby",
        received_at=RECEIVED_AT,
        receipt=CAME,
        by=by,
        at=RECEIVED_AT,
    )

    assert (done.handed_at, done.received_at) == (HANDED_AT, RECEIVED_AT)
    assert done.receipt.document.subfolder == "III"
    assert kinds(made.case)[-1] == LogKind.HAND_OVER_RECEIVED
    with pytest.raises(AlreadyDone):
        actions.record_receipt(
            done, received_by="R", received_at=RECEIVED_AT, by=by, at=RECEIVED_AT
        )
    with pytest.raises(AlreadyDone):
        actions.hand_over(
            done, handed_at=RECEIVED_AT, channel="By hand", by=by, at=RECEIVED_AT
        )


def test_a_receipt_needs_no_file_but_a_hand_over(cast) -> None:
    made = handed.packaged(cast)
    by, later = cast.actor("priya"), MADE_AT + timedelta(hours=9)

    with pytest.raises(NotYet):
        actions.record_receipt(
            made, received_by="R", received_at=later, by=by, at=later
        )
    actions.hand_over(made, handed_at=HANDED_AT, channel="By hand", by=by, at=HANDED_AT)
    done = actions.record_receipt(
        made, received_by="R", received_at=later, by=by, at=later
    )
    assert done.receipt is None


def test_a_refusal_leaves_neither_file_nor_entry(cast) -> None:
    case = handed.suggested(cast)
    before = kinds(case)

    with pytest.raises(ProcedureError):
        handed.package(case, cast, papers=offered(case), to_name="")

    assert kinds(case) == before

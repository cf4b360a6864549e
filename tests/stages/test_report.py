"""The report is begun on day 6 (P6.3)."""

import io

import docx
import pytest

from rapidreview.casefolder import storage
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.procedure.errors import AlreadyDone, NotYet
from rapidreview.procedure.logkinds import LogKind
from rapidreview.report import actions
from rapidreview.report.models import Report
from rapidreview.report.reading import report_shown
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import told
from tests.settled import PACK_AT, accepted, packed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


def begun(cast: Cast) -> Report:
    case = packed(cast).case
    return actions.begin_report(case, by=cast.actor("owen"), at=PACK_AT)


@pytest.mark.paragraph("P6.3", "P1.17")
def test_version_0_1_is_filed_in_two(cast: Cast) -> None:
    report = begun(cast)

    version = DocumentVersion.objects.get(document__sort=Document.Sort.REPORT)
    assert (version.number, version.document.subfolder) == ("0.1", "II")
    entry = told(report.case, LogKind.REPORT_BEGUN)[0]
    assert (
        entry.location == "II. Rapid Review meeting / Rapid Review report, version 0.1"
    )


@pytest.mark.paragraph("P6.3")
def test_children_and_process_are_filled_in_without_a_name(cast: Cast) -> None:
    shown = report_shown(begun(cast).case)

    text = {one.code: one.text for one in shown.sections}
    assert [one.code for one in shown.sections] == [f"R{n}" for n in range(1, 21)]
    assert "Child A: aged 5." in text["R2"]
    assert "1 agency was asked; 1 return was accepted" in text["R4"]
    assert "Reference: NSCP-" in text["R1"]
    assert "Nettlecombe" not in " ".join(text.values())


@pytest.mark.paragraph("P6.3")
def test_the_word_file_says_the_same(cast: Cast) -> None:
    begun(cast)

    version = DocumentVersion.objects.get(document__sort=Document.Sort.REPORT)
    read = docx.Document(io.BytesIO(storage.read(version)))
    words = "\n".join(one.text for one in read.paragraphs)
    assert "R4. How this review was carried out" in words
    assert "Child A: aged 5." in words


@pytest.mark.paragraph("P6.3")
def test_the_report_begins_once_and_after_collation(cast: Cast) -> None:
    report = begun(cast)

    with pytest.raises(AlreadyDone):
        actions.begin_report(report.case, by=cast.actor("owen"), at=PACK_AT)
    with pytest.raises(NotYet):
        actions.begin_report(accepted(cast), by=cast.actor("owen"), at=PACK_AT)

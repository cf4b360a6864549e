"""Attachments in the pack: none unless marked, each as pages or as a file (P6.2)."""

import io

import pypdf
import pytest

from rapidreview.case.models import Case
from rapidreview.casefolder import storage
from rapidreview.collation import actions
from rapidreview.collation.attachments import mark_attachment
from rapidreview.collation.models import Pack, ReleaseMark
from rapidreview.paper import pack_attachment
from rapidreview.procedure.errors import AlreadyDone, Incomplete
from rapidreview.procedure.logkinds import LogKind
from tests.attached import LATE, attached, files_of, release_all
from tests.cast import Cast, gather
from tests.opened import told
from tests.settled import PACK_AT
from tests.stages.test_collation_names import text_of

pytestmark = pytest.mark.django_db
YES = {"released": True, "title": "The plan", "reason": "The group needs it."}


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture(autouse=True)
def _no_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without LibreOffice, which most have not."""
    monkeypatch.setenv("PATH", "")


def collated(case: Case, cast: Cast) -> Pack:
    return actions.collate(case, by=cast.actor("owen"), at=PACK_AT)


def reader(pack: Pack) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(storage.read(pack.version)))


@pytest.mark.paragraph("P6.2")
def test_no_attachment_goes_into_the_pack_unless_it_was_marked(cast: Cast) -> None:
    case = attached(cast)

    pack = collated(case, cast)

    assert len(files_of(case)) == 3
    assert "attachment" not in pack.contents
    assert not reader(pack).attachments


@pytest.mark.paragraph("P6.1", "P6.2")
def test_marked_attachments_stand_behind_their_return_under_their_titles(
    cast: Cast,
) -> None:
    case = attached(cast)
    release_all(case, cast)

    pack = collated(case, cast)

    found = reader(pack)
    inside = next(one for one in found.outline if isinstance(one, list))
    titles = [one.title for one in inside if not isinstance(one, list)]
    assert titles[-3:] == [
        "Attachment 1: Child A plan",
        "Attachment 2: Drawing",
        "Attachment 3: Chronology of the school",
    ]
    assert "In: Aldermoss Primary School, attachment: Drawing" in pack.contents


@pytest.mark.paragraph("P6.1")
def test_what_cannot_be_turned_into_pages_is_attached_and_said_so(cast: Cast) -> None:
    case = attached(cast)
    release_all(case, cast)

    pack = collated(case, cast)

    (name,) = reader(pack).attachments
    (data,) = reader(pack).attachments[name]
    assert name == "Aldermoss Primary School, attachment 3.docx"
    assert data == storage.read(files_of(case)[2].version)
    assert "The file itself is attached to this PDF" in text_of(
        storage.read(pack.version)
    )


@pytest.mark.paragraph("P6.1")
def test_the_cover_warns_that_attachments_may_name_people(cast: Cast) -> None:
    case = attached(cast)
    release_all(case, cast)

    cover = reader(collated(case, cast)).pages[0].extract_text()

    assert "Attachments stand as they were sent" in " ".join(cover.split())


@pytest.mark.paragraph("P6.2")
def test_who_marked_a_file_and_why_is_logged(cast: Cast) -> None:
    case = attached(cast)

    mark_attachment(files_of(case)[0], **YES, by=cast.actor("priya"), at=PACK_AT)

    entry = told(case, LogKind.ATTACHMENT_MARKED)[0]
    assert (entry.by, entry.reason) == (cast.priya.name, "The group needs it.")
    assert files_of(case)[0].released


@pytest.mark.paragraph("P6.2")
def test_the_last_decision_counts(cast: Cast) -> None:
    case = attached(cast)
    mark_attachment(files_of(case)[0], **YES, by=cast.actor("priya"), at=PACK_AT)

    no = {"released": False, "title": "", "reason": "It names the aunt."}
    mark_attachment(files_of(case)[0], **no, by=cast.actor("priya"), at=LATE)

    assert not files_of(case)[0].released
    assert ReleaseMark.objects.count() == 2


@pytest.mark.paragraph("P6.2")
def test_a_decision_needs_a_reason_a_title_and_to_be_new(cast: Cast) -> None:
    case, priya = attached(cast), cast.actor("priya")
    (file, *_) = files_of(case)

    for without in ("reason", "title"):
        with pytest.raises(Incomplete):
            mark_attachment(file, **{**YES, without: " "}, by=priya, at=PACK_AT)
    mark_attachment(file, **YES, by=priya, at=PACK_AT)
    with pytest.raises(AlreadyDone):
        mark_attachment(file, **YES, by=priya, at=PACK_AT)


@pytest.mark.paragraph("P6.1")
def test_a_return_that_is_only_a_document_can_be_marked_too(cast: Cast) -> None:
    case = attached(cast)
    row = case.returns.get()
    row.answers_in_document, row.document = True, files_of(case)[0].version
    row.save(update_fields=["answers_in_document", "document"])

    assert files_of(case)[0].title == "The return as it came"


def test_the_words_for_a_file_that_is_attached_name_it() -> None:
    beside = pack_attachment.Beside(b"", "School, attachment 1.docx", "x/y", PACK_AT)

    found = pack_attachment.shown(beside, converter=None)

    assert found.pages is None
    assert "save ‘School, attachment 1.docx’" in found.words

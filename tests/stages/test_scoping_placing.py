"""Text of a Word form that fitted no question; forms of others that are noticed (P2.8)."""

import io
from collections.abc import Callable

import docx
import pytest

from rapidreview.casefolder import storage
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.casefolder.uploads import Upload
from rapidreview.evidence.answers import Answers
from rapidreview.evidence.form import FORM_VERSION
from rapidreview.mail.models import Letter
from rapidreview.procedure.errors import AlreadyDone, Incomplete, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.quality.findings import found_in
from rapidreview.scoping import placing, receiving
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.noticing import notices_of
from rapidreview.scoping.unplaced import UnplacedText
from rapidreview.scoping.word import DOCX, written_form
from tests.asking import ROW, SENT_AT, asked, author, everything
from tests.cast import Cast, gather
from tests.opened import told
from tests.paper.papers import changed, unzipped

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P2.8")]


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def school(cast: Cast) -> AgencyReturn:
    return asked(cast)


def form_of(agency_return: AgencyReturn, **values: str) -> bytes:
    """The form of a request, filled in."""
    given = {**draft_of(agency_return).values, **everything(), **values}
    answers = Answers(given, (ROW,))
    return written_form(agency_return, answers, at=SENT_AT, child_details=True)


def typed_into(data: bytes, type_in: Callable[[object], None]) -> bytes:
    """The form after a person typed where nobody asked."""
    document = docx.Document(io.BytesIO(data))
    type_in(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def with_loose_text(document: object) -> None:
    document.add_paragraph("The cook would like to be asked.")
    for table in document.tables:
        for row in table.rows:
            if row.cells[0].text.startswith("D3 "):
                row.cells[0].add_paragraph("We also rang twice.")


def fill(school: AgencyReturn, data: bytes) -> list[str]:
    upload = Upload(data, "form.docx", DOCX)
    unread = receiving.fill_from_word(school, upload, by=author(school), at=SENT_AT)
    return [one.text for one in unread]


def loose(school: AgencyReturn) -> list[str]:
    return fill(school, typed_into(form_of(school), with_loose_text))


def place(school: AgencyReturn, **places: str) -> None:
    chosen = {int(number[1:]): code for number, code in places.items()}
    placing.place_texts(school, chosen, by=author(school), at=SENT_AT)


def test_a_form_filled_in_as_asked_leaves_nothing_to_place(school) -> None:
    assert fill(school, form_of(school)) == []
    assert placing.unplaced_of(school) == []


def test_what_stood_beside_a_question_or_below_the_tables_waits(school) -> None:
    assert loose(school) == ["The cook would like to be asked.", "We also rang twice."]

    waiting = placing.unplaced_of(school)
    assert [one.beside for one in waiting] == ["", "D3"]
    assert "below question D3" in waiting[1].where


def test_a_great_many_texts_are_put_together_where_they_stood(school) -> None:
    def ramble(document: object) -> None:
        for number in range(100):
            document.add_paragraph(f"Line {number}.")

    texts = fill(school, typed_into(form_of(school), ramble))

    assert len(texts) == 1
    assert texts[0].splitlines()[::99] == ["Line 0.", "Line 99."]


def test_texts_from_everywhere_are_not_too_many_to_place(school) -> None:
    def ramble(document: object) -> None:
        for number in range(100):
            document.add_heading(f"Thought {number}", level=2)
            document.add_paragraph(f"Line {number}.")

    texts = fill(school, typed_into(form_of(school), ramble))

    assert len(texts) == 40
    assert texts[-1].splitlines()[-1] == "Line 99."


def test_a_second_form_takes_the_place_of_the_first(school) -> None:
    loose(school)

    fill(school, form_of(school))

    assert placing.unplaced_of(school) == []


def test_a_placed_text_stands_below_the_answer_with_where_it_came_from(school) -> None:
    loose(school)
    before = draft_of(school).get("D3")

    place(school, n1="E", n2="D3")

    after = draft_of(school)
    assert after.get("D3").startswith(
        f"{before}\n[From the Word form, in the left-hand"
    )
    assert after.get("D3").endswith("\nWe also rang twice.")
    assert after.rows[-1]["E7"].endswith("\nThe cook would like to be asked.")
    assert UnplacedText.objects.count() == 0
    entry = told(school.case, LogKind.NOTED_FILING)[-1]
    assert entry.text == "Text of the Word form was placed under E, D3."


def test_what_is_left_out_stays_in_the_form_as_it_came(school) -> None:
    loose(school)

    place(school, n1="-", n2="-")

    filed = DocumentVersion.objects.get(
        document__case=school.case, document__sort=Document.Sort.RETURN
    )
    again = docx.Document(io.BytesIO(storage.read(filed)))
    assert again.paragraphs[-1].text == "The cook would like to be asked."
    assert "rang twice" not in draft_of(school).get("D3")
    assert "2 left out" in told(school.case, LogKind.NOTED_FILING)[-1].text


@pytest.mark.parametrize(
    ("places", "error"),
    [
        ({"n1": "D3"}, Incomplete),
        ({"n1": "D3", "n2": ""}, Incomplete),
        ({"n1": "D3", "n2": "A1"}, Refused),
        ({"n1": "D3", "n2": "J2"}, Refused),
        ({"n1": "D3", "n2": "B3_9"}, Refused),
    ],
)
def test_each_text_needs_a_place_that_the_agency_may_fill(
    school, places: dict[str, str], error: type[Exception]
) -> None:
    loose(school)

    with pytest.raises(error):
        place(school, **places)
    assert len(placing.unplaced_of(school)) == 2


def test_texts_are_placed_once(school) -> None:
    loose(school)
    place(school, n1="-", n2="-")

    with pytest.raises(AlreadyDone):
        place(school, n1="-", n2="-")


def receive(cast: Cast, school: AgencyReturn, data: bytes) -> None:
    upload = Upload(data, "form.docx", DOCX)
    receiving.receive_word(school, upload, by=cast.actor("owen"), at=SENT_AT)
    school.refresh_from_db()


@pytest.mark.paragraph("P2.3")
def test_the_team_receives_a_form_once_every_text_has_its_place(cast, school) -> None:
    receive(cast, school, typed_into(form_of(school), with_loose_text))
    assert school.state == AgencyReturn.State.DRAFT

    receiving.receive_placed(
        school,
        {1: "F12", 2: "-"},
        by=cast.actor("owen"),
        at=SENT_AT,
        received_at=SENT_AT.replace(minute=0),
    )

    school.refresh_from_db()
    assert (school.state, school.received_at) == (
        AgencyReturn.State.RECEIVED,
        SENT_AT.replace(minute=0),
    )
    assert Letter.objects.filter(kind="receipt").count() == 1


def test_what_we_had_filled_in_and_they_changed_is_not_lost(school) -> None:
    corrected = form_of(school, A3="We are now called Otherwise Primary")

    assert fill(school, corrected) == ["We are now called Otherwise Primary"]
    assert draft_of(school).get("A3") != "We are now called Otherwise Primary"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Agency: {agency}", "Agency: Another Nursery", "made for another agency"),
        ("Reference: {reference}", "Reference: RR-OTHER", "made for another request"),
    ],
)
def test_another_s_form_is_refused_and_nothing_is_read(school, old, new, said) -> None:
    names = {"agency": school.agency.name, "reference": school.case.reference}
    data = form_of(school, D3="From another form.")
    entries = unzipped(data)
    entries.pop("docProps/custom.xml")
    found = old.format(**names).encode()
    swapped = {
        name: text.replace(found, new.encode()) for name, text in entries.items()
    }
    footers = {n: text for n, text in swapped.items() if n.startswith("word/footer")}
    assert footers != {n: entries[n] for n in footers}

    with pytest.raises(Refused, match=said):
        fill(school, changed(data, swapped | {"docProps/custom.xml": b"<a/>"}))
    assert draft_of(school).get("D3") == ""


@pytest.mark.paragraph("P2.2")
def test_another_version_is_noticed_and_found_by_the_first_check(school) -> None:
    data = form_of(school)
    old = {
        name: text.replace(FORM_VERSION.encode(), b"2019.4")
        for name, text in unzipped(data).items()
    }

    fill(school, changed(data, old))

    school.refresh_from_db()
    words = "The return came on version 2019.4 of the form; we sent version 2026.1."
    assert words in notices_of(school)
    assert ("QC28", words) in [(one.code, one.words) for one in found_in(school)]


@pytest.mark.paragraph("P2.2")
def test_another_child_is_noticed_and_found_by_the_first_check(school) -> None:
    fill(school, form_of(school, B1_1="Somebody Else", B3_1="3 May 2009"))

    assert any("B1_1 names somebody else" in words for words in notices_of(school))
    assert "QC18" in [one.code for one in found_in(school)]

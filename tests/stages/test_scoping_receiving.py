"""Returns come in: web, Word, post and telephone; signed, late signed, asked again (P1.11, P2.3)."""

from datetime import UTC, datetime, timedelta

import pytest

from rapidreview.casefolder import storage
from rapidreview.casefolder.models import Document
from rapidreview.casefolder.uploads import Upload
from rapidreview.dailylog.facts import case_facts
from rapidreview.evidence.answers import Answers
from rapidreview.mail.models import Letter
from rapidreview.procedure.errors import (
    Refused,
)
from rapidreview.procedure.logkinds import LogKind
from rapidreview.scoping import receiving
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.signatures import (
    live_signature,
)
from rapidreview.scoping.word import DOCX, filled_form, written_form
from tests.asking import (
    ROW,
    SENT_AT,
    asked,
    author,
    everything,
    save,
    sent,
)
from tests.cast import Cast, gather
from tests.opened import told

pytestmark = pytest.mark.django_db
DUE_AGAIN = datetime(2026, 11, 11, 12, 0, tzinfo=UTC)
BY_POST = {"channel": "by post", "at": SENT_AT, "received_at": SENT_AT}


@pytest.fixture
def cast() -> Cast:
    return gather()


def on_paper(cast: Cast, agency_return: AgencyReturn, **changed: object) -> None:
    """Type in a return that came by post."""
    given = {**BY_POST, "by": cast.actor("owen"), **changed}
    receiving.type_in(agency_return, everything(), [ROW], **given)


def word(agency_return: AgencyReturn, values: dict[str, str]) -> Upload:
    """A Word form with these answers."""
    answers = Answers({**draft_of(agency_return).values, **values}, (ROW,))
    data = written_form(agency_return, answers, at=SENT_AT, child_details=True)
    return Upload(data, "form.docx", DOCX)


@pytest.mark.paragraph("P1.11", "P2.3", "P2.8")
def test_a_complete_return_is_received_signed_and_filed(cast: Cast) -> None:
    school = sent(cast)

    facts = case_facts(school.case)
    assert (school.state, school.received_at, school.channel) == (
        "received",
        SENT_AT,
        "web form",
    )
    assert facts.has(LogKind.RETURN_SIGNED, str(school.pk))
    entry = told(school.case, LogKind.RETURN_RECEIVED)[0]
    assert (
        "I. Notification and scoping / Aldermoss Primary School, return, round 1"
        in entry.location
    )
    assert storage.read(school.document).startswith(b"%PDF")


@pytest.mark.paragraph("P2.3")
def test_the_receipt_carries_the_reference_and_nothing_of_the_child(cast: Cast) -> None:
    school = sent(cast)

    letter = Letter.objects.get(kind="receipt")
    assert school.reference in letter.subject
    assert letter.to_email == cast.sam.email
    assert "Bramwell" not in letter.body


@pytest.mark.paragraph("P2.8", "P2.3")
def test_a_word_form_is_read_filed_as_it_came_and_received(cast: Cast) -> None:
    school = asked(cast)
    given = everything() | {"D3": "From Word."}

    unmatched = receiving.receive_word(
        school, word(school, given), by=cast.actor("owen"), at=SENT_AT
    )

    draft = draft_of(school)
    titles = {
        one.title for one in Document.objects.filter(case=school.case, sort="return")
    }
    assert unmatched == []
    assert (draft.get("D3"), draft.rows[0]["E5"]) == ("From Word.", "Safeguarding log")
    assert any(title.endswith("as it came") for title in titles)
    assert live_signature(school) is None


@pytest.mark.paragraph("P1.11")
def test_a_word_form_is_signed_if_section_j_is_filled(cast: Cast) -> None:
    school = asked(cast)
    signed = {"J2": "Grace Merribeck", "J3": "Head teacher", "J4": "G. Merribeck"}

    receiving.receive_word(
        school, word(school, everything() | signed), by=cast.actor("owen"), at=SENT_AT
    )

    assert live_signature(school).name == "Grace Merribeck"


@pytest.mark.paragraph("P2.8")
def test_the_form_of_another_request_is_refused(cast: Cast) -> None:
    mine, theirs = asked(cast), asked(gather("Saltmarsh", "SSCP"))

    with pytest.raises(Refused, match="another request"):
        receiving.receive_word(
            mine, word(theirs, everything()), by=cast.actor("owen"), at=SENT_AT
        )


@pytest.mark.paragraph("P2.8")
@pytest.mark.parametrize(
    "upload",
    [
        Upload(b"%PDF-1.7", "form.pdf", "application/pdf"),
        Upload(b"PK\x03\x04 broken", "form.docx", DOCX),
    ],
    ids=["a PDF", "a broken file"],
)
def test_a_file_that_is_no_form_is_refused_in_words(cast: Cast, upload: Upload) -> None:
    school = asked(cast)

    with pytest.raises(Refused):
        receiving.receive_word(school, upload, by=cast.actor("owen"), at=SENT_AT)


def test_the_word_form_behind_the_link_names_the_child(cast: Cast) -> None:
    school = asked(cast)
    save(school, D3="So far.")
    data = filled_form(school, at=SENT_AT)

    receiving.fill_from_word(
        school, Upload(data, "form.docx", DOCX), by=author(school), at=SENT_AT
    )

    draft = draft_of(school)
    assert (draft.get("D3"), draft.get("B1_1")) == ("So far.", "Bramwell Nettlecombe")
    assert school.state == AgencyReturn.State.DRAFT


@pytest.mark.paragraph("P2.3", "P2.8")
def test_a_return_by_post_is_typed_in_with_when_it_came(cast: Cast) -> None:
    school = asked(cast)
    came_at = SENT_AT - timedelta(days=1)

    on_paper(
        cast,
        school,
        received_at=came_at,
        signer_name="Grace Merribeck",
        signer_role="Head",
    )

    entry = told(school.case, LogKind.RETURN_RECEIVED)[0]
    assert (entry.channel, entry.occurred_at, entry.by) == (
        "by post",
        came_at,
        cast.owen.name,
    )
    assert live_signature(school).how == "by post"


@pytest.mark.paragraph("P2.3")
@pytest.mark.parametrize("days", [-10, 1], ids=["before it was asked", "in the future"])
def test_a_return_cannot_have_come_then(cast: Cast, days: int) -> None:
    school = asked(cast)

    with pytest.raises(Refused, match="can have been received"):
        on_paper(cast, school, received_at=SENT_AT + timedelta(days=days))

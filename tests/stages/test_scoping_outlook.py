"""E-mails saved by Outlook as .msg: filed as they came, matched, and never twice (P1.18)."""

from datetime import timedelta

import pytest

from rapidreview.case.models import Case
from rapidreview.casefolder import storage
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.mail.models import Letter, ReceivedMail
from rapidreview.procedure.errors import AlreadyDone, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.scoping import email_in, emailed_forms
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.email_reading import came_back
from rapidreview.scoping.models import AgencyReturn
from rapidreview.scoping.reminding import remind_if_due
from tests.asking import SENT_AT, asked
from tests.cast import Cast, gather
from tests.compound_files import attached, compound, inside, message_tree, msg
from tests.emails import email, returned_to_outlook, saved_by_outlook, with_form
from tests.opened import told
from tests.paper.papers import png
from tests.procedure.given import london

pytestmark = pytest.mark.django_db
AT = SENT_AT + timedelta(minutes=10)
OUTLOOK = "application/vnd.ms-outlook"


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def school(cast: Cast) -> AgencyReturn:
    return asked(cast)


def file(case: Case, data: bytes, cast: Cast) -> email_in.Filed:
    return email_in.file_email(case, data, by=cast.actor("owen"), at=AT)


def filed_in(case: Case, folder: str) -> list[DocumentVersion]:
    came = DocumentVersion.objects.filter(case=case, document__subfolder=folder)
    found = [one for one in came if "mail" in one.source]
    return sorted(found, key=lambda one: one.file_name)


@pytest.mark.paragraph("P1.18", "P2.8")
def test_the_message_goes_to_iv_as_it_came_and_its_form_can_be_read_in(
    cast: Cast, school: AgencyReturn
) -> None:
    message = with_form(email(cast.sam.email), school, D3="Tŷ Gwyn, Größe.")
    data = saved_by_outlook(message)

    mail = file(school.case, data, cast).mail
    assert [one.file_name for one in filed_in(school.case, "I")] == ["form.docx"]
    emailed_forms.take_in(
        mail, school, received_at=SENT_AT, by=cast.actor("owen"), at=AT
    )

    (original,) = filed_in(school.case, "IV")
    assert (original.file_name, original.media_type) == ("message.msg", OUTLOOK)
    assert original.document.sort == Document.Sort.EMAIL
    assert storage.read(original) == data
    assert (mail.about, mail.came_at) == (school.pk, SENT_AT)
    assert draft_of(school).get("D3") == "Tŷ Gwyn, Größe."


@pytest.mark.paragraph("P1.18")
def test_a_message_is_never_filed_twice_however_it_was_saved(
    cast: Cast, school: AgencyReturn
) -> None:
    message = email(cast.sam.email)
    file(school.case, saved_by_outlook(message), cast)

    for again in (saved_by_outlook(message, saved_at=AT), message.as_bytes()):
        with pytest.raises(AlreadyDone, match="taken in before"):
            file(school.case, again, cast)
    assert ReceivedMail.objects.count() == 1


@pytest.mark.paragraph("P1.18")
def test_a_message_without_a_message_id_is_never_filed_twice_either(
    cast: Cast, school: AgencyReturn
) -> None:
    """Outlook writes other bytes each time; it is the same message where it says the same."""
    message = with_form(email(cast.sam.email), school)
    del message["Message-ID"]
    within = inside(message_tree({0x0037: "In", 0x5D01: "a@b.example"}, head=24))
    first = saved_by_outlook(message)
    other = saved_by_outlook(message, x1000="Something else.")
    file(school.case, first, cast)
    same = saved_by_outlook(message, saved_at=AT)

    assert same != first
    with pytest.raises(AlreadyDone, match="taken in before"):
        file(school.case, same, cast)
    file(school.case, other, cast)
    known = [email_in.fingerprint_of(email_in.read(one), one) for one in (
        msg({0x0037: "x", 0x0039: SENT_AT, 0x3007: moment}, [within])
        for moment in (SENT_AT, AT)
    )]  # fmt: skip
    assert known[0] == known[1]


def test_without_a_date_only_the_same_bytes_are_the_same_message() -> None:
    one, other = (msg({0x0037: "Hello", 0x3007: moment}) for moment in (SENT_AT, AT))

    marks = [
        email_in.fingerprint_of(email_in.read(data), data) for data in (one, other)
    ]

    assert marks[0] != marks[1]


@pytest.mark.paragraph("P1.18")
def test_what_may_not_be_filed_stays_in_the_message_and_is_told(
    cast: Cast, school: AgencyReturn
) -> None:
    macros = compound({"WordDocument": b"x" * 5000, "Macros": {"VBA": {"dir": b"x"}}})
    files = [
        attached(macros, "chronology.docx"),
        attached(b"MZ\x90", "genogram.pdf"),
        attached(b"", "link.docx"),
        attached(png(9, 9), "image001.png", x3714=4),
        attached(png(9, 9), "photo.png"),
        attached(saved_by_outlook(email("x@else.example")), "Forwarded"),
        inside(message_tree({0x0037: "Ŵyn", 0x5D01: "a@b.example"}, head=24)),
    ]
    data = msg({0x0037: "Files", 0x5D01: cast.sam.email, 0x0039: SENT_AT}, files)

    filed = file(school.case, data, cast)

    names = [one.file_name for one in filed_in(school.case, "I")]
    assert names == ["Forwarded.msg", "photo.png", "Ŵyn.eml"]
    assert ["old format" in filed.refused[0], "program" in filed.refused[1]] == [
        True
    ] * 2
    assert "‘link.docx’ is empty" in filed.refused[2]


@pytest.mark.paragraph("P2.1")
def test_a_letter_that_came_back_is_shown_on_its_row_and_not_filed(
    cast: Cast, school: AgencyReturn
) -> None:
    remind_if_due(school, at=london("2026-11-09 09:00"))
    letter = Letter.objects.get(kind="chaser")

    file(school.case, returned_to_outlook(letter), cast)

    (words,) = came_back(school.case)[school.pk]
    assert words.endswith("came back: mailbox unknown.")
    assert filed_in(school.case, "IV") == []
    assert told(school.case, LogKind.LETTER_RETURNED)


def test_one_that_waited_is_matched_and_filed_as_it_came(
    cast: Cast, school: AgencyReturn
) -> None:
    data = saved_by_outlook(email("x@else.example"))
    waiting = email_in.keep_waiting(
        school.case.partnership, data, email_in.read(data), at=SENT_AT
    )

    email_in.match_waiting(waiting, school.case, by=cast.actor("owen"), at=AT)

    (original,) = filed_in(school.case, "IV")
    assert storage.read(original) == data
    assert original.file_name == "message.msg"


def test_a_damaged_message_is_refused_and_nothing_is_kept(
    cast: Cast, school: AgencyReturn
) -> None:
    data = saved_by_outlook(email(cast.sam.email))

    with pytest.raises(Refused, match="damaged or not whole"):
        file(school.case, data[:-700], cast)
    assert not ReceivedMail.objects.exists()

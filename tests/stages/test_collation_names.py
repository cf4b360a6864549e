"""The key of a case, and a pack in which no name is left (handbook, section 8)."""

import io
from datetime import date

import pypdf
import pytest

from rapidreview.case.models import Case, FamilyMember
from rapidreview.casefolder import storage
from rapidreview.collation import actions
from rapidreview.collation.key import child_labels, key_of
from rapidreview.collation.papers import NOT_SHOWN, shown_answer
from rapidreview.evidence.pseudonyms import pseudonymise
from rapidreview.quality import actions as quality
from tests import make
from tests.cast import Cast, gather, gather_elsewhere
from tests.settled import DECIDED_AT, PACK_AT, check, typed

pytestmark = pytest.mark.django_db
FAMILY = [
    ("Dulce Nettlecombe", "mother", "9 Tollander House, Northmere NZ1 4QX", "yes"),
    ("Amadeu Tellavo", "father", "3 Orchard Wynd, Castlebray NZ8 2DD", "no"),
    ("Zita Nettlecombe", "maternal aunt", "", "no"),
]
HIDDEN = [
    ("Bramwell was seen", "Child A was seen"),
    ("BRAMWELL'S coat", "Child A’s coat"),
    ("his sister Inês", "his sister Child B"),
    ("Ms Nettlecombe rang", "Mother rang"),
    ("Dulce and Mr Tellavo", "Mother and Father"),
    ("aunt Zita came", "aunt Maternal aunt came"),
    ("the Nettlecombe home", "the the family home"),
    ("at 9 Tollander House, Northmere NZ1 4QX", "at the family home"),
    ("sent to NZ8 2DD", "sent to Father’s home"),
    ("born 27 March 2021", "born [date of birth]"),
    ("Bramwellian", "Bramwellian"),
]


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


def a_family(cast: Cast) -> Case:
    case = make.case(cast)
    make.child(case, born=date(2021, 3, 27))
    make.child(case, "Ines Nettlecombe")
    for number, (name, relationship, address, household) in enumerate(FAMILY, start=1):
        FamilyMember.objects.create(
            case=case,
            number=number,
            name=name,
            relationship=relationship,
            address=address,
            household=household,
        )
    return case


@pytest.mark.paragraph("P6.1")
@pytest.mark.parametrize(("text", "hidden"), HIDDEN, ids=[text for text, _ in HIDDEN])
def test_the_key_hides(cast: Cast, text: str, hidden: str) -> None:
    assert pseudonymise(text, key_of(a_family(cast))) == hidden


def test_a_person_only_the_agencies_named_is_hidden_too(cast: Cast) -> None:
    key = key_of(a_family(cast), [("Craig Dunnelow", "mother's partner")])

    assert pseudonymise("Mr Dunnelow left", key) == "Mother's partner left"


def test_brothers_and_sisters_are_siblings_and_subjects_are_children(
    cast: Cast,
) -> None:
    case = a_family(cast)
    case.children.filter(number=2).update(is_subject=False)

    assert [label for _, label in child_labels(case)] == ["Child A", "Sibling B"]


@pytest.mark.parametrize(
    ("code", "text", "shown"),
    [
        ("B3_1", "27 March 2021", "Aged 5"),
        ("B6_1", "999 001 2342", NOT_SHOWN),
        ("C4_1", "3 Orchard Wynd", NOT_SHOWN),
        ("A4", "Sam Hollinfare | Teacher | sam@school.example", "Teacher"),
        ("D3", "We knew Bramwell.", "We knew Child A."),
    ],
    ids=["birth", "number", "address", "staff", "story"],
)
def test_an_answer_is_shown_to_the_group_without_what_identifies(
    cast: Cast, code: str, text: str, shown: str
) -> None:
    row = typed(cast)

    assert shown_answer(code, text, key_of(row.case), row) == shown


@pytest.mark.paragraph("P6.1")
def test_no_name_and_no_held_answer_is_in_the_pack(cast: Cast) -> None:
    row = check(
        typed(cast, D3="Bramwell Nettlecombe came late.", G6="Do not tell."), cast
    )
    quality.accept(row, reason="Enough.", by=cast.actor("priya"), at=DECIDED_AT)

    pack = actions.collate(row.case, by=cast.actor("owen"), at=PACK_AT)

    text = text_of(storage.read(pack.version))
    assert "Child A came late." in text
    for hidden in (
        "Bramwell",
        "Nettlecombe",
        "Do not tell",
        "27 March 2021",
        "Hollinfare",
    ):
        assert hidden not in text


def text_of(pdf: bytes) -> str:
    """The words of a PDF, as a reader copies them."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())

"""What is handed on: its pages (P13.5, P13.1)."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest

from rapidreview.case.models import AccessEntry
from rapidreview.casefolder import storage
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.handing_on.briefing import shortened
from rapidreview.handing_on.models import HandOver
from rapidreview.handing_on.veil import Veil
from rapidreview.opening.models import ChosenAgency
from rapidreview.people.models import Agency
from tests import handed, make
from tests.cast import gather, gather_elsewhere
from tests.handed import HANDED_AT, MADE_AT
from tests.paper.papers import words
from tests.posting import boxes, post, signed_in, stop_the_clock
from tests.signed import SIGNED_AT, signed, void

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P13.5")]
NOW = HANDED_AT + timedelta(days=1)
PAGES = (
    "handed-on/",
    "handed-on/tracker/",
    "handed-on/tracker/csv/",
    "handed-on/tracker/xlsx/",
    "handed-on/briefing/",
    "on-a-page/",
    "on-a-page/pdf/",
)
STEPS = ("handed-on/package/", "handed-on/tracker/change/")
TYPED = {"icb": "NHS Northmere ICB", "theme_1": "Neglect", "version": "1"}


@pytest.fixture(autouse=True)
def _after_the_response(settings):
    stop_the_clock(settings, NOW)


@pytest.fixture
def cast():
    return gather()


@pytest.fixture
def case(cast):
    return handed.suggested(cast)


@pytest.fixture
def priya(cast, case):
    return signed_in(cast.priya)


def at(case, path):
    return f"/cases/{case.pk}/{path}"


@pytest.mark.parametrize("path", PAGES + STEPS)
def test_the_manager_opens_every_page_and_no_outsider_does(cast, case, path) -> None:
    outsider = signed_in(gather_elsewhere().priya)

    assert signed_in(cast.priya).get(at(case, path)).status_code == 200
    assert outsider.get(at(case, path)).status_code == 404
    assert signed_in(cast.matthias).get(at(case, path)).status_code == 403


def test_the_chair_reads_and_makes_no_package(cast, case) -> None:
    judith = signed_in(cast.judith)

    assert judith.get(at(case, "handed-on/")).status_code == 200
    assert "Make the package" not in judith.get(at(case, "handed-on/")).text
    assert judith.get(at(case, "handed-on/package/")).status_code == 403


def test_a_package_is_made_handed_over_and_received(cast, case, priya) -> None:
    page = priya.get(at(case, "handed-on/package/")).text
    assert "Request with an address" not in page
    papers = [one.pk for one in DocumentVersion.objects.filter(document__sort="report")]
    given = {**handed.REVIEWER, "papers": [str(papers[0])], "questions": "Why?"}
    assert post(priya, at(case, "handed-on/package/"), **given).status_code == 302
    sent = {"channel": "By hand", **boxes("handed_at", NOW)}
    assert post(priya, at(case, "handed-on/1/hand/"), **sent).status_code == 302
    told = boxes("received_at", NOW)
    receipt = {"received_by": "Rosalind Merrowby", **told}
    assert post(priya, at(case, "handed-on/1/receipt/"), **receipt).status_code == 302

    page = priya.get(at(case, "handed-on/")).text
    assert "Rosalind Merrowby, lead reviewer" in page
    assert HandOver.objects.get().package.sha256 in page
    assert "Converted: Rapid Review" in priya.get(at(case, "handed-on/tracker/")).text


def test_what_is_missing_in_a_package_is_said_beside_what_was_typed(
    case, priya
) -> None:
    page = post(priya, at(case, "handed-on/package/"), to_role="lead reviewer")

    assert page.status_code == 422
    assert "Choose at least one paper" in page.text
    assert 'value="lead reviewer"' in page.text


def test_files_of_a_package_are_opened_by_name(cast, case, priya) -> None:
    handed.package(case, cast, papers=[handed.minutes_with(case, cast, "Minutes")])

    for form in ("zip", "pdf", "docx"):
        assert priya.get(at(case, f"handed-on/1/files/{form}/")).status_code == 200
    for path in ("1/files/receipt/", "1/files/other/", "2/files/zip/", "2/hand/"):
        assert priya.get(at(case, f"handed-on/{path}")).status_code == 404


def test_where_nothing_leads_to_a_local_review_none_is_offered(cast, settings) -> None:
    case = signed(cast)
    page = signed_in(cast.priya).get(at(case, "handed-on/")).text

    assert "Nothing leads to a local review" in page
    assert "Make the package" not in page


def test_the_tracker_says_what_is_missing_and_names_nobody(case, priya) -> None:
    case.incident = "Bramwell Nettlecombe fell on 3 November 2026 at 14:20."
    case.save()
    page = priya.get(at(case, "handed-on/tracker/")).text

    assert "missing:</strong> Integrated care board" in page
    assert "Child A fell in November 2026." in page
    assert "Nettlecombe" not in page.split("<main")[1]
    assert AccessEntry.objects.filter(case=case, route="tracker_sheet").exists()


def test_the_trackers_fields_are_completed(case, priya) -> None:
    post(priya, at(case, "handed-on/tracker/change/"), **TYPED)

    page = priya.get(at(case, "handed-on/tracker/")).text
    assert "NHS Northmere ICB" in page
    stale = post(priya, at(case, "handed-on/tracker/change/"), **TYPED, steis="X")
    assert stale.status_code == 409
    assert "Where the two differ" in stale.text


def test_the_tracker_as_files_says_the_same_and_calculates_nothing(case, priya) -> None:
    typed = {**TYPED, "comments": "=1+1"}
    post(priya, at(case, "handed-on/tracker/change/"), **typed)

    text = priya.get(at(case, "handed-on/tracker/csv/")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    book = openpyxl.load_workbook(
        io.BytesIO(priya.get(at(case, "handed-on/tracker/xlsx/")).content)
    )
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert ["T6", "Comments", "'=1+1", ""] in rows
    assert all(cell.data_type != "f" for cell in cells)
    assert "NHS Northmere ICB" in [cell.value for cell in cells]
    assert priya.get(at(case, "handed-on/tracker/doc/")).status_code == 404


@pytest.mark.paragraph("P13.1")
def test_the_briefing_waits_for_the_signature(cast, settings) -> None:
    case = make.case(cast)
    priya = signed_in(cast.priya)

    assert (
        "The report is not signed." in priya.get(at(case, "handed-on/briefing/")).text
    )
    answer = post(priya, at(case, "handed-on/briefing/"))
    assert answer.status_code == 409
    assert not Document.objects.filter(subject="briefing").exists()


@pytest.mark.paragraph("P13.1")
def test_a_voided_signature_makes_no_briefing(cast, case, priya) -> None:
    void(case.chairsignatures.get(), cast, SIGNED_AT + timedelta(hours=1))

    assert post(priya, at(case, "handed-on/briefing/")).status_code == 409


@pytest.mark.paragraph("P13.1")
def test_the_briefing_has_seven_boxes_and_is_filed(case, priya) -> None:
    page = priya.get(at(case, "handed-on/briefing/")).text
    assert "7. What to do" in page
    answer = post(priya, at(case, "handed-on/briefing/"))

    assert answer.status_code == 302
    version = DocumentVersion.objects.get(document__subject="briefing")
    assert storage.read(version)[:2] == b"PK"
    assert case.reference not in version.file_name


def test_the_veil_leaves_no_name_day_place_or_agency(cast, case) -> None:
    case.incident_place = "14 Quarry Row"
    case.save()
    told = (
        "On Tuesday 3 November 2026 at 14:20 Bramwell, aged 3, left Aldermoss Primary School "
        "for 14 Quarry Row, NM4 7QX. Priya Ollerdale wrote on 04/11/2026. Fellmoor "
        "Constabulary came. " + case.reference
    )

    said = Veil(case)(told)

    assert said.startswith(
        "In November 2026 Child A, under five, left the school for the place"
    )
    for name in (
        "Bramwell",
        "Aldermoss",
        "Quarry",
        "NM4",
        "Ollerdale",
        "04/11",
        "Fellmoor",
    ):
        assert name not in said
    assert case.reference not in said


def test_the_veil_shows_what_may_be_a_name(cast, case) -> None:
    found = Veil(case).to_look_at(
        ["He met Mr Thornwick in March, and Child A spoke Polish."]
    )

    assert found == ["Mr Thornwick", "Polish"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Child A is five. He ran.", "Child A is of primary school age. He ran."),
        ("Child A, who was three and ill", "Child A, who was under five and ill"),
        ("A nine-year-old boy", "A primary-school-age boy"),
        ("aged 16", "of 16 or 17"),
        ("aged 7 months", "aged 7 months"),
        ("His uncle, aged 41", "His uncle, adult"),
        ("Child A was one of two.", "Child A was one of two."),
    ],
)
def test_an_age_in_years_becomes_a_band(cast, case, said, told) -> None:
    assert Veil(case)(said) == told


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("One two. Three four.", 10, ("One two. Three four.", False)),
        ("One two. Three four.", 3, ("One two.", True)),
        ("- one\n- two", 10, ("- one\n- two", False)),
        ("a b c d e f g", 3, ("a b c …", True)),
        ("", 3, ("", False)),
    ],
)
def test_a_text_is_shortened_by_whole_sentences(text, most, kept) -> None:
    assert shortened(text, most) == kept


def test_the_page_says_where_the_case_stands_without_a_name(case, priya) -> None:
    page = priya.get(at(case, "on-a-page/")).text.split("<main")[1]

    assert case.reference in page
    assert "Child A" in page
    assert "Interpreters without booking." in page
    assert "Nothing open" in page
    assert "Nettlecombe" not in page
    assert case.label not in page


def test_the_page_is_one_page_with_forty_agencies_of_long_names(
    cast, case, priya
) -> None:
    for number in range(40):
        name = f"{number:02} Northmere and Fellside Integrated Community Health Trust"
        made = Agency.objects.create(
            partnership=cast.partnership, code=f"X{number}", name=name, kind="Trust"
        )
        ChosenAgency.objects.create(case=case, agency=made, chosen_at=MADE_AT)

    pages = words(priya.get(at(case, "on-a-page/pdf/")).content)

    assert len(pages) == 1
    assert "39 Northmere" in " ".join(pages[0].split())
    assert "Open actions" in pages[0]


def test_the_overview_leads_to_both(case, priya) -> None:
    page = priya.get(f"/cases/{case.pk}/").text

    assert at(case, "on-a-page/") in page
    assert at(case, "handed-on/") in page

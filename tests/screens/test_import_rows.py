"""Chronology rows pasted or imported: how each is understood, then added (P1.11)."""

import html
import io
import json
import re

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rapidreview.case.models import AccessEntry
from rapidreview.scoping.answering import draft_of, save_chronology
from rapidreview.scoping.models import AgencyReturn
from tests.asking import WRITTEN_AT, asked, entered, sent
from tests.asking import author as author_of
from tests.cast import Cast, gather
from tests.contents import contents
from tests.posting import post, signed_in, stop_the_clock

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.11")]
IMPORT = "/answer/form/chronology/import/"
TABLE = [
    ["When", "Source", "Who", "What happened", "Colour"],
    ["3 May 2024", "Log", "Kim", "Late, and hungry", "red"],
    ["?mid June 2024", "Log", "Kim", "Tired", ""],
    ["22.05/16", "", "Kim", "Asked for breakfast", ""],
    ["", "Note", "Kim", "Left early", ""],
    ["45415.604167", "Log", "Kim", "Rang home", ""],
]


@pytest.fixture(autouse=True)
def _day_3(settings: object) -> None:
    stop_the_clock(settings, WRITTEN_AT)


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def school(cast: Cast) -> AgencyReturn:
    return asked(cast)


@pytest.fixture
def author(client: Client, school: AgencyReturn) -> Client:
    entered(school, client)
    post(client, "/answer/form/")
    return client


def pasted() -> str:
    return "\r\n".join("\t".join(row) for row in TABLE)


def kept(page: str) -> str:
    """The table that a preview sends on."""
    found = re.search(r'name="table" value="([^"]*)"', page)
    assert found
    return html.unescape(found[1])


def sent_on(page: str, **more: str) -> dict[str, str]:
    """What the preview sends when nothing is changed on it."""
    chosen = {}
    for name, options in re.findall(
        r'<select[^>]*name="(column_[0-9]+)"[^>]*>(.*?)</select>', page, re.DOTALL
    ):
        selected = re.search(r'value="([^"]*)" selected', options)
        chosen[name] = selected[1] if selected else ""
    typed = dict(re.findall(r'name="((?:date|end)_[0-9]+)"[^>]*value="([^"]*)"', page))
    return {"table": kept(page), "do": "add", **chosen, **typed, **more}


def rows_of(school: AgencyReturn) -> list[dict[str, str]]:
    return [dict(row) for row in draft_of(school).rows]


def test_rows_are_shown_as_they_are_understood_and_nothing_is_added(
    author, school
) -> None:
    page = post(author, IMPORT, pasted=pasted())

    assert page.status_code == 200
    for words in (
        "5 rows. Dates: 2 exact, 1 approximate, 1 without a date, 1 not understood.",
        "About mid-June 2024, uncertain",
        "We cannot rely on this as a date",
        "Used for every row that has none: 3.",
        "Add 5 rows",
    ):
        assert words in page.text
    assert rows_of(school) == []


def test_what_is_not_understood_is_asked_about(author, school) -> None:
    page = post(author, IMPORT, pasted=pasted())

    again = post(author, IMPORT, **sent_on(page.text))

    assert again.status_code == 422
    assert "Row 3: write a date we can rely on" in again.text
    assert "Say where these rows come from: 3." in again.text
    assert rows_of(school) == []


def test_mended_rows_are_added_below_those_that_stand(author, school) -> None:
    first = {"E1": "May 2023", "E5": "Log", "E7": "First"}
    save_chronology(school, [first], version=None, by=author_of(school), at=WRITTEN_AT)
    page = post(author, IMPORT, pasted=pasted())

    answer = post(
        author, IMPORT, **sent_on(page.text, date_3="22 May 2016", source="Old file")
    )

    assert answer["Location"] == "/answer/form/chronology/"
    assert rows_of(school) == [
        first,
        {"E1": "3 May 2024", "E5": "Log", "E6": "Kim", "E7": "Late, and hungry"},
        {"E1": "?mid June 2024", "E5": "Log", "E6": "Kim", "E7": "Tired"},
        {"E1": "22 May 2016", "E5": "Old file", "E6": "Kim", "E7": "Asked for breakfast"},
        {"E5": "Note", "E6": "Kim", "E7": "Left early"},
        {"E1": "3 May 2024", "E3": "14:30", "E5": "Log", "E6": "Kim", "E7": "Rang home"},
    ]  # fmt: skip


def test_a_date_may_be_added_as_it_stands_or_emptied(author, school) -> None:
    page = post(author, IMPORT, pasted=pasted()).text

    post(author, IMPORT, **sent_on(page, source="File", as_they_stand="on"))
    post(author, IMPORT, **sent_on(page, source="File", date_3=""))

    assert [row.get("E1", "") for row in rows_of(school)][2::5] == ["22.05/16", ""]


def test_a_column_can_be_chosen_and_looked_at_again(author, school) -> None:
    page = post(author, IMPORT, pasted=pasted()).text

    again = post(author, IMPORT, **sent_on(page, column_4="E10", do="look"))
    post(author, IMPORT, **sent_on(again.text, source="File", as_they_stand="on"))

    assert again.status_code == 200
    assert "There is a problem" not in again.text
    assert rows_of(school)[0]["E10"] == "red"


def test_rows_need_an_event(author, school) -> None:
    page = post(author, IMPORT, pasted="3 May 2024\t4 May 2024").text

    again = post(author, IMPORT, **sent_on(page, source="File"))

    assert "Choose which column says what happened." in again.text


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in TABLE[:3]:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def document() -> bytes:
    made = docx.Document()
    table = made.add_table(rows=3, cols=5)
    for line, row in zip(table.rows, TABLE[:3], strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("rows.xlsx", workbook()),
        ("rows.docx", document()),
        ("rows.csv", "\n".join(";".join(row) for row in TABLE[:3]).encode("cp1252")),
        ("rows.csv", "\n".join("\t".join(row) for row in TABLE[:3]).encode("utf-16")),
    ],
    ids=["Excel", "Word", "semicolons", "UTF-16"],
)
def test_a_file_is_read(author, school, name: str, data: bytes) -> None:
    page = post(author, IMPORT, file=SimpleUploadedFile(name, data))

    post(author, IMPORT, **sent_on(page.text))

    assert [row["E7"] for row in rows_of(school)] == ["Late, and hungry", "Tired"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Paste rows or choose a file."),
        ({"pasted": " \n"}, "Paste rows or choose a file."),
        ({"pasted": "\t\t"}, "Paste rows or choose a file."),
        ({"pasted": 'a\t"' + "x" * 200_000}, "never ends"),
        ({"pasted": "3 May 2024\tx\n" * 700}, "more than 600 rows"),
        ({"file": SimpleUploadedFile("a.xlsx", b"MZ\x90\0")}, "program"),
        ({"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04torn")}, "cannot be opened"),
        ({"file": SimpleUploadedFile("a.csv", b"")}, "is empty"),
    ],
    ids=["nothing", "blank", "tabs", "endless", "long", "program", "torn", "empty"],
)
def test_what_cannot_be_read_is_refused_in_words(author, school, given, said) -> None:
    page = post(author, IMPORT, **given)

    assert page.status_code in {409, 422}
    assert said in page.text


@pytest.mark.parametrize(
    "table",
    [
        *("", "[", "{}", "[1]", "[" * 5000),
        '{"headings": [], "notes": [], "rows": [[1]]}',
        json.dumps({"headings": [], "notes": [], "rows": [["x"]] * 700}),
    ],
    ids=["none", "torn", "empty", "list", "deep", "number", "long"],
)  # fmt: skip
def test_rows_that_did_not_come_from_our_page(author, school, table: str) -> None:
    assert post(author, IMPORT, table=table, do="add").status_code == 400


def test_more_rows_than_a_chronology_holds(author, school) -> None:
    rows = [{"E5": "Log", "E7": f"{number}"} for number in range(450)]
    save_chronology(school, rows, version=None, by=author_of(school), at=WRITTEN_AT)
    page = post(author, IMPORT, pasted="3 May 2024\t\tLog\tKim\tx\n" * 60).text

    again = post(author, IMPORT, **sent_on(page))

    assert "can hold up to 500 rows" in again.text
    assert len(rows_of(school)) == 450


def test_what_was_typed_in_the_grid_is_saved_on_the_way(author, school) -> None:
    typed = {"version": "1", "E7_1": "Typed.", "import": "1"}

    answer = post(author, "/answer/form/chronology/", **typed)

    assert answer["Location"] == IMPORT
    assert rows_of(school) == [{"E7": "Typed."}]


def test_looking_changes_nothing(author, school) -> None:
    before = contents(leaving_out=[AccessEntry])

    author.get(IMPORT)
    page = post(author, IMPORT, pasted=pasted())
    post(author, IMPORT, **sent_on(page.text, do="look"))

    assert contents(leaving_out=[AccessEntry]) == before


def team_page(school: AgencyReturn) -> str:
    return f"/cases/{school.case_id}/returns/{school.pk}/form/chronology/import/"


def test_the_team_imports_too(cast, school) -> None:
    owen = signed_in(cast.owen)

    page = post(owen, team_page(school), pasted=pasted())
    more = {"source": "File", "as_they_stand": "on"}
    answer = post(owen, team_page(school), **sent_on(page.text, **more))

    assert answer["Location"].endswith("/form/chronology/")
    assert len(rows_of(school)) == 5


def test_an_outsider_finds_nothing(school) -> None:
    outsider = signed_in(gather("Saltmarsh", "SSCP").owen)

    assert outsider.get(team_page(school)).status_code == 404
    assert post(outsider, team_page(school), pasted=pasted()).status_code == 404
    assert Client().get(IMPORT).status_code in {404, 410}


def test_nothing_is_imported_into_a_return_that_was_received(cast) -> None:
    school = sent(cast)

    assert signed_in(cast.owen).get(team_page(school)).status_code == 409

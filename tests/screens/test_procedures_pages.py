"""The pages of a partnership's procedures: who may, what they show, what they refuse."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rapidreview.people.models import InForce, LoadedProcedure
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.definition import shipped_text
from tests import make
from tests.adopted import COUNTY, NEXT, in_force, loaded
from tests.cast import Cast, gather_elsewhere
from tests.posting import post, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.4")]
TODAY = london_day(make.DAY_1)
READ = ("", "{row}/", "{row}/file/", "{row}/preview/")
SHIPPED = ("shipped/rapid-review-2025/", "shipped/rapid-review-2025/file/")
MANAGED = ("load/", "{row}/in-force/")


def at(cast: Cast, path: str = "", row: LoadedProcedure | None = None) -> str:
    where = path.format(row=row.pk if row else "")
    return f"/partnerships/{cast.partnership.pk}/procedures/{where}"


@pytest.fixture
def row(cast: Cast) -> LoadedProcedure:
    return loaded(cast)


@pytest.fixture
def priya(cast: Cast) -> Client:
    return signed_in(cast.priya)


@pytest.mark.parametrize("path", [*READ, *SHIPPED])
def test_the_team_and_the_chairs_read(cast, row, path: str) -> None:
    for name in ("priya", "owen", "judith"):
        page = signed_in(cast.users[name]).get(at(cast, path, row))
        assert page.status_code == 200, page.text


@pytest.mark.parametrize("path", MANAGED)
def test_only_the_manager_loads_and_puts_in_force(cast, row, path: str) -> None:
    assert signed_in(cast.priya).get(at(cast, path, row)).status_code == 200
    for name in ("owen", "judith"):
        browser = signed_in(cast.users[name])
        assert browser.get(at(cast, path, row)).status_code == 403
        assert post(browser, at(cast, path, row), text=NEXT).status_code == 403
    assert LoadedProcedure.objects.count() == 1


@pytest.mark.parametrize("path", [*READ, *SHIPPED, *MANAGED])
def test_an_outsider_finds_nothing(cast, row, path: str) -> None:
    outsider = signed_in(gather_elsewhere().priya)
    address = at(cast, path, row)

    assert outsider.get(address).status_code == 404
    assert post(outsider, address).status_code in (404, 405)
    sign_in = Client().get(address)
    assert (sign_in.status_code, "/sign-in/" in sign_in["Location"]) == (302, True)


@pytest.mark.parametrize("path", [*READ[1:], *MANAGED[1:]])
def test_the_version_of_another_partnership_is_not_there(cast, priya, path) -> None:
    there = loaded(gather_elsewhere())

    assert priya.get(at(cast, path, there)).status_code == 404


@pytest.mark.parametrize("path", ["shipped/elsewhere/", "shipped/elsewhere/file/"])
def test_a_procedure_that_is_not_shipped_is_not_there(cast, priya, path) -> None:
    assert priya.get(at(cast, path)).status_code == 404


def test_nothing_loaded_yet_is_said(cast, priya) -> None:
    page = priya.get(at(cast)).text

    assert "No procedure is loaded yet." in page
    assert "the partnership was founded" in page
    assert "shipped/rapid-review-2018/" in page


def test_the_list_says_what_is_in_force_what_comes_and_who_loaded_it(
    cast, row, priya
) -> None:
    make.case(cast)
    in_force(cast, row, TODAY)
    in_force(cast, loaded(cast, NEXT), TODAY + timedelta(days=30))

    page = priya.get(at(cast)).text

    assert "Wednesday 4 November 2026" in page
    assert "From Friday 4 December 2026" in page
    assert "by Priya Ollerdale" in page
    assert "Agreed in September." in page
    assert f"{row.pk}/" in page


def test_the_manager_alone_is_offered_to_load(cast, row) -> None:
    for name, offered in (("priya", True), ("owen", False)):
        browser = signed_in(cast.users[name])
        assert ("Load a procedure" in browser.get(at(cast)).text) is offered
        assert (
            "Put it in force" in browser.get(at(cast, "{row}/", row)).text
        ) is offered


def test_a_version_is_told_in_words_and_as_it_was_written(cast, row, priya) -> None:
    page = priya.get(at(cast, "{row}/", row)).text

    assert "15 working days from the intention to notify" in page
    assert "By day 4 of “Local clock”, 12:00" in page
    assert "“The Lead Member was told”" in page
    assert "extends: rapid-review-2025" in page
    assert row.hash in page


def test_the_file_is_handed_out_as_it_was_written(cast, row, priya) -> None:
    answer = priya.get(at(cast, "{row}/file/", row))

    assert answer.content.decode() == COUNTY
    assert answer["Content-Disposition"] == (
        'attachment; filename="county-rapid-review-2026-09.yaml"'
    )


def test_a_shipped_file_is_handed_out_to_begin_with(cast, priya) -> None:
    answer = priya.get(at(cast, "shipped/rapid-review-2018/file/"))

    assert answer.content.decode() == shipped_text("rapid-review-2018")


def as_file(text: str | bytes, name: str = "ours.yaml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


@pytest.mark.parametrize(
    "given",
    [{"text": COUNTY.replace("\n", "\r\n")}, {"file": as_file(COUNTY)}],
    ids=["text", "file"],
)
def test_a_procedure_is_loaded_and_its_dates_are_shown(cast, priya, given) -> None:
    answer = post(priya, at(cast, "load/"), **given)

    row = LoadedProcedure.objects.get()
    assert answer["Location"] == at(cast, "{row}/preview/", row)
    assert row.written == COUNTY
    page = priya.get(answer["Location"]).text
    assert "The procedure is loaded. No case follows it yet" in page


def test_a_shipped_one_is_chosen_by_its_name(cast, priya) -> None:
    post(priya, at(cast, "load/"), shipped="rapid-review-2025")

    assert LoadedProcedure.objects.get().name == "rapid-review-2025"
    page = priya.get(at(cast, "load/")).text
    assert 'value="rapid-review-2018"' in page
    assert 'value="rapid-review-2025"' not in page


def test_the_page_of_a_shipped_one_that_is_loaded_is_that_of_its_row(
    cast, priya
) -> None:
    post(priya, at(cast, "load/"), shipped="rapid-review-2025")

    answer = priya.get(at(cast, "shipped/rapid-review-2025/"))

    assert answer["Location"] == at(cast, "{row}/", LoadedProcedure.objects.get())


def test_the_very_same_text_leads_to_the_row_that_is_there(cast, row, priya) -> None:
    answer = post(priya, at(cast, "load/"), text=COUNTY)

    assert answer["Location"] == at(cast, "{row}/preview/", row)
    assert "This very text was loaded before." in priya.get(answer["Location"]).text
    assert LoadedProcedure.objects.count() == 1


def test_another_text_with_a_known_version_is_refused(cast, row, priya) -> None:
    text = COUNTY.replace("is told of every", "hears of every")

    answer = post(priya, at(cast, "load/"), text=text)

    assert answer.status_code == 422
    assert "is known with another text" in answer.text
    assert "hears of every" in answer.text


def test_every_error_is_said_at_once_with_its_line_and_the_text_is_kept(
    cast, priya
) -> None:
    text = COUNTY.replace("day: 4", "day: 40").replace("owner: p", "owner: the_p")

    answer = post(priya, at(cast, "load/"), text=text + "# our words\n")

    assert answer.status_code == 422
    assert "Line 11: stages.days_2_5.tasks.return_due.latest.day" in answer.text
    assert "Line 14: stages.days_2_5.tasks.tell_lead_member.owner" in answer.text
    assert "# our words" in answer.text
    assert "latest: {clock: local, day: 40, at:" in answer.text.split("<textarea")[0]
    assert "3 errors in this procedure" in answer.text
    assert "<title>Error: Load a procedure" in answer.text
    assert not LoadedProcedure.objects.exists()


def test_the_text_of_a_wrong_file_is_shown_to_be_mended(cast, priya) -> None:
    wrong = COUNTY.replace("working_day", "days") + "nonsense: ‘yes’\n"

    answer = post(priya, at(cast, "load/"), file=as_file(wrong))

    assert answer.status_code == 422
    assert "nonsense: ‘yes’" in answer.text.split("<textarea")[1]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Give a procedure: a file, its text or one that comes with"),
        ({"text": COUNTY, "shipped": "rapid-review-2025"}, "Give one procedure only"),
        ({"shipped": "elsewhere"}, "Choose one of the list."),
        ({"file": as_file(COUNTY, "ours.exe")}, "a file whose name ends in .yaml"),
        ({"file": as_file(COUNTY, "a" * 250 + ".yaml")}, "a shorter name"),
    ],
)
def test_one_procedure_is_wanted(cast, priya, given, words: str) -> None:
    answer = post(priya, at(cast, "load/"), **given)

    assert answer.status_code == 422
    assert words in answer.text
    assert not LoadedProcedure.objects.exists()


def test_reading_changes_nothing(cast, row, priya) -> None:
    for path in (*READ, *SHIPPED, *MANAGED):
        assert priya.head(at(cast, path, row)).status_code == 200
    assert not InForce.objects.exists()


def test_a_version_that_never_was_is_not_there(cast, priya) -> None:
    assert priya.get(at(cast, f"{uuid4()}/")).status_code == 404


@pytest.mark.parametrize("name", ["priya", "owen"])
def test_the_page_of_the_partnership_leads_here(cast, name: str) -> None:
    page = signed_in(cast.users[name]).get(f"/partnerships/{cast.partnership.pk}/")

    assert at(cast) in page.text

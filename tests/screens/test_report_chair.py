"""The Chair's pages: assure, amend and return, confirm circulation, sign (P9.2, P9.3, P13.1)."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.report.models import ChairReview, Circulation
from rapidreview.report.points import POINTS
from rapidreview.report.reading import live_signature
from tests import reported
from tests.cast import Cast, gather
from tests.posting import post, signed_in, stop_the_clock
from tests.reported import SIGNED_AT, fresh, write

pytestmark = pytest.mark.django_db
ALL_TICKED = {f"met_{one.code}": "on" for one in POINTS}


@pytest.fixture
def cast(settings: object) -> Cast:
    stop_the_clock(settings, SIGNED_AT)
    return gather()


@pytest.fixture
def judith(cast: Cast) -> Client:
    return signed_in(cast.judith)


def at(case: Case, name: str) -> str:
    return reverse(name, kwargs={"case_id": case.pk})


@pytest.mark.paragraph("P9.2", "P1.14")
def test_the_chair_assures_quality_and_goes_on_to_confirm(
    cast: Cast, judith: Client
) -> None:
    case = reported.with_the_chair(cast).case
    address = at(case, "review_report")

    page = judith.get(address).content.decode()
    answer = post(judith, address, **ALL_TICKED, signed_off="yes")

    assert "Quality assurance of version 0.3" in page
    assert all(one.words in page for one in POINTS)
    assert answer["Location"] == at(case, "confirm_circulation")
    assert ChairReview.objects.get().signed_off


@pytest.mark.paragraph("P9.2")
def test_a_point_not_met_wants_its_note_and_what_was_typed_stays(
    cast: Cast, judith: Client
) -> None:
    address = at(reported.with_the_chair(cast).case, "review_report")
    ticked = {name: on for name, on in ALL_TICKED.items() if name != "met_dissent"}

    answer = post(judith, address, **ticked, note_names="None.", signed_off="no")
    without = post(judith, address, **ALL_TICKED)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "say why it is not: A dissent stands in the partner’s own words." in page
    assert 'value="None."' in page
    assert "Say whether this version may be circulated." in without.content.decode()
    assert not ChairReview.objects.exists()


@pytest.mark.paragraph("P9.2")
def test_the_chair_amends_returns_and_then_assures(cast: Cast, judith: Client) -> None:
    report = reported.with_the_chair(cast)
    write(report, "R9", "Race first.", cast, "judith")

    page = judith.get(at(report.case, "review_report")).content.decode()
    empty = post(judith, at(report.case, "return_report"))
    sent = post(judith, at(report.case, "return_report"), amendments="R9 is new.")

    assert "Return the amended report" in page
    assert "R9 changed since version 0.3 was kept." in page
    assert empty.status_code == 422
    assert sent["Location"] == at(report.case, "review_report")
    after = judith.get(at(report.case, "review_report")).content.decode()
    assert "Quality assurance of version 0.4" in after


def test_before_the_report_is_sent_there_is_nothing_to_assure(
    cast: Cast, judith: Client
) -> None:
    case = reported.begun(cast).case

    page = judith.get(at(case, "review_report")).content.decode()
    forced = post(judith, at(case, "review_report"), **ALL_TICKED, signed_off="yes")

    assert "has not been sent to you yet" in page
    assert forced.status_code == 409


@pytest.mark.paragraph("P9.3")
def test_the_chair_confirms_the_list_with_the_usual_people_ticked(
    cast: Cast, judith: Client
) -> None:
    case = reported.assured(cast).case
    address = at(case, "confirm_circulation")

    page = judith.get(address).content.decode()
    none = post(judith, address)
    done = post(judith, address, people=[str(cast.matthias.pk), str(cast.helene.pk)])

    boxes = re.findall(r'<input[^>]*name="people"[^>]*>', page)
    assert len([one for one in boxes if "checked" in one]) == len(boxes) == 5
    assert "Helene Wintersea: Senior officer" in page
    assert none.status_code == 422
    assert done.status_code == 302
    given = Circulation.objects.get().people.order_by("name")
    assert list(given) == [cast.helene, cast.matthias]


@pytest.mark.paragraph("P9.3")
def test_a_version_not_signed_off_is_not_confirmed(cast: Cast, judith: Client) -> None:
    case = reported.with_the_chair(cast).case
    address = at(case, "confirm_circulation")

    page = judith.get(address).content.decode()
    forced = post(judith, address, people=[str(cast.matthias.pk)])

    assert "Assure its quality first" in page
    assert forced.status_code == 409


def shown_hash(page: str) -> str:
    return page.split('name="text_hash" value="')[1].split('"')[0]


@pytest.mark.paragraph("P13.1")
def test_the_chair_reads_confirms_and_signs(cast: Cast, judith: Client) -> None:
    case = reported.circulated(cast).case
    address = at(case, "sign_report")

    page = judith.get(address).content.decode()
    unticked = post(judith, address, text_hash=shown_hash(page))
    done = post(judith, address, text_hash=shown_hash(page), confirmed="on")

    assert "Sign the report as version 1.0" in page
    assert "What there is to say under R20." in page
    assert f'SHA-256 of this text: <span class="rr-long">{shown_hash(page)}' in page
    assert unticked.status_code == 422
    assert done.status_code == 302
    assert live_signature(case).text_hash == shown_hash(page)
    home = judith.get(at(case, "report")).content.decode()
    assert "Version 1.0 is signed" in home


@pytest.mark.paragraph("P13.1")
def test_a_text_changed_meanwhile_is_shown_again_and_not_signed(
    cast: Cast, judith: Client
) -> None:
    report = fresh(reported.circulated(cast).version.report)
    address = at(report.case, "sign_report")
    before = shown_hash(judith.get(address).content.decode())
    write(report, "R9", "Changed meanwhile.", cast)

    answer = post(judith, address, text_hash=before, confirmed="on")

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "nothing was signed" in page
    assert shown_hash(page) != before
    assert "Changed since you assured version 0.3" in page
    box = page.split('name="confirmed"')[1].split(">")[0]
    assert "checked" not in box
    assert live_signature(report.case) is None


@pytest.mark.paragraph("P13.1")
def test_what_is_missing_for_the_signature_is_listed(
    cast: Cast, judith: Client
) -> None:
    report = reported.with_the_chair(cast)
    write(report, "R9", "", cast)

    page = judith.get(at(report.case, "sign_report")).content.decode()
    forced = post(
        judith, at(report.case, "sign_report"), text_hash="0" * 64, confirmed="on"
    )

    assert "Before it can be signed" in page
    assert "poverty) has no text." in page
    assert 'name="text_hash"' not in page
    assert forced.status_code == 422

"""What goes out: with the minutes, to the Chair, to the confirmed list; a partner's sign-off."""

import pytest
from django.urls import reverse

from rapidreview.case.models import Case
from rapidreview.report.models import PartnerSignOff
from rapidreview.report.readers import versions_for
from tests import reported
from tests.cast import Cast, gather
from tests.posting import post, signed_in, stop_the_clock
from tests.reported import SIGNED_AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: object) -> Cast:
    stop_the_clock(settings, SIGNED_AT)
    return gather()


def at(case: Case, name: str, **more: str) -> str:
    return reverse(name, kwargs={"case_id": case.pk, **more})


@pytest.mark.paragraph("P7.6")
def test_who_gets_the_minutes_and_the_report_is_shown_before_they_go(
    cast: Cast,
) -> None:
    case = reported.minuted(cast)[0].case
    owen, address = signed_in(cast.owen), at(case, "send_with_minutes")

    page = owen.get(address).content.decode()
    none = post(owen, address)
    sent = post(owen, address, people=[str(cast.matthias.pk)])

    assert "Matthias Dovecroft: JCR Group member, Aldermoss Primary School" in page
    assert "version 0.2: you find it under Report" in page
    assert none.status_code == 422
    assert sent.status_code == 302
    assert [one.number for one in versions_for(case, cast.matthias)] == ["0.2"]
    assert post(owen, address, people=[str(cast.matthias.pk)]).status_code == 422
    assert "are with: Matthias Dovecroft." in owen.get(address).content.decode()


@pytest.mark.paragraph("P7.6")
def test_before_the_minutes_are_filed_nothing_can_be_sent(cast: Cast) -> None:
    case, owen = reported.begun(cast).case, signed_in(cast.owen)

    page = owen.get(at(case, "send_with_minutes")).content.decode()
    forced = post(owen, at(case, "send_with_minutes"), people=[str(cast.matthias.pk)])

    assert "are not filed yet" in page
    assert forced.status_code != 302
    assert versions_for(case, cast.matthias) == []


@pytest.mark.paragraph("P9.2")
def test_the_report_is_sent_to_the_chair_with_the_letter_shown(cast: Cast) -> None:
    report = reported.sent_with_minutes(cast)
    priya, address = signed_in(cast.priya), at(report.case, "send_report_to_chair")
    early = post(priya, address)
    reported.writing.update_from_meeting(
        report, by=cast.actor("owen"), at=reported.UPDATED_AT
    )

    page = priya.get(address).content.decode()
    sent = post(priya, address)

    assert early.status_code == 409
    assert "Version 0.3 goes to Judith Hathersby (judith@northmere.example)" in page
    assert "Dear (each name)," in page
    assert sent.status_code == 302


@pytest.mark.paragraph("P9.3")
def test_the_confirmed_list_is_shown_and_the_report_goes_to_it(cast: Cast) -> None:
    case = reported.confirmed(cast).case
    owen, address = signed_in(cast.owen), at(case, "circulate_report")

    page = owen.get(address).content.decode()
    sent = post(owen, address)
    after = owen.get(address).content.decode()

    assert "Judith Hathersby confirmed" in page
    assert "2 people get this letter" in page
    assert "Helene Wintersea, helene@northmere.example" in page
    assert "victor@northmere.example" not in page
    assert sent.status_code == 302
    assert "There is no list to send to." in after


@pytest.mark.paragraph("P9.3")
def test_a_senior_officer_signs_off_for_a_partner(cast: Cast) -> None:
    case = reported.circulated(cast).case
    helene, address = signed_in(cast.helene), at(case, "sign_off_report", version="0.3")
    dissent = {"partner": "icb", "agrees": "no"}

    home = helene.get(at(case, "report")).content.decode()
    page = helene.get(address).content.decode()
    silent = post(helene, address, **dissent, words="")
    said = post(helene, address, **dissent, words="Fairly stated.")

    assert "Sign off version 0.3" in home
    assert "Integrated care board" in page
    assert silent.status_code == 422
    assert said.status_code == 302
    assert PartnerSignOff.objects.select_related("case").get().words == "Fairly stated."
    assert post(helene, address, partner="icb", agrees="yes").status_code == 422
    after = helene.get(at(case, "report")).content.decode()
    assert "Integrated care board, version 0.3: does not agree" in after


@pytest.mark.paragraph("P9.3")
def test_only_a_version_that_one_has_is_signed_off(cast: Cast) -> None:
    case = reported.circulated(cast).case

    helene, nadia = signed_in(cast.helene), signed_in(cast.nadia)

    assert helene.get(at(case, "sign_off_report", version="0.2")).status_code == 404
    assert nadia.get(at(case, "sign_off_report", version="0.3")).status_code == 403

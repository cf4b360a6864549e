"""The Chair confirms to whom the report goes; it goes to exactly these; partners answer (P9.3)."""

from datetime import timedelta

import pytest

from rapidreview.casefolder.models import Release
from rapidreview.dailylog.facts import case_facts
from rapidreview.mail.models import Letter
from rapidreview.procedure.errors import (
    AlreadyDone,
    Incomplete,
    NotYet,
    Refused,
    Stale,
)
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Partner, Role
from rapidreview.report import circulating, signing
from rapidreview.report.met import views_table
from rapidreview.report.readers import choosable, versions_for
from tests import make, reported
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import told
from tests.reported import ASSURED_AT, CIRCULATED_AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


LATER = ASSURED_AT + timedelta(minutes=20)


def confirm(version: object, people: list[object], cast: Cast) -> object:
    by = cast.actor("judith")
    return circulating.confirm_circulation(version, people, by=by, at=LATER)


def answer(version: object, partner: Partner, cast: Cast, **more: object) -> object:
    given = {"agrees": True, "words": "", "at": CIRCULATED_AT, **more}
    return signing.sign_off(version, partner, by=cast.actor("helene"), **given)


@pytest.mark.paragraph("P9.3")
def test_the_chair_confirms_a_version_that_was_signed_off_for_circulation(
    cast: Cast,
) -> None:
    version = reported.newest(reported.with_the_chair(cast))

    with pytest.raises(NotYet, match=r"Assure the quality of version 0\.3"):
        confirm(version, [cast.matthias], cast)


@pytest.mark.paragraph("P9.3")
def test_the_list_is_people_of_the_case_and_of_nobody_else(cast: Cast) -> None:
    version = reported.assured(cast)

    with pytest.raises(Incomplete):
        confirm(version, [], cast)
    with pytest.raises(Refused, match="Dana Quillmere"):
        confirm(version, [cast.dana], cast)


@pytest.mark.paragraph("P9.3", "P1.16")
def test_executive_leaders_can_be_chosen_once_they_are_to_meet(cast: Cast) -> None:
    case = reported.assured(cast).case
    make.appoint(case, cast.dana, Role.EXECUTIVE_LEADER)
    before = choosable(case, case_facts(case), at=ASSURED_AT)

    make.entry(case, cast, LogKind.EXECUTIVE_MEETING_REQUIRED, at=ASSURED_AT)
    after = choosable(case, case_facts(case), at=ASSURED_AT)

    assert cast.dana not in {one.user for one in before}
    assert [(one.user, one.usual) for one in after][-1] == (cast.dana, False)


@pytest.mark.paragraph("P9.3")
def test_it_goes_to_exactly_the_people_confirmed(cast: Cast) -> None:
    circulation = reported.circulated(cast)

    version = circulation.version
    given = Release.objects.filter(version=version.pdf)
    assert {one.user for one in given} == {
        cast.judith,  # the Chair has had it since it was sent to her
        cast.matthias,
        cast.nadia,
        cast.helene,
    }
    assert versions_for(version.case, cast.victor) == []
    entry = told(version.case, LogKind.REPORT_CIRCULATED)[0]
    assert entry.to == "Helene Wintersea, Matthias Dovecroft, Nadia Underhay"


@pytest.mark.paragraph("P9.3")
def test_senior_officers_are_asked_to_sign_off_and_the_others_to_read(
    cast: Cast,
) -> None:
    case = reported.circulated(cast).case

    letters = Letter.objects.filter(case=case, kind__startswith="report_")
    assert {one.to_name for one in letters if one.kind == "report_to_sign_off"} == {
        "Helene Wintersea"
    }
    assert {one.to_name for one in letters if one.kind == "report_circulated"} == {
        "Matthias Dovecroft",
        "Nadia Underhay",
    }
    assert not any("Nettlecombe" in one.body for one in letters)


@pytest.mark.paragraph("P9.3")
def test_it_goes_once_and_only_to_the_list_confirmed_last(cast: Cast) -> None:
    first = reported.confirmed(cast)
    second = confirm(first.version, [cast.matthias], cast)
    send = {"by": cast.actor("owen"), "at": CIRCULATED_AT}

    with pytest.raises(Stale):
        circulating.circulate(first, **send)
    circulating.circulate(second, **send)
    with pytest.raises(AlreadyDone):
        circulating.circulate(second, **send)
    with pytest.raises(AlreadyDone):
        confirm(first.version, [cast.matthias], cast)

    assert versions_for(first.case, cast.helene) == []


@pytest.mark.paragraph("P9.3")
def test_who_has_left_the_case_is_not_written_to(cast: Cast) -> None:
    circulation = reported.confirmed(cast)
    circulation.case.appointments.filter(user=cast.matthias).update(to_at=ASSURED_AT)

    with pytest.raises(Refused, match="Matthias Dovecroft"):
        circulating.circulate(circulation, by=cast.actor("owen"), at=CIRCULATED_AT)

    assert not Letter.objects.filter(kind="report_circulated").exists()


@pytest.mark.paragraph("P9.3")
def test_a_partner_signs_off_what_was_circulated_or_dissents_in_its_words(
    cast: Cast,
) -> None:
    version = reported.circulated(cast).version
    with pytest.raises(Incomplete):
        answer(version, Partner.ICB, cast, agrees=False)

    answer(version, Partner.ICB, cast, agrees=False, words="Fairly stated; I dissent.")

    entry = told(version.case, LogKind.PARTNER_SIGNED_OFF)[0]
    assert entry.text == "Integrated care board dissents."
    rows = [row for row in views_table(version.case) if row[0].startswith("Integrated")]
    assert [row[3] for row in rows] == [reported.DISSENT, "Fairly stated; I dissent."]
    assert rows[1][4] == "19 November 2026, on version 0.3"
    with pytest.raises(AlreadyDone):
        answer(version, Partner.ICB, cast)


@pytest.mark.paragraph("P9.3")
def test_nobody_signs_off_before_it_is_circulated_or_in_the_future(cast: Cast) -> None:
    circulation = reported.confirmed(cast)
    with pytest.raises(NotYet):
        answer(circulation.version, Partner.POLICE, cast)

    circulating.circulate(circulation, by=cast.actor("owen"), at=CIRCULATED_AT)

    with pytest.raises(Refused):
        answer(
            circulation.version, Partner.POLICE, cast, occurred_at=reported.SIGNED_AT
        )

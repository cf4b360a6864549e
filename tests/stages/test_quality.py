"""The first check, the same-day share and the final decision (P2.2-P2.6)."""

from datetime import UTC, datetime

import pytest

from rapidreview.case.models import Child
from rapidreview.dailylog.facts import case_facts
from rapidreview.mail.models import Letter
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet
from rapidreview.procedure.logkinds import LogKind
from rapidreview.quality import actions, weighing
from rapidreview.quality.findings import (
    Severity,
    findings_of,
    found_in,
    stops_of,
    stored_finding,
)
from rapidreview.quality.models import FindingRow, ShareWithChair
from rapidreview.scoping import receiving
from tests.asking import asked, filled, give_to_signer, save, sent, sign
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import told
from tests.settled import (
    CHECKED_AT,
    DECIDED_AT,
    SHARED_AT,
    check,
    share,
    typed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


def stop_of(row: object) -> str:
    return next(one.key for one in findings_of(row) if one.severity == Severity.STOP)


@pytest.mark.paragraph("P2.2", "P2.3")
def test_the_first_check_is_recorded_with_an_outcome_for_each_test(cast: Cast) -> None:
    row = check(sent(cast), cast, sufficiency="minimal", note="Short answers.")

    assert row.check_made.sufficiency == "minimal"
    assert row.check_made.note == "Short answers."
    entry = told(row.case, LogKind.RETURN_CHECKED)[0]
    assert entry.text == "Minimal, dates adequate, analysis present, signed"
    assert entry.agency == cast.school.name


@pytest.mark.paragraph("P2.2")
def test_nothing_is_checked_before_it_came(cast: Cast) -> None:
    with pytest.raises(NotYet):
        check(asked(cast), cast)


@pytest.mark.paragraph("P2.2")
def test_a_return_has_one_first_check(cast: Cast) -> None:
    row = check(sent(cast), cast)

    with pytest.raises(AlreadyDone):
        check(row, cast)


@pytest.mark.paragraph("P2.2")
def test_what_was_found_is_kept_with_the_check(cast: Cast) -> None:
    row = typed(cast, F5="")

    check(row, cast)

    kept = {
        (one.code, one.place) for one in FindingRow.objects.filter(agency_return=row)
    }
    assert ("QC04", "F5") in kept


@pytest.mark.paragraph("P2.2")
def test_a_finding_is_set_aside_only_with_a_reason(cast: Cast) -> None:
    row = typed(cast, F5="")
    finding = stored_finding(row, stop_of(row), at=CHECKED_AT)

    with pytest.raises(Incomplete):
        weighing.dismiss_finding(
            finding, because=" ", by=cast.actor("owen"), at=CHECKED_AT
        )

    assert told(row.case, LogKind.FINDING_DISMISSED) == []


@pytest.mark.paragraph("P2.2")
def test_a_finding_set_aside_no_longer_stands_and_the_log_says_why(cast: Cast) -> None:
    row = typed(cast, F5="")
    key = stop_of(row)
    finding = stored_finding(row, key, at=CHECKED_AT)

    weighing.dismiss_finding(
        finding, because="Told by telephone.", by=cast.actor("owen"), at=CHECKED_AT
    )

    aside = next(one for one in findings_of(row) if one.key == key)
    assert (aside.stands, aside.dismissed_because) == (False, "Told by telephone.")
    assert told(row.case, LogKind.FINDING_DISMISSED)[0].reason == "Told by telephone."


@pytest.mark.paragraph("P2.2")
def test_an_officer_adds_what_no_check_can_see(cast: Cast) -> None:
    row = sent(cast)

    weighing.add_finding(
        row, severity="ask", place="F3", words="It blames the mother.",
        by=cast.actor("owen"), at=CHECKED_AT,
    )  # fmt: skip

    added = next(one for one in findings_of(row) if not one.code)
    assert (added.severity, added.place, added.words) == (
        Severity.ASK, "F3", "It blames the mother.",
    )  # fmt: skip
    assert not case_facts(row.case).has(LogKind.RETURN_CHECKED)


@pytest.mark.paragraph("P2.4")
def test_the_chair_is_told_the_same_day_with_issues_or_none(cast: Cast) -> None:
    row = share(sent(cast), cast)

    letter = Letter.objects.get(key=f"chair-share:{row.pk}")
    assert letter.to_email == cast.judith.email
    assert cast.victor.email in letter.copies
    assert "Sufficient, dates adequate, analysis present, signed" in letter.body
    assert ShareWithChair.objects.get(agency_return=row).same_day
    assert case_facts(row.case).has(LogKind.RETURN_SHARED, str(row.pk))


@pytest.mark.paragraph("P2.4")
def test_the_letter_to_the_chair_holds_no_word_of_the_return(cast: Cast) -> None:
    row = share(typed(cast, F1="Bramwell was seen. see above"), cast)

    letter = Letter.objects.get(key=f"chair-share:{row.pk}")
    issues = ShareWithChair.objects.select_related("case").get(agency_return=row).issues
    assert "Issues were found" in letter.body
    for telling in ("Bramwell", "see above", row.case.label, *issues.splitlines()):
        assert telling not in letter.body


@pytest.mark.paragraph("P2.4")
def test_a_share_of_the_next_day_is_recorded_as_late(cast: Cast) -> None:
    row = check(sent(cast), cast)
    late = datetime(2026, 11, 7, 9, 0, tzinfo=UTC)

    shared = actions.share_with_chair(row, by=cast.actor("owen"), at=late)

    assert not shared.same_day
    assert (
        told(row.case, LogKind.RETURN_SHARED)[0].reason
        == "Later than the day of receipt."
    )


@pytest.mark.paragraph("P2.4")
def test_what_was_not_checked_is_not_shared(cast: Cast) -> None:
    row = sent(cast)

    with pytest.raises(NotYet, match="initial quality check"):
        actions.share_with_chair(row, by=cast.actor("owen"), at=SHARED_AT)

    assert not Letter.objects.filter(kind="chair_share").exists()


@pytest.mark.paragraph("P2.4")
def test_the_chairs_comment_stands_with_the_return_and_in_the_log(cast: Cast) -> None:
    row = share(sent(cast), cast)

    actions.comment(
        row.share, text="Ask about the father.", by=cast.actor("judith"), at=DECIDED_AT
    )

    kept = ShareWithChair.objects.select_related("case").get(agency_return=row)
    assert kept.comment == f"{cast.judith.name}: Ask about the father."
    assert told(row.case, LogKind.CHAIR_COMMENTED)[0].by == cast.judith.name


@pytest.mark.paragraph("P2.2")
def test_a_brother_the_case_knows_may_stand_in_a_return_and_need_not(
    cast: Cast,
) -> None:
    both = typed(cast, B3_1="27 March 2021", B1_2="Ada Nettlecombe", B3_2="1 May 2017")
    before = [one.code for one in findings_of(both)]
    Child.objects.create(
        case=both.case,
        number=2,
        name="Ada Nettlecombe",
        born="2017-05-01",
        is_subject=False,
    )

    assert "QC18" in before
    assert "QC18" not in [one.code for one in findings_of(both)]
    both.answers.filter(code__endswith="_2").delete()
    assert "QC18" not in [one.code for one in findings_of(both)]


@pytest.mark.paragraph("P2.2")
def test_an_answer_that_another_agency_gave_word_for_word_is_noted_for_the_team(
    cast: Cast,
) -> None:
    school = filled(cast, "SCH", "POL")
    police = school.case.returns.get(agency=cast.agencies["POL"])
    words = (
        "The child came late on most mornings and nobody asked what the mornings were "
        * 2
    )
    for row in (school, police):
        save(row, F5=words)
    give_to_signer(school)
    sign(school)

    assert "QC26" not in [
        one.code for one in found_in(school)
    ]  # the other has not come

    receiving.type_in(
        police,
        {},
        None,
        channel="post",
        by=cast.actor("owen"),
        at=CHECKED_AT,
        received_at=CHECKED_AT,
    )
    noted = [one for one in found_in(school) if one.code == "QC26"]
    assert [(one.places, one.severity.value) for one in noted] == [(("F5",), "note")]
    assert "QC26" not in [one.code for one in stops_of(school)]

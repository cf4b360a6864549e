"""The first check, the same-day share and the final decision (P2.2-P2.6)."""

from datetime import UTC, datetime, timedelta

import pytest

from rapidreview.dailylog.facts import case_facts
from rapidreview.mail.models import Letter
from rapidreview.procedure.errors import AlreadyDone, Incomplete, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.quality import actions, weighing
from rapidreview.quality.findings import Severity, findings_of, stored_finding
from rapidreview.quality.models import FindingRow, QualityDecision, ShareWithChair
from tests.asking import SENT_AT, asked, sent
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import told
from tests.settled import (
    AGAIN_BY,
    CHECKED_AT,
    DECIDED_AT,
    OUTCOME,
    REASONS,
    SHARED_AT,
    accept,
    check,
    send_back,
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


@pytest.mark.paragraph("P2.5")
def test_a_return_with_a_stop_finding_is_accepted_only_with_a_reason(
    cast: Cast,
) -> None:
    row = check(typed(cast, F5=""), cast)

    with pytest.raises(Incomplete, match="F5 has not been answered"):
        actions.accept(row, by=cast.actor("priya"), at=DECIDED_AT)

    accepted = actions.accept(
        row, reason="The meeting will ask.", by=cast.actor("priya"), at=DECIDED_AT
    )
    assert accepted.accepted
    assert told(row.case, LogKind.RETURN_ACCEPTED)[0].reason == "The meeting will ask."


@pytest.mark.paragraph("P2.5")
def test_nothing_is_decided_before_the_first_check(cast: Cast) -> None:
    with pytest.raises(NotYet):
        actions.accept(sent(cast), by=cast.actor("priya"), at=DECIDED_AT)


@pytest.mark.paragraph("P2.5")
def test_a_return_is_decided_once(cast: Cast) -> None:
    row = accept(sent(cast), cast)

    with pytest.raises(AlreadyDone):
        send_back(row, cast)

    assert QualityDecision.objects.get(agency_return=row).accepted
    assert row.request.rounds.count() == 1


@pytest.mark.paragraph("P2.5")
def test_a_stop_that_was_set_aside_needs_no_reason(cast: Cast) -> None:
    row = check(typed(cast, F5=""), cast)
    for one in findings_of(row):
        finding = stored_finding(row, one.key, at=DECIDED_AT)
        weighing.dismiss_finding(
            finding, because="Known.", by=cast.actor("priya"), at=DECIDED_AT
        )

    assert actions.accept(row, by=cast.actor("priya"), at=DECIDED_AT).accepted


@pytest.mark.paragraph("P2.6")
def test_a_return_goes_back_with_reasons_and_its_representative_copied(
    cast: Cast,
) -> None:
    row = check(sent(cast), cast)

    again = send_back(row, cast)

    letter = Letter.objects.get(key=f"send-back:{row.pk}")
    assert letter.to_email == cast.sam.email
    assert cast.matthias.email in letter.copies
    assert "Say what your service saw." in letter.body
    assert "Monday 9 November 2026, 12:00" in letter.body
    assert (again.round, again.due_at) == (2, AGAIN_BY)


@pytest.mark.paragraph("P2.6", "P2.7")
def test_the_log_says_why_it_went_back_and_to_whom(cast: Cast) -> None:
    row = check(sent(cast), cast)

    send_back(row, cast)

    entry = told(row.case, LogKind.RETURN_SENT_BACK)[0]
    assert entry.reason == "F3: Say what your service saw.\nE1: No entry has a date."
    assert cast.sam.name in entry.to
    assert cast.matthias.name in entry.to


@pytest.mark.paragraph("P2.6")
@pytest.mark.parametrize(
    ("reasons", "due_at", "refusal"),
    [([], AGAIN_BY, Incomplete), (REASONS, SENT_AT, Refused)],
    ids=["no reason", "a date that has passed"],
)
def test_what_cannot_be_asked_is_not_sent_back(
    cast: Cast, reasons: list[tuple[str, str]], due_at: datetime, refusal: type
) -> None:
    row = check(sent(cast), cast)

    with pytest.raises(refusal):
        actions.send_back(
            row, reasons=reasons, due_at=due_at, by=cast.actor("priya"), at=DECIDED_AT
        )

    assert not QualityDecision.objects.filter(agency_return=row).exists()


@pytest.mark.paragraph("P2.6")
def test_reasons_that_name_the_child_do_not_leave_the_building(cast: Cast) -> None:
    row = check(sent(cast), cast)
    reasons = [("F5", "What was it like for Bramwell?")]

    with pytest.raises(Refused, match="may not name a child"):
        actions.send_back(
            row, reasons=reasons, due_at=AGAIN_BY, by=cast.actor("priya"), at=DECIDED_AT
        )

    assert row.request.rounds.count() == 1


@pytest.mark.paragraph("P2.2", "P2.4", "P2.5")
def test_a_second_round_is_checked_and_decided_by_itself(cast: Cast) -> None:
    row = check(sent(cast), cast)
    again = send_back(row, cast)

    with pytest.raises(NotYet):
        actions.accept(
            again, by=cast.actor("priya"), at=DECIDED_AT + timedelta(hours=1)
        )

    assert OUTCOME["signed"]
    assert not hasattr(again, "check_made")

"""The page of one return: answers, findings, the first check, the share, the decision."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from rapidreview.dailylog.facts import case_facts
from rapidreview.mail.models import Letter
from rapidreview.procedure.logkinds import LogKind
from rapidreview.quality.findings import findings_of
from rapidreview.quality.models import FindingRow, QualityCheck
from rapidreview.scoping.models import AgencyReturn
from tests import make
from tests.asking import asked, sent
from tests.cast import Cast, gather, gather_elsewhere
from tests.posting import post, signed_in, stop_the_clock
from tests.settled import DECIDED_AT, accept, check, share, typed

pytestmark = pytest.mark.django_db
CHECKED = {
    "sufficiency": "sufficient",
    "dates": "adequate",
    "analysis": "yes",
    "signed": "yes",
}


@pytest.fixture
def cast(settings: object) -> Cast:
    stop_the_clock(settings, DECIDED_AT)
    return gather()


def at(row: AgencyReturn, name: str = "agency_return") -> str:
    return reverse(name, kwargs={"case_id": row.case_id, "return_id": row.pk})


@pytest.mark.paragraph("P2.2")
def test_findings_stand_beside_the_answers_they_are_about(cast: Cast) -> None:
    row = typed(cast, F5="")

    page = signed_in(cast.owen).get(at(row)).content.decode()

    assert 'id="answer-F5"' in page
    assert 'href="#answer-F5"' in page
    assert "F5 has not been answered." in page


@pytest.mark.paragraph("P2.2")
def test_the_four_outcomes_are_suggested_in_words_and_none_is_ticked(
    cast: Cast,
) -> None:
    page = signed_in(cast.owen).get(at(typed(cast, F5=""))).content.decode()

    assert "From what was found: insufficient. You decide." in page
    assert re.search(r"<input[^>]* checked", page) is None


@pytest.mark.paragraph("P2.2", "P2.3")
def test_the_officer_records_the_first_check(cast: Cast) -> None:
    row = sent(cast)

    answer = post(signed_in(cast.owen), at(row, "record_check"), **CHECKED)

    assert (answer.status_code, answer["Location"]) == (302, at(row))
    assert QualityCheck.objects.get(agency_return=row).checked_by == cast.owen.name


def test_an_unfinished_check_keeps_what_was_typed(cast: Cast) -> None:
    row = sent(cast)

    answer = post(
        signed_in(cast.owen), at(row, "record_check"), note="Rang the author."
    )

    assert answer.status_code == 422
    assert "Rang the author." in answer.content.decode()
    assert "Say whether a senior manager has signed." in answer.content.decode()


def test_a_second_check_is_refused_and_keeps_what_was_typed(cast: Cast) -> None:
    row = check(sent(cast), cast)

    answer = post(signed_in(cast.owen), at(row, "record_check"), **CHECKED)

    assert answer.status_code == 409
    assert "This return has had its first check." in answer.content.decode()


@pytest.mark.paragraph("P2.2")
def test_a_finding_is_set_aside_with_a_reason_and_one_is_added(cast: Cast) -> None:
    row, owen = typed(cast, F5=""), signed_in(cast.owen)
    key = findings_of(row)[0].key

    refused = post(owen, at(row, "dismiss_finding"), finding=key, because="")
    post(owen, at(row, "dismiss_finding"), finding=key, because="Told by telephone.")
    post(
        owen, at(row, "add_finding"),
        **{"add-severity": "ask", "add-place": "F3", "add-words": "It blames."},
    )  # fmt: skip

    assert refused.status_code == 422
    rows = FindingRow.objects.filter(agency_return=row)
    assert [one.code for one in rows if one.dismissed_at] == ["QC04"]
    assert [one.place for one in rows if not one.code] == ["F3"]


def test_a_finding_that_is_not_there_is_not_set_aside(cast: Cast) -> None:
    row = sent(cast)

    answer = post(
        signed_in(cast.owen), at(row, "dismiss_finding"), finding="x", because="y"
    )

    assert answer.status_code == 404


@pytest.mark.paragraph("P2.4")
def test_exactly_the_letter_and_its_readers_are_shown_before_sharing(
    cast: Cast,
) -> None:
    row, owen = check(sent(cast), cast), signed_in(cast.owen)

    page = owen.get(at(row, "share_return")).content.decode()
    answer = post(owen, at(row, "share_return"), note="Short but clear.")

    letter = Letter.objects.get(key=f"chair-share:{row.pk}")
    assert cast.judith.email in page
    assert "Return received, reference" in page
    assert all(line in page for line in letter.body.splitlines()[:3])
    assert (answer.status_code, letter.to_email) == (302, cast.judith.email)


@pytest.mark.paragraph("P2.4")
@pytest.mark.parametrize(
    ("hour", "words"),
    [(15, "by 23:59 of that day"), (17, "10:00 on the next working day")],
    ids=["in office hours", "late in the day"],
)
def test_the_limit_of_the_share_is_shown(cast: Cast, hour: int, words: str) -> None:
    row = check(sent(cast), cast)
    row.received_at = datetime(2026, 11, 6, hour, 30, tzinfo=UTC)
    row.save(update_fields=["received_at"])

    page = signed_in(cast.owen).get(at(row, "share_return")).content.decode()

    assert words in " ".join(page.split())


@pytest.mark.paragraph("P2.4")
def test_nothing_is_shared_before_it_came_or_was_checked(cast: Cast) -> None:
    owen = signed_in(cast.owen)

    assert owen.get(at(asked(cast), "share_return")).status_code == 409
    assert post(owen, at(sent(cast), "share_return")).status_code == 409


@pytest.mark.paragraph("P2.4")
def test_the_chair_reads_and_comments_and_sees_no_findings(cast: Cast) -> None:
    row, judith = share(typed(cast, F5=""), cast), signed_in(cast.judith)

    page = judith.get(at(row)).content.decode()
    answer = post(judith, at(row, "comment_return"), text="Ask about the father.")

    assert "What the check found" not in page
    assert "Issues told:" in page
    assert answer.status_code == 302
    assert "Ask about the father." in judith.get(at(row)).content.decode()


def test_an_outsider_and_another_case_find_nothing(cast: Cast) -> None:
    row = sent(cast)
    elsewhere = gather_elsewhere()
    other = sent(elsewhere)
    swapped = reverse(
        "agency_return", kwargs={"case_id": row.case_id, "return_id": other.pk}
    )

    assert signed_in(elsewhere.priya).get(at(row)).status_code == 404
    assert signed_in(cast.priya).get(swapped).status_code == 404
    assert (
        signed_in(cast.priya)
        .get(at(row).replace(str(row.pk), str(uuid4())))
        .status_code
        == 404
    )


@pytest.mark.paragraph("P2.4", "P6.2")
def test_a_member_finds_their_own_agencys_return_from_receipt_and_no_other(
    cast: Cast,
) -> None:
    school = sent(cast, "SCH", "POL")
    police = school.case.returns.get(agency=cast.police)
    make.entry(school.case, cast, LogKind.GROUP_TOLD)
    matthias = signed_in(cast.matthias)

    assert matthias.get(at(school)).status_code == 200
    assert "What the check found" not in matthias.get(at(school)).content.decode()
    assert matthias.get(at(police)).status_code == 404
    for name in ("record_check", "accept_return", "send_back_return", "share_return"):
        assert post(matthias, at(school, name)).status_code == 403


@pytest.mark.paragraph("P2.4")
def test_the_chair_finds_a_return_from_its_receipt(cast: Cast) -> None:
    assert signed_in(cast.judith).get(at(asked(cast))).status_code == 404
    assert signed_in(cast.judith).get(at(sent(cast))).status_code == 200


def test_held_answers_reach_manager_and_chair_and_not_the_officer(cast: Cast) -> None:
    row = typed(cast, G6="The address must not be told.")

    pages = {
        name: signed_in(cast.users[name]).get(at(row)).content.decode()
        for name in ("priya", "judith", "owen")
    }

    told = {name for name, page in pages.items() if "must not be told" in page}
    assert told == {"priya", "judith"}


def test_reading_a_return_is_in_the_access_log_and_not_in_the_daily_log(
    cast: Cast,
) -> None:
    row = accept(sent(cast), cast)
    before = len(case_facts(row.case).facts)

    signed_in(cast.judith).get(at(row))

    seen = row.case.access_entries.get(route="agency_return", actor_id=cast.judith.pk)
    assert seen.subject == str(row.pk)
    assert len(case_facts(row.case).facts) == before

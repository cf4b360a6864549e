"""Returns that have not come: reminders, and more time asked for (P2.1, 4.2 p)."""

from datetime import UTC, datetime, timedelta

import pytest

from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import duties_for
from rapidreview.mail.models import Letter
from rapidreview.procedure.errors import AlreadyDone, NotPermitted, NotYet, Refused
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Role
from rapidreview.scoping import chasing
from rapidreview.scoping.models import AgencyReturn
from tests.asking import DUE_AT, WRITTEN_AT, asked, sent
from tests.cast import Cast, gather
from tests.opened import told

pytestmark = pytest.mark.django_db
THURSDAY = datetime(2026, 11, 12, 12, 0, tzinfo=UTC)
CHAIR = [Role.JCR_CHAIR]
WANTED = {
    "asked_by": "Sam Hollinfare",
    "asked_at": WRITTEN_AT,
    "reason": "The pack goes out on Day 6.",
    "decided_with": "Victor Aldersyke, vice chair",
    "at": WRITTEN_AT,
}


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def school(cast: Cast) -> AgencyReturn:
    return asked(cast)


def chase(cast: Cast, school: AgencyReturn, **changed: str) -> None:
    """Remind the author by e-mail, unless told otherwise."""
    given = {"channel": "e-mail", "to_name": cast.sam.name, "outcome": "", **changed}
    chasing.chase(school, by=cast.actor("owen"), at=WRITTEN_AT, **given)


@pytest.mark.paragraph("P2.1")
def test_a_reminder_by_letter_goes_to_the_author_with_the_link(
    cast: Cast, school: AgencyReturn
) -> None:
    chase(cast, school)

    letter = Letter.objects.get(kind="chaser")
    assert (letter.to_email, letter.link_kind) == (cast.sam.email, "answer")
    assert told(school.case, LogKind.CHASER_SENT)[0].to == cast.sam.name


@pytest.mark.paragraph("P2.1")
def test_a_representative_is_reminded_without_the_link(
    cast: Cast, school: AgencyReturn
) -> None:
    chase(cast, school, to_name=cast.matthias.name)

    letter = Letter.objects.get(kind="chaser_to_others")
    assert (letter.to_email, letter.link_ref) == (cast.matthias.email, None)


@pytest.mark.paragraph("P2.1")
def test_a_telephone_reminder_is_recorded_with_its_outcome(
    cast: Cast, school: AgencyReturn
) -> None:
    with pytest.raises(Refused, match="what came of the call"):
        chase(cast, school, channel="telephone")

    chase(cast, school, channel="telephone", outcome="Promised for Monday.")

    entry = told(school.case, LogKind.CHASER_SENT)[0]
    assert (entry.channel, entry.text) == ("telephone", "Promised for Monday.")
    assert not Letter.objects.filter(kind="chaser").exists()


@pytest.mark.paragraph("P2.1")
def test_nobody_is_reminded_of_a_return_that_came(cast: Cast) -> None:
    with pytest.raises(AlreadyDone):
        chase(cast, sent(cast))


@pytest.mark.paragraph("P1.4")
def test_more_time_moves_the_duty_old_to_new_with_its_reason(
    cast: Cast, school: AgencyReturn
) -> None:
    chasing.grant_extension(
        school, by=cast.actor("priya"), new_due_at=THURSDAY, agreed=CHAIR, **WANTED
    )

    entry = told(school.case, LogKind.EXTENSION_GRANTED)[0]
    duties = duties_for(school.case, case_facts(school.case), WRITTEN_AT)
    due = next(
        one
        for one in duties
        if one.subject == str(school.pk) and one.task == "return_due"
    )
    assert (school.due_at, due.due_at) == (THURSDAY, THURSDAY)
    assert (entry.old[:7], entry.new[:8]) == ("Tuesday", "Thursday")
    assert "12:00" in Letter.objects.get(kind="extension_granted").subject


@pytest.mark.paragraph("P1.4", "P0.7")
def test_more_time_moves_this_form_and_no_clock(
    cast: Cast, school: AgencyReturn
) -> None:
    effect = chasing.preview_extension(
        school, THURSDAY, reason="Clinics.", at=WRITTEN_AT
    )

    (moved,) = effect.tasks
    assert (moved.task, moved.subject) == ("return_due", str(school.pk))
    assert (moved.old_at, moved.new_at) == (DUE_AT, THURSDAY)
    assert effect.clocks == ()
    assert chasing.must_agree(school) == CHAIR


@pytest.mark.paragraph("P1.4")
def test_refused_more_time_leaves_the_date_and_writes_to_who_asked(
    cast: Cast, school: AgencyReturn
) -> None:
    chasing.refuse_extension(school, by=cast.actor("priya"), **WANTED)

    letter = Letter.objects.get(kind="extension_refused")
    assert school.due_at == DUE_AT
    assert letter.to_email == cast.sam.email
    assert "Victor Aldersyke" in letter.body
    assert told(school.case, LogKind.EXTENSION_REFUSED)[0].reason == WANTED["reason"]


@pytest.mark.paragraph("P1.4")
@pytest.mark.parametrize(
    ("who", "changed", "error"),
    [
        ("owen", {}, NotPermitted),
        ("priya", {"reason": " "}, Refused),
        ("priya", {"decided_with": ""}, Refused),
        ("priya", {"agreed": []}, NotYet),
        ("priya", {"new_due_at": DUE_AT - timedelta(hours=1)}, Refused),
        ("priya", {"new_due_at": datetime(2026, 11, 14, 12, tzinfo=UTC)}, Refused),
    ],
    ids=[
        "an officer",
        "no reason",
        "not with the Chair",
        "the Chair did not agree",
        "earlier",
        "a Saturday",
    ],
)
def test_more_time_is_given_by_the_rules(
    cast: Cast, school: AgencyReturn, who: str, changed: dict, error: type[Exception]
) -> None:
    given = {**WANTED, "new_due_at": THURSDAY, "agreed": CHAIR, **changed}

    with pytest.raises(error):
        chasing.grant_extension(school, by=cast.actor(who), **given)

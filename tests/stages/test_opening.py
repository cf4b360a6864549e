"""Day 1: the call becomes a case; children; what Children's Social Care decides; an ending."""

from datetime import UTC, datetime, timedelta

import pytest

from rapidreview.case.models import Appointment, Case
from rapidreview.casefolder.models import Document
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.models import LogEntry
from rapidreview.opening.actions import open_case
from rapidreview.opening.children import add_child, change_child, child_given
from rapidreview.opening.given import ChildGiven, FamilyGiven
from rapidreview.procedure.errors import Refused, Stale
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Role, Subfolder
from tests.cast import gather, gather_elsewhere
from tests.opened import BRAMWELL, CALL, HARM, NOW, TOLD_AT, opened, told

pytestmark = pytest.mark.django_db


@pytest.mark.paragraph("P1.1", "P0.1")
def test_the_call_is_the_first_entry_and_starts_the_clock() -> None:
    case = opened(gather())

    first = LogEntry.objects.filter(log__case=case).order_by("seq").first()
    assert (first.kind, first.occurred_at) == (LogKind.NOTIFICATION_RECEIVED, TOLD_AT)
    assert case_facts(case).anchor("intention_notified") == TOLD_AT
    assert "Marcus Ingleforth, Head of Service" in told(case, first.kind)[0].text


@pytest.mark.paragraph("P1.2")
def test_incident_and_awareness_are_recorded_when_they_were() -> None:
    facts = case_facts(opened(gather()))

    assert facts.anchor("incident") == HARM.occurred_at
    assert facts.anchor("la_aware") == HARM.la_aware_at


@pytest.mark.paragraph("P1.12", "P0.3")
def test_the_folder_is_called_by_the_day_received_and_the_initials() -> None:
    case = opened(gather())

    assert case.label == "041126BN"
    made = told(case, LogKind.FOLDER_MADE)[0]
    assert "I. Notification and scoping; II. Rapid Review meeting" in made.location


@pytest.mark.paragraph("P1.1", "P0.3", "P1.17")
def test_the_record_of_the_call_is_filed_in_the_first_subfolder() -> None:
    case = opened(gather())

    document = case.documents.get(sort=Document.Sort.NOTIFICATION)
    assert (document.subfolder, document.versions.count()) == (Subfolder.I, 1)
    location = told(case, LogKind.DOCUMENT_FILED)[0].location
    assert "record of the call" in location


@pytest.mark.paragraph("P1.12")
def test_a_second_folder_of_the_same_name_gets_a_number() -> None:
    cast = gather()

    first, second = opened(cast), opened(cast)
    elsewhere = opened(gather_elsewhere())

    assert [first.label, second.label, elsewhere.label] == [
        "041126BN",
        "041126BN-2",
        "041126BN",
    ]
    assert (first.number, second.number, elsewhere.number) == (1, 2, 1)


def test_a_child_whose_name_is_unknown_can_open_a_case() -> None:
    case = opened(gather(), ChildGiven())

    assert case.label == "041126NK"
    assert [child.name for child in case.children.all()] == [""]


@pytest.mark.paragraph("P1.3")
def test_the_standing_team_works_on_the_case_and_the_manager_oversees_it() -> None:
    cast = gather()

    case = opened(cast, by="owen")

    held = set(Appointment.objects.filter(case=case).values_list("user__name", "role"))
    assert (cast.judith.name, Role.JCR_CHAIR) in held
    assert (cast.matthias.name, Role.JCR_MEMBER) in held
    assert cast.helene.name not in {name for name, _ in held}
    assert told(case, LogKind.OVERSIGHT_TAKEN)[0].to == cast.priya.name


def test_family_and_period_are_kept() -> None:
    cast = gather()
    aunt = FamilyGiven("Zita Nettlecombe", "aunt", address="27 Quarry Lane")

    case = open_case(
        cast.partnership,
        CALL,
        HARM,
        [BRAMWELL],
        by=cast.actor("priya"),
        at=NOW,
        family=[aunt],
        period_from=TOLD_AT.date(),
    )

    assert [one.address for one in case.family.all()] == ["27 Quarry Lane"]
    assert Case.objects.get(pk=case.pk).period_from == TOLD_AT.date()


@pytest.mark.paragraph("P1.1", "P1.2")
@pytest.mark.parametrize(
    ("call", "children", "words"),
    [
        ({"received_at": NOW + timedelta(days=1)}, [BRAMWELL], "cannot be in the future"),
        ({"received_at": datetime(2026, 10, 29, tzinfo=UTC)}, [BRAMWELL],
         "Friday 30 October 2026, cannot be after the Partnership was told"),
        ({}, [ChildGiven(name="A B", born="2027-01-01")], "is in the future"),
        ({}, [ChildGiven(name="A B", born="2026-11-03")], "is after the incident"),
        ({}, [ChildGiven(name="A B", born="2008-10-30")], "18 or over at the incident"),
        ({}, [ChildGiven(name="A B", is_subject=False)], "at least one child"),
    ],
    ids=["future", "incident after", "unborn by date", "after incident", "adult", "no child"],
)  # fmt: skip
def test_what_cannot_be_true_opens_nothing(call, children, words) -> None:
    cast = gather()

    with pytest.raises(Refused, match=words):
        opened(cast, *children, **call)

    assert not Case.objects.exists()


def test_a_child_not_born_yet_may_have_an_expected_date_ahead() -> None:
    case = opened(gather(), ChildGiven(unborn=True, born="2027-02-01"))

    assert case.children.get().unborn


@pytest.mark.parametrize(
    "name",
    ["O'Brien-Łukasz", "李", "مريم", "X", "N" * 200, "Null", "<script>", "{{7*7}}"],
)
def test_every_legal_name_is_kept_as_it_is(name) -> None:
    case = opened(gather(), ChildGiven(name=name))

    assert case.children.get().name == name


@pytest.mark.paragraph("P1.2")
def test_a_child_is_added_and_logged() -> None:
    cast = gather()
    case = opened(cast)

    child = add_child(case, ChildGiven(name="Ines"), by=cast.actor("owen"), at=NOW)

    assert child.number == 2
    assert "Name: Ines" in told(case, LogKind.CHILD_RECORDED)[-1].new


def test_a_changed_child_keeps_both_texts_in_the_log() -> None:
    cast = gather()
    case = opened(cast)
    child = case.children.get()

    change_child(
        child, ChildGiven(name="Bram"), version=1, by=cast.actor("owen"), at=NOW
    )

    entry = told(case, LogKind.CHILD_RECORDED)[-1]
    assert "Bramwell Nettlecombe" in entry.old
    assert "Name: Bram;" in entry.new


def test_a_child_that_somebody_changed_meanwhile_is_not_overwritten() -> None:
    cast = gather()
    child = opened(cast).children.get()
    change_child(
        child, ChildGiven(name="One"), version=1, by=cast.actor("owen"), at=NOW
    )

    with pytest.raises(Stale):
        change_child(
            child, ChildGiven(name="Two"), version=1, by=cast.actor("priya"), at=NOW
        )

    child.refresh_from_db()
    assert child_given(child).name == "One"

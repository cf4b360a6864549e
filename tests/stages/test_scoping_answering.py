"""Drafts: saved as typed, never over a colleague's text; danger told at once (P1.10, P2.4)."""

import pytest

from rapidreview.casefolder.uploads import Upload
from rapidreview.evidence.form import Repeat
from rapidreview.mail.models import Letter
from rapidreview.procedure.errors import AlreadyDone, Refused, Stale
from rapidreview.procedure.logkinds import LogKind
from rapidreview.scoping import answering, safety
from rapidreview.scoping.models import AgencyReturn, SafetyItem
from tests.asking import ROW, WRITTEN_AT, asked, author, save, sent
from tests.cast import Cast, gather
from tests.opened import told

pytestmark = pytest.mark.django_db
PICTURE = Upload(b"\x89PNG\r\n\x1a\n a picture", "drawing.png", "image/png")


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def school(cast: Cast) -> AgencyReturn:
    return asked(cast)


def rows(agency_return: AgencyReturn, *given: dict[str, str], version: int = 0) -> None:
    """Save the chronology as the author."""
    answering.save_chronology(
        agency_return,
        given,
        version=version or agency_return.edit_version,
        by=author(agency_return),
        at=WRITTEN_AT,
    )


@pytest.mark.paragraph("P1.10")
def test_a_draft_begins_with_what_the_partnership_fills_in(
    school: AgencyReturn,
) -> None:
    draft = answering.draft_of(school)

    assert draft.get("A1") == school.case.reference
    assert draft.get("B1_1") == "Bramwell Nettlecombe"
    assert draft.get("A4").startswith("Sam Hollinfare")
    assert "section 16H" in draft.get("A13")


@pytest.mark.parametrize(
    "typed",
    [
        "O'Brien-Łukasz",
        "李",
        "<script>alert(1)</script>",
        "{{7*7}}",
        "a\nb  c ",
        "🙂",
        "=1+1",
    ],
)
def test_an_answer_is_kept_exactly_as_typed(school: AgencyReturn, typed: str) -> None:
    save(school, D3=typed)

    assert answering.draft_of(school).get("D3") == typed


def test_what_the_partnership_filled_in_cannot_be_changed(school: AgencyReturn) -> None:
    save(school, A1="Another case", B1_1="Another child", J2="Grace", D3="Ours")

    draft = answering.draft_of(school)
    assert (draft.get("A1"), draft.get("J2")) == (school.case.reference, "")
    assert (draft.get("B1_1"), draft.get("D3")) == ("Bramwell Nettlecombe", "Ours")


@pytest.mark.parametrize("code", ["Z1", "B3", "D3_2", "state", "B3_99999", "__proto__"])
def test_an_unknown_question_is_refused(school: AgencyReturn, code: str) -> None:
    with pytest.raises(Refused):
        save(school, **{code: "x"})


def test_an_answer_that_is_too_long_is_refused(school: AgencyReturn) -> None:
    with pytest.raises(Refused, match="too long"):
        save(school, D3="x" * 20_001)


def test_a_colleagues_text_is_never_overwritten_unseen(school: AgencyReturn) -> None:
    opened_at = school.edit_version
    save(school, D3="Theirs")

    with pytest.raises(Stale):
        answering.save_answers(
            school, {"D3": "Mine"}, version=opened_at, by=author(school), at=WRITTEN_AT
        )
    assert answering.draft_of(school).get("D3") == "Theirs"


def test_two_colleagues_may_write_different_pages(school: AgencyReturn) -> None:
    opened_at = school.edit_version
    save(school, D3="Theirs")

    answering.save_answers(
        school, {"F1": "Mine"}, version=opened_at, by=author(school), at=WRITTEN_AT
    )

    draft = answering.draft_of(school)
    assert (draft.get("D3"), draft.get("F1")) == ("Theirs", "Mine")


def test_rows_are_kept_in_the_agencys_order_and_empty_ones_fall_out(
    school: AgencyReturn,
) -> None:
    rows(school, {"E1": "May 2024", "E7": "Second"}, {"E1": " "}, {"E1": "22.05/16"})

    kept = answering.draft_of(school).rows
    assert [dict(row) for row in kept] == [
        {"E1": "May 2024", "E7": "Second"},
        {"E1": "22.05/16"},
    ]


def test_a_stale_chronology_is_refused_and_both_stay(school: AgencyReturn) -> None:
    opened_at = school.edit_version
    rows(school, ROW)

    with pytest.raises(Stale):
        rows(school, {"E7": "Mine"}, version=opened_at)
    assert len(answering.draft_of(school).rows) == 1


def test_another_person_and_another_episode_can_be_added(school: AgencyReturn) -> None:
    for repeat in (Repeat.MEMBER, Repeat.EPISODE):
        number = answering.add_block(school, repeat, by=author(school), at=WRITTEN_AT)
        assert number == 2

    with pytest.raises(Refused, match="Only the Partnership"):
        answering.add_block(school, Repeat.CHILD, by=author(school), at=WRITTEN_AT)


@pytest.mark.paragraph("P2.8")
def test_an_attachment_is_filed_and_stays_in_the_folder_when_taken_off(
    school: AgencyReturn,
) -> None:
    by = author(school)
    attachment = answering.attach(school, PICTURE, by=by, at=WRITTEN_AT)
    version = attachment.version

    answering.detach(attachment, by=by, at=WRITTEN_AT)

    version.refresh_from_db()
    assert (version.document.sort, version.document.subfolder) == ("attachment", "I")
    assert school.attachments.count() == 0
    assert "drawing.png" in told(school.case, LogKind.NOTED_FILING)[0].text


def test_twenty_files_and_no_more(school: AgencyReturn, settings: object) -> None:
    settings.MAX_ATTACHMENTS = 1
    answering.attach(school, PICTURE, by=author(school), at=WRITTEN_AT)

    with pytest.raises(Refused, match="up to 1 files"):
        answering.attach(school, PICTURE, by=author(school), at=WRITTEN_AT)


@pytest.mark.paragraph("P2.4")
def test_a_child_unsafe_now_is_told_to_manager_and_chair_from_a_draft(
    cast: Cast, school: AgencyReturn
) -> None:
    save(school, G1="yes", G2="The sister meets him on her way home.")

    letters = Letter.objects.filter(kind="safety_alert")
    assert {one.to_name for one in letters} == {cast.priya.name, cast.judith.name}
    assert all("sister" not in one.body for one in letters)
    assert school.unsafe_now is True
    assert told(school.case, LogKind.SAFETY_ALERT_RAISED)[0].text.startswith(
        "The sister"
    )


@pytest.mark.paragraph("P2.4")
def test_the_alert_is_raised_once_while_it_is_open_and_keeps_its_words(
    school: AgencyReturn,
) -> None:
    save(school, G1="yes")
    save(school, G2="Her aunt's road.")
    save(school, F1="Something else")

    item = SafetyItem.objects.get()
    assert item.words == "Her aunt's road."
    assert len(told(school.case, LogKind.SAFETY_ALERT_RAISED)) == 1


@pytest.mark.paragraph("P2.4")
def test_a_closed_item_stays_closed_until_the_answer_changes(
    cast: Cast, school: AgencyReturn
) -> None:
    save(school, G1="yes", G2="Her aunt's road.")
    item = SafetyItem.objects.get()
    by = cast.actor("priya")

    with pytest.raises(Refused):
        safety.close_safety_item(item, outcome=" ", by=by, at=WRITTEN_AT)
    safety.close_safety_item(
        item, outcome="She is driven to school.", by=by, at=WRITTEN_AT
    )
    save(school, F1="Something else")

    assert SafetyItem.objects.filter(closed_at__isnull=True).count() == 0
    with pytest.raises(AlreadyDone):
        safety.close_safety_item(item, outcome="Again", by=by, at=WRITTEN_AT)


@pytest.mark.paragraph("P2.3")
def test_a_received_return_no_longer_changes(cast: Cast) -> None:
    received = sent(cast)

    for change in (
        lambda: save(received, D3="Later"),
        lambda: rows(received, ROW, ROW),
        lambda: answering.attach(received, PICTURE, by=author(received), at=WRITTEN_AT),
    ):
        with pytest.raises(AlreadyDone, match="can no longer be changed"):
            change()

"""Returns that were asked for, came and were judged before the case was taken in (P14.6)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from rapidreview.casefolder.models import DocumentVersion
from rapidreview.casefolder.uploads import Upload
from rapidreview.collation import actions as collation
from rapidreview.collation.papers import IN_DOCUMENT
from rapidreview.collation.standing import standings
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.reading import entries
from rapidreview.evidence.answers import Answers
from rapidreview.mail.models import Letter
from rapidreview.procedure.duties import TaskState
from rapidreview.procedure.errors import (
    AlreadyDone,
    Incomplete,
    LinkDead,
    NotYet,
    Refused,
)
from rapidreview.procedure.logkinds import LogKind
from rapidreview.quality import actions as quality
from rapidreview.quality.checklist import rows
from rapidreview.quality.findings import findings_of, suggestion_for
from rapidreview.quality.taking_in import THE_WHOLE, ReturnBefore
from rapidreview.scoping import signing
from rapidreview.scoping.actions import renew_link
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.links import invitation_from
from rapidreview.scoping.models import AgencyReturn, SafetyItem
from rapidreview.scoping.previews import link_shown
from rapidreview.scoping.rounds import Named, author_of
from rapidreview.scoping.signatures import fingerprint_of, live_signature
from rapidreview.scoping.word import DOCX, written_form
from tests.asking import ROW, everything, link_to
from tests.cast import Cast, gather
from tests.opened import told
from tests.procedure.given import on_day
from tests.taken import (
    ACCEPTED,
    ASKED,
    CAME,
    CHECKED,
    DAY_6,
    OWEN,
    SENT_BACK,
    SHARED,
    WHOLE,
    duty_of,
    take_in,
    with_agencies,
)

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P14.6")]
TASKS = ("send_forms", "return_due", "initial_check", "share_return", "final_decision")


@pytest.fixture
def cast() -> Cast:
    return gather()


def word(row: AgencyReturn, **answers: str) -> Upload:
    """Our Word form, completed."""
    given = Answers({**draft_of(row).values, **everything(), **answers}, (ROW,))
    data = written_form(row, given, at=DAY_6, child_details=True)
    return Upload(data, "form.docx", DOCX)


@pytest.mark.paragraph("P1.10", "P2.2", "P2.3", "P2.4", "P2.5")
def test_every_step_of_a_return_is_entered_with_its_true_moment(cast: Cast) -> None:
    case = with_agencies(cast)

    row = take_in(cast, case, WHOLE)

    found = {task: duty_of(case, task) for task in TASKS}
    assert {one.state for one in found.values()} == {TaskState.DONE}
    assert found["return_due"].done_at == CAME.received_at
    assert found["final_decision"].done_at == ACCEPTED.decided_at
    taken = [one for one in entries(case) if one.done_by]
    assert all(one.late for one in taken)
    assert {one.done_by for one in taken} == {OWEN, "Priya Ollerdale"}
    assert not Letter.objects.exists()
    assert (row.asked_at, row.due_at) == (ASKED.asked_at, ASKED.due_at)


@pytest.mark.paragraph("P0.2")
def test_the_checklist_shows_the_true_dates(cast: Cast) -> None:
    case = with_agencies(cast)
    take_in(cast, case, WHOLE)

    (found,) = rows(case, case_facts(case), DAY_6)

    assert found.cells["K9"] == "Fri 6 Nov, 11:20"
    assert found.cells["K16"] == "Fri 6 Nov, 12:10, same day. 1 issue."
    assert found.cells["K18"] == "Accepted Mon 9 Nov, 09:30, Priya Ollerdale"
    assert "K10" not in found.cells  # not late
    assert found.step.deed is None


@pytest.mark.paragraph("P2.8", "P1.11")
def test_any_document_is_filed_as_it_came_and_the_signature_covers_it(
    cast: Cast,
) -> None:
    case = with_agencies(cast)

    row = take_in(cast, case, ReturnBefore(ASKED, CAME))

    assert row.answers_in_document
    assert row.document
    assert row.document.file_name == "return.pdf"
    assert DocumentVersion.objects.filter(document__subject=str(row.pk)).count() == 1
    signature = live_signature(row)
    assert signature
    assert signature.fingerprint == fingerprint_of(row)
    assert row.attachments.get().version == row.document
    assert findings_of(row) == []  # nothing can be read in it
    assert suggestion_for(row) is None


def test_a_document_without_a_signature_says_so_and_can_be_signed_later(
    cast: Cast,
) -> None:
    case = with_agencies(cast)
    row = take_in(cast, case, ReturnBefore(ASKED, replace(CAME, signer="")))
    assert [one.code for one in findings_of(row)] == ["QC01"]

    signing.record_signature(
        row, name="Grace Merribeck", role="Head teacher", how="on paper",
        by=cast.actor("owen"), at=DAY_6,
    )  # fmt: skip

    assert findings_of(row) == []
    assert row.document
    assert row.document.file_name == "return.pdf"


@pytest.mark.paragraph("P6.1")
def test_the_pack_says_that_the_answers_are_in_the_folder(cast: Cast) -> None:
    case = with_agencies(cast)
    take_in(cast, case, WHOLE)

    collation.collate(case, by=cast.actor("owen"), at=DAY_6)

    (school,) = standings(case, at=DAY_6)
    assert school.words.endswith("return, its answers in a document in the case folder")
    assert "names people" in IN_DOCUMENT


@pytest.mark.paragraph("P2.3", "P2.8")
def test_our_word_form_is_read_as_ever(cast: Cast) -> None:
    case = with_agencies(cast)
    row = take_in(cast, case, ReturnBefore(ASKED))
    form = replace(CAME, document=word(row), reads=True, involved=None)

    row = take_in(cast, case, ReturnBefore(came=form))

    assert draft_of(row).get("D3") == everything()["D3"]
    assert row.chronology.count() == 1
    assert not row.answers_in_document
    original, pdf = reversed(told(case, LogKind.DOCUMENT_FILED)[-2:])
    assert (pdf.occurred_at, pdf.done_by) == (CAME.received_at, OWEN)
    assert (original.occurred_at, original.done_by) == (DAY_6, "")  # made now


def test_answers_typed_on_the_pages_of_the_form_stand(cast: Cast) -> None:
    case = with_agencies(cast)
    take_in(cast, case, ReturnBefore(ASKED))
    typed = replace(CAME, document=None, involved=None)

    row = take_in(cast, case, ReturnBefore(came=typed))

    assert (row.state, row.answers_in_document) == ("received", False)
    assert live_signature(row)


@pytest.mark.paragraph("P2.4")
def test_a_child_who_may_be_unsafe_is_told_of_at_once_all_the_same(cast: Cast) -> None:
    case = with_agencies(cast)
    row = take_in(cast, case, ReturnBefore(ASKED))
    form = word(row, G1="yes", G2="The baby is at home.")

    take_in(cast, case, ReturnBefore(came=replace(CAME, document=form, reads=True)))

    assert SafetyItem.objects.get(case=case).raised_at == DAY_6
    assert {one.kind for one in Letter.objects.all()} == {"safety_alert"}
    assert told(case, LogKind.SAFETY_ALERT_RAISED)[0].done_by == ""


@pytest.mark.paragraph("P1.10")
def test_no_link_works_until_one_is_sent(cast: Cast) -> None:
    case = with_agencies(cast)
    row = take_in(cast, case, ReturnBefore(ASKED))
    first = author_of(row.request)
    assert link_shown(row, at=DAY_6).words == "None: the form was sent before"
    with pytest.raises(LinkDead):
        invitation_from(link_to(first).split("/")[2], DAY_6)

    soon = DAY_6 + timedelta(minutes=5)
    renew_link(row.request, by=cast.actor("owen"), at=soon)

    invitation = author_of(row.request)
    assert invitation_from(link_to(invitation).split("/")[2], soon) == invitation
    assert Letter.objects.get().to_email == "sam@northmere.example"


@pytest.mark.paragraph("P2.6")
def test_a_return_sent_back_before_has_its_second_round(cast: Cast) -> None:
    case = with_agencies(cast)
    first = ReturnBefore(ASKED, CAME, CHECKED, SHARED, SENT_BACK)

    again = take_in(cast, case, first)

    assert (again.round, again.asked_at) == (2, SENT_BACK.decided_at)
    assert again.asked_again == f"{THE_WHOLE}\tNo entry has a date."
    assert not again.attachments.exists()
    assert not Letter.objects.exists()
    came = replace(CAME, received_at=on_day(5, "11:00"))
    assert take_in(cast, case, ReturnBefore(came=came)).received_at == on_day(
        5, "11:00"
    )


WRONG = [
    (ReturnBefore(came=CAME), NotYet, "when the form was sent"),
    (ReturnBefore(replace(ASKED, asked_at=on_day(1, "09:00"))), Refused, "before the P"),
    (ReturnBefore(replace(ASKED, due_at=on_day(1, "12:00"))), Refused, "due before"),
    (ReturnBefore(replace(ASKED, to=Named("Sam", ""))), Incomplete, "e-mail address"),
    (ReturnBefore(ASKED, replace(CAME, received_at=on_day(1, "11:00"))), Refused,
     "the return came Wednesday 4 November, 11am, before the form was sent"),
    (ReturnBefore(ASKED, replace(CAME, document=None)), Incomplete, "Choose the doc"),
    (ReturnBefore(ASKED, checked=CHECKED), NotYet, "not been received yet"),
    (ReturnBefore(ASKED, CAME, shared=SHARED), NotYet, "Record the initial quality"),
    (ReturnBefore(ASKED, CAME, replace(CHECKED, checked_at=on_day(2))), Refused,
     "the first check was made"),
    (ReturnBefore(ASKED, CAME, CHECKED, decided=replace(SENT_BACK, reason=" ")),
     Incomplete, "why the return was sent back"),
    (ReturnBefore(ASKED, CAME, CHECKED, replace(SHARED, shared_at=on_day(2))), Refused,
     "it was shared Thursday 5 November"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "error", "words"), WRONG)
def test_what_cannot_be_is_refused_and_nothing_of_it_is_entered(
    cast: Cast, given: ReturnBefore, error: type, words: str
) -> None:
    case = with_agencies(cast)
    before = len(entries(case))

    with pytest.raises(error, match=words):
        take_in(cast, case, given)

    assert len(entries(case)) == before
    assert not case.returns.exists()


def test_an_agency_is_asked_once(cast: Cast) -> None:
    case = with_agencies(cast)
    take_in(cast, case, ReturnBefore(ASKED))

    with pytest.raises(AlreadyDone, match="has been asked already"):
        take_in(cast, case, ReturnBefore(ASKED))


def test_an_agency_that_was_not_chosen_is_not_taken_in(cast: Cast) -> None:
    case = with_agencies(cast, "POL")

    with pytest.raises(NotYet, match="has not been chosen"):
        take_in(cast, case, ReturnBefore(ASKED))


@pytest.mark.parametrize("when", [None, on_day(6, "09:30")], ids=["now", "earlier"])
def test_the_case_goes_on_by_the_usual_actions(
    cast: Cast, when: datetime | None
) -> None:
    case = with_agencies(cast)
    row = take_in(cast, case, ReturnBefore(ASKED, CAME, CHECKED))
    owen, priya = cast.actor("owen"), cast.actor("priya")

    quality.share_with_chair(row, by=owen, at=DAY_6)
    decision = quality.accept(row, by=priya, at=DAY_6, occurred_at=when)

    assert decision.decided_at == (when or DAY_6)
    assert Letter.objects.get().kind == "chair_share"
    assert duty_of(case, "final_decision").done_at == (when or DAY_6)

"""The senior manager signs exactly what they read, gives it back, or passes it on (P1.11)."""

from datetime import timedelta

import pytest

from rapidreview.casefolder import storage
from rapidreview.mail.models import Letter
from rapidreview.procedure.errors import (
    AlreadyDone,
    Incomplete,
    LinkDead,
    NotSigned,
    Stale,
)
from rapidreview.procedure.logkinds import LogKind
from rapidreview.scoping import confirming, handing_over, signatures, to_signer
from rapidreview.scoping.answering import draft_of
from rapidreview.scoping.certificate import certificate_of
from rapidreview.scoping.models import AgencyReturn, Answer
from rapidreview.scoping.rounds import signer_of
from rapidreview.scoping.signatures import (
    DECLARATIONS,
    fingerprint_of,
    last_signature,
    live_signature,
)
from tests.asking import (
    NIL,
    SENT_AT,
    asked,
    author,
    filled,
    give_to_signer,
    save,
    sent,
    sign,
    signer,
    with_signer,
)
from tests.cast import Cast, gather
from tests.opened import told

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.11")]
LATER = SENT_AT + timedelta(hours=1)
ANOTHER = {"name": "Ines Farrow", "role": "Governor", "email": "ines@northmere.example"}
State = AgencyReturn.State


@pytest.fixture
def cast() -> Cast:
    return gather()


def change(agency_return: AgencyReturn) -> None:
    """Somebody changes a text behind everybody's back."""
    answer = Answer.objects.get(agency_return=agency_return, code="D3")
    answer.text += "."
    answer.save()


def test_signed_the_return_is_received_over_exactly_the_text_that_was_read(
    cast: Cast,
) -> None:
    school = with_signer(cast)

    signature = sign(school)

    assert (school.state, school.received_at) == (State.RECEIVED, SENT_AT)
    assert signature.fingerprint == fingerprint_of(school)
    assert signature.how == confirming.SIGNED_HERE
    assert (draft_of(school).get("J2"), draft_of(school).get("J3")) == (
        "Grace Merribeck",
        "Head teacher",
    )
    entry = told(school.case, LogKind.RETURN_SIGNED)[0]
    assert (entry.by, entry.text) == (
        "Grace Merribeck",
        "Signed by Grace Merribeck, Head teacher.",
    )


def test_a_text_that_changed_meanwhile_is_not_signed(cast: Cast) -> None:
    school = with_signer(cast)
    read = fingerprint_of(school)
    change(school)

    with pytest.raises(Stale, match="nothing was signed"):
        sign(school, shown=read)
    school.refresh_from_db()
    assert school.state == State.WITH_SIGNER
    assert live_signature(school) is None


@pytest.mark.parametrize(
    "changed",
    [{"declarations": DECLARATIONS[:3]}, {"name": " "}, {"role": ""}],
    ids=["three of four", "no name", "no role"],
)
def test_the_senior_manager_confirms_everything(cast: Cast, changed: dict) -> None:
    with pytest.raises(Incomplete):
        sign(with_signer(cast), **changed)


@pytest.mark.parametrize("name", ["Sam Hollinfare", " sam  HOLLINFARE "])
def test_the_author_does_not_sign_behind_the_other_link(cast: Cast, name: str) -> None:
    with pytest.raises(NotSigned):
        sign(with_signer(cast), name=name)


def test_with_the_managers_reason_the_author_signs_and_the_reason_stays(
    cast: Cast,
) -> None:
    school = filled(cast)
    handing_over.allow_same_person(
        school.request,
        reason="A school of one.",
        by=cast.actor("priya"),
        at=SENT_AT,
    )
    give_to_signer(school, name="Sam Hollinfare", email="sam@northmere.example")

    signature = sign(school, name="Sam Hollinfare")

    assert signature.same_person_reason == "A school of one."
    assert certificate_of(school).same_person_reason == "A school of one."


def test_where_another_person_signs_the_managers_reason_is_not_used(cast: Cast) -> None:
    school = filled(cast)
    handing_over.allow_same_person(
        school.request, reason="One of few.", by=cast.actor("priya"), at=SENT_AT
    )
    give_to_signer(school)

    assert sign(school).same_person_reason == ""


def test_a_nil_return_needs_little_and_counts(cast: Cast) -> None:
    school = asked(cast)
    save(school, **NIL)
    give_to_signer(school)

    sign(school)

    assert (school.state, school.involved) == ("received", False)
    assert told(school.case, LogKind.RETURN_RECEIVED)[0].text.startswith("Nil return")


def test_a_return_is_signed_once(cast: Cast) -> None:
    school = sent(cast)

    with pytest.raises(AlreadyDone):
        sign(school)
    assert school.signatures.count() == 1


def test_the_reason_for_being_late_is_signed_too(cast: Cast) -> None:
    school = with_signer(cast)

    signature = sign(school, late_reason="The file was at another site.")

    assert draft_of(school).get("J6") == "The file was at another site."
    assert signature.fingerprint == fingerprint_of(school)


def test_given_back_the_author_gets_a_letter_and_the_comment(cast: Cast) -> None:
    school = with_signer(cast)
    by = signer(school)

    kept = confirming.return_with_comment(
        school, comment="F5 says nothing of the child.", by=by, at=LATER
    )

    letter = Letter.objects.get(kind="sign_returned")
    assert school.state == State.DRAFT
    assert (letter.to_email, letter.link_kind) == (cast.sam.email, "answer")
    assert (kept.name, kept.words) == (by.name, "F5 says nothing of the child.")
    assert "F5" not in letter.body
    assert told(school.case, LogKind.RETURN_FROM_SIGNER)
    save(school, D3="Again.")


def test_nothing_is_given_back_without_a_comment(cast: Cast) -> None:
    school = with_signer(cast)

    with pytest.raises(Incomplete):
        confirming.return_with_comment(school, comment=" ", by=signer(school), at=LATER)


def test_passed_on_another_signs_and_the_team_is_told(cast: Cast) -> None:
    school = with_signer(cast)
    first = signer(school)

    new = confirming.pass_on(school, by=first, at=LATER, **ANOTHER)

    letters = Letter.objects.filter(kind="signer_passed")
    assert {one.to_email for one in letters} >= {cast.priya.email, cast.owen.email}
    assert signer_of(school.request) == new
    with pytest.raises(LinkDead, match="not with you any more"):
        sign(school, by=first)
    assert (
        sign(school, name=ANOTHER["name"], role=ANOTHER["role"]).name == "Ines Farrow"
    )


def test_nobody_passes_it_to_the_author(cast: Cast) -> None:
    school = with_signer(cast)
    to = {**ANOTHER, "email": cast.sam.email}

    with pytest.raises(NotSigned):
        confirming.pass_on(school, by=signer(school), at=LATER, **to)


def test_after_it_was_taken_back_nobody_signs(cast: Cast) -> None:
    school = with_signer(cast)
    by = signer(school)
    to_signer.take_back(school, by=author(school), at=LATER)

    with pytest.raises(AlreadyDone):
        sign(school, by=by)


def test_the_certificate_says_who_when_how_and_over_which_text(cast: Cast) -> None:
    school = sent(cast)

    shown = certificate_of(school)

    assert (shown.name, shown.role) == ("Grace Merribeck", "Head teacher")
    assert shown.signed == "Friday 6 November 2026, 11:20, London time"
    assert shown.declarations == DECLARATIONS
    assert shown.fingerprint == fingerprint_of(school)
    assert (shown.reference, shown.holds) == (school.reference, True)
    assert storage.read(school.document).startswith(b"%PDF")


def test_there_is_no_certificate_where_nobody_signed(cast: Cast) -> None:
    assert certificate_of(asked(cast)) is None


def test_the_certificate_finds_a_text_that_was_changed(cast: Cast) -> None:
    school = sent(cast)

    change(school)

    shown = certificate_of(school)
    assert (shown.covers, shown.holds, shown.voided) == (False, False, "")


def test_a_change_of_what_was_received_voids_the_signature_and_the_log_says_so(
    cast: Cast,
) -> None:
    school = sent(cast)
    change(school)

    assert signatures.void_if_changed(school, by=cast.actor("owen"), at=LATER)

    assert live_signature(school) is None
    assert last_signature(school).voided_at == LATER
    entry = told(school.case, LogKind.RETURN_SIGNATURE_VOIDED)[0]
    assert "was changed after it was signed" in entry.text
    assert certificate_of(school).voided.startswith("Friday 6 November 2026, 12:20")


def test_what_was_not_changed_stays_signed(cast: Cast) -> None:
    school = sent(cast)

    assert not signatures.void_if_changed(school, by=cast.actor("owen"), at=LATER)
    assert live_signature(school) is not None

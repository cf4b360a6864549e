"""The finished form goes to the senior manager, and may come back to its author (P1.11)."""

import pytest

from rapidreview.mail.delivery import as_read
from rapidreview.mail.links import token
from rapidreview.mail.models import Letter
from rapidreview.procedure.errors import (
    AlreadyDone,
    Incomplete,
    LinkDead,
    NotPermitted,
    NotSigned,
    NotYet,
    Refused,
)
from rapidreview.procedure.logkinds import LogKind
from rapidreview.scoping import actions, chasing, handing_over, links, to_signer
from rapidreview.scoping.models import AgencyReturn, Invitation
from rapidreview.scoping.rounds import author_of, holder_of, signer_of
from tests.asking import (
    SENT_AT,
    SIGNER,
    asked,
    author,
    filled,
    give_to_signer,
    save,
    with_signer,
)
from tests.cast import Cast, gather
from tests.opened import told

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.11")]
PART = Invitation.Part
COLLEAGUE = {"name": "Ines Farrow", "role": "Deputy", "email": "ines@northmere.example"}


@pytest.fixture
def cast() -> Cast:
    return gather()


def the_token(invitation: Invitation) -> str:
    return token(invitation.pk, invitation.nonce)


def test_the_form_is_locked_and_the_senior_manager_gets_a_link_of_their_own(
    cast: Cast,
) -> None:
    school = with_signer(cast)

    signer = signer_of(school.request)
    letter = Letter.objects.get(kind="sign_return")
    assert (school.state, holder_of(school)) == (State.WITH_SIGNER, signer)
    assert (letter.to_email, letter.link_kind) == (SIGNER["email"], "sign")
    assert links.invitation_from(the_token(signer), SENT_AT, PART.SIGNER) == signer
    with pytest.raises(AlreadyDone, match="with the senior manager"):
        save(school, D3="Too late.")


State = AgencyReturn.State


def test_the_letter_says_who_wrote_it_and_when_it_is_due_and_names_no_child(
    cast: Cast,
) -> None:
    school = with_signer(cast)

    letter = as_read(Letter.objects.get(kind="sign_return"))

    text = f"{letter.subject}\n{letter.body}"
    assert "Sam Hollinfare has completed" in text
    assert "10 November 2026, 17:00" in text
    assert school.case.reference in text
    assert "Bramwell" not in text
    assert school.case.label not in text


def test_it_stands_in_the_log_with_whom_the_form_is(cast: Cast) -> None:
    school = with_signer(cast)

    entry = told(school.case, LogKind.RETURN_WITH_SIGNER)[0]

    assert entry.to == "Grace Merribeck, Head teacher"


def test_a_form_with_gaps_is_not_sent_and_the_gaps_are_named(cast: Cast) -> None:
    school = asked(cast)
    save(school, A14="yes")

    with pytest.raises(Incomplete, match=r"answers are missing: B3_1"):
        give_to_signer(school)
    school.refresh_from_db()
    assert school.state == State.DRAFT


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "Sam Hollinfare"},
        {"name": " sam  HOLLINFARE "},
        {"email": "SAM@northmere.example"},
    ],
    ids=["name", "spelt otherwise", "address"],
)
def test_the_author_is_not_the_one_to_sign(cast: Cast, changed: dict) -> None:
    with pytest.raises(NotSigned):
        give_to_signer(filled(cast), **changed)


@pytest.mark.parametrize("part", ["name", "role", "email"])
def test_the_senior_manager_has_name_role_and_address(cast: Cast, part: str) -> None:
    with pytest.raises(Incomplete):
        give_to_signer(filled(cast), **{part: " "})


def test_the_manager_allows_the_author_to_sign_with_a_reason(cast: Cast) -> None:
    school = filled(cast)
    given = {"reason": "A school of one.", "at": SENT_AT}

    with pytest.raises(NotPermitted):
        handing_over.allow_same_person(school.request, by=cast.actor("owen"), **given)
    handing_over.allow_same_person(school.request, by=cast.actor("priya"), **given)

    give_to_signer(school, name="Sam Hollinfare", email="sam@northmere.example")
    entry = told(school.case, LogKind.SAME_PERSON_ALLOWED)[0]
    assert entry.reason == "A school of one."


def test_without_a_reason_the_author_is_not_allowed_to_sign(cast: Cast) -> None:
    with pytest.raises(Incomplete):
        handing_over.allow_same_person(
            asked(cast).request, reason=" ", by=cast.actor("priya"), at=SENT_AT
        )


def test_the_author_takes_it_back_and_the_senior_manager_is_told(cast: Cast) -> None:
    school = with_signer(cast)
    old = the_token(signer_of(school.request))

    to_signer.take_back(school, by=author(school), at=SENT_AT)

    assert school.state == State.DRAFT
    assert Letter.objects.get(kind="sign_taken_back").to_email == SIGNER["email"]
    assert told(school.case, LogKind.RETURN_FROM_SIGNER)
    with pytest.raises(LinkDead):
        links.invitation_from(old, SENT_AT, PART.SIGNER)
    with pytest.raises(AlreadyDone, match="its author has it again"):
        to_signer.take_back(school, by=author(school), at=SENT_AT)


def test_sent_again_only_the_newest_link_signs(cast: Cast) -> None:
    school = with_signer(cast)
    first = the_token(signer_of(school.request))
    to_signer.take_back(school, by=author(school), at=SENT_AT)

    second = give_to_signer(school)

    assert links.invitation_from(the_token(second), SENT_AT, PART.SIGNER) == second
    with pytest.raises(LinkDead):
        links.invitation_from(first, SENT_AT, PART.SIGNER)


def test_no_link_or_cookie_opens_the_other_persons_pages(cast: Cast) -> None:
    school = with_signer(cast)
    parts = {
        PART.AUTHOR: author_of(school.request),
        PART.SIGNER: signer_of(school.request),
    }

    for mine, theirs in ((PART.AUTHOR, PART.SIGNER), (PART.SIGNER, PART.AUTHOR)):
        cookie = links.cookie_for(parts[mine], SENT_AT)
        assert links.visit_from(cookie, SENT_AT, mine).invitation == parts[mine]
        with pytest.raises(LinkDead):
            links.visit_from(cookie, SENT_AT, theirs)
        with pytest.raises(LinkDead):
            links.invitation_from(the_token(parts[mine]), SENT_AT, theirs)


@pytest.mark.paragraph("P2.1")
def test_a_reminder_goes_to_the_senior_manager_while_it_is_with_them(
    cast: Cast,
) -> None:
    school = with_signer(cast)

    chasing.chase(
        school,
        channel="e-mail",
        to_name=SIGNER["name"],
        outcome="",
        by=cast.actor("owen"),
        at=SENT_AT,
    )

    letter = Letter.objects.get(kind="sign_chaser")
    assert (letter.to_email, letter.link_kind) == (SIGNER["email"], "sign")
    assert not Letter.objects.filter(kind="chaser").exists()


@pytest.mark.paragraph("P1.10")
def test_the_senior_managers_link_is_renewed_and_withdrawn_apart(cast: Cast) -> None:
    school = with_signer(cast)
    given = {"by": cast.actor("owen"), "at": SENT_AT, "part": PART.SIGNER}

    new = actions.renew_link(school.request, **given)
    actions.revoke_link(school.request, reason="Left the school", **given)

    new.refresh_from_db()
    assert new.revoked_at == SENT_AT
    assert author_of(school.request).revoked_at is None
    with pytest.raises(AlreadyDone):
        actions.revoke_link(school.request, reason="Again", **given)


@pytest.mark.paragraph("P1.10")
def test_nobody_is_sent_a_link_for_signing_before_the_author_asks(cast: Cast) -> None:
    school = asked(cast)
    given = {"by": cast.actor("owen"), "at": SENT_AT, "part": PART.SIGNER}

    with pytest.raises(NotYet):
        actions.renew_link(school.request, **given)
    with pytest.raises(AlreadyDone):
        actions.revoke_link(school.request, reason="None", **given)


def test_the_senior_manager_may_say_that_it_is_not_for_them(cast: Cast) -> None:
    school = with_signer(cast)

    actions.not_me(signer_of(school.request), by=cast.actor("owen"), at=SENT_AT)

    told_of = Letter.objects.filter(kind="not_me_signer")
    assert {one.to_email for one in told_of} >= {cast.priya.email, cast.owen.email}


@pytest.mark.paragraph("P1.10")
def test_the_author_hands_the_form_over_and_the_team_is_told(cast: Cast) -> None:
    school = asked(cast)
    old = the_token(author_of(school.request))

    new = handing_over.hand_over(
        school.request, by=author(school), at=SENT_AT, **COLLEAGUE
    )

    letters = Letter.objects.filter(kind="handed_over")
    assert {one.to_email for one in letters} >= {cast.priya.email, cast.owen.email}
    assert Letter.objects.get(kind="reassigned").to_email == COLLEAGUE["email"]
    assert told(school.case, LogKind.REQUEST_REASSIGNED)[0].new == "Ines Farrow, Deputy"
    assert links.invitation_from(the_token(new), SENT_AT) == new
    with pytest.raises(LinkDead):
        links.invitation_from(old, SENT_AT)


@pytest.mark.paragraph("P1.10")
@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"name": ""}, Incomplete),
        ({"email": " "}, Incomplete),
        ({"email": "Sam@northmere.example"}, Refused),
    ],
    ids=["no name", "no address", "to oneself"],
)
def test_a_form_is_handed_to_somebody_else_with_name_and_address(
    cast: Cast, changed: dict, error: type[Exception]
) -> None:
    school = asked(cast)

    with pytest.raises(error):
        handing_over.hand_over(
            school.request, by=author(school), at=SENT_AT, **{**COLLEAGUE, **changed}
        )

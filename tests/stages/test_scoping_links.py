"""The link finds, the code proves, the cookie remembers; the row decides (trust, 1)."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest

from rapidreview.mail.links import token
from rapidreview.mail.models import Letter
from rapidreview.people.sealed import Ciphertext
from rapidreview.procedure.errors import LinkDead
from rapidreview.scoping import actions, links
from rapidreview.scoping.links import TooManyTries
from rapidreview.scoping.models import Invitation
from rapidreview.scoping.rounds import author_of
from tests.asking import SENT_AT, WRITTEN_AT, asked, code_in_letter, sent
from tests.cast import Cast, gather

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.10")]
MINUTE = timedelta(minutes=1)
FULL_WIDTH = {ord("0") + n: 0xFF10 + n for n in range(10)}


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def invitation(cast: Cast) -> Invitation:
    return author_of(asked(cast).request)


def wrong(code: str) -> str:
    """Another code of the same shape."""
    return "".join(str((int(one) + 1) % 10) for one in code.replace(" ", ""))


def test_the_link_finds_its_invitation(invitation: Invitation) -> None:
    found = links.invitation_from(token(invitation.pk, invitation.nonce), WRITTEN_AT)

    assert found == invitation


@pytest.mark.parametrize(
    "spoil",
    [
        lambda given: given[:-1],
        lambda given: given + "x",
        lambda given: given.upper(),
        lambda given: given + ".",
        lambda given: given.replace("-", "+", 1),
        lambda given: quote(given + ">"),
        lambda given: "",
    ],
    ids=["cut", "longer", "upper case", "dot", "changed", "bracket", "empty"],
)
def test_a_spoilt_link_is_dead(
    invitation: Invitation, spoil: Callable[[str], str]
) -> None:
    with pytest.raises(LinkDead):
        links.invitation_from(spoil(token(invitation.pk, invitation.nonce)), WRITTEN_AT)


def test_a_link_is_dead_once_withdrawn_replaced_expired_or_used(cast: Cast) -> None:
    used = sent(cast)
    old = author_of(used.request)
    given = token(old.pk, old.nonce)

    with pytest.raises(LinkDead, match=cast.partnership.phone):
        links.invitation_from(given, SENT_AT)


def test_a_withdrawn_link_is_dead(cast: Cast, invitation: Invitation) -> None:
    given = token(invitation.pk, invitation.nonce)
    actions.revoke_link(
        invitation.request, by=cast.actor("owen"), at=WRITTEN_AT, reason="Wrong school"
    )

    with pytest.raises(LinkDead):
        links.invitation_from(given, WRITTEN_AT)


def test_a_replaced_link_is_dead_and_the_new_one_works(
    cast: Cast, invitation: Invitation
) -> None:
    old = token(invitation.pk, invitation.nonce)
    new = actions.renew_link(invitation.request, by=cast.actor("owen"), at=WRITTEN_AT)

    with pytest.raises(LinkDead):
        links.invitation_from(old, WRITTEN_AT)
    assert links.invitation_from(token(new.pk, new.nonce), WRITTEN_AT) == new


def test_a_link_dies_on_the_day_it_expires(invitation: Invitation) -> None:
    given = token(invitation.pk, invitation.nonce)

    assert links.invitation_from(given, invitation.expires_at - MINUTE) == invitation
    with pytest.raises(LinkDead):
        links.invitation_from(given, invitation.expires_at)


def test_the_code_is_eight_digits_and_stands_nowhere_in_the_row(
    invitation: Invitation,
) -> None:
    links.send_code(invitation, at=WRITTEN_AT)

    code = code_in_letter(invitation).replace(" ", "")
    assert len(code) == 8
    assert code.isdigit()
    assert code not in invitation.code_hash
    letter = Letter.objects.get(kind="code")
    assert letter.holds_code
    assert isinstance(letter.__dict__["body"], Ciphertext)


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code,
        lambda code: code.replace(" ", ""),
        lambda code: f"  {code.replace(' ', '-')} ",
        lambda code: code.translate(FULL_WIDTH),
        lambda code: "\u00a0".join(code),
    ],
    ids=["as sent", "bare", "hyphen", "full-width", "no-break spaces"],
)
def test_spaces_and_full_width_digits_are_the_same_code(
    invitation: Invitation, typed: Callable[[str], str]
) -> None:
    links.send_code(invitation, at=WRITTEN_AT)

    assert links.check_code(
        invitation, typed(code_in_letter(invitation)), at=WRITTEN_AT + MINUTE
    )


def test_a_code_works_once(invitation: Invitation) -> None:
    links.send_code(invitation, at=WRITTEN_AT)
    code = code_in_letter(invitation)

    assert links.check_code(invitation, code, at=WRITTEN_AT)
    assert not links.check_code(invitation, code, at=WRITTEN_AT + MINUTE)


def test_a_code_dies_after_ten_minutes(invitation: Invitation) -> None:
    links.send_code(invitation, at=WRITTEN_AT)
    code = code_in_letter(invitation)

    assert not links.check_code(invitation, code, at=WRITTEN_AT + 10 * MINUTE)


def test_after_five_wrong_tries_the_right_code_is_refused(
    invitation: Invitation,
) -> None:
    links.send_code(invitation, at=WRITTEN_AT)
    code = code_in_letter(invitation)

    tries = [links.check_code(invitation, wrong(code), at=WRITTEN_AT) for _ in range(5)]

    assert tries == [False] * 5
    with pytest.raises(TooManyTries, match="Wait 10 minutes"):
        links.check_code(invitation, code, at=WRITTEN_AT + MINUTE)
    with pytest.raises(TooManyTries):
        links.send_code(invitation, at=WRITTEN_AT + MINUTE)


def test_a_new_code_can_be_sent_when_the_lock_is_over(invitation: Invitation) -> None:
    links.send_code(invitation, at=WRITTEN_AT)
    for _ in range(5):
        links.check_code(invitation, "1", at=WRITTEN_AT)

    links.send_code(invitation, at=WRITTEN_AT + 10 * MINUTE)

    code = code_in_letter(invitation)
    assert links.check_code(invitation, code, at=WRITTEN_AT + 11 * MINUTE)


def test_a_code_opens_only_the_link_it_was_sent_for(cast: Cast) -> None:
    school = asked(cast, "SCH", "POL")
    police = school.case.requests.get(agency=cast.police)
    mine, theirs = author_of(school.request), author_of(police)
    links.send_code(mine, at=WRITTEN_AT)
    code = code_in_letter(mine)
    links.send_code(theirs, at=WRITTEN_AT + MINUTE)

    assert not links.check_code(theirs, code, at=WRITTEN_AT + MINUTE)


def test_the_cookie_opens_the_newest_round_for_four_hours(
    invitation: Invitation,
) -> None:
    cookie = links.cookie_for(invitation, WRITTEN_AT)

    visit = links.visit_from(cookie, WRITTEN_AT + timedelta(hours=4))

    assert visit.invitation == invitation
    assert visit.agency_return.round == 1
    with pytest.raises(LinkDead):
        links.visit_from(cookie, WRITTEN_AT + timedelta(hours=4, seconds=1))


@pytest.mark.parametrize("cookie", ["", "x", "eyJyZWYiOiIxIn0:1:x"])
def test_a_forged_cookie_opens_nothing(cookie: str) -> None:
    with pytest.raises(LinkDead, match="Open the link"):
        links.visit_from(cookie, WRITTEN_AT)


def test_a_cookie_dies_with_its_link(cast: Cast, invitation: Invitation) -> None:
    cookie = links.cookie_for(invitation, WRITTEN_AT)
    actions.revoke_link(
        invitation.request,
        by=cast.actor("owen"),
        at=WRITTEN_AT,
        reason="Left the school",
    )

    with pytest.raises(LinkDead):
        links.visit_from(cookie, WRITTEN_AT + MINUTE)


@pytest.mark.parametrize(
    ("email", "shown"),
    [("kit@school.example", "k…@school.example"), ("k@a.example", "k…@a.example")],
)
def test_the_landing_page_shows_a_masked_address(email: str, shown: str) -> None:
    assert links.masked(email) == shown

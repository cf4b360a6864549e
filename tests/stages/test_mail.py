"""Letters: queued with the change, and no word in them that may not leave (trust, row 31)."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction

from rapidreview.mail import links
from rapidreview.mail.actions import queue
from rapidreview.mail.delivery import BLANKED, as_read, deliver_due
from rapidreview.mail.links import Link
from rapidreview.mail.models import Letter
from rapidreview.mail.words import Recipient
from rapidreview.procedure.errors import LinkDead, Refused
from tests import make
from tests.cast import Cast, gather
from tests.letters import planted

pytestmark = pytest.mark.django_db
JUDITH = Recipient("Judith Hathersby", "judith@northmere.example")
OWEN = Recipient("Owen Tarnfield", "owen@northmere.example")


@pytest.fixture
def cast() -> Cast:
    return gather()


def tell(
    cast: Cast, text: str = "Please keep Friday free.", **changed: object
) -> Letter:
    """The letter that tells the group of a review, on a case with a child."""
    case = cast.partnership.cases.first() or make.case(cast)
    if not case.children.exists():
        make.child(case, born=date(2021, 5, 4))
    values = {
        "case": case,
        "to": JUDITH,
        "key": "told:judith",
        "at": make.DAY_1,
    } | changed
    words = {"name": JUDITH.name, "words": text}
    return queue("group_told", partnership=cast.partnership, words=words, **values)


@pytest.mark.paragraph("P1.7")
def test_a_letter_has_its_subject_its_words_and_the_reference(cast: Cast) -> None:
    letter = tell(cast, copies=(OWEN,))

    read = as_read(letter)
    assert read.subject == "A Rapid Review has begun: NSCP-RR-2026-001"
    assert "Please keep Friday free." in read.body
    assert read.to == "Judith Hathersby <judith@northmere.example>"
    assert read.copies == ("Owen Tarnfield <owen@northmere.example>",)


def test_one_event_makes_one_letter(cast: Cast) -> None:
    first, again = tell(cast), tell(cast, text="Other words.")

    assert first == again
    assert Letter.objects.count() == 1


def test_a_letter_goes_with_the_change_or_not_at_all(cast: Cast) -> None:
    with transaction.atomic():
        tell(cast)
        transaction.set_rollback(True)

    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "column", ["to_name", "to_email", "copies", "subject", "body"], ids=str
)
def test_a_letter_lies_sealed_in_the_database(column: str, cast: Cast) -> None:
    letter = tell(cast, copies=(OWEN,))

    (sealed,) = Letter.objects.filter(pk=letter.pk).values_list(column).get()

    plain = getattr(Letter.objects.get(pk=letter.pk), column)
    assert plain
    assert plain.encode() not in bytes(sealed)


@pytest.mark.parametrize(
    "told",
    [
        "Bramwell Nettlecombe",
        "bramwell  is known to us".replace("  ", " "),
        make.LABEL,
        "2021-05-04",
        "04/05/2021",
        "4 May 2021",
    ],
    ids=["name", "forename", "label", "born", "born, slashes", "born, in words"],
)
def test_a_letter_that_would_name_the_child_is_not_queued(
    told: str, cast: Cast
) -> None:
    with pytest.raises(Refused, match="name a child"):
        tell(cast, text=f"This is about {told}.")

    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "told",
    [
        planted.MOTHER,
        planted.FATHER.lower(),
        "5 January 1994",
        planted.STREET,
        planted.NHS,
        planted.NHS.replace(" ", ""),
        planted.NHS.replace(" ", "-"),
        "Q.A.T.",
        "Q. A. T.",
    ],
    ids=str,
)
def test_a_letter_that_would_tell_of_the_family_is_not_queued(
    told: str, cast: Cast
) -> None:
    case = make.case(cast)
    make.child(case)
    planted.plant(case)

    with pytest.raises(Refused, match="somebody of the family"):
        tell(cast, text=f"Please ask about {told} today.")


@pytest.mark.parametrize("said", ["Rosalba", "17 records", "Q.A.", "q.a.t.", "999 123"])
def test_what_is_short_of_telling_is_no_name(said: str, cast: Cast) -> None:
    case = make.case(cast)
    make.child(case)
    planted.plant(case)

    tell(cast, text=f"Please look at {said} today.")


@pytest.mark.parametrize("name", ["May Nettlecombe", "Will Nettlecombe"])
def test_an_ordinary_word_is_no_name(name: str, cast: Cast) -> None:
    make.child(make.case(cast), name)

    tell(cast, text="We will meet on Friday 8 May 2026.")

    assert Letter.objects.count() == 1


def test_a_colleague_may_bear_the_forename_of_the_child(cast: Cast) -> None:
    case = make.case(cast)
    make.child(case, "Owen Nettlecombe")

    assert (
        "ask Owen Tarnfield" in as_read(tell(cast, "Please ask Owen Tarnfield.")).body
    )


@pytest.mark.parametrize(
    "email",
    [
        "judith@northmere.example\r\nBcc: x@y.example",
        "judith@northmere.example\n",
        '"a b"@northmere.example extra',
        "a@@northmere.example",
        "a@b",
        "a@one.example, b@two.example",
        "judith@nörthmere.example",
        "x" * 250 + "@northmere.example",
        "",
    ],
    ids=[
        "header",
        "line",
        "space",
        "two at",
        "short",
        "list",
        "homograph",
        "long",
        "empty",
    ],
)
def test_what_is_not_one_address_is_refused(email: str, cast: Cast) -> None:
    with pytest.raises(Refused, match="Enter one e-mail address"):
        tell(cast, to=replace(JUDITH, email=email))


@pytest.mark.parametrize(
    "name", ["Judith\r\nBcc: x@y.example", "Judith\x00", "\u202eJudith"]
)
def test_a_name_cannot_make_a_header(name: str, cast: Cast) -> None:
    with pytest.raises(Refused, match="one line"):
        tell(cast, copies=(replace(OWEN, name=name),))


def pack_released(cast: Cast, link: Link) -> Letter:
    words = {"version": "1", "officer": "Owen Tarnfield", "phone": "01632 960102"}
    return queue(
        "pack_released",
        case=make.case(cast),
        partnership=cast.partnership,
        to=JUDITH,
        words=words,
        key="pack:judith",
        at=make.DAY_1,
        link=link,
    )


@pytest.mark.paragraph("P1.10")
def test_a_link_is_made_when_the_letter_is_read_and_stored_nowhere(cast: Cast) -> None:
    ref = uuid4()
    letter = pack_released(cast, Link("answer", ref, "a-nonce"))

    token = links.token(ref, "a-nonce")
    assert f"http://127.0.0.1:8000/answer/{token}/" in as_read(letter).body
    assert token not in letter.body


def test_a_page_is_linked_to_by_its_address(cast: Cast) -> None:
    letter = pack_released(cast, Link("page", path="/cases/1/pack/"))

    assert "http://127.0.0.1:8000/cases/1/pack/" in as_read(letter).body


def test_a_token_gives_row_and_nonce_again() -> None:
    ref = uuid4()

    assert links.read(links.token(ref, "Ab_-9")) == (ref, "Ab_-9")


@pytest.mark.parametrize("change", ["", "x", ".", "a.b", "{0}x", "x{0}"])
def test_a_token_that_we_did_not_sign_is_dead(change: str) -> None:
    with pytest.raises(LinkDead):
        links.read(change.format(links.token(uuid4(), "nonce")))


def code(cast: Cast) -> Letter:
    return queue(
        "code",
        case=make.case(cast),
        partnership=cast.partnership,
        to=JUDITH,
        words={"minutes": "10"},
        key="code:1",
        at=make.DAY_1,
        code="4711 0815",
    )


def test_without_a_mail_server_letters_are_shown_on_screen(cast: Cast) -> None:
    letter = tell(cast)

    assert deliver_due(make.DAY_1) == 1
    assert deliver_due(make.later(days=1)) == 0

    letter.refresh_from_db()
    assert (letter.state, letter.sent_at) == (Letter.State.SHOWN, make.DAY_1)
    assert "Please keep Friday free." in as_read(letter).body


def test_nothing_is_delivered_before_its_time(cast: Cast) -> None:
    tell(cast)

    assert deliver_due(make.later(minutes=-1)) == 0


def test_a_code_on_screen_is_blanked_when_its_life_is_over(cast: Cast) -> None:
    letter = code(cast)
    deliver_due(make.DAY_1)

    deliver_due(make.later(minutes=9))
    letter.refresh_from_db()
    assert "4711 0815" in as_read(letter).body

    deliver_due(make.later(minutes=11))
    letter.refresh_from_db()
    assert as_read(letter).body == BLANKED

"""The team's mailbox, read over a real socket: nothing lost, nothing twice, nothing shown."""

import logging

import pytest
from django.core.exceptions import ImproperlyConfigured

from rapidreview.mail.imap import MailboxTrouble, read_unseen
from rapidreview.mail.models import ReceivedMail
from rapidreview.scoping import jobs
from rapidreview.scoping.models import AgencyReturn
from rapidreview.web.imap_url import ImapAccount, imap_account
from tests.asking import SENT_AT, asked
from tests.cast import Cast, gather
from tests.emails import email
from tests.imap_server import PASSWORD, Mailbox, imap_server
from tests.posting import stop_the_clock


def account(box: Mailbox) -> ImapAccount:
    return ImapAccount(
        "127.0.0.1", box.port, "team", PASSWORD, "INBOX", encrypted=False
    )


@pytest.fixture
def cast(db: None, settings: object) -> Cast:
    stop_the_clock(settings, SENT_AT)
    return gather()


@pytest.fixture
def school(cast: Cast) -> AgencyReturn:
    return asked(cast)


def test_what_is_unseen_is_taken_in_once_and_marked(
    cast: Cast, school: AgencyReturn, settings: object
) -> None:
    known = email(cast.sam.email, school.case.reference).as_bytes()
    strange = email("x@else.example", message_id="<2@else.example>").as_bytes()
    with imap_server(known, strange, b"\r\nno headers at all") as box:
        settings.IMAP = account(box)

        assert jobs.take_in_mail() == 3
        assert box.seen == {1, 2, 3}
        box.seen.clear()
        assert jobs.take_in_mail() == 0

    states = ReceivedMail.objects.values_list("state", flat=True)
    assert sorted(states) == ["filed", "waiting", "waiting"]


def test_a_message_is_marked_only_once_it_is_stored() -> None:
    with imap_server(b"Subject: 1\r\n\r\n", b"Subject: 2\r\n\r\n") as box:
        reader = read_unseen(account(box), most_bytes=100)
        first = next(reader)
        assert box.seen == set()
        next(reader)
        reader.close()

        assert first.data.startswith(b"Subject: 1")
        assert box.seen == {1}


def test_of_a_message_that_is_too_large_only_the_head_is_fetched() -> None:
    with imap_server(b"Subject: big\n\n" + b"x" * 500) as box:
        (found,) = read_unseen(account(box), most_bytes=100)

    assert not found.whole
    assert b"x" not in found.data


@pytest.mark.django_db
@pytest.mark.parametrize("refuses", ["LOGIN", "SEARCH", "FETCH"])
def test_a_mailbox_in_trouble_stops_nothing_and_tells_no_password(
    refuses: str, settings: object, caplog: pytest.LogCaptureFixture
) -> None:
    with imap_server(b"Subject: 1\r\n\r\n", refuses=refuses) as box:
        settings.IMAP = account(box)
        with caplog.at_level(logging.WARNING):
            assert jobs.take_in_mail() == 0

    assert "could not be read" in caplog.text
    assert PASSWORD not in caplog.text
    assert box.seen == set()


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(MailboxTrouble):
        list(
            read_unseen(
                ImapAccount("127.0.0.1", 9, "t", "p", encrypted=False), most_bytes=1
            )
        )


@pytest.mark.django_db
def test_without_a_mailbox_nothing_is_read(settings: object) -> None:
    settings.IMAP = None

    assert jobs.take_in_mail() == 0


def test_the_address_of_the_mailbox_is_taken_apart() -> None:
    found = imap_account("imap+ssl://team%40x:p%2Fw@mail.example/Rapid%20Review")

    assert found == ImapAccount("mail.example", 993, "team@x", "p/w", "Rapid Review")
    assert "p/w" not in repr(found)
    assert imap_account("") is None
    assert imap_account("imap://t:p@localhost").port == 143


@pytest.mark.parametrize(
    "url",
    [
        "imap://t:p@mail.example",
        "pop3://t:p@mail.example",
        "imap+ssl://mail.example",
        "mail",
    ],
)
def test_a_wrong_address_refuses_to_start(url: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        imap_account(url)

"""E-mails as people, mail systems and enemies make them: read as values, or refused."""

from contextlib import suppress
from email.message import EmailMessage

import pytest

from rapidreview.paper import limited
from rapidreview.paper.html_text import text_of
from rapidreview.paper.mime import Email, read_email
from rapidreview.paper.refusal import Refusal

HEAD = (
    b"From: Sam Hollinfare <Sam@School.example>\r\nTo: team@scp.example\r\n"
    b"Date: Mon, 9 Nov 2026 10:00:00 +0000\r\nSubject: Our form\r\n"
)
OURS = "<7f1c9d1e-0000-4000-8000-000000000001@rapid-review>"
BOUNCE = f"""From: Mail system <mailer-daemon@school.example>
To: team@scp.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce-1@school.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain

This message could not be delivered.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.school.example

Final-Recipient: rfc822; sam@school.example
Action: ACTION
Status: STATUS
Diagnostic-Code: smtp; 550 no such user

--x
Content-Type: RETURNED

From: team@scp.example
Message-ID: {OURS}
Subject: Due Tuesday: form, reference NSCP-2026-01

--x--
"""


def bounce(action: str = "failed", status: str = "5.1.1", returned: str = "") -> Email:
    text = BOUNCE.replace("ACTION", action).replace("STATUS", status)
    text = text.replace("RETURNED", returned or "message/rfc822")
    return read_email(text.encode())


def test_who_wrote_and_what_it_answers_are_read() -> None:
    data = HEAD + f"Message-ID: <a@b>\r\nIn-Reply-To: {OURS}\r\n\r\nHere.".encode()

    email = read_email(data)

    assert email.sender_address == "sam@school.example"
    assert (email.message_id, email.refers_to) == ("<a@b>", (OURS,))
    assert not email.automatic
    assert email.came_back == ""


def test_html_is_read_as_text_only() -> None:
    page = (
        b"<style>p{}</style><p>The form is&nbsp;late.</p><script>x()</script>Sorry<br>S"
    )

    email = read_email(HEAD + b"Content-Type: text/html\r\n\r\n" + page)

    assert email.text == "The form is late.\nSorry\nS"
    assert text_of("</script><b>bold</b>") == "bold"


@pytest.mark.parametrize(
    ("action", "status", "words"),
    [
        ("failed", "5.1.1", "mailbox unknown"),
        ("Failed", "5.2.2", "mailbox full"),
        ("failed", "5.7.1", "refused by their mail system"),
        ("delayed", "4.4.1", "not delivered yet"),
        ("failed", "odd", "not delivered"),
        ("delivered", "2.0.0", ""),
    ],
)
def test_a_letter_that_came_back_says_why(action: str, status: str, words: str) -> None:
    assert bounce(action, status).came_back.startswith(words)
    assert bool(bounce(action, status).came_back) == bool(words)


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
def test_a_letter_that_came_back_is_known_by_our_message_id(returned: str) -> None:
    email = bounce(returned=returned)

    assert OURS in email.refers_to
    assert "<bounce-1@school.example>" not in email.refers_to
    assert email.attachments == ()


@pytest.mark.parametrize(
    "header",
    [
        b"Auto-Submitted: auto-replied\r\n",
        b"X-Autoreply: yes\r\n",
        b"Subject: Automatic reply: Due Tuesday\r\n",
    ],
)
def test_an_automatic_answer_is_no_person(header: bytes) -> None:
    head = HEAD.replace(b"Subject: Our form\r\n", b"") if b"Subject" in header else HEAD

    assert read_email(head + header + b"\r\nI am away.").automatic


def test_a_subject_cannot_forge_a_header() -> None:
    data = HEAD.replace(b"Our form", b"=?utf-8?q?Hello=0D=0ABcc=3A_all=40x.example?=")

    subject = read_email(data + b"\r\nx").subject

    assert "\n" not in subject
    assert "\r" not in subject


@pytest.mark.parametrize(
    "rest",
    [
        b"Content-Type: text/plain; charset=klingon\r\n\r\n\xff\xfe words",
        b"Content-Type: text/plain; charset=utf-8\r\n\r\n\xff\xfe words",
        b"Content-Type: text/html; charset=utf-16\r\n\r\n<p>odd",
        b"Content-Transfer-Encoding: base64\r\n\r\n!!!!not base64",
        b"Content-Type: multipart/mixed\r\n\r\nno boundary",
        b"Content-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n\r\n",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=y\r\n\r\n--y",
        b"Content-Type: message/rfc822\r\n\r\nFrom: x\r\n\r\ny",
        b"Content-Disposition: attachment; filename*=utf-9''%ff\r\n\r\nx",
        b"From: a@b, c@d\r\nMessage-ID: <<>>\r\nReferences: \xff\xff\r\n\r\nx",
        b"Date: Mon, 99 Nov 99999 10:00\r\n\r\nx",
    ],
)
def test_what_is_malformed_is_read_or_refused_in_words(rest: bytes) -> None:
    data = HEAD + b"MIME-Version: 1.0\r\n" + rest

    with suppress(Refusal):
        assert read_email(data).subject == "Our form"


def nested(depth: int) -> bytes:
    """Messages within messages."""
    return (
        HEAD
        + b"".join(
            b"Content-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\n"
            for _ in range(depth)
        )
        + b"\r\nend"
    )


def test_a_message_within_a_message_is_read() -> None:
    assert limited.read_email(nested(3)).subject == "Our form"


@pytest.mark.parametrize("depth", [300, 5000])
def test_messages_within_messages_are_refused_and_crash_nothing(depth: int) -> None:
    with pytest.raises(Refusal):
        limited.read_email(nested(depth))


def test_too_many_parts_are_refused() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "Many"
    message.set_content("x")
    for number in range(25):
        message.add_attachment(b"x", "text", "plain", filename=f"{number}.txt")

    with pytest.raises(Refusal, match="more than 20 attachments"):
        read_email(message.as_bytes())

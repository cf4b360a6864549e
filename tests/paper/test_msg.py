"""E-mails saved by Outlook as .msg: read as .eml are, or refused in words (P1.18)."""

from datetime import UTC, datetime
from email import message_from_bytes

import pytest

from rapidreview.paper import limited
from rapidreview.paper.mime import read_email
from rapidreview.paper.msg import read_msg
from rapidreview.paper.sniff import sniff
from tests.compound_files import attached, inside, message_tree, msg, part
from tests.paper.papers import png

OURS = "<7f1c9d1e-0000-4000-8000-000000000001@rapid-review>"
SENT, CAME = (
    datetime(2026, 11, 9, 10, tzinfo=UTC),
    datetime(2026, 11, 9, 11, tzinfo=UTC),
)
LETTERS = "Tŷ Gwyn, Ŵyn; Größe, Straße, Öl – “Siân”"
# Subject, sender's name and address, text, and what kind of thing it is.
MESSAGE = {
    0x0037: "Our form", 0x0C1A: "Sam Hollinfare", 0x5D01: "Sam@School.example",
    0x1000: "Here it is.\r\n", 0x001A: "IPM.Note", 0x0039: SENT, 0x0E06: CAME,
}  # fmt: skip
HEADERS = f"""Received: from mx by here; Mon, 9 Nov 2026 10:00:05 +0000
From: "Hollinfare, Sam" <sam@school.example>
To: team@scp.example
Cc: other@scp.example
Date: Mon, 9 Nov 2026 09:59:00 +0000
Subject: =?utf-8?q?By_the_mail_system?=
Message-ID: <written@school.example>
In-Reply-To: {OURS}
Auto-Submitted: auto-replied
Content-Type: multipart/mixed; boundary="x"
"""


def test_a_message_is_read_as_outlook_wrote_it() -> None:
    email = read_msg(msg(MESSAGE | {0x1035: "<a@b>", 0x1042: OURS}))

    assert (email.subject, email.text) == ("Our form", "Here it is.\r\n")
    assert email.sender == "Sam Hollinfare <Sam@School.example>"
    assert email.sender_address == "sam@school.example"
    assert email.to == ("The Team <team@scp.example>",)
    assert (email.message_id, email.refers_to) == ("<a@b>", (OURS,))
    assert email.sent_at == SENT
    assert not email.automatic


def test_a_message_id_that_the_library_stumbles_over_is_read_too() -> None:
    odd = "<[3a5f]@microsoft.example>"
    inner = message_tree({0x0037: "In", 0x1035: odd}, head=24)

    by_outlook = read_msg(msg(MESSAGE | {0x1035: odd}, [inside(inner)]))
    by_headers = read_msg(msg(MESSAGE | {0x007D: f"Message-ID: {odd}\r\n"}))

    assert by_outlook.message_id == by_headers.message_id == odd
    assert read_email(by_outlook.attachments[0].content).message_id == odd
    assert read_email(f"Subject: x\nMessage-ID: {odd}\n\nx".encode()).message_id == odd


@pytest.mark.parametrize(
    "preamble", ["", "Microsoft Mail Internet Headers Version 2.0\r\n"]
)
def test_what_the_mail_systems_wrote_goes_first(preamble: str) -> None:
    headers = preamble + HEADERS.replace("\n", "\r\n") + "\r\n"

    email = read_msg(msg(MESSAGE | {0x007D: headers, 0x1035: "<other@b>"}))

    assert email.sender == '"Hollinfare, Sam" <sam@school.example>'
    assert email.to == ("team@scp.example", "other@scp.example")
    assert email.sent_at == datetime(2026, 11, 9, 9, 59, tzinfo=UTC)
    assert (email.message_id, email.refers_to) == ("<written@school.example>", (OURS,))
    assert email.subject == "Our form"
    assert email.automatic


@pytest.mark.parametrize("text", [LETTERS, "Llanfair­pwll 🙂", "Ă¤ ß"])
def test_every_letter_of_unicode_is_kept(text: str) -> None:
    email = read_msg(msg(MESSAGE | {0x0037: text, 0x1000: text, 0x0C1A: "Siân Ŵyn"}))

    assert email.text == text
    assert email.sender == "Siân Ŵyn <Sam@School.example>"


@pytest.mark.parametrize(
    ("number", "codec", "text"),
    [
        (1252, "cp1252", "Größe, Straße – “Siân”"),
        (65001, "utf-8", LETTERS),
        (28604, "iso8859-14", "Tŷ Gwyn, Ŵyn, Ynys Môn"),
        (28591, "iso8859-1", "Größe"),
        (850, "cp850", "Größe"),
        (1250, "cp1250", "Łódź, Größe"),
        (936, "gbk", "中文"),
        (0, "cp1252", "Größe – ohne Angabe"),
        (99999, "cp1252", "Größe – unbekannt"),
    ],
)
def test_letters_of_8_bits_are_read_by_their_code_page(
    number: int, codec: str, text: str
) -> None:
    named = MESSAGE | {0x0037: text, 0x1000: text, 0x3FFD: number}
    by_the_internet = MESSAGE | {0x1000: text, 0x3FDE: number}

    email = read_msg(msg(named, codec=codec))

    assert (email.subject, email.text) == (text, text)
    assert read_msg(msg(by_the_internet, codec=codec)).text == text


@pytest.mark.parametrize(
    ("number", "codec"), [(65001, "utf-8"), (1252, "cp1252"), (0, "cp1252")]
)
def test_html_is_read_as_text_only_where_there_is_no_plain_text(
    number: int, codec: str
) -> None:
    page = "<style>p{}</style><p>Größe – late.</p><script>x()</script>".encode(codec)

    email = read_msg(msg(MESSAGE | {0x1000: " ", 0x1013: page, 0x3FDE: number}))

    assert email.text == "Größe – late."
    assert read_msg(msg(MESSAGE | {0x1013: page})).text == "Here it is.\r\n"
    assert read_msg(msg({0x0037: "x", 0x1013: "<b>bold</b>"})).text == "bold"


@pytest.mark.parametrize(
    ("properties", "sender", "address"),
    [
        ({0x0C1F: "sam@school.example"}, "sam@school.example", "sam@school.example"),
        ({0x0C1A: "Sam", 0x0C1F: "/O=SCHOOL/CN=SAM"}, "Sam", ""),
        ({0x0C1A: "Sam Holl"}, "Sam Holl", ""),
        (
            {0x0C1A: 'Holl, "Sam"', 0x5D01: "S@b.example"},
            '"Holl, Sam" <S@b.example>',
            "s@b.example",
        ),
        ({0x5D01: "a@b, c@d.example"}, "", ""),
        ({0x0042: "Sam", 0x5D02: "s@b.example"}, "Sam <s@b.example>", "s@b.example"),
        ({0x0C1A: "a@b.example", 0x5D01: "a@b.example"}, "a@b.example", "a@b.example"),
        ({0x0C1A: "A\r\nBcc: all@x.example"}, "A Bcc: all@x.example", ""),
    ],
)
def test_the_sender_is_who_outlook_says_and_an_exchange_path_is_no_address(
    properties: dict[int, object], sender: str, address: str
) -> None:
    email = read_msg(msg({0x0037: "Hello", **properties}))

    assert (email.sender, email.sender_address) == (sender, address)
    assert email.sent_at is None
    assert email.message_id == ""


@pytest.mark.parametrize(
    ("properties", "sent"),
    [({0x0E06: CAME}, CAME), ({0x0039: 5}, None), ({}, None)],
)
def test_a_moment_is_in_utc_or_unknown(
    properties: dict[int, object], sent: datetime | None
) -> None:
    assert read_msg(msg({0x0037: "Hello", **properties})).sent_at == sent


def test_attachments_are_kept_by_their_long_names_and_pictures_in_the_text_are_not() -> (
    None
):
    files = [
        attached(b"x" * 9000, "Größe.pdf", x3704="GROSSE~1.PDF"),
        part({0x3701: b"short", 0x3704: "SHORT.TXT"}),
        attached(png(9, 9), "image001.png", x370E="image/png", x3714=4),
        attached(png(9, 9), "photo.png", x370E="image/png"),
        attached(b"MZ", "hidden.exe", x370E="application/x", x3714=4),
        part({0x3707: "link to a file", 0x3705: 7}),
        part({0x3701: b"nameless"}),
    ]

    email = read_msg(msg(MESSAGE, files))

    assert [(one.name, len(one.content)) for one in email.attachments] == [
        ("Größe.pdf", 9000), ("SHORT.TXT", 5), ("photo.png", len(png(9, 9))),
        ("hidden.exe", 2), ("link to a file", 0), ("attachment", 8),
    ]  # fmt: skip


def test_a_message_within_a_message_is_handed_on_as_eml() -> None:
    deep = message_tree({0x0037: "Deep", 0x0C1A: "Q"}, head=24)
    head = {0x0037: "Größe", 0x5D01: "q@r.example", 0x1000: LETTERS, 0x0039: SENT}
    tree = message_tree(head, [attached(b"nn", "n.txt"), inside(deep)], head=24)
    data = msg(MESSAGE, [inside(tree)])

    (one,) = read_msg(data).attachments
    again = read_email(one.content)

    assert one.name == "Größe.eml"
    assert (again.subject, again.sender) == ("Größe", "q@r.example")
    assert (again.text.strip(), again.sent_at) == (LETTERS, SENT)
    assert [file.name for file in again.attachments] == ["n.txt", "Deep.eml"]
    assert sniff(one.content, one.name, emails=True).extension == "eml"
    assert message_from_bytes(one.content)["To"] == "The Team <team@scp.example>"
    assert read_msg(data).attachments[0].content == one.content


@pytest.mark.parametrize(
    ("kind", "said", "words"),
    [
        ("REPORT.IPM.Note.NDR", "mx #550 5.1.1 no such user", "mailbox unknown"),
        ("REPORT.IPM.Note.NDR", "mx 10.5.2.2 said 552 5.2.2", "mailbox full"),
        ("REPORT.IPM.Note.NDR", "no code", "not delivered"),
        ("REPORT.IPM.Note.Delayed", "", "not delivered yet; their mail system is still trying"),
        ("REPORT.IPM.Note.DR", "", ""),
        ("REPORT.IPM.Note.IPNRN", "", ""),
    ],
)  # fmt: skip
@pytest.mark.paragraph("P2.1")
def test_a_letter_that_came_back_says_why_and_which(
    kind: str, said: str, words: str
) -> None:
    ours = message_tree({0x0037: "Due Tuesday", 0x1035: OURS}, head=24)
    report = {0x0037: "Undeliverable: Due", 0x001A: kind, 0x1001: said}

    email = read_msg(msg(report, [inside(ours)]))

    assert email.came_back == words
    assert OURS in email.refers_to
    assert email.attachments == ()


def test_a_letter_that_came_back_is_known_by_the_head_that_came_with_it() -> None:
    report = {0x0037: "Undeliverable", 0x001A: "REPORT.IPM.Note.NDR"}
    head = attached(f"Message-ID: {OURS}\r\n".encode(), "details.txt")

    assert read_msg(msg(report, [head])).refers_to == (OURS,)
    assert read_msg(msg(report | {0x1046: OURS})).refers_to == (OURS,)


@pytest.mark.parametrize(
    "properties",
    [
        {0x001A: "IPM.Note.Rules.OofTemplate.Microsoft"},
        {0x0037: "Automatic reply: Due Tuesday"},
        {0x007D: "Auto-Submitted: auto-replied\r\n"},
    ],
)
def test_an_automatic_answer_is_no_person(properties: dict[int, object]) -> None:
    assert read_msg(msg(MESSAGE | properties)).automatic


def test_it_is_read_in_the_child_by_what_it_is() -> None:
    email = limited.read_email(msg(MESSAGE, [attached(b"x", "x.txt")]))

    assert (email.subject, email.attachments[0].content) == ("Our form", b"x")

"""Which compound files are taken as messages of Outlook, and which messages are refused (P1.18)."""

import pytest

from rapidreview.paper.msg import read_msg
from rapidreview.paper.refusal import Refusal
from rapidreview.paper.sniff import sniff
from tests.compound_files import attached, compound, inside, message_tree, msg
from tests.paper.papers import png
from tests.paper.test_msg import MESSAGE


def test_too_many_attachments_are_refused_and_signs_in_the_text_do_not_count() -> None:
    sign = attached(png(9, 9), "image001.png", x3714=4)
    few = [attached(b"x", f"{number}.txt") for number in range(20)]

    assert len(read_msg(msg(MESSAGE, [*few, *[sign] * 40])).attachments) == 20
    with pytest.raises(Refusal, match="more than 20 attachments"):
        read_msg(msg(MESSAGE, [*few, attached(b"x", "x.txt")]))
    with pytest.raises(Refusal, match="more than 200 parts"):
        read_msg(msg(MESSAGE, [sign] * 201))


def test_messages_within_messages_are_refused() -> None:
    tree = message_tree(MESSAGE, head=24)
    for _ in range(6):
        tree = message_tree(MESSAGE, [inside(tree)], head=24)

    with pytest.raises(Refusal, match="messages within messages"):
        read_msg(msg(MESSAGE, [inside(tree)]))


@pytest.mark.parametrize(
    "tree",
    [{"WordDocument": b"x"}, {}, message_tree({0x1000: "neither sender nor subject"})],
)
def test_what_is_no_message_is_refused(tree: dict[str, object]) -> None:
    with pytest.raises(Refusal, match="not an e-mail"):
        read_msg(compound(tree))


@pytest.mark.parametrize(
    "files",
    [
        [],
        [attached(b"x" * 9000 + "WordDocument".encode("utf-16-le"), "old.doc")],
        [attached(compound({"EncryptedPackage": b"x" * 5000}), "locked.docx")],
        [attached(compound({"WordDocument": b"x", "Macros": {}}), "macro.doc")],
    ],
)
@pytest.mark.paragraph("P1.18")
def test_a_message_is_taken_where_e_mails_are_filed_whatever_is_in_it(files) -> None:
    found = sniff(msg(MESSAGE, files), "Our form.doc", emails=True)

    assert found.media_type == "application/vnd.ms-outlook"
    assert found.clean_name == "Our form.msg"
    with pytest.raises(Refusal, match="is an e-mail"):
        sniff(msg(MESSAGE, files), "x.msg")


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        ({"WordDocument": b"x", "ObjectPool": {"_1": message_tree(MESSAGE)}}, "old format"),
        ({"EncryptedPackage": b"x" * 5000}, "password-protected"),
        (message_tree(MESSAGE) | {"WordDocument": b"x"}, "old format"),
        (message_tree(MESSAGE) | {"Macros": {"VBA": {"dir": b"x"}}}, "cannot be taken"),
        ({"Setup": b"x"}, "cannot be taken"),
    ],
)  # fmt: skip
def test_a_document_is_no_message_even_if_it_holds_one(tree, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        sniff(compound(tree), "x.msg", emails=True)

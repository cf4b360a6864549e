"""Reading a report that was edited in Word: part by part, and hostile files refused."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from rapidreview.paper import limited
from rapidreview.paper.edited import Comment
from rapidreview.paper.passages import passages
from rapidreview.paper.refusal import Refusal
from rapidreview.paper.report_paper import ReportPaper, Section
from rapidreview.paper.word_parts import read_report
from tests.paper.papers import AT, changed, unzipped, zipped
from tests.paper.sample_papers import MARKING, PARTNERSHIP, REFERENCE

EVERYTHING = (
    "Intro:\n\n- a\n  1. b\n      more\n    - deep\n  2. c\n- d\n\n4. four\n5. five\n\n"
    "Text.\n\n1. one\n\n| A | B |\n|---|---|\n| x \\| y | one ¶ two |\n|  | z |\n\n"
    "| \\--- | q | r |\n\nEnd.\nStill.\n\n## Sub\n\nAfter."
)
BODY = "word/document.xml"


def paper(text: str) -> bytes:
    sections = (
        Section("R7", "Key practice episodes", text),
        Section("R8", "Voice", "x"),
    )
    return ReportPaper(
        PARTNERSHIP, REFERENCE, MARKING, "0.2", is_draft=True, sections=sections
    ).as_docx(AT)


def with_body(data: bytes, old: str, new: str) -> bytes:
    body = unzipped(data)[BODY].decode()
    assert old in body
    return changed(data, {BODY: body.replace(old, new, 1).encode()})


def heading_of(document, code):
    return next(
        one
        for one in document.paragraphs
        if one.text.startswith(code) and one.style.name == "Heading 1"
    )


def texts(data: bytes) -> dict[str, str]:
    return {one.heading[:2]: one.text for one in read_report(data).parts}


@pytest.mark.paragraph("P9.1")
@pytest.mark.parametrize(
    "text",
    [EVERYTHING, "One.\nTwo.", "- a\n- b", "999. x\n\n- y", "| a |", "« » שלום"],
)
def test_what_goes_out_in_word_comes_in_the_same(text):
    (part,) = (one for one in read_report(paper(text)).parts if one.heading[:2] == "R7")

    assert passages(part.text) == passages(text)
    assert part.marks == ("R7",)
    assert part.styled


def test_the_file_says_of_which_case_and_version_it_is():
    bare = {k: v for k, v in unzipped(paper("x")).items() if k != "docProps/custom.xml"}

    for data in (paper("x"), zipped(bare)):
        read = limited.read_report(data)
        assert (read.reference, read.version) == (REFERENCE, "0.2")
        assert ("Author", "Rapid Review") in read.about


def test_a_heading_without_its_style_is_known_by_its_mark_and_its_words():
    data = paper("Mine.")
    plain = unzipped(data)[BODY].decode().replace('"Heading1"', '"Normal"')
    unmarked = plain.replace("RR_R", "XX_R")

    for body in (plain, unmarked):
        read = texts(changed(data, {BODY: body.encode()}))
        assert (read["R7"], read["R8"]) == ("Mine.", "x")


def test_a_deleted_end_of_a_paragraph_joins_it_to_the_next():
    gone = '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="A"/></w:rPr></w:pPr><w:r>'
    data = with_body(paper("One.\n\nTwo."), "<w:p><w:r><w:t>One.", f"{gone}<w:t>One. ")

    assert texts(data)["R7"] == "One. Two."


def test_a_text_moved_as_a_tracked_change_stands_where_it_went():
    about = 'w:id="1" w:author="A" w:date="2026-11-17T09:00:00Z"'
    moved = (
        f"<w:moveFrom {about}><w:r><w:t>One.</w:t></w:r></w:moveFrom>"
        f"<w:moveTo {about}><w:r><w:t>Moved.</w:t></w:r></w:moveTo>"
    )
    data = with_body(paper("One."), "<w:r><w:t>One.</w:t></w:r>", moved)

    (part,) = (one for one in read_report(data).parts if one.heading[:2] == "R7")

    assert part.text == "Moved."
    assert [(one.kind, one.text) for one in part.changes] == [
        ("deleted", "One."),
        ("inserted", "Moved."),
    ]


def test_a_row_that_was_deleted_is_told_and_not_taken():
    body = unzipped(paper("| a |\n| b |"))[BODY].decode()
    first = body.index("<w:trPr>")
    marked = f'{body[:first]}<w:trPr><w:del w:id="1" w:author="A"/>{body[first + 8 :]}'

    (part,) = (
        one
        for one in read_report(
            changed(paper("| a |\n| b |"), {BODY: marked.encode()})
        ).parts
        if one.heading[:2] == "R7"
    )

    assert part.text == "| b |"
    assert [one.text for one in part.changes] == ["a"]


@pytest.mark.parametrize(
    ("run", "text", "note"),
    [
        (
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>psst</w:t></w:r>",
            "One.",
            "Hidden words",
        ),
        ("<w:r><w:rPr><w:b/></w:rPr><w:t>!</w:t></w:r>", "One.!", "Bold and italic"),
        (
            '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
            "One.",
            "another face",
        ),
        ("<w:r><w:noBreakHyphen/><w:tab/><w:t>x</w:t></w:r>", "One.\u2011\tx", ""),
        ('<w:r><w:br w:type="page"/><w:cr/><w:t>x</w:t></w:r>', "One.\nx", ""),
        (
            "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'>"
            "<v:textbox><w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p>"
            "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
            "One.\n\nBoxed.",
            "a box",
        ),
        (
            "<m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'>"
            "<m:r><m:t>x²</m:t></m:r></m:oMath>",
            "One.x²",
            "formula",
        ),
    ],
    ids=["hidden", "bold", "symbol", "hyphen", "breaks", "box", "formula"],
)
def test_what_is_no_plain_word_is_kept_or_told(run, text, note):
    data = with_body(
        paper("One."), "<w:r><w:t>One.</w:t></w:r>", f"<w:r><w:t>One.</w:t></w:r>{run}"
    )

    (part,) = (one for one in read_report(data).parts if one.heading[:2] == "R7")

    assert part.text == text
    assert not note or any(note in one for one in part.notes)


def test_merged_and_nested_tables_keep_their_words():
    document = docx.Document(io.BytesIO(paper("One.")))
    heading = heading_of(document, "R8")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "a", "b"
    table.cell(0, 0).merge(table.cell(1, 0))
    inner = table.cell(1, 1).add_table(rows=1, cols=1)
    inner.cell(0, 0).text = "inside"
    heading._p.addprevious(table._tbl)
    made = io.BytesIO()
    document.save(made)

    (part,) = (
        one for one in read_report(made.getvalue()).parts if one.heading[:2] == "R7"
    )

    assert part.text == "One.\n\n| a | b |\n|  | inside |"
    assert len(part.notes) == 2


def test_a_comment_without_a_place_is_told_with_the_first_part():
    document = docx.Document(io.BytesIO(paper("One.")))
    line = next(p for p in document.paragraphs if p.text == "One.")
    document.add_comment(line.runs, text="Lost?", author="A")
    made = io.BytesIO()
    document.save(made)
    body = unzipped(made.getvalue())[BODY].decode()
    for sign in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        start = body.index(f"<w:{sign}")
        body = body[:start] + body[body.index("/>", start) + 2 :]

    read = read_report(changed(made.getvalue(), {BODY: body.encode()}))

    assert "A comment by A without a place: Lost?" in read.parts[0].notes


def test_the_moment_of_a_comment_is_said_in_words():
    assert Comment("A", "2026-11-17T09:05:00Z", "x").when == "17 November 2026, 09:05"
    assert Comment("A", "", "x").when == ""


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        b"<a/>",
        b"not xml",
        b"<a>" * 100_000,
    ],
    ids=["entities", "no body", "no xml", "deep"],
)
def test_hostile_files_are_refused(content):
    with pytest.raises(Refusal, match="cannot be opened"):
        limited.read_report(changed(paper("x"), {BODY: content}), "a.docx")


def test_entities_in_the_comments_are_refused():
    bomb = b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"

    with pytest.raises(Refusal, match="cannot be opened"):
        limited.read_report(changed(paper("x"), {"word/comments.xml": bomb}))


def test_a_list_of_the_library_is_numbered_as_word_shows_it():
    document = docx.Document(io.BytesIO(paper("One.")))
    heading = heading_of(document, "R8")
    for words in ("a", "b"):
        made = document.add_paragraph(words, style="List Number")
        heading._p.addprevious(made._p)
    bare = parse_xml(
        f"<w:p {nsdecls('w')}><w:pPr><w:pStyle w:val='ListNumber'/><w:numPr>"
        "<w:numId w:val='0'/></w:numPr></w:pPr><w:r><w:t>no item</w:t></w:r></w:p>"
    )
    heading._p.addprevious(bare)
    saved = io.BytesIO()
    document.save(saved)

    assert texts(saved.getvalue())["R7"] == "One.\n\n1. a\n2. b\n\nno item"


def test_words_typed_among_the_contents_are_not_lost():
    document = docx.Document(io.BytesIO(paper("One.")))
    line = next(p for p in document.paragraphs if p.style.name == "toc 1")
    line.insert_paragraph_before("Typed here.", style="toc 1")
    line.insert_paragraph_before("R7. Key practice episodes\t2", style="toc 1")
    saved = io.BytesIO()
    document.save(saved)

    front, *_ = read_report(saved.getvalue()).parts

    assert front.text.endswith("Contents\n\nTyped here.")

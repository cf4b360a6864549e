"""The collation pack: many documents as one (P6.1)."""

import io
import time

import pypdf
import pytest

from rapidreview.paper.pack import CannotCollate, Part, write_pack
from rapidreview.paper.typeset import typeset
from tests.paper.papers import AT, pdf, words
from tests.paper.test_typeset import ALWAYS, ENTRY

COVER = {
    "partnership": "Northmere Safeguarding Children Partnership",
    "reference": "RR-7K2M-44QX",
    "missing": ["Brightwater Recovery Service: second round awaited."],
}


def log_of(entries: int) -> bytes:
    data = {**ALWAYS, "entries": [{**ENTRY, "number": str(n)} for n in range(entries)]}
    return typeset("log", data, at=AT)


def pack_of(*parts: Part) -> bytes:
    made = io.BytesIO()
    title, marking = "Collation pack", "OFFICIAL-SENSITIVE"
    write_pack(parts, made, title=title, marking=marking, at=AT, cover=COVER)
    return made.getvalue()


PARTS = (
    Part("Return of Harrowmead Homes", log_of(40)),
    Part("Letter on its side", pdf(rotate=90), level=1, ours=False),
    Part("American letter", pdf(size=(612, 792))),
)


@pytest.mark.paragraph("P6.1")
def test_every_page_of_the_pack_is_marked_and_numbered():
    pages = words(pack_of(*PARTS))

    for number, page in enumerate(pages, start=1):
        assert f"Pack page {number} of {len(pages)}" in page
        assert "OFFICIAL-SENSITIVE" in page


@pytest.mark.paragraph("P6.1")
def test_the_contents_name_the_page_each_part_begins_on():
    pages = words(pack_of(*PARTS))
    length = len(words(PARTS[0].pdf))

    contents = " ".join(pages[1].split())

    assert "Entered by" in pages[2]
    assert f"1 Return of Harrowmead Homes {length} 3" in contents
    assert f"1.1 Letter on its side 1 {3 + length}" in contents


def test_long_contents_take_their_own_pages_into_account():
    parts = [Part(f"Document {n}", pdf()) for n in range(90)]

    pages = words(pack_of(*parts))
    contents = [page for page in pages[1:] if "Document" in page]

    assert len(contents) > 1
    assert f"1 Document 0 1 {2 + len(contents)}" in " ".join(contents[0].split())


@pytest.mark.paragraph("P6.1")
def test_the_outline_leads_to_each_part_and_what_belongs_to_it():
    reader = pypdf.PdfReader(io.BytesIO(pack_of(*PARTS)))

    top = [item for item in reader.outline if not isinstance(item, list)]
    inner = next(item for item in reader.outline if isinstance(item, list))

    titles = ["Cover", "Contents", PARTS[0].title, PARTS[2].title]
    assert [item.title for item in top] == titles
    assert reader.get_destination_page_number(top[2]) == 2
    assert inner[0].title == "Letter on its side"
    length = len(words(PARTS[0].pdf))
    assert reader.get_destination_page_number(inner[0]) == 2 + length


@pytest.mark.paragraph("P6.1")
def test_a_line_of_the_contents_leads_to_its_page():
    reader = pypdf.PdfReader(io.BytesIO(pack_of(*PARTS)))
    length = len(words(PARTS[0].pdf))

    links = [one.get_object() for one in reader.pages[1]["/Annots"]]
    pages = [reader.get_page_number(link["/Dest"][0].get_object()) for link in links]

    assert pages == [2, 2 + length, 3 + length]
    assert all("/A" not in link for link in links)


def test_the_pack_says_its_language_title_and_page_labels():
    reader = pypdf.PdfReader(io.BytesIO(pack_of(*PARTS)))
    root = reader.root_object

    assert str(root["/Lang"]) == "en-GB"
    assert reader.metadata.title == "Collation pack"
    assert reader.page_labels[:3] == ["1", "2", "3"]
    assert "/DisplayDocTitle" in str(root["/ViewerPreferences"])


@pytest.mark.paragraph("P6.1")
def test_the_cover_names_the_agencies_whose_returns_are_missing():
    assert (
        "Brightwater Recovery Service: second round awaited."
        in words(pack_of(*PARTS))[0]
    )


def test_the_same_parts_make_the_same_bytes():
    assert pack_of(*PARTS) == pack_of(*PARTS)


@pytest.mark.parametrize(
    "data", [b"not a PDF", pdf(password="a")], ids=["no PDF", "locked"]
)
def test_a_part_that_cannot_be_joined_is_named(data):
    with pytest.raises(CannotCollate, match="Bad part"):
        pack_of(Part("Bad part", data))


def test_twenty_returns_of_ten_pages_are_joined_in_a_moment():
    ten = log_of(110)
    parts = [Part(f"Return {n}", ten) for n in range(20)]

    started = time.process_time()
    pack_of(*parts)

    assert len(words(ten)) >= 10
    assert time.process_time() - started < 2.0  # 0.3 s on a quiet machine

"""The tags of a pack: those of its parts in one tree, for readers with a screen reader (P6.1)."""

import io
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest
from pypdf.generic import ArrayObject, DictionaryObject

from tests.paper.papers import pdf
from tests.paper.test_pack import PARTS, pack_of


def tree_of(reader: pypdf.PdfReader) -> Any:
    return reader.root_object["/StructTreeRoot"]


def elements(below: Any) -> Iterator[Any]:
    """Every element of the tree, the root's own left out."""
    kids = below.get("/K", [])
    for kid in kids if isinstance(kids, ArrayObject) else [kids]:
        found = kid.get_object()
        if isinstance(found, DictionaryObject) and "/S" in found:
            yield found
            yield from elements(found)


@pytest.fixture(scope="module")
def reader() -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pack_of(*PARTS)))


@pytest.mark.paragraph("P6.1")
def test_each_part_is_a_part_of_one_document(reader):
    (whole,) = tree_of(reader)["/K"]
    parts = [one.get_object() for one in whole.get_object()["/K"]]

    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert [one["/T"] for one in parts] == [
        "Cover",
        "Contents",
        *(part.title for part in PARTS),
    ]
    assert {one["/S"] for one in parts} == {"/Part"}


@pytest.mark.paragraph("P6.1")
def test_tables_and_headings_of_our_own_pages_keep_their_tags(reader):
    kinds = {one["/S"] for one in elements(tree_of(reader))}

    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Link"} <= kinds


@pytest.mark.paragraph("P6.1")
def test_every_tag_stands_on_a_page_of_the_pack_and_every_page_finds_its_tags(reader):
    pages = [page.indirect_reference.idnum for page in reader.pages]
    numbers = tree_of(reader)["/ParentTree"]["/Nums"]
    found = dict(zip(numbers[::2], numbers[1::2], strict=True))

    on = {e.raw_get("/Pg").idnum for e in elements(tree_of(reader)) if "/Pg" in e}
    assert on == set(pages)
    for page in reader.pages:
        for element in found[page["/StructParents"]].get_object():
            assert element.get_object()["/S"]


@pytest.mark.paragraph("P6.1")
def test_a_cell_names_headings_of_its_own_part_only(reader):
    every = list(elements(tree_of(reader)))
    names = [e["/ID"] for e in every if "/ID" in e]
    told = [one.get("/Headers", []) for e in every for one in e.get("/A", [])
            if isinstance(one, DictionaryObject)]  # fmt: skip
    listed = tree_of(reader)["/IDTree"]["/Names"][::2]

    assert len(names) == len(set(names))
    assert {name for headers in told for name in headers} <= set(names)
    assert sorted(names) == list(listed)


@pytest.mark.paragraph("P6.1")
def test_the_stamp_is_not_read_on_every_page(reader):
    for page in reader.pages:
        content = page.get_contents().get_data()
        before, _, after = content.partition(b"/RapidReviewStamp Do")

        assert (
            before.rstrip()
            .rpartition(b"BDC")[0]
            .rstrip()
            .endswith(b"/Artifact <</Type /Pagination>>")
        )
        assert after.strip() == b"Q\nEMC" or after.strip().endswith(b"EMC")


def test_a_page_without_tags_is_read_as_one_paragraph(reader):
    (part,) = [e for e in elements(tree_of(reader)) if e.get("/T") == PARTS[1].title]

    (page,) = part["/K"]
    assert page.get_object()["/S"] == "/P"
    assert b"/P <</MCID 0>> BDC" in reader.pages[-2].get_contents().get_data()
    assert len(pypdf.PdfReader(io.BytesIO(pdf())).pages) == 1

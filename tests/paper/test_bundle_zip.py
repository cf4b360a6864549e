"""A bundle is the same bytes again, and tells when a byte of it was changed (P13.3)."""

import hashlib
import io
import json
import zipfile

import pytest

from rapidreview.paper.bundle_zip import MANIFEST, BundleFault, Listed, listed, zipped
from tests.paper import papers

FILES = [("report/report.pdf", b"%PDF-1"), ("letter.docx", b"PK"), ("Zoë.txt", b"")]
ABOUT = {"reference": "RR-7K2M-44QX", "for": "the Panel"}


def bundle() -> bytes:
    return zipped(FILES, about=ABOUT)


@pytest.mark.paragraph("P13.3")
def test_a_bundle_lists_each_file_with_its_hash_and_size():
    manifest = listed(bundle())

    assert manifest.about == ABOUT
    assert [one.name for one in manifest.files] == sorted(name for name, _ in FILES)
    assert manifest.files[2] == Listed(
        "report/report.pdf", hashlib.sha256(b"%PDF-1").hexdigest(), 6
    )


def test_the_manifest_comes_first_and_the_files_are_as_they_were():
    entries = papers.unzipped(bundle())

    assert next(iter(entries)) == MANIFEST
    assert {name: entries[name] for name, _ in FILES} == dict(FILES)
    assert json.loads(entries[MANIFEST])["about"] == ABOUT


def test_the_same_files_in_another_order_are_the_same_bytes():
    assert zipped(FILES[::-1], about=dict(reversed(ABOUT.items()))) == bundle()


def test_every_flipped_byte_is_found_or_changes_nothing():
    whole = bundle()
    known = listed(whole)

    for place in range(len(whole)):
        flipped = bytearray(whole)
        flipped[place] ^= 0x20
        try:
            found = listed(bytes(flipped))
        except BundleFault:
            continue
        assert found.files == known.files


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"letter.docx": b"PK!"}, "‘letter.docx’ is not what"),
        ({"more.txt": b""}, "‘more.txt’ is in the bundle but not"),
        ({MANIFEST: b"{}"}, "no manifest"),
        ({MANIFEST: b"[1]"}, "no manifest"),
        ({MANIFEST: b"\xff"}, "no manifest"),
    ],
)
def test_a_bundle_that_was_changed_is_refused(changes, said):
    with pytest.raises(BundleFault, match=said):
        listed(papers.changed(bundle(), changes))


def test_a_bundle_that_lacks_a_file_is_refused():
    entries = papers.unzipped(bundle())
    del entries["letter.docx"]

    with pytest.raises(BundleFault, match="is missing from the bundle"):
        listed(papers.zipped(entries))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_bundle_with_a_file_twice_is_refused():
    made = io.BytesIO(bundle())
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("letter.docx", b"PK")

    with pytest.raises(BundleFault, match="one name"):
        listed(made.getvalue())


@pytest.mark.parametrize("data", [b"", b"PK", bundle()[:-30]])
def test_what_is_no_archive_is_refused(data):
    with pytest.raises(BundleFault, match="damaged"):
        listed(data)


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../a",
        "a/../b",
        "/a",
        "a//b",
        "a/",
        "./a",
        "a\\b",
        "C:a",
        "a\nb",
        "a\u202eb",
        "con",
        "nul.txt",
        "a.",
        " a",
        "a" * 201,
        "manifest.json",
        "Manifest.JSON",
    ],
)
def test_an_unsafe_name_is_refused(name):
    with pytest.raises(BundleFault):
        zipped([(name, b"")], about={})


def test_two_files_of_one_name_are_refused():
    with pytest.raises(BundleFault, match="Two files"):
        zipped([("a.txt", b"1"), ("A.txt", b"2")], about={})

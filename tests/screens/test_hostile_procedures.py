"""Whatever is sent as a procedure is answered soon, in words, and never kept (Y1-Y3)."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rapidreview.adopting.forms import LoadForm
from rapidreview.people.models import LoadedProcedure
from rapidreview.procedure.reading import MOST_BYTES, MOST_CHARACTERS
from tests.adopted import COUNTY
from tests.cast import Cast
from tests.posting import post, signed_in
from tests.procedure.test_hostile_files import HOSTILE

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.4")]
SOON = 6.0  # seconds of work, on a machine that has more to do
MEGABYTE = 1024 * 1024
TEXTS = {
    name: (text, said)
    for name, (text, said) in HOSTILE.items()
    if name != "half a character"  # no browser can send one
}
FILES = {
    "five megabytes": (b"a: b\n" * MEGABYTE, "Line 1: this is too long"),
    "a million names": (
        b"".join(b"k%d: 1\n" % n for n in range(1_000_000)),
        "Line 1: this is too long: more than 400000 bytes",
    ),
    "zeros": (bytes(100_000), "Line 1: this is not YAML: these characters"),
    "a program": (b"MZ\x90\x00\x03\x00\x00\x00", "Line 1: this is no text in UTF-8"),
    "a Word document": (b"PK\x03\x04\x14\x00", "Line 1: this is not YAML"),
    "another encoding": (COUNTY.encode("utf-16"), "Line 1: this is no text in UTF-8"),
    "Windows' own": (COUNTY.replace("in the", "für").encode("cp1252"), "Line 2: this is no text"),
    "one endless line": (b"id: " + b"x" * 390_000, "Line 1: this is too long: 390004 characters"),
    "a page of the web": (b"<!DOCTYPE html>\n<script>x</script>", "Line 1: “&lt;!DOCTYPE"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(1000), "Line 1: this is no text in UTF-8"),
    "nothing": (b"", "Line 1: “” must be lines of the form"),
    "only a mark": (b"\xef\xbb\xbf", "Line 1: “” must be lines of the form"),
}  # fmt: skip


@pytest.fixture
def priya(cast: Cast) -> Client:
    return signed_in(cast.priya)


def sent(client: Client, cast: Cast, **given: object) -> str:
    """What the page says; it took not long, and nothing was kept."""
    began = time.process_time()
    where = f"/partnerships/{cast.partnership.pk}/procedures/load/"
    answer = post(client, where, **given)
    assert time.process_time() - began < SOON
    assert answer.status_code == 422
    assert not LoadedProcedure.objects.exists()
    return answer.text


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_answered_with_its_line(cast, priya, name: str) -> None:
    text, said = TEXTS[name]

    page = sent(priya, cast, text=text)

    assert said.removeprefix("line ") in page
    assert "There is a problem" in page
    kept = page.split("<textarea")[1].split("</textarea>")[0]
    assert len(kept) >= len(text.strip("\x07"))


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_answered_with_its_line(cast, priya, name: str) -> None:
    content, said = FILES[name]

    page = sent(priya, cast, file=SimpleUploadedFile("ours.yaml", content))

    assert said in page


@pytest.mark.parametrize("name", ["ours.exe", "ours.yaml.exe", "ours", "ours.docx"])
def test_a_file_of_another_kind_is_not_even_read(cast, priya, name: str) -> None:
    page = sent(priya, cast, file=SimpleUploadedFile(name, COUNTY.encode()))

    assert "Choose a file whose name ends in .yaml." in page


def test_a_text_that_is_far_too_long_comes_back_whole(cast, priya) -> None:
    text = "k: v\n" * MEGABYTE

    page = sent(priya, cast, text=text)

    assert f"characters, at most {MOST_CHARACTERS}" in page
    assert len(page) > len(text)


def test_more_than_any_form_may_hold_is_refused(cast, priya) -> None:
    where = f"/partnerships/{cast.partnership.pk}/procedures/load/"

    answer = post(priya, where, text="x" * (7 * MEGABYTE))

    assert answer.status_code == 413
    assert not LoadedProcedure.objects.exists()


def test_zeros_within_a_text_are_answered(cast, priya) -> None:
    page = sent(priya, cast, text=COUNTY + "x: \x00\n")

    assert "this is not YAML: these characters cannot be read" in page


def test_no_more_of_a_file_is_read_than_a_procedure_may_hold() -> None:
    class Counted(SimpleUploadedFile):
        most = 0

        def read(self, size: int = -1) -> bytes:
            Counted.most = max(Counted.most, 10**9 if size < 0 else size)
            return super().read(size)

    file = Counted("ours.yaml", b"x" * (20 * MEGABYTE))
    form = LoadForm({}, {"file": file}, shipped=[])

    assert not form.is_valid()
    assert Counted.most == MOST_BYTES + 1

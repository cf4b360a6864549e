"""The case folder on screen: four subfolders, filing, e-mails, downloads that run nowhere."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from docx import Document as Word

from rapidreview.case.models import AccessEntry, Case
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.dailylog.reading import entries
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Subfolder
from tests import make
from tests.cast import Cast, gather_elsewhere
from tests.compound_files import msg
from tests.contents import contents
from tests.posting import post, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P1.12")]
EMAIL = (
    b"From: Judith Hathersby <judith@northmere.example>\r\nTo: priya@northmere.example\r\n"
    b"Subject: Go ahead\r\nDate: Wed, 4 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n\r\nPlease go ahead.\r\n"
)
OUTLOOK = msg({0x0037: "Go ahead", 0x5D01: "judith@northmere.example"})


def word_file() -> bytes:
    written = Word()
    written.add_paragraph("What the school knows.")
    buffer = io.BytesIO()
    written.save(buffer)
    return buffer.getvalue()


def folder(client: Client, case: Case) -> str:
    return client.get(f"/cases/{case.pk}/documents/").text


def file(
    client: Client, case: Case, name: str, data: bytes, **fields: str
) -> HttpResponse:
    given = {"subfolder": "IV", "title": "From the school", "source": "By hand"}
    upload = SimpleUploadedFile(name, data)
    return post(
        client, f"/cases/{case.pk}/documents/", **{**given, "file": upload, **fields}
    )


def test_the_folder_has_its_four_subfolders(case: Case, owen: Client) -> None:
    page = folder(owen, case)

    assert [one.words in page for one in Subfolder] == [True] * 4
    assert page.count("Nothing is filed here yet.") == 4


@pytest.mark.paragraph("P1.17")
@pytest.mark.parametrize("subfolder", Subfolder)
def test_a_document_is_filed_where_one_says(
    case: Case, owen: Client, subfolder: Subfolder
) -> None:
    answer = file(owen, case, "letter.docx", word_file(), subfolder=subfolder.value)

    assert answer.status_code == 302
    version = DocumentVersion.objects.get()
    assert (version.document.subfolder, version.filed_by) == (
        subfolder,
        "Owen Tarnfield",
    )
    assert entries(case)[0].location.startswith(subfolder.words)
    assert "From the school" in folder(owen, case)


@pytest.mark.paragraph("P1.18")
@pytest.mark.parametrize("data", [EMAIL, OUTLOOK], ids=["eml", "msg"])
def test_an_email_is_filed_as_one(case: Case, owen: Client, data: bytes) -> None:
    file(owen, case, "go ahead", data, title="The Chair says go ahead")

    assert Document.objects.get().sort == Document.Sort.EMAIL
    assert entries(case)[0].kind == LogKind.EMAIL_FILED


REFUSED = {
    "a program": ("letter.docx", b"MZ" + bytes(200)),
    "a page": ("letter.pdf", b"<html><script>alert(1)</script></html>"),
    "nothing": ("letter.docx", b""),
    "half a file": ("letter.docx", word_file()[:300]),
    "a script": ("run.sh", b"#!/bin/sh\nrm -rf /\n"),
}


@pytest.mark.parametrize(("name", "data"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_is_not_wanted_is_refused_in_words(
    case: Case, owen: Client, name: str, data: bytes
) -> None:
    before = contents([AccessEntry])

    answer = file(owen, case, name, data)

    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert 'value="From the school"' in answer.text
    assert contents([AccessEntry]) == before


def test_a_file_that_is_too_large_is_refused(
    case: Case, owen: Client, settings
) -> None:
    settings.MAX_UPLOAD_BYTES = 1000

    answer = file(owen, case, "letter.docx", word_file() + bytes(2000))

    assert answer.status_code == 422
    assert not Document.objects.exists()


@pytest.mark.parametrize("left_out", ["subfolder", "title", "source"])
def test_what_is_left_out_is_asked_for(case: Case, owen: Client, left_out: str) -> None:
    answer = file(owen, case, "letter.docx", word_file(), **{left_out: ""})

    assert answer.status_code == 422
    assert f'href="#id_{left_out}' in answer.text


def test_a_file_is_asked_for(case: Case, owen: Client) -> None:
    given = {"subfolder": "IV", "title": "A letter", "source": "By hand"}

    answer = post(owen, f"/cases/{case.pk}/documents/", **given)

    assert "Choose a file." in answer.text


def test_a_download_is_a_file_and_never_a_page(
    cast: Cast, case: Case, owen: Client
) -> None:
    version = make.document(case, cast, name='a "strange"\nname.pdf')

    answer = owen.get(f"/cases/{case.pk}/documents/{version.pk}/")

    assert answer.content == b"%PDF-1.7 a letter"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox;")
    assert "no-store" in answer["Cache-Control"]
    look = AccessEntry.objects.get(route="document")
    assert look.subject == str(version.pk)


def test_a_document_is_found_only_through_its_own_case(
    cast: Cast, case: Case, owen: Client
) -> None:
    there = gather_elsewhere()
    other = make.case(cast, number=2, label="041126XX")
    elsewhere = make.case(there)
    for version in (make.document(other, cast), make.document(elsewhere, there)):
        address = f"/cases/{case.pk}/documents/{version.pk}/"
        assert owen.get(address).status_code == 404


def test_changed_bytes_are_not_handed_out(
    cast: Cast, case: Case, owen: Client, settings
) -> None:
    version = make.document(case, cast)
    path = settings.FILES_ROOT / version.storage_name[:2] / version.storage_name
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    owen.raise_request_exception = False

    answer = owen.get(f"/cases/{case.pk}/documents/{version.pk}/")

    assert answer.status_code == 500
    assert b"a letter" not in answer.content


def test_the_chair_reads_the_folder_and_files_nothing(cast: Cast, case: Case) -> None:
    judith = signed_in(cast.judith)

    assert "File it" not in folder(judith, case)
    assert file(judith, case, "letter.docx", word_file()).status_code == 403
    assert not Document.objects.exists()

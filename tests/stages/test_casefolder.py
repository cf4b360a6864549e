"""The case folder: filing, versions, locations in the log, storage, releases, downloads."""

import hashlib
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from rapidreview.casefolder import actions, storage, uploads
from rapidreview.casefolder.downloads import serve
from rapidreview.casefolder.models import Document, DocumentVersion, Release
from rapidreview.dailylog.models import LogEntry
from rapidreview.dailylog.reading import entries
from rapidreview.people.keys import CannotOpen
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.logkinds import LogKind
from tests import make
from tests.cast import gather, gather_elsewhere

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 a letter"


def stored_files() -> list[Path]:
    root = Path(django_settings.FILES_ROOT)
    return [one for one in root.rglob("*") if one.is_file()]


@pytest.mark.paragraph("P1.12", "P1.17")
def test_the_log_names_where_a_document_lies() -> None:
    cast = gather()
    case = make.case(cast)

    version = make.document(
        case, cast, title="Letter from the school", agency=cast.school
    )

    entry = entries(case)[0]
    assert entry.kind == LogKind.DOCUMENT_FILED
    assert entry.location == (
        "I. Notification and scoping / Letter from the school, version 1"
    )
    assert entry.files == (hashlib.sha256(PDF).hexdigest(),)
    assert (entry.agency, version.number) == ("Aldermoss Primary School", "1")


@pytest.mark.paragraph("P1.18")
def test_a_key_email_is_filed_as_one() -> None:
    cast = gather()
    case = make.case(cast)

    make.document(
        case, cast, sort=Document.Sort.EMAIL, subfolder="IV", title="From the Chair"
    )

    entry = entries(case)[0]
    assert entry.kind == LogKind.EMAIL_FILED
    assert entry.location.startswith("IV. General Correspondence / ")


def test_a_second_version_never_overwrites_the_first() -> None:
    cast = gather()
    case = make.case(cast)
    first = make.document(case, cast, data=b"first")

    second = make.document(case, cast, data=b"second", document=first.document)

    assert second.number == "2"
    assert (storage.read(first), storage.read(second)) == (b"first", b"second")
    assert Document.objects.count() == 1


def test_a_report_has_versions_of_its_own_numbering() -> None:
    cast = gather()

    assert make.document(make.case(cast), cast, number="0.1").number == "0.1"


def test_a_version_is_not_added_to_a_document_of_another_case() -> None:
    cast, elsewhere = gather(), gather_elsewhere()
    there = make.document(make.case(elsewhere), elsewhere)

    with pytest.raises(Refused, match="another case"):
        make.document(make.case(cast), cast, document=there.document)


@pytest.mark.paragraph("P0.3")
def test_on_disk_a_file_is_encrypted_under_a_name_that_says_nothing() -> None:
    cast = gather()
    make.document(make.case(cast), cast, data=b"The child was seen on Friday.")

    (path,) = stored_files()

    assert len(path.name) == 64
    assert b"child" not in path.read_bytes()


def test_title_and_file_name_are_sealed_in_the_database() -> None:
    cast = gather()
    version = make.document(
        make.case(cast), cast, title="Letter", name="about-them.pdf"
    )

    row = DocumentVersion.objects.filter(pk=version.pk).values_list("file_name").get()

    assert b"about" not in bytes(row[0])
    assert DocumentVersion.objects.get(pk=version.pk).file_name == "about-them.pdf"


def test_changed_bytes_on_disk_are_not_handed_out() -> None:
    cast = gather()
    version = make.document(make.case(cast), cast)
    (path,) = stored_files()

    path.write_bytes(path.read_bytes()[:-1] + b"x")

    with pytest.raises(CannotOpen):
        storage.read(version)


def test_a_file_moved_to_the_place_of_another_does_not_open() -> None:
    cast = gather()
    case = make.case(cast)
    version = make.document(case, cast, data=b"one")
    (first,) = stored_files()
    make.document(case, cast, data=b"two")
    second = next(one for one in stored_files() if one != first)

    first.write_bytes(second.read_bytes())

    with pytest.raises(CannotOpen):
        storage.read(version)


def test_a_link_planted_in_the_store_is_not_followed(tmp_path: Path) -> None:
    cast = gather()
    version = make.document(make.case(cast), cast)
    (path,) = stored_files()
    elsewhere = tmp_path / "elsewhere"

    path.rename(elsewhere)
    path.symlink_to(elsewhere)

    with pytest.raises(OSError, match="symbolic link"):
        storage.read(version)


def test_a_name_that_we_did_not_make_is_no_path() -> None:
    with pytest.raises(CannotOpen, match="not the name"):
        storage.read(DocumentVersion(storage_name="../../etc/passwd"))


def test_a_release_is_withdrawn_and_given_again() -> None:
    cast = gather()
    version = make.document(make.case(cast), cast)
    actions.release(version, [cast.judith, cast.victor], at=make.DAY_1)

    assert actions.withdraw(version, at=make.later(hours=1)) == 2
    actions.release(version, [cast.judith], at=make.later(hours=2))

    held = Release.objects.filter(withdrawn_at__isnull=True)
    assert [(one.user, one.released_at) for one in held] == [
        (cast.judith, make.later(hours=2))
    ]


def test_who_has_it_keeps_the_day_it_was_given() -> None:
    cast = gather()
    version = make.document(make.case(cast), cast)

    for hours in (0, 5):
        (given,) = actions.release(version, [cast.judith], at=make.later(hours=hours))

    assert given.released_at == make.DAY_1


@pytest.mark.parametrize(
    ("media_type", "inline", "disposition"),
    [
        ("application/pdf", False, "attachment"),
        ("application/pdf", True, "inline"),
        ("text/html", True, "attachment"),
    ],
    ids=["asked to save", "asked to show", "never shown"],
)
def test_a_download_is_never_run_by_the_browser(
    media_type: str, inline: bool, disposition: str
) -> None:
    cast = gather()
    version = make.document(
        make.case(cast), cast, media_type=media_type, name="naïve.pdf"
    )

    response = serve(version, inline=inline)

    assert response.content == PDF
    assert response["Content-Disposition"].startswith(disposition)
    assert "filename*=utf-8''na%C3%AFve.pdf" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize(
    "data",
    [b"MZ a program", b"", b"\x89PNG\r\n\x1a\n"],
    ids=["program", "empty", "stump"],
)
def test_an_upload_is_judged_by_its_content(data: bytes) -> None:
    with pytest.raises(Refused):
        uploads.receive(SimpleUploadedFile("letter.pdf", data))


def test_plain_text_may_be_filed() -> None:
    upload = uploads.receive(SimpleUploadedFile("../note.txt", b"Rang at 10."))

    assert (upload.data, upload.name) == (b"Rang at 10.", "note.txt")
    assert upload.media_type == "text/plain"


def test_a_file_over_the_limit_is_refused_with_the_limit(
    settings: Settings,
) -> None:
    settings.MAX_UPLOAD_BYTES = 1024 * 1024

    with pytest.raises(Refused, match="1 MB or smaller"):
        uploads.receive(SimpleUploadedFile("note.txt", b"x" * (1024 * 1024 + 1)))


@pytest.mark.paragraph("P0.3")
def test_that_a_case_was_exported_is_logged() -> None:
    cast = gather()
    case = make.case(cast)

    actions.export_case(
        case, by=cast.actor("priya"), at=make.DAY_1, reason="Inspection"
    )

    assert entries(case)[0].kind == LogKind.CASE_EXPORTED
    assert entries(case)[0].reason == "Inspection"


def test_filing_and_its_entry_stand_or_fall_together() -> None:
    cast = gather()
    case = make.case(cast)

    with pytest.raises(ValueError, match="surrogates"):
        make.document(case, cast, title="\ud800")

    assert not DocumentVersion.objects.exists()
    assert LogEntry.objects.filter(log__case=case).count() == 2

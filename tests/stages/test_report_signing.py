"""The Chair's signature covers one text; any change voids it; signed, it is filed (P13.1, P13.2)."""

from datetime import timedelta

import pytest

from rapidreview.casefolder import storage
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.dailylog.facts import case_facts
from rapidreview.mail.models import Letter
from rapidreview.procedure.errors import (
    AlreadyDone,
    Incomplete,
    NotSigned,
    Refused,
    Stale,
)
from rapidreview.procedure.logkinds import LogKind
from rapidreview.report import reviewing, signing, versions, writing
from rapidreview.report.content import hash_of, read
from rapidreview.report.models import ChairSignature, ReportSection, ReportVersion
from rapidreview.report.reading import live_signature, still_covers
from rapidreview.report.shown import next_to_sign
from tests import reported
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import told
from tests.reported import SIGNED_AT, fresh, newest, write

pytestmark = pytest.mark.django_db
LATER = SIGNED_AT + timedelta(hours=1)


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


def change(signature: ChairSignature, cast: Cast) -> None:
    """A word is changed after the signature."""
    report = fresh(signature.version.report)
    write(report, "R9", "A word changed.", cast, reason="A date was wrong.", at=LATER)


@pytest.mark.paragraph("P13.1", "P1.14")
def test_the_signature_makes_version_1_0_and_is_bound_to_its_text(cast: Cast) -> None:
    signature = reported.signed(cast)

    version = signature.version
    assert (version.number, signature.signed_by) == ("1.0", "Judith Hathersby")
    assert signature.text_hash == hash_of(version.content) == version.text_hash
    assert still_covers(signature)
    entry = told(signature.case, LogKind.SIGNED_REPORT_RECEIVED)[0]
    assert signature.text_hash in entry.text
    assert entry.document == "Rapid Review report, version 1.0"


@pytest.mark.paragraph("P13.1")
def test_the_files_of_version_1_0_carry_the_signature(cast: Cast) -> None:
    version = reported.signed(cast).version

    assert storage.read(version.pdf).startswith(b"%PDF")
    assert storage.read(version.word).startswith(b"PK")
    letters = Letter.objects.filter(kind="report_signed", case=version.case)
    assert "Priya Ollerdale" in {one.to_name for one in letters}
    assert "It is version 1.0" in letters[0].body


@pytest.mark.paragraph("P13.1")
def test_what_is_missing_is_named_and_nothing_is_signed(cast: Cast) -> None:
    report = reported.with_the_chair(cast)
    write(report, "R9", "", cast)

    with pytest.raises(Incomplete) as refused:
        reported.sign(fresh(report), cast)

    words = refused.value.words
    assert (
        "R9 (Context: race, racism, faith, disability, poverty) has no text." in words
    )
    assert "The quality assurance is not recorded." in words
    assert not ChairSignature.objects.exists()


@pytest.mark.paragraph("P13.1", "P7.2")
def test_without_walk_through_and_views_nothing_is_signed(cast: Cast) -> None:
    report = fresh(reported.circulated(cast).version.report)
    meeting = report.case.meetings.get(sort="rapid_review")
    meeting.criteria.all().delete()
    meeting.views.filter(partner="police").delete()

    with pytest.raises(Incomplete) as refused:
        reported.sign(report, cast)

    assert refused.value.words == (
        "Before it is signed: The walk through the criteria is not recorded. There is no "
        "view of: Police."
    )


@pytest.mark.paragraph("P13.1")
def test_a_text_changed_after_it_was_read_is_not_signed(cast: Cast) -> None:
    report = fresh(reported.circulated(cast).version.report)
    shown = next_to_sign(report, case_facts(report.case))
    write(report, "R9", "Changed meanwhile.", cast)

    with pytest.raises(Stale):
        signing.chair_signs(
            report, text_hash=shown.text_hash, by=cast.actor("judith"), at=SIGNED_AT
        )

    assert live_signature(report.case) is None


@pytest.mark.paragraph("P13.1")
def test_a_signed_report_is_changed_with_a_reason_which_voids_the_signature(
    cast: Cast,
) -> None:
    signature = reported.signed(cast)
    report = fresh(signature.version.report)
    with pytest.raises(Refused, match="Say why it is changed"):
        write(report, "R9", "A word changed.", cast)
    assert still_covers(signature)

    change(signature, cast)

    signature.refresh_from_db()
    assert signature.voided_because == "A date was wrong."
    assert live_signature(report.case) is None
    assert not still_covers(signature)
    entry = told(report.case, LogKind.SIGNATURE_VOIDED)[0]
    assert entry.reason == "A date was wrong."
    assert Letter.objects.filter(kind="report_signature_voided").count() == 1


@pytest.mark.paragraph("P13.1")
def test_after_a_change_the_next_version_is_1_1_and_the_next_signature_2_0(
    cast: Cast,
) -> None:
    signature = reported.signed(cast)
    change(signature, cast)
    report = fresh(signature.version.report)

    reviewing.send_to_chair(report, by=cast.actor("priya"), at=LATER)
    again = reported.sign(fresh(report), cast)

    assert [one.number for one in report.versions.all()][-2:] == ["1.1", "2.0"]
    assert live_signature(report.case) == again
    assert still_covers(again)


@pytest.mark.paragraph("P13.1")
def test_under_a_signature_nothing_is_kept_updated_or_sent(cast: Cast) -> None:
    report = fresh(reported.signed(cast).version.report)
    by = cast.actor("priya")

    with pytest.raises(AlreadyDone):
        versions.keep_version(report, what="x", by=by, at=LATER)
    with pytest.raises(AlreadyDone):
        writing.update_from_meeting(report, by=by, at=LATER)
    with pytest.raises(AlreadyDone):
        reviewing.send_to_chair(report, by=by, at=LATER)
    with pytest.raises(AlreadyDone):
        reported.sign(report, cast)


@pytest.mark.parametrize("code", ["R2", "R9", "R20"])
@pytest.mark.paragraph("P13.1")
def test_one_character_changed_in_a_section_is_found(code: str, cast: Cast) -> None:
    signature = reported.signed(cast)
    row = ReportSection.objects.select_related("case").get(
        report=signature.version.report, code=code
    )

    row.text = f"{row.text}."
    row.save()

    assert not still_covers(live_signature(signature.case))


@pytest.mark.paragraph("P13.1")
def test_one_character_changed_anywhere_in_the_kept_text_is_found(cast: Cast) -> None:
    signature = reported.signed(cast)
    version = ReportVersion.objects.select_related("case").get(pk=signature.version_id)
    kept = version.content

    for place in range(0, len(kept), 97):
        version.content = kept[:place] + chr(ord(kept[place]) ^ 1) + kept[place + 1 :]
        assert hash_of(version.content) != signature.text_hash, place
    version.save()

    assert not still_covers(live_signature(signature.case))


@pytest.mark.paragraph("P13.1")
def test_a_hash_changed_beside_the_text_helps_nobody(cast: Cast) -> None:
    signature = reported.signed(cast)
    version = ReportVersion.objects.select_related("case").get(pk=signature.version_id)

    version.content = version.content.replace("Owen", "Oven", 1)
    version.text_hash = hash_of(version.content)
    version.save()

    assert not still_covers(live_signature(signature.case))


def test_what_is_kept_can_be_read_again(cast: Cast) -> None:
    version = newest(reported.begun(cast))

    again = read(version.content)

    assert again.canonical() == version.content
    assert again.text_hash == version.text_hash


@pytest.mark.paragraph("P13.2", "P1.17")
def test_the_signed_report_is_filed_in_three_as_it_was_signed(cast: Cast) -> None:
    signature = reported.signed(cast)

    filed = signing.file_signed(signature, by=cast.actor("priya"), at=LATER)

    assert filed.filed_pdf.document.subfolder == "III"
    assert storage.read(filed.filed_word) == storage.read(signature.version.word)
    entry = told(signature.case, LogKind.SIGNED_REPORT_FILED)[0]
    assert (
        "III. Statutory Correspondence / Signed Rapid Review report" in entry.location
    )
    with pytest.raises(AlreadyDone):
        signing.file_signed(signature, by=cast.actor("priya"), at=LATER)


@pytest.mark.paragraph("P13.2")
def test_a_voided_signature_is_not_filed_and_the_next_is_its_next_version(
    cast: Cast,
) -> None:
    first = reported.signed(cast)
    by = cast.actor("priya")
    signing.file_signed(first, by=by, at=LATER)
    change(first, cast)
    with pytest.raises(NotSigned):
        signing.file_signed(first, by=by, at=LATER)

    again = reported.sign(fresh(first.version.report), cast)
    filed = signing.file_signed(again, by=by, at=LATER)

    numbers = DocumentVersion.objects.filter(document=filed.filed_pdf.document)
    assert [one.number for one in numbers.order_by("number")] == ["1.0", "2.0"]

"""A report and a signature of before: true dates, nobody written to (P14.6)."""

import pytest

from rapidreview.case.models import Case
from rapidreview.casefolder.models import DocumentVersion
from rapidreview.casefolder.uploads import Upload
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.reading import Entry, entries
from rapidreview.mail.models import Letter
from rapidreview.meeting.models import Meeting
from rapidreview.procedure.errors import (
    AlreadyDone,
    Incomplete,
    NotYet,
    ProcedureError,
    Refused,
)
from rapidreview.procedure.logkinds import LogKind
from rapidreview.report import reviewing, signing, writing
from rapidreview.report.reading import live_signature, still_covers
from rapidreview.submission import actions as submission
from rapidreview.submission.bundling import contents_of
from rapidreview.submission.ofsted import SHARED_BY_THE_PANEL, decide_ofsted
from tests.cast import Cast, gather
from tests.procedure.given import on_day
from tests.submitted import LETTER
from tests.taken_later import (
    DAY_14,
    JUDITH,
    SIGNED,
    WORD,
    days_1_to_6,
    entering,
    executive_before,
    late_case,
    met_before,
    minuted_before,
    report_of,
    signed_before,
    written_before,
)

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P14.6")]
PRIYA = "Priya Ollerdale"
LATER = on_day(14, "18:00")
PICTURE = Upload(b"\x89PNG", "page.png", "image/png")


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def case(cast: Cast) -> Case:
    found = late_case(cast)
    days_1_to_6(cast, found)
    return found


@pytest.fixture
def meeting(cast: Cast, case: Case) -> Meeting:
    return met_before(cast, case)


def newest(case: Case, kind: LogKind) -> Entry:
    """The newest entry of a kind."""
    return next(one for one in entries(case) if one.kind == kind)


@pytest.mark.paragraph("P6.3")
def test_the_first_version_begins_the_report_at_its_moment(
    cast: Cast, case: Case
) -> None:
    version = written_before(cast, case)

    begun = newest(case, LogKind.REPORT_BEGUN)
    assert (begun.occurred_at, begun.late) == (on_day(6, "16:00"), True)
    assert version.text_hash == version.pdf.sha256
    assert report_of(case).begun_at == on_day(6, "16:00")
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"number": "first"}, Refused),
        ({"number": "0.1"}, Refused),
        ({"document": PICTURE}, Refused),
        ({"made_at": on_day(15)}, Refused),
        ({"done_by": " "}, Incomplete),
    ],
)
@pytest.mark.paragraph("P1.17")
def test_a_version_that_cannot_be_is_refused(
    cast: Cast, case: Case, changed: dict[str, object], refusal: type[ProcedureError]
) -> None:
    written_before(cast, case)

    with pytest.raises(refusal):
        written_before(cast, case, **{"number": "0.2", **changed})
    assert report_of(case).versions.count() == 1


@pytest.mark.paragraph("P6.1", "P6.3")
def test_there_is_no_report_before_the_returns_are_collated(cast: Cast) -> None:
    case = late_case(cast)

    with pytest.raises(NotYet):
        written_before(cast, case)
    with pytest.raises(NotYet):
        signed_before(cast, case)


@pytest.mark.paragraph("P13.1")
def test_a_signature_made_outside_covers_its_file(cast: Cast, case: Case) -> None:
    written_before(cast, case)
    signature = signed_before(cast, case)

    received = newest(case, LogKind.SIGNED_REPORT_RECEIVED)
    assert (received.occurred_at, received.done_by) == (SIGNED, JUDITH)
    assert signature.version.number == "1.0"
    assert signature.text_hash == signature.version.pdf.sha256
    assert still_covers(signature)
    assert not Letter.objects.exists()


@pytest.mark.paragraph("P13.1")
def test_a_signed_report_may_be_the_first_of_it(cast: Cast, case: Case) -> None:
    assert signed_before(cast, case).version.number == "1.0"
    assert case_facts(case).has(LogKind.REPORT_BEGUN)
    with pytest.raises(AlreadyDone):
        signed_before(cast, case)
    with pytest.raises(AlreadyDone):
        written_before(cast, case, number="1.1")


@pytest.mark.paragraph("P13.1")
def test_the_signature_does_not_cover_another_file(cast: Cast, case: Case) -> None:
    signature = signed_before(cast, case)
    other = written_sha(case)

    DocumentVersion.objects.filter(pk=signature.version.pdf_id).update(sha256=other)

    found = live_signature(case)
    assert found is not None
    assert not still_covers(found)


def written_sha(case: Case) -> str:
    """The hash of some other file of the case."""
    signed = live_signature(case)
    assert signed is not None
    rows = DocumentVersion.objects.filter(case=case).exclude(pk=signed.version.pdf_id)
    return str(rows.values_list("sha256", flat=True)[0])


@pytest.mark.paragraph("P13.1")
def test_a_change_in_a_section_takes_that_signature_away_too(
    cast: Cast, case: Case
) -> None:
    signed_before(cast, case)
    one = report_of(case).sections.get(code="R2")

    writing.write_section(
        one,
        "Something else.",
        edit_version=one.edit_version,
        reason="A mistake was found.",
        by=cast.actor("owen"),
        at=LATER,
    )

    assert live_signature(case) is None


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"document": WORD}, Refused),
        ({"signed_at": on_day(15)}, Refused),
        ({"role": " "}, Incomplete),
        ({"filed_at": on_day(13, "14:00")}, Refused),  # before it was signed
    ],
)
@pytest.mark.paragraph("P13.1", "P13.2")
def test_a_signature_that_cannot_be_is_refused(
    cast: Cast, case: Case, changed: dict[str, object], refusal: type[ProcedureError]
) -> None:
    with pytest.raises(refusal):
        signed_before(cast, case, **changed)
    assert live_signature(case) is None


@pytest.mark.paragraph("P9.1", "P9.2")
def test_what_came_before_the_signature_may_be_entered_after_it(
    cast: Cast, meeting: Meeting
) -> None:
    case, then = meeting.case, {"by": entering(cast), "at": DAY_14}
    signature = signed_before(cast, case)
    report = report_of(case)

    writing.update_from_meeting(report, occurred_at=on_day(9, "15:00"), **then)
    reviewing.send_to_chair(report, occurred_at=on_day(10, "10:00"), **then)

    assert still_covers(signature)
    assert not Letter.objects.exists()


@pytest.mark.paragraph("P13.2", "P13.3", "P0.7")
def test_a_report_sent_before_its_signature_was_entered_is_recorded(
    cast: Cast, meeting: Meeting
) -> None:
    case, priya = meeting.case, cast.actor("priya")
    minuted_before(cast, meeting)
    signed_before(cast, case, filed_at=on_day(13, "15:30"), filed_by=PRIYA)
    executive_before(cast, case)
    decide_ofsted(case, required=False, why=SHARED_BY_THE_PANEL, by=priya, at=LATER)
    bundle = submission.make_bundle(case, covering_letter=LETTER, by=priya, at=LATER)

    submission.record_submission(
        bundle,
        sent_at=on_day(13, "16:00"),
        sent_to="panel.submissions@panel.example",
        channel="Secure e-mail",
        sent_by=PRIYA,
        by=priya,
        at=LATER,
    )

    sent = newest(case, LogKind.REPORT_SUBMITTED)
    assert (sent.occurred_at, sent.done_by, sent.late) == (
        on_day(13, "16:00"),
        PRIYA,
        True,
    )
    names = [one.name for one in contents_of(bundle)]
    assert "rapid-review-report-1.0.pdf" in names
    assert "rapid-review-report-1.0.docx" not in names


@pytest.mark.paragraph("P13.2")
def test_the_signed_file_is_filed_in_iii_now_or_then(cast: Cast, case: Case) -> None:
    signature = signed_before(cast, case)

    filed = signing.file_signed(signature, by=cast.actor("priya"), at=LATER)

    assert filed.filed_pdf == filed.filed_word
    assert filed.filed_pdf is not None
    assert filed.filed_pdf.sha256 == signature.text_hash

"""The report and the Chair: with the minutes, sent, amended, assured (P7.6, P9.2, P1.14)."""

import pytest

from rapidreview.casefolder.models import Release
from rapidreview.mail.models import Letter
from rapidreview.meeting.readers import minutes_for
from rapidreview.procedure.errors import (
    AlreadyDone,
    Incomplete,
    NotYet,
    Refused,
    Stale,
)
from rapidreview.procedure.logkinds import LogKind
from rapidreview.report import circulating, reviewing
from rapidreview.report.points import POINTS, from_json
from rapidreview.report.readers import versions_for
from rapidreview.report.reading import quality_assurance
from tests import reported
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import told
from tests.reported import ALL_MET, ASSURED_AT, SENT_AT, TO_CHAIR_AT, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


def assure(version: object, cast: Cast, points: object = ALL_MET) -> object:
    return reviewing.assure_quality(
        version,
        points,
        amendments="",
        signed_off=False,
        by=cast.actor("judith"),
        at=ASSURED_AT,
    )


@pytest.mark.paragraph("P7.6", "P0.5")
def test_minutes_and_report_go_to_group_and_chair_in_one_letter(cast: Cast) -> None:
    report = reported.sent_with_minutes(cast)

    case = report.case
    assert [one.number for one in versions_for(case, cast.matthias)] == ["0.2"]
    assert [one.number for one in minutes_for(case, cast.matthias)] == [1]
    letters = Letter.objects.filter(case=case, kind="minutes_ready")
    assert {one.to_name for one in letters} == {
        cast.judith.name,
        cast.matthias.name,
        cast.nadia.name,
    }
    assert "version 0.2: you find it under Report" in letters[0].body


@pytest.mark.paragraph("P7.6")
def test_the_log_says_that_both_went_and_to_whom(cast: Cast) -> None:
    report = reported.sent_with_minutes(cast)

    entry = told(report.case, LogKind.MINUTES_SENT_WITH_REPORT)[0]
    assert entry.document == "Rapid Review report, version 0.2"
    assert "Nadia Underhay" in entry.to
    assert told(report.case, LogKind.MINUTES_CIRCULATED)


@pytest.mark.paragraph("P7.6")
def test_the_report_goes_with_the_minutes_to_nobody_outside_the_group(
    cast: Cast,
) -> None:
    report, minutes = reported.minuted(cast)
    by = cast.actor("owen")

    with pytest.raises(Refused, match="Helene Wintersea"):
        circulating.send_with_minutes(report, minutes, [cast.helene], by=by, at=SENT_AT)
    with pytest.raises(Incomplete):
        circulating.send_with_minutes(report, minutes, [], by=by, at=SENT_AT)

    assert not Release.objects.filter(version=minutes.pdf).exists()


@pytest.mark.paragraph("P9.2")
def test_the_report_goes_to_the_chair_once_it_is_updated(cast: Cast) -> None:
    report = reported.sent_with_minutes(cast)
    with pytest.raises(NotYet, match="Update the report"):
        reviewing.send_to_chair(report, by=cast.actor("priya"), at=TO_CHAIR_AT)

    reported.writing.update_from_meeting(
        report, by=cast.actor("owen"), at=reported.UPDATED_AT
    )
    version = reviewing.send_to_chair(report, by=cast.actor("priya"), at=TO_CHAIR_AT)

    assert (version.number, version.what) == ("0.3", "To the Chair")
    letter = Letter.objects.get(case=report.case, kind="report_to_chair")
    assert letter.to_name == "Judith Hathersby"
    assert told(report.case, LogKind.REPORT_SENT_TO_CHAIR)[0].to == "Judith Hathersby"


@pytest.mark.paragraph("P9.2")
def test_sent_again_unchanged_it_is_the_same_version_and_another_letter(
    cast: Cast,
) -> None:
    report = reported.with_the_chair(cast)

    again = reviewing.send_to_chair(report, by=cast.actor("priya"), at=ASSURED_AT)

    assert again.number == "0.3"
    assert Letter.objects.filter(kind="report_to_chair").count() == 2


@pytest.mark.paragraph("P9.2", "P1.14")
def test_the_chairs_amendments_are_edits_and_make_the_next_version(cast: Cast) -> None:
    report = reported.with_the_chair(cast)
    by = cast.actor("judith")
    write(report, "R9", "Race and language first.", cast, "judith")

    with pytest.raises(Incomplete):
        reviewing.return_amended(report, amendments=" ", by=by, at=ASSURED_AT)
    version = reviewing.return_amended(
        report, amendments="Race moved to the front.", by=by, at=ASSURED_AT
    )

    assert (version.number, version.made_by) == ("0.4", "Judith Hathersby")
    entry = told(report.case, LogKind.REPORT_AMENDED)[0]
    assert entry.text == "Race moved to the front."
    letters = Letter.objects.filter(kind="report_amended")
    assert "Priya Ollerdale" in {one.to_name for one in letters}


@pytest.mark.paragraph("P1.14", "P9.2")
def test_quality_is_assured_point_by_point(cast: Cast) -> None:
    version = reported.newest(reported.with_the_chair(cast))
    note = "There is no dissent."

    with pytest.raises(Incomplete, match="A dissent stands"):
        assure(version, cast, ALL_MET | {"dissent": (False, "")})
    assure(version, cast, ALL_MET | {"dissent": (False, note)})

    kept = quality_assurance(version.case)
    assert from_json(kept.points)["dissent"] == (False, note)
    assert len(from_json(kept.points)) == len(POINTS) == 12
    entry = told(version.case, LogKind.REPORT_QUALITY_ASSURED)[0]
    assert entry.text.startswith("11 points met, 1 not met, each with a note.")


@pytest.mark.paragraph("P9.2")
def test_a_version_that_is_not_the_text_any_more_is_not_assured(cast: Cast) -> None:
    report = reported.with_the_chair(cast)
    version = reported.newest(report)
    write(report, "R9", "Another text.", cast)

    with pytest.raises(Stale, match=r"after version 0\.3 was kept"):
        assure(version, cast)


@pytest.mark.paragraph("P9.2")
def test_quality_is_assured_once_the_chair_has_the_report(cast: Cast) -> None:
    report = reported.begun(cast)

    with pytest.raises(NotYet, match="Send the report to the Chair"):
        assure(reported.newest(report), cast)
    with pytest.raises(NotYet):
        reviewing.return_amended(
            report, amendments="x", by=cast.actor("judith"), at=ASSURED_AT
        )


@pytest.mark.paragraph("P7.6")
def test_minutes_are_sent_with_the_report_once(cast: Cast) -> None:
    report, minutes = reported.minuted(cast)
    send = {"by": cast.actor("owen"), "at": SENT_AT}
    circulating.send_with_minutes(report, minutes, [cast.judith], **send)

    with pytest.raises(AlreadyDone):
        circulating.send_with_minutes(report, minutes, [cast.judith], **send)

"""Sections written by hand, versions kept, and the meeting put in where nobody wrote (P9.1)."""

import pytest

from rapidreview.casefolder.models import DocumentVersion
from rapidreview.procedure.errors import AlreadyDone, NotYet, Refused, Stale
from rapidreview.procedure.logkinds import LogKind
from rapidreview.report import versions, writing
from rapidreview.report.gathering import material_of, outlook
from rapidreview.report.models import Report
from rapidreview.report.sources import sources_for
from tests import reported
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import told
from tests.reported import DISSENT, SAFE, UPDATED_AT, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


@pytest.fixture
def begun(cast: Cast) -> Report:
    return reported.begun(cast)


def update(report: Report, cast: Cast, **more: object) -> dict[str, str]:
    """The text of every section after the update."""
    by = cast.actor("owen")
    writing.update_from_meeting(report, by=by, at=UPDATED_AT, **more)
    return {one.code: one.text for one in report.sections.all()}


@pytest.mark.paragraph("P9.1")
def test_a_section_is_its_writers_from_then_on(begun: Report, cast: Cast) -> None:
    row = write(begun, "R9", "Race mattered.\r\nIt was not asked about. ", cast)

    assert row.text == "Race mattered.\nIt was not asked about."
    assert (row.written_by, row.edit_version) == ("Owen Tarnfield", 2)
    entry = told(begun.case, LogKind.REPORT_SECTION_WRITTEN)[0]
    assert entry.text.startswith("R9. Context: race")
    assert entry.text.endswith("7 words.")


@pytest.mark.paragraph("P9.1")
def test_of_two_writers_the_slower_overwrites_nothing(
    begun: Report, cast: Cast
) -> None:
    write(begun, "R9", "Owen’s.", cast)

    with pytest.raises(Stale, match="Owen Tarnfield changed this section"):
        write(begun, "R9", "Priya’s.", cast, "priya", edit_version=1)

    assert begun.sections.get(code="R9").text == "Owen’s."


@pytest.mark.paragraph("P9.1")
def test_writing_the_same_again_is_no_change(begun: Report, cast: Cast) -> None:
    text = begun.sections.get(code="R2").text

    row = write(begun, "R2", text, cast)

    assert (row.edit_version, row.written_by) == (1, "")


@pytest.mark.paragraph("P9.1")
def test_the_front_and_a_text_without_end_are_refused(
    begun: Report, cast: Cast
) -> None:
    with pytest.raises(Refused):
        write(begun, "R1", "Mine.", cast)
    with pytest.raises(Refused, match="60,000"):
        write(begun, "R2", "x" * 60_001, cast)


@pytest.mark.paragraph("P1.17")
def test_a_version_is_kept_when_the_text_has_changed(begun: Report, cast: Cast) -> None:
    keep = {"what": "Before the meeting", "by": cast.actor("owen"), "at": UPDATED_AT}
    with pytest.raises(AlreadyDone, match=r"since version 0\.1"):
        versions.keep_version(begun, **keep)
    write(begun, "R9", "Race mattered.", cast)

    version = versions.keep_version(begun, **keep)

    assert (version.number, reported.fresh(begun).version) == ("0.2", "0.2")
    entry = told(begun.case, LogKind.REPORT_VERSION_KEPT)[-1]
    assert (entry.text, entry.document) == (
        "Before the meeting",
        "Rapid Review report, version 0.2",
    )
    numbers = DocumentVersion.objects.filter(document=version.pdf.document)
    assert [one.number for one in numbers] == ["0.1", "0.2"]


@pytest.mark.paragraph("P1.17")
def test_a_kept_version_never_changes(begun: Report, cast: Cast) -> None:
    first = reported.newest(begun)

    write(begun, "R9", "Race mattered.", cast)
    versions.keep_version(begun, what="x", by=cast.actor("owen"), at=UPDATED_AT)

    before = (first.content, first.text_hash, first.word.sha256)
    first.refresh_from_db()
    assert (first.content, first.text_hash, first.word.sha256) == before


@pytest.mark.paragraph("P9.1")
def test_minutes_and_decisions_fill_what_nobody_has_written(
    begun: Report, cast: Cast
) -> None:
    reported.meet(begun.case, cast)

    text = update(begun, cast)

    assert "The Rapid Review meeting was held on Day 8." in text["R4"]
    assert f"## At the meeting\n{SAFE}" in text["R12"]
    assert text["R14"].startswith("1 action was agreed.")
    assert "The mother was told by her worker." in text["R16"]
    assert "- (b) Recurrent themes: No. The reason for reg11_b." in text["R17"]
    assert f"does not agree, and says: “{DISSENT}”" in text["R18"]


@pytest.mark.paragraph("P9.1")
def test_what_somebody_wrote_is_never_overwritten_but_offered(
    begun: Report, cast: Cast
) -> None:
    reported.meet(begun.case, cast)
    write(begun, "R17", "We decided no.", cast)
    assert [code for code, *_ in outlook(begun, at=UPDATED_AT).left] == ["R17"]

    text = update(begun, cast)

    assert text["R17"] == "We decided no."
    entry = told(begun.case, LogKind.REPORT_UPDATED)[0]
    assert "Left as somebody wrote them: R17." in entry.text
    offered = sources_for("R17", material_of(begun.case, at=UPDATED_AT))
    assert "The reason for reg11_b." in offered[-1].text


@pytest.mark.paragraph("P9.1")
def test_the_report_is_updated_after_the_meeting_and_not_twice_for_nothing(
    begun: Report, cast: Cast
) -> None:
    with pytest.raises(NotYet):
        update(begun, cast)
    reported.meet(begun.case, cast)
    update(begun, cast, occurred_at=reported.CLOSED_AT)

    with pytest.raises(AlreadyDone):
        update(begun, cast)
    with pytest.raises(Refused):
        update(begun, cast, occurred_at=reported.SIGNED_AT)

    entry = told(begun.case, LogKind.REPORT_UPDATED)[0]
    assert (entry.occurred_at, entry.recorded_at) == (reported.CLOSED_AT, UPDATED_AT)


def test_each_section_offers_what_its_agencies_answered(
    begun: Report, cast: Cast
) -> None:
    material = material_of(begun.case, at=UPDATED_AT)

    titles = [one.title for one in sources_for("R6", material)]
    whole = sources_for("R5", material)

    school = "Aldermoss Primary School"
    assert titles == [f"{school}: D3", f"{school}: D4", f"{school}: F2"]
    assert [one.text for one in whole] == [f"- May 2024 ({school}): Late."]
    assert sources_for("R20", material) == []

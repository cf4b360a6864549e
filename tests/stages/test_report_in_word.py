"""The report edited in Word: nothing is lost on the way in, nothing is written unasked (P9.1)."""

from pathlib import Path

import pytest

from rapidreview.casefolder import storage
from rapidreview.casefolder.uploads import Upload, accept
from rapidreview.paper.passages import passages
from rapidreview.procedure.errors import AlreadyDone, Incomplete, Refused, Stale
from rapidreview.procedure.logkinds import LogKind
from rapidreview.report import versions
from rapidreview.report.edited_reading import came_from, told_of
from rapidreview.report.edited_shown import comments_on, edited_shown
from rapidreview.report.editing import Decision, decide_parts, receive_edited
from rapidreview.report.models import Report
from rapidreview.report.papers import DOCX
from rapidreview.report.writing_models import EditedPart, EditedReport
from tests import reported, word_edits
from tests.cast import Cast, gather
from tests.opened import told
from tests.reported import UPDATED_AT, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def begun(cast: Cast) -> Report:
    report = reported.begun(cast)
    for code in ("R3", "R7", "R8", "R9", "R10", "R11", "R12", "R20"):
        write(report, code, f"What stands in {code}.\n\nAnd more.", cast)
    versions.keep_version(report, what="x", by=cast.actor("owen"), at=UPDATED_AT)
    return reported.fresh(report)


def word_of(report: Report) -> bytes:
    return storage.read(reported.newest(report).word)


def receive(report: Report, data: bytes, cast: Cast) -> EditedReport:
    upload = accept(data, "report edited.docx")
    came = came_from(report, upload)
    return receive_edited(report, upload, came, by=cast.actor("owen"), at=UPDATED_AT)


def worked(report: Report) -> bytes:
    data = word_edits.edited(word_of(report), word_edits.work_on)
    return word_edits.footnoted(data, "R9")


def part(edited: EditedReport, code: str) -> EditedPart:
    return edited.parts.select_related("case").get(code=code)


def decide(edited: EditedReport, cast: Cast, **taken: Decision) -> None:
    chosen = {str(part(edited, code).pk): one for code, one in taken.items()}
    decide_parts(edited, chosen, by=cast.actor("owen"), at=UPDATED_AT)


@pytest.mark.paragraph("P9.1")
@pytest.mark.parametrize("by_office", [False, True], ids=["library", "LibreOffice"])
def test_nothing_is_lost_of_a_report_edited_in_word(
    begun: Report, cast: Cast, by_office: bool, tmp_path: Path
) -> None:
    data = worked(begun)
    if by_office:
        data = word_edits.resaved(data, tmp_path)

    edited = receive(begun, data, cast)

    text = {one.code: one.text for one in edited_parts(edited)}
    told_by = {one.code: told_of(one.told) for one in edited_parts(edited)}
    assert text["R7"] == (
        "What stands in R7.\n\nAnd more.\n\n- First bullet\n  - Beneath it\n"
        "1. Step one\n2. Step two\n\n| When | What | Who |\n| March | Seen | Nurse |\n"
        "| May | Both ¶ x |  |"
    )
    assert text["R3"].endswith("It was freezing")
    assert text["R9"].endswith(f"And more. [Footnote: {word_edits.FOOTNOTE}]")
    assert text["R12"].endswith("§ “½” – שלום\n\n- typed as a bullet")
    assert text[""] == "## A new chapter\n\nWords of a chapter of its own."
    (comment,) = told_by["R8"].comments
    assert (comment.author, comment.text) == ("Helene Wintersea", "Who heard this?")
    assert comment.about == "She said she liked the blue room best."
    changes = [(one.kind, one.text) for one in told_by["R3"].changes]
    assert changes == [("deleted", "cold"), ("inserted", "freezing")]
    assert any("A picture" in note for note in told_by["R20"].notes)
    assert any("What went well" in note for note in told_by["R11"].notes)
    assert any("merged" in note for note in told_by["R7"].notes)
    # R10 was moved as a whole: its words are those it had.
    assert "R10" not in text
    assert begun.sections.get(code="R7").edit_version == 2
    assert told(begun.case, LogKind.REPORT_EDIT_RECEIVED)


def edited_parts(edited: EditedReport) -> list[EditedPart]:
    return list(edited.parts.select_related("case"))


@pytest.mark.paragraph("P9.1")
@pytest.mark.parametrize("by_office", [False, True], ids=["library", "LibreOffice"])
def test_a_file_that_nobody_edited_changes_nothing(
    begun: Report, cast: Cast, by_office: bool, tmp_path: Path
) -> None:
    data = word_of(begun)
    if by_office:
        data = word_edits.resaved(data, tmp_path)

    edited = receive(begun, data, cast)

    assert edited_parts(edited) == []
    assert edited.warnings == ""


@pytest.mark.paragraph("P9.1")
def test_what_was_taken_goes_out_in_word_and_comes_in_the_same(
    begun: Report, cast: Cast, tmp_path: Path
) -> None:
    edited = receive(begun, worked(begun), cast)
    decide(edited, cast, R7=Decision(True), R12=Decision(True), R9=Decision(True))
    versions.keep_version(begun, what="y", by=cast.actor("owen"), at=UPDATED_AT)

    again = receive(begun, word_of(begun), cast)
    office = receive(begun, word_edits.resaved(word_of(begun), tmp_path), cast)

    assert edited_parts(again) == []
    assert edited_parts(office) == []
    kinds = [one.kind.value for one in passages(begun.sections.get(code="R7").text)]
    assert kinds[2:] == ["bullet", "bullet", "number", "number", "table"]


@pytest.mark.paragraph("P9.1")
def test_a_part_is_taken_or_left_once(begun: Report, cast: Cast) -> None:
    edited = receive(begun, worked(begun), cast)

    decide(edited, cast, R3=Decision(True), R8=Decision(False))

    assert begun.sections.get(code="R3").text.endswith("It was freezing")
    assert begun.sections.get(code="R8").text == "What stands in R8.\n\nAnd more."
    entry = told(begun.case, LogKind.REPORT_EDIT_DECIDED)[0]
    assert entry.text == "Taken: R3. Left out: R8."
    with pytest.raises(AlreadyDone):
        decide(edited, cast, R3=Decision(True))
    with pytest.raises(Incomplete):
        decide(edited, cast)


@pytest.mark.paragraph("P9.1")
def test_text_outside_of_any_section_is_put_where_somebody_says(
    begun: Report, cast: Cast
) -> None:
    edited = receive(begun, worked(begun), cast)
    loose = part(edited, "")
    chosen = {str(loose.pk): Decision(True)}
    with pytest.raises(Incomplete, match="Choose the section"):
        decide_parts(edited, chosen, by=cast.actor("owen"), at=UPDATED_AT)

    chosen = {str(loose.pk): Decision(True, into="R11")}
    decide_parts(edited, chosen, by=cast.actor("owen"), at=UPDATED_AT)

    text = begun.sections.get(code="R11").text
    assert loose.after == "R11"
    assert text.endswith(
        "And more.\n\n## A new chapter\n\nWords of a chapter of its own."
    )


@pytest.mark.paragraph("P9.1")
def test_a_colleagues_words_stay_where_the_file_did_not_touch_them(
    begun: Report, cast: Cast
) -> None:
    edited = receive(begun, worked(begun), cast)
    write(begun, "R3", "Priya’s own beginning.\n\nAnd more.", cast, "priya")

    decide(edited, cast, R3=Decision(True))

    text = begun.sections.get(code="R3").text
    assert text == "Priya’s own beginning.\n\nAnd more.\n\nIt was freezing"


@pytest.mark.paragraph("P9.1")
def test_a_change_of_the_same_place_is_shown_and_a_stale_page_refused(
    begun: Report, cast: Cast
) -> None:
    edited = receive(begun, worked(begun), cast)
    write(begun, "R3", "What stands in R3.\n\nAnd more, mine.", cast, "priya")
    write(begun, "R9", "What stands in R9.\n\nAnd more, mine.", cast, "priya")

    shown = {one.part.code: one for one in edited_shown(edited).parts}

    assert shown["R9"].clash
    assert any("mine" in one.text for one in shown["R9"].here)
    with pytest.raises(Stale):
        decide(edited, cast, R9=Decision(True, edit_version=2))
    assert part(edited, "R9").outcome == "waiting"


@pytest.mark.paragraph("P9.1")
def test_the_comments_stand_beside_the_section(begun: Report, cast: Cast) -> None:
    receive(begun, worked(begun), cast)

    ((_, hangs),) = comments_on(begun.sections.select_related("case").get(code="R8"))

    assert [one.author for one in hangs.comments] == ["Helene Wintersea"]


@pytest.mark.paragraph("P9.1")
def test_a_file_of_another_case_is_refused(begun: Report, cast: Cast) -> None:
    other = word_of(begun)
    reference = begun.case.reference
    begun.case.reference = "RR-0000-0000"

    with pytest.raises(Refused, match=reference):
        came_from(begun, accept(other, "x.docx"))

    with pytest.raises(Refused, match=r"Choose the Word document"):
        came_from(begun, Upload(b"x", "x.pdf", "application/pdf"))
    with pytest.raises(Refused, match="cannot be opened"):
        came_from(begun, Upload(b"x", "x.docx", DOCX))


@pytest.mark.paragraph("P9.1")
def test_an_older_version_and_one_that_is_not_kept_are_said(
    begun: Report, cast: Cast
) -> None:
    old = storage.read(begun.versions.select_related("case", "word").first().word)

    edited = receive(begun, old, cast)

    assert edited.base.number == "0.1"
    assert "It was made from version 0.1; the newest is 0.2." in edited.warnings
    assert edited_parts(edited) == []

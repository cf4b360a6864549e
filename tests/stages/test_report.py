"""The report is begun on day 6, filled from the case and the accepted returns (P6.3)."""

import io

import docx
import pytest

from rapidreview.casefolder import storage
from rapidreview.collation import actions as collation
from rapidreview.procedure.errors import AlreadyDone, NotYet
from rapidreview.procedure.logkinds import LogKind
from rapidreview.report import actions
from rapidreview.report.models import Report
from rapidreview.report.reading import newest_version
from rapidreview.report.text import content_now
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import told
from tests.settled import PACK_AT, accept, accepted, nil, packed, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


def begun(cast: Cast) -> Report:
    case = packed(cast).case
    return actions.begin_report(case, by=cast.actor("owen"), at=PACK_AT)


def begun_from(cast: Cast, **answers: str) -> dict[str, tuple[str, str]]:
    """Text and source of every section, from one typed return."""
    case = accept(typed(cast, **answers), cast).case
    collation.collate(case, by=cast.actor("owen"), at=PACK_AT)
    report = actions.begin_report(case, by=cast.actor("owen"), at=PACK_AT)
    return {one.code: (one.text, one.source) for one in report.sections.all()}


@pytest.mark.paragraph("P6.3", "P1.17")
def test_version_0_1_is_filed_in_two_as_word_and_pdf(cast: Cast) -> None:
    report = begun(cast)

    version = newest_version(report.case)
    assert version.number == "0.1"
    assert {version.word.document.subfolder, version.pdf.document.subfolder} == {"II"}
    entry = told(report.case, LogKind.REPORT_BEGUN)[0]
    assert (
        entry.location
        == "II. Rapid Review meeting / Rapid Review report (Word), version 0.1; "
        "II. Rapid Review meeting / Rapid Review report (PDF), version 0.1"
    )


@pytest.mark.paragraph("P6.3")
def test_children_and_process_are_filled_in_without_a_name(cast: Cast) -> None:
    report = begun(cast)

    content = content_now(report, version="0.1")
    assert [one.code for one in content.sections] == [f"R{n}" for n in range(1, 21)]
    assert "Child A: aged 5." in content.section("R2").text
    assert "1 agency was asked for information, on Day 1." in content.section("R4").text
    assert ("Reference", "NSCP-0001") in content.section("R1").table
    assert "Nettlecombe" not in content.canonical()


FED = {
    "R6": ("D3", "She was often hungry."),
    "R8": ("F5", "He liked toast."),
    "R9": ("F6", "Nobody asked in Portuguese."),
    "R10": ("F8", "The father was never rung."),
    "R11": ("F11", "A teacher wrote it down."),
    "R13": ("F9", "Supervision asked about it."),
    "R15": ("G5", "police investigation\nNo interview yet."),
    "R16": ("G8", "The mother was told."),
}


@pytest.mark.parametrize("section", FED)
@pytest.mark.paragraph("P6.3")
def test_a_section_is_filled_from_the_accepted_answers(
    section: str, cast: Cast
) -> None:
    code, words = FED[section]

    text, source = begun_from(cast, **{code: words})[section]

    assert text.startswith("## Aldermoss Primary School\n")
    assert words.splitlines()[-1] in text
    assert source.startswith("Accepted return of 1 agency: ")
    assert code in source


@pytest.mark.paragraph("P6.3")
def test_what_is_held_or_for_the_team_stays_out(cast: Cast) -> None:
    secrets = {"C10": "Not her address.", "G6": "The time.", "G7": "Two need support."}

    found = begun_from(cast, **secrets)

    whole = " ".join(text for text, _ in found.values())
    assert not any(words in whole for words in secrets.values())


@pytest.mark.paragraph("P6.3")
def test_names_become_labels_and_days_of_episodes_months(cast: Cast) -> None:
    given = {
        "D5a_1": "3 May 2024",
        "D5b_1": "Bramwell was sent home.",
        "F5": "Bramwell.",
    }

    found = begun_from(cast, **given)

    assert "When: May 2024\nWhat happened: Child A was sent home." in found["R7"][0]
    assert found["R8"][0].endswith("Child A.")


@pytest.mark.paragraph("P6.3")
def test_immediate_action_speaks_of_danger_only_where_somebody_said_so(
    cast: Cast,
) -> None:
    found = begun_from(cast, G1="no", G3="Every file was read.")

    assert found["R12"][0] == (
        "## Aldermoss Primary School\nWhat have you already changed: Every file was read."
    )


@pytest.mark.paragraph("P6.3")
def test_a_nil_return_says_only_that_it_was_made(cast: Cast) -> None:
    case = accept(nil(cast), cast).case
    collation.collate(case, by=cast.actor("owen"), at=PACK_AT)

    report = actions.begin_report(case, by=cast.actor("owen"), at=PACK_AT)

    text = {one.code: one.text for one in report.sections.all()}
    assert "Not involved, having searched their records: Aldermoss" in text["R4"]
    assert [code for code, words in text.items() if words] == ["R2", "R3", "R4"]


@pytest.mark.paragraph("P6.3")
def test_the_word_file_says_the_same(cast: Cast) -> None:
    report = begun(cast)

    word = storage.read(newest_version(report.case).word)
    words = "\n".join(one.text for one in docx.Document(io.BytesIO(word)).paragraphs)
    assert "R4. How this review was carried out" in words
    assert "Child A: aged 5." in words


@pytest.mark.paragraph("P6.3")
def test_the_report_begins_once_and_after_collation(cast: Cast) -> None:
    report = begun(cast)

    with pytest.raises(AlreadyDone):
        actions.begin_report(report.case, by=cast.actor("owen"), at=PACK_AT)
    with pytest.raises(NotYet):
        actions.begin_report(accepted(cast), by=cast.actor("owen"), at=PACK_AT)

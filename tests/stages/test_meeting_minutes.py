"""Minutes made from what was noted: filed in II, corrected, circulated (P0.5, P7.5, P7.6)."""

from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document as WordFile
from pypdf import PdfReader

from rapidreview.casefolder import storage
from rapidreview.casefolder.models import Document
from rapidreview.dailylog.facts import case_facts
from rapidreview.mail.models import Letter
from rapidreview.meeting import deciding, minutes
from rapidreview.meeting.attending import Came
from rapidreview.meeting.changed_notes import what_changed
from rapidreview.meeting.models import Minutes
from rapidreview.meeting.papers import Edition, minutes_paper
from rapidreview.meeting.readers import minutes_for, readers_of
from rapidreview.procedure.errors import (
    AlreadyDone,
    Incomplete,
    NotYet,
    Refused,
    Stale,
)
from rapidreview.procedure.logkinds import LogKind
from tests import met
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import told

pytestmark = pytest.mark.django_db
CORRECTION = {
    "what": "Who closed the log.",
    "asked_by": "Petra Holmwick",
    "agreed_by": "Judith Hathersby",
}


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


def circulated(cast: Cast, *names: str) -> Minutes:
    made = met.filed(cast)
    users = [getattr(cast, name) for name in names or ("judith", "matthias")]
    return minutes.circulate(made, users, by=cast.actor("owen"), at=met.ROLLED)


def word(made: Minutes) -> str:
    file = WordFile(BytesIO(storage.read(made.word)))
    cells = [cell.text for table in file.tables for cell in table._cells]
    return "\n".join([*(one.text for one in file.paragraphs), *cells])


@pytest.mark.paragraph("P7.5", "P1.17")
def test_minutes_are_filed_in_two_as_word_and_pdf(cast: Cast) -> None:
    made = met.filed(cast)

    filed = Document.objects.filter(sort=Document.Sort.MINUTES)
    assert [one.subfolder for one in filed] == ["II", "II"]
    assert PdfReader(BytesIO(storage.read(made.pdf))).pages
    entry = told(made.case, LogKind.MINUTES_FILED)[0]
    assert entry.location.startswith(
        "II. Rapid Review meeting / Minutes: Rapid Review meeting, version 1"
    )
    assert made.case.label not in made.word.file_name + made.pdf.file_name


@pytest.mark.paragraph("P0.4", "P0.5", "P7.2", "P7.5")
def test_the_minutes_say_what_was_noted_and_decided(cast: Cast) -> None:
    meeting = met.attended(
        met.prepared(cast),
        cast,
        matthias=Came(4, "apologies", deputy="Petra Holmwick", seniority="May decide"),
    )
    met.decided(met.noted(meeting, cast, M9="The notes of the teacher."), cast)
    deciding.approve_content(
        meeting, corrections="Race first.", by=cast.actor("judith"), at=met.DURING
    )
    met.decide_executive(meeting.case, cast)
    met.close(meeting, cast)

    said = word(minutes.file_minutes(meeting, by=cast.actor("miriam"), at=met.AFTER))

    for words in (
        "Miriam Stellbrook",
        "Friday 13 November 2026, 12:40",
        "24 hours end Saturday 14 November 2026",
        "Deputy for Matthias Dovecroft",
        "The notes of the teacher.",
        "(c) Concerns about two or more agencies working together",
        "We have learned this twice.",
        "Race first.",
        "Required. Waiting lists need a decision",
        "Collation pack, version 1",
    ):
        assert words in said, words


@pytest.mark.paragraph("P7.5")
def test_the_child_stands_under_a_label(cast: Cast) -> None:
    meeting = met.prepared(cast)
    met.noted(meeting, cast, M8="Bramwell said that Bramwell’s room was cold.")

    paper = minutes_paper(meeting, Edition(1))

    told_of = {one.code: one.text for one in paper.items}["M8"]
    assert told_of == "Child A said that Child A’s room was cold."
    assert {one.text for one in paper.items if one.code == "M7"} == {
        "Nothing was noted."
    }
    assert paper.present == ()


@pytest.mark.paragraph("P0.5")
def test_minutes_wait_for_the_close_and_are_filed_once(cast: Cast) -> None:
    meeting, miriam = met.ready(cast), cast.actor("miriam")
    with pytest.raises(NotYet):
        minutes.file_minutes(meeting, by=miriam, at=met.AFTER)
    met.close(meeting, cast)
    minutes.file_minutes(meeting, by=miriam, at=met.AFTER)

    with pytest.raises(AlreadyDone):
        minutes.file_minutes(meeting, by=miriam, at=met.AFTER)


@pytest.mark.paragraph("P0.5", "P7.6")
def test_circulated_minutes_are_a_link_never_an_attachment(cast: Cast) -> None:
    made = circulated(cast)

    letters = Letter.objects.filter(kind="minutes_ready")
    assert {one.to_name for one in letters} == {cast.judith.name, cast.matthias.name}
    assert all(f"/cases/{made.case.pk}/meetings/" in one.body for one in letters)
    assert minutes_for(made.case, cast.matthias) == [made]
    assert minutes_for(made.case, cast.nadia) == []
    facts = case_facts(made.case)
    assert facts.has(LogKind.MINUTES_CIRCULATED, str(made.meeting_id))
    entry = told(made.case, LogKind.MINUTES_CIRCULATED)[0]
    assert entry.to == "Judith Hathersby and Matthias Dovecroft"


@pytest.mark.paragraph("P0.5")
def test_minutes_go_to_people_of_the_meeting_only_and_once(cast: Cast) -> None:
    made = circulated(cast)
    given = {"by": cast.actor("owen"), "at": met.ROLLED}

    with pytest.raises(Incomplete):
        minutes.circulate(made, [], **given)
    with pytest.raises(Refused, match="was not invited"):
        minutes.circulate(made, [cast.dana], **given)
    with pytest.raises(AlreadyDone):
        minutes.circulate(made, [cast.judith], **given)
    minutes.circulate(made, [cast.judith, cast.nadia], **given)

    assert Letter.objects.filter(kind="minutes_ready").count() == 3


@pytest.mark.paragraph("P0.5")
def test_whoever_had_the_minutes_gets_the_corrected_ones(cast: Cast) -> None:
    made = circulated(cast)

    corrected = minutes.correct_minutes(
        made,
        **CORRECTION,
        items={"M4": "The officers closed the log."},
        by=cast.actor("miriam"),
        at=met.ROLLED + timedelta(hours=1),
    )

    assert corrected.number == 2
    assert set(readers_of(corrected)) == {cast.judith, cast.matthias}
    assert "The officers closed the log." in word(corrected)
    assert "Asked for by Petra Holmwick, agreed by Judith Hathersby." in word(corrected)
    assert "The officers" not in word(made)
    again = Letter.objects.filter(kind="minutes_ready").latest("queued_at")
    assert again.subject.startswith("Corrected minutes")
    assert told(made.case, LogKind.MINUTES_CORRECTED)[0].location.endswith("version 2")


@pytest.mark.paragraph("P0.5")
def test_before_anybody_has_them_a_correction_writes_to_nobody(cast: Cast) -> None:
    made = met.filed(cast)

    minutes.correct_minutes(made, **CORRECTION, by=cast.actor("miriam"), at=met.AFTER)

    assert not Letter.objects.filter(kind="minutes_ready").exists()


@pytest.mark.paragraph("P0.5")
@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"what": " "}, Incomplete),
        ({"asked_by": ""}, Incomplete),
        ({"agreed_by": ""}, Incomplete),
        ({"items": {"M99": "x"}}, Refused),
    ],
    ids=["nothing", "nobody", "nobody agreed", "no such item"],
)
def test_a_correction_says_what_and_who_asked(
    cast: Cast, changed: dict[str, object], refusal: type
) -> None:
    made = met.filed(cast)

    with pytest.raises(refusal):
        minutes.correct_minutes(
            made, **{**CORRECTION, **changed}, by=cast.actor("miriam"), at=met.AFTER
        )

    assert made.meeting.minutes_made.count() == 1


@pytest.mark.paragraph("P0.5")
def test_a_correction_shows_item_by_item_what_stood_before(cast: Cast) -> None:
    made = met.filed(cast)

    corrected = minutes.correct_minutes(
        made, **CORRECTION, by=cast.actor("miriam"), at=met.AFTER,
        items={"M3": "Everybody is safe.\nThe aunt was told.", "M4": ""},
    )  # fmt: skip

    assert corrected.changed == ("M3. Immediate safety\nAdded: The aunt was told.")
    assert "What changed in version 2" in word(corrected)


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ("One. Two.", "One. Three.", "Was: Two.\nNow: Three."),
        ("One. Two.", "One.", "Taken out: Two."),
        ("", "New.", "Added: New."),
        ("Gone.", "", "Taken out: Gone."),
    ],
)
def test_a_change_is_told_by_the_sentence(before: str, now: str, said: str) -> None:
    assert what_changed(before, now) == said


def test_two_corrections_at_once_do_not_overwrite_each_other(cast: Cast) -> None:
    made, miriam = met.filed(cast), cast.actor("miriam")
    minutes.correct_minutes(made, **CORRECTION, by=miriam, at=met.AFTER)

    with pytest.raises(Stale):
        minutes.correct_minutes(made, **CORRECTION, by=miriam, at=met.AFTER)


def test_a_correction_passes_over_whoever_has_left_the_case(cast: Cast) -> None:
    made = circulated(cast)
    left = made.case.appointments.filter(user=cast.matthias)
    left.update(to_at=met.ROLLED)

    corrected = minutes.correct_minutes(
        made, **CORRECTION, by=cast.actor("miriam"), at=met.ROLLED
    )

    assert readers_of(corrected) == [cast.judith]


@pytest.mark.paragraph("P14.6")
def test_what_went_out_before_the_case_was_taken_in_is_not_sent_again(
    cast: Cast,
) -> None:
    made = met.filed(cast)
    late = met.ROLLED + timedelta(days=1)

    minutes.circulate(
        made, [cast.judith], by=cast.actor("owen"), at=late, occurred_at=met.ROLLED
    )

    assert not Letter.objects.filter(kind="minutes_ready").exists()
    assert readers_of(made) == [cast.judith]
    facts = case_facts(made.case)
    assert facts.last(LogKind.MINUTES_CIRCULATED).at == met.ROLLED

"""The training case, played through the real actions to the Panel's answer, on either database."""

from pathlib import Path

import pytest

from rapidreview.casefolder.models import DocumentVersion
from rapidreview.dailylog.models import Log
from rapidreview.dailylog.proof import problems
from rapidreview.dailylog.reading import Entry, entries
from rapidreview.mail.models import Letter
from rapidreview.scoping.models import AgencyReturn
from rapidreview.training.account import account
from rapidreview.training.case_file import SUGGESTED_START
from rapidreview.training.outputs import undone, write_outputs
from rapidreview.training.player import NotLogged, Player
from rapidreview.training.script import LAST_DAY, begin, play_after, play_days
from tests.cast import gather_elsewhere
from tests.worlds import remembered

OUTPUTS = {
    "timetable.json",
    "case-folder",
    "daily-log.pdf",
    "daily-log.jsonl",
    "returns-checklist.xlsx",
    "pack.pdf",
    "minutes.docx",
    "minutes.pdf",
    "report.docx",
    "report.pdf",
    "submission.zip",
    "bundle.zip",
    "story.md",
}
pytestmark = pytest.mark.django_db


@remembered
def played(day: int) -> Player:
    """The story from its first morning to the evening of ``day``; no day is played twice."""
    if not day:
        gather_elsewhere()
        return begin(SUGGESTED_START, password=None)
    player = played(day - 1)
    play_days(player, day, day, until=player.story.moment(day, "23:59"))
    return player


@pytest.mark.paragraph(
    "P0.1", "P0.2", "P0.3", "P0.7", "P1.17", "P2.7", "P2.8", "P1.13", "P13.5"
)
def test_the_whole_story_leaves_nothing_undone_unlogged_or_unfiled(
    tmp_path: Path,
) -> None:
    player = played(LAST_DAY)

    evening = play_after(player)

    assert undone(player, at=evening) == []
    assert problems(Log.objects.get(case=player.the_case)) == []
    _every_file_has_its_place_in_the_log(player)
    _no_letter_names_a_child(player)
    write_outputs(player, tmp_path / "out", at=evening)
    assert {one.name for one in (tmp_path / "out").iterdir()} == OUTPUTS
    assert "After the fifteen days" in account(player)


@pytest.mark.parametrize("day", [6, 9, 12, 15])
def test_no_day_ends_with_a_duty_that_is_late(day: int) -> None:
    player = played(day)

    assert undone(player, at=player.story.moment(day, "23:59")) == []


@pytest.mark.paragraph("P2.1", "P1.11")
def test_a_return_that_has_not_come_is_named_as_undone() -> None:
    player = played(5)
    evening = player.story.moment(5, "23:59")

    police = player.latest("POL")
    assert police.state == AgencyReturn.State.DRAFT
    assert [one.subject for one in undone(player, at=evening)] == [str(police.pk)]


@pytest.mark.paragraph("P2.7")
def test_an_act_that_leaves_no_entry_fails_the_story() -> None:
    player = played(1)
    quiet = [lambda _player, _at: None for _ in player.story.events(2)]

    with pytest.raises(NotLogged):
        player.play(2, quiet, until=player.story.moment(2, "23:59"))


def _every_file_has_its_place_in_the_log(player: Player) -> None:
    told: list[Entry] = entries(player.the_case)
    named = {sha for one in told if one.location for sha in one.files}
    filed = DocumentVersion.objects.filter(case=player.the_case)
    assert {one.sha256 for one in filed} <= named


def _no_letter_names_a_child(player: Player) -> None:
    canaries = ("Nelo", "Ines", "Marvane", "Tellavo", player.the_case.label)
    for letter in Letter.objects.filter(case=player.the_case):
        words = f"{letter.subject}\n{letter.body}"
        assert not any(one in words for one in canaries), letter.kind

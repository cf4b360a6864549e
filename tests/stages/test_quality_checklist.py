"""The Agency Returns Checklist: its rows, its order, its file (P0.2, P2.3, P2.8)."""

import io
from collections.abc import Callable
from datetime import timedelta

import openpyxl
import pytest

from rapidreview.casefolder import storage
from rapidreview.casefolder.models import Document
from rapidreview.collation import actions as collation
from rapidreview.dailylog.facts import case_facts
from rapidreview.procedure.duties import TaskState
from rapidreview.procedure.logkinds import LogKind
from rapidreview.quality.checklist import (
    ChecklistRow,
    checklist_file,
    file_checklist,
    rows,
    totals,
)
from rapidreview.quality.findings import live_signature
from rapidreview.scoping import signing
from rapidreview.scoping.models import AgencyReturn
from tests.asking import DUE_AT, SENT_AT, asked, chosen, sent
from tests.cast import Cast, gather, gather_elsewhere
from tests.opened import told
from tests.settled import (
    CHECKED_AT,
    DECIDED_AT,
    PACK_AT,
    accept,
    check,
    nil,
    send_back,
    share,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    gather_elsewhere()
    return gather()


def only(row: AgencyReturn, at: object = CHECKED_AT) -> ChecklistRow:
    return rows(row.case, case_facts(row.case), at)[0]


STEPS = {
    "awaited": (asked, "Chase", TaskState.WAITING),
    "received": (sent, "Check", TaskState.DUE_TODAY),
    "checked": (lambda cast: check(sent(cast), cast), "Share", TaskState.DUE_TODAY),
    "shared": (lambda cast: share(sent(cast), cast), "Decide", TaskState.OPEN),
    "accepted": (lambda cast: accept(sent(cast), cast), "", TaskState.DONE),
    "sent back": (
        lambda cast: send_back(check(sent(cast), cast), cast), "Chase", TaskState.WAITING,
    ),
}  # fmt: skip


@pytest.mark.paragraph("P2.1", "P2.8")
@pytest.mark.parametrize(("made", "words", "state"), STEPS.values(), ids=list(STEPS))
def test_each_row_says_what_is_next(
    cast: Cast, made: Callable[[Cast], AgencyReturn], words: str, state: TaskState
) -> None:
    row = only(made(cast))

    assert (row.step.words, row.state) == (words, state)


@pytest.mark.paragraph("P1.8")
def test_an_agency_chosen_and_not_asked_has_its_row(cast: Cast) -> None:
    case = chosen(cast, "SCH")

    row = rows(case, case_facts(case), CHECKED_AT)[0]

    assert (row.agency, row.cells["K3"], row.step.words) == (
        cast.school.name, "Not asked yet", "Ask",
    )  # fmt: skip


@pytest.mark.paragraph("P0.2", "P2.3")
def test_a_row_holds_what_came_and_how_it_was_checked(cast: Cast) -> None:
    cells = only(accept(sent(cast), cast, "Enough.")).cells

    assert cells["K1"] == "Aldermoss Primary School (School)"
    assert cells["K9"] == "Fri 6 Nov, 11:20"
    assert (cells["K11"], cells["K12"], cells["K14"]) == (
        "Sufficient",
        "Adequate",
        "Yes",
    )
    assert cells["K16"].startswith("Fri 6 Nov, 12:00, same day.")
    assert cells["K18"] == f"Accepted Fri 6 Nov, 13:20, {cast.priya.name}: Enough."
    assert cells["K22"].startswith("I. Notification and scoping / ")


@pytest.mark.paragraph("P0.2", "P2.6")
def test_a_row_keeps_the_round_that_was_sent_back(cast: Cast) -> None:
    cells = only(send_back(check(sent(cast), cast), cast)).cells

    assert cells["K19"] == "Fri 6 Nov, 13:20, representative copied: F3, E1"
    assert cells["K20"] == "Round 2: due Mon 9 Nov, 12:00"
    assert "K11" not in cells


@pytest.mark.paragraph("P0.2")
def test_a_nil_return_is_a_return(cast: Cast) -> None:
    assert only(nil(cast)).cells["K5"] == "No (nil return)"


@pytest.mark.paragraph("P2.1")
def test_what_is_late_stands_first_and_says_so(cast: Cast) -> None:
    case = sent(cast, "SCH", "POL").case
    late = DUE_AT + timedelta(hours=1)

    found = rows(case, case_facts(case), late)

    assert [row.agency for row in found] == [cast.school.name, cast.police.name]
    assert {row.state for row in found} == {TaskState.LATE}
    assert (
        totals(found) == "2 asked · 1 in · 1 awaited · 1 to chase · 1 to check · 2 late"
    )


@pytest.mark.paragraph("P1.11", "P2.3")
def test_a_signature_that_came_after_the_check_is_told_as_such(cast: Cast) -> None:
    row = check(sent(cast), cast, signed=False)
    signature = live_signature(row)
    signature.voided_at = CHECKED_AT
    signature.save(update_fields=["voided_at"])

    signing.record_signature(
        row, name="Grace Merribeck", role="Head teacher", how="On paper",
        by=cast.actor("owen"), at=DECIDED_AT,
    )  # fmt: skip

    assert only(row).cells["K14"] == "No, then yes on Fri 6 Nov, 13:20"


@pytest.mark.paragraph("P6.1")
def test_a_row_says_when_its_return_is_collated(cast: Cast) -> None:
    row = accept(sent(cast), cast)
    assert only(row).cells["K21"] == "No"

    collation.collate(row.case, by=cast.actor("owen"), at=PACK_AT)

    assert only(row).cells["K21"] == "Yes"


@pytest.mark.paragraph("P0.2", "P2.8", "P1.17")
def test_the_checklist_is_filed_in_one_and_a_later_one_is_its_next_version(
    cast: Cast,
) -> None:
    case = sent(cast).case

    for hours in (1, 2):
        file_checklist(case, by=cast.actor("owen"), at=SENT_AT + timedelta(hours=hours))

    filed = Document.objects.get(case=case, sort=Document.Sort.CHECKLIST)
    assert [one.number for one in filed.versions.all()] == ["1", "2"]
    assert filed.subfolder == "I"
    assert len(told(case, LogKind.CHECKLIST_FILED)) == 2


def test_the_spreadsheet_has_a_row_an_agency_and_no_formula(cast: Cast) -> None:
    cast.school.name = "=1+1 School"
    cast.school.save(update_fields=["name"])
    case = sent(cast, "SCH", "POL").case
    version = file_checklist(case, by=cast.actor("owen"), at=CHECKED_AT)

    sheet = openpyxl.load_workbook(io.BytesIO(storage.read(version))).active

    names = [sheet.cell(row, 1).value for row in (4, 5)]
    assert names == ["=1+1 School (School)", "Fellmoor Constabulary (Police)"]
    assert sheet.cell(4, 1).data_type == "s"


def test_the_same_checklist_is_the_same_file(cast: Cast) -> None:
    case = sent(cast).case

    assert checklist_file(case, at=CHECKED_AT) == checklist_file(case, at=CHECKED_AT)

"""What is held leaves with nothing until it is released, item by item (P14.7)."""

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest

from rapidreview.case.models import Case
from rapidreview.casefolder import storage
from rapidreview.casefolder.export import bundle
from rapidreview.collation import actions as collation
from rapidreview.collation.standing import standings
from rapidreview.dailylog import verify
from rapidreview.dailylog.reading import entries
from rapidreview.parallel import actions, register
from rapidreview.parallel.actions import Thing
from rapidreview.parallel.exporting import marks_of, require_may_export
from rapidreview.parallel.models import HeldItem
from rapidreview.parallel.reading import asking, held_in
from rapidreview.procedure.disclosure import Reader, Way
from rapidreview.procedure.errors import (
    NotPermitted,
)
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.vocabulary import Role
from rapidreview.report.accepted import accepted_returns
from rapidreview.report.content import Content, SectionText
from rapidreview.report.readiness import missing_for_signature
from rapidreview.scoping import receiving
from rapidreview.scoping.models import AgencyReturn
from tests import make
from tests.asking import ROW, SENT_AT, asked, everything
from tests.cast import Cast, gather
from tests.held import ON, UNTIL, hold, process, release
from tests.opened import told
from tests.settled import PACK_AT, accept, send_back, share, typed

pytestmark = [pytest.mark.django_db, pytest.mark.paragraph("P14.7")]
CANARY = "The yellow canary sang before the ambulance was called that night"
OFFICER = Reader("somebody", [Role.PARTNERSHIP_OFFICER])
MANAGER = Reader("somebody", [Role.PARTNERSHIP_MANAGER])


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def row(cast: Cast) -> AgencyReturn:
    """The school's return, with the canary in D3 and in G6, accepted."""
    made = typed(cast, D3=CANARY, G6=f"{CANARY}, too.", G5="police investigation")
    return accept(made, cast)


def pack_text(case: Case, cast: Cast) -> str:
    """The words of a pack made now."""
    pack = collation.collate(case, by=cast.actor("owen"), at=PACK_AT)
    return " ".join(_words(storage.read(pack.version)).split())


def _words(data: bytes) -> str:
    return " ".join(
        one.extract_text() for one in pypdf.PdfReader(io.BytesIO(data)).pages
    )


def test_a_held_answer_is_in_no_pack(cast: Cast, row: AgencyReturn) -> None:
    assert CANARY in pack_text(row.case, cast)

    hold(row, cast, Thing(row, "D3"))

    assert "canary" not in pack_text(row.case, cast)


def test_only_what_was_released_for_the_pack_stands_in_it(
    cast: Cast, row: AgencyReturn
) -> None:
    item = hold(row, cast, Thing(row, "D3"))
    release(item, cast, ways=[Way.REPORT], people=[cast.owen])
    assert "canary" not in pack_text(row.case, cast)

    release(item, cast, ways=[Way.PACK])

    assert "canary" in pack_text(row.case, cast)


def test_what_the_form_holds_leaves_when_it_is_released(
    cast: Cast, row: AgencyReturn
) -> None:
    hold(row, cast, Thing(row, "D3"))
    item = actions.list_from_start(row, "G6", by=cast.actor("priya"), at=SENT_AT)
    assert "canary" not in pack_text(row.case, cast)

    release(item, cast, ways=[Way.PACK])

    assert f"{CANARY}, too." in pack_text(row.case, cast)


def test_a_held_answer_is_not_gathered_into_the_report(
    cast: Cast, row: AgencyReturn
) -> None:
    hold(row, cast, Thing(row, "D3"))

    found = accepted_returns(row.case, standings(row.case, at=PACK_AT))

    assert found[0].shown("D3") == ""
    assert found[0].shown("F1")


def test_a_report_that_tells_what_is_held_is_named_before_signature(
    cast: Cast, row: AgencyReturn
) -> None:
    hold(row, cast, Thing(row, "D3"))
    section = SectionText("R7", "Analysis", f"We learned: {CANARY.lower()}.")

    missing = missing_for_signature(row.case, Content("R", "0.1", (section,)))

    words = [one for one in missing if "held" in one]
    assert words == [
        "R7 contains words of what is held: Aldermoss Primary School: G6.",
        "R7 contains words of what is held: Aldermoss Primary School: D3.",
    ]


def test_a_held_entry_keeps_its_place_in_the_next_round(cast: Cast) -> None:
    row = _with_rows(cast, [ROW, {**ROW, "E7": CANARY}])
    hold(row, cast, Thing(row, number=2))
    again = send_back(_checked(row, cast), cast)

    held = held_in(row.case, leaving=Way.PACK)

    assert held.hides_row(row.pk, 2)
    assert not held.hides_row(row.pk, 1)
    assert held.hides_row(again.pk, 2)


def test_a_held_answer_is_held_in_every_round(cast: Cast, row: AgencyReturn) -> None:
    item = hold(row, cast, Thing(row, "D3"))
    held = held_in(row.case)
    assert held.hides_answer(row.pk, "D3")
    assert held.hides_answer(row.pk, "C10")
    assert not held.hides_answer(row.pk, "D4")

    actions.end_hold(item, because="Agreed.", by=cast.actor("priya"), at=PACK_AT)

    assert not held_in(row.case).hides_answer(row.pk, "D3")


def test_manager_and_chair_see_all_and_others_what_was_released_to_them(
    cast: Cast, row: AgencyReturn
) -> None:
    item = hold(row, cast, Thing(row, "D3"))
    owen = Reader(str(cast.owen.pk), [Role.PARTNERSHIP_OFFICER])
    assert not held_in(row.case, reader=MANAGER).hides_answer(row.pk, "D3")
    assert held_in(row.case, reader=owen).hides_answer(row.pk, "D3")

    release(item, cast, people=[cast.owen])

    assert not held_in(row.case, reader=owen).hides_answer(row.pk, "D3")
    assert held_in(row.case, reader=OFFICER).hides_answer(row.pk, "D3")


def test_the_file_of_a_return_that_tells_something_held_is_kept_back(
    cast: Cast, row: AgencyReturn
) -> None:
    assert held_in(row.case, reader=OFFICER).hides_document(row.document_id)
    assert not held_in(row.case, reader=MANAGER).hides_document(row.document_id)


def test_a_held_document_is_kept_back_in_all_its_versions(cast: Cast) -> None:
    case = make.case(cast)
    version = make.document(case, cast)
    given = {"process": process(case, cast), "reason": "Asked.", "until_event": ""}
    actions.hold(
        case,
        [Thing(document=version.document)],
        **given,
        until_on=UNTIL,
        by=cast.actor("priya"),
        at=SENT_AT,
    )

    assert held_in(case, reader=OFFICER).hides_document(version.pk)


def test_an_export_of_a_case_that_holds_something_is_the_managers(
    cast: Cast, row: AgencyReturn
) -> None:
    hold(row, cast, Thing(row, "D3"))

    require_may_export(row.case, MANAGER)
    with pytest.raises(NotPermitted):
        require_may_export(row.case, OFFICER)


def test_an_export_says_what_is_held_and_is_verified(
    cast: Cast, row: AgencyReturn, tmp_path: Path
) -> None:
    hold(row, cast, Thing(row, "D3"))
    data = bundle(row.case, at=PACK_AT, marks=marks_of(row.case))
    path = tmp_path / "case.zip"
    path.write_bytes(data)

    _, problems = verify.verify(path)

    with zipfile.ZipFile(io.BytesIO(data)) as members:
        lines = members.read(verify.HELD).splitlines()
    said = [json.loads(one)["held"] for one in lines]
    assert problems == []
    assert "H1. Aldermoss Primary School: D3" in said
    assert any("return-v1.pdf" in one for one in said)


def test_the_log_never_tells_what_is_held_or_why(cast: Cast, row: AgencyReturn) -> None:
    item = hold(row, cast, Thing(row, "D3"), reason=CANARY)
    release(item, cast, people=[cast.owen], conditions=CANARY, agreed_by=CANARY)

    assert not any("canary" in str(one) for one in entries(row.case))
    words = told(row.case, LogKind.ITEM_HELD)[0].text
    assert words.startswith("H1. Aldermoss Primary School: D3.")
    assert "P1, police investigation" in words


def test_a_day_that_passes_releases_nothing_and_asks_the_manager(
    cast: Cast, row: AgencyReturn
) -> None:
    item = hold(row, cast, Thing(row, "D3"))
    passed = SENT_AT + timedelta(days=40)
    assert asking([row.case], PACK_AT) == {}

    found = asking([row.case], passed)[row.case_id]

    assert found[0].since == UNTIL
    assert "canary" not in found[0].words
    assert held_in(row.case, leaving=Way.PACK).hides_answer(row.pk, "D3")
    _hold_on(item, cast, passed)
    assert asking([row.case], passed) == {}


def test_the_end_of_its_process_asks_too(cast: Cast, row: AgencyReturn) -> None:
    item = hold(row, cast, Thing(row, "D3"))
    by = cast.actor("priya")
    register.end_process(
        item.process, ended_on=ON, because="No further action.", by=by, at=PACK_AT
    )

    assert asking([row.case], PACK_AT)[row.case_id][0].item == item
    _hold_on(item, cast, PACK_AT)
    assert asking([row.case], PACK_AT) == {}


def _hold_on(item: HeldItem, cast: Cast, at: object) -> None:
    actions.hold_on(
        item,
        asked="DI Rosamund Fenwick",
        answer="Not before the trial.",
        until_on=None,
        until_event="The trial is over.",
        by=cast.actor("priya"),
        at=at,
    )


def _with_rows(cast: Cast, rows: list[dict[str, str]]) -> AgencyReturn:

    row = asked(cast)
    receiving.type_in(
        row,
        everything(),
        rows,
        channel="post",
        by=cast.actor("owen"),
        at=SENT_AT,
        received_at=SENT_AT,
        signer_name="Grace Merribeck",
        signer_role="Head teacher",
    )
    return row


def _checked(row: AgencyReturn, cast: Cast) -> AgencyReturn:

    return share(row, cast)

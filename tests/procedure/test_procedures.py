"""Twelve quite different procedures, each held to the dates that were worked out by hand."""

import pytest

from rapidreview.procedure.anchors import kind_of, own_subject
from rapidreview.procedure.calendar import LONDON
from rapidreview.procedure.definition import Procedure, load_text
from rapidreview.procedure.duties import duties
from rapidreview.procedure.facts import CaseFacts, Fact
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.timetable import Timetable, calendar_for, plan
from tests.procedure.by_hand import FOLDER, Row, Table, spoken, tables

TABLES = list(tables())
FILES = sorted(FOLDER.glob("*.yaml"))


def procedure(name: str) -> Procedure:
    return load_text((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def facts_of(table: Table) -> CaseFacts:
    facts = []
    for seq, (name, about, at) in enumerate(table.instants, start=1):
        kind = kind_of(name)
        subject = about if kind else own_subject(name, about)
        facts.append(Fact(kind or LogKind.OWN_FACT, subject, at, at, "priya", seq))
    return CaseFacts(tuple(facts), agreed=table.agreed)


def planned(table: Table) -> Timetable:
    followed, facts = procedure(table.file), facts_of(table)
    return plan(
        followed,
        {name: at for name, _, at in table.instants},
        calendar_for(followed, facts),
        facts=CaseFacts(
            (*facts.facts, *decided_facts(table, len(facts.facts))), agreed=table.agreed
        ),
        denied=[name for name, is_so in table.decided.items() if not is_so],
    )


def decided_facts(table: Table, last: int) -> list[Fact]:
    at = table.instants[0][2]
    said = [name for name, is_so in table.decided.items() if is_so]
    return [
        Fact(LogKind.OWN_FACT, own_subject(name), at, at, "priya", seq)
        for seq, name in enumerate(said, start=last + 1)
    ]


def rows_of_plan(table: Table) -> dict[str, Row]:
    timetable = planned(table)
    rows = {
        task.id: Row(
            task.id, local(task.earliest), local(task.latest), task.state or ""
        )
        for task in timetable.tasks
    }
    for name, clock in timetable.clocks.items():
        for words, days in (("clock", clock.days), ("latest", clock.latest_days)):
            for number, day in days.items():
                key = f"{words} {name} day {number}"
                rows[key] = Row(key, "", spoken(day), "")
    return rows


def rows_of_duties(table: Table) -> dict[str, Row]:
    followed, facts = procedure(table.file), facts_of(table)
    found = duties(followed, facts, calendar_for(followed, facts), table.at)
    keys = [
        f"{one.task} of {one.subject}" if one.subject else one.task for one in found
    ]
    return {
        key: Row(key, local(one.opens_at), local(one.due_at), one.state.value)
        for key, one in zip(keys, found, strict=True)
    }


def local(instant):
    return spoken(instant and instant.astimezone(LONDON))


def test_there_are_twelve_each_with_its_dates():
    assert len(FILES) == 12
    assert {table.file for table in TABLES} == {file.stem for file in FILES}


@pytest.mark.parametrize("table", TABLES, ids=str)
@pytest.mark.paragraph("P0.7", "P1.4")
def test_every_date_is_the_one_worked_out_by_hand(table):
    found = rows_of_duties(table) if table.at else rows_of_plan(table)

    for row in table.rows:
        if row.state == "none":
            assert row.name not in found
        else:
            assert found[row.name] == row

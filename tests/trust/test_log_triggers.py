"""The database itself refuses to change the log, on both engines (trust, 6.3; T-24)."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from rapidreview.dailylog.models import LogBody, LogEntry
from rapidreview.dailylog.proof import problems
from tests import make
from tests.cast import gather

pytestmark = pytest.mark.django_db
guards = import_module("rapidreview.migrations.0002_the_log_refuses_change")


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def without_triggers() -> None:
    """What the owner of the tables can do: take the triggers away, in this transaction."""
    guards.remove(SimpleNamespace(connection=connection, execute=run))


@pytest.fixture
def entry() -> LogEntry:
    """The third entry of a log; nothing about it is left to check at the commit."""
    cast = gather()
    made = make.entry(make.case(cast), cast, text="Told the chair.")
    if connection.vendor == "postgresql":
        run("SET CONSTRAINTS ALL IMMEDIATE")
    return made


REFUSED = {
    "update a header": "UPDATE rapidreview_logentry SET kind = 'noted_receipt'",
    "delete a header": "DELETE FROM rapidreview_logentry",
    "delete a body": "DELETE FROM rapidreview_logbody",
    "write another body": "UPDATE rapidreview_logbody SET sealed = salt",
    "erase only the salt": "UPDATE rapidreview_logbody SET salt = NULL",
    "move a body": "UPDATE rapidreview_logbody SET entry_id = entry_id + 1, salt = NULL, sealed = NULL",
    "leave a gap": """
        INSERT INTO rapidreview_logentry (log_id, seq, prev, entry_hash, header, recorded_at,
            occurred_at, clock_regressed, actor_id, kind, subject_ref, body_commit, actor_role)
        SELECT log_id, seq + 2, entry_hash, 'x', header, recorded_at, occurred_at,
            clock_regressed, actor_id, kind, subject_ref, body_commit, actor_role
        FROM rapidreview_logentry WHERE seq = 3""",
    "name another before it": """
        INSERT INTO rapidreview_logentry (log_id, seq, prev, entry_hash, header, recorded_at,
            occurred_at, clock_regressed, actor_id, kind, subject_ref, body_commit, actor_role)
        SELECT log_id, seq + 1, body_commit, 'x', header, recorded_at, occurred_at,
            clock_regressed, actor_id, kind, subject_ref, body_commit, actor_role
        FROM rapidreview_logentry WHERE seq = 3""",
}


@pytest.mark.parametrize("sql", REFUSED.values(), ids=REFUSED.keys())
def test_the_database_refuses_to(sql: str, entry: LogEntry) -> None:
    before = list(LogEntry.objects.values_list("pk", "kind"))

    with pytest.raises(DatabaseError, match="Daily Log"):
        run(sql)

    assert list(LogEntry.objects.values_list("pk", "kind")) == before
    assert problems(entry.log) == []


@pytest.mark.parametrize("table", ["rapidreview_logentry", "rapidreview_logbody"])
def test_nobody_empties_a_table_of_the_log(table: str, entry: LogEntry) -> None:
    verb = {"sqlite": "DELETE FROM", "postgresql": "TRUNCATE"}[connection.vendor]

    with pytest.raises(DatabaseError, match="never changed"):
        run(f"{verb} {table}" + " CASCADE" * (verb == "TRUNCATE"))

    assert problems(entry.log) == []


def test_a_body_can_be_erased_and_the_log_says_so(entry: LogEntry) -> None:
    LogBody.objects.filter(pk=entry.pk).update(salt=None, sealed=None)

    assert [(one.seq, one.reason) for one in problems(entry.log)] == [
        (3, "its text was erased")
    ]


def test_a_body_is_not_replaced_by_inserting_it_again(entry: LogEntry) -> None:
    replace = {
        "sqlite": "INSERT OR REPLACE INTO rapidreview_logbody SELECT entry_id, salt, salt "
        "FROM rapidreview_logbody",
        "postgresql": "INSERT INTO rapidreview_logbody (entry_id, salt, sealed) SELECT "
        "entry_id, salt, salt FROM rapidreview_logbody ON CONFLICT (entry_id) DO UPDATE "
        "SET sealed = EXCLUDED.sealed",
    }

    with pytest.raises(DatabaseError, match="never changed"):
        run(replace[connection.vendor])

    assert problems(entry.log) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("kind = 'noted_receipt'", "the column kind does not say"),
        ("subject_ref = 'another'", "the column subject_ref does not say"),
        ("entry_hash = prev", "its header was changed"),
        ("body_commit = prev", "the column body_commit does not say"),
    ],
    ids=["kind", "subject", "hash", "commitment"],
)
def test_what_the_owner_changes_without_triggers_is_named(
    change: str, reason: str, entry: LogEntry
) -> None:
    without_triggers()

    run("UPDATE rapidreview_logentry SET " + change + " WHERE seq = 2")  # noqa: S608

    found = [one for one in problems(entry.log) if one.seq == 2]
    assert any(one.reason.startswith(reason) for one in found)


def test_a_cut_off_tail_shows_against_the_head(entry: LogEntry) -> None:
    without_triggers()

    LogBody.objects.filter(pk=entry.pk).delete()
    LogEntry.objects.filter(pk=entry.pk).delete()

    assert [one.reason for one in problems(entry.log)] == [
        "the head of the log names another last entry"
    ]

"""The database itself refuses to change the Daily Log (trust, 6.3), on both engines.

Headers are never updated or deleted, and come in an unbroken chain only. Of a body salt
and text may be erased, together, and nothing else. These stop mistakes; the chain shows
what somebody with the rights to drop a trigger has done.
"""

from django.db import migrations

ENTRY, BODY = "rapidreview_logentry", "rapidreview_logbody"

SQLITE = {
    "log_entry_follows": """
        BEFORE INSERT ON rapidreview_logentry
        WHEN NEW.seq <> 1 + COALESCE(
                (SELECT MAX(seq) FROM rapidreview_logentry WHERE log_id = NEW.log_id), 0)
          OR NEW.prev <> COALESCE(
                (SELECT entry_hash FROM rapidreview_logentry
                 WHERE log_id = NEW.log_id AND seq = NEW.seq - 1), '0000000000000000000000000000000000000000000000000000000000000000')
        BEGIN SELECT RAISE(ABORT, 'The Daily Log is a chain: the next entry must follow the last.'); END""",
    "log_entry_is_not_updated": """
        BEFORE UPDATE ON rapidreview_logentry BEGIN SELECT RAISE(ABORT, 'The Daily Log is never changed. Write a correction instead.'); END""",
    "log_entry_is_not_deleted": """
        BEFORE DELETE ON rapidreview_logentry BEGIN SELECT RAISE(ABORT, 'The Daily Log is never changed. Write a correction instead.'); END""",
    "log_body_is_not_replaced": """
        BEFORE INSERT ON rapidreview_logbody
        WHEN EXISTS (SELECT 1 FROM rapidreview_logbody WHERE entry_id = NEW.entry_id)
        BEGIN SELECT RAISE(ABORT, 'The Daily Log is never changed. Write a correction instead.'); END""",
    "log_body_is_only_erased": """
        BEFORE UPDATE ON rapidreview_logbody
        WHEN NEW.entry_id <> OLD.entry_id
          OR NEW.salt IS NOT NULL OR NEW.sealed IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'The Daily Log is never changed. Write a correction instead.'); END""",
    "log_body_is_not_deleted": """
        BEFORE DELETE ON rapidreview_logbody BEGIN SELECT RAISE(ABORT, 'The Daily Log is never changed. Write a correction instead.'); END""",
}

FUNCTIONS = {
    "rapidreview_log_follows": """
        IF NEW.seq <> 1 + COALESCE(
                (SELECT MAX(seq) FROM rapidreview_logentry WHERE log_id = NEW.log_id), 0)
          OR NEW.prev <> COALESCE(
                (SELECT entry_hash FROM rapidreview_logentry
                 WHERE log_id = NEW.log_id AND seq = NEW.seq - 1), '0000000000000000000000000000000000000000000000000000000000000000')
        THEN RAISE EXCEPTION 'The Daily Log is a chain: the next entry must follow the last.' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;""",
    "rapidreview_log_is_kept": """
        RAISE EXCEPTION 'The Daily Log is never changed. Write a correction instead.' USING ERRCODE = 'integrity_constraint_violation';""",
    "rapidreview_body_is_erased": """
        IF NEW.entry_id <> OLD.entry_id
          OR NEW.salt IS NOT NULL OR NEW.sealed IS NOT NULL
        THEN RAISE EXCEPTION 'The Daily Log is never changed. Write a correction instead.' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;""",
}

ROW, ALL = "FOR EACH ROW", "FOR EACH STATEMENT"
POSTGRESQL = {
    "log_entry_follows": ("BEFORE INSERT", ENTRY, ROW, "rapidreview_log_follows"),
    "log_entry_is_kept": (
        "BEFORE UPDATE OR DELETE",
        ENTRY,
        ROW,
        "rapidreview_log_is_kept",
    ),
    "log_entry_is_not_emptied": (
        "BEFORE TRUNCATE",
        ENTRY,
        ALL,
        "rapidreview_log_is_kept",
    ),
    "log_body_is_only_erased": (
        "BEFORE UPDATE",
        BODY,
        ROW,
        "rapidreview_body_is_erased",
    ),
    "log_body_is_kept": ("BEFORE DELETE", BODY, ROW, "rapidreview_log_is_kept"),
    "log_body_is_not_emptied": (
        "BEFORE TRUNCATE",
        BODY,
        ALL,
        "rapidreview_log_is_kept",
    ),
}


def install(schema):
    """Put every trigger in place; the same when it is done twice."""
    remove(schema)
    if schema.connection.vendor == "sqlite":
        for name, body in SQLITE.items():
            schema.execute(f"CREATE TRIGGER {name} {body}")
        return
    for name, body in FUNCTIONS.items():
        schema.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger "
            f"LANGUAGE plpgsql AS $$ BEGIN {body} END $$",
            params=None,
        )
    for name, (when, table, each, function) in POSTGRESQL.items():
        schema.execute(
            f"CREATE TRIGGER {name} {when} ON {table} {each} EXECUTE FUNCTION {function}()"
        )


def remove(schema):
    """Take every trigger away: for the way back, and for tests that empty their tables."""
    if schema.connection.vendor == "sqlite":
        for name in SQLITE:
            schema.execute(f"DROP TRIGGER IF EXISTS {name}")
        return
    for name, (_, table, _, _) in POSTGRESQL.items():
        schema.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")


class Migration(migrations.Migration):
    """Triggers on the tables of the log."""

    dependencies = (("rapidreview", "0001_the_first_tables"),)
    operations = (
        migrations.RunPython(
            lambda _, schema: install(schema), lambda _, schema: remove(schema)
        ),
    )

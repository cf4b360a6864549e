"""The triggers of the Daily Log again: SQLite made its table anew for a longer column."""

from importlib import import_module

from django.db import migrations

TRIGGERS = import_module("rapidreview.migrations.0002_the_log_refuses_change")


class Migration(migrations.Migration):
    """The same triggers as before, on both engines."""

    dependencies = (("rapidreview", "0004_any_procedure"),)
    operations = (
        migrations.RunPython(
            lambda _, schema: TRIGGERS.install(schema), migrations.RunPython.noop
        ),
    )

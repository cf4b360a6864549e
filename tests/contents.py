"""All that the database holds, to see whether anything changed."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model

Rows = dict[Any, tuple[Any, ...]]  # by their primary key


def contents(leaving_out: Sequence[type[Model]] = ()) -> dict[str, Rows]:
    """Every row of every table of ours, as the columns hold it."""
    return {
        model.__name__: rows_of(model)
        for model in apps.get_app_config("rapidreview").get_models()
        if model not in leaving_out
    }


def columns_of(model: type[Model]) -> list[str]:
    """The columns of a table, each in the quotes that a statement wants."""
    return [f'"{one.column}"' for one in model._meta.concrete_fields]


def rows_of(model: type[Model]) -> Rows:
    """The rows of a table in the order of their keys, past the ORM and its converters."""
    columns, key = columns_of(model), f'"{model._meta.pk.column}"'
    asked = f'SELECT {", ".join(columns)} FROM "{model._meta.db_table}" ORDER BY {key}'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(asked)
        rows = [tuple(map(_plain, row)) for row in cursor.fetchall()]
    where = columns.index(key)
    return {row[where]: row for row in rows}


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value

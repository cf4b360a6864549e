"""Worlds made once: what a builder made in one test is put back, row by row, in the next.

Builders make a case through the real actions, which takes its time. The first time a
worker calls one of them at the start of a test, what it added to the database and to the
folder of files is noted down; in later tests the same rows and files come back, with the
same keys and identifiers, and the builder's answer as a copy of its own.

Only from a beginning that is known: an empty database, or another remembered world. As
soon as a test writes anything itself, builders build. So do they where a setting was
changed, where an argument is a row, and in tests with real transactions.
"""

import copyreg
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import astuple, dataclass, field, is_dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from types import MappingProxyType
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Model

from tests.contents import Rows, columns_of, rows_of

P = ParamSpec("P")
T = TypeVar("T")
Key = tuple[Any, ...]
Row = tuple[Any, ...]
Tables = dict[type[Model], Rows]

EMPTY: Key = ("empty",)
READS = re.compile(r"\s*(SELECT|SAVEPOINT|RELEASE|PRAGMA)\b", re.IGNORECASE)
# What no builder reads or writes: sessions, counters, and when somebody last signed in.
BESIDE = re.compile(
    r'\s*(INSERT INTO|UPDATE|DELETE FROM) "(django_session|shared_cache)"'
    r'|UPDATE "rapidreview_user" SET "last_login" = \S+ WHERE'
)
copyreg.pickle(MappingProxyType, lambda one: (MappingProxyType, (dict(one),)))
OF_EACH_TEST = {"FILES_ROOT", "CLOCK_OFFSET"}


@dataclass
class World:
    """All that there is after a builder; ``added`` and ``changed`` are its own work."""

    tables: Tables = field(default_factory=dict)
    files: dict[Path, bytes] = field(default_factory=dict)
    added: Tables = field(default_factory=dict)
    changed: Tables = field(default_factory=dict)
    given: tuple[object, ...] = ()
    made: object = None


class Place:
    """Which world the test is in; None as soon as it has written something itself."""

    here: Key | None = None


_worlds: dict[Key, World] = {EMPTY: World()}


def begin(*, empty: bool) -> None:
    """At the start of each test; ``empty`` unless it works with real transactions."""
    if _watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(_watch)
    Place.here = EMPTY if empty else None


def remembered(build: Callable[P, T]) -> Callable[P, T]:
    """A builder whose world each worker makes once and puts back afterwards."""

    @wraps(build)
    def made(*given: P.args, **named: P.kwargs) -> T:
        key = _key(build.__qualname__, given, named)
        if key is None:
            return build(*given, **named)
        if key in _worlds:
            answer = _put_back(_worlds[key], given)
        else:
            answer = build(*given, **named)
            _worlds[key] = _noted_down(_worlds[key[0]], given, answer)
        Place.here = key
        return answer

    return made


def _watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """Between Django and its database: a statement that may write ends what is known."""
    if not (READS.match(sql) or BESIDE.match(sql)):
        Place.here = None
    return execute(sql, params, many, context)


def _key(name: str, given: tuple[Any, ...], named: dict[str, Any]) -> Key | None:
    """Where we are and what is asked for; None where that does not say everything."""
    if Place.here is None or _changed_settings() - OF_EACH_TEST:
        return None
    try:
        return (Place.here, name, *map(_plain, given), *map(_plain, named.items()))
    except TypeError:
        return None


def _plain(value: Any) -> object:
    """A value as part of a key. Raises TypeError for what may be another each time."""
    if is_dataclass(value):
        whose = getattr(value, "partnership", None)  # the cast: one in each partnership
        return (type(value).__name__, whose.pk if whose else _plain(astuple(value)))
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    if value is None or isinstance(value, str | int | date):
        return value
    raise TypeError(type(value))


def _changed_settings() -> set[str]:
    """The names of the settings to which this test has given another value."""
    names: set[str] = set()
    holder = vars(settings)["_wrapped"]
    while "default_settings" in vars(holder):
        names |= vars(holder).keys() - {"default_settings", "_deleted"}
        holder = holder.default_settings
    return names


def _noted_down(before: World, given: tuple[object, ...], answer: object) -> World:
    world = World(_tables(), dict(_files()), given=given)
    for model, rows in world.tables.items():
        known = before.tables.get(model, {})
        assert known.keys() <= rows.keys(), f"a builder took {model.__name__} away"
        new = {pk: row for pk, row in rows.items() if known.get(pk) != row}
        world.added[model] = {pk: row for pk, row in new.items() if pk not in known}
        world.changed[model] = {pk: row for pk, row in new.items() if pk in known}
    world.made = deepcopy(answer, {id(one): one for one in _people(given)})
    return world


def _put_back(world: World, given: tuple[object, ...]) -> Any:
    """The rows and files again, and a copy of the answer about the people now given."""
    for model, rows in world.added.items():
        _insert(model, list(rows.values()))
    for model, rows in world.changed.items():
        for key, row in rows.items():
            _update(model, key, row)
    for name, data in world.files.items():
        path = Path(settings.FILES_ROOT) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    now = zip(_people(world.given), _people(given), strict=True)
    return deepcopy(world.made, {id(then): one for then, one in now})


def _people(given: tuple[object, ...]) -> Iterator[object]:
    """Everybody of each cast among the arguments: they stay who they are in this test."""
    for cast in given:
        if users := getattr(cast, "users", None):
            yield from (cast, cast.partnership, *users.values())
            yield from cast.agencies.values()


def _tables() -> Tables:
    models = apps.get_app_config("rapidreview").get_models()
    return {model: rows_of(model) for model in models}


def _insert(model: type[Model], rows: list[Row]) -> None:
    if not rows:
        return
    columns = columns_of(model)
    mark = f"({', '.join(['%s'] * len(columns))})"
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({", ".join(columns)}) '  # noqa: S608
            f"VALUES {', '.join([mark] * len(rows))}",
            [value for row in rows for value in row],
        )


def _update(model: type[Model], key: Any, row: Row) -> None:
    values = ", ".join(f"{name} = %s" for name in columns_of(model))
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{table}" SET {values} WHERE "{column}" = %s',  # noqa: S608
            [*row, key],
        )


def _files() -> Iterator[tuple[Path, bytes]]:
    root = Path(settings.FILES_ROOT)
    for path in root.rglob("*"):
        if path.is_file():
            yield path.relative_to(root), path.read_bytes()

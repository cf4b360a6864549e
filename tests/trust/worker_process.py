"""The product's worker, as a process of its own that can be stopped at any instant."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

PRODUCTS_OWN = ("manage.py", "worker")
PATIENCE_SECONDS = 90  # a machine may be busy with other tests


class Worker:
    """Works the queue of the test's database, at an instant of the story and onwards.

    Its processes are a group of their own, so that one signal reaches all of them.
    """

    def __init__(
        self, at: datetime, log: Path, command: Sequence[str] = PRODUCTS_OWN
    ) -> None:
        offset = int((at - datetime.now(UTC)).total_seconds())
        environment = {
            **os.environ,
            "DATABASE_URL": _database_url(),
            "EMAIL_URL": f"smtp://{settings.EMAIL_HOST}:{settings.EMAIL_PORT}",
            "CLOCK_OFFSET_SECONDS": str(offset),
            "JOBS_AT_ONCE": "false",
        }
        self.log = log
        with log.open("ab") as said:
            self._process = subprocess.Popen(
                [sys.executable, *command],
                cwd=settings.PROJECT,
                env=environment,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Whatever is left of it is killed."""
        if not self.is_gone():
            self.is_killed()
        self._process.wait(PATIENCE_SECONDS)

    def stands_still(self) -> None:
        """Not one more instruction."""
        os.killpg(self._process.pid, signal.SIGSTOP)

    def is_killed(self) -> None:
        """Gone, as by a power cut."""
        os.killpg(self._process.pid, signal.SIGKILL)

    def is_gone(self) -> bool:
        """Whether it was killed, or ended."""
        return self._process.poll() is not None

    def waits_for(self, what: Callable[[], bool]) -> None:
        """Until it is so; if it never is, what the worker said tells why."""
        until(what, lambda: self.log.read_text(errors="replace")[-4000:])


def until(what: Callable[[], bool], said: Callable[[], str] = str) -> None:
    """Wait until something is so."""
    patience = time.monotonic() + PATIENCE_SECONDS
    while not what():
        assert time.monotonic() < patience, f"It never came to that. {said()}"
        time.sleep(0.02)


def _database_url() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()

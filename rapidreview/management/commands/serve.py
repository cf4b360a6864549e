"""`./run serve`: the web process and the worker; with --training, the training case."""

import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from rapidreview.people.clock import now
from rapidreview.procedure.calendar import london_day, runs_out
from rapidreview.training.build import build_training_case, training_clock_offset

LOOPBACK = "127.0.0.1"


class Command(BaseCommand):
    """Prepares the database and static files, then runs both processes until stopped."""

    help = "Runs the product: web and worker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Port, and whether the training case is wanted."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--training", action="store_true")

    def handle(self, *_: object, **given: object) -> None:
        """1. prepare; 2. training case; 3. both processes; 4. stop both when one stops."""
        port = int(str(given["port"]))
        if soon := runs_out(london_day(now())):
            self._say(soon)
        self._say("Preparing the database and the pages …")
        settings.HOME.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        environment = dict(os.environ)
        if given["training"]:
            environment.update(self._training(port))
        processes = [
            subprocess.Popen(command, env=environment) for command in _commands(port)
        ]
        self._say(f"Rapid Review is at http://{LOOPBACK}:{port} - stop it with Ctrl+C.")
        sys.exit(_watch(processes))

    def _training(self, port: int) -> dict[str, str]:
        if not settings.TRAINING:
            raise CommandError("--training must be given on the command line.")
        self._say("Looking after the training case …")
        build_training_case(progress=self._say)
        return {
            "RAPIDREVIEW_TRAINING": "1",
            "CLOCK_OFFSET_SECONDS": str(training_clock_offset(now())),
            "SITE_URL": f"http://{LOOPBACK}:{port}",
        }

    def _say(self, words: str) -> None:
        self.stderr.write(words)


def _commands(port: int) -> list[list[str]]:
    manage = [sys.executable, str(settings.PROJECT / "manage.py")]
    web = [sys.executable, "-m", "gunicorn", "rapidreview.web.wsgi:application"]
    web += ["--bind", f"{LOOPBACK}:{port}", "--worker-class", "gthread"]
    web += ["--workers", "1", "--threads", "4", "--no-control-socket"]
    web += ["--chdir", str(settings.PROJECT), "--log-level", "warning"]
    return [web, [*manage, "worker"]]


def _watch(processes: list[subprocess.Popen[bytes]]) -> int:
    """Wait until one ends or we are told to stop; then stop all. 0 if told to."""
    told = {"stop": False}

    def stop(*_: object) -> None:
        told["stop"] = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not told["stop"] and all(one.poll() is None for one in processes):
        time.sleep(0.2)
    for one in processes:
        one.terminate()
    for one in processes:
        one.wait(timeout=20)
    return 0 if told["stop"] else 1

"""What set-up says to the person at the terminal, and how it starts other programs."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

TAIL = 15  # lines of a failed program that are shown


class SetupFailed(Exception):
    """A step cannot be done. ``words`` say what failed, ``advice`` what to do."""

    def __init__(self, words: str, advice: str, details: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.advice = advice
        self.details = details

    def __str__(self) -> str:
        parts = (
            self.details,
            f"Set-up failed: {self.words}",
            f"What to do: {self.advice}",
        )
        return "\n".join(part for part in parts if part)


def say(words: str) -> None:
    """Progress goes to stderr: stdout belongs to the command that follows."""
    print(words, file=sys.stderr, flush=True)


class Step:
    """``with Step("Installing"):`` says what begins and how long it took."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.began = time.monotonic()

    def __enter__(self) -> None:
        say(f"{self.words} …")

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is None:
            say(f"  done in {time.monotonic() - self.began:.0f} s")


def call(
    command: Sequence[str | Path], *, failure: str, advice: str, cwd: Path | None = None
) -> None:
    """Run a program quietly. Raises SetupFailed, with its last lines, if it fails."""
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    environment.pop("VIRTUAL_ENV", None)  # another environment may be active
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise SetupFailed(failure, advice, str(error)) from error
    if done.returncode:
        lines = (done.stdout + done.stderr).strip().splitlines()[-TAIL:]
        raise SetupFailed(failure, advice, "\n".join(lines))

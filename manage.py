"""Runs one of the product's commands; `./run COMMAND` calls this inside the environment.

Commands that keep nothing of their own need no secrets: they run as in training, in a home
that is thrown away afterwards.
"""

import os
import sys
import tempfile

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

KEEP_NOTHING = {"plan", "story", "verify", "check-return", "check-procedure"}


def prepare(words: list[str]) -> tempfile.TemporaryDirectory[str] | None:
    """Set what the settings need for these words; the home to throw away, if any."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapidreview.web.settings")
    command = words[1] if len(words) > 1 else ""
    if command in KEEP_NOTHING:
        home = tempfile.TemporaryDirectory(prefix="rapid-review-")
        os.environ.update(RAPIDREVIEW_TRAINING="1", RAPIDREVIEW_HOME=home.name)
        os.environ.pop("DATABASE_URL", None)
        return home
    if "--training" in words:
        os.environ["RAPIDREVIEW_TRAINING"] = "1"
    return None


if __name__ == "__main__":
    thrown_away = prepare(sys.argv)
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as fault:
        sys.stderr.write(f"{fault}. What each setting is: docs/operations.md.\n")
        sys.exit(2)
    finally:
        if thrown_away is not None:
            thrown_away.cleanup()

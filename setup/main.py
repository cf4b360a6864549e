"""``./run`` and ``./test``, once a Python has been found; ``make setup`` only prepares.

Exit status: of ./run the command's own; of ./test 0 all is well, 1 something is red;
of both 2 if set-up failed.
"""

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from setup import checks
from setup.places import HERE
from setup.prepare import prepare
from setup.terminal import SetupFailed, say

WITHOUT_COMMAND = ("serve", "--training")


def run(words: Sequence[str]) -> NoReturn:
    """Become the command: the caller's folder, signals and exit status stay its own."""
    prepare(HERE)
    command = [str(HERE.python), str(HERE.project / "manage.py")]
    sys.stdout.flush()
    os.execv(command[0], [*command, *(words or WITHOUT_COMMAND)])  # noqa: S606 - no shell


def main(words: Sequence[str]) -> int:
    door, *rest = words
    try:
        if door == "run":
            run(rest)
        prepare(HERE, tests=True)
        return checks.main(rest) if door == "test" else 0
    except SetupFailed as failed:
        say(str(failed))
        return 2
    except KeyboardInterrupt:
        say("Stopped.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

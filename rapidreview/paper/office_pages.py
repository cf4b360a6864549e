"""A Word or Excel document as pages, where LibreOffice is installed (P6.1).

Only for documents that were looked at when they came: whole, without macros, fetching
nothing. LibreOffice runs with limits, as a group of its own that is ended when it takes too
long, with a fresh profile in a folder that goes with it. What it makes is made still.
"""

import os
import resource
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rapidreview.paper import limited
from rapidreview.paper.refusal import Refusal

ROOT = Path(__file__).parents[2]
SUFFIXES = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}


@dataclass(frozen=True, slots=True)
class ConverterBounds:
    """What LibreOffice may use: bytes of memory and of a file, seconds."""

    memory_bytes: int = 4 * 1024**3
    file_bytes: int = 200 * 1024**2
    processor_seconds: int = 60
    seconds: float = 45.0


class CannotConvert(Exception):
    """The converter made no pages of it; the document can still be attached as it came."""


def converter() -> Path | None:
    """LibreOffice of this machine, if there is one."""
    found = shutil.which("soffice")
    return Path(found) if found else None


def office_pages(
    data: bytes,
    media_type: str,
    *,
    with_converter: Path,
    bounds: ConverterBounds | None = None,
) -> bytes:
    """A still PDF of the document's pages. Raises CannotConvert, within the limits."""
    bounds = bounds or ConverterBounds()
    with TemporaryDirectory(prefix="rapidreview-") as folder:
        given = Path(folder) / f"document.{SUFFIXES[media_type]}"
        given.write_bytes(data)
        _convert(with_converter, given, bounds)
        made = given.with_suffix(".pdf")
        if not made.is_file():
            raise CannotConvert(given.suffix)
        try:
            return limited.still_pdf(made.read_bytes())
        except Refusal as refusal:
            raise CannotConvert(given.suffix) from refusal


def _convert(program: Path, given: Path, bounds: ConverterBounds) -> None:
    limits = (bounds.memory_bytes, bounds.file_bytes, bounds.processor_seconds)
    asked = [sys.executable, "-m", "rapidreview.paper.office_pages"]
    asked += [*map(str, limits), str(program), str(given)]
    running = subprocess.Popen(  # noqa: S603 - no shell; see _become_converter
        asked,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.defpath, "HOME": str(given.parent), "LC_ALL": "C.UTF-8"},
        start_new_session=True,
    )
    try:
        running.wait(bounds.seconds)
    except subprocess.TimeoutExpired as error:
        raise CannotConvert("It took too long.") from error
    finally:
        _end(running)


def _end(running: subprocess.Popen[bytes]) -> None:
    """End the whole group: the converter's own children too."""
    try:
        os.killpg(running.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        running.wait()


def _become_converter(memory: str, file: str, processor: str, *told: str) -> None:
    """Take on the limits, then become the converter: it never runs without them."""
    program, given = told
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(file), int(file)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(processor), int(processor)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    folder = Path(given).parent
    asked = [program, "--headless", "--norestore", "--nolockcheck", "--nodefault"]
    asked += [f"-env:UserInstallation=file://{folder}/profile"]
    asked += ["--convert-to", "pdf", "--outdir", str(folder), given]
    os.execv(program, asked)  # noqa: S606 - no shell, and the program is our own choice


if __name__ == "__main__":
    _become_converter(*sys.argv[1:])

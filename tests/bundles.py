"""An exported case to be tampered with: its members, packed again, and what verify says."""

import io
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from rapidreview.casefolder import actions
from rapidreview.dailylog import verify
from tests import make
from tests.cast import gather


@cache
def exported_case() -> bytes:
    """A log of twenty entries, three of which filed something; made once a run."""
    cast = gather()
    case = make.case(cast)
    for number in range(14):
        make.entry(
            case,
            cast,
            text=f"Spoke to the school, call {number}. ✓",
            at=make.later(hours=number),
        )
    first = make.document(case, cast, data=b"%PDF-1.7 first")
    make.document(case, cast, data=b"%PDF-1.7 second", document=first.document)
    make.document(case, cast, data=b"PNG", name="a picture.png", subfolder="IV")
    return actions.export_case(case, by=cast.actor("priya"), at=make.later(days=1))


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    """The same members packed by somebody else, compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def answer(data: bytes, folder: Path) -> tuple[int, dict[str, Any]]:
    """Exit status, and the first place that does not hold, or what was counted."""
    path = folder / "bundle.zip"
    path.write_bytes(data)
    try:
        counted, problems = verify.verify(path)
    except verify.NotABundle:
        return 2, {}
    return (1, problems[0]) if problems else (0, counted)

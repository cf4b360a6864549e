"""What a refusal must say: why, and a paragraph of the procedure that is there."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rapidreview.procedure.errors import ProcedureError

PROCEDURE = Path(__file__).resolve().parents[2] / "docs" / "procedure.md"
KNOWN = frozenset(re.findall(r"P\d+\.\d+", PROCEDURE.read_text(encoding="utf-8")))


@contextmanager
def refuses(
    kind: type[ProcedureError] | tuple[type[ProcedureError], ...],
    match: str | None = None,
) -> Iterator[pytest.ExceptionInfo[ProcedureError]]:
    """As ``pytest.raises``; and what is cited can be read up, if it is a paragraph of ours."""
    with pytest.raises(kind, match=match) as found:
        yield found
    cited = found.value.paragraph
    assert not cited.startswith("P") or cited in KNOWN

"""A procedure as it is kept with the cases that follow it (handbook, 4.1).

Kept are the text as its author wrote it and, as plain values, all that it says together
with what it extends: a later release that changes a shipped procedure changes no case.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rapidreview.procedure.definition import (
    Procedure,
    laid_out,
    load_text,
    own_facts,
    shipped,
    shipped_text,
    text_of,
)
from rapidreview.procedure.reading import Raw, read


@dataclass(frozen=True, slots=True)
class Loaded:
    """A procedure, the text as written, and all that it says as lists, groups and words."""

    procedure: Procedure
    written: str
    said: Raw


def load_whole(written: str) -> Loaded:
    """A file's text with what it says in full.

    Raises ProcedureFileError with every error at once, each with its line.
    """
    text = written.replace("\r\n", "\n")
    procedure = load_text(text)
    return Loaded(procedure, text, laid_out(read(text)).raw)


def load_whole_bytes(content: bytes) -> Loaded:
    """The same of a file's bytes, which may be anything. Raises ProcedureFileError."""
    return load_whole(text_of(content))


@cache
def shipped_whole(procedure_id: str) -> Loaded:
    """The same of a procedure that comes with the product. Raises Refused without one."""
    shipped(procedure_id)
    return load_whole(shipped_text(procedure_id))


def from_said(said: Raw, digest: str) -> Procedure:
    """The procedure that was kept with these values and this hash."""
    values = {**said, "hash": digest} if isinstance(said, dict) else said
    return Procedure.model_validate(values, context=own_facts(said))

"""A procedure as typed data, read from its file (handbook, 4.1).

A file is read with every error at once, each with its line; a unit left out is an error,
never assumed. A case keeps the version, and the hash, of the file it was opened with.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, cached_property
from importlib.resources import files

from pydantic import Field, ValidationError, field_validator

from rapidreview.procedure.calendar import Nation, Override
from rapidreview.procedure.errors import Refused
from rapidreview.procedure.layering import laid_over, with_conditions
from rapidreview.procedure.parts import (
    DatedRule,
    Guidance,
    Name,
    OwnFact,
    Proclaimed,
    ReportPart,
    Stage,
    Standing,
    Task,
    Version,
)
from rapidreview.procedure.quorum import MeetingRules
from rapidreview.procedure.reading import (
    MOST_BYTES,
    NotReadable,
    Problem,
    Raw,
    Reading,
    in_words,
    read,
)
from rapidreview.procedure.soundness import unsound
from rapidreview.procedure.vocabulary import Role
from rapidreview.procedure.windows import Clock, Part, Words

DEFAULT = "rapid-review-2018"


class Procedure(Part):
    """A partnership's procedure, as loaded from its file."""

    id: Name
    title: Words
    version: Version
    extends: str | None = None
    without: tuple[str, ...] = ()
    guidance: tuple[Guidance, ...] = ()
    purpose: tuple[Words, ...] = ()
    calendar: Nation
    roles: dict[Role, Words] = Field(default_factory=dict)
    facts: dict[OwnFact, Words] = Field(default_factory=dict)
    clocks: dict[Name, Clock]
    standing: tuple[Standing, ...] = ()
    proclaimed: tuple[Proclaimed, ...] = ()
    overrides: tuple[DatedRule, ...] = ()
    report: tuple[ReportPart, ...] = ()
    meeting: MeetingRules = MeetingRules()
    stages: tuple[Stage, ...]
    hash: str

    @field_validator("clocks")
    @classmethod
    def _has_a_clock(cls, clocks: dict[str, Clock]) -> dict[str, Clock]:
        if not any(clock.ours for clock in clocks.values()):
            raise ValueError("one clock must be the partnership's own (ours: true)")
        return clocks

    @field_validator("stages")
    @classmethod
    def _has_a_stage(cls, stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
        if not stages:
            raise ValueError("there must be at least one stage")
        return stages

    @cached_property
    def placed(self) -> tuple[tuple[Stage, Task], ...]:
        """Every task with its stage, in the order of the file."""
        return tuple((stage, task) for stage in self.stages for task in stage.tasks)

    @cached_property
    def tasks(self) -> dict[str, Task]:
        """Every task by its id."""
        return {task.id: task for _, task in self.placed}

    @cached_property
    def main_clock(self) -> str:
        """The clock that the stages are counted on: the first of the partnership's own."""
        return next(name for name, clock in self.clocks.items() if clock.ours)

    @cached_property
    def whole_clocks(self) -> tuple[str, ...]:
        """The main clock, and the others within which the whole review must end."""
        whole = (name for name, clock in self.clocks.items() if clock.whole)
        return tuple(dict.fromkeys((self.main_clock, *whole)))

    @cached_property
    def dated_rules(self) -> dict[str, tuple[DatedRule, ...]]:
        """The dated rules of each clock and task that has any, the last one first."""
        named = {rule.clock or rule.task or "" for rule in self.overrides}
        return {
            name: tuple(
                rule for rule in self.overrides[::-1] if name in (rule.clock, rule.task)
            )
            for name in named
        }

    @cached_property
    def changed_days(self) -> tuple[Override, ...]:
        """The days that the nation changed, as the calendar takes them."""
        return tuple(Override(one.on, one.name, one.working) for one in self.proclaimed)

    @property
    def guidance_words(self) -> str:
        """The national guidance that it follows, one line each; stamped on a case (P7.3)."""
        return "\n".join(f"{one.title} {one.link}".strip() for one in self.guidance)

    def role_words(self, role: Role) -> str:
        """A role as this partnership says it."""
        return self.roles.get(role, role.words)


class ProcedureFileError(Refused):
    """A procedure file that cannot be used; ``errors`` holds every one with its line."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("This procedure file cannot be used. " + " ".join(errors))
        self.errors = errors


def load_text(yaml_text: str) -> Procedure:
    """The procedure of a file's text.

    Raises ProcedureFileError with every error at once, each with its line.
    """
    text = yaml_text.replace("\r\n", "\n")
    try:
        laid = laid_out(read(text))
    except NotReadable as why:
        raise ProcedureFileError([str(why)]) from None
    problems = [*laid.problems, *unsound(laid.raw)]
    try:
        procedure = Procedure.model_validate(
            _with_hash(laid, problems, text), context=own_facts(laid.raw)
        )
    except ValidationError as error:
        raise ProcedureFileError(
            laid.sentences([*problems, *_problems(error, laid)])
        ) from None
    if problems:
        raise ProcedureFileError(laid.sentences(problems))
    return procedure


def load_bytes(content: bytes) -> Procedure:
    """The procedure of a file's bytes, which may be anything. Raises ProcedureFileError."""
    return load_text(text_of(content))


def text_of(content: bytes) -> str:
    """The text of a file's bytes. Raises ProcedureFileError for too many, or no UTF-8."""
    if len(content) > MOST_BYTES:
        raise ProcedureFileError(
            [f"line 1: this is too long: more than {MOST_BYTES} bytes"]
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ProcedureFileError([f"line {line}: this is no text in UTF-8"]) from None


@cache
def shipped(procedure_id: str) -> Procedure:
    """A procedure that comes with the product. Raises Refused if there is none so called."""
    return load_text(shipped_text(procedure_id))


def shipped_ids() -> list[str]:
    """The ids of the procedures that come with the product."""
    folder = files("rapidreview.procedure") / "definitions"
    return sorted(one.name.removesuffix(".yaml") for one in folder.iterdir())


def require_new_version(
    loaded: Procedure, known: Iterable[tuple[str, str, str]]
) -> None:
    """Raise Refused where this id and version is known with another hash (Y5, T-42).

    ``known`` are the id, version and hash of each procedure that was ever in use.
    """
    for name, version, digest in known:
        if (name, version) == (loaded.id, loaded.version) and digest != loaded.hash:
            raise Refused(
                f"Version {version} of “{name}” is known with another text. Give this one "
                "a new version."
            )


def shipped_text(procedure_id: str) -> str:
    """The text of a shipped procedure as it was written. Raises Refused if there is none."""
    known = shipped_ids()
    if procedure_id not in known:
        raise Refused(
            f"No procedure “{procedure_id}” comes with the product; "
            f"there is {', '.join(known)}."
        )
    file = files("rapidreview.procedure") / "definitions" / f"{procedure_id}.yaml"
    return file.read_text(encoding="utf-8")


def laid_out(own: Reading) -> Reading:
    """The file, laid over the one that it extends."""
    wanted = _extended(own.raw)
    laid = own
    if wanted in shipped_ids():
        laid = laid_over(_shipped_raw(wanted), own)
    elif wanted:
        raise NotReadable(
            f"line {own.line_of(('extends',))}: extends: “{wanted}” does not come with "
            f"the product; there is {', '.join(shipped_ids())}"
        )
    return replace(laid, raw=with_conditions(laid.raw))


@cache
def _shipped_raw(procedure_id: str) -> Raw:
    """The values of a shipped file, laid over those that it extends itself."""
    own = read(shipped_text(procedure_id))
    wanted = _extended(own.raw)
    return laid_over(_shipped_raw(wanted), own).raw if wanted else own.raw


def _extended(raw: Raw) -> str:
    wanted = raw.get("extends") if isinstance(raw, dict) else None
    return wanted if isinstance(wanted, str) else ""


def own_facts(raw: Raw) -> frozenset[str]:
    """The facts that a file declares, by name: what its anchors and conditions may use."""
    facts = raw.get("facts") if isinstance(raw, dict) else None
    return frozenset(facts) if isinstance(facts, dict) else frozenset()


def _problems(error: ValidationError, laid: Reading) -> Iterator[Problem]:
    """What the types say, in words, but for places of which more is known already."""
    odd = {one.place for one in laid.problems}
    for one in error.errors():
        if one["loc"] not in odd:
            words = in_words(one["type"], one["input"], one["msg"], one["loc"])
            yield Problem(one["loc"], words)


def _with_hash(laid: Reading, problems: list[Problem], text: str) -> object:
    """The values of the file and its hash, which a file cannot state itself.

    What a file extends is part of what it says: that hash goes into its own.
    """
    if not isinstance(laid.raw, dict):
        return laid.raw
    if "hash" in laid.raw:
        problems.append(Problem(("hash",), "is not known here"))
    wanted = _extended(laid.raw)
    under = shipped(wanted).hash if wanted in shipped_ids() else ""
    return {**laid.raw, "hash": hashlib.sha256((text + under).encode()).hexdigest()}

"""The SIN stage of a case as one page tells it: its steps, their state, what comes next (3.2)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rapidreview.case.models import Case
from rapidreview.dailylog.plans import calendar_of, plan_for, procedure_for
from rapidreview.dailylog.reading import Entry
from rapidreview.opening.agreement import Standing, agreed, is_decided, standings
from rapidreview.opening.sin import SIN_WORDS
from rapidreview.planning.spoken import spoken
from rapidreview.procedure.anchors import fact_name
from rapidreview.procedure.definition import Procedure
from rapidreview.procedure.duties import TaskState
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.naming import spoken_date
from rapidreview.procedure.running import Running, running
from rapidreview.procedure.vocabulary import SinOutcome

Told = Mapping[LogKind, Entry]
NOT_RECORDED = "Not recorded yet."
OUTCOME = LogKind.SIN_OUTCOME_RECORDED


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its state, what is to be read, and the page on which it is done.

    ``page`` is the name of an address, with the date it is about in ``anchor``; ``button``
    is what the primary button says where this step comes next; ``more`` is for those who
    may read of the family.
    """

    title: str
    state: TaskState
    said: tuple[str, ...]
    page: str
    button: str
    anchor: str = ""
    settled: bool = False
    more: str = ""


@dataclass(frozen=True, slots=True)
class SinStage:
    """Everything the page says of the stage."""

    steps: tuple[Step, ...]
    partners: tuple[Standing, ...]
    next: Step | None
    submitted: bool
    rule: str


def newest_of(found: Sequence[Entry]) -> dict[LogKind, Entry]:
    """The newest entry of each kind, from entries newest first."""
    told: dict[LogKind, Entry] = {}
    for one in found:
        told.setdefault(one.kind, one)
    return told


def sin_stage(case: Case, facts: CaseFacts, told: Told, at: datetime) -> SinStage:
    """The stage as it stands at ``at``; ``told`` are the newest entries of the log."""
    sent = facts.anchor("sin_submitted")
    clock = sin_clock(case, facts, sent or at)
    partners = tuple(standings(case))
    outcome = outcome_in_force(facts, told)
    none = outcome is SinOutcome.NOT_SUBMITTED
    steps = (
        _awareness(facts, told),
        _decision(told),
        _agreement(procedure_for(case), partners, facts, told),
        _submission(clock, sent, _sent_words(case, sent, told), none=none),
        _outcome(outcome, told, sent=sent is not None),
    )
    undone = (one for one in steps if not one.settled)
    return SinStage(
        steps=tuple(one if case.is_open else _at_the_end(one) for one in steps),
        partners=partners,
        next=next(undone, None) if case.is_open else None,
        submitted=sent is not None,
        rule=clock.rule if clock else "",
    )


def sin_clock(case: Case, facts: CaseFacts, at: datetime) -> Running | None:
    """The clock that counts from awareness, as it stands; None where there is none."""
    procedure = procedure_for(case)
    found = running(procedure, plan_for(case, facts), calendar_of(case, facts), (), at)
    return next((one for one in found if _counts_awareness(procedure, one)), None)


def outcome_in_force(facts: CaseFacts, told: Told) -> SinOutcome | None:
    """What came of the SIN; nothing where the case was reopened after it had ended it."""
    last, entry = facts.last(LogKind.SIN_OUTCOME_RECORDED), told.get(OUTCOME)
    if last is None or entry is None:
        return None
    again = facts.last(LogKind.CASE_REOPENED)
    outcome = _outcome_of(last.subject, entry.text)
    ended = outcome is not SinOutcome.REVIEW_REQUIRED
    return None if ended and again and again.seq > last.seq else outcome


def _outcome_of(subject: str | None, text: str) -> SinOutcome | None:
    """An entry of an earlier release has no subject: its words say which it was."""
    if subject:
        return SinOutcome(subject)
    return next(
        (one for one, words in SIN_WORDS.items() if text.startswith(words)), None
    )


def _counts_awareness(procedure: Procedure, clock: Running) -> bool:
    counted = procedure.clocks[clock.name]
    names = counted.anchors or (counted.anchor,)
    return not clock.whole and LogKind.LA_AWARE_RECORDED in {
        fact_name(one) for one in names
    }


def _at_the_end(step: Step) -> Step:
    """Once the case has ended, nothing that was left is wanted any more."""
    done = step.state is TaskState.DONE
    return step if done else replace(step, state=TaskState.NOT_NEEDED)


def _text(told: Told, kind: LogKind) -> str:
    entry = told.get(kind)
    return entry.text if entry else ""


def _awareness(facts: CaseFacts, told: Told) -> Step:
    aware = facts.anchor("la_aware")
    missing = (
        "Not recorded yet. The time for the SIN counts from this moment, never from the "
        "incident: ask Children’s Social Care when it was."
    )
    return Step(
        "The local authority became aware",
        TaskState.DONE if aware else TaskState.OPEN,
        (f"{spoken(aware)}.",) if aware else (missing,),
        "correct_anchor",
        "Record when the local authority became aware",
        anchor="awareness",
        settled=aware is not None,
        more=_text(told, LogKind.LA_AWARE_RECORDED),
    )


def _decision(told: Told) -> Step:
    entry = told.get(LogKind.CSC_DECISION_RECORDED)
    theirs = "Whether the criteria are met is for Children’s Social Care to decide."
    return Step(
        "Decision of Children’s Social Care",
        TaskState.DONE if entry else TaskState.OPEN,
        (entry.text,) if entry else (f"{NOT_RECORDED} {theirs}",),
        "csc_decision",
        "Record the decision of Children’s Social Care",
        settled=entry is not None,
    )


def _agreement(
    procedure: Procedure, partners: Sequence[Standing], facts: CaseFacts, told: Told
) -> Step:
    """Done once enough agree; asked out, and no longer next, once all have answered."""
    decided = is_decided(procedure, agreed(partners)) and facts.has(
        LogKind.PARTNERS_AGREED
    )
    answered = bool(partners) and all(one.answer for one in partners)
    if not partners:  # where nobody must be asked, nobody is waited for
        answered = facts.has(LogKind.SIN_SUBMITTED)
    return Step(
        "Agreement of the partners",
        TaskState.DONE if decided else TaskState.OPEN,
        tuple(_agreement_words(partners, told)),
        "partners_agreed",
        "Record what a partner says"
        if partners
        else "Record whether the partners agree",
        settled=decided or answered,
    )


def _agreement_words(partners: Sequence[Standing], told: Told) -> Iterator[str]:
    entry = told.get(LogKind.PARTNERS_AGREED)
    if not partners:
        yield entry.text if entry else NOT_RECORDED
    if any(one.answer and not one.answer.agrees for one in partners):
        yield "A partner does not agree. The decision stays Children’s Social Care’s."


def _sent_words(case: Case, sent: datetime | None, told: Told) -> str:
    """Who submitted it and when; where its date was corrected, the date that counts."""
    if sent is None:
        return ""
    said = _text(told, LogKind.SIN_SUBMITTED) or f"Submitted {spoken(sent)}."
    return f"{said} Reference: {case.sin_reference}." if case.sin_reference else said


def _submission(
    clock: Running | None, sent: datetime | None, words: str, *, none: bool
) -> Step:
    return Step(
        "The SIN is submitted",
        _state_of(clock, sent=sent, none=none),
        tuple(_submission_words(clock, words, none=none)),
        "sin",
        "Record the SIN",
        settled=sent is not None or none,
    )


def _state_of(clock: Running | None, *, sent: datetime | None, none: bool) -> TaskState:
    if sent or none:
        return TaskState.DONE if sent else TaskState.NOT_NEEDED
    if clock is None or clock.waits or clock.number < clock.of:
        return TaskState.OPEN
    return TaskState.DUE_TODAY if clock.number == clock.of else TaskState.LATE


def _submission_words(clock: Running | None, sent: str, *, none: bool) -> Iterator[str]:
    if none:
        yield "No SIN is submitted."
        return
    if sent:
        yield sent
    if clock and clock.latest_on:
        late = clock.number > clock.of
        due = "It was due by" if sent or late else "Due by"
        days = " working days" if late else ""
        yield f"{due} {spoken_date(clock.latest_on)}. {clock.words}{days}."
    elif clock:
        yield (
            "No latest day yet: it counts from the moment at which the local authority "
            "became aware."
        )


def _outcome(outcome: SinOutcome | None, told: Told, *, sent: bool) -> Step:
    """With a SIN the review goes on, also on a case that was reopened after its end."""
    entry = told.get(OUTCOME)
    said = [f"{SIN_WORDS[outcome]}."] if outcome else []
    if outcome and entry and entry.reason:
        said.append(entry.reason)
    return Step(
        "What comes of it",
        TaskState.DONE if outcome or sent else TaskState.NOT_YET,
        tuple(said) or ("The review goes on." if sent else NOT_RECORDED,),
        "sin",
        "Record the SIN",
        settled=outcome is not None or sent,
    )

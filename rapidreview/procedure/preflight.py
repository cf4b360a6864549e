"""The pre-flight of a submission: what must be so before the report goes, and what should.

Each point is judged from values, and is a sentence either way. A point that stops keeps
the bundle from being made; the others are shown, and whoever sends decides.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.criteria import Answers, gaps
from rapidreview.procedure.errors import Incomplete
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.naming import spoken_date
from rapidreview.procedure.vocabulary import Partner


class Point(StrEnum):
    """The points: value, paragraph, whether it stops, why it is looked at."""

    paragraph: str
    stops: bool
    why: str

    def __new__(
        cls, value: str, paragraph: str = "", stops: str = "", why: str = ""
    ) -> "Point":
        """A point with all that is said of it; ``Point("sin")`` finds one."""
        point = str.__new__(cls, value)
        point._value_ = value
        point.paragraph, point.stops, point.why = paragraph, stops == "stops", why
        return point

    # One point a line, to be read as a table.
    # fmt: off
    SIGNED = "signed", "P13.1", "stops", "The Chair’s signature completes the report, and covers exactly the text that is sent."
    FILED = "filed", "P13.2", "stops", "The signed report lies in III. Statutory Correspondence."
    SIN = "sin", "P1.5", "stops", "The National Panel knows the review by the reference of the SIN."
    CRITERIA = "criteria", "P7.2", "stops", "The Panel reads each criterion with its answer and the reason for it."
    VIEWS = "views", "P7.2", "stops", "Each statutory partner agrees or dissents, in its own words."
    EXECUTIVE = "executive", "P1.16", "stops", "Executive leaders know the findings before they are submitted."
    OFSTED = "ofsted", "P13.4", "stops", "Whether Ofsted is sent the report is decided, with the reason."
    LOG = "log", "P0.1", "stops", "The Daily Log is the proof of what was done; its chain must hold."
    APPROVED = "approved", "P7.4", "warns", "The group approves that the report holds the necessary information."
    MINUTES = "minutes", "P0.5", "warns", "The minutes of every meeting are circulated."
    CIRCULATED = "circulated", "P9.3", "warns", "The Chair confirms the circulation of the report."
    SIGN_OFFS = "sign_offs", "P9.3", "warns", "Each partner signs off the version that was circulated."
    RETURNS = "returns", "P6.1", "warns", "A return that is missing is named, so that nobody takes it for read."
    SAFETY = "safety", "P2.4", "warns", "What concerns a child’s safety now comes before everything."
    ACTIONS = "actions", "P14.1", "warns", "An action has an owner, a date, and a measure of the difference it makes."
    # fmt: on


@dataclass(frozen=True, slots=True)
class Signed:
    """The Chair's live signature: over which version, and whether it covers the text."""

    version: str
    by: str
    covers: bool
    filed: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """A partner's view of the decision; without words a dissent says too little."""

    agrees: bool
    words: str


@dataclass(frozen=True, slots=True)
class Executive:
    """Whether the AD/DCS were to meet (None: not decided), and which partners shared."""

    required: bool | None = None
    shared: frozenset[Partner] = frozenset()


@dataclass(frozen=True, slots=True)
class Ofsted:
    """Whether Ofsted is to have the report, and whether it has gone."""

    required: bool
    sent: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """How many actions there are, and how many lack something."""

    actions: int = 0
    without_owner: int = 0
    without_measure: int = 0


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known of a review before it is submitted, as values.

    ``criteria``: the answers of the walk-through. ``log_faults``: where the chain does not hold. ``unnamed``: agencies without an accepted return that
    nobody named. ``unsafe``: safety items and immediate actions that are open.
    ``signed_off``: the partners that did, for the version that was circulated.
    """

    facts: CaseFacts
    signed: Signed | None = None
    sin_reference: str = ""
    criteria: Answers = field(default_factory=dict)
    views: Mapping[Partner, Voice] = field(default_factory=dict)
    executive: Executive = Executive()
    ofsted: Ofsted | None = None
    log_faults: int = 0
    unnamed: Sequence[str] = ()
    unsafe: int = 0
    signed_off: Collection[Partner] = ()
    measured: Measured = Measured()


@dataclass(frozen=True, slots=True)
class Verdict:
    """One point, met or not, as a sentence."""

    point: Point
    ok: bool
    words: str


def judge(dossier: Dossier) -> list[Verdict]:
    """Every point, those that stop first, each in the order of the procedure."""
    return [
        Verdict(point, not missing, missing or met)
        for point, met, missing in _judged(dossier)
    ]


def require_ready(verdicts: Sequence[Verdict]) -> None:
    """Raise Incomplete while a point that stops is not met; its words name each (P13.3)."""
    missing = [one.words for one in verdicts if one.point.stops and not one.ok]
    if missing:
        raise Incomplete(f"Not ready to submit: {' '.join(missing)}", "P13.3")


def _judged(dossier: Dossier) -> Iterator[tuple[Point, str, str]]:
    """Each point with its words if it is met, and those of what is missing."""
    yield Point.SIGNED, *_signed(dossier.signed)
    yield Point.FILED, "Filed in III.", _filed(dossier.signed)
    yield Point.SIN, *_sin(dossier)
    yield Point.CRITERIA, *_criteria(dossier.criteria)
    yield Point.VIEWS, *_views(dossier.views)
    yield Point.EXECUTIVE, *_executive(dossier)
    yield Point.OFSTED, *_ofsted(dossier.ofsted)
    yield Point.LOG, "The chain of the Daily Log verifies.", _log(dossier.log_faults)
    yield Point.APPROVED, "The group approved the content.", _approved(dossier.facts)
    yield (
        Point.MINUTES,
        "Every meeting’s minutes are circulated.",
        _minutes(dossier.facts),
    )
    yield Point.CIRCULATED, "The report was circulated.", _circulated(dossier.facts)
    yield Point.SIGN_OFFS, "All three partners have signed off.", _sign_offs(dossier)
    yield Point.RETURNS, "Every missing return is named.", _unnamed(dossier.unnamed)
    yield Point.SAFETY, "No safety item is open.", _unsafe(dossier.unsafe)
    yield Point.ACTIONS, *_actions(dossier.measured)


def _signed(signed: Signed | None) -> tuple[str, str]:
    if signed is None:
        return "", "The Chair has not signed the report."
    met = f"Version {signed.version} is signed by {signed.by}."
    changed = "The text was changed after it was signed. The Chair signs it again."
    return met, "" if signed.covers else changed


def _filed(signed: Signed | None) -> str:
    return "" if signed and signed.filed else "The signed report is not filed in III."


def _sin(dossier: Dossier) -> tuple[str, str]:
    submitted_at = dossier.facts.anchor("sin_submitted")
    if submitted_at is None:
        return "", "The SIN is not recorded as submitted."
    day = spoken_date(london_day(submitted_at))
    met = f"Submitted {day}, reference {dossier.sin_reference}."
    return met, "" if dossier.sin_reference else "The SIN has no reference."


def _criteria(answers: Answers) -> tuple[str, str]:
    met = "Every question is answered with its reason."
    if not answers:
        return met, "The criteria have not been walked through."
    left = {one.question.code for one in gaps(answers)}
    are = "1 question has" if len(left) == 1 else f"{len(left)} questions have"
    return met, f"{are} no answer with a reason." if left else ""


def _views(views: Mapping[Partner, Voice]) -> tuple[str, str]:
    silent = [one.words for one in Partner if one not in views]
    unsaid = [
        partner.words
        for partner, view in views.items()
        if not view.agrees and not view.words.strip()
    ]
    dissenting = [one.words for one, view in views.items() if not view.agrees]
    met = (
        f"Recorded. Does not agree: {', '.join(dissenting)}."
        if dissenting
        else "All three partners agree."
    )
    said = [
        f"No view recorded: {', '.join(silent)}." if silent else "",
        f"Dissent without words: {', '.join(unsaid)}." if unsaid else "",
    ]
    return met, " ".join(filter(None, said))


def _executive(dossier: Dossier) -> tuple[str, str]:
    executive = dossier.executive
    if executive.required is None:
        return "", "It is not decided whether the AD/DCS are to meet."
    if executive.required:
        held = dossier.facts.has(LogKind.EXECUTIVE_MEETING_HELD)
        missing = "The meeting with the AD/DCS has not been held."
        return "The AD/DCS met.", "" if held else missing
    missing = "No meeting was required, and nobody has shared the findings."
    shared = ", ".join(one.words for one in Partner if one in executive.shared)
    return f"Findings shared by: {shared}.", "" if shared else missing


def _ofsted(ofsted: Ofsted | None) -> tuple[str, str]:
    if ofsted is None:
        return "", "It is not decided whether Ofsted is sent the report."
    if not ofsted.required:
        return "Not required, with the reason recorded.", ""
    sent = "it has been sent" if ofsted.sent else "it is still to be sent"
    return f"Required: {sent}.", ""


def _log(faults: int) -> str:
    places = "1 place" if faults == 1 else f"{faults} places"
    return f"The Daily Log does not verify in {places}." if faults else ""


def _approved(facts: CaseFacts) -> str:
    approved = facts.has(LogKind.CONTENT_APPROVED)
    return "" if approved else "The group’s approval is not recorded."


def _minutes(facts: CaseFacts) -> str:
    waiting = [
        one
        for one in facts.subjects(LogKind.MEETING_CLOSED)
        if not facts.has(LogKind.MINUTES_CIRCULATED, one)
    ]
    meetings = "1 meeting" if len(waiting) == 1 else f"{len(waiting)} meetings"
    return f"The minutes of {meetings} are not circulated." if waiting else ""


def _circulated(facts: CaseFacts) -> str:
    if not facts.has(LogKind.CIRCULATION_CONFIRMED):
        return "The Chair has not confirmed circulation."
    circulated = facts.has(LogKind.REPORT_CIRCULATED)
    return "" if circulated else "Circulation is confirmed but not carried out."


def _sign_offs(dossier: Dossier) -> str:
    left = [one.words for one in Partner if one not in dossier.signed_off]
    return f"Not signed off: {', '.join(left)}." if left else ""


def _unnamed(unnamed: Sequence[str]) -> str:
    return f"Missing, and named nowhere: {', '.join(unnamed)}." if unnamed else ""


def _unsafe(unsafe: int) -> str:
    items = "1 item is" if unsafe == 1 else f"{unsafe} items are"
    return f"{items} still open." if unsafe else ""


def _actions(measured: Measured) -> tuple[str, str]:
    if not measured.actions:
        return "", "No action is recorded."
    lacking = [
        f"{number} without {what}"
        for number, what in (
            (measured.without_owner, "an owner"),
            (measured.without_measure, "a measure of impact"),
        )
        if number
    ]
    met = f"{measured.actions} recorded, each with owner, date and measure."
    said = f"Of {measured.actions} actions: {', '.join(lacking)}."
    return met, said if lacking else ""

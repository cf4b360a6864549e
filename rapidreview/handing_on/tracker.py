"""What the NHS Safeguarding Case Review Tracker asks (DCB3124), T1 to T11, ready to be copied.

Nothing is sent by this: somebody of the integrated care board types it into the tracker,
which is theirs. Everything from the case is veiled; what is missing says so.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from rapidreview.case.models import Case
from rapidreview.collation.key import child_labels
from rapidreview.dailylog import actions as dailylog
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import day_words, duties_for
from rapidreview.handing_on.briefing import (
    filed_briefing,
    said_in,
    shortened,
    signed_text,
)
from rapidreview.handing_on.models import TrackerSheet
from rapidreview.handing_on.veil import Veil
from rapidreview.people.actor import Actor
from rapidreview.planning.spoken import spoken
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.duties import TaskState
from rapidreview.procedure.errors import Stale
from rapidreview.procedure.facts import CaseFacts
from rapidreview.procedure.handing_on import is_converted
from rapidreview.procedure.logkinds import LogKind
from rapidreview.procedure.naming import spoken_date
from rapidreview.procedure.requirements import require_open
from rapidreview.report.reading import live_signature

NOT_KNOWN = "not known"
COLUMN_WORDS = {
    "icb": "Integrated care board",
    "steis": "StEIS number",
    "designated": "Designated professional",
    "theme_1": "Theme 1",
    "theme_2": "Theme 2",
    "theme_3": "Theme 3",
    "publication": "Publication: date and link",
    "dissemination": "How the learning is shared",
    "comments": "Comments",
}
LONG = 120  # words of a section that go into a box


@dataclass(frozen=True, slots=True)
class TrackerGiven:
    """What is typed for the tracker alone; all of it may be unknown."""

    icb: str = ""
    steis: str = ""
    designated: str = ""
    theme_1: str = ""
    theme_2: str = ""
    theme_3: str = ""
    publication: str = ""
    dissemination: str = ""
    comments: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the tracker: its code here, what it asks, what to copy.

    ``needed``: without it the record is not complete. ``typed``: it comes from the form.
    """

    code: str
    asks: str
    text: str
    needed: bool = True
    typed: bool = False

    @property
    def told(self) -> str:
        """The text, or that it is not known."""
        return self.text or NOT_KNOWN

    @property
    def is_missing(self) -> bool:
        """Whether it is needed and nobody has said it."""
        return self.needed and not self.text


@dataclass(frozen=True, slots=True)
class Part:
    """Fields that belong together."""

    title: str
    fields: tuple[Field, ...]


def tracker_row(case: Case) -> TrackerSheet:
    """The row of the case; one that is not saved where there is none."""
    return TrackerSheet.objects.filter(case=case).first() or TrackerSheet(case=case)


def tracker_given(case: Case) -> TrackerGiven:
    """What is typed so far."""
    row = tracker_row(case)
    return TrackerGiven(**{name: getattr(row, name) for name in COLUMN_WORDS})


@transaction.atomic
def change_tracker(
    case: Case, given: TrackerGiven, *, version: int, by: Actor, at: datetime
) -> TrackerSheet:
    """Change what is typed for the tracker; both texts stay in the log (P13.5).

    Raises Stale if somebody changed it after ``version`` was read.
    """
    require_open(case_facts(case))
    before = tracker_given(case)
    TrackerSheet.objects.get_or_create(case=case)
    changed = TrackerSheet.objects.filter(case=case, edit_version=version)
    if changed.update(edit_version=version + 1) != 1:
        raise Stale(
            "Somebody changed this after you opened it. Compare both below. Nothing of yours "
            "is stored yet."
        )
    row = TrackerSheet.objects.get(case=case)
    for name, text in asdict(given).items():
        setattr(row, name, text)
    row.save()
    dailylog.write(
        case,
        LogKind.TRACKER_SHEET_CHANGED,
        by=by,
        at=at,
        subject=row,
        old=_differing(before, given),
        new=_differing(given, before),
    )
    return row


def compared(case: Case, mine: TrackerGiven) -> list[tuple[str, str, str]]:
    """Where what is stored now and what was typed differ: name, stored, typed."""
    stored = asdict(tracker_given(case))
    return [
        (COLUMN_WORDS[name], stored[name] or NOT_KNOWN, typed or NOT_KNOWN)
        for name, typed in asdict(mine).items()
        if stored[name] != typed
    ]


def parts_of(case: Case, facts: CaseFacts, at: datetime) -> list[Part]:
    """The whole record, in the order in which the tracker asks."""
    given, veil = tracker_given(case), Veil(case)
    return [
        Part("Whose record it is", _identifiers(case, given)),
        Part("The incident", _incident(case, facts, veil)),
        Part("The review", _review(case, facts, at)),
        Part("Themes and learning", _learning(case, given, veil)),
        Part("Publication and sharing", _sharing(case, given)),
    ]


def missing(parts: list[Part]) -> list[Field]:
    """What is needed and not there."""
    return [one for part in parts for one in part.fields if one.is_missing]


def rows_of(parts: list[Part]) -> list[tuple[str, str, str, str]]:
    """Code, what is asked, the value, and whether it is missing: for a table of text."""
    return [
        (one.code, one.asks, one.text, "missing" if one.is_missing else "")
        for part in parts
        for one in part.fields
    ]


def _typed(code: str, name: str, given: TrackerGiven, *, needed: bool = True) -> Field:
    return Field(code, COLUMN_WORDS[name], getattr(given, name), needed, typed=True)


def _identifiers(case: Case, given: TrackerGiven) -> tuple[Field, ...]:
    return (
        Field("T1", "Safeguarding partnership", case.partnership.name),
        _typed("T1", "icb", given),
        Field("T2", "Local reference", case.reference),
        _typed("T2", "steis", given, needed=False),
        _typed("T4", "designated", given),
    )


def _incident(case: Case, facts: CaseFacts, veil: Veil) -> tuple[Field, ...]:
    incident = facts.anchor("incident")
    labels = [f"{label}: {_about(veil, child)}" for child, label in child_labels(case)]
    return (
        Field("T3", "Date of the incident", _day(incident)),
        Field(
            "T3",
            "Date added: the day of the referral",
            _day(facts.anchor("intention_notified")),
        ),
        Field("T6", "Children", "\n".join(labels)),
        Field("T6", "What happened", veil(case.incident).strip()),
    )


def _about(veil: Veil, child: object) -> str:
    """Sex and outcome: never a name, a birth date or an age in years."""
    sex = str(getattr(child, "sex", "")).strip() or "sex not recorded"
    outcome = veil(str(getattr(child, "outcome", ""))).strip()
    return f"{sex}. {outcome}".strip()


def _review(case: Case, facts: CaseFacts, at: datetime) -> tuple[Field, ...]:
    converted, signature = is_converted(facts), live_signature(case)
    over = facts.has(LogKind.REPORT_SUBMITTED) and not converted
    late = [one for one in duties_for(case, facts, at) if one.state is TaskState.LATE]
    kind = "Converted: Rapid Review to local child safeguarding practice review"
    return (
        Field("T5", "Open or closed", "Closed" if over or not case.is_open else "Open"),
        Field("T8", "Type of review", kind if converted else "Rapid Review"),
        Field("T9", "Stage", _stage(case, facts, at)),
        Field("T9", "Slippage", _slippage(len(late))),
        Field(
            "T9", "Report signed off", _day(signature.signed_at if signature else None)
        ),
    )


def _stage(case: Case, facts: CaseFacts, at: datetime) -> str:
    if is_converted(facts):
        return "Local child safeguarding practice review begun"
    if (sent := facts.last(LogKind.REPORT_SUBMITTED)) is not None:
        return f"Submitted to the National Panel, {spoken(sent.at)}"
    return day_words(case, facts, at).words if case.is_open else "Ended"


def _slippage(late: int) -> str:
    if not late:
        return "None: every task is in time"
    return f"{late} {'task is' if late == 1 else 'tasks are'} late"


def _learning(case: Case, given: TrackerGiven, veil: Veil) -> tuple[Field, ...]:
    content = signed_text(case)
    said = {
        code: shortened(veil(said_in(content, code)), LONG)[0] if content else ""
        for code in ("R11", "R13")
    }
    recommended = veil(said_in(content, "R14")) if content else ""
    themes = (_typed("T7", f"theme_{n}", given, needed=n == 1) for n in (1, 2, 3))
    return (
        *themes,
        Field("T7", "Learning", said["R13"]),
        Field("T7", "Good practice", said["R11"], needed=False),
        Field("T7", "Recommendations and actions", recommended),
    )


def _sharing(case: Case, given: TrackerGiven) -> tuple[Field, ...]:
    filed = filed_briefing(case)
    made = f"Seven-minute briefing, {_day(filed.filed_at)}" if filed else ""
    told = given.dissemination or made
    return (
        _typed("T10", "publication", given, needed=False),
        Field("T11", COLUMN_WORDS["dissemination"], told, typed=True),
        _typed("T6", "comments", given, needed=False),
    )


def _differing(told: TrackerGiven, other: TrackerGiven) -> str:
    theirs = asdict(other)
    return "; ".join(
        f"{COLUMN_WORDS[name]}: {text or NOT_KNOWN}"
        for name, text in asdict(told).items()
        if text != theirs[name]
    )


def _day(instant: datetime | None) -> str:
    return spoken_date(london_day(instant)) if instant else ""

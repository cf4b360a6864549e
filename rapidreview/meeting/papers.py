"""The minutes as a paper, from the rows of the meeting, names replaced by labels (P0.5, P7.5).

What people typed goes through the case's key; the names of those who came and of who does
what are theirs, and stay (handbook, section 8).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rapidreview.case.invited import Interest
from rapidreview.case.models import Case
from rapidreview.casefolder.models import Document, DocumentVersion
from rapidreview.collation.key import key_of
from rapidreview.dailylog.facts import case_facts
from rapidreview.dailylog.plans import calendar_of, procedure_for
from rapidreview.evidence.pseudonyms import pseudonymise
from rapidreview.meeting.agenda import ACTIONS, WALK_THROUGH, guidance_of
from rapidreview.meeting.deputies import deputy_words
from rapidreview.meeting.models import Approval, Attendance, Meeting
from rapidreview.meeting.presence import quorum_of
from rapidreview.meeting.reading import (
    Decision,
    ViewGiven,
    actions_of,
    decision_of,
)
from rapidreview.paper.minutes_paper import MinutesPaper
from rapidreview.paper.pieces import (
    ActionRow,
    Conflict,
    Criterion,
    Item,
    Lines,
    Person,
    View,
)
from rapidreview.planning.interests import interests_of
from rapidreview.planning.spoken import spoken
from rapidreview.procedure.calendar import london_day
from rapidreview.procedure.duedates import minutes_due
from rapidreview.procedure.naming import spoken_date

COLOPHON = (
    "The child and the family stand under labels. These minutes are for the people they were "
    "given to, and nobody else: they can still identify a family."
)
STATES = Attendance.State
Veil = Callable[[str], str]  # text as it was typed to text with labels


@dataclass(frozen=True, slots=True)
class Edition:
    """Which version of the minutes it is, and what was corrected in it."""

    number: int
    correction: str = ""
    changed: str = ""


def minutes_paper(meeting: Meeting, edition: Edition) -> MinutesPaper:
    """The minutes of a meeting as they stand in its rows now."""
    case, veil = meeting.case, _veil(meeting)
    people = list(meeting.attendances.select_related("case"))
    review = meeting.sort == Meeting.Sort.RAPID_REVIEW
    decision = decision_of(case) if review else None
    paper = MinutesPaper(
        partnership=case.partnership.name,
        reference=case.reference,
        marking=case.partnership.marking,
        title=title_of(meeting),
        lines=_lines(meeting, veil),
        present=_present(people, veil),
        apologies=_apologies(people),
        conflicts=_conflicts(case, people, veil),
        items=_items(meeting, veil),
        actions=_actions(meeting, veil),
        minute_taker=meeting.minute_taker,
        closed_at=spoken(meeting.closed_at) if meeting.closed_at else "",
        due_line=due_line(meeting),
        version=str(edition.number),
        correction=_correction(edition, veil),
        changed=veil(edition.changed),
        colophon=COLOPHON,
    )
    return _with_decision(paper, decision, veil) if decision else paper


def _correction(edition: Edition, veil: Veil) -> str:
    said = veil(edition.correction)
    return f"Version {edition.number}, corrected: {said}" if said else ""


def _conflicts(
    case: Case, people: Sequence[Attendance], veil: Veil
) -> tuple[Conflict, ...]:
    """What was declared and what was done about it (M1)."""
    declared = interests_of(case)
    kept = {(one.name, one.words) for one in declared}
    older = [
        one for one in people if one.conflict and (one.name, one.conflict) not in kept
    ]
    return (
        *(Conflict(one.name, veil(_settled(one))) for one in declared),
        *(Conflict(one.name, veil(one.conflict)) for one in older),
    )


def _settled(one: Interest) -> str:
    decided = f" Decided by {one.decided_by}." if one.decided_by else ""
    return f"{one.words}\nWhat was done: {one.done}{decided}"


def title_of(meeting: Meeting) -> str:
    """What the minutes are called, in the folder too."""
    return f"Minutes: {meeting.get_sort_display()}"


def due_line(meeting: Meeting) -> str:
    """When the minutes are due, and the strict 24 hours where they were rolled (4.2 b)."""
    if meeting.closed_at is None:
        return ""
    case = meeting.case
    calendar = calendar_of(case, case_facts(case))
    due = minutes_due(meeting.closed_at, calendar, procedure_for(case))
    if due.strict == due.rolled:
        return spoken(due.rolled)
    return (
        f"{spoken(due.rolled)} (24 hours end {spoken(due.strict)}, which is not a working "
        "day)"
    )


def _veil(meeting: Meeting) -> Veil:
    key = key_of(meeting.case)
    return lambda text: pseudonymise(text, key)


def _lines(meeting: Meeting, veil: Veil) -> Lines:
    known = (
        ("Date and time", spoken(meeting.starts_at)),
        ("Place", veil(meeting.place)),
        ("Quorum", "\n".join(_quorum(meeting, veil))),
        ("Papers", "\n".join(_papers(meeting))),
        (
            "Guidance",
            "\n".join(title for title, _ in guidance_of(meeting.case.guidance)),
        ),
    )
    return tuple((label, words) for label, words in known if words)


def _quorum(meeting: Meeting, veil: Veil) -> list[str]:
    """What was said of the quorum, and each condition as the attendance shows it (M17)."""
    if meeting.quorum_met is None or meeting.closed_at is None:
        return []
    said = f"{'Met' if meeting.quorum_met else 'Not met'}. {veil(meeting.quorum_words)}"
    counted = quorum_of(meeting, at=meeting.closed_at)
    return [said.strip(), *(one.said for one in counted)]


def _papers(meeting: Meeting) -> list[str]:
    """The newest pack and report that lay in the folder when the meeting began (M18)."""
    filed = DocumentVersion.objects.filter(
        case=meeting.case,
        filed_at__lte=meeting.starts_at,
        document__sort__in=(Document.Sort.PACK, Document.Sort.REPORT),
    ).select_related("document__case")
    newest = {one.document.sort: one for one in filed.order_by("filed_at", "id")}
    return [
        f"{one.document.title.removesuffix(' (PDF)')}, version {one.number}"
        for one in newest.values()
    ]


def _present(people: Sequence[Attendance], veil: Veil) -> tuple[Person, ...]:
    """Those who came, and after them the deputies."""
    came = [Person(one.name, one.role) for one in people if one.state == STATES.PRESENT]
    deputies = [
        Person(
            one.deputy, f"Deputy for {one.name}, {one.role}", veil(deputy_words(one))
        )
        for one in people
        if one.deputy and one.state != STATES.PRESENT
    ]
    return (*came, *deputies)


def _apologies(people: Sequence[Attendance]) -> tuple[Person, ...]:
    return tuple(
        Person(one.name, one.role, f"Deputy: {one.deputy}" if one.deputy else "")
        for one in people
        if one.state == STATES.APOLOGIES
    )


def _items(meeting: Meeting, veil: Veil) -> tuple[Item, ...]:
    """Every item of the Rapid Review meeting, by code; those of the other without.

    What stands in a table further down is pointed to, not left empty.
    """
    review = meeting.sort == Meeting.Sort.RAPID_REVIEW
    return tuple(
        Item(
            one.code if review else "", one.title, veil(one.notes) or _unsaid(one.code)
        )
        for one in meeting.items.select_related("case")
    )


def _unsaid(code: str) -> str:
    """What stands under an item without notes of its own."""
    below = {WALK_THROUGH: "The criteria", ACTIONS: "The actions"}
    return (
        f"{below[code]} are set out below." if code in below else "Nothing was noted."
    )


def _actions(meeting: Meeting, veil: Veil) -> tuple[ActionRow, ...]:
    return tuple(
        ActionRow(
            str(one.number),
            veil(one.words),
            one.owner,
            spoken_date(london_day(one.due_at)),
            veil(one.impact),
        )
        for one in actions_of(meeting.case, meeting)
    )


def _with_decision(paper: MinutesPaper, decision: Decision, veil: Veil) -> MinutesPaper:
    """With the parts that only the Rapid Review meeting has."""
    return replace(
        paper,
        criteria=tuple(
            Criterion(one.group, one.question, one.answer, veil(one.reason))
            for one in decision.criteria
        ),
        recommendation=tuple(
            (label, veil(said)) for label, said in decision.recommended
        ),
        views=tuple(_view(one, veil) for one in decision.views),
        approval=_approval(decision.approval),
        corrections=tuple(veil(one) for one in decision.corrections),
        executive=veil(_executive(decision)),
    )


def _view(one: ViewGiven, veil: Veil) -> View:
    words, when = veil(one.words), spoken(one.given_at)
    return View(one.partner.words, one.given_by, one.view, words, when)


def _approval(given: Approval | None) -> str:
    if given is None:
        return ""
    return f"Approved by {given.approved_by}, {spoken(given.approved_at)}."


def _executive(decision: Decision) -> str:
    decided = decision.executive
    if decided is None:
        return ""
    return (
        f"{'Required' if decided.required else 'Not required'}. {decided.reason}\n"
        f"Decided by {decided.decided_by} with {decided.decided_with}, "
        f"{spoken(decided.decided_at)}."
    )

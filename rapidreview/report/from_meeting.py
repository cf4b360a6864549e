"""What minutes and decisions say in the report, section by section (P9.1)."""

from collections.abc import Mapping

from rapidreview.case.models import Case
from rapidreview.dailylog.plans import calendar_of, day_counter
from rapidreview.meeting.models import Attendance
from rapidreview.procedure.criteria import ANSWER_WORDS, QUESTIONS, Answers
from rapidreview.procedure.facts import CaseFacts
from rapidreview.report.filling import Filled
from rapidreview.report.met import MeetingTold

# The items of the agenda that go into a section; all of them are offered beside it.
FILLS: Mapping[str, tuple[str, ...]] = {"R12": ("M3",), "R16": ("M12",)}
OFFERS: Mapping[str, tuple[str, ...]] = {
    "R3": ("M4",),
    "R4": ("M1", "M15"),
    "R5": ("M6",),
    "R6": ("M5",),
    "R7": ("M7",),
    "R8": ("M8",),
    "R9": ("M8",),
    "R11": ("M9",),
    "R12": ("M3",),
    "R13": ("M9",),
    "R14": ("M14",),
    "R15": ("M13",),
    "R16": ("M12",),
    "R17": ("M10", "M11"),
    "R18": ("M11",),
}
PRESENT, APOLOGIES = Attendance.State.PRESENT, Attendance.State.APOLOGIES


def meeting_texts(told: MeetingTold, facts: CaseFacts, case: Case) -> dict[str, Filled]:
    """The sections that the closed meeting says anything for, by code; none before."""
    if told.meeting is None:
        return {}
    texts = {
        "R4": _process(told, facts, case),
        "R14": _actions(told),
        "R17": walk_through(told.answers),
        "R18": views(told),
    }
    found = {code: Filled(text, _SOURCES[code]) for code, text in texts.items() if text}
    for code, items in FILLS.items():
        if text := "\n\n".join(
            told.notes[item].text for item in items if item in told.notes
        ):
            found[code] = Filled(
                f"## At the meeting\n{text}", f"Minutes, {', '.join(items)}"
            )
    return found


_SOURCES: Mapping[str, str] = {
    "R4": "attendance of the meeting",
    "R14": "actions agreed",
    "R17": "the walk through the criteria",
    "R18": "the partners’ views at the meeting",
}


def walk_through(answers: Answers) -> str:
    """Each criterion with its answer and its reason, then what was decided (P7.2)."""
    lines: list[str] = []
    for group in dict.fromkeys(one.group for one in QUESTIONS):
        asked = [one for one in QUESTIONS if one.group == group]
        said = [
            _criterion(group, one.words, *answers.get(one.code, ("", "")))
            for one in asked
        ]
        if any(said):
            lines.append(f"## {group}\n" + "\n".join(filter(None, said)))
    return "\n\n".join(lines)


def views(told: MeetingTold) -> str:
    """Each partner's view; a dissent in the partner's own words, whole (R18)."""
    return "\n".join(
        f"- {one.partner.words}: {'agrees' if one.agrees else 'does not agree'}"
        f"{_in_own_words(one.words, agrees=one.agrees)}"
        for one in told.views
    )


def _in_own_words(words: str, *, agrees: bool) -> str:
    if not words.strip():
        return "."
    said = "" if agrees else ", and says"
    return f"{said}: “{words.strip()}”"


def _criterion(group: str, question: str, answer: str, reason: str) -> str:
    told = ". ".join(filter(None, (ANSWER_WORDS.get(answer, ""), reason)))
    if question == group:
        return told
    return f"- {question}{'' if question.endswith('?') else ':'} {told}" if told else ""


def _process(told: MeetingTold, facts: CaseFacts, case: Case) -> str:
    """The day of the meeting, and how many were there; the names stand in the minutes."""
    if told.meeting is None:
        return ""
    day_of = day_counter(
        case, facts.anchor("intention_notified"), calendar_of(case, facts)
    )
    lines = [
        f"The Rapid Review meeting was held on {day_of(told.meeting.starts_at)}. "
        f"{_people(told.came(PRESENT))} took part{_absent(told)}."
    ]
    if told.meeting.quorum_met is not None:
        lines.append(
            "The quorum was met."
            if told.meeting.quorum_met
            else "The quorum was not met."
        )
    return " ".join(lines)


def _absent(told: MeetingTold) -> str:
    absent = told.came(APOLOGIES)
    if not absent:
        return ""
    deputies = f", of whom {told.deputies} sent a deputy" if told.deputies else ""
    return f"; {_people(absent)} sent apologies{deputies}"


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def _actions(told: MeetingTold) -> str:
    number = len(told.actions)
    if not number:
        return ""
    immediate = sum(one.kind == one.Kind.IMMEDIATE for one in told.actions)
    many = "1 action was" if number == 1 else f"{number} actions were"
    now = f" {immediate} of them for immediate safety." if immediate else ""
    return (
        f"{many} agreed.{now} The table gives each with its owner, its date and how one "
        "will see that it made a difference."
    )

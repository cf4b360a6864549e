"""What can be put into a section while somebody writes it: answers, the meeting, what is filled in."""

from dataclasses import dataclass

from rapidreview.report.accepted import Told
from rapidreview.report.filling import (
    FEEDS,
    answers_of,
    codes_said,
    filled_from_answers,
    heard,
)
from rapidreview.report.from_meeting import OFFERS, meeting_texts
from rapidreview.report.gathering import Material


@dataclass(frozen=True, slots=True)
class Source:
    """A text that can be put in; ``key`` names it in the form, ``where`` its group."""

    key: str
    where: str
    title: str
    text: str


ANSWERS, MEETING = "Accepted returns", "The meeting"


def sources_for(code: str, material: Material) -> list[Source]:
    """Everything that belongs to this section, in groups; labels stand for names."""
    return [*_of_the_returns(code, material), *_of_the_meeting(code, material)]


def _of_the_returns(code: str, material: Material) -> list[Source]:
    feed = FEEDS.get(code)
    if feed is None:
        whole = filled_from_answers(material.returns).get(code)
        return [Source("answers", ANSWERS, whole.source, whole.text)] if whole else []
    found = []
    for one in material.returns:
        said = [answers_of(one, feed.fills)] if feed.fills else []
        said += ["\n".join(heard(one))] if feed.heard else []
        found += _source(one, "fills", codes_said(feed.fills), "\n\n".join(said))
        for question in feed.offers:
            found += _source(one, question, question, answers_of(one, [question]))
    return found


def _source(one: Told, key: str, codes: str, text: str) -> list[Source]:
    if not text.strip():
        return []
    agency = str(one.standing.agency_id)
    title = f"{one.agency}: {codes}" if codes else one.agency
    return [Source(f"{agency}:{key}", ANSWERS, title, text.strip())]


def _of_the_meeting(code: str, material: Material) -> list[Source]:
    notes = material.meeting.notes
    found = [
        Source(item, MEETING, f"{item}. {notes[item].title}", notes[item].text)
        for item in OFFERS.get(code, ())
        if item in notes
    ]
    told = meeting_texts(material.meeting, material.facts, material.case).get(code)
    if told and not any(one.text in told.text for one in found):
        found.append(
            Source(
                "meeting", MEETING, told.source[0].upper() + told.source[1:], told.text
            )
        )
    return found

"""What can be put into a section while somebody writes it: answers, events, the meeting.

Each source says where its words come from: it is put in as a quotation with that, and
kept beside the section (``provenance``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidreview.evidence.chronology import Row
from rapidreview.evidence.form import form
from rapidreview.paper.passages import Kind, Passage, passages, written
from rapidreview.report.accepted import Told
from rapidreview.report.filling import (
    FEEDS,
    answers_of,
    codes_said,
    filled_from_answers,
    heard,
    when,
)
from rapidreview.report.from_meeting import OFFERS, meeting_texts
from rapidreview.report.gathering import Material


@dataclass(frozen=True, slots=True)
class Source:
    """A text that can be put in; ``key`` names it in the form, ``where`` its group.

    ``page`` and ``subject`` are the page on which it can be read whole, and of what.
    """

    key: str
    where: str
    title: str
    text: str
    page: str = ""
    subject: str = ""


ANSWERS, EVENTS, MEETING = "Accepted returns", "Chronology", "The meeting"
TOLD = "BCDFGH"  # the sections of the form that tell of child, family and practice
MOST_FOUND = 30  # sources that a search shows


def sources_for(code: str, material: Material) -> list[Source]:
    """Everything that belongs to this section, in groups; labels stand for names."""
    return [*_of_the_returns(code, material), *_of_the_meeting(code, material)]


def every_source(material: Material) -> Iterator[Source]:
    """Every answer that the group may read, every event, every item of the minutes."""
    for one in material.returns:
        for question in form().questions:
            if question.section in TOLD:
                yield from _source(one, question.code, question.code, question.title)
    for one in material.returns:
        for row in one.events():
            yield _event(one, row)
    for note in material.meeting.notes.values():
        title = f"{note.code}. {note.title}"
        yield Source(note.code, MEETING, title, note.text, *_minutes(material))


def sources_with(words: str, material: Material) -> tuple[list[Source], int]:
    """The sources in which all of ``words`` stand, and how many more there are."""
    wanted = words.casefold().split()
    found = [
        one
        for one in every_source(material)
        if all(word in f"{one.title} {one.text}".casefold() for word in wanted)
    ]
    return found[:MOST_FOUND], max(0, len(found) - MOST_FOUND)


def sources_by_key(code: str, material: Material) -> dict[str, Source]:
    """Every source of this section, and of any, by the name it has in the form."""
    offered = {one.key: one for one in every_source(material)}
    return offered | {one.key: one for one in sources_for(code, material)}


def quoted(source: Source) -> str:
    """The words as a quotation, and where they stand."""
    said = [_quoted(one) for one in passages(source.text)]
    place = f"({source.title})"
    if len(said) == 1 and said[0].kind is Kind.PARAGRAPH:
        return f"{said[0].text} {place}"
    return written([*said, Passage(Kind.PARAGRAPH, place)])


def _quoted(one: Passage) -> Passage:
    """A paragraph in quotation marks; what it quotes itself has single ones."""
    if one.kind is not Kind.PARAGRAPH:
        return one
    inner = one.text.replace("“", "‘").replace("”", "’")
    return Passage(one.kind, f"“{inner}”")


def _of_the_returns(code: str, material: Material) -> list[Source]:
    feed = FEEDS.get(code)
    if feed is None:
        whole = filled_from_answers(material.returns).get(code)
        return [Source("answers", ANSWERS, whole.source, whole.text)] if whole else []
    found: list[Source] = []
    for one in material.returns:
        said = [answers_of(one, feed.fills)] if feed.fills else []
        said += ["\n".join(heard(one))] if feed.heard else []
        found += _told(one, "fills", codes_said(feed.fills), "\n\n".join(said))
        for question in feed.offers:
            found += _told(one, question, question, answers_of(one, [question]))
    return found


def _source(one: Told, key: str, codes: str, label: str) -> list[Source]:
    said = _told(one, key, codes, answers_of(one, [key]))
    return [
        Source(s.key, s.where, f"{s.title}, {label}"[:200], s.text, s.page, s.subject)
        for s in said
    ]


def _told(one: Told, key: str, codes: str, text: str) -> list[Source]:
    if not text.strip():
        return []
    title = f"{one.agency}: {codes}" if codes else one.agency
    place = ("agency_return", str(one.row.pk))
    return [Source(_key(one, key), ANSWERS, title, text.strip(), *place)]


def _event(one: Told, row: Row) -> Source:
    """An event with what was done: its month, as the report gives no days."""
    text = re.sub(r"\s+", " ", " ".join(filter(None, (row.event, row.action)))).strip()
    title = f"{one.agency}: chronology, row {row.number}, {when(row.understood)}"
    place = ("agency_return", str(one.row.pk))
    return Source(_key(one, f"row-{row.number}"), EVENTS, title, text, *place)


def _key(one: Told, key: str) -> str:
    return f"{one.standing.agency_id}:{key}"


def _minutes(material: Material) -> tuple[str, str]:
    return ("rapid_review_meeting", "") if material.meeting.meeting else ("", "")


def _of_the_meeting(code: str, material: Material) -> list[Source]:
    notes, place = material.meeting.notes, _minutes(material)
    found = [
        Source(item, MEETING, f"{item}. {notes[item].title}", notes[item].text, *place)
        for item in OFFERS.get(code, ())
        if item in notes
    ]
    told = meeting_texts(material.meeting, material.facts, material.case).get(code)
    if told and not any(one.text in told.text for one in found):
        title = told.source[0].upper() + told.source[1:]
        found.append(Source("meeting", MEETING, title, told.text, *place))
    return found

"""What the Chair looks at before a report goes out: the points of quality assurance (P9.2)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

Judged = Mapping[str, tuple[bool, str]]  # code to met, and the note


@dataclass(frozen=True, slots=True)
class Point:
    """One point: its code, and what must be so."""

    code: str
    words: str
    hint: str = ""


POINTS: tuple[Point, ...] = (
    Point(
        "voice",
        "The child’s voice and daily life are heard",
        "What each child said or showed, and what was made of it at the time.",
    ),
    Point(
        "identity",
        "Race, racism, faith, culture and language are analysed",
        "Not only named: what they meant for the child, and for what services did.",
    ),
    Point("fathers", "Fathers and other carers are there as people of their own"),
    Point(
        "analysis",
        "It says why, and does not only retell",
        "Why it made sense then, what was expected, what helped or got in the way.",
    ),
    Point("differences", "Where agencies differ, it says so, and what is settled"),
    Point("reasons", "The reasons for the decision are clear to somebody outside"),
    Point("dissent", "A dissent stands in the partner’s own words"),
    Point("names", "There are no names, and no exact dates"),
    Point(
        "held",
        "Nothing is disclosed that is held for parallel proceedings",
        "Police, coroner, employer or family court: look at R15, and at what was held.",
    ),
    Point("actions", "Each action has an owner, a date and a measure of impact"),
    Point("good_practice", "Good practice is there, with what it changed"),
    Point("safety", "Immediate safety is dealt with: the child, siblings, others"),
)


def gaps(points: Judged) -> list[str]:
    """The points that are neither met nor explained, in words."""
    return [
        one.words for one in POINTS if not _answered(points.get(one.code, (False, "")))
    ]


def as_json(points: Judged) -> str:
    """The points as they are kept."""
    kept = {code: {"met": met, "note": note} for code, (met, note) in points.items()}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def from_json(kept: str) -> dict[str, tuple[bool, str]]:
    """The points that were kept."""
    return {
        code: (bool(one["met"]), str(one["note"]))
        for code, one in json.loads(kept).items()
    }


def _answered(judged: tuple[bool, str]) -> bool:
    met, note = judged
    return met or bool(note.strip())

"""The marks of the training case's file, ``{188}`` and its like, turned into dates.

``{188}`` is 188 calendar days before Day 1, written as 3 May 2024; ``{188:month}``,
``{188:year}`` and ``{188:yy}`` are parts of it; ``{230-229}`` is two days as one range.
"""

import re
from datetime import date, timedelta
from typing import Any

from rapidreview.evidence.dates import as_typed

_MARK = re.compile(r"\{(?P<day>-?[0-9]+)(?:-(?P<to>[0-9]+))?(?::(?P<part>[a-z]+))?\}")


def resolved(node: Any, day_1: date) -> Any:
    """A whole tree of the file with every mark in every text turned into a date.

    The file was written by a tool that reads ``on:`` as true, as YAML 1.1 does; such a key
    is ``on`` again afterwards.
    """
    if isinstance(node, str):
        return resolve(node, day_1)
    if isinstance(node, list):
        return [resolved(item, day_1) for item in node]
    if isinstance(node, dict):
        return {
            "on" if key is True else key: resolved(item, day_1)
            for key, item in node.items()
        }
    return node


def resolve(text: str, day_1: date) -> str:
    """One text with its marks turned into dates; other braces stay as they are."""
    return _MARK.sub(lambda mark: _written(mark, day_1), text)


def _written(mark: re.Match[str], day_1: date) -> str:
    day = day_1 - timedelta(days=int(mark["day"]))
    if mark["to"]:
        return _range(day, day_1 - timedelta(days=int(mark["to"])))
    parts = {
        None: as_typed(day),
        "month": _month(day),
        "year": str(day.year),
        "yy": f"{day.year % 100:02}",
    }
    return parts[mark["part"]]


def _range(first: date, last: date) -> str:
    """3-9 May 2024; 30 April-2 May 2024; with both years over the end of a year."""
    if first.year != last.year:
        return f"{as_typed(first)}-{as_typed(last)}"
    if first.month != last.month:
        return f"{as_typed(first).removesuffix(f' {first.year}')}-{as_typed(last)}"
    return f"{first.day}-{as_typed(last)}"


def _month(day: date) -> str:
    return as_typed(day).split(" ", 1)[1]

"""A strict reader of iCalendar that shares nothing with what writes ours (RFC 5545, RFC 5546).

It reads bytes, refuses what a calendar program might refuse, and works moments out from the
VTIMEZONE that the file carries, not from the time zones of this computer.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

LINE = re.compile(
    r"(?P<name>[A-Z][A-Z0-9-]*)"
    r"(?P<params>(?:;[A-Z][A-Z0-9-]*=(?:\"[^\"\x00-\x08\x0a-\x1f\x7f]*\"|[^\";:,\x00-\x1f\x7f]*))*)"
    r":(?P<value>[^\x00-\x08\x0a-\x1f\x7f]*)"
)
PARAM = re.compile(r';([A-Z0-9-]+)=(?:"([^"]*)"|([^;]*))')
OFFSET = re.compile(r"([+-])(\d\d)(\d\d)")
ONCE = {
    "VCALENDAR": {"PRODID", "VERSION", "METHOD"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART", "DTEND", "ORGANIZER", "SEQUENCE", "SUMMARY"},
    "VTIMEZONE": {"TZID"},
}  # fmt: skip
ZONE_PARTS = {"STANDARD", "DAYLIGHT"}


class NotACalendar(Exception):
    """What is wrong with it."""


@dataclass
class Property:
    """A line: its value as written, and its parameters."""

    value: str
    params: dict[str, str]


@dataclass
class Part:
    """A component, with its properties in order and what lies inside it."""

    name: str
    properties: list[tuple[str, Property]] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)

    def every(self, name: str) -> list[Property]:
        return [one for key, one in self.properties if key == name]

    def the(self, name: str) -> Property:
        found = self.every(name)
        if len(found) != 1:
            raise NotACalendar(f"{len(found)} of {name} in {self.name}")
        return found[0]

    def text(self, name: str) -> str:
        return unescaped(self.the(name).value)


@dataclass
class Entry:
    """What a calendar program would take from the file."""

    method: str
    uid: str
    sequence: int
    stamped_at: datetime
    starts_at: datetime
    ends_at: datetime
    zone: str
    status: str
    summary: str
    place: str
    organiser: str
    attendees: dict[str, dict[str, str]]


def read(data: bytes) -> Entry:
    """The one event of a file. Raises NotACalendar."""
    calendar = parsed(data)
    if calendar.the("VERSION").value != "2.0":
        raise NotACalendar("not version 2.0")
    events = [one for one in calendar.parts if one.name == "VEVENT"]
    zones = {
        one.the("TZID").value: one for one in calendar.parts if one.name == "VTIMEZONE"
    }
    if len(events) != 1:
        raise NotACalendar(f"{len(events)} events")
    return _entry(calendar, events[0], zones)


def parsed(data: bytes) -> Part:
    """The components of a file, each with what it must have once. Raises NotACalendar."""
    above = Part("")
    stack = [above]
    for line in unfolded(data):
        _take_in(stack, *_property(line))
    if len(stack) != 1 or [one.name for one in above.parts] != ["VCALENDAR"]:
        raise NotACalendar("not one calendar, or it does not end")
    root = above.parts[0]
    for part in (root, *root.parts):
        for name in ONCE.get(part.name, ()):
            part.the(name)
    return root


def _take_in(stack: list[Part], name: str, one: Property) -> None:
    """A line where it belongs: it begins a part, ends one, or is in one."""
    if name == "BEGIN":
        stack[-1].parts.append(Part(one.value))
        stack.append(stack[-1].parts[-1])
    elif name == "END":
        if stack.pop().name != one.value:
            raise NotACalendar(f"{one.value} ends and had not begun")
    elif len(stack) == 1:
        raise NotACalendar(f"{name} outside the calendar")
    else:
        stack[-1].properties.append((name, one))


def unfolded(data: bytes) -> list[str]:
    """The lines: CRLF after each, at most 75 octets, each fold between whole characters."""
    if not data.endswith(b"\r\n"):
        raise NotACalendar("the last line does not end")
    lines: list[bytes] = []
    for raw in data[:-2].split(b"\r\n"):
        if len(raw) > 75:
            raise NotACalendar(f"{len(raw)} octets in a line")
        if b"\n" in raw or b"\r" in raw or not raw:
            raise NotACalendar("a line that ends otherwise, or is empty")
        raw.decode("utf-8")  # a fold inside a character would fail here
        if raw[:1] in b" \t":
            lines[-1] += raw[1:]
        else:
            lines.append(raw)
    return [one.decode("utf-8") for one in lines]


def unescaped(value: str) -> str:
    """A TEXT value as meant. Raises NotACalendar for what should have been escaped."""
    if re.search(r"(?<!\\)(?:\\\\)*[;,]", value) or re.search(
        r"(?<!\\)(?:\\\\)*\\[^\\;,nN]", value
    ):
        raise NotACalendar(f"not escaped: {value}")
    said = {"n": "\n", "N": "\n"}
    return re.sub(r"\\(.)", lambda found: said.get(found[1], found[1]), value)


def _property(line: str) -> tuple[str, Property]:
    found = LINE.fullmatch(line)
    if not found:
        raise NotACalendar(f"no line of a calendar: {line}")
    params = {
        one[1]: one[2] if one[2] is not None else one[3]
        for one in PARAM.finditer(found["params"])
    }
    return found["name"], Property(found["value"], params)


def _entry(calendar: Part, event: Part, zones: dict[str, Part]) -> Entry:
    starts, ends = event.the("DTSTART"), event.the("DTEND")
    attendees = {
        one.value.removeprefix("mailto:"): one.params for one in event.every("ATTENDEE")
    }
    if not attendees or not all(
        one.value.startswith("mailto:")
        for one in (*event.every("ATTENDEE"), event.the("ORGANIZER"))
    ):
        raise NotACalendar("nobody to come, or no address")
    entry = Entry(
        calendar.the("METHOD").value,
        event.text("UID"),
        int(event.the("SEQUENCE").value),
        _utc(event.the("DTSTAMP").value),
        _moment(starts, zones),
        _moment(ends, zones),
        starts.params.get("TZID", ""),
        event.text("STATUS"),
        event.text("SUMMARY"),
        event.text("LOCATION"),
        event.the("ORGANIZER").value.removeprefix("mailto:"),
        attendees,
    )
    if (entry.method == "CANCEL") != (entry.status == "CANCELLED"):
        raise NotACalendar(f"{entry.method} of what is {entry.status}")
    if entry.ends_at <= entry.starts_at:
        raise NotACalendar("it ends before it begins")
    return entry


def _utc(value: str) -> datetime:
    return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def _moment(one: Property, zones: dict[str, Part]) -> datetime:
    if one.params.get("TZID") not in zones:
        raise NotACalendar("a moment without its zone")
    local = datetime.strptime(one.value, "%Y%m%dT%H%M%S")  # noqa: DTZ007 - local by the format
    return (local - offset_at(zones[one.params["TZID"]], local)).replace(tzinfo=UTC)


def offset_at(zone: Part, local: datetime) -> timedelta:
    """How far local time is ahead of UTC, by the rules in the file alone."""
    onsets = []
    for part in zone.parts:
        if part.name not in ZONE_PARTS:
            raise NotACalendar(f"{part.name} in a zone")
        begins = datetime.strptime(part.the("DTSTART").value, "%Y%m%dT%H%M%S")  # noqa: DTZ007
        rule = rrulestr(part.the("RRULE").value, dtstart=begins)
        onset = rule.before(local, inc=True)
        if onset is not None:
            onsets.append((onset, _offset(part.the("TZOFFSETTO").value)))
    if not onsets:
        raise NotACalendar("the zone begins later")
    return max(onsets)[1]


def _offset(value: str) -> timedelta:
    found = OFFSET.fullmatch(value)
    if not found:
        raise NotACalendar(f"no offset: {value}")
    length = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return -length if found[1] == "-" else length

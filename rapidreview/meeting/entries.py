"""The boxes of the meeting's page beside what is stored, so that two texts can be compared."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.forms import Form
from django.forms.boundfield import BoundField

from rapidreview.meeting.models import AgendaItem, Attendance, Meeting

CELLS = ("state", "deputy", "grade", "seniority", "conflict")


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """A person's boxes."""

    row: Attendance
    state: BoundField
    deputy: BoundField
    grade: BoundField
    seniority: BoundField
    conflict: BoundField

    @property
    def boxes(self) -> tuple[BoundField, ...]:
        """All of them, in their order."""
        return self.state, self.deputy, self.grade, self.seniority, self.conflict


@dataclass(frozen=True, slots=True)
class ItemEntry:
    """An item's box; ``stored`` is what somebody else wrote there meanwhile.

    ``read`` is the version that the next press builds on: both texts have been seen then.
    """

    item: AgendaItem
    notes: BoundField
    read: int
    stored: str | None


def attendance_read(form: Form, meeting: Meeting) -> tuple[int, bool]:
    """The version that the next press builds on, and whether somebody changed the attendance
    that this person changed too."""
    read = form["read"].value()
    mine = form.is_bound and any(is_cell(name) for name in form.changed_data)
    theirs = mine and str(read) != str(meeting.edit_version)
    return (meeting.edit_version if theirs or not read else read), theirs


def is_cell(name: str) -> bool:
    """Whether a field is one of somebody's line of attendance."""
    return name.partition("_")[0] in CELLS


def attendance_lines(form: Form, people: Iterable[Attendance]) -> list[AttendanceLine]:
    """Each person's boxes."""
    return [
        AttendanceLine(one, *(form[f"{cell}_{one.number}"] for cell in CELLS))
        for one in people
    ]


def item_entries(form: Form, items: Iterable[AgendaItem]) -> list[ItemEntry]:
    """Each item's box, beside what was stored since it was read."""
    return [_entry(form, one) for one in items]


def _entry(form: Form, item: AgendaItem) -> ItemEntry:
    name = f"notes_{item.code}"
    read = form[f"read_{item.code}"].value()
    mine = form.is_bound and name in form.changed_data
    theirs = mine and str(read) != str(item.edit_version)
    return ItemEntry(
        item,
        form[name],
        item.edit_version if theirs or not read else read,
        item.notes if theirs else None,
    )

"""Names and dates as people read them: labels, initials, "Friday 6 November, 5pm"."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from rapidreview.procedure.calendar import LONDON, WorkingDays, london_day

# Words inside a name that are not names of their own: they give no initial.
_LINKING = {
    "al",
    "bin",
    "da",
    "de",
    "del",
    "den",
    "der",
    "di",
    "dos",
    "du",
    "la",
    "le",
    "of",
}
_TITLES = {"dr", "miss", "mr", "mrs", "ms", "mx", "prof"}


def initials(name: str) -> str:
    """The initials of a name, in capitals: "Nelo Marvane" is NM; nothing gives XX."""
    words = [word.strip(".,'’") for word in name.replace("-", " ").split()]
    telling = [word for word in words if word.lower() not in _LINKING | _TITLES]
    letters = [word[0] for word in telling if word and word[0].isalpha()]
    return "".join(letters).upper() or "XX"


def case_label(received_on: date, initials: str, taken: Collection[str]) -> str:
    """The folder's label: the day the notification was received and initials (P1.12).

    The second with the same label gets -2, and so on (4.2 c).
    """
    plain = f"{received_on:%d%m%y}{initials}"
    if plain not in taken:
        return plain
    number = 2
    while f"{plain}-{number}" in taken:
        number += 1
    return f"{plain}-{number}"


def spoken_date(day: date) -> str:
    """A day with its weekday and year: "Friday 6 November 2026"."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def spoken_moment(instant: datetime, today: date) -> str:
    """An instant in London: "today, 5pm", "Friday 6 November, 5pm"; the last minute of a
    day is its end. ``today`` may be an instant; the year is said when it is another."""
    now = london_day(today) if isinstance(today, datetime) else today
    local = instant.astimezone(LONDON)
    day = _spoken_day(local.date(), now)
    if (local.hour, local.minute) == (23, 59):
        return f"end of {day}"
    return f"{day}, {_spoken_time(local)}"


def _spoken_day(day: date, today: date) -> str:
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if (apart := (day - today) // timedelta(days=1)) in near:
        return near[apart]
    plain = f"{day:%A} {day.day} {day:%B}"
    return plain if day.year == today.year else f"{plain} {day.year}"


def _spoken_time(local: datetime) -> str:
    hour = local.hour % 12 or 12
    minutes = f":{local.minute:02}" if local.minute else ""
    if (local.hour, local.minute) == (12, 0):
        return "midday"
    return f"{hour}{minutes}{'am' if local.hour < 12 else 'pm'}"


def spoken_lateness(due_at: datetime, at: datetime, calendar: WorkingDays) -> str:
    """How late something is: "2 working days late", "3 hours late"; empty if it is not.

    A day that is not worked does not make anything later.
    """
    if at <= due_at:
        return ""
    days = calendar.between(london_day(due_at), london_day(at))
    if days:
        return f"{days} working {'day' if days == 1 else 'days'} late"
    hours = int((at - due_at) / timedelta(hours=1))
    return f"{hours} {'hour' if hours == 1 else 'hours'} late" if hours else "just late"

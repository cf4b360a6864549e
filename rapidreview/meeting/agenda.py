"""What a meeting goes through: the agenda M1 to M15, and that of the executive meeting (handbook, 6c)."""

from rapidreview.meeting.models import AgendaItem, Meeting

SAFETY, WALK_THROUGH, RECOMMENDATION, ACTIONS = "M3", "M10", "M11", "M14"
PRESENTED, AGREED = "X1", "X2"
RAPID_REVIEW = (
    ("M1", "Introductions, conflicts of interest and confidentiality"),
    ("M2", "Purpose, which is not blame"),
    (SAFETY, "Immediate safety"),
    ("M4", "The incident, and the police’s update"),
    ("M5", "Each agency, three minutes"),
    ("M6", "Merged chronology"),
    ("M7", "Key episodes and their analysis"),
    ("M8", "The child’s voice and identity"),
    ("M9", "Good practice and learning"),
    (WALK_THROUGH, "Walk-through of the criteria"),
    (RECOMMENDATION, "Recommendation and reasons"),
    ("M12", "Family, staff and media"),
    ("M13", "Parallel processes"),
    (ACTIONS, "Actions"),
    ("M15", "Next dates"),
)
EXECUTIVE = ((PRESENTED, "What was presented"), (AGREED, "What was agreed"))


def put_agenda(meeting: Meeting, titles: tuple[tuple[str, str], ...]) -> None:
    """Give a new meeting its items, in order, with nothing noted yet."""
    for number, (code, title) in enumerate(titles, start=1):
        AgendaItem.objects.create(
            case=meeting.case, meeting=meeting, code=code, number=number, title=title
        )


def guidance_of(text: str) -> list[tuple[str, str]]:
    """The guidance stamped on a case, title and link; the link may be empty (P7.3)."""
    found = [line.rpartition(" http") for line in text.splitlines() if line.strip()]
    return [
        (title, f"http{rest}") if mark else (rest, "") for title, mark, rest in found
    ]
